//! What a policy says, as plain numbers and lists.

/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;

/// When the clock of a later episode starts anew (key `sla.reopen`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopen {
    /// At the first contact message of the episode, however late.
    Episode,
    /// Only where that message comes within the time of a rapid reopen.
    Rapid,
    /// Never: the creation counts.
    Never,
}

/// Which response a metric measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// The first response of the episode.
    First,
    /// The response to the customer's next messages.
    Next,
}

/// A response target beside the main clock.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Which response.
    pub response: Response,
    /// The target, in minutes.
    pub target_minutes: i64,
    /// Whether a breach surfaces the conversation, as the main clock's does.
    pub surfaces: bool,
}

/// How long a channel lets the shop answer after the contact's newest message.
#[derive(Debug, Clone, Copy)]
pub struct ReplyWindow {
    /// Chatwoot's name of the channel.
    pub channel: &'static str,
    /// From the newest contact message to the end.
    pub window_minutes: i64,
    /// From the warning to the end.
    pub closing_minutes: i64,
}

/// The keys of a policy that the rules of time depend on.
#[expect(clippy::struct_excessive_bools, reason = "the policy's own keys")]
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sla.target_minutes`
    pub target_minutes: i64,
    /// `sla.at_risk_minutes`: at risk from so long before the end; 0 is never.
    pub at_risk_minutes: i64,
    /// `sla.reopen`
    pub reopen: Reopen,
    /// `sla.rapid_reopen.within_minutes`
    pub rapid_minutes: i64,
    /// `sla.needs_contact_message`
    pub needs_contact_message: bool,
    /// `sla.bots_answer`
    pub bots_answer: bool,
    /// The metrics, in the policy's order.
    pub metrics: Vec<Metric>,
    /// `people.managers`
    pub managers: Vec<u64>,
    /// `people.bots`
    pub bots: Vec<u64>,
    /// `reply_windows`
    pub reply_windows: Vec<ReplyWindow>,
    /// `decisions.drop_escalation_label`
    pub drop_escalation_label: bool,
    /// `resolution.read_promises`
    pub read_promises: bool,
    /// The largest refund that needs nobody's leave, in minor units of `limit_currency`.
    pub refund_limit_minor: i64,
    /// The currency of the refund limit.
    pub limit_currency: &'static str,
}

impl Settings {
    /// The policy that is the runbook's.
    #[must_use]
    pub fn runbook() -> Self {
        Self {
            target_minutes: 30,
            at_risk_minutes: 0,
            reopen: Reopen::Episode,
            rapid_minutes: 30,
            needs_contact_message: true,
            bots_answer: false,
            metrics: Vec::new(),
            managers: Vec::new(),
            bots: Vec::new(),
            reply_windows: Vec::new(),
            drop_escalation_label: true,
            read_promises: true,
            refund_limit_minor: 50_000,
            limit_currency: "USD",
        }
    }
}

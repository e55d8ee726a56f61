//! The document's `sla`: the main clock, calendars, and the clocks beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::business_hours::BusinessHoursDocument;
use crate::conversation::{ChatwootPriority, Status};
use crate::sla::{MetricKind, Priority, Reopen};

/// When a conversation breaches its SLA.
///
/// The main clock (`target_minutes` and what stands beside it) decides the priority. The clocks
/// of `metrics` are reported beside it and decide nothing, but for those that say `surfaces`
/// (SOP-CX-001 defines the priority on the main clock; chosen).
///
/// ```
/// use cx_triage::Policy;
///
/// # #[cfg(not(all(feature = "toml", feature = "time-zones")))]
/// # fn main() {}
/// # #[cfg(all(feature = "toml", feature = "time-zones"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let engine = Policy::from_toml(
///     r#"
///     extends = "runbook"
///     name = "ours"
///     [sla]
///     calendar = "office"
///     pausing_statuses = ["snoozed"]
///     at_risk_minutes = 10
///     [sla.calendars.office]
///     time_zone = "Europe/Berlin"
///     hours = { mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]] }
///     holidays = ["2025-12-23"]
///     [[sla.metrics]]
///     metric = "first_response"
///     calendar = "office"
///     target_minutes = 240
///     targets = [{ label = "vip", minutes = 30 }, { priority = "p1", minutes = 60 }]
///     "#,
/// )?
/// .compile()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlaPolicy {
    /// Time from the start of the clock to the deadline, in minutes; 0 is due at once.
    pub target_minutes: i64,
    /// The clock runs in these states.
    pub clock_statuses: Vec<Status>,
    /// The clock is paused in these states, rather than not applicable. Where the conversation
    /// has a status history, the time that it spent in them does not count.
    #[serde(default)]
    pub pausing_statuses: Vec<Status>,
    /// The conversation is at risk once no more than this many minutes that count remain; 0
    /// switches it off.
    #[serde(default)]
    pub at_risk_minutes: i64,
    /// The calendar whose open time counts; absent: every hour does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Calendars of inboxes and teams; the first that fits counts, else `calendar`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar_for: Vec<CalendarFor>,
    /// Which later episodes have a clock of their own: from the contact's first message after a
    /// resolution.
    #[serde(default)]
    pub reopen: Reopen,
    /// A conversation that has messages, but none of the contact's (a campaign, outbound mail), has
    /// no clock; where ours opened it, the clock starts at the contact's first message. False: the
    /// creation counts all the same.
    #[serde(default = "yes")]
    pub needs_contact_message: bool,
    /// A bot's public answer ends a wait, as a person's does, for the metrics of responses.
    #[serde(default)]
    pub bots_answer: bool,
    /// What a message soon after a resolution does; absent: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rapid_reopen: Option<RapidReopen>,
    /// Calendars by name, for the clocks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub calendars: BTreeMap<String, BusinessHoursDocument>,
    /// Further clocks, each metric at most once, reported in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<SlaMetricPolicy>,
}

/// A calendar for the conversations of an inbox, of a team, or of both together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarFor {
    /// Chatwoot's number of the inbox, positive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<i64>,
    /// Chatwoot's number of the team, positive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<i64>,
    /// The name of the calendar.
    pub calendar: String,
}

/// A contact who writes soon after the conversation was resolved (runbook, "Rapid Reopen").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RapidReopen {
    /// The first contact message at most this many minutes after the resolution reopens;
    /// inclusive.
    pub within_minutes: i64,
}

/// A clock beside the main one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlaMetricPolicy {
    /// What it measures.
    pub metric: MetricKind,
    /// The target where none of `targets` fits, in minutes; absent: the metric does not apply
    /// then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_minutes: Option<i64>,
    /// Targets with a condition; the first that fits wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<SlaTarget>,
    /// The calendar whose open time counts; absent: every hour does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Calendars of inboxes and teams; the first that fits counts, else `calendar`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar_for: Vec<CalendarFor>,
    /// A breach of it surfaces the conversation and ranks it as one of the main clock does: the
    /// reason `response_breached`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub surfaces: bool,
    /// The clock is paused in these states, also in those in which the main clock runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pausing_statuses: Vec<Status>,
    /// The metric is at risk once no more than this many minutes that count remain; 0 switches
    /// it off.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub at_risk_minutes: i64,
}

/// A target with conditions, all of which are to be met: a label, a priority, an inbox, a team,
/// Chatwoot's priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlaTarget {
    /// The target, in minutes; 0 is due at once.
    pub minutes: i64,
    /// It fits a conversation with this label, compared as the policy compares labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// It fits while the conversation has this priority, or would have it if its main clock ran;
    /// for a clock that has stopped, that of the moment at which it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// It fits a conversation of the inbox with this number, positive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<i64>,
    /// It fits a conversation of the team with this number, positive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<i64>,
    /// It fits a conversation that people gave this priority in Chatwoot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chatwoot_priority: Option<ChatwootPriority>,
}

/// Until when a channel takes replies (`WhatsApp`: 24 hours from the contact's newest message).
///
/// ```
/// use cx_triage::Policy;
///
/// let policy = Policy::from_json(
///     r#"{"extends": "runbook", "name": "ours", "reply_windows": [
///         {"channel": "Channel::Whatsapp", "window_minutes": 1440, "closing_minutes": 120}]}"#,
/// )?;
/// assert_eq!(policy.reply_windows.len(), 1);
/// # Ok::<(), cx_triage::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReplyWindowPolicy {
    /// The kind of channel, as Chatwoot names it.
    pub channel: String,
    /// It ends this long after the contact's newest message; from then on nothing can be sent.
    pub window_minutes: i64,
    /// This long before the end an unanswered conversation surfaces as p2; inclusive. 0: not at
    /// all.
    #[serde(default)]
    pub closing_minutes: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(minutes: &i64) -> bool {
    *minutes == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// The value of a key that is on unless a policy switches it off.
pub(super) const fn yes() -> bool {
    true
}

//! The SLA clock of a conversation (SOP-CX-001).

use serde::{Deserialize, Serialize};

use crate::conversation::{Action, Message, Status, Timestamp};
use crate::timeline::Timeline;

/// A minute in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;

/// How a conversation stands against its SLA at the time of the assessment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sla {
    /// The state of the clock.
    pub state: SlaState,
    /// When the clock started.
    pub clock_start: Timestamp,
    /// Why it started then.
    pub clock_reason: ClockReason,
    /// The deadline: the start of the clock plus the target. Absent where no clock runs.
    pub due_at: Option<Timestamp>,
    /// The deadline once it is breached: strictly after it.
    pub breached_at: Option<Timestamp>,
    /// Milliseconds since the deadline, 0 up to it.
    pub overdue_ms: i64,
    /// Milliseconds up to the deadline, 0 from it on.
    pub remaining_ms: i64,
}

/// The state of an SLA clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlaState {
    /// Up to the deadline, the deadline itself included.
    Within,
    /// Within, and no more than the policy's margin remains.
    AtRisk,
    /// After the deadline.
    Breached,
    /// The policy pauses the clock in this status.
    Paused,
    /// No clock runs in this status.
    NotApplicable,
}

/// Why the clock started when it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockReason {
    /// The conversation was opened then.
    Creation,
    /// The contact wrote soon after the conversation was marked resolved.
    RapidReopen,
}

/// The compiled rules of the clock.
#[derive(Debug)]
pub(crate) struct ClockRules {
    pub(crate) target_ms: i64,
    pub(crate) at_risk_ms: Option<i64>,
    pub(crate) running: Vec<Status>,
    pub(crate) pausing: Vec<Status>,
    /// Within how many milliseconds a contact message reopens, and whether it restarts the clock.
    pub(crate) reopen: Option<(i64, bool)>,
}

/// The clock of one conversation, at no particular time.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Timestamp,
    reason: ClockReason,
    hand: Hand,
    at_risk_ms: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
enum Hand {
    Runs { due_at: Timestamp },
    Paused,
    Off,
}

impl ClockRules {
    /// The message that reopened the conversation: the first of the contact's after the latest
    /// resolution, if it came soon enough.
    pub(crate) fn reopening<'a>(&self, timeline: &Timeline<'a>) -> Option<&'a Message> {
        let (within, _) = self.reopen?;
        let resolved = timeline.latest(Action::MarkResolved)?.at;
        let first = timeline.contact_messages().find(|message| message.created_at > resolved)?;
        (first.created_at.millis_since(resolved) <= within).then_some(first)
    }

    /// The clock of a conversation in `status`, created and (rapidly) reopened at those times.
    pub(crate) fn clock(
        &self,
        status: Status,
        created_at: Timestamp,
        reopened_at: Option<Timestamp>,
    ) -> Clock {
        let restarted = reopened_at.filter(|_| self.reopen.is_some_and(|(_, restarts)| restarts));
        let (start, reason) = match restarted {
            Some(at) => (at, ClockReason::RapidReopen),
            None => (created_at, ClockReason::Creation),
        };
        let hand = if self.running.contains(&status) {
            Hand::Runs { due_at: start.plus_millis(self.target_ms) }
        } else if self.pausing.contains(&status) {
            Hand::Paused
        } else {
            Hand::Off
        };
        Clock { start, reason, hand, at_risk_ms: self.at_risk_ms }
    }
}

impl Clock {
    /// What the clock shows at `now`.
    pub(crate) fn at(&self, now: Timestamp) -> Sla {
        let mut sla = Sla {
            state: SlaState::NotApplicable,
            clock_start: self.start,
            clock_reason: self.reason,
            due_at: None,
            breached_at: None,
            overdue_ms: 0,
            remaining_ms: 0,
        };
        match self.hand {
            Hand::Off => {}
            Hand::Paused => sla.state = SlaState::Paused,
            Hand::Runs { due_at } => {
                sla.due_at = Some(due_at);
                sla.breached_at = (now > due_at).then_some(due_at);
                sla.overdue_ms = now.millis_since(due_at).max(0);
                sla.remaining_ms = due_at.millis_since(now).max(0);
                sla.state = if now > due_at {
                    SlaState::Breached
                } else if self.at_risk_ms.is_some_and(|margin| sla.remaining_ms <= margin) {
                    SlaState::AtRisk
                } else {
                    SlaState::Within
                };
            }
        }
        sla
    }

    /// The deadline, where the clock runs.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        match self.hand {
            Hand::Runs { due_at } => Some(due_at),
            Hand::Paused | Hand::Off => None,
        }
    }

    /// The moments at which what the clock shows may change, in no order.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Timestamp> {
        let due_at = self.due_at();
        let at_risk =
            due_at.zip(self.at_risk_ms).map(|(due_at, margin)| due_at.plus_millis(-margin));
        due_at.map(|due_at| due_at.plus_millis(1)).into_iter().chain(at_risk)
    }
}

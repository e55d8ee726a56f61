//! The SLA clocks of a conversation: the main one (SOP-CX-001), and the metrics beside it.

mod calendars;
mod explain;
mod metric;
mod metric_kind;
mod pauses;
mod priority;
mod spans;
mod start;

use serde::{Deserialize, Serialize};

use crate::business_hours::{BusinessHours, Pause};
use crate::conversation::{Conversation, Status, Timestamp};
use crate::timeline::Timeline;

pub(crate) use calendars::{Calendars, Scope};
pub use explain::{SlaClock, SlaExplanation};
pub(crate) use metric::{MetricClock, MetricRules};
pub use metric::{MetricState, SlaMetric};
pub use metric_kind::MetricKind;
pub(crate) use pauses::History;
pub use priority::Priority;
pub(crate) use spans::ClockInputs;
pub(crate) use start::ClockStart;
pub use start::Reopen;

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
    /// The deadline: when the target has passed since the start of the clock, on the policy's
    /// calendar and without pauses. Absent where no clock runs, and where the calendar does not
    /// get so far.
    pub due_at: Option<Timestamp>,
    /// The deadline once it is breached: strictly after it.
    pub breached_at: Option<Timestamp>,
    /// Milliseconds since the deadline, 0 up to it.
    pub overdue_ms: i64,
    /// Milliseconds up to the deadline, 0 from it on.
    pub remaining_ms: i64,
}

wire_enum! {
    /// The state of an SLA clock.
    pub enum SlaState {
        /// Up to the deadline, the deadline itself included.
        Within = "within",
        /// Within, and no more than the policy's margin remains.
        AtRisk = "at_risk",
        /// After the deadline.
        Breached = "breached",
        /// The policy pauses the clock in this status.
        Paused = "paused",
        /// No clock runs in this status.
        NotApplicable = "not_applicable",
    }
}

wire_enum! {
    /// Why the clock started when it did.
    pub enum ClockReason {
        /// The conversation was opened then.
        Creation = "creation",
        /// The contact's first message, where ours opened the conversation.
        FirstMessage = "first_message",
        /// The contact wrote soon after the conversation was resolved.
        RapidReopen = "rapid_reopen",
        /// The contact wrote again, later than that.
        Reopen = "reopen",
        /// The conversation was opened again and the contact has not written since.
        StatusChange = "status_change",
    }
}

/// The compiled rules of the clock.
#[derive(Debug)]
pub(crate) struct ClockRules {
    pub(crate) target_ms: i64,
    pub(crate) at_risk_ms: Option<i64>,
    pub(crate) running: Vec<Status>,
    pub(crate) pausing: Vec<Status>,
    /// Within how many milliseconds a contact message reopens rapidly.
    pub(crate) rapid_ms: Option<i64>,
    /// Which later episodes have a clock of their own.
    pub(crate) reopen: Reopen,
    /// Whether a conversation in which the contact never wrote has no clock.
    pub(crate) needs_contact: bool,
    /// Whether a bot's answer ends a wait.
    pub(crate) bots_answer: bool,
    pub(crate) calendars: Calendars,
}

/// The clock of one conversation, at no particular time.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Timestamp,
    reason: ClockReason,
    run_state: RunState,
    pauses: Vec<Pause>,
    deadline: Deadline,
    hours: BusinessHours,
}

/// Whether a clock goes in a conversation's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunState {
    Runs,
    Paused,
    Off,
}

/// When a target falls due.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    target_ms: i64,
    /// Absent where the target is not used up, be it for a pause that lasts.
    due_at: Option<Timestamp>,
    /// From when on no more than the margin that counts is left.
    at_risk_from: Option<Timestamp>,
}

impl Deadline {
    fn new(
        hours: &BusinessHours,
        target_ms: i64,
        due_at: Option<Timestamp>,
        at_risk_ms: Option<i64>,
        pauses: &[Pause],
    ) -> Self {
        // The first moment with no more than the margin between it and the deadline, be it before
        // the start of the clock.
        let at_risk_from = due_at.zip(at_risk_ms).map(|(due_at, margin)| {
            let earlier = hours.elapsed(Timestamp::MIN, due_at, pauses) - margin;
            let from = hours.deadline(Timestamp::MIN, earlier, pauses).ok();
            from.filter(|_| earlier > 0).unwrap_or(Timestamp::MIN)
        });
        Self { target_ms, due_at, at_risk_from }
    }

    /// The moments at which a clock with this deadline may show something else.
    fn changes(&self) -> impl Iterator<Item = Timestamp> {
        self.due_at.map(|due_at| due_at.plus_millis(1)).into_iter().chain(self.at_risk_from)
    }

    fn is_at_risk(&self, now: Timestamp) -> bool {
        self.at_risk_from.is_some_and(|from| now >= from)
    }
}

impl ClockRules {
    /// The clock of a conversation that starts there.
    pub(crate) fn clock(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        start: ClockStart,
    ) -> Clock {
        let applies = self.applies(conversation, timeline);
        let pauses = if self.pausing.is_empty() {
            Vec::new()
        } else {
            History::of(conversation).spent_in(&self.pausing)
        };
        let run_state = RunState::of(conversation.status, &self.running, &self.pausing);
        let ClockStart { at, reason } = start;
        let (hours, named) = self.calendars.of(conversation);
        let due_at = hours.deadline(at, self.target_ms, &pauses).ok();
        // Where every hour counts, a deadline that is not reached is the last moment of all time.
        let due_at = due_at.or((!named).then_some(Timestamp::MAX)).filter(|_| applies);
        Clock {
            start: at,
            reason,
            run_state: if applies { run_state } else { RunState::Off },
            deadline: Deadline::new(hours, self.target_ms, due_at, self.at_risk_ms, &pauses),
            hours: hours.clone(),
            pauses,
        }
    }
}

impl RunState {
    fn of(status: Status, running: &[Status], pausing: &[Status]) -> Self {
        if pausing.contains(&status) {
            Self::Paused
        } else if running.contains(&status) {
            Self::Runs
        } else {
            Self::Off
        }
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
        match self.run_state {
            RunState::Off => sla,
            RunState::Paused => {
                sla.state = SlaState::Paused;
                sla
            }
            RunState::Runs => self.running_at(now),
        }
    }

    /// What the clock would show at `now` if it ran in this status.
    pub(crate) fn running_at(&self, now: Timestamp) -> Sla {
        let due_at = self.deadline.due_at;
        let breached_at = due_at.filter(|due_at| now > *due_at);
        Sla {
            state: if breached_at.is_some() {
                SlaState::Breached
            } else if self.deadline.is_at_risk(now) {
                SlaState::AtRisk
            } else {
                SlaState::Within
            },
            clock_start: self.start,
            clock_reason: self.reason,
            due_at,
            breached_at,
            overdue_ms: due_at.map_or(0, |due_at| now.millis_since(due_at).max(0)),
            remaining_ms: due_at.map_or(0, |due_at| due_at.millis_since(now).max(0)),
        }
    }

    pub(crate) fn started_at(&self) -> Timestamp {
        self.start
    }

    /// The deadline, where the clock runs.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        self.deadline.due_at.filter(|_| self.run_state == RunState::Runs)
    }

    /// The moments at which what the clock shows, or would show if it ran, may change, in no
    /// order; `after` is how long after its deadline one of them is.
    pub(crate) fn changes(&self, after: i64) -> impl Iterator<Item = Timestamp> {
        let later = self.deadline.due_at.map(|due_at| due_at.plus_millis(after).plus_millis(1));
        self.deadline.changes().chain(later)
    }
}

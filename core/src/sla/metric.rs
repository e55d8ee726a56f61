//! First response, next response, resolution: clocks that are reported beside the main one.

use serde::{Deserialize, Serialize};

use super::metric_kind::MetricKind;
use super::spans::{ClockInputs, Span};
use super::{Calendars, Deadline, Priority, RunState};
use crate::business_hours::{BusinessHours, Pause};
use crate::conversation::{Status, Timestamp};

/// What a further clock of the policy shows at the time of the assessment.
///
/// It is computed from the conversation each time: under another policy, the same history gives
/// other clocks. A metric changes the priority only where the policy lets it surface a
/// conversation (SOP-CX-001 defines the priority on the main clock; chosen).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SlaMetric {
    /// What is measured.
    pub metric: MetricKind,
    /// The state of the clock.
    pub state: MetricState,
    /// When the clock started; absent where nothing has started it yet.
    pub clock_start: Option<Timestamp>,
    /// When it stopped; absent while it goes on.
    pub stopped_at: Option<Timestamp>,
    /// The target that fits, in milliseconds of the metric's calendar; absent where none does.
    pub target_ms: Option<i64>,
    /// The deadline. Absent where the clock does not apply, while it is paused, and where the
    /// calendar does not get so far.
    pub due_at: Option<Timestamp>,
    /// The deadline once it is breached: strictly after it.
    pub breached_at: Option<Timestamp>,
    /// Milliseconds that count, from the start to now or to the stop: open and not paused.
    pub elapsed_ms: i64,
    /// Milliseconds since the deadline, whether they count or not, up to the stop; 0 up to it.
    pub overdue_ms: i64,
    /// Milliseconds up to the deadline, whether they count or not; 0 from it on, and where the
    /// clock has stopped.
    pub remaining_ms: i64,
}

wire_enum! {
    /// The state of a further clock.
    pub enum MetricState {
        /// It goes, up to the deadline, the deadline itself included.
        Within = "within",
        /// Within, and no more than the metric's margin remains.
        AtRisk = "at_risk",
        /// It goes, after the deadline; also where it was paused only after it.
        Breached = "breached",
        /// It stands still in this status.
        Paused = "paused",
        /// It stopped by the deadline, the deadline itself included.
        Met = "met",
        /// It stopped after the deadline.
        Missed = "missed",
        /// Nothing has started it, no target fits, or it does not go in this status.
        NotApplicable = "not_applicable",
    }
}

/// The compiled rules of a metric, its targets aside.
#[derive(Debug)]
pub(crate) struct MetricRules {
    pub(crate) metric: MetricKind,
    pub(crate) calendars: Calendars,
    pub(crate) pausing: Vec<Status>,
    pub(crate) at_risk_ms: Option<i64>,
    /// Whether it surfaces a conversation as the main clock does.
    pub(crate) surfaces: bool,
}

/// The clock of a metric of one conversation, at no particular time.
#[derive(Debug)]
pub(crate) struct MetricClock {
    pub(super) metric: MetricKind,
    pub(super) hours: BusinessHours,
    run_state: RunState,
    pub(crate) surfaces: bool,
    /// Whether it is known since when the clock is paused.
    pause_known: bool,
    pub(super) started: Option<Started>,
}

/// A clock that has started.
#[derive(Debug)]
pub(super) struct Started {
    pub(super) start: Timestamp,
    pub(super) stop: Option<Timestamp>,
    pub(super) pauses: Vec<Pause>,
    /// Each with the priority for which it is meant; absent: for every one.
    targets: Vec<(Option<Priority>, Deadline)>,
}

impl MetricRules {
    /// The clock of a conversation, with the targets that fit its labels, the first that fits its
    /// priority to win; it runs in the statuses `running` that do not pause it.
    pub(crate) fn clock(
        &self,
        inputs: &ClockInputs<'_>,
        running: &[Status],
        targets: impl Iterator<Item = (Option<Priority>, i64)>,
    ) -> MetricClock {
        let (hours, _) = self.calendars.of(inputs.conversation());
        let by_status = inputs.history.spent_in(&self.pausing);
        let pause_known = by_status.iter().any(|pause| pause.end == Timestamp::MAX);
        let started = inputs.span(self.metric).map(|Span { start, stop, still }| {
            let pauses = up_to(stop, by_status.into_iter().chain(still).collect());
            let deadline = |target| {
                let due_at = hours.deadline(start, target, &pauses).ok();
                Deadline::new(hours, target, due_at, self.at_risk_ms, &pauses)
            };
            let targets = targets.map(|(priority, target)| (priority, deadline(target))).collect();
            Started { start, stop, pauses, targets }
        });
        MetricClock {
            metric: self.metric,
            hours: hours.clone(),
            surfaces: self.surfaces,
            run_state: RunState::of(inputs.conversation().status, running, &self.pausing),
            pause_known,
            started,
        }
    }
}

/// What stands still after a clock has stopped is no matter of the clock's.
fn up_to(stop: Option<Timestamp>, mut pauses: Vec<Pause>) -> Vec<Pause> {
    if let Some(stop) = stop {
        for pause in &mut pauses {
            pause.end = pause.end.min(stop);
        }
    }
    pauses
}

impl MetricClock {
    /// What the clock shows at `now`, where `priority` tells the priority at a moment.
    pub(crate) fn at(
        &self,
        now: Timestamp,
        priority: impl Fn(Timestamp) -> Option<Priority>,
    ) -> SlaMetric {
        let mut shown = SlaMetric {
            metric: self.metric,
            state: MetricState::NotApplicable,
            clock_start: None,
            stopped_at: None,
            target_ms: None,
            due_at: None,
            breached_at: None,
            elapsed_ms: 0,
            overdue_ms: 0,
            remaining_ms: 0,
        };
        let Some(started) = &self.started else { return shown };
        shown.clock_start = Some(started.start);
        shown.stopped_at = started.stop;
        let until = started.stop.unwrap_or(now);
        let deadline = started.deadline(|| priority(until));
        let Some(deadline) =
            deadline.filter(|_| started.stop.is_some() || self.run_state != RunState::Off)
        else {
            return shown;
        };
        shown.target_ms = Some(deadline.target_ms);
        shown.elapsed_ms = self.hours.elapsed(started.start, until, &started.pauses);
        if started.stop.is_none() && self.run_state == RunState::Paused && !self.pause_known {
            shown.state = MetricState::Paused;
            return shown;
        }
        shown.due_at = deadline.due_at;
        shown.breached_at = deadline.due_at.filter(|due_at| until > *due_at);
        shown.overdue_ms = deadline.due_at.map_or(0, |due_at| until.millis_since(due_at).max(0));
        shown.state = match (started.stop.is_some(), shown.breached_at.is_some()) {
            (true, false) => MetricState::Met,
            (true, true) => MetricState::Missed,
            (false, true) => MetricState::Breached,
            (false, false) if self.run_state == RunState::Paused => MetricState::Paused,
            (false, false) if deadline.is_at_risk(now) => MetricState::AtRisk,
            (false, false) => MetricState::Within,
        };
        if matches!(shown.state, MetricState::Within | MetricState::AtRisk) {
            shown.remaining_ms = deadline.due_at.map_or(0, |due_at| due_at.millis_since(now));
        }
        shown
    }

    /// The moments at which what the clock shows may change, in no order; `after` is how long
    /// after a deadline one of them is, where the clock surfaces.
    pub(crate) fn changes(&self, after: i64) -> impl Iterator<Item = Timestamp> {
        let going = self.started.iter().filter(|started| started.stop.is_none());
        let targets = going.flat_map(|started| started.targets.iter().map(|(_, target)| target));
        targets.flat_map(move |target| {
            let later = target.due_at.filter(|_| self.surfaces);
            target.changes().chain(later.map(|due_at| due_at.plus_millis(after).plus_millis(1)))
        })
    }
}

impl Started {
    /// The first target that fits.
    fn deadline(&self, priority: impl FnOnce() -> Option<Priority>) -> Option<Deadline> {
        let asks = self.targets.first()?.0.is_some();
        let priority = if asks { priority() } else { None };
        let fits = |meant: Option<Priority>| meant.is_none() || meant == priority;
        self.targets.iter().find(|(meant, _)| fits(*meant)).map(|(_, deadline)| *deadline)
    }
}

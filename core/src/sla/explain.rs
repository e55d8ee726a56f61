//! Why a clock shows what it shows: each stretch of time with whether it counts, and why.

use serde::{Deserialize, Serialize};

use super::metric::{MetricClock, MetricState, SlaMetric};
use super::metric_kind::MetricKind;
use super::{Clock, ClockRules, RunState};
use crate::business_hours::{BusinessHours, Interval, IntervalReason, Pause};
use crate::conversation::Timestamp;
use crate::diagnostic::Diagnostic;

wire_enum! {
    /// Which clock an explanation is of.
    pub enum SlaClock {
        /// The clock that decides the priority (SOP-CX-001).
        Main = "main",
        /// The metric of that name.
        FirstResponse = "first_response",
        /// The metric of that name.
        NextResponse = "next_response",
        /// The metric of that name.
        Resolution = "resolution",
    }
}

impl From<MetricKind> for SlaClock {
    fn from(metric: MetricKind) -> Self {
        match metric {
            MetricKind::FirstResponse => Self::FirstResponse,
            MetricKind::NextResponse => Self::NextResponse,
            MetricKind::Resolution => Self::Resolution,
        }
    }
}

/// Why a clock shows what it shows at a time: what counted and what did not.
///
/// The intervals lead from the creation of the conversation (or the start of the clock, if that
/// is earlier) to `until`, one after the other; those that count add up to `elapsedMs`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SlaExplanation {
    /// The clock.
    pub clock: SlaClock,
    /// When it started.
    pub start: Timestamp,
    /// When it stopped, else the time that was given.
    pub until: Timestamp,
    /// What it is to stay within, in milliseconds that count.
    pub target_ms: i64,
    /// Milliseconds that count, from the start on: open and not paused.
    pub elapsed_ms: i64,
    /// The deadline, as the assessment shows it.
    pub due_at: Option<Timestamp>,
    /// Every stretch of time, in order, with whether it counts and why.
    pub intervals: Vec<Interval>,
}

impl SlaExplanation {
    /// The document, without blanks, keys in fixed order: the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }
}

impl ClockRules {
    /// Absent where no clock runs.
    pub(crate) fn explain(
        &self,
        clock: &Clock,
        created_at: Timestamp,
        now: Timestamp,
    ) -> Option<Result<SlaExplanation, Diagnostic>> {
        if clock.run_state == RunState::Off {
            return None;
        }
        let explanation = SlaExplanation {
            clock: SlaClock::Main,
            start: clock.start,
            until: now,
            target_ms: self.target_ms,
            elapsed_ms: clock.hours.elapsed(clock.start, now, &clock.pauses),
            due_at: clock.due_at(),
            intervals: Vec::new(),
        };
        Some(explanation.cut(&clock.hours, created_at, &clock.pauses))
    }
}

impl MetricClock {
    /// Absent where the metric, as `shown`, does not apply.
    pub(crate) fn explain(
        &self,
        shown: &SlaMetric,
        created_at: Timestamp,
        now: Timestamp,
    ) -> Option<Result<SlaExplanation, Diagnostic>> {
        let started = self.started.as_ref()?;
        let target_ms = shown.target_ms.filter(|_| shown.state != MetricState::NotApplicable)?;
        let explanation = SlaExplanation {
            clock: self.metric.into(),
            start: started.start,
            until: started.stop.unwrap_or(now),
            target_ms,
            elapsed_ms: shown.elapsed_ms,
            due_at: shown.due_at,
            intervals: Vec::new(),
        };
        Some(explanation.cut(&self.hours, created_at, &started.pauses))
    }
}

impl SlaExplanation {
    /// The same with its intervals.
    fn cut(
        mut self,
        hours: &BusinessHours,
        created_at: Timestamp,
        pauses: &[Pause],
    ) -> Result<Self, Diagnostic> {
        let waited_until = self.start.min(self.until);
        if created_at < waited_until {
            self.intervals.push(Interval {
                start: created_at,
                end: waited_until,
                counted: false,
                reason: IntervalReason::BeforeStart,
            });
        }
        self.intervals.extend(hours.explain(self.start, self.until, pauses)?);
        Ok(self)
    }
}

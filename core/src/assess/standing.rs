//! How a conversation stands at a moment: everything of an assessment that time alone changes.

use super::assessment::Escalation;
use super::causes::Cause;
use crate::conversation::{Status, Timestamp};
use crate::follow_up::{Due, FollowUp};
use crate::policy::{Compiled, EscalationLevel, ReasonCode};
use crate::resolution::{Outlook, Resolution};
use crate::sla::{Clock, MetricClock, Priority, Sla, SlaMetric};

/// What the standing of a conversation depends on, at no particular time.
pub(super) struct Course<'p> {
    pub(super) policy: &'p Compiled,
    pub(super) status: Status,
    pub(super) clock: Clock,
    pub(super) metrics: Vec<MetricClock>,
    pub(super) causes: Vec<Cause<'p>>,
    pub(super) due: Vec<Due>,
    pub(super) outlook: Outlook,
}

/// How a conversation stands at a moment.
#[derive(PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) sla: Sla,
    pub(super) metrics: Vec<SlaMetric>,
    pub(super) urgency: Option<(Priority, Timestamp)>,
    pub(super) escalation: Escalation,
    /// Places in [`Course::causes`].
    pub(super) reasons: Vec<usize>,
    pub(super) follow_ups: Vec<FollowUp>,
    pub(super) resolution: Resolution,
}

impl Course<'_> {
    /// How the conversation stands at `now`.
    pub(super) fn at(&self, now: Timestamp) -> Standing {
        let sla = self.clock.at(now);
        let active = self.active(now);
        let surfaceable = self.policy.surfaced.contains(&self.status);
        let urgency = self.urgency(&sla, &active).filter(|_| surfaceable);
        let listed = active.into_iter().filter(|(_, cause)| {
            cause.rule.code != ReasonCode::SuggestionMissing || urgency.is_some()
        });
        let mut escalation = Escalation { level: EscalationLevel::L1, immediate: false };
        let mut reasons = Vec::new();
        for (place, cause) in listed {
            escalation.level = escalation.level.max(cause.rule.level);
            escalation.immediate |= cause.immediate_at.is_some();
            reasons.push(place);
        }
        Standing {
            sla,
            metrics: self.metrics.iter().map(|m| m.at(now, |at| self.priority_at(at))).collect(),
            urgency,
            escalation,
            reasons,
            follow_ups: self.due.iter().map(|due| due.at(now)).collect(),
            resolution: self.outlook.at(now),
        }
    }

    /// The causes that hold at `now`, with their places.
    fn active(&self, now: Timestamp) -> Vec<(usize, &Cause<'_>)> {
        let causes = self.causes.iter().enumerate();
        causes.filter(|(_, cause)| cause.from.is_none_or(|from| now >= from)).collect()
    }

    /// The priority at `at`, as it would be if the conversation were open: that by which a metric
    /// chooses its target. A metric's own deadline has no part in it.
    fn priority_at(&self, at: Timestamp) -> Option<Priority> {
        let urgency = self.urgency(&self.clock.running_at(at), &self.active(at));
        urgency.map(|(priority, _)| priority)
    }

    /// SOP-CX-001's table: the priority, and by when to act.
    fn urgency(&self, sla: &Sla, active: &[(usize, &Cause<'_>)]) -> Option<(Priority, Timestamp)> {
        let surfacing =
            || active.iter().map(|(_, cause)| cause).filter(|cause| cause.rule.surfaces);
        let p1_overdue = self.policy.p1_overdue_ms;
        let late = sla.breached_at.filter(|_| sla.overdue_ms > p1_overdue);
        let immediate = surfacing().filter_map(|cause| cause.immediate_at);
        let at_once =
            late.map(|breached| breached.plus_millis(p1_overdue)).into_iter().chain(immediate);
        if let Some(at) = at_once.min() {
            return Some((Priority::P1, at));
        }
        if let Some(breached) = sla.breached_at {
            return Some((Priority::P2, breached.plus_millis(self.policy.p2_respond_ms)));
        }
        let earliest = surfacing().map(|cause| cause.at).min()?;
        Some((Priority::P3, earliest.plus_millis(self.policy.p3_respond_ms)))
    }

    /// The first moment after `now` at which the conversation stands differently than `standing`.
    pub(super) fn next_change(&self, standing: &Standing, now: Timestamp) -> Option<Timestamp> {
        let mut moments: Vec<Timestamp> = self
            .clock
            .changes(self.policy.p1_overdue_ms)
            .chain(self.metrics.iter().flat_map(MetricClock::changes))
            .chain(self.causes.iter().filter_map(|cause| cause.from))
            .chain(self.due.iter().map(|due| due.due_at.plus_millis(1)))
            .chain(self.outlook.change())
            .filter(|&moment| moment > now)
            .collect();
        moments.sort_unstable();
        moments.dedup();
        moments.into_iter().find(|&moment| {
            let mut later = self.at(moment);
            later.stand_still(standing);
            later != *standing
        })
    }
}

impl Standing {
    /// Takes over what ticks.
    fn stand_still(&mut self, other: &Self) {
        self.sla.overdue_ms = other.sla.overdue_ms;
        self.sla.remaining_ms = other.sla.remaining_ms;
        for (metric, other) in self.metrics.iter_mut().zip(&other.metrics) {
            metric.elapsed_ms = other.elapsed_ms;
            metric.overdue_ms = other.overdue_ms;
            metric.remaining_ms = other.remaining_ms;
        }
    }
}

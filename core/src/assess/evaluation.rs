//! How a conversation stands at a moment: everything of an assessment that time alone changes.

use super::assessment::Escalation;
use super::reasons::ActiveReason;
use crate::conversation::{Status, Timestamp};
use crate::follow_up::{FollowUp, PendingFollowUp};
use crate::policy::{Compiled, EscalationLevel, ReasonCode};
use crate::resolution::{Resolution, ResolutionState};
use crate::sla::{Clock, MetricClock, Priority, Sla, SlaMetric};

/// What the state of a conversation depends on, at no particular time.
pub(super) struct Evaluation<'p> {
    pub(super) policy: &'p Compiled,
    pub(super) status: Status,
    pub(super) clock: Clock,
    pub(super) metrics: Vec<MetricClock>,
    pub(super) reasons: Vec<ActiveReason<'p>>,
    pub(super) follow_ups: Vec<PendingFollowUp>,
    pub(super) resolution: ResolutionState,
}

/// How a conversation stands at a moment.
#[derive(PartialEq, Eq)]
pub(super) struct Snapshot {
    pub(super) sla: Sla,
    pub(super) metrics: Vec<SlaMetric>,
    pub(super) urgency: Option<(Priority, Timestamp)>,
    pub(super) escalation: Escalation,
    /// Indices into [`Evaluation::reasons`].
    pub(super) reasons: Vec<usize>,
    pub(super) follow_ups: Vec<FollowUp>,
    pub(super) resolution: Resolution,
}

impl Evaluation<'_> {
    /// How the conversation stands at `now`.
    pub(super) fn at(&self, now: Timestamp) -> Snapshot {
        let sla = self.clock.at(now);
        let active = self.active(now);
        let surfaceable = self.policy.surfaced.contains(&self.status);
        let urgency = self.urgency(&sla, &active).filter(|_| surfaceable);
        let listed = active.into_iter().filter(|(_, reason)| {
            reason.rule.code != ReasonCode::SuggestionMissing || urgency.is_some()
        });
        let mut escalation = Escalation { level: EscalationLevel::L1, immediate: false };
        let mut reasons = Vec::new();
        for (index, reason) in listed {
            escalation.level = escalation.level.max(reason.rule.level);
            escalation.immediate |= reason.immediate_at.is_some();
            reasons.push(index);
        }
        Snapshot {
            sla,
            metrics: self.metrics.iter().map(|m| m.at(now, |at| self.priority_at(at))).collect(),
            urgency,
            escalation,
            reasons,
            follow_ups: self.follow_ups.iter().map(|due| due.at(now)).collect(),
            resolution: self.resolution.at(now),
        }
    }

    /// The reasons that hold at `now`, with their indices.
    fn active(&self, now: Timestamp) -> Vec<(usize, &ActiveReason<'_>)> {
        let reasons = self.reasons.iter().enumerate();
        reasons.filter(|(_, reason)| reason.from.is_none_or(|from| now >= from)).collect()
    }

    /// The priority at `at`, as it would be if the conversation were open: that by which a metric
    /// chooses its target. A metric's own deadline has no part in it.
    fn priority_at(&self, at: Timestamp) -> Option<Priority> {
        let urgency = self.urgency(&self.clock.running_at(at), &self.active(at));
        urgency.map(|(priority, _)| priority)
    }

    /// SOP-CX-001's table: the priority, and by when to act.
    fn urgency(
        &self,
        sla: &Sla,
        active: &[(usize, &ActiveReason<'_>)],
    ) -> Option<(Priority, Timestamp)> {
        let surfacing =
            || active.iter().map(|(_, reason)| reason).filter(|reason| reason.rule.surfaces);
        let p1_overdue = self.policy.p1_overdue_ms;
        let late = sla.breached_at.filter(|_| sla.overdue_ms > p1_overdue);
        let immediate = surfacing().filter_map(|reason| reason.immediate_at);
        let at_once =
            late.map(|breached| breached.plus_millis(p1_overdue)).into_iter().chain(immediate);
        if let Some(at) = at_once.min() {
            return Some((Priority::P1, at));
        }
        if let Some(breached) = sla.breached_at {
            return Some((Priority::P2, breached.plus_millis(self.policy.p2_respond_ms)));
        }
        let earliest = surfacing().map(|reason| reason.at).min()?;
        Some((Priority::P3, earliest.plus_millis(self.policy.p3_respond_ms)))
    }

    /// The first moment after `now` at which the conversation stands differently from `snapshot`.
    pub(super) fn next_change(&self, snapshot: &Snapshot, now: Timestamp) -> Option<Timestamp> {
        let mut moments: Vec<Timestamp> = self
            .clock
            .changes(self.policy.p1_overdue_ms)
            .chain(self.metrics.iter().flat_map(MetricClock::changes))
            .chain(self.reasons.iter().filter_map(|reason| reason.from))
            .chain(self.follow_ups.iter().map(|due| due.due_at.plus_millis(1)))
            .chain(self.resolution.change())
            .filter(|&moment| moment > now)
            .collect();
        moments.sort_unstable();
        moments.dedup();
        moments.into_iter().find(|&moment| {
            let mut later = self.at(moment);
            later.stand_still(snapshot);
            later != *snapshot
        })
    }
}

impl Snapshot {
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

//! How a conversation stands at a moment: everything of an assessment that time alone changes.

use super::assessment::{Escalation, Reason, ReplyWindow};
use super::reasons::ActiveReason;
use super::reply_window::Window;
use crate::conversation::{Status, Timestamp};
use crate::follow_up::{FollowUp, PendingFollowUp};
use crate::policy::{Compiled, EscalationLevel, ReasonCode, ReasonRule};
use crate::resolution::{Resolution, ResolutionState};
use crate::sla::{Clock, MetricClock, MetricState, Priority, Sla, SlaMetric};

/// What the state of a conversation depends on, at no particular time.
pub(super) struct Evaluation<'p> {
    pub(super) policy: &'p Compiled,
    pub(super) status: Status,
    pub(super) clock: Clock,
    pub(super) metrics: Vec<MetricClock>,
    pub(super) reasons: Vec<ActiveReason<'p>>,
    pub(super) follow_ups: Vec<PendingFollowUp>,
    pub(super) resolution: ResolutionState,
    pub(super) window: Option<Window>,
}

/// How a conversation stands at a moment.
#[derive(PartialEq, Eq)]
pub(super) struct Snapshot {
    pub(super) sla: Sla,
    pub(super) metrics: Vec<SlaMetric>,
    pub(super) urgency: Option<(Priority, Timestamp)>,
    pub(super) escalation: Escalation,
    /// Indices into [`Evaluation::reasons`]; absent: a metric that surfaces is breached.
    pub(super) reasons: Vec<Option<usize>>,
    pub(super) follow_ups: Vec<FollowUp>,
    pub(super) resolution: Resolution,
    pub(super) window: Option<ReplyWindow>,
}

/// A breach, and for how long it has lasted.
type Breach = (Timestamp, i64);

impl<'p> Evaluation<'p> {
    /// How the conversation stands at `now`.
    pub(super) fn at(&self, now: Timestamp) -> Snapshot {
        let sla = self.clock.at(now);
        let metrics: Vec<SlaMetric> =
            self.metrics.iter().map(|m| m.at(now, |at| self.priority_at(at))).collect();
        let responses: Vec<Breach> = self
            .metrics
            .iter()
            .zip(&metrics)
            .filter(|(clock, shown)| clock.surfaces && shown.state == MetricState::Breached)
            .filter_map(|(_, shown)| Some((shown.breached_at?, shown.overdue_ms)))
            .collect();
        let response_rule =
            self.policy.reason(ReasonCode::ResponseBreached).filter(|_| !responses.is_empty());
        let active = self.active(now);
        let surfaceable = self.policy.surfaced.contains(&self.status);
        let urgency = self.urgency(&sla, &responses, &active).filter(|_| surfaceable);
        let high_risk = active.iter().any(|(_, reason)| {
            reason.immediate_at.is_some() && reason.rule.code != ReasonCode::SuggestionMissing
        });
        let mut escalation = Escalation { level: EscalationLevel::L1, immediate: false };
        let mut reasons = Vec::new();
        for (index, reason) in active {
            if reason.rule.code == ReasonCode::SuggestionMissing && urgency.is_none() {
                continue;
            }
            escalation.level = escalation.level.max(reason.rule.level);
            escalation.immediate |= reason.immediate_at.is_some();
            reasons.push(Some(index));
        }
        if let Some(rule) = response_rule {
            escalation.level = escalation.level.max(rule.level);
            reasons.insert(self.rank(&reasons, rule), None);
        }
        Snapshot {
            sla,
            metrics,
            urgency,
            escalation,
            reasons,
            follow_ups: self.follow_ups.iter().map(|due| due.at(now)).collect(),
            resolution: self.resolution.at(now, high_risk),
            window: self.window.as_ref().map(|window| window.at(now)),
        }
    }

    /// Behind how many of the reasons a rule stands in the policy's table.
    fn rank(&self, reasons: &[Option<usize>], rule: &ReasonRule) -> usize {
        let row = |code| self.policy.reasons.iter().position(|rule| rule.code == code);
        let own = row(rule.code);
        let earlier = |index: &Option<usize>| {
            index.and_then(|i| self.reasons.get(i)).is_some_and(|r| row(r.rule.code) < own)
        };
        reasons.iter().take_while(|index| earlier(index)).count()
    }

    /// The reasons that hold at `now`, with their indices.
    fn active(&self, now: Timestamp) -> Vec<(usize, &ActiveReason<'p>)> {
        let holds = |reason: &ActiveReason<'_>| {
            reason.from.is_none_or(|from| now >= from)
                && reason.until.is_none_or(|until| now < until)
        };
        self.reasons.iter().enumerate().filter(|(_, reason)| holds(reason)).collect()
    }

    /// The priority at `at`, as it would be if the conversation were open: that by which a metric
    /// chooses its target. No metric has a part in it.
    fn priority_at(&self, at: Timestamp) -> Option<Priority> {
        let urgency = self.urgency(&self.clock.running_at(at), &[], &self.active(at));
        urgency.map(|(priority, _)| priority)
    }

    /// SOP-CX-001's table: the priority, and by when to act. A response clock that surfaces ranks
    /// as the main clock does.
    fn urgency(
        &self,
        sla: &Sla,
        responses: &[Breach],
        active: &[(usize, &ActiveReason<'p>)],
    ) -> Option<(Priority, Timestamp)> {
        let surfacing =
            || active.iter().map(|(_, reason)| *reason).filter(|reason| reason.rule.surfaces);
        let main = sla.breached_at.map(|breached_at| (breached_at, sla.overdue_ms));
        let breaches = || main.into_iter().chain(responses.iter().copied());
        let p1_overdue = self.policy.p1_overdue_ms;
        let immediate = surfacing().filter_map(|reason| reason.immediate_at).min();
        if immediate.is_some() || breaches().any(|(_, overdue)| overdue > p1_overdue) {
            let late = breaches().map(|(breached, _)| breached.plus_millis(p1_overdue));
            return Some((Priority::P1, late.chain(immediate).min()?));
        }
        let respond = self.policy.p2_respond_ms;
        let closing =
            |reason: &&ActiveReason<'_>| reason.rule.code == ReasonCode::ReplyWindowClosing;
        let windows = surfacing().filter(closing).filter_map(|reason| reason.until);
        let soon = breaches().map(|(breached, _)| breached.plus_millis(respond)).chain(windows);
        if let Some(at) = soon.min() {
            return Some((Priority::P2, at));
        }
        let earliest = surfacing().map(|reason| reason.at).min()?;
        Some((Priority::P3, earliest.plus_millis(self.policy.p3_respond_ms)))
    }

    /// The reasons of a snapshot, for people.
    pub(super) fn reasons_of(&self, snapshot: &Snapshot) -> Vec<Reason> {
        let written = |index: &Option<usize>| {
            if let Some(index) = index {
                let reason = self.reasons.get(*index)?;
                return Some((reason.rule, reason.detail.clone()));
            }
            let rule = self.policy.reason(ReasonCode::ResponseBreached)?;
            let clocks = self.metrics.iter().zip(&snapshot.metrics);
            let breached: Vec<String> = clocks
                .filter(|(clock, shown)| clock.surfaces && shown.state == MetricState::Breached)
                .filter_map(|(_, shown)| {
                    Some(format!("{} was due at {}", shown.metric.as_str(), shown.due_at?))
                })
                .collect();
            Some((rule, breached.join(", ")))
        };
        let reasons = snapshot.reasons.iter().filter_map(written);
        reasons
            .map(|(rule, detail)| Reason { code: rule.code, sop: rule.sop.clone(), detail })
            .collect()
    }

    /// The first moment after `now` at which the conversation stands differently from `snapshot`.
    pub(super) fn next_change(&self, snapshot: &Snapshot, now: Timestamp) -> Option<Timestamp> {
        let p1_overdue = self.policy.p1_overdue_ms;
        let mut moments: Vec<Timestamp> = self
            .clock
            .changes(p1_overdue)
            .chain(self.metrics.iter().flat_map(|metric| metric.changes(p1_overdue)))
            .chain(self.reasons.iter().flat_map(|reason| [reason.from, reason.until]).flatten())
            .chain(self.follow_ups.iter().map(|due| due.due_at.plus_millis(1)))
            .chain(self.resolution.change())
            .chain(self.window.as_ref().map(Window::change))
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

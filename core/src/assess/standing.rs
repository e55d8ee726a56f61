//! How a conversation stands at a moment: everything of an assessment that time alone changes.

use super::assessment::{Escalation, Priority};
use super::causes::Cause;
use crate::conversation::{Status, Timestamp};
use crate::follow_up::{Due, FollowUp};
use crate::policy::{Compiled, EscalationLevel, ReasonCode};
use crate::resolution::{Outlook, Resolution};
use crate::sla::{Clock, Sla};

/// What the standing of a conversation depends on, at no particular time.
pub(super) struct Course<'p> {
    pub(super) policy: &'p Compiled,
    pub(super) status: Status,
    pub(super) clock: Clock,
    pub(super) causes: Vec<Cause<'p>>,
    pub(super) due: Vec<Due>,
    pub(super) outlook: Outlook,
}

/// How a conversation stands at a moment.
#[derive(PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) sla: Sla,
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
        let active: Vec<(usize, &Cause<'_>)> = self
            .causes
            .iter()
            .enumerate()
            .filter(|(_, cause)| cause.from.is_none_or(|from| now >= from))
            .collect();
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
            urgency,
            escalation,
            reasons,
            follow_ups: self.due.iter().map(|due| due.at(now)).collect(),
            resolution: self.outlook.at(now),
        }
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
        let p1_at = self
            .clock
            .due_at()
            .map(|due_at| due_at.plus_millis(self.policy.p1_overdue_ms).plus_millis(1));
        let mut moments: Vec<Timestamp> = self
            .clock
            .changes()
            .chain(p1_at)
            .chain(self.causes.iter().filter_map(|cause| cause.from))
            .chain(self.due.iter().map(|due| due.due_at.plus_millis(1)))
            .chain(self.outlook.change())
            .filter(|&moment| moment > now)
            .collect();
        moments.sort_unstable();
        moments.dedup();
        moments.into_iter().find(|&moment| {
            let mut later = self.at(moment);
            later.sla.overdue_ms = standing.sla.overdue_ms;
            later.sla.remaining_ms = standing.sla.remaining_ms;
            later != *standing
        })
    }
}

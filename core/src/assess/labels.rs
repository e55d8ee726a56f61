//! What an escalation label says, and since when: labels have no times of their own.

use crate::conversation::{Action, Conversation, Timestamp};
use crate::follow_up::Escalations;
use crate::policy::Compiled;
use crate::timeline::Timeline;

/// The escalation label of a conversation, and what the log says of it.
#[derive(Debug)]
pub(super) struct EscalationLabel<'a> {
    pub(super) label: Option<&'a str>,
    /// It was set before the present episode, and nobody told to take it off.
    pub(super) stale: bool,
    /// There is an open escalation, and no label.
    pub(super) missing: bool,
    /// Nobody knows when it was set.
    pub(super) time_unknown: bool,
}

impl<'a> EscalationLabel<'a> {
    pub(super) fn of(
        policy: &Compiled,
        conversation: &'a Conversation,
        timeline: &Timeline<'_>,
        escalations: &Escalations,
    ) -> Self {
        let label = policy.labels.escalation.find(&conversation.labels);
        let unlogged = label.is_some() && escalations.latest.is_none();
        let stale = policy.read_decisions && unlogged && is_earlier(policy, conversation, timeline);
        Self {
            label,
            stale,
            missing: policy.read_decisions && label.is_none() && escalations.open_since.is_some(),
            time_unknown: unlogged && !stale,
        }
    }

    /// Whether it is a reason: it is there and of the present episode, as far as is known, or its
    /// place is taken by an open escalation.
    pub(super) fn is_reason(&self) -> bool {
        self.missing || (self.label.is_some() && !self.stale)
    }

    /// Whether it stands against a draft, a manager's answer aside.
    pub(super) fn blocks(&self) -> bool {
        self.missing || self.label.is_some()
    }
}

/// Whether a conversation without an escalation in the present episode was escalated in an earlier
/// one, and no decision since told to take the label off.
fn is_earlier(policy: &Compiled, conversation: &Conversation, timeline: &Timeline<'_>) -> bool {
    let Some(started) = timeline.episode.resolution() else { return false };
    let decisions = timeline.decisions.iter().enumerate();
    let escalated = timeline.decisions.iter().rposition(|d| d.action == Action::Escalate);
    let fact = conversation.facts.escalated_at.filter(|&at| at <= started.moment.at);
    let drops = policy.drops_escalation_label();
    let taken_off = decisions.filter(|(_, d)| d.action == Action::MarkResolved).any(|(i, d)| {
        let after_decision = escalated.is_none_or(|escalated| i > escalated);
        let after_fact = fact.is_none_or(|at| d.at >= at);
        drops && after_decision && after_fact
    });
    (escalated.is_some() || fact.is_some()) && !taken_off
}

/// When a label was set: with the earliest open escalation of the episode, else with its latest,
/// else nobody knows and the start of the clock counts.
pub(super) fn labelled_at(escalations: &Escalations, clock_start: Timestamp) -> Timestamp {
    escalations.open_since.or(escalations.latest).unwrap_or(clock_start)
}

//! What is due after a decision (runbook, "Escalation Criteria" and "Escalation SLA").

use serde::{Deserialize, Serialize};

use crate::conversation::{Action, Author, Facts, Timestamp};
use crate::policy::Compiled;
use crate::timeline::Timeline;

/// Something that is due after a decision and not yet done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// What is due.
    pub kind: FollowUpKind,
    /// By when.
    pub due_at: Timestamp,
    /// Whether it is late: strictly after `due_at`.
    pub overdue: bool,
}

wire_enum! {
    /// What is due after a decision.
    pub enum FollowUpKind {
        /// The customer's reaction to an approved reply.
        Acknowledgement = "acknowledgement",
        /// The operator's own follow-up on a promise.
        OperatorReminder = "operator_reminder",
        /// A manager's acknowledgement of an escalation.
        ManagerAcknowledgement = "manager_acknowledgement",
        /// A manager's resolution or update of an escalation.
        ManagerUpdate = "manager_update",
    }
}

/// A follow-up at no particular time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PendingFollowUp {
    pub(crate) kind: FollowUpKind,
    pub(crate) due_at: Timestamp,
}

impl PendingFollowUp {
    pub(crate) fn is_overdue(self, now: Timestamp) -> bool {
        now > self.due_at
    }

    pub(crate) fn at(self, now: Timestamp) -> FollowUp {
        FollowUp { kind: self.kind, due_at: self.due_at, overdue: self.is_overdue(now) }
    }
}

/// What is still open, in the order of [`FollowUpKind`].
pub(crate) fn open(
    policy: &Compiled,
    timeline: &Timeline<'_>,
    facts: &Facts,
) -> Vec<PendingFollowUp> {
    let manager = manager(policy, timeline, facts);
    [acknowledgement(policy, timeline), operator_reminder(policy, timeline)]
        .into_iter()
        .chain(manager)
        .flatten()
        .collect()
}

/// The latest approved reply, until the contact writes or the conversation moves on.
fn acknowledgement(policy: &Compiled, timeline: &Timeline<'_>) -> Option<PendingFollowUp> {
    let within = policy.acknowledgement_ms?;
    let sent = timeline.latest(Action::ApproveSend)?.at;
    let reacted = timeline.newest_contact_message().is_some_and(|m| m.created_at > sent);
    let open = !reacted && !moved_on(timeline, sent);
    open.then(|| PendingFollowUp {
        kind: FollowUpKind::Acknowledgement,
        due_at: sent.plus_millis(within),
    })
}

/// The latest approved reply of a template with a reminder, until a person writes again.
fn operator_reminder(policy: &Compiled, timeline: &Timeline<'_>) -> Option<PendingFollowUp> {
    let reminder = |id: Option<&str>| policy.template(id?)?.reminder_ms;
    let (approval, own) =
        timeline.latest_approval(|decision| reminder(decision.template_id.as_deref()).is_some())?;
    let within = reminder(approval.template_id.as_deref())?;
    let open = !timeline.replied_after(approval.at, own) && !moved_on(timeline, approval.at);
    let due_at = approval.at.plus_millis(within);
    open.then_some(PendingFollowUp { kind: FollowUpKind::OperatorReminder, due_at })
}

fn moved_on(timeline: &Timeline<'_>, since: Timestamp) -> bool {
    timeline.decided_after(Action::Escalate, since)
        || timeline.decided_after(Action::MarkResolved, since)
}

/// The two follow-ups of the latest escalation.
fn manager(
    policy: &Compiled,
    timeline: &Timeline<'_>,
    facts: &Facts,
) -> [Option<PendingFollowUp>; 2] {
    let decision = timeline.latest(Action::Escalate);
    let Some(since) = decision.map(|decision| decision.at).or(facts.escalated_at) else {
        return [None, None];
    };
    if timeline.decided_after(Action::MarkResolved, since) || timeline.replied_after(since, None) {
        return [None, None];
    }
    let by = decision.and_then(|decision| decision.actor_id);
    let noted = timeline.messages.iter().any(|message| {
        message.private
            && message.author == Author::Agent
            && message.created_at > since
            && by.zip(message.sender_id).is_some_and(|(by, sender)| by != sender)
    });
    let acknowledged = noted || facts.escalation_acknowledged_at.is_some_and(|at| at > since);
    let due = |kind, within: Option<i64>| {
        within.map(|within| PendingFollowUp { kind, due_at: since.plus_millis(within) })
    };
    [
        due(FollowUpKind::ManagerAcknowledgement, policy.manager_acknowledgement_ms)
            .filter(|_| !acknowledged),
        due(FollowUpKind::ManagerUpdate, policy.manager_update_ms),
    ]
}

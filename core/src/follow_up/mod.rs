//! What is due after a decision (runbook, "Escalation Criteria" and "Escalation SLA").

mod escalation;

use serde::{Deserialize, Serialize};

use crate::conversation::{Action, PastDecision, Timestamp};
use crate::policy::Compiled;
use crate::timeline::{Moment, Timeline};
pub(crate) use escalation::Escalations;

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

impl FollowUpKind {
    /// Whether it is for a manager to do.
    pub(crate) const fn is_managers(self) -> bool {
        matches!(self, Self::ManagerAcknowledgement | Self::ManagerUpdate)
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
    escalations: &Escalations,
    promises: impl Fn(&str) -> bool,
) -> Vec<PendingFollowUp> {
    let manager = |kind, since: Option<Timestamp>, within: Option<i64>| {
        let due_at = since?.plus_millis(within?);
        Some(PendingFollowUp { kind, due_at })
    };
    [
        acknowledgement(policy, timeline),
        operator_reminder(policy, timeline, promises),
        manager(
            FollowUpKind::ManagerAcknowledgement,
            escalations.unacknowledged_since,
            policy.manager_acknowledgement_ms,
        ),
        manager(FollowUpKind::ManagerUpdate, escalations.open_since, policy.manager_update_ms),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The latest approved reply, until the contact writes or the conversation is escalated.
fn acknowledgement(policy: &Compiled, timeline: &Timeline<'_>) -> Option<PendingFollowUp> {
    let within = policy.acknowledgement_ms?;
    let (index, sent) = timeline.latest_approval(|_| true)?;
    let moment = Moment::from(sent);
    let reacted = timeline.contact_messages().rev().any(|(_, message)| moment.is_before(message));
    let open = !reacted && !escalated_after(timeline, index);
    let due_at = sent.at.plus_millis(within);
    open.then_some(PendingFollowUp { kind: FollowUpKind::Acknowledgement, due_at })
}

/// The latest approved reply of a template with a reminder, until a person writes again. One that
/// was edited into something else promises nothing.
fn operator_reminder(
    policy: &Compiled,
    timeline: &Timeline<'_>,
    promises: impl Fn(&str) -> bool,
) -> Option<PendingFollowUp> {
    let reminds = |decision: &PastDecision| {
        policy.template(decision.template_id.as_deref()?).filter(|t| t.reminder_ms.is_some())
    };
    let (index, approval) = timeline.latest_approval(|decision| reminds(decision).is_some())?;
    let template = reminds(approval)?;
    let stands = approval
        .reply_body
        .as_ref()
        .is_none_or(|body| policy.is_rendering(template, body.as_str()) || promises(body.as_str()));
    let open = stands && !timeline.replied_after(index) && !escalated_after(timeline, index);
    let due_at = approval.at.plus_millis(template.reminder_ms?);
    open.then_some(PendingFollowUp { kind: FollowUpKind::OperatorReminder, due_at })
}

/// Whether a later decision handed the conversation to a manager.
fn escalated_after(timeline: &Timeline<'_>, decision: usize) -> bool {
    timeline.present_decisions(Action::Escalate).next_back().is_some_and(|(at, _)| at > decision)
}

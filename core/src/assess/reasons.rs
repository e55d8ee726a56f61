//! Every reason that a conversation gives to act, with its time: now or from a later moment on.

use super::handling::Handling;
use super::labels::{EscalationLabel, labelled_at};
use super::reply_window::Window;
use super::signals::{LanguageSignals, Over, message_ref, reason_of};
use crate::conversation::{Conversation, Message, Timestamp};
use crate::follow_up::{Escalations, FollowUpKind, PendingFollowUp};
use crate::money;
use crate::policy::{Compiled, ReasonCode, ReasonRule};
use crate::sla::Clock;
use crate::timeline::Timeline;

/// A reason to act, and since or from when.
pub(super) struct ActiveReason<'p> {
    pub(super) rule: &'p ReasonRule,
    /// When what it rests on happened; the earliest of several.
    pub(super) at: Timestamp,
    /// The earliest of it that nobody has taken up yet, where the rule is immediate.
    pub(super) immediate_at: Option<Timestamp>,
    /// From when on it holds; absent: always.
    pub(super) from: Option<Timestamp>,
    /// Up to when it holds, exclusive; absent: for good.
    pub(super) until: Option<Timestamp>,
    pub(super) detail: String,
}

/// What the reasons of a conversation rest on.
pub(super) struct EvalContext<'c, 'a> {
    pub(super) conversation: &'a Conversation,
    pub(super) timeline: &'c Timeline<'a>,
    pub(super) signals: &'c LanguageSignals,
    pub(super) handling: &'c Handling<'c, 'a>,
    pub(super) clock: &'c Clock,
    pub(super) escalations: &'c Escalations,
    pub(super) label: &'c EscalationLabel<'a>,
    pub(super) follow_ups: &'c [PendingFollowUp],
    pub(super) window: Option<&'c Window>,
    pub(super) reopened_at: Option<Timestamp>,
    pub(super) suggestion_missing: bool,
}

/// All reasons, in the order of the policy's table.
pub(super) fn all<'p>(
    policy: &'p Compiled,
    context: &EvalContext<'_, '_>,
) -> Vec<ActiveReason<'p>> {
    policy
        .reasons
        .iter()
        .filter_map(|rule| {
            let Trigger { times, from, until, detail } = trigger(policy, rule.code, context)?;
            let open = times.iter().filter(|(_, open)| *open).map(|(at, _)| *at).min();
            Some(ActiveReason {
                rule,
                at: times.iter().map(|(at, _)| *at).min()?,
                immediate_at: open.filter(|_| rule.immediate),
                from,
                until,
                detail,
            })
        })
        .collect()
}

/// When a reason arose (once or more often) and whether nobody has taken that up yet, from and up
/// to when it holds, and what it rests on.
struct Trigger {
    times: Vec<(Timestamp, bool)>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    detail: String,
}

impl Trigger {
    /// It holds since the times of what it rests on; absent where it rests on nothing.
    fn since(times: Vec<(Timestamp, bool)>, detail: impl Into<String>) -> Option<Self> {
        let detail = detail.into();
        (!times.is_empty()).then_some(Self { times, from: None, until: None, detail })
    }

    /// A deadline that passes: it holds from the millisecond after it.
    fn after(context: &EvalContext<'_, '_>, due_at: Timestamp, detail: String) -> Option<Self> {
        let from = due_at.plus_millis(1);
        let times = vec![context.known(due_at)];
        (from > due_at).then_some(Self { times, from: Some(from), until: None, detail })
    }
}

impl EvalContext<'_, '_> {
    /// A time, and whether nobody has acted on the conversation since.
    fn known(&self, at: Timestamp) -> (Timestamp, bool) {
        (at, !self.handling.is_since(at))
    }

    /// A message's time, and whether nobody has taken it up since.
    fn written(&self, (index, message): (usize, &Message)) -> (Timestamp, bool) {
        (message.created_at, !self.handling.is_after(index, message))
    }

    fn labelled(&self) -> (Timestamp, bool) {
        self.known(labelled_at(self.escalations, self.clock.started_at()))
    }
}

fn trigger(policy: &Compiled, code: ReasonCode, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    match code {
        ReasonCode::Legal
        | ReasonCode::RegulatorPress
        | ReasonCode::Fraud
        | ReasonCode::Chargeback
        | ReasonCode::Threat
        | ReasonCode::SelfHarm
        | ReasonCode::ManagerRequest
        | ReasonCode::Abuse => finding(code, context.signals),
        ReasonCode::SuggestionMissing => context.suggestion_missing.then_some(()).and_then(|()| {
            let newest = context.timeline.contact_messages().next_back()?;
            Trigger::since(
                vec![context.written(newest)],
                "the customer's messages have no text that a draft could rest on",
            )
        }),
        ReasonCode::RefundOverLimit => {
            let Over { at, what, limit } = context.signals.refund.over.as_ref()?;
            let at = at.unwrap_or_else(|| context.clock.started_at());
            let limit = money::display(limit.0, &limit.1);
            Trigger::since(vec![context.known(at)], format!("{what} is over the limit of {limit}"))
        }
        ReasonCode::PolicyException => policy_exception(policy, context),
        ReasonCode::ManagerFollowUpOverdue => overdue(context, |kind| match kind {
            FollowUpKind::ManagerAcknowledgement => {
                Some("a manager was to acknowledge the escalation")
            }
            FollowUpKind::ManagerUpdate => {
                Some("a manager was to resolve the escalation or send an update")
            }
            FollowUpKind::Acknowledgement | FollowUpKind::OperatorReminder => None,
        }),
        ReasonCode::EscalationLabel => context.label.is_reason().then_some(()).and_then(|()| {
            let detail = match context.label.label {
                Some(label) => format!("labelled `{}`", label.trim()),
                None => "escalated, and the label is missing".to_owned(),
            };
            Trigger::since(vec![context.labelled()], detail)
        }),
        ReasonCode::ComplexIssue => complex(policy, context),
        ReasonCode::NoAcknowledgement => overdue(context, |kind| match kind {
            FollowUpKind::Acknowledgement => {
                Some("the customer was to react to the approved reply")
            }
            FollowUpKind::OperatorReminder
            | FollowUpKind::ManagerAcknowledgement
            | FollowUpKind::ManagerUpdate => None,
        }),
        ReasonCode::SlaBreached => {
            let due_at = context.clock.due_at()?;
            Trigger::after(context, due_at, format!("the SLA deadline was {due_at}"))
        }
        // It depends on the priority which target of a metric counts: see `Evaluation::at`.
        ReasonCode::ResponseBreached => None,
        ReasonCode::ReplyWindowClosing => {
            let (from, until) = context.window?.closing?;
            let detail = format!("the channel takes no reply from {until} on");
            let times = vec![context.known(from)];
            Some(Trigger { times, from: Some(from), until: Some(until), detail })
        }
        ReasonCode::RapidReopen => Trigger::since(
            vec![context.known(context.reopened_at?)],
            "the customer wrote soon after the conversation was resolved",
        ),
    }
}

fn finding(code: ReasonCode, signals: &LanguageSignals) -> Option<Trigger> {
    let found: Vec<_> =
        signals.standing().filter(|(finding, _)| reason_of(finding.category) == code).collect();
    let (first, _) = found.first()?;
    let more = match found.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let times = found.iter().map(|(_, origin)| (origin.at, origin.open)).collect();
    let message = message_ref(first.message_id);
    Trigger::since(times, format!("cue `{}` in {message}{more}", first.cue))
}

fn policy_exception(policy: &Compiled, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    let label = policy.labels.policy_exception.find(&context.conversation.labels);
    let fact = context.conversation.facts.policy_exception;
    let fact = fact.then(|| context.known(context.clock.started_at()));
    let times = label.map(|_| context.labelled()).into_iter().chain(fact).collect();
    let detail = match label {
        Some(label) => format!("labelled `{}`", label.trim()),
        None => "the service says that an exception is asked for".to_owned(),
    };
    Trigger::since(times, detail)
}

fn complex(policy: &Compiled, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    let label = policy.labels.complex.find(&context.conversation.labels);
    let most = policy.complex_contact_messages;
    let run = context.timeline.latest_run().filter(|run| most.is_some() && !run.answered);
    let counted = counted(run.map(|run| run.messages).unwrap_or_default(), policy.complex_gap_ms);
    let one_more = most.and_then(|most| counted.get(most));
    let times = label
        .map(|_| context.labelled())
        .into_iter()
        .chain(one_more.map(|message| context.written(*message)))
        .collect();
    let detail = match label {
        Some(label) => format!("labelled `{}`", label.trim()),
        None => {
            format!("{} contact messages since the last public agent reply", counted.len())
        }
    };
    Trigger::since(times, detail)
}

/// Those of the contact's messages that did not come right after the last that counted: a thought
/// in six messages, an album of photos.
fn counted(messages: Vec<(usize, &Message)>, gap_ms: i64) -> Vec<(usize, &Message)> {
    let mut last: Option<Timestamp> = None;
    let mut messages = messages;
    messages.retain(|(_, message)| {
        let counts = last.is_none_or(|last| message.created_at.millis_since(last) > gap_ms);
        if counts {
            last = Some(message.created_at);
        }
        counts
    });
    messages
}

/// The earliest follow-up of some kinds, once it is overdue.
fn overdue(
    context: &EvalContext<'_, '_>,
    what: impl Fn(FollowUpKind) -> Option<&'static str>,
) -> Option<Trigger> {
    let of_kind = context.follow_ups.iter().filter_map(|due| Some((due.due_at, what(due.kind)?)));
    let (due_at, what) = of_kind.min_by_key(|(due_at, _)| *due_at)?;
    Trigger::after(context, due_at, format!("{what} by {due_at}"))
}

//! Every reason that a conversation gives to act, with its time: now or from a later moment on.

use super::readings::Readings;
use crate::conversation::{Action, Conversation, Message, RiskCategory, Timestamp};
use crate::follow_up::{FollowUpKind, PendingFollowUp};
use crate::lexicon::Reading;
use crate::policy::{Compiled, ReasonCode, ReasonRule};
use crate::risk::RiskFinding;
use crate::sla::Clock;
use crate::timeline::Timeline;
use crate::{money, risk, topic};

/// A reason to act, and since or from when.
pub(super) struct ActiveReason<'p> {
    pub(super) rule: &'p ReasonRule,
    /// When what it rests on happened; the earliest of several.
    pub(super) at: Timestamp,
    /// The earliest trigger that no escalation has followed yet, where the rule is immediate.
    pub(super) immediate_at: Option<Timestamp>,
    /// From when on it holds; absent: always.
    pub(super) from: Option<Timestamp>,
    pub(super) detail: String,
}

/// What the customer's words say about risk and money, since the latest resolution.
pub(super) struct LanguageSignals {
    pub(super) findings: Vec<RiskFinding>,
    /// When the message of each finding was written.
    at: Vec<Timestamp>,
    /// High-risk words stand there, clearly negated.
    pub(super) negated: bool,
    pub(super) refund: Refund,
}

/// What is known of the amount of a refund.
#[derive(Default)]
pub(super) struct Refund {
    pub(super) known: bool,
    /// In another currency than the limit's.
    pub(super) unverified: bool,
    /// Since when it is over the limit, and what says so.
    over: Option<(Timestamp, String)>,
}

impl LanguageSignals {
    pub(super) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        readings: &Readings<'_>,
    ) -> Self {
        let resolved = timeline.latest(Action::MarkResolved).map(|decision| decision.at);
        let open = |message: &Message| resolved.is_none_or(|at| message.created_at > at);
        let mut words = Self {
            findings: Vec::new(),
            at: Vec::new(),
            negated: false,
            refund: Refund::default(),
        };
        if let Some(amount) = &conversation.facts.refund_amount {
            words.refund.take_fact(policy, amount, conversation.created_at);
        }
        let read_amounts = conversation.facts.refund_amount.is_none();
        for written in readings.iter().flatten().filter(|written| open(written.message)) {
            let (message, reading) = (written.message, written.reading());
            let scan = risk::scan(reading);
            words.negated |= scan.negated_mention;
            for mut finding in scan.findings {
                finding.message_id = message.id;
                words.findings.push(finding);
                words.at.push(message.created_at);
            }
            if read_amounts {
                words.refund.take_text(policy, reading, message);
            }
        }
        words
    }
}

impl Refund {
    pub(super) fn is_over(&self) -> bool {
        self.over.is_some()
    }

    fn take_fact(
        &mut self,
        policy: &Compiled,
        amount: &crate::conversation::Money,
        created_at: Timestamp,
    ) {
        self.known = true;
        let Some((limit, currency)) = &policy.refund_limit else { return };
        if amount.currency != *currency {
            self.unverified = true;
        } else if amount.amount_minor > *limit {
            self.over = Some((created_at, "the refund that the service names".to_owned()));
        }
    }

    fn take_text(&mut self, policy: &Compiled, reading: &Reading<'_>, message: &Message) {
        for amount in topic::refund_amounts(reading, &policy.dollar) {
            self.known = true;
            let Some((limit, currency)) = &policy.refund_limit else { continue };
            if amount.currency != *currency {
                self.unverified = true;
            } else if amount.amount_minor > *limit && self.over.is_none() {
                self.over = Some((
                    message.created_at,
                    format!("the amount in {}", message_ref(message.id)),
                ));
            }
        }
    }
}

fn message_ref(message: Option<i64>) -> String {
    message.map_or_else(|| "a message without an id".to_owned(), |id| format!("message {id}"))
}

/// The reason of a category of high-risk language.
pub(super) const fn reason_of(category: RiskCategory) -> ReasonCode {
    match category {
        RiskCategory::Legal => ReasonCode::Legal,
        RiskCategory::RegulatorPress => ReasonCode::RegulatorPress,
        RiskCategory::Fraud => ReasonCode::Fraud,
        RiskCategory::Chargeback => ReasonCode::Chargeback,
        RiskCategory::Threat => ReasonCode::Threat,
        RiskCategory::SelfHarm => ReasonCode::SelfHarm,
        RiskCategory::ManagerRequest => ReasonCode::ManagerRequest,
        RiskCategory::Abuse => ReasonCode::Abuse,
    }
}

/// What the reasons of a conversation rest on.
pub(super) struct EvalContext<'c, 'a> {
    pub(super) conversation: &'a Conversation,
    pub(super) timeline: &'c Timeline<'a>,
    pub(super) words: &'c LanguageSignals,
    pub(super) clock: &'c Clock,
    pub(super) due: &'c [PendingFollowUp],
    pub(super) reopened_at: Option<Timestamp>,
    pub(super) suggestion_missing: bool,
}

/// All reasons, in the order of the policy's table.
pub(super) fn all<'p>(
    policy: &'p Compiled,
    context: &EvalContext<'_, '_>,
) -> Vec<ActiveReason<'p>> {
    let escalated = context.timeline.latest(Action::Escalate).map(|decision| decision.at);
    policy
        .reasons
        .iter()
        .filter_map(|rule| {
            let Trigger { times, from, detail } = trigger(policy, rule.code, context)?;
            let open = |at: &&Timestamp| escalated.is_none_or(|escalated| escalated <= **at);
            Some(ActiveReason {
                rule,
                at: times.iter().min().copied()?,
                immediate_at: times.iter().filter(open).min().copied().filter(|_| rule.immediate),
                from,
                detail,
            })
        })
        .collect()
}

/// When a reason arose (once or more often), from when on it holds, and what it rests on.
struct Trigger {
    times: Vec<Timestamp>,
    from: Option<Timestamp>,
    detail: String,
}

impl Trigger {
    #[expect(clippy::unnecessary_wraps, reason = "every arm of `trigger` reads alike")]
    fn now(at: Timestamp, detail: impl Into<String>) -> Option<Self> {
        Some(Self { times: vec![at], from: None, detail: detail.into() })
    }

    /// A deadline that passes: it holds from the millisecond after it.
    fn after(due_at: Timestamp, detail: String) -> Option<Self> {
        let from = due_at.plus_millis(1);
        (from > due_at).then(|| Self { times: vec![due_at], from: Some(from), detail })
    }
}

fn trigger(policy: &Compiled, code: ReasonCode, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    let created_at = context.conversation.created_at;
    match code {
        ReasonCode::Legal
        | ReasonCode::RegulatorPress
        | ReasonCode::Fraud
        | ReasonCode::Chargeback
        | ReasonCode::Threat
        | ReasonCode::SelfHarm
        | ReasonCode::ManagerRequest
        | ReasonCode::Abuse => finding(code, context.words),
        ReasonCode::SuggestionMissing => context.suggestion_missing.then_some(()).and_then(|()| {
            Trigger::now(
                created_at,
                "the customer's messages have no text that a draft could rest on",
            )
        }),
        ReasonCode::RefundOverLimit => {
            let (at, what) = context.words.refund.over.as_ref()?;
            let (limit, currency) = policy.refund_limit.as_ref()?;
            Trigger::now(
                *at,
                format!("{what} is over the limit of {}", money::display(*limit, currency)),
            )
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
        ReasonCode::EscalationLabel => {
            let label = policy.labels.escalation.find(&context.conversation.labels)?;
            Trigger::now(labelled_at(context), format!("labelled `{}`", label.trim()))
        }
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
            Trigger::after(due_at, format!("the SLA deadline was {due_at}"))
        }
        // Nothing gives them yet: no metric surfaces and no reply window is read.
        ReasonCode::ResponseBreached | ReasonCode::ReplyWindowClosing => None,
        ReasonCode::RapidReopen => Trigger::now(
            context.reopened_at?,
            "the customer wrote soon after the conversation was marked resolved",
        ),
    }
}

fn finding(code: ReasonCode, words: &LanguageSignals) -> Option<Trigger> {
    let of_code = |(finding, _): &(&RiskFinding, &Timestamp)| reason_of(finding.category) == code;
    let found: Vec<_> = words.findings.iter().zip(&words.at).filter(of_code).collect();
    let (first, _) = found.first()?;
    let more = match found.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Some(Trigger {
        times: found.iter().map(|(_, at)| **at).collect(),
        from: None,
        detail: format!("cue `{}` in {}{more}", first.cue, message_ref(first.message_id)),
    })
}

fn policy_exception(policy: &Compiled, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    let label = policy.labels.policy_exception.find(&context.conversation.labels);
    let fact =
        context.conversation.facts.policy_exception.then_some(context.conversation.created_at);
    let times: Vec<Timestamp> =
        label.map(|_| labelled_at(context)).into_iter().chain(fact).collect();
    let detail = match label {
        Some(label) => format!("labelled `{}`", label.trim()),
        None => "the service says that an exception is asked for".to_owned(),
    };
    (!times.is_empty()).then_some(Trigger { times, from: None, detail })
}

fn complex(policy: &Compiled, context: &EvalContext<'_, '_>) -> Option<Trigger> {
    let label = policy.labels.complex.find(&context.conversation.labels);
    let run = context.timeline.latest_run().filter(|run| !run.answered);
    let most = policy.complex_contact_messages;
    let one_more = run.as_ref().zip(most).and_then(|(run, most)| run.messages.get(most));
    let times: Vec<Timestamp> = label
        .map(|_| labelled_at(context))
        .into_iter()
        .chain(one_more.map(|m| m.created_at))
        .collect();
    let detail = match (label, run) {
        (Some(label), _) => format!("labelled `{}`", label.trim()),
        (None, run) => {
            let count = run.map_or(0, |run| run.messages.len());
            format!("{count} contact messages since the last public agent reply")
        }
    };
    (!times.is_empty()).then_some(Trigger { times, from: None, detail })
}

/// When a label was set, as far as is known.
fn labelled_at(context: &EvalContext<'_, '_>) -> Timestamp {
    let decided = context.timeline.latest(Action::Escalate).map(|decision| decision.at);
    decided.or(context.conversation.facts.escalated_at).unwrap_or(context.conversation.created_at)
}

/// The earliest follow-up of some kinds, once it is overdue.
fn overdue(
    context: &EvalContext<'_, '_>,
    what: impl Fn(FollowUpKind) -> Option<&'static str>,
) -> Option<Trigger> {
    let of_kind = context.due.iter().filter_map(|due| Some((due.due_at, what(due.kind)?)));
    let (due_at, what) = of_kind.min_by_key(|(due_at, _)| *due_at)?;
    Trigger::after(due_at, format!("{what} by {due_at}"))
}

//! The engine: one total function from a conversation and a time to an assessment.

mod assessment;
mod batch;
mod evaluation;
mod language;
mod metrics;
mod readings;
mod reasons;
mod suggestion;

use std::sync::Arc;

pub use assessment::{
    ASSESSMENT_SCHEMA_VERSION, Approval, Assessment, Customer, Episode, Escalation,
    PolicyReference, Reason, ReplyWindow, Suggestion,
};

use crate::conversation::{Conversation, CustomerText, RiskCategory, Timestamp};
use crate::diagnostic::Diagnostics;
use crate::name::{ChosenName, NameSource};
use crate::policy::{Blocker, Compiled, Policy, ReasonCode, Warning};
use crate::risk::RiskFinding;
use crate::timeline::Timeline;
use crate::topic::Topic;
use crate::{confirmation, follow_up, resolution};
use evaluation::Evaluation;
use readings::{CustomerMessages, MessageText, Readings};
use reasons::{EvalContext, LanguageSignals};

/// The version of the library, as it stands in each assessment and event.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A compiled policy: answers about conversations, without clock, network or state.
///
/// It is cheap to clone and safe to share between threads. A thread that reads messages keeps room
/// for the next one: less than a megabyte, and nothing of what was written.
///
/// ```
/// use cx_triage::{Conversation, Policy, Priority, Timestamp};
///
/// let engine = Policy::runbook().compile()?;
/// let conversation = Conversation::from_json(
///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z"}"#,
/// )?;
/// let assessment = engine.assess(&conversation, Timestamp::parse("2025-10-12T09:00:00Z")?);
/// assert_eq!(assessment.priority, Some(Priority::P2));
/// assert_eq!(assessment.sla.overdue_ms, 30 * 60 * 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) policy: Arc<Compiled>,
}

impl Policy {
    /// Compiles the policy.
    ///
    /// # Errors
    /// Everything in the document that does not hold together, with places.
    pub fn compile(&self) -> Result<Engine, Diagnostics> {
        Ok(Engine { policy: Arc::new(Compiled::new(self)?) })
    }
}

impl Engine {
    /// What is to be said of `conversation` at `now`.
    ///
    /// It always answers, in time linear in the length of the conversation; the same input gives
    /// the same answer. Messages and decisions dated after `now` count as they stand.
    #[must_use]
    pub fn assess(&self, conversation: &Conversation, now: Timestamp) -> Assessment {
        let policy = &*self.policy;
        let timeline = Timeline::of(conversation);
        let messages = CustomerMessages::of(&policy.mail, &timeline);
        let named = conversation.facts.language.as_deref();
        let readings = Readings::of(&policy.lexicon, &messages, named);
        let newest = readings.iter().rev().flatten().next();
        let language = newest.as_ref().and_then(|newest| newest.reading().language());
        let language = named.or(language).map(str::to_owned);
        let unread = newest.is_some_and(|newest| newest.reading().is_unread());
        let words = LanguageSignals::of(policy, conversation, &timeline, &readings);
        let names = conversation.contact_names.iter().map(CustomerText::as_str);
        let ChosenName { name, source, why } = policy.names.choose(names);
        let draft = suggestion::draft(policy, conversation, &timeline, &readings, &name);
        let evaluation = self.evaluation(conversation, &timeline, &readings, &words, draft.missing);
        let snapshot = evaluation.at(now);
        let next_change_at = evaluation.next_change(&snapshot, now);
        let reasons: Vec<Reason> = snapshot
            .reasons
            .iter()
            .filter_map(|&index| evaluation.reasons.get(index))
            .map(|reason| Reason {
                code: reason.rule.code,
                sop: reason.rule.sop.clone(),
                detail: reason.detail.clone(),
            })
            .collect();
        let approval = approval(policy, conversation, &words, &draft, source, unread);
        Assessment {
            schema_version: ASSESSMENT_SCHEMA_VERSION,
            conversation_id: conversation.id,
            assessed_at: now,
            policy: self.policy_reference(),
            engine_version: ENGINE_VERSION.to_owned(),
            status: conversation.status,
            labels: conversation.labels.clone(),
            surfaced: snapshot.urgency.is_some(),
            priority: snapshot.urgency.map(|(priority, _)| priority),
            respond_by: snapshot.urgency.map(|(_, respond_by)| respond_by),
            sla: snapshot.sla,
            metrics: snapshot.metrics,
            escalation: snapshot.escalation,
            reasons,
            risk: words.findings,
            customer: Customer { name: name.into(), source, why },
            suggestion: draft.suggestion,
            approval,
            follow_ups: snapshot.follow_ups,
            resolution: snapshot.resolution,
            last_message_at: timeline
                .messages
                .last()
                .map_or(conversation.created_at, |m| m.created_at),
            next_change_at,
            inbox_id: conversation.inbox_id,
            team_id: conversation.team_id,
            assignee_id: conversation.assignee_id,
            language,
            partial: conversation.partial,
            reply_window: None,
            episode: Episode { started_at: conversation.created_at, number: 1 },
        }
    }

    /// Everything that the state of a conversation depends on, at no particular time.
    fn evaluation(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        readings: &Readings<'_>,
        words: &LanguageSignals,
        suggestion_missing: bool,
    ) -> Evaluation<'_> {
        let policy = &*self.policy;
        let reopened_at = policy.clock.reopening(timeline).map(|message| message.created_at);
        let clock = policy.clock.clock(conversation, reopened_at);
        let follow_ups = follow_up::open(policy, timeline, &conversation.facts);
        let reasons = reasons::all(
            policy,
            &EvalContext {
                conversation,
                timeline,
                words,
                clock: &clock,
                due: &follow_ups,
                reopened_at,
                suggestion_missing,
            },
        );
        let metrics = metrics::clocks(policy, conversation, timeline);
        let confirms = |newest: MessageText<'_, '_>| confirmation::confirms(newest.reading());
        let confirmed = readings.iter().next_back().flatten().is_some_and(confirms);
        let resolution = resolution::ResolutionState::of(policy, conversation, timeline, confirmed);
        Evaluation {
            policy,
            status: conversation.status,
            clock,
            metrics,
            reasons,
            follow_ups,
            resolution,
        }
    }

    /// Which policy this engine is compiled from.
    #[must_use]
    pub fn policy_reference(&self) -> PolicyReference {
        PolicyReference {
            name: self.policy.name.clone(),
            version: self.policy.version.clone(),
            fingerprint: self.policy.fingerprint.clone(),
        }
    }
}

/// Whether the draft may be sent, by the policy's lists of blockers and warnings.
fn approval(
    policy: &Compiled,
    conversation: &Conversation,
    words: &LanguageSignals,
    draft: &suggestion::Draft,
    source: NameSource,
    unread: bool,
) -> Approval {
    let manager = |finding: &RiskFinding| finding.category == RiskCategory::ManagerRequest;
    let topic = draft.suggestion.as_ref().map(|suggestion| suggestion.topic);
    let blocks = |blocker: &Blocker| match blocker {
        Blocker::NoSuggestion => draft.suggestion.is_none(),
        Blocker::EscalationLabel => policy.labels.escalation.find(&conversation.labels).is_some(),
        Blocker::ManagerRequest => words.findings.iter().any(manager),
        Blocker::HighRiskFinding => words.findings.iter().any(|finding| !manager(finding)),
        Blocker::RefundOverLimit => {
            policy.reason(ReasonCode::RefundOverLimit).is_some() && words.refund.is_over()
        }
        // Nothing gives them yet.
        Blocker::RefundAmountUnverified | Blocker::PolicyException | Blocker::CannotReply => false,
        Blocker::LanguageUnread => unread,
    };
    let warns = |warning: &Warning| match warning {
        Warning::NameFallback => source == NameSource::Fallback,
        Warning::AlreadyAnswered => draft.answered,
        Warning::HighRiskMention => words.negated,
        Warning::RefundAmountUnverified => words.refund.unverified,
        Warning::RefundAmountUnknown => topic == Some(Topic::Refund) && !words.refund.known,
        Warning::TrackingMissing => {
            topic == Some(Topic::Shipping) && conversation.facts.tracking_missing
        }
        Warning::LanguageUnread => unread,
        // Nothing gives them yet.
        Warning::PartialHistory
        | Warning::RepeatedReply
        | Warning::PromisesFollowUp
        | Warning::ManagerAnswered
        | Warning::EscalationLabelMissing
        | Warning::EscalationLabelStale
        | Warning::EscalationTimeUnknown
        | Warning::ReplyLanguage
        | Warning::VerdictUnknown => false,
    };
    let blockers: Vec<Blocker> = policy.blocked_by.iter().copied().filter(|b| blocks(b)).collect();
    Approval {
        allowed: blockers.is_empty(),
        blockers,
        warnings: policy.warnings.iter().copied().filter(|w| warns(w)).collect(),
    }
}

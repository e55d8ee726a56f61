//! Decisions: an operator's action, checked against a fresh assessment, as an event.

mod email;
mod envelope;
mod event;
#[cfg(feature = "redact")]
mod fixture;
mod identity;
mod input;
mod json_text;
mod log;
#[cfg(feature = "redact")]
mod personal;
#[cfg(feature = "redact")]
mod redact;
mod refusal;

pub use envelope::DecisionLogRow;
pub use event::{
    ApproveSendPayload, AssessmentSummary, DecisionEvent, DecisionPayload, DecisionWarning,
    EVENT_SCHEMA_VERSION, EscalatePayload, MarkResolvedPayload, Override,
};
pub use input::{ApproveSend, Escalate, EscalationReason, Grades, HandOff, MarkResolved};
pub use json_text::JsonText;
pub use log::{
    DecisionLog, DuplicateLine, RejectedLine, UnknownEvent, parse_decision_log, write_decision_log,
};
pub use refusal::{Refusal, RefusalBlocker, RefusalCode};

use serde::Serialize;

use crate::assess::{Assessment, ENGINE_VERSION, Engine, Suggestion};
use crate::conversation::{Conversation, CustomerText, Id, Status, Timestamp};
use crate::name::is_blank;
use crate::policy::Compiled;
use crate::risk::RiskFinding;
use crate::timeline::ContactMessages;
use email::is_email_address;
use event::is_event_id;
use identity::Identity;
use input::Request;

impl Engine {
    /// Approves a reply (SOP-CX-002): the event to log once the reply is sent.
    ///
    /// The reply is the input's, else the suggestion of a fresh assessment; it is sent without
    /// blanks around it. It is recorded as edited where it is another text than that suggestion,
    /// blanks around it and the kind of line ends aside, or where there was none; what a model
    /// suggested (`aiSuggestion`) is carried and not read. A blank reply, one of invisible
    /// characters included, never falls back to the suggestion.
    ///
    /// ```
    /// use cx_triage::{ApproveSend, Conversation, Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z", "messages": [
    ///         {"id": 1, "author": "contact", "createdAt": "2025-10-12T08:00:00Z",
    ///          "content": "Where is my package?"}]}"#,
    /// )?;
    /// let now = Timestamp::parse("2025-10-12T08:10:00Z")?;
    /// let input = ApproveSend {
    ///     operator_email: Some("ops@example.com".to_owned()),
    ///     seen_message_id: Some(Id::new(1)?),
    ///     ..ApproveSend::default()
    /// };
    /// let event = engine.approve_send(&conversation, &input, now)?;
    /// assert_eq!(event.rationale.as_str(), "Approved template reply");
    ///
    /// let stale = ApproveSend { seen_message_id: Some(Id::new(99)?), ..input };
    /// let refusal = engine.approve_send(&conversation, &stale, now).unwrap_err();
    /// assert_eq!(refusal.code.as_str(), "stale_draft");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Everything that stands against it: a blank reply, a malformed operator e-mail, no actor,
    /// grades outside 1 to 5, an id that is none; and, unless overridden, a stale draft and the
    /// assessment's blockers, and that the conversation is resolved.
    pub fn approve_send(
        &self,
        conversation: &Conversation,
        input: &ApproveSend,
        now: Timestamp,
    ) -> Result<DecisionEvent, Refusal> {
        let mut review = DecisionReview::new(self, conversation, input.request(), now);
        if conversation.status == Status::Resolved {
            review.blockers.push(RefusalBlocker::AlreadyResolved);
        }
        review.against(review.assessment.approval.blockers.clone());
        if input.grades.is_some_and(|grades| !grades.are_valid()) {
            review.blockers.push(RefusalBlocker::InvalidGrades);
        }
        let suggestion = review.assessment.suggestion.as_ref().map(|suggestion| &suggestion.body);
        let body = input.reply.as_ref().or(suggestion).map(CustomerText::as_str);
        let body = body.unwrap_or_default().trim().to_owned();
        let edited = suggestion.is_none_or(|draft| !is_same_text(draft.as_str().trim(), &body));
        // Without a draft, and nothing in its stead, the missing draft is what refuses; but a
        // reason cannot send what is not there.
        let drafted = input.reply.is_some() || suggestion.is_some();
        let missing = review.blockers.contains(&RefusalBlocker::NoSuggestion);
        if is_blank_text(&body) && (drafted || review.override_reason.is_some() || !missing) {
            review.blockers.push(RefusalBlocker::BlankReply);
        }
        let words = &self.policy.decisions.rationale;
        let words =
            if input.ai_suggestion_used { &words.ai_suggestion } else { &words.template_reply };
        let overridden = review.verdict()?;
        let payload = DecisionPayload::ApproveSend(ApproveSendPayload {
            conversation_id: conversation.id,
            operator_email: input.operator_email.clone(),
            note: review.note.cloned(),
            reply_body: body.into(),
            ai_suggestion_used: input.ai_suggestion_used,
            ai_suggestion: input
                .ai_suggestion
                .clone()
                .filter(|metadata| input.ai_suggestion_used && !metadata.is_null()),
            grades: input.grades,
            overridden,
        });
        Ok(review.event(input, words, edited, Vec::new(), payload))
    }

    /// Hands a conversation to a manager (SOP-CX-003): the event to log, with the labels to
    /// write: those of the conversation in their order, and the policy's escalation label behind
    /// them where the policy finds it under none of them. The older `escalated` is not the label.
    ///
    /// # Errors
    /// A malformed operator e-mail, no actor, another reason without its text, a hand-off with a
    /// blank part, an id that is none; and, unless overridden, a contact message newer than the
    /// one that the operator has seen. Without a hand-off the event has the warning
    /// [`DecisionWarning::HandOffMissing`].
    pub fn escalate(
        &self,
        conversation: &Conversation,
        input: &Escalate,
        now: Timestamp,
    ) -> Result<DecisionEvent, Refusal> {
        let mut review = DecisionReview::new(self, conversation, input.request(), now);
        let words = input.reason_text.as_ref().map(CustomerText::as_str).unwrap_or_default();
        if input.reason == EscalationReason::Other && is_blank_text(words) {
            review.blockers.push(RefusalBlocker::MissingReasonText);
        }
        if input.hand_off.as_ref().is_some_and(HandOff::has_blank_part) {
            review.blockers.push(RefusalBlocker::BlankHandOff);
        }
        let decisions = &self.policy.decisions;
        let overridden = review.verdict()?;
        let payload = DecisionPayload::Escalate(EscalatePayload {
            conversation_id: conversation.id,
            operator_email: input.operator_email.clone(),
            note: review.note.cloned(),
            reason: input.reason,
            reason_text: input.reason_text.clone(),
            hand_off: input.hand_off.clone(),
            labels: labels_to_write(&self.policy, &conversation.labels),
            overridden,
        });
        let missing = input.hand_off.is_none().then_some(DecisionWarning::HandOffMissing);
        let warnings = missing.into_iter().collect();
        Ok(review.event(input, &decisions.rationale.escalate, false, warnings, payload))
    }

    /// Closes a conversation (SOP-CX-004): the event to log, with the labels to write: those of
    /// the conversation without the escalation labels, where the policy says so
    /// (`decisions.drop_escalation_label`).
    ///
    /// # Errors
    /// A malformed operator e-mail, no actor, an id that is none; and, unless overridden, whatever
    /// stands against the resolution, and a contact message newer than the one that the operator
    /// has seen.
    pub fn mark_resolved(
        &self,
        conversation: &Conversation,
        input: &MarkResolved,
        now: Timestamp,
    ) -> Result<DecisionEvent, Refusal> {
        let mut review = DecisionReview::new(self, conversation, input.request(), now);
        review.against(review.assessment.resolution.blockers.clone());
        if review.assessment.resolution.basis.is_none() {
            review.blockers.push(RefusalBlocker::NotConfirmed);
        }
        let overridden = review.verdict()?;
        let payload = DecisionPayload::MarkResolved(MarkResolvedPayload {
            conversation_id: conversation.id,
            operator_email: input.operator_email.clone(),
            note: review.note.cloned(),
            labels: Some(labels_to_keep(&self.policy, &conversation.labels)),
            overridden,
        });
        let words = &self.policy.decisions.rationale.mark_resolved;
        Ok(review.event(input, words, false, Vec::new(), payload))
    }
}

/// An action under examination: what the operator asks for, and what stands against it so far.
struct DecisionReview<'a> {
    engine: &'a Engine,
    conversation: &'a Conversation,
    request: Request<'a>,
    now: Timestamp,
    assessment: Assessment,
    actor: &'a str,
    /// Absent where it is blank, as the override's reason is.
    note: Option<&'a CustomerText>,
    override_reason: Option<&'a CustomerText>,
    newest_contact_message_id: Option<Id>,
    blockers: Vec<RefusalBlocker>,
}

impl<'a> DecisionReview<'a> {
    fn new(
        engine: &'a Engine,
        conversation: &'a Conversation,
        request: Request<'a>,
        now: Timestamp,
    ) -> Self {
        let messages = ContactMessages::of(conversation);
        let newest_contact_message_id = messages.newest().and_then(|message| message.id);
        let mut blockers = Vec::new();
        if request.operator_email.is_some_and(|email| !is_email_address(email)) {
            blockers.push(RefusalBlocker::MalformedOperatorEmail);
        }
        let actor = request.actor.or(request.operator_email).or(request.shop_domain);
        let actor = actor.unwrap_or_default();
        if is_blank_text(actor) && blockers.is_empty() {
            blockers.push(RefusalBlocker::MissingActor);
        }
        if request.actor_id.is_some_and(|id| Id::new(id).is_err()) {
            blockers.push(RefusalBlocker::InvalidActorId);
        }
        if request.id.is_some_and(|id| !is_event_id(id)) {
            blockers.push(RefusalBlocker::InvalidId);
        }
        if request.seen_message_id.is_some_and(|seen| !messages.is_up_to_date(seen)) {
            blockers.push(RefusalBlocker::StaleDraft);
        }
        let said = |text: Option<&'a CustomerText>| text.filter(|t| !is_blank_text(t.as_str()));
        Self {
            engine,
            conversation,
            now,
            assessment: engine.assess(conversation, now),
            actor,
            note: said(request.note),
            override_reason: said(request.override_reason),
            newest_contact_message_id,
            blockers,
            request,
        }
    }

    fn against(&mut self, blockers: Vec<impl Into<RefusalBlocker>>) {
        self.blockers.extend(blockers.into_iter().map(Into::into));
    }

    /// What the operator's reason overrides; a refusal for what it does not.
    fn verdict(&self) -> Result<Option<Override>, Refusal> {
        let Some(reason) = self.override_reason else {
            return Refusal::of(self.blockers.clone()).map_or(Ok(None), Err);
        };
        let (mut blockers, remaining): (Vec<_>, Vec<_>) =
            self.blockers.iter().copied().partition(|blocker| blocker.can_be_overridden());
        if let Some(refusal) = Refusal::of(remaining) {
            return Err(refusal);
        }
        blockers.sort_unstable();
        blockers.dedup();
        let reason = reason.clone();
        Ok((!blockers.is_empty()).then_some(Override::new(reason, blockers)))
    }

    fn event(
        self,
        input: &impl Serialize,
        words: &str,
        edited: bool,
        warnings: Vec<DecisionWarning>,
        payload: DecisionPayload,
    ) -> DecisionEvent {
        let Self { engine, conversation, request, assessment, note, .. } = self;
        let action = payload.action();
        let derived = || {
            let identity = Identity {
                action,
                conversation_id: conversation.id,
                actor: self.actor,
                input,
                newest_contact_message_id: self.newest_contact_message_id,
                past_decisions: conversation.decisions.len(),
            };
            identity.id()
        };
        let overridden = match &payload {
            DecisionPayload::ApproveSend(payload) => payload.overridden.is_some(),
            DecisionPayload::Escalate(payload) => payload.overridden.is_some(),
            DecisionPayload::MarkResolved(payload) => payload.overridden.is_some(),
        };
        DecisionEvent {
            schema_version: EVENT_SCHEMA_VERSION,
            id: request.id.map_or_else(derived, str::to_owned),
            action,
            scope: engine.policy.decisions.scope.clone(),
            occurred_at: self.now,
            actor: self.actor.to_owned(),
            // One that is none is refused above.
            actor_id: request.actor_id.and_then(|id| Id::new(id).ok()),
            seen_message_id: request.seen_message_id,
            rationale: note.cloned().unwrap_or_else(|| words.into()),
            shop_domain: request.shop_domain.map(str::to_owned),
            external_ref: format!("chatwoot:{}", conversation.id),
            evidence_url: request.evidence_url.map(str::to_owned),
            policy: assessment.policy,
            engine_version: ENGINE_VERSION.to_owned(),
            assessment: AssessmentSummary {
                priority: assessment.priority,
                level: assessment.escalation.level,
                reasons: assessment.reasons.iter().map(|reason| reason.code).collect(),
                cues: cues(&assessment.risk, assessment.suggestion.as_ref()),
                template_id: assessment.suggestion.map(|suggestion| suggestion.template_id),
                verdicts: conversation.facts.risk_verdicts.clone(),
                edited,
                overridden,
                warnings: assessment.approval.warnings,
            },
            warnings,
            payload,
            redacted: Vec::new(),
        }
    }
}

/// The cues of the findings, then those of the suggestion, each once.
fn cues(findings: &[RiskFinding], suggestion: Option<&Suggestion>) -> Vec<String> {
    let mut cues: Vec<String> = Vec::new();
    let drafted = suggestion.map(|suggestion| suggestion.cues.as_slice()).unwrap_or_default();
    for cue in findings.iter().map(|finding| &finding.cue).chain(drafted) {
        if !cues.contains(cue) {
            cues.push(cue.clone());
        }
    }
    cues
}

fn is_blank_text(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Whether two texts differ in nothing but the kind of their line ends: a form writes its own.
fn is_same_text(one: &str, other: &str) -> bool {
    one.lines().eq(other.lines())
}

/// The labels, and the policy's escalation label behind them where none of them is it in the
/// policy's eyes.
fn labels_to_write(policy: &Compiled, labels: &[String]) -> Vec<String> {
    let label = &policy.decisions.escalation_label;
    let lower = label.trim().to_lowercase();
    let is_it = |known: &String| {
        let found = policy.labels.escalation.find(std::slice::from_ref(known)).is_some();
        known == label || (found && known.trim().to_lowercase() == lower)
    };
    let missing = !labels.iter().any(is_it);
    labels.iter().cloned().chain(missing.then(|| label.clone())).collect()
}

/// The labels without those that the policy takes for an escalation label, where it says so.
fn labels_to_keep(policy: &Compiled, labels: &[String]) -> Vec<String> {
    let dropped = |label: &String| {
        policy.decisions.drop_escalation_label
            && policy.labels.escalation.find(std::slice::from_ref(label)).is_some()
    };
    labels.iter().filter(|label| !dropped(label)).cloned().collect()
}

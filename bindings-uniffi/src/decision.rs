//! Decisions: what an operator asks for, the event it becomes, and the log of events.

use std::sync::Arc;

use cx_triage::{
    ApproveSend as Input, CustomerText, DecisionEvent as Event, DecisionLog as Log, DecisionLogRow,
    Diagnostic, DuplicateLine, Escalate, Grades, JsonText, MarkResolved, PastDecision,
    RejectedLine, Timestamp, UnknownEvent,
};

use crate::conversation::Conversation;
use crate::engine::Engine;
use crate::error::TriageError;

#[uniffi::export]
impl Engine {
    /// Approves a reply (SOP-CX-002): the event to log once the reply is sent.
    ///
    /// The reply is the input's, else the suggestion of a fresh assessment. A blank reply never
    /// falls back to the suggestion. Throws `Refused`, naming every blocker, where something
    /// stands against it that is not overridden.
    pub fn approve_send(
        &self,
        conversation: &Conversation,
        input: ApproveSend,
        now: Timestamp,
    ) -> Result<Arc<DecisionEvent>, TriageError> {
        let input = input.into_core()?;
        Ok(DecisionEvent::shared(self.0.approve_send(&conversation.0, &input, now)?))
    }

    /// Hands a conversation to a manager (SOP-CX-003): the event to log, with the labels to
    /// write.
    ///
    /// Throws `Refused`, naming every blocker.
    pub fn escalate(
        &self,
        conversation: &Conversation,
        input: Escalate,
        now: Timestamp,
    ) -> Result<Arc<DecisionEvent>, TriageError> {
        Ok(DecisionEvent::shared(self.0.escalate(&conversation.0, &input, now)?))
    }

    /// Closes a conversation (SOP-CX-004): the event to log.
    ///
    /// Throws `Refused`, naming every blocker.
    pub fn mark_resolved(
        &self,
        conversation: &Conversation,
        input: MarkResolved,
        now: Timestamp,
    ) -> Result<Arc<DecisionEvent>, TriageError> {
        Ok(DecisionEvent::shared(self.0.mark_resolved(&conversation.0, &input, now)?))
    }
}

/// A decision that an operator took, as it goes to the decision log.
///
/// Never changes; safe to share between threads.
#[derive(Debug, PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Eq, Hash)]
pub struct DecisionEvent(Event);

impl DecisionEvent {
    fn shared(event: Event) -> Arc<Self> {
        Arc::new(Self(event))
    }
}

#[uniffi::export]
impl DecisionEvent {
    /// Reads an event; keys that are not known are passed over.
    ///
    /// Throws the first problem, with its place.
    #[uniffi::constructor]
    pub fn from_json(json: &str) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(Event::from_json(json)?))
    }

    /// The canonical JSON, on one line: the same bytes in every language.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The event in a `CloudEvents` 1.0 structured envelope.
    pub fn to_cloud_event(&self) -> String {
        self.0.to_cloud_event()
    }

    /// The row of the service's `DecisionLog` table.
    pub fn to_log_row(&self) -> DecisionLogRow {
        self.0.to_log_row()
    }

    /// The event with e-mail addresses, phone numbers and card-like and order-like numbers of its
    /// free text replaced; the keys of what was replaced are kept in `redacted`.
    pub fn redacted(&self) -> Arc<Self> {
        Self::shared(self.0.redacted())
    }

    /// The decision as the engine wants it to be told, at the next assessment.
    pub fn to_past_decision(&self) -> PastDecision {
        self.0.to_past_decision()
    }

    /// The event as a record.
    pub fn document(&self) -> Event {
        self.0.clone()
    }
}

/// A decision log as it was read. Lines are counted from 1, blank ones too.
#[derive(Debug, uniffi::Object)]
pub struct DecisionLog(Log);

/// Reads a decision log: one event a line.
///
/// It always answers: a line that cannot be read is reported with its number, code and place and
/// loses no other; a line whose id came before is a duplicate; an event of a newer schema version
/// is kept as it is.
#[uniffi::export]
pub fn parse_decision_log(ndjson: &str) -> Arc<DecisionLog> {
    Arc::new(DecisionLog(cx_triage::parse_decision_log(ndjson)))
}

#[uniffi::export]
impl DecisionLog {
    /// The events, in their order; of several with one id the first.
    pub fn events(&self) -> Vec<Arc<DecisionEvent>> {
        self.0.events.iter().cloned().map(DecisionEvent::shared).collect()
    }

    /// Events of a newer schema version, kept as they are.
    pub fn unknown(&self) -> Vec<UnknownEvent> {
        self.0.unknown.clone()
    }

    /// Lines that cannot be read.
    pub fn rejected(&self) -> Vec<RejectedLine> {
        self.0.rejected.clone()
    }

    /// Lines whose id an earlier one has: retries that were written twice.
    pub fn duplicates(&self) -> Vec<DuplicateLine> {
        self.0.duplicates.clone()
    }

    /// The past decisions on one conversation, in the log's order, for `withDecisions`.
    pub fn decisions_of(&self, conversation_id: i64) -> Vec<PastDecision> {
        self.0.decisions_of(conversation_id)
    }

    /// The log as JSON, keys in fixed order.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

/// An operator approves a reply (SOP-CX-002).
#[derive(Debug, uniffi::Record)]
pub struct ApproveSend {
    /// The reply to send; absent: the suggestion as it is. A blank one refuses.
    #[uniffi(default)]
    pub reply: Option<CustomerText>,
    /// Whether the reply came from a model.
    #[uniffi(default)]
    pub ai_suggestion_used: bool,
    /// What the service keeps of the model's suggestion, as JSON text; recorded only where it was
    /// used.
    #[uniffi(default)]
    pub ai_suggestion: Option<String>,
    /// How the operator grades the suggestion.
    #[uniffi(default)]
    pub grades: Option<Grades>,
    /// The operator's e-mail address; absent where the service knows only the shop.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// Who acts; absent: the operator's e-mail, else the shop.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// The operator in the numbering of `Message.senderId`: it tells a manager's note from the
    /// operator's own.
    #[uniffi(default)]
    pub actor_id: Option<i64>,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// What the operator adds; it becomes the event's rationale.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The contact's newest message that the operator has seen. Given, any other than the
    /// contact's newest public one refuses, also where that has no number; absent, nothing is
    /// compared.
    #[uniffi(default)]
    pub seen_message_id: Option<i64>,
    /// Why to act against what stands against it; blank is the same as absent. Who may override
    /// is the service's to check.
    #[uniffi(default)]
    pub override_reason: Option<CustomerText>,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The event's id; absent: derived, so that a retry has the same.
    #[uniffi(default)]
    pub id: Option<String>,
}

impl ApproveSend {
    /// The core's input; text that is no JSON is the one thing that it cannot hold.
    fn into_core(self) -> Result<Input, Diagnostic> {
        let Self {
            reply,
            ai_suggestion_used,
            ai_suggestion,
            grades,
            operator_email,
            actor,
            actor_id,
            shop_domain,
            note,
            seen_message_id,
            override_reason,
            evidence_url,
            id,
        } = self;
        let ai_suggestion = ai_suggestion
            .map(JsonText::parse)
            .transpose()
            .map_err(|problem| Diagnostic::at(problem.code, "/aiSuggestion", problem.detail))?;
        Ok(Input {
            reply,
            ai_suggestion_used,
            ai_suggestion,
            grades,
            operator_email,
            actor,
            actor_id,
            shop_domain,
            note,
            seen_message_id,
            override_reason,
            evidence_url,
            id,
        })
    }
}

impl From<Input> for ApproveSend {
    fn from(input: Input) -> Self {
        let Input {
            reply,
            ai_suggestion_used,
            ai_suggestion,
            grades,
            operator_email,
            actor,
            actor_id,
            shop_domain,
            note,
            seen_message_id,
            override_reason,
            evidence_url,
            id,
        } = input;
        let ai_suggestion = ai_suggestion.map(|json| json.as_str().to_owned());
        Self {
            reply,
            ai_suggestion_used,
            ai_suggestion,
            grades,
            operator_email,
            actor,
            actor_id,
            shop_domain,
            note,
            seen_message_id,
            override_reason,
            evidence_url,
            id,
        }
    }
}

/// Reads the input of `approveSend` from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn approve_send_from_json(json: &str) -> Result<ApproveSend, TriageError> {
    Ok(Input::from_json(json)?.into())
}

/// Reads the input of `escalate` from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn escalate_from_json(json: &str) -> Result<Escalate, TriageError> {
    Ok(Escalate::from_json(json)?)
}

/// Reads the input of `markResolved` from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn mark_resolved_from_json(json: &str) -> Result<MarkResolved, TriageError> {
    Ok(MarkResolved::from_json(json)?)
}

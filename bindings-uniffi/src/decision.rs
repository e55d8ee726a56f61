//! Decisions: what an operator asks for, the event it becomes, and the log of events.

use std::sync::Arc;

use cx_triage::decision::{
    DecisionLog as Log, DecisionLogRow, DuplicateLine, RejectedLine, UnknownEvent,
};
use cx_triage::{
    ApproveSend, DecisionEvent as Event, Escalate, MarkResolved, PastDecision, Timestamp,
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
    Arc::new(DecisionLog(cx_triage::decision::parse_decision_log(ndjson)))
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

/// Reads the input of `approveSend` from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn approve_send_from_json(json: &str) -> Result<ApproveSend, TriageError> {
    Ok(ApproveSend::from_json(json)?)
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

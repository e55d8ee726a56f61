//! The conversation as a shared object: read once, assessed as often as wanted.

use std::sync::Arc;

use cx_triage::chatwoot::{self, MessagesPage};
use cx_triage::conversation::Facts;
use cx_triage::{Conversation as Document, Message, PastDecision, Timestamp};

use crate::error::TriageError;

/// One support conversation, with the past decisions on it and what the service knows beside it.
///
/// Never changes; safe to share between threads.
#[derive(Debug, PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Eq, Hash)]
pub struct Conversation(pub(crate) Document);

impl Conversation {
    pub(crate) fn shared(document: Document) -> Arc<Self> {
        Arc::new(Self(document))
    }
}

#[uniffi::export]
impl Conversation {
    /// Reads the library's own conversation document (JSON, camelCase).
    ///
    /// Throws the first problem of the document, with its place: a key that is not known included.
    #[uniffi::constructor]
    pub fn from_json(json: &str) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(Document::from_json(json)?))
    }

    /// The document that `fromJson` reads: every key, in fixed order, no spaces.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The document as a record.
    pub fn document(&self) -> Document {
        self.0.clone()
    }

    /// The same conversation with other messages. Throws only for a time outside the years 0001
    /// to 9999.
    pub fn with_messages(&self, messages: Vec<Message>) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(self.0.clone().with_messages(messages)))
    }

    /// The same conversation with other past decisions. Throws only for a time outside the years
    /// 0001 to 9999.
    pub fn with_decisions(&self, decisions: Vec<PastDecision>) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(self.0.clone().with_decisions(decisions)))
    }

    /// The conversation as it stood at `at`, for looking back: its messages, decisions and changes
    /// of status up to and including that time, and the status of the history. Labels, facts and
    /// names are as they are now: nobody keeps their history. Throws only for a time outside the
    /// years 0001 to 9999.
    pub fn as_of(&self, at: Timestamp) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(self.0.as_of(at)))
    }

    /// The same conversation, with earlier messages that may be missing or without: `false` where
    /// all pages were read.
    pub fn with_partial(&self, partial: bool) -> Arc<Self> {
        Self::shared(self.0.clone().with_partial(partial))
    }

    /// The same conversation with the messages and the status history of a page beside its own.
    /// Throws only for a time outside the years 0001 to 9999.
    pub fn with_messages_page(&self, page: MessagesPage) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(self.0.clone().with_messages_page(&page)))
    }

    /// The same conversation with what a webhook's body tells merged into it. Throws the first
    /// problem of the body, and for an event of another conversation.
    pub fn apply(&self, webhook: Vec<u8>) -> Result<Arc<Self>, TriageError> {
        let mut conversation = self.0.clone();
        conversation.apply(&chatwoot::parse_webhook(webhook)?)?;
        Ok(Self::shared(conversation))
    }

    /// The same conversation with other facts. Throws only for a time outside the years 0001 to
    /// 9999.
    pub fn with_facts(&self, facts: Facts) -> Result<Arc<Self>, TriageError> {
        Ok(Self::shared(self.0.clone().with_facts(facts)))
    }
}

/// The runbook's scenario gallery and edge cases as conversations, all of them made up; they are at
/// home on 2025-10-12 around 08:30 UTC.
#[uniffi::export]
pub fn samples() -> Vec<Arc<Conversation>> {
    cx_triage::samples().into_iter().map(Conversation::shared).collect()
}

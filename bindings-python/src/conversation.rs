//! What a conversation can do beside showing its fields.

use pyo3::prelude::*;

use crate::chatwoot::WebhookEvent;
use crate::error::parse;
use crate::generated::chatwoot::MessagesPage;
use crate::generated::conversation::{Conversation, Facts, Message, PastDecision};

#[pymethods]
impl Conversation {
    /// The same conversation with other messages.
    fn with_messages(&self, messages: Vec<Message>) -> Self {
        let messages = messages.into_iter().map(|message| message.0).collect();
        Self(self.0.clone().with_messages(messages))
    }

    /// The same conversation with other past decisions.
    fn with_decisions(&self, decisions: Vec<PastDecision>) -> Self {
        let decisions = decisions.into_iter().map(|decision| decision.0).collect();
        Self(self.0.clone().with_decisions(decisions))
    }

    /// The same conversation, with earlier messages that may be missing or without.
    fn with_partial(&self, partial: bool) -> Self {
        Self(self.0.clone().with_partial(partial))
    }

    /// The same conversation with the messages and the status history of a page beside its own.
    fn with_messages_page(&self, page: &MessagesPage) -> Self {
        Self(self.0.clone().with_messages_page(&page.0))
    }

    /// The same conversation with what a webhook tells merged into it.
    fn apply(&self, py: Python<'_>, event: &WebhookEvent) -> PyResult<Self> {
        let mut conversation = self.0.clone();
        conversation.apply(&event.0).map_err(|e| parse(py, &e))?;
        Ok(Self(conversation))
    }

    /// The same conversation with other facts.
    fn with_facts(&self, facts: Facts) -> Self {
        Self(self.0.clone().with_facts(facts.0))
    }
}

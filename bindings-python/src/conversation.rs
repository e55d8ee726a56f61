//! What a conversation can do beside showing its fields.

use pyo3::prelude::*;

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

    /// The same conversation with other facts.
    fn with_facts(&self, facts: Facts) -> Self {
        Self(self.0.clone().with_facts(facts.0))
    }
}

//! The derived id of an event: the same for a retry, another for a second decision.

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::conversation::{Action, Id};
use crate::diagnostic::hex;

/// What a decision is recognised by.
pub(super) struct Identity<'a, T> {
    pub(super) action: Action,
    pub(super) conversation_id: Id,
    pub(super) actor: &'a str,
    pub(super) input: &'a T,
    pub(super) newest_contact_message_id: Option<Id>,
    pub(super) past_decisions: usize,
}

impl<T: Serialize> Identity<'_, T> {
    /// The hash that [`DecisionEvent`](super::DecisionEvent) documents.
    pub(super) fn id(&self) -> String {
        let mut input = serde_json::to_value(self.input).unwrap_or_default();
        if let Some(object) = input.as_object_mut() {
            object.remove("aiSuggestion");
            object.remove("id");
        }
        let object: Map<String, Value> = [
            ("action", self.action.as_str().into()),
            ("actor", self.actor.into()),
            ("conversationId", self.conversation_id.get().into()),
            ("input", input),
            ("newestContactMessageId", self.newest_contact_message_id.map(Id::get).into()),
            ("pastDecisions", self.past_decisions.into()),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
        let plain = plain(Value::Object(object));
        // The value holds strings, booleans, lists and objects: writing cannot fail.
        hex(&Sha256::digest(serde_json_canonicalizer::to_vec(&plain).unwrap_or_default()))
    }
}

/// Without nulls, and with numbers as strings.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(list) => list.into_iter().map(plain).collect(),
        Value::Object(object) => object
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, plain(value)))
            .collect(),
        other => other,
    }
}

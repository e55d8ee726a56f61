//! The corpus operations that read documents: what the library answers, as JSON.

use cx_triage::chatwoot::{
    WebhookEvent, parse_conversation, parse_conversation_list, parse_messages, parse_webhook,
};
use cx_triage::{Conversation, Diagnostic};
use serde_json::{Value, json};

/// The library's answer to a case whose `op` reads a document, or none for another `op`.
///
/// `input` is a JSON value, or a string that holds the document's text.
#[must_use]
pub fn answer(op: &str, input: &Value) -> Option<Value> {
    let text = input.as_str().map_or_else(|| input.to_string(), str::to_owned);
    Some(match op {
        "conversation" => told(Conversation::from_json(&text)),
        "chatwoot_list" => told(parse_conversation_list(&text)),
        "chatwoot_conversation" => told(parse_conversation(&text)),
        "chatwoot_messages" => told(parse_messages(&text)),
        "chatwoot_webhook" => told(parse_webhook(&text)),
        _ => return None,
    })
}

/// The stored conversation after these webhooks' bodies, one after the other.
#[must_use]
pub fn applied(conversation: &Value, events: &[Value]) -> Value {
    let apply = || {
        let mut stored = Conversation::from_json(conversation.to_string())?;
        for body in events {
            let event: WebhookEvent = parse_webhook(body.to_string())?;
            stored.apply(&event)?;
        }
        Ok(stored)
    };
    told(apply())
}

fn told<T: serde::Serialize>(answer: Result<T, Diagnostic>) -> Value {
    answer.map_or_else(
        |problem| json!({"error": {"code": problem.code, "pointer": problem.pointer}}),
        |read| serde_json::to_value(read).unwrap_or_default(),
    )
}

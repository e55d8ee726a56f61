//! The conversation document.

use cx_triage::Conversation;
use cx_triage::bindings::{from_json, to_json};
use cx_triage::chatwoot::{MessagesPage, WebhookEvent};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;
use crate::values::at;

#[wasm_bindgen]
pub fn conversation(json: &[u8]) -> Result<String, Thrown> {
    Ok(Conversation::from_json(json)?.to_json())
}

#[wasm_bindgen]
pub fn conversation_with_messages_page(conversation: &[u8], page: &[u8]) -> Result<String, Thrown> {
    let page = from_json::<MessagesPage>(page)?;
    Ok(Conversation::from_json(conversation)?.with_messages_page(&page).to_json())
}

#[wasm_bindgen]
pub fn conversation_apply(conversation: &[u8], event: &[u8]) -> Result<String, Thrown> {
    let mut conversation = Conversation::from_json(conversation)?;
    conversation.apply(&from_json::<WebhookEvent>(event)?)?;
    Ok(conversation.to_json())
}

#[wasm_bindgen]
pub fn conversation_as_of(conversation: &[u8], time: f64) -> Result<String, Thrown> {
    Ok(Conversation::from_json(conversation)?.as_of(at(time)?).to_json())
}

#[wasm_bindgen]
pub fn samples() -> String {
    to_json(&cx_triage::samples())
}

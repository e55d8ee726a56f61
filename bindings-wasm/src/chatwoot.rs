//! Chatwoot's own JSON in, documents out.

use cx_triage::bindings::to_json;
use cx_triage::chatwoot::{
    parse_conversation, parse_conversation_list, parse_messages, parse_webhook, verify_signature,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;
use crate::values::at;

#[wasm_bindgen]
pub fn chatwoot_conversation_list(json: &[u8]) -> Result<String, Thrown> {
    Ok(to_json(&parse_conversation_list(json)?))
}

#[wasm_bindgen]
pub fn chatwoot_conversation(json: &[u8]) -> Result<String, Thrown> {
    Ok(parse_conversation(json)?.to_json())
}

#[wasm_bindgen]
pub fn chatwoot_messages(json: &[u8]) -> Result<String, Thrown> {
    Ok(to_json(&parse_messages(json)?))
}

#[wasm_bindgen]
pub fn chatwoot_webhook(json: &[u8]) -> Result<String, Thrown> {
    Ok(to_json(&parse_webhook(json)?))
}

#[wasm_bindgen]
pub fn chatwoot_verify_signature(
    secret: &str,
    timestamp: &str,
    body: &[u8],
    header: &str,
    now: f64,
    tolerance_ms: i64,
) -> Result<(), Thrown> {
    Ok(verify_signature(secret, timestamp, body, header, at(now)?, tolerance_ms)?)
}

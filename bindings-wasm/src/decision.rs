//! Decision events and the log of them.

use cx_triage::DecisionEvent;
use cx_triage::bindings::{from_json, to_json};
use cx_triage::decision::{DecisionLog, parse_decision_log};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;

#[wasm_bindgen]
pub fn event(json: &[u8]) -> Result<String, Thrown> {
    Ok(DecisionEvent::from_json(json)?.to_json())
}

#[wasm_bindgen]
pub fn event_cloud_event(json: &[u8]) -> Result<String, Thrown> {
    Ok(DecisionEvent::from_json(json)?.to_cloud_event())
}

#[wasm_bindgen]
pub fn event_log_row(json: &[u8]) -> Result<String, Thrown> {
    Ok(DecisionEvent::from_json(json)?.to_log_row().to_json())
}

#[wasm_bindgen]
pub fn event_redacted(json: &[u8]) -> Result<String, Thrown> {
    Ok(DecisionEvent::from_json(json)?.redacted().to_json())
}

#[wasm_bindgen]
pub fn event_past_decision(json: &[u8]) -> Result<String, Thrown> {
    Ok(to_json(&DecisionEvent::from_json(json)?.to_past_decision()))
}

#[wasm_bindgen]
pub fn decision_log(ndjson: &[u8]) -> String {
    parse_decision_log(ndjson).to_json()
}

#[wasm_bindgen]
pub fn decision_log_decisions_of(log: &[u8], conversation_id: i64) -> Result<String, Thrown> {
    Ok(to_json(&from_json::<DecisionLog>(log)?.decisions_of(conversation_id)))
}

//! The assessment document.

use cx_triage::Assessment;
use cx_triage::bindings::from_json;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;

#[wasm_bindgen]
pub fn assessment(json: &[u8]) -> Result<String, Thrown> {
    Ok(from_json::<Assessment>(json)?.to_json())
}

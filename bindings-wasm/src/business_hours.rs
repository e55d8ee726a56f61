//! Business hours, usable alone.

use cx_triage::bindings::to_json;
use cx_triage::hours::{BusinessHours as Calendar, Pause};
use cx_triage::{Diagnostic, Timestamp};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;
use crate::values::at;

#[wasm_bindgen]
#[derive(Debug)]
pub struct BusinessHours(Calendar);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    start: Timestamp,
    end: Timestamp,
}

fn pauses(json: &[u8]) -> Result<Vec<Pause>, Diagnostic> {
    let stretches: Vec<Stretch> = cx_triage::bindings::from_json(json)?;
    Ok(stretches.into_iter().map(|Stretch { start, end }| Pause { start, end }).collect())
}

#[wasm_bindgen]
impl BusinessHours {
    pub fn from_json(json: &[u8]) -> Result<Self, Thrown> {
        Ok(Self(Calendar::from_json(json)?))
    }

    pub fn time_zone(&self) -> String {
        self.0.time_zone().to_owned()
    }

    pub fn elapsed(&self, start: f64, end: f64, pauses_json: &[u8]) -> Result<String, Thrown> {
        Ok(to_json(&self.0.elapsed(at(start)?, at(end)?, &pauses(pauses_json)?)))
    }

    pub fn deadline(
        &self,
        start: f64,
        target_ms: i64,
        pauses_json: &[u8],
    ) -> Result<String, Thrown> {
        Ok(to_json(&self.0.deadline(at(start)?, target_ms, &pauses(pauses_json)?)?))
    }

    pub fn is_open(&self, time: f64) -> Result<bool, Thrown> {
        Ok(self.0.is_open(at(time)?))
    }

    pub fn next_opening(&self, time: f64) -> Result<String, Thrown> {
        Ok(to_json(&self.0.next_opening(at(time)?)))
    }

    pub fn explain(&self, start: f64, end: f64, pauses_json: &[u8]) -> Result<String, Thrown> {
        Ok(to_json(&self.0.explain(at(start)?, at(end)?, &pauses(pauses_json)?)?))
    }
}

//! The policy document.

use cx_triage::Policy as Document;
use cx_triage::bindings::to_json;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::engine::Engine;
use crate::error::Thrown;

#[wasm_bindgen]
#[derive(Debug)]
pub struct Policy(Document);

#[wasm_bindgen]
impl Policy {
    pub fn runbook() -> Self {
        Self(Document::runbook())
    }

    pub fn hotdash_2025_10() -> Self {
        Self(Document::hotdash_2025_10())
    }

    pub fn from_toml(text: &str) -> Result<Self, Thrown> {
        Ok(Self(Document::from_toml(text)?))
    }

    pub fn from_json(json: &[u8]) -> Result<Self, Thrown> {
        Ok(Self(Document::from_json(json)?))
    }

    pub fn to_toml(&self) -> String {
        self.0.to_toml()
    }

    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    #[must_use]
    pub fn with_sla_target(&self, minutes: i64) -> Self {
        Self(self.0.clone().with_sla_target(minutes))
    }

    pub fn notices(&self) -> String {
        to_json(&self.0.notices())
    }

    pub fn check_examples(&self) -> Result<usize, Thrown> {
        Ok(self.0.check_examples()?)
    }

    pub fn fingerprint(&self) -> String {
        self.0.fingerprint()
    }

    pub fn compile(&self) -> Result<Engine, Thrown> {
        Ok(Engine(self.0.compile()?))
    }
}

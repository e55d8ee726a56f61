//! When the integration's health is worth an alert.

use cx_triage::{HealthAlert, HealthSample};

use crate::engine::Engine;
use crate::error::TriageError;

#[uniffi::export]
impl Engine {
    /// What is worth an alert in a sample, in the order of `HealthCode`.
    pub fn health(&self, sample: HealthSample) -> Vec<HealthAlert> {
        self.0.health(&sample)
    }
}

/// Reads a sample from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn health_sample_from_json(json: &str) -> Result<HealthSample, TriageError> {
    Ok(HealthSample::from_json(json)?)
}

//! When the integration's health is worth an alert.

use std::sync::Arc;

use cx_triage::Timestamp;
use cx_triage::health::{BreachTrend, HealthAlert, HealthSample};

use crate::conversation::Conversation;
use crate::engine::Engine;
use crate::error::TriageError;

#[uniffi::export]
impl Engine {
    /// What is worth an alert in a sample, in the order of `HealthCode`.
    pub fn health(&self, sample: HealthSample) -> Vec<HealthAlert> {
        self.0.health(&sample)
    }

    /// The SLA breaches of conversations a day (UTC), over the `days` days up to and including
    /// that of `now`, and those of the last 7 × 24 hours beside those before, ready for a sample.
    ///
    /// Every episode of a conversation is judged on its own, as it stood; a breach belongs to the
    /// day of its deadline. Throws only for a time outside the years 0001 to 9999.
    pub fn breach_trend(
        &self,
        conversations: Vec<Arc<Conversation>>,
        days: u32,
        now: Timestamp,
    ) -> Result<BreachTrend, TriageError> {
        let conversations = conversations.iter().map(|conversation| &conversation.0);
        Ok(self.0.breach_trend(conversations, days, now))
    }
}

/// Reads a sample from a JSON document. Throws the first problem.
#[uniffi::export]
pub fn health_sample_from_json(json: &str) -> Result<HealthSample, TriageError> {
    Ok(HealthSample::from_json(json)?)
}

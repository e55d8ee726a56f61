//! When the integration's health is worth an alert (runbook, "Integration Monitoring & Alerts").

use serde::{Deserialize, Serialize};

use crate::assess::Engine;
use crate::conversation::nullable;
use crate::diagnostic::{Diagnostic, Keyed, from_json};
use crate::policy::Severity;

/// What a service measured. What is absent is not judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HealthSample {
    /// How long Chatwoot's API took at each check, in order, in milliseconds.
    #[serde(default, deserialize_with = "nullable")]
    pub api_response_ms: Vec<u64>,
    /// SLA breaches of the last week; judged together with the week before.
    #[serde(default)]
    pub sla_breaches: Option<u64>,
    /// SLA breaches of the week before.
    #[serde(default)]
    pub sla_breaches_week_before: Option<u64>,
    /// Replies that were to be sent; judged together with the failures.
    #[serde(default)]
    pub template_sends: Option<u64>,
    /// How many of them failed.
    #[serde(default)]
    pub template_failures: Option<u64>,
    /// How long the list of conversations took, in milliseconds.
    #[serde(default)]
    pub conversation_list_ms: Option<u64>,
}

impl HealthSample {
    /// Reads the sample from a JSON document (camelCase).
    ///
    /// # Errors
    /// The first problem, with its place: a key that is not known and a negative number included.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        from_json(json.as_ref()).map(|Keyed(sample)| sample)
    }
}

/// Something that is worth telling somebody.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HealthAlert {
    /// What.
    pub code: HealthCode,
    /// How bad it is, by the policy.
    pub severity: Severity,
    /// Who is told, by the policy.
    pub channel: String,
    /// What was measured, in the unit of the code.
    pub value: u64,
    /// The largest value that does not alert, or, for the conversation list, the smallest that
    /// does.
    pub threshold: u64,
}

wire_enum! {
    /// What an alert is about, in the order in which alerts are listed.
    pub enum HealthCode {
        /// The API is slow in consecutive checks. The value is what the checks in a row all took at
        /// least, in milliseconds.
        ApiResponseSlow = "api_response_slow",
        /// There are more SLA breaches than the week before. The value is their number.
        SlaBreachesUp = "sla_breaches_up",
        /// Replies cannot be sent. The value is the number of failures.
        TemplateFailures = "template_failures",
        /// The list of conversations is slow. The value is in milliseconds.
        ConversationListSlow = "conversation_list_slow",
    }
}

impl Engine {
    /// What is worth an alert in a sample, in the order of [`HealthCode`].
    ///
    /// The API alerts where so many consecutive checks of the sample are all slower than the
    /// threshold (one that is exactly as slow breaks the row; the target alerts nobody); SLA
    /// breaches where they are up by more than the percentage (from none, any breach is); failures
    /// where they are more than the percentage of what was to be sent, also where that is none;
    /// the list of conversations from the threshold on. Nothing is rounded, and counts up to 64
    /// bits are compared exactly. A sample that cannot be, such as more failures than sends, is
    /// judged as it stands.
    ///
    /// ```
    /// use cx_triage::{HealthSample, Policy};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let sample = HealthSample::from_json(r#"{"slaBreaches": 13, "slaBreachesWeekBefore": 10}"#)?;
    /// let alerts = engine.health(&sample);
    /// assert_eq!(alerts[0].channel, "Support lead and Ops manager");
    /// assert_eq!((alerts[0].value, alerts[0].threshold), (13, 12));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn health(&self, sample: &HealthSample) -> Vec<HealthAlert> {
        let health = &self.policy.health;
        let alert = |code, severity, channel: &str, value, threshold| {
            let channel = channel.to_owned();
            HealthAlert { code, severity, channel, value, threshold }
        };
        let api = health.api_response.as_ref().and_then(|rule| {
            let checks = usize::try_from(rule.consecutive_checks).unwrap_or(usize::MAX).max(1);
            let value = slowest_in_a_row(&sample.api_response_ms, checks)?;
            let code = HealthCode::ApiResponseSlow;
            (value > rule.threshold_ms)
                .then(|| alert(code, rule.severity, &rule.channel, value, rule.threshold_ms))
        });
        let breaches = health.sla_breaches.as_ref().and_then(|rule| {
            let value = sample.sla_breaches?;
            let percent = 100_u64.saturating_add(rule.increase_percent.into());
            let threshold = percent_of(sample.sla_breaches_week_before?, percent);
            let code = HealthCode::SlaBreachesUp;
            (value > threshold).then(|| alert(code, rule.severity, &rule.channel, value, threshold))
        });
        let failures = health.template_failures.as_ref().and_then(|rule| {
            let value = sample.template_failures?;
            let threshold = percent_of(sample.template_sends?, rule.percent.into());
            let code = HealthCode::TemplateFailures;
            (value > threshold).then(|| alert(code, rule.severity, &rule.channel, value, threshold))
        });
        let list = health.conversation_list.as_ref().and_then(|rule| {
            let value = sample.conversation_list_ms?;
            let code = HealthCode::ConversationListSlow;
            (value >= rule.threshold_ms)
                .then(|| alert(code, rule.severity, &rule.channel, value, rule.threshold_ms))
        });
        [api, breaches, failures, list].into_iter().flatten().collect()
    }
}

/// What `checks` consecutive checks all took at least, at their slowest.
fn slowest_in_a_row(response_ms: &[u64], checks: usize) -> Option<u64> {
    response_ms.windows(checks).filter_map(|window| window.iter().min().copied()).max()
}

/// The largest whole number that is not more than `percent` per cent of `whole`.
fn percent_of(whole: u64, percent: u64) -> u64 {
    let exact = u128::from(whole) * u128::from(percent) / 100;
    u64::try_from(exact).unwrap_or(u64::MAX)
}

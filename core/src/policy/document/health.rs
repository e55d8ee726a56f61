//! The document's `health`: when the integration's health is worth an alert.

use serde::{Deserialize, Serialize};

/// When the integration's health is worth an alert. A part that is absent never alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HealthPolicy {
    /// Slow answers of Chatwoot's API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_response: Option<ApiResponseHealth>,
    /// More SLA breaches than the week before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla_breaches: Option<SlaBreachHealth>,
    /// Replies that could not be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_failures: Option<TemplateFailureHealth>,
    /// A slow list of conversations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_list: Option<ConversationListHealth>,
    /// Probes of Chatwoot that failed one after the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integration_down: Option<IntegrationHealth>,
    /// Probes that Chatwoot turned away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limited: Option<RateLimitHealth>,
}

/// Slow answers of Chatwoot's API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiResponseHealth {
    /// What is aimed at, in milliseconds; exactly this is on target.
    pub target_ms: u64,
    /// How bad it is where so many checks in a row are over the target and not all of them over
    /// the threshold; absent: nobody is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_severity: Option<Severity>,
    /// Slower than this is too slow; exactly this is not.
    pub threshold_ms: u64,
    /// So many checks in a row that are too slow alert, at least 1.
    pub consecutive_checks: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

/// More SLA breaches than the week before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlaBreachHealth {
    /// More than this many per cent up alerts; exactly this many does not.
    pub increase_percent: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

/// Replies that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateFailureHealth {
    /// More than this many failures in a hundred alert; exactly this many do not.
    pub percent: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

/// A slow list of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConversationListHealth {
    /// This slow or slower alerts.
    pub threshold_ms: u64,
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

/// Probes of Chatwoot that failed one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IntegrationHealth {
    /// So many probes in a row without an answer, or with a status of 500 to 599, alert; at least
    /// 1.
    pub failed_probes: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

/// Probes that Chatwoot turned away with the status 429. One alerts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateLimitHealth {
    /// How bad it is.
    pub severity: Severity,
    /// Who is told.
    pub channel: String,
}

wire_enum! {
    /// How bad an alert is.
    pub enum Severity {
        /// Worth knowing.
        Notice = "notice",
        /// Worth a look today.
        Warning = "warning",
        /// Worth a look now.
        Critical = "critical",
        /// To be escalated at once.
        Immediate = "immediate",
    }
}

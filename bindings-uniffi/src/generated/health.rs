//! Mirrors of the core's types: health.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::HealthAlert;
use cx_triage::HealthCode;
use cx_triage::HealthSample;
use cx_triage::Severity;

/// What a service measured. What is absent is not judged.
#[uniffi::remote(Record)]
pub struct HealthSample {
    /// How long Chatwoot's API took at each check, in order, in milliseconds.
    #[uniffi(default)]
    pub api_response_ms: Vec<u64>,
    /// SLA breaches of the last week; judged together with the week before.
    #[uniffi(default)]
    pub sla_breaches: Option<u64>,
    /// SLA breaches of the week before.
    #[uniffi(default)]
    pub sla_breaches_week_before: Option<u64>,
    /// Replies that were to be sent; judged together with the failures.
    #[uniffi(default)]
    pub template_sends: Option<u64>,
    /// How many of them failed.
    #[uniffi(default)]
    pub template_failures: Option<u64>,
    /// How long the list of conversations took, in milliseconds.
    #[uniffi(default)]
    pub conversation_list_ms: Option<u64>,
}

/// Something that is worth telling somebody.
#[uniffi::remote(Record)]
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

/// What an alert is about, in the order in which alerts are listed.
#[uniffi::remote(Enum)]
pub enum HealthCode {
    /// The API is slow in consecutive checks. The value is what the checks in a row all took at
    /// least, in milliseconds.
    ApiResponseSlow,
    /// There are more SLA breaches than the week before. The value is their number.
    SlaBreachesUp,
    /// Replies cannot be sent. The value is the number of failures.
    TemplateFailures,
    /// The list of conversations is slow. The value is in milliseconds.
    ConversationListSlow,
}

/// How bad an alert is.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// Worth a look today.
    Warning,
    /// Worth a look now.
    Critical,
}

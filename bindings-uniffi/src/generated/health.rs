//! Mirrors of the core's types: health.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::values::U64Map;
use cx_triage::Timestamp;
use cx_triage::health::BreachDay;
use cx_triage::health::BreachTrend;
use cx_triage::health::HealthAlert;
use cx_triage::health::HealthCode;
use cx_triage::health::HealthProbe;
use cx_triage::health::HealthSample;
use cx_triage::health::Severity;

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
    /// Probes of Chatwoot's API, in order. How long each took is judged as the checks above are.
    #[uniffi(default)]
    pub probes: Vec<HealthProbe>,
}

/// One request to Chatwoot's API, and what came of it.
#[uniffi::remote(Record)]
pub struct HealthProbe {
    /// When it was sent.
    pub at: Timestamp,
    /// How long the answer took, in milliseconds; absent: none came.
    #[uniffi(default)]
    pub ms: Option<u64>,
    /// The status of the answer, as HTTP counts them.
    #[uniffi(default)]
    pub status: Option<u32>,
    /// What the answer's log entry is found by.
    #[uniffi(default)]
    pub request_id: Option<String>,
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
    /// The largest value that does not alert, or, for the conversation list and for failed probes,
    /// the smallest that does.
    pub threshold: u64,
    /// When the probe was sent that made it an alert; absent where no probe did.
    #[uniffi(default)]
    pub at: Option<Timestamp>,
    /// The request id of that probe.
    #[uniffi(default)]
    pub request_id: Option<String>,
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
    /// Chatwoot does not answer, or fails, several times in a row. The value is how often.
    IntegrationDown,
    /// Chatwoot turns requests away (429). The value is how many.
    RateLimited,
    /// The API is over its target in consecutive checks, and not all of them over the threshold.
    /// The value is what the checks in a row all took at least, in milliseconds.
    ApiResponseOverTarget,
}

/// How bad an alert is.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Worth a look today.
    Warning,
    /// Worth a look now.
    Critical,
    /// To be escalated at once.
    Immediate,
}

/// How many SLA breaches there were, day by day and week by week.
#[uniffi::remote(Record)]
pub struct BreachTrend {
    /// Each day of the range, the earliest first.
    pub days: Vec<BreachDay>,
    /// Breaches of each clock in the last 7 × 24 hours: from their start (inclusive) up to `now`.
    pub this_week: U64Map,
    /// Breaches of each clock in the 7 × 24 hours before those, up to their start (exclusive).
    pub week_before: U64Map,
}

/// The SLA breaches of a day.
#[uniffi::remote(Record)]
pub struct BreachDay {
    /// The day in UTC, such as `2025-10-12`.
    pub date: String,
    /// Breaches of each clock from midnight (inclusive) to midnight (exclusive).
    pub clocks: U64Map,
}

//! When the integration's health is worth an alert (runbook, "Integration Monitoring & Alerts").

mod breach_trend;

use serde::{Deserialize, Serialize};

pub use crate::policy::document::Severity;
pub use breach_trend::{BreachDay, BreachTrend};

use crate::assess::Engine;
use crate::conversation::{Timestamp, nullable};
use crate::diagnostic::{Diagnostic, Keyed, from_json};

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
    /// Probes of Chatwoot's API, in order. How long each took is judged as the checks above are.
    #[serde(default, deserialize_with = "nullable")]
    pub probes: Vec<HealthProbe>,
}

/// One request to Chatwoot's API, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HealthProbe {
    /// When it was sent.
    pub at: Timestamp,
    /// How long the answer took, in milliseconds; absent: none came.
    #[serde(default)]
    pub ms: Option<u64>,
    /// The status of the answer, as HTTP counts them.
    #[serde(default)]
    pub status: Option<u32>,
    /// What the answer's log entry is found by.
    #[serde(default)]
    pub request_id: Option<String>,
}

impl HealthProbe {
    /// A request of which only the time is known: no answer came.
    ///
    /// ```
    /// use cx_triage::{Timestamp, health::HealthProbe};
    ///
    /// let at = Timestamp::parse("2025-10-12T08:00:00Z")?;
    /// let answered = HealthProbe { ms: Some(420), status: Some(200), ..HealthProbe::new(at) };
    /// assert_eq!(answered.request_id, None);
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    #[must_use]
    pub const fn new(at: Timestamp) -> Self {
        Self { at, ms: None, status: None, request_id: None }
    }

    /// Without an answer, or answered by a server that failed.
    fn failed(&self) -> bool {
        self.ms.is_none() || self.status.is_some_and(|status| (500..=599).contains(&status))
    }

    /// How long the answer took; what does not come takes longer than anything.
    fn waited_ms(&self) -> u64 {
        self.ms.unwrap_or(u64::MAX)
    }
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
    /// The largest value that does not alert, or, for the conversation list and for failed
    /// probes, the smallest that does.
    pub threshold: u64,
    /// When the probe was sent that made it an alert; absent where no probe did.
    pub at: Option<Timestamp>,
    /// The request id of that probe.
    pub request_id: Option<String>,
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
        /// Chatwoot does not answer, or fails, several times in a row. The value is how often.
        IntegrationDown = "integration_down",
        /// Chatwoot turns requests away (429). The value is how many.
        RateLimited = "rate_limited",
        /// The API is over its target in consecutive checks, and not all of them over the
        /// threshold. The value is what the checks in a row all took at least, in milliseconds.
        ApiResponseOverTarget = "api_response_over_target",
    }
}

impl Engine {
    /// What is worth an alert in a sample, in the order of [`HealthCode`].
    ///
    /// The API alerts where so many consecutive checks of the sample are all slower than the
    /// threshold, and less loudly where they are all slower than the target (one that is exactly
    /// as slow breaks the row). `apiResponseMs` and `probes` are two rows; a probe without an
    /// answer is slower than any, a row of nothing else is the matter of `integration_down`. SLA
    /// breaches where they are up by more than the percentage (from none, any breach is); failures
    /// where they are more than the percentage of what was to be sent, also where that is none;
    /// the list of conversations from the threshold on; failed probes where so many come in a
    /// row; a single 429. Nothing is rounded, and counts up to 64
    /// bits are compared exactly. A sample that cannot be, such as more failures than sends, is
    /// judged as it stands.
    ///
    /// ```
    /// use cx_triage::health::HealthSample;
    /// use cx_triage::Policy;
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
        let slow = health.api_response.as_ref().and_then(|rule| {
            let found = slowest_row(sample, rule.consecutive_checks, rule.threshold_ms)?;
            Some(found.alert(HealthCode::ApiResponseSlow, rule.severity, &rule.channel))
        });
        let over_target =
            health.api_response.as_ref().filter(|_| slow.is_none()).and_then(|rule| {
                let found = slowest_row(sample, rule.consecutive_checks, rule.target_ms)?;
                let code = HealthCode::ApiResponseOverTarget;
                Some(found.alert(code, rule.target_severity?, &rule.channel))
            });
        let breaches = health.sla_breaches.as_ref().and_then(|rule| {
            let value = sample.sla_breaches?;
            let percent = 100_u64.saturating_add(rule.increase_percent.into());
            let threshold = percent_of(sample.sla_breaches_week_before?, percent);
            let found = (value > threshold).then_some(Found { value, threshold, probe: None })?;
            Some(found.alert(HealthCode::SlaBreachesUp, rule.severity, &rule.channel))
        });
        let failures = health.template_failures.as_ref().and_then(|rule| {
            let value = sample.template_failures?;
            let threshold = percent_of(sample.template_sends?, rule.percent.into());
            let found = (value > threshold).then_some(Found { value, threshold, probe: None })?;
            Some(found.alert(HealthCode::TemplateFailures, rule.severity, &rule.channel))
        });
        let list = health.conversation_list.as_ref().and_then(|rule| {
            let (value, threshold) = (sample.conversation_list_ms?, rule.threshold_ms);
            let found = (value >= threshold).then_some(Found { value, threshold, probe: None })?;
            Some(found.alert(HealthCode::ConversationListSlow, rule.severity, &rule.channel))
        });
        let down = health.integration_down.as_ref().and_then(|rule| {
            let found = longest_failure(&sample.probes, rule.failed_probes.max(1).into())?;
            Some(found.alert(HealthCode::IntegrationDown, rule.severity, &rule.channel))
        });
        let limited = health.rate_limited.as_ref().and_then(|rule| {
            let mut turned_away = sample.probes.iter().filter(|probe| probe.status == Some(429));
            let first = turned_away.next()?;
            let value = turned_away.fold(1, |count, _| count + 1);
            let found = Found { value, threshold: 0, probe: Some(first) };
            Some(found.alert(HealthCode::RateLimited, rule.severity, &rule.channel))
        });
        let alerts = [slow, breaches, failures, list, down, limited, over_target];
        alerts.into_iter().flatten().collect()
    }
}

/// What was measured against what, and the probe that told it.
struct Found<'s> {
    value: u64,
    threshold: u64,
    probe: Option<&'s HealthProbe>,
}

impl Found<'_> {
    fn alert(&self, code: HealthCode, severity: Severity, channel: &str) -> HealthAlert {
        HealthAlert {
            code,
            severity,
            channel: channel.to_owned(),
            value: self.value,
            threshold: self.threshold,
            at: self.probe.map(|probe| probe.at),
            request_id: self.probe.and_then(|probe| probe.request_id.clone()),
        }
    }
}

/// Of all rows of so many checks that are all slower than `limit_ms`, the one whose quickest check
/// is the slowest; of rows alike the first, checks before probes. Its last probe tells when.
fn slowest_row(sample: &HealthSample, checks: u32, limit_ms: u64) -> Option<Found<'_>> {
    let checks = usize::try_from(checks).unwrap_or(usize::MAX).max(1);
    let timed = sample.api_response_ms.windows(checks).filter_map(|row| {
        let value = row.iter().min().copied()?;
        Some(Found { value, threshold: limit_ms, probe: None })
    });
    let probed = sample.probes.windows(checks).filter_map(|row| {
        let value = row.iter().map(HealthProbe::waited_ms).min().filter(|&ms| ms < u64::MAX)?;
        Some(Found { value, threshold: limit_ms, probe: row.last() })
    });
    let slow = timed.chain(probed).filter(|found| found.value > limit_ms);
    slow.reduce(|slowest, found| if found.value > slowest.value { found } else { slowest })
}

/// The longest row of failed probes, where there are at least `least`; the probe that made it an
/// alert tells when.
fn longest_failure(probes: &[HealthProbe], least: u64) -> Option<Found<'_>> {
    let mut longest: Option<Found<'_>> = None;
    for row in probes.split(|probe| !probe.failed()) {
        let value = u64::try_from(row.len()).unwrap_or(u64::MAX);
        if value < least || longest.as_ref().is_some_and(|longest| longest.value >= value) {
            continue;
        }
        let due = usize::try_from(least - 1).ok().and_then(|index| row.get(index));
        longest = Some(Found { value, threshold: least, probe: due });
    }
    longest
}

/// The largest whole number that is not more than `percent` per cent of `whole`.
fn percent_of(whole: u64, percent: u64) -> u64 {
    let exact = u128::from(whole) * u128::from(percent) / 100;
    u64::try_from(exact).unwrap_or(u64::MAX)
}

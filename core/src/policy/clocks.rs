//! Compiling the policy's clocks.

use super::compile::{Check, LabelSet};
use super::{Policy, SlaMetricPolicy, SlaTarget};
use crate::business_hours::{self, BusinessHours};
use crate::conversation::Status;
use crate::diagnostic::{Code, push_token};
use crate::sla::{ClockInputs, ClockRules, MetricClock, MetricKind, MetricRules, Priority};

/// A metric with its targets.
#[derive(Debug)]
pub(crate) struct Metric {
    rules: MetricRules,
    /// In the order in which they are tried; the one without a condition last.
    targets: Vec<Goal>,
}

#[derive(Debug)]
struct Goal {
    label: Option<LabelSet>,
    priority: Option<Priority>,
    target_ms: i64,
}

impl Metric {
    /// The metric's clock of a conversation with those labels; `running` are the statuses in
    /// which clocks run.
    pub(crate) fn clock(
        &self,
        inputs: &ClockInputs<'_>,
        labels: &[String],
        running: &[Status],
    ) -> MetricClock {
        let labelled =
            |target: &&Goal| target.label.as_ref().is_none_or(|label| label.find(labels).is_some());
        let targets = self.targets.iter().filter(labelled);
        self.rules.clock(inputs, running, targets.map(|t| (t.priority, t.target_ms)))
    }
}

/// The main clock and the metrics.
pub(super) fn compile(check: &mut Check, policy: &Policy) -> (ClockRules, Vec<Metric>) {
    let mut calendars = Vec::new();
    for (name, document) in &policy.sla.calendars {
        let mut pointer = "/sla/calendars".to_owned();
        push_token(&mut pointer, name);
        if name.trim().is_empty() {
            check.problem(Code::EmptyCue, pointer.as_str(), "the name of a calendar is blank");
        }
        let hours = business_hours::compile(document, &pointer, &mut check.problems);
        calendars.push((name.as_str(), hours));
    }
    let clock = main_clock(check, policy, &calendars);
    let kinds: Vec<MetricKind> = policy.sla.metrics.iter().map(|metric| metric.metric).collect();
    check.unique("/sla/metrics", "/metric", &kinds);
    let metrics = policy.sla.metrics.iter().enumerate().map(|(i, document)| {
        metric(check, policy, &format!("/sla/metrics/{i}"), document, &calendars)
    });
    (clock, metrics.collect())
}

/// Calendars by name; one that did not compile is known all the same.
type Calendars<'a> = [(&'a str, Option<BusinessHours>)];

/// The calendar of that name; absent where none is named.
fn calendar(
    check: &mut Check,
    pointer: String,
    name: Option<&String>,
    calendars: &Calendars<'_>,
) -> Option<BusinessHours> {
    let name = name?;
    let found = calendars.iter().find(|(known, _)| known == name);
    if found.is_none() {
        check.problem(Code::UnknownReference, pointer, "no calendar has this name");
    }
    found.and_then(|(_, hours)| hours.clone())
}

fn main_clock(check: &mut Check, policy: &Policy, calendars: &Calendars<'_>) -> ClockRules {
    let sla = &policy.sla;
    let target_ms = check.minutes("/sla/target_minutes", sla.target_minutes);
    let at_risk_ms = check.minutes("/sla/at_risk_minutes", sla.at_risk_minutes);
    for (i, status) in sla.pausing_statuses.iter().enumerate() {
        if sla.clock_statuses.contains(status) {
            let pointer = format!("/sla/pausing_statuses/{i}");
            check.problem(
                Code::DuplicateId,
                pointer,
                "a clock runs or pauses in a state, not both",
            );
        }
    }
    let reopen = sla.rapid_reopen.as_ref().map(|reopen| {
        let within = check.minutes("/sla/rapid_reopen/within_minutes", reopen.within_minutes);
        (within, reopen.restarts_clock)
    });
    let hours = calendar(check, "/sla/calendar".to_owned(), sla.calendar.as_ref(), calendars);
    ClockRules {
        target_ms,
        at_risk_ms: (at_risk_ms > 0).then_some(at_risk_ms),
        running: sla.clock_statuses.clone(),
        pausing: sla.pausing_statuses.clone(),
        reopen,
        saturates: hours.is_none(),
        hours: hours.unwrap_or_else(BusinessHours::always),
    }
}

fn metric(
    check: &mut Check,
    policy: &Policy,
    pointer: &str,
    document: &SlaMetricPolicy,
    calendars: &Calendars<'_>,
) -> Metric {
    let SlaMetricPolicy {
        metric,
        target_minutes,
        targets,
        calendar: name,
        pausing_statuses,
        at_risk_minutes,
    } = document;
    let default = target_minutes.map(|m| check.minutes(format!("{pointer}/target_minutes"), m));
    if default.is_none() && targets.is_empty() {
        let detail = "a metric has a target";
        check.problem(Code::MissingField, format!("{pointer}/target_minutes"), detail);
    }
    let mut compiled: Vec<Goal> = targets
        .iter()
        .enumerate()
        .map(|(i, document)| target(check, policy, &format!("{pointer}/targets/{i}"), document))
        .collect();
    let conditions: Vec<_> = compiled.iter().map(|t| (t.label.as_ref(), t.priority)).collect();
    check.unique(&format!("{pointer}/targets"), "", &conditions);
    compiled.extend(default.map(|target_ms| Goal { label: None, priority: None, target_ms }));
    check.unique(&format!("{pointer}/pausing_statuses"), "", pausing_statuses);
    let resolved = pausing_statuses.iter().position(|status| *status == Status::Resolved);
    if let Some(i) = resolved.filter(|_| *metric == MetricKind::Resolution) {
        let detail = "this clock stops where the conversation is resolved";
        check.problem(Code::InvalidValue, format!("{pointer}/pausing_statuses/{i}"), detail);
    }
    let at_risk_ms = check.minutes(format!("{pointer}/at_risk_minutes"), *at_risk_minutes);
    let hours = calendar(check, format!("{pointer}/calendar"), name.as_ref(), calendars);
    Metric {
        rules: MetricRules {
            metric: *metric,
            hours: hours.unwrap_or_else(BusinessHours::always),
            pausing: pausing_statuses.clone(),
            at_risk_ms: (at_risk_ms > 0).then_some(at_risk_ms),
        },
        targets: compiled,
    }
}

fn target(check: &mut Check, policy: &Policy, pointer: &str, document: &SlaTarget) -> Goal {
    let SlaTarget { minutes, label, priority } = document;
    if label.is_none() && priority.is_none() {
        check.problem(Code::MissingField, pointer, "a target names a label or a priority");
    }
    let label = label.as_ref().map(|label| {
        if label.trim().is_empty() {
            check.problem(Code::EmptyCue, format!("{pointer}/label"), "a label is blank");
        }
        LabelSet::of(policy.labels.matching, label)
    });
    let target_ms = check.minutes(format!("{pointer}/minutes"), *minutes);
    Goal { label, priority: *priority, target_ms }
}

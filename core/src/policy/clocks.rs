//! Compiling the policy's clocks.

use super::check::Check;
use super::labels::LabelSet;
use super::{CalendarFor, Policy, SlaMetricPolicy, SlaTarget};
use crate::business_hours::{self, BusinessHours};
use crate::conversation::{ChatwootPriority, Conversation, Status};
use crate::diagnostic::{Code, push_token};
use crate::sla::{
    Calendars, ClockInputs, ClockRules, MetricClock, MetricKind, MetricRules, Priority, Scope,
};

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
    scope: Scope,
    chatwoot_priority: Option<ChatwootPriority>,
    target_ms: i64,
}

impl Goal {
    /// Whether it fits, the priority aside.
    fn fits(&self, conversation: &Conversation) -> bool {
        let wanted = self.chatwoot_priority;
        self.label.as_ref().is_none_or(|label| label.find(&conversation.labels).is_some())
            && self.scope.fits(conversation)
            && wanted.is_none_or(|wanted| conversation.chatwoot_priority == Some(wanted))
    }
}

impl Metric {
    /// What it measures.
    pub(crate) fn kind(&self) -> MetricKind {
        self.rules.metric
    }

    /// Whether a target of it depends on the priority.
    pub(crate) fn asks_priority(&self) -> bool {
        self.targets.iter().any(|target| target.priority.is_some())
    }

    /// The metric's clock of a conversation; `running` are the statuses in which clocks run.
    pub(crate) fn clock(&self, inputs: &ClockInputs<'_>, running: &[Status]) -> MetricClock {
        let targets = self.targets.iter().filter(|target| target.fits(inputs.conversation()));
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
type Compiled<'a> = [(&'a str, Option<BusinessHours>)];

/// The calendars of a clock: the one of that name, none where none is named, and those of inboxes
/// and teams.
fn calendars_of(
    check: &mut Check,
    pointer: &str,
    name: Option<&String>,
    scoped: &[CalendarFor],
    calendars: &Compiled<'_>,
) -> Calendars {
    let find = |check: &mut Check, pointer: String, name: &String| {
        let found = calendars.iter().find(|(known, _)| known == name);
        if found.is_none() {
            check.problem(Code::UnknownReference, pointer, "no calendar has this name");
        }
        found.and_then(|(_, hours)| hours.clone())
    };
    let otherwise = name.and_then(|name| find(check, format!("{pointer}/calendar"), name));
    let mut compiled = Vec::new();
    for (i, entry) in scoped.iter().enumerate() {
        let name = format!("{pointer}/calendar_for/{i}/calendar");
        let hours = find(check, name, &entry.calendar);
        let scope = scope(check, &format!("{pointer}/calendar_for/{i}"), entry.inbox, entry.team);
        compiled.extend(hours.map(|hours| (scope, hours)));
    }
    for (i, entry) in scoped.iter().enumerate() {
        if entry.inbox.is_none() && entry.team.is_none() {
            let detail = "a calendar is for an inbox or for a team";
            check.problem(Code::MissingField, format!("{pointer}/calendar_for/{i}"), detail);
        }
    }
    let conditions: Vec<_> = scoped.iter().map(|entry| (entry.inbox, entry.team)).collect();
    check.unique(&format!("{pointer}/calendar_for"), "", &conditions);
    Calendars::new(compiled, otherwise)
}

fn scope(check: &mut Check, pointer: &str, inbox: Option<i64>, team: Option<i64>) -> Scope {
    let mut id = |key, number: Option<i64>| check.id(&format!("{pointer}/{key}"), number?);
    Scope { inbox: id("inbox", inbox), team: id("team", team) }
}

fn main_clock(check: &mut Check, policy: &Policy, calendars: &Compiled<'_>) -> ClockRules {
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
    let rapid_ms = sla
        .rapid_reopen
        .as_ref()
        .map(|reopen| check.minutes("/sla/rapid_reopen/within_minutes", reopen.within_minutes));
    let name = sla.calendar.as_ref();
    let calendars = calendars_of(check, "/sla", name, &sla.calendar_for, calendars);
    ClockRules {
        target_ms,
        at_risk_ms: (at_risk_ms > 0).then_some(at_risk_ms),
        running: sla.clock_statuses.clone(),
        pausing: sla.pausing_statuses.clone(),
        rapid_ms,
        reopen: sla.reopen,
        needs_contact: sla.needs_contact_message,
        bots_answer: sla.bots_answer,
        calendars,
    }
}

fn metric(
    check: &mut Check,
    policy: &Policy,
    pointer: &str,
    document: &SlaMetricPolicy,
    calendars: &Compiled<'_>,
) -> Metric {
    let SlaMetricPolicy {
        metric,
        target_minutes,
        targets,
        calendar: name,
        calendar_for,
        surfaces,
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
    let conditions: Vec<_> = compiled
        .iter()
        .map(|t| (t.label.as_ref(), t.priority, t.scope, t.chatwoot_priority))
        .collect();
    check.unique(&format!("{pointer}/targets"), "", &conditions);
    compiled.extend(default.map(|target_ms| Goal {
        label: None,
        priority: None,
        scope: Scope { inbox: None, team: None },
        chatwoot_priority: None,
        target_ms,
    }));
    check.unique(&format!("{pointer}/pausing_statuses"), "", pausing_statuses);
    let resolved = pausing_statuses.iter().position(|status| *status == Status::Resolved);
    if let Some(i) = resolved.filter(|_| *metric == MetricKind::Resolution) {
        let detail = "this clock stops where the conversation is resolved";
        check.problem(Code::InvalidValue, format!("{pointer}/pausing_statuses/{i}"), detail);
    }
    let at_risk_ms = check.minutes(format!("{pointer}/at_risk_minutes"), *at_risk_minutes);
    let calendars = calendars_of(check, pointer, name.as_ref(), calendar_for, calendars);
    Metric {
        rules: MetricRules {
            metric: *metric,
            calendars,
            surfaces: *surfaces,
            pausing: pausing_statuses.clone(),
            at_risk_ms: (at_risk_ms > 0).then_some(at_risk_ms),
        },
        targets: compiled,
    }
}

fn target(check: &mut Check, policy: &Policy, pointer: &str, document: &SlaTarget) -> Goal {
    let SlaTarget { minutes, label, priority, inbox, team, chatwoot_priority } = document;
    let scope = scope(check, pointer, *inbox, *team);
    let anywhere = inbox.is_none() && team.is_none() && chatwoot_priority.is_none();
    if label.is_none() && priority.is_none() && anywhere {
        let detail = "a target names a label, a priority, an inbox or a team";
        check.problem(Code::MissingField, pointer, detail);
    }
    let label = label.as_ref().map(|label| {
        if label.trim().is_empty() {
            check.problem(Code::EmptyCue, format!("{pointer}/label"), "a label is blank");
        }
        LabelSet::of(policy.labels.matching, label)
    });
    let target_ms = check.minutes(format!("{pointer}/minutes"), *minutes);
    Goal { label, priority: *priority, scope, chatwoot_priority: *chatwoot_priority, target_ms }
}

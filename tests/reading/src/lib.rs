//! A second reading of the rules, for the tests.
//!
//! It answers the questions of time and procedure that the library answers, from the conversation
//! document's JSON and the rules' text alone: each rule is a function that says in its own words
//! what the specification says, slow and plain. It cannot reach the library, and it reads no
//! language: whoever makes a story up says what its texts mean ([`Said`]). Where the two disagree,
//! one of them has misread.
//!
//! Left out: word lists, names, calendars, pausing states, targets by label or priority, detail
//! texts, `nextChangeAt`.

mod approval;
mod clocks;
mod document;
mod findings;
mod follow_ups;
mod generator;
mod history;
mod language;
mod policies;
mod reasons;
mod resolution;
mod resolved;
mod responses;
mod sentences;
mod settings;

use serde_json::{Value, json};

pub use approval::TEMPLATES;
pub use document::{read_time, write_time};
pub use generator::{Story, moments, story};
pub use language::{Language, Said};
pub use policies::policies;
pub use sentences::{AGENTS, CUSTOMERS, RENDERINGS, said, sentences};
pub use settings::{MINUTE, Metric, Reopen, ReplyWindow, Response, Settings};

use clocks::Clock;
use history::Reading;

/// What the rules say of a conversation at a time, with the keys of an assessment; null where the
/// document cannot be read.
#[must_use]
pub fn assess(document: &Value, language: Language, settings: &Settings, now: i64) -> Value {
    let Some(document) = document::read(document) else {
        return Value::Null;
    };
    let reading = Reading { document: &document, settings, language, now };
    answer(&reading)
}

fn answer(reading: &Reading<'_>) -> Value {
    let reasons = reading.reasons();
    let priority = reading.priority(&reasons);
    let level = reasons.iter().map(|reason| reason.level).max().unwrap_or(1);
    let approval = reading.approval();
    let closing = reading.closing();
    let metrics: Vec<Value> = reading
        .settings
        .metrics
        .iter()
        .map(|&metric| {
            let name = match metric.response {
                Response::First => "first_response",
                Response::Next => "next_response",
            };
            metric_json(name, metric.target_minutes * MINUTE, &reading.metric(metric))
        })
        .collect();
    let follow_ups: Vec<Value> = reading
        .follow_ups()
        .into_iter()
        .map(|follow_up| {
            json!({
                "kind": follow_up.kind,
                "dueAt": write_time(follow_up.due),
                "overdue": reading.now > follow_up.due,
            })
        })
        .collect();
    json!({
        "episode": {
            "startedAt": write_time(reading.started()),
            "number": reading.resolutions().len() + 1,
        },
        "surfaced": priority.is_some(),
        "priority": priority.as_ref().map(|priority| priority.rank),
        "respondBy": priority.as_ref().map(|priority| write_time(priority.respond_by)),
        "sla": sla_json(&reading.sla()),
        "metrics": if metrics.is_empty() { Value::Null } else { json!(metrics) },
        "escalation": {
            "level": format!("l{level}"),
            "immediate": reasons.iter().any(|reason| reason.immediate),
        },
        "reasons": reasons.iter().map(|reason| reason.code.clone()).collect::<Vec<String>>(),
        "approval": {
            "allowed": approval.blockers.is_empty(),
            "blockers": approval.blockers,
            "warnings": approval.warnings,
        },
        "template": reading.draft(),
        "followUps": follow_ups,
        "resolution": {
            "allowed": closing.allowed,
            "basis": closing.basis,
            "blockers": closing.blockers,
            "eligibleAt": closing.eligible.map(write_time),
        },
        "replyWindow": reading.reply_window().map(|(end, _)| json!({
            "endsAt": write_time(end),
            "closed": reading.window_closed(),
        })),
    })
}

fn sla_json(clock: &Clock) -> Value {
    json!({
        "state": clock.state,
        "clockStart": clock.start.map(write_time),
        "clockReason": clock.reason,
        "dueAt": clock.due.map(write_time),
        "breachedAt": clock.breached.map(write_time),
        "overdueMs": clock.overdue,
        "remainingMs": clock.remaining,
    })
}

fn metric_json(name: &str, target: i64, clock: &Clock) -> Value {
    json!({
        "metric": name,
        "state": clock.state,
        "clockStart": clock.start.map(write_time),
        "stoppedAt": clock.stopped.map(write_time),
        "targetMs": clock.due.map(|_| target),
        "dueAt": clock.due.map(write_time),
        "breachedAt": clock.breached.map(write_time),
        "elapsedMs": clock.elapsed,
        "overdueMs": clock.overdue,
        "remainingMs": clock.remaining,
    })
}

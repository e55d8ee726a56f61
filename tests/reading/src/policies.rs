//! The policies that random stories are judged by, as numbers and as documents.

use serde_json::{Value, json};

use crate::settings::{Metric, Reopen, ReplyWindow, Response, Settings};

/// Who is a manager where a policy names any.
pub(crate) const MANAGER: u64 = 50;

/// Whose messages count as a bot's where a policy names any.
pub(crate) const INTEGRATION: u64 = 90;

/// The policies that stories are judged by, each as numbers and as a policy document.
#[must_use]
pub fn policies() -> Vec<(Settings, Value)> {
    let runbook = Settings::runbook();
    let metric = |response, target_minutes, surfaces| Metric { response, target_minutes, surfaces };
    let people = Settings { managers: vec![MANAGER], bots: vec![INTEGRATION], ..runbook.clone() };
    let responses = vec![metric(Response::First, 45, false), metric(Response::Next, 120, false)];
    [
        runbook.clone(),
        people.clone(),
        Settings {
            bots: vec![INTEGRATION],
            drop_escalation_label: false,
            read_promises: false,
            at_risk_minutes: 10,
            metrics: responses.clone(),
            ..runbook.clone()
        },
        Settings {
            reopen: Reopen::Rapid,
            needs_contact_message: false,
            metrics: responses.clone(),
            ..runbook.clone()
        },
        Settings {
            reopen: Reopen::Never,
            needs_contact_message: false,
            metrics: responses.clone(),
            ..runbook.clone()
        },
        Settings {
            reply_windows: vec![ReplyWindow {
                channel: "Channel::Whatsapp",
                window_minutes: 1_440,
                closing_minutes: 120,
            }],
            ..people.clone()
        },
        Settings { metrics: responses, ..people.clone() },
        Settings {
            metrics: vec![metric(Response::First, 15, true), metric(Response::Next, 15, true)],
            bots_answer: true,
            ..people
        },
    ]
    .into_iter()
    .enumerate()
    .map(|(index, settings)| {
        let document = policy_document(index, &settings);
        (settings, document)
    })
    .collect()
}

/// The policy document that says the same as the numbers.
fn policy_document(index: usize, settings: &Settings) -> Value {
    let metrics: Vec<Value> = settings
        .metrics
        .iter()
        .map(|metric| {
            json!({
                "metric": match metric.response {
                    Response::First => "first_response",
                    Response::Next => "next_response",
                },
                "target_minutes": metric.target_minutes,
                "surfaces": metric.surfaces,
            })
        })
        .collect();
    let windows: Vec<Value> = settings
        .reply_windows
        .iter()
        .map(|window| {
            json!({
                "channel": window.channel,
                "window_minutes": window.window_minutes,
                "closing_minutes": window.closing_minutes,
            })
        })
        .collect();
    json!({
        "extends": "runbook",
        "name": format!("story-{index}"),
        "sla": {
            "at_risk_minutes": settings.at_risk_minutes,
            "reopen": match settings.reopen {
                Reopen::Episode => "episode",
                Reopen::Rapid => "rapid",
                Reopen::Never => "never",
            },
            "needs_contact_message": settings.needs_contact_message,
            "bots_answer": settings.bots_answer,
            "metrics": metrics,
        },
        "people": { "managers": settings.managers, "bots": settings.bots },
        "reply_windows": windows,
        "resolution": { "read_promises": settings.read_promises },
        "decisions": { "drop_escalation_label": settings.drop_escalation_label },
    })
}

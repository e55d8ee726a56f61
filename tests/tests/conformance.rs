//! Runs every case of `tests/corpus` against the Rust core.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cx_triage::decision::parse_decision_log;
use cx_triage::health::HealthSample;
use cx_triage::hours::{BusinessHours, Pause};
use cx_triage::{Conversation, DecisionEvent, Diagnostic, Diagnostics, Engine, Policy, Timestamp};
use cx_triage_tests::corpus::{Case, differences, folder, load};
use cx_triage_tests::story;
use serde_json::{Value, json};

/// Engines by policy and target: compiling one costs more than a case.
#[derive(Default)]
struct Engines(BTreeMap<(String, Option<i64>), Engine>);

impl Engines {
    /// The engine of a case: its `policy` (a shipped one's name or a document, `runbook` where it
    /// has none), with `slaMinutes` in place of the target where the case says so.
    fn of(&mut self, case: &Case) -> Result<&Engine, String> {
        let policy = case.text("policy").unwrap_or_else(|_| "runbook".to_owned());
        let minutes = case.fields.get("slaMinutes").and_then(Value::as_i64);
        match self.0.entry((policy, minutes)) {
            std::collections::btree_map::Entry::Occupied(entry) => Ok(entry.into_mut()),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let engine = compile(&entry.key().0, minutes).map_err(|error| error.to_string())?;
                Ok(entry.insert(engine))
            }
        }
    }
}

fn compile(policy: &str, minutes: Option<i64>) -> Result<Engine, Diagnostics> {
    let policy = match policy {
        "runbook" => Policy::runbook(),
        "hotdash-2025-10" => Policy::hotdash_2025_10(),
        document => Policy::from_json(document)?,
    };
    minutes.map_or(policy.clone(), |minutes| policy.with_sla_target(minutes)).compile()
}

/// The policy, if it compiles.
fn compiled(policy: Policy) -> Result<Policy, Diagnostics> {
    policy.compile().map(|_| policy)
}

fn parsed(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| format!("the answer is not JSON: {error}"))
}

fn error(diagnostic: &Diagnostic) -> Value {
    json!({ "error": diagnostic })
}

fn now(case: &Case) -> Result<Timestamp, String> {
    Timestamp::parse(&case.text("now")?).map_err(|error| error.to_string())
}

fn conversation(document: &str) -> Result<Conversation, String> {
    Conversation::from_json(document).map_err(|error| error.to_string())
}

/// The answer to a case as JSON, or why there is none.
fn answer(case: &Case, engines: &mut Engines) -> Result<Value, String> {
    match case.op.as_str() {
        "assess" => {
            let conversation = conversation(&case.text("conversation")?)?;
            parsed(&engines.of(case)?.assess(&conversation, now(case)?).to_json())
        }
        "texts" => {
            let conversation = conversation(&case.text("conversation")?)?;
            let (engine, language) = (engines.of(case)?, case.text("language")?);
            let assessment = engine.assess(&conversation, now(case)?);
            parsed(&engine.texts(&assessment, &language, None).to_json())
        }
        "explain_sla" => {
            let conversation = conversation(&case.text("conversation")?)?;
            match engines.of(case)?.explain_sla(&conversation, now(case)?) {
                Ok(clocks) => clocks.iter().map(|clock| parsed(&clock.to_json())).collect(),
                Err(diagnostic) => Ok(error(&diagnostic)),
            }
        }
        "business_hours" => hours(case),
        "queue" => {
            let documents = case.fields.get("conversations").and_then(Value::as_array);
            let conversations = documents
                .ok_or("the case has no `conversations`")?
                .iter()
                .map(|document| conversation(&document.to_string()))
                .collect::<Result<Vec<_>, _>>()?;
            let queue = engines.of(case)?.queue(&conversations, now(case)?);
            queue.iter().map(|assessment| parsed(&assessment.to_json())).collect()
        }
        "conversation" => match Conversation::from_json(case.text("input")?) {
            Ok(conversation) => {
                let document = conversation.to_json();
                match Conversation::from_json(&document) {
                    Ok(again) if again == conversation => parsed(&document),
                    _ => Err("the document that was written is not read back alike".to_owned()),
                }
            }
            Err(diagnostic) => Ok(error(&diagnostic)),
        },
        "chatwoot_list" | "chatwoot_conversation" | "chatwoot_messages" | "chatwoot_webhook" => {
            let input = case.fields.get("input").ok_or("the case has no `input`")?;
            cx_triage_tests::doors::answer(&case.op, input).ok_or_else(|| "no answer".to_owned())
        }
        "apply" => {
            let start = case.fields.get("conversation").ok_or("the case has no `conversation`")?;
            let events = case.fields.get("events").and_then(Value::as_array);
            let events = events.ok_or("the case has no `events`")?;
            Ok(cx_triage_tests::doors::applied(start, events))
        }
        "topic" => {
            let engine = engines.of(case)?;
            serde_json::to_value(engine.topic(&case.text("text")?)).map_err(|e| e.to_string())
        }
        "scan" => {
            let engine = engines.of(case)?;
            serde_json::to_value(engine.scan(&case.text("text")?)).map_err(|e| e.to_string())
        }
        "policy" => Ok(match Policy::from_json(case.text("document")?).and_then(compiled) {
            Ok(policy) => json!({ "ok": true, "notices": policy.notices() }),
            Err(error) => json!({ "diagnostics": error }),
        }),
        "decide" => {
            let conversation = conversation(&case.text("conversation")?)?;
            let (action, input) = (case.text("action")?, case.text("input")?);
            let engine = engines.of(case)?;
            match story::decide(engine, &conversation, &action, &input, now(case)?)? {
                Ok(event) => parsed(&event.to_json()),
                Err(refused) => Ok(refused),
            }
        }
        "event" => match DecisionEvent::from_json(case.text("input")?) {
            Ok(event) => Ok(json!({
                "json": event.to_json(),
                "cloudEvent": parsed(&event.to_cloud_event())?,
                "logRow": parsed(&event.to_log_row().to_json())?,
                "redacted": parsed(&event.redacted().to_json())?,
            })),
            Err(diagnostic) => Ok(error(&diagnostic)),
        },
        "decision_log" => parsed(&parse_decision_log(case.text("input")?).to_json()),
        "health" => match HealthSample::from_json(case.text("sample")?) {
            Ok(sample) => {
                serde_json::to_value(engines.of(case)?.health(&sample)).map_err(|e| e.to_string())
            }
            Err(diagnostic) => Ok(error(&diagnostic)),
        },
        "story" => {
            let start = case.fields.get("conversation").ok_or("the case has no `conversation`")?;
            let steps = case.fields.get("steps").and_then(Value::as_array);
            story::play(engines.of(case)?, start, steps.ok_or("the case has no `steps`")?)
        }
        other => Err(format!("no such op: `{other}`")),
    }
}

/// A calendar's answer to the case's `call`.
fn hours(case: &Case) -> Result<Value, String> {
    let at = |key: &str| Timestamp::parse(&case.text(key)?).map_err(|error| error.to_string());
    let hours = match BusinessHours::from_json(case.text("calendar")?) {
        Ok(hours) => hours,
        Err(problems) => return Ok(json!({ "error": problems.first() })),
    };
    let pauses = case.fields.get("pauses").and_then(Value::as_array);
    let pauses = pauses.into_iter().flatten().map(|pause| {
        let at = |key: &str| {
            let time = pause.get(key).and_then(Value::as_str).ok_or("a pause lacks a time")?;
            Timestamp::parse(time).map_err(|error| error.to_string())
        };
        Ok(Pause { start: at("start")?, end: at("end")? })
    });
    let pauses = pauses.collect::<Result<Vec<_>, String>>()?;
    Ok(match case.text("call")?.as_str() {
        "elapsed" => json!(hours.elapsed(at("start")?, at("end")?, &pauses)),
        "deadline" => {
            let target = case.fields.get("targetMs").and_then(Value::as_i64);
            let target = target.ok_or("the case has no `targetMs`")?;
            match hours.deadline(at("start")?, target, &pauses) {
                Ok(due) => json!(due),
                Err(diagnostic) => error(&diagnostic),
            }
        }
        "is_open" => json!(hours.is_open(at("at")?)),
        "next_opening" => json!(hours.next_opening(at("at")?)),
        other => return Err(format!("no such call: `{other}`")),
    })
}

#[test]
fn the_core_answers_every_case_of_the_corpus() {
    let files = load(&folder()).unwrap_or_else(|problems| panic!("{problems}"));
    let mut engines = Engines::default();
    let mut report = String::new();
    let (mut held, mut ran, mut failed) = (0, 0, 0);
    for file in &files {
        let mut ran_here = 0;
        for case in &file.cases {
            let (wrong, answered) = match answer(case, &mut engines) {
                Ok(actual) => (differences(&case.expect, &actual), true),
                Err(problem) => (vec![problem], false),
            };
            ran_here += usize::from(answered);
            if !wrong.is_empty() {
                failed += 1;
                let _ = writeln!(report, "{} › {}", file.name, case.name);
                for line in wrong {
                    let _ = writeln!(report, "    {line}");
                }
            }
        }
        if ran_here < file.cases.len() {
            let _ = writeln!(report, "{}: {ran_here} of {} cases ran", file.name, file.cases.len());
        }
        held += file.cases.len();
        ran += ran_here;
    }
    assert!(held >= 250, "the corpus holds {held} cases, expected 250 at least");
    assert!(failed == 0 && ran == held, "{failed} of {held} cases failed, {ran} ran\n{report}");
}

//! Prints what the core answers to the corpus's assessments and decisions, byte for byte: a line
//! with the case's name, a tab and the JSON. Other languages compare their bytes with it.
#![expect(clippy::print_stdout, reason = "a tool whose output is read by tests")]

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use cx_triage::{Conversation, Engine, Policy, Timestamp};
use cx_triage_tests::corpus::{Case, folder, load};
use cx_triage_tests::story;
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut engines: BTreeMap<(String, Option<i64>), Engine> = BTreeMap::new();
    for case in load(&folder())?.iter().flat_map(|file| &file.cases) {
        if !matches!(case.op.as_str(), "assess" | "decide") {
            continue;
        }
        let policy = case.text("policy").unwrap_or_else(|_| "runbook".to_owned());
        let key = (policy, case.fields.get("slaMinutes").and_then(Value::as_i64));
        let engine = match engines.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let engine = compile(&entry.key().0, entry.key().1)?;
                entry.insert(engine)
            }
        };
        if let Some(json) = answer(engine, case)? {
            println!("{}\t{json}", case.name);
        }
    }
    Ok(())
}

fn compile(policy: &str, minutes: Option<i64>) -> Result<Engine, Box<dyn std::error::Error>> {
    let policy = match policy {
        "runbook" => Policy::runbook(),
        "hotdash-2025-10" => Policy::hotdash_2025_10(),
        document => Policy::from_json(document)?,
    };
    Ok(minutes.map_or(policy.clone(), |minutes| policy.with_sla_target(minutes)).compile()?)
}

/// The bytes of the answer; none for a decision that is refused.
fn answer(engine: &Engine, case: &Case) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let conversation = Conversation::from_json(case.text("conversation")?)?;
    let now = Timestamp::parse(&case.text("now")?)?;
    if case.op == "assess" {
        return Ok(Some(engine.assess(&conversation, now).to_json()));
    }
    let (action, input) = (case.text("action")?, case.text("input")?);
    let decided = story::decide(engine, &conversation, &action, &input, now)?;
    Ok(decided.ok().map(|event| event.to_json()))
}

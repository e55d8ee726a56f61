//! Random stories: the library and the second reading agree on them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cx_triage::{Conversation, Engine, Policy, Timestamp};
use cx_triage_reading::{
    Settings, Story, assess, moments, policies, said, sentences, story, write_time,
};
use serde_json::{Value, json};

/// How many stories, and at how many times each.
const STORIES: u64 = 6_500;
const TIMES: usize = 4;

/// How many differences are shown; each is of another kind.
const SHOWN: usize = 8;

fn engines() -> Vec<(Settings, Engine)> {
    policies()
        .into_iter()
        .map(|(settings, document)| {
            let engine = Policy::from_json(document.to_string())
                .expect("a policy document")
                .compile()
                .expect("a policy");
            (settings, engine)
        })
        .collect()
}

/// What the library says, with the keys of the second reading.
fn library(engine: &Engine, conversation: &Value, now: i64) -> Value {
    let conversation =
        Conversation::from_json(conversation.to_string()).expect("a conversation document");
    let now = Timestamp::parse(&write_time(now)).expect("a time");
    let answer: Value =
        serde_json::from_str(&engine.assess(&conversation, now).to_json()).expect("JSON");
    let codes: Vec<Value> = answer["reasons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|reason| reason["code"].clone())
        .collect();
    let mut kept = serde_json::Map::new();
    for key in [
        "episode",
        "surfaced",
        "priority",
        "respondBy",
        "sla",
        "metrics",
        "escalation",
        "approval",
        "followUps",
        "resolution",
        "replyWindow",
    ] {
        kept.insert(key.to_owned(), answer[key].clone());
    }
    kept.insert("reasons".to_owned(), Value::Array(codes));
    let template = answer["suggestion"].get("templateId").cloned();
    kept.insert("template".to_owned(), template.unwrap_or(Value::Null));
    Value::Object(kept)
}

/// Where two answers differ: pointers, with what the one and the other say.
fn differences(reading: &Value, library: &Value) -> Vec<(String, Value, Value)> {
    let mut found = Vec::new();
    compare("", reading, library, &mut found);
    found
}

fn compare(at: &str, one: &Value, other: &Value, found: &mut Vec<(String, Value, Value)>) {
    match (one, other) {
        (Value::Object(fields), Value::Object(others)) => {
            let keys: BTreeSet<&String> = fields.keys().chain(others.keys()).collect();
            for key in keys {
                let null = Value::Null;
                compare(
                    &format!("{at}/{key}"),
                    fields.get(key).unwrap_or(&null),
                    others.get(key).unwrap_or(&null),
                    found,
                );
            }
        }
        (Value::Array(entries), Value::Array(others)) if entries.len() == others.len() => {
            for (index, (one, other)) in entries.iter().zip(others).enumerate() {
                compare(&format!("{at}/{index}"), one, other, found);
            }
        }
        _ if one == other => {}
        _ => found.push((at.to_owned(), one.clone(), other.clone())),
    }
}

/// The same story with as little as possible that still differs at the same place.
fn shrink(conversation: &Value, still: &dyn Fn(&Value) -> bool) -> Value {
    let mut small = conversation.clone();
    loop {
        let smaller = without_one(&small).into_iter().find(still);
        match smaller {
            Some(smaller) => small = smaller,
            None => return small,
        }
    }
}

/// Every conversation that lacks one thing of this one.
fn without_one(conversation: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for list in ["messages", "decisions", "statusChanges", "labels"] {
        let length = conversation[list].as_array().map_or(0, Vec::len);
        for place in (0..length).rev() {
            let mut copy = conversation.clone();
            copy[list].as_array_mut().expect("a list").remove(place);
            all.push(copy);
        }
    }
    let facts = conversation["facts"].as_object().cloned();
    for key in facts.unwrap_or_default().keys() {
        let mut copy = conversation.clone();
        copy["facts"].as_object_mut().expect("an object").remove(key);
        all.push(copy);
    }
    if conversation["partial"] == json!(true) {
        let mut copy = conversation.clone();
        copy["partial"] = json!(false);
        all.push(copy);
    }
    for list in ["messages", "decisions"] {
        for (place, entry) in conversation[list].as_array().into_iter().flatten().enumerate() {
            for key in ["seenMessageId", "messageId", "actorId", "senderId", "id", "failed"] {
                if entry.get(key).is_some_and(|value| !value.is_null()) {
                    let mut copy = conversation.clone();
                    let entry = &mut copy[list][place];
                    entry.as_object_mut().expect("an object").remove(key);
                    all.push(copy);
                }
            }
        }
    }
    all
}

/// A conversation, a line for each thing that happens in it.
fn brief(conversation: &Value) -> String {
    let mut text = String::new();
    for (key, value) in conversation.as_object().expect("an object") {
        match value.as_array() {
            Some(list) => {
                for entry in list {
                    let _ = writeln!(text, "  {key}: {entry}");
                }
            }
            None => {
                let _ = writeln!(text, "  {key}: {value}");
            }
        }
    }
    text
}

fn tell(story: &Story, settings: &Settings, engine: &Engine, now: i64, place: &str) -> String {
    let differs = |conversation: &Value| {
        let reading = assess(conversation, said, settings, now);
        differences(&reading, &library(engine, conversation, now))
            .iter()
            .any(|(at, ..)| at == place)
    };
    let small = shrink(&story.conversation, &differs);
    let reading = assess(&small, said, settings, now);
    let library = library(engine, &small, now);
    let mut text = String::new();
    let _ = write!(
        text,
        "\nseed {}, policy {}, at {}, {place}:\n{}",
        story.seed,
        story.policy,
        write_time(now),
        brief(&small),
    );
    for (at, one, other) in differences(&reading, &library) {
        let _ = writeln!(text, "  {at}: reading {one}, library {other}");
    }
    text
}

#[test]
fn each_sentence_says_what_the_stories_take_it_to_say() {
    let engine = Policy::runbook().compile().expect("a policy");
    for (sentence, known) in sentences() {
        let found: Vec<String> = engine
            .scan(sentence)
            .iter()
            .map(|finding| {
                let finding = serde_json::to_value(finding).expect("JSON");
                finding["category"].as_str().unwrap_or_default().to_owned()
            })
            .collect();
        assert_eq!(found, known.findings, "{sentence}");
    }
}

/// Whether an answer shows a response clock of a later episode that has started.
fn has_a_later_response_clock(answer: &Value) -> bool {
    let started = |metric: &Value| !metric["clockStart"].is_null();
    answer["episode"]["number"].as_u64() > Some(1)
        && answer["metrics"].as_array().is_some_and(|metrics| metrics.iter().any(started))
}

#[test]
fn random_stories_come_out_alike() {
    let engines = engines();
    let (mut compared, mut later_clocks) = (0, 0);
    let mut told: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in 0..STORIES {
        let story = story(seed);
        let (settings, engine) = &engines[story.policy];
        for now in moments(&story, TIMES) {
            let reading = assess(&story.conversation, said, settings, now);
            let library = library(engine, &story.conversation, now);
            compared += 1;
            later_clocks += usize::from(has_a_later_response_clock(&library));
            for (place, ..) in differences(&reading, &library) {
                let shown = told.len() < SHOWN;
                let (count, _) = told.entry(place.clone()).or_insert_with(|| {
                    let text = if shown {
                        tell(&story, settings, engine, now, &place)
                    } else {
                        String::new()
                    };
                    (0, text)
                });
                *count += 1;
            }
        }
    }
    let mut report = String::new();
    for (place, (count, text)) in &told {
        let _ = writeln!(report, "{place}: {count} times{text}");
    }
    assert!(told.is_empty(), "{report}");
    assert!(compared >= 5_000 * TIMES, "{compared} answers were compared");
    assert!(later_clocks >= 5_000, "{later_clocks} response clocks of later episodes");
}

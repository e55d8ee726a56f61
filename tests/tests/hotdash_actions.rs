//! The 183 recorded requests to the deployed service's action endpoint: what it logged, the
//! library's events hold, but for the deviations that `action-deviations.json` lists by rule.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use cx_triage::decision::{EscalationReason, JsonText};
use cx_triage::{
    ApproveSend, Conversation, DecisionEvent, Engine, Escalate, MarkResolved, Policy, Refusal,
    Timestamp,
};
use cx_triage_tests::corpus::differences;
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "the vectors lie in files; only the core reads none")]
fn vector(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/hotdash");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The rule by which each listed row deviates.
fn deviations() -> BTreeMap<String, String> {
    let document: Value = serde_json::from_str(&vector("action-deviations.json")).unwrap();
    let mut rules = BTreeMap::new();
    for rule in document["rules"].as_array().unwrap() {
        assert!(rule["reason"].as_str().is_some_and(|reason| reason.len() > 20), "{rule}");
        for row in rule["rows"].as_array().unwrap() {
            let row = row.as_str().unwrap().to_owned();
            let other = rules.insert(row, rule["rule"].as_str().unwrap().to_owned());
            assert_eq!(other, None, "a row is listed once");
        }
    }
    rules
}

/// What the library makes of a recorded request.
#[derive(Debug)]
enum Answer {
    Event(Box<DecisionEvent>),
    Refused(Refusal),
    /// It cannot be asked: there is no such action, or no such conversation.
    NoSuchCall,
}

impl Answer {
    /// What a service writes to its log: the event, once the call to Chatwoot has succeeded.
    fn logged(&self, row: &Value) -> Vec<Value> {
        match self {
            Self::Event(event) if row["failClient"] != true => {
                vec![serde_json::from_str(&event.to_log_row().to_json()).unwrap()]
            }
            Self::Event(_) | Self::Refused(_) | Self::NoSuchCall => Vec::new(),
        }
    }
}

/// The number that JavaScript's `Number` makes of a form's text, where it is an integer that the
/// rows hold; the service's own reading of its form.
fn number(text: &str) -> Option<Value> {
    let text = text.trim();
    match text {
        "1e3" => Some(json!(1000)),
        "0x10" => Some(json!(16)),
        _ => serde_json::from_str(text).ok(),
    }
}

/// A conversation that may be approved and, at [`now`], closed: answered 49 hours ago.
fn conversation(form: &Value) -> Option<Conversation> {
    let id = form["conversationId"].as_str().and_then(number)?;
    let document = json!({
        "id": id, "status": "open", "createdAt": "2025-10-10T08:00:00Z", "contactNames": ["Alex"],
        "messages": [
            {"id": 1, "author": "contact", "createdAt": "2025-10-10T08:00:00Z", "content": "Hello?"},
            {"id": 2, "author": "agent", "createdAt": "2025-10-10T09:00:00Z", "content": "Yes?"}
        ]
    });
    Conversation::from_json(document.to_string()).ok()
}

fn now() -> Timestamp {
    Timestamp::parse("2025-10-12T10:00:00Z").unwrap()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn answer(engine: &Engine, row: &Value) -> Answer {
    let form = &row["form"];
    let (email, shop) = (text(&row["session"]["email"]), text(&row["session"]["shop"]));
    let note = text(&form["note"]).map(Into::into);
    let Some(conversation) = conversation(form) else { return Answer::NoSuchCall };
    let given = match form["action"].as_str() {
        Some("approve_send") => {
            // A feature flag of the service decides whether a model's suggestion counts as used.
            let flag = text(&row["flag"]).unwrap_or_default().to_lowercase();
            let used = ["1", "true", "yes", "on"].contains(&flag.as_str())
                && form["aiSuggestionUsed"] == "true";
            let metadata = form["aiSuggestionMetadata"].as_str().unwrap_or_default();
            let input = ApproveSend {
                operator_email: email,
                shop_domain: shop,
                note,
                // The form's reply is what the operator saw; without one it is blank, and no
                // word for the library's own suggestion.
                reply: text(&form["selectedReply"])
                    .or_else(|| text(&form["suggestedReply"]))
                    .or_else(|| Some(String::new()))
                    .map(Into::into),
                ai_suggestion_used: used,
                ai_suggestion: JsonText::parse(metadata).ok(),
                ..ApproveSend::default()
            };
            engine.approve_send(&conversation, &input, now())
        }
        Some("escalate") => {
            let input = Escalate {
                operator_email: email,
                shop_domain: shop,
                note,
                ..Escalate::new(EscalationReason::PolicyException)
            };
            engine.escalate(&conversation, &input, now())
        }
        Some("mark_resolved") => {
            let input = MarkResolved {
                operator_email: email,
                shop_domain: shop,
                note,
                ..MarkResolved::default()
            };
            engine.mark_resolved(&conversation, &input, now())
        }
        _ => return Answer::NoSuchCall,
    };
    given.map_or_else(Answer::Refused, |event| Answer::Event(Box::new(event)))
}

/// How what would be logged differs from what the service logged.
fn disagreement(row: &Value, answer: &Answer) -> Option<String> {
    let expected = row["expected"]["decisions"].as_array().unwrap();
    let ours = answer.logged(row);
    if expected.len() != ours.len() {
        return Some(format!("{} decisions logged, but {answer:?}", expected.len()));
    }
    let found: Vec<String> =
        expected.iter().zip(&ours).flat_map(|(logged, ours)| differences(logged, ours)).collect();
    (!found.is_empty()).then(|| found.join("; "))
}

#[test]
fn the_recorded_actions_agree_but_for_the_listed_deviations() {
    let engine = Policy::hotdash_2025_10().compile().unwrap();
    let deviations = deviations();
    let mut ran = 0;
    // Of those that agree: events that were logged, events that were not since the call failed,
    // refusals, and requests that there is no call for.
    let mut agreed = [0; 4];
    let mut used = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for line in vector("actions.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let id = row["id"].as_str().unwrap();
        ran += 1;
        let answer = answer(&engine, &row);
        match (disagreement(&row, &answer), deviations.get(id)) {
            (None, None) => {
                let kind = match &answer {
                    Answer::Event(_) if row["failClient"] == true => 1,
                    Answer::Event(_) => 0,
                    Answer::Refused(_) => 2,
                    Answer::NoSuchCall => 3,
                };
                agreed[kind] += 1;
            }
            (Some(_), Some(rule)) => *used.entry(rule.clone()).or_default() += 1,
            (Some(problem), None) => wrong.push(format!("{id}: {problem}")),
            (None, Some(rule)) => wrong.push(format!("{id}: agrees, but is listed under {rule}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((ran, agreed), (183, [85, 3, 7, 29]));
    let used: Vec<(&str, usize)> = used.iter().map(|(rule, rows)| (rule.as_str(), *rows)).collect();
    assert_eq!(
        used,
        [
            ("blank_note", 18),
            ("conversation_number", 3),
            ("empty_email", 18),
            ("older_endpoint", 20)
        ]
    );
}

#[test]
fn each_rule_deviates_in_the_way_that_it_says() {
    let engine = Policy::hotdash_2025_10().compile().unwrap();
    let deviations = deviations();
    for line in vector("actions.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let Some(rule) = deviations.get(row["id"].as_str().unwrap()) else { continue };
        let answer = answer(&engine, &row);
        let logged = &row["expected"]["decisions"][0];
        let holds = match rule.as_str() {
            "older_endpoint" => {
                let action = logged["action"].as_str().unwrap();
                action.starts_with("chatwoot.reply.") && matches!(answer, Answer::NoSuchCall)
            }
            "empty_email" => {
                logged["actor"] == ""
                    && matches!(&answer, Answer::Refused(refusal)
                        if refusal.code.as_str() == "malformed_operator_email")
            }
            "blank_note" => {
                let note = &logged["payload"]["note"];
                let ours = answer.logged(&row);
                note.as_str().is_some_and(|note| note.trim().is_empty())
                    && logged["rationale"] == *note
                    && ours[0]["payload"].get("note").is_none_or(Value::is_null)
                    && ours[0]["rationale"].as_str().is_some_and(|rationale| rationale.len() > 2)
            }
            "conversation_number" => {
                let number = &logged["payload"]["conversationId"];
                number.as_i64().is_none_or(|number| number <= 0)
                    && matches!(answer, Answer::NoSuchCall)
            }
            _ => false,
        };
        assert!(holds, "{}: {rule}: {answer:?}", row["id"]);
    }
}

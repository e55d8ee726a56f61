//! The `hotdash-2025-10` policy against what the deployed service answered.
//!
//! A row agrees as it stands, or it deviates by one of the rules of [`Deviation`]. A deviation is
//! checked: with its cause taken out of the row, the row agrees.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use cx_triage::policy::{ReplyTemplate, TemplateFormat, TemplateSyntax};
use cx_triage::{Engine, Policy, Timestamp, chatwoot};
use serde_json::{Value, json};

const ROWS: &str = include_str!("../vectors/hotdash/public.jsonl");
const DEVIATIONS: &str = include_str!("../vectors/hotdash/deviations.json");
const RENDERINGS: &str = include_str!("../vectors/hotdash/render.jsonl");

/// Where this library reads a row otherwise than the service did, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deviation {
    /// The service took every message that is not of type 1 for the customer's: activity, bots,
    /// private notes, messages without a type. Chatwoot says who wrote them.
    NotTheCustomers,
    /// Of messages of one time the service took the one listed first; here the id orders them,
    /// because Chatwoot pages its messages in either order.
    EqualTimes,
    /// The service read malformed JSON by JavaScript's coercions, or threw; here it is a typed
    /// error.
    Coercion,
    /// A time outside the years 0001 to 9999 is a typed error.
    YearOutOfRange,
    /// The service knew a status in small letters alone, and took a missing one for none. Chatwoot's
    /// status is read in any case here, and an entry without one is a typed error.
    Status,
}

impl Deviation {
    /// The rule's name in `tests/vectors/hotdash/deviations.json`, which every language reads.
    fn name(self) -> &'static str {
        match self {
            Self::NotTheCustomers => "not_the_customers",
            Self::EqualTimes => "equal_times",
            Self::Coercion => "coercion",
            Self::YearOutOfRange => "year_out_of_range",
            Self::Status => "status",
        }
    }
}

struct Row {
    id: String,
    now: Timestamp,
    sla_minutes: i64,
    conversation: Value,
    messages: Value,
    expected: Value,
}

fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let mut row: Value = serde_json::from_str(line).unwrap();
        Row {
            id: row["id"].as_str().unwrap().to_owned(),
            now: Timestamp::from_millis(row["now"].as_i64().unwrap()).unwrap(),
            sla_minutes: row["sla_minutes"].as_i64().unwrap(),
            conversation: row["conversation"].take(),
            messages: row["messages"].take(),
            expected: row["expected"].take(),
        }
    };
    ROWS.lines().map(row).collect()
}

impl Row {
    /// The row as one Chatwoot document. The service knew `tags` alone: `labels` beside them, of
    /// a later Chatwoot, are left out.
    fn document(&self, messages: &Value) -> Vec<u8> {
        let mut document = self.conversation.clone();
        if let Some(object) = document.as_object_mut() {
            if object.contains_key("tags") {
                object.remove("labels");
            }
            object.insert("messages".into(), messages.clone());
        }
        serde_json::to_vec(&document).unwrap()
    }

    /// What this library answers, in the service's words; the error's code where it cannot read
    /// the row.
    fn answer(&self, engine: &Engine, messages: &Value) -> Result<Value, cx_triage::Code> {
        let conversation =
            chatwoot::parse_conversation(self.document(messages)).map_err(|error| error.code)?;
        let assessment = engine.assess(&conversation, self.now);
        if !assessment.surfaced {
            return Ok(json!({"surfaced": false}));
        }
        let suggestion = assessment.suggestion.as_ref();
        Ok(json!({
            "surfaced": true,
            "customerName": assessment.customer.name,
            "slaBreached": assessment.sla.breached_at.is_some(),
            "breachedAt": assessment.sla.breached_at,
            "lastMessageAt": assessment.last_message_at,
            "suggestedReplyId": suggestion.map(|s| &s.template_id),
            "suggestedReply": suggestion.map(|s| &s.body),
        }))
    }

    /// The messages as the service read them: whatever is not of type 1 is the customer's.
    fn messages_as_customers(&self) -> Value {
        let mut messages = self.messages.clone();
        for message in messages.as_array_mut().into_iter().flatten() {
            if let Some(message) = message.as_object_mut() {
                let agent = message.get("message_type").and_then(Value::as_i64) == Some(1);
                message.insert("message_type".into(), json!(i32::from(agent)));
                message.insert("private".into(), json!(false));
                message.remove("sender");
                message.remove("sender_type");
                message.remove("content_attributes");
            }
        }
        messages
    }
}

/// The messages with ids in the order in which the service would take them: of equal times the
/// first listed is its newest.
fn with_ids_by_place(messages: &Value) -> Value {
    let mut messages = messages.clone();
    let count = messages.as_array().map_or(0, Vec::len);
    for (place, message) in messages.as_array_mut().into_iter().flatten().enumerate() {
        if let Some(message) = message.as_object_mut() {
            message.insert("id".into(), json!(count - place));
        }
    }
    messages
}

/// The newest six by the service's order (stable by time), so that the window of six is the same
/// whatever orders equal times.
fn services_window(messages: &Value) -> Value {
    let mut list = messages.as_array().cloned().unwrap_or_default();
    list.sort_by(|a, b| {
        let time = |m: &Value| m["created_at"].as_f64().unwrap_or_default();
        time(a).total_cmp(&time(b))
    });
    let skip = list.len().saturating_sub(6);
    Value::Array(list.split_off(skip))
}

fn deviation(row: &Row, engine: &Engine) -> Result<(), Result<Deviation, String>> {
    let no_list = |value: &Value| !value.is_null() && !value.is_array();
    let malformed = row.id.contains("-malformed-") || no_list(&row.conversation["tags"]);
    let answer = match row.answer(engine, &row.messages) {
        Ok(answer) if answer == row.expected => return Ok(()),
        Ok(answer) => answer,
        Err(cx_triage::Code::TimeOutOfRange) => return Err(Ok(Deviation::YearOutOfRange)),
        Err(_) if malformed => return Err(Ok(Deviation::Coercion)),
        Err(cx_triage::Code::MissingField) if row.conversation["status"].is_null() => {
            return Err(Ok(Deviation::Status));
        }
        Err(code) => return Err(Err(format!("{}: {code}", row.id))),
    };
    let agrees = |messages: &Value| row.answer(engine, messages).as_ref() == Ok(&row.expected);
    if agrees(&with_ids_by_place(&services_window(&row.messages))) {
        return Err(Ok(Deviation::EqualTimes));
    }
    let customers = row.messages_as_customers();
    if agrees(&customers) || agrees(&with_ids_by_place(&services_window(&customers))) {
        return Err(Ok(Deviation::NotTheCustomers));
    }
    let status = row.conversation["status"].as_str().unwrap_or_default();
    if status != status.to_lowercase() {
        return Err(Ok(Deviation::Status));
    }
    let service_threw = row.expected.get("error").is_some();
    if malformed && (service_threw || row.expected["customerName"].is_object()) {
        return Err(Ok(Deviation::Coercion));
    }
    Err(Err(format!("{}: expected {}, got {answer}", row.id, row.expected)))
}

#[test]
fn every_row_agrees_or_deviates_by_a_rule() {
    let mut engines: BTreeMap<i64, Engine> = BTreeMap::new();
    let mut deviations: BTreeMap<Deviation, Vec<&str>> = BTreeMap::new();
    let mut broken = Vec::new();
    let rows = rows();
    assert_eq!(rows.len(), 1_250);
    for row in &rows {
        let engine = engines.entry(row.sla_minutes).or_insert_with(|| {
            Policy::hotdash_2025_10().with_sla_target(row.sla_minutes).compile().unwrap()
        });
        match deviation(row, engine) {
            Ok(()) => {}
            Err(Ok(kind)) => deviations.entry(kind).or_default().push(&row.id),
            Err(Err(unruled)) => broken.push(unruled),
        }
    }
    assert!(broken.is_empty(), "{} rows deviate by no rule:\n{}", broken.len(), broken.join("\n"));
    let found: Vec<_> = deviations.iter().map(|(kind, rows)| (kind.name(), json!(rows))).collect();
    let listed: Value = serde_json::from_str(DEVIATIONS).unwrap();
    let listed: Vec<_> = listed["rules"].as_array().unwrap().iter().collect();
    let listed: Vec<_> =
        listed.iter().map(|rule| (rule["rule"].as_str().unwrap(), rule["rows"].clone())).collect();
    assert_eq!(found, listed);
}

#[test]
fn plain_variables_render_alike_and_the_rest_does_not_compile() {
    let mut agreed = 0;
    let mut refused = BTreeMap::new();
    for line in RENDERINGS.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let body = row["body"].as_str().unwrap();
        match ReplyTemplate::compile(body, TemplateSyntax::Variables, TemplateFormat::Text) {
            Ok(template) => {
                // The service put nothing where the name was missing; the engine always has one.
                let name = row["variables"]["name"].as_str().unwrap_or_default();
                assert_eq!(json!(template.render(name)), row["expected"], "{}", row["id"]);
                agreed += 1;
            }
            Err(problem) => drop(refused.insert(body.to_owned(), problem.code.as_str())),
        }
    }
    let refused: Vec<(&str, &str)> =
        refused.iter().map(|(body, code)| (body.as_str(), *code)).collect();
    assert_eq!(agreed, 88);
    assert_eq!(
        refused,
        [
            ("\\{{name}}", "template_syntax"),
            ("a{{b{{name}}c", "template_syntax"),
            ("{{\nname}}", "template_syntax"),
            ("{{ na me }}", "template_syntax"),
            ("{{ note}}", "unknown_variable"),
            ("{{ }}", "template_syntax"),
            ("{{#if name}}x{{/if}}", "template_syntax"),
            ("{{Name}}", "unknown_variable"),
            ("{{contact.name}}", "unknown_variable"),
            ("{{na\rme}}", "template_syntax"),
            ("{{name\n}}", "template_syntax"),
            ("{{name|upper}}", "template_syntax"),
            ("{{name}", "template_syntax"),
            ("{{name}}\n{{note}}", "unknown_variable"),
            ("{{name}} and {{order_id}}", "unknown_variable"),
            ("{{name}} }} {{", "template_syntax"),
            ("{{na\u{2028}me}}", "template_syntax"),
            ("{{unknown}}!", "unknown_variable"),
            ("{{{name}}}", "template_syntax"),
            ("{{{{name}}}}", "template_syntax"),
            ("{{}}", "template_syntax"),
            ("{{名}}", "unknown_variable"),
            ("}}{{name}}{{", "template_syntax"),
        ]
    );
}

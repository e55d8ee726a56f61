//! Nothing personal leaks: redaction, and what `Debug` and errors show.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use cx_triage::chatwoot::{parse_conversation_list, parse_messages, parse_webhook};
use cx_triage::{
    ApproveSend, DecisionPayload, Escalate, HandOff, Id, JsonText, MarkResolved, parse_decision_log,
};
use serde_json::json;

use super::common::{approval, at, body, conversation, engine, escalation, shipping};

#[test]
fn a_redacted_event_says_where_and_keeps_its_id() {
    let personal = "call 555-123-4567 or ann@example.com, card 4111 1111 1111 1111, #PWA-4092";
    let conversation = conversation(&shipping());
    let approval = ApproveSend {
        reply: Some(personal.into()),
        note: Some(personal.into()),
        ai_suggestion_used: true,
        ai_suggestion: Some(JsonText::parse(r#"{"draft": ["ann@example.com"]}"#).unwrap()),
        ..approval()
    };
    let event = engine().approve_send(&conversation, &approval, at("08:01:00")).unwrap();
    let redacted = event.redacted();
    assert_eq!(redacted.id, event.id);
    assert_eq!(body(&redacted), "call [phone] or [email], card [card], [order]");
    assert_eq!(redacted.redacted, ["rationale", "replyBody", "aiSuggestion/draft/0", "note"]);
    assert_eq!(redacted.redacted(), redacted);
    assert_eq!(redacted.actor, "ops@example.com");
    let escalation = Escalate {
        reason_text: Some(personal.into()),
        hand_off: Some(HandOff { issue: personal.into(), customer_expectation: personal.into() }),
        seen_message_id: Id::new(1).ok(),
        override_reason: Some(personal.into()),
        ..escalation()
    };
    let event = engine().escalate(&conversation, &escalation, at("08:01:00")).unwrap();
    let json = event.redacted().to_json();
    for secret in ["555", "ann@", "4111", "PWA"] {
        assert!(event.to_json().contains(secret) && !json.contains(secret), "{secret}: {json}");
    }
}

const SECRET: &str = "Zanzibar";

/// The public types of the core that hold customer text, by the sources: those with a field of
/// `CustomerText` or `JsonText`, or of a type that has one.
fn holders() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src"), &mut files);
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let mut item: Option<String> = None;
        for line in read(&file).lines() {
            let opens = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            // The inputs are declared by a macro that adds fields of their own.
            let declared = line.strip_prefix("    pub struct ");
            if let Some(rest) = opens.or(declared) {
                let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                let entry = fields.entry(name.to_owned()).or_default();
                entry.extend(words(rest).filter(|word| word != name));
                entry.extend(declared.map(|_| "CustomerText".to_owned()));
                item = Some(name.to_owned());
            } else if line == "}" {
                item = None;
            } else if let Some(item) = item.as_ref().filter(|_| !line.trim().starts_with("//")) {
                // A type follows a field's colon or a variant's bracket.
                let types = line.split_once([':', '(']).map_or("", |(_, types)| types);
                fields.get_mut(item).unwrap().extend(words(types));
            }
        }
    }
    let mut found: BTreeSet<String> = ["CustomerText", "JsonText"].map(str::to_owned).into();
    loop {
        let before = found.len();
        let holds = |types: &BTreeSet<String>| types.iter().any(|name| found.contains(name));
        let more: Vec<String> =
            fields.iter().filter(|(_, types)| holds(types)).map(|(name, _)| name.clone()).collect();
        found.extend(more);
        if found.len() == before {
            return found;
        }
    }
}

fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).filter(|word| !word.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "the test reads the sources")]
fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What `Debug` shows, by the name of the type.
#[derive(Default)]
struct Shown(BTreeMap<String, String>);

impl Shown {
    fn add<T: Debug>(&mut self, value: &T) {
        let name = std::any::type_name::<T>().rsplit("::").next().unwrap().to_owned();
        self.0.insert(name, format!("{value:?} {value:#?}"));
    }
}

/// What the Chatwoot door makes of documents that hold `threat`.
fn add_what_the_door_reads(shown: &mut Shown, threat: &str) {
    let message = json!({"id": 1, "message_type": 0, "content": threat, "created_at": 1_760_256_000,
        "sender": {"name": SECRET}});
    let chat = json!({"id": 7, "status": "open", "created_at": 1_760_256_000,
        "messages": [message], "meta": {"sender": {"name": SECRET}}});
    let list = json!({"payload": [chat, {"id": 8, "status": SECRET, "created_at": SECRET}]});
    let list = parse_conversation_list(list.to_string()).unwrap();
    assert_eq!((list.conversations.len(), list.rejected.len()), (1, 1));
    shown.add(&list.rejected[0]);
    shown.add(&list);
    let page = json!({"meta": {"contact": {"name": SECRET}}, "payload": [message]});
    shown.add(&parse_messages(page.to_string()).unwrap());
    let mut hook = message;
    hook["event"] = json!("message_created");
    hook["conversation"] = chat;
    shown.add(&parse_webhook(hook.to_string()).unwrap());
}

#[test]
fn no_debug_of_any_public_type_shows_a_text() {
    let threat = format!("I will sue you, {SECRET}");
    let mut document = shipping();
    document["messages"][0]["content"] = json!(threat);
    document["messages"][0]["extras"] = json!([{"kind": "subject", "text": SECRET}]);
    document["contactNames"] = json!([SECRET]);
    document["variables"] = json!({"order": SECRET});
    document["decisions"] = json!([{"action": "approve_send", "at": "2025-10-12T07:00:00Z",
        "replyBody": SECRET}]);
    let conversation = conversation(&document);
    let text = || Some(SECRET.into());
    let engine = engine();
    let now = at("08:01:00");
    let mut shown = Shown::default();

    let assessment = engine.assess(&conversation, now);
    assert!(assessment.risk[0].matched.as_ref().unwrap().as_str().len() > 3);
    shown.add(&assessment.risk[0]);
    shown.add(&assessment.customer);
    shown.add(assessment.suggestion.as_ref().unwrap());
    shown.add(&assessment);
    shown.add(&conversation.messages[0]);
    shown.add(&conversation.messages[0].extras[0]);
    shown.add(&conversation.decisions[0]);
    shown.add(&conversation.contact_names[0]);
    shown.add(&engine.topic(&threat));
    shown.add(&engine.read(&threat).1);
    shown.add(&conversation);

    let hand_off = HandOff { issue: SECRET.into(), customer_expectation: SECRET.into() };
    let approve = ApproveSend {
        reply: text(),
        note: text(),
        override_reason: text(),
        ai_suggestion_used: true,
        ai_suggestion: Some(JsonText::parse(format!("\"{SECRET}\"")).unwrap()),
        ..approval()
    };
    let escalate = Escalate {
        reason_text: text(),
        hand_off: Some(hand_off),
        note: text(),
        override_reason: text(),
        seen_message_id: Id::new(1).ok(),
        ..escalation()
    };
    let resolve = MarkResolved {
        note: text(),
        override_reason: text(),
        operator_email: Some("ops@example.com".to_owned()),
        ..MarkResolved::default()
    };
    let events = [
        engine.approve_send(&conversation, &approve, now).unwrap(),
        engine.escalate(&conversation, &escalate, now).unwrap(),
        engine.mark_resolved(&conversation, &resolve, now).unwrap(),
    ];
    for event in &events {
        assert!(event.to_json().contains(SECRET));
        shown.add(event);
        shown.add(&event.payload);
        shown.add(&event.to_log_row());
        match &event.payload {
            DecisionPayload::ApproveSend(payload) => {
                shown.add(payload);
                shown.add(payload.overridden.as_ref().unwrap());
                shown.add(payload.ai_suggestion.as_ref().unwrap());
            }
            DecisionPayload::Escalate(payload) => {
                shown.add(payload);
                shown.add(payload.hand_off.as_ref().unwrap());
            }
            DecisionPayload::MarkResolved(payload) => shown.add(payload),
        }
    }
    let newer =
        format!("{}\n{{\"schemaVersion\": 2, \"text\": \"{SECRET}\"}}", events[0].to_json());
    let log = parse_decision_log(newer + "\n{\"schemaVersion\": 1, \"id\": \"Zanzibar\"}");
    assert_eq!((log.events.len(), log.unknown.len(), log.rejected.len()), (1, 1, 1));
    shown.add(&log.unknown[0]);
    shown.add(&log.rejected[0]);
    shown.add(&log);
    let hand_off = HandOff::new(SECRET, SECRET);
    shown.add(&engine.texts(&assessment, "en", Some(&hand_off)));
    shown.add(&approve);
    shown.add(&escalate);
    shown.add(&resolve);

    add_what_the_door_reads(&mut shown, &threat);
    for (name, debug) in &shown.0 {
        assert!(!debug.contains(SECRET), "{name}: {debug}");
        assert!(!debug.contains("sue you"), "{name}: {debug}");
    }
    let shown: BTreeSet<String> = shown.0.into_keys().collect();
    let missing: Vec<String> = holders().difference(&shown).cloned().collect();
    assert_eq!(missing, Vec::<String>::new(), "types that hold text and are not shown");
}

#[test]
fn no_refusal_and_no_error_shows_a_text() {
    let mut document = shipping();
    document["messages"][0]["content"] = json!(format!("I will sue you, {SECRET}"));
    let conversation = conversation(&document);
    let input = ApproveSend {
        reply: Some(SECRET.into()),
        note: Some(SECRET.into()),
        operator_email: Some(format!("{SECRET}@")),
        id: Some(format!("{SECRET}\n")),
        ..approval()
    };
    let refusal = engine().approve_send(&conversation, &input, at("08:01:00")).unwrap_err();
    let told = format!("{refusal:?} {refusal} {}", serde_json::to_string(&refusal).unwrap());
    assert!(!told.contains(SECRET), "{told}");
    for wrong in [
        json!({"reply": [SECRET]}),
        json!({"note": {"a": SECRET}}),
        json!({"grades": SECRET}),
        json!({"aiSuggestionUsed": SECRET}),
        json!({"seenMessageId": SECRET}),
        json!(SECRET),
    ] {
        let error = ApproveSend::from_json(wrong.to_string()).unwrap_err();
        let told = format!("{error:?} {error} {}", cx_triage::to_json(&error));
        assert!(!told.contains(SECRET), "{told}");
    }
    let error = Escalate::from_json(json!({"reason": SECRET}).to_string()).unwrap_err();
    assert!(!format!("{error:?} {error}").contains(SECRET));
}

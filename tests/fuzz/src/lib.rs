//! What is held against any input: each function takes the bytes of one fuzz target, and panics
//! where the library does not keep its word.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a finding is a panic")]
#![allow(missing_docs, unreachable_pub, reason = "the module's head says what they are")]

use std::collections::HashSet;
use std::sync::OnceLock;

use cx_triage::chatwoot::{
    self, WebhookEvent, parse_conversation, parse_conversation_list, parse_messages, parse_webhook,
};
use cx_triage::{
    Assessment, BusinessHoursDocument, Conversation, Engine, Policy, Status, Timestamp, from_json,
    normalize, parse_decision_log, to_json, write_decision_log,
};
use serde_json::Value;

/// 2026-02-25T09:30:00Z.
const NOW: i64 = 1_772_011_800_000;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Policy::runbook().compile().unwrap())
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis_saturating(millis)
}

/// Chatwoot's doors: what is read can be written and read again, and assessed.
pub fn doors(data: &[u8]) {
    if let Ok(list) = parse_conversation_list(data) {
        for conversation in &list.conversations {
            survives(conversation);
        }
        for rejected in &list.rejected {
            assert!(rejected.pointer.starts_with('/'), "{rejected:?}");
        }
    }
    if let Ok(conversation) = parse_conversation(data) {
        survives(&conversation);
    }
    if let Ok(page) = parse_messages(data) {
        let again: chatwoot::MessagesPage = from_json(to_json(&page).as_bytes()).unwrap();
        assert_eq!(again, page);
    }
    if let Ok(event) = parse_webhook(data) {
        let again: WebhookEvent = from_json(to_json(&event).as_bytes()).unwrap();
        assert_eq!(again, event);
    }
}

/// The conversation document: parse, print, parse; the assessment is exact at `nextChangeAt`.
pub fn document(data: &[u8]) {
    let Ok(conversation) = Conversation::from_json(data) else { return };
    survives(&conversation);
    let mut now = at(NOW);
    for _ in 0..3 {
        let assessment = engine().assess(&conversation, now);
        let Some(next) = assessment.next_change_at else { break };
        assert!(next > now, "{next} is not after {now}");
        let before = engine().assess(&conversation, next.plus_millis(-1));
        assert_eq!(lasting(&before), lasting(&assessment), "before {next}");
        let after = engine().assess(&conversation, next);
        assert_ne!(lasting(&after), lasting(&assessment), "at {next}");
        now = next;
    }
}

fn survives(conversation: &Conversation) {
    let again = Conversation::from_json(conversation.to_json()).unwrap();
    assert_eq!(&again, conversation);
    let assessment = engine().assess(conversation, at(NOW));
    assert_eq!(engine().assess(&again, at(NOW)), assessment);
    let read: Assessment = from_json(assessment.to_json().as_bytes()).unwrap();
    assert_eq!(read, assessment);
}

/// An assessment without what goes by with the time.
fn lasting(assessment: &Assessment) -> Value {
    let mut json: Value = serde_json::from_str(&assessment.to_json()).unwrap();
    without_time(&mut json);
    json
}

fn without_time(json: &mut Value) {
    match json {
        Value::Object(object) => {
            for key in ["assessedAt", "elapsedMs", "overdueMs", "remainingMs"] {
                object.remove(key);
            }
            object.values_mut().for_each(without_time);
        }
        Value::Array(list) => list.iter_mut().for_each(without_time),
        _ => {}
    }
}

/// Policies: what is read can be written and read again; what compiles assesses.
pub fn policy(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for mut read in [Policy::from_toml(text), Policy::from_json(text)].into_iter().flatten() {
        // The lists that ship are the same in each, and large: only those that are named stay.
        let named = |code: &String| text.contains(&format!("language.{code}"));
        let asked = read.languages.clone();
        read.language.retain(|code, _| named(code) || asked.contains(code));
        assert_eq!(Policy::from_json(read.to_json()).unwrap(), read);
        let toml = Policy::from_toml(&read.to_toml()).unwrap();
        assert_eq!(toml.fingerprint(), read.fingerprint());
        if let Ok(engine) = read.compile() {
            let conversation = Conversation::new(1, Status::Open, at(NOW - 600_000)).unwrap();
            let assessment = engine.assess(&conversation, at(NOW));
            assert_eq!(assessment.policy.fingerprint, read.fingerprint());
        }
    }
}

/// Texts in all languages: places are true, and what is folded stays as it is.
pub fn scan(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let characters: Vec<char> = text.chars().collect();
    let mut last = 0;
    for finding in engine().scan(&text) {
        let place = |at: Option<u32>| usize::try_from(at.unwrap()).unwrap();
        let (start, end) = (place(finding.start), place(finding.end));
        assert!(start < end && last <= start, "{start}..{end} after {last}");
        let matched: String = characters.get(start..end).unwrap().iter().collect();
        assert_eq!(finding.matched.as_ref().unwrap().as_str(), matched);
        last = start;
    }
    let topic = engine().topic(&text);
    assert_eq!(topic, engine().topic(&text));
    for amount in engine().refund_amounts(&text) {
        assert!(amount.amount_minor.get() >= 0);
    }
    let folded = normalize(&text);
    assert_eq!(normalize(&folded), folded);
}

/// Business hours, with a start and a target in the last sixteen bytes.
pub fn hours(data: &[u8]) {
    let Some((document, numbers)) = data.split_last_chunk::<16>() else { return };
    let Ok(hours) = BusinessHoursDocument::from_json(document).and_then(|document| {
        document.compile().map_err(|problems| problems.first().cloned().unwrap())
    }) else {
        return;
    };
    let number = |bytes: &[u8]| i64::from_le_bytes(bytes.try_into().unwrap());
    let (first, second) = numbers.split_at(8);
    // Within some decades around now.
    let start = at(NOW + number(first) % 1_000_000_000_000);
    let target = (number(second) % 10_000_000_000).abs();
    let end = start.plus_millis(target);
    let open = hours.elapsed(start, end, &[]);
    assert!((0..=target).contains(&open), "{open} of {target}");
    let middle = start.plus_millis(target / 2);
    let halves = hours.elapsed(start, middle, &[]) + hours.elapsed(middle, end, &[]);
    assert_eq!(halves, open);
    if let Ok(due) = hours.deadline(start, target, &[]) {
        assert!(due >= end);
        if target > 0 {
            assert_eq!(hours.elapsed(start, due, &[]), target);
            assert!(hours.elapsed(start, due.plus_millis(-1), &[]) < target);
        }
    }
    if let Some(opening) = hours.next_opening(start) {
        assert!(opening >= start && hours.is_open(opening));
    }
}

/// Decision logs: what is read can be written and read again.
pub fn log(data: &[u8]) {
    let log = parse_decision_log(data);
    let again = parse_decision_log(write_decision_log(&log.events));
    assert_eq!(again.events, log.events);
    assert!(again.rejected.is_empty() && again.unknown.is_empty());
    for event in &log.events {
        let redacted = event.redacted();
        assert_eq!(redacted.redacted(), redacted);
    }
}

/// Webhooks, one a line: in any order and repeated they make one conversation.
pub fn apply(data: &[u8]) {
    let start = Conversation::new(1, Status::Open, at(NOW - 86_400_000)).unwrap();
    let mut events = Vec::new();
    let (mut times, mut copies) = (HashSet::new(), HashSet::new());
    for line in data.split(|byte| *byte == b'\n').take(12) {
        let Ok(event) = parse_webhook(line) else { continue };
        let WebhookEvent::Conversation { event, mut conversation, message, changed } = event else {
            continue;
        };
        conversation.id = start.id;
        // What has no order is left out: events at one time, copies at one time, no ids.
        let Some(time) = conversation.updated_at else { continue };
        let mut ordered = times.insert(time);
        for message in &conversation.messages {
            let copy = (message.id, message.updated_at.unwrap_or(time));
            ordered &= message.id.is_some() && copies.insert(copy);
        }
        if ordered {
            events.push(WebhookEvent::Conversation { event, conversation, message, changed });
        }
    }
    let merged = |order: &mut dyn Iterator<Item = &WebhookEvent>| {
        let mut conversation = start.clone();
        order.for_each(|event| conversation.apply(event).unwrap());
        conversation
    };
    let in_order = merged(&mut events.iter());
    assert_eq!(merged(&mut events.iter().rev()), in_order);
    let (even, odd): (Vec<_>, Vec<_>) = events.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let mixed = odd.iter().chain(&even).chain(&odd).map(|(_, event)| *event);
    assert_eq!(merged(&mut mixed.collect::<Vec<_>>().into_iter()), in_order);
    survives(&in_order);
}

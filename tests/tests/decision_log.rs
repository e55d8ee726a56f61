//! The decision log: what is written is read, and what cannot be read is told line by line.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use cx_triage::DecisionEvent;
use cx_triage::conversation::Action;
use cx_triage::decision::{JsonText, parse_decision_log, write_decision_log};
use proptest::prelude::*;
use serde_json::{Value, json};

fn event(id: &str, conversation: i64, action: &str, payload: &Value) -> String {
    let mut whole = json!({"conversationId": conversation, "operatorEmail": null, "note": null,
        "overridden": null});
    whole.as_object_mut().unwrap().extend(payload.as_object().unwrap().clone());
    json!({
        "schemaVersion": 1, "id": id, "action": action, "scope": "ops",
        "occurredAt": "2025-10-12T08:00:00Z", "actor": "ops@example.com", "actorId": null,
        "rationale": "x", "shopDomain": null, "externalRef": format!("chatwoot:{conversation}"),
        "evidenceUrl": null,
        "policy": {"name": "runbook", "version": "1", "fingerprint": "f"},
        "engineVersion": "0.1.0",
        "assessment": {"priority": "p2", "level": "l1", "reasons": ["sla_breached"],
            "templateId": "ack_delay", "edited": false, "overridden": false},
        "payload": whole,
        "redacted": []
    })
    .to_string()
}

fn resolved(id: &str, conversation: i64) -> String {
    event(id, conversation, "chatwoot.mark_resolved", &json!({}))
}

fn approved(id: &str, conversation: i64) -> String {
    let payload = json!({"replyBody": "Hi", "aiSuggestionUsed": true,
        "aiSuggestion": {"b": 1.50, "a": []}, "grades": null});
    event(id, conversation, "chatwoot.approve_send", &payload)
}

#[test]
fn bad_lines_are_told_one_by_one_and_lose_no_other() {
    let good = resolved("a", 7);
    let lines = [
        good.clone(),
        "not json".to_owned(),
        String::new(),
        format!("  {}\r", approved("b", 8)),
        "[]".to_owned(),
        good.replace("mark_resolved", "reply.ack_delay"),
        good.replace("\"conversationId\":7", "\"conversationId\":-7"),
        good.replace("2025-10-12T08:00:00Z", "yesterday"),
        approved("c", 8).replace("chatwoot.approve_send", "chatwoot.mark_resolved"),
        good.replace("\"schemaVersion\":1", "\"schemaVersion\":0"),
        "{\"schemaVersion\": 2, \"id\": \"z\", \"new\": [1]}".to_owned(),
        "{\"id\": \"y\"}".to_owned(),
        good.replace("sla_breached", "bored"),
        approved("d", 8).replace("\"replyBody\":\"Hi\"", "\"replyBody\":5"),
    ];
    let log = parse_decision_log(lines.join("\n"));
    let ids: Vec<&str> = log.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let rejected: Vec<(u64, &str, &str)> = log
        .rejected
        .iter()
        .map(|line| {
            (line.line, line.error.code.as_str(), line.error.pointer.as_deref().unwrap_or("none"))
        })
        .collect();
    assert_eq!(
        rejected,
        [
            (2, "invalid_json", "none"),
            (5, "wrong_type", ""),
            (6, "invalid_value", "/action"),
            (7, "out_of_range", "/payload/conversationId"),
            (8, "invalid_time", "/occurredAt"),
            (9, "invalid_value", "/payload"),
            (10, "out_of_range", "/schemaVersion"),
            (12, "missing_field", ""),
            (13, "invalid_value", "/assessment/reasons/0"),
            (14, "wrong_type", "/payload/replyBody"),
        ]
    );
    assert_eq!((log.unknown[0].line, log.unknown[0].schema_version), (11, 2));
    assert_eq!(log.unknown[0].document.as_str(), lines[10]);
    assert!(log.duplicates.is_empty());
}

#[test]
fn a_log_of_windows_is_read() {
    let lines =
        [resolved("a", 7), String::new(), " \t".to_owned(), approved("b", 7), "x".to_owned()];
    let unix = parse_decision_log(lines.join("\n"));
    let windows = parse_decision_log(format!("\u{FEFF}{}\r\n", lines.join("\r\n")));
    assert_eq!(windows, unix);
    assert_eq!((unix.events.len(), unix.rejected[0].line), (2, 5));
    let mark = parse_decision_log("\u{FEFF}");
    assert_eq!(mark, parse_decision_log(""));
    let late = format!("{}\n\u{FEFF}{}", resolved("a", 7), resolved("b", 7));
    assert_eq!(parse_decision_log(late).rejected[0].line, 2, "a mark stands at the start alone");
}

#[test]
fn a_line_that_is_not_utf_8_is_told() {
    let bytes = [
        resolved("a", 7).as_bytes(),
        b"{\"schemaVersion\": 2, \"id\": \"b\", \"text\": \"\xFF\"}",
        resolved("c", 7).replace("\"x\"", "\"é\"").as_bytes(),
        b"\xC3",
    ]
    .join(&b'\n');
    let log = parse_decision_log(bytes);
    assert_eq!(log.events.len(), 2);
    assert!(log.unknown.is_empty(), "what cannot be kept byte for byte is told instead");
    let rejected: Vec<(u64, &str)> =
        log.rejected.iter().map(|line| (line.line, line.error.code.as_str())).collect();
    assert_eq!(rejected, [(2, "invalid_json"), (4, "invalid_json")]);
}

#[test]
fn a_newer_event_is_kept_byte_for_byte_whatever_it_holds() {
    let lines = [
        r#"{"schemaVersion": 2,  "id": "a", "payload": {"z": 1.0, "a": "\u0041"}}"#,
        r#"{"id": 7, "schemaVersion": 3}"#,
        r#"{"id": {"new": "kind"}, "schemaVersion": 4294967295}"#,
        r#"{"schemaVersion": 2}"#,
        r#"{"schemaVersion": 2}"#,
    ];
    let log = parse_decision_log(lines.join("\r\n"));
    assert!(log.events.is_empty() && log.rejected.is_empty() && log.duplicates.is_empty());
    let kept: Vec<&str> = log.unknown.iter().map(|event| event.document.as_str()).collect();
    assert_eq!(kept, lines);
    let ids: Vec<Option<&str>> = log.unknown.iter().map(|event| event.id.as_deref()).collect();
    assert_eq!(ids, [Some("a"), None, None, None, None]);
    let versions: Vec<u32> = log.unknown.iter().map(|event| event.schema_version).collect();
    assert_eq!(versions, [2, 3, u32::MAX, 2, 2]);
    let again = parse_decision_log(kept.join("\n"));
    assert_eq!(again, log, "written back, it is read again");
    let json = log.to_json();
    for line in lines {
        assert!(json.contains(line), "{line}");
    }
}

#[test]
fn a_long_log_loses_no_line() {
    let lines: Vec<String> = (0..100_000_u32)
        .map(|i| match i % 50 {
            0 => resolved(&i.to_string(), 7),
            1 => resolved(&(i - 1).to_string(), 7),
            2 => String::new(),
            3 => "nonsense".to_owned(),
            _ => format!("{{\"schemaVersion\":2,\"id\":\"{i}\"}}"),
        })
        .collect();
    let log = parse_decision_log(lines.join("\n"));
    assert_eq!((log.events.len(), log.duplicates.len()), (2_000, 2_000));
    assert_eq!((log.rejected.len(), log.unknown.len()), (2_000, 92_000));
    assert_eq!((log.rejected[1_999].line, log.duplicates[1_999].line), (99_954, 99_952));
    assert_eq!(log.duplicates[1_999].first_line, 99_951);
    assert_eq!(log.decisions_of(7).len(), 2_000);
}

#[test]
fn an_id_that_came_before_is_a_duplicate() {
    let newer = "{\"schemaVersion\": 9, \"id\": \"n\"}";
    let again = resolved("a", 7).replace("08:00:00", "08:00:01");
    let lines = [&resolved("a", 7), &approved("b", 7), &again, newer, newer, &approved("b", 7)];
    let log = parse_decision_log(lines.map(String::from).join("\n"));
    assert_eq!(log.events.len(), 2);
    assert_eq!(log.events[0].occurred_at.to_string(), "2025-10-12T08:00:00.000Z");
    let duplicates: Vec<(u64, &str, u64)> =
        log.duplicates.iter().map(|line| (line.line, line.id.as_str(), line.first_line)).collect();
    assert_eq!(duplicates, [(3, "a", 1), (5, "n", 4), (6, "b", 2)]);
}

#[test]
fn the_events_of_a_conversation_are_its_past_decisions() {
    let lines = [resolved("a", 7), approved("b", 8), approved("c", 7)].join("\n");
    let decisions = parse_decision_log(lines).decisions_of(7);
    let actions: Vec<Action> = decisions.iter().map(|decision| decision.action).collect();
    assert_eq!(actions, [Action::MarkResolved, Action::ApproveSend]);
    assert_eq!(decisions[1].template_id.as_deref(), Some("ack_delay"));
    assert_eq!(decisions[1].reply_body.as_ref().unwrap().as_str(), "Hi");
    assert_eq!(decisions[0].template_id, None);
}

#[test]
fn keys_of_a_later_minor_version_are_passed_over() {
    let later = resolved("a", 7).replacen('{', "{\"tenant\":\"x\",", 1);
    assert_eq!(parse_decision_log(later).events.len(), 1);
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let lines = bytes.split(|&b| b == b'\n').filter(|l| !l.trim_ascii().is_empty()).count();
        let log = parse_decision_log(&bytes);
        prop_assert_eq!(
            log.events.len() + log.unknown.len() + log.rejected.len() + log.duplicates.len(),
            lines
        );
    }

    #[test]
    fn what_is_written_is_read(
        ids in prop::collection::vec((0_u8..6, 1_i64..3, any::<bool>(), any::<String>()), 0..12)
    ) {
        let events: Vec<DecisionEvent> = ids
            .iter()
            .map(|(id, conversation, approve, text)| {
                let id = id.to_string();
                let json = if *approve { approved(&id, *conversation) } else { resolved(&id, *conversation) };
                let mut event = DecisionEvent::from_json(json).unwrap();
                event.rationale = text.as_str().into();
                event
            })
            .collect();
        let ndjson = write_decision_log(&events);
        prop_assert_eq!(ndjson.lines().count(), events.len());
        let log = parse_decision_log(&ndjson);
        prop_assert!(log.rejected.is_empty() && log.unknown.is_empty());
        prop_assert_eq!(log.events.len() + log.duplicates.len(), events.len());
        for event in &log.events {
            prop_assert!(events.contains(event));
        }
    }

    #[test]
    fn carried_json_is_stable(text in any::<String>(), number in any::<f64>()) {
        let number = if number.is_finite() { number } else { 0.0 };
        let json = json!({"z": [text, number], "a": {"text": text}}).to_string();
        let once = JsonText::parse(&json).unwrap();
        prop_assert_eq!(JsonText::parse(once.as_str()).unwrap(), once);
    }
}

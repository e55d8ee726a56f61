//! The forms of an event: canonical JSON, schema, `CloudEvents` envelope, row of the log.

use cx_triage::{ApproveSend, DecisionEvent};
use cx_triage_tests::schemas::{compile, problems, validator};
use serde_json::{Value, json};

use super::common::{DRAFT, approval, at, body, conversation, engine, events, shipping};

#[test]
fn the_canonical_json_is_these_bytes() {
    let [approval, ..] = &events()[..] else { panic!() };
    let policy = &approval.policy;
    let expected = format!(
        concat!(
            r#"{{"schemaVersion":1,"id":"e-1","action":"chatwoot.approve_send","scope":"ops","#,
            r#""occurredAt":"2025-10-12T08:01:00.000Z","actor":"ops@example.com","actorId":3,"seenMessageId":11,"#,
            r##""rationale":"Requested UPS BOL via #occ-reliability @ 09:12 UTC","##,
            r#""shopDomain":"test-shop.myshopify.com","externalRef":"chatwoot:4092","#,
            r#""evidenceUrl":"https://logs.example/1","policy":{{"name":"runbook","#,
            r#""version":"{}","fingerprint":"{}"}},"engineVersion":"{}","#,
            r#""assessment":{{"priority":null,"level":"l1","reasons":[],"#,
            r#""templateId":"ship_update","cues":["shipping.where_is_it"],"#,
            r#""verdicts":[],"edited":false,"overridden":false,"warnings":["promises_follow_up"]}},"warnings":[],"#,
            r#""payload":{{"conversationId":4092,"operatorEmail":"ops@example.com","#,
            r##""note":"Requested UPS BOL via #occ-reliability @ 09:12 UTC","##,
            r#""replyBody":"{}","aiSuggestionUsed":true,"#,
            r#""aiSuggestion":{{"confidence":0.8,"model":"m"}},"#,
            r#""grades":{{"tone":5,"accuracy":4,"policy":3}},"overridden":null}},"redacted":[]}}"#,
        ),
        policy.version,
        policy.fingerprint,
        cx_triage::assessment::ENGINE_VERSION,
        DRAFT,
    );
    assert_eq!(approval.to_json(), expected);
}

#[test]
fn events_keep_to_their_schema_and_read_back() {
    let validator = validator("event.json");
    for event in events().into_iter().flat_map(|event| [event.redacted(), event]) {
        assert_eq!(problems(&validator, &event.to_json()), Vec::<String>::new());
        assert_eq!(DecisionEvent::from_json(event.to_json()).unwrap(), event);
    }
    for (known, wrong) in [
        ("\"schemaVersion\":1", "\"schemaVersion\":2"),
        ("\"tone\":5", "\"tone\":6"),
        ("\"aiSuggestionUsed\":true", "\"aiSuggestionUsed\":1"),
        ("\"note\":", "\"remark\":"),
    ] {
        let event = events()[0].to_json();
        assert!(event.contains(known));
        assert!(!problems(&validator, &event.replace(known, wrong)).is_empty(), "{wrong}");
    }
}

/// What the JSON Schema of `CloudEvents` 1.0 requires of an envelope, and its formats.
fn cloud_event_schema() -> Value {
    let text = json!({"type": "string", "minLength": 1});
    json!({
        "type": "object",
        "required": ["id", "source", "specversion", "type", "time", "subject", "datacontenttype"],
        "properties": {
            "id": text,
            "source": {"type": "string", "minLength": 1, "format": "uri-reference"},
            "specversion": {"const": "1.0"},
            "type": text,
            "subject": text,
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"type": "string", "format": "uri"},
            "time": {"type": "string", "minLength": 1, "format": "date-time"}
        },
        "propertyNames": {"pattern": "^[a-z0-9]+$"}
    })
}

#[test]
fn the_envelope_is_a_cloud_event() {
    let validator = compile(&cloud_event_schema());
    for event in events() {
        let envelope = event.to_cloud_event();
        assert_eq!(problems(&validator, &envelope), Vec::<String>::new());
        let envelope: Value = serde_json::from_str(&envelope).unwrap();
        assert_eq!(envelope["id"], event.id);
        assert_eq!(envelope["subject"], "chatwoot:4092");
        assert_eq!(envelope["data"], serde_json::from_str::<Value>(&event.to_json()).unwrap());
    }
    let envelope: Value = serde_json::from_str(&events()[2].to_cloud_event()).unwrap();
    assert_eq!(envelope["source"], "/cx-triage/test%20shop%2F%C3%A4");
    assert_eq!(envelope["type"], "chatwoot.mark_resolved");
    for (attribute, wrong) in [
        ("id", json!("")),
        ("source", json!("")),
        ("source", json!("/cx-triage/test shop")),
        ("specversion", json!("0.3")),
        ("type", json!(null)),
        ("subject", json!("")),
        ("time", json!("2025-10-12 08:03")),
        ("datacontenttype", json!("text/plain")),
        ("dataSchema", json!("x")),
    ] {
        let mut broken = envelope.clone();
        broken[attribute] = wrong;
        assert!(!problems(&validator, &broken.to_string()).is_empty(), "{attribute}");
    }
}

#[test]
fn the_log_row_has_the_columns_of_the_service() {
    let row = events()[0].to_log_row();
    let row: Value = serde_json::from_str(&row.to_json()).unwrap();
    let columns: Vec<&String> = row.as_object().unwrap().keys().collect();
    let mut expected = [
        "scope",
        "actor",
        "action",
        "rationale",
        "evidenceUrl",
        "shopDomain",
        "externalRef",
        "payload",
        "createdAt",
    ];
    expected.sort_unstable();
    let mut columns: Vec<&str> = columns.into_iter().map(String::as_str).collect();
    columns.sort_unstable();
    assert_eq!(columns, expected);
    assert_eq!(row["createdAt"], "2025-10-12T08:01:00.000Z");
    assert_eq!(row["payload"]["replyBody"], DRAFT);
    assert_eq!(row["payload"]["event"]["id"], "e-1");
}

#[test]
fn each_column_of_the_row_is_the_events() {
    for event in events() {
        let (row, json) = (event.to_log_row(), event.to_json());
        let json: Value = serde_json::from_str(&json).unwrap();
        let row: Value = serde_json::from_str(&row.to_json()).unwrap();
        for (column, key) in [
            ("scope", "scope"),
            ("actor", "actor"),
            ("action", "action"),
            ("rationale", "rationale"),
            ("evidenceUrl", "evidenceUrl"),
            ("shopDomain", "shopDomain"),
            ("externalRef", "externalRef"),
            ("createdAt", "occurredAt"),
        ] {
            assert_eq!(row[column], json[key], "{column}");
        }
        for (key, value) in json["payload"].as_object().unwrap() {
            assert_eq!(&row["payload"][key], value, "{key}");
        }
        for (key, value) in row["payload"]["event"].as_object().unwrap() {
            assert_eq!(&json[key], value, "{key}");
        }
        let told = json.as_object().unwrap().len() - 9;
        assert_eq!(row["payload"]["event"].as_object().unwrap().len(), told, "nothing is lost");
    }
}

#[test]
fn a_row_holds_nothing_that_the_table_refuses() {
    let input = ApproveSend {
        reply: Some("a\u{0}b \\u0000".into()),
        note: Some("\u{0}n".into()),
        actor: Some("Ann\u{0}".to_owned()),
        ..approval()
    };
    let event = engine().approve_send(&conversation(&shipping()), &input, at("08:01:00")).unwrap();
    let row = event.to_log_row();
    assert_eq!((row.actor.as_str(), row.rationale.as_str()), ("Ann", "n"));
    let payload: Value = serde_json::from_str(row.payload.as_str()).unwrap();
    assert_eq!(payload["replyBody"], "ab \\u0000");
    assert_eq!(body(&event), "a\u{0}b \\u0000", "the event itself is the text that was sent");
    assert_eq!(DecisionEvent::from_json(event.to_json()).unwrap(), event);
}

#[test]
fn an_event_is_read_with_its_limits() {
    let event = events()[0].to_json();
    let payload = |key: &str| format!("/payload/{key}");
    for (known, wrong, code, pointer) in [
        ("\"id\":\"e-1\"", "\"id\":\" \"", "invalid_value", "/id".to_owned()),
        ("\"id\":\"e-1\"", "\"id\":\"a\\nb\"", "invalid_value", "/id".to_owned()),
        ("\"actorId\":3", "\"actorId\":0", "out_of_range", "/actorId".to_owned()),
        ("\"tone\":5", "\"tone\":6", "out_of_range", payload("grades")),
        ("\"tone\":5", "\"tone\":\"5\"", "wrong_type", payload("grades/tone")),
        (
            "\"aiSuggestionUsed\":true",
            "\"aiSuggestionUsed\":1",
            "wrong_type",
            payload("aiSuggestionUsed"),
        ),
        (
            "\"conversationId\":4092",
            "\"conversationId\":0",
            "out_of_range",
            payload("conversationId"),
        ),
    ] {
        assert!(event.contains(known), "{known}");
        let error = DecisionEvent::from_json(event.replacen(known, wrong, 1)).unwrap_err();
        assert_eq!((error.code.as_str(), error.pointer), (code, Some(pointer)), "{wrong}");
    }
}

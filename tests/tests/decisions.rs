//! What an operator's action comes to: events, refusals, ids, forms.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use cx_triage::{
    Action, ApproveSend, Conversation, CustomerText, DecisionEvent, DecisionPayload, Engine,
    Escalate, EscalationReason, Grades, HandOff, JsonText, MarkResolved, Policy, Refusal,
    RefusalBlocker, RefusalCode, Timestamp,
};
use cx_triage_tests::schemas::{compile, problems, validator};
use serde_json::{Value, json};

fn engine() -> Engine {
    Policy::runbook().compile().unwrap()
}

fn at(time: &str) -> Timestamp {
    Timestamp::parse(&format!("2025-10-12T{time}Z")).unwrap()
}

fn shipping() -> Value {
    json!({
        "id": 4092,
        "status": "open",
        "createdAt": "2025-10-12T08:00:00Z",
        "labels": ["vip", "shipping"],
        "contactNames": ["Alex"],
        "messages": [{
            "id": 11,
            "author": "contact",
            "createdAt": "2025-10-12T08:00:00Z",
            "content": "Where is my package?"
        }]
    })
}

fn conversation(document: &Value) -> Conversation {
    Conversation::from_json(document.to_string()).unwrap()
}

fn with_message(mut document: Value, message: &Value) -> Value {
    document["messages"].as_array_mut().unwrap().push(message.clone());
    document
}

fn approval() -> ApproveSend {
    ApproveSend {
        operator_email: Some("ops@example.com".to_owned()),
        shop_domain: Some("test-shop.myshopify.com".to_owned()),
        seen_message_id: Some(11),
        ..ApproveSend::default()
    }
}

fn body(event: &DecisionEvent) -> &str {
    match &event.payload {
        DecisionPayload::ApproveSend(payload) => payload.reply_body.as_str(),
        other => panic!("not an approval: {other:?}"),
    }
}

const DRAFT: &str = "Appreciate you reaching out, Alex. Your order is with our carrier and I'm expediting a status check right away.";

#[test]
fn a_threat_that_came_after_the_draft_was_opened_refuses_the_send() {
    let threat = json!({"id": 12, "author": "contact", "createdAt": "2025-10-12T08:05:00Z",
        "content": "Answer me or I will sue you"});
    let later = conversation(&with_message(shipping(), &threat));
    let refusal = engine().approve_send(&later, &approval(), at("08:06:00")).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::StaleDraft);
    assert_eq!(refusal.pointer.as_deref(), Some("/seenMessageId"));
    assert_eq!(refusal.blockers, [RefusalBlocker::StaleDraft, RefusalBlocker::HighRiskFinding]);
    let seen = ApproveSend { seen_message_id: Some(12), ..approval() };
    let refusal = engine().approve_send(&later, &seen, at("08:06:00")).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BlockedApproval);
    assert_eq!(refusal.blockers, [RefusalBlocker::HighRiskFinding]);
}

#[test]
fn a_click_a_minute_later_on_an_unchanged_conversation_is_an_event() {
    let conversation = conversation(&shipping());
    for time in ["08:00:30", "08:01:30"] {
        let event = engine().approve_send(&conversation, &approval(), at(time)).unwrap();
        assert_eq!((body(&event), event.assessment.edited), (DRAFT, false));
    }
}

#[test]
fn a_private_note_or_an_answer_makes_no_draft_stale() {
    for message in [
        json!({"id": 12, "author": "agent", "createdAt": "2025-10-12T08:05:00Z", "content": "x"}),
        json!({"id": 12, "author": "contact", "private": true, "createdAt": "2025-10-12T08:05:00Z"}),
        json!({"id": 12, "author": "system", "createdAt": "2025-10-12T08:05:00Z"}),
    ] {
        let later = conversation(&with_message(shipping(), &message));
        assert!(engine().approve_send(&later, &approval(), at("08:06:00")).is_ok(), "{message}");
    }
}

#[test]
fn an_override_needs_a_reason_and_is_recorded() {
    let mut document = shipping();
    document["labels"] = json!(["escalation"]);
    document["messages"][0]["content"] = json!("I will sue you. Where is my package?");
    let blocked = conversation(&document);
    let input = |reason: Option<&str>| ApproveSend {
        seen_message_id: Some(7),
        override_reason: reason.map(Into::into),
        ..approval()
    };
    for blank in [None, Some(""), Some(" \u{200B}\n")] {
        let refusal = engine().approve_send(&blocked, &input(blank), at("08:01:00")).unwrap_err();
        assert_eq!(
            refusal.blockers,
            [
                RefusalBlocker::StaleDraft,
                RefusalBlocker::EscalationLabel,
                RefusalBlocker::HighRiskFinding,
            ]
        );
    }
    let reason = Some("the manager agreed on the phone");
    let event = engine().approve_send(&blocked, &input(reason), at("08:01:00")).unwrap();
    assert!(event.assessment.overridden);
    let DecisionPayload::ApproveSend(payload) = &event.payload else { panic!() };
    let overridden = payload.overridden.as_ref().unwrap();
    assert_eq!(overridden.reason.as_str(), "the manager agreed on the phone");
    assert_eq!(overridden.blockers.len(), 3);
    let unneeded = ApproveSend { override_reason: reason.map(Into::into), ..approval() };
    let event =
        engine().approve_send(&conversation(&shipping()), &unneeded, at("08:01:00")).unwrap();
    assert!(!event.assessment.overridden);
}

#[test]
fn an_edited_reply_is_recorded_and_a_blank_one_never_falls_back() {
    let conversation = conversation(&shipping());
    let send = |reply: &str, reason: Option<&str>| {
        let input = ApproveSend {
            reply: Some(reply.into()),
            override_reason: reason.map(Into::into),
            ..approval()
        };
        engine().approve_send(&conversation, &input, at("08:01:00"))
    };
    let edited = send("  Hi Alex, it left today.\n", None).unwrap();
    assert_eq!(body(&edited), "Hi Alex, it left today.");
    assert!(edited.assessment.edited);
    assert_eq!(edited.assessment.template_id.as_deref(), Some("ship_update"));
    let unedited = send(&format!("{DRAFT}\n"), None).unwrap();
    assert_eq!((body(&unedited), unedited.assessment.edited), (DRAFT, false));
    for blank in ["", "  \n\t", "\u{200B}\u{FEFF}", "\u{A0}"] {
        for reason in [None, Some("because")] {
            let refusal = send(blank, reason).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::BlankReply, "{blank:?}");
        }
    }
}

#[test]
fn without_a_draft_nothing_is_approved_but_a_written_reply_under_an_override() {
    let mut document = shipping();
    document["labels"] = json!([]);
    document["messages"][0]["content"] = Value::Null;
    let bare = conversation(&document);
    let send = |reply: Option<&str>, reason: Option<&str>| {
        let input = ApproveSend {
            reply: reply.map(Into::into),
            override_reason: reason.map(Into::into),
            ..approval()
        };
        engine().approve_send(&bare, &input, at("08:01:00"))
    };
    for reply in [None, Some("I wrote this myself.")] {
        let refusal = send(reply, None).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::BlockedApproval);
        assert_eq!(refusal.blockers, [RefusalBlocker::NoSuggestion]);
    }
    assert_eq!(send(None, Some("because")).unwrap_err().code, RefusalCode::BlankReply);
    let event = send(Some("I wrote this myself."), Some("because")).unwrap();
    assert!(event.assessment.edited && event.assessment.template_id.is_none());
}

#[test]
fn who_acts() {
    let conversation = conversation(&shipping());
    let act = |email: Option<&str>, actor: Option<&str>, shop: Option<&str>| {
        let input = ApproveSend {
            operator_email: email.map(str::to_owned),
            actor: actor.map(str::to_owned),
            shop_domain: shop.map(str::to_owned),
            override_reason: Some("because".into()),
            ..ApproveSend::default()
        };
        let event = engine().approve_send(&conversation, &input, at("08:01:00"));
        event.map(|event| event.actor).map_err(|refusal| refusal.code)
    };
    assert_eq!(act(Some("a@b.example"), None, Some("s.example")), Ok("a@b.example".to_owned()));
    assert_eq!(act(Some("a@b.example"), Some("Ann"), None), Ok("Ann".to_owned()));
    assert_eq!(act(None, None, Some("s.example")), Ok("s.example".to_owned()));
    assert_eq!(act(None, None, None), Err(RefusalCode::MissingActor));
    assert_eq!(act(None, None, Some(" ")), Err(RefusalCode::MissingActor));
    for bad in [
        "",
        " ",
        "ann",
        "@b.example",
        "ann@",
        "a@b@c",
        " a@b.example",
        "a b@c.example",
        "a@b..c",
        "a@-b.c",
        "a@b\n.c",
    ] {
        let refused = Err(RefusalCode::MalformedOperatorEmail);
        assert_eq!(act(Some(bad), Some("Ann"), Some("s.example")), refused, "{bad:?}");
    }
    for good in ["a@b", "o'neil+x@mail.example.co.uk", "ä@bücher.example"] {
        assert_eq!(act(Some(good), None, None), Ok(good.to_owned()));
    }
}

#[test]
fn values_outside_their_range_are_refused() {
    let conversation = conversation(&shipping());
    for (tone, allowed) in [(0, false), (1, true), (5, true), (6, false)] {
        let grades = Some(Grades { tone, accuracy: 3, policy: 3 });
        let input = ApproveSend { grades, ..approval() };
        let event = engine().approve_send(&conversation, &input, at("08:01:00"));
        assert_eq!(event.map_err(|refusal| refusal.code).is_ok(), allowed, "{tone}");
    }
    let blank = ApproveSend { id: Some(" ".to_owned()), ..approval() };
    let refusal = engine().approve_send(&conversation, &blank, at("08:01:00")).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.pointer.as_deref()),
        (RefusalCode::InvalidInput, Some("/id"))
    );
    let given = ApproveSend { id: Some("my-id".to_owned()), ..approval() };
    assert_eq!(engine().approve_send(&conversation, &given, at("08:01:00")).unwrap().id, "my-id");
    let mut other = Escalate::new(EscalationReason::Other);
    other.shop_domain = Some("s.example".to_owned());
    other.reason_text = Some(" ".into());
    other.override_reason = Some("because".into());
    let refusal = engine().escalate(&conversation, &other, at("08:01:00")).unwrap_err();
    assert_eq!(refusal.blockers, [RefusalBlocker::MissingReasonText]);
}

fn escalation() -> Escalate {
    Escalate {
        operator_email: Some("ops@example.com".to_owned()),
        hand_off: Some(HandOff {
            issue: "parcel lost twice".into(),
            customer_expectation: "a refund of $850".into(),
        }),
        ..Escalate::new(EscalationReason::RefundOverLimit)
    }
}

#[test]
fn an_escalation_answers_the_full_set_of_labels() {
    let labels = |labels: Value| {
        let mut document = shipping();
        document["labels"] = labels;
        let event =
            engine().escalate(&conversation(&document), &escalation(), at("08:01:00")).unwrap();
        match event.payload {
            DecisionPayload::Escalate(payload) => payload.labels,
            other => panic!("not an escalation: {other:?}"),
        }
    };
    assert_eq!(labels(json!([])), ["escalation"]);
    assert_eq!(labels(json!(["vip", "shipping"])), ["vip", "shipping", "escalation"]);
    assert_eq!(labels(json!(["escalated"])), ["escalated", "escalation"]);
    assert_eq!(labels(json!(["vip", "escalation"])), ["vip", "escalation"]);
    assert_eq!(labels(json!([" Escalation "])), [" Escalation "]);
}

#[test]
fn an_escalation_holds_reason_and_hand_off_and_is_never_blocked_by_the_assessment() {
    let mut document = shipping();
    document["labels"] = json!(["escalation"]);
    document["messages"][0]["content"] = json!("I will sue you");
    let event = engine().escalate(&conversation(&document), &escalation(), at("08:01:00")).unwrap();
    let event: Value = serde_json::from_str(&event.to_json()).unwrap();
    assert_eq!(event["action"], "chatwoot.escalate");
    assert_eq!(event["rationale"], "Escalated to manager");
    assert_eq!(event["payload"]["reason"], "refund_over_limit");
    assert_eq!(event["payload"]["handOff"]["customerExpectation"], "a refund of $850");
    assert_eq!(event["assessment"]["level"], "l3");
}

#[test]
fn a_resolution_that_is_not_allowed_is_refused_with_every_blocker() {
    let mut document = shipping();
    document["facts"] = json!({"refundPending": true, "returnInProgress": true});
    let pending = conversation(&document);
    let resolve = |conversation: &Conversation, reason: Option<&str>| {
        let input = MarkResolved {
            operator_email: Some("ops@example.com".to_owned()),
            override_reason: reason.map(Into::into),
            ..MarkResolved::default()
        };
        engine().mark_resolved(conversation, &input, at("08:01:00"))
    };
    let refusal = resolve(&pending, None).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ResolutionNotAllowed);
    assert_eq!(
        refusal.blockers,
        [
            RefusalBlocker::RefundPending,
            RefusalBlocker::ReturnInProgress,
            RefusalBlocker::NotConfirmed,
        ]
    );
    assert!(resolve(&pending, Some("the customer called")).unwrap().assessment.overridden);
    let thanks = json!({"id": 12, "author": "contact", "createdAt": "2025-10-12T08:00:30Z",
        "content": "Thanks, that fixed it"});
    let confirmed = conversation(&with_message(shipping(), &thanks));
    assert!(!resolve(&confirmed, None).unwrap().assessment.overridden);
}

#[test]
fn a_retry_has_the_same_id_and_a_second_decision_another() {
    let first = conversation(&shipping());
    let id = |conversation: &Conversation, input: &ApproveSend, engine: &Engine, time: &str| {
        engine.approve_send(conversation, input, at(time)).unwrap().id
    };
    let event = engine().approve_send(&first, &approval(), at("08:01:00")).unwrap();
    let same = |conversation: &Conversation, input: &ApproveSend| {
        id(conversation, input, &engine(), "08:01:00") == event.id
    };
    assert_eq!(id(&first, &approval(), &engine(), "08:01:01"), event.id, "a second later");
    let other_policy = Policy::hotdash_2025_10().compile().unwrap();
    assert_eq!(id(&first, &approval(), &other_policy, "08:01:00"), event.id, "another policy");
    let sent = json!({"id": 12, "author": "agent", "createdAt": "2025-10-12T08:01:00Z",
        "content": DRAFT});
    let answered = conversation(&with_message(shipping(), &sent));
    assert!(same(&answered, &approval()), "the reply appears in the conversation");
    let metadata = Some(JsonText::parse("{\"latencyMs\": 12}").unwrap());
    assert!(same(&first, &ApproveSend { ai_suggestion: metadata, ..approval() }), "metadata");

    let decided = answered.clone().with_decisions(vec![event.to_past_decision()]);
    assert!(!same(&decided, &approval()), "a second decision");
    let reply = Some(CustomerText::from("Hi Alex, it left today."));
    assert!(!same(&first, &ApproveSend { reply, ..approval() }), "a different reply");
    let newer = json!({"id": 13, "author": "contact", "createdAt": "2025-10-12T08:02:00Z",
        "content": "Where is it?"});
    let newer = conversation(&with_message(shipping(), &newer));
    assert!(!same(&newer, &ApproveSend { seen_message_id: None, ..approval() }), "a newer message");
    let actor = Some("Ann".to_owned());
    assert!(!same(&first, &ApproveSend { actor, ..approval() }), "another actor");
    let mut elsewhere = shipping();
    elsewhere["id"] = json!(4093);
    assert!(!same(&conversation(&elsewhere), &approval()), "another conversation");
}

#[test]
fn ids_beyond_doubles_do_not_fall_together() {
    let id = |number: i64| {
        let mut document = shipping();
        document["id"] = json!(number);
        let event = engine().approve_send(&conversation(&document), &approval(), at("08:01:00"));
        event.unwrap().id
    };
    assert_ne!(id(9_007_199_254_740_992), id(9_007_199_254_740_993));
}

/// Computed by hand from the documented object, with another program:
/// `printf '%s' '{"action":"chatwoot.approve_send","actor":"ops@example.com",
/// "conversationId":"4092","input":{"aiSuggestionUsed":false,"operatorEmail":"ops@example.com",
/// "seenMessageId":"11","shopDomain":"test-shop.myshopify.com"},
/// "newestContactMessageId":"11","pastDecisions":"0"}' | sha256sum` (on one line).
const DERIVED_ID: &str = "6ac6f11403f6b4e89bfcff88b335a31b3ab3ce25bc58d5a576e063438199104b";

#[test]
fn the_derived_id_is_the_documented_hash() {
    let event = engine().approve_send(&conversation(&shipping()), &approval(), at("08:01:00"));
    assert_eq!(event.unwrap().id, DERIVED_ID);
}

fn events() -> Vec<DecisionEvent> {
    let conversation = conversation(&shipping());
    let approval = ApproveSend {
        note: Some("Requested UPS BOL via #occ-reliability @ 09:12 UTC".into()),
        ai_suggestion_used: true,
        ai_suggestion: Some(JsonText::parse("{\"model\":\"m\",\"confidence\":0.80}").unwrap()),
        grades: Some(Grades { tone: 5, accuracy: 4, policy: 3 }),
        actor_id: Some(3),
        evidence_url: Some("https://logs.example/1".to_owned()),
        id: Some("e-1".to_owned()),
        ..approval()
    };
    let resolution = MarkResolved {
        shop_domain: Some("test shop/ä".to_owned()),
        override_reason: Some("spam".into()),
        ..MarkResolved::default()
    };
    vec![
        engine().approve_send(&conversation, &approval, at("08:01:00")).unwrap(),
        engine().escalate(&conversation, &escalation(), at("08:02:00")).unwrap(),
        engine().mark_resolved(&conversation, &resolution, at("08:03:00")).unwrap(),
    ]
}

#[test]
fn the_canonical_json_is_these_bytes() {
    let [approval, ..] = &events()[..] else { panic!() };
    let policy = &approval.policy;
    let expected = format!(
        concat!(
            r#"{{"schemaVersion":1,"id":"e-1","action":"chatwoot.approve_send","scope":"ops","#,
            r#""occurredAt":"2025-10-12T08:01:00.000Z","actor":"ops@example.com","actorId":3,"#,
            r##""rationale":"Requested UPS BOL via #occ-reliability @ 09:12 UTC","##,
            r#""shopDomain":"test-shop.myshopify.com","externalRef":"chatwoot:4092","#,
            r#""evidenceUrl":"https://logs.example/1","policy":{{"name":"runbook","#,
            r#""version":"{}","fingerprint":"{}"}},"engineVersion":"{}","#,
            r#""assessment":{{"priority":null,"level":"l1","reasons":[],"#,
            r#""templateId":"ship_update","edited":false,"overridden":false}},"#,
            r#""payload":{{"conversationId":4092,"operatorEmail":"ops@example.com","#,
            r##""note":"Requested UPS BOL via #occ-reliability @ 09:12 UTC","##,
            r#""replyBody":"{}","aiSuggestionUsed":true,"#,
            r#""aiSuggestion":{{"confidence":0.8,"model":"m"}},"#,
            r#""grades":{{"tone":5,"accuracy":4,"policy":3}},"overridden":null}},"redacted":[]}}"#,
        ),
        policy.version,
        policy.fingerprint,
        cx_triage::ENGINE_VERSION,
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
    assert!(!problems(&validator, &json!({"id": ""}).to_string()).is_empty());
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
        seen_message_id: Some(1),
        override_reason: Some(personal.into()),
        ..escalation()
    };
    let event = engine().escalate(&conversation, &escalation, at("08:01:00")).unwrap();
    let json = event.redacted().to_json();
    for secret in ["555", "ann@", "4111", "PWA"] {
        assert!(event.to_json().contains(secret) && !json.contains(secret), "{secret}: {json}");
    }
}

#[test]
fn no_debug_and_no_refusal_shows_a_text() {
    let secret = "Zanzibar";
    let mut document = shipping();
    document["messages"][0]["content"] = json!(format!("I will sue you, {secret}"));
    document["contactNames"] = json!([secret]);
    let conversation = conversation(&document);
    let input = ApproveSend {
        reply: Some(secret.into()),
        note: Some(secret.into()),
        ai_suggestion_used: true,
        ai_suggestion: Some(JsonText::parse(format!("\"{secret}\"")).unwrap()),
        ..approval()
    };
    let refusal: Refusal =
        engine().approve_send(&conversation, &input, at("08:01:00")).unwrap_err();
    let overriding = ApproveSend { override_reason: Some(secret.into()), ..input.clone() };
    let event = engine().approve_send(&conversation, &overriding, at("08:01:00")).unwrap();
    assert!(event.to_json().contains(secret));
    let log = cx_triage::parse_decision_log(event.to_json() + "\n{\"id\": \"Zanzibar\"}");
    for shown in [
        format!("{input:?}"),
        format!("{refusal:?} {refusal}"),
        format!("{overriding:?} {event:?} {:?}", event.to_log_row()),
        format!("{:?}", log.rejected),
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn inputs_are_read_from_documents() {
    let read = |json: &str| {
        Escalate::from_json(json).map_err(|e| (e.code.as_str(), e.pointer.unwrap_or_default()))
    };
    let good = read(r#"{"reason": "legal_or_fraud", "operatorEmail": "a@b.example"}"#).unwrap();
    assert_eq!(good.reason, EscalationReason::LegalOrFraud);
    let wrong = |code, pointer: &str| Err((code, pointer.to_owned()));
    assert_eq!(read("{}"), wrong("missing_field", ""));
    assert_eq!(read(r#"{"reason": "boredom"}"#), wrong("invalid_value", "/reason"));
    assert_eq!(read("[]"), wrong("wrong_type", ""));
    let typo = ApproveSend::from_json(r#"{"replyBody": "x"}"#).unwrap_err();
    assert_eq!(typo.code.as_str(), "unknown_field");
    let grades = ApproveSend::from_json(r#"{"grades": {"tone": 5}}"#).unwrap_err();
    assert_eq!(
        (grades.code.as_str(), grades.pointer.as_deref()),
        ("missing_field", Some("/grades"))
    );
}

#[test]
fn the_catalogue_of_refusals_is_this() {
    let codes: Vec<&str> = RefusalCode::ALL.iter().map(|code| code.as_str()).collect();
    let expected = [
        "blank_reply",
        "malformed_operator_email",
        "missing_actor",
        "invalid_input",
        "stale_draft",
        "blocked_approval",
        "resolution_not_allowed",
    ];
    assert_eq!(codes, expected);
    let fixed = RefusalBlocker::ALL.iter().filter(|blocker| !blocker.can_be_overridden());
    assert_eq!(fixed.count(), 6);
    for blocker in RefusalBlocker::ALL {
        assert_eq!(serde_json::to_value(blocker).unwrap(), blocker.as_str());
    }
    assert_eq!(Action::ApproveSend.as_str(), "chatwoot.approve_send");
}

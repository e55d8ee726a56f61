//! What the tests of decisions share: an engine, a conversation, inputs.

use cx_triage::{
    ApproveSend, Conversation, DecisionEvent, DecisionPayload, Engine, Escalate, EscalationReason,
    Grades, HandOff, Id, JsonText, MarkResolved, Policy, Timestamp,
};
use serde_json::{Value, json};

pub(crate) fn engine() -> Engine {
    Policy::runbook().compile().unwrap()
}

pub(crate) fn at(time: &str) -> Timestamp {
    Timestamp::parse(&format!("2025-10-12T{time}Z")).unwrap()
}

pub(crate) fn shipping() -> Value {
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

pub(crate) fn conversation(document: &Value) -> Conversation {
    Conversation::from_json(document.to_string()).unwrap()
}

pub(crate) fn with_message(mut document: Value, message: &Value) -> Value {
    document["messages"].as_array_mut().unwrap().push(message.clone());
    document
}

pub(crate) fn approval() -> ApproveSend {
    ApproveSend {
        operator_email: Some("ops@example.com".to_owned()),
        shop_domain: Some("test-shop.myshopify.com".to_owned()),
        seen_message_id: Id::new(11).ok(),
        ..ApproveSend::default()
    }
}

pub(crate) fn escalation() -> Escalate {
    Escalate {
        operator_email: Some("ops@example.com".to_owned()),
        hand_off: Some(HandOff {
            issue: "parcel lost twice".into(),
            customer_expectation: "a refund of $850".into(),
        }),
        ..Escalate::new(EscalationReason::RefundOverLimit)
    }
}

pub(crate) fn body(event: &DecisionEvent) -> &str {
    match &event.payload {
        DecisionPayload::ApproveSend(payload) => payload.reply_body.as_str(),
        other => panic!("not an approval: {other:?}"),
    }
}

pub(crate) const DRAFT: &str = "Appreciate you reaching out, Alex. Your order is with our carrier and I'm expediting a status check right away.";

pub(crate) fn events() -> Vec<DecisionEvent> {
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

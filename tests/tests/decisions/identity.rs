//! The derived id: the same for a retry, another for a second decision.

use std::collections::BTreeSet;

use cx_triage::conversation::CustomerText;
use cx_triage::decision::{EscalationReason, Grades, JsonText};
use cx_triage::{ApproveSend, Conversation, Engine, Escalate, MarkResolved, Policy};
use serde_json::json;

use super::common::{DRAFT, approval, at, conversation, engine, shipping, with_message};

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

#[test]
fn every_action_and_every_part_of_an_input_has_its_own_id() {
    let conversation = conversation(&shipping());
    let base = approval;
    let variants: Vec<ApproveSend> = vec![
        base(),
        ApproveSend { ai_suggestion_used: true, ..base() },
        ApproveSend { grades: Some(Grades { tone: 1, accuracy: 1, policy: 1 }), ..base() },
        ApproveSend { operator_email: Some("b@example.com".to_owned()), ..base() },
        ApproveSend { actor: Some("Ann".to_owned()), ..base() },
        ApproveSend { actor_id: Some(3), ..base() },
        ApproveSend { shop_domain: None, ..base() },
        ApproveSend { note: Some("n".into()), ..base() },
        ApproveSend { note: Some("".into()), ..base() },
        ApproveSend { seen_message_id: None, ..base() },
        ApproveSend { override_reason: Some("because".into()), ..base() },
        ApproveSend { evidence_url: Some("https://logs.example/1".to_owned()), ..base() },
        ApproveSend { reply: Some(DRAFT.into()), ..base() },
    ];
    let mut ids: BTreeSet<String> = variants
        .iter()
        .map(|input| engine().approve_send(&conversation, input, at("08:01:00")).unwrap().id)
        .collect();
    assert_eq!(ids.len(), variants.len());
    let why = Some(CustomerText::from("because"));
    let email = Some("ops@example.com".to_owned());
    let resolve = MarkResolved {
        operator_email: email.clone(),
        override_reason: why,
        ..MarkResolved::default()
    };
    for reason in [EscalationReason::PolicyException, EscalationReason::RefundOverLimit] {
        let escalate = Escalate { operator_email: email.clone(), ..Escalate::new(reason) };
        ids.insert(engine().escalate(&conversation, &escalate, at("08:01:00")).unwrap().id);
    }
    ids.insert(engine().mark_resolved(&conversation, &resolve, at("08:01:00")).unwrap().id);
    assert_eq!(ids.len(), variants.len() + 3);
    assert!(
        ids.iter().all(|id| id.len() == 64 && id.bytes().all(|b| b"0123456789abcdef".contains(&b)))
    );
}

#[test]
fn the_input_document_and_the_record_have_the_same_id() {
    let conversation = conversation(&shipping());
    let document = r#"{"shopDomain": "test-shop.myshopify.com", "note": null,
        "operatorEmail": "ops@example.com", "seenMessageId": 11}"#;
    let read = ApproveSend::from_json(document).unwrap();
    let event = engine().approve_send(&conversation, &read, at("08:01:00")).unwrap();
    assert_eq!(event.id, DERIVED_ID);
}

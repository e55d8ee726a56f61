//! Handing a conversation to a manager, and closing it.

use cx_triage::{
    Conversation, DecisionPayload, Escalate, Id, MarkResolved, Policy, RefusalBlocker, RefusalCode,
};
use serde_json::{Value, json};

use super::common::{at, conversation, engine, escalation, shipping, with_message};

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
fn the_label_is_written_unless_the_policy_finds_it() {
    let labels = |policy: Policy, labels: Value| {
        let mut document = shipping();
        document["labels"] = labels;
        let engine = policy.compile().unwrap();
        let event = engine.escalate(&conversation(&document), &escalation(), at("08:01:00"));
        let DecisionPayload::Escalate(payload) = event.unwrap().payload else { panic!() };
        payload.labels
    };
    let (runbook, deployed) = (Policy::runbook, Policy::hotdash_2025_10);
    assert_eq!(labels(runbook(), json!(["a", "a", "ESCALATION"])), ["a", "a", "ESCALATION"]);
    assert_eq!(labels(deployed(), json!(["ESCALATION"])), ["ESCALATION"]);
    // The deployed service does not trim, so that it would never see this one.
    assert_eq!(labels(deployed(), json!([" escalation"])), [" escalation", "escalation"]);
    assert_eq!(
        labels(runbook(), json!(["de-escalation", "escalations", "z", "b"])),
        ["de-escalation", "escalations", "z", "b", "escalation"]
    );
    let mut other = runbook();
    other.decisions.escalation_label = "Manager".to_owned();
    assert_eq!(labels(other.clone(), json!(["escalation"])), ["escalation", "Manager"]);
    assert_eq!(labels(other, json!(["Manager"])), ["Manager"]);
}

#[test]
fn a_conversation_is_not_handed_over_or_closed_unseen() {
    let threat = json!({"id": 12, "author": "contact", "createdAt": "2025-10-12T08:05:00Z",
        "content": "thanks, that fixed it"});
    let later = conversation(&with_message(shipping(), &threat));
    let escalate = Escalate { seen_message_id: Id::new(11).ok(), ..escalation() };
    let resolve = MarkResolved {
        operator_email: Some("ops@example.com".to_owned()),
        seen_message_id: Id::new(11).ok(),
        ..MarkResolved::default()
    };
    let refusals = [
        engine().escalate(&later, &escalate, at("08:06:00")).unwrap_err(),
        engine().mark_resolved(&later, &resolve, at("08:06:00")).unwrap_err(),
    ];
    for refusal in refusals {
        assert_eq!(refusal.blockers, [RefusalBlocker::StaleDraft]);
    }
    let why = Some("seen on the phone".into());
    let escalate = Escalate { override_reason: why, ..escalate };
    let event = engine().escalate(&later, &escalate, at("08:06:00")).unwrap();
    let DecisionPayload::Escalate(payload) = event.payload else { panic!() };
    assert_eq!(payload.overridden.unwrap().blockers, [RefusalBlocker::StaleDraft]);
}

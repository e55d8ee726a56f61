//! The operator's input: who acts, what is allowed, how it is read.

use cx_triage::{
    Action, ApproveSend, Escalate, EscalationReason, Grades, Id, MarkResolved, RefusalBlocker,
    RefusalCode,
};
use serde_json::json;

use super::common::{approval, at, conversation, engine, shipping};

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
        "already_resolved",
        "blocked_approval",
        "resolution_not_allowed",
    ];
    assert_eq!(codes, expected);
    let fixed = RefusalBlocker::ALL.iter().filter(|blocker| !blocker.can_be_overridden());
    assert_eq!(fixed.count(), 8);
    for blocker in RefusalBlocker::ALL {
        assert_eq!(serde_json::to_value(blocker).unwrap(), blocker.as_str());
    }
    assert_eq!(Action::ApproveSend.as_str(), "chatwoot.approve_send");
}

#[test]
fn an_id_that_no_form_of_the_event_can_carry_is_refused() {
    let conversation = conversation(&shipping());
    for bad in ["", " ", "\u{200B}", "a\nb", "a\u{0}", "a\u{85}"] {
        let input = ApproveSend { id: Some(bad.to_owned()), ..approval() };
        let refusal = engine().approve_send(&conversation, &input, at("08:01:00")).unwrap_err();
        assert_eq!(refusal.blockers, [RefusalBlocker::InvalidId], "{bad:?}");
    }
    for bad in [0, -3, i64::MIN] {
        let input = MarkResolved {
            actor_id: Some(bad),
            shop_domain: Some("s.example".to_owned()),
            override_reason: Some("because".into()),
            ..MarkResolved::default()
        };
        let refusal = engine().mark_resolved(&conversation, &input, at("08:01:00")).unwrap_err();
        assert_eq!(refusal.blockers, [RefusalBlocker::InvalidActorId], "{bad}");
        assert_eq!(refusal.pointer.as_deref(), Some("/actorId"));
    }
}

#[test]
fn each_grade_is_checked() {
    let conversation = conversation(&shipping());
    for (tone, accuracy, policy) in [(6, 1, 1), (1, 0, 1), (1, 1, 255)] {
        let grades = Some(Grades { tone, accuracy, policy });
        let input = ApproveSend { grades, override_reason: Some("because".into()), ..approval() };
        let refusal = engine().approve_send(&conversation, &input, at("08:01:00")).unwrap_err();
        assert_eq!(refusal.blockers, [RefusalBlocker::InvalidGrades]);
    }
    for (grades, code, pointer) in [
        (r#"{"tone": 256, "accuracy": 1, "policy": 1}"#, "out_of_range", "/grades/tone"),
        (r#"{"tone": -1, "accuracy": 1, "policy": 1}"#, "out_of_range", "/grades/tone"),
        (r#"{"tone": 4.5, "accuracy": 1, "policy": 1}"#, "wrong_type", "/grades/tone"),
        (r#"{"tone": 1, "accuracy": 1, "policy": 1, "x": 1}"#, "unknown_field", "/grades/x"),
        ("[1, 1, 1]", "wrong_type", "/grades"),
    ] {
        let error = ApproveSend::from_json(format!(r#"{{"grades": {grades}}}"#)).unwrap_err();
        assert_eq!((error.code.as_str(), error.pointer.as_deref()), (code, Some(pointer)));
    }
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let mut document = shipping();
    document["labels"] = json!(["escalated"]);
    document["messages"][0]["content"] = json!("Your manager, please. I will sue.");
    document["facts"] = json!({"refundAmount": {"amountMinor": 50001, "currency": "USD"}});
    let input = ApproveSend {
        reply: Some(" ".into()),
        operator_email: Some("ann".to_owned()),
        grades: Some(Grades { tone: 0, accuracy: 1, policy: 1 }),
        actor_id: Some(0),
        id: Some(String::new()),
        seen_message_id: Id::new(1).ok(),
        ..ApproveSend::default()
    };
    let conversation = conversation(&document);
    let refusal = engine().approve_send(&conversation, &input, at("08:01:00")).unwrap_err();
    let input_alone = [
        RefusalBlocker::BlankReply,
        RefusalBlocker::MalformedOperatorEmail,
        RefusalBlocker::InvalidGrades,
        RefusalBlocker::InvalidActorId,
        RefusalBlocker::InvalidId,
    ];
    let standing = [
        RefusalBlocker::StaleDraft,
        RefusalBlocker::EscalationLabel,
        RefusalBlocker::ManagerRequest,
        RefusalBlocker::HighRiskFinding,
        RefusalBlocker::RefundOverLimit,
    ];
    assert_eq!(refusal.blockers, [&input_alone[..], &standing[..]].concat());
    assert_eq!(refusal.code, RefusalCode::BlankReply);
    let overriding = ApproveSend { override_reason: Some("because".into()), ..input };
    let refusal = engine().approve_send(&conversation, &overriding, at("08:01:00")).unwrap_err();
    assert_eq!(refusal.blockers, input_alone);
}

#[test]
fn what_is_null_is_absent() {
    let nothing = r#"{"reply": null, "aiSuggestionUsed": null, "aiSuggestion": null,
        "grades": null, "operatorEmail": null, "actor": null, "actorId": null, "shopDomain": null,
        "note": null, "seenMessageId": null, "overrideReason": null, "evidenceUrl": null,
        "id": null}"#;
    assert_eq!(ApproveSend::from_json(nothing).unwrap(), ApproveSend::default());
    assert_eq!(MarkResolved::from_json("{}").unwrap(), MarkResolved::default());
    let bare = Escalate::from_json(r#"{"reason": "other", "reasonText": null, "handOff": null}"#);
    assert_eq!(bare.unwrap(), Escalate::new(EscalationReason::Other));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the sources")]
fn the_table_of_the_documentation_is_the_catalogue() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/src/decision/refusal.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let rows = source.lines().filter_map(|line| line.strip_prefix("/// | `"));
    let told: Vec<Vec<&str>> = rows
        .map(|row| row.split('|').map(|cell| cell.trim_matches([' ', '`'])).collect())
        .collect();
    assert_eq!(told.len(), RefusalBlocker::ALL.len());
    for (blocker, told) in RefusalBlocker::ALL.iter().zip(told) {
        let overridden = if blocker.can_be_overridden() { "yes" } else { "no" };
        assert_eq!(
            [told[0], told[1], told[3]],
            [blocker.as_str(), blocker.code().as_str(), overridden]
        );
    }
}

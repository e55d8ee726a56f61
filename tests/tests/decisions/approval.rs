//! Approving a reply: what is sent, what is recorded, what refuses.

use cx_triage::{ApproveSend, DecisionPayload, Id, JsonText, Policy, RefusalBlocker, RefusalCode};
use serde_json::{Value, json};

use super::common::{DRAFT, approval, at, body, conversation, engine, shipping, with_message};

#[test]
fn a_threat_that_came_after_the_draft_was_opened_refuses_the_send() {
    let threat = json!({"id": 12, "author": "contact", "createdAt": "2025-10-12T08:05:00Z",
        "content": "Answer me or I will sue you"});
    let later = conversation(&with_message(shipping(), &threat));
    let refusal = engine().approve_send(&later, &approval(), at("08:06:00")).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::StaleDraft);
    assert_eq!(refusal.pointer.as_deref(), Some("/seenMessageId"));
    assert_eq!(refusal.blockers, [RefusalBlocker::StaleDraft, RefusalBlocker::HighRiskFinding]);
    let seen = ApproveSend { seen_message_id: Id::new(12).ok(), ..approval() };
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
        seen_message_id: Id::new(7).ok(),
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
fn a_draft_is_stale_unless_the_newest_message_was_seen() {
    let messages = |messages: &[Value]| {
        let mut document = shipping();
        document["messages"].as_array_mut().unwrap().extend(messages.iter().cloned());
        conversation(&document)
    };
    let newer = json!({"id": 12, "author": "contact", "createdAt": "2025-10-12T08:05:00Z",
        "content": "and in blue, please"});
    let beside = json!({"id": 13, "author": "contact", "createdAt": "2025-10-12T08:00:00Z"});
    let nameless = json!({"author": "contact", "createdAt": "2025-10-12T08:05:00Z"});
    for (conversation, seen, stale) in [
        (messages(&[]), None, false),
        (messages(&[]), Some(11), false),
        (messages(&[]), Some(10), true),
        (messages(&[]), Some(12), true),
        (messages(std::slice::from_ref(&newer)), None, false),
        (messages(std::slice::from_ref(&newer)), Some(11), true),
        (messages(std::slice::from_ref(&newer)), Some(12), false),
        (messages(std::slice::from_ref(&beside)), Some(11), true),
        (messages(&[beside]), Some(13), false),
        (messages(std::slice::from_ref(&nameless)), None, false),
        (messages(std::slice::from_ref(&nameless)), Some(11), true),
        (messages(&[newer, nameless]), Some(12), true),
    ] {
        let input =
            ApproveSend { seen_message_id: seen.and_then(|id| Id::new(id).ok()), ..approval() };
        let answer = engine().approve_send(&conversation, &input, at("08:06:00"));
        let refused = answer.err().map(|refusal| refusal.blockers);
        assert_eq!(refused, stale.then(|| vec![RefusalBlocker::StaleDraft]), "{seen:?}");
    }
}

#[test]
fn a_reason_or_a_reply_that_shows_nothing_is_none() {
    let mut document = shipping();
    document["labels"] = json!(["escalation"]);
    let (open, labelled) = (conversation(&shipping()), conversation(&document));
    for blank in [
        "",
        " \t\r\n",
        "\u{A0}\u{3000}\u{2028}",
        "\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}",
        "\u{2800}\u{3164}\u{FFA0}\u{115F}\u{17B4}",
        "\u{34F}\u{FE0F}\u{180B}\u{E0100}",
        "\u{2065}\u{FFF1}\u{E0041}\u{E0FFF}",
        "\u{202E}\u{2066}\u{0}\u{7F}\u{85}",
    ] {
        let reason = ApproveSend { override_reason: Some(blank.into()), ..approval() };
        let refusal = engine().approve_send(&labelled, &reason, at("08:01:00")).unwrap_err();
        assert_eq!(refusal.blockers, [RefusalBlocker::EscalationLabel], "{blank:?}");
        let reply = ApproveSend {
            reply: Some(blank.into()),
            override_reason: Some("because".into()),
            ..approval()
        };
        let refusal = engine().approve_send(&open, &reply, at("08:01:00")).unwrap_err();
        assert_eq!(refusal.blockers, [RefusalBlocker::BlankReply], "{blank:?}");
    }
}

#[test]
fn line_ends_alone_are_no_edit() {
    let mut policy = Policy::runbook();
    for template in &mut policy.templates {
        template.body = "Hi {{name}},\nyour order is on its way.\n\nBest".to_owned();
    }
    let engine = policy.compile().unwrap();
    for (reply, edited) in [
        ("Hi Alex,\r\nyour order is on its way.\r\n\r\nBest\r\n", false),
        ("Hi Alex,\nyour order is on its way.\n\nBest", false),
        ("Hi Alex,\nyour order is on its way.\nBest", true),
        ("Hi Alex, your order is on its way. Best", true),
    ] {
        let input = ApproveSend { reply: Some(reply.into()), ..approval() };
        let event =
            engine.approve_send(&conversation(&shipping()), &input, at("08:01:00")).unwrap();
        assert_eq!((event.assessment.edited, body(&event)), (edited, reply.trim()));
    }
}

#[test]
fn a_models_suggestion_is_kept_where_it_was_used() {
    let metadata = |used, json: &str| {
        let input = ApproveSend {
            ai_suggestion_used: used,
            ai_suggestion: Some(JsonText::parse(json).unwrap()),
            ..approval()
        };
        let event = engine().approve_send(&conversation(&shipping()), &input, at("08:01:00"));
        let event = event.unwrap();
        let DecisionPayload::ApproveSend(payload) = event.payload else { panic!() };
        let kept = payload.ai_suggestion.map(|json| json.as_str().to_owned());
        (event.rationale.into_string(), kept)
    };
    let ai = || "Approved AI suggestion".to_owned();
    assert_eq!(metadata(true, "[1.0]"), (ai(), Some("[1]".to_owned())));
    assert_eq!(metadata(true, "null"), (ai(), None));
    assert_eq!(metadata(false, "[1]"), ("Approved template reply".to_owned(), None));
}

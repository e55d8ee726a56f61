//! Conversations without personal data.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use cx_triage::{Conversation, Engine, Policy, Timestamp};
use cx_triage_tests::arbitrary;
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Policy::runbook().compile().unwrap());

fn redacted(name: &str, content: &str) -> (String, String) {
    let mut conversation = Conversation::from_json(
        r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z", "contactNames": ["x"],
            "messages": [{"author": "contact", "createdAt": "2025-10-12T08:00:00Z", "content": ""}]}"#,
    )
    .unwrap();
    conversation.contact_names[0] = name.into();
    conversation.messages[0].content = Some(content.into());
    let fixture = ENGINE.redact(&conversation);
    let content = fixture.messages[0].content.as_ref().unwrap().as_str().to_owned();
    (fixture.contact_names[0].as_str().to_owned(), content)
}

#[test]
fn names_addresses_and_numbers_are_replaced() {
    for (name, content, without) in [
        ("Robin Vale", "Robin Vale here", "[name] here"),
        ("Robin Vale", "robin  VALE here", "[name] here"),
        ("Robin Vale", "Hi Robin, Mr Vale!", "Hi [name], Mr [name]!"),
        ("Robin Vale", "Robinson lives in a valley", "Robinson lives in a valley"),
        ("Will May", "I will sue you in may", "I will sue you in may"),
        ("Jo Li", "Jo was here, jolly", "Jo was here, jolly"),
        ("Jo Li", "Jo Li was here", "[name] was here"),
        ("A (B) [C] *", "a (b) [c] * and $&", "[name] and $&"),
        ("李雷", "我是李雷。", "我是[name]。"),
        ("Robin", "write to robin@vale.example or +49 1512 5550142", "write to [email] or [phone]"),
        ("Robin", "order #PWA-4092", "order [order]"),
        ("Robin", "Robin Robin, Robin", "[name] [name], [name]"),
    ] {
        assert_eq!(redacted(name, content).1, without, "{name}: {content}");
    }
}

#[test]
fn a_name_stays_as_usable_as_it_was() {
    for (name, other) in [
        ("Robin Vale", "[name]"),
        ("robin@vale.example", "name@example.com"),
        ("robin@vale.example (Robin)", "[name]"),
        ("+49 1512 5550142", "+1 202 555 0100"),
        ("morning-rain-190", "morning-rain-190"),
        ("  ", "  "),
    ] {
        assert_eq!(redacted(name, "hello").0, other, "{name}");
    }
}

#[test]
fn a_reply_and_its_decision_keep_the_same_text() {
    let conversation = Conversation::from_json(
        r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
            "contactNames": ["Robin Vale"], "variables": {"order": "PWA-4092"}, "messages": [
            {"id": 1, "author": "contact", "createdAt": "2025-10-12T08:00:00Z",
             "content": "Where is my parcel?"},
            {"id": 2, "author": "agent", "createdAt": "2025-10-12T08:05:00Z",
             "content": "Hi Robin Vale, thanks for your patience. I'm checking on your order now and will follow up with an update shortly."}],
            "decisions": [{"action": "approve_send", "at": "2025-10-12T08:05:00Z",
             "templateId": "ack_delay",
             "replyBody": "Hi Robin Vale, thanks for your patience. I'm checking on your order now and will follow up with an update shortly."}]}"#,
    )
    .unwrap();
    let fixture = ENGINE.redact(&conversation);
    assert_eq!(fixture.messages[1].content, fixture.decisions[0].reply_body);
    assert!(!fixture.to_json().contains("Robin") && !fixture.to_json().contains("4092"));
    let now = Timestamp::parse("2025-10-12T08:20:00Z").unwrap();
    let (told, of_fixture) = (ENGINE.assess(&conversation, now), ENGINE.assess(&fixture, now));
    assert_eq!(told.follow_ups, of_fixture.follow_ups);
    assert_eq!(told.resolution, of_fixture.resolution);
    assert_eq!(told.reasons, of_fixture.reasons);
}

proptest! {
    #[test]
    fn shape_and_times_stay(conversation in arbitrary::conversation()) {
        let fixture = ENGINE.redact(&conversation);
        prop_assert_eq!(fixture.messages.len(), conversation.messages.len());
        let times = |c: &Conversation| c.messages.iter().map(|m| (m.id, m.author, m.created_at)).collect::<Vec<_>>();
        prop_assert_eq!(times(&fixture), times(&conversation));
        prop_assert_eq!(&fixture.facts, &conversation.facts);
        prop_assert_eq!(&fixture.labels, &conversation.labels);
        let twice = ENGINE.redact(&fixture);
        prop_assert_eq!(twice.messages.len(), fixture.messages.len());
    }
}

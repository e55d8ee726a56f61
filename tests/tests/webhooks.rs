//! Webhooks: events in any order make one conversation, and only a signed one is taken.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use cx_triage::chatwoot::{SignatureProblem, parse_webhook, verify_signature};
use cx_triage::{Conversation, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

const OPENED: i64 = 1_772_010_000;

fn stored() -> Conversation {
    Conversation::from_json(
        r#"{"id": 41, "status": "open", "createdAt": "2026-02-25T09:00:00Z",
            "updatedAt": "2026-02-25T09:00:00Z", "facts": {"refundPending": true},
            "decisions": [{"action": "escalate", "at": "2026-02-25T09:00:01Z"}]}"#,
    )
    .unwrap()
}

fn apply<'e>(events: impl IntoIterator<Item = &'e Value>) -> Conversation {
    let mut conversation = stored();
    for event in events {
        conversation.apply(&parse_webhook(event.to_string()).unwrap()).unwrap();
    }
    conversation
}

/// What happens next: a message is written, edited or deleted, or the status changes.
#[derive(Debug, Clone)]
enum Step {
    Written(i64),
    Edited(i64),
    Deleted(i64),
    Line(i64),
    Status,
    Label(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..6_i64).prop_map(Step::Written),
        2 => (1..6_i64).prop_map(Step::Edited),
        1 => (1..6_i64).prop_map(Step::Deleted),
        1 => (20..25_i64).prop_map(Step::Line),
        3 => Just(Step::Status),
        2 => any::<u8>().prop_map(Step::Label),
    ]
}

/// The bodies that Chatwoot sends for these steps, one after the other; the status goes from open
/// to resolved and back once.
fn bodies(steps: &[Step]) -> Vec<Value> {
    let mut status = ["open", "resolved", "open"].into_iter();
    let mut now = status.next().unwrap();
    let mut labels: Vec<String> = Vec::new();
    let mut bodies = Vec::new();
    for (number, step) in (1_i64..).zip(steps) {
        let at = OPENED + 100 * number;
        let mut body = json!({"event": "conversation_updated", "id": 41, "created_at": OPENED,
            "updated_at": f64::from(i32::try_from(at).unwrap()) + 0.5, "messages": []});
        let written = |id: i64, text: String, deleted: bool| {
            json!([{"id": id, "message_type": 0, "created_at": OPENED + id, "content": text,
                "content_attributes": {"deleted": deleted}}])
        };
        match step {
            Step::Written(id) => body["messages"] = written(*id, format!("text {id}"), false),
            Step::Edited(id) => body["messages"] = written(*id, format!("edit {number}"), false),
            Step::Deleted(id) => body["messages"] = written(*id, "gone".to_owned(), true),
            Step::Line(id) => {
                body["messages"] = json!([{"id": id, "message_type": 2, "created_at": at,
                    "content": "Priya added vip"}]);
            }
            Step::Label(label) => labels = vec![format!("label {label}")],
            Step::Status => {
                let Some(next) = status.next() else { continue };
                now = next;
                body["event"] = json!("conversation_status_changed");
                body["changed_attributes"] = json!([{"status": {"current_value": now}}]);
            }
        }
        body["status"] = json!(now);
        body["labels"] = json!(labels);
        bodies.push(body);
    }
    bodies
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_order_and_repetition_gives_one_state(
        steps in prop::collection::vec(step(), 1..12),
        order in prop::collection::vec(any::<prop::sample::Index>(), 24),
    ) {
        let bodies = bodies(&steps);
        prop_assume!(!bodies.is_empty());
        let in_order = apply(&bodies);
        // Each once, in another order, some of them again.
        let mut shuffled: Vec<&Value> = bodies.iter().collect();
        for (at, index) in order.iter().enumerate() {
            shuffled.swap(at % bodies.len(), index.index(bodies.len()));
        }
        let again: Vec<&Value> = order.iter().take(6).map(|index| index.get(&shuffled)).copied().collect();
        shuffled.extend(again);
        prop_assert_eq!(apply(shuffled).to_json(), in_order.to_json());
    }

    #[test]
    fn what_the_service_knows_stays(steps in prop::collection::vec(step(), 1..12)) {
        let conversation = apply(&bodies(&steps));
        prop_assert!(conversation.facts.refund_pending);
        prop_assert_eq!(conversation.decisions, stored().decisions);
        prop_assert_eq!(conversation.partial, stored().partial);
    }

    #[test]
    fn one_wrong_byte_is_refused(place in any::<prop::sample::Index>(), flip in 1..=255_u8, part in 0..3) {
        let (mut body, mut time, mut header) = (BODY.to_vec(), TIME.as_bytes().to_vec(), HEADER.as_bytes().to_vec());
        let target = match part { 0 => &mut body, 1 => &mut time, _ => &mut header };
        let at = place.index(target.len());
        target[at] ^= flip;
        let (Ok(time), Ok(header)) = (String::from_utf8(time), String::from_utf8(header)) else { return Ok(()) };
        // The same digits in capitals are the same signature.
        prop_assume!(!header.eq_ignore_ascii_case(HEADER) || part < 2);
        prop_assert!(verify_signature(SECRET, &time, &body, &header, now(0), 300_000).is_err());
    }
}

const SECRET: &str = "whsec_evergreen";
const TIME: &str = "1772010000";
const BODY: &[u8] = br#"{"event":"conversation_created","id":41}"#;
/// Computed with another implementation.
const HEADER: &str = "sha256=96404fe48bf4396136b6024d82a6fa0135ad6ba2a311395df05a91c0f7963600";

fn now(ms: i64) -> Timestamp {
    Timestamp::from_millis(OPENED * 1000 + ms).unwrap()
}

fn problem(time: &str, header: &str, now: Timestamp) -> Option<SignatureProblem> {
    verify_signature(SECRET, time, BODY, header, now, 300_000).err().map(|error| error.code)
}

#[test]
fn the_age_counts_both_ways_and_the_tolerance_is_inclusive() {
    for (ms, expected) in [
        (0, None),
        (300_000, None),
        (300_001, Some(SignatureProblem::TooOld)),
        (-300_000, None),
        (-300_001, Some(SignatureProblem::TooNew)),
    ] {
        assert_eq!(problem(TIME, HEADER, now(ms)), expected, "{ms}");
    }
    assert_eq!(
        verify_signature(SECRET, TIME, BODY, HEADER, Timestamp::MAX, i64::MAX).map_err(|e| e.code),
        Ok(())
    );
}

#[test]
fn what_is_missing_or_malformed_is_refused() {
    use SignatureProblem::{MalformedSignature, MalformedTimestamp, WrongSignature};
    let bare = HEADER.trim_start_matches("sha256=");
    let short = HEADER.get(..HEADER.len() - 1).unwrap();
    for (time, header, expected) in [
        (TIME, "", MalformedSignature),
        (TIME, bare, MalformedSignature),
        (TIME, short, MalformedSignature),
        (TIME, "sha256=zz", MalformedSignature),
        ("", HEADER, MalformedTimestamp),
        ("yesterday", HEADER, MalformedTimestamp),
        ("-1772010000", HEADER, MalformedTimestamp),
        ("1772010000.5", HEADER, MalformedTimestamp),
        ("99999999999999999999", HEADER, MalformedTimestamp),
        ("1772010001", HEADER, WrongSignature),
    ] {
        assert_eq!(problem(time, header, now(0)), Some(expected), "{time} {header}");
    }
    let other = verify_signature("another secret", TIME, BODY, HEADER, now(0), 300_000);
    let shown = format!("{:?}", other.unwrap_err());
    assert!(!shown.contains("another secret"), "{shown}");
}

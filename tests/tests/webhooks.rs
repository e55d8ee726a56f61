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

/// How a change of status comes to be known.
#[derive(Debug, Clone, Copy)]
enum Telling {
    /// By the event's `changed_attributes`.
    Event,
    /// By a log line among the event's messages.
    Line,
    /// By both.
    Both,
    /// By nobody: the next event shows another status.
    Nobody,
}

/// What happens next: a message is written, edited or deleted, a label or the status changes.
#[derive(Debug, Clone)]
enum Step {
    Written(i64),
    Edited(i64),
    Deleted(i64),
    Line(i64),
    Status(&'static str, Telling),
    Label(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let status = prop::sample::select(vec!["open", "resolved", "snoozed", "pending", "resolved"]);
    let telling =
        prop::sample::select(vec![Telling::Event, Telling::Line, Telling::Both, Telling::Nobody]);
    prop_oneof![
        3 => (1..6_i64).prop_map(Step::Written),
        2 => (1..6_i64).prop_map(Step::Edited),
        // Chatwoot's own lines (from 30 on) too.
        1 => prop_oneof![1..6_i64, 30..40_i64].prop_map(Step::Deleted),
        1 => (20..25_i64).prop_map(Step::Line),
        5 => (status, telling).prop_map(|(status, telling)| Step::Status(status, telling)),
        2 => any::<u8>().prop_map(Step::Label),
    ]
}

/// A story: what happens, and so many milliseconds after what happened before.
fn story() -> impl Strategy<Value = Vec<(i64, Step)>> {
    let pause = prop_oneof![1..900_i64, 1_000..60_001_i64, 60_000..900_000_i64];
    prop::collection::vec((pause, step()), 1..16)
}

fn line(status: &str) -> &'static str {
    match status {
        "open" => "Conversation was reopened by Priya",
        "resolved" => "Conversation was marked resolved by Priya",
        "snoozed" => "Conversation was snoozed by Priya",
        _ => "Conversation was marked as pending by Priya",
    }
}

/// The bodies that Chatwoot sends for a story, one after the other.
fn bodies(story: &[(i64, Step)]) -> Vec<Value> {
    let (mut now, mut at) = ("open", OPENED * 1000);
    let mut labels: Vec<String> = Vec::new();
    let mut bodies = Vec::new();
    for (number, (pause, step)) in (1_i64..).zip(story) {
        at += pause;
        let time = Timestamp::from_millis(at).unwrap().to_string();
        let mut body = json!({"event": "conversation_updated", "id": 41, "created_at": OPENED,
            "updated_at": time, "messages": []});
        let written = |id: i64, text: String, deleted: bool| {
            json!([{"id": id, "message_type": if id < 20 { 0 } else { 2 }, "content": text,
                "created_at": OPENED + id, "content_attributes": {"deleted": deleted}}])
        };
        match step {
            Step::Written(id) => body["messages"] = written(*id, format!("text {id}"), false),
            Step::Edited(id) => body["messages"] = written(*id, format!("edit {number}"), false),
            Step::Deleted(id) => body["messages"] = written(*id, "gone".to_owned(), true),
            Step::Line(id) => body["messages"] = written(*id, "Priya added vip".to_owned(), false),
            Step::Label(label) => labels = vec![format!("label {label}")],
            Step::Status(next, telling) => {
                if now == *next {
                    continue;
                }
                now = next;
                if matches!(telling, Telling::Event | Telling::Both) {
                    body["event"] = json!("conversation_status_changed");
                    body["changed_attributes"] = json!([{"status": {"current_value": now}}]);
                }
                if matches!(telling, Telling::Line | Telling::Both) {
                    body["messages"] = json!([{"id": 30 + number, "message_type": 2,
                        "created_at": at / 1000, "content": line(now)}]);
                }
            }
        }
        body["status"] = json!(now);
        body["labels"] = json!(labels);
        bodies.push(body);
    }
    bodies
}

/// Another order, with some of them again.
fn shuffled<'b>(bodies: &'b [Value], order: &[prop::sample::Index]) -> Vec<&'b Value> {
    let mut shuffled: Vec<&Value> = bodies.iter().collect();
    for (at, index) in order.iter().enumerate() {
        shuffled.swap(at % bodies.len(), index.index(bodies.len()));
    }
    let again: Vec<&Value> =
        order.iter().take(8).map(|index| index.get(&shuffled)).copied().collect();
    for (body, index) in again.into_iter().zip(order.iter().rev()) {
        shuffled.insert(index.index(shuffled.len() + 1), body);
    }
    shuffled
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_order_and_repetition_gives_one_state(
        story in story(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 32),
    ) {
        let bodies = bodies(&story);
        prop_assume!(!bodies.is_empty());
        let in_order = apply(&bodies);
        prop_assert_eq!(apply(shuffled(&bodies, &order)).to_json(), in_order.to_json());
    }

    /// What is told alone makes the history, however it came; a document that was written and read
    /// in between is as good.
    #[test]
    fn what_is_told_stands_at_its_time_and_nothing_else(
        story in story(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 32),
    ) {
        let story: Vec<(i64, Step)> = story
            .into_iter()
            .map(|(pause, step)| match step {
                Step::Status(status, _) => (pause, Step::Status(status, Telling::Event)),
                step => (pause, step),
            })
            .collect();
        let bodies = bodies(&story);
        prop_assume!(!bodies.is_empty());
        let mut conversation = stored();
        for event in shuffled(&bodies, &order) {
            conversation.apply(&parse_webhook(event.to_string()).unwrap()).unwrap();
            conversation = Conversation::from_json(conversation.to_json()).unwrap();
        }
        let told: Vec<(String, String)> = bodies
            .iter()
            .filter(|body| body["event"] == "conversation_status_changed")
            .map(|body| {
                let text = |key: &str| body[key].as_str().unwrap().to_owned();
                (text("status"), text("updated_at"))
            })
            .collect();
        let history: Vec<(String, String)> = conversation
            .status_changes
            .iter()
            .map(|change| (change.status.to_string(), change.at.to_string()))
            .collect();
        prop_assert_eq!(history, told);
    }

    #[test]
    fn what_the_service_knows_stays(story in story()) {
        let conversation = apply(&bodies(&story));
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

/// Two changes to one status whose events come last: what an earlier delivery showed in between
/// gives way to what they tell.
#[test]
fn a_later_telling_takes_the_place_of_what_was_shown() {
    let body = |second: i64, status: &str, told: bool| {
        let changed = json!([{"status": {"current_value": status}}]);
        json!({"event": "conversation_updated", "id": 41, "status": status, "created_at": OPENED,
            "updated_at": OPENED + second, "messages": [],
            "changed_attributes": if told { changed } else { json!([]) }})
    };
    let (resolved, opened, again) =
        (body(100, "resolved", true), body(200, "open", true), body(300, "resolved", true));
    let shown = body(150, "resolved", false);
    let seconds = |conversation: &Conversation| -> Vec<i64> {
        let since = |at: Timestamp| (at.as_millis() - OPENED * 1000) / 1000;
        conversation.status_changes.iter().map(|change| since(change.at)).collect()
    };
    // Nobody told the first one yet: it stands where it was shown.
    assert_eq!(seconds(&apply([&shown, &again])), [150, 300]);
    assert_eq!(seconds(&apply([&shown, &again, &opened])), [150, 200, 300]);
    assert_eq!(seconds(&apply([&again, &shown, &opened, &resolved])), [100, 200, 300]);
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

#[test]
fn nothing_is_signed_by_an_empty_secret() {
    // What anyone can compute: the HMAC-SHA256 of `1772010000.{}` under a key of no bytes.
    let header = "sha256=69e58b76a2c992b8bbf9c87d78a2e0589ae3ceb84e2309c3fbf99bb3bf9c5fda";
    let problem = verify_signature("", TIME, "{}", header, now(0), 300_000).unwrap_err();
    assert_eq!(problem.code, SignatureProblem::WrongSignature);
}

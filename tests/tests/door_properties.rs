//! Properties of the doors: total on any bytes, silent about the customer, lossless.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test reads files and fails by panicking"
)]

use std::sync::LazyLock;

use cx_triage::chatwoot::{
    parse_conversation, parse_conversation_list, parse_messages, parse_webhook,
};
use cx_triage::{
    Action, Author, ChatwootPriority, Conversation, CustomerText, ExtraKind, Facts, Id, Message,
    MessageExtra, Money, PastDecision, RiskCategory, RiskVerdict, Status, StatusChange, Timestamp,
    Verdict,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Stands in every text of a document that is then broken.
const SECRET: &str = "Xq7secretZw";

/// What every door says of `bytes`, as far as a log could show it.
fn everything_told(bytes: &[u8]) -> String {
    let mut told = String::new();
    let mut tell = |text: String| {
        told.push_str(&text);
        told.push('\n');
    };
    match parse_conversation_list(bytes) {
        Ok(list) => tell(format!("{:?} {:?}", list, list.rejected)),
        Err(problem) => tell(format!("{problem} {problem:?}")),
    }
    match parse_messages(bytes) {
        Ok(page) => tell(format!("{:?} {:?}", page.messages, page.rejected)),
        Err(problem) => tell(format!("{problem} {problem:?}")),
    }
    match parse_conversation(bytes) {
        Ok(conversation) => tell(format!("{conversation:?}")),
        Err(problem) => tell(format!("{problem} {problem:?}")),
    }
    if let Err(problem) = parse_webhook(bytes) {
        tell(format!("{problem} {problem:?}"));
    }
    match Conversation::from_json(bytes) {
        Ok(conversation) => tell(format!("{conversation:?}")),
        Err(problem) => tell(format!("{problem} {problem:?}")),
    }
    told
}

fn payload(which: usize) -> Value {
    static PAYLOADS: LazyLock<Vec<Value>> = LazyLock::new(payloads);
    PAYLOADS[which].clone()
}

fn payloads() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads/chatwoot");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
        .iter()
        .map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
        .collect()
}

/// Every place of a document, as JSON Pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                places(
                    value,
                    &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Puts the secret into every text that decides nothing: events and types stay readable.
fn plant(value: &mut Value) {
    match value {
        Value::String(text) => *text = format!("{SECRET}, expected {SECRET} at line 3: {text}"),
        Value::Array(items) => items.iter_mut().for_each(plant),
        Value::Object(keys) => {
            for (key, value) in keys {
                // Labels and channels are the shop's words, not the customer's, and Debug shows them.
                let kept =
                    ["event", "message_type", "labels", "status", "created_at", "type", "channel"];
                if !kept.contains(&key.as_str()) {
                    plant(value);
                }
            }
        }
        _ => {}
    }
}

fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(SECRET)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([SECRET])),
        Just(json!({ "name": SECRET, "content": [SECRET], "id": SECRET })),
        Just(json!(1_772_010_000)),
    ]
}

fn words() -> impl Strategy<Value = CustomerText> {
    "(?s).{0,12}".prop_map(CustomerText::from)
}

fn time() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_millis()..=Timestamp::MAX.as_millis())
        .prop_map(Timestamp::from_millis_saturating)
}

fn status() -> impl Strategy<Value = Status> {
    prop::sample::select(vec![
        Status::Open,
        Status::Pending,
        Status::Snoozed,
        Status::Resolved,
        Status::Unknown,
    ])
}

fn some_id() -> impl Strategy<Value = Id> {
    (1..=i64::MAX).prop_map(|number| Id::new(number).unwrap())
}

fn id() -> impl Strategy<Value = Option<Id>> {
    prop::option::of(some_id())
}

fn message() -> impl Strategy<Value = Message> {
    let author =
        prop::sample::select(vec![Author::Contact, Author::Agent, Author::Bot, Author::System]);
    let kind =
        prop::sample::select(vec![ExtraKind::Subject, ExtraKind::Transcript, ExtraKind::Answer]);
    let extra = (kind, words()).prop_map(|(kind, text)| MessageExtra { kind, text });
    let extras = prop::collection::vec(extra, 0..3);
    let times = (time(), prop::option::of(time()));
    (id(), author, id(), prop::option::of(words()), times, any::<[bool; 3]>(), extras).prop_map(
        |(id, author, sender_id, content, times, [private, failed, automatic], extras)| Message {
            id,
            author,
            sender_id,
            content,
            created_at: times.0,
            updated_at: times.1,
            private,
            failed,
            automatic,
            extras,
        },
    )
}

fn decision() -> impl Strategy<Value = PastDecision> {
    let action =
        prop::sample::select(vec![Action::ApproveSend, Action::Escalate, Action::MarkResolved]);
    let template = prop::option::of("[a-z_]{1,12}");
    (action, time(), id(), template, prop::option::of(words()), id(), id()).prop_map(
        |(action, at, actor_id, template_id, reply_body, message_id, seen_message_id)| {
            PastDecision {
                action,
                at,
                actor_id,
                template_id,
                reply_body,
                message_id,
                seen_message_id,
            }
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let amount = (0..=i64::MAX, "[A-Z]{3}")
        .prop_map(|(amount_minor, currency)| Money::new(amount_minor, &currency).unwrap());
    let flags = any::<[bool; 6]>();
    let times = prop::array::uniform4(prop::option::of(time()));
    let verdict = (
        some_id(),
        prop::sample::select(RiskCategory::ALL),
        prop::sample::select(vec![Verdict::Dismissed, Verdict::Confirmed]),
        prop::option::of("[a-z ]{0,9}"),
    )
        .prop_map(|(message_id, category, verdict, source)| RiskVerdict {
            message_id,
            category,
            verdict,
            source,
        });
    let verdicts = prop::collection::vec(verdict, 0..3);
    (prop::option::of(amount), flags, times, prop::option::of("[a-z]{2}"), verdicts).prop_map(
        |(refund_amount, flags, times, language, risk_verdicts)| Facts {
            refund_amount,
            refund_pending: flags[0],
            return_in_progress: flags[1],
            follow_up_promised: flags[2],
            policy_exception: flags[3],
            tracking_missing: flags[4],
            cannot_reply: flags[5],
            escalated_at: times[0],
            escalation_acknowledged_at: times[1],
            first_reply_at: times[2],
            waiting_since: times[3],
            language,
            risk_verdicts,
        },
    )
}

fn conversation() -> impl Strategy<Value = Conversation> {
    let change = || (status(), time()).prop_map(|(status, at)| StatusChange { status, at });
    let priority = prop::sample::select(vec![
        ChatwootPriority::Low,
        ChatwootPriority::Medium,
        ChatwootPriority::High,
        ChatwootPriority::Urgent,
    ]);
    let from_chatwoot = (
        any::<bool>(),
        prop::option::of(time()),
        prop::option::of("Channel::[A-Z][a-z]{1,9}"),
        (id(), id()),
        prop::option::of(priority),
        prop::collection::btree_map("(?s).{0,8}", words(), 0..3),
    );
    (
        (some_id(), id(), status(), time()),
        prop::collection::vec("(?s).{0,8}", 0..4),
        prop::collection::vec(words(), 0..3),
        prop::collection::vec(message(), 0..5),
        prop::collection::vec(decision(), 0..3),
        facts(),
        (prop::collection::vec(change(), 0..3), prop::collection::vec(change(), 0..2)),
        from_chatwoot,
    )
        .prop_map(
            |(head, labels, contact_names, messages, decisions, facts, changes, more)| {
                let (status_changes, observed_statuses) = changes;
                let (id, inbox_id, status, created_at) = head;
                let (partial, updated_at, channel, ids, chatwoot_priority, variables) = more;
                Conversation {
                    id,
                    inbox_id,
                    status,
                    created_at,
                    labels,
                    contact_names,
                    messages,
                    decisions,
                    status_changes,
                    observed_statuses,
                    partial,
                    updated_at,
                    channel,
                    assignee_id: ids.0,
                    team_id: ids.1,
                    chatwoot_priority,
                    variables,
                    facts,
                }
            },
        )
}

/// A number that may be wrong where an id or an amount stands.
fn any_number() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 1..=i64::MAX, 1 => prop::sample::select(vec![0, -1, i64::MIN])]
}

/// A conversation as code may build it: its fields are public.
fn built() -> impl Strategy<Value = Conversation> {
    let currency = prop::sample::select(vec!["USD", "EUR", "usd", "EURO", "", "€€€"]);
    (
        conversation(),
        prop::collection::vec((0_usize..10, any_number()), 0..8),
        prop::option::of((any_number(), currency)),
    )
        .prop_map(|(mut conversation, numbers, amount)| {
            for (place, number) in numbers {
                let Ok(id) = Id::new(number) else { continue };
                let message = conversation.messages.last_mut();
                let decision = conversation.decisions.last_mut();
                let verdict = conversation.facts.risk_verdicts.last_mut();
                match (place, message, decision, verdict) {
                    (0, ..) => conversation.id = id,
                    (1, ..) => conversation.inbox_id = Some(id),
                    (2, ..) => conversation.assignee_id = Some(id),
                    (3, ..) => conversation.team_id = Some(id),
                    (4, Some(message), ..) => message.id = Some(id),
                    (5, Some(message), ..) => message.sender_id = Some(id),
                    (6, _, Some(decision), _) => decision.actor_id = Some(id),
                    (7, _, Some(decision), _) => decision.message_id = Some(id),
                    (8, _, Some(decision), _) => decision.seen_message_id = Some(id),
                    (9, _, _, Some(verdict)) => verdict.message_id = id,
                    _ => {}
                }
            }
            if let Some((amount_minor, currency)) = amount {
                conversation.facts.refund_amount = Money::new(amount_minor, currency).ok();
            }
            conversation
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_built_is_read_back(built in built()) {
        prop_assert_eq!(Conversation::from_json(built.to_json()), Ok(built));
    }

    #[test]
    fn constructors_take_what_is_read_and_nothing_else(
        number in any_number(),
        currency in "[A-Z]{3}|.{0,4}",
        at in time(),
    ) {
        let json = json!({"id": number, "status": "open", "createdAt": at}).to_string();
        let read = Conversation::from_json(json);
        prop_assert_eq!(read.is_ok(), number > 0);
        prop_assert_eq!(Conversation::new(number, Status::Open, at), read);
        prop_assert_eq!(Id::new(number).ok(), number.to_string().parse().ok());
        let json = json!({"amountMinor": number, "currency": currency}).to_string();
        match (Money::new(number, &currency), cx_triage::from_json::<Money>(json.as_bytes())) {
            (Ok(built), Ok(read)) => prop_assert_eq!(built, read),
            (Err(built), Err(read)) => prop_assert_eq!((built.code, built.detail), (read.code, read.detail)),
            (built, read) => prop_assert!(false, "{:?} {:?}", built, read),
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        everything_told(&bytes);
    }

    #[test]
    fn any_text_of_json_signs_is_answered(
        text in r#"([\[\]{},:"\\ue0-9.\-]|null|true|"id"|"payload"|"created_at"|"messages"){0,40}"#,
    ) {
        everything_told(text.as_bytes());
    }

    #[test]
    fn a_broken_payload_says_nothing_of_the_customer(
        which in 0..29_usize,
        breaks in prop::collection::vec((any::<prop::sample::Index>(), odd_value()), 1..4),
    ) {
        let mut document = payload(which);
        plant(&mut document);
        for (place, value) in breaks {
            let mut found = Vec::new();
            places(&document, "", &mut found);
            // Labels, events and channels are the shop's own words, which may be shown.
            found.retain(|place| {
                let shown = ["label", "event", "changed", "channel"];
                !shown.iter().any(|part| place.contains(part))
            });
            let place = place.get(&found);
            if let Some(target) = document.pointer_mut(place) {
                *target = value;
            }
        }
        let told = everything_told(document.to_string().as_bytes());
        prop_assert!(!told.contains(SECRET), "{told}");
    }

    #[test]
    fn a_cut_payload_is_an_error_that_says_nothing_of_the_customer(
        which in 0..29_usize,
        cut in any::<prop::sample::Index>(),
    ) {
        let mut document = payload(which);
        plant(&mut document);
        let text = document.to_string();
        let cut = &text.as_bytes()[..cut.index(text.len())];
        let told = everything_told(cut);
        prop_assert!(!told.contains(SECRET), "{told}");
        prop_assert!(parse_conversation_list(cut).is_err());
        prop_assert!(parse_webhook(cut).is_err());
    }

    #[test]
    fn a_payload_with_flipped_bytes_is_answered(
        which in 0..29_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = payload(which).to_string().into_bytes();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        everything_told(&bytes);
    }

    #[test]
    fn a_bad_entry_never_loses_the_others(
        at in 0..10_usize,
        bad in odd_value(),
    ) {
        let mut entries: Vec<Value> = (1..=10)
            .map(|id| json!({"id": id, "status": "open", "created_at": 1_772_010_000 + id}))
            .collect();
        entries[at]["created_at"] = json!([bad]);
        let list = parse_conversation_list(json!({ "payload": entries }).to_string()).unwrap();
        prop_assert_eq!(list.conversations.len(), 9);
        prop_assert_eq!(list.rejected.len(), 1);
        prop_assert_eq!(&list.rejected[0].pointer, &format!("/payload/{at}/created_at"));
        prop_assert_eq!(list.rejected[0].id, Some(i64::try_from(at).unwrap() + 1));
    }

    #[test]
    fn a_conversation_document_is_lossless(conversation in conversation()) {
        let text = conversation.to_json();
        let again = Conversation::from_json(&text).unwrap();
        prop_assert_eq!(again.to_json(), text);
        prop_assert_eq!(again, conversation);
    }

    #[test]
    fn seconds_are_floored_as_their_digits_say(
        second in -62_135_596_799_i64..253_402_300_799,
        fraction in "[0-9]{1,12}",
    ) {
        let text = format!(r#"{{"id":1,"status":"open","created_at":{second}.{fraction}}}"#);
        let padded = format!("{fraction}000");
        let millis: i64 = padded[..3].parse().unwrap();
        let below = i64::from(padded[3..].bytes().any(|b| b != b'0'));
        // `-0` is read as 0 here, so that the fraction of such a number counts up.
        let expected = if second < 0 { second * 1000 - millis - below } else { second * 1000 + millis };
        let read = parse_conversation(&text).unwrap();
        prop_assert_eq!(read.created_at.as_millis(), expected);
    }
}

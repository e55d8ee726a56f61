//! Arbitrary conversations, whose times fall on and around the limits of the runbook.

use cx_triage::{
    Action, Author, Conversation, Facts, Id, Message, Money, PastDecision, Status, StatusChange,
    Timestamp,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// 2025-10-12T00:00:00Z: the day around which arbitrary times lie.
pub const DAY: i64 = 1_760_227_200_000;

/// Times from two days before to two days after [`DAY`], mostly on multiples of 15 minutes and a
/// millisecond beside them, so that limits are hit exactly; now and then any time at all.
pub fn timestamp() -> impl Strategy<Value = Timestamp> {
    let near = (-192_i64..192, -1_i64..=1).prop_map(|(quarter, off)| DAY + quarter * 900_000 + off);
    let any = Timestamp::MIN.as_millis()..=Timestamp::MAX.as_millis();
    prop_oneof![40 => near, 1 => any].prop_map(Timestamp::from_millis_saturating)
}

/// The ids of these numbers.
pub(crate) fn id(numbers: impl Strategy<Value = i64>) -> impl Strategy<Value = Id> {
    numbers.prop_filter_map("an id", |number| Id::new(number).ok())
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        4 => Just(Status::Open),
        2 => Just(Status::Pending),
        1 => Just(Status::Snoozed),
        1 => Just(Status::Resolved),
        1 => Just(Status::Unknown),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "where is my package?",
            "I want a refund of $850",
            "I will sue you",
            "this is fraud",
            "I won't file a chargeback",
            "let me speak to your manager",
            "thanks, that fixed it",
            "ok",
            "",
            "Hi Alex, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
        ])
        .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// An arbitrary message.
pub fn message() -> impl Strategy<Value = Message> {
    (
        option::of(id(1_i64..40)),
        prop_oneof![
            4 => Just(Author::Contact),
            2 => Just(Author::Agent),
            1 => Just(Author::Bot),
            1 => Just(Author::System),
        ],
        option::of(id(1_i64..4)),
        option::weighted(0.9, words()),
        timestamp(),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(id, author, sender_id, content, created_at, private)| Message {
            id,
            sender_id,
            content: content.map(Into::into),
            private,
            ..Message::new(author, created_at)
        })
}

fn decision() -> impl Strategy<Value = PastDecision> {
    (
        prop::sample::select(vec![Action::ApproveSend, Action::Escalate, Action::MarkResolved]),
        timestamp(),
        option::of(id(1_i64..4)),
        option::of(prop::sample::select(vec!["ack_delay", "ship_update", "gone"])),
        option::of(words()),
        option::of(id(1_i64..40)),
    )
        .prop_map(|(action, at, actor_id, template_id, reply_body, message_id)| PastDecision {
            actor_id,
            template_id: template_id.map(str::to_owned),
            reply_body: reply_body.map(Into::into),
            message_id,
            ..PastDecision::new(action, at)
        })
}

fn facts() -> impl Strategy<Value = Facts> {
    let flag = || prop::bool::weighted(0.1);
    let money = (0_i64..200_000, prop::sample::select(vec!["USD", "EUR"]))
        .prop_filter_map("an amount", |(minor, currency)| Money::new(minor, currency).ok());
    (
        option::weighted(0.2, money),
        flag(),
        flag(),
        flag(),
        flag(),
        flag(),
        option::weighted(0.2, timestamp()),
        option::weighted(0.2, timestamp()),
    )
        .prop_map(
            |(refund_amount, pending, returning, promised, exception, tracking, at, ack)| Facts {
                refund_amount,
                refund_pending: pending,
                return_in_progress: returning,
                follow_up_promised: promised,
                policy_exception: exception,
                tracking_missing: tracking,
                escalated_at: at,
                escalation_acknowledged_at: ack,
                ..Facts::default()
            },
        )
}

fn status_change() -> impl Strategy<Value = StatusChange> {
    (status(), timestamp()).prop_map(|(status, at)| StatusChange { status, at })
}

/// An arbitrary conversation.
#[expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "its id is positive")]
pub fn conversation() -> impl Strategy<Value = Conversation> {
    let labels = vec(
        prop_oneof![
            prop::sample::select(vec![" Escalation ", "ESCALATED", "complex", "refund", "vip"])
                .prop_map(str::to_owned),
            any::<String>(),
        ],
        0..3,
    );
    let names = vec(
        prop_oneof![
            prop::sample::select(vec!["Alex", "", "+49 151", "morning-rain-190", "{{name}}"])
                .prop_map(str::to_owned),
            any::<String>(),
        ],
        0..3,
    );
    (
        1_i64..=i64::MAX,
        option::of(id(1_i64..9)),
        status(),
        timestamp(),
        labels,
        names,
        vec(message(), 0..9),
        vec(decision(), 0..4),
        facts(),
        vec(status_change(), 0..6),
    )
        .prop_map(
            |(
                id,
                inbox_id,
                status,
                created_at,
                labels,
                names,
                messages,
                decisions,
                facts,
                changes,
            )| {
                Conversation {
                    inbox_id,
                    labels,
                    contact_names: names.into_iter().map(Into::into).collect(),
                    messages,
                    decisions,
                    facts,
                    status_changes: changes,
                    ..Conversation::new(id, status, created_at).unwrap()
                }
            },
        )
}

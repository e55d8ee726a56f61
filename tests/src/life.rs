//! Random lives of conversations: resolved and reopened, escalated several times, with whole-second
//! and millisecond times that meet.

use cx_triage::{
    Action, Author, ChatwootPriority, Conversation, Facts, Message, PastDecision, RiskCategory,
    RiskVerdict, Status, StatusChange, Timestamp, Verdict,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{DAY, id};

/// Times over some days: most lie on a few minutes, so that many share one, as they are stored in
/// whole seconds or with milliseconds beside.
pub fn moment() -> impl Strategy<Value = Timestamp> {
    let minute = prop_oneof![
        3 => select(vec![0_i64, 1, 2, 3, 5, 15, 30, 31, 45, 60, 90, 120, 121, 150, 180]),
        2 => 0_i64..600,
        1 => select(vec![1440_i64, 1441, 1500, 2880, 2881, 2940, 4320, 5760]),
    ];
    let beside = prop_oneof![6 => Just(0_i64), 1 => Just(1), 1 => Just(-1), 1 => Just(400), 1 => Just(59_999)];
    (minute, beside)
        .prop_map(|(minute, ms)| Timestamp::from_millis_saturating(DAY + minute * 60_000 + ms))
}

fn author() -> impl Strategy<Value = Author> {
    prop_oneof![
        5 => Just(Author::Contact),
        4 => Just(Author::Agent),
        1 => Just(Author::Bot),
        1 => Just(Author::System),
    ]
}

fn words() -> impl Strategy<Value = &'static str> {
    select(vec![
        "where is my package?",
        "I want a refund of $850",
        "I will sue you",
        "let me speak to your manager",
        "thanks, that fixed it",
        "hello, a question",
        "I'll get back to you tomorrow.",
        "It left the depot this morning.",
        "Hi Alex, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
    ])
}

fn message() -> impl Strategy<Value = Message> {
    (
        option::weighted(0.9, id(1_i64..30)),
        author(),
        option::weighted(0.9, id(select(vec![7, 8, 20, 900]))),
        option::weighted(0.95, words()),
        moment(),
        (prop::bool::weighted(0.2), prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
    )
        .prop_map(|(id, author, sender_id, text, created_at, (private, failed, automatic))| {
            Message {
                id,
                sender_id,
                content: text.map(Into::into),
                private,
                failed: failed && author == Author::Agent,
                automatic: automatic && author == Author::Contact,
                ..Message::new(author, created_at)
            }
        })
}

fn decision() -> impl Strategy<Value = PastDecision> {
    (
        select(vec![Action::ApproveSend, Action::Escalate, Action::Escalate, Action::MarkResolved]),
        moment(),
        option::weighted(0.8, id(select(vec![7, 8, 20, 900]))),
        select(vec!["ack_delay", "ship_update", "refund_offer"]),
        option::weighted(0.5, words()),
        (option::weighted(0.3, id(1_i64..30)), option::weighted(0.3, id(1_i64..30))),
    )
        .prop_map(|(action, at, actor_id, template, body, (message_id, seen_message_id))| {
            let approved = action == Action::ApproveSend;
            PastDecision {
                action,
                at,
                actor_id,
                template_id: approved.then(|| template.to_owned()),
                reply_body: body.filter(|_| approved).map(Into::into),
                message_id: message_id.filter(|_| approved),
                seen_message_id,
            }
        })
}

fn facts() -> impl Strategy<Value = Facts> {
    let verdict = (
        id(1_i64..30),
        select(vec![RiskCategory::Legal, RiskCategory::ManagerRequest]),
        any::<bool>(),
    )
        .prop_map(|(message_id, category, confirmed)| RiskVerdict {
            message_id,
            category,
            verdict: if confirmed { Verdict::Confirmed } else { Verdict::Dismissed },
            source: None,
        });
    (
        option::weighted(0.2, moment()),
        option::weighted(0.1, moment()),
        option::weighted(0.2, moment()),
        option::weighted(0.2, moment()),
        (prop::bool::weighted(0.1), prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        vec(verdict, 0..2),
    )
        .prop_map(|(escalated, acknowledged, replied, waiting, flags, risk_verdicts)| {
            let (policy_exception, refund_pending, cannot_reply) = flags;
            Facts {
                escalated_at: escalated,
                escalation_acknowledged_at: acknowledged,
                first_reply_at: replied,
                waiting_since: waiting,
                policy_exception,
                refund_pending,
                cannot_reply,
                risk_verdicts,
                ..Facts::default()
            }
        })
}

fn status() -> impl Strategy<Value = Status> {
    select(vec![Status::Open, Status::Open, Status::Pending, Status::Snoozed, Status::Resolved])
}

/// A random life of a conversation.
#[expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "its id is positive")]
pub fn life() -> impl Strategy<Value = Conversation> {
    let change = (status(), moment()).prop_map(|(status, at)| StatusChange { status, at });
    (
        (prop_oneof![5 => Just(Status::Open), 1 => status()], moment()),
        vec(select(vec!["escalation", "complex", "vip", "follow-up-promised"]), 0..2),
        vec(message(), 0..10),
        vec(decision(), 0..6),
        facts(),
        vec(change, 0..5),
        prop::bool::weighted(0.15),
        (option::of(id(select(vec![3, 4]))), option::of(id(select(vec![5, 6])))),
        option::weighted(0.5, Just("Channel::Whatsapp".to_owned())),
        option::weighted(0.3, Just(ChatwootPriority::Urgent)),
    )
        .prop_map(
            |(
                (status, created_at),
                labels,
                messages,
                decisions,
                facts,
                status_changes,
                partial,
                (inbox_id, team_id),
                channel,
                chatwoot_priority,
            )| Conversation {
                labels: labels.into_iter().map(str::to_owned).collect(),
                messages,
                decisions,
                facts,
                status_changes,
                partial,
                inbox_id,
                team_id,
                channel,
                chatwoot_priority,
                ..Conversation::new(7, status, created_at).unwrap()
            },
        )
}

//! Conversations with much of one thing, and both ends of time.

use cx_triage::conversation::{Action, StatusChange};
use cx_triage::{ApproveSend, Author, Conversation, Id, Message, PastDecision, Status, Timestamp};

use crate::{Kind, assessed, conversation, count, engine, many, now, of, said, told};

pub(crate) const KINDS: &[Kind] = &[
    (
        "both ends of time",
        || {
            let mut ends = conversation();
            ends.created_at = Timestamp::MIN;
            ends.messages = vec![Message::new(Author::Contact, Timestamp::MAX)];
            let first = engine().assess(&ends, Timestamp::MAX).surfaced;
            ends.created_at = Timestamp::MAX;
            format!("{first} {}", engine().assess(&ends, Timestamp::MIN).surfaced)
        },
        "true false",
    ),
    (
        "N/100 messages",
        || {
            let at = |i: i64| now().plus_millis(i - 600_000);
            let messages = (1..=count(100)).map(|i| Message {
                id: Id::new(i).ok(),
                content: Some("where is it?".into()),
                ..Message::new(Author::Contact, at(i))
            });
            assessed(&conversation().with_messages(messages.collect()))
        },
        "0 findings, allowed",
    ),
    (
        "N/100 copies of one message",
        || {
            let message = || Message {
                id: Id::new(7).ok(),
                content: Some("hello".into()),
                ..Message::new(Author::Contact, now())
            };
            assessed(&conversation().with_messages((0..many() / 100).map(|_| message()).collect()))
        },
        "0 findings, allowed",
    ),
    (
        "N labels",
        || {
            let labels = (0..many()).map(|i| format!("label {i}")).collect();
            assessed(&Conversation { labels, ..said("hello") })
        },
        "0 findings, allowed",
    ),
    (
        "N/10 decisions",
        || {
            let decisions =
                (0..count(10)).map(|i| PastDecision::new(Action::Escalate, now().plus_millis(-i)));
            let assessment =
                engine().assess(&said("hello").with_decisions(decisions.collect()), now());
            format!("{} follow-ups", assessment.follow_ups.len())
        },
        "2 follow-ups",
    ),
    (
        "N/10 changes of status",
        || {
            let statuses = [Status::Resolved, Status::Open];
            let changes = (0..many() / 10).map(|i| {
                StatusChange::new(
                    *statuses.get(i % 2).unwrap(),
                    now().plus_millis(-60_000 * i64::try_from(i).unwrap()),
                )
            });
            let assessment =
                engine().assess(&said("hello").with_status_changes(changes.collect()), now());
            of(usize::try_from(assessment.episode.number).unwrap(), many() / 20 + 1)
        },
        "every one",
    ),
    (
        "a name of N letters",
        || {
            let named = Conversation {
                contact_names: vec!["x".repeat(many()).as_str().into()],
                ..said("hello")
            };
            let name = engine().assess(&named, now()).customer.name;
            format!("{} letters", name.as_str().chars().count())
        },
        "80 letters",
    ),
    (
        "a name that is a template",
        || {
            let named = Conversation {
                contact_names: vec!["{{name}}{{> x}}$&".into()],
                ..said("where is my parcel?")
            };
            let body = engine().assess(&named, now()).suggestion.unwrap().body;
            body.as_str().contains("{{name}}{{> x}}$&").to_string()
        },
        "true",
    ),
    (
        "a reply of N letters",
        || {
            let input = ApproveSend {
                operator_email: Some("ana@shop.example".to_owned()),
                reply: Some("x".repeat(many()).as_str().into()),
                ..ApproveSend::default()
            };
            told(engine().approve_send(&said("where is my parcel?"), &input, now()))
        },
        "read",
    ),
];

//! Chatwoot's payloads, whole, and the corpus cases of the doors.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test reads files and fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cx_triage::chatwoot::{
    EventName, WebhookEvent, parse_conversation, parse_conversation_list, parse_messages,
    parse_webhook,
};
use cx_triage::{
    Author, ChatwootPriority, Code, Conversation, CustomerText, ExtraKind, Id, Message,
    PastDecision, Status,
};
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn payload(name: &str) -> Vec<u8> {
    fs::read(folder("payloads/chatwoot").join(name)).expect(name)
}

fn event(name: &str) -> (EventName, Conversation, Option<Message>, Vec<String>) {
    match parse_webhook(payload(name)).expect(name) {
        WebhookEvent::Conversation { event, conversation, message, changed } => {
            (event, conversation, message, changed)
        }
        WebhookEvent::Ignored { event } => panic!("{name}: {event} was ignored"),
    }
}

fn ids(conversation: &Conversation) -> Vec<i64> {
    conversation.messages.iter().filter_map(|message| message.id.map(Id::get)).collect()
}

fn content(message: &Message) -> Option<&str> {
    message.content.as_ref().map(CustomerText::as_str)
}

fn names(conversation: &Conversation) -> Vec<&str> {
    conversation.contact_names.iter().map(CustomerText::as_str).collect()
}

#[test]
fn the_list_of_the_rest_interface() {
    let list = parse_conversation_list(payload("01_rest_conversations_list.json")).unwrap();
    assert!(list.rejected.is_empty());
    let [first, second, third] = &list.conversations[..] else { panic!("three conversations") };
    assert_eq!((first.id.get(), first.inbox_id, first.status), (41, Id::new(9).ok(), Status::Open));
    assert_eq!(first.created_at.to_string(), "2026-02-25T09:00:00.000Z");
    assert_eq!((names(first), ids(first)), (vec!["alex MORGAN"], vec![901]));
    assert_eq!(second.labels, ["escalation", "vip"]);
    assert_eq!((second.status, names(second)), (Status::Snoozed, vec!["sam.lee@example.com"]));
    assert_eq!((third.status, ids(third)), (Status::Resolved, vec![903, 900]));
    assert_eq!(third.messages[0].author, Author::System);
    assert_eq!(third.messages[1].author, Author::Contact);
    assert_eq!(content(&third.messages[1]), Some("Danke, alles gut!"));
    assert_eq!(third.messages[1].sender_id, Id::new(73).ok());
}

#[test]
fn the_other_lists() {
    for (name, id) in
        [("04_rest_conversations_filter.json", 41), ("21_rest_contact_conversations.json", 51)]
    {
        let list = parse_conversation_list(payload(name)).unwrap();
        assert!(list.rejected.is_empty(), "{name}");
        assert_eq!(list.conversations.iter().map(|c| c.id).collect::<Vec<_>>(), [id], "{name}");
    }
}

#[test]
fn one_conversation() {
    let enterprise =
        parse_conversation(payload("02_rest_conversation_show_enterprise_sla.json")).unwrap();
    assert_eq!((enterprise.id.get(), ids(&enterprise)), (44, vec![910]));
    let community =
        parse_conversation(payload("03_rest_conversation_show_community_no_messages.json"))
            .unwrap();
    assert_eq!((community.id.get(), community.status), (45, Status::Pending));
    assert!(community.messages.is_empty());
    assert_eq!(names(&community), ["morning-rain-190"]);
}

#[test]
fn a_page_of_messages() {
    let page = parse_messages(payload("05_rest_messages.json")).unwrap();
    assert!(page.rejected.is_empty());
    assert_eq!(page.labels, ["returns"]);
    assert_eq!(page.contact_names[0].as_str(), "alex MORGAN");
    let read: Vec<_> = page
        .messages
        .iter()
        .map(|m| (m.id.unwrap().get(), m.author, m.private, content(m)))
        .collect();
    assert_eq!(
        read,
        [
            (
                920,
                Author::Contact,
                false,
                Some("The zipper broke on first use. Can you just refund me?")
            ),
            (921, Author::Agent, false, Some("Hi Alex, sorry about that. Can you send a photo?")),
            (922, Author::System, false, Some("Conversation was marked resolved by Priya Nair")),
            (923, Author::Contact, false, None),
            (
                924,
                Author::Agent,
                true,
                Some("Customer is a trade account; refund > $500 needs manager")
            ),
            (925, Author::Contact, false, None),
            (926, Author::Bot, false, Some("Please rate the conversation")),
            (927, Author::Contact, false, Some("Any news?")),
            (928, Author::Bot, false, Some("I can help with that! Let me look up your order.")),
        ]
    );
}

#[test]
fn the_answer_to_a_change_of_status_is_none_of_the_families() {
    let bytes = payload("06_rest_toggle_status_response.json");
    let problems = [
        parse_conversation_list(&bytes).unwrap_err(),
        parse_messages(&bytes).unwrap_err(),
        parse_conversation(&bytes).unwrap_err(),
        parse_webhook(&bytes).unwrap_err(),
    ];
    let codes = problems.map(|problem| problem.code);
    assert_eq!(codes, [Code::InvalidShape; 4]);
}

#[test]
fn webhooks_of_conversations() {
    for (name, expected, id, status, messages) in [
        (
            "07_webhook_conversation_created.json",
            EventName::ConversationCreated,
            46,
            Status::Open,
            vec![1001],
        ),
        (
            "08_webhook_conversation_created_pre_4_14_2_no_account.json",
            EventName::ConversationCreated,
            47,
            Status::Open,
            vec![],
        ),
        (
            "09_webhook_conversation_updated_label_added.json",
            EventName::ConversationUpdated,
            42,
            Status::Open,
            vec![1003],
        ),
        (
            "10_webhook_conversation_status_changed_resolved_null_changes.json",
            EventName::ConversationStatusChanged,
            44,
            Status::Resolved,
            vec![930],
        ),
        (
            "11_webhook_conversation_updated_reopened.json",
            EventName::ConversationUpdated,
            44,
            Status::Open,
            vec![931],
        ),
        (
            "18_webhook_conversation_updated_sla_missed_enterprise.json",
            EventName::ConversationUpdated,
            44,
            Status::Open,
            vec![910],
        ),
    ] {
        let (event, conversation, message, _) = event(name);
        assert_eq!(
            (event, conversation.id.get(), conversation.status),
            (expected, id, status),
            "{name}"
        );
        assert_eq!((ids(&conversation), message), (messages, None), "{name}");
        let alone = parse_conversation(payload(name)).unwrap();
        assert_eq!(alone, conversation, "{name}");
    }
}

#[test]
fn what_changed() {
    let (_, conversation, _, changed) = event("09_webhook_conversation_updated_label_added.json");
    assert_eq!(changed, ["cached_label_list", "updated_at", "label_list"]);
    assert_eq!(conversation.labels, ["vip", "escalation"]);
    assert!(conversation.status_changes.is_empty());
    let (_, conversation, _, changed) = event("11_webhook_conversation_updated_reopened.json");
    assert_eq!(changed, ["status", "updated_at"]);
    let [change] = conversation.status_changes[..] else { panic!("one change") };
    assert_eq!(change.status, Status::Open);
    assert_eq!(change.at.to_string(), "2026-02-25T09:15:00.366Z");
}

#[test]
fn webhooks_of_messages() {
    for (name, conversation_id, messages, author, private, text) in [
        (
            "12_webhook_message_created_incoming.json",
            44,
            vec![931],
            Author::Contact,
            false,
            Some("No refund arrived. You people are useless, I want a manager now!!"),
        ),
        (
            "13_webhook_message_created_outgoing_agent.json",
            44,
            vec![932],
            Author::Agent,
            false,
            Some(
                "I'm sorry for the trouble, Alex. I can refund this immediately or offer store \
                 credit—let me know what works best.",
            ),
        ),
        (
            "14_webhook_message_created_private_note.json",
            44,
            vec![932, 933],
            Author::Agent,
            true,
            Some("@lead refund is 740 USD, needs approval"),
        ),
        (
            "15_webhook_message_created_attachment_null_content.json",
            48,
            vec![934],
            Author::Contact,
            false,
            None,
        ),
        (
            "16_webhook_message_created_template_html_content_4_9_to_4_12.json",
            46,
            vec![1002],
            Author::Bot,
            false,
            Some("Get notified by email"),
        ),
        (
            "17_webhook_message_created_email_with_quote.json",
            49,
            vec![935],
            Author::Contact,
            false,
            Some("Any news?"),
        ),
        (
            "19_webhook_message_created_php_relay_empty_arrays.json",
            50,
            vec![931],
            Author::Contact,
            false,
            Some("No refund arrived. You people are useless, I want a manager now!!"),
        ),
        (
            "20_webhook_message_created_agent_bot.json",
            51,
            vec![936],
            Author::Bot,
            false,
            Some("Hi! I am the triage bot."),
        ),
    ] {
        let (event, conversation, message, changed) = event(name);
        assert_eq!(event, EventName::MessageCreated, "{name}");
        assert_eq!(
            (conversation.id.get(), ids(&conversation)),
            (conversation_id, messages),
            "{name}"
        );
        let message = message.expect(name);
        assert_eq!((message.author, message.private), (author, private), "{name}");
        assert_eq!(content(&message), text, "{name}");
        assert!(conversation.messages.contains(&message), "{name}");
        assert!(changed.is_empty(), "{name}");
        assert_eq!(parse_conversation(payload(name)).unwrap(), conversation, "{name}");
    }
}

#[test]
fn an_event_without_a_part_in_triage() {
    let bytes = payload("22_webhook_conversation_typing_on.json");
    let ignored = WebhookEvent::Ignored { event: "conversation_typing_on".to_owned() };
    assert_eq!(parse_webhook(&bytes).unwrap(), ignored);
    assert_eq!(ids(&parse_conversation(&bytes).unwrap()), [932]);
}

#[test]
fn what_arrives_in_a_mailbox() {
    let page = parse_messages(payload("23_rest_messages_mailbox.json")).unwrap();
    assert!(page.rejected.is_empty());
    let of = |id: i64| page.messages.iter().find(|message| message.id.unwrap() == id).unwrap();
    let extras = |id: i64| -> Vec<(ExtraKind, &str)> {
        of(id).extras.iter().map(|extra| (extra.kind, extra.text.as_str())).collect()
    };
    assert_eq!(content(of(1101)), Some("The zipper broke."));
    assert_eq!(extras(1101), [(ExtraKind::Subject, "Zipper of order PWA-4092")]);
    assert!(of(1102).failed && !of(1103).failed);
    assert!(of(1104).automatic && of(1104).extras.is_empty());
    let note = "This is fraud, I will call my bank.";
    assert_eq!(extras(1107), [(ExtraKind::Transcript, note)]);
    assert_eq!(extras(1108), [(ExtraKind::Answer, "Please refund order 4092")]);
    assert_eq!(extras(1109), [(ExtraKind::Answer, "I will sue you")]);
    assert_eq!(extras(1110), [(ExtraKind::Answer, "Where is my parcel?")]);
    assert!(extras(1111).is_empty());
    let history: Vec<Status> = page.status_changes.iter().map(|change| change.status).collect();
    assert_eq!(history, [Status::Resolved, Status::Open]);
}

#[test]
fn what_the_list_knows_beyond_its_messages() {
    let list = parse_conversation_list(payload("24_rest_conversations_list_facts.json")).unwrap();
    let [first, second, third] = &list.conversations[..] else { panic!("three conversations") };
    assert_eq!((first.id.get(), first.status, first.partial), (61, Status::Open, true));
    assert_eq!(first.facts.first_reply_at.unwrap().to_string(), "2026-02-25T07:35:00.000Z");
    assert_eq!(first.facts.waiting_since.unwrap().to_string(), "2026-02-25T07:40:00.000Z");
    assert!(first.facts.cannot_reply);
    assert_eq!(first.channel.as_deref(), Some("Channel::Whatsapp"));
    assert_eq!((first.assignee_id, first.team_id), (Id::new(11).ok(), Id::new(4).ok()));
    assert_eq!(first.chatwoot_priority, Some(ChatwootPriority::Urgent));
    assert_eq!((second.status, second.assignee_id), (Status::Unknown, None));
    assert_eq!((third.status, third.facts.first_reply_at), (Status::Snoozed, None));
    assert_eq!(list.unknown_statuses, 1);
    let [rejected] = &list.rejected[..] else { panic!("one rejection") };
    assert_eq!((rejected.id, rejected.code), (Some(63), Code::MissingField));
}

#[test]
fn webhooks_of_a_mailbox() {
    let (_, _, message, _) = event("25_webhook_message_created_html_without_plain_copy.json");
    let text = "I don't want a refund.\n> Shall we refund you?";
    assert_eq!(content(&message.unwrap()), Some(text));
    let (_, _, message, _) = event("26_webhook_message_updated_deleted.json");
    assert_eq!(content(&message.unwrap()), None);
    let (_, conversation, message, _) = event("27_webhook_message_updated_failed.json");
    assert!(message.unwrap().failed && conversation.facts.cannot_reply);
    let (_, _, message, _) = event("28_webhook_message_created_mailer_daemon.json");
    assert!(message.unwrap().automatic);
    let (_, conversation, ..) = event("29_webhook_conversation_status_changed_resolved.json");
    let [change] = conversation.status_changes[..] else { panic!("one change") };
    assert_eq!(change.at.to_string(), "2026-02-25T09:25:00.400Z");
}

#[test]
fn events_make_a_conversation() {
    let mut stored = event("12_webhook_message_created_incoming.json").1;
    for name in [
        "13_webhook_message_created_outgoing_agent.json",
        "26_webhook_message_updated_deleted.json",
        "29_webhook_conversation_status_changed_resolved.json",
        "27_webhook_message_updated_failed.json",
    ] {
        stored.apply(&parse_webhook(payload(name)).unwrap()).unwrap();
    }
    assert_eq!(ids(&stored), [931, 932, 943]);
    assert_eq!(content(&stored.messages[0]), None);
    assert!(stored.messages[1].failed);
    assert_eq!(stored.status, Status::Resolved);
}

#[test]
fn every_payload_is_named_above() {
    let here = include_str!("chatwoot.rs");
    let mut count = 0;
    for entry in fs::read_dir(folder("payloads/chatwoot")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(here.contains(&format!("\"{name}\"")), "no test reads {name}");
        count += 1;
    }
    assert_eq!(count, 29);
}

#[test]
fn bytes_that_are_not_utf_8_cost_their_own_conversation_alone() {
    let list = b"[{\"id\":1,\"status\":\"open\",\"created_at\":1,\"messages\":[{\"created_at\":1,\
        \"content\":\"\xff\xfe\"}]},{\"id\":2,\"status\":\"open\",\"created_at\":1,\
        \"labels\":[\"\xc3\xa9\"]}]";
    let list = parse_conversation_list(list).unwrap();
    assert_eq!(list.conversations.len(), 1);
    assert_eq!(list.conversations[0].labels, ["é"]);
    let [rejected] = &list.rejected[..] else { panic!("one rejection") };
    assert_eq!((rejected.index, rejected.id), (0, Some(1)));
    assert_eq!((rejected.code, rejected.pointer.as_str()), (Code::InvalidJson, "/0"));
    assert_eq!(parse_conversation(b"{\"id\":\"\xff\"}").unwrap_err().code, Code::InvalidJson);
}

#[test]
fn a_message_of_twenty_megabytes_and_a_hundred_thousand_messages() {
    let words = "fraud \\u0041 ".repeat(20_000_000 / 13);
    let list = format!(
        r#"[{{"id":1,"status":"open","created_at":1,"messages":[{{"id":1,"message_type":0,
            "created_at":1,"content":"{words}"}}]}}]"#
    );
    let list = parse_conversation_list(&list).unwrap();
    assert!(content(&list.conversations[0].messages[0]).unwrap().starts_with("fraud A fraud"));
    let messages: Vec<String> = (1..=100_000)
        .map(|id| format!(r#"{{"id":{id},"message_type":0,"created_at":{id}}}"#))
        .collect();
    let page = parse_messages(format!("[{}]", messages.join(","))).unwrap();
    assert_eq!((page.messages.len(), page.rejected.len()), (100_000, 0));
}

#[test]
fn nesting_beyond_every_stack_is_an_answer() {
    for depth in [64, 127, 129, 200_000] {
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        for place in ["status", "labels", "messages", "meta", "unknown", "created_at"] {
            let text = format!(r#"{{"id":1,"{place}":{deep}}}"#);
            drop(parse_conversation(&text));
            drop(parse_conversation_list(format!("[{text}]")));
            drop(Conversation::from_json(&text));
        }
        drop(parse_conversation_list(&deep));
    }
}

/// Where `actual` differs from what a case of the corpus expects: objects may have more keys.
fn differences(expected: &Value, actual: &Value, at: &str, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(keys), Value::Object(actual)) => {
            for (key, value) in keys {
                match actual.get(key) {
                    Some(actual) => differences(value, actual, &format!("{at}/{key}"), found),
                    None => found.push(format!("{at}/{key} is absent")),
                }
            }
        }
        (Value::Array(items), Value::Array(actual)) if items.len() == actual.len() => {
            for (index, (item, actual)) in items.iter().zip(actual).enumerate() {
                differences(item, actual, &format!("{at}/{index}"), found);
            }
        }
        _ if expected == actual => {}
        _ => found.push(format!("{at}: expected {expected}, found {actual}")),
    }
}

#[test]
fn corpus() {
    let mut failures = Vec::new();
    let mut ran = 0;
    let mut held = 0;
    for entry in fs::read_dir(folder("corpus")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let op = case["op"].as_str().unwrap();
            held += usize::from(op == "conversation" || op.starts_with("chatwoot_"));
            let Some(actual) = cx_triage_tests::doors::answer(op, &case["input"]) else { continue };
            ran += 1;
            let mut found = Vec::new();
            differences(&case["expect"], &actual, "", &mut found);
            failures.extend(found.iter().map(|text| format!("{}: {text}", case["name"])));
        }
    }
    assert!(failures.is_empty(), "{} of {ran}:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(ran, held);
    assert!(ran >= 190, "only {ran} cases ran");
}

#[test]
fn the_list_and_the_decisions_of_the_example() {
    let folder = folder("../core/examples");
    let list = parse_conversation_list(fs::read(folder.join("conversations.json")).unwrap());
    let list = list.unwrap();
    assert_eq!(list.conversations.len(), 12);
    let [rejected] = &list.rejected[..] else { panic!("one rejection") };
    assert_eq!((rejected.index, rejected.id, rejected.code), (12, Some(4113), Code::InvalidTime));
    assert_eq!(rejected.pointer, "/data/payload/12/created_at");
    let decisions: BTreeMap<i64, Vec<PastDecision>> =
        serde_json::from_slice(&fs::read(folder.join("decisions.json")).unwrap()).unwrap();
    for (id, decisions) in decisions {
        let conversation = list.conversations.iter().find(|c| c.id == id).unwrap();
        for decision in decisions.iter().filter(|decision| decision.message_id.is_some()) {
            let message = conversation.messages.iter().find(|m| m.id == decision.message_id);
            assert_eq!(message.unwrap().content, decision.reply_body);
        }
    }
}

//! Documents in JSON: nesting, numbers, keys, bytes that are no text.

use cx_triage::Conversation;
use cx_triage::chatwoot::{
    parse_conversation, parse_conversation_list, parse_messages, parse_webhook,
};

use crate::{Kind, many, told};

fn document(inner: &str) -> String {
    told(Conversation::from_json(format!(
        r#"{{"id": 1, "status": "open", "createdAt": "2026-02-25T09:00:00Z"{inner}}}"#
    )))
}

pub(crate) const KINDS: &[Kind] = &[
    ("nothing at all", || told(Conversation::from_json("")), "invalid_json"),
    ("blanks alone", || told(parse_conversation_list(" \n\t ")), "invalid_json"),
    ("a byte order mark", || told(parse_conversation_list("\u{feff}[]")), "read"),
    (
        "bytes that are no text",
        || told(Conversation::from_json(b"{\"id\": \"\xff\"}")),
        "invalid_json",
    ),
    (
        "bytes that are no text in one entry of a list",
        || {
            let list = parse_conversation_list(b"[{\"id\": 1, \"x\": \"\xff\"}, {\"id\": 2, \"status\": \"open\", \"created_at\": 1}]").unwrap();
            format!("{} read, {}", list.conversations.len(), list.rejected.first().unwrap().code)
        },
        "1 read, invalid_json",
    ),
    ("N open brackets", || told(Conversation::from_json("[".repeat(many()))), "wrong_type"),
    (
        "N open brackets at a door",
        || told(parse_conversation_list("[".repeat(many()))),
        "invalid_json",
    ),
    ("N open braces", || told(parse_conversation("{\"a\":".repeat(many()))), "invalid_json"),
    (
        "N open brackets in a page of messages",
        || told(parse_messages(format!("[{}", "[".repeat(many())))),
        "invalid_json",
    ),
    (
        "N/10 brackets in the attributes of a webhook",
        || {
            let deep = format!("{}{}", "[".repeat(many() / 10), "]".repeat(many() / 10));
            told(parse_webhook(format!(
                "{{\"event\": \"conversation_updated\", \"id\": 1, \"status\": \"open\", \"created_at\": 1, \"changed_attributes\": {deep}}}"
            )))
        },
        "wrong_type",
    ),
    (
        "an id beyond 64 bits",
        || {
            told(Conversation::from_json(
                r#"{"id": 18446744073709551617, "status": "open", "createdAt": "2026-02-25T09:00:00Z"}"#,
            ))
        },
        "wrong_type",
    ),
    ("an id that is no whole number", || document(r#", "teamId": 1.5"#), "wrong_type"),
    ("an id below zero", || document(r#", "teamId": -1"#), "out_of_range"),
    (
        "a number without end",
        || told(parse_conversation(r#"{"id": 1, "status": "open", "created_at": 1e999}"#)),
        "time_out_of_range",
    ),
    (
        "a number of N digits",
        || {
            told(parse_conversation(format!(
                "{{\"id\": {}, \"status\": \"open\"}}",
                "9".repeat(many())
            )))
        },
        "out_of_range",
    ),
    ("not a number", || document(r#", "teamId": NaN"#), "invalid_json"),
    ("a key that stands twice", || document(r#", "status": "open""#), "duplicate_field"),
    ("a key that nobody knows", || document(r#", "constructor": {}"#), "unknown_field"),
    ("half of a surrogate pair", || document(r#", "contactNames": ["\ud83d"]"#), "invalid_json"),
    ("a zero character in a text", || document(r#", "contactNames": ["a\u0000b"]"#), "read"),
    (
        "a time before the first year",
        || document(r#", "updatedAt": "-0001-01-01T00:00:00Z""#),
        "invalid_time",
    ),
    (
        "a time after the last year",
        || {
            told(parse_conversation(
                r#"{"id": 1, "status": "open", "created_at": 999999999999999}"#,
            ))
        },
        "time_out_of_range",
    ),
    (
        "a key that stands N times",
        || document(&r#", "status": "open""#.repeat(many())),
        "duplicate_field",
    ),
    (
        "N/10 keys that nobody knows",
        || {
            let keys: Vec<String> = (0..many() / 10).map(|i| format!("\"k{i}\": 1")).collect();
            told(parse_conversation(format!(
                "{{\"id\": 1, \"status\": \"open\", \"created_at\": 1, {}}}",
                keys.join(", ")
            )))
        },
        "read",
    ),
    (
        "a key of N letters",
        || document(&format!(", \"{}\": 1", "k".repeat(many()))),
        "unknown_field",
    ),
];

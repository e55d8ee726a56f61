//! Webhooks, lists, signatures and logs from elsewhere.

use cx_triage::chatwoot::{parse_conversation_list, parse_webhook, verify_signature};
use cx_triage::parse_decision_log;

use crate::{Kind, many, now, of, told};

pub(crate) const KINDS: &[Kind] = &[
    (
        "N/8 open tags",
        || {
            let body = serde_json::to_string(&"<div>".repeat(many() / 8)).unwrap();
            let event = format!(
                "{{\"event\": \"message_created\", \"id\": 2, \"message_type\": 0, \"created_at\": 1, \"content\": {body}, \"conversation\": {{\"id\": 1, \"status\": \"open\", \"created_at\": 1}}}}"
            );
            told(parse_webhook(event))
        },
        "read",
    ),
    (
        "N/16 pairs of entities",
        || {
            let body =
                serde_json::to_string(&format!("<p>{}</p>", "&amp;&#x26;".repeat(many() / 16)))
                    .unwrap();
            let event = format!(
                "{{\"event\": \"message_created\", \"id\": 2, \"message_type\": 0, \"created_at\": 1, \"content\": {body}, \"conversation\": {{\"id\": 1, \"status\": \"open\", \"created_at\": 1}}}}"
            );
            told(parse_webhook(event))
        },
        "read",
    ),
    (
        "an event of N letters that nobody knows",
        || told(parse_webhook(format!("{{\"event\": \"{}\"}}", "x".repeat(many())))),
        "read",
    ),
    ("a body without an event", || told(parse_webhook("{}")), "invalid_shape"),
    (
        "N/10 entries that cannot be read",
        || {
            let list =
                parse_conversation_list(format!("[{}1]", "1,".repeat(many() / 10 - 1))).unwrap();
            of(list.rejected.len(), many() / 10)
        },
        "every one",
    ),
    (
        "a signature of nothing",
        || told(verify_signature("secret", "1", "body", "", now(), 300_000)),
        "malformed_signature",
    ),
    (
        "a signature of N letters",
        || told(verify_signature("secret", "1", "body", &"a".repeat(many()), now(), 300_000)),
        "malformed_signature",
    ),
    (
        "a timestamp of N digits",
        || {
            told(verify_signature(
                "secret",
                &"1".repeat(many()),
                "body",
                &format!("sha256={}", "0".repeat(64)),
                now(),
                300_000,
            ))
        },
        "malformed_timestamp",
    ),
    (
        "a log of N/10 bad lines",
        || of(parse_decision_log("x\n".repeat(many() / 10)).rejected.len(), many() / 10),
        "every one",
    ),
    (
        "a log in one line of N letters",
        || format!("{} rejected", parse_decision_log("x".repeat(many())).rejected.len()),
        "1 rejected",
    ),
    (
        "a signature of another secret",
        || {
            let signature = format!("sha256={}", "0".repeat(64));
            told(verify_signature("secret", "1772011800", "body", &signature, now(), 300_000))
        },
        "wrong_signature",
    ),
    (
        "a signature under no secret",
        || {
            let signature = format!("sha256={}", "0".repeat(64));
            told(verify_signature("", "1772011800", "body", &signature, now(), 300_000))
        },
        "wrong_signature",
    ),
    ("N/10 webhooks in one body", || told(parse_webhook("{}".repeat(many() / 10))), "invalid_json"),
];

//! A webhook handler: verify who sent the body, merge its event into the stored conversation,
//! assess it, and set one timer by `nextChangeAt`.
//!
//! The store, the clock and the timer are the service's; here a map and a sample body stand for
//! them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write};

use cx_triage::chatwoot::{WebhookEvent, parse_webhook, verify_signature};
use cx_triage::{Assessment, Conversation, Engine, Id, Policy, Timestamp};
use hmac::{Hmac, KeyInit, Mac};

/// What a request carries.
struct Request<'r> {
    /// `X-Chatwoot-Timestamp`.
    timestamp: &'r str,
    /// `X-Chatwoot-Signature`.
    signature: &'r str,
    body: &'r [u8],
}

/// A request may be this much older or newer than the clock.
const TOLERANCE_MS: i64 = 5 * 60 * 1000;

/// Answers how the conversation stands, or nothing for an event that has no part in triage. The
/// service sets one timer for `next_change_at` and assesses again then.
fn handle(
    engine: &Engine,
    store: &mut BTreeMap<Id, Conversation>,
    secret: &str,
    request: &Request<'_>,
    now: Timestamp,
) -> Result<Option<Assessment>, Box<dyn Error>> {
    let Request { timestamp, signature, body } = *request;
    verify_signature(secret, timestamp, body, signature, now, TOLERANCE_MS)?;
    let event = parse_webhook(body)?;
    let WebhookEvent::Conversation { conversation, .. } = &event else { return Ok(None) };
    let stored = store.entry(conversation.id).or_insert_with(|| conversation.clone());
    stored.apply(&event)?;
    Ok(Some(engine.assess(stored, now)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Policy::runbook().compile()?;
    let body = br#"{"event": "message_created", "id": 931, "message_type": "incoming",
        "content": "Where is my parcel?", "created_at": "2026-02-25T09:15:00.365Z",
        "conversation": {"id": 44, "status": "open", "created_at": 1772010900,
                         "updated_at": 1772010900.4, "messages": []}}"#;
    let (secret, timestamp) = ("whsec_evergreen", "1772010901");
    let signature = sign(secret, timestamp, body)?;
    let request = Request { timestamp, signature: &signature, body };
    let now = Timestamp::parse("2026-02-25T09:15:02Z")?;
    let assessment = handle(&engine, &mut BTreeMap::new(), secret, &request, now)?;
    let timer = assessment.and_then(|assessment| assessment.next_change_at);
    let timer = timer.map_or_else(|| "none".to_owned(), |at| at.to_string());
    writeln!(io::stdout(), "next look at the conversation: {timer}")?;
    Ok(())
}

/// What Chatwoot does with the secret that it shows beside the webhook's address.
fn sign(secret: &str, timestamp: &str, body: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes())?;
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    let mut signature = "sha256=".to_owned();
    for byte in mac.finalize().into_bytes() {
        write!(signature, "{byte:02x}")?;
    }
    Ok(signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_event_is_merged_and_a_forged_one_refused() -> Result<(), Box<dyn Error>> {
        let engine = Policy::runbook().compile()?;
        let mut store = BTreeMap::new();
        let now = Timestamp::from_millis(1_772_010_900_000)?;
        let body: &[u8] = br#"{"event": "conversation_created", "id": 46, "status": "open",
            "created_at": 1772010900, "messages": [{"id": 1, "message_type": 0,
            "created_at": 1772010900, "content": "I will sue you"}]}"#;
        let signature = sign("secret", "1772010900", body)?;
        let request = Request { timestamp: "1772010900", signature: &signature, body };
        let assessment = handle(&engine, &mut store, "secret", &request, now)?;
        assert!(assessment.is_some_and(|assessment| assessment.surfaced));
        assert_eq!(store.len(), 1);
        assert!(handle(&engine, &mut store, "another", &request, now).is_err());
        Ok(())
    }
}

//! Conversations to look at and to rehearse with.

use crate::conversation::Conversation;

const SAMPLES: &str = include_str!("../policies/samples.json");

/// The runbook's scenario gallery and edge cases as conversations, for previews, rehearsals and
/// documentation. All of them are made up; they are at home on 2025-10-12 around 08:30 UTC.
///
/// | number | what it shows |
/// |---|---|
/// | 4092 | gallery: shipping delay (`ship_update`) |
/// | 4103 | gallery: refund offer (`refund_offer`) |
/// | 4110 | gallery: backlog check-in (`ack_delay`) |
/// | 5001 | no draft: an attachment without words |
/// | 5002 | no name: Chatwoot's own for a visitor |
/// | 5003 | high-risk language: fraud, chargeback, legal |
/// | 5004 | rapid reopen, 15 minutes after the resolution |
/// | 5005 | with a manager: labelled and logged |
/// | 5006 | breached though answered |
/// | 5007 | an approved `ack_delay`, with its reminder at 45 minutes |
/// | 5008 | a refund over the limit |
///
/// ```
/// use cx_triage::{Policy, Timestamp, samples};
///
/// let engine = Policy::runbook().compile()?;
/// let queue = engine.queue(&samples(), Timestamp::parse("2025-10-12T08:30:00Z")?);
/// assert_eq!(queue[0].priority.map(|priority| priority.as_str()), Some("p1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn samples() -> Vec<Conversation> {
    let documents: Vec<&serde_json::value::RawValue> =
        serde_json::from_str(SAMPLES).unwrap_or_default();
    documents.iter().filter_map(|document| Conversation::from_json(document.get()).ok()).collect()
}

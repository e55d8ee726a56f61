//! The conversation document (SPEC §3.2) as plain records, read straight from its JSON.

use chrono::{DateTime, SecondsFormat};
use serde_json::Value;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    Contact,
    Agent,
    Bot,
    System,
}

/// One message.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: Option<u64>,
    pub(crate) author: Author,
    pub(crate) sender: Option<u64>,
    pub(crate) content: String,
    pub(crate) at: i64,
    pub(crate) private: bool,
    pub(crate) failed: bool,
    pub(crate) automatic: bool,
    /// Where it stands in the document's list.
    pub(crate) place: usize,
}

/// What an operator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    ApproveSend,
    Escalate,
    MarkResolved,
}

/// One past decision.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) action: Action,
    pub(crate) at: i64,
    pub(crate) actor: Option<u64>,
    pub(crate) template: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) message: Option<u64>,
    pub(crate) seen: Option<u64>,
    /// Where it stands in the log.
    pub(crate) place: usize,
}

/// A change of status.
#[derive(Debug, Clone)]
pub(crate) struct StatusChange {
    pub(crate) status: String,
    pub(crate) at: i64,
}

/// Somebody's word on a finding.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub(crate) message: u64,
    pub(crate) category: String,
    pub(crate) confirmed: bool,
}

/// What the service knows and the conversation does not say.
#[expect(clippy::struct_excessive_bools, reason = "the document's own keys")]
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) refund: Option<(i64, String)>,
    pub(crate) refund_pending: bool,
    pub(crate) return_in_progress: bool,
    pub(crate) follow_up_promised: bool,
    pub(crate) policy_exception: bool,
    pub(crate) tracking_missing: bool,
    pub(crate) cannot_reply: bool,
    pub(crate) escalated: Option<i64>,
    pub(crate) acknowledged: Option<i64>,
    pub(crate) first_reply: Option<i64>,
    pub(crate) waiting_since: Option<i64>,
    pub(crate) verdicts: Vec<Verdict>,
}

/// The whole document.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) status: String,
    pub(crate) created: i64,
    pub(crate) labels: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) channel: Option<String>,
    pub(crate) partial: bool,
    /// In order: time, then id, those without an id last, then the list's order.
    pub(crate) messages: Vec<Message>,
    /// In order: time, then the log's order.
    pub(crate) decisions: Vec<Decision>,
    /// In order of time.
    pub(crate) history: Vec<StatusChange>,
    pub(crate) facts: Facts,
}

/// Reads a document; none where it is not one.
pub(crate) fn read(document: &Value) -> Option<Document> {
    Some(Document {
        status: text(document, "status")?,
        created: time(document, "createdAt")?,
        labels: texts(document, "labels"),
        names: texts(document, "contactNames"),
        channel: text(document, "channel"),
        partial: flag(document, "partial"),
        messages: messages(document)?,
        decisions: decisions(document)?,
        history: history(document)?,
        facts: facts(document.get("facts").unwrap_or(&Value::Null))?,
    })
}

/// Messages of one id are one message: the copy listed last. They are ordered by time, then id;
/// those without an id come last, then in the list's order.
fn messages(document: &Value) -> Option<Vec<Message>> {
    let mut found: Vec<Message> = Vec::new();
    for (place, value) in list(document, "messages").iter().enumerate() {
        let message = Message {
            id: number(value, "id"),
            author: match text(value, "author")?.as_str() {
                "contact" => Author::Contact,
                "agent" => Author::Agent,
                "bot" => Author::Bot,
                _ => Author::System,
            },
            sender: number(value, "senderId"),
            content: text(value, "content").unwrap_or_default(),
            at: time(value, "createdAt")?,
            private: flag(value, "private"),
            failed: flag(value, "failed"),
            automatic: flag(value, "automatic"),
            place,
        };
        if message.id.is_some() {
            found.retain(|known| known.id != message.id);
        }
        found.push(message);
    }
    found.sort_by_key(order);
    Some(found)
}

/// What messages are ordered by.
pub(crate) fn order(message: &Message) -> (i64, bool, Option<u64>, usize) {
    (
        message.at,
        message.id.is_none(),
        message.id,
        if message.id.is_none() { message.place } else { 0 },
    )
}

fn decisions(document: &Value) -> Option<Vec<Decision>> {
    let mut found = Vec::new();
    for (place, value) in list(document, "decisions").iter().enumerate() {
        found.push(Decision {
            action: match text(value, "action")?.as_str() {
                "chatwoot.approve_send" => Action::ApproveSend,
                "chatwoot.escalate" => Action::Escalate,
                "chatwoot.mark_resolved" => Action::MarkResolved,
                _ => return None,
            },
            at: time(value, "at")?,
            actor: number(value, "actorId"),
            template: text(value, "templateId"),
            body: text(value, "replyBody"),
            message: number(value, "messageId"),
            seen: number(value, "seenMessageId"),
            place,
        });
    }
    found.sort_by_key(|decision| (decision.at, decision.place));
    Some(found)
}

fn history(document: &Value) -> Option<Vec<StatusChange>> {
    let mut found = Vec::new();
    for value in list(document, "statusChanges") {
        found.push(StatusChange { status: text(value, "status")?, at: time(value, "at")? });
    }
    found.sort_by_key(|change| change.at);
    Some(found)
}

fn facts(value: &Value) -> Option<Facts> {
    let refund = match value.get("refundAmount") {
        None | Some(Value::Null) => None,
        Some(amount) => Some((amount.get("amountMinor")?.as_i64()?, text(amount, "currency")?)),
    };
    let mut verdicts = Vec::new();
    for verdict in list(value, "riskVerdicts") {
        verdicts.push(Verdict {
            message: number(verdict, "messageId")?,
            category: text(verdict, "category")?,
            confirmed: text(verdict, "verdict")? == "confirmed",
        });
    }
    Some(Facts {
        refund,
        refund_pending: flag(value, "refundPending"),
        return_in_progress: flag(value, "returnInProgress"),
        follow_up_promised: flag(value, "followUpPromised"),
        policy_exception: flag(value, "policyException"),
        tracking_missing: flag(value, "trackingMissing"),
        cannot_reply: flag(value, "cannotReply"),
        escalated: time(value, "escalatedAt"),
        acknowledged: time(value, "escalationAcknowledgedAt"),
        first_reply: time(value, "firstReplyAt"),
        waiting_since: time(value, "waitingSince"),
        verdicts,
    })
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

fn number(value: &Value, key: &str) -> Option<u64> {
    value.get(key)?.as_u64()
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn time(value: &Value, key: &str) -> Option<i64> {
    read_time(value.get(key)?.as_str()?)
}

/// Milliseconds since the epoch of an RFC 3339 time.
#[must_use]
pub fn read_time(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.timestamp_millis())
}

/// The wire form of a time: UTC, three digits, `Z`.
#[must_use]
pub fn write_time(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true))
        .unwrap_or_default()
}

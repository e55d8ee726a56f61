//! The conversation document: what a service knows about one support conversation.

mod text;
mod time;

use serde::{Deserialize, Deserializer, Serialize};

pub use text::CustomerText;
pub use time::Timestamp;

use crate::diagnostic::{Code, Diagnostic, Keyed, coded, from_json};

/// One support conversation, with the past decisions on it and what the service knows beside it.
///
/// The order of `messages` and `decisions` is free: the engine orders messages by time, then id
/// (absent ids last), then place in the list, and decisions by time, then place in the list.
///
/// ```
/// use cx_triage::Conversation;
///
/// let conversation = Conversation::from_json(
///     br#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
///          "messages": [{"author": "contact", "createdAt": "2025-10-12T08:00:00Z",
///                        "content": "Where is my parcel?"}]}"#,
/// )?;
/// assert_eq!(conversation.messages.len(), 1);
/// assert_eq!(Conversation::from_json(conversation.to_json().as_bytes())?, conversation);
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Conversation {
    /// The conversation's number, positive.
    #[serde(deserialize_with = "id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub id: i64,
    /// The channel it came in by (Chatwoot: inbox), positive.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub inbox_id: Option<i64>,
    /// Where it stands in Chatwoot.
    #[serde(deserialize_with = "word")]
    pub status: Status,
    /// When it was opened: the start of the SLA clock.
    pub created_at: Timestamp,
    /// Labels as they are written in Chatwoot, in order.
    #[serde(default, deserialize_with = "nullable")]
    pub labels: Vec<String>,
    /// Names of the contact, the best one first.
    #[serde(default, deserialize_with = "nullable")]
    pub contact_names: Vec<CustomerText>,
    /// Everything that was written, by anybody.
    #[serde(default, deserialize_with = "objects")]
    pub messages: Vec<Message>,
    /// Decisions taken on the conversation before.
    #[serde(default, deserialize_with = "objects")]
    pub decisions: Vec<PastDecision>,
    /// What the service knows and the conversation does not say.
    #[serde(default, deserialize_with = "object")]
    pub facts: Facts,
    /// How the status came to be, where the service has the history: each entry is the status
    /// from that instant on. Read by the clocks that pause (see the policy's `sla`).
    #[serde(default, deserialize_with = "objects")]
    pub status_changes: Vec<StatusChange>,
}

/// Where a conversation stands in Chatwoot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being worked on.
    Open,
    /// With a bot, or not yet triaged.
    Pending,
    /// Put off until a time or the next message.
    Snoozed,
    /// Closed.
    Resolved,
    /// A word that Chatwoot does not know today; never surfaced.
    Unknown,
}

impl Status {
    /// The status as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Snoozed => "snoozed",
            Self::Resolved => "resolved",
            Self::Unknown => "unknown",
        }
    }
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The customer.
    Contact,
    /// A person of the support team.
    Agent,
    /// An automatic reply: an agent bot, an automation rule, a campaign, a greeting.
    Bot,
    /// Chatwoot's own log lines ("Priya added refund").
    System,
}

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// The message's number, positive; absent ids sort last among equal times.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub id: Option<i64>,
    /// Who wrote it.
    #[serde(deserialize_with = "word")]
    pub author: Author,
    /// The number of the person or bot that wrote it, in the service's own numbering.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub sender_id: Option<i64>,
    /// What was written; absent for an attachment without words and for a deleted message.
    #[serde(default)]
    pub content: Option<CustomerText>,
    /// When it was written.
    pub created_at: Timestamp,
    /// A note among agents: never the customer's words, never a reply to them.
    #[serde(default, deserialize_with = "nullable")]
    pub private: bool,
}

/// What an operator did to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Action {
    /// A reply was approved and sent.
    #[serde(rename = "chatwoot.approve_send", alias = "approve_send")]
    ApproveSend,
    /// The conversation was handed to a manager.
    #[serde(rename = "chatwoot.escalate", alias = "escalate")]
    Escalate,
    /// The conversation was closed.
    #[serde(rename = "chatwoot.mark_resolved", alias = "mark_resolved")]
    MarkResolved,
}

impl Action {
    /// The action as the decision log writes it (runbook, "Decision Logging").
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApproveSend => "chatwoot.approve_send",
            Self::Escalate => "chatwoot.escalate",
            Self::MarkResolved => "chatwoot.mark_resolved",
        }
    }
}

/// A decision that was taken on a conversation before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PastDecision {
    /// What was done. The words of the decision log; without `chatwoot.` they are read as well.
    #[serde(deserialize_with = "word")]
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Who did it, in the numbering of [`Message::sender_id`].
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub actor_id: Option<i64>,
    /// The template of the reply that was approved.
    #[serde(default)]
    pub template_id: Option<String>,
    /// The reply that was approved, as it was sent.
    #[serde(default)]
    pub reply_body: Option<CustomerText>,
    /// The message that the approved reply became.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub message_id: Option<i64>,
}

/// What the service knows and the conversation does not say.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a key of the document")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    /// The refund in question; with it, amounts in the text are not read.
    #[serde(default, deserialize_with = "optional_object")]
    pub refund_amount: Option<Money>,
    /// A refund is under way: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub refund_pending: bool,
    /// A return is under way: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub return_in_progress: bool,
    /// A follow-up was promised: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub follow_up_promised: bool,
    /// The customer asks for an exception to policy: a reason to escalate.
    #[serde(default, deserialize_with = "nullable")]
    pub policy_exception: bool,
    /// The order has no tracking number: a shipping reply wants a sentence by hand.
    #[serde(default, deserialize_with = "nullable")]
    pub tracking_missing: bool,
    /// When it was escalated, where the decision log does not say.
    #[serde(default)]
    pub escalated_at: Option<Timestamp>,
    /// When a manager acknowledged the escalation outside the conversation.
    #[serde(default)]
    pub escalation_acknowledged_at: Option<Timestamp>,
}

/// An amount of money in minor units (cents).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Money {
    /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
    #[serde(deserialize_with = "amount_minor")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 0)))]
    pub amount_minor: i64,
    /// The ISO 4217 code: three capital letters.
    #[serde(deserialize_with = "currency")]
    #[cfg_attr(feature = "schemars", schemars(regex(pattern = "^[A-Z]{3}$")))]
    pub currency: String,
}

/// The status of a conversation from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusChange {
    /// The status from then on.
    #[serde(deserialize_with = "word")]
    pub status: Status,
    /// From when.
    pub at: Timestamp,
}

impl Conversation {
    /// A conversation of which only the required is known.
    #[must_use]
    pub fn new(id: i64, status: Status, created_at: Timestamp) -> Self {
        Self {
            id,
            inbox_id: None,
            status,
            created_at,
            labels: Vec::new(),
            contact_names: Vec::new(),
            messages: Vec::new(),
            decisions: Vec::new(),
            facts: Facts::default(),
            status_changes: Vec::new(),
        }
    }

    /// Reads the library's own conversation document (UTF-8 JSON, camelCase).
    ///
    /// `id`, `status` and `createdAt` are required, of a message `author` and `createdAt`, of a
    /// decision `action` and `at`, of an amount both fields; what else is absent or null is
    /// empty. Times are RFC 3339 with any offset and floored to milliseconds.
    ///
    /// # Errors
    /// The first problem, with its place: a key that is not known included.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        from_json::<Keyed<Self>>(json.as_ref()).map(|document| document.0)
    }

    /// The document that [`Conversation::from_json`] reads: every key, in fixed order, no spaces.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }

    /// The same conversation with other messages.
    #[must_use]
    pub fn with_messages(mut self, messages: Vec<Message>) -> Self {
        self.messages = messages;
        self
    }

    /// The same conversation with other past decisions.
    #[must_use]
    pub fn with_decisions(mut self, decisions: Vec<PastDecision>) -> Self {
        self.decisions = decisions;
        self
    }

    /// The same conversation with other facts.
    #[must_use]
    pub fn with_facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }
}

/// Reads one of a type's words; serde would also read `{"open": null}`.
fn word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    T::deserialize(serde::de::value::CowStrDeserializer::<D::Error>::new(text))
}

/// Reads null as the type's default.
fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(d: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(d).map(Option::unwrap_or_default)
}

/// Reads a list of objects; null is an empty one.
fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Vec<T>, D::Error> {
    let items: Option<Vec<Keyed<T>>> = Option::deserialize(d)?;
    Ok(items.into_iter().flatten().map(|item| item.0).collect())
}

/// Reads an object; null is the type's default.
fn object<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(d: D) -> Result<T, D::Error> {
    optional_object(d).map(Option::unwrap_or_default)
}

/// Reads an object or null.
pub(crate) fn optional_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<Option<T>, D::Error> {
    Option::<Keyed<T>>::deserialize(d).map(|item| item.map(|item| item.0))
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    positive(i64::deserialize(deserializer)?)
}

fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Option::<i64>::deserialize(deserializer)?.map(positive).transpose()
}

fn positive<E: serde::de::Error>(id: i64) -> Result<i64, E> {
    if id > 0 { Ok(id) } else { Err(coded(Code::OutOfRange, "expected a positive id")) }
}

fn amount_minor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let amount = i64::deserialize(deserializer)?;
    if amount >= 0 {
        Ok(amount)
    } else {
        Err(coded(Code::OutOfRange, "expected an amount of zero or more"))
    }
}

fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let code = String::deserialize(deserializer)?;
    if is_currency(&code) {
        Ok(code)
    } else {
        Err(coded(Code::InvalidCurrency, "expected an ISO 4217 code such as `USD`"))
    }
}

/// Whether `code` has the form of an ISO 4217 code: three capital letters.
pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

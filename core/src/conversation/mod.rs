//! The conversation document: what a service knows about one support conversation.

mod as_of;
mod columns;
mod decision;
mod facts;
mod id;
mod message;
mod money;
mod read;
mod text;
mod time;
mod verdict;
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use columns::check_columns;
pub use decision::{Action, PastDecision};
pub use facts::Facts;
pub use id::Id;
pub use message::{Author, ExtraKind, Message, MessageExtra};
pub use money::{Currency, MinorUnits, Money};
pub(crate) use read::{nullable, optional_object};
pub use text::CustomerText;
pub use time::Timestamp;
pub use verdict::{RiskVerdict, Verdict};

use crate::diagnostic::{Diagnostic, Keyed, from_json};
use read::{object, objects, texts};

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
    pub id: Id,
    /// The channel it came in by (Chatwoot: inbox), positive.
    #[serde(default)]
    pub inbox_id: Option<Id>,
    /// Where it stands in Chatwoot.
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
    /// How the status came to be, where the service has the history: each entry is the status
    /// from that instant on. Read by the clocks that pause (see the policy's `sla`).
    #[serde(default, deserialize_with = "objects")]
    pub status_changes: Vec<StatusChange>,
    /// The status at the `updated_at` of each event that was merged into it, where no change is
    /// told for that instant. [`Conversation::apply`] keeps and reads it; nothing else does.
    #[serde(default, deserialize_with = "objects")]
    pub observed_statuses: Vec<StatusChange>,
    /// Messages may be missing that were written before those which are here: Chatwoot's list
    /// holds one message a conversation.
    #[serde(default, deserialize_with = "nullable")]
    pub partial: bool,
    /// When it last changed in Chatwoot.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// The kind of channel, as Chatwoot names it: `Channel::Whatsapp`.
    #[serde(default)]
    pub channel: Option<String>,
    /// The agent whom it is assigned to, positive.
    #[serde(default)]
    pub assignee_id: Option<Id>,
    /// The team which it is assigned to, positive.
    #[serde(default)]
    pub team_id: Option<Id>,
    /// The priority that people gave it in Chatwoot; the library's own is
    /// [`Priority`](crate::Priority).
    #[serde(default)]
    pub chatwoot_priority: Option<ChatwootPriority>,
    /// What a template may name beside the customer's name: the policy declares which.
    #[serde(default, deserialize_with = "texts")]
    pub variables: BTreeMap<String, CustomerText>,
    /// What the service knows and the conversation does not say.
    #[serde(default, deserialize_with = "object")]
    pub facts: Facts,
}

wire_enum! {
    /// The priority that people give a conversation in Chatwoot, the lowest first.
    pub enum ChatwootPriority {
        /// It can wait.
        Low = "low",
        /// As usual.
        Medium = "medium",
        /// Before others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
}

wire_enum! {
    /// Where a conversation stands in Chatwoot.
    pub enum Status {
        /// Being worked on.
        Open = "open",
        /// With a bot, or not yet triaged.
        Pending = "pending",
        /// Put off until a time or the next message.
        Snoozed = "snoozed",
        /// Closed.
        Resolved = "resolved",
        /// A word that Chatwoot does not know today; never surfaced.
        Unknown = "unknown",
    }
}

/// The status of a conversation from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusChange {
    /// The status from then on.
    pub status: Status,
    /// From when.
    pub at: Timestamp,
}

impl StatusChange {
    /// The status from that instant on.
    #[must_use]
    pub const fn new(status: Status, at: Timestamp) -> Self {
        Self { status, at }
    }
}

impl Conversation {
    /// A conversation of which only the required is known; the rest is set afterwards, or with
    /// `..`, so that a key which a later version adds breaks nobody.
    ///
    /// ```
    /// use cx_triage::{Author, Conversation, Id, Message, Status, Timestamp};
    ///
    /// let at = Timestamp::parse("2025-10-12T08:00:00Z")?;
    /// let message = Message {
    ///     content: Some("Where is my parcel?".into()),
    ///     ..Message::new(Author::Contact, at)
    /// };
    /// let conversation = Conversation {
    ///     inbox_id: Some(Id::new(3)?),
    ///     ..Conversation::new(7, Status::Open, at)?.with_messages(vec![message])
    /// };
    /// assert_eq!(Conversation::from_json(conversation.to_json())?, conversation);
    /// assert_eq!(Conversation::new(-1, Status::Open, at).unwrap_err().code.as_str(), "out_of_range");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::OutOfRange`](crate::Code::OutOfRange) if the id is not positive.
    pub fn new(id: i64, status: Status, created_at: Timestamp) -> Result<Self, Diagnostic> {
        let id = Id::new(id).map_err(|problem| problem.below("/id"))?;
        Ok(Self::bare(id, status, created_at))
    }

    /// [`Conversation::new`] with an id that is known to be positive.
    pub(crate) fn bare(id: Id, status: Status, created_at: Timestamp) -> Self {
        Self {
            id,
            inbox_id: None,
            status,
            created_at,
            labels: Vec::new(),
            contact_names: Vec::new(),
            messages: Vec::new(),
            decisions: Vec::new(),
            status_changes: Vec::new(),
            observed_statuses: Vec::new(),
            partial: false,
            updated_at: None,
            channel: None,
            assignee_id: None,
            team_id: None,
            chatwoot_priority: None,
            variables: BTreeMap::new(),
            facts: Facts::default(),
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
    ///
    /// It is `partial` from then on unless one of them is at most a second younger than the
    /// conversation: earlier ones may exist. [`Conversation::with_partial`] says better where every
    /// page was read.
    #[must_use]
    pub fn with_messages(mut self, messages: Vec<Message>) -> Self {
        let start = self.created_at.plus_millis(1000);
        self.partial = !messages.iter().any(|message| message.created_at <= start);
        self.messages = messages;
        self
    }

    /// The same conversation, with earlier messages that may be missing or without: `false` where
    /// all pages were read.
    #[must_use]
    pub fn with_partial(mut self, partial: bool) -> Self {
        self.partial = partial;
        self
    }

    /// The same conversation with other labels.
    #[must_use]
    pub fn with_labels(mut self, labels: Vec<String>) -> Self {
        self.labels = labels;
        self
    }

    /// The same conversation with another status; its history stays as it is
    /// ([`Conversation::with_status_changes`]).
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// The same conversation with another status history.
    #[must_use]
    pub fn with_status_changes(mut self, status_changes: Vec<StatusChange>) -> Self {
        self.status_changes = status_changes;
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

//! One message of a conversation.

use serde::{Deserialize, Serialize};

use super::read::{nullable, objects};
use super::{CustomerText, Id, Timestamp};

wire_enum! {
    /// Who wrote a message.
    pub enum Author {
        /// The customer.
        Contact = "contact",
        /// A person of the support team.
        Agent = "agent",
        /// An automatic reply: an agent bot, an automation rule, a campaign, a greeting.
        Bot = "bot",
        /// Chatwoot's own log lines ("Priya added refund").
        System = "system",
    }
}

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// The message's number, positive; absent ids sort last among equal times.
    #[serde(default)]
    pub id: Option<Id>,
    /// Who wrote it.
    pub author: Author,
    /// The number of the person or bot that wrote it, in the service's own numbering.
    #[serde(default)]
    pub sender_id: Option<Id>,
    /// What was written; absent for an attachment without words and for a deleted message.
    #[serde(default)]
    pub content: Option<CustomerText>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last edited, deleted or reported as delivered; absent where it is as it was
    /// written.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// A note among agents: never the customer's words, never a reply to them.
    #[serde(default, deserialize_with = "nullable")]
    pub private: bool,
    /// It did not reach the customer: no reply.
    #[serde(default, deserialize_with = "nullable")]
    pub failed: bool,
    /// A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
    /// customer's words.
    #[serde(default, deserialize_with = "nullable")]
    pub automatic: bool,
    /// The customer's words that stand beside the content, in the order in which they are read:
    /// subject, transcripts, answers.
    #[serde(default, deserialize_with = "objects")]
    pub extras: Vec<MessageExtra>,
}

impl Message {
    /// A message of which only the required is known: no id, no content, public, delivered.
    #[must_use]
    pub fn new(author: Author, created_at: Timestamp) -> Self {
        Self {
            id: None,
            author,
            sender_id: None,
            content: None,
            created_at,
            updated_at: None,
            private: false,
            failed: false,
            automatic: false,
            extras: Vec::new(),
        }
    }
}

/// Words of the customer that stand beside a message's content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MessageExtra {
    /// Where they stand.
    pub kind: ExtraKind,
    /// The words.
    pub text: CustomerText,
}

impl MessageExtra {
    /// These words, which stand there.
    pub fn new(kind: ExtraKind, text: impl Into<CustomerText>) -> Self {
        Self { kind, text: text.into() }
    }
}

wire_enum! {
    /// Where the words of a [`MessageExtra`] stand.
    pub enum ExtraKind {
        /// The subject of an e-mail, without `Re:` and the like.
        Subject = "subject",
        /// The transcript of a voice note.
        Transcript = "transcript",
        /// An answer to a form or a survey.
        Answer = "answer",
    }
}

//! Chatwoot's own JSON in, conversations out.
//!
//! Four families are read, each by one function: a conversation list, one conversation, a page
//! of messages and a webhook's body. Field sets are those of Chatwoot 4.15 and of the versions
//! before it that still run; keys that are not known are passed over.
//!
//! What is read, and how:
//!
//! - **Labels** are `labels`, then the older `tags`: their union, first spelling kept, in order.
//! - **Times** are whole or fractional seconds since the epoch or ISO 8601 with an offset,
//!   floored to milliseconds.
//! - **Authors** follow `message_type`, a number or a word. An outgoing message is a bot's where
//!   its sender is not a user, or where `automation_rule_id` or `campaign_id` says so; an
//!   `external_echo` is an agent's. A type that is missing or not known gives way to the
//!   sender's type; without one the message is the system's.
//! - **Content** is the customer's own words: the e-mail without its quoted tail, the plain copy
//!   before the HTML one; nothing for a deleted message or an attachment without words. HTML that
//!   has no plain copy is turned into text, its `blockquote`s into lines behind `>`.
//! - **What reached nobody**: an outgoing message with `status: "failed"` is `failed`; an incoming
//!   one with `content_attributes.email.auto_reply`, or from a mailer daemon, is `automatic`.
//! - **Extras** are the customer's words elsewhere: the subject of an e-mail (on the first message
//!   that has it, without `Re:` and the like), transcripts of voice notes, answers to forms and
//!   surveys.
//! - **Facts** that the list knows beyond its messages: `first_reply_created_at`, `waiting_since`,
//!   `can_reply`; beside them the channel, the assignee, the team and the priority.
//! - **Partial** is a conversation unless one of its messages is at most a second younger than it:
//!   Chatwoot's list holds one message a conversation.
//! - **Messages** are `messages` and `last_non_activity_message`, one for each id.
//! - `[]` stands for `{}` wherever an object is meant, as PHP relays write it.
//! - **Status** is read in any case; one that is missing or null rejects the entry, any other word
//!   is [`Status::Unknown`](crate::Status::Unknown) and counted in
//!   [`ConversationList::unknown_statuses`]. Chatwoot's log lines are read as changes of it; where
//!   a webhook tells the same change within a minute, its time stands.
//!
//! No error, and no `Debug` of one, holds a word of a customer.

mod activity;
mod apply;
mod extras;
mod history;
mod html;
mod list;
mod merge;
mod message;
mod signature;
mod subject;
mod time;
mod webhook;
mod wire;

pub use signature::{SignatureError, SignatureProblem, verify_signature};

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, CustomerText, Id, Message, StatusChange};
use crate::diagnostic::{Code, Diagnostic};

/// What a conversation list holds: the conversations that can be read, and why the others cannot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConversationList {
    /// The conversations that were read, in the list's order.
    pub conversations: Vec<Conversation>,
    /// The entries that were not, in the list's order.
    pub rejected: Vec<Rejected>,
    /// How many of the conversations have a status that Chatwoot does not know today: they are
    /// never surfaced.
    pub unknown_statuses: u32,
}

/// A page of one conversation's messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MessagesPage {
    /// The conversation that the messages say they belong to; absent where none says it.
    pub conversation_id: Option<Id>,
    /// The messages that were read, in the page's order, one for each id: what
    /// [`Conversation::with_messages`] takes.
    pub messages: Vec<Message>,
    /// The changes of status that the page's log lines tell, by time: "Conversation was marked
    /// resolved by …", in Chatwoot's wordings of six languages.
    pub status_changes: Vec<StatusChange>,
    /// The conversation's labels, as the page's `meta` has them.
    pub labels: Vec<String>,
    /// The contact's name, as the page's `meta` has it.
    pub contact_names: Vec<CustomerText>,
    /// The entries that were not read, in the page's order.
    pub rejected: Vec<Rejected>,
}

/// An entry of a list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[error("{detail} ({code} at `{pointer}`)")]
pub struct Rejected {
    /// Its place in the list, from 0.
    pub index: u32,
    /// Its number, if it has one.
    pub id: Option<i64>,
    /// What is wrong, for programs.
    pub code: Code,
    /// Where, as a JSON Pointer (RFC 6901) into the whole document.
    pub pointer: String,
    /// What is wrong, for people.
    pub detail: String,
}

/// What a webhook's body tells.
#[expect(clippy::large_enum_variant, reason = "a plain value that crosses language borders")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum WebhookEvent {
    /// A conversation or a message was created or changed.
    Conversation {
        /// What happened.
        event: EventName,
        /// The conversation as the body has it. Chatwoot sends the newest message only, so that
        /// a service adds it to those it has, or asks for the page of messages.
        conversation: Conversation,
        /// The message that was created or changed; absent for an event of the conversation.
        message: Option<Message>,
        /// The names of the attributes that changed, in the body's order, if it says so.
        changed: Vec<String>,
    },
    /// An event that has no part in triage, such as `conversation_typing_on`.
    Ignored {
        /// Its name.
        #[serde(rename = "ignored")]
        event: String,
    },
}

wire_enum! {
    /// The webhook events that are read.
    pub enum EventName {
        /// A conversation was opened.
        ConversationCreated = "conversation_created",
        /// A conversation's labels, assignee or other attributes changed.
        ConversationUpdated = "conversation_updated",
        /// A conversation was opened again, snoozed or resolved.
        ConversationStatusChanged = "conversation_status_changed",
        /// A message was written.
        MessageCreated = "message_created",
        /// A message was edited or deleted, or its delivery was reported.
        MessageUpdated = "message_updated",
    }
}

/// Reads a conversation list: `{data: {meta, payload}}`, `{meta, payload}`, `{payload}` or a bare
/// array.
///
/// An entry that cannot be read never loses the others. One message that cannot be read rejects
/// its conversation, because an answer on half a conversation would be a wrong one.
///
/// ```
/// let list = cx_triage::chatwoot::parse_conversation_list(
///     r#"{"payload": [
///         {"id": 41, "status": "open", "created_at": 1772010000, "labels": ["vip"]},
///         {"id": 42, "status": "open", "created_at": "yesterday"}
///     ]}"#,
/// )?;
/// assert_eq!(list.conversations.len(), 1);
/// assert_eq!(list.rejected[0].pointer, "/payload/1/created_at");
/// assert_eq!(list.rejected[0].id, Some(42));
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// [`Code::InvalidJson`] if the document as a whole is not JSON, [`Code::InvalidShape`] if it
/// holds no list.
pub fn parse_conversation_list(bytes: impl AsRef<[u8]>) -> Result<ConversationList, Diagnostic> {
    list::conversations(bytes.as_ref())
}

/// Reads one conversation: what the REST API shows, or a webhook's body with the conversation in
/// it, whatever the event.
///
/// ```
/// let conversation = cx_triage::chatwoot::parse_conversation(
///     r#"{"id": 41, "status": "open", "created_at": 1772010000.25,
///         "meta": {"sender": {"name": "Alex Morgan"}, "assignee": null}, "messages": []}"#,
/// )?;
/// assert_eq!(conversation.created_at.to_string(), "2026-02-25T09:00:00.250Z");
/// assert_eq!(conversation.contact_names[0].as_str(), "Alex Morgan");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// The first problem, with its place.
pub fn parse_conversation(bytes: impl AsRef<[u8]>) -> Result<Conversation, Diagnostic> {
    webhook::conversation(bytes.as_ref())
}

/// Reads a page of one conversation's messages: `{meta, payload}` or a bare array.
///
/// A message that cannot be read never loses the others; look at `rejected` before an answer is
/// trusted, since what is missing may be what matters.
///
/// ```
/// let page = cx_triage::chatwoot::parse_messages(
///     r#"{"meta": {"labels": ["returns"]}, "payload": [
///         {"id": 920, "content": "It broke.", "message_type": 0, "created_at": 1772004600}
///     ]}"#,
/// )?;
/// assert_eq!(page.messages[0].author, cx_triage::Author::Contact);
/// assert!(page.rejected.is_empty());
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// [`Code::InvalidJson`] if the document as a whole is not JSON, [`Code::InvalidShape`] if it
/// holds no list.
pub fn parse_messages(bytes: impl AsRef<[u8]>) -> Result<MessagesPage, Diagnostic> {
    list::messages(bytes.as_ref())
}

/// Reads a webhook's body.
///
/// An event name that has no part in triage is [`WebhookEvent::Ignored`], not an error, and
/// nothing else of its body is looked at.
///
/// ```
/// use cx_triage::chatwoot::{EventName, WebhookEvent, parse_webhook};
///
/// let body = r#"{"event": "conversation_created", "id": 46, "status": "open",
///                "created_at": 1772010000, "messages": []}"#;
/// let WebhookEvent::Conversation { event, conversation, .. } = parse_webhook(body)? else {
///     return Ok(());
/// };
/// assert_eq!((event, conversation.id), (EventName::ConversationCreated, 46));
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// The first problem, with its place; [`Code::InvalidShape`] if there is no `event`.
pub fn parse_webhook(bytes: impl AsRef<[u8]>) -> Result<WebhookEvent, Diagnostic> {
    webhook::event(bytes.as_ref())
}

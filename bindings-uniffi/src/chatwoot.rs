//! Chatwoot's own JSON in, conversations out.

use std::sync::Arc;

use cx_triage::chatwoot::{self as door, EventName, MessagesPage, Rejected};
use cx_triage::{Message, Timestamp};

use crate::conversation::Conversation;
use crate::error::TriageError;

/// What a conversation list holds: the conversations that can be read, and why the others cannot.
#[derive(Debug, uniffi::Record)]
pub struct ConversationList {
    /// The conversations that were read, in the list's order.
    pub conversations: Vec<Arc<Conversation>>,
    /// The entries that were not, in the list's order.
    pub rejected: Vec<Rejected>,
    /// How many of the conversations have a status that Chatwoot does not know today: they are
    /// never surfaced.
    pub unknown_statuses: u32,
}

/// What a webhook's body tells.
#[derive(Debug, uniffi::Enum)]
pub enum WebhookEvent {
    /// A conversation or a message was created or changed.
    Received {
        /// What happened.
        event: EventName,
        /// The conversation as the body has it. Chatwoot sends the newest message only, so that
        /// a service adds it to those it has, or asks for the page of messages.
        conversation: Arc<Conversation>,
        /// The message that was created or changed; absent for an event of the conversation.
        message: Option<Message>,
        /// The names of the attributes that changed, in the body's order, if it says so.
        changed: Vec<String>,
    },
    /// An event that has no part in triage, such as `conversation_typing_on`.
    Ignored {
        /// Its name.
        event: String,
    },
}

/// Reads a conversation list: `{data: {meta, payload}}`, `{meta, payload}`, `{payload}` or a bare
/// array.
///
/// An entry that cannot be read never loses the others. One message that cannot be read rejects
/// its conversation. Throws if the document as a whole is not JSON or holds no list.
#[uniffi::export]
pub fn chatwoot_parse_conversation_list(json: Vec<u8>) -> Result<ConversationList, TriageError> {
    let door::ConversationList { conversations, rejected, unknown_statuses } =
        door::parse_conversation_list(json)?;
    let conversations = conversations.into_iter().map(Conversation::shared).collect();
    Ok(ConversationList { conversations, rejected, unknown_statuses })
}

/// Reads one conversation: what the REST API shows, or a webhook's body with the conversation in
/// it, whatever the event.
///
/// Throws the first problem, with its place.
#[uniffi::export]
pub fn chatwoot_parse_conversation(json: Vec<u8>) -> Result<Arc<Conversation>, TriageError> {
    Ok(Conversation::shared(door::parse_conversation(json)?))
}

/// Reads a page of one conversation's messages: `{meta, payload}` or a bare array.
///
/// A message that cannot be read never loses the others; look at `rejected` before an answer is
/// trusted. Throws if the document as a whole is not JSON or holds no list.
#[uniffi::export]
pub fn chatwoot_parse_messages(json: Vec<u8>) -> Result<MessagesPage, TriageError> {
    Ok(door::parse_messages(json)?)
}

/// Checks that a webhook was sent by a Chatwoot that knows `secret`, not long ago.
///
/// `timestamp` and `header` are the request's `X-Chatwoot-Timestamp` and `X-Chatwoot-Signature`, an
/// empty text where there is none; `body` is the request's body, byte for byte. The timestamp may
/// lie up to `tolerance_ms` milliseconds before or after `now`, inclusive. Throws what is wrong:
/// the request is to be refused.
#[uniffi::export]
pub fn chatwoot_verify_signature(
    secret: &str,
    timestamp: &str,
    body: Vec<u8>,
    header: &str,
    now: Timestamp,
    tolerance_ms: i64,
) -> Result<(), TriageError> {
    Ok(door::verify_signature(secret, timestamp, body, header, now, tolerance_ms)?)
}

/// Reads a webhook's body.
///
/// An event name that has no part in triage is `Ignored`, not an error, and nothing else of its
/// body is looked at. Throws the first problem, with its place.
#[uniffi::export]
pub fn chatwoot_parse_webhook(json: Vec<u8>) -> Result<WebhookEvent, TriageError> {
    Ok(match door::parse_webhook(json)? {
        door::WebhookEvent::Conversation { event, conversation, message, changed } => {
            let conversation = Conversation::shared(conversation);
            WebhookEvent::Received { event, conversation, message, changed }
        }
        door::WebhookEvent::Ignored { event } => WebhookEvent::Ignored { event },
    })
}

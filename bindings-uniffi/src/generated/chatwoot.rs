//! Mirrors of the core's types: chatwoot.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::Code;
use cx_triage::CustomerText;
use cx_triage::Id;
use cx_triage::Message;
use cx_triage::StatusChange;
use cx_triage::chatwoot::EventName;
use cx_triage::chatwoot::MessagesPage;
use cx_triage::chatwoot::Rejected;

/// A page of one conversation's messages.
#[uniffi::remote(Record)]
pub struct MessagesPage {
    /// The conversation that the messages say they belong to; absent where none says it.
    #[uniffi(default)]
    pub conversation_id: Option<Id>,
    /// The messages that were read, in the page's order, one for each id: what
    /// `Conversation.withMessages` takes.
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
#[uniffi::remote(Record)]
pub struct Rejected {
    /// Its place in the list, from 0.
    pub index: u32,
    /// Its number, if it has one.
    #[uniffi(default)]
    pub id: Option<i64>,
    /// What is wrong, for programs.
    pub code: Code,
    /// Where, as a JSON Pointer (RFC 6901) into the whole document.
    pub pointer: String,
    /// What is wrong, for people.
    pub detail: String,
}

/// The webhook events that are read.
#[uniffi::remote(Enum)]
pub enum EventName {
    /// A conversation was opened.
    ConversationCreated,
    /// A conversation's labels, assignee or other attributes changed.
    ConversationUpdated,
    /// A conversation was opened again, snoozed or resolved.
    ConversationStatusChanged,
    /// A message was written.
    MessageCreated,
    /// A message was edited or deleted, or its delivery was reported.
    MessageUpdated,
}

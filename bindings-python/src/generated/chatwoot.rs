//! Records of the core as Python classes: chatwoot.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use pyo3::prelude::*;

use crate::record::record;

record! {
    /// What a conversation list holds: the conversations that can be read, and why the others
    /// cannot.
    cx_triage::chatwoot::ConversationList => ConversationList in "cx_triage.chatwoot" {
        /// The conversations that were read, in the list's order.
        conversations,
        /// The entries that were not, in the list's order.
        rejected,
        /// How many of the conversations have a status that Chatwoot does not know today: they are
        /// never surfaced.
        unknown_statuses,
    }
    read by cx_triage::from_json;
    shows { conversations.len, rejected.len, unknown_statuses }
    list of conversations;
}

record! {
    /// A page of one conversation's messages.
    cx_triage::chatwoot::MessagesPage => MessagesPage in "cx_triage.chatwoot" {
        /// The conversation that the messages say they belong to; absent where none says it.
        conversation_id,
        /// The messages that were read, in the page's order, one for each id: what
        /// ``Conversation.with_messages`` takes.
        messages,
        /// The changes of status that the page's log lines tell, by time: "Conversation was marked
        /// resolved by …", in Chatwoot's wordings of six languages.
        status_changes,
        /// The conversation's labels, as the page's ``meta`` has them.
        labels,
        /// The contact's name, as the page's ``meta`` has it.
        contact_names,
        /// The entries that were not read, in the page's order.
        rejected,
    }
    read by cx_triage::from_json;
    shows { conversation_id, messages.len, status_changes.len, labels, rejected.len }
    list of messages;
}

record! {
    /// An entry of a list that could not be read.
    cx_triage::chatwoot::Rejected => Rejected in "cx_triage.chatwoot" {
        /// Its place in the list, from 0.
        index,
        /// Its number, if it has one.
        id,
        /// What is wrong, for programs.
        code,
        /// Where, as a JSON Pointer (RFC 6901) into the whole document.
        pointer,
        /// What is wrong, for people.
        detail,
    }
    read by cx_triage::from_json;
    shows { index, id, code, pointer, detail }
}

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ConversationList>()?;
    module.add_class::<MessagesPage>()?;
    module.add_class::<Rejected>()?;
    Ok(())
}

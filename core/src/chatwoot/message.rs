//! One message: who wrote it, and what of its text is the writer's own.

use std::collections::HashSet;

use super::wire::{MessageType, WireAttributes, WireEmail, WireMessage, WirePerson, Words};
use crate::conversation::{Author, CustomerText, Message};

/// Where a message was found: decides which of two texts is the plain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copy {
    /// As it is stored: in a list, a page, or a conversation's `messages`.
    Stored,
    /// As the body of a webhook, where some versions send HTML.
    Event,
}

/// A message as it was read, and how good its text is beside other copies of the same message.
pub(super) struct Read {
    pub(super) message: Message,
    pub(super) source: TextSource,
}

/// Where a text comes from, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextSource {
    /// The content of a webhook's body, which may be HTML.
    EventContent,
    /// The content as it is stored, which in an e-mail holds the quoted tail.
    StoredContent,
    /// The plain copy that Chatwoot keeps.
    Processed,
    /// The e-mail without its quoted tail.
    Unquoted,
    /// The message was deleted: there is no text.
    Deleted,
}

pub(super) fn read(wire: &WireMessage<'_>, copy: Copy) -> Read {
    let (source, content) = text(wire, copy);
    let sender = wire.sender.0.as_ref();
    let sender_id = sender.and_then(|sender| sender.id).or(wire.sender_id).map(|id| id.0);
    let message = Message {
        id: wire.id.map(|id| id.0),
        author: author(wire),
        sender_id,
        content: content.map(CustomerText::from),
        created_at: wire.created_at.0,
        updated_at: None,
        private: wire.private.unwrap_or(false),
        failed: false,
        automatic: false,
        extras: Vec::new(),
    };
    Read { message, source }
}

/// Who sent a message, by what the message says of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sender {
    Contact,
    User,
    Bot,
    /// There is a sender of which no type is told.
    Untyped,
    Nobody,
}

fn sender(wire: &WireMessage<'_>) -> Sender {
    let person = wire.sender.0.as_ref();
    let kind = person.and_then(|person| person.kind.0.as_deref()).or(wire.sender_type.0.as_deref());
    match kind {
        Some(kind) if kind.eq_ignore_ascii_case("contact") => Sender::Contact,
        Some(kind) if kind.eq_ignore_ascii_case("user") => Sender::User,
        // `agent_bot`, `AgentBot`, `captain_assistant`, `Captain::Assistant`.
        Some(kind) if !kind.is_empty() => Sender::Bot,
        _ if person.is_some_and(|p| p.id.is_some() || p.name.0.is_some()) => Sender::Untyped,
        _ => Sender::Nobody,
    }
}

fn author(wire: &WireMessage<'_>) -> Author {
    match (wire.message_type, sender(wire)) {
        (MessageType::Incoming, _) | (MessageType::Unknown, Sender::Contact) => Author::Contact,
        (MessageType::Activity, _) | (MessageType::Unknown, Sender::Untyped | Sender::Nobody) => {
            Author::System
        }
        (MessageType::Template, _) | (MessageType::Unknown, Sender::Bot) => Author::Bot,
        (MessageType::Outgoing, sender) | (MessageType::Unknown, sender @ Sender::User) => {
            outgoing(wire, sender)
        }
    }
}

fn outgoing(wire: &WireMessage<'_>, sender: Sender) -> Author {
    let attributes = wire.content_attributes.0.as_ref();
    if attributes.is_some_and(|a| a.external_echo == Some(true)) {
        return Author::Agent;
    }
    let automatic = attributes
        .is_some_and(|a| a.automation_rule_id.is_some() || a.campaign_id.is_some())
        || wire.additional_attributes.0.as_ref().is_some_and(|a| a.campaign_id.is_some());
    match sender {
        Sender::User | Sender::Untyped if !automatic => Author::Agent,
        _ => Author::Bot,
    }
}

/// The writer's own words, and where they stood.
fn text<'w>(wire: &'w WireMessage<'_>, copy: Copy) -> (TextSource, Option<&'w str>) {
    let attributes = wire.content_attributes.0.as_ref();
    if attributes.is_some_and(|a| a.deleted == Some(true)) {
        return (TextSource::Deleted, None);
    }
    if let Some(unquoted) = attributes.and_then(unquoted) {
        return (TextSource::Unquoted, Some(unquoted).filter(|text| !text.is_empty()));
    }
    if let Some(processed) = wire.processed_message_content.as_ref().and_then(written) {
        return (TextSource::Processed, Some(processed));
    }
    let source = match copy {
        Copy::Stored => TextSource::StoredContent,
        Copy::Event => TextSource::EventContent,
    };
    (source, wire.content.as_ref().map(|content| &*content.0))
}

/// An e-mail's text without the quoted tail, empty for an e-mail that is all quote.
fn unquoted<'w>(attributes: &'w WireAttributes<'_>) -> Option<&'w str> {
    let WireEmail { text_content, html_content } = attributes.email.0.as_ref()?;
    let bodies = [text_content.0.as_ref(), html_content.0.as_ref()];
    let own = bodies.iter().flatten().find_map(|body| body.quoted.as_ref().and_then(written));
    if own.is_some() {
        return own;
    }
    let all_quote = bodies
        .iter()
        .flatten()
        .any(|body| body.quoted.is_some() && body.full.as_ref().and_then(written).is_some());
    all_quote.then_some("")
}

/// A text that is not blank.
fn written<'w>(text: &'w Words<'_>) -> Option<&'w str> {
    Some(&*text.0).filter(|text| !text.trim().is_empty())
}

/// The union of both lists, the first spelling of each label kept, in order.
pub(super) fn labels(labels: Option<Vec<Words<'_>>>, tags: Option<Vec<Words<'_>>>) -> Vec<String> {
    let all: Vec<Words<'_>> = labels.into_iter().chain(tags).flatten().collect();
    let mut seen = HashSet::with_capacity(all.len());
    all.iter().filter(|label| seen.insert(&*label.0)).map(|label| label.0.to_string()).collect()
}

/// The names that are written, as they are.
pub(super) fn names<'w>(people: impl Iterator<Item = WirePerson<'w>>) -> Vec<CustomerText> {
    people
        .filter_map(|person| person.name.0)
        .filter(|name| !name.is_empty())
        .map(|name| CustomerText::from(name.into_owned()))
        .collect()
}

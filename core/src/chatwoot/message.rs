//! One message: who wrote it, and what of its text is the writer's own.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use super::extras;
use super::html;
use super::wire::{
    MessageType, WireAttributes, WireBody, WireEmail, WireMessage, WirePerson, Words,
};
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
    let sender_id = sender.and_then(|sender| sender.id).or(wire.sender_id);
    let (author, deleted) = (author(wire), source == TextSource::Deleted);
    let message = Message {
        id: wire.id,
        author,
        sender_id,
        content: content.map(|text| CustomerText::from(text.into_owned())),
        created_at: wire.created_at.0,
        updated_at: wire.updated_at.0,
        private: wire.private.unwrap_or(false),
        failed: author != Author::Contact && wire.status.0.as_deref().is_some_and(is_failed),
        automatic: author == Author::Contact && is_automatic(wire),
        extras: if deleted { Vec::new() } else { extras::of(wire, author) },
    };
    Read { message, source }
}

fn is_failed(status: &str) -> bool {
    status.eq_ignore_ascii_case("failed")
}

/// Whether a machine of the contact's wrote it: Chatwoot's mark of an automatic reply, or the
/// sender of mails that could not be delivered (RFC 5321 and its habits, and Exchange's own).
fn is_automatic(wire: &WireMessage<'_>) -> bool {
    const MAILBOXES: [&str; 4] = ["mailer-daemon", "postmaster", "mail-daemon", "maildaemon"];
    const NAMES: [&str; 5] = [
        "mail delivery subsystem",
        "mail delivery system",
        "mail delivery service",
        "mailer-daemon",
        "mailer daemon",
    ];
    let email = wire.content_attributes.0.as_ref().and_then(|a| a.email.0.as_ref());
    let from = email.and_then(|email| email.from).map(RawValue::get);
    let from: Vec<Words<'_>> = from
        .and_then(|json| {
            let one = || serde_json::from_str(json).map(|one| vec![one]);
            serde_json::from_str(json).or_else(|_| one()).ok()
        })
        .unwrap_or_default();
    let sender = wire.sender.0.as_ref();
    let own = sender.and_then(|sender| sender.email.0.as_deref());
    let daemon = |address: &str| {
        let address = address.rsplit('<').next().unwrap_or(address);
        let mailbox = address.split(['@', '>']).next().unwrap_or("").trim().to_lowercase();
        MAILBOXES.contains(&mailbox.as_str()) || is_exchange_reporter(&mailbox)
    };
    let name = sender.and_then(|sender| sender.name.0.as_deref()).map(str::to_lowercase);
    email.is_some_and(|email| email.auto_reply.0)
        || from.iter().map(|address| &*address.0).chain(own).any(daemon)
        || name.is_some_and(|name| NAMES.contains(&name.trim()))
}

/// Whether it is the mailbox that Microsoft Exchange sends its reports from: its name and the 32
/// digits of an id.
fn is_exchange_reporter(mailbox: &str) -> bool {
    mailbox
        .strip_prefix("microsoftexchange")
        .is_some_and(|id| id.len() == 32 && id.bytes().all(|digit| digit.is_ascii_hexdigit()))
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
fn text<'w>(wire: &'w WireMessage<'_>, copy: Copy) -> (TextSource, Option<Cow<'w, str>>) {
    let attributes = wire.content_attributes.0.as_ref();
    if attributes.is_some_and(|a| a.deleted == Some(true)) {
        return (TextSource::Deleted, None);
    }
    if let Some(unquoted) = attributes.and_then(unquoted) {
        return (TextSource::Unquoted, Some(unquoted).filter(|text| !text.is_empty()));
    }
    if let Some(processed) = wire.processed_message_content.as_ref().and_then(written) {
        return (TextSource::Processed, Some(Cow::Borrowed(processed)));
    }
    let email = attributes.and_then(|a| a.email.0.as_ref());
    let content = wire.content.as_ref().map(|content| &*content.0);
    let (source, is_html) = match copy {
        // A mail without a plain part is stored as HTML; elsewhere a tag may be what was typed.
        Copy::Stored => (
            TextSource::StoredContent,
            content.is_some_and(|text| {
                (email.is_some() || text.trim_start().starts_with('<'))
                    && html::is_html(text, false)
            }),
        ),
        Copy::Event => {
            (TextSource::EventContent, content.is_some_and(|text| html::is_html(text, true)))
        }
    };
    let html_body = || email.and_then(|email| email.html_content.0.as_ref()?.full.as_ref());
    let text = match content {
        Some(text) if is_html => Some(Cow::Owned(html::to_text(text))),
        Some(text) => Some(Cow::Borrowed(text)),
        None => html_body().and_then(written).map(|full| Cow::Owned(html::to_text(full))),
    };
    (source, text)
}

/// An e-mail's text without the quoted tail, empty for an e-mail that is all quote.
fn unquoted<'w>(attributes: &'w WireAttributes<'_>) -> Option<Cow<'w, str>> {
    let WireEmail { text_content, html_content, .. } = attributes.email.0.as_ref()?;
    let bodies = [text_content.0.as_ref(), html_content.0.as_ref()];
    let own = |body: &'w WireBody<'_>| body.quoted.as_ref().and_then(written);
    if let Some(plain) = text_content.0.as_ref().and_then(own) {
        return Some(Cow::Borrowed(plain));
    }
    if let Some(text) = html_content.0.as_ref().and_then(own) {
        let is_html = html::is_html(text, true);
        return Some(if is_html { Cow::Owned(html::to_text(text)) } else { Cow::Borrowed(text) });
    }
    let all_quote = bodies
        .iter()
        .flatten()
        .any(|body| body.quoted.is_some() && body.full.as_ref().and_then(written).is_some());
    all_quote.then_some(Cow::Borrowed(""))
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

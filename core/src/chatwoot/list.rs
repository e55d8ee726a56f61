//! Lists: each entry is read by itself, so that a bad one never loses the others.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::activity;
use super::extras;
use super::merge::Messages;
use super::wire::{WireConversation, WireEnvelope, WireMessage, WireMeta, WirePerson};
use super::{ConversationList, MessagesPage, Rejected, message};
use crate::conversation::{ChatwootPriority, Conversation, Facts, Id, Status};
use crate::diagnostic::{Code, Diagnostic, Keyed, NO_UTF8, from_json, without_mark};

pub(super) fn conversations(bytes: &[u8]) -> Result<ConversationList, Diagnostic> {
    let input = Input::new(bytes);
    let found = find(&input.text)?;
    found.expect(Entry::Conversation)?;
    let mut list = ConversationList {
        conversations: Vec::with_capacity(found.entries.len()),
        rejected: Vec::new(),
        unknown_statuses: 0,
    };
    for (index, entry) in found.entries.iter().enumerate() {
        match input.read(entry) {
            Ok(Keyed(wire)) => {
                let messages = messages_of(&wire);
                list.unknown_statuses += u32::from(wire.status.0 == Status::Unknown);
                list.conversations.push(conversation(wire, messages));
            }
            Err(problem) => list.rejected.push(reject(index, entry, &found.pointer, problem)),
        }
    }
    Ok(list)
}

pub(super) fn messages(bytes: &[u8]) -> Result<MessagesPage, Diagnostic> {
    let input = Input::new(bytes);
    let found = find(&input.text)?;
    found.expect(Entry::Message)?;
    let mut messages = Messages::with_capacity(found.entries.len());
    let mut conversation_id = None;
    let mut rejected = Vec::new();
    for (index, entry) in found.entries.iter().enumerate() {
        match input.read::<Keyed<WireMessage<'_>>>(entry) {
            Ok(Keyed(wire)) => {
                conversation_id = conversation_id.or(wire.conversation_id);
                messages.add(message::read(&wire, message::Copy::Stored));
            }
            Err(problem) => rejected.push(reject(index, entry, &found.pointer, problem)),
        }
    }
    let meta: Option<WireMeta<'_>> = match found.meta {
        Some((meta, pointer)) => {
            input
                .read::<super::wire::Object<WireMeta<'_>>>(meta)
                .map_err(|problem| problem.below(&pointer))?
                .0
        }
        None => None,
    };
    let mut messages = messages.into_vec();
    let subject = meta.as_ref().and_then(|meta| meta.additional_attributes.0.as_ref());
    extras::place_subjects(&mut messages, subject.and_then(|a| a.mail_subject.0.as_deref()));
    let (labels, contact_names) = meta.map_or_else(Default::default, |meta| {
        (
            message::labels(meta.labels, None),
            message::names([meta.contact, meta.sender].into_iter().filter_map(|person| person.0)),
        )
    });
    let mut status_changes = Vec::new();
    activity::merge(&mut status_changes, &activity::changes(&messages));
    Ok(MessagesPage { conversation_id, messages, status_changes, labels, contact_names, rejected })
}

/// The messages that a conversation carries, in order.
pub(super) fn messages_of(wire: &WireConversation<'_>) -> Messages {
    let mut messages = Messages::with_capacity(wire.messages.as_ref().map_or(0, Vec::len) + 1);
    let inline = wire.messages.iter().flatten().map(|message| &message.0);
    for message in inline.chain(&wire.last_non_activity_message.0) {
        messages.add(message::read(message, message::Copy::Stored));
    }
    messages
}

/// What a conversation on the wire says, with these messages.
pub(super) fn conversation(wire: WireConversation<'_>, messages: Messages) -> Conversation {
    let mut messages = messages.into_vec();
    let subject = wire.additional_attributes.0.as_ref();
    extras::place_subjects(&mut messages, subject.and_then(|a| a.mail_subject.0.as_deref()));
    let mut status_changes = Vec::new();
    activity::merge(&mut status_changes, &activity::changes(&messages));
    let meta = wire.meta.0.map(Meta::of).unwrap_or_default();
    let contacts = wire.contacts.into_iter().flatten().filter_map(|contact| contact.0);
    let channel = meta.channel.or(wire.channel.0.map(Cow::into_owned));
    Conversation {
        inbox_id: wire.inbox_id,
        labels: message::labels(wire.labels, wire.tags),
        contact_names: message::names(meta.sender.into_iter().chain(contacts)),
        status_changes,
        updated_at: wire.updated_at.0,
        channel: channel.filter(|channel| !channel.is_empty()),
        assignee_id: meta.assignee_id,
        team_id: meta.team_id,
        chatwoot_priority: wire.priority.0.as_deref().and_then(priority),
        facts: Facts {
            first_reply_at: wire.first_reply_created_at.0,
            waiting_since: wire.waiting_since.0,
            cannot_reply: wire.can_reply == Some(false),
            ..Facts::default()
        },
        ..Conversation::bare(wire.id, wire.status.0, wire.created_at.0)
    }
    .with_messages(messages)
}

/// What a conversation's `meta` says.
#[derive(Default)]
struct Meta<'a> {
    sender: Option<WirePerson<'a>>,
    channel: Option<String>,
    assignee_id: Option<Id>,
    team_id: Option<Id>,
}

impl<'a> Meta<'a> {
    fn of(wire: WireMeta<'a>) -> Self {
        // Bots are numbered apart from people.
        let bot = wire.assignee_type.0.is_some_and(|kind| !kind.eq_ignore_ascii_case("user"));
        let assignee = wire.assignee.0.filter(|_| !bot);
        Self {
            sender: wire.sender.0,
            channel: wire.channel.0.map(Cow::into_owned),
            assignee_id: assignee.and_then(|assignee| assignee.id),
            team_id: wire.team.0.and_then(|team| team.id),
        }
    }
}

/// The priority that a word names.
fn priority(word: &str) -> Option<ChatwootPriority> {
    use ChatwootPriority::{High, Low, Medium, Urgent};
    let all = [Low, Medium, High, Urgent];
    all.into_iter().find(|priority| priority.as_str().eq_ignore_ascii_case(word))
}

/// A list inside its envelope.
struct Found<'a> {
    entries: Vec<&'a RawValue>,
    /// Where the list stands.
    pointer: String,
    /// The `meta` beside the list, and where it stands.
    meta: Option<(&'a RawValue, String)>,
}

/// What a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Conversation,
    Message,
}

impl Found<'_> {
    /// Tells a list that is another one than was expected: every entry of it would be refused.
    fn expect(&self, expected: Entry) -> Result<(), Diagnostic> {
        #[derive(Deserialize)]
        struct Marks<'a> {
            #[serde(borrow, default)]
            message_type: Option<&'a RawValue>,
            #[serde(borrow, default)]
            status: Option<&'a RawValue>,
            #[serde(borrow, default)]
            messages: Option<&'a RawValue>,
            #[serde(borrow, default)]
            meta: Option<&'a RawValue>,
        }
        let is_other = |entry: &&RawValue| {
            let Ok(marks) = serde_json::from_str::<Marks<'_>>(entry.get()) else { return false };
            let Marks { message_type, status, messages, meta } = marks;
            let within = messages.is_some() || meta.is_some();
            match expected {
                Entry::Conversation => message_type.is_some() && !within,
                Entry::Message => message_type.is_none() && status.is_some() && within,
            }
        };
        if self.entries.is_empty() || !self.entries.iter().all(is_other) {
            return Ok(());
        }
        let detail = match expected {
            Entry::Conversation => {
                "expected a list of conversations, found a page of one conversation's messages"
            }
            Entry::Message => "expected a page of messages, found a list of conversations",
        };
        Err(Diagnostic::at(Code::InvalidShape, &*self.pointer, detail))
    }
}

fn find(text: &str) -> Result<Found<'_>, Diagnostic> {
    let document: &RawValue = from_json(text.as_bytes())?;
    let mut at = String::new();
    let mut inside = document;
    let mut meta = None;
    // At most `data`, then `payload`.
    for _ in 0..2 {
        if !starts_with(inside, b'{') {
            break;
        }
        let envelope: WireEnvelope<'_> =
            from_json(inside.get().as_bytes()).map_err(|problem| problem.below(&at))?;
        meta = envelope.meta.map(|meta| (meta, format!("{at}/meta")));
        let (key, next) = match (envelope.data, envelope.payload) {
            (Some(data), None) if at.is_empty() => ("/data", data),
            (_, Some(payload)) => ("/payload", payload),
            _ => return Err(not_a_list(at)),
        };
        at.push_str(key);
        inside = next;
        if key == "/payload" {
            break;
        }
    }
    if !starts_with(inside, b'[') {
        return Err(not_a_list(at));
    }
    let entries = from_json(inside.get().as_bytes()).map_err(|problem| problem.below(&at))?;
    Ok(Found { entries, pointer: at, meta })
}

fn starts_with(value: &RawValue, byte: u8) -> bool {
    value.get().as_bytes().first() == Some(&byte)
}

fn not_a_list(pointer: String) -> Diagnostic {
    Diagnostic::at(
        Code::InvalidShape,
        pointer,
        "expected a list, or an object that holds one under `payload` or `data`",
    )
}

fn reject(index: usize, entry: &RawValue, list: &str, problem: Diagnostic) -> Rejected {
    /// The entry's number, read though nothing else of it can be.
    #[derive(Deserialize)]
    struct Numbered<'a> {
        #[serde(borrow, default)]
        id: Option<&'a RawValue>,
    }
    let id = serde_json::from_str::<Keyed<Numbered<'_>>>(entry.get())
        .ok()
        .and_then(|entry| entry.0.id?.get().parse().ok());
    let problem = problem.below(&format!("{list}/{index}"));
    Rejected {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        id,
        code: problem.code,
        pointer: problem.pointer.unwrap_or_default(),
        detail: problem.detail,
    }
}

/// A document that may hold bytes which are not UTF-8.
///
/// They are replaced, so that the list can be taken apart, and the entries that held some are
/// refused.
struct Input<'a> {
    text: Cow<'a, str>,
    /// Where in `text` a replacement stands, ascending.
    replaced: Vec<usize>,
}

impl<'a> Input<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let bytes = without_mark(bytes);
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self { text: Cow::Borrowed(text), replaced: Vec::new() };
        }
        let mut text = String::with_capacity(bytes.len());
        let mut replaced = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                replaced.push(text.len());
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        Self { text: Cow::Owned(text), replaced }
    }

    /// Reads an entry, which is a part of `text`.
    fn read<'t, T: Deserialize<'t>>(&self, entry: &'t RawValue) -> Result<T, Diagnostic> {
        let entry = entry.get();
        let start = entry.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let first = self.replaced.partition_point(|&at| at < start);
        if self.replaced.get(first).is_some_and(|&at| at < start + entry.len()) {
            return Err(Diagnostic::new(Code::InvalidJson, NO_UTF8));
        }
        from_json(entry.as_bytes())
    }
}

//! One conversation, by itself or in a webhook's body.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::activity;
use super::list;
use super::message::{self, Copy};
use super::wire::{Object, WireConversation, WireHead, Words, status};
use super::{EventName, WebhookEvent, time};
use crate::conversation::{Conversation, Message, StatusChange};
use crate::diagnostic::{Code, Diagnostic, Keyed, from_json, without_mark};

pub(super) fn conversation(bytes: &[u8]) -> Result<Conversation, Diagnostic> {
    let bytes = without_mark(bytes);
    let head = head(bytes)?;
    let (mut conversation, _) = read(bytes, &head)?;
    tell(&mut conversation, changes(&head)?.status);
    Ok(conversation)
}

pub(super) fn event(bytes: &[u8]) -> Result<WebhookEvent, Diagnostic> {
    let bytes = without_mark(bytes);
    let head = head(bytes)?;
    let Some(name) = &head.event else {
        let detail = "expected a webhook's body, which names its `event`";
        return Err(Diagnostic::at(Code::InvalidShape, "", detail));
    };
    let Ok(event) = name.0.parse::<EventName>() else {
        return Ok(WebhookEvent::Ignored { event: name.0.to_string() });
    };
    let (mut conversation, message) = read(bytes, &head)?;
    let changes = changes(&head)?;
    tell(&mut conversation, changes.status);
    Ok(WebhookEvent::Conversation { event, conversation, message, changed: changes.names })
}

/// Adds the change of status that the body tells beside its log lines.
fn tell(conversation: &mut Conversation, change: Option<StatusChange>) {
    let mut told: Vec<StatusChange> = change.into_iter().collect();
    activity::merge(&mut told, &activity::changes(&conversation.messages));
    conversation.status_changes = told;
}

fn head(bytes: &[u8]) -> Result<WireHead<'_>, Diagnostic> {
    match from_json::<Keyed<WireHead<'_>>>(bytes) {
        Ok(head) => Ok(head.0),
        Err(problem) if problem.pointer.as_deref() == Some("") => {
            Err(Diagnostic { code: Code::InvalidShape, ..problem })
        }
        Err(problem) => Err(problem),
    }
}

/// The conversation of a body, and the message if the body is one.
fn read(bytes: &[u8], head: &WireHead<'_>) -> Result<(Conversation, Option<Message>), Diagnostic> {
    match (head.conversation, head.message_type) {
        (None, None) => {
            if head.payload.is_some() {
                let detail = "expected one conversation, found an envelope with a `payload`";
                return Err(Diagnostic::at(Code::InvalidShape, "", detail));
            }
            let wire: WireConversation<'_> = from_json(bytes)?;
            let messages = list::messages_of(&wire);
            Ok((list::conversation(wire, messages), None))
        }
        (None, Some(_)) => Err(Diagnostic::at(
            Code::InvalidShape,
            "",
            "expected a conversation, found a message without its `conversation`",
        )),
        (Some(inner), message_type) => {
            let Keyed(wire): Keyed<WireConversation<'_>> = from_json(inner.get().as_bytes())
                .map_err(|problem| problem.below("/conversation"))?;
            let mut messages = list::messages_of(&wire);
            let message = match message_type {
                Some(_) => messages.add(message::read(&from_json(bytes)?, Copy::Event)).cloned(),
                None => None,
            };
            Ok((list::conversation(wire, messages), message))
        }
    }
}

/// What a body says has changed.
#[derive(Default)]
struct Changes {
    names: Vec<String>,
    status: Option<StatusChange>,
}

/// One changed attribute.
#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow, default)]
    current_value: Option<&'a RawValue>,
}

fn changes(head: &WireHead<'_>) -> Result<Changes, Diagnostic> {
    let Some(raw) = head.changed_attributes else { return Ok(Changes::default()) };
    let attributes: Vec<Object<BTreeMap<Words<'_>, &RawValue>>> = from_json(raw.get().as_bytes())
        .map_err(|problem| {
        // The keys of this place are the sender's, and stay out of the pointer.
        Diagnostic::at(problem.code, "/changed_attributes", problem.detail)
    })?;
    let mut changes = Changes::default();
    let mut to = None;
    // `changed_attributes` tells the time of the change; the conversation's own is as good.
    let mut at = head.updated_at.and_then(|at| time::read(at.get()).ok());
    for (name, change) in attributes.into_iter().filter_map(|object| object.0).flatten() {
        let value = serde_json::from_str::<Change<'_>>(change.get())
            .ok()
            .and_then(|change| change.current_value);
        match (&*name.0, value) {
            ("status", Some(value)) => {
                to =
                    serde_json::from_str::<Words<'_>>(value.get()).ok().map(|word| status(&word.0));
            }
            ("updated_at", Some(value)) => at = time::read(value.get()).ok().or(at),
            _ => {}
        }
        changes.names.push(name.0.into_owned());
    }
    changes.status = to.zip(at).map(|(status, at)| StatusChange { status, at });
    Ok(changes)
}

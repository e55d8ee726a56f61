//! The customer's words beside a message's content: subject, transcripts, answers.

use std::collections::HashSet;

use serde_json::Value;

use super::subject;
use super::wire::WireMessage;
use crate::conversation::{Author, ExtraKind, Message, MessageExtra};

/// The extras of one message, in the order in which they are read.
///
/// Subjects and transcripts are the contact's own messages'; an answer stands on the form or the
/// survey, which is ours.
pub(super) fn of(wire: &WireMessage<'_>, author: Author) -> Vec<MessageExtra> {
    let attributes = wire.content_attributes.0.as_ref();
    let mut extras = Vec::new();
    if author == Author::Contact {
        let subject = attributes.and_then(|a| a.email.0.as_ref()?.subject.0.as_deref());
        extras.extend(subject.and_then(subject::bare).map(|text| extra(ExtraKind::Subject, text)));
        let attachments = wire.attachments.iter().flatten().filter_map(|file| file.0.as_ref());
        let texts = attachments.filter_map(|file| file.transcribed_text.0.as_deref());
        extras.extend(texts.filter(is_written).map(|text| extra(ExtraKind::Transcript, text)));
    }
    let submitted = attributes.and_then(|a| a.submitted_values);
    let submitted = submitted.and_then(|json| serde_json::from_str::<Value>(json.get()).ok());
    let mut answers = Vec::new();
    if let Some(submitted) = &submitted {
        collect(submitted, &mut answers);
    }
    extras.extend(answers.into_iter().map(|text| extra(ExtraKind::Answer, text)));
    extras
}

fn extra(kind: ExtraKind, text: &str) -> MessageExtra {
    MessageExtra { kind, text: text.into() }
}

fn is_written(text: &&str) -> bool {
    !text.trim().is_empty()
}

/// The texts of what was submitted: a form's `value`s, the `title` of what was chosen of a list,
/// a survey's `feedback_message`. A rating is a number, and a field's name is ours.
fn collect<'v>(value: &'v Value, answers: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => answers.extend(Some(text.as_str()).filter(is_written)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, answers)),
        Value::Object(keys) => {
            let title = keys.get("title").filter(|_| keys.get("name").is_none());
            if let Some(answer) = title.or_else(|| keys.get("value")) {
                return collect(answer, answers);
            }
            let named = |key: &str| matches!(key, "name" | "type" | "label" | "rating");
            for (_, value) in keys.iter().filter(|(key, _)| !named(key)) {
                collect(value, answers);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Puts the conversation's subject on the contact's first message, and keeps each subject on the
/// first message that has it.
pub(super) fn place_subjects(messages: &mut [Message], of_conversation: Option<&str>) {
    let mut order: Vec<usize> = (0..messages.len()).collect();
    let key = |message: &Message| (message.created_at, message.id.is_none(), message.id);
    order.sort_by_key(|&at| messages.get(at).map(key));
    let mut seen: HashSet<String> = HashSet::new();
    let mut first = None;
    for at in order {
        let Some(message) = messages.get_mut(at) else { continue };
        if message.author == Author::Contact && !message.private {
            first = first.or(Some(at));
        }
        message.extras.retain(|extra| {
            extra.kind != ExtraKind::Subject || seen.insert(extra.text.as_str().to_lowercase())
        });
    }
    let subject = of_conversation.and_then(subject::bare);
    let Some(subject) = subject.filter(|text| !seen.contains(&text.to_lowercase())) else { return };
    if let Some(message) = first.and_then(|at| messages.get_mut(at)) {
        message.extras.insert(0, extra(ExtraKind::Subject, subject));
    }
}

//! The customer's messages, each read once for every question.

use std::cell::OnceCell;

use crate::conversation::{CustomerText, Message};
use crate::lexicon::{Lexicon, Reading};
use crate::timeline::Timeline;

/// The contact's public messages in order, each read when it is first asked about.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    messages: Vec<(&'a Message, OnceCell<Reading<'a>>)>,
}

/// A message with a text.
#[derive(Clone, Copy)]
pub(super) struct MessageText<'r, 'a> {
    pub(super) message: &'a Message,
    pub(super) text: &'a str,
    lexicon: &'a Lexicon,
    reading: &'r OnceCell<Reading<'a>>,
}

impl<'r, 'a> MessageText<'r, 'a> {
    pub(super) fn reading(&self) -> &'r Reading<'a> {
        self.reading.get_or_init(|| self.lexicon.read(self.text))
    }
}

impl<'a> Readings<'a> {
    pub(super) fn of(lexicon: &'a Lexicon, timeline: &Timeline<'a>) -> Self {
        let unread = |message| (message, OnceCell::new());
        Self { lexicon, messages: timeline.contact_messages().map(unread).collect() }
    }

    /// Each message in order; none where it has no text.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Option<MessageText<'_, 'a>>> {
        self.messages.iter().map(|(message, reading)| {
            let text = message.content.as_ref().map(CustomerText::as_str)?;
            Some(MessageText { message, text, lexicon: self.lexicon, reading })
        })
    }
}

//! The customer's messages, each read once for every question.

use std::cell::OnceCell;

use crate::conversation::{CustomerText, Message};
use crate::lexicon::{Lexicon, Reading};
use crate::timeline::Timeline;

/// The contact's public messages of the whole conversation in order, each read when it is first
/// asked about.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    messages: Vec<ContactMessage<'a>>,
}

/// A public message of the contact.
pub(super) struct ContactMessage<'a> {
    /// Its index in the timeline.
    pub(super) index: usize,
    pub(super) message: &'a Message,
    reading: OnceCell<Reading<'a>>,
}

/// A message with a text.
#[derive(Clone, Copy)]
pub(super) struct MessageText<'r, 'a> {
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
        let unread = |(index, message)| ContactMessage { index, message, reading: OnceCell::new() };
        Self { lexicon, messages: timeline.contact_messages().map(unread).collect() }
    }

    /// Each message in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &ContactMessage<'a>> {
        self.messages.iter()
    }

    /// The text of a message; none where it has no text.
    pub(super) fn text<'r>(&self, of: &'r ContactMessage<'a>) -> Option<MessageText<'r, 'a>> {
        let text = of.message.content.as_ref().map(CustomerText::as_str)?;
        Some(MessageText { text, lexicon: self.lexicon, reading: &of.reading })
    }

    /// The text of the message of that index in the timeline.
    pub(super) fn text_at(&self, index: usize) -> Option<MessageText<'_, 'a>> {
        let found = self.messages.binary_search_by_key(&index, |message| message.index).ok()?;
        self.text(self.messages.get(found)?)
    }

    /// The text of the contact's newest message; none where it has no text.
    pub(super) fn newest(&self) -> Option<MessageText<'_, 'a>> {
        self.text(self.messages.last()?)
    }
}

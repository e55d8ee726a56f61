//! The customer's messages, each read once for every question.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::conversation::{CustomerText, Message};
use crate::lexicon::{Lexicon, Reading};
use crate::text::MailReader;
use crate::timeline::Timeline;

/// The contact's public messages of the whole conversation in order, with what of each is the
/// customer's own.
pub(super) struct CustomerMessages<'a>(Vec<CustomerMessage<'a>>);

/// A public message of the contact.
pub(super) struct CustomerMessage<'a> {
    /// Its index in the timeline.
    pub(super) index: usize,
    pub(super) message: &'a Message,
    words: Option<CustomerWords<'a>>,
}

/// The text of a message.
struct CustomerWords<'a> {
    /// As it is.
    written: &'a str,
    /// With blanks in the place of quotes, signatures and footers.
    own: Cow<'a, str>,
}

impl<'a> CustomerMessages<'a> {
    pub(super) fn of(mail: &MailReader, timeline: &Timeline<'a>) -> Self {
        let words = |message: &'a Message| {
            let written = message.content.as_ref().map(CustomerText::as_str)?;
            Some(CustomerWords { written, own: mail.customer_words(written) })
        };
        let messages = timeline.contact_messages();
        let read = |(index, message)| CustomerMessage { index, message, words: words(message) };
        Self(messages.map(read).collect())
    }
}

/// The contact's public messages in order, each read when it is first asked about.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    /// The language that the facts name.
    named: Option<&'a str>,
    messages: Vec<(&'a CustomerMessage<'a>, OnceCell<Reading<'a>>)>,
}

/// A message with a text.
#[derive(Clone, Copy)]
pub(super) struct MessageText<'r, 'a> {
    words: &'a CustomerWords<'a>,
    lexicon: &'a Lexicon,
    named: Option<&'a str>,
    reading: &'r OnceCell<Reading<'a>>,
}

impl<'r, 'a> MessageText<'r, 'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.words.written.trim().is_empty()
    }

    pub(super) fn reading(&self) -> &'r Reading<'a> {
        self.reading.get_or_init(|| self.lexicon.read(&self.words.own, self.named))
    }
}

impl<'a> Readings<'a> {
    pub(super) fn of(
        lexicon: &'a Lexicon,
        messages: &'a CustomerMessages<'a>,
        named: Option<&'a str>,
    ) -> Self {
        let messages = messages.0.iter().map(|message| (message, OnceCell::new()));
        Self { lexicon, named, messages: messages.collect() }
    }

    /// Each message in order, with its text where it has one.
    pub(super) fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = (&'a CustomerMessage<'a>, Option<MessageText<'_, 'a>>)>
    {
        self.messages.iter().map(|(message, reading)| (*message, self.text(message, reading)))
    }

    fn text<'r>(
        &self,
        message: &'a CustomerMessage<'a>,
        reading: &'r OnceCell<Reading<'a>>,
    ) -> Option<MessageText<'r, 'a>> {
        let words = message.words.as_ref()?;
        Some(MessageText { words, lexicon: self.lexicon, named: self.named, reading })
    }

    /// The text of the message of that index in the timeline.
    pub(super) fn text_at(&self, index: usize) -> Option<MessageText<'_, 'a>> {
        let found =
            self.messages.binary_search_by_key(&index, |(message, _)| message.index).ok()?;
        self.messages.get(found).and_then(|(message, reading)| self.text(message, reading))
    }

    /// The text of the contact's newest message; none where it has no text.
    pub(super) fn newest(&self) -> Option<MessageText<'_, 'a>> {
        self.messages.last().and_then(|(message, reading)| self.text(message, reading))
    }
}

//! The customer's messages, each read once for every question.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::conversation::{CustomerText, Message};
use crate::lexicon::{Lexicon, Reading};
use crate::text::MailReader;
use crate::timeline::Timeline;

/// The contact's public messages in order, with what of each is the customer's own.
pub(super) struct CustomerMessages<'a>(Vec<(&'a Message, Option<CustomerWords<'a>>)>);

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
        Self(timeline.contact_messages().map(|message| (message, words(message))).collect())
    }
}

/// The contact's public messages in order, each read when it is first asked about.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    /// The language that the facts name.
    named: Option<&'a str>,
    messages: Vec<(&'a Message, Option<&'a CustomerWords<'a>>, OnceCell<Reading<'a>>)>,
}

/// A message with a text.
#[derive(Clone, Copy)]
pub(super) struct MessageText<'r, 'a> {
    pub(super) message: &'a Message,
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
        let unread = |(message, words): &'a (&'a Message, Option<CustomerWords<'a>>)| {
            (*message, words.as_ref(), OnceCell::new())
        };
        Self { lexicon, named, messages: messages.0.iter().map(unread).collect() }
    }

    /// Each message in order; none where it has no text.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Option<MessageText<'_, 'a>>> {
        self.messages.iter().map(|(message, words, reading)| {
            Some(MessageText {
                message,
                words: (*words)?,
                lexicon: self.lexicon,
                named: self.named,
                reading,
            })
        })
    }
}

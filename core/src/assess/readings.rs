//! The customer's messages, each text read once for every question.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use crate::conversation::{Author, CustomerText, ExtraKind, Message};
use crate::lexicon::{Lexicon, Reading};
use crate::text::MailReader;
use crate::timeline::{Timeline, is_contact};

/// The contact's public messages of the whole conversation in order, and those of ours that an
/// answer of theirs stands on, with what of each is the customer's own.
pub(super) struct CustomerMessages<'a>(Vec<CustomerMessage<'a>>);

/// A public message with words of the customer.
pub(super) struct CustomerMessage<'a> {
    /// Its index in the timeline.
    pub(super) index: usize,
    pub(super) message: &'a Message,
    /// The contact wrote it; otherwise it is a form or a survey of ours.
    pub(super) is_contact: bool,
    /// In the order in which they are read: content, subject, transcripts, answers.
    texts: Vec<CustomerWords<'a>>,
}

/// A text of a message.
struct CustomerWords<'a> {
    /// Which of the message's extras it is; none for the content.
    extra: Option<(u32, ExtraKind)>,
    /// As it is.
    written: &'a str,
    /// With blanks in the place of quotes, signatures and footers.
    own: Cow<'a, str>,
}

impl<'a> CustomerMessages<'a> {
    pub(super) fn of(mail: &MailReader, timeline: &Timeline<'a>) -> Self {
        let first = timeline.messages.iter().find(|m| m.author != Author::System && !m.private);
        let contact_first = first.is_some_and(|message| is_contact(message));
        let mut subjects: HashSet<String> = HashSet::new();
        let mut messages = Vec::new();
        for (index, &message) in timeline.messages.iter().enumerate() {
            let is_contact = is_contact(message);
            let ours = matches!(message.author, Author::Agent | Author::Bot) && !message.private;
            if !is_contact && !ours {
                continue;
            }
            let content = message.content.as_ref().map(CustomerText::as_str);
            let mut texts: Vec<CustomerWords<'a>> = content
                .filter(|_| is_contact)
                .map(|written| CustomerWords {
                    extra: None,
                    written,
                    own: mail.customer_words(written),
                })
                .into_iter()
                .collect();
            for (number, extra) in (0_u32..).zip(&message.extras) {
                let written = extra.text.as_str();
                // A subject stands on every mail of its thread, and is ours where we wrote first.
                let read = mail.reads_extras()
                    && match extra.kind {
                        ExtraKind::Subject => {
                            is_contact && contact_first && subjects.insert(written.to_lowercase())
                        }
                        ExtraKind::Transcript => is_contact,
                        ExtraKind::Answer => true,
                    };
                if read {
                    let own = Cow::Borrowed(written);
                    texts.push(CustomerWords { extra: Some((number, extra.kind)), written, own });
                }
            }
            if is_contact || !texts.is_empty() {
                messages.push(CustomerMessage { index, message, is_contact, texts });
            }
        }
        Self(messages)
    }
}

/// The texts of the customer's messages in order, each read when it is first asked about.
pub(super) struct Readings<'a> {
    lexicon: &'a Lexicon,
    /// The language that the service names.
    named: Option<&'a str>,
    messages: Vec<(&'a CustomerMessage<'a>, Vec<OnceCell<Reading<'a>>>)>,
}

/// A text of the customer.
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

    /// Which of the message's extras it is; none for the content.
    pub(super) fn extra(&self) -> Option<u32> {
        self.words.extra.map(|(number, _)| number)
    }

    pub(super) fn is_subject(&self) -> bool {
        self.words.extra.is_some_and(|(_, kind)| kind == ExtraKind::Subject)
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
        let unread = |message: &'a CustomerMessage<'a>| {
            (message, message.texts.iter().map(|_| OnceCell::new()).collect())
        };
        Self { lexicon, named, messages: messages.0.iter().map(unread).collect() }
    }

    /// Each message in order, with its texts.
    pub(super) fn iter(
        &self,
    ) -> impl DoubleEndedIterator<
        Item = (&'a CustomerMessage<'a>, impl Iterator<Item = MessageText<'_, 'a>>),
    > {
        self.messages.iter().map(|(message, readings)| (*message, self.texts(message, readings)))
    }

    fn texts<'r>(
        &self,
        message: &'a CustomerMessage<'a>,
        readings: &'r [OnceCell<Reading<'a>>],
    ) -> impl Iterator<Item = MessageText<'r, 'a>> + use<'r, 'a> {
        let (lexicon, named) = (self.lexicon, self.named);
        let texts = message.texts.iter().zip(readings);
        texts.map(move |(words, reading)| MessageText { words, lexicon, named, reading })
    }

    /// The texts of the messages of `run` (the contact's, by index in the timeline) and of the
    /// answers given since it began, the newest message first; subjects after all others.
    pub(super) fn newest_first(&self, run: &[usize]) -> Vec<MessageText<'_, 'a>> {
        let start = run.first().copied().unwrap_or(usize::MAX);
        let inside = |message: &CustomerMessage<'_>| {
            if message.is_contact {
                run.binary_search(&message.index).is_ok()
            } else {
                message.index >= start
            }
        };
        let newest = self.messages.iter().rev().filter(|(message, _)| inside(message));
        let texts = newest.flat_map(|(message, readings)| self.texts(message, readings));
        let (subjects, mut others): (Vec<_>, Vec<_>) =
            texts.filter(|text| !text.is_blank()).partition(MessageText::is_subject);
        others.extend(subjects);
        others
    }

    /// The text of the contact's newest message, what was said in it where nothing was written;
    /// none where it has neither.
    pub(super) fn newest(&self) -> Option<MessageText<'_, 'a>> {
        let (message, readings) = self.messages.iter().rfind(|(message, _)| message.is_contact)?;
        self.texts(message, readings).find(|text| !text.is_subject())
    }
}

//! The languages of a policy: which one a message is in, and an index for each, compiled when a
//! message is first read with it.

mod common;
mod shared;

use std::cell::OnceCell;
use std::fmt;
use std::sync::OnceLock;

use super::analysis::LanguageReading;
use super::compile::{Index, compile_language};
use crate::text::Folded;

pub(super) use common::{CommonWords, Told};
pub use shared::SharedLanguage;
use shared::ShippedLanguage;
pub(crate) use shared::shipped_json;

/// A language of a policy.
pub(super) struct Language {
    code: String,
    /// The document that the index is compiled from when it is first needed: a shipped one, in which
    /// nothing is wrong. Others are compiled at once, so that what is wrong is reported.
    later: Option<&'static ShippedLanguage>,
    index: OnceLock<Index>,
}

impl Language {
    /// A language whose document is compiled when it is first needed.
    pub(super) fn later(code: &str, shipped: &'static ShippedLanguage) -> Self {
        Self { code: code.to_owned(), later: Some(shipped), index: OnceLock::new() }
    }

    /// A language whose document is compiled.
    pub(super) fn at_once(code: &str, index: Index) -> Self {
        Self { code: code.to_owned(), later: None, index: OnceLock::from(index) }
    }

    fn index(&self, common: &CommonWords) -> &Index {
        self.index.get_or_init(|| match self.later {
            // The document is dropped again: of it the index keeps what it needs.
            Some(shipped) => {
                let document = shipped.read();
                compile_language("", &self.code, &document, common, &mut Vec::new())
            }
            None => Index::default(),
        })
    }
}

/// All languages of a policy, in the order of their codes.
pub(super) struct Languages {
    all: Vec<Language>,
    common: CommonWords,
}

impl Languages {
    pub(super) fn new(all: Vec<Language>, common: CommonWords) -> Self {
        Self { all, common }
    }

    /// A folded text as its own language reads it and English, or as all do where it is not clear
    /// which language that is and English does not have every word; and that language, unless nobody had to know.
    pub(super) fn read<'t>(
        &'t self,
        text: &Folded<'_>,
        named: Option<&str>,
    ) -> (Option<Told>, Vec<LanguageReading<'t>>) {
        let read = |language: &'t Language| {
            LanguageReading::new(language.index(&self.common), text.bytes())
        };
        let named = named.map(|code| self.common.named(code));
        if let [only] = self.all.as_slice() {
            return (named, vec![read(only)]);
        }
        let english = self.all.iter().position(|language| language.code == "en");
        let english_reading = english.and_then(|nth| self.all.get(nth)).map(read);
        let explained = english_reading.as_ref().is_some_and(LanguageReading::is_explained);
        let is_english = || {
            english.zip(english_reading.as_ref()).is_some_and(|(nth, reading)| {
                reading.has_all(text.bytes(), |word| self.common.is_foreign(word, nth))
            })
        };
        let told = named.unwrap_or_else(|| match english {
            Some(english) if explained => Told::Read(english),
            _ => self.common.tell(text, english, is_english),
        });
        // A text that is too short to tell is read as English where it consists of English words.
        let all = matches!(told, Told::Unsure | Told::Unread) && !is_english();
        let mut readings = Vec::with_capacity(2);
        let mut before_english = 0;
        let mut english_reading = english_reading;
        for (nth, language) in self.all.iter().enumerate() {
            if Some(nth) == english {
                before_english = readings.len();
            } else if told == Told::Read(nth) {
                let own = read(language);
                english_reading =
                    english_reading.map(|english| english.beside_own(&own, text.bytes()));
                readings.push(own);
            } else if all {
                let own = read(language);
                readings.push(match &english_reading {
                    Some(english) => own.beside(english, text.bytes()),
                    None => own,
                });
            }
        }
        if let Some(english) = english_reading {
            readings.insert(before_english, english);
        }
        (Some(told), readings)
    }

    /// The language of a text that the only language of a policy has read.
    pub(super) fn tell(&self, text: &Folded<'_>, reading: Option<&LanguageReading<'_>>) -> Told {
        if reading.is_some_and(LanguageReading::is_explained) {
            return Told::Read(0);
        }
        let has_all = || {
            reading.is_some_and(|reading| {
                reading.has_all(text.bytes(), |word| self.common.is_foreign(word, 0))
            })
        };
        self.common.tell(text, Some(0), has_all)
    }

    /// The code of a language.
    pub(super) fn code(&self, told: Told) -> Option<&str> {
        let Told::Read(nth) = told else { return None };
        self.all.get(nth).map(|language| language.code.as_str())
    }
}

impl fmt::Debug for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phrases = |language: &Language| language.index.get().map(Index::size);
        f.debug_map().entries(self.all.iter().map(|one| (&one.code, phrases(one)))).finish()
    }
}

/// A message as the lexicon reads it, once for every question, with the lists of each language that
/// it may be in.
pub(crate) struct Reading<'t> {
    pub(crate) text: Folded<'t>,
    pub(super) languages: Vec<LanguageReading<'t>>,
    /// The language that it is in, once somebody has asked.
    pub(super) told: OnceCell<Told>,
    pub(super) all: &'t Languages,
}

impl<'t> Reading<'t> {
    /// The message as each language reads it, in the order of their codes.
    pub(crate) fn languages(&self) -> &[LanguageReading<'t>] {
        &self.languages
    }

    fn told(&self) -> Told {
        *self.told.get_or_init(|| self.all.tell(&self.text, self.languages.first()))
    }

    /// The code of the language that the message is in; none where that is not clear.
    pub(crate) fn language(&self) -> Option<&'t str> {
        self.all.code(self.told())
    }

    /// Whether the message is clearly in a language that the policy does not have.
    pub(crate) fn is_unread(&self) -> bool {
        self.told() == Told::Unread
    }
}

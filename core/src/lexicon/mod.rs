//! Word lists as data, and what they compile to.

mod anchors;
mod around;
mod builder;
mod compile;
mod document;
mod flags;
mod hits;
mod kinds;
mod matcher;
mod misspelling;
mod numbering;
mod pattern;
mod reader;
mod reveal;
mod rules;
mod search;
mod tried;
mod vocabulary;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub(crate) use compile::Compiled;
pub use document::{
    AmountWords, Confidence, ConfirmationWords, LanguageDocument, MatchMode, RiskCue, RiskWords,
    SpellingWords, Topic, TopicCue, TopicWords,
};
pub(crate) use flags::Flags;
pub(crate) use hits::Hit;
pub(crate) use reader::Reading;
pub(crate) use rules::{Group, Owner};

use crate::diagnostic::Diagnostic;

/// The word lists of a policy, compiled: cheap to clone and to share between threads.
#[derive(Clone)]
pub(crate) struct Lexicon {
    compiled: Arc<Compiled>,
}

impl Lexicon {
    /// Compiles the documents of all languages into one lexicon, which reads every message with
    /// the words of all of them.
    ///
    /// What cannot be read is left out and reported: an empty phrase or list
    /// (`empty_cue`), a phrase in a notation that is none
    /// (`invalid_cue`), a class that is not there
    /// (`unknown_reference`), two cues of one id in one
    /// document (`duplicate_id`). Pointers start with
    /// `pointer_prefix` and the language's key.
    pub(crate) fn compile(
        documents: &BTreeMap<String, LanguageDocument>,
        pointer_prefix: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        Self { compiled: Arc::new(Compiled::new(documents, pointer_prefix, diagnostics)) }
    }

    /// A text as the lexicon reads it, for any number of questions.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        self.compiled.read(text)
    }

    /// What the lists compiled to.
    pub(crate) fn compiled(&self) -> &Compiled {
        &self.compiled
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} phrases)", self.compiled.size())
    }
}

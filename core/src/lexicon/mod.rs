//! The word lists of the languages, and how a message is read with them.
//!
//! What this is, in the field's terms: a rarest-term inverted index over phrases with slop. Each
//! phrase is a row of slots with gaps between them (an ordered interval with slop in Lucene, a
//! pattern of spaCy's `Matcher`), and stands in the postings of its rarest slot's words. A message's
//! words are numbered ([`words`], [`deobfuscate`]); the postings of each propose phrases ([`index`]);
//! what stands around the word rules most of them out ([`filter`]); what is left is verified
//! ([`matcher`]). Reading is linear in the length of the text.
//!
//! Why no library does it: the same lists as one set of expressions in hyperscan take 27 times as
//! long a message and 141 s to compile; Aho-Corasick over the expanded phrases is no option, since
//! a gap or a class multiplies them by the thousand; search engines index the texts, of which there
//! is one here, and not the queries, of which there are thousands.
//!
//! | step | file |
//! |---|---|
//! | the lists as a policy holds them | [`document`] |
//! | the notation of phrases | [`phrase`] |
//! | words by number, whole and misspelt | [`words`] |
//! | words that hide | [`deobfuscate`] |
//! | from a document to an index | [`compile`] |
//! | phrases by their rarest word | [`index`] |
//! | what rules a phrase out | [`filter`] |
//! | whether a phrase holds | [`matcher`] |
//! | a message as a language reads it | [`analysis`] |

mod analysis;
mod bit_set;
mod compile;
mod deobfuscate;
mod document;
mod filter;
mod index;
mod matcher;
mod phrase;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub(crate) use analysis::{Hit, LanguageReading, Reading};
pub(crate) use bit_set::BitSet;
pub(crate) use compile::{Index, RiskEntry, TopicEntry};
pub use document::{
    AmountWords, Confidence, ConfirmationWords, LanguageDocument, MatchMode, RiskCue, RiskWords,
    SpellingWords, Topic, TopicCue, TopicWords,
};
pub(crate) use index::{PhraseRole, PhraseSet};

use crate::diagnostic::Diagnostic;
use crate::text::Folded;

/// The word lists of a policy, compiled: cheap to clone and to share between threads.
#[derive(Clone)]
pub(crate) struct Lexicon {
    /// In the order of the languages' codes.
    languages: Arc<[Index]>,
}

impl Lexicon {
    /// Compiles the documents of all languages, each into an index of its own.
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
        let compile = |(code, document): (&String, &LanguageDocument)| {
            compile::compile_language(pointer_prefix, code, document, diagnostics)
        };
        Self { languages: documents.iter().map(compile).collect() }
    }

    /// A text as the lexicon reads it, for any number of questions.
    pub(crate) fn read<'t>(&'t self, text: &'t str) -> Reading<'t> {
        let text = Folded::new(text);
        let read = |index| LanguageReading::new(index, text.bytes());
        let languages = self.languages.iter().map(read).collect();
        Reading { text, languages }
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phrases: usize = self.languages.iter().map(Index::size).sum();
        write!(f, "Lexicon({} languages, {phrases} phrases)", self.languages.len())
    }
}

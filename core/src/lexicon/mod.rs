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
//! | which language a message is in, and those that ship | [`languages`] |

mod analysis;
mod compile;
mod deobfuscate;
mod document;
mod filter;
mod index;
mod languages;
mod matcher;
mod phrase;
mod words;

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

pub(crate) use analysis::LanguageReading;
pub(crate) use compile::{RiskEntry, TopicEntry};
pub use document::{
    AmountWords, ConfirmationWords, LanguageDocument, MatchMode, PromiseWords, RiskCue, RiskWords,
    SpellingWords, TopicCue, TopicWords,
};
pub use languages::SharedLanguage;
pub(crate) use languages::{Reading, shipped_json};
pub(crate) use matcher::Hit;
pub(crate) use phrase::{PhraseRole, PhraseSet};

use languages::{CommonWords, Language, Languages};

use crate::diagnostic::Diagnostic;
use crate::text::Folded;

/// The word lists of a policy, compiled: cheap to clone and to share between threads.
#[derive(Clone)]
pub(crate) struct Lexicon {
    languages: Arc<Languages>,
}

impl Lexicon {
    /// Compiles the documents of all languages, each into an index of its own: one that is as it is
    /// shipped when a message is first read with it, so that languages that nobody writes in cost
    /// nothing; others at once, so that their faults are told.
    ///
    /// What cannot be read is left out and reported: an empty phrase or list
    /// (`empty_cue`), a phrase in a notation that is none
    /// (`invalid_cue`), a class that is not there
    /// (`unknown_reference`), two cues of one id in one
    /// document (`duplicate_id`). Pointers start with
    /// `pointer_prefix` and the language's key.
    pub(crate) fn compile(
        languages: &[(&String, &SharedLanguage)],
        pointer_prefix: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let own = languages.iter().map(|(code, language)| (*code, language.common()));
        let common = CommonWords::of(own, SharedLanguage::common_of_shipped());
        let compile = |(code, language): &(&String, &SharedLanguage)| {
            if let Some(shipped) = language.as_shipped(code) {
                return Language::later(code, shipped);
            }
            let prefix = pointer_prefix;
            let index = compile::compile_language(prefix, code, language, &common, diagnostics);
            Language::at_once(code, index)
        };
        let all = languages.iter().map(compile).collect();
        Self { languages: Arc::new(Languages::new(all, common)) }
    }

    /// A text as the lexicon reads it, for any number of questions: with the lists of its own
    /// language and with English ones, whose loan words everybody writes; where it is not clear
    /// which language that is, with all, unless English has every word. Cues that consist of
    /// English words are then left to English, and where the language is clear, English cues of
    /// that language's words are left to it. `named` is what somebody says of its language.
    pub(crate) fn read<'t>(&'t self, text: &'t str, named: Option<&str>) -> Reading<'t> {
        let text = Folded::new(text);
        let (told, languages) = self.languages.read(&text, named);
        let told = told.map_or_else(OnceCell::new, OnceCell::from);
        Reading { text, languages, told, all: &self.languages }
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({:?})", self.languages)
    }
}

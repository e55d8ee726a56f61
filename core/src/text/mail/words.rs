//! The words by which a language's mail programs and signatures are told.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

use super::super::word_filter::{PhraseFilter, WordFilter};
use super::lines::folded;

/// What mail programs, signatures and footers write in one language.
///
/// Entries are compared with folded text: lower case, without accents. With a document of any
/// language, quoted history, signatures and footers of a message are left out where it is read;
/// without one a message is read whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MailWords {
    /// First words of the line above a quoted message ("On …, Jane Roe wrote:").
    #[serde(default)]
    pub attribution_openers: Vec<String>,
    /// The verb of that line ("wrote").
    #[serde(default)]
    pub attribution_verbs: Vec<String>,
    /// Lines between dashes, or before a colon, that open a quoted or forwarded message ("Original
    /// Message", "Begin forwarded message").
    #[serde(default)]
    pub separators: Vec<String>,
    /// The header of the sender in a quoted message's head ("From").
    #[serde(default)]
    pub from_headers: Vec<String>,
    /// The headers of its time and recipients ("Sent", "Date", "To", "Cc").
    #[serde(default)]
    pub other_headers: Vec<String>,
    /// The header of its subject ("Subject").
    #[serde(default)]
    pub subject_headers: Vec<String>,
    /// How a line of a telephone or mail program starts ("Sent from my").
    #[serde(default)]
    pub device_marks: Vec<String>,
    /// What a line says that closes a letter ("Kind regards").
    #[serde(default)]
    pub closings: Vec<String>,
    /// Small words that stand between the capitals of names and titles ("of", "and").
    #[serde(default)]
    pub connectors: Vec<String>,
    /// Words that open a line of someone's office below their name ("Head of returns"), whatever
    /// is written small in it.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Words before an address or a number in a signature ("tel", "mobile").
    #[serde(default)]
    pub contact_labels: Vec<String>,
    /// Words of sentences: a line that holds one is neither a name nor a title.
    #[serde(default)]
    pub sentence_words: Vec<String>,
    /// Words and phrases of a writer who speaks for themselves ("I", "my"): a sentence that holds
    /// one is no footer, a line that holds one introduces no quote.
    #[serde(default)]
    pub own_words: Vec<String>,
    /// Phrases of legal, regulator and antivirus footers ("the intended recipient").
    #[serde(default)]
    pub footers: Vec<String>,
    /// Phrases that belong to a footer where another sentence of the paragraph is one.
    #[serde(default)]
    pub footer_parts: Vec<String>,
}

impl MailWords {
    /// Each list with its key.
    pub(crate) fn lists(&self) -> [(&'static str, &[String]); 15] {
        let Self {
            attribution_openers,
            attribution_verbs,
            separators,
            from_headers,
            other_headers,
            subject_headers,
            device_marks,
            closings,
            connectors,
            titles,
            contact_labels,
            sentence_words,
            own_words,
            footers,
            footer_parts,
        } = self;
        [
            ("attribution_openers", attribution_openers),
            ("attribution_verbs", attribution_verbs),
            ("separators", separators),
            ("from_headers", from_headers),
            ("other_headers", other_headers),
            ("subject_headers", subject_headers),
            ("device_marks", device_marks),
            ("closings", closings),
            ("connectors", connectors),
            ("titles", titles),
            ("contact_labels", contact_labels),
            ("sentence_words", sentence_words),
            ("own_words", own_words),
            ("footers", footers),
            ("footer_parts", footer_parts),
        ]
    }
}

/// The lists of all languages, folded.
#[derive(Debug, Clone)]
pub(super) struct Lists {
    pub(super) openers: Words,
    pub(super) verbs: Phrases,
    pub(super) separators: Words,
    pub(super) from: Words,
    pub(super) other: Words,
    pub(super) subject: Words,
    pub(super) device_marks: Vec<String>,
    pub(super) closings: Words,
    pub(super) connectors: Words,
    pub(super) titles: Words,
    pub(super) contact_labels: Words,
    pub(super) sentence_words: Words,
    pub(super) own_words: Phrases,
    pub(super) footers: Phrases,
    pub(super) footer_parts: Phrases,
    /// The first words of the marks of telephones.
    devices: WordFilter,
    /// Which texts may hold a footer.
    footer_filter: PhraseFilter,
}

impl Lists {
    pub(super) fn of(documents: &[&MailWords]) -> Self {
        let all = |list: fn(&MailWords) -> &Vec<String>| -> BTreeSet<String> {
            let entries = documents.iter().copied().flat_map(list).map(|entry| folded(entry));
            entries.filter(|entry| !entry.is_empty()).collect()
        };
        let device_marks = all(|d| &d.device_marks);
        let footers = all(|d| &d.footers);
        let sentence_words = all(|d| &d.sentence_words);
        Self {
            devices: WordFilter::of(device_marks.iter().map(|mark| first_word(mark))),
            footer_filter: PhraseFilter::of(footers.iter().map(String::as_str), |word| {
                sentence_words.contains(word)
            }),
            openers: Words(all(|d| &d.attribution_openers)),
            verbs: Phrases::of(&all(|d| &d.attribution_verbs)),
            separators: Words(all(|d| &d.separators)),
            from: Words(all(|d| &d.from_headers)),
            other: Words(all(|d| &d.other_headers)),
            subject: Words(all(|d| &d.subject_headers)),
            device_marks: device_marks.into_iter().collect(),
            closings: Words(all(|d| &d.closings)),
            connectors: Words(all(|d| &d.connectors)),
            titles: Words(all(|d| &d.titles)),
            contact_labels: Words(all(|d| &d.contact_labels)),
            sentence_words: Words(sentence_words),
            own_words: Phrases::of(&all(|d| &d.own_words)),
            footers: Phrases::of(&footers),
            footer_parts: Phrases::of(&all(|d| &d.footer_parts)),
        }
    }
}

impl Lists {
    /// Whether nothing can be cut of a text of one line, as of most: it is no quote, introduces
    /// none, does not start as a telephone's mark does and holds no footer.
    pub(super) fn spare(&self, text: &str) -> bool {
        let may_be_cut = |text: &str| {
            let text = text.trim();
            text.starts_with(['>', '-', '#', '_', '=', '*'])
                || text.ends_with(':')
                || self.devices.may_be_in(first_word(text))
                || self.footer_filter.may_be_in(text)
        };
        // A sign of another script may be folded into one of these.
        if text.is_ascii() {
            !may_be_cut(text)
        } else {
            !may_be_cut(&folded(text)) && !text.trim().starts_with('>')
        }
    }
}

/// The letters and digits of ASCII that a text starts with.
fn first_word(text: &str) -> &str {
    text.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// Entries that are compared as a whole.
#[derive(Debug, Clone)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    pub(super) fn has(&self, text: &str) -> bool {
        self.0.contains(text)
    }
}

/// Phrases that are looked for in a folded text, as whole words.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    /// None where there is no phrase.
    automaton: Option<AhoCorasick>,
    shortest: usize,
}

impl Phrases {
    fn of(phrases: &BTreeSet<String>) -> Self {
        let shortest = phrases.iter().map(String::len).min().unwrap_or(usize::MAX);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(phrases);
        Self { automaton: automaton.ok().filter(|_| !phrases.is_empty()), shortest }
    }

    /// The length of the shortest phrase.
    pub(super) const fn shortest(&self) -> usize {
        self.shortest
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }

    /// Where phrases stand as whole words, overlapping ones too.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let hits = self.automaton.iter().flat_map(move |found| found.find_overlapping_iter(text));
        hits.map(|hit| (hit.start(), hit.end())).filter(move |&(start, end)| {
            let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
            !letter(before) && !letter(text.as_bytes().get(end))
        })
    }
}

//! From the document of a language to its index, with everything that cannot be read.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{AmountWords, LanguageDocument, MatchMode, RiskWords, TopicWords};
use super::filter::Frequencies;
use super::index::Rules;
use super::languages::CommonWords;
use super::phrase::{Fault, PhraseRole, PhraseSet, Phrases};
use super::words::{FIRST_FREE, Vocabulary};
use crate::conversation::Currency;
use crate::diagnostic::{Code, Diagnostic, push_token};
use crate::risk::{Confidence, RiskCategory};
use crate::text::{MailWords, WordFilter};

/// A cue of high-risk language, compiled.
#[derive(Debug, Clone)]
pub(crate) struct RiskEntry {
    pub(crate) id: String,
    pub(crate) category: RiskCategory,
    pub(crate) confidence: Confidence,
}

/// A cue of a topic, compiled.
#[derive(Debug, Clone)]
pub(crate) struct TopicEntry {
    pub(crate) id: String,
    /// The number of the topic among [`Index::topics`].
    pub(crate) topic: usize,
    pub(crate) weight: i64,
}

/// The word lists of a language, compiled.
#[derive(Default)]
pub(crate) struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) rules: Rules,
    /// The commonest words have the lowest numbers, first those that are common in no other
    /// language: the first number that is none of these, and the first that is none of theirs.
    of_one_end: u16,
    common_end: u16,
    /// By word, whether it ends the reach of a negator.
    breakers: Vec<bool>,
    /// By word, whether it announces a code.
    before_codes: Vec<bool>,
    /// The cues of high-risk language, by their numbers.
    pub(crate) risk: Vec<RiskEntry>,
    /// The cues of topics, by their numbers.
    pub(crate) topic_cues: Vec<TopicEntry>,
    /// The topics, in the order of their first cues.
    pub(crate) topics: Vec<String>,
    /// By topic the lower-cased letters that are cues of it, where whole words do not count.
    pub(crate) substrings: Vec<Vec<String>>,
    /// The weight from which on a topic counts.
    pub(crate) threshold: i64,
    /// How many words a negator of topics and one of risk reaches, and how many words may stand
    /// between an amount and a refund word.
    pub(crate) topic_reach: usize,
    pub(crate) risk_reach: usize,
    pub(crate) amount_reach: usize,
    /// The categories in which a denied cue stays a finding.
    pub(crate) never_negated: Vec<RiskCategory>,
    /// The words about money, in lower case.
    pub(crate) money: AmountWords,
    /// Its currencies in ASCII.
    pub(crate) currencies: WordFilter,
}

/// The largest power of ten that a word may stand for: a million millions.
const MOST_POWER: u32 = 12;

impl Index {
    /// How many phrases there are.
    pub(super) fn size(&self) -> usize {
        self.rules.len()
    }

    /// Whether a word is one of the commonest.
    pub(super) fn is_common(&self, word: u16) -> bool {
        (FIRST_FREE..self.common_end).contains(&word)
    }

    /// Whether a word is one of the commonest and common in no other language.
    pub(super) fn is_common_alone(&self, word: u16) -> bool {
        (FIRST_FREE..self.of_one_end).contains(&word)
    }

    /// Whether a word ends the reach of a negator.
    pub(crate) fn is_breaker(&self, word: u16) -> bool {
        self.breakers.get(usize::from(word)).copied().unwrap_or(false)
    }

    /// Whether a word announces an order number or another code.
    pub(super) fn is_before_code(&self, word: u16) -> bool {
        self.before_codes.get(usize::from(word)).copied().unwrap_or(false)
    }
}

/// Compiles the document of a language, of whose commonest words `common` knows which are of no
/// other language; pointers start with `prefix` and the language's code.
pub(super) fn compile_language(
    prefix: &str,
    code: &str,
    document: &LanguageDocument,
    common: &CommonWords,
    diagnostics: &mut Vec<Diagnostic>,
) -> Index {
    let mut pointer = prefix.to_owned();
    push_token(&mut pointer, code);
    let phrases = Phrases::new();
    let mut compiler = LanguageCompiler { diagnostics, pointer, phrases, index: Index::default() };
    let marked = compiler.read(document, common);
    compiler.finish(&marked)
}

/// What has been read of a document.
struct LanguageCompiler<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    pointer: String,
    phrases: Phrases<'d>,
    index: Index,
}

/// Words that stand out.
#[derive(Default)]
struct Marked {
    common: Vec<u16>,
    breakers: Vec<u16>,
    before_codes: Vec<u16>,
}

impl<'d> LanguageCompiler<'d> {
    fn report(&mut self, code: Code, place: &str, detail: String) {
        self.diagnostics.push(Diagnostic::at(code, format!("{}{place}", self.pointer), detail));
    }

    fn read(&mut self, document: &'d LanguageDocument, common: &CommonWords) -> Marked {
        let LanguageDocument {
            classes,
            topics,
            risk,
            confirmation,
            promises,
            refund_amounts,
            spelling,
            mail,
            names: _,
            texts: _,
        } = document;
        let reach = |words: u32| usize::try_from(words).unwrap_or(usize::MAX);
        self.index.threshold = i64::from(topics.threshold);
        self.index.topic_reach = reach(topics.negation_reach);
        self.index.risk_reach = reach(risk.negation_reach);
        self.index.amount_reach = reach(refund_amounts.reach);
        self.index.never_negated.clone_from(&risk.never_negated);
        // The commonest words have the first numbers, so that what is known of them lies together:
        // first those of this language alone.
        let of_one = spelling.common.iter().filter(|word| common.is_of_one(word));
        let numbered =
            |compiler: &Self| u16::try_from(compiler.phrases.vocabulary.size()).unwrap_or(u16::MAX);
        let mut words = Vec::new();
        for word in of_one {
            // What is wrong with it is reported where all are read.
            let _ = self.phrases.single_words(word, &mut words);
        }
        self.index.of_one_end = numbered(self);
        let common = self.words(&spelling.common, "/spelling/common");
        self.index.common_end = numbered(self);
        self.read_classes(classes);
        self.check_mail(mail.as_ref());
        self.read_topics(topics);
        self.read_risk(risk);

        let (set, allow) = (PhraseSet::Confirmation, PhraseRole::Allow);
        self.list(set, PhraseRole::Cue(0), &confirmation.phrases, "/confirmation/phrases");
        self.list(set, PhraseRole::Doubts, &confirmation.doubts, "/confirmation/doubts");
        self.list(set, allow, &confirmation.allow, "/confirmation/allow");
        let set = PhraseSet::Promise;
        self.list(set, PhraseRole::Cue(0), &promises.phrases, "/promises/phrases");
        self.list(set, allow, &promises.allow, "/promises/allow");
        let near = &refund_amounts.near;
        self.list(PhraseSet::Amount, PhraseRole::Cue(0), near, "/refund_amounts/near");
        self.money_words(refund_amounts);

        let breakers = self.words(&risk.breakers, "/risk/breakers");
        let before_codes = self.words(&spelling.before_codes, "/spelling/before_codes");
        self.words(&spelling.known, "/spelling/known");
        for word in self.words(&spelling.tolerant, "/spelling/tolerant") {
            self.phrases.vocabulary.tolerate(word);
        }
        for word in self.words(&spelling.masked, "/spelling/masked") {
            self.phrases.vocabulary.mask(word);
        }
        Marked { common, breakers, before_codes }
    }

    /// Reports blank entries of the lists that the mail reader takes.
    fn check_mail(&mut self, mail: Option<&MailWords>) {
        for (list, entries) in mail.map(MailWords::lists).into_iter().flatten() {
            for (at, _) in entries.iter().enumerate().filter(|(_, entry)| entry.trim().is_empty()) {
                let place = format!("/mail/{list}/{at}");
                self.report(Code::EmptyCue, &place, "an entry is blank".into());
            }
        }
    }

    fn read_topics(&mut self, topics: &'d TopicWords) {
        let mut seen = BTreeSet::new();
        for (at, cue) in topics.cues.iter().enumerate() {
            let place = format!("/topics/cues/{at}");
            self.check_cue(&cue.id, &mut seen, &cue.phrases, &place);
            let known = self.index.topics.iter().position(|topic| *topic == cue.topic);
            let topic = known.unwrap_or(self.index.topics.len());
            if known.is_none() {
                self.index.topics.push(cue.topic.clone());
                self.index.substrings.push(Vec::new());
            }
            let place = format!("{place}/phrases");
            if topics.match_mode == MatchMode::Substring {
                self.substrings(topic, &cue.phrases, &place);
                continue;
            }
            let role = cue_number(self.index.topic_cues.len());
            let weight = cue.weight.map_or(self.index.threshold.max(1), i64::from);
            let entry = TopicEntry { id: cue.id.clone(), topic, weight };
            self.index.topic_cues.push(entry);
            self.list(PhraseSet::Topic, role, &cue.phrases, &place);
        }
        let set = PhraseSet::Topic;
        self.list(set, PhraseRole::Negator, &topics.negators, "/topics/negators");
        self.list(set, PhraseRole::Allow, &topics.allow, "/topics/allow");
    }

    fn read_risk(&mut self, risk: &'d RiskWords) {
        let mut seen = BTreeSet::new();
        for (at, cue) in risk.cues.iter().enumerate() {
            let place = format!("/risk/cues/{at}");
            self.check_cue(&cue.id, &mut seen, &cue.phrases, &place);
            let role = cue_number(self.index.risk.len());
            self.index.risk.push(RiskEntry {
                id: cue.id.clone(),
                category: cue.category,
                confidence: cue.confidence,
            });
            self.list(PhraseSet::Risk, role, &cue.phrases, &format!("{place}/phrases"));
        }
        let set = PhraseSet::Risk;
        self.list(set, PhraseRole::Negator, &risk.negators, "/risk/negators");
        self.list(set, PhraseRole::Affirmation, &risk.affirmations, "/risk/affirmations");
        self.list(set, PhraseRole::Reinstates, &risk.reinstatements, "/risk/reinstatements");
        self.list(set, PhraseRole::Allow, &risk.allow, "/risk/allow");
        self.list(set, PhraseRole::Mention, &risk.mentions, "/risk/mentions");
    }

    /// Checks that a cue has an id of its own and phrases.
    fn check_cue(
        &mut self,
        id: &'d str,
        seen: &mut BTreeSet<&'d str>,
        phrases: &[String],
        place: &str,
    ) {
        if id.trim().is_empty() {
            self.report(Code::EmptyCue, &format!("{place}/id"), "the cue has no id".into());
        } else if !seen.insert(id) {
            let detail = format!("another cue is called `{id}`");
            self.report(Code::DuplicateId, &format!("{place}/id"), detail);
        }
        if phrases.is_empty() {
            let detail = "the cue has no phrases".into();
            self.report(Code::EmptyCue, &format!("{place}/phrases"), detail);
        }
    }

    fn read_classes(&mut self, classes: &'d BTreeMap<String, Vec<String>>) {
        for (name, entries) in classes {
            let mut place = "/classes".to_owned();
            push_token(&mut place, name);
            if entries.is_empty() {
                self.report(Code::EmptyCue, &place, "the class holds no words".into());
            }
            self.phrases.open_class(name);
            for (at, entry) in entries.iter().enumerate() {
                if let Err(fault) = self.phrases.add_to_class(name, entry) {
                    self.fault(&fault, &place, at);
                }
            }
        }
    }

    /// Reports what is wrong with the entry `at` of a list.
    fn fault(&mut self, fault: &Fault, list: &str, at: usize) {
        let place = format!("{list}/{at}");
        match fault {
            Fault::Empty => self.report(Code::EmptyCue, &place, "the phrase has no words".into()),
            Fault::UnknownClass => {
                let detail = "the phrase names a class that the language does not have";
                self.report(Code::UnknownReference, &place, detail.into());
            }
            Fault::TooManyWords => {
                let detail = "the language holds more than can be numbered";
                self.report(Code::InvalidCue, &place, detail.into());
            }
            Fault::Unreadable(why) => {
                self.report(Code::InvalidCue, &place, format!("the phrase cannot be read: {why}"));
            }
        }
    }

    /// Reads a list of phrases.
    fn list(&mut self, set: PhraseSet, role: PhraseRole, list: &'d [String], place: &str) {
        for (at, text) in list.iter().enumerate() {
            if let Err(fault) = self.phrases.add(set, role, text) {
                self.fault(&fault, place, at);
            }
        }
    }

    /// Reads a list of single words.
    fn words(&mut self, list: &[String], place: &str) -> Vec<u16> {
        let mut words = Vec::new();
        for (at, entry) in list.iter().enumerate() {
            if let Err(fault) = self.phrases.single_words(entry, &mut words) {
                self.fault(&fault, place, at);
            }
        }
        words
    }

    fn money_words(&mut self, written: &AmountWords) {
        let AmountWords {
            currencies,
            range_joins,
            range_openers,
            numbers,
            powers,
            number_joins,
            vague_numbers,
            alternatives,
            multipliers,
            near: _,
            reach: _,
        } = written;
        for (word, code) in currencies {
            let mut place = "/refund_amounts/currencies".to_owned();
            push_token(&mut place, word);
            let iso = code.strip_prefix("1/100 ").unwrap_or(code);
            if word.trim().is_empty() {
                self.report(Code::EmptyCue, &place, "the phrase has no words".into());
            } else if iso != "$" && Currency::new(iso).is_err() {
                let detail = "expected an ISO 4217 code such as `USD`, or `$`";
                self.report(Code::InvalidCurrency, &place, detail.into());
            } else {
                self.index.money.currencies.insert(word.to_lowercase(), code.clone());
            }
        }
        let ascii = self.index.money.currencies.keys().map(String::as_str);
        self.index.currencies = WordFilter::of(
            ascii.filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        );
        let lower = |list: &[String]| list.iter().map(|w| w.to_lowercase()).collect::<Vec<_>>();
        self.index.money.range_joins.extend(lower(range_joins));
        self.index.money.range_openers.extend(lower(range_openers));
        self.index.money.number_joins.extend(lower(number_joins));
        self.index.money.vague_numbers.extend(lower(vague_numbers));
        self.index.money.alternatives.extend(lower(alternatives));
        self.index.money.multipliers.extend(lower(multipliers));
        self.index.money.numbers.extend(numbers.iter().map(|(w, n)| (w.to_lowercase(), *n)));
        for (word, power) in powers {
            if *power > MOST_POWER {
                let mut place = "/refund_amounts/powers".to_owned();
                push_token(&mut place, word);
                self.report(Code::OutOfRange, &place, "expected a power of ten up to 12".into());
            } else {
                self.index.money.powers.insert(word.to_lowercase(), *power);
            }
        }
    }

    fn substrings(&mut self, topic: usize, phrases: &[String], place: &str) {
        for (at, text) in phrases.iter().enumerate() {
            if text.is_empty() {
                self.fault(&Fault::Empty, place, at);
            } else if let Some(letters) = self.index.substrings.get_mut(topic) {
                letters.push(text.to_lowercase());
            }
        }
    }

    fn finish(mut self, marked: &Marked) -> Index {
        let frequencies = Frequencies::new(&marked.common, self.phrases.vocabulary.size());
        if let Ok((rules, vocabulary)) = Rules::new(self.phrases, &frequencies) {
            (self.index.rules, self.index.vocabulary) = (rules, vocabulary);
        } else {
            let detail = "the language holds more than can be numbered".to_owned();
            self.diagnostics.push(Diagnostic::at(Code::InvalidCue, self.pointer, detail));
        }
        self.index.vocabulary.close();
        let size = self.index.vocabulary.size();
        let flags = |words: &[u16]| {
            let mut flags = vec![false; size];
            for &word in words {
                if let Some(flag) = flags.get_mut(usize::from(word)) {
                    *flag = true;
                }
            }
            flags
        };
        self.index.breakers = flags(&marked.breakers);
        self.index.before_codes = flags(&marked.before_codes);
        self.index
    }
}

/// The cue of that number; more than can be numbered count as the last one.
fn cue_number(number: usize) -> PhraseRole {
    PhraseRole::Cue(u16::try_from(number).unwrap_or(u16::MAX))
}

//! From word lists to numbered words and anchored rules.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{AmountWords, Confidence, LanguageDocument, MatchMode, RiskCategory, Topic};
use super::pattern::{Classes, Fault, Pattern, Word, alternatives, keys, parse};
use super::vocabulary::{NUMBER, Vocabulary};
use crate::conversation::is_currency;
use crate::diagnostic::{Code, Diagnostic, push_token};

/// Phrases that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Risk,
    Topic,
    Confirmation,
    Amount,
}

const GROUPS: [Group; 4] = [Group::Risk, Group::Topic, Group::Confirmation, Group::Amount];

/// Whose phrase it is. Numbers are places in the lists of [`Compiled`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A cue of risk or of a topic, a confirming phrase, a refund word.
    Cue(u16),
    /// A phrase that takes its words out of sight.
    Allow,
    /// A negator of the language of that number.
    Negator(u16),
    /// A phrase in which a negator denies nothing.
    Affirmation,
    /// A phrase that takes a denial back, or a doubt of a confirmation.
    Against,
}

/// The words that may stand in one place.
#[derive(Debug, Clone)]
pub(super) enum Set {
    One(u16),
    Many(Box<[u16]>),
}

#[derive(Debug, Clone)]
pub(super) struct RulePlace {
    pub(super) set: Set,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) owner: Owner,
    pub(super) places: Box<[RulePlace]>,
    pub(super) anchor: usize,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// Rules by the word that they are anchored at.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    ranges: Vec<(u32, u32)>,
    rules: Vec<u32>,
}

impl Anchors {
    #[inline]
    pub(super) fn of(&self, word: u16) -> &[u32] {
        let (from, to) = self.ranges.get(usize::from(word)).copied().unwrap_or((0, 0));
        if from == to {
            return &[];
        }
        let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        self.rules.get(at(from)..at(to)).unwrap_or(&[])
    }
}

/// A cue of high-risk language, compiled.
#[derive(Debug, Clone)]
pub(crate) struct RiskEntry {
    pub(crate) id: String,
    pub(crate) category: RiskCategory,
    pub(crate) confidence: Confidence,
    pub(crate) language: u16,
}

/// A cue of a topic, compiled.
#[derive(Debug, Clone)]
pub(crate) struct TopicEntry {
    pub(crate) id: String,
    pub(crate) topic: Topic,
    pub(crate) weight: i32,
    pub(crate) language: u16,
}

/// What a language says beside its phrases.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) threshold: i64,
    pub(crate) topic_reach: usize,
    pub(crate) risk_reach: usize,
    pub(crate) amount_reach: usize,
    pub(crate) never_negated: Vec<RiskCategory>,
}

/// All languages of a policy, compiled.
pub(crate) struct Compiled {
    pub(crate) vocabulary: Vocabulary,
    rules: Vec<Rule>,
    anchors: [Anchors; 4],
    breakers: Vec<bool>,
    before_codes: Vec<bool>,
    pub(crate) risk: Vec<RiskEntry>,
    pub(crate) topics: Vec<TopicEntry>,
    /// Lower-cased letters by topic, in the order of the topics' first cues.
    pub(crate) substrings: Vec<(Topic, Vec<String>)>,
    pub(crate) languages: Vec<Settings>,
    /// The words about money of all languages.
    pub(crate) money: AmountWords,
}

impl Compiled {
    pub(super) fn anchors(&self, group: Group) -> &Anchors {
        let [risk, topic, confirmation, amount] = &self.anchors;
        match group {
            Group::Risk => risk,
            Group::Topic => topic,
            Group::Confirmation => confirmation,
            Group::Amount => amount,
        }
    }

    pub(super) fn rule(&self, number: u32) -> Option<&Rule> {
        self.rules.get(usize::try_from(number).ok()?)
    }

    /// How many phrases there are.
    pub(crate) fn size(&self) -> usize {
        self.rules.len()
    }

    /// Whether a word ends the reach of a negator.
    pub(crate) fn is_breaker(&self, word: u16) -> bool {
        self.breakers.get(usize::from(word)).copied().unwrap_or(false)
    }

    /// Whether a word announces an order number or another code.
    pub(super) fn is_before_code(&self, word: u16) -> bool {
        self.before_codes.get(usize::from(word)).copied().unwrap_or(false)
    }

    pub(super) fn new(
        documents: &BTreeMap<String, LanguageDocument>,
        prefix: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = Builder {
            diagnostics,
            pointer: String::new(),
            classes: Classes::new(),
            vocabulary: Vocabulary::new(),
            phrases: Vec::new(),
            breakers: Vec::new(),
            before_codes: Vec::new(),
            risk: Vec::new(),
            topics: Vec::new(),
            substrings: Vec::new(),
            languages: Vec::new(),
            money: AmountWords::default(),
        };
        for (name, document) in documents {
            prefix.clone_into(&mut builder.pointer);
            push_token(&mut builder.pointer, name);
            builder.language(document);
        }
        builder.finish()
    }
}

struct Builder<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    pointer: String,
    classes: Classes,
    vocabulary: Vocabulary,
    phrases: Vec<(Group, Owner, Pattern)>,
    breakers: Vec<u16>,
    before_codes: Vec<u16>,
    risk: Vec<RiskEntry>,
    topics: Vec<TopicEntry>,
    substrings: Vec<(Topic, Vec<String>)>,
    languages: Vec<Settings>,
    money: AmountWords,
}

impl Builder<'_> {
    fn report(&mut self, code: Code, place: &str, detail: String) {
        self.diagnostics.push(Diagnostic::at(code, format!("{}{place}", self.pointer), detail));
    }

    fn language(&mut self, document: &LanguageDocument) {
        let number = u16::try_from(self.languages.len()).unwrap_or(u16::MAX);
        let LanguageDocument { classes, topics, risk, confirmation, refund_amounts, spelling } =
            document;
        let reach = |words: u32| usize::try_from(words).unwrap_or(usize::MAX);
        self.languages.push(Settings {
            threshold: i64::from(topics.threshold),
            topic_reach: reach(topics.negation_reach),
            risk_reach: reach(risk.negation_reach),
            amount_reach: reach(refund_amounts.reach),
            never_negated: risk.never_negated.clone(),
        });
        self.read_classes(classes);

        let mut seen = BTreeSet::new();
        for (at, cue) in topics.cues.iter().enumerate() {
            let place = format!("/topics/cues/{at}");
            self.check_id(&cue.id, &mut seen, &place);
            if topics.match_mode == MatchMode::Substring {
                self.substring(cue.topic, &cue.phrases, &place);
                continue;
            }
            let owner = Owner::Cue(u16::try_from(self.topics.len()).unwrap_or(u16::MAX));
            self.topics.push(TopicEntry {
                id: cue.id.clone(),
                topic: cue.topic,
                weight: cue.weight,
                language: number,
            });
            self.list(Group::Topic, owner, &cue.phrases, &format!("{place}/phrases"), true);
        }
        self.list(
            Group::Topic,
            Owner::Negator(number),
            &topics.negators,
            "/topics/negators",
            false,
        );
        self.list(Group::Topic, Owner::Allow, &topics.allow, "/topics/allow", false);

        let mut seen = BTreeSet::new();
        for (at, cue) in risk.cues.iter().enumerate() {
            let place = format!("/risk/cues/{at}");
            self.check_id(&cue.id, &mut seen, &place);
            let owner = Owner::Cue(u16::try_from(self.risk.len()).unwrap_or(u16::MAX));
            self.risk.push(RiskEntry {
                id: cue.id.clone(),
                category: cue.category,
                confidence: cue.confidence,
                language: number,
            });
            self.list(Group::Risk, owner, &cue.phrases, &format!("{place}/phrases"), true);
        }
        self.list(Group::Risk, Owner::Negator(number), &risk.negators, "/risk/negators", false);
        let affirmations = &risk.affirmations;
        self.list(Group::Risk, Owner::Affirmation, affirmations, "/risk/affirmations", false);
        let reinstatements = &risk.reinstatements;
        self.list(Group::Risk, Owner::Against, reinstatements, "/risk/reinstatements", false);
        self.list(Group::Risk, Owner::Allow, &risk.allow, "/risk/allow", false);

        let settled = &confirmation.phrases;
        self.list(Group::Confirmation, Owner::Cue(0), settled, "/confirmation/phrases", false);
        let doubts = &confirmation.doubts;
        self.list(Group::Confirmation, Owner::Against, doubts, "/confirmation/doubts", false);
        let allow = &confirmation.allow;
        self.list(Group::Confirmation, Owner::Allow, allow, "/confirmation/allow", false);
        let near = &refund_amounts.near;
        self.list(Group::Amount, Owner::Cue(number), near, "/refund_amounts/near", false);

        self.money_words(refund_amounts);

        let breakers = self.words(&risk.breakers, "/risk/breakers");
        self.breakers.extend(breakers.iter().filter_map(|&key| self.vocabulary.intern(key)));
        let codes = self.words(&spelling.before_codes, "/spelling/before_codes");
        self.before_codes.extend(codes.iter().filter_map(|&key| self.vocabulary.intern(key)));
        for key in self.words(&spelling.known, "/spelling/known") {
            self.vocabulary.intern(key);
        }
        for key in self.words(&spelling.tolerant, "/spelling/tolerant") {
            self.vocabulary.tolerate(key);
        }
        for key in self.words(&spelling.masked, "/spelling/masked") {
            self.vocabulary.mask(key);
        }
    }

    fn check_id<'i>(&mut self, id: &'i str, seen: &mut BTreeSet<&'i str>, place: &str) {
        if id.trim().is_empty() {
            self.report(Code::EmptyCue, &format!("{place}/id"), "the cue has no id".into());
        } else if !seen.insert(id) {
            let detail = format!("another cue is called `{id}`");
            self.report(Code::DuplicateId, &format!("{place}/id"), detail);
        }
    }

    fn read_classes(&mut self, classes: &BTreeMap<String, Vec<String>>) {
        self.classes.clear();
        for (name, entries) in classes {
            let mut place = "/classes".to_owned();
            push_token(&mut place, name);
            if entries.is_empty() {
                self.report(Code::EmptyCue, &place, "the class holds no words".into());
            }
            let mut sequences = Vec::new();
            for (at, entry) in entries.iter().enumerate() {
                match alternatives(entry) {
                    Ok(spelt) => {
                        for text in spelt {
                            let keys = keys(&text);
                            if keys.is_empty() {
                                self.fault(&Fault::Empty, &format!("{place}/{at}"));
                            } else {
                                sequences.push(keys);
                            }
                        }
                    }
                    Err(_) if entry.trim().is_empty() => {
                        self.fault(&Fault::Empty, &format!("{place}/{at}"));
                    }
                    Err(fault) => self.fault(&fault, &format!("{place}/{at}")),
                }
            }
            self.classes.insert(name.clone(), sequences);
        }
    }

    fn fault(&mut self, fault: &Fault, place: &str) {
        match fault {
            Fault::Empty => self.report(Code::EmptyCue, place, "the phrase has no words".into()),
            Fault::UnknownClass => {
                let detail = "the phrase names a class that the language does not have";
                self.report(Code::UnknownReference, place, detail.into());
            }
            Fault::Unreadable(why) => {
                self.report(Code::InvalidCue, place, format!("the phrase cannot be read: {why}"));
            }
        }
    }

    /// Reads a list of phrases; `required` lists must hold one.
    fn list(&mut self, group: Group, owner: Owner, list: &[String], place: &str, required: bool) {
        if required && list.is_empty() {
            self.report(Code::EmptyCue, place, "the cue has no phrases".into());
        }
        for (at, text) in list.iter().enumerate() {
            match parse(text, &self.classes) {
                Ok(patterns) => {
                    self.phrases.extend(patterns.into_iter().map(|p| (group, owner, p)));
                }
                Err(fault) => self.fault(&fault, &format!("{place}/{at}")),
            }
        }
    }

    /// Reads a list of single words.
    fn words(&mut self, list: &[String], place: &str) -> Vec<u128> {
        let mut words = Vec::new();
        for (at, text) in list.iter().enumerate() {
            let spelt = if text.trim().is_empty() { Err(Fault::Empty) } else { alternatives(text) };
            match spelt {
                Ok(spelt) => {
                    for word in spelt {
                        match keys(&word).as_slice() {
                            [one] => words.push(*one),
                            [] => self.fault(&Fault::Empty, &format!("{place}/{at}")),
                            _ => {
                                let fault = Fault::Unreadable("one word belongs here");
                                self.fault(&fault, &format!("{place}/{at}"));
                            }
                        }
                    }
                }
                Err(fault) => self.fault(&fault, &format!("{place}/{at}")),
            }
        }
        words
    }

    fn money_words(&mut self, written: &AmountWords) {
        let AmountWords { currencies, range_joins, range_openers, near: _, reach: _ } = written;
        for (word, code) in currencies {
            let mut place = "/refund_amounts/currencies".to_owned();
            push_token(&mut place, word);
            let iso = code.strip_prefix("1/100 ").unwrap_or(code);
            if word.trim().is_empty() {
                self.fault(&Fault::Empty, &place);
            } else if iso != "$" && !is_currency(iso) {
                let detail = "expected an ISO 4217 code such as `USD`, or `$`";
                self.report(Code::InvalidCurrency, &place, detail.into());
            } else {
                self.money.currencies.insert(word.to_lowercase(), code.clone());
            }
        }
        let lower = |list: &[String]| list.iter().map(|w| w.to_lowercase()).collect::<Vec<_>>();
        self.money.range_joins.extend(lower(range_joins));
        self.money.range_openers.extend(lower(range_openers));
    }

    fn substring(&mut self, topic: Topic, phrases: &[String], place: &str) {
        if phrases.is_empty() {
            let detail = "the cue has no phrases".into();
            self.report(Code::EmptyCue, &format!("{place}/phrases"), detail);
        }
        let mut letters = Vec::new();
        for (at, text) in phrases.iter().enumerate() {
            if text.is_empty() {
                self.fault(&Fault::Empty, &format!("{place}/phrases/{at}"));
            } else {
                letters.push(text.to_lowercase());
            }
        }
        match self.substrings.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, list)) => list.append(&mut letters),
            None => self.substrings.push((topic, letters)),
        }
    }

    fn finish(mut self) -> Compiled {
        let mut uses: BTreeMap<Word, u32> = BTreeMap::new();
        for word in self.phrases.iter().flat_map(|(.., p)| &p.places).flat_map(|p| &p.words) {
            *uses.entry(*word).or_default() += 1;
        }
        let mut rules = Vec::with_capacity(self.phrases.len());
        let mut by_word: [BTreeMap<u16, Vec<u32>>; 4] = Default::default();
        for (group, owner, pattern) in std::mem::take(&mut self.phrases) {
            let number = u32::try_from(rules.len()).unwrap_or(u32::MAX);
            let Some(rule) = self.rule(owner, &pattern, &uses) else {
                let detail = "the policy holds more words than can be numbered".to_owned();
                if !self.diagnostics.iter().any(|d| d.detail == detail) {
                    self.report(Code::InvalidCue, "", detail);
                }
                continue;
            };
            let words: &[u16] = match rule.places.get(rule.anchor).map(|place| &place.set) {
                Some(Set::One(word)) => &[*word],
                Some(Set::Many(words)) => words,
                None => &[],
            };
            for (nth, lists) in GROUPS.iter().zip(&mut by_word) {
                if *nth == group {
                    for &word in words {
                        lists.entry(word).or_default().push(number);
                    }
                }
            }
            rules.push(rule);
        }
        let size = self.vocabulary.size();
        let flags = |words: &[u16]| {
            let mut flags = vec![false; size];
            for &word in words {
                if let Some(flag) = flags.get_mut(usize::from(word)) {
                    *flag = true;
                }
            }
            flags
        };
        Compiled {
            rules,
            anchors: by_word.map(|lists| anchors(&lists, size)),
            breakers: flags(&self.breakers),
            before_codes: flags(&self.before_codes),
            vocabulary: self.vocabulary,
            risk: self.risk,
            topics: self.topics,
            substrings: self.substrings,
            languages: self.languages,
            money: self.money,
        }
    }

    fn rule(&mut self, owner: Owner, p: &Pattern, uses: &BTreeMap<Word, u32>) -> Option<Rule> {
        let mut places = Vec::with_capacity(p.places.len());
        let mut anchor = (u64::MAX, 0);
        for (at, place) in p.places.iter().enumerate() {
            let mut words = Vec::with_capacity(place.words.len());
            let mut common = 0_u64;
            for word in &place.words {
                common += u64::from(uses.get(word).copied().unwrap_or(0)).pow(2);
                words.push(match word {
                    Word::Key(key) => self.vocabulary.intern(*key)?,
                    Word::Number => NUMBER,
                });
            }
            words.sort_unstable();
            words.dedup();
            if !place.optional && common < anchor.0 {
                anchor = (common, at);
            }
            let set = match words.as_slice() {
                [one] => Set::One(*one),
                _ => Set::Many(words.into_boxed_slice()),
            };
            places.push(RulePlace { set, optional: place.optional, gap: place.gap });
        }
        let (anchor, places) = (anchor.1, places.into_boxed_slice());
        Some(Rule { owner, places, anchor, at_start: p.at_start, at_end: p.at_end })
    }
}

fn anchors(lists: &BTreeMap<u16, Vec<u32>>, size: usize) -> Anchors {
    let mut anchors = Anchors { ranges: vec![(0, 0); size], rules: Vec::new() };
    for (word, rules) in lists {
        let from = u32::try_from(anchors.rules.len()).unwrap_or(u32::MAX);
        anchors.rules.extend(rules);
        let to = u32::try_from(anchors.rules.len()).unwrap_or(u32::MAX);
        if let Some(range) = anchors.ranges.get_mut(usize::from(*word)) {
            *range = (from, to);
        }
    }
    anchors
}

//! From the documents of the languages to phrases and words, with everything that cannot be read.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::{Compiled, RiskEntry, Settings, TopicEntry};
use super::document::{AmountWords, LanguageDocument, MatchMode, Topic};
use super::numbering::COMMONEST;
use super::pattern::{Classes, Fault, Pattern, Word, alternatives, keys, parse};
use super::rules::{Group, Owner, Rules};
use super::vocabulary::Vocabulary;
use crate::conversation::is_currency;
use crate::diagnostic::{Code, Diagnostic, push_token};
use crate::text::MailWords;

/// What has been read of the documents.
pub(super) struct Builder<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    pointer: String,
    classes: Classes,
    vocabulary: Vocabulary,
    phrases: Vec<(Group, Owner, Pattern)>,
    breakers: Vec<u16>,
    before_codes: Vec<u16>,
    /// How often words stand in ordinary mail, as far as the languages say.
    frequencies: BTreeMap<Word, u64>,
    risk: Vec<RiskEntry>,
    topics: Vec<TopicEntry>,
    substrings: Vec<(Topic, Vec<String>)>,
    languages: Vec<Settings>,
    money: AmountWords,
}

impl<'d> Builder<'d> {
    pub(super) fn new(diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self {
            diagnostics,
            pointer: String::new(),
            classes: Classes::new(),
            vocabulary: Vocabulary::new(),
            phrases: Vec::new(),
            breakers: Vec::new(),
            before_codes: Vec::new(),
            frequencies: BTreeMap::new(),
            risk: Vec::new(),
            topics: Vec::new(),
            substrings: Vec::new(),
            languages: Vec::new(),
            money: AmountWords::default(),
        }
    }

    /// Reads a language; pointers start with `prefix` and its name.
    pub(super) fn add(&mut self, prefix: &str, name: &str, document: &LanguageDocument) {
        prefix.clone_into(&mut self.pointer);
        push_token(&mut self.pointer, name);
        self.language(document);
    }

    /// Reports blank entries of the lists that the mail reader takes.
    fn check_mail(&mut self, mail: Option<&MailWords>) {
        for (list, entries) in mail.map(MailWords::lists).into_iter().flatten() {
            for (at, _) in entries.iter().enumerate().filter(|(_, entry)| entry.trim().is_empty()) {
                self.report(
                    Code::EmptyCue,
                    &format!("/mail/{list}/{at}"),
                    "an entry is blank".into(),
                );
            }
        }
    }

    fn report(&mut self, code: Code, place: &str, detail: String) {
        self.diagnostics.push(Diagnostic::at(code, format!("{}{place}", self.pointer), detail));
    }

    fn language(&mut self, document: &LanguageDocument) {
        let number = u16::try_from(self.languages.len()).unwrap_or(u16::MAX);
        let LanguageDocument {
            classes,
            topics,
            risk,
            confirmation,
            refund_amounts,
            spelling,
            mail,
            names: _,
        } = document;
        let reach = |words: u32| usize::try_from(words).unwrap_or(usize::MAX);
        self.languages.push(Settings {
            threshold: i64::from(topics.threshold),
            topic_reach: reach(topics.negation_reach),
            risk_reach: reach(risk.negation_reach),
            amount_reach: reach(refund_amounts.reach),
            never_negated: risk.never_negated.clone(),
        });
        // The commonest words have the first numbers, so that what is known of them lies together;
        // the word of rank n is about n times as rare as the commonest.
        for (rank, key) in (1..).zip(self.words(&spelling.common, "/spelling/common")) {
            self.vocabulary.intern(key);
            self.frequencies.entry(Word::Key(key)).or_insert(COMMONEST / rank);
        }
        self.read_classes(classes);
        self.check_mail(mail.as_ref());

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

    pub(super) fn finish(mut self) -> Compiled {
        let rules = Rules::new(&self.phrases, &self.frequencies, &mut self.vocabulary)
            .unwrap_or_else(|| {
                let detail = "the policy holds more words than can be numbered".to_owned();
                self.report(Code::InvalidCue, "", detail);
                Rules::default()
            });
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
}

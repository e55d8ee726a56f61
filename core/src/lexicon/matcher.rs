//! Phrases around their anchors: what the index proposes and the filter lets pass is verified here.

use std::cell::Cell;
use std::ops::Range;

use super::compile::Index;
use super::filter::NeighbourFilter;
use super::index::{Rule, RuleSlot, Rules};
use super::phrase::{Pass, PhraseRole, PhraseSet};
use crate::text::{Break, Token};

/// A phrase that occurs: what it is for, and from which word to which, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) role: PhraseRole,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// The phrases that occur, in no order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hits {
    by_set: [Vec<Hit>; PhraseSet::COUNT],
    /// By set, a bit for each role that has some.
    roles: [u8; PhraseSet::COUNT],
}

impl Hits {
    pub(super) fn add(&mut self, set: PhraseSet, hit: Hit) {
        if let Some(hits) = self.by_set.get_mut(set as usize) {
            hits.push(hit);
        }
        if let Some(roles) = self.roles.get_mut(set as usize) {
            *roles |= hit.role.kind();
        }
    }

    /// Whether there is a cue, a weak one at least.
    pub(super) fn speaks(&self, set: PhraseSet) -> bool {
        self.has(set, PhraseRole::Cue(0)) || self.has(set, PhraseRole::Mention)
    }

    pub(super) fn has(&self, set: PhraseSet, role: PhraseRole) -> bool {
        self.roles.get(set as usize).is_some_and(|roles| roles & role.kind() != 0)
    }

    pub(super) fn of(&self, set: PhraseSet) -> &[Hit] {
        self.by_set.get(set as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn into_set(self, set: PhraseSet) -> Vec<Hit> {
        self.by_set.into_iter().nth(set as usize).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.by_set.iter_mut().for_each(Vec::clear);
        self.roles = [0; PhraseSet::COUNT];
    }

    /// The same in an order of their own, for they are found in none.
    #[cfg(test)]
    pub(super) fn sorted(mut self) -> Self {
        for hits in &mut self.by_set {
            hits.sort_by_key(|hit| (hit.first, hit.last, format!("{:?}", hit.role)));
        }
        self
    }

    /// The most hits that a set has room for.
    pub(super) fn capacity(&self) -> usize {
        self.by_set.iter().map(Vec::capacity).max().unwrap_or(0)
    }
}

thread_local! {
    /// Room for what stands around the words of a message, which is written before it is read.
    static FILTER: Cell<Option<Box<NeighbourFilter>>> = const { Cell::new(None) };
}

impl Index {
    /// Adds the phrases of a pass that are anchored in a range of the words of a message, which are
    /// `tokens`.
    pub(super) fn find(&self, pass: Pass, tokens: &[Token], range: Range<usize>, hits: &mut Hits) {
        let rules = &self.rules;
        let mut filter = FILTER.try_with(Cell::take).ok().flatten().unwrap_or_default();
        candidates(&mut filter, rules, pass, tokens, range, |at, rule| {
            let Some(rule) = rules.rule(rule) else { return };
            let found = if rule.is_word() {
                Some((at, at))
            } else {
                Phrase::new(rules, rule, tokens).find(at)
            };
            if let Some((first, last)) = found {
                hits.add(rule.set, Hit { role: rule.role, first, last });
            }
        });
        // A thread that ends keeps no room.
        let _ = FILTER.try_with(|kept| kept.set(Some(filter)));
    }
}

/// Hands the rules of a pass that may hold to a search: each with the word of the message that
/// anchors it. The words are a range of `tokens`.
fn candidates(
    filter: &mut NeighbourFilter,
    rules: &Rules,
    pass: Pass,
    tokens: &[Token],
    range: Range<usize>,
    mut search: impl FnMut(usize, u32),
) {
    let (postings, by_word) = (&rules.postings, rules.postings.of(pass));
    let anchored =
        |token: &Token| by_word.get(usize::from(token.word)).copied().unwrap_or_default();
    let mut from = range.start;
    while from < range.end {
        let end = range.end.min(from + NeighbourFilter::STRETCH);
        let words = tokens.get(from..end).unwrap_or(&[]);
        let Some(first) = words.iter().position(|token| !anchored(token).is_empty()) else {
            from = end;
            continue;
        };
        filter.fill(rules.buckets(), tokens, from, end);
        for (nth, token) in words.iter().enumerate().skip(first) {
            let beside = filter.beside(nth);
            postings.may_stand(anchored(token), beside, |rule| {
                if rules.needs(rule).iter().all(|needed| filter.has(nth, rules.needed(*needed))) {
                    search(from + nth, rule);
                }
            });
        }
        from = end;
    }
}

/// A phrase that is looked for in a message, within a sentence.
#[derive(Clone, Copy)]
pub(super) struct Phrase<'s> {
    pub(super) rules: &'s Rules,
    pub(super) rule: &'s Rule,
    pub(super) slots: &'s [RuleSlot],
    /// The words of the message.
    pub(super) words: &'s [Token],
}

impl<'s> Phrase<'s> {
    fn new(rules: &'s Rules, rule: &'s Rule, words: &'s [Token]) -> Self {
        Self { rules, rule, slots: rules.slots(rule), words }
    }

    /// Where the phrase lies, if it does, with its anchor at a word.
    fn find(self, at: usize) -> Option<(usize, usize)> {
        let anchor = usize::from(self.rule.anchor);
        let first = Search::new(self, at).backward(anchor, at)?;
        let last = Search::new(self, at).forward(anchor + 1, at)?;
        Some((first, last))
    }

    /// The word after the one at `at`, if they are of one sentence.
    #[inline]
    pub(super) fn after(&self, at: usize) -> Option<&'s Token> {
        self.words.get(at + 1).filter(|next| next.before != Break::Sentence)
    }

    /// The word before the one at `at`, if they are of one sentence.
    #[inline]
    pub(super) fn before(&self, at: usize) -> Option<&'s Token> {
        let own = self.words.get(at)?;
        if own.before == Break::Sentence { None } else { self.words.get(at.checked_sub(1)?) }
    }
}

/// A search that tries every word that may fill a slot.
pub(super) struct Search<'s> {
    phrase: Phrase<'s>,
    /// The anchor.
    at: usize,
    /// By slot, the words, counted from the anchor, from which the rest cannot be found: what
    /// is tried stays within slots times words, whatever the gaps. Places up to the anchor are
    /// looked for backward, the others forward.
    dead: [u64; 16],
}

impl<'s> Search<'s> {
    pub(super) fn new(phrase: Phrase<'s>, at: usize) -> Self {
        Self { phrase, at, dead: [0; 16] }
    }

    /// Places from `slot` on after the word at `from`.
    pub(super) fn forward(&mut self, mut slot: usize, mut from: usize) -> Option<usize> {
        while let Some(next) = self.phrase.slots.get(slot) {
            if !next.is_plain() {
                return self.forward_skipping(slot, from, 0);
            }
            let token = self.phrase.after(from)?;
            if !self.phrase.rules.fits(*next, token.word) {
                return None;
            }
            (slot, from) = (slot + 1, from + 1);
        }
        (!self.phrase.rule.at_end || from + 1 == self.phrase.words.len()).then_some(from)
    }

    /// The same where words or slots may be skipped; `gap` is what slots skipped on the way
    /// allowed.
    fn forward_skipping(&mut self, slot: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.phrase.slots.get(slot) else { return self.forward(slot, from) };
        if gap == 0 && self.is_dead(slot, from) {
            return None;
        }
        let widest = gap.max(next.gap());
        for at in from + 1..=from + 1 + usize::from(widest) {
            let Some(token) = self.phrase.after(at - 1) else { break };
            if self.phrase.rules.fits(*next, token.word)
                && let Some(last) = self.forward(slot + 1, at)
            {
                return Some(last);
            }
        }
        let skipped =
            if next.is_optional() { self.forward_skipping(slot + 1, from, widest) } else { None };
        if skipped.is_none() && gap == 0 {
            self.bury(slot, from);
        }
        skipped
    }

    /// Places before `slot`, which is matched at `from`.
    pub(super) fn backward(&mut self, mut slot: usize, mut from: usize) -> Option<usize> {
        while let Some(before) = slot.checked_sub(1).and_then(|index| self.phrase.slots.get(index))
        {
            let own = self.phrase.slots.get(slot).map_or(0, |slot| slot.gap());
            if own > 0 || before.is_optional() {
                return self.backward_skipping(slot, from, 0);
            }
            if !self.phrase.rules.fits(*before, self.phrase.before(from)?.word) {
                return None;
            }
            (slot, from) = (slot - 1, from - 1);
        }
        (!self.phrase.rule.at_start || from == 0).then_some(from)
    }

    /// The same where words or slots may be skipped; `gap` as in [`Self::forward_skipping`].
    fn backward_skipping(&mut self, slot: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(before) = slot.checked_sub(1).and_then(|index| self.phrase.slots.get(index))
        else {
            return self.backward(slot, from);
        };
        if gap == 0 && self.is_dead(slot, from) {
            return None;
        }
        let own = self.phrase.slots.get(slot).map_or(0, |slot| slot.gap());
        let widest = gap.max(own);
        for at in (0..from).rev().take(usize::from(widest) + 1) {
            let Some(token) = self.phrase.before(at + 1) else { break };
            if self.phrase.rules.fits(*before, token.word)
                && let Some(first) = self.backward(slot - 1, at)
            {
                return Some(first);
            }
        }
        let skipped = if before.is_optional() {
            self.backward_skipping(slot - 1, from, widest)
        } else {
            None
        };
        if skipped.is_none() && gap == 0 {
            self.bury(slot, from);
        }
        skipped
    }

    fn is_dead(&self, slot: usize, from: usize) -> bool {
        let away = from.abs_diff(self.at);
        away < 64 && self.dead.get(slot).is_some_and(|words| words >> away & 1 == 1)
    }

    fn bury(&mut self, slot: usize, from: usize) {
        let away = from.abs_diff(self.at);
        if let Some(words) = self.dead.get_mut(slot).filter(|_| away < 64) {
            *words |= 1 << away;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::lexicon::analysis::LanguageReading;
    use crate::lexicon::compile::compile_language;
    use crate::lexicon::languages::CommonWords;
    use crate::text::Folded;

    /// Messages of words that stand in phrases, some of them in the order of a phrase.
    fn messages() -> Vec<String> {
        let policy = Policy::runbook();
        let english = &policy.language["en"];
        let cues = english.risk.cues.iter().map(|cue| &cue.phrases);
        let cues = cues.chain(english.topics.cues.iter().map(|cue| &cue.phrases)).flatten();
        let settled = &english.confirmation.phrases;
        let lists = [&english.risk.allow, &english.risk.negators, &english.topics.allow, settled];
        let phrases = cues.chain(lists.into_iter().flatten());
        let words: Vec<&str> = phrases
            .flat_map(|phrase| phrase.split([' ', '|', '(', ')']))
            .map(|word| word.trim_matches(['?', '^', '$', '@', '#']))
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect();
        let mut seed = 7_u64;
        let mut below = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % most
        };
        let mut message = || {
            let mut text = String::new();
            let mut at = below(words.len());
            for _ in 0..40 {
                text += words[at];
                text += [" ", " ", " ", " ", ", ", ". "][below(6)];
                at = if below(3) > 0 { (at + 1) % words.len() } else { below(words.len()) };
            }
            text
        };
        (0..3_000).map(|_| message()).collect()
    }

    /// What is ruled out before a phrase is looked for is not there.
    #[test]
    fn nothing_is_passed_over() {
        let policy = Policy::runbook();
        let common = CommonWords::of([].into_iter(), [].into_iter());
        let index = compile_language("", "en", &policy.language["en"], &common, &mut Vec::new());
        let rules = &index.rules;
        let mut counts = [0; Pass::ALL.len()];
        for text in messages() {
            let text = Folded::new(&text);
            let reading = LanguageReading::new(&index, text.bytes());
            let tokens = reading.tokens();
            for (pass, count) in Pass::ALL.into_iter().zip(&mut counts) {
                let mut everywhere = Hits::default();
                for (at, token) in tokens.iter().enumerate() {
                    let own = rules.postings.of(pass)[usize::from(token.word)];
                    let every = rules.postings.numbers(own);
                    for rule in every.filter_map(|number| rules.rule(number)) {
                        let found = Phrase::new(rules, rule, tokens).find(at);
                        if let Some((first, last)) = found {
                            everywhere.add(rule.set, Hit { role: rule.role, first, last });
                            *count += 1;
                        }
                    }
                }
                let mut found = Hits::default();
                index.find(pass, tokens, 0..tokens.len(), &mut found);
                assert_eq!(found.sorted(), everywhere.sorted(), "{:?}", text.as_written());
            }
        }
        // The messages hold phrases of every pass.
        assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
    }
}

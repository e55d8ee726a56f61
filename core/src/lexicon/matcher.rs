//! Phrases around a word: the verifiers behind the vocabulary.

use super::compile::Compiled;
use super::reader::{Reading, Sentence, Token};
use super::rules::{Group, List, Owner, Rule, RulePlace};
use super::vocabulary::TAKEN;
use crate::text::Break;

/// A phrase that occurs: whose it is, and from which word to which, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) owner: Owner,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Compiled {
    /// The phrases of a group that occur, if one of its cues does: the cues by the place of
    /// their rarest word, then the others. What an allow-phrase covers is read by no other.
    pub(crate) fn hits(&self, group: Group, reading: &Reading<'_>) -> Vec<Hit> {
        let Reading { tokens, sentences, .. } = reading;
        let mut hits = Vec::new();
        self.find(List::cues(group), tokens, sentences, &mut hits);
        if hits.is_empty() {
            return hits;
        }
        let cues = hits.len();
        self.find(List::context(group), tokens, sentences, &mut hits);
        if !hits.iter().skip(cues).any(|hit| hit.owner == Owner::Allow) {
            return hits;
        }
        let mut taken = tokens.clone();
        for hit in hits.iter().filter(|hit| hit.owner == Owner::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
                token.lists = 0;
            }
        }
        // A phrase keeps its place unless words of it are taken.
        let words = |hit: &Hit| taken.get(hit.first..=hit.last).unwrap_or(&[]);
        let is_touched = |hit: &Hit| words(hit).iter().any(|token| token.word == TAKEN);
        if !hits.iter().any(|hit| hit.owner != Owner::Allow && is_touched(hit)) {
            return hits;
        }
        hits.clear();
        self.find(List::cues(group), &taken, sentences, &mut hits);
        self.find(List::context(group), &taken, sentences, &mut hits);
        hits
    }

    fn find(&self, list: List, tokens: &[Token], sentences: &[Sentence], hits: &mut Vec<Hit>) {
        let ranges = self.rules.ranges(list);
        for sentence in sentences.iter().filter(|sentence| sentence.lists & list.bit() != 0) {
            let words = tokens.get(sentence.first..sentence.end).unwrap_or(&[]);
            for (at, token) in (sentence.first..).zip(words) {
                if token.lists & list.bit() == 0 {
                    continue;
                }
                let range = ranges.get(usize::from(token.word)).copied().unwrap_or_default();
                for anchored in self.rules.anchored(range) {
                    if anchored.may_stand_among(&sentence.kinds)
                        && let Some(rule) = self.rules.rule(*anchored)
                        && let Some((first, last)) = rule.find(tokens, at)
                    {
                        hits.push(Hit { owner: rule.owner, first, last });
                    }
                }
            }
        }
    }
}

impl Rule {
    /// Where the phrase lies, if its anchor is the word at `at`.
    fn find(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let mut search = Search::new(self, tokens, at);
        let first = search.backward(self.anchor, at, 0)?;
        let last = search.forward(self.anchor + 1, at, 0)?;
        Some((first, last))
    }
}

/// A search for the rest of a phrase on one side of its anchor.
struct Search<'s> {
    rule: &'s Rule,
    places: &'s [RulePlace],
    tokens: &'s [Token],
    at: usize,
    /// By place, the words, counted from the anchor, from which the rest cannot be found: what
    /// is tried stays within places times words, whatever the gaps. Places up to the anchor are
    /// looked for backward, the others forward.
    dead: [u64; 16],
}

impl<'s> Search<'s> {
    fn new(rule: &'s Rule, tokens: &'s [Token], at: usize) -> Self {
        Self { rule, places: &rule.places, tokens, at, dead: [0; 16] }
    }

    /// Places from `place` on after the word at `from`; `gap` is what places skipped on the way
    /// allowed.
    fn forward(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.places.get(place) else {
            return (!self.rule.at_end || from + 1 == self.tokens.len()).then_some(from);
        };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(next.gap);
        for at in from + 1..=from + 1 + usize::from(widest) {
            match self.tokens.get(at) {
                Some(token) if token.before < Break::Sentence => {
                    if next.set.has(token.word)
                        && let Some(last) = self.forward(place + 1, at, 0)
                    {
                        return Some(last);
                    }
                }
                _ => break,
            }
        }
        let skipped = if next.optional { self.forward(place + 1, from, widest) } else { None };
        if skipped.is_none() && gap == 0 {
            self.bury(place, from);
        }
        skipped
    }

    /// Places before `place`, which is matched at `from`; `gap` as in [`Self::forward`].
    fn backward(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(before) = place.checked_sub(1).and_then(|index| self.places.get(index)) else {
            return (!self.rule.at_start || from == 0).then_some(from);
        };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(self.places.get(place).map_or(0, |place| place.gap));
        let mut at = from;
        for _ in 0..=widest {
            if at == 0 || self.tokens.get(at).is_none_or(|t| t.before == Break::Sentence) {
                break;
            }
            at -= 1;
            if self.tokens.get(at).is_some_and(|token| before.set.has(token.word))
                && let Some(first) = self.backward(place - 1, at, 0)
            {
                return Some(first);
            }
        }
        let skipped = if before.optional { self.backward(place - 1, from, widest) } else { None };
        if skipped.is_none() && gap == 0 {
            self.bury(place, from);
        }
        skipped
    }

    fn is_dead(&self, place: usize, from: usize) -> bool {
        let away = from.abs_diff(self.at);
        away < 64 && self.dead.get(place).is_some_and(|words| words >> away & 1 == 1)
    }

    fn bury(&mut self, place: usize, from: usize) {
        let away = from.abs_diff(self.at);
        if let Some(words) = self.dead.get_mut(place).filter(|_| away < 64) {
            *words |= 1 << away;
        }
    }
}

//! Phrases around a word: the verifiers behind the vocabulary.

use super::compile::{Compiled, Group, Owner, Rule, Set};
use super::reader::Token;
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
    /// The phrases of a group that occur. What an allow-phrase covers is read by no other.
    pub(crate) fn hits(&self, group: Group, tokens: &[Token]) -> Vec<Hit> {
        let hits = self.occurrences(group, tokens);
        if hits.len() < 2 || !hits.iter().any(|hit| hit.owner == Owner::Allow) {
            return hits;
        }
        let mut taken = tokens.to_vec();
        for hit in hits.iter().filter(|hit| hit.owner == Owner::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
            }
        }
        self.occurrences(group, &taken)
    }

    fn occurrences(&self, group: Group, tokens: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let anchors = self.anchors(group);
        for (at, token) in tokens.iter().enumerate() {
            for rule in anchors.of(token.word) {
                if let Some(rule) = self.rule(*rule)
                    && let Some((first, last)) = rule.find(tokens, at)
                {
                    hits.push(Hit { owner: rule.owner, first, last });
                }
            }
        }
        hits
    }
}

impl Rule {
    /// Where the phrase lies, if its anchor is the word at `at`.
    fn find(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let first = self.backward(tokens, self.anchor, at, 0)?;
        let last = self.forward(tokens, self.anchor + 1, at, 0)?;
        Some((first, last))
    }

    fn forward(&self, tokens: &[Token], place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.places.get(place) else {
            return (!self.at_end || from + 1 == tokens.len()).then_some(from);
        };
        let gap = gap.max(next.gap);
        for at in from + 1..=from + 1 + usize::from(gap) {
            match tokens.get(at) {
                Some(token) if token.before < Break::Sentence => {
                    if next.set.has(token.word)
                        && let Some(last) = self.forward(tokens, place + 1, at, 0)
                    {
                        return Some(last);
                    }
                }
                _ => break,
            }
        }
        if next.optional { self.forward(tokens, place + 1, from, gap) } else { None }
    }

    /// `place` is matched at `from`; `gap` is what places skipped on the way allowed.
    fn backward(&self, tokens: &[Token], place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(before) = place.checked_sub(1).and_then(|index| self.places.get(index)) else {
            return (!self.at_start || from == 0).then_some(from);
        };
        let gap = gap.max(self.places.get(place).map_or(0, |place| place.gap));
        let mut at = from;
        for _ in 0..=gap {
            if at == 0 || tokens.get(at).is_none_or(|token| token.before == Break::Sentence) {
                break;
            }
            at -= 1;
            if tokens.get(at).is_some_and(|token| before.set.has(token.word))
                && let Some(first) = self.backward(tokens, place - 1, at, 0)
            {
                return Some(first);
            }
        }
        if before.optional { self.backward(tokens, place - 1, from, gap) } else { None }
    }
}

impl Set {
    #[inline]
    fn has(&self, word: u16) -> bool {
        match self {
            Self::One(only) => *only == word,
            Self::Many(words) => words.binary_search(&word).is_ok(),
        }
    }
}

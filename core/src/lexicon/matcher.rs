//! Phrases around a word: the verifiers behind the vocabulary.

use std::ops::Range;

use super::compile::Compiled;
use super::hits::{Hit, Hits};
use super::reader::{Reading, Sentence};
use super::rules::{List, Rule, RulePlace, Rules};
use super::tried::Tried;
use crate::text::{Token, place};

impl Compiled {
    /// Adds the phrases of a list that are anchored in a range of the words of a message, which are
    /// `tokens`.
    pub(super) fn find(
        &self,
        list: List,
        reading: &Reading<'_>,
        tokens: &[Token],
        range: Range<usize>,
        tried: &mut Tried,
        hits: &mut Hits,
    ) {
        let rules = &self.rules;
        tried.each(rules, list, reading.kinds(), tokens, range, |at, anchored| {
            let Some(rule) = rules.rule(anchored) else { return };
            let sentence = tokens.get(at).and_then(|t| reading.sentences().get(place(t.sentence)));
            let Some(sentence) = sentence else { return };
            let found = if rule.is_word() {
                Some((at, at))
            } else {
                Search::new(rules, rule, tokens, sentence, at).find()
            };
            if let Some((first, last)) = found {
                hits.add(rule.group, Hit { owner: rule.owner, first, last });
            }
        });
    }
}

/// A search for a phrase around its anchor, within a sentence.
struct Search<'s> {
    rules: &'s Rules,
    rule: &'s Rule,
    places: &'s [RulePlace],
    /// The words of the sentence.
    words: &'s [Token],
    /// The place of the first one in the message.
    first: usize,
    /// The place of the anchor in the sentence.
    at: usize,
    /// Whether the sentence is the last one.
    is_last: bool,
    /// By place, the words, counted from the anchor, from which the rest cannot be found: what
    /// is tried stays within places times words, whatever the gaps. Places up to the anchor are
    /// looked for backward, the others forward.
    dead: [u64; 16],
}

impl<'s> Search<'s> {
    fn new(
        rules: &'s Rules,
        rule: &'s Rule,
        tokens: &'s [Token],
        sentence: &Sentence,
        at: usize,
    ) -> Self {
        Self {
            rules,
            rule,
            places: rules.places(rule),
            words: tokens.get(sentence.first..sentence.end).unwrap_or(&[]),
            first: sentence.first,
            at: at.wrapping_sub(sentence.first),
            is_last: sentence.end == tokens.len(),
            dead: [0; 16],
        }
    }

    /// Where the phrase lies, if it does.
    fn find(mut self) -> Option<(usize, usize)> {
        let anchor = usize::from(self.rule.anchor);
        let first = self.backward(anchor, self.at)?;
        let last = self.forward(anchor + 1, self.at)?;
        Some((self.first + first, self.first + last))
    }

    /// Places from `place` on after the word at `from`.
    fn forward(&mut self, mut place: usize, mut from: usize) -> Option<usize> {
        while let Some(next) = self.places.get(place) {
            if !next.is_plain() {
                return self.forward_skipping(place, from, 0);
            }
            let token = self.words.get(from + 1)?;
            if !self.rules.fits(next, token.word) {
                return None;
            }
            (place, from) = (place + 1, from + 1);
        }
        let ends = self.is_last && from + 1 == self.words.len();
        (!self.rule.at_end || ends).then_some(from)
    }

    /// The same where words or places may be skipped; `gap` is what places skipped on the way
    /// allowed.
    fn forward_skipping(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.places.get(place) else { return self.forward(place, from) };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(next.gap);
        for at in from + 1..=from + 1 + usize::from(widest) {
            let Some(token) = self.words.get(at) else { break };
            if self.rules.fits(next, token.word)
                && let Some(last) = self.forward(place + 1, at)
            {
                return Some(last);
            }
        }
        let skipped =
            if next.optional { self.forward_skipping(place + 1, from, widest) } else { None };
        if skipped.is_none() && gap == 0 {
            self.bury(place, from);
        }
        skipped
    }

    /// Places before `place`, which is matched at `from`.
    fn backward(&mut self, mut place: usize, mut from: usize) -> Option<usize> {
        while let Some(before) = place.checked_sub(1).and_then(|index| self.places.get(index)) {
            let own = self.places.get(place).map_or(0, |place| place.gap);
            if own > 0 || before.optional {
                return self.backward_skipping(place, from, 0);
            }
            let at = from.checked_sub(1)?;
            if !self.words.get(at).is_some_and(|token| self.rules.fits(before, token.word)) {
                return None;
            }
            (place, from) = (place - 1, at);
        }
        (!self.rule.at_start || self.first + from == 0).then_some(from)
    }

    /// The same where words or places may be skipped; `gap` as in [`Self::forward_skipping`].
    fn backward_skipping(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(before) = place.checked_sub(1).and_then(|index| self.places.get(index)) else {
            return self.backward(place, from);
        };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let own = self.places.get(place).map_or(0, |place| place.gap);
        let widest = gap.max(own);
        for at in (0..from).rev().take(usize::from(widest) + 1) {
            if self.words.get(at).is_some_and(|token| self.rules.fits(before, token.word))
                && let Some(first) = self.backward(place - 1, at)
            {
                return Some(first);
            }
        }
        let skipped =
            if before.optional { self.backward_skipping(place - 1, from, widest) } else { None };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::lexicon::Lexicon;

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
        let lexicon = Lexicon::compile(&Policy::runbook().language, "", &mut Vec::new());
        let compiled = lexicon.compiled();
        let rules = &compiled.rules;
        let mut counts = [0; List::ALL.len()];
        for text in messages() {
            let reading = compiled.read(&text);
            let tokens = reading.tokens();
            for (list, count) in List::ALL.into_iter().zip(&mut counts) {
                let mut everywhere = Hits::default();
                for (at, token) in tokens.iter().enumerate() {
                    let anchor = rules.anchors(list)[usize::from(token.word)];
                    let sentence = &reading.sentences()[place(token.sentence)];
                    for rule in (anchor.start * 4..anchor.end * 4).filter_map(|at| rules.rule(at)) {
                        let found = Search::new(rules, rule, tokens, sentence, at).find();
                        if let Some((first, last)) = found {
                            everywhere.add(rule.group, Hit { owner: rule.owner, first, last });
                            *count += 1;
                        }
                    }
                }
                let mut found = Hits::default();
                let mut tried = Tried::default();
                compiled.find(list, &reading, tokens, 0..tokens.len(), &mut tried, &mut found);
                assert_eq!(found, everywhere, "{text}");
            }
        }
        // The messages hold phrases of every list.
        assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
    }
}

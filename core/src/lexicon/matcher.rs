//! Phrases around a word: the verifiers behind the vocabulary.

use std::ops::Range;

use super::compile::Compiled;
use super::filters::{Around, Gate, Kinds};
use super::reader::{Reading, Sentence};
use super::rules::{Anchor, Anchored, Group, List, Owner, Rule, RulePlace, Rules};
use super::vocabulary::{TAKEN, UNKNOWN};
use crate::text::{Token, place};

/// A phrase that occurs: whose it is, and from which word to which, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) group: Group,
    pub(crate) owner: Owner,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Compiled {
    /// The phrases of a group that occur, if one of its cues does. What an allow-phrase covers is
    /// read by no other.
    pub(crate) fn hits(&self, group: Group, reading: &Reading<'_>) -> Vec<Hit> {
        let all = || 0..reading.tokens.len();
        let is_cue = |hit: &Hit| hit.group == group && matches!(hit.owner, Owner::Cue(_));
        let mut hits = match group.lists() {
            (List::Language, _) if !reading.language.iter().any(is_cue) => return Vec::new(),
            (List::Language, _) => {
                let mut hits = Vec::with_capacity(reading.language.len());
                hits.extend(reading.language.iter().filter(|hit| hit.group == group));
                hits
            }
            (list, _) => {
                let mut hits = Vec::new();
                self.find(list, reading, &reading.tokens, all(), &mut hits);
                hits
            }
        };
        if !hits.iter().any(is_cue) {
            return Vec::new();
        }
        if let (_, Some(others)) = group.lists() {
            self.find(others, reading, &reading.tokens, all(), &mut hits);
        }
        if hits.iter().any(|hit| hit.owner == Owner::Allow) {
            self.take_out(group, reading, &mut hits);
        }
        hits
    }

    /// Looks again where an allow-phrase covers words of other phrases.
    fn take_out(&self, group: Group, reading: &Reading<'_>, hits: &mut Vec<Hit>) {
        let mut taken = reading.tokens.clone();
        for hit in hits.iter().filter(|hit| hit.owner == Owner::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
            }
        }
        hits.retain(|hit| hit.owner != Owner::Allow);
        // A phrase keeps its place unless words of it are taken.
        let sentence = |hit: &Hit| taken.get(hit.first).map_or(0, |token| place(token.sentence));
        let mut again = vec![false; reading.sentences.len()];
        for hit in hits.iter() {
            let words = taken.get(hit.first..=hit.last).unwrap_or(&[]);
            if words.iter().any(|token| token.word == TAKEN)
                && let Some(again) = again.get_mut(sentence(hit))
            {
                *again = true;
            }
        }
        hits.retain(|hit| again.get(sentence(hit)) == Some(&false));
        let (list, others) = group.lists();
        for (sentence, _) in reading.sentences.iter().zip(&again).filter(|(_, again)| **again) {
            for list in [Some(list), others].into_iter().flatten() {
                let mut found = Vec::new();
                self.find(list, reading, &taken, sentence.first..sentence.end, &mut found);
                let counts = |hit: &&Hit| hit.group == group && hit.owner != Owner::Allow;
                hits.extend(found.iter().filter(counts));
            }
        }
    }

    /// Adds the phrases of a list that are anchored in a range of the words of a message, which are
    /// `tokens`.
    pub(super) fn find(
        &self,
        list: List,
        reading: &Reading<'_>,
        tokens: &[Token],
        range: Range<usize>,
        hits: &mut Vec<Hit>,
    ) {
        let rules = &self.rules;
        let anchors = rules.anchors(list);
        let mut found = [0; STRETCH];
        let mut queue = Queue::new();
        let mut from = range.start;
        while from < range.end {
            let end = range.end.min(from + STRETCH);
            let count = find_anchors(anchors, tokens, from..end, &mut found);
            for &at in found.iter().take(count) {
                let word = |at: usize| tokens.get(at).map_or(UNKNOWN, |token| token.word);
                let Some(anchor) = anchors.get(usize::from(word(at))) else { continue };
                let sentence = tokens.get(at).map_or(0, |token| token.sentence);
                let sentence = reading.sentences.get(place(sentence));
                let around = Around {
                    beside: [word(at.wrapping_sub(1)), word(at + 1)],
                    sentence: sentence.map_or(&Kinds::NONE, |sentence| &sentence.kinds),
                };
                let mut start = anchor.start;
                while start < anchor.end {
                    let end = anchor.end.min(start.saturating_add(Queue::SIZE));
                    if !queue.has_room(end - start) {
                        self.search(&queue, reading, tokens, hits);
                        queue.length = 0;
                    }
                    queue.push(at, start, rules.anchored(start..end), &around);
                    start = end;
                }
            }
            from = end;
        }
        self.search(&queue, reading, tokens, hits);
    }

    /// Looks for the phrases of rules that may hold.
    fn search(&self, queue: &Queue, reading: &Reading<'_>, tokens: &[Token], hits: &mut Vec<Hit>) {
        for &(at, anchored) in queue.slots.iter().take(place(queue.length)) {
            let at = place(at);
            let Some(rule) = self.rules.rule(anchored) else { continue };
            let sentence = tokens.get(at).and_then(|t| reading.sentences.get(place(t.sentence)));
            let Some(sentence) = sentence else { continue };
            if let Some((first, last)) = Search::new(&self.rules, rule, tokens, sentence, at).find()
            {
                hits.push(Hit { group: rule.group, owner: rule.owner, first, last });
            }
        }
    }
}

/// How many words are looked at before the rules that they anchor are.
const STRETCH: usize = 64;

/// Rules that may hold at their anchors. Whether a rule may is hard to foretell, so that nothing
/// is made to depend on it before there are many.
struct Queue {
    /// The word of the message, and the rule as one that is anchored there.
    slots: [(u32, u32); Self::SIZE as usize],
    length: u32,
}

impl Queue {
    const SIZE: u32 = 64;

    fn new() -> Self {
        Self { slots: [(0, 0); Self::SIZE as usize], length: 0 }
    }

    fn has_room(&self, more: u32) -> bool {
        self.length + more <= Self::SIZE
    }

    /// Adds those of some rules, numbered from `first` up, that may hold around the word at `at`.
    #[inline(never)]
    fn push(&mut self, at: usize, first: u32, rules: &[Anchored], around: &Around<'_>) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let mut length = self.length;
        for (number, anchored) in (first..).zip(rules) {
            if let Some(slot) = self.slots.get_mut(place(length)) {
                *slot = (at, number);
            }
            length += u32::from(anchored.may_stand(around) == 1);
        }
        self.length = length;
    }
}

/// Writes the places in a range of words at which rules may be anchored; tells how many there are.
fn find_anchors(
    anchors: &[Anchor],
    tokens: &[Token],
    range: Range<usize>,
    places: &mut [usize; STRETCH],
) -> usize {
    let word = |at: usize| tokens.get(at).map_or(UNKNOWN, |token| token.word);
    let (mut before, mut own) = (word(range.start.wrapping_sub(1)), word(range.start));
    let mut found = 0;
    // Which words are anchors is hard to foretell, so that nothing is made to depend on it.
    for at in range {
        let after = word(at + 1);
        if let Some(place) = places.get_mut(found) {
            *place = at;
        }
        let gate = anchors.get(usize::from(own)).map_or_else(Gate::default, |anchor| anchor.gate);
        found += usize::from(gate.is_open(before, after) == 1);
        (before, own) = (own, after);
    }
    found
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
            let tokens = &reading.tokens;
            for (list, count) in List::ALL.into_iter().zip(&mut counts) {
                let mut everywhere = Vec::new();
                for (at, token) in tokens.iter().enumerate() {
                    let anchor = rules.anchors(list)[usize::from(token.word)];
                    let sentence = &reading.sentences[place(token.sentence)];
                    for anchored in anchor.start..anchor.end {
                        let rule = rules.rule(anchored).unwrap();
                        let found = Search::new(rules, rule, tokens, sentence, at).find();
                        everywhere.extend(found.map(|(first, last)| Hit {
                            group: rule.group,
                            owner: rule.owner,
                            first,
                            last,
                        }));
                    }
                }
                let mut found = Vec::new();
                compiled.find(list, &reading, tokens, 0..tokens.len(), &mut found);
                assert_eq!(found, everywhere, "{text}");
                *count += everywhere.len();
            }
        }
        // The messages hold phrases of every list.
        assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
    }
}

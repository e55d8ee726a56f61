//! Phrases around a word: the verifiers behind the vocabulary.

use std::ops::Range;

use super::compile::Compiled;
use super::filters::{Around, Gates, Kinds};
use super::reader::{Reading, Token};
use super::rules::{Group, List, Owner, Rule, RulePlace, Rules};
use super::vocabulary::{TAKEN, UNKNOWN};
use crate::text::{Break, place};

/// A phrase that occurs: whose it is, and from which word to which, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) owner: Owner,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Compiled {
    /// The phrases of a group that occur, if one of its cues does: the cues by the place of their
    /// rarest word, then, sentence by sentence, the others. What an allow-phrase covers is read by
    /// no other.
    pub(crate) fn hits(&self, group: Group, reading: &Reading<'_>) -> Vec<Hit> {
        let (cues, context) = (List::cues(group), List::context(group));
        let Reading { tokens, sentences, cue_anchors, .. } = reading;
        let mut hits = Vec::new();
        self.find(cues, reading, tokens, cue_anchors, &mut hits);
        if hits.is_empty() {
            return hits;
        }
        let gates = self.rules.gates(context);
        let mut anchors = Vec::new();
        let cues_end = hits.len();
        let mut at = 0;
        for sentence in sentences {
            let of_sentence = |hit: &&Hit| hit.first < sentence.end;
            let found =
                hits.get(at..cues_end).unwrap_or(&[]).iter().take_while(of_sentence).count();
            at += found;
            if found > 0 || group.reaches_across() {
                find_anchors(gates, tokens, sentence.first..sentence.end, &mut anchors);
                self.find(context, reading, tokens, &anchors, &mut hits);
            }
        }
        if !hits.iter().skip(cues_end).any(|hit| hit.owner == Owner::Allow) {
            return hits;
        }
        let mut taken = tokens.clone();
        for hit in hits.iter().filter(|hit| hit.owner == Owner::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
            }
        }
        // A phrase keeps its place unless words of it are taken.
        let words = |hit: &Hit| taken.get(hit.first..=hit.last).unwrap_or(&[]);
        let is_touched = |hit: &Hit| words(hit).iter().any(|token| token.word == TAKEN);
        if !hits.iter().any(|hit| hit.owner != Owner::Allow && is_touched(hit)) {
            return hits;
        }
        hits.clear();
        self.find(cues, reading, &taken, cue_anchors, &mut hits);
        if !hits.is_empty() {
            find_anchors(gates, &taken, 0..taken.len(), &mut anchors);
            self.find(context, reading, &taken, &anchors, &mut hits);
        }
        hits
    }

    /// Finds the phrases of a list that are anchored at some of the words of a message, which are
    /// `tokens`.
    fn find(
        &self,
        list: List,
        reading: &Reading<'_>,
        tokens: &[Token],
        anchors: &[usize],
        hits: &mut Vec<Hit>,
    ) {
        let rules = &self.rules;
        for &at in anchors {
            let Some(Token { word, sentence, .. }) = tokens.get(at).copied() else { continue };
            let anchored = rules.anchored(list, word);
            if anchored.is_empty() {
                continue;
            }
            let beside = |at: usize| {
                let token = tokens.get(at).filter(|token| token.sentence == sentence);
                token.map_or(UNKNOWN, |token| token.word)
            };
            let sentence = reading.sentences.get(place(sentence));
            let around = Around {
                before: beside(at.wrapping_sub(1)),
                after: beside(at.wrapping_add(1)),
                sentence: sentence.map_or(&Kinds::NONE, |sentence| &sentence.kinds),
            };
            for anchored in anchored {
                if anchored.may_stand(&around)
                    && let Some(rule) = rules.rule(*anchored)
                    && let Some((first, last)) = Search::new(rules, rule, tokens, at).find()
                {
                    hits.push(Hit { owner: rule.owner, first, last });
                }
            }
        }
    }
}

/// Writes the places in a range of words at which rules may be anchored.
pub(super) fn find_anchors(
    gates: Gates<'_>,
    tokens: &[Token],
    range: Range<usize>,
    anchors: &mut Vec<usize>,
) {
    anchors.clear();
    anchors.resize(range.len() + 1, 0);
    let mut found = 0;
    let (mut before, mut own) = (UNKNOWN, UNKNOWN);
    // Which words are anchors is hard to foretell, so that nothing is made to depend on it.
    let mut pass = |after_at: usize, after| {
        if let Some(anchor) = anchors.get_mut(found) {
            *anchor = after_at.wrapping_sub(1);
        }
        found += usize::from(gates.may_anchor(before, own, after));
        (before, own) = (own, after);
    };
    let words = tokens.get(range.clone()).unwrap_or(&[]);
    for (at, token) in (range.start..).zip(words) {
        pass(at, token.word);
    }
    pass(range.end, tokens.get(range.end).map_or(UNKNOWN, |token| token.word));
    anchors.truncate(found);
}

/// A search for a phrase around its anchor.
struct Search<'s> {
    rules: &'s Rules,
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
    fn new(rules: &'s Rules, rule: &'s Rule, tokens: &'s [Token], at: usize) -> Self {
        Self { rules, rule, places: rules.places(rule), tokens, at, dead: [0; 16] }
    }

    /// Where the phrase lies, if it does.
    fn find(mut self) -> Option<(usize, usize)> {
        let anchor = usize::from(self.rule.anchor);
        let first = self.backward(anchor, self.at, 0)?;
        let last = self.forward(anchor + 1, self.at, 0)?;
        Some((first, last))
    }

    /// Places from `place` on after the word at `from`; `gap` is what places skipped on the way
    /// allowed.
    fn forward(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.places.get(place) else {
            return (!self.rule.at_end || from + 1 == self.tokens.len()).then_some(from);
        };
        if gap == 0 && next.gap == 0 && !next.optional {
            let token = self.tokens.get(from + 1)?;
            let here = token.before < Break::Sentence && self.rules.fits(next, token.word);
            return if here { self.forward(place + 1, from + 1, 0) } else { None };
        }
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(next.gap);
        for at in from + 1..=from + 1 + usize::from(widest) {
            match self.tokens.get(at) {
                Some(token) if token.before < Break::Sentence => {
                    if self.rules.fits(next, token.word)
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
        let own = self.places.get(place).map_or(0, |place| place.gap);
        if gap == 0 && own == 0 && !before.optional {
            let starts = self.tokens.get(from).is_none_or(|token| token.before == Break::Sentence);
            let token =
                from.checked_sub(1).filter(|_| !starts).and_then(|at| self.tokens.get(at))?;
            return if self.rules.fits(before, token.word) {
                self.backward(place - 1, from - 1, 0)
            } else {
                None
            };
        }
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(own);
        let mut at = from;
        for _ in 0..=widest {
            if at == 0 || self.tokens.get(at).is_none_or(|t| t.before == Break::Sentence) {
                break;
            }
            at -= 1;
            if self.tokens.get(at).is_some_and(|token| self.rules.fits(before, token.word))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::lexicon::Lexicon;

    const LISTS: [fn(Group) -> List; 2] = [List::cues, List::context];
    const GROUPS: [Group; 4] = [Group::Risk, Group::Topic, Group::Confirmation, Group::Amount];

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
        let mut counts = [0; 8];
        for text in messages() {
            let reading = compiled.read(&text);
            let tokens = &reading.tokens;
            let lists = GROUPS.iter().flat_map(|group| LISTS.map(|list| list(*group)));
            for (list, count) in lists.zip(&mut counts) {
                let mut everywhere = Vec::new();
                for (at, token) in tokens.iter().enumerate() {
                    for anchored in rules.anchored(list, token.word) {
                        let rule = rules.rule(*anchored).unwrap();
                        let found = Search::new(rules, rule, tokens, at).find();
                        let hit = |(first, last)| Hit { owner: rule.owner, first, last };
                        everywhere.extend(found.map(hit));
                    }
                }
                let (mut anchors, mut found) = (Vec::new(), Vec::new());
                find_anchors(rules.gates(list), tokens, 0..tokens.len(), &mut anchors);
                compiled.find(list, &reading, tokens, &anchors, &mut found);
                assert_eq!(found, everywhere, "{text}");
                if GROUPS.iter().any(|group| List::cues(*group) == list) {
                    found.clear();
                    compiled.find(list, &reading, tokens, &reading.cue_anchors, &mut found);
                    assert_eq!(found, everywhere, "{text}");
                }
                *count += everywhere.len();
            }
        }
        // The messages hold phrases of every list that has some.
        let [risk, risk_context, topic, topic_context, settled, doubts, amounts, _] = counts;
        let lists = [risk, risk_context, topic, topic_context, settled, doubts, amounts];
        assert!(lists.iter().all(|count| *count > 20), "{counts:?}");
    }
}

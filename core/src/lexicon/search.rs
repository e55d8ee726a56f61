//! A phrase looked for at every word that may fill its places.

use super::matcher::Phrase;

/// A search that tries every word that may fill a place.
pub(super) struct Search<'s> {
    phrase: Phrase<'s>,
    /// The anchor.
    at: usize,
    /// By place, the words, counted from the anchor, from which the rest cannot be found: what
    /// is tried stays within places times words, whatever the gaps. Places up to the anchor are
    /// looked for backward, the others forward.
    dead: [u64; 16],
}

impl<'s> Search<'s> {
    pub(super) fn new(phrase: Phrase<'s>, at: usize) -> Self {
        Self { phrase, at, dead: [0; 16] }
    }

    /// Places from `place` on after the word at `from`.
    pub(super) fn forward(&mut self, mut place: usize, mut from: usize) -> Option<usize> {
        while let Some(next) = self.phrase.places.get(place) {
            if !next.is_plain() {
                return self.forward_skipping(place, from, 0);
            }
            let token = self.phrase.after(from)?;
            if !self.phrase.rules.fits(next, token.word) {
                return None;
            }
            (place, from) = (place + 1, from + 1);
        }
        (!self.phrase.rule.at_end || from + 1 == self.phrase.words.len()).then_some(from)
    }

    /// The same where words or places may be skipped; `gap` is what places skipped on the way
    /// allowed.
    fn forward_skipping(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(next) = self.phrase.places.get(place) else { return self.forward(place, from) };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let widest = gap.max(next.gap);
        for at in from + 1..=from + 1 + usize::from(widest) {
            let Some(token) = self.phrase.after(at - 1) else { break };
            if self.phrase.rules.fits(next, token.word)
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
    pub(super) fn backward(&mut self, mut place: usize, mut from: usize) -> Option<usize> {
        while let Some(before) =
            place.checked_sub(1).and_then(|index| self.phrase.places.get(index))
        {
            let own = self.phrase.places.get(place).map_or(0, |place| place.gap);
            if own > 0 || before.optional {
                return self.backward_skipping(place, from, 0);
            }
            if !self.phrase.rules.fits(before, self.phrase.before(from)?.word) {
                return None;
            }
            (place, from) = (place - 1, from - 1);
        }
        (!self.phrase.rule.at_start || from == 0).then_some(from)
    }

    /// The same where words or places may be skipped; `gap` as in [`Self::forward_skipping`].
    fn backward_skipping(&mut self, place: usize, from: usize, gap: u8) -> Option<usize> {
        let Some(before) = place.checked_sub(1).and_then(|index| self.phrase.places.get(index))
        else {
            return self.backward(place, from);
        };
        if gap == 0 && self.is_dead(place, from) {
            return None;
        }
        let own = self.phrase.places.get(place).map_or(0, |place| place.gap);
        let widest = gap.max(own);
        for at in (0..from).rev().take(usize::from(widest) + 1) {
            let Some(token) = self.phrase.before(at + 1) else { break };
            if self.phrase.rules.fits(before, token.word)
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

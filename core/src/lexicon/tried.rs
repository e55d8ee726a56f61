//! The rules that are worth a search.
//!
//! What a message holds is hard to foretell, and a branch that goes wrong is dear: so nothing is
//! made to depend on a find before there are many.

use std::ops::Range;

use super::filters::{Gate, Kinds};
use super::rules::{Anchor, Beside, List, Rules};
use super::vocabulary::UNKNOWN;
use crate::text::{Token, place};

/// How many words are looked at before the rules that they anchor are.
const STRETCH: usize = 64;

/// A word that anchors rules, with what stands around it.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    at: u32,
    /// The word right before it and the one right after it.
    beside: Beside,
    /// The fours of the rules of all words that were found are counted in one row; where those of
    /// this word end in it.
    end: u32,
    /// What a place in the row is to be added to, to be the place of the four.
    fours: u32,
}

/// Room for the words of a stretch that anchor rules, and for the rules that may hold there.
pub(super) struct Tried {
    found: [Found; STRETCH],
    queue: Queue,
}

impl Default for Tried {
    fn default() -> Self {
        Self { found: [Found::default(); STRETCH], queue: Queue::new() }
    }
}

impl Tried {
    /// Hands the rules of a list that may hold to a search: each with the word of the message that
    /// anchors it, and by its place among the fours. The words are a range of `tokens`, and `kinds`
    /// are those of the sentences.
    pub(super) fn each(
        &mut self,
        rules: &Rules,
        list: List,
        kinds: &[Kinds],
        tokens: &[Token],
        range: Range<usize>,
        mut search: impl FnMut(usize, u32),
    ) {
        let anchors = rules.anchors(list);
        let Self { found, queue } = self;
        let mut from = range.start;
        while from < range.end {
            let end = range.end.min(from + STRETCH);
            let count = find_anchors(anchors, tokens, from..end, found);
            let fours = look_around(anchors, tokens, found.get_mut(..count).unwrap_or(&mut []));
            let mut rest = Rest { fours: 0..fours, found: 0 };
            while !rest.fours.is_empty() {
                queue.fill(rules, found, &mut rest);
                queue.narrow(rules, kinds, tokens);
                for &(at, anchored) in queue.slots.iter().take(queue.length) {
                    search(place(at), anchored);
                }
            }
            from = end;
        }
    }
}

/// The rules that remain to be tried of those of the words that were found.
struct Rest {
    /// By fours, in the row of all.
    fours: Range<u32>,
    /// The word that the first of them belong to.
    found: usize,
}

/// Rules that may hold at their anchors.
struct Queue {
    /// The word of the message, and the rule by its place among the fours.
    slots: [(u32, u32); Self::SIZE],
    length: usize,
}

impl Queue {
    const SIZE: usize = 64;

    fn new() -> Self {
        Self { slots: [(0, 0); Self::SIZE], length: 0 }
    }

    /// Takes those of the rules that the words beside their anchors let pass, of as many as surely
    /// have room.
    #[inline(never)]
    fn fill(&mut self, rules: &Rules, all: &[Found; STRETCH], rest: &mut Rest) {
        let mut length = 0;
        let room = u32::try_from(Self::SIZE / 4).unwrap_or(0);
        let end = rest.fours.end.min(rest.fours.start + room);
        let mut nth = rest.found;
        for place in rest.fours.start..end {
            let Some(found) = all.get(nth % STRETCH) else { continue };
            let number = found.fours.wrapping_add(place);
            for (which, may) in (0..).zip(rules.four(number).may_stand(found.beside)) {
                if let Some(slot) = self.slots.get_mut(length % Self::SIZE) {
                    *slot = (found.at, number.wrapping_mul(4) + which);
                }
                length += may;
            }
            nth += usize::from(place + 1 == found.end);
        }
        self.length = length;
        *rest = Rest { fours: end..rest.fours.end, found: nth };
    }

    /// Leaves those whose sentences have what the rules need.
    #[inline(never)]
    fn narrow(&mut self, rules: &Rules, kinds: &[Kinds], tokens: &[Token]) {
        let mut kept = 0;
        for nth in 0..self.length {
            let Some(&(at, anchored)) = self.slots.get(nth % Self::SIZE) else { continue };
            let own = tokens.get(place(at)).and_then(|token| kinds.get(place(token.sentence)));
            let Some(own) = own else { continue };
            if let Some(slot) = self.slots.get_mut(kept % Self::SIZE) {
                *slot = (at, anchored);
            }
            kept += usize::from(rules.may_hold(anchored, own) == 1);
        }
        self.length = kept;
    }
}

/// Writes the places in a range of words at which rules may be anchored; tells how many there are.
fn find_anchors(
    anchors: &[Anchor],
    tokens: &[Token],
    range: Range<usize>,
    places: &mut [Found; STRETCH],
) -> usize {
    let word = |at: usize| tokens.get(at).map_or(UNKNOWN, |token| token.word);
    let (mut before, mut own) = (word(range.start.wrapping_sub(1)), word(range.start));
    let mut found = 0;
    for at in range {
        let after = word(at + 1);
        if let Some(place) = places.get_mut(found % STRETCH) {
            place.at = u32::try_from(at).unwrap_or(u32::MAX);
        }
        let gate = anchors.get(usize::from(own)).map_or_else(Gate::default, |anchor| anchor.gate);
        found += usize::from(gate.is_open(before, after) == 1);
        (before, own) = (own, after);
    }
    found
}

/// Looks around the words that were found; how many fours of rules they anchor.
fn look_around(anchors: &[Anchor], tokens: &[Token], found: &mut [Found]) -> u32 {
    let word = |at: u32| tokens.get(place(at)).map_or(UNKNOWN, |token| token.word);
    let mut row = 0;
    for found in found {
        let at = found.at;
        let anchor = anchors.get(usize::from(word(at))).copied().unwrap_or_default();
        found.beside = Beside::of(word(at.wrapping_sub(1)), word(at.wrapping_add(1)));
        found.fours = anchor.start.wrapping_sub(row);
        row += anchor.end - anchor.start;
        found.end = row;
    }
    row
}

//! The rules that are worth a search.
//!
//! What a message holds is hard to foretell, and a branch that goes wrong is dear: so nothing is
//! made to depend on a find before there are many.

use std::ops::Range;

use super::anchors::{Anchor, Anchors};
use super::around::Around;
use super::rules::{List, Rules};
use crate::text::{Token, place};

/// How many words are looked at before the rules that they anchor are.
const STRETCH: usize = Around::STRETCH;

/// Eight rules at a word of the stretch, both told by their places.
#[derive(Debug, Clone, Copy, Default)]
struct Placed {
    nth: u32,
    eight: u32,
}

/// A rule at the word of the message that anchors it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Candidate {
    pub(super) at: u32,
    pub(super) rule: u32,
}

/// Room for the rules that are tried together.
pub(super) struct Tried {
    around: Around,
    row: Row,
    many: Many,
    queue: Queue,
}

impl Default for Tried {
    fn default() -> Self {
        Self {
            around: Around::default(),
            row: Row { placed: [Placed::default(); Row::SIZE], may: [0; Row::SIZE], length: 0 },
            many: Many { rest: [(0, Anchor::default()); STRETCH], length: 0, next: 0 },
            queue: Queue { slots: [Candidate::default(); Queue::SIZE], length: 0 },
        }
    }
}

/// Rules by eights.
struct Row {
    placed: [Placed; Self::SIZE],
    /// A bit for each rule that the words beside its anchor let pass.
    may: [u8; Self::SIZE],
    /// How many places are taken, all of the last eight places told.
    length: usize,
}

impl Row {
    /// Room for the first eight rules of each word of a stretch, and for as many more.
    const SIZE: usize = 2 * STRETCH;
}

/// The words of a stretch that anchor more than eight rules.
struct Many {
    /// By their places in it, the rules that have not been looked at.
    rest: [(u32, Anchor); STRETCH],
    length: usize,
    /// The first one that has not been looked at.
    next: usize,
}

/// Rules that may hold at their anchors.
struct Queue {
    slots: [Candidate; Self::SIZE],
    length: usize,
}

impl Queue {
    /// As many as a row holds.
    const SIZE: usize = 8 * Row::SIZE;
}

impl Tried {
    /// Hands the rules of a list that may hold to a search: each with the word of the message that
    /// anchors it. The words are a range of `tokens`.
    pub(super) fn each(
        &mut self,
        rules: &Rules,
        list: List,
        tokens: &[Token],
        range: Range<usize>,
        mut search: impl FnMut(Candidate),
    ) {
        let (anchors, by_word) = (rules.anchors(), rules.anchors().of(list));
        let Self { around, row, many, queue } = self;
        let mut from = range.start;
        while from < range.end {
            let end = range.end.min(from + STRETCH);
            around.fill(rules.kinds(), tokens, from, end);
            let words = tokens.get(from..end).unwrap_or(&[]);
            row.look(anchors, by_word, words, around, many);
            loop {
                if many.next < many.length {
                    row.look_at_more(anchors, around, many);
                }
                queue.narrow(rules, row, around, from);
                for candidate in queue.slots.iter().take(queue.length) {
                    search(*candidate);
                }
                if many.next == many.length {
                    break;
                }
                row.length = 0;
            }
            from = end;
        }
    }
}

impl Row {
    /// Looks at the first eight rules of each word.
    #[inline(never)]
    fn look(
        &mut self,
        anchors: &Anchors,
        by_word: &[Anchor],
        words: &[Token],
        around: &Around,
        many: &mut Many,
    ) {
        let mut count = 0;
        let places = self.placed.iter_mut().zip(&mut self.may).zip(around.beside());
        for ((nth, token), ((placed, may), beside)) in (0..).zip(words).zip(places) {
            let anchor = by_word.get(usize::from(token.word)).copied().unwrap_or_default();
            *placed = Placed { nth, eight: anchor.start };
            *may = anchors.eight(anchor.start).may_stand(beside);
            if let Some(place) = many.rest.get_mut(count % STRETCH) {
                *place = (nth, Anchor { start: anchor.start + 1, end: anchor.end });
            }
            count += usize::from(anchor.end > anchor.start + 1);
        }
        (many.length, many.next) = (count, 0);
        self.length = words.len();
        self.end_group();
    }

    /// Looks at as many of the other rules as it has room for.
    #[inline(never)]
    fn look_at_more(&mut self, anchors: &Anchors, around: &Around, many: &mut Many) {
        let mut length = self.length;
        let rest = many.rest.get_mut(..many.length).unwrap_or(&mut []);
        for (nth, anchor) in rest.iter_mut().skip(many.next) {
            let beside = around.beside_word(place(*nth));
            let free = self.placed.iter_mut().zip(&mut self.may).skip(length);
            for (eight, (placed, may)) in (anchor.start..anchor.end).zip(free) {
                *placed = Placed { nth: *nth, eight };
                *may = anchors.eight(eight).may_stand(beside);
                length += 1;
                anchor.start = eight + 1;
            }
            if anchor.start < anchor.end {
                break;
            }
            many.next += 1;
        }
        self.length = length;
        self.end_group();
    }

    /// Fills the last eight places.
    fn end_group(&mut self) {
        let end = self.length.next_multiple_of(8);
        self.may.get_mut(self.length..end).unwrap_or(&mut []).fill(0);
        self.length = end;
    }
}

impl Queue {
    /// Takes those of a row that have around their anchors what they need.
    #[inline(never)]
    fn narrow(&mut self, rules: &Rules, row: &Row, around: &Around, from: usize) {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        let mut kept = 0;
        let (placed, _) = row.placed.as_chunks::<8>();
        let (groups, _) = row.may.as_chunks::<8>();
        for (placed, may) in placed.iter().zip(groups).take(row.length / 8) {
            let mut bits = u64::from_le_bytes(*may);
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let Some(Placed { nth, eight }) = placed.get(place(bit / 8 % 8)) else { continue };
                let rule = rules.anchors().rule(*eight, bit);
                if let Some(slot) = self.slots.get_mut(kept % Self::SIZE) {
                    *slot = Candidate { at: *nth, rule };
                }
                let [first, _] = *rules.needs(rule);
                kept += around.has(*nth, first);
            }
        }
        self.length = 0;
        for nth in 0..kept {
            let Some(Candidate { at, rule }) = self.slots.get(nth).copied() else { continue };
            if let Some(slot) = self.slots.get_mut(self.length % Self::SIZE) {
                *slot = Candidate { at: from.wrapping_add(at), rule };
            }
            let [_, second] = *rules.needs(rule);
            self.length += around.has(at, second);
        }
    }
}

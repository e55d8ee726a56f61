//! Which rules are anchored at a word, eight at a time.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::around::{KINDS, KindSet};
use super::rules::List;
use crate::text::place;

/// A rule at a word that anchors it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    pub(super) rule: u32,
    /// The kinds that the words right before the anchor and right after it may be of.
    pub(super) before: KindSet,
    pub(super) after: KindSet,
}

/// Eight rules at a word that anchors them, or fewer with room after them: between words of which
/// kinds each may stand.
///
/// By the kind of the word right before the anchor and by that of the word right after it, a bit
/// for each rule that may stand there.
#[derive(Debug, Clone)]
#[repr(align(128))]
pub(super) struct Eight {
    before: [u8; KINDS as usize],
    after: [u8; KINDS as usize],
}

impl Eight {
    /// No rule.
    const NONE: Self = Self { before: [0; _], after: [0; _] };

    /// The rules that may stand between words of two kinds, as bits.
    #[inline]
    pub(super) fn may_stand(&self, (before, after): (u32, u32)) -> u8 {
        let of =
            |side: &[u8; KINDS as usize], kind: u32| side.get(place(kind) % side.len()).copied();
        of(&self.before, before).unwrap_or(0) & of(&self.after, after).unwrap_or(0)
    }

    fn insert(&mut self, which: usize, Anchored { before, after, .. }: Anchored) {
        for (side, kinds) in [(&mut self.before, before), (&mut self.after, after)] {
            for (kind, rules) in side.iter_mut().enumerate() {
                *rules |= u8::from(kinds >> kind & 1 == 1) << which;
            }
        }
    }
}

/// A word as an anchor of the rules of a list: where they lie among the eights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Default for Anchor {
    /// That of no rules, which are the first eight.
    fn default() -> Self {
        Self { start: 0, end: 1 }
    }
}

/// The rules of all lists by the words that anchor them.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    eights: Vec<Eight>,
    /// The numbers of the rules of each eight.
    numbers: Vec<[u32; 8]>,
    /// By list and word.
    by_word: [Vec<Anchor>; List::ALL.len()],
}

impl Anchors {
    /// The rules of each list by words, of so many. None if they are too many.
    pub(super) fn new(
        lists: &[BTreeMap<u16, Vec<Anchored>>; List::ALL.len()],
        size: usize,
    ) -> Option<Self> {
        let eights = vec![Eight::NONE];
        let mut anchors = Self { eights, numbers: vec![[u32::MAX; 8]], ..Self::default() };
        // Words that anchor the same rules share them.
        let mut shared = BTreeMap::new();
        for (nth, list) in lists.iter().enumerate() {
            let mut by_word = vec![Anchor::default(); size];
            for (word, anchored) in list {
                let rules: Vec<u32> = anchored.iter().map(|anchored| anchored.rule).collect();
                *by_word.get_mut(usize::from(*word))? = match shared.entry(rules) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => *new.insert(anchors.add(anchored)?),
                };
            }
            *anchors.by_word.get_mut(nth)? = by_word;
        }
        Some(anchors)
    }

    fn add(&mut self, anchored: &[Anchored]) -> Option<Anchor> {
        let start = u32::try_from(self.eights.len()).ok()?;
        for some in anchored.chunks(8) {
            let mut eight = Eight::NONE;
            let mut numbers = [u32::MAX; 8];
            for (which, (number, anchored)) in numbers.iter_mut().zip(some).enumerate() {
                eight.insert(which, *anchored);
                *number = anchored.rule;
            }
            self.eights.push(eight);
            self.numbers.push(numbers);
        }
        Some(Anchor { start, end: u32::try_from(self.eights.len()).ok()? })
    }

    /// The words as anchors of the rules of a list, by their numbers.
    pub(super) fn of(&self, list: List) -> &[Anchor] {
        self.by_word.get(list as usize).map_or(&[], Vec::as_slice)
    }

    /// Eight rules at a word that anchors them; none at a place beyond the last.
    #[inline]
    pub(super) fn eight(&self, at: u32) -> &Eight {
        self.eights.get(place(at)).unwrap_or(&Eight::NONE)
    }

    /// The number of a rule, told by its place among eight; none where no rule is.
    #[inline]
    pub(super) fn rule(&self, eight: u32, which: u32) -> u32 {
        let numbers = self.numbers.get(place(eight));
        numbers.and_then(|numbers| numbers.get(place(which % 8))).copied().unwrap_or(u32::MAX)
    }
}

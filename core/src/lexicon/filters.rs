//! What rules a phrase out before it is looked for: a look or two at the words around its anchor,
//! which may let too much pass, never too little.

/// What kinds of words there are in a sentence: a bit for each set of words that some rule
/// needs. More sets than bits share bits, so that a bit may promise too much, never too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds([u64; 16]);

/// The kinds of a word, in as few lines of the cache as can be. Those of a sentence, which are
/// made for each message, are not so aligned: memory for that is dear.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct WordKinds(pub(super) Kinds);

impl Kinds {
    pub(super) const BITS: u16 = 16 * 64;
    /// The kind that every word and every sentence has.
    pub(super) const ANY: u16 = 0;
    /// The kinds of the first and the last sentence of a message.
    pub(super) const FIRST: u16 = 1;
    pub(super) const LAST: u16 = 2;
    /// The first of the others.
    pub(super) const FREE: u16 = 3;
    /// The kinds of no word.
    pub(super) const NONE: Self = Self([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    pub(super) fn insert(&mut self, bit: u16) {
        if let Some(bits) = self.0.get_mut(usize::from(bit / 64)) {
            *bits |= 1 << (bit % 64);
        }
    }

    /// The bit of a kind: 1 if it is there.
    #[inline]
    pub(super) fn bit(&self, kind: u16) -> u64 {
        self.0.get(usize::from(kind / 64) % 16).map_or(0, |bits| bits >> (kind % 64)) & 1
    }

    /// Those of all of some words, by the kinds of each.
    #[inline]
    pub(super) fn of_all(by_word: &[WordKinds], words: impl Iterator<Item = u16>) -> Self {
        let mut all = Self::NONE.0;
        for word in words {
            if let Some(WordKinds(Self(kinds))) = by_word.get(usize::from(word)) {
                for (bits, more) in all.iter_mut().zip(kinds) {
                    *bits |= more;
                }
            }
        }
        Self(all)
    }
}

/// Between which words a rule may stand, or one of several: a bit for each number of a word, of
/// which 64 share one, so that a gate may let too many pass, never too few.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gate {
    before: u64,
    after: u64,
}

impl Gate {
    /// That of a rule which needs one of the words right before its anchor and right after it;
    /// any word, where it needs none for sure.
    pub(super) fn of(before: Option<&[u16]>, after: Option<&[u16]>) -> Self {
        let bit = |bits: u64, word: &u16| bits | 1 << (word % 64);
        let bits =
            |words: Option<&[u16]>| words.map_or(u64::MAX, |words| words.iter().fold(0, bit));
        Self { before: bits(before), after: bits(after) }
    }

    /// Opens it for all that another one is open for.
    pub(super) fn join(&mut self, other: Self) {
        self.before |= other.before;
        self.after |= other.after;
    }

    /// The side that lets less pass: its bits, and whether it is the one after the anchor.
    pub(super) fn narrow_side(self) -> (u64, bool) {
        let Self { before, after } = self;
        if after.count_ones() < before.count_ones() { (after, true) } else { (before, false) }
    }

    /// Whether it is open between two words: 1 if it is.
    #[inline]
    pub(super) fn is_open(self, before: u16, after: u16) -> u64 {
        (self.before >> (before % 64)) & (self.after >> (after % 64)) & 1
    }
}

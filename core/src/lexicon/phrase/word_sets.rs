//! Sets of words, each of them once.

use std::ops::Range;

use super::notation::Fault;
use crate::text::index;

/// A set of words by its number in [`WordSets`].
pub(crate) type SetId = u32;

/// Several words in a row, each as a set of its own: where they lie in [`WordSets`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    start: u32,
    end: u32,
}

/// Sets of words, each of them once, and rows of such sets; all in a few pieces of memory, for there
/// are thousands.
#[derive(Default)]
pub(crate) struct WordSets {
    /// The words of all sets, those of a set in order.
    words: Vec<u16>,
    /// Where the words of each set end; they start where those of the one before end.
    ends: Vec<u32>,
    /// An open-addressing table of the sets by their words: the number of a set and one, or zero
    /// where there is none.
    table: Vec<u32>,
    /// The sets of all rows.
    rows: Vec<SetId>,
}

/// An offset as it is kept.
fn offset(at: usize) -> Result<u32, Fault> {
    u32::try_from(at).map_err(|_| Fault::TooManyWords)
}

impl WordSets {
    /// The set of some words, which are put in order.
    pub(crate) fn intern(&mut self, words: &mut Vec<u16>) -> Result<SetId, Fault> {
        words.sort_unstable();
        words.dedup();
        if self.table.len() < 2 * (self.ends.len() + 1) {
            self.grow();
        }
        let mut at = self.home(words);
        while let Some(set) = self.table.get(at).and_then(|entry| entry.checked_sub(1)) {
            if self.get(set) == words.as_slice() {
                return Ok(set);
            }
            at = (at + 1) % self.table.len();
        }
        let set = offset(self.ends.len())?;
        self.words.extend_from_slice(words);
        self.ends.push(offset(self.words.len())?);
        if let Some(entry) = self.table.get_mut(at) {
            *entry = set + 1;
        }
        Ok(set)
    }

    /// Where a set of some words stands in the table, if it is not pushed on by another.
    fn home(&self, words: &[u16]) -> usize {
        let mix = |hash: u64, word: &u16| {
            (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        };
        let hash = words.iter().fold(0, mix) >> 32;
        usize::try_from(hash).unwrap_or(0) % self.table.len().max(1)
    }

    /// Makes the table twice as large.
    fn grow(&mut self) {
        self.table = vec![0; (2 * self.table.len()).max(1024)];
        for set in (0..).take(self.ends.len()) {
            let mut at = self.home(self.get(set));
            while self.table.get(at).is_some_and(|entry| *entry != 0) {
                at = (at + 1) % self.table.len();
            }
            if let Some(entry) = self.table.get_mut(at) {
                *entry = set + 1;
            }
        }
    }

    /// Words in a row, each as a set of its own.
    pub(crate) fn add_row(&mut self, words: impl Iterator<Item = u16>) -> Result<Row, Fault> {
        let start = offset(self.rows.len())?;
        let mut one = Vec::with_capacity(1);
        for word in words {
            one.clear();
            one.push(word);
            let set = self.intern(&mut one)?;
            self.rows.push(set);
        }
        Ok(Row { start, end: offset(self.rows.len())? })
    }

    /// The sets of a row.
    pub(crate) fn row(&self, row: Row) -> &[SetId] {
        self.rows.get(index(row.start)..index(row.end)).unwrap_or(&[])
    }

    /// How many sets there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the words of a set lie among those of all.
    pub(crate) fn range(&self, set: SetId) -> Range<u32> {
        let end = |set: SetId| self.ends.get(index(set)).copied();
        let start = set.checked_sub(1).map_or(Some(0), end);
        start.zip(end(set)).map_or(0..0, |(start, end)| start..end)
    }

    /// The words of a set, in order.
    pub(crate) fn get(&self, set: SetId) -> &[u16] {
        let Range { start, end } = self.range(set);
        self.words.get(index(start)..index(end)).unwrap_or(&[])
    }

    /// The words of all sets.
    pub(crate) fn into_words(self) -> Vec<u16> {
        self.words
    }
}

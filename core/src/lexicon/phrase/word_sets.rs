//! Sets of words, each of them once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::notation::Fault;
use crate::text::index;

/// Several words in a row, each as a set of its own.
pub(crate) type Row = Rc<[SetId]>;

/// A set of words by its number in [`WordSets`].
pub(crate) type SetId = u32;

/// Sets of words, each of them once.
#[derive(Default)]
pub(crate) struct WordSets {
    /// The words of all sets, those of a set in order.
    words: Vec<u16>,
    ranges: Vec<Range<u32>>,
    known: HashMap<Vec<u16>, SetId>,
}

impl WordSets {
    /// The set of some words, which are put in order.
    pub(crate) fn intern(&mut self, words: &mut Vec<u16>) -> Result<SetId, Fault> {
        words.sort_unstable();
        words.dedup();
        if let Some(known) = self.known.get(words) {
            return Ok(*known);
        }
        let size = |length: usize| u32::try_from(length).map_err(|_| Fault::TooManyWords);
        let (set, start) = (size(self.ranges.len())?, size(self.words.len())?);
        self.words.extend_from_slice(words);
        self.ranges.push(start..size(self.words.len())?);
        self.known.insert(words.clone(), set);
        Ok(set)
    }

    /// Words in a row, each as a set of its own.
    pub(crate) fn row(&mut self, words: impl Iterator<Item = u16>) -> Result<Row, Fault> {
        let mut one = Vec::with_capacity(1);
        let set = |word| {
            one.clear();
            one.push(word);
            self.intern(&mut one)
        };
        words.map(set).collect()
    }

    /// How many sets there are.
    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Where the words of a set lie among those of all.
    pub(crate) fn range(&self, set: SetId) -> Range<u32> {
        self.ranges.get(index(set)).cloned().unwrap_or_default()
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

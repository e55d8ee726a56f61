//! How often words stand in ordinary mail, and lists by word.

use crate::lexicon::phrase::Fault;
use crate::lexicon::words::NUMBER;
use crate::text::index;

/// How often words stand in ordinary mail, by their numbers, in a unit of its own.
pub(crate) struct Frequencies(Vec<u64>);

impl Frequencies {
    /// How often the commonest word does.
    const COMMONEST: u64 = 100_000;
    /// How often a word does of which nothing is known: as often as the thousandth.
    const RARE: u64 = Self::COMMONEST / 1000;
    /// How often a number does.
    const NUMBERS: u64 = Self::COMMONEST / 20;

    /// Those of `size` words, of which `common` are the commonest, the commonest first: the word of
    /// rank n is about n times as rare as the first one.
    pub(crate) fn new(common: &[u16], size: usize) -> Self {
        let mut all = vec![Self::RARE; size];
        let ranked = common.iter().rev().zip((1..=common.len() as u64).rev());
        for (word, often) in ranked.map(|(word, rank)| (*word, Self::COMMONEST / rank)) {
            if let Some(known) = all.get_mut(usize::from(word)) {
                *known = often;
            }
        }
        if let Some(number) = all.get_mut(usize::from(NUMBER)) {
            *number = Self::NUMBERS;
        }
        Self(all)
    }

    pub(crate) fn of(&self, word: u16) -> u64 {
        self.0.get(usize::from(word)).copied().unwrap_or(Self::RARE)
    }

    pub(crate) fn of_all(&self, words: &[u16]) -> u64 {
        words.iter().map(|word| self.of(*word)).sum()
    }
}

/// A list of numbers for each of some keys, in one piece of memory.
pub(crate) struct Lists {
    all: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    /// Those of pairs of a key below `size` and a number; numbers of a key stay in order.
    pub(crate) fn of(
        pairs: impl Iterator<Item = (usize, u32)> + Clone,
        size: usize,
    ) -> Result<Self, Fault> {
        // First how many each key has, then where they start, and in the end where they end.
        let mut ends = vec![0_u32; size];
        let mut count = 0_usize;
        for (key, _) in pairs.clone() {
            if let Some(end) = ends.get_mut(key) {
                *end += 1;
                count += 1;
            }
        }
        u32::try_from(count).map_err(|_| Fault::TooManyWords)?;
        let mut start = 0;
        for end in &mut ends {
            (start, *end) = (start + *end, start);
        }
        let mut all = vec![0; count];
        for (key, number) in pairs {
            let Some(end) = ends.get_mut(key) else { continue };
            if let Some(free) = all.get_mut(index(*end)) {
                *free = number;
            }
            *end += 1;
        }
        Ok(Self { all, ends })
    }

    /// The numbers of a key.
    pub(crate) fn get(&self, key: usize) -> &[u32] {
        let end = |key: usize| self.ends.get(key).copied();
        let start = key.checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(key)).map_or(0..0, |(start, end)| index(start)..index(end));
        self.all.get(range).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_the_numbers_of_their_keys() {
        let pairs = [(3, 7), (0, 1), (3, 5), (9, 4), (3, 7)];
        let lists = Lists::of(pairs.into_iter(), 5).unwrap();
        let expected: [&[u32]; 6] = [&[1], &[], &[], &[7, 5, 7], &[], &[]];
        assert_eq!([0, 1, 2, 3, 4, 5].map(|key| lists.get(key)), expected);
    }

    #[test]
    fn common_words_are_told_by_their_rank() {
        let frequencies = Frequencies::new(&[5, 7, 5], 10);
        assert_eq!(frequencies.of(5), Frequencies::COMMONEST);
        assert_eq!(frequencies.of(7), Frequencies::COMMONEST / 2);
        assert_eq!(frequencies.of(8), Frequencies::RARE);
    }
}

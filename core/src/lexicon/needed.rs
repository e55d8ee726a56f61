//! The sets of words that rules need somewhere in a sentence, as bits of [`Kinds`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::filters::Kinds;

/// Sets of words, numbered from [`Kinds::FREE`] up.
#[derive(Debug, Default)]
pub(super) struct Needed {
    sets: BTreeMap<Vec<u16>, u16>,
    /// How often each word stands in ordinary mail.
    often: BTreeMap<u16, u64>,
}

impl Needed {
    /// Tells how often a word stands in ordinary mail.
    pub(super) fn tell(&mut self, word: u16, often: u64) {
        self.often.insert(word, often);
    }

    /// The number of a set of words, which are in order; for sets beyond the last number that of
    /// the kind that every sentence has.
    pub(super) fn number(&mut self, words: Vec<u16>) -> u16 {
        let number =
            u16::try_from(self.sets.len() + usize::from(Kinds::FREE)).unwrap_or(Kinds::ANY);
        *self.sets.entry(words).or_insert(number)
    }

    /// The sets and their numbers.
    pub(super) fn sets(&self) -> impl Iterator<Item = (&[u16], u16)> {
        self.sets.iter().map(|(words, number)| (words.as_slice(), *number))
    }

    /// The bit of each set, by its number; of the numbers below those, they themselves. The commonest sets have bits of their own. Each other
    /// one shares the bit of those with which it has most in common, so that a bit seldom promises
    /// what is not there.
    pub(super) fn share_bits(&self) -> Vec<u16> {
        let often = |word: &u16| self.often.get(word).copied().unwrap_or(0);
        let sum = |words: &[u16]| words.iter().map(often).sum::<u64>();
        let mut bits: Vec<u16> = (0..Kinds::FREE).collect();
        bits.resize(bits.len() + self.sets.len(), Kinds::ANY);
        let mut sets: Vec<_> = self.sets().filter(|(_, number)| *number != Kinds::ANY).collect();
        sets.sort_by_cached_key(|(words, number)| (Reverse(sum(words)), *number));
        let mut shared = Shared::default();
        for (words, number) in sets {
            let words = words.iter().map(|word| (*word, often(word)));
            if let Some(own) = bits.get_mut(usize::from(number)) {
                *own = shared.place(words);
            }
        }
        bits
    }
}

/// Bits that are given to sets.
#[derive(Default)]
struct Shared {
    /// By bit from [`Kinds::FREE`] up, how often its words stand in ordinary mail.
    taken: Vec<i64>,
    /// By word, the bits that it has.
    of_word: BTreeMap<u16, Vec<u16>>,
}

impl Shared {
    /// Gives a set a bit. The set is told by its words and how often each stands in ordinary mail.
    fn place(&mut self, words: impl Iterator<Item = (u16, u64)> + Clone) -> u16 {
        let free = u16::try_from(self.taken.len() + usize::from(Kinds::FREE));
        let free = free.ok().filter(|bit| *bit < Kinds::BITS);
        let bit = free.unwrap_or_else(|| self.nearest(words.clone()));
        if free.is_some() {
            self.taken.push(0);
        }
        for (word, often) in words {
            let bits = self.of_word.entry(word).or_default();
            if !bits.contains(&bit) {
                bits.push(bit);
                if let Some(taken) = self.taken.get_mut(usize::from(bit.wrapping_sub(Kinds::FREE)))
                {
                    *taken = taken.saturating_add_unsigned(often);
                }
            }
        }
        bit
    }

    /// The bit for which what only its words or only the set's stand for is the least.
    fn nearest(&self, words: impl Iterator<Item = (u16, u64)>) -> u16 {
        // What only the set's words stand for is the same for all, but for what they share.
        let mut apart = self.taken.clone();
        for (word, often) in words {
            for bit in self.of_word.get(&word).map_or(&[][..], Vec::as_slice) {
                if let Some(apart) = apart.get_mut(usize::from(bit.wrapping_sub(Kinds::FREE))) {
                    *apart = apart.saturating_sub_unsigned(2 * often);
                }
            }
        }
        let nearest = (Kinds::FREE..).zip(apart).min_by_key(|(_, apart)| *apart);
        nearest.map_or(Kinds::ANY, |(bit, _)| bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sets of words, each word as often as told.
    fn needed(sets: impl Iterator<Item = (Vec<u16>, u64)>) -> Needed {
        let mut needed = Needed::default();
        for (words, often) in sets {
            for word in &words {
                needed.tell(*word, often);
            }
            needed.number(words);
        }
        needed
    }

    #[test]
    fn common_sets_have_bits_of_their_own() {
        let rare = (11..=2_000).map(|word| (vec![word], 1));
        let needed = needed((1..=10).map(|word| (vec![word], 10_000)).chain(rare));
        let bits = needed.share_bits();
        assert_eq!(bits[..3], [Kinds::ANY, Kinds::FIRST, Kinds::LAST]);
        for common in &bits[3..13] {
            assert_eq!(bits.iter().filter(|bit| *bit == common).count(), 1);
        }
        assert!(bits[3..].iter().all(|bit| (Kinds::FREE..Kinds::BITS).contains(bit)));
    }

    #[test]
    fn sets_that_are_nearly_the_same_share_a_bit() {
        let many = (Kinds::FREE..Kinds::BITS).map(|number| (vec![2 * number, 2 * number + 1], 10));
        let alike = (3..=20).map(|number| (vec![2 * number, 2 * number + 1, 5_000], 1));
        let needed = needed(many.chain(alike));
        let bits = needed.share_bits();
        let bit = |words: &[u16]| bits[usize::from(needed.sets[words])];
        for first in (6..=40).step_by(2) {
            let own = bit(&[first, first + 1]);
            assert_eq!(bit(&[first, first + 1, 5_000]), own, "{first}");
        }
    }

    #[test]
    fn what_no_number_is_left_for_is_taken_as_there() {
        let needed = needed((0..=u16::MAX).map(|word| (vec![word], 1)));
        assert_eq!(needed.sets[&vec![u16::MAX]], Kinds::ANY);
        assert_eq!(needed.share_bits()[usize::from(Kinds::ANY)], Kinds::ANY);
    }
}

//! Which words are of one kind: there are more words than can be told apart at a glance, so that
//! those that stand in the same places of phrases are taken as one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::around::{FIRST, KINDS, KindSet, NO_KIND, set_of};
use super::numbering::{Surroundings, What};

/// Something for each kind.
type ByKind<T> = [T; KINDS as usize];

/// Words parted into kinds.
#[derive(Debug)]
pub(super) struct Kinds {
    by_word: Vec<u8>,
    /// How often the words of each kind stand in ordinary mail.
    often: ByKind<u64>,
}

impl Kinds {
    /// Parts words, of which there are so many, by what phrases need around their anchors and by
    /// how often each word stands in ordinary mail.
    ///
    /// A kind is found for one word after another, the commonest first: that by which as little as
    /// can be will pass that should not, which are words of a kind where a phrase needs others of
    /// it.
    pub(super) fn of(
        surroundings: &[Surroundings],
        often: &BTreeMap<u16, u64>,
        size: usize,
    ) -> Self {
        let often = |word: u16| often.get(&word).copied().unwrap_or(0);
        let mut asked: BTreeMap<&[u16], u64> = BTreeMap::new();
        for Surroundings { anchors, before, after, far } in surroundings {
            let times = anchors.iter().map(|word| often(*word)).sum::<u64>();
            let far = far.iter().filter_map(|far| match &far.what {
                What::Word(words) => Some(words),
                What::Start | What::End => None,
            });
            for words in before.iter().chain(after).chain(far) {
                *asked.entry(words).or_default() += times;
            }
        }
        let mut words: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (number, words_of_set) in asked.keys().enumerate() {
            for word in *words_of_set {
                words.entry(*word).or_default().push(number);
            }
        }
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_cached_key(|(word, _)| (Reverse(often(*word)), *word));

        let sets = asked.into_values().map(|asked| Set { asked, kinds: 0 }).collect();
        let mut parted = Parted { sets, often: [0; _], asked: [0; _] };
        let mut by_word = vec![NO_KIND; size];
        for (word, sets) in words {
            if let Some(kind) = by_word.get_mut(usize::from(word)) {
                *kind = parted.put(often(word), &sets);
            }
        }
        Self { by_word, often: parted.often }
    }

    /// The kinds by the numbers of words.
    pub(super) fn into_by_word(self) -> Vec<u8> {
        self.by_word
    }

    /// The kinds that some words are of.
    pub(super) fn of_words(&self, words: &[u16]) -> KindSet {
        let kind = |word: &u16| self.by_word.get(usize::from(*word)).copied().unwrap_or(NO_KIND);
        words.iter().map(kind).fold(0, |set, kind| set | set_of(kind))
    }

    /// How often words of some kinds stand in ordinary mail.
    pub(super) fn often(&self, set: KindSet) -> u64 {
        let kinds = (0..KINDS).zip(self.often).filter(|(kind, _)| set & set_of(*kind) != 0);
        kinds.map(|(_, often)| often).sum()
    }
}

/// Words that phrases need.
struct Set {
    /// How often they are asked for.
    asked: u64,
    kinds: KindSet,
}

/// Sets of words that are being parted.
struct Parted {
    sets: Vec<Set>,
    /// By kind, how often its words stand in ordinary mail, and how often sets that have words of
    /// it are asked for.
    often: ByKind<u64>,
    asked: ByKind<u64>,
}

impl Parted {
    /// Gives a word of some sets the kind that adds the least to what passes and should not.
    fn put(&mut self, often: u64, sets: &[usize]) -> u8 {
        let mut total = 0;
        let mut shared: ByKind<u64> = [0; _];
        for set in sets.iter().filter_map(|set| self.sets.get(*set)) {
            total += set.asked;
            for (kind, shared) in (0..).zip(&mut shared) {
                *shared += if set.kinds & set_of(kind) == 0 { 0 } else { set.asked };
            }
        }
        let by_kind = shared.iter().zip(self.often.iter().zip(&self.asked));
        let cost = |(shared, (own, asked)): (&u64, (&u64, &u64))| {
            let of_others = (total - shared).saturating_mul(*own);
            of_others.saturating_add((asked - shared).saturating_mul(often))
        };
        let costs = (0..NO_KIND).zip(by_kind.map(cost)).skip(usize::from(FIRST));
        let kind = costs.min_by_key(|(_, cost)| *cost).map_or(NO_KIND, |(kind, _)| kind);
        for set in sets {
            let Some(set) = self.sets.get_mut(*set) else { continue };
            if let Some(asked) = self.asked.get_mut(usize::from(kind)) {
                *asked += if set.kinds & set_of(kind) == 0 { set.asked } else { 0 };
            }
            set.kinds |= set_of(kind);
        }
        if let Some(own) = self.often.get_mut(usize::from(kind)) {
            *own += often;
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering::Far;
    use super::*;

    /// Kinds of words of which each phrase needs some, anchored at word 1; how often each word
    /// stands is told by its number.
    fn kinds(sets: impl Iterator<Item = Vec<u16>>, often: impl Fn(u16) -> u64) -> Kinds {
        let surroundings = |words| Surroundings {
            anchors: vec![1],
            before: None,
            after: None,
            far: vec![Far { what: What::Word(words), first: 1, last: 4 }],
        };
        let surroundings: Vec<_> = sets.map(surroundings).collect();
        let often = (1..2_000).map(|word| (word, often(word))).collect();
        Kinds::of(&surroundings, &often, 2_000)
    }

    #[test]
    fn the_commonest_words_have_kinds_of_their_own() {
        let rare = |word| if word <= 40 { 10_000 } else { 1 };
        let kinds = kinds((2..=1_000).map(|word| vec![word]), rare);
        for common in 2..=40 {
            let own = kinds.of_words(&[common]);
            let others = (2..=40).filter(|word| kinds.of_words(&[*word]) == own);
            assert_eq!(others.count(), 1, "{common}");
        }
    }

    #[test]
    fn words_of_the_same_places_are_of_one_kind() {
        let sets = (0..150).map(|nth| (10 * nth + 2..10 * nth + 12).collect());
        let kinds = kinds(sets, |_| 1);
        let of_set = |nth: u16| kinds.of_words(&(10 * nth + 2..10 * nth + 12).collect::<Vec<_>>());
        // There are 61 kinds, which the first words get; all others join words of their own set.
        let alone = (10..150_u16).filter(|nth| of_set(*nth).is_power_of_two()).count();
        assert_eq!(alone, 140);
    }

    #[test]
    fn words_that_nothing_needs_are_of_no_kind() {
        let kinds = kinds([vec![5, 6]].into_iter(), |_| 1);
        assert_eq!(kinds.of_words(&[7, 1_999]), set_of(NO_KIND));
        assert_eq!(kinds.of_words(&[5]) & set_of(NO_KIND), 0);
        assert_eq!(kinds.often(kinds.of_words(&[5, 6])), 2);
    }
}

//! Words put into buckets, so that a few bits tell which may stand somewhere.

use std::cmp::Reverse;

use super::frequencies::{Frequencies, Lists};
use crate::lexicon::phrase::{Fault, WordSets};
use crate::text::index;

/// How many buckets there are.
pub(crate) const BUCKETS: u8 = 64;
/// The buckets of what stands before the first word of a message and after the last one.
pub(crate) const START: u8 = 0;
pub(crate) const END: u8 = 1;
/// The first bucket of words.
pub(crate) const FIRST: u8 = 2;
/// The bucket of words that no rule needs.
pub(crate) const NO_BUCKET: u8 = BUCKETS - 1;

/// Some buckets, as a bit for each. All words of a message have the last one.
pub(crate) type BucketSet = u64;

/// The set of anything.
pub(crate) const ANYTHING: BucketSet = 1 << NO_BUCKET;

/// A bucket as a set.
pub(crate) fn set_of(bucket: u8) -> BucketSet {
    1 << (bucket % BUCKETS)
}

/// Something for each bucket.
type ByBucket<T> = [T; BUCKETS as usize];

/// Words put into buckets.
#[derive(Debug)]
pub(crate) struct WordBuckets {
    by_word: Vec<u8>,
    /// How often the words of each bucket stand in ordinary mail.
    often: ByBucket<u64>,
}

impl WordBuckets {
    /// Puts words, of which there are so many, into buckets by how often each set of them is asked
    /// for around anchors and by how often each word stands in ordinary mail.
    ///
    /// A bucket is found for one word after another, the commonest first: that by which as little
    /// as can be will pass that should not, which are words of a bucket where a phrase needs others
    /// of it.
    pub(crate) fn of(
        sets: &WordSets,
        asked: &[u64],
        frequencies: &Frequencies,
        size: usize,
    ) -> Result<Self, Fault> {
        let asked_for = (0..).zip(asked).filter(|(_, times)| **times > 0);
        let by_word = asked_for
            .flat_map(|(set, _)| sets.get(set).iter().map(move |word| (usize::from(*word), set)));
        let by_word = Lists::of(by_word, size)?;
        let numbers = (0..=u16::MAX).zip(0..size);
        let mut words: Vec<(u16, &[u32])> =
            numbers.map(|(word, at)| (word, by_word.get(at))).collect();
        words.retain(|(_, sets)| !sets.is_empty());
        words.sort_by_key(|(word, _)| (Reverse(frequencies.of(*word)), *word));

        let sets = asked.iter().map(|asked| NeededWords { asked: *asked, buckets: 0 }).collect();
        let mut filled = Filled { sets, often: [0; _], asked: [0; _] };
        let mut by_word = vec![NO_BUCKET; size];
        for (word, sets) in words {
            if let Some(bucket) = by_word.get_mut(usize::from(word)) {
                *bucket = filled.put(frequencies.of(word), sets);
            }
        }
        Ok(Self { by_word, often: filled.often })
    }

    /// The buckets by the numbers of words.
    pub(crate) fn into_by_word(self) -> Vec<u8> {
        self.by_word
    }

    /// The buckets that some words are in.
    pub(crate) fn of_words(&self, words: &[u16]) -> BucketSet {
        let bucket =
            |word: &u16| self.by_word.get(usize::from(*word)).copied().unwrap_or(NO_BUCKET);
        words.iter().map(bucket).fold(0, |set, bucket| set | set_of(bucket))
    }

    /// How often words of some buckets stand in ordinary mail.
    pub(crate) fn often(&self, set: BucketSet) -> u64 {
        members(set).filter_map(|bucket| self.often.get(bucket)).sum()
    }
}

/// The buckets of a set.
fn members(mut set: BucketSet) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bucket = index(set.trailing_zeros());
        set &= set.checked_sub(1)?;
        Some(bucket)
    })
}

/// Words that phrases need.
struct NeededWords {
    /// How often they are asked for.
    asked: u64,
    /// The buckets of those that have one.
    buckets: BucketSet,
}

/// Buckets that are being filled.
struct Filled {
    sets: Vec<NeededWords>,
    /// By bucket, how often its words stand in ordinary mail, and how often sets that have words of
    /// it are asked for.
    often: ByBucket<u64>,
    asked: ByBucket<u64>,
}

impl Filled {
    /// Puts a word of some sets into the bucket that adds the least to what passes and should not.
    fn put(&mut self, often: u64, sets: &[u32]) -> u8 {
        let mut total = 0;
        let mut shared: ByBucket<u64> = [0; _];
        for set in sets.iter().filter_map(|set| self.sets.get(index(*set))) {
            total += set.asked;
            for bucket in members(set.buckets) {
                if let Some(shared) = shared.get_mut(bucket) {
                    *shared += set.asked;
                }
            }
        }
        let by_bucket = shared.iter().zip(self.often.iter().zip(&self.asked));
        let cost = |(shared, (own, asked)): (&u64, (&u64, &u64))| {
            let of_others = (total - shared).saturating_mul(*own);
            of_others.saturating_add((asked - shared).saturating_mul(often))
        };
        let costs = (0..NO_BUCKET).zip(by_bucket.map(cost)).skip(usize::from(FIRST));
        let bucket = costs.min_by_key(|(_, cost)| *cost).map_or(NO_BUCKET, |(bucket, _)| bucket);
        for set in sets {
            let Some(set) = self.sets.get_mut(index(*set)) else { continue };
            if let Some(asked) = self.asked.get_mut(usize::from(bucket)) {
                *asked += if set.buckets & set_of(bucket) == 0 { set.asked } else { 0 };
            }
            set.buckets |= set_of(bucket);
        }
        if let Some(own) = self.often.get_mut(usize::from(bucket)) {
            *own += often;
        }
        bucket
    }
}

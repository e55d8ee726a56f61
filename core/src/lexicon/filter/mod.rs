//! Prefiltering the candidates of a message by the buckets of neighbouring words.
//!
//! There are more words than can be told apart at a glance, so that words are put into 64 buckets.
//! A phrase is looked for at a word that anchors it only if words of the right buckets stand around
//! that word: first right beside it, then farther away. This may let too much pass, never too
//! little.
//!
//! What each step brings, as instructions that reading the texts of a conversation of
//! `benches/instructions` takes with English alone (valgrind 3, rustc 1.95, x86-64, 2026-11-30):
//!
//! | without | instructions |
//! |---|---|
//! | nothing | 70,959 |
//! | the words right beside the anchor (`may_stand`) | 99,943 |
//! | the rarer of two things farther away | 92,362 |
//! | the other of them | 79,186 |
//! | both | 124,826 |
//! | a slot's 64 bits before its words are searched | 72,857 |
//!
//! Stretches in which no word anchors anything are passed over. That brings nothing for cues, which
//! are anchored in nearly all, but looking for refund words takes 3,400 instructions a conversation
//! instead of 8,500 (all languages, 2026-12-01). Trying the nearest words before a search brought
//! nothing (70,646 without it) and went.

mod buckets;
mod frequencies;

use crate::text::Token;

use buckets::{ANYTHING, NO_BUCKET};
pub(super) use buckets::{BUCKETS, BucketSet, END, START, WordBuckets, set_of};
pub(super) use frequencies::{Frequencies, Lists};

/// Words some way from an anchor, one of which must be of some buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Needed {
    buckets: BucketSet,
    /// Where they lie in [`NeighbourFilter`] if the anchor is the first word of a stretch.
    run: u16,
}

impl Needed {
    /// What any words have.
    pub(super) const ANY: Self = Self { buckets: ANYTHING, run: NeighbourFilter::FAR };

    /// Words from `first` to `last` words after the anchor, or before it where negative; none if
    /// they are too far away.
    pub(super) fn of(buckets: BucketSet, first: i32, last: i32) -> Option<Self> {
        let far = i32::from(NeighbourFilter::FAR);
        if first < -far || last > far {
            return None;
        }
        let length = u16::try_from(last - first + 1).ok()?;
        let row = (0..NeighbourFilter::ROWS).find(|row| length <= 1 << row)?;
        let offset = u16::try_from(first + far).ok()?;
        Some(Self { buckets, run: row * NeighbourFilter::ROW + offset })
    }
}

/// The buckets of the words of a stretch of a message and of those around it.
pub(super) struct NeighbourFilter {
    /// A row for each length of runs: by where they start the buckets of one word, of two, of four
    /// and of eight words together.
    runs: [BucketSet; Self::SIZE],
}

impl Default for NeighbourFilter {
    fn default() -> Self {
        Self { runs: [ANYTHING; Self::SIZE] }
    }
}

impl NeighbourFilter {
    /// How many words make a stretch, at most.
    pub(super) const STRETCH: usize = 64;
    /// How far around them words are told.
    const FAR: u16 = 10;
    /// How many rows there are, and how long they are.
    const ROWS: u16 = 4;
    const ROW: u16 = 128;
    const SIZE: usize = (Self::ROWS * Self::ROW) as usize;

    /// Takes the words of a message from `from` to `end` as its stretch.
    pub(super) fn fill(&mut self, buckets: &[u8], tokens: &[Token], from: usize, end: usize) {
        let far = usize::from(Self::FAR);
        let length = end - from + 2 * far;
        let (rows, _) = self.runs.as_chunks_mut::<{ Self::ROW as usize }>();
        let [one, two, four, eight] = rows else { return };
        // What is joined reaches so much farther than the last run starts.
        one.get_mut(..length + 8).unwrap_or(&mut []).fill(ANYTHING);
        let missing = far.saturating_sub(from);
        let words = tokens.get(from.saturating_sub(far)..).unwrap_or(&[]);
        let slots = one.get_mut(missing..length).unwrap_or(&mut []);
        for (slot, token) in slots.iter_mut().zip(words) {
            let bucket = buckets.get(usize::from(token.word)).copied().unwrap_or(NO_BUCKET);
            *slot = ANYTHING | set_of(bucket);
        }
        if let Some(before) = missing.checked_sub(1).and_then(|at| one.get_mut(at)) {
            *before |= set_of(START);
        }
        if let Some(after) = one.get_mut(tokens.len() - from + far) {
            *after |= set_of(END);
        }
        join(one, 1, two, length);
        join(two, 2, four, length);
        join(four, 4, eight, length);
    }

    /// The buckets of the words right before and right after a word of the stretch.
    #[inline]
    pub(super) fn beside(&self, nth: usize) -> (u32, u32) {
        let bucket = |at: usize| self.runs.get(at % Self::SIZE).map_or(0, |set| bucket_of(*set));
        let own = nth + usize::from(Self::FAR);
        (bucket(own - 1), bucket(own + 1))
    }

    /// Whether a word of the stretch has around it what is needed.
    #[inline]
    pub(super) fn has(&self, nth: usize, Needed { buckets, run }: Needed) -> bool {
        let run = self.runs.get((nth + usize::from(run)) % Self::SIZE);
        run.is_some_and(|run| run & buckets != 0)
    }
}

/// The bucket of a word, told by its set.
#[inline]
fn bucket_of(set: BucketSet) -> u32 {
    set.trailing_zeros()
}

type BucketRow = [BucketSet; NeighbourFilter::ROW as usize];

/// Joins each of the first runs with the one that starts `step` words later.
fn join(runs: &BucketRow, step: usize, longer: &mut BucketRow, length: usize) {
    let pairs = runs.iter().zip(runs.iter().skip(step));
    for (longer, (run, next)) in longer.iter_mut().zip(pairs).take(length) {
        *longer = run | next;
    }
}

#[cfg(test)]
mod tests {
    use super::buckets::FIRST;
    use super::*;
    use crate::lexicon::phrase::WordSets;

    /// Words whose numbers are their buckets.
    fn words(buckets: impl Iterator<Item = u8>) -> Vec<Token> {
        buckets.map(|bucket| Token { word: u16::from(bucket), ..Token::default() }).collect()
    }

    /// Whether one of some words around a word is of a bucket, told slowly.
    fn stands(words: &[Token], at: usize, first: i32, last: i32, bucket: u8) -> bool {
        let end = i32::try_from(words.len()).unwrap();
        (first..=last).map(|step| i32::try_from(at).unwrap() + step).any(|at| match at {
            -1 => bucket == START,
            at if at == end => bucket == END,
            at if (0..end).contains(&at) => {
                words[usize::try_from(at).unwrap()].word == u16::from(bucket)
            }
            _ => false,
        })
    }

    #[test]
    fn what_stands_around_a_word_is_told() {
        let buckets: Vec<u8> = (0..BUCKETS).collect();
        let numbers = FIRST..BUCKETS;
        let words = words(numbers.clone().chain(numbers.rev()).cycle().take(150));
        let mut filter = NeighbourFilter::default();
        let (mut there, mut missing) = (0, 0);
        for from in (0..150).step_by(NeighbourFilter::STRETCH) {
            let end = words.len().min(from + NeighbourFilter::STRETCH);
            filter.fill(&buckets, &words, from, end);
            for nth in 0..end - from {
                for (first, last) in [(1, 1), (2, 2), (1, 4), (1, 8), (3, 10), (-1, -1), (-9, -2)] {
                    for bucket in (0..NO_BUCKET).step_by(3).chain([END]) {
                        let needed = Needed::of(set_of(bucket), first, last).unwrap();
                        let has = filter.has(nth, needed);
                        let expected = stands(&words, from + nth, first, last, bucket);
                        assert_eq!(has, expected, "{bucket} {first} to {last} of {}", from + nth);
                        *(if has { &mut there } else { &mut missing }) += 1;
                    }
                }
                assert!(filter.has(nth, Needed::ANY));
            }
        }
        assert!(there > 1_000 && missing > 1_000, "{there} {missing}");
    }

    #[test]
    fn words_too_far_away_are_not_told() {
        assert!(Needed::of(4, 1, 10).is_none());
        assert!(Needed::of(4, 4, 11).is_none());
        assert!(Needed::of(4, -11, -9).is_none());
        assert!(Needed::of(4, 3, 10).is_some());
        assert!(Needed::of(4, -10, -3).is_some());
    }

    #[test]
    fn the_words_beside_each_are_told() {
        let words = words([5, 6, 7].into_iter());
        let mut filter = NeighbourFilter::default();
        filter.fill(&(0..BUCKETS).collect::<Vec<_>>(), &words, 0, 3);
        let (start, end) = (u32::from(START), u32::from(END));
        assert_eq!([0, 1, 2].map(|nth| filter.beside(nth)), [(start, 6), (5, 7), (6, end)]);
    }

    /// Buckets of words of which phrases need sets, each asked for as often; `common` are the
    /// commonest words.
    fn buckets(needed: impl Iterator<Item = Vec<u16>>, common: &[u16]) -> WordBuckets {
        let mut sets = WordSets::default();
        for mut words in needed {
            sets.intern(&mut words).unwrap();
        }
        let asked = vec![1; sets.len()];
        WordBuckets::of(&sets, &asked, &Frequencies::new(common, 2_000), 2_000).unwrap()
    }

    #[test]
    fn the_commonest_words_have_buckets_of_their_own() {
        let buckets = buckets((2..=1_000).map(|word| vec![word]), &(2..=40).collect::<Vec<_>>());
        for common in 2..=40 {
            let own = buckets.of_words(&[common]);
            let others = (2..=40).filter(|word| buckets.of_words(&[*word]) == own);
            assert_eq!(others.count(), 1, "{common}");
        }
    }

    #[test]
    fn words_of_the_same_slots_share_a_bucket() {
        let buckets = buckets((0..150).map(|nth| (10 * nth + 2..10 * nth + 12).collect()), &[]);
        let words = |nth: u16| (10 * nth + 2..10 * nth + 12).collect::<Vec<_>>();
        // There are 61 buckets, which the first words get; others join words of their own set.
        let alone = (10..150_u16).filter(|nth| buckets.of_words(&words(*nth)).is_power_of_two());
        assert_eq!(alone.count(), 140);
    }

    #[test]
    fn words_that_nothing_needs_have_no_bucket() {
        let buckets = buckets([vec![5, 6]].into_iter(), &[]);
        assert_eq!(buckets.of_words(&[7, 1_999]), set_of(NO_BUCKET));
        assert_eq!(buckets.of_words(&[5]) & set_of(NO_BUCKET), 0);
        assert_eq!(buckets.often(buckets.of_words(&[5, 6])), 200);
    }
}

//! The rules of all passes by the words that anchor them.

use std::collections::HashMap;

use crate::lexicon::filter::{BUCKETS, BucketSet, Lists};
use crate::lexicon::phrase::{Fault, Pass, SetId, WordSets};
use crate::text::index;

/// What is known of a rule where it is anchored.
pub(crate) struct AnchoredRule {
    pub(crate) pass: Pass,
    /// The words that anchor it.
    pub(crate) anchors: SetId,
    /// The buckets of the words that may stand right before an anchor and right after it.
    pub(crate) before: BucketSet,
    pub(crate) after: BucketSet,
}

/// Up to eight rules at a word that anchors them: between words of which buckets each may stand.
///
/// By the bucket of the word right before the anchor and by that of the word right after it, a bit
/// for each rule that may stand there.
#[derive(Debug, Clone)]
#[repr(align(128))]
pub(crate) struct Posting {
    before: [u8; BUCKETS as usize],
    after: [u8; BUCKETS as usize],
}

impl Posting {
    /// No rule.
    const NONE: Self = Self { before: [0; _], after: [0; _] };

    /// The rules that may stand between words of two buckets, as bits.
    #[inline]
    pub(crate) fn may_stand(&self, (before, after): (u32, u32)) -> u8 {
        let of = |side: &[u8; BUCKETS as usize], bucket: u32| {
            side.get(index(bucket) % side.len()).copied().unwrap_or(0)
        };
        of(&self.before, before) & of(&self.after, after)
    }

    fn insert(&mut self, which: usize, rule: &AnchoredRule) {
        for (side, buckets) in [(&mut self.before, rule.before), (&mut self.after, rule.after)] {
            for (bucket, rules) in side.iter_mut().enumerate() {
                *rules |= u8::from(buckets >> bucket & 1 == 1) << which;
            }
        }
    }
}

/// Where the postings of a word lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PostingRange {
    pub(crate) start: u16,
    pub(crate) end: u16,
}

impl PostingRange {
    /// Whether no rule is anchored there.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.start == 0
    }
}

impl Default for PostingRange {
    /// That of no rules, which are the first posting.
    fn default() -> Self {
        Self { start: 0, end: 1 }
    }
}

/// The rules of all passes by the words that anchor them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Postings {
    all: Vec<Posting>,
    /// The numbers of the rules of each posting.
    numbers: Vec<[u32; 8]>,
    /// By pass and word.
    by_word: [Vec<PostingRange>; Pass::ALL.len()],
}

impl Postings {
    /// Those of rules in the order of their numbers, of a language of so many words.
    pub(crate) fn new(rules: &[AnchoredRule], sets: &WordSets, size: usize) -> Result<Self, Fault> {
        let (all, numbers) = (vec![Posting::NONE], vec![[u32::MAX; 8]]);
        let mut postings = Self { all, numbers, ..Self::default() };
        for pass in Pass::ALL {
            let in_pass = (0..).zip(rules).filter(|(_, rule)| rule.pass == pass);
            let anchored = in_pass.flat_map(|(number, rule)| {
                sets.get(rule.anchors).iter().map(move |word| (usize::from(*word), number))
            });
            let by_word = Lists::of(anchored, size)?;
            // Words that anchor the same rules share them.
            let mut shared: HashMap<&[u32], PostingRange> = HashMap::new();
            let mut ranges = vec![PostingRange::default(); size];
            for (word, range) in ranges.iter_mut().enumerate() {
                let numbers = by_word.get(word);
                if numbers.is_empty() {
                    continue;
                }
                *range = match shared.get(numbers) {
                    Some(known) => *known,
                    None => postings.add(numbers, rules)?,
                };
                shared.insert(numbers, *range);
            }
            if let Some(by_word) = postings.by_word.get_mut(pass as usize) {
                *by_word = ranges;
            }
        }
        postings.all.shrink_to_fit();
        postings.numbers.shrink_to_fit();
        Ok(postings)
    }

    fn add(&mut self, numbers: &[u32], rules: &[AnchoredRule]) -> Result<PostingRange, Fault> {
        let end = |all: &Vec<Posting>| u16::try_from(all.len()).map_err(|_| Fault::TooManyWords);
        let start = end(&self.all)?;
        for some in numbers.chunks(8) {
            let mut posting = Posting::NONE;
            let mut numbers = [u32::MAX; 8];
            for (which, (number, rule)) in numbers.iter_mut().zip(some).enumerate() {
                if let Some(rule) = rules.get(index(*rule)) {
                    posting.insert(which, rule);
                }
                *number = *rule;
            }
            self.all.push(posting);
            self.numbers.push(numbers);
        }
        Ok(PostingRange { start, end: end(&self.all)? })
    }

    /// Where the postings of a pass lie, by the numbers of words.
    pub(crate) fn of(&self, pass: Pass) -> &[PostingRange] {
        self.by_word.get(pass as usize).map_or(&[], Vec::as_slice)
    }

    /// The postings of a word, each with the numbers of its rules.
    #[inline]
    pub(crate) fn each(&self, own: PostingRange) -> impl Iterator<Item = (&Posting, &[u32; 8])> {
        let range = usize::from(own.start)..usize::from(own.end);
        let numbers = self.numbers.get(range.clone()).unwrap_or(&[]);
        self.all.get(range).unwrap_or(&[]).iter().zip(numbers)
    }
}

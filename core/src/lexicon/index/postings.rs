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

/// Where the rules lie that a word anchors, in units of eight: their numbers, and between words of
/// which buckets each may stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PostingRange {
    start: u16,
    end: u16,
}

impl PostingRange {
    /// Whether no rule is anchored there.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// How many rules are told by a byte of a row.
const UNIT: usize = 8;
/// The rows of a side of an anchor, one for each bucket.
const ROWS: usize = BUCKETS as usize;
/// How many bytes the rows of both sides take for a unit.
const UNIT_BYTES: usize = 2 * ROWS;

/// The rules of all passes by the words that anchor them.
///
/// The rules of a word stand in blocks of 64, and of 32, 16 and 8 at the end, so that few bytes are
/// read for many rules. A block has a row for each bucket of the word right before the anchor, and
/// then one for each bucket of the word right after it: a bit for each rule that may stand there.
/// With blocks of eight alone an assessment of `benches/instructions` takes 126,000 instructions
/// instead of 121,000 (all languages, 2026-12-01).
#[derive(Debug, Clone, Default)]
pub(crate) struct Postings {
    rows: Vec<u8>,
    /// The numbers of the rules, in the order of their bits.
    numbers: Vec<u32>,
    /// By pass and word.
    by_word: [Vec<PostingRange>; Pass::ALL.len()],
}

impl Postings {
    /// Those of rules in the order of their numbers, of a language of so many words.
    pub(crate) fn new(rules: &[AnchoredRule], sets: &WordSets, size: usize) -> Result<Self, Fault> {
        let mut postings = Self::default();
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
        postings.rows.shrink_to_fit();
        postings.numbers.shrink_to_fit();
        Ok(postings)
    }

    fn add(&mut self, numbers: &[u32], rules: &[AnchoredRule]) -> Result<PostingRange, Fault> {
        let units = |numbers: &Vec<u32>| {
            u16::try_from(numbers.len() / UNIT).map_err(|_| Fault::TooManyWords)
        };
        let start = units(&self.numbers)?;
        self.numbers.extend_from_slice(numbers);
        // No row has a bit for what fills up the last unit.
        self.numbers.resize(self.numbers.len().next_multiple_of(UNIT), u32::MAX);
        let end = units(&self.numbers)?;
        let mut numbers = numbers;
        for width in Widths::of(usize::from(end - start)) {
            let (own, rest) = numbers.split_at(numbers.len().min(width * UNIT));
            let block = self.rows.len();
            self.rows.resize(block + width * UNIT_BYTES, 0);
            let rows = self.rows.get_mut(block..).unwrap_or(&mut []);
            let own = own.iter().filter_map(|number| rules.get(index(*number)));
            for (nth, rule) in own.enumerate() {
                let sides = rows.chunks_mut(width * ROWS).zip([rule.before, rule.after]);
                for (side, buckets) in sides {
                    for (bucket, row) in side.chunks_mut(width).enumerate() {
                        if let Some(byte) = row.get_mut(nth / UNIT) {
                            *byte |= u8::from(buckets >> bucket & 1 == 1) << (nth % UNIT);
                        }
                    }
                }
            }
            numbers = rest;
        }
        Ok(PostingRange { start, end })
    }

    /// Where the postings of a pass lie, by the numbers of words.
    pub(crate) fn of(&self, pass: Pass) -> &[PostingRange] {
        self.by_word.get(pass as usize).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the rules that a word anchors.
    pub(crate) fn numbers(&self, own: PostingRange) -> impl Iterator<Item = u32> {
        let range = UNIT * usize::from(own.start)..UNIT * usize::from(own.end);
        self.numbers.get(range).unwrap_or(&[]).iter().copied().filter(|number| *number != u32::MAX)
    }

    /// Tells the numbers of the rules of an anchor that may stand between words of two buckets.
    #[inline]
    pub(crate) fn may_stand(
        &self,
        own: PostingRange,
        beside: (u32, u32),
        mut tell: impl FnMut(u32),
    ) {
        let units = usize::from(own.start)..usize::from(own.end);
        let rows = self.rows.get(units.start * UNIT_BYTES..units.end * UNIT_BYTES);
        let mut rows = rows.unwrap_or(&[]);
        let mut unit = units.start;
        for width in Widths::of(units.len()) {
            let mut rules = match width {
                8 => next_block::<8, { 8 * UNIT_BYTES }>(&mut rows, beside),
                4 => next_block::<4, { 4 * UNIT_BYTES }>(&mut rows, beside),
                2 => next_block::<2, { 2 * UNIT_BYTES }>(&mut rows, beside),
                _ => next_block::<1, UNIT_BYTES>(&mut rows, beside),
            };
            while rules != 0 {
                let nth = UNIT * unit + index(rules.trailing_zeros());
                rules &= rules - 1;
                if let Some(number) = self.numbers.get(nth) {
                    tell(*number);
                }
            }
            unit += width;
        }
    }
}

/// The rules of the next block, of so many bytes and of rows of such a width, that may stand between
/// words of two buckets, as bits.
#[inline]
fn next_block<const WIDTH: usize, const BLOCK: usize>(
    rows: &mut &[u8],
    (before, after): (u32, u32),
) -> u64 {
    let Some((block, rest)) = rows.split_first_chunk::<BLOCK>() else { return 0 };
    *rows = rest;
    let (block, _) = block.as_chunks::<WIDTH>();
    let row = |nth: usize| {
        let mut row = [0; 8];
        if let (Some(bytes), Some(own)) = (row.first_chunk_mut(), block.get(nth)) {
            *bytes = *own;
        }
        u64::from_le_bytes(row)
    };
    row(index(before) % ROWS) & row(ROWS + index(after) % ROWS)
}

/// The widths of the blocks that so many units come to, in bytes: 8 as often as they go, then 4, 2
/// and 1.
struct Widths {
    left: usize,
}

impl Widths {
    fn of(units: usize) -> Self {
        Self { left: units }
    }
}

impl Iterator for Widths {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let width = match self.left {
            0 => return None,
            1 => 1,
            2..=3 => 2,
            4..=7 => 4,
            _ => 8,
        };
        self.left -= width;
        Some(width)
    }
}

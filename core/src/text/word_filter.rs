//! Whether a text may hold one of some words, told in a few instructions a byte: most texts hold
//! none, and are spared a dearer search.

use wide::u8x16;

use super::blocks::{digits, letters};
use super::index;

/// Words of ASCII letters and digits.
#[derive(Debug, Clone)]
pub(crate) struct WordFilter {
    /// A bit for each shape of a word.
    shapes: [u64; SHAPES / 64],
    /// In lower case, in order.
    words: Vec<Box<[u8]>>,
    /// By what they start with, a bit for each length, which tells most words of a text: looking for
    /// footers takes 3,900 instructions a conversation of `benches/instructions` instead of 8,200
    /// (2026-12-01).
    lengths: Lengths,
    /// There is something that no word of ASCII tells: every text may hold it.
    always: bool,
}

/// How many shapes of words are told apart.
const SHAPES: usize = 8192;

/// By the low bits of a word's first byte, a bit for each length of a word; the highest one for all
/// longer ones.
type Lengths = [u32; 32];

/// A shorter word of a phrase tells little.
const TELLING: usize = 5;

/// How many bytes of a text are looked at together.
const BLOCK: usize = 64;

impl Default for WordFilter {
    fn default() -> Self {
        let shapes = [0; SHAPES / 64];
        Self { shapes, words: Vec::new(), lengths: [0; _], always: false }
    }
}

impl WordFilter {
    /// The words themselves; an empty one and one with other letters let every text pass.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut filter = Self::default();
        for word in words {
            if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                filter.add(word);
            } else {
                filter.always = true;
            }
        }
        filter
    }

    /// A long word of each phrase, without which it does not stand in a text as whole words; one
    /// that is common only where the phrase has no other.
    pub(crate) fn of_phrases<'p>(
        phrases: impl IntoIterator<Item = &'p str>,
        is_common: impl Fn(&str) -> bool,
    ) -> Self {
        let mut filter = Self::default();
        for phrase in phrases {
            let words = phrase.split(|c: char| !c.is_ascii_alphanumeric());
            let rare = |word: &str| word.len() >= TELLING && !is_common(word);
            match words.max_by_key(|word| (rare(word), word.len())) {
                Some(longest) if !longest.is_empty() => filter.add(longest),
                _ => filter.always = true,
            }
        }
        filter
    }

    fn add(&mut self, word: &str) {
        let word: Box<[u8]> = word.to_ascii_lowercase().into_bytes().into();
        let (first, length) = start(&word);
        if let Some(lengths) = self.lengths.get_mut(first) {
            *lengths |= length;
        }
        let (row, bit) = shape(&word);
        if let Some(shapes) = self.shapes.get_mut(row) {
            *shapes |= bit;
        }
        if let Err(at) = self.words.binary_search(&word) {
            self.words.insert(at, word);
        }
    }

    /// Whether one of the words stands in a text between what is neither an ASCII letter nor a
    /// digit, without regard to case.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        Self::may_one_be_in([self], text)
    }

    /// Whether a word of one of the filters stands in a text.
    pub(crate) fn may_one_be_in<const N: usize>(filters: [&Self; N], text: &str) -> bool {
        if filters.iter().any(|filter| filter.always) {
            return true;
        }
        let bytes = text.as_bytes();
        let mut lengths: Lengths = [0; _];
        for filter in filters {
            lengths.iter_mut().zip(&filter.lengths).for_each(|(all, own)| *all |= own);
        }
        let has = |from: usize, end: usize| {
            let word = bytes.get(from..end).unwrap_or(&[]);
            let (first, length) = start(word);
            lengths.get(first).is_some_and(|lengths| lengths & length != 0)
                && filters.iter().any(|filter| filter.has(word))
        };
        let (mut from, mut inside) = (0, 0);
        for (nth, block) in bytes.chunks(BLOCK).enumerate() {
            let letters = letters_and_digits(block);
            // A bit where a word starts, and where the byte behind it stands.
            let mut edges = letters ^ (letters << 1 | inside);
            while edges != 0 {
                let at = nth * BLOCK + index(edges.trailing_zeros());
                edges &= edges.wrapping_sub(1);
                if inside == 1 && has(from, at) {
                    return true;
                }
                (from, inside) = (at, inside ^ 1);
            }
        }
        inside == 1 && has(from, bytes.len())
    }

    #[inline]
    fn has(&self, word: &[u8]) -> bool {
        let (row, bit) = shape(word);
        self.shapes.get(row).is_some_and(|shapes| shapes & bit != 0) && self.holds(word)
    }

    fn holds(&self, word: &[u8]) -> bool {
        let lower = word.iter().map(u8::to_ascii_lowercase);
        self.words.binary_search_by(|known| known.iter().copied().cmp(lower.clone())).is_ok()
    }
}

/// A bit for each byte of a block that is a letter or a digit of ASCII, the first one lowest.
#[inline]
fn letters_and_digits(block: &[u8]) -> u64 {
    let (groups, rest) = block.as_chunks();
    let mut last = [0; 16];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    let bits = |group: &[u8; 16]| {
        let bytes = u8x16::from(*group);
        u64::from((letters(bytes) | digits(bytes)).to_bitmask())
    };
    let groups = groups.iter().chain((!rest.is_empty()).then_some(&last));
    (0..).step_by(16).zip(groups).fold(0, |all, (at, group)| all | bits(group) << at)
}

/// The low bits of a word's first byte, which are those of either case, and the bit of its length.
#[inline]
fn start(word: &[u8]) -> (usize, u32) {
    let first = word.first().map_or(0, |byte| usize::from(byte % 32));
    (first, 1 << word.len().min(31))
}

/// A word's shape: its length, its first, middle and last letter, without regard to case; as a row
/// and a bit of it.
#[inline]
fn shape(word: &[u8]) -> (usize, u64) {
    let length = word.len();
    let letter = |at: usize| word.get(at).map_or(0, |byte| usize::from(byte | 0x20));
    let (first, middle, last) = (letter(0), letter(length / 2), letter(length.wrapping_sub(1)));
    let hash = (first + 37 * middle + 1361 * last + 173 * length) % SHAPES;
    (hash / 64, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let filter = WordFilter::of(["dollars", "usd", "4x"]);
        for text in ["Dollars", "50 USD.", "usd", "a-dollars-b", "4X"] {
            assert!(filter.may_be_in(text), "{text}");
        }
        let around = |before: usize, after: usize| {
            format!("{} usd {}", "x".repeat(before), "y".repeat(after))
        };
        for before in 50..70 {
            for after in 0..20 {
                assert!(filter.may_be_in(&around(before, after)), "{before} {after}");
                assert!(!filter.may_be_in(&around(before, after).replace(' ', "")));
            }
        }
        for text in ["", "dollar", "usdx", "x4", "ünusd1", "tusd"] {
            assert!(!filter.may_be_in(text), "{text}");
        }
    }

    #[test]
    fn a_phrase_is_told_by_its_longest_word() {
        let filter = WordFilter::of_phrases(["the intended recipient", "Sent from my"], |_| false);
        assert!(filter.may_be_in("to the recipient") && filter.may_be_in("FROM"));
        assert!(!filter.may_be_in("the intended, sent to my recipients"));
        let filter =
            WordFilter::of_phrases(["please do not print", "please ask"], |w| w == "please");
        assert!(filter.may_be_in("Print it") && filter.may_be_in("please"));
        let filter = WordFilter::of_phrases(["please do not print"], |w| w == "please");
        assert!(!filter.may_be_in("please"));
    }

    #[test]
    fn what_ascii_cannot_tell_always_passes() {
        assert!(WordFilter::of(["złoty"]).may_be_in("none"));
        assert!(WordFilter::of_phrases(["конфиденциально"], |_| false).may_be_in("none"));
        assert!(!WordFilter::of_phrases([], |_| false).may_be_in("none"));
    }
}

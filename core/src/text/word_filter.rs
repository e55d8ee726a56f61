//! Whether a text may hold one of some words or phrases, told in a few instructions a byte: most
//! texts hold none, and are spared a dearer search.

use std::collections::BTreeMap;

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
        any_word(bytes, &lengths, |word, _| filters.iter().any(|filter| filter.has(word)))
    }

    #[inline]
    fn has(&self, word: &[u8]) -> bool {
        self.place_of(word).is_some()
    }

    /// Where a word stands among the words.
    #[inline]
    fn place_of(&self, word: &[u8]) -> Option<usize> {
        let (row, bit) = shape(word);
        if self.shapes.get(row).is_none_or(|shapes| shapes & bit == 0) {
            return None;
        }
        let lower = word.iter().map(u8::to_ascii_lowercase);
        self.words.binary_search_by(|known| known.iter().copied().cmp(lower.clone())).ok()
    }
}

/// Phrases of ASCII, told by a long word of each.
#[derive(Debug, Clone)]
pub(crate) struct PhraseFilter {
    words: WordFilter,
    /// By word, the phrases that it tells.
    phrases: Vec<Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    text: Box<[u8]>,
    /// Where the word that tells it starts in it.
    word: usize,
}

impl PhraseFilter {
    /// A phrase is told by its longest word, by one that is common only where it has no other; what
    /// has no word of ASCII lets every text pass.
    pub(crate) fn of<'p>(
        phrases: impl IntoIterator<Item = &'p str>,
        is_common: impl Fn(&str) -> bool,
    ) -> Self {
        let mut by_word: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
        let mut words = WordFilter::default();
        for phrase in phrases {
            let rare = |word: &str| word.len() >= TELLING && !is_common(word);
            let mut at = 0;
            let each = phrase.split(|c: char| !c.is_ascii_alphanumeric()).map(|word| {
                let own = at;
                at += word.len();
                at +=
                    phrase.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                (word, own)
            });
            match each.max_by_key(|(word, _)| (rare(word), word.len())) {
                Some((longest, at)) if !longest.is_empty() => {
                    let phrase = Phrase { text: phrase.as_bytes().into(), word: at };
                    by_word.entry(longest).or_default().push(phrase);
                }
                _ => words.always = true,
            }
        }
        for word in by_word.keys() {
            words.add(word);
        }
        Self { words, phrases: by_word.into_values().collect() }
    }

    /// Whether one of the phrases may stand in a text of ASCII or one that is folded.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let filter = &self.words;
        filter.always
            || any_word(bytes, &filter.lengths, |word, from| {
                let phrases = filter.place_of(word).and_then(|nth| self.phrases.get(nth));
                phrases.into_iter().flatten().any(|phrase| phrase.stands(bytes, from))
            })
    }
}

impl Phrase {
    /// Whether it stands in a text where its word stands from `from` on, without regard to case.
    fn stands(&self, text: &[u8], from: usize) -> bool {
        let own = self.text.split_at_checked(self.word);
        let (Some((before, after)), Some((text_before, text_after))) =
            (own, text.split_at_checked(from))
        else {
            return false;
        };
        starts_with(text_after.iter(), after.iter())
            && starts_with(text_before.iter().rev(), before.iter().rev())
    }
}

/// Whether a text starts as a phrase does, of which a blank stands for any number of them.
fn starts_with<'b>(
    text: impl Iterator<Item = &'b u8>,
    phrase: impl Iterator<Item = &'b u8>,
) -> bool {
    let blank = |byte: u8| byte == b' ' || byte.is_ascii_control();
    let mut text = text.copied().peekable();
    for own in phrase.copied() {
        if own == b' ' {
            if text.next_if(|byte| blank(*byte)).is_none() {
                return false;
            }
            while text.next_if(|byte| blank(*byte)).is_some() {}
        } else if text.next().is_none_or(|byte| !byte.eq_ignore_ascii_case(&own)) {
            return false;
        }
    }
    true
}

/// Whether something is true of a word of a text, of ASCII letters and digits: of one that starts
/// as one of some lengths does. Told are the word and where it starts.
fn any_word(text: &[u8], lengths: &Lengths, is: impl Fn(&[u8], usize) -> bool) -> bool {
    let is = |from: usize, end: usize| {
        let word = text.get(from..end).unwrap_or(&[]);
        let (first, length) = start(word);
        lengths.get(first).is_some_and(|lengths| lengths & length != 0) && is(word, from)
    };
    let (mut from, mut inside) = (0, 0);
    for (nth, block) in text.chunks(BLOCK).enumerate() {
        let letters = letters_and_digits(block);
        // A bit where a word starts, and where the byte behind it stands.
        let mut edges = letters ^ (letters << 1 | inside);
        while edges != 0 {
            let at = nth * BLOCK + index(edges.trailing_zeros());
            edges &= edges.wrapping_sub(1);
            if inside == 1 && is(from, at) {
                return true;
            }
            (from, inside) = (at, inside ^ 1);
        }
    }
    inside == 1 && is(from, text.len())
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
    fn a_phrase_is_told_by_its_words() {
        let filter = PhraseFilter::of(["the intended recipient", "sent from my", "4 x"], |_| false);
        for text in
            ["the intended recipient", "to The  INTENDED\tRecipient.", "sent from my", "4 x"]
        {
            assert!(filter.may_be_in(text), "{text}");
        }
        for text in ["intended recipient", "the recipient", "theintended recipient", "sent from me"]
        {
            assert!(!filter.may_be_in(text), "{text}");
        }
        assert!(!filter.may_be_in("the intended recipien") && !filter.may_be_in("recipient"));
        // A word that is common tells a phrase only where it has no other.
        let common = |word: &str| word == "please";
        let filter = PhraseFilter::of(["please ask", "please"], common);
        assert!(filter.may_be_in("please ask") && filter.may_be_in("please"));
    }

    #[test]
    fn what_ascii_cannot_tell_always_passes() {
        assert!(WordFilter::of(["złoty"]).may_be_in("none"));
        assert!(PhraseFilter::of(["конфиденциально"], |_| false).may_be_in("none"));
        assert!(!PhraseFilter::of([], |_| false).may_be_in("none"));
    }
}

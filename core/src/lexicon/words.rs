//! Words by number: whole, and with one letter wrong.
//!
//! A word of at most sixteen bytes is its own key, so that a message's words are looked up without
//! reading them byte by byte; longer ones stand in a table of their own.

use std::cmp::Ordering;
use std::fmt;
use std::hint::select_unpredictable;

use crate::text::{index, key_of};

/// The number of a word that no phrase knows.
pub(crate) const UNKNOWN: u16 = 0;
/// The number of anything with digits in it.
pub(crate) const NUMBER: u16 = 1;
/// The number of a word that an allow-phrase has taken out.
pub(crate) const TAKEN: u16 = 2;
/// The first number of a word that has been read.
pub(super) const FIRST_FREE: u16 = 3;

/// Keys of words by number, and an open-addressing table from the keys to the numbers. What is
/// known of the words with the lowest numbers lies together, so that those are the common ones.
#[derive(Clone)]
pub(super) struct Numbers {
    /// By number; zero is no word's.
    keys: Vec<u128>,
    /// The numbers by hash; zero is an empty slot.
    slots: Vec<u16>,
    /// By how much a hash is shifted to be a slot.
    shift: u32,
}

impl Numbers {
    /// No words; the first one is to have the number `first`, which is not zero.
    pub(super) fn starting_at(first: u16) -> Self {
        Self { keys: vec![0; usize::from(first)], slots: vec![0; 64], shift: 64 - 6 }
    }

    /// The key of a number; zero if it has none.
    fn key(&self, number: u16) -> u128 {
        self.keys.get(usize::from(number)).copied().unwrap_or(0)
    }

    /// How many numbers are in use, with those that are no word's.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn view(&self) -> NumbersView<'_> {
        NumbersView { keys: &self.keys, slots: &self.slots, shift: self.shift }
    }

    /// A new number for a word that has no key; none if there are too many.
    fn next(&mut self, key: u128) -> Option<u16> {
        let number = u16::try_from(self.keys.len()).ok()?;
        self.keys.push(key);
        Some(number)
    }

    /// The number of a key, new if it is; none if there are too many.
    pub(super) fn intern(&mut self, key: u128) -> Option<u16> {
        let known = self.view().get(key);
        if known != UNKNOWN {
            return Some(known);
        }
        let number = self.next(key)?;
        if self.keys.len() * 4 > self.slots.len() {
            self.shift -= 1;
            self.slots = vec![0; self.slots.len() * 2];
            let words: Vec<_> = (0..).zip(self.keys.iter().copied()).collect();
            for (number, key) in words.into_iter().filter(|(_, key)| *key != 0) {
                self.enter(key, number);
            }
        } else {
            self.enter(key, number);
        }
        Some(number)
    }

    fn enter(&mut self, key: u128, number: u16) {
        let mut at = self.view().home(key);
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number;
        }
    }
}

/// What a search in [`Numbers`] needs.
#[derive(Clone, Copy)]
pub(super) struct NumbersView<'n> {
    keys: &'n [u128],
    slots: &'n [u16],
    shift: u32,
}

impl NumbersView<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "either half is taken")]
    #[inline]
    fn home(self, key: u128) -> usize {
        let (first, last) = (key as u64, (key >> 64) as u64);
        let mixed = (first ^ last.rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> self.shift).unwrap_or(0)
    }

    /// The number of a key whose hash is its slot, which most are.
    #[inline]
    pub(super) fn at_once(self, key: u128) -> u16 {
        let Some(&number) = self.slots.get(self.home(key)) else { return UNKNOWN };
        let Some(found) = self.keys.get(usize::from(number)) else { return UNKNOWN };
        select_unpredictable(*found == key, number, UNKNOWN)
    }

    #[inline]
    pub(super) fn get(self, key: u128) -> u16 {
        let mut at = self.home(key);
        while let Some(&number) = self.slots.get(at) {
            if self.keys.get(usize::from(number)) == Some(&key) {
                return number;
            }
            if number == 0 {
                break;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        UNKNOWN
    }
}

/// The words of all phrases, numbered from [`UNKNOWN`] up.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    /// Words of at most sixteen bytes.
    numbers: Numbers,
    /// Longer words with their numbers, in order.
    long: Vec<(Box<[u8]>, u16)>,
    halves: HalfIndex,
    /// By length, words that may be starred out.
    masked: [Vec<(u128, u16)>; 16],
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary({} words)", self.size() - usize::from(FIRST_FREE))
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            numbers: Numbers::starting_at(FIRST_FREE),
            long: Vec::new(),
            halves: HalfIndex::new(),
            masked: Default::default(),
        }
    }
}

impl Vocabulary {
    /// The numbers of words as they stand.
    pub(super) fn numbers(&self) -> NumbersView<'_> {
        self.numbers.view()
    }

    /// How many numbers are in use.
    pub(super) fn size(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a word given as lower-case bytes, new if it is; none if there are too many
    /// words.
    pub(super) fn intern(&mut self, word: &(impl Iterator<Item = u8> + Clone)) -> Option<u16> {
        let key = key_of(word.clone());
        if key != 0 {
            return self.numbers.intern(key);
        }
        match self.long_word(word) {
            Ok(at) => self.long.get(at).map(|(_, number)| *number),
            Err(at) => {
                let number = self.numbers.next(0)?;
                self.long.insert(at, (word.clone().collect(), number));
                Some(number)
            }
        }
    }

    /// Where a word of more than sixteen bytes stands among the long ones, or would.
    fn long_word(&self, word: &(impl Iterator<Item = u8> + Clone)) -> Result<usize, usize> {
        self.long.binary_search_by(|(known, _)| known.iter().copied().cmp(word.clone()))
    }

    /// Gives back the memory for words to come: there are none.
    pub(super) fn close(&mut self) {
        self.numbers.keys.shrink_to_fit();
        self.long.shrink_to_fit();
        self.halves.words.shrink_to_fit();
        self.halves.chains.shrink_to_fit();
    }

    /// Lets a word of fewer than sixteen bytes be read with one letter wrong.
    pub(super) fn tolerate(&mut self, number: u16) {
        let key = self.numbers.key(number);
        if (1..16).contains(&length(key)) {
            self.halves.add(key, number);
        }
    }

    /// Lets a word of fewer than sixteen bytes be read with letters starred out.
    pub(super) fn mask(&mut self, number: u16) {
        let key = self.numbers.key(number);
        if let Some(masked) = self.masked.get_mut(index(length(key))).filter(|_| key != 0) {
            masked.push((key, number));
        }
    }

    /// Whether a word has digits in it.
    pub(super) fn has_digits(&self, number: u16) -> bool {
        let long =
            |(word, own): &(Box<[u8]>, u16)| *own == number && word.iter().any(u8::is_ascii_digit);
        match self.numbers.key(number) {
            0 => self.long.iter().any(long),
            key => has_digits(key),
        }
    }

    /// The number of a word of at most sixteen bytes as it stands.
    #[inline]
    pub(crate) fn get(&self, key: u128) -> u16 {
        self.numbers.view().get(key)
    }

    /// The number of a word of any length, given as lower-case bytes.
    pub(super) fn spelt(&self, word: &(impl Iterator<Item = u8> + Clone)) -> u16 {
        let key = key_of(word.clone());
        if key != 0 {
            return self.get(key);
        }
        let Ok(at) = self.long_word(word) else { return UNKNOWN };
        self.long.get(at).map_or(UNKNOWN, |(_, number)| *number)
    }

    /// The number of a tolerant word that `key`, an unknown word, misspells.
    pub(crate) fn misspelt(&self, key: u128) -> u16 {
        let length = length(key);
        if !(5..=15).contains(&length) {
            return UNKNOWN;
        }
        self.halves.find(key, length).unwrap_or(UNKNOWN)
    }

    /// The number of the word that `text` shows with some letters as `*`, `#`, `-` or `_`.
    pub(crate) fn starred(&self, text: &[u8]) -> u16 {
        let star = |byte: u8| matches!(byte, b'*' | b'#' | b'-' | b'_');
        let shown = text.iter().filter(|&&byte| !star(byte)).count();
        // A hyphen at the end is one.
        let open = text.ends_with(b"-") || text.ends_with(b"_");
        if shown == 0 || shown == text.len() || open || text.first().is_some_and(|&byte| star(byte))
        {
            return UNKNOWN;
        }
        let Some(masked) = self.masked.get(text.len()) else { return UNKNOWN };
        let spelt = key_of(text.iter().map(u8::to_ascii_lowercase));
        let shown = key_of(text.iter().map(|&byte| if star(byte) { 0 } else { u8::MAX }));
        let fits = |(key, _): &&(u128, u16)| (key ^ spelt) & shown == 0;
        masked.iter().find(fits).map_or(UNKNOWN, |entry| entry.1)
    }
}

/// Whether there are digits in a word of at most sixteen letters: bytes of which the upper half is
/// 3, which no letter's is.
pub(super) fn has_digits(key: u128) -> bool {
    const LOW: u128 = u128::from_ne_bytes([1; 16]);
    (key >> 4) & (key >> 5) & !(key >> 6) & !(key >> 7) & LOW != 0
}

/// Tolerant words by their halves.
///
/// One letter wrong, or two neighbours swapped, leaves the first or the second half of a word as
/// it is, so that only the words that share a half with a word can be what it misspells.
#[derive(Clone)]
pub(super) struct HalfIndex {
    /// From a half to the number of its words in `chains`; the first one has none.
    halves: Numbers,
    /// By half, its first and its last word in `words`.
    chains: Vec<(usize, usize)>,
    words: Vec<HalfWord>,
}

/// A tolerant word in the chain of one of its halves.
#[derive(Clone, Copy)]
struct HalfWord {
    key: u128,
    number: u16,
    /// The next word of the half; itself in the last one.
    next: usize,
}

impl HalfIndex {
    pub(super) fn new() -> Self {
        Self { halves: Numbers::starting_at(1), chains: vec![(0, 0)], words: Vec::new() }
    }

    /// The first and the last letters of a word of at most fifteen, as many as surely stay in one
    /// half of a word of `length` letters that misspells it, each with that length.
    fn of(key: u128, own_length: u32, length: u32) -> [u128; 2] {
        let half = length.saturating_sub(1) / 2;
        let first = key & ((1 << (8 * half)) - 1);
        let last = key >> (8 * own_length.saturating_sub(half));
        let mark = u128::from(length) << 57;
        [first | mark, last | mark | 1 << 56]
    }

    pub(super) fn add(&mut self, key: u128, number: u16) {
        let own_length = length(key);
        for length in own_length.saturating_sub(1)..=own_length + 1 {
            for half in Self::of(key, own_length, length) {
                let Some(half) = self.halves.intern(half) else { return };
                let new = self.words.len();
                self.words.push(HalfWord { key, number, next: new });
                match self.chains.get_mut(usize::from(half)) {
                    Some((_, last)) => {
                        if let Some(word) = self.words.get_mut(*last) {
                            word.next = new;
                        }
                        *last = new;
                    }
                    None => self.chains.push((new, new)),
                }
            }
        }
    }

    /// The first word that `key`, a word of `length` letters, misspells.
    pub(super) fn find(&self, key: u128, length: u32) -> Option<u16> {
        Self::of(key, length, length).into_iter().find_map(|half| {
            let half = self.halves.view().get(half);
            let (mut at, last) = *self.chains.get(usize::from(half)).filter(|_| half != 0)?;
            loop {
                let HalfWord { key: word, number, next } = *self.words.get(at)?;
                if is_one_apart(word, key) {
                    return Some(number);
                }
                if at == last {
                    return None;
                }
                at = next;
            }
        })
    }
}

/// Whether two words are alike but for one letter, be it too many, or for two that are swapped.
fn is_one_apart(word: u128, other: u128) -> bool {
    let differing = word ^ other;
    let same = differing.trailing_zeros() / 8 * 8;
    if differing == 0 {
        return false;
    }
    match length(word).cmp(&length(other)) {
        Ordering::Equal => {
            // The lowest differing letter, moved down to the last place.
            let differing = differing >> same;
            // Two neighbours that differ by the same bits are swapped.
            differing <= 0xFF || differing <= 0xFFFF && differing & 0xFF == differing >> 8
        }
        Ordering::Greater => word >> same >> 8 == other >> same,
        Ordering::Less => other >> same >> 8 == word >> same,
    }
}

/// How many bytes a word of at most sixteen bytes has.
pub(super) fn length(key: u128) -> u32 {
    16 - key.leading_zeros() / 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key_of;

    #[test]
    fn one_letter_wrong() {
        let mut vocabulary = Vocabulary::default();
        let word = vocabulary.intern(&b"chargeback".iter().copied()).unwrap();
        vocabulary.tolerate(word);
        let read = |text: &str| vocabulary.misspelt(key_of(text.bytes()));
        for text in
            ["chargebck", "chargebaack", "chargeabck", "chargebaxk", "hargeback", "chargebac"]
        {
            assert_eq!(read(text), word, "{text}");
        }
        for text in ["chargebk", "chagrebcak", "backcharge", "chaarggeback", "charge", "chxrgebaxk"]
        {
            assert_eq!(read(text), UNKNOWN, "{text}");
        }
    }

    #[test]
    fn long_words_are_told_apart_whole() {
        let mut vocabulary = Vocabulary::default();
        let words = [
            "misrepresentation",
            "zzzzisrepresentation",
            "misrepresentations",
            "disproportionateness",
            "недовольный",
            "довольный",
            "sixteenlettersok",
        ];
        let numbers = words.map(|word| vocabulary.intern(&word.bytes()).unwrap());
        let again = words.map(|word| vocabulary.intern(&word.bytes()).unwrap());
        assert_eq!(numbers, again);
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!(vocabulary.spelt(&word.bytes()), number, "{word}");
            assert_eq!(numbers.iter().filter(|other| **other == number).count(), 1, "{word}");
        }
        for other in ["isrepresentation", "misrepresentatio", "misrepresentationsx", "", "вольный"]
        {
            assert_eq!(vocabulary.spelt(&other.bytes()), UNKNOWN, "{other}");
        }
        let section = vocabulary.intern(&b"consumerrightsact2015".iter().copied()).unwrap();
        assert!(vocabulary.has_digits(section) && !vocabulary.has_digits(numbers[0]));
    }

    #[test]
    fn digits_are_seen() {
        for text in ["0", "9", "1st", "section75", "abcdefghijklmno7"] {
            assert!(has_digits(key_of(text.bytes())), "{text}");
        }
        for text in ["", "p", "azptuvwxy", "straße", "ёжик", "°"] {
            assert!(!has_digits(key_of(text.bytes())), "{text}");
        }
    }

    #[test]
    fn starred_out() {
        let mut vocabulary = Vocabulary::default();
        let word = vocabulary.intern(&b"fuck".iter().copied()).unwrap();
        vocabulary.mask(word);
        assert_eq!(vocabulary.starred(b"f**k"), word);
        assert_eq!(vocabulary.starred(b"F***"), word);
        assert_eq!(vocabulary.starred(b"****"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"f**d"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"fuck"), UNKNOWN);
    }

    const WORD: u16 = 3;

    #[test]
    fn every_misspelling_leaves_a_half() {
        for word in ["court", "refund", "package", "shipping", "chargeback", "transactions"] {
            let mut halves = HalfIndex::new();
            halves.add(key_of(word.bytes()), WORD);
            let mut near = Vec::new();
            for place in 0..word.len() {
                let (head, tail) = word.split_at(place);
                near.push(format!("{head}{}", tail.get(1..).unwrap_or_default()));
                near.push(format!("{head}x{tail}"));
                near.push(format!("{head}x{}", tail.get(1..).unwrap_or_default()));
                if let [first, second, rest @ ..] = tail.as_bytes() {
                    let (first, second) = (char::from(*first), char::from(*second));
                    near.push(format!("{head}{second}{first}{}", String::from_utf8_lossy(rest)));
                }
            }
            near.push(format!("{word}x"));
            for text in near.iter().filter(|text| (5..=15).contains(&text.len())) {
                let length = u32::try_from(text.len()).unwrap();
                let found = halves.find(key_of(text.bytes()), length);
                assert!(text == word || found == Some(WORD), "{text}");
            }
        }
    }
}

//! Words by number: exact, and with one letter wrong.

use std::fmt;

/// The number of a word that no phrase knows.
pub(crate) const UNKNOWN: u16 = 0;
/// The number of anything with digits in it.
pub(crate) const NUMBER: u16 = 1;
/// The number of a word that an allow-phrase has taken out.
pub(crate) const TAKEN: u16 = 2;
const FIRST_FREE: u16 = 3;

/// An open-addressing table from word keys to numbers; number zero is absence.
#[derive(Clone)]
struct Table {
    mask: usize,
    /// The number of an entry below sixteen bits of its hash, so that most words that are not
    /// there are refused by one look; zero is empty.
    slots: Vec<u32>,
    entries: Vec<(u128, u16)>,
}

impl Table {
    fn new() -> Self {
        Self { mask: 63, slots: vec![0; 64], entries: vec![(0, 0)] }
    }

    /// Where a key's slot is first looked for, and the bits that stand in it.
    fn home(&self, key: u128) -> (usize, u32) {
        let hash = mix(key);
        let tag = u32::try_from(hash >> 48).unwrap_or(0) << 16;
        (usize::try_from(hash >> 20 & 0xFF_FFFF).unwrap_or(0) & self.mask, tag)
    }

    #[inline]
    fn get(&self, key: u128) -> u16 {
        let (mut at, tag) = self.home(key);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                return UNKNOWN;
            }
            if slot & 0xFFFF_0000 == tag
                && let Some(&(found, value)) = self.entries.get(entry_of(slot))
                && found == key
            {
                return value;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Adds an entry that is not there; answers whether there was room.
    fn add(&mut self, key: u128, value: u16) -> bool {
        let Ok(number) = u16::try_from(self.entries.len()) else { return false };
        self.entries.push((key, value));
        if self.entries.len() * 3 > self.slots.len() {
            let size = self.slots.len() * 2;
            self.mask = size - 1;
            self.slots = vec![0; size];
            for number in 1..self.entries.len() {
                if let (Some(&(key, _)), Ok(number)) =
                    (self.entries.get(number), u16::try_from(number))
                {
                    self.place(key, number);
                }
            }
        } else {
            self.place(key, number);
        }
        true
    }

    fn place(&mut self, key: u128, number: u16) {
        let (mut at, tag) = self.home(key);
        while self.slots.get(at).is_some_and(|&slot| slot != 0) {
            at = (at + 1) & self.mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = tag | u32::from(number);
        }
    }
}

/// The place of a slot's entry.
fn entry_of(slot: u32) -> usize {
    usize::try_from(slot & 0xFFFF).unwrap_or(0)
}

/// A hash of a key; its upper half is the better one.
#[expect(clippy::cast_possible_truncation, reason = "the halves of a key are mixed")]
fn mix(key: u128) -> u64 {
    let (low, high) = (key as u64, (key >> 64) as u64);
    (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The halves of tolerant words, by the length of the word that may be one misspelt.
///
/// One letter wrong, or two neighbours swapped, leaves the first or the second half of a word
/// as it is; with neither half here a word misspells nothing.
#[derive(Clone)]
struct Halves {
    bits: Vec<u64>,
}

impl Halves {
    const BITS: usize = 1 << 15;

    fn new() -> Self {
        Self { bits: vec![0; Self::BITS / 64] }
    }

    /// The first and the last letters of a word, as many as surely stay in one half of a word
    /// of `length` letters, with that length.
    fn of(key: u128, own_length: u32, length: u32) -> [u128; 2] {
        let half = length.saturating_sub(1) / 2;
        let first = key >> (8 * own_length.saturating_sub(half));
        let last = key & ((1 << (8 * half)) - 1);
        let length = u128::from(length) << 64;
        [first | length, last | length | 1 << 72]
    }

    fn place(half: u128) -> (usize, u64) {
        let bit = usize::try_from(mix(half) >> 40).unwrap_or(0) % Self::BITS;
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, key: u128) {
        let own_length = length(key);
        for length in own_length.saturating_sub(1)..=own_length + 1 {
            for half in Self::of(key, own_length, length) {
                let (word, bit) = Self::place(half);
                if let Some(bits) = self.bits.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
    }

    fn may_hold(&self, key: u128, length: u32) -> bool {
        Self::of(key, length, length).into_iter().any(|half| {
            let (word, bit) = Self::place(half);
            self.bits.get(word).is_some_and(|bits| bits & bit != 0)
        })
    }
}

/// The words of all phrases, numbered from [`UNKNOWN`] up.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    words: Table,
    next: u16,
    /// Tolerant words with one letter left out, to the word.
    shortened: Table,
    halves: Halves,
    tolerant: Vec<bool>,
    masked: Vec<(u128, u16)>,
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary({} words)", self.next - FIRST_FREE)
    }
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        Self {
            words: Table::new(),
            next: FIRST_FREE,
            shortened: Table::new(),
            halves: Halves::new(),
            tolerant: Vec::new(),
            masked: Vec::new(),
        }
    }

    /// How many numbers are in use.
    pub(super) fn size(&self) -> usize {
        usize::from(self.next)
    }

    /// The number of a word, new if it is; none if there are too many words.
    pub(super) fn intern(&mut self, key: u128) -> Option<u16> {
        let known = self.words.get(key);
        if known != UNKNOWN {
            return Some(known);
        }
        let number = self.next;
        if !self.words.add(key, number) {
            return None;
        }
        self.next = self.next.checked_add(1)?;
        Some(number)
    }

    /// Lets a word be read with one letter wrong.
    pub(super) fn tolerate(&mut self, key: u128) {
        let Some(number) = self.intern(key) else { return };
        let at = usize::from(number);
        if self.tolerant.len() <= at {
            self.tolerant.resize(at + 1, false);
        }
        if let Some(flag) = self.tolerant.get_mut(at) {
            if *flag {
                return;
            }
            *flag = true;
        }
        self.halves.add(key);
        for place in 0..length(key) {
            let shorter = without(key, place);
            if self.shortened.get(shorter) == UNKNOWN {
                self.shortened.add(shorter, number);
            }
        }
    }

    /// Lets a word be read with letters starred out.
    pub(super) fn mask(&mut self, key: u128) {
        if let Some(number) = self.intern(key)
            && length(key) < 16
        {
            self.masked.push((key, number));
        }
    }

    /// The number of a word as it stands.
    #[inline]
    pub(crate) fn get(&self, key: u128) -> u16 {
        self.words.get(key)
    }

    /// The number of a tolerant word that `key`, an unknown word of `len` letters, misspells.
    pub(crate) fn misspelt(&self, key: u128, len: u32) -> u16 {
        if !(5..=15).contains(&len) || !self.halves.may_hold(key, len) {
            return UNKNOWN;
        }
        let missing = self.shortened.get(key);
        if missing != UNKNOWN {
            return missing;
        }
        let is_tolerant =
            |number: u16| self.tolerant.get(usize::from(number)).copied().unwrap_or(false);
        for place in 0..len {
            let shorter = without(key, place);
            let extra = self.words.get(shorter);
            if extra != UNKNOWN && is_tolerant(extra) {
                return extra;
            }
            let near = self.shortened.get(shorter);
            if near != UNKNOWN && self.one_apart(near, key, len) {
                return near;
            }
        }
        UNKNOWN
    }

    /// Whether a word has the letters of `key` but for one, or for two that are swapped.
    fn one_apart(&self, number: u16, key: u128, len: u32) -> bool {
        // Words are numbered in the order of their entries.
        let place = usize::from(number - FIRST_FREE) + 1;
        let Some(word) = self.words.entries.get(place) else { return false };
        let differing = word.0 ^ key;
        if length(word.0) != len || differing == 0 {
            return false;
        }
        // The lowest differing letter, moved down to the last place.
        let differing = differing >> (differing.trailing_zeros() / 8 * 8);
        if differing <= 0xFF {
            return true;
        }
        // Two neighbours that differ by the same bits are swapped.
        differing <= 0xFFFF && differing & 0xFF == differing >> 8
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
        let fits = |&&(key, _): &&(u128, u16)| {
            usize::try_from(length(key)) == Ok(text.len())
                && text.iter().rev().enumerate().all(|(place, &byte)| {
                    star(byte) || u128::from(byte.to_ascii_lowercase()) == key >> (place * 8) & 0xFF
                })
        };
        self.masked.iter().find(fits).map_or(UNKNOWN, |entry| entry.1)
    }
}

/// How many bytes a word of at most sixteen bytes has.
fn length(key: u128) -> u32 {
    16 - key.leading_zeros() / 8
}

/// The word without the byte at `place`, counted from the end.
fn without(key: u128, place: u32) -> u128 {
    let below = (1_u128 << (place * 8)) - 1;
    let above = if place >= 15 { 0 } else { key >> ((place + 1) * 8) << (place * 8) };
    above | (key & below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key_of;

    #[test]
    fn one_letter_wrong() {
        let mut vocabulary = Vocabulary::new();
        vocabulary.tolerate(key_of(*b"chargeback"));
        let word = vocabulary.get(key_of(*b"chargeback"));
        let read = |text: &str| {
            vocabulary.misspelt(key_of(text.bytes()), u32::try_from(text.len()).unwrap())
        };
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
    fn every_misspelling_leaves_a_half() {
        for word in ["court", "refund", "package", "shipping", "chargeback", "transactions"] {
            let mut halves = Halves::new();
            halves.add(key_of(word.bytes()));
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
                assert!(halves.may_hold(key_of(text.bytes()), length), "{text}");
            }
        }
    }

    #[test]
    fn starred_out() {
        let mut vocabulary = Vocabulary::new();
        vocabulary.mask(key_of(*b"fuck"));
        let word = vocabulary.get(key_of(*b"fuck"));
        assert_eq!(vocabulary.starred(b"f**k"), word);
        assert_eq!(vocabulary.starred(b"F***"), word);
        assert_eq!(vocabulary.starred(b"****"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"f**d"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"fuck"), UNKNOWN);
    }
}

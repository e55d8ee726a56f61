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
    slots: Vec<u16>,
    entries: Vec<(u128, u16)>,
}

impl Table {
    fn new() -> Self {
        Self { mask: 63, slots: vec![0; 64], entries: vec![(0, 0)] }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the halves of a key are mixed")]
    fn home(&self, key: u128) -> usize {
        let (low, high) = (key as u64, (key >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 32) as usize & self.mask
    }

    #[inline]
    fn get(&self, key: u128) -> u16 {
        let mut at = self.home(key);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot == 0 {
                return UNKNOWN;
            }
            if let Some(&(found, value)) = self.entries.get(usize::from(slot))
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
        let mut at = self.home(key);
        while self.slots.get(at).is_some_and(|&slot| slot != 0) {
            at = (at + 1) & self.mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number;
        }
    }
}

/// The words of all phrases, numbered from [`UNKNOWN`] up.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    words: Table,
    next: u16,
    /// Tolerant words with one letter left out, to the word.
    shortened: Table,
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
        if !(5..=15).contains(&len) {
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
        vocabulary.tolerate(key_of(b"chargeback"));
        let word = vocabulary.get(key_of(b"chargeback"));
        let read = |text: &str| {
            vocabulary.misspelt(key_of(text.as_bytes()), u32::try_from(text.len()).unwrap())
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
    fn starred_out() {
        let mut vocabulary = Vocabulary::new();
        vocabulary.mask(key_of(b"fuck"));
        let word = vocabulary.get(key_of(b"fuck"));
        assert_eq!(vocabulary.starred(b"f**k"), word);
        assert_eq!(vocabulary.starred(b"F***"), word);
        assert_eq!(vocabulary.starred(b"****"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"f**d"), UNKNOWN);
        assert_eq!(vocabulary.starred(b"fuck"), UNKNOWN);
    }
}

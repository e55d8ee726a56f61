//! Words by number: exact, and with one letter wrong.

use std::collections::HashMap;
use std::fmt;

use super::misspelling::{Halves, length};

/// The number of a word that no phrase knows.
pub(crate) const UNKNOWN: u16 = 0;
/// The number of anything with digits in it.
pub(crate) const NUMBER: u16 = 1;
/// The number of a word that an allow-phrase has taken out.
pub(crate) const TAKEN: u16 = 2;
const FIRST_FREE: u16 = 3;

/// An open-addressing table from the keys of words of at most eight bytes, which most are, to
/// numbers: one look at one line of the cache answers for most words.
#[derive(Clone)]
pub(super) struct ShortWords {
    /// Key and number; key zero is empty.
    slots: Vec<(u64, u16)>,
    /// By how much a hash is shifted to be a place.
    shift: u32,
    used: usize,
}

impl ShortWords {
    pub(super) fn new() -> Self {
        Self { slots: vec![(0, 0); 64], shift: 64 - 6, used: 0 }
    }

    fn home(&self, key: u64) -> usize {
        usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift).unwrap_or(0)
    }

    #[inline]
    pub(super) fn get(&self, key: u64) -> u16 {
        let mut at = self.home(key);
        while let Some(&(found, number)) = self.slots.get(at) {
            if found == key {
                return number;
            }
            if found == 0 {
                break;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        UNKNOWN
    }

    /// Adds a key that is not there.
    pub(super) fn add(&mut self, key: u64, number: u16) {
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            let mut words = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
            self.shift -= 1;
            // Those with the lower numbers, the commoner ones, are found at the first look.
            words.sort_unstable_by_key(|(_, number)| *number);
            for (key, number) in words.into_iter().filter(|(key, _)| *key != 0) {
                self.place(key, number);
            }
        }
        self.place(key, number);
    }

    fn place(&mut self, key: u64, number: u16) {
        let mut at = self.home(key);
        while self.slots.get(at).is_some_and(|slot| slot.0 != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (key, number);
        }
    }
}

/// The words of all phrases, numbered from [`UNKNOWN`] up.
#[derive(Clone)]
pub(crate) struct Vocabulary {
    short: ShortWords,
    long: HashMap<u128, u16>,
    next: u16,
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
            short: ShortWords::new(),
            long: HashMap::new(),
            next: FIRST_FREE,
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
        let known = self.get(key);
        if known != UNKNOWN {
            return Some(known);
        }
        let number = self.next;
        self.next = self.next.checked_add(1)?;
        match u64::try_from(key) {
            Ok(key) => self.short.add(key, number),
            Err(_) => {
                self.long.insert(key, number);
            }
        }
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
        if length(key) < 16 {
            self.halves.add(key, number);
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
        match u64::try_from(key) {
            Ok(key) => self.short.get(key),
            Err(_) => self.long.get(&key).copied().unwrap_or(UNKNOWN),
        }
    }

    /// The number of a tolerant word that `key`, an unknown word of `len` letters, misspells.
    pub(crate) fn misspelt(&self, key: u128, len: u32) -> u16 {
        if !(5..=15).contains(&len) {
            return UNKNOWN;
        }
        self.halves.find(key, len).unwrap_or(UNKNOWN)
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

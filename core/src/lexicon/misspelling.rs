//! Words with one letter wrong.

use std::cmp::Ordering;

use super::vocabulary::Numbers;

/// Tolerant words by their halves.
///
/// One letter wrong, or two neighbours swapped, leaves the first or the second half of a word as
/// it is, so that only the words that share a half with a word can be what it misspells.
#[derive(Clone)]
pub(super) struct Halves {
    /// From a half to the place of its words in `words`; the first one has none.
    places: Numbers,
    words: Vec<Vec<(u128, u16)>>,
}

impl Halves {
    pub(super) fn new() -> Self {
        Self { places: Numbers::starting_at(1), words: vec![Vec::new()] }
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
                let Some(place) = self.places.intern(half) else { return };
                self.words.resize(self.places.len(), Vec::new());
                if let Some(words) = self.words.get_mut(usize::from(place)) {
                    words.push((key, number));
                }
            }
        }
    }

    /// The first word that `key`, a word of `length` letters, misspells.
    pub(super) fn find(&self, key: u128, length: u32) -> Option<u16> {
        Self::of(key, length, length).into_iter().find_map(|half| {
            let place = self.places.view().get(half);
            let mut words = self.words.get(usize::from(place))?.iter();
            words.find(|word| is_one_apart(word.0, key)).map(|word| word.1)
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

    const WORD: u16 = 3;

    #[test]
    fn every_misspelling_leaves_a_half() {
        for word in ["court", "refund", "package", "shipping", "chargeback", "transactions"] {
            let mut halves = Halves::new();
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

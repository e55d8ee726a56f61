//! Whether a text may hold one of some words, told in a few instructions a byte: most texts hold
//! none, and are spared a dearer search.

/// Words of ASCII letters and digits.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordFilter {
    /// By first letter (digits share one row), a bit for the last letter and length of a word.
    shapes: [u64; FIRST_LETTERS],
    /// In lower case, in order.
    words: Vec<Box<[u8]>>,
    /// There is something that no word of ASCII tells: every text may hold it.
    always: bool,
}

/// Letters without regard to case, and digits.
const FIRST_LETTERS: usize = 27;

impl WordFilter {
    /// The words themselves; one with other letters lets every text pass.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut filter = Self::default();
        for word in words {
            if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                filter.add(word);
            } else {
                filter.always = true;
            }
        }
        filter
    }

    /// The longest word of each phrase, without which it does not stand in a text as whole words.
    pub(crate) fn of_phrases<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut filter = Self::default();
        for phrase in phrases {
            let words = phrase.split(|c: char| !c.is_ascii_alphanumeric());
            match words.max_by_key(|word| word.len()) {
                Some(longest) if !longest.is_empty() => filter.add(longest),
                _ => filter.always = true,
            }
        }
        filter
    }

    fn add(&mut self, word: &str) {
        let word: Box<[u8]> = word.to_ascii_lowercase().into_bytes().into();
        let Some((first, last)) = word.first().zip(word.last()) else { return };
        if let Some(shapes) = self.shapes.get_mut(row(*first)) {
            *shapes |= shape(*last, word.len());
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
        let mut start = 0;
        let has = |start: usize, end: usize| {
            let word = bytes.get(start..end).unwrap_or(&[]);
            filters.iter().any(|filter| filter.has(word))
        };
        for (at, byte) in bytes.iter().enumerate() {
            if !byte.is_ascii_alphanumeric() {
                if start < at && has(start, at) {
                    return true;
                }
                start = at + 1;
            }
        }
        start < bytes.len() && has(start, bytes.len())
    }

    #[inline]
    fn has(&self, word: &[u8]) -> bool {
        let Some((first, last)) = word.first().zip(word.last()) else { return false };
        let shapes = self.shapes.get(row(*first)).copied().unwrap_or(0);
        shapes & shape(*last, word.len()) != 0 && self.holds(word)
    }

    fn holds(&self, word: &[u8]) -> bool {
        let lower = word.iter().map(u8::to_ascii_lowercase);
        self.words.binary_search_by(|known| known.iter().copied().cmp(lower.clone())).is_ok()
    }
}

fn row(first: u8) -> usize {
    usize::from((first | 0x20).wrapping_sub(b'a')).min(FIRST_LETTERS - 1)
}

/// A bit of 64 for a word's last letter and length.
fn shape(last: u8, length: usize) -> u64 {
    1 << ((usize::from(last | 0x20) + 11 * length) % 64)
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
        for text in ["", "dollar", "usdx", "x4", "ünusd1", "tusd"] {
            assert!(!filter.may_be_in(text), "{text}");
        }
    }

    #[test]
    fn a_phrase_is_told_by_its_longest_word() {
        let filter = WordFilter::of_phrases(["the intended recipient", "Sent from my"]);
        assert!(filter.may_be_in("to the recipient") && filter.may_be_in("FROM"));
        assert!(!filter.may_be_in("the intended, sent to my recipients"));
    }

    #[test]
    fn what_ascii_cannot_tell_always_passes() {
        assert!(WordFilter::of(["złoty"]).may_be_in("none"));
        assert!(WordFilter::of_phrases(["конфиденциально"]).may_be_in("none"));
        assert!(!WordFilter::of_phrases([]).may_be_in("none"));
    }
}

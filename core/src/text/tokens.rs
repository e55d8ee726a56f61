//! The words of a text.

use super::blocks::{Blocks, Break, MOST, Span};
use super::{is_leading_sign, is_word_byte, place};

/// One word of a folded text. `start` and `end` are byte offsets, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The word's last sixteen bytes in lower case, without apostrophes; the first one is the
    /// lowest.
    pub(crate) key: u128,
    /// Whether it may hide a word or be a part of one: digits stand among its letters, or signs
    /// that stand for letters, or a line end touches it.
    pub(crate) odd: bool,
    /// What separates it from the word before.
    pub(crate) before: Break,
}

/// The key of a word given as lower-case bytes; see [`RawToken::key`].
pub(crate) fn key_of(word: impl IntoIterator<Item = u8>) -> u128 {
    let mut length = 0;
    word.into_iter().fold(0, |key, byte| {
        if length < 16 {
            length += 1;
            key | u128::from(byte) << (8 * (length - 1))
        } else {
            key >> 8 | u128::from(byte) << 120
        }
    })
}

/// The words of a text of at most 4 GiB, block by block.
pub(crate) struct Words<'b> {
    bytes: &'b [u8],
    blocks: Blocks<'b>,
    spans: [Span; MOST],
}

impl<'b> Words<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, blocks: Blocks::of(bytes), spans: [Span::default(); MOST] }
    }

    /// The words that end in the next block; none after the last one.
    #[inline]
    pub(crate) fn next_block(&mut self) -> Option<impl Iterator<Item = RawToken>> {
        let ended = self.blocks.read(&mut self.spans)?;
        let (bytes, blocks) = (self.bytes, &self.blocks);
        let spans = self.spans.get(..ended).unwrap_or(&[]);
        Some(spans.iter().map(move |span| {
            let Span { start, end, before, goes_on, mixed } = *span;
            let (key, hides) =
                if mixed { mixed_key(bytes, start, end) } else { (blocks.key(span), false) };
            RawToken { start, end, key, odd: goes_on | hides, before }
        }))
    }

    /// Whether letters stood alone, three in a row, that may spell a word.
    pub(crate) fn are_lonely(&self) -> bool {
        self.blocks.lonely
    }
}

/// The key of a word with more than ASCII letters in it, or after a sign; and whether digits stand
/// among its letters, or the sign may be one.
#[inline(never)]
fn mixed_key(bytes: &[u8], start: u32, end: u32) -> (u128, bool) {
    let word = bytes.get(place(start)..place(end)).unwrap_or(&[]);
    let digits = word.iter().any(u8::is_ascii_digit);
    let led = start.checked_sub(1).and_then(|at| bytes.get(place(at)));
    let led = led.is_some_and(|byte| is_leading_sign(*byte));
    let is_letter = |byte: &u8| is_word_byte(*byte) && !byte.is_ascii_digit();
    let key = key_of(letters(word));
    (key, (digits || led) && word.iter().any(is_letter))
}

/// The letters and digits of a word in lower case, without apostrophes.
pub(crate) fn letters(word: &[u8]) -> impl Iterator<Item = u8> + Clone {
    word.iter().filter(|&&byte| byte != b'\'').map(u8::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<RawToken> {
        let mut read = Vec::new();
        let mut words = Words::of(text.as_bytes());
        while let Some(block) = words.next_block() {
            read.extend(block);
        }
        read
    }

    /// The same, byte by byte.
    fn read_plainly(text: &str) -> Vec<RawToken> {
        let bytes = text.as_bytes();
        let at = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
        let is_in = |place: usize| is_word_byte(at(place));
        let belongs = |place: usize| {
            let joins = at(place) == b'\'' && place > 0 && is_in(place - 1) && is_in(place + 1);
            is_in(place) || joins
        };
        let mut words = Vec::new();
        let (mut place, mut gap) = (0, 0);
        while place < bytes.len() {
            if !belongs(place) {
                place += 1;
                continue;
            }
            let start = place;
            while belongs(place) {
                place += 1;
            }
            let sentence = |byte: &u8| b".!?;".contains(byte);
            let clause = |byte: &u8| b",:()\n\r".contains(byte);
            let before = match &bytes[gap..start] {
                [.., last] if sentence(last) => Break::None,
                gap if gap.iter().any(sentence) => Break::Sentence,
                gap if gap.iter().any(clause) => Break::Clause,
                _ => Break::None,
            };
            let led = start > 0 && b"!@$|+-_#".contains(&at(start - 1));
            let word = &bytes[start..place];
            let digits = word.iter().any(u8::is_ascii_digit);
            let letters = word.iter().any(|byte| is_word_byte(*byte) && !byte.is_ascii_digit());
            let inner = |place: usize| b"'!.@$|+-_#*/".contains(&at(place));
            let goes_on = b"@$|+-_#*/\n\r".contains(&at(place))
                || inner(place) && (is_in(place + 1) || inner(place + 1));
            let mut spelt = word.to_ascii_lowercase();
            spelt.retain(|byte| *byte != b'\'');
            let key = key_of(spelt.iter().copied().skip(spelt.len().saturating_sub(16)));
            let offset = |place: usize| u32::try_from(place).unwrap();
            let odd = goes_on || (digits || led) && letters;
            words.push(RawToken { start: offset(start), end: offset(place), key, odd, before });
            gap = place;
        }
        words
    }

    /// Texts of words, signs and blanks in any order, of any length.
    fn texts() -> impl Iterator<Item = String> {
        const PARTS: [&str; 44] = [
            "a",
            "I",
            "x9",
            "42",
            "word",
            "Word",
            "don't",
            "o''clock",
            "attorney-general",
            "disproportionateness",
            "Ünder",
            "ё",
            " ",
            " ",
            " ",
            " ",
            " ",
            " ",
            "  ",
            ". ",
            ", ",
            "! ",
            "? ",
            "; ",
            ": ",
            " (",
            ") ",
            "\n",
            "\r\n",
            ".",
            "'",
            "'s",
            "$",
            "@",
            "#",
            "*",
            "/",
            "-",
            "_",
            "|",
            "+",
            "\"",
            "&",
            "%",
        ];
        let mut seed = 11_u64;
        let mut below = move |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % most
        };
        (0..20_000).map(move |_| {
            let length = below(60);
            let gap = if below(3) == 0 { " ".repeat(below(70)) } else { String::new() };
            gap + &(0..length).map(|_| PARTS[below(PARTS.len())]).collect::<String>()
        })
    }

    #[test]
    fn blocks_are_read_like_bytes() {
        for text in texts() {
            assert_eq!(read(&text), read_plainly(&text), "{text:?}");
        }
    }

    fn words(text: &str) -> Vec<(u32, u32, Break)> {
        read(text).iter().map(|t| (t.start, t.end, t.before)).collect()
    }

    #[test]
    fn apostrophes_inside_words_are_dropped() {
        assert_eq!(words("Don't"), [(0, 5, Break::None)]);
        assert_eq!(read("Don't")[0].key, key_of(*b"dont"));
        assert_eq!(words("'quoted' x"), [(1, 7, Break::None), (9, 10, Break::None)]);
        assert_eq!(words("end'"), [(0, 3, Break::None)]);
        assert_eq!(words("a''b"), [(0, 1, Break::None), (3, 4, Break::None)]);
    }

    #[test]
    fn sentences_and_clauses_are_told_apart() {
        let breaks: Vec<_> = words("no, yes. a b.c").into_iter().map(|w| w.2).collect();
        assert_eq!(breaks, [Break::None, Break::Clause, Break::Sentence, Break::None, Break::None]);
    }

    #[test]
    fn a_sign_may_stand_first() {
        let odd: Vec<_> = read("$cam is no cam").iter().map(|t| t.odd).collect();
        assert_eq!(odd, [true, false, false, false]);
    }

    #[test]
    fn letters_that_stand_alone_alike_are_seen() {
        let lonely = |text: &str| {
            let mut words = Words::of(text.as_bytes());
            while words.next_block().is_some() {}
            words.are_lonely()
        };
        for from in 0..130 {
            let before = " ".repeat(from);
            for text in ["f r a", "f.r.a", "f - r - a", "s . u . e"] {
                assert!(lonely(&format!("{before}{text}")), "{text} after {from}");
            }
            for text in ["a bc d", "f r", "I am a I bc"] {
                assert!(!lonely(&format!("{before}{text}")), "{text} after {from}");
            }
        }
    }
}

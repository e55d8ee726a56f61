//! The words of a text.

use super::blocks::{Blocks, Token};
use super::{index, is_leading_sign, is_word_byte};

/// The key of a word of at most sixteen bytes, given in lower case: its bytes, the first one lowest.
/// Zero for a longer word, which has no key and is told by all its bytes.
pub(crate) fn key_of(word: impl IntoIterator<Item = u8>) -> u128 {
    let mut key = 0;
    for (nth, byte) in word.into_iter().enumerate() {
        if nth == 16 {
            return 0;
        }
        key |= u128::from(byte) << (8 * nth);
    }
    key
}

/// Adds the words of a text of at most 4 GiB; tells whether letters stand alone, three in a row,
/// that may spell one.
pub(crate) fn read_words(bytes: &[u8], tokens: &mut Vec<Token>) -> bool {
    let mut blocks = Blocks::of(bytes);
    while blocks.read(tokens) {}
    blocks.lonely
}

/// The keys of the words of a text.
pub(crate) struct Keys<'b> {
    bytes: &'b [u8],
    /// The last sixteen bytes of the text, or all, the first one lowest, and where they start.
    tail: u128,
    tail_from: usize,
}

impl<'b> Keys<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        let tail_from = bytes.len().saturating_sub(16);
        let last = bytes.last_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; 16];
            padded.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
            padded
        });
        Self { bytes, tail: u128::from_le_bytes(last), tail_from }
    }

    /// The text.
    pub(crate) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The key of a word in lower case, without apostrophes: see [`key_of`]. The word has not been
    /// looked up; it is odd if it may hide one: if digits stand among its letters, or a sign before
    /// it may be one.
    #[inline]
    pub(crate) fn key(&self, token: &mut Token) -> u128 {
        const LOWER: u128 = u128::from_ne_bytes([0x20; 16]);
        let start = index(token.start);
        let own = LOWEST.get(index(token.end.wrapping_sub(token.start)));
        let letters = self.bytes.get(start..).and_then(<[u8]>::first_chunk);
        match (letters, own) {
            (Some(letters), Some(own)) if token.word == Token::PLAIN => {
                (u128::from_le_bytes(*letters) | LOWER) & own
            }
            (None, Some(own)) if token.word == Token::PLAIN => {
                let letters = self.tail >> (8 * (start.saturating_sub(self.tail_from) % 16));
                (letters | LOWER) & own
            }
            _ => {
                let (key, hides) = mixed_key(self.bytes, token);
                token.odd |= hides;
                key
            }
        }
    }
}

/// The lowest bytes of a number, by how many.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const LOWEST: [u128; 17] = {
    let mut lowest = [0; 17];
    let mut length = 1;
    while length <= 16 {
        lowest[length] = u128::MAX >> (128 - 8 * length);
        length += 1;
    }
    lowest
};

/// The key of any word, and whether it may hide one.
#[inline(never)]
fn mixed_key(bytes: &[u8], token: &Token) -> (u128, bool) {
    let word = bytes.get(index(token.start)..index(token.end)).unwrap_or(&[]);
    let digits = word.iter().any(u8::is_ascii_digit);
    let led = token.start.checked_sub(1).and_then(|at| bytes.get(index(at)));
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
    use super::super::Break;
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Word {
        start: u32,
        end: u32,
        key: u128,
        odd: bool,
        before: Break,
    }

    fn read(text: &str) -> Vec<Word> {
        let bytes = text.as_bytes();
        let mut tokens = Vec::new();
        read_words(bytes, &mut tokens);
        let keys = Keys::of(bytes);
        let word = |token: &mut Token| {
            let key = keys.key(token);
            let Token { start, end, before, odd, .. } = *token;
            Word { start, end, key, odd, before }
        };
        tokens.iter_mut().map(word).collect()
    }

    /// The same, byte by byte.
    fn read_plainly(text: &str) -> Vec<Word> {
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
            let key = key_of(spelt.iter().copied());
            let offset = |place: usize| u32::try_from(place).unwrap();
            let odd = goes_on || (digits || led) && letters;
            words.push(Word { start: offset(start), end: offset(place), key, odd, before });
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
        let lonely = |text: &str| read_words(text.as_bytes(), &mut Vec::new());
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

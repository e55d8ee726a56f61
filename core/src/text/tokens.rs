//! Words and what stands between them.

/// What separates a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing but blanks, hyphens and signs.
    None,
    /// A comma, colon, bracket, dash or line end: the end of a clause.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// One word of a folded text. `start` and `end` are byte offsets, `end` exclusive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The word's last sixteen bytes in lower case, without apostrophes.
    pub(crate) key: u128,
    /// Bytes of the word without apostrophes.
    pub(crate) len: u32,
    /// Whether there is a digit in it.
    pub(crate) digits: bool,
    /// Whether a sign or a full stop touches it.
    pub(crate) touched: bool,
    /// What separates it from the word before.
    pub(crate) before: Break,
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
/// What ends a clause.
const CLAUSE: u8 = 4;
/// What ends a sentence.
const SENTENCE: u8 = 8;
/// What hides a word if it stands right before it, as full stops do.
const SIGN: u8 = 16;
/// What may stand for the first letters of a word.
const LEADING: u8 = 32;
/// What may stand for letters inside a word or at its end, or between its letters.
const INNER: u8 = 64;

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler; the index stays below 256"
)]
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0x80..=0xFF => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' => INNER,
            b',' | b':' | b'(' | b')' | b'\n' | b'\r' => CLAUSE,
            b'!' => SENTENCE | LEADING | INNER,
            b'.' => SENTENCE | INNER,
            b'?' | b';' => SENTENCE,
            b'@' | b'$' | b'|' | b'+' | b'-' | b'_' | b'#' => SIGN | LEADING | INNER,
            b'*' | b'/' => SIGN | INNER,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Whether a byte is part of a word: a letter, a digit or a byte of a letter outside ASCII.
pub(crate) fn is_word_byte(byte: u8) -> bool {
    class(byte) & (LETTER | DIGIT) != 0
}

/// Whether a byte right before a word may stand for a letter of it: `$cam`.
pub(crate) fn is_leading_sign(byte: u8) -> bool {
    class(byte) & LEADING != 0
}

/// Whether a byte may stand inside a word that hides: `f*ck`, `F.R.A.U.D`, `b!tch`.
pub(crate) fn is_inner_sign(byte: u8) -> bool {
    class(byte) & INNER != 0
}

/// The key of a word given as lower-case bytes; see [`RawToken::key`].
pub(crate) fn key_of(word: impl IntoIterator<Item = u8>) -> u128 {
    word.into_iter().fold(0, |key, byte| key << 8 | u128::from(byte))
}

/// Calls `emit` for each word; answers whether signs or punctuation touch a word as they do in
/// words that hide (`b!tch`, `$cam`, `F.R.A.U.D`, `f***`).
pub(crate) fn tokenize(bytes: &[u8], mut emit: impl FnMut(RawToken)) -> bool {
    let mut words = Words { bytes, gap: 0, signs: false };
    let (mut open, mut apostrophes, mut inside) = (None, 0, 0_u64);
    for (block, chunk) in bytes.chunks(64).enumerate() {
        let bits = word_bits(chunk);
        // Where words start and where they end, in turns.
        let mut edges = bits ^ (bits << 1 | inside);
        inside = bits >> 63;
        while edges != 0 {
            let bit = edges.trailing_zeros();
            edges &= edges - 1;
            let at = block * 64 + usize::try_from(bit).unwrap_or(0);
            if bits >> bit & 1 == 1 {
                open.get_or_insert(at);
            } else if words.goes_on(at) {
                apostrophes += 1;
            } else if let Some(start) = open.take() {
                emit(words.word(start, at, apostrophes));
                apostrophes = 0;
            }
        }
    }
    if let Some(start) = open {
        emit(words.word(start, bytes.len(), apostrophes));
    }
    words.signs
}

/// The words of a text, one after the other.
struct Words<'b> {
    bytes: &'b [u8],
    /// Where the word before ends.
    gap: usize,
    /// What [`tokenize`] answers.
    signs: bool,
}

impl Words<'_> {
    /// Whether the word that seems to end at `at` goes on after an apostrophe.
    fn goes_on(&self, at: usize) -> bool {
        self.bytes.get(at) == Some(&b'\'')
            && self.bytes.get(at + 1).is_some_and(|&byte| is_word_byte(byte))
    }

    fn word(&mut self, start: usize, end: usize, apostrophes: usize) -> RawToken {
        let before = self.separation(start);
        let mut touched = before.1;
        if let Some(&next) = self.bytes.get(end)
            && is_inner_sign(next)
        {
            touched = true;
            // `f***`
            let star = if next == b'\'' { self.bytes.get(end + 1) } else { Some(&next) };
            self.signs |= star == Some(&b'*');
        }
        self.gap = end;
        let len = end - start - apostrophes;
        let key = self.key(start, end, apostrophes > 0);
        let digits = if len <= 16 {
            holds_digit(key, len)
        } else {
            self.bytes.get(start..end).unwrap_or(&[]).iter().any(u8::is_ascii_digit)
        };
        RawToken {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            key,
            len: u32::try_from(len).unwrap_or(u32::MAX),
            digits,
            touched,
            before: before.0,
        }
    }

    /// What separates the word that starts at `start` from the one before, and whether a sign
    /// right before it may be a letter of it.
    fn separation(&mut self, start: usize) -> (Break, bool) {
        let gap = self.bytes.get(self.gap..start).unwrap_or(&[]);
        let Some(&last) = gap.last().filter(|_| gap != b" ") else {
            return (Break::None, false);
        };
        let last = class(last);
        self.signs |= last & (SENTENCE | SIGN) != 0;
        // A full stop inside `amazon.com` or `3.50` ends no sentence.
        let seen = gap.iter().fold(0, |seen, &byte| seen | class(byte));
        let before = if last & SENTENCE != 0 {
            Break::None
        } else if seen & SENTENCE != 0 {
            Break::Sentence
        } else if seen & CLAUSE != 0 {
            Break::Clause
        } else {
            Break::None
        };
        (before, last & LEADING != 0)
    }

    fn key(&self, start: usize, end: usize, apostrophes: bool) -> u128 {
        let length = end - start;
        let window = |from: usize| -> Option<u128> {
            let bytes = self.bytes.get(from..from + 16)?;
            <[u8; 16]>::try_from(bytes).ok().map(u128::from_be_bytes)
        };
        let letters = if apostrophes {
            None
        } else if let Some(from) = end.checked_sub(16) {
            window(from).map(|letters| letters & below(length))
        } else {
            // The first words of a text: what follows them is shifted out.
            window(start).map(|letters| letters >> (8 * (16 - length.min(16))))
        };
        letters.map_or_else(
            || {
                let word = self.bytes.get(start..end).unwrap_or(&[]);
                let letters = word.iter().filter(|&&byte| byte != b'\'');
                key_of(letters.map(u8::to_ascii_lowercase))
            },
            lower,
        )
    }
}

/// The bits of a number's lowest `length` bytes.
fn below(length: usize) -> u128 {
    if length >= 16 { u128::MAX } else { (1 << (8 * length)) - 1 }
}

/// The bit that tells the ASCII letters from the digits, in sixteen bytes.
const LETTER_BITS: u128 = u128::from_ne_bytes([0x40; 16]);

/// Letters in lower case; the bytes are those of a word.
fn lower(letters: u128) -> u128 {
    // Bytes outside ASCII, whose highest bit is set, stay.
    letters | (letters & !(letters >> 1) & LETTER_BITS) >> 1
}

/// Whether one of a word's `len` bytes, at most sixteen, is a digit.
fn holds_digit(key: u128, len: usize) -> bool {
    (key | key >> 1) & LETTER_BITS != LETTER_BITS & below(len)
}

/// One bit for each of at most 64 bytes: whether it is part of a word (see [`is_word_byte`]).
fn word_bits(chunk: &[u8]) -> u64 {
    let mut bits = 0;
    let (groups, rest) = chunk.as_chunks::<8>();
    for (place, group) in groups.iter().enumerate() {
        bits |= word_bits_of_eight(*group) << (8 * place);
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    if rest.is_empty() { bits } else { bits | word_bits_of_eight(last) << (8 * groups.len()) }
}

/// Eight bytes at once, each in a lane of a number whose highest bit takes the answer.
fn word_bits_of_eight(bytes: [u8; 8]) -> u64 {
    const ONE: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONE << 7;
    let text = u64::from_le_bytes(bytes);
    let at_least = |lanes: u64, least: u8| lanes + ONE * (0x80 - u64::from(least));
    let ascii = text & !HIGH;
    let lower = ascii | (ONE << 5);
    let letters = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    // The multiplication moves the lanes' highest bits next to each other.
    let lanes = (letters | digits | text) & HIGH;
    (lanes >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(u32, u32, u32, Break)> {
        let mut tokens = Vec::new();
        tokenize(text.as_bytes(), |t| tokens.push((t.start, t.end, t.len, t.before)));
        tokens
    }

    #[test]
    fn apostrophes_inside_words_are_dropped() {
        assert_eq!(words("Don't"), [(0, 5, 4, Break::None)]);
        assert_eq!(words("'quoted' x"), [(1, 7, 6, Break::None), (9, 10, 1, Break::None)]);
        assert_eq!(words("end'"), [(0, 3, 3, Break::None)]);
        assert_eq!(words("a''b"), [(0, 1, 1, Break::None), (3, 4, 1, Break::None)]);
    }

    #[test]
    fn sentences_and_clauses_are_told_apart() {
        let breaks: Vec<_> = words("no, yes. a b.c").into_iter().map(|w| w.3).collect();
        assert_eq!(breaks, [Break::None, Break::Clause, Break::Sentence, Break::None, Break::None]);
    }

    #[test]
    fn every_byte_is_classed_alike_alone_and_in_a_block() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut block = [b' '; 8];
                block[place] = byte;
                let expected = u64::from(is_word_byte(byte)) << place;
                assert_eq!(word_bits(&block), expected, "{byte:#x}");
                assert_eq!(word_bits(&block[..=place]), expected, "{byte:#x}");
            }
        }
    }

    #[test]
    fn words_and_keys_do_not_depend_on_their_place() {
        let word = "Attorney-GENERAL's disproportionateness x9 Ünder";
        let key = |from: usize| {
            let text = format!("{}{word}", " ".repeat(from));
            let mut keys = Vec::new();
            tokenize(text.as_bytes(), |t| keys.push((t.key, t.len)));
            keys
        };
        let keys: Vec<_> = (0..200).map(key).collect();
        let plain = |word: &str| key_of(word.bytes().skip(word.len().saturating_sub(16)));
        assert_eq!(
            keys[0],
            [
                (plain("attorney"), 8),
                (plain("generals"), 8),
                (plain("disproportionateness"), 20),
                (plain("x9"), 2),
                (plain("Ünder"), 6),
            ]
        );
        assert!(keys.iter().all(|other| *other == keys[0]));
    }
}

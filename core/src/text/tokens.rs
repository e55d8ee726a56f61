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
    /// Whether it may hide a word or be a part of one: it holds a digit or one letter only, or
    /// a sign, a full stop or a line end touches it.
    pub(crate) odd: bool,
    /// What separates it from the word before.
    pub(crate) before: Break,
}

/// A letter, a digit or a byte of a letter outside ASCII.
const WORD: u8 = 1;
/// What ends a clause.
const CLAUSE: u8 = 2;
/// What ends a sentence.
const SENTENCE: u8 = 4;
/// What hides a word if it stands right before it, as full stops do.
const SIGN: u8 = 8;
/// What may stand for the first letters of a word.
const LEADING: u8 = 16;
/// What may stand for letters inside a word or at its end, or between its letters.
const INNER: u8 = 32;
const LINE_END: u8 = 64;
const APOSTROPHE: u8 = 128;

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
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0x80..=0xFF => WORD,
            b'\'' => APOSTROPHE | INNER,
            b',' | b':' | b'(' | b')' => CLAUSE,
            b'\n' | b'\r' => CLAUSE | LINE_END,
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
    class(byte) & WORD != 0
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
    let mut words = Words { bytes, gap: 0, after: WORD, signs: false };
    let (mut open, mut apostrophes, mut inside) = (None, 0, 0_u64);
    // A word that ends with the last block ends at the first place after it.
    for (block, chunk) in bytes.chunks(64).chain([&[][..]]).enumerate() {
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
                continue;
            }
            let next = words.class_at(at);
            if next & APOSTROPHE != 0 && words.class_at(at + 1) & WORD != 0 {
                apostrophes += 1;
            } else if let Some(start) = open.take() {
                emit(words.word(start, at, apostrophes, next));
                apostrophes = 0;
            }
        }
    }
    words.signs
}

/// The words of a text, one after the other.
struct Words<'b> {
    bytes: &'b [u8],
    /// Where the word before ends.
    gap: usize,
    /// The class of what follows it; [`WORD`] before the first word.
    after: u8,
    /// What [`tokenize`] answers.
    signs: bool,
}

impl Words<'_> {
    fn class_at(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&byte| class(byte))
    }

    /// A word, of which `apostrophes` bytes are such; `next` is the class of what follows it.
    #[expect(clippy::inline_always, reason = "the token need not be written down")]
    #[inline(always)]
    fn word(&mut self, start: usize, end: usize, apostrophes: usize, next: u8) -> RawToken {
        let (before, leading) = self.separation(start);
        (self.gap, self.after) = (end, next);
        if next & INNER != 0 {
            // `f***`
            let star = end + usize::from(next & APOSTROPHE != 0);
            self.signs |= self.bytes.get(star) == Some(&b'*');
        }
        let len = end - start - apostrophes;
        let (key, digits) = match self.window::<8>(end) {
            Some(letters) if len <= 8 && apostrophes == 0 => {
                short_key(u64::from_be_bytes(letters), len)
            }
            _ => self.long_key(start, end, apostrophes > 0),
        };
        RawToken {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            key,
            len: u32::try_from(len).unwrap_or(u32::MAX),
            digits,
            odd: digits || leading || len == 1 || next & (INNER | LINE_END) != 0,
            before,
        }
    }

    /// What separates the word that starts at `start` from the one before, and whether a sign
    /// right before it may be a letter of it.
    #[inline]
    fn separation(&mut self, start: usize) -> (Break, bool) {
        if start == self.gap + 1 && self.after == 0 {
            return (Break::None, false);
        }
        self.long_separation(start)
    }

    #[inline(never)]
    fn long_separation(&mut self, start: usize) -> (Break, bool) {
        let gap = self.bytes.get(self.gap..start).unwrap_or(&[]);
        let last = gap.last().map_or(0, |&byte| class(byte));
        self.signs |= last & (SENTENCE | SIGN) != 0;
        let seen = gap.iter().fold(0, |seen, &byte| seen | class(byte));
        // A full stop inside `amazon.com` or `3.50` ends no sentence.
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

    /// The `N` bytes before `end`, if there are as many.
    #[inline]
    fn window<const N: usize>(&self, end: usize) -> Option<[u8; N]> {
        self.bytes.get(end.checked_sub(N)?..end)?.try_into().ok()
    }

    /// The key of any word, and whether there is a digit in it.
    #[inline(never)]
    fn long_key(&self, start: usize, end: usize, apostrophes: bool) -> (u128, bool) {
        let word = self.bytes.get(start..end).unwrap_or(&[]);
        let digits = word.iter().any(u8::is_ascii_digit);
        let letters = self.window(end).filter(|_| !apostrophes).map(u128::from_be_bytes);
        let key = letters.map_or_else(
            || {
                let letters = word.iter().filter(|&&byte| byte != b'\'');
                key_of(letters.map(u8::to_ascii_lowercase))
            },
            |letters| {
                // Bytes outside ASCII, whose highest bit is set, stay.
                let letters = letters & below(word.len());
                letters | (letters & !(letters >> 1) & u128::from_ne_bytes([CASED; 16])) >> 1
            },
        );
        (key, digits)
    }
}

/// The bit that tells ASCII letters from digits; half of it tells small from capital ones.
const CASED: u8 = 0x40;

/// The key of a word of at most eight bytes, which end `text`, and whether there is a digit.
#[inline]
fn short_key(text: u64, len: usize) -> (u128, bool) {
    const CASED_BYTES: u64 = u64::from_ne_bytes([CASED; 8]);
    let own = u64::MAX >> (64 - 8 * len.clamp(1, 8));
    let letters = text & own;
    // Bytes outside ASCII, whose highest bit is set, stay.
    let key = letters | (letters & !(letters >> 1) & CASED_BYTES) >> 1;
    (u128::from(key), (key | key >> 1) & CASED_BYTES != own & CASED_BYTES)
}

/// The bits of a number's lowest `length` bytes.
fn below(length: usize) -> u128 {
    if length >= 16 { u128::MAX } else { (1 << (8 * length)) - 1 }
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
    fn a_sign_may_stand_first() {
        let mut odd = Vec::new();
        let signs = tokenize(b"$cam is no cam", |t| odd.push(t.odd));
        assert!(signs);
        assert_eq!(odd, [true, false, false, false]);
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

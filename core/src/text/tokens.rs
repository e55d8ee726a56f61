//! Words and what stands between them.

use super::blocks::{Blocks, MOST, Span};

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

impl Break {
    /// What the classes of the bytes between two words make of it.
    #[inline]
    fn of(seen: u8) -> Self {
        match (seen / CLAUSE) & 3 {
            0 => Self::None,
            1 => Self::Clause,
            _ => Self::Sentence,
        }
    }
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
    /// Whether it may hide a word or be a part of one: digits stand among its letters, or signs
    /// that stand for letters, or a line end touches it.
    pub(crate) odd: bool,
    /// What separates it from the word before.
    pub(crate) before: Break,
}

/// A letter, a digit or a byte of a letter outside ASCII.
const WORD: u8 = 1;
/// What ends a clause.
const CLAUSE: u8 = 2;
/// What ends a sentence: the bit above [`CLAUSE`].
const SENTENCE: u8 = 4;
/// What hides a word if it touches it.
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

/// Calls `emit` for each word of a text of at most 4 GiB.
pub(crate) fn tokenize(bytes: &[u8], mut emit: impl FnMut(RawToken)) {
    let mut words = Words::of(bytes);
    let mut blocks = Blocks::of(bytes);
    // First where all words of a block end, then what they are: either loop is a small one.
    let mut spans = [Span::default(); MOST];
    while let Some(ended) = blocks.read(&mut spans) {
        for span in spans.iter().take(ended) {
            emit(words.read(*span));
        }
    }
}

/// The words of a text, read one after the other.
struct Words<'b> {
    bytes: &'b [u8],
    /// Where the word before ends.
    gap: u32,
    /// The class of what follows it.
    after: u8,
}

impl<'b> Words<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, gap: 0, after: bytes.first().map_or(0, |&byte| class(byte)) }
    }

    /// The next word, which lies at `span`.
    #[expect(clippy::inline_always, reason = "the token need not be written down")]
    #[inline(always)]
    fn read(&mut self, span: Span) -> RawToken {
        let Span { start, end, apostrophes } = span;
        let next = class_at(self.bytes, end);
        // Most words follow a single blank.
        let (before, leading) = if start == self.gap.saturating_add(1) && self.after == 0 {
            (Break::None, false)
        } else {
            separation(self.bytes, self.gap, self.after, start)
        };
        (self.gap, self.after) = (end, next);
        let len = end - start - apostrophes;
        let letters = self.letters_before(end);
        let (key, digits) = match letters.and_then(|letters| short_key(letters, len)) {
            Some(key) if apostrophes == 0 => (u128::from(key), false),
            _ => long_key(self.bytes, start, end, apostrophes > 0),
        };
        let mut odd = next & (INNER | LINE_END) != 0 && goes_on(self.bytes, end, next);
        if digits || leading {
            odd |= is_mixed(self.bytes, start, end, leading);
        }
        RawToken { start, end, key, len, digits, odd, before }
    }

    /// The last eight bytes before `end`, or fewer with zeros before them; none in a text of
    /// fewer than eight bytes.
    #[inline]
    fn letters_before(&self, end: u32) -> Option<u64> {
        match end.checked_sub(8) {
            Some(from) => Some(u64::from_be_bytes(*self.bytes.get(place(from)..)?.first_chunk()?)),
            None => Some(u64::from_be_bytes(*self.bytes.first_chunk()?) >> (64 - 8 * end.max(1))),
        }
    }
}

fn class_at(bytes: &[u8], at: u32) -> u8 {
    bytes.get(place(at)).map_or(0, |&byte| class(byte))
}

/// Whether letters stand in a word beside digits or a sign before it.
#[inline(never)]
fn is_mixed(bytes: &[u8], start: u32, end: u32, leading: bool) -> bool {
    let word = bytes.get(place(start)..place(end)).unwrap_or(&[]);
    let is_letter = |byte: &u8| is_word_byte(*byte) && !byte.is_ascii_digit();
    word.iter().any(is_letter) && (leading || word.iter().any(u8::is_ascii_digit))
}

/// Whether what follows a word may be a part of it.
fn goes_on(bytes: &[u8], end: u32, next: u8) -> bool {
    // A full stop, exclamation mark or apostrophe at the end is one.
    next & (SIGN | LINE_END) != 0 || class_at(bytes, end.saturating_add(1)) & (WORD | INNER) != 0
}

/// What separates the word that starts at `start` from the one before, which ends at `gap` and is
/// followed by a byte of the class `after`; and whether a sign right before it may be a letter of
/// it.
#[inline(never)]
fn separation(bytes: &[u8], gap: u32, after: u8, start: u32) -> (Break, bool) {
    let last = if start == gap { 0 } else { class_at(bytes, start - 1) };
    if last == 0 && start <= gap.saturating_add(2) {
        // Nothing, a blank, or something and a blank.
        return (Break::of(after), false);
    }
    // A full stop inside `amazon.com` or `3.50` ends no sentence.
    let before = if last & SENTENCE != 0 {
        Break::None
    } else {
        let gap = bytes.get(place(gap)..place(start)).unwrap_or(&[]);
        Break::of(gap.iter().fold(0, |seen, &byte| seen | class(byte)))
    };
    (before, last & LEADING != 0)
}

/// The key of any word, and whether there is a digit in it.
#[inline(never)]
fn long_key(bytes: &[u8], start: u32, end: u32, apostrophes: bool) -> (u128, bool) {
    let word = bytes.get(place(start)..place(end)).unwrap_or(&[]);
    let digits = word.iter().any(u8::is_ascii_digit);
    let from = end.checked_sub(16).filter(|_| !apostrophes);
    let letters = from.and_then(|from| bytes.get(place(from)..)?.first_chunk());
    let key = letters.map(|letters| u128::from_be_bytes(*letters)).map_or_else(
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

/// A 32-bit place as one of a slice.
#[inline]
pub(crate) fn place(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The bit that tells ASCII letters from digits; half of it tells small from capital ones.
const CASED: u8 = 0x40;

/// The key of a word of `len` letters that end `text`, if they are ASCII and no more than eight.
#[inline]
fn short_key(text: u64, len: u32) -> Option<u64> {
    const UPPER: u64 = u64::from_ne_bytes([0xC0; 8]);
    const LETTER: u64 = u64::from_ne_bytes([CASED; 8]);
    const LOWER: u64 = u64::from_ne_bytes([0x20; 8]);
    let own = *OWN.get(place(len))?;
    let key = text & own | LOWER & own;
    // Of the bytes of words, only those of letters have these two bits so.
    (key & UPPER == LETTER & own).then_some(key)
}

/// By length up to eight, the bits of the letters of a word.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const OWN: [u64; 9] = {
    let mut own = [0; 9];
    let mut length = 1;
    while length < 9 {
        own[length] = u64::MAX >> (64 - 8 * length);
        length += 1;
    }
    own
};

/// The bits of a number's lowest `length` bytes.
fn below(length: usize) -> u128 {
    if length >= 16 { u128::MAX } else { (1 << (8 * length)) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<RawToken> {
        let mut words = Vec::new();
        tokenize(text.as_bytes(), |word| words.push(word));
        words
    }

    fn words(text: &str) -> Vec<(u32, u32, u32, Break)> {
        read(text).iter().map(|t| (t.start, t.end, t.len, t.before)).collect()
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
        let odd: Vec<_> = read("$cam is no cam").iter().map(|t| t.odd).collect();
        assert_eq!(odd, [true, false, false, false]);
    }

    #[test]
    fn words_and_keys_do_not_depend_on_their_place() {
        let word = "Attorney-GENERAL's disproportionateness x9 Ünder";
        let key = |from: usize| {
            let text = format!("{}{word}", " ".repeat(from));
            read(&text).iter().map(|t| (t.key, t.len)).collect::<Vec<_>>()
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

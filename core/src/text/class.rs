//! What each byte of a folded text may be a part of.

/// A letter, a digit or a byte of a letter outside ASCII.
pub(super) const WORD: u8 = 1;
/// What ends a clause.
pub(super) const CLAUSE: u8 = 2;
/// What ends a sentence.
pub(super) const SENTENCE: u8 = 4;
/// What hides a word if it touches it.
pub(super) const SIGN: u8 = 8;
/// What may stand for the first letters of a word.
pub(super) const LEADING: u8 = 16;
/// What may stand for letters inside a word or at its end, or between its letters.
pub(super) const INNER: u8 = 32;
pub(super) const LINE_END: u8 = 64;
pub(super) const APOSTROPHE: u8 = 128;

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

#[inline]
pub(super) fn class(byte: u8) -> u8 {
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

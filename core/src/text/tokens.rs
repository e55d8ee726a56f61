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
    /// Whether there is a letter in it.
    pub(crate) letters: bool,
    /// Whether there is a digit in it.
    pub(crate) digits: bool,
    /// What separates it from the word before.
    pub(crate) before: Break,
}

const SEPARATOR: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const APOSTROPHE: u8 = 3;
const CLAUSE: u8 = 4;
const SENTENCE: u8 = 5;
const SIGN: u8 = 6;

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler; the index stays below 256"
)]
const CLASS: [u8; 256] = {
    let mut table = [SEPARATOR; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0x80..=0xFF => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' => APOSTROPHE,
            b',' | b':' | b'(' | b')' | b'\n' | b'\r' => CLAUSE,
            b'.' | b'!' | b'?' | b';' => SENTENCE,
            b'@' | b'$' | b'*' | b'|' | b'+' | b'-' | b'_' | b'/' | b'#' => SIGN,
            _ => SEPARATOR,
        };
        byte += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(SEPARATOR)
}

/// Whether a byte is part of a word: a letter, a digit or a byte of a letter outside ASCII.
pub(crate) fn is_word_byte(byte: u8) -> bool {
    matches!(class(byte), LETTER | DIGIT)
}

/// The key of a word given as lower-case bytes; see [`RawToken::key`].
pub(crate) fn key_of(word: &[u8]) -> u128 {
    word.iter().fold(0, |key, &byte| key << 8 | u128::from(byte))
}

/// Calls `emit` for each word; answers whether signs or punctuation touch a word as they do in
/// words that hide (`b!tch`, `$cam`, `F.R.A.U.D`, `f***`).
pub(crate) fn tokenize(bytes: &[u8], mut emit: impl FnMut(RawToken)) -> bool {
    let mut signs = false;
    let mut before = Break::None;
    let mut rest = bytes.iter().copied().enumerate();
    let mut pending = rest.next();
    let mut last = SEPARATOR;
    while let Some((start, first)) = pending {
        let kind = class(first);
        if !matches!(kind, LETTER | DIGIT) {
            match kind {
                CLAUSE => before = before.max(Break::Clause),
                SENTENCE => before = Break::Sentence,
                _ => {}
            }
            last = kind;
            pending = rest.next();
            continue;
        }
        if matches!(last, SENTENCE | SIGN) {
            signs = true;
            // A full stop inside `amazon.com` or `3.50` ends no sentence.
            if last == SENTENCE && start > 0 {
                before = Break::None;
            }
        }
        let (mut key, mut len, mut seen) = (0_u128, 0_u32, 0_u8);
        let mut end = bytes.len();
        let mut apostrophe = None;
        last = kind;
        while let Some((at, byte)) = pending {
            match class(byte) {
                kind @ (LETTER | DIGIT) => {
                    key = key << 8 | u128::from(byte.to_ascii_lowercase());
                    len = len.saturating_add(1);
                    seen |= kind;
                    apostrophe = None;
                }
                APOSTROPHE if apostrophe.is_none() => apostrophe = Some(at),
                kind => {
                    // `F***`
                    signs |= byte == b'*';
                    end = at;
                    last = kind;
                    break;
                }
            }
            pending = rest.next();
        }
        let end = apostrophe.unwrap_or(end);
        emit(RawToken {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            key,
            len,
            letters: seen & LETTER != 0,
            digits: seen & DIGIT != 0,
            before,
        });
        before = Break::None;
    }
    signs
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
    }

    #[test]
    fn sentences_and_clauses_are_told_apart() {
        let breaks: Vec<_> = words("no, yes. a b.c").into_iter().map(|w| w.3).collect();
        assert_eq!(breaks, [Break::None, Break::Clause, Break::Sentence, Break::None, Break::None]);
    }
}

//! Where words lie and what separates them: 64 bytes at a time.
//!
//! A block is a number with a bit for each byte, the first one lowest. What runs of bytes hold is
//! told by adding: a mark in a run of ones carries to the bit after the run.

use wide::u8x16;

use super::class::{APOSTROPHE, CLAUSE, INNER, LEADING, LINE_END, SENTENCE, SIGN, WORD, class};
use super::index;

/// What separates a word from the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing but blanks, hyphens and signs.
    #[default]
    None,
    /// A comma, colon, bracket, dash or line end: the end of a clause.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// A word of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it starts in the folded text, in bytes.
    pub(crate) start: u32,
    /// Where it ends, exclusive.
    pub(crate) end: u32,
    /// The word's number in a vocabulary; until it is looked up, [`Self::PLAIN`] or
    /// [`Self::MIXED`].
    pub(crate) word: u16,
    /// What separates it from the word before.
    pub(crate) before: Break,
    /// Whether it may hide a word or be a part of one; until it is looked up, whether what follows
    /// it may be a part of it.
    pub(crate) odd: bool,
}

impl Token {
    /// There is nothing in the word but ASCII letters.
    pub(crate) const PLAIN: u16 = 0;
    /// There is more in it, or a sign right before it that may be a letter of it.
    pub(crate) const MIXED: u16 = 1;

    /// Whether it is one byte long: a letter of ASCII, or one with a mark that folding took off.
    pub(crate) fn is_letter(&self) -> bool {
        self.end - self.start == 1
    }
}

/// A text in blocks of 64 bytes.
pub(super) struct Blocks<'b> {
    text: &'b [u8],
    /// What has not been read; none after the last block.
    rest: Option<&'b [u8]>,
    /// Where that starts.
    from: u32,
    /// The word that goes on in the next block, if one does.
    open: (u32, Break),
    carried: Carried,
    /// Whether letters stand alone, three in a row, alike far apart: they may spell a word.
    pub(super) lonely: bool,
}

/// What a block leaves to the next one: bits in the place of its first byte, but for `alone`.
#[derive(Default)]
struct Carried {
    /// Whether the last byte is part of a word, and whether it is so as a letter.
    inside: u64,
    letter: u64,
    /// Whether the word that goes on is mixed.
    mixed: u64,
    /// Whether the gap that goes on ends a clause or a sentence.
    clause: u64,
    sentence: u64,
    /// Whether the last byte ends a sentence or may be a letter of the next word.
    ends_sentence: u64,
    leading: u64,
    /// The last letters that stand alone, in the highest bits.
    alone: u64,
}

impl<'b> Blocks<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self {
            text: bytes,
            rest: Some(bytes),
            from: 0,
            open: (0, Break::None),
            carried: Carried::default(),
            lonely: false,
        }
    }

    /// Adds the words that end in the next block; tells whether there was one.
    #[inline]
    pub(super) fn read(&mut self, tokens: &mut Vec<Token>) -> bool {
        let Some(rest) = self.rest else { return false };
        // A word may end where the text does, which is then before the first byte of a block.
        self.rest = rest.get(64..);
        let from = self.from;
        self.from = from.saturating_add(64);
        let next = rest.get(64).map_or(0, |byte| class(*byte));
        let Bits { words, others, plain } = Bits::of_next(rest, self.text);
        let seen = Others::of(others, rest);
        let Carried { inside, letter, mixed, clause, sentence, ends_sentence, leading, alone } =
            self.carried;

        let between = (words << 1 | letter) & (words >> 1 | u64::from(next & WORD) << 63);
        let joints = seen.quotes & between;
        let joined = words | joints;
        let shifted = joined << 1 | inside;
        let (mut starts, mut ends) = (joined & !shifted, shifted & !joined);

        let gaps = !joined;
        let (clause_seen, clause_goes_on) = carry(gaps, seen.clause, clause);
        let (sentence_seen, sentence_goes_on) = carry(gaps, seen.sentence, sentence);
        // A full stop inside `amazon.com` or `3.50` ends no sentence.
        let inner = seen.sentence << 1 | ends_sentence;
        let sentences = sentence_seen & !inner;
        let clauses = clause_seen & !sentence_seen & !inner;
        let led = starts & (seen.leading << 1 | leading);
        let (mixed_seen, mixed_goes_on) = carry(joined, (words & !plain) | joints | led, mixed);
        let part = (words | seen.inner) >> 1 | u64::from(next & (WORD | INNER) != 0) << 63;
        let goes_on = seen.sign_or_line_end | seen.inner & part;

        let single = starts & (ends >> 1 | u64::from(next & WORD == 0) << 63);
        self.lonely |= are_lonely(single, alone);

        let break_at = |bit: u32| match (sentences >> bit & 1, clauses >> bit & 1) {
            (0, 0) => Break::None,
            (0, _) => Break::Clause,
            _ => Break::Sentence,
        };
        let (mut start, mut before) = self.open;
        if inside == 0 {
            let bit = take_lowest(&mut starts);
            (start, before) = (from.wrapping_add(bit), break_at(bit & 63));
        }
        while ends != 0 {
            let bit = take_lowest(&mut ends);
            tokens.push(Token {
                start,
                end: from.wrapping_add(bit),
                word: if mixed_seen >> bit & 1 != 0 { Token::MIXED } else { Token::PLAIN },
                before,
                odd: goes_on >> bit & 1 != 0,
            });
            let bit = take_lowest(&mut starts);
            (start, before) = (from.wrapping_add(bit), break_at(bit & 63));
        }
        self.open = (start, before);
        self.carried = Carried {
            inside: joined >> 63,
            letter: words >> 63,
            mixed: mixed_goes_on,
            clause: clause_goes_on,
            sentence: sentence_goes_on,
            ends_sentence: seen.sentence >> 63,
            leading: seen.leading >> 63,
            alone: single,
        };
        true
    }
}

/// The bits right after runs of ones that hold a mark, and whether the last run holds one and goes
/// on. A run that goes on from the block before may bring a mark, as the lowest bit.
#[inline]
fn carry(runs: u64, marks: u64, brought: u64) -> (u64, u64) {
    let (sum, goes_on) = runs.overflowing_add(marks | brought & runs);
    ((sum | brought) & !runs, u64::from(goes_on))
}

/// Whether three letters that stand alone, as bits, are alike far apart; `before` are those of the
/// block before.
#[inline]
fn are_lonely(letters: u64, before: u64) -> bool {
    let more = letters & letters.wrapping_sub(1);
    let are_few = more & more.wrapping_sub(1) == 0;
    if letters == 0 || are_few && before >> 56 == 0 {
        return false;
    }
    let all = u128::from(letters) << 64 | u128::from(before);
    (2..=4).any(|step| all & (all >> step) & (all >> (2 * step)) != 0)
}

/// Clears the lowest bit that is set, and tells its place.
#[inline]
fn take_lowest(bits: &mut u64) -> u32 {
    let bit = bits.trailing_zeros();
    *bits &= bits.wrapping_sub(1);
    bit
}

/// Which bytes are letters of ASCII.
#[inline]
pub(super) fn letters(bytes: u8x16) -> u8x16 {
    let from_a = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
    from_a.simd_eq(from_a.min(u8x16::splat(b'z' - b'a')))
}

/// Which bytes are digits of ASCII.
#[inline]
pub(super) fn digits(bytes: u8x16) -> u8x16 {
    let from_0 = bytes - u8x16::splat(b'0');
    from_0.simd_eq(from_0.min(u8x16::splat(9)))
}

/// One bit for each of 64 bytes.
#[derive(Default)]
struct Bits {
    /// Whether it is part of a word (see [`WORD`]).
    words: u64,
    /// Whether it is neither that nor a blank.
    others: u64,
    /// Whether it is an ASCII letter.
    plain: u64,
}

impl Bits {
    /// The bits of the rest of a text: of 64 bytes, or of all and of as many blanks as are missing.
    #[inline]
    fn of_next(rest: &[u8], text: &[u8]) -> Self {
        if let Some(block) = rest.first_chunk() {
            return Self::of(block);
        }
        if let Some(last) = text.last_chunk() {
            let before = 64 - rest.len();
            let Self { words, others, plain } = Self::of(last);
            let shifted = |bits: u64| bits.unbounded_shr(u32::try_from(before).unwrap_or(64));
            return Self { words: shifted(words), others: shifted(others), plain: shifted(plain) };
        }
        let mut padded = [b' '; 64];
        padded.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        Self::of(&padded)
    }

    #[inline]
    fn of(block: &[u8; 64]) -> Self {
        let mut bits = Self::default();
        let (groups, _) = block.as_chunks::<16>();
        for (nth, group) in groups.iter().enumerate() {
            let bytes = u8x16::from(*group);
            let (letters, digits) = (letters(bytes), digits(bytes));
            let high = bytes.simd_eq(bytes.max(u8x16::splat(0x80)));
            let blanks = bytes.simd_eq(u8x16::splat(b' '));
            let words = letters | digits | high;
            bits.plain |= u64::from(letters.to_bitmask()) << (16 * nth);
            bits.words |= u64::from(words.to_bitmask()) << (16 * nth);
            bits.others |= u64::from((words | blanks).to_bitmask()) << (16 * nth);
        }
        bits.others = !bits.others;
        bits
    }
}

/// One bit for each of 64 bytes, set for few.
#[derive(Default)]
struct Others {
    quotes: u64,
    clause: u64,
    sentence: u64,
    leading: u64,
    inner: u64,
    sign_or_line_end: u64,
}

impl Others {
    #[inline]
    fn of(mut which: u64, bytes: &[u8]) -> Self {
        let mut bits = Self::default();
        while which != 0 {
            let bit = take_lowest(&mut which);
            let class = bytes.get(index(bit)).map_or(0, |byte| class(*byte));
            let of = |kinds: u8| u64::from(class & kinds != 0) << bit;
            bits.quotes |= of(APOSTROPHE);
            bits.clause |= of(CLAUSE);
            bits.sentence |= of(SENTENCE);
            bits.leading |= of(LEADING);
            bits.inner |= of(INNER);
            bits.sign_or_line_end |= of(SIGN | LINE_END);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::super::is_word_byte;
    use super::*;

    #[test]
    fn every_byte_is_classed_alike_alone_and_in_a_block() {
        for byte in 0..=u8::MAX {
            for place in 0..64 {
                let mut block = [b' '; 64];
                block[place] = byte;
                let bits = Bits::of(&block);
                let expected = |is: bool| u64::from(is) << place;
                assert_eq!(bits.words, expected(is_word_byte(byte)), "{byte:#x}");
                assert_eq!(bits.plain, expected(byte.is_ascii_alphabetic()), "{byte:#x}");
                let other = byte != b' ' && !is_word_byte(byte);
                assert_eq!(bits.others, expected(other), "{byte:#x}");
            }
        }
    }

    #[test]
    fn marks_carry_to_the_end_of_their_run() {
        assert_eq!(carry(0b0111_0110, 0b0001_0000, 0), (0b1000_0000, 0));
        assert_eq!(carry(0b0111_0111, 0b0110_0000, 1), (0b1000_1000, 0));
        assert_eq!(carry(0b0111_0110, 0, 1), (1, 0));
        assert_eq!(carry(7 << 61, 1 << 62, 0), (0, 1));
    }
}

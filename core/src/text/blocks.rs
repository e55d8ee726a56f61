//! Where words lie: 64 bytes at a time.

use wide::u8x16;

use super::tokens::{is_word_byte, place};

/// Where a word lies, in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many apostrophes it holds.
    pub(super) apostrophes: u32,
}

/// The most words that end in a block of 64 bytes: every other byte ends one.
pub(super) const MOST: usize = 33;

/// A text in blocks of 64 bytes.
pub(super) struct Blocks<'b> {
    bytes: &'b [u8],
    /// Where the next block starts.
    from: u32,
    /// Whether the last byte is part of a word, and whether it is so as a letter, as bits.
    inside: u64,
    letter_before: u64,
    /// If it is, where the word starts, and the apostrophes in it so far.
    open: Span,
}

impl<'b> Blocks<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, from: 0, inside: 0, letter_before: 0, open: Span::default() }
    }

    /// Writes where the words lie that end in the next block, and tells how many do; none after
    /// the last block.
    #[inline]
    pub(super) fn read(&mut self, spans: &mut [Span; MOST]) -> Option<usize> {
        let from = self.from;
        let rest = self.bytes.get(place(from)..).filter(|rest| !rest.is_empty())?;
        let Bits { letters, quotes } = Bits::of(rest);
        let letter_after = u64::from(rest.get(64).is_some_and(|byte| is_word_byte(*byte)));
        let between = (letters << 1 | self.letter_before) & (letters >> 1 | letter_after << 63);
        let mut joints = quotes & between;
        let joined = letters | joints;
        let shifted = joined << 1 | self.inside;
        let (mut starts, mut ends) = (joined & !shifted, shifted & !joined);
        let Span { mut start, mut apostrophes, .. } = self.open;
        if self.inside == 0 {
            start = from.saturating_add(take_lowest(&mut starts));
        }
        let mut slots = spans.iter_mut();
        let mut ended = 0;
        while ends != 0 {
            let bit = take_lowest(&mut ends);
            if joints != 0 {
                let own = joints & ((1 << bit) - 1);
                apostrophes += own.count_ones();
                joints &= !own;
            }
            let Some(slot) = slots.next() else { break };
            *slot = Span { start, end: from.saturating_add(bit), apostrophes };
            ended += 1;
            apostrophes = 0;
            start = from.saturating_add(take_lowest(&mut starts));
        }
        if joints != 0 {
            apostrophes += joints.count_ones();
        }
        (self.letter_before, self.inside) = (letters >> 63, joined >> 63);
        self.open = Span { start, end: from.saturating_add(64), apostrophes };
        self.from = from.saturating_add(64);
        // The text may end with the block, and a word with it.
        if self.inside != 0
            && rest.len() == 64
            && let Some(slot) = slots.next()
        {
            *slot = self.open;
            ended += 1;
        }
        Some(ended)
    }
}

/// Clears the lowest bit that is set, and tells its place.
#[inline]
fn take_lowest(bits: &mut u64) -> u32 {
    let bit = bits.trailing_zeros();
    *bits &= bits.wrapping_sub(1);
    bit
}

/// One bit for each of 64 bytes.
struct Bits {
    /// Whether it is part of a word (see [`is_word_byte`]).
    letters: u64,
    /// Whether it is an apostrophe.
    quotes: u64,
}

impl Bits {
    /// The bits of the first 64 bytes, or of all and of as many blanks as are missing.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        if let Some(block) = bytes.first_chunk() {
            return Self::of_all(block);
        }
        let mut padded = [0; 64];
        if let Some(start) = padded.get_mut(..bytes.len()) {
            start.copy_from_slice(bytes);
        }
        Self::of_all(&padded)
    }

    #[inline]
    fn of_all(block: &[u8; 64]) -> Self {
        let mut bits = Self { letters: 0, quotes: 0 };
        let (groups, _) = block.as_chunks::<16>();
        for (nth, group) in groups.iter().enumerate() {
            let bytes = u8x16::from(*group);
            let from_a = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
            let from_0 = bytes - u8x16::splat(b'0');
            let letters = from_a.simd_eq(from_a.min(u8x16::splat(b'z' - b'a')));
            let digits = from_0.simd_eq(from_0.min(u8x16::splat(9)));
            let others = bytes.simd_eq(bytes.max(u8x16::splat(0x80)));
            let quotes = bytes.simd_eq(u8x16::splat(b'\''));
            bits.letters |= u64::from((letters | digits | others).to_bitmask()) << (16 * nth);
            bits.quotes |= u64::from(quotes.to_bitmask()) << (16 * nth);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_classed_alike_alone_and_in_a_block() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut block = [b' '; 8];
                block[place] = byte;
                let expected = u64::from(is_word_byte(byte)) << place;
                assert_eq!(Bits::of(&block).letters, expected, "{byte:#x}");
                assert_eq!(Bits::of(&block[..=place]).letters, expected, "{byte:#x}");
            }
        }
    }
}

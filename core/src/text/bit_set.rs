//! Sets of places.

use std::ops::Range;

use crate::text::index;

/// A set of places in a list, as a bit for each. Up to 512 take no memory from the heap: a message
/// has fewer words, and memory that must be zero is dear.
pub(crate) struct BitSet {
    few: [u64; 8],
    /// All of them, if there may be more.
    many: Vec<u64>,
    /// How many numbers of bits there are.
    length: usize,
}

impl BitSet {
    /// None, of a list of so many.
    pub(crate) fn of(count: usize) -> Self {
        let few = [0; 8];
        let length = count.div_ceil(64);
        let many = if length > few.len() { vec![0; length] } else { Vec::new() };
        Self { few, many, length }
    }

    #[inline]
    fn bits(&self) -> &[u64] {
        let bits = if self.many.is_empty() { &self.few[..] } else { &self.many };
        bits.get(..self.length).unwrap_or(&[])
    }

    #[inline]
    fn bits_mut(&mut self) -> &mut [u64] {
        if self.many.is_empty() { &mut self.few } else { &mut self.many }
    }

    /// Adds a place of the list; one beyond it may be left out.
    #[inline]
    pub(crate) fn insert(&mut self, at: usize) {
        if let Some(bits) = self.bits_mut().get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    /// Adds places of the list.
    pub(crate) fn insert_all(&mut self, places: Range<usize>) {
        places.for_each(|at| self.insert(at));
    }

    /// Whether a place is in the set.
    #[inline]
    pub(crate) fn contains(&self, at: usize) -> bool {
        self.bits().get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Tells the places, in order.
    pub(crate) fn for_each(&self, mut tell: impl FnMut(usize)) {
        for (first, &bits) in (0..).step_by(64).zip(self.bits()) {
            let mut rest = bits;
            while rest != 0 {
                tell(first + index(rest.trailing_zeros()));
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_there() {
        for count in [1, 64, 512, 513, 2_000] {
            let mut flags = BitSet::of(count);
            flags.insert(count - 1);
            flags.insert_all(count / 3..count / 2);
            let expected: Vec<usize> = (count / 3..count / 2).chain([count - 1]).collect();
            let mut told = Vec::new();
            flags.for_each(|at| told.push(at));
            assert_eq!(told, expected, "{count}");
            assert!((0..count).all(|at| flags.contains(at) == expected.contains(&at)));
        }
    }
}

//! Text as it is read: folded to plain lower-case letters, with the way back to the original.

mod address;
mod bit_set;
mod blocks;
mod class;
mod fold;
mod mail;
mod tables;
mod tokens;
mod word_filter;

pub(crate) use address::is_in_address;
pub(crate) use bit_set::BitSet;
pub(crate) use blocks::{Break, Token};
pub(crate) use class::{is_inner_sign, is_leading_sign, is_word_byte};
pub(crate) use fold::Folded;
pub use fold::normalize;
pub(crate) use mail::MailReader;
pub use mail::MailWords;
pub(crate) use tokens::{Keys, key_of, letters, read_words};
pub(crate) use word_filter::WordFilter;

/// A 32-bit index as one of a slice.
#[inline]
pub(crate) fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

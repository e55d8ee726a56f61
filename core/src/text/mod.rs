//! Text as it is read: folded to plain lower-case letters, with the way back to the original.

mod blocks;
mod fold;
mod tables;
mod tokens;

pub(crate) use fold::Folded;
pub use fold::normalize;
pub(crate) use tokens::{
    Break, RawToken, is_inner_sign, is_leading_sign, is_word_byte, key_of, place, tokenize,
};

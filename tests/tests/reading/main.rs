//! The library against a second reading of the rules, written from their text alone.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at what is wrong")]

mod agreement;
mod by_hand;

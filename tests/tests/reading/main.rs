//! The library against a second reading of the rules, written from their text alone.

#![expect(clippy::expect_used, reason = "a test stops at what is wrong")]

mod agreement;
mod by_hand;

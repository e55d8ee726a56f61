//! What the test targets share.

pub mod arbitrary;
pub mod doors;

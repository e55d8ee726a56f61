//! What the test targets share.

pub mod arbitrary;
pub mod border;
pub mod calendars;
pub mod corpus;
pub mod doors;
pub mod language;
pub mod schemas;
pub mod story;

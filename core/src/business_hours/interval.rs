//! What an explanation of an elapsed time consists of.

use serde::{Deserialize, Serialize};

use crate::conversation::Timestamp;

wire_enum! {
    /// Why an interval counts, or does not.
    pub enum IntervalReason {
        /// Open, and not paused: counted.
        Open = "open",
        /// Outside of the opening hours.
        Closed = "closed",
        /// On a holiday, whatever the opening hours.
        Holiday = "holiday",
        /// In a break of the date, whatever the opening hours, and not on a holiday.
        Break = "break",
        /// Open, but the clock was paused.
        Paused = "paused",
        /// Before the clock started.
        BeforeStart = "before_start",
    }
}

/// A stretch of time that counts as a whole, or does not.
///
/// The intervals of one explanation follow each other without a gap; neighbours differ in their
/// reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// Whether it counts towards the elapsed time.
    pub counted: bool,
    /// Why.
    pub reason: IntervalReason,
}

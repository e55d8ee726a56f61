//! Business hours against strangers: rows of other systems, a clock that steps, and algebra.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops at what is wrong")]

mod algebra;
mod boundaries;
mod stepping;
mod vectors;

use cx_triage::Timestamp;
use cx_triage::hours::BusinessHours;

/// Milliseconds of an hour.
pub(crate) const HOUR: i64 = 3_600_000;

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(crate) fn hours(json: &str) -> BusinessHours {
    BusinessHours::from_json(json).unwrap()
}

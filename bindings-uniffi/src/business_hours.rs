//! Business hours, usable alone.

use std::sync::Arc;

use cx_triage::Timestamp;
use cx_triage::hours::{BusinessHours as Calendar, Interval, Pause};

use crate::error::TriageError;

/// Compiled business hours: how much working time lies between two instants, and when so much has
/// passed.
///
/// Never changes; safe to share between threads. Exact to the millisecond, daylight-saving time
/// included.
#[derive(Debug, uniffi::Object)]
pub struct BusinessHours(Calendar);

#[uniffi::export]
impl BusinessHours {
    /// Reads a calendar (JSON: `hours`, `breaks`, `holidays`, `time_zone`) and compiles it.
    ///
    /// Throws everything that is wrong with the document, at once.
    #[uniffi::constructor]
    pub fn from_json(json: &str) -> Result<Arc<Self>, TriageError> {
        Ok(Arc::new(Self(Calendar::from_json(json)?)))
    }

    /// The IANA name of the time zone.
    pub fn time_zone(&self) -> String {
        self.0.time_zone().to_owned()
    }

    /// Milliseconds from `start` to `end` that are open and not paused; 0 if `end` is not after
    /// `start`. Throws only for a time outside the years 0001 to 9999.
    #[uniffi::method(default(pauses = []))]
    pub fn elapsed(
        &self,
        start: Timestamp,
        end: Timestamp,
        pauses: Vec<Pause>,
    ) -> Result<i64, TriageError> {
        Ok(self.0.elapsed(start, end, &pauses))
    }

    /// The first instant at which `targetMs` milliseconds that are open and not paused have
    /// passed since `start`.
    ///
    /// A target that is used up exactly at closing time falls due then; a target of 0 at the first
    /// open instant from `start` on. Throws for a negative target and beyond the year 9999.
    #[uniffi::method(default(pauses = []))]
    pub fn deadline(
        &self,
        start: Timestamp,
        target_ms: i64,
        pauses: Vec<Pause>,
    ) -> Result<Timestamp, TriageError> {
        Ok(self.0.deadline(start, target_ms, &pauses)?)
    }

    /// Whether it is open at `at`: at the instant of opening it is, at that of closing it is not.
    /// Throws only for a time outside the years 0001 to 9999.
    pub fn is_open(&self, at: Timestamp) -> Result<bool, TriageError> {
        Ok(self.0.is_open(at))
    }

    /// The first open instant from `at` on; absent if it does not open again up to the year 9999.
    /// Throws only for a time outside the years 0001 to 9999.
    pub fn next_opening(&self, at: Timestamp) -> Result<Option<Timestamp>, TriageError> {
        Ok(self.0.next_opening(at))
    }

    /// Everything from `start` to `end`, cut into intervals that count and intervals that do not,
    /// each with its reason. Throws for more than 3,660 days.
    #[uniffi::method(default(pauses = []))]
    pub fn explain(
        &self,
        start: Timestamp,
        end: Timestamp,
        pauses: Vec<Pause>,
    ) -> Result<Vec<Interval>, TriageError> {
        Ok(self.0.explain(start, end, &pauses)?)
    }
}

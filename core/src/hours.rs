//! Business hours, usable alone: a calendar as a document, compiled once, and how much working time
//! lies between two instants.
//!
//! [`BusinessHours`] is the way in; [`BusinessHoursDocument`] says how a calendar is written.

pub use crate::business_hours::{
    BusinessHours, BusinessHoursDocument, Interval, IntervalReason, Pause, TimeRange, WeekHours,
};

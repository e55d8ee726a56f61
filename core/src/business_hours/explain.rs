//! Why an elapsed time is what it is: the intervals that count and those that do not.

use serde::{Deserialize, Serialize};

use super::Calendar;
use super::plan::Stretch;
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

/// Cuts `from..to` into intervals; `pauses` are in order, apart, and inside of it.
pub(super) fn explain(
    calendar: &Calendar,
    (from, to): Stretch,
    pauses: &[Stretch],
) -> Vec<Interval> {
    let mut cuts = Cuts { intervals: Vec::new() };
    let closures = &calendar.closures;
    let stops: Vec<_> = pauses.iter().map(|stop| (*stop, IntervalReason::Paused)).collect();
    let mut at = from;
    while at < to {
        let (open, end) = calendar.table.at(at);
        let end = end.min(to);
        if open {
            cuts.split((at, end), &stops, IntervalReason::Open);
        } else {
            cuts.split((at, end), closures, IntervalReason::Closed);
        }
        at = end;
    }
    cuts.intervals
}

struct Cuts {
    intervals: Vec<Interval>,
}

impl Cuts {
    /// Adds `stretch`, as `plain` where no label covers it.
    fn split(
        &mut self,
        (mut at, end): Stretch,
        labels: &[(Stretch, IntervalReason)],
        plain: IntervalReason,
    ) {
        let first = labels.partition_point(|(label, _)| label.1 <= at);
        for ((start, stop), reason) in labels.iter().skip(first) {
            if *start >= end {
                break;
            }
            self.push((at, *start), plain);
            self.push((at.max(*start), end.min(*stop)), *reason);
            at = *stop;
        }
        self.push((at, end), plain);
    }

    fn push(&mut self, (start, end): Stretch, reason: IntervalReason) {
        if start >= end {
            return;
        }
        let end = Timestamp::from_millis_saturating(end);
        match self.intervals.last_mut() {
            Some(last) if last.reason == reason => last.end = end,
            _ => self.intervals.push(Interval {
                start: Timestamp::from_millis_saturating(start),
                end,
                counted: reason == IntervalReason::Open,
                reason,
            }),
        }
    }
}

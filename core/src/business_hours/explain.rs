//! Why an elapsed time is what it is: the intervals that count and those that do not.

use super::Calendar;
use super::interval::{Interval, IntervalReason};
use super::plan::Stretch;
use crate::conversation::Timestamp;

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

//! The calendar in local time, and its exact open intervals within a stretch of real time.

use std::collections::{BTreeMap, BTreeSet};

use super::interval::IntervalReason;
use super::zone::{DAY, Zone};

/// Local times from `start` to before `end`, in milliseconds from a date's midnight; `end` may
/// lie on the next date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) start: i64,
    pub(super) end: i64,
}

/// A half-open stretch of instants, in milliseconds.
pub(super) type Stretch = (i64, i64);

/// How far the local date may be from that of the instant, in days, with room for a window that
/// began on the date before.
const MARGIN_DAYS: i64 = 4;

/// A calendar as it is written, with days counted from 1970-01-01.
#[derive(Debug)]
pub(super) struct Plan {
    /// Monday first.
    pub(super) weekly: [Vec<Window>; 7],
    pub(super) special: BTreeMap<i64, Vec<Window>>,
    pub(super) breaks: BTreeMap<i64, Vec<Window>>,
    pub(super) holidays: BTreeSet<i64>,
    pub(super) zone: Zone,
}

impl Plan {
    /// The open stretches within `from..to`, in order, apart from each other.
    pub(super) fn open_within(&self, (from, to): Stretch) -> Vec<Stretch> {
        let first = from.div_euclid(DAY) - MARGIN_DAYS;
        let last = to.div_euclid(DAY) + MARGIN_DAYS;
        let mut open = Vec::new();
        for day in first..=last {
            let windows = self.special.get(&day).or_else(|| self.weekly.get(weekday(day)));
            open.extend(windows.into_iter().flatten().map(|window| self.real(day, *window)));
        }
        let mut closed = self.holiday_stretches(self.holidays.range(first..=last));
        closed.extend(self.break_stretches(self.breaks.range(first..=last)));
        let open = subtract(&merged(open), &merged(closed));
        open.into_iter().map(|(a, b)| (a.max(from), b.min(to))).filter(|(a, b)| a < b).collect()
    }

    /// The real time of a window of a date: empty (start at or after end) inside a gap.
    fn real(&self, day: i64, window: Window) -> Stretch {
        let midnight = day * DAY;
        let start = self.zone.first_at_or_after(midnight + window.start);
        (start, self.zone.last_before(midnight + window.end))
    }

    fn holiday_stretches<'a>(&self, days: impl Iterator<Item = &'a i64>) -> Vec<Stretch> {
        days.map(|day| self.real(*day, Window { start: 0, end: DAY })).collect()
    }

    fn break_stretches<'a>(
        &self,
        dates: impl Iterator<Item = (&'a i64, &'a Vec<Window>)>,
    ) -> Vec<Stretch> {
        dates.flat_map(|(day, breaks)| breaks.iter().map(|b| self.real(*day, *b))).collect()
    }

    /// Where the open time may differ from that of the plain week, in order, apart from each
    /// other: around dates of their own.
    pub(super) fn exceptional(&self) -> Vec<Stretch> {
        let dates = self.special.keys().chain(self.breaks.keys()).chain(&self.holidays);
        merged(dates.map(|day| self.real(*day, Window { start: 0, end: 2 * DAY })).collect())
    }

    /// Holidays, and breaks outside of them, in order.
    pub(super) fn labelled_closures(&self) -> Vec<(Stretch, IntervalReason)> {
        let holidays = merged(self.holiday_stretches(self.holidays.iter()));
        let breaks = merged(self.break_stretches(self.breaks.iter()));
        let breaks = subtract(&breaks, &holidays).into_iter().map(|s| (s, IntervalReason::Break));
        let mut all: Vec<_> = holidays.into_iter().map(|s| (s, IntervalReason::Holiday)).collect();
        all.extend(breaks);
        all.sort_unstable_by_key(|(stretch, _)| *stretch);
        all
    }
}

/// The weekday of a day counted from 1970-01-01, a Thursday; Monday is 0.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// The same instants in order, each once; empty stretches are dropped.
pub(super) fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.retain(|(start, end)| start < end);
    stretches.sort_unstable();
    let mut all: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for (start, end) in stretches {
        match all.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => all.push((start, end)),
        }
    }
    all
}

/// What of `from` is not in `minus`; both in order and apart.
fn subtract(from: &[Stretch], minus: &[Stretch]) -> Vec<Stretch> {
    let mut rest = Vec::with_capacity(from.len());
    let mut first = 0;
    for &(mut start, end) in from {
        first += minus.iter().skip(first).take_while(|m| m.1 <= start).count();
        for &(off, on) in minus.iter().skip(first).take_while(|m| m.0 < end) {
            if start < off {
                rest.push((start, off));
            }
            start = on;
        }
        if start < end {
            rest.push((start, end));
        }
    }
    rest
}

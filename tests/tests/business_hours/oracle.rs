//! A clock that steps: what is open is found by reading a wall clock at every step of a stretch,
//! and time is counted one step at a time.

use chrono::{DateTime, Datelike, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use cx_triage::BusinessHoursDocument;

/// Which steps of a stretch of time are open.
pub(crate) struct Oracle {
    pub(crate) from: i64,
    pub(crate) step: i64,
    pub(crate) open: Vec<bool>,
}

/// A reading of the wall clock: seconds since 1970-01-01T00:00 as the clock shows it.
fn reading(tz: Tz, second: i64) -> i64 {
    let utc = DateTime::<Utc>::from_timestamp(second, 0).unwrap().naive_utc();
    second + i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

fn seconds(time: &str) -> i64 {
    let parts: Vec<i64> = time.split(':').map(|part| part.parse().unwrap()).collect();
    parts[0] * 3600 + parts[1] * 60 + parts.get(2).copied().unwrap_or(0)
}

impl Oracle {
    /// Steps of `step` seconds from `from` (seconds since the epoch).
    pub(crate) fn new(
        document: &BusinessHoursDocument,
        from: i64,
        steps: usize,
        step: i64,
    ) -> Self {
        let tz: Tz = document.time_zone.parse().unwrap();
        // Four days more on each side, so that windows of the dates around are whole.
        let around = 4 * 86_400 / step;
        let clock: Vec<i64> = (-around..i64::try_from(steps).unwrap() + around)
            .map(|n| reading(tz, from + n * step))
            .collect();
        let mut open = vec![false; clock.len()];
        let mut paint = |midnight: i64, start: i64, end: i64, colour: bool| {
            // From the first time that the clock shows the start or more, to the last time that
            // it shows less than the end.
            // No clock is ever put forward or back by two days, so that no more is read.
            let about = |reads: i64, days: i64| {
                let steps = (reads - clock[0] + days * 86_400) / step;
                usize::try_from(steps.max(0)).unwrap().min(clock.len())
            };
            let from = about(midnight + start, -2);
            let first = clock[from..].iter().position(|reads| *reads >= midnight + start);
            let until = about(midnight + end, 2);
            let last = clock[..until].iter().rposition(|reads| *reads < midnight + end);
            if let (Some(first), Some(last)) = (first, last) {
                open.iter_mut().take(last + 1).skip(from + first).for_each(|step| *step = colour);
            }
        };
        let days = clock[0].div_euclid(86_400) + 1..clock[clock.len() - 1].div_euclid(86_400) - 1;
        let dated = |day: i64| {
            let date = DateTime::<Utc>::from_timestamp(day * 86_400, 0).unwrap();
            assert_eq!(date.hour(), 0);
            (date.format("%Y-%m-%d").to_string(), date.weekday().num_days_from_monday())
        };
        let end_of = |from: &str, to: &str| {
            let (from, to) = (seconds(from), seconds(to));
            if to <= from { to + 86_400 } else { to }
        };
        for day in days.clone() {
            let (date, weekday) = dated(day);
            let week = &document.hours;
            let plain =
                [&week.mon, &week.tue, &week.wed, &week.thu, &week.fri, &week.sat, &week.sun];
            let windows = document.special_hours.get(&date).unwrap_or(plain[weekday as usize]);
            for (from, to) in windows {
                paint(day * 86_400, seconds(from), end_of(from, to), true);
            }
        }
        for day in days {
            let (date, _) = dated(day);
            for (from, to) in document.breaks.get(&date).into_iter().flatten() {
                paint(day * 86_400, seconds(from), end_of(from, to), false);
            }
            if document.holidays.contains(&date) {
                paint(day * 86_400, 0, 86_400, false);
            }
        }
        let around = usize::try_from(around).unwrap();
        Self { from, step, open: open[around..around + steps].to_vec() }
    }

    /// Open steps at which no pause (in steps) holds.
    pub(crate) fn counted(&self, pauses: &[(usize, usize)]) -> Vec<bool> {
        let stopped = |n: usize| pauses.iter().any(|(start, end)| *start <= n && n < *end);
        self.open.iter().enumerate().map(|(n, open)| *open && !stopped(n)).collect()
    }

    /// The instant of a step, in milliseconds.
    pub(crate) fn instant(&self, step: usize) -> i64 {
        (self.from + i64::try_from(step).unwrap() * self.step) * 1000
    }
}

//! A clock that steps: each step of a stretch of time is judged by itself, by what a wall clock
//! showed, shows and will show, and time is counted one step at a time.
//!
//! The step is one second or one minute. Seconds show every boundary that a calendar can have, in
//! any year that the zones know; minutes reach over more days in a row for the same work.

use std::ops::Range;

use chrono::{DateTime, Datelike, Utc};
use cx_triage::Timestamp;
use cx_triage::hours::{BusinessHoursDocument, IntervalReason, TimeRange};
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// No clock was ever put back by more seconds than this (Kwajalein in 1969: by 23 hours).
const LARGEST_FOLD: i64 = 24 * 3600;

/// How a stretch of time is walked through.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// Seconds of a step.
    pub step: i64,
    /// How many.
    pub steps: usize,
}

impl Walk {
    /// Some days, in steps of so many seconds.
    #[must_use]
    pub const fn days(days: i64, step: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few days")]
        Self { step, steps: (days * DAY / step) as usize }
    }

    /// Milliseconds of so many steps.
    #[must_use]
    pub fn millis(self, steps: usize) -> i64 {
        i64::try_from(steps).unwrap() * self.step * 1000
    }
}

/// What each step of a stretch of time is: open, closed, on a holiday, in a break, or paused.
#[derive(Debug)]
pub struct Oracle {
    from: i64,
    walk: Walk,
    reasons: Vec<IntervalReason>,
}

/// A reading of the wall clock: seconds since 1970-01-01T00:00 as the clock shows it.
fn reading(zone: &TimeZone, second: i64) -> i64 {
    let instant = jiff::Timestamp::from_second(second).unwrap();
    second + i64::from(zone.to_offset(instant).seconds())
}

/// What a date of the document says, in readings of the clock.
struct Date {
    whole: Range<i64>,
    holiday: bool,
    breaks: Vec<Range<i64>>,
    windows: Vec<Range<i64>>,
}

fn seconds(time: &str) -> i64 {
    let parts: Vec<i64> = time.split(':').map(|part| part.parse().unwrap()).collect();
    parts[0] * 3600 + parts[1] * 60 + parts.get(2).copied().unwrap_or(0)
}

impl Date {
    fn of(document: &BusinessHoursDocument, day: i64) -> Self {
        let midnight = day * DAY;
        let date = DateTime::<Utc>::from_timestamp(midnight, 0).unwrap();
        let name = date.format("%Y-%m-%d").to_string();
        let week = &document.hours;
        let plain = [&week.mon, &week.tue, &week.wed, &week.thu, &week.fri, &week.sat, &week.sun];
        let plain = plain[date.weekday().num_days_from_monday() as usize];
        let range = |range: &TimeRange| {
            let (from, to) = (seconds(range.from()), seconds(range.to()));
            midnight + from..midnight + if to <= from { to + DAY } else { to }
        };
        Self {
            whole: midnight..midnight + DAY,
            holiday: document.holidays.contains(&name),
            breaks: document.breaks.get(&name).into_iter().flatten().map(range).collect(),
            windows: document.special_hours.get(&name).unwrap_or(plain).iter().map(range).collect(),
        }
    }
}

impl Oracle {
    /// A walk from `from` (seconds since the epoch).
    #[must_use]
    pub fn new(document: &BusinessHoursDocument, from: i64, walk: Walk) -> Self {
        let zone = TimeZoneDatabase::bundled().get(&document.time_zone).unwrap();
        let Walk { step, steps } = walk;
        let around = LARGEST_FOLD / step;
        let instants = (-around..i64::try_from(steps).unwrap() + around).map(|n| from + n * step);
        // The clock as it is read at each step; then the most that it has shown up to there, and
        // the least that it will show from there on. They differ from the reading in a fold.
        let clock: Vec<i64> = instants.map(|second| reading(&zone, second)).collect();
        let mut most = clock.clone();
        let mut least = clock;
        for n in 1..most.len() {
            most[n] = most[n].max(most[n - 1]);
        }
        for n in (1..least.len()).rev() {
            least[n - 1] = least[n - 1].min(least[n]);
        }

        let first = least[0].div_euclid(DAY) - 1;
        let days = first..=most[most.len() - 1].div_euclid(DAY);
        let dates: Vec<Date> = days.map(|day| Date::of(document, day)).collect();
        let around = usize::try_from(around).unwrap();
        let readings = least.iter().zip(&most).skip(around).take(steps);
        let reasons = readings.map(|(least, most)| {
            // The dates whose times may hold: a window ends on the next date at the latest.
            let date = |reading: i64| usize::try_from(reading.div_euclid(DAY) - first).unwrap();
            let dates = &dates[date(*least) - 1..=date(*most)];
            // From the first time that the clock shows the start or more, to the last time that
            // it shows less than the end.
            let holds = |range: &Range<i64>| *most >= range.start && *least < range.end;
            if dates.iter().any(|date| date.holiday && holds(&date.whole)) {
                IntervalReason::Holiday
            } else if dates.iter().any(|date| date.breaks.iter().any(holds)) {
                IntervalReason::Break
            } else if dates.iter().any(|date| date.windows.iter().any(holds)) {
                IntervalReason::Open
            } else {
                IntervalReason::Closed
            }
        });
        Self { from, walk, reasons: reasons.collect() }
    }

    /// The same where pauses (in steps) hold.
    #[must_use]
    pub fn paused(&self, pauses: &[Range<usize>]) -> Self {
        let stopped = |n: usize| pauses.iter().any(|pause| pause.contains(&n));
        let reasons = self.reasons.iter().enumerate();
        let reasons = reasons.map(|(n, reason)| match reason {
            IntervalReason::Open if stopped(n) => IntervalReason::Paused,
            reason => *reason,
        });
        Self { reasons: reasons.collect(), ..*self }
    }

    /// The walk.
    #[must_use]
    pub fn walk(&self) -> Walk {
        self.walk
    }

    /// Whether a step is open.
    #[must_use]
    pub fn is_open(&self, step: usize) -> bool {
        self.reasons[step] == IntervalReason::Open
    }

    /// The first open step from `from` on.
    #[must_use]
    pub fn opening(&self, from: usize) -> Option<usize> {
        (from..self.walk.steps).find(|step| self.is_open(*step))
    }

    /// How many steps are open.
    #[must_use]
    pub fn elapsed(&self, steps: Range<usize>) -> usize {
        steps.filter(|step| self.is_open(*step)).count()
    }

    /// The step at whose start `target` open steps have passed since `start`.
    #[must_use]
    pub fn due(&self, start: usize, target: usize) -> Option<usize> {
        crate::due(start, target, self.walk.steps, |step| self.is_open(step))
    }

    /// Whether the reason holds for each of the steps.
    #[must_use]
    pub fn are(&self, reason: IntervalReason, mut steps: Range<usize>) -> bool {
        steps.all(|step| self.reasons[step] == reason)
    }

    /// The steps that differ from the one before.
    #[must_use]
    pub fn edges(&self) -> Vec<usize> {
        (1..self.walk.steps).filter(|n| self.reasons[*n] != self.reasons[*n - 1]).collect()
    }

    /// The instant of a step.
    #[must_use]
    pub fn instant(&self, step: usize) -> Timestamp {
        Timestamp::from_millis(self.from * 1000 + self.walk.millis(step)).unwrap()
    }

    /// The step that starts at an instant.
    #[must_use]
    pub fn step(&self, instant: Timestamp) -> usize {
        let millis = instant.as_millis() - self.from * 1000;
        assert_eq!(millis % (self.walk.step * 1000), 0, "{instant} is no step");
        usize::try_from(millis / (self.walk.step * 1000)).unwrap()
    }
}

//! The compiled calendar: open time before any instant, and back, in logarithmic time.
//!
//! Real time is cut into segments in which the calendar is either closed, open, or the plain week
//! at one offset from UTC. Cuts lie at changes of offset and around dates of their own, so that a
//! table for all time has a few hundred entries.

use super::plan::{Plan, Stretch, merged};
use super::zone::{BEGINNING, DAY, END, Zone};

const WEEK: i64 = 7 * DAY;

/// From the Monday with which weeks are counted, in year -1, to 1970-01-01T00:00: no place that is
/// asked for is negative.
const MONDAY: i64 = 3 * DAY + 102_800 * WEEK;

/// The instants covered: the years 0001 to 9999 with some days around them.
const FIRST: i64 = -62_135_596_800_000 - 4 * DAY;

/// Segments are looked up by `instant >> INDEX_SHIFT` (24.9 days) where an index covers them: from
/// 1970 to 2100.
const INDEX_SHIFT: u32 = 31;
const INDEX_BUCKETS: usize = 1912;

/// Windows of the week are looked up by `place >> WEEK_SHIFT` (70 minutes).
const WEEK_SHIFT: u32 = 22;
const WEEK_BUCKETS: usize = 145;

#[derive(Debug)]
pub(super) struct Table {
    week: Week,
    segments: Vec<Segment>,
    /// For each bucket from 1970 on, the segment in which it starts; one more closes the last.
    index: Vec<u32>,
}

/// From `start` to the next segment's start.
#[derive(Debug, Clone, Copy)]
struct Segment {
    start: i64,
    /// Open milliseconds before `start`, counted from [`FIRST`].
    before: i64,
    shape: Shape,
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    Closed,
    Open,
    /// The plain week: `to_week` is added to an instant to get the place in the weeks, `base` to
    /// the weeks' open time to get that since [`FIRST`].
    Weekly {
        to_week: i64,
        base: i64,
    },
}

/// The plain week, counted from Monday 00:00 local.
#[derive(Debug)]
struct Week {
    windows: Vec<WeekWindow>,
    open: i64,
    /// For each bucket of places, how many windows start at or before its first place.
    index: [u32; WEEK_BUCKETS],
}

#[derive(Debug, Clone, Copy)]
struct WeekWindow {
    start: i64,
    length: i64,
    /// Open milliseconds of the week before `start`.
    before: i64,
}

impl Week {
    fn new(plan: &Plan) -> Self {
        let mut stretches = Vec::new();
        for (day, windows) in (0..).zip(&plan.weekly) {
            for window in windows {
                let (start, end) = (day * DAY + window.start, day * DAY + window.end);
                stretches.push((start, end.min(WEEK)));
                stretches.push((0, end - WEEK));
            }
        }
        let mut open = 0;
        let mut windows = Vec::new();
        for (start, end) in merged(stretches) {
            windows.push(WeekWindow { start, length: end - start, before: open });
            open += end - start;
        }
        let index = std::array::from_fn(|bucket| {
            let place = i64::try_from(bucket).unwrap_or_default() << WEEK_SHIFT;
            let started = windows.partition_point(|window| window.start <= place);
            u32::try_from(started).unwrap_or(u32::MAX)
        });
        Self { windows, open, index }
    }

    /// How many weeks before `place`, and the place within its week.
    fn split(place: i64) -> (i64, i64) {
        // Unsigned, because that divides faster; no place is negative.
        let place = place.unsigned_abs();
        let week = WEEK.unsigned_abs();
        ((place / week).cast_signed(), (place % week).cast_signed())
    }

    /// How many windows start at or before a place within the week.
    fn started(&self, within: i64) -> usize {
        let bucket = usize::try_from(within >> WEEK_SHIFT).unwrap_or_default();
        let mut started = self.index.get(bucket).map_or(0, |started| *started as usize);
        while self.windows.get(started).is_some_and(|window| window.start <= within) {
            started += 1;
        }
        started
    }

    /// Open milliseconds from place 0 to `place`.
    fn open_before(&self, place: i64) -> i64 {
        let (weeks, within) = Self::split(place);
        let last = self.windows.get(self.started(within).wrapping_sub(1));
        let open = last.map_or(0, |last| last.before + (within - last.start).min(last.length));
        weeks * self.open + open
    }

    /// The first place before which `open` milliseconds were open.
    fn place_of(&self, open: i64) -> Option<i64> {
        let weeks = (open - 1).checked_div_euclid(self.open)?;
        let rest = open - weeks * self.open;
        let after = self.windows.partition_point(|window| window.before < rest);
        let window = self.windows.get(after.checked_sub(1)?)?;
        Some(weeks * WEEK + window.start + rest - window.before)
    }

    /// Whether `place` is open, and the next place at which a window starts or ends.
    fn at(&self, place: i64) -> (bool, i64) {
        let (_, within) = Self::split(place);
        let monday = place - within;
        let after = self.started(within);
        if let Some(window) = self.windows.get(after.wrapping_sub(1)) {
            let end = window.start + window.length;
            if within < end {
                return (true, monday + end);
            }
        }
        (false, monday + self.windows.get(after).map_or(WEEK, |window| window.start))
    }

    /// Whether every place strictly inside `from..to` is as the one before it.
    fn is_even(&self, (from, to): Stretch) -> bool {
        let (_, change) = self.at(from);
        change >= to || (change % WEEK == 0 && self.goes_round() && self.at(change).1 >= to)
    }

    /// Whether Sunday 24:00 is as Monday 00:00.
    fn goes_round(&self) -> bool {
        self.at(WEEK - 1).0 == self.at(0).0
    }
}

impl Table {
    pub(super) fn new(plan: &Plan) -> Self {
        let week = Week::new(plan);
        let mut own = plan.exceptional();
        own.extend(uneven_folds(&plan.zone, &week));
        let mut builder = Builder { week, segments: Vec::new(), open: 0 };
        let mut at = FIRST;
        for stretch in merged(own) {
            builder.plain(&plan.zone, (at, stretch.0));
            builder.exact(plan, stretch);
            at = stretch.1;
        }
        builder.plain(&plan.zone, (at, END));
        let Builder { week, segments, .. } = builder;
        let index = (0..=INDEX_BUCKETS)
            .map(|bucket| {
                let start = i64::try_from(bucket).unwrap_or_default() << INDEX_SHIFT;
                let after = segments.partition_point(|segment| segment.start <= start);
                u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
            })
            .collect();
        Self { week, segments, index }
    }

    /// Every instant is open.
    pub(super) fn always() -> Self {
        Self {
            week: Week { windows: Vec::new(), open: 0, index: [0; WEEK_BUCKETS] },
            segments: vec![Segment { start: FIRST, before: 0, shape: Shape::Open }],
            index: Vec::new(),
        }
    }

    /// Whether nothing is ever open.
    pub(super) fn is_empty(&self) -> bool {
        self.open_before(super::last_instant()) == 0 && !self.at(super::last_instant()).0
    }

    /// The number of the segment that holds `instant`.
    fn locate(&self, instant: i64) -> usize {
        let (from, to) = usize::try_from(instant >> INDEX_SHIFT)
            .ok()
            .and_then(|bucket| Some((*self.index.get(bucket)?, *self.index.get(bucket + 1)?)))
            .map_or((0, self.segments.len()), |(from, to)| (from as usize, to as usize + 1));
        let candidates = self.segments.get(from..to).unwrap_or_default();
        let after = candidates.partition_point(|segment| segment.start <= instant);
        (from + after).saturating_sub(1)
    }

    fn open_in(&self, segment: &Segment, instant: i64) -> i64 {
        match segment.shape {
            Shape::Closed => segment.before,
            Shape::Open => segment.before + (instant - segment.start),
            Shape::Weekly { to_week, base } => base + self.week.open_before(instant + to_week),
        }
    }

    /// Open milliseconds before `instant`.
    pub(super) fn open_before(&self, instant: i64) -> i64 {
        let segment = self.segments.get(self.locate(instant));
        segment.map_or(0, |segment| self.open_in(segment, instant))
    }

    /// Open milliseconds before `instant`, and the number of its segment.
    fn open_before_and_segment(&self, instant: i64) -> (i64, usize) {
        let number = self.locate(instant);
        let open = self.segments.get(number).map_or(0, |s| self.open_in(s, instant));
        (open, number)
    }

    /// The first instant at which `more` open milliseconds (one or more) have passed since
    /// `from`; none if there are not so many before the end of the table.
    pub(super) fn after(&self, from: i64, more: i64) -> Option<i64> {
        let (open, first) = self.open_before_and_segment(from);
        let wanted = open.checked_add(more)?;
        if wanted > self.open_before(super::last_instant()) {
            return None;
        }
        // Most answers lie in this segment or one of the next: step in growing strides.
        let mut low = first;
        let mut stride = 1;
        let mut high = self.segments.len();
        while let Some(segment) = self.segments.get(low + stride) {
            if segment.before >= wanted {
                high = low + stride;
                break;
            }
            low += stride;
            stride *= 2;
        }
        let between = self.segments.get(low..high).unwrap_or_default();
        let segment = between
            .get(between.partition_point(|segment| segment.before < wanted).checked_sub(1)?)?;
        match segment.shape {
            Shape::Closed => None,
            Shape::Open => Some(segment.start + (wanted - segment.before)),
            Shape::Weekly { to_week, base } => Some(self.week.place_of(wanted - base)? - to_week),
        }
    }

    /// Whether `instant` is open, and a later instant up to which it stays so.
    pub(super) fn at(&self, instant: i64) -> (bool, i64) {
        let number = self.locate(instant);
        let end = self.segments.get(number + 1).map_or(END, |next| next.start);
        match self.segments.get(number).map(|segment| segment.shape) {
            Some(Shape::Open) => (true, end),
            Some(Shape::Weekly { to_week, .. }) => {
                let (open, change) = self.week.at(instant + to_week);
                (open, (change - to_week).min(end))
            }
            Some(Shape::Closed) | None => (false, end),
        }
    }
}

/// Where the clocks go back over an opening or closing time of the week.
fn uneven_folds(zone: &Zone, week: &Week) -> Vec<Stretch> {
    let folds = zone.folds().filter(|(after, back)| {
        let from = after.start + after.offset + MONDAY;
        !week.is_even((from, from + back))
    });
    folds.map(|(after, back)| (after.start - back, after.start + back)).collect()
}

struct Builder {
    week: Week,
    segments: Vec<Segment>,
    open: i64,
}

impl Builder {
    fn push(&mut self, start: i64, shape: Shape) {
        self.segments.push(Segment { start, before: self.open, shape });
    }

    /// The plain week over `stretch`, cut where the offset changes.
    fn plain(&mut self, zone: &Zone, stretch: Stretch) {
        let spans = zone.spans();
        let ends = spans.iter().skip(1).map(|span| span.start).chain([END]);
        for (span, end) in spans.iter().zip(ends) {
            let (start, end) = (span.start.max(stretch.0), end.min(stretch.1));
            if start >= end {
                continue;
            }
            if self.week.open == 0 {
                self.push(start, Shape::Closed);
                continue;
            }
            let to_week = span.offset + MONDAY;
            let base = self.open - self.week.open_before(start + to_week);
            self.push(start, Shape::Weekly { to_week, base });
            if end < END {
                self.open = base + self.week.open_before(end + to_week);
            }
        }
    }

    /// The calendar as it is written, interval by interval.
    fn exact(&mut self, plan: &Plan, stretch: Stretch) {
        let mut at = stretch.0;
        for (start, end) in plan.open_within(stretch) {
            if at < start {
                self.push(at, Shape::Closed);
            }
            self.push(start, Shape::Open);
            self.open += end - start;
            at = end;
        }
        if at < stretch.1 {
            self.push(at, Shape::Closed);
        }
    }
}

const _: () = assert!(BEGINNING < FIRST);

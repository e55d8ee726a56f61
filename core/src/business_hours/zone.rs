//! Local time to instants: the offsets of one time zone as a short list of spans.

#[cfg(feature = "time-zones")]
use jiff::tz::TimeZoneDatabase;
#[cfg(feature = "time-zones")]
use jiff::{Timestamp, tz::TimeZone};

/// Milliseconds of a day.
pub(super) const DAY: i64 = 86_400_000;

/// Before every instant that is asked for, and far from overflow.
pub(super) const BEGINNING: i64 = i64::MIN / 4;
/// After every instant that is asked for, and far from overflow.
pub(super) const END: i64 = i64::MAX / 4;

/// No offset from UTC is larger (the largest in the database is below 16 hours).
const LARGEST_OFFSET: i64 = 26 * 3_600_000;

/// Rules that go on for ever are followed to the end of the year 2100, in seconds.
#[cfg(feature = "time-zones")]
const LAST_SECOND: i64 = 4_133_980_800;

/// An offset and the instant from which it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first instant, in milliseconds since the epoch.
    pub(super) start: i64,
    /// What is added to an instant to get the local time, in milliseconds.
    pub(super) offset: i64,
}

/// The offsets of a time zone over all time, in order.
///
/// Local times are counted as instants are: milliseconds since 1970-01-01T00:00 local.
#[derive(Debug)]
pub(super) struct Zone {
    spans: Vec<Span>,
}

/// What is expected where the name of a zone stands.
#[cfg(feature = "time-zones")]
pub(super) const EXPECTED: &str = "expected the IANA name of a time zone, such as `Europe/Berlin`";
#[cfg(not(feature = "time-zones"))]
pub(super) const EXPECTED: &str =
    "expected `UTC`: other time zones need the library's feature `time-zones`";

#[cfg(not(feature = "time-zones"))]
impl Zone {
    /// The zone of that name: `UTC` alone.
    pub(super) fn named(name: &str) -> Option<Self> {
        (name == "UTC").then(|| Self { spans: vec![Span { start: BEGINNING, offset: 0 }] })
    }
}

#[cfg(feature = "time-zones")]
impl Zone {
    /// The zone of that IANA name, written as the database writes it.
    pub(super) fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        (zone.iana_name() == Some(name)).then(|| Self::new(&zone))
    }

    fn new(zone: &TimeZone) -> Self {
        let milliseconds = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1000;
        let first = milliseconds(zone.to_offset(Timestamp::MIN));
        let mut spans = vec![Span { start: BEGINNING, offset: first }];
        for change in zone.following(Timestamp::MIN) {
            let start = change.timestamp();
            if start.as_second() > LAST_SECOND {
                break;
            }
            let offset = milliseconds(change.offset());
            // A change of the zone's name alone, or of what is called summer, changes no time.
            if spans.last().is_some_and(|span| span.offset != offset) {
                spans.push(Span { start: start.as_millisecond(), offset });
            }
        }
        Self { spans }
    }
}

impl Zone {
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The first instant at which the local clock reads `local` or later.
    pub(super) fn first_at_or_after(&self, local: i64) -> i64 {
        let from = self.index_at(local - LARGEST_OFFSET);
        let mut rest = self.spans.iter().skip(from).peekable();
        while let Some(span) = rest.next() {
            let end = rest.peek().map_or(END, |next| next.start);
            let reads = (local - span.offset).max(span.start);
            if reads < end {
                return reads;
            }
        }
        END
    }

    /// The instant up to which the local clock reads less than `local` for the last time.
    pub(super) fn last_before(&self, local: i64) -> i64 {
        let mut index = self.index_at(local + LARGEST_OFFSET);
        loop {
            let Some(span) = self.spans.get(index) else { return BEGINNING };
            let end = self.spans.get(index + 1).map_or(END, |next| next.start);
            if span.start + span.offset < local {
                return (local - span.offset).min(end);
            }
            let Some(previous) = index.checked_sub(1) else { return BEGINNING };
            index = previous;
        }
    }

    fn index_at(&self, instant: i64) -> usize {
        self.spans.partition_point(|span| span.start <= instant).saturating_sub(1)
    }

    /// The clock's steps back: the instant, and by how many milliseconds.
    pub(super) fn folds(&self) -> impl Iterator<Item = (Span, i64)> {
        self.spans.iter().zip(self.spans.iter().skip(1)).filter_map(|(before, after)| {
            let back = before.offset - after.offset;
            (back > 0).then_some((*after, back))
        })
    }
}

#[cfg(all(test, feature = "time-zones"))]
mod tests {
    use chrono::{Offset, TimeZone};

    use super::*;

    #[test]
    fn another_reading_of_the_database_has_the_same_offsets() {
        // Years that its releases have left alone for long, those among them in which
        // changes lie closest together.
        for tz in chrono_tz::TZ_VARIANTS {
            let Some(zone) = Zone::named(tz.name()) else { panic!("{tz}") };
            for year in [1943_i64, 1944, 1985, 2000, 2011, 2018, 2024] {
                let from = (year - 1970) * 31_556_952;
                for second in (from..from + 31_556_952).step_by(24 * 3600) {
                    let utc = chrono::DateTime::from_timestamp(second, 0).unwrap().naive_utc();
                    let offset = tz.offset_from_utc_datetime(&utc).fix().local_minus_utc();
                    let index = zone.index_at(second * 1000);
                    assert_eq!(zone.spans[index].offset, i64::from(offset) * 1000, "{tz} {second}");
                }
            }
        }
    }

    #[test]
    fn a_rule_that_goes_on_is_followed_to_the_last_year() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let last = zone.spans().last().unwrap();
        // Sunday, 2100-10-31T01:00Z.
        assert_eq!((last.start, last.offset), (4_128_627_600_000, 3_600_000));
    }

    #[test]
    fn a_name_is_taken_as_the_database_writes_it() {
        for name in ["UTC", "Etc/GMT+12", "America/Argentina/Buenos_Aires", "US/Eastern"] {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        for name in ["europe/berlin", "Europe/Nowhere", "", "CEST", "+01:00"] {
            assert!(Zone::named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_gap_has_one_instant_and_a_fold_two() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let hour = 3_600_000;
        // 2025-03-30: 02:00 to 03:00 does not exist; 2025-10-26: it exists twice.
        let gap = 1_743_296_400_000;
        let two = gap + hour;
        assert_eq!(zone.first_at_or_after(two + hour / 2), gap);
        assert_eq!(zone.last_before(two + hour / 2), gap);
        assert_eq!(zone.first_at_or_after(two + hour), gap);
        let fold = 1_761_440_400_000;
        let two = fold + hour;
        assert_eq!(zone.first_at_or_after(two + hour / 2), fold - hour / 2);
        assert_eq!(zone.last_before(two + hour / 2), fold + hour / 2);
        assert_eq!(zone.last_before(two), fold - hour);
    }
}

#[cfg(all(test, not(feature = "time-zones")))]
mod tests {
    use crate::Code;
    use crate::hours::BusinessHours;

    #[test]
    fn without_the_zones_there_is_utc_alone() {
        let hours = |zone: &str| {
            let hours = r#"{"mon": [["09:00", "17:00"]]}"#;
            BusinessHours::from_json(format!(r#"{{"time_zone": "{zone}", "hours": {hours}}}"#))
        };
        assert!(hours("UTC").is_ok());
        let problem = &hours("Europe/Berlin").unwrap_err()[0];
        assert_eq!(problem.code, Code::UnknownTimeZone);
        assert!(problem.detail.contains("`time-zones`"), "{problem}");
    }
}

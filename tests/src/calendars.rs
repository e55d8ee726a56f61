//! Random calendars, most of them around a change of the clocks.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test stops at what is wrong"
)]

use chrono::{DateTime, Utc};
use cx_triage::hours::{BusinessHoursDocument, TimeRange, WeekHours};
use jiff::tz::TimeZoneDatabase;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Zones with whole and half hours, changes at midnight, a date that was left out (Apia 2011),
/// changes by thirty minutes (Lord Howe), two hours (Troll) and 23 hours back (Kwajalein 1969),
/// changes a week apart (Gaza), and, in earlier years, offsets to the second, such as that of
/// Monrovia up to 1972.
const ZONES: [&str; 22] = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Recife",
    "America/Caracas",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Gaza",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Africa/Monrovia",
    "Antarctica/Troll",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kwajalein",
];

/// A calendar and an instant (in seconds) close to what is special in it.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The calendar.
    pub document: BusinessHoursDocument,
    /// The instant.
    pub near: i64,
}

/// Changes of offset of a zone in the year that starts at `from`.
fn changes(zone: &str, from: i64) -> Vec<i64> {
    let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
    let offset = |second: i64| zone.to_offset(jiff::Timestamp::from_second(second).unwrap());
    let hours = (from..from + 366 * 86_400).step_by(7200);
    hours.filter(|second| offset(*second) != offset(second + 7200)).map(|s| s + 7200).collect()
}

/// A time of day; to the second now and then, if `step` is one second.
fn time(step: u32) -> impl Strategy<Value = String> {
    // Early hours, where clocks change, as often as the rest of the day.
    let quarter = prop_oneof![0..5 * 4_u32, 0..24 * 4_u32].prop_map(|n| n * 900);
    let second = prop_oneof![0..5 * 3600_u32, 0..24 * 3600_u32];
    (quarter, second, any::<bool>()).prop_map(move |(quarter, second, odd)| {
        let time = if odd && step == 1 { second } else { quarter };
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        if second == 0 {
            format!("{hour:02}:{minute:02}")
        } else {
            format!("{hour:02}:{minute:02}:{second:02}")
        }
    })
}

fn range(step: u32) -> impl Strategy<Value = TimeRange> {
    let end = prop_oneof![4 => time(step), 1 => Just("24:00".to_owned())];
    (time(step), end).prop_map(|(from, to)| TimeRange::new(&from, &to).unwrap())
}

/// Days from what is special: close to it as often as around it.
fn day() -> impl Strategy<Value = i64> {
    prop_oneof![-2_i64..3, -6_i64..12]
}

fn exceptions(step: u32, most: usize) -> impl Strategy<Value = Vec<(i64, Vec<TimeRange>)>> {
    let unequal =
        range(step).prop_filter("a break of no length", |range| range.from() != range.to());
    btree_map(day(), vec(unequal, 0..3), 0..most).prop_map(|map| map.into_iter().collect())
}

fn date_of(second: i64) -> String {
    DateTime::<Utc>::from_timestamp(second, 0).unwrap().format("%Y-%m-%d").to_string()
}

/// Calendars whose times and offsets are multiples of `step` seconds (one, or a minute), beside a
/// change of the clocks or at any time.
pub fn calendar(
    step: u32,
    at_change: impl Strategy<Value = bool>,
) -> impl Strategy<Value = Generated> {
    let week = vec(vec(range(step), 0..3), 7);
    // Up to 1972 there are offsets that are no whole minutes; to the year 2100 changes are known.
    let years = if step == 1 { 1885_i64..2100 } else { 1973..2037 };
    let place = (select(&ZONES[..]), years, any::<prop::sample::Index>(), at_change);
    let beside = (exceptions(step, 3), exceptions(step, 4), vec(day(), 0..4));
    let what = "no change of the clocks in that year, or a calendar that never opens";
    (week, place, beside).prop_filter_map(what, |(week, place, beside)| {
        let (zone, year, which, at_change) = place;
        let new_year = (year - 1970) * 31_556_952 / 60 * 60;
        let near = if at_change {
            let changes = changes(zone, new_year);
            (!changes.is_empty()).then(|| changes[which.index(changes.len())])?
        } else {
            new_year + i64::try_from(which.index(365 * 24)).unwrap() * 3600
        };
        let (special, breaks, holidays) = beside;
        let named = |list: Vec<(i64, Vec<TimeRange>)>| {
            list.into_iter().map(|(day, ranges)| (date_of(near + day * 86_400), ranges)).collect()
        };
        let mut days = week.into_iter();
        let mut day = || days.next().unwrap();
        let document = BusinessHoursDocument {
            time_zone: zone.to_owned(),
            hours: WeekHours {
                mon: day(),
                tue: day(),
                wed: day(),
                thu: day(),
                fri: day(),
                sat: day(),
                sun: day(),
            },
            special_hours: named(special),
            breaks: named(breaks),
            holidays: holidays.into_iter().map(|day| date_of(near + day * 86_400)).collect(),
        };
        document.compile().is_ok().then_some(Generated { document, near })
    })
}

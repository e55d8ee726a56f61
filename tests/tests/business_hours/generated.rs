//! Random calendars, most of them around a change of the clocks.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use cx_triage::{BusinessHoursDocument, TimeRange, WeekHours};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Zones with whole and half hours, changes at midnight, a date that was left out (Apia 2011),
/// changes by thirty minutes (Lord Howe) and two hours (Troll), and changes a week apart (Gaza).
const ZONES: [Tz; 20] = [
    Tz::UTC,
    Tz::Europe__Berlin,
    Tz::Europe__London,
    Tz::Europe__Dublin,
    Tz::America__New_York,
    Tz::America__St_Johns,
    Tz::America__Havana,
    Tz::America__Sao_Paulo,
    Tz::America__Santiago,
    Tz::America__Recife,
    Tz::America__Caracas,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Asia__Gaza,
    Tz::Asia__Beirut,
    Tz::Africa__Casablanca,
    Tz::Antarctica__Troll,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Apia,
    Tz::Pacific__Chatham,
];

/// A calendar and an instant (seconds, on a whole minute) close to what is special in it.
#[derive(Debug, Clone)]
pub(crate) struct Generated {
    pub(crate) document: BusinessHoursDocument,
    pub(crate) near: i64,
}

/// Changes of offset of a zone in the year that starts at `from`.
fn changes(tz: Tz, from: i64) -> Vec<i64> {
    let offset = |second: i64| {
        let utc = DateTime::<Utc>::from_timestamp(second, 0).unwrap().naive_utc();
        tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
    };
    let hours = (from..from + 366 * 86_400).step_by(7200);
    hours.filter(|second| offset(*second) != offset(second + 7200)).map(|s| s + 7200).collect()
}

fn time(minute_steps: u32) -> impl Strategy<Value = String> {
    // Early hours, where clocks change, as often as the rest of the day.
    let minute = prop_oneof![0..(5 * 60 / minute_steps), 0..(24 * 60 / minute_steps)];
    minute.prop_map(move |n| format!("{:02}:{:02}", n * minute_steps / 60, n * minute_steps % 60))
}

fn range() -> impl Strategy<Value = TimeRange> {
    let end = prop_oneof![4 => time(15), 1 => Just("24:00".to_owned())];
    (time(15), end)
}

fn exceptions(most: usize) -> impl Strategy<Value = Vec<(i64, Vec<TimeRange>)>> {
    let unequal = range().prop_filter("a break of no length", |(from, to)| from != to);
    btree_map(-6_i64..12, vec(unequal, 0..3), 0..most).prop_map(|map| map.into_iter().collect())
}

fn date_of(second: i64) -> String {
    DateTime::<Utc>::from_timestamp(second, 0).unwrap().format("%Y-%m-%d").to_string()
}

pub(crate) fn calendar() -> impl Strategy<Value = Generated> {
    let week = vec(vec(range(), 0..3), 7);
    let place = (select(&ZONES[..]), 1973_i64..2037, any::<prop::sample::Index>(), any::<bool>());
    let beside = (exceptions(3), exceptions(4), vec(-6_i64..12, 0..4));
    (week, place, beside).prop_filter_map("never opens", |(week, place, beside)| {
        let (tz, year, which, at_change) = place;
        let new_year = (year - 1970) * 31_556_952 / 60 * 60;
        let changes = changes(tz, new_year);
        let near = if at_change && !changes.is_empty() {
            changes[which.index(changes.len())]
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
            time_zone: tz.name().to_owned(),
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
        let near = near / 60 * 60;
        document.compile().is_ok().then_some(Generated { document, near })
    })
}

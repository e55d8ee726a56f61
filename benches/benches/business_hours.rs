//! Elapsed time and deadlines in business hours, beside a loop over days, `workclock` and
//! `opening-hours`.
//!
//! All four are asked the same: an office week in Berlin with a lunch hour and four holidays.
//! `opening-hours` knows no zone here, which is in its favour: it is asked in local time.

#![expect(clippy::unwrap_used, reason = "a bench stops at what is wrong")]

use std::hint::black_box;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use cx_triage::Timestamp;
use cx_triage::hours::{BusinessHours, Pause};
use jiff::SignedDuration;
use jiff::civil::{date, time};
use opening_hours::OpeningHours;
use workclock::{Break, Holidays, Schedule, Weekdays, WorkDay};

const HOLIDAYS: [(i16, i8, i8); 4] = [(2025, 12, 25), (2025, 12, 26), (2026, 1, 1), (2026, 4, 3)];
const HOUR: i64 = 3_600_000;

fn ours() -> BusinessHours {
    let day = r#"[["09:00", "12:00"], ["13:00", "18:00"]]"#;
    let days = ["mon", "tue", "wed", "thu", "fri"].map(|name| format!(r#""{name}": {day}"#));
    let holidays = HOLIDAYS.map(|(y, m, d)| format!(r#""{y}-{m:02}-{d:02}""#));
    let json = format!(
        r#"{{"time_zone": "Europe/Berlin", "hours": {{{}}}, "holidays": [{}]}}"#,
        days.join(","),
        holidays.join(",")
    );
    BusinessHours::from_json(json).unwrap()
}

fn workclock() -> Schedule {
    let at = |hour| time(hour, 0, 0, 0);
    Schedule::builder()
        .time_zone("Europe/Berlin")
        .rule(WorkDay::new(at(9), at(18), Weekdays::MON_TO_FRI))
        .rule(Break::new(at(12), at(13), Weekdays::MON_TO_FRI))
        .rule(Holidays::new(HOLIDAYS.map(|(y, m, d)| date(y, m, d))))
        .build()
        .unwrap()
}

fn opening_hours() -> OpeningHours {
    "Mo-Fr 09:00-12:00,13:00-18:00; 2025 Dec 25-26 off; 2026 Jan 01 off; 2026 Apr 03 off"
        .parse()
        .unwrap()
}

/// Day by day, as such code is mostly written.
struct DayLoop {
    tz: Tz,
    windows: [(NaiveTime, NaiveTime); 2],
    holidays: Vec<NaiveDate>,
}

impl DayLoop {
    fn new() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let holidays = HOLIDAYS.map(|(y, m, d)| {
            NaiveDate::from_ymd_opt(y.into(), u32::try_from(m).unwrap(), u32::try_from(d).unwrap())
                .unwrap()
        });
        Self {
            tz: Tz::Europe__Berlin,
            windows: [(at(9), at(12)), (at(13), at(18))],
            holidays: holidays.to_vec(),
        }
    }

    fn windows(&self, day: NaiveDate) -> impl Iterator<Item = (i64, i64)> + '_ {
        let works = day.weekday().number_from_monday() <= 5 && !self.holidays.contains(&day);
        let instant = move |time| {
            self.tz.from_local_datetime(&day.and_time(time)).earliest().unwrap().timestamp_millis()
        };
        let windows = self.windows.iter().filter(move |_| works);
        windows.map(move |(open, close)| (instant(*open), instant(*close)))
    }

    fn day(&self, instant: i64) -> NaiveDate {
        let utc = DateTime::<Utc>::from_timestamp_millis(instant).unwrap();
        utc.with_timezone(&self.tz).date_naive()
    }

    fn elapsed(&self, start: i64, end: i64) -> i64 {
        let (mut day, last) = (self.day(start), self.day(end));
        let mut elapsed = 0;
        while day <= last {
            for (open, close) in self.windows(day) {
                elapsed += (close.min(end) - open.max(start)).max(0);
            }
            day = day + Days::new(1);
        }
        elapsed
    }

    fn deadline(&self, start: i64, mut target: i64) -> i64 {
        let mut day = self.day(start);
        loop {
            for (open, close) in self.windows(day) {
                let open = open.max(start);
                if close - open >= target {
                    return open + target;
                }
                target -= (close - open).max(0);
            }
            day = day + Days::new(1);
        }
    }
}

fn local(instant: i64) -> NaiveDateTime {
    let utc = DateTime::<Utc>::from_timestamp_millis(instant).unwrap();
    utc.with_timezone(&Tz::Europe__Berlin).naive_local()
}

fn sum_of_intervals(hours: &OpeningHours, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
    let intervals = hours.iter_range(start, end);
    let open = intervals.filter(|interval| interval.kind == opening_hours::RuleKind::Open);
    open.map(|interval| (interval.range.end - interval.range.start).num_milliseconds()).sum()
}

fn walk_intervals(hours: &OpeningHours, start: NaiveDateTime, mut target: i64) -> NaiveDateTime {
    for interval in hours.iter_from(start) {
        if interval.kind == opening_hours::RuleKind::Open {
            let length = (interval.range.end - interval.range.start).num_milliseconds();
            if length >= target {
                return interval.range.start + chrono::TimeDelta::milliseconds(target);
            }
            target -= length;
        }
    }
    start
}

fn business_hours(c: &mut Criterion) {
    let (ours, clock, osm, days) = (ours(), workclock(), opening_hours(), DayLoop::new());
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let jiff = |at: Timestamp| jiff::Timestamp::from_millisecond(at.as_millis()).unwrap();
    let start = at("2025-12-19T15:17:23.456+01:00");

    let mut group = c.benchmark_group("elapsed");
    for span in [1_i64, 30, 365, 3650] {
        let end = start.plus_millis(span * 24 * HOUR + 12_345);
        let (from, to) = (start.as_millis(), end.as_millis());
        let elapsed = ours.elapsed(start, end, &[]);
        assert_eq!(days.elapsed(from, to), elapsed);
        assert_eq!(clock.between(jiff(start), jiff(end)), SignedDuration::from_millis(elapsed));
        let id = |name: &str| BenchmarkId::new(name, format!("{span} days"));
        group.bench_function(id("cx-triage"), |b| {
            b.iter(|| black_box(&ours).elapsed(black_box(start), black_box(end), &[]));
        });
        group.bench_function(id("day loop"), |b| {
            b.iter(|| black_box(&days).elapsed(black_box(from), black_box(to)));
        });
        let (from, to) = (jiff(start), jiff(end));
        group.bench_function(id("workclock"), |b| {
            b.iter(|| black_box(&clock).between(black_box(from), black_box(to)));
        });
        let (from, to) = (local(start.as_millis()), local(end.as_millis()));
        group.bench_function(id("opening-hours"), |b| {
            b.iter(|| sum_of_intervals(black_box(&osm), black_box(from), black_box(to)));
        });
    }
    let end = start.plus_millis(30 * 24 * HOUR);
    let pauses: Vec<Pause> = (0..4)
        .map(|n| {
            let start = start.plus_millis((n * 5 + 1) * 24 * HOUR);
            Pause { start, end: start.plus_millis(20 * HOUR) }
        })
        .collect();
    group.bench_function("cx-triage/30 days, 4 pauses", |b| {
        b.iter(|| black_box(&ours).elapsed(black_box(start), black_box(end), black_box(&pauses)));
    });
    group.finish();

    let mut group = c.benchmark_group("deadline");
    for hours in [8_i64, 160, 20_000] {
        let target = hours * HOUR;
        let due = ours.deadline(start, target, &[]).unwrap();
        assert_eq!(days.deadline(start.as_millis(), target), due.as_millis());
        let span = SignedDuration::from_millis(target);
        let id = |name: &str| BenchmarkId::new(name, format!("{hours} hours"));
        group.bench_function(id("cx-triage"), |b| {
            b.iter(|| black_box(&ours).deadline(black_box(start), black_box(target), &[]));
        });
        group.bench_function(id("day loop"), |b| {
            let start = start.as_millis();
            b.iter(|| black_box(&days).deadline(black_box(start), black_box(target)));
        });
        let from = jiff(start);
        if let Ok(answer) = clock.add(from, span) {
            assert_eq!(answer, jiff(due));
            group.bench_function(id("workclock"), |b| {
                b.iter(|| black_box(&clock).add(black_box(from), black_box(span)));
            });
        }
        let from = local(start.as_millis());
        group.bench_function(id("opening-hours"), |b| {
            b.iter(|| walk_intervals(black_box(&osm), black_box(from), black_box(target)));
        });
    }
    group.bench_function("cx-triage/8 hours, 4 pauses", |b| {
        b.iter(|| black_box(&ours).deadline(black_box(start), 8 * HOUR, black_box(&pauses)));
    });
    group.finish();

    let mut group = c.benchmark_group("other");
    group.bench_function("is_open", |b| b.iter(|| black_box(&ours).is_open(black_box(start))));
    group.bench_function("next_opening", |b| {
        let closed = at("2025-12-24T18:00:00+01:00");
        b.iter(|| black_box(&ours).next_opening(black_box(closed)));
    });
    group.bench_function("explain, 30 days", |b| {
        b.iter(|| black_box(&ours).explain(black_box(start), black_box(end), &[]));
    });
    group.bench_function("compile", |b| b.iter(self::ours));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(40)
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_millis(800));
    targets = business_hours
}
criterion_main!(benches);

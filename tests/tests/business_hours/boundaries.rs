//! Each boundary once, and the errors that other systems are known for.

use cx_triage::hours::{BusinessHours, Interval, IntervalReason, Pause};
use cx_triage::{Code, Timestamp};

use super::{HOUR, at, hours};

const OFFICE: &str = r#"{"time_zone": "Europe/Berlin", "hours": {
    "mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]],
    "thu": [["09:00", "17:00"]], "fri": [["09:00", "17:00"]]},
    "holidays": ["2025-12-25", "2025-12-26"]}"#;

const ALWAYS: &str = r#"{"time_zone": "Europe/Berlin", "hours": {
    "mon": [["00:00", "24:00"]], "tue": [["00:00", "24:00"]], "wed": [["00:00", "24:00"]],
    "thu": [["00:00", "24:00"]], "fri": [["00:00", "24:00"]], "sat": [["00:00", "24:00"]],
    "sun": [["00:00", "24:00"]]}}"#;

fn daily(zone: &str, windows: &str) -> BusinessHours {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let days = days.map(|day| format!(r#""{day}": {windows}"#)).join(",");
    hours(&format!(r#"{{"time_zone": "{zone}", "hours": {{{days}}}}}"#))
}

fn pause(start: &str, end: &str) -> Pause {
    Pause { start: at(start), end: at(end) }
}

fn codes(json: &str) -> Vec<(&'static str, String)> {
    let errors = BusinessHours::from_json(json).unwrap_err();
    errors
        .into_vec()
        .into_iter()
        .map(|e| (e.code.as_str(), e.pointer.unwrap_or_default()))
        .collect()
}

#[test]
fn the_opening_is_open_and_the_closing_is_closed() {
    let office = hours(OFFICE);
    assert!(!office.is_open(at("2025-11-03T08:59:59.999+01:00")));
    assert!(office.is_open(at("2025-11-03T09:00:00+01:00")));
    assert!(office.is_open(at("2025-11-03T16:59:59.999+01:00")));
    assert!(!office.is_open(at("2025-11-03T17:00:00+01:00")));
}

#[test]
fn a_target_used_up_at_closing_is_due_at_that_closing() {
    let office = hours(OFFICE);
    let due = office.deadline(at("2025-11-07T09:00:00+01:00"), 8 * HOUR, &[]);
    assert_eq!(due, Ok(at("2025-11-07T17:00:00+01:00")));
    let due = office.deadline(at("2025-11-07T09:00:00+01:00"), 8 * HOUR + 1, &[]);
    assert_eq!(due, Ok(at("2025-11-10T09:00:00.001+01:00")));
}

#[test]
fn a_target_of_zero_is_due_at_the_next_moment_that_counts() {
    let office = hours(OFFICE);
    let friday = at("2025-11-07T17:00:00+01:00");
    let monday = at("2025-11-10T09:00:00+01:00");
    assert_eq!(office.deadline(friday, 0, &[]), Ok(monday));
    assert_eq!(office.deadline(monday, 0, &[]), Ok(monday));
    let pauses = [pause("2025-11-10T08:00:00+01:00", "2025-11-10T11:00:00+01:00")];
    assert_eq!(office.deadline(friday, 0, &pauses), Ok(at("2025-11-10T11:00:00+01:00")));
    assert_eq!(office.next_opening(friday), Some(monday));
    assert_eq!(office.next_opening(monday), Some(monday));
}

#[test]
fn the_last_minute_before_midnight_counts() {
    let always = hours(ALWAYS);
    let (from, to) = (at("2025-11-03T23:00:00+01:00"), at("2025-11-04T01:00:00+01:00"));
    assert_eq!(always.elapsed(from, to, &[]), 2 * HOUR);
    assert!(always.is_open(at("2025-11-09T23:59:59.999+01:00")));
    let why = always.explain(from, at("2025-11-14T00:00:00Z"), &[]).unwrap();
    assert_eq!(why.len(), 1);
}

#[test]
fn a_window_past_midnight_runs_over_the_end_of_the_week() {
    let night = hours(r#"{"time_zone": "UTC", "hours": {"sun": [["22:00", "06:00"]]}}"#);
    let sunday = at("2025-11-02T00:00:00Z");
    assert_eq!(night.elapsed(sunday, at("2025-11-09T00:00:00Z"), &[]), 8 * HOUR);
    assert_eq!(night.deadline(sunday, 8 * HOUR, &[]), Ok(at("2025-11-03T06:00:00Z")));
    assert!(night.is_open(at("2025-11-03T05:59:59.999Z")));
    let whole = hours(r#"{"time_zone": "UTC", "hours": {"mon": [["09:00", "09:00"]]}}"#);
    assert_eq!(whole.elapsed(sunday, at("2025-11-09T00:00:00Z"), &[]), 24 * HOUR);
}

#[test]
fn a_holiday_closes_its_local_date_and_no_other() {
    let night = hours(
        r#"{"time_zone": "UTC", "hours": {"mon": [["22:00", "02:00"]], "tue": [["22:00", "02:00"]]},
            "holidays": ["2025-11-04"]}"#,
    );
    // Tuesday is closed: the end of Monday's window and the start of its own.
    assert_eq!(night.next_opening(at("2025-11-04T00:00:00Z")), Some(at("2025-11-05T00:00:00Z")));
    let week = (at("2025-11-03T00:00:00Z"), at("2025-11-10T00:00:00Z"));
    assert_eq!(night.elapsed(week.0, week.1, &[]), 4 * HOUR);
}

#[test]
fn special_hours_replace_the_windows_that_open_on_their_date() {
    let shop = hours(
        r#"{"time_zone": "UTC", "hours": {"mon": [["22:00", "02:00"]], "tue": [["22:00", "02:00"]]},
            "special_hours": {"2025-11-04": [["10:00", "11:00"]], "2025-11-11": []},
            "holidays": ["2025-11-04"], "breaks": {"2025-11-10": [["23:00", "23:30"]]}}"#,
    );
    // 4 November is a holiday all the same; of 11 November only the end of Monday's window is left.
    assert!(!shop.is_open(at("2025-11-04T10:30:00Z")));
    assert_eq!(
        shop.elapsed(at("2025-11-10T00:00:00Z"), at("2025-11-17T00:00:00Z"), &[]),
        4 * HOUR - HOUR / 2
    );
    assert!(!shop.is_open(at("2025-11-12T01:00:00Z")));
}

#[test]
fn an_opening_inside_a_gap_moves_to_the_first_instant_after_it() {
    let early = daily("Europe/Berlin", r#"[["02:30", "04:00"]]"#);
    let gap = at("2025-03-30T01:00:00Z");
    assert_eq!(early.next_opening(at("2025-03-30T00:00:00Z")), Some(gap));
    assert_eq!(early.elapsed(at("2025-03-30T00:00:00Z"), at("2025-03-30T12:00:00Z"), &[]), HOUR);
    let inside = daily("Europe/Berlin", r#"[["02:10", "02:50"]]"#);
    assert_eq!(inside.elapsed(at("2025-03-30T00:00:00Z"), at("2025-03-30T12:00:00Z"), &[]), 0);
}

#[test]
fn in_a_fold_the_whole_real_interval_counts() {
    let day = (at("2025-10-25T22:00:00Z"), at("2025-10-26T11:00:00Z"));
    let elapsed = |windows: &str| daily("Europe/Berlin", windows).elapsed(day.0, day.1, &[]);
    assert_eq!(elapsed(r#"[["00:00", "06:00"]]"#), 7 * HOUR);
    // From the first 02:30 to the last: an hour more than the clock's difference.
    assert_eq!(elapsed(r#"[["02:30", "03:00"]]"#), HOUR + HOUR / 2);
    assert_eq!(elapsed(r#"[["01:00", "02:30"]]"#), 2 * HOUR + HOUR / 2);
    // A closing at the start of the hour that comes twice is the first one.
    assert_eq!(elapsed(r#"[["01:00", "02:00"]]"#), HOUR);
    assert_eq!(elapsed(r#"[["03:00", "04:00"]]"#), HOUR);
}

#[test]
fn a_date_that_was_left_out_opens_never() {
    let apia = daily("Pacific/Apia", r#"[["09:00", "17:00"]]"#);
    // Samoa went from 29 to 31 December 2011.
    assert_eq!(
        apia.elapsed(at("2011-12-29T10:00:00Z"), at("2012-01-01T10:00:00Z"), &[]),
        24 * HOUR
    );
}

#[test]
fn pauses_count_once_and_only_where_it_is_open() {
    let office = hours(OFFICE);
    let (start, end) = (at("2025-11-07T15:00:00+01:00"), at("2025-11-10T12:00:00+01:00"));
    let pauses = [
        pause("2025-11-10T09:00:00.250+01:00", "2025-11-10T10:00:00+01:00"),
        pause("2025-11-07T16:30:00+01:00", "2025-11-10T09:30:00.500+01:00"),
        pause("2025-11-07T16:30:00+01:00", "2025-11-07T16:30:00+01:00"),
        pause("2025-11-10T11:00:00+01:00", "2025-11-10T10:30:00+01:00"),
    ];
    assert_eq!(office.elapsed(start, end, &pauses), 3 * HOUR + HOUR / 2);
    assert_eq!(office.deadline(start, 3 * HOUR + HOUR / 2, &pauses), Ok(end));
    // Used up where a pause begins: due then.
    let due = office.deadline(start, HOUR + HOUR / 2, &pauses);
    assert_eq!(due, Ok(at("2025-11-07T16:30:00+01:00")));
    let milli = [pause("2025-11-07T15:00:00.001+01:00", "2025-11-07T15:00:00.002+01:00")];
    assert_eq!(office.elapsed(start, end, &milli), 5 * HOUR - 1);
}

#[test]
fn a_pause_that_lasts_leaves_no_deadline() {
    let always = hours(ALWAYS);
    let start = at("2025-11-07T15:00:00Z");
    let lasting = [Pause { start: start.plus_millis(HOUR), end: Timestamp::MAX }];
    assert_eq!(always.deadline(start, HOUR, &lasting), Ok(start.plus_millis(HOUR)));
    let late = always.deadline(start, HOUR + 1, &lasting).unwrap_err();
    assert_eq!(late.code, Code::DeadlineOutOfRange);
    let never = always.deadline(start.plus_millis(HOUR), 0, &lasting).unwrap_err();
    assert_eq!(never.code, Code::DeadlineOutOfRange);
}

#[test]
fn far_dates_answer_or_say_so() {
    let office = hours(OFFICE);
    let late = at("9999-12-31T12:00:00Z");
    assert_eq!(office.deadline(late, HOUR, &[]), Ok(at("9999-12-31T13:00:00Z")));
    for target in [100 * HOUR, i64::MAX] {
        let error = office.deadline(late, target, &[]).unwrap_err();
        assert_eq!(error.code, Code::DeadlineOutOfRange);
    }
    let target = office.deadline(late, -1, &[]).unwrap_err();
    assert_eq!(target.code, Code::NegativeDuration);
    assert_eq!(office.next_opening(Timestamp::MAX), None);
    assert!(office.elapsed(Timestamp::MIN, Timestamp::MAX, &[]) > 9_000 * 2_000 * HOUR);
    let error = office.explain(Timestamp::MIN, Timestamp::MAX, &[]).unwrap_err();
    assert_eq!(error.code, Code::DurationTooLong);
    let whole = hours(ALWAYS);
    let all = Timestamp::MAX.millis_since(Timestamp::MIN);
    assert_eq!(whole.elapsed(Timestamp::MIN, Timestamp::MAX, &[]), all);
    assert_eq!(whole.deadline(Timestamp::MIN, all, &[]), Ok(Timestamp::MAX));
}

#[test]
fn a_calendar_of_one_date_opens_on_it_alone() {
    let once = hours(
        r#"{"time_zone": "Asia/Tokyo", "hours": {}, "special_hours": {"2025-11-03": [["10:00", "12:00"]]}}"#,
    );
    let start = at("2025-01-01T00:00:00Z");
    assert_eq!(once.next_opening(start), Some(at("2025-11-03T01:00:00Z")));
    assert_eq!(once.deadline(start, 2 * HOUR, &[]), Ok(at("2025-11-03T03:00:00Z")));
    assert!(once.deadline(start, 2 * HOUR + 1, &[]).is_err());
    assert_eq!(once.next_opening(at("2025-11-03T03:00:00Z")), None);
}

#[test]
fn an_explanation_names_each_interval() {
    let office =
        hours(&OFFICE.replace(
            r#""holidays""#,
            r#""breaks": {"2025-12-24": [["12:00", "13:00"]]}, "holidays""#,
        ));
    let day = |text: &str| at(&format!("2025-12-{text}:00+01:00"));
    let (start, end) = (day("24T11:00"), day("29T10:00"));
    let pauses = [Pause { start: day("24T16:00"), end: day("25T12:00") }];
    let interval = |start: &str, end: &str, reason: IntervalReason| Interval {
        start: day(start),
        end: day(end),
        counted: reason == IntervalReason::Open,
        reason,
    };
    let why = office.explain(start, end, &pauses).unwrap();
    let expected = [
        interval("24T11:00", "24T12:00", IntervalReason::Open),
        interval("24T12:00", "24T13:00", IntervalReason::Break),
        interval("24T13:00", "24T16:00", IntervalReason::Open),
        interval("24T16:00", "24T17:00", IntervalReason::Paused),
        interval("24T17:00", "25T00:00", IntervalReason::Closed),
        interval("25T00:00", "27T00:00", IntervalReason::Holiday),
        interval("27T00:00", "29T09:00", IntervalReason::Closed),
        interval("29T09:00", "29T10:00", IntervalReason::Open),
    ];
    assert_eq!(why, expected);
    assert_eq!(office.elapsed(start, end, &pauses), 5 * HOUR);
    assert_eq!(office.explain(end, start, &pauses), Ok(Vec::new()));
}

#[test]
fn every_mistake_of_a_document_is_told_at_once() {
    let found = codes(
        r#"{"time_zone": "Mars/Olympus", "hours": {"mon": [["9:00", "24:01"], ["24:00", "10:00"]]},
            "special_hours": {"2025-02-29": [["10:00", "11:00:60"]]},
            "breaks": {"a/b": [["12:00", "12:00"]]}, "holidays": ["2025-12-25", "25.12.2025"]}"#,
    );
    let expected = [
        ("unknown_time_zone", "/time_zone"),
        ("invalid_window", "/hours/mon/0/0"),
        ("invalid_window", "/hours/mon/0/1"),
        ("invalid_window", "/hours/mon/1/0"),
        ("invalid_window", "/special_hours/2025-02-29/0/1"),
        ("invalid_date", "/special_hours/2025-02-29"),
        ("invalid_window", "/breaks/a~1b/0"),
        ("invalid_date", "/breaks/a~1b"),
        ("invalid_date", "/holidays/1"),
    ];
    assert_eq!(found, expected.map(|(code, pointer)| (code, pointer.to_owned())));
}

#[test]
fn a_calendar_that_never_opens_does_not_compile() {
    let never = [("never_opens", String::new())];
    assert_eq!(codes(r#"{"time_zone": "UTC", "hours": {}}"#), never);
    // The date never came in Samoa; the break takes all of the only window.
    let gone = r#"{"time_zone": "Pacific/Apia", "hours": {}, "special_hours": {"2011-12-30": [["09:00", "17:00"]]}}"#;
    assert_eq!(codes(gone), never);
    let covered = r#"{"time_zone": "UTC", "hours": {}, "special_hours": {"2025-01-01": [["09:00", "17:00"]]},
        "breaks": {"2025-01-01": [["08:00", "18:00"]]}}"#;
    assert_eq!(codes(covered), never);
}

#[test]
fn the_shape_of_a_document_is_held() {
    let found = |json: &str| codes(json).remove(0);
    assert_eq!(found(r#"{"hours": {}}"#).0, "missing_field");
    assert_eq!(found(r#"{"time_zone": "UTC", "hours": {"monday": []}}"#).0, "unknown_field");
    assert_eq!(found(r#"{"time_zone": "UTC", "hours": {}, "open": 1}"#).0, "unknown_field");
    let twice =
        r#"{"time_zone": "UTC", "hours": {}, "breaks": {"2025-01-01": [], "2025-01-01": []}}"#;
    assert_eq!(found(twice).0, "duplicate_field");
    let number = r#"{"time_zone": "UTC", "hours": {"mon": [[9, 17]]}}"#;
    assert_eq!(found(number), ("wrong_type", "/hours/mon/0/0".to_owned()));
    assert_eq!(found("{").0, "invalid_json");
}

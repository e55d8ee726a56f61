//! The form in which times are written, and in which almost all are read: `2025-10-12T08:30:00.000Z`.
//!
//! An answer holds some ten times; formatted and parsed for every form that a time may have, they
//! would cost as much as all else that is written.

const DAY_SECONDS: i64 = 86_400;
/// Days of 400 years, after which the calendar starts anew.
const CYCLE_DAYS: i64 = 146_097;
/// Days from 0000-03-01 to the epoch.
const EPOCH_DAYS: i64 = 719_468;

/// A time as it is written.
pub(super) struct Written([u8; 24]);

impl Written {
    /// The time so many milliseconds after the epoch, of a year from 0 to 9999.
    pub(super) fn of(millis: i64) -> Self {
        let seconds = millis.div_euclid(1000);
        let (year, month, day) = date(seconds.div_euclid(DAY_SECONDS));
        let second = seconds.rem_euclid(DAY_SECONDS);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        for (end, digits, number) in [
            (4, 4, year),
            (7, 2, month),
            (10, 2, day),
            (13, 2, second / 3600),
            (16, 2, second / 60 % 60),
            (19, 2, second % 60),
            (23, 3, millis.rem_euclid(1000)),
        ] {
            let mut number = number;
            for place in text.iter_mut().take(end).rev().take(digits) {
                *place = u8::try_from(number % 10).map_or(b'0', |digit| b'0' + digit);
                number /= 10;
            }
        }
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads a time in UTC with capital `T` and `Z`, whole seconds or milliseconds, of a year from 1 on;
/// none for every other text, be it a time or not. In milliseconds after the epoch.
pub(super) fn read(text: &[u8]) -> Option<i64> {
    let (seconds, millis) = match text {
        [seconds @ .., b'.', a, b, c, b'Z'] => (seconds, number(&[*a, *b, *c])?),
        [seconds @ .., b'Z'] => (seconds, 0),
        _ => return None,
    };
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] =
        seconds
    else {
        return None;
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    // A leap second is left to the parser of all forms, as is each day that no month has.
    let is_day = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
    if year < 1 || !is_day || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
    Some(seconds * 1000 + millis)
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
    })
}

/// The date so many days after the epoch. Years are counted from March, so that the leap day is a
/// year's last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH_DAYS;
    let cycle = days.div_euclid(CYCLE_DAYS);
    let day_of_cycle = days.rem_euclid(CYCLE_DAYS);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_cycle + cycle * 400 + i64::from(month <= 2), month, day)
}

/// How many days a month has.
fn days_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How many days after the epoch a date is.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let march_year = year - i64::from(month <= 2);
    let cycle = march_year.div_euclid(400);
    let year_of_cycle = march_year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * CYCLE_DAYS + day_of_cycle - EPOCH_DAYS
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, SecondsFormat, Utc};

    use super::super::Timestamp;
    use super::*;

    #[test]
    fn times_are_written_and_read_as_by_the_parser_of_all_forms() {
        const DAY: i64 = DAY_SECONDS * 1000;
        let (first, last) = (Timestamp::MIN.as_millis(), Timestamp::MAX.as_millis());
        let odd = (first..last - DAY).step_by(13 * 86_400_000).zip((0..).step_by(7_919_993));
        let odd = odd.map(|(at, more)| at + more % DAY);
        for millis in odd.chain([first, last, -1, 0]) {
            let time = DateTime::<Utc>::from_timestamp_millis(millis).unwrap();
            let written = Written::of(millis);
            assert_eq!(written.as_str(), time.to_rfc3339_opts(SecondsFormat::Millis, true));
            assert_eq!(read(written.as_str().as_bytes()), Some(millis));
        }
    }

    #[test]
    fn what_is_not_of_the_form_is_left_to_the_other_parser() {
        assert!(read(b"2025-10-12T08:30:00Z").is_some());
        for other in [
            "2025-10-12T08:30:00.0Z",
            "2025-10-12T08:30:00.0001Z",
            "2025-10-12T08:30:60Z",
            "2025-10-12T24:00:00Z",
            "2025-02-29T08:30:00Z",
            "1900-02-29T08:30:00Z",
            "2025-04-31T08:30:00Z",
            "2025-00-12T08:30:00Z",
            "2025-13-12T08:30:00Z",
            "2025-10-00T08:30:00Z",
            "2025-10-32T08:30:00Z",
            "0000-10-12T08:30:00Z",
            "2025-10-12T08:30:00z",
            "2025-10-12t08:30:00Z",
            "2025-10-12T08:30:00+00:00",
            "2025-10-12 08:30:00Z",
            "+025-10-12T08:30:00Z",
            "Z",
            "",
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }
}

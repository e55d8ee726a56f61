//! Chatwoot's times: seconds as a number, or ISO 8601 text.

use std::borrow::Cow;

use chrono::DateTime;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::conversation::Timestamp;
use crate::diagnostic::{Code, Diagnostic, coded};

/// A time in any of Chatwoot's spellings.
///
/// Numbers are read from their digits, not through a binary fraction, so that
/// `1761929132.999` is that millisecond.
#[derive(Debug, Clone, Copy)]
pub(super) struct WireTime(pub(super) Timestamp);

impl<'de> Deserialize<'de> for WireTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        read(raw.get()).map(WireTime).map_err(|e| coded(e.code, &e.detail))
    }
}

/// Reads the JSON text of a time.
pub(super) fn read(json: &str) -> Result<Timestamp, Diagnostic> {
    let wrong = |code, found| {
        Err(Diagnostic::new(code, format!("expected a time in seconds or as text, found {found}")))
    };
    match json.bytes().next() {
        Some(b'"') => {
            let text: Cow<'_, str> = serde_json::from_str(json).map_err(|_| {
                Diagnostic::new(Code::InvalidTime, "a time's text is not valid JSON")
            })?;
            from_text(&text)
        }
        Some(b'-' | b'0'..=b'9') => from_seconds(json),
        Some(b'n') => wrong(Code::MissingField, "null"),
        Some(b't' | b'f') => wrong(Code::WrongType, "a boolean"),
        Some(b'[') => wrong(Code::WrongType, "a list"),
        _ => wrong(Code::WrongType, "an object"),
    }
}

/// RFC 3339, and ISO 8601 with an offset without colon or minutes, or Ruby's ` UTC`.
fn from_text(text: &str) -> Result<Timestamp, Diagnostic> {
    let text = text.trim();
    match Timestamp::parse(text) {
        Err(e) if e.code == Code::InvalidTime => {}
        other => return other,
    }
    let ruby = text.strip_suffix(" UTC").map(|time| format!("{time}Z"));
    let text = ruby.as_deref().unwrap_or(text);
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z"]
        .iter()
        .find_map(|form| DateTime::parse_from_str(text, form).ok())
        .map_or_else(
            || {
                Err(Diagnostic::new(
                    Code::InvalidTime,
                    "expected seconds since the epoch or ISO 8601 with an offset, such as \
                     `2025-10-12T08:30:00.000Z`",
                ))
            },
            |time| Timestamp::from_millis(time.timestamp_millis()),
        )
}

/// Seconds as a JSON number, floored to milliseconds.
fn from_seconds(number: &str) -> Result<Timestamp, Diagnostic> {
    let (negative, number) =
        number.strip_prefix('-').map_or((false, number), |positive| (true, positive));
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = whole.bytes().chain(fraction.bytes()).take_while(|&b| b == b'0').count();
    let length = whole.len() + fraction.len();
    if zeros == length {
        return Timestamp::from_millis(0);
    }
    // An exponent that does not fit is beyond every range in its direction.
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    });
    // How many digits stand before the point once the number counts milliseconds.
    let places = i64::try_from(whole.len())
        .unwrap_or(i64::MAX)
        .saturating_add(exponent)
        .saturating_add(3)
        .saturating_sub(i64::try_from(zeros).unwrap_or(i64::MAX));
    if places > 17 {
        return Err(Timestamp::from_millis(i64::MAX)
            .err()
            .unwrap_or_else(|| Diagnostic::new(Code::TimeOutOfRange, "the time is too far")));
    }
    let places = usize::try_from(places).unwrap_or(0);
    let mut digits = whole.bytes().chain(fraction.bytes()).skip(zeros);
    let millis = digits
        .by_ref()
        .map(|b| i64::from(b - b'0'))
        .chain(std::iter::repeat(0))
        .take(places)
        .fold(0_i64, |sum, digit| sum * 10 + digit);
    let below = digits.any(|b| b != b'0');
    Timestamp::from_millis(if negative { -millis - i64::from(below) } else { millis })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_floored_without_a_binary_fraction() {
        for (json, millis) in [
            ("1761929132.999", 1_761_929_132_999),
            ("1772010000.9999999999999999", 1_772_010_000_999),
            ("1772010000", 1_772_010_000_000),
            ("1772010000.947912", 1_772_010_000_947),
            ("1.772010000001e9", 1_772_010_000_001),
            ("17720100000000e-4", 1_772_010_000_000),
            ("0", 0),
            ("-0.0", 0),
            ("0.0009", 0),
            ("0.001", 1),
            ("-0.0001", -1),
            ("-1.5", -1500),
            ("-1.5001", -1501),
            ("1e-999999999999999999999", 0),
            ("0e999999999999999999999", 0),
            ("253402300799.9999", 253_402_300_799_999),
            ("-62135596800", -62_135_596_800_000),
        ] {
            assert_eq!(read(json).map(Timestamp::as_millis), Ok(millis), "{json}");
        }
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (json, code) in [
            ("253402300800", Code::TimeOutOfRange),
            ("-62135596800.0001", Code::TimeOutOfRange),
            ("1772010000000", Code::TimeOutOfRange),
            ("1e999", Code::TimeOutOfRange),
            ("-1e99999999999999999999", Code::TimeOutOfRange),
            ("\"0000-12-31T23:59:59Z\"", Code::TimeOutOfRange),
            ("\"yesterday\"", Code::InvalidTime),
            ("\"2026-02-25T09:00:00\"", Code::InvalidTime),
            ("\"\"", Code::InvalidTime),
            ("\"\\ud800\"", Code::InvalidTime),
            ("null", Code::MissingField),
            ("true", Code::WrongType),
            ("[]", Code::WrongType),
            ("{}", Code::WrongType),
        ] {
            assert_eq!(read(json).map_err(|e| e.code), Err(code), "{json}");
        }
    }

    #[test]
    fn text_is_read_with_any_offset() {
        for text in [
            "2026-02-25T09:00:00.365Z",
            "2026-02-25T10:00:00.3659+01:00",
            "2026-02-25T10:00:00.365+0100",
            "2026-02-25T10:00:00.365+01",
            "2026-02-25 09:00:00.365 UTC",
            "2026-02-25 10:00:00.365 +0100",
        ] {
            let read = read(&format!("\"{text}\"")).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Ok("2026-02-25T09:00:00.365Z"), "{text}");
        }
    }
}

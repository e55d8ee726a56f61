//! Points in time: milliseconds since the epoch, years 0001 to 9999.

use std::fmt;

use chrono::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::written::{self, Written};
use crate::diagnostic::{Code, Diagnostic, coded};

/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z, within the years 0001 to
/// 9999 (UTC).
///
/// Finer times are floored on the way in; arithmetic saturates at [`Timestamp::MIN`] and
/// [`Timestamp::MAX`]. Written as UTC, RFC 3339, three fraction digits and `Z`.
///
/// ```
/// use cx_triage::Timestamp;
///
/// let at = Timestamp::parse("2025-10-12T10:30:00.0019+02:00")?;
/// assert_eq!(at.to_string(), "2025-10-12T08:30:00.001Z");
/// assert_eq!(at.plus_millis(999).to_string(), "2025-10-12T08:30:01.000Z");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 0001-01-01T00:00:00.000Z.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// The instant `millis` milliseconds after the epoch.
    ///
    /// # Errors
    /// [`Code::TimeOutOfRange`] outside the years 0001 to 9999.
    pub fn from_millis(millis: i64) -> Result<Self, Diagnostic> {
        if (Self::MIN.0..=Self::MAX.0).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(Diagnostic::new(Code::TimeOutOfRange, OUTSIDE))
        }
    }

    /// The instant `millis` milliseconds after the epoch, or the nearest one in range.
    #[must_use]
    pub fn from_millis_saturating(millis: i64) -> Self {
        Self(millis.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Reads an RFC 3339 time with any offset; fractions below a millisecond are floored.
    ///
    /// # Errors
    /// [`Code::InvalidTime`] for any other text, [`Code::TimeOutOfRange`] outside the years 0001
    /// to 9999.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        if let Some(millis) = written::read(text.as_bytes()) {
            return Self::from_millis(millis);
        }
        let time = DateTime::parse_from_rfc3339(text)
            .map_err(|_| Diagnostic::new(Code::InvalidTime, NOT_RFC_3339))?;
        Self::from_millis(time.timestamp_millis())
    }

    /// Milliseconds since the epoch, negative before 1970.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This instant moved by `millis` (back if negative), saturating at the range's ends.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::from_millis_saturating(self.0.saturating_add(millis))
    }

    /// The start of this instant's second.
    #[must_use]
    pub(crate) fn whole_second(self) -> Self {
        self.plus_millis(-self.0.rem_euclid(1000))
    }

    /// Milliseconds from `earlier` to this instant, negative if `earlier` is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

const OUTSIDE: &str = "the time lies outside the years 0001 to 9999";
const NOT_RFC_3339: &str = "expected a time such as `2025-10-12T08:30:00.000Z` (RFC 3339)";

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Written::of(self.0).as_str())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Written::of(self.0).as_str())
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A point in time within the years 0001 to 9999 (RFC 3339); written in UTC with three digits and `Z`.",
            "type": "string",
            "format": "date-time"
        })
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        struct Binary;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Timestamp;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time as RFC 3339 text")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
                Timestamp::parse(text).map_err(|e| coded(e.code, &e.detail))
            }
        }
        impl serde::de::Visitor<'_> for Binary {
            type Value = Timestamp;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time or RFC 3339 text")
            }
            fn visit_i64<E: serde::de::Error>(self, millis: i64) -> Result<Timestamp, E> {
                Timestamp::from_millis(millis).map_err(|e| coded(e.code, &e.detail))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
                Visitor.visit_str(text)
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Visitor)
        } else {
            deserializer.deserialize_any(Binary)
        }
    }
}

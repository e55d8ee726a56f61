//! The business-hours document and how it is read: every diagnostic at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::plan::{Plan, Window};
use super::table::Table;
use super::zone::{self, DAY, Zone};
use super::{BusinessHours, Calendar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, coded, push_token};

/// A pair of local times, `["09:00", "17:30"]`: the first belongs to the interval, the second
/// does not.
///
/// Times are written `HH:MM` or `HH:MM:SS`; the second may be `24:00`. A second time at or before
/// the first lies on the next date.
///
/// One that is built is checked ([`TimeRange::new`]); one that is read is checked where its document
/// is compiled, so that everything that is wrong with a document is told at once.
///
/// ```
/// use cx_triage::hours::{BusinessHoursDocument, TimeRange, WeekHours};
///
/// let document = BusinessHoursDocument {
///     time_zone: "UTC".to_owned(),
///     hours: WeekHours { mon: vec![TimeRange::new("09:00", "17:30")?], ..WeekHours::default() },
///     ..BusinessHoursDocument::default()
/// };
/// document.compile()?;
/// assert!(TimeRange::new("9 am", "17:30").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TimeRange(String, String);

impl TimeRange {
    /// From the first time up to the second.
    ///
    /// # Errors
    /// [`Code::InvalidWindow`] if one of them is no local time.
    pub fn new(from: &str, to: &str) -> Result<Self, Diagnostic> {
        if start_of(from).is_none() {
            return Err(Diagnostic::at(Code::InvalidWindow, "/0", NO_START));
        }
        if time_of_day(to).is_none() {
            return Err(Diagnostic::at(Code::InvalidWindow, "/1", NO_END));
        }
        Ok(Self(from.to_owned(), to.to_owned()))
    }

    /// The time at which it starts.
    #[must_use]
    pub fn from(&self) -> &str {
        &self.0
    }

    /// The time at which it ends.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.1
    }
}

const NO_START: &str = "expected a local time from `00:00` to `23:59`";
const NO_END: &str = "expected a local time from `00:00` to `24:00`";

fn start_of(text: &str) -> Option<i64> {
    time_of_day(text).filter(|start| *start < DAY)
}

/// Business hours as they are written: when a team works.
///
/// An instant is open if it lies in a window and in no holiday and no break:
///
/// 1. A date's windows are its `special_hours` if it has any entry there (an empty list: none),
///    else the `hours` of its weekday. A window belongs to the date on which it opens, even where
///    it closes on the next. Windows that touch or overlap are one.
/// 2. A holiday closes its local date from midnight to midnight: also the end of a window that
///    opened on the evening before, but not what lies after the next midnight of a window that
///    opens on the holiday (write `special_hours` with an empty list for that). It also closes
///    the date's special hours.
/// 3. A break closes its interval of that date.
///
/// Intervals include their first instant and exclude their last: at closing time it is closed.
///
/// Local times become instants by the IANA time zone. Where the clocks go forward, a time that
/// does not exist is the first instant after the gap. Where they go back, the whole real interval
/// counts: it starts when the clock first shows the opening time and ends when it last leaves
/// the closing time. The zone's rules are those of the IANA data in this library, known to the
/// year 2100; afterwards the last offset stays.
///
/// ```
/// use cx_triage::hours::BusinessHours;
/// use cx_triage::Timestamp;
///
/// # if !cfg!(feature = "time-zones") { return Ok(()); }
/// let hours = BusinessHours::from_json(
///     r#"{"time_zone": "Europe/Berlin",
///         "hours": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "fri": [["22:00", "02:00"]]},
///         "special_hours": {"2025-12-24": [["09:00", "12:00"]]},
///         "breaks": {"2025-12-22": [["10:00", "10:30"]]},
///         "holidays": ["2025-12-26"]}"#,
/// )?;
/// assert!(hours.is_open(Timestamp::parse("2025-12-24T11:59:59.999+01:00")?));
/// assert!(!hours.is_open(Timestamp::parse("2025-12-24T12:00:00+01:00")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessHoursDocument {
    /// The IANA name of the time zone, such as `Europe/Berlin` or `UTC`; case matters.
    pub time_zone: String,
    /// The windows of each weekday.
    pub hours: WeekHours,
    /// The windows of single dates (`2025-12-24`), in place of those of their weekday.
    #[serde(default, deserialize_with = "without_duplicates")]
    pub special_hours: BTreeMap<String, Vec<TimeRange>>,
    /// What is closed on single dates, such as a team meeting; a break of no length is refused.
    #[serde(default, deserialize_with = "without_duplicates")]
    pub breaks: BTreeMap<String, Vec<TimeRange>>,
    /// Dates (`2025-12-25`) that are closed from midnight to midnight.
    #[serde(default)]
    pub holidays: Vec<String>,
}

/// The windows of each day of the week; a day without windows is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WeekHours {
    /// Monday.
    pub mon: Vec<TimeRange>,
    /// Tuesday.
    pub tue: Vec<TimeRange>,
    /// Wednesday.
    pub wed: Vec<TimeRange>,
    /// Thursday.
    pub thu: Vec<TimeRange>,
    /// Friday.
    pub fri: Vec<TimeRange>,
    /// Saturday.
    pub sat: Vec<TimeRange>,
    /// Sunday.
    pub sun: Vec<TimeRange>,
}

impl WeekHours {
    fn days(&self) -> [(&'static str, &[TimeRange]); 7] {
        let Self { mon, tue, wed, thu, fri, sat, sun } = self;
        [
            ("mon", mon),
            ("tue", tue),
            ("wed", wed),
            ("thu", thu),
            ("fri", fri),
            ("sat", sat),
            ("sun", sun),
        ]
    }
}

impl BusinessHoursDocument {
    /// Reads the document from UTF-8 JSON.
    ///
    /// # Errors
    /// The first place at which the JSON has not the document's shape.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        crate::diagnostic::from_json(json.as_ref())
    }

    /// The document as JSON, in fixed key order.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }

    /// Makes the calendar that answers.
    ///
    /// # Errors
    /// Everything that is wrong with the document, each with its place: unknown time zone, times
    /// and dates that cannot be read, a calendar that never opens.
    pub fn compile(&self) -> Result<BusinessHours, Diagnostics> {
        let mut diagnostics = Vec::new();
        compile(self, "", &mut diagnostics).ok_or_else(|| Diagnostics::new(diagnostics))
    }
}

/// Compiles `document`, which stands at the JSON Pointer `pointer` of a larger one.
///
/// Nothing is returned if anything was added to `diagnostics`.
pub(crate) fn compile(
    document: &BusinessHoursDocument,
    pointer: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<BusinessHours> {
    let before = diagnostics.len();
    let BusinessHoursDocument { time_zone, hours, special_hours, breaks, holidays } = document;
    let mut reader = Reader { diagnostics };

    let zone = Zone::named(time_zone);
    if zone.is_none() {
        let pointer = format!("{pointer}/time_zone");
        reader.report(Code::UnknownTimeZone, pointer, zone::EXPECTED);
    }
    let weekly = hours.days().map(|(day, ranges)| {
        reader.windows(ranges, &format!("{pointer}/hours/{day}"), Kind::Hours)
    });
    let special = reader.dates(special_hours, &format!("{pointer}/special_hours"), Kind::Hours);
    let breaks = reader.dates(breaks, &format!("{pointer}/breaks"), Kind::Break);
    let holidays: BTreeSet<i64> = holidays
        .iter()
        .enumerate()
        .filter_map(|(index, date)| reader.date(date, format!("{pointer}/holidays/{index}")))
        .collect();

    if diagnostics.len() > before {
        return None;
    }
    let plan = Plan { weekly, special, breaks, holidays, zone: zone? };
    let table = Table::new(&plan);
    if table.is_empty() {
        let detail = "the calendar has no open moment";
        diagnostics.push(Diagnostic::at(Code::NeverOpens, pointer, detail));
        return None;
    }
    let closures = plan.labelled_closures();
    Some(BusinessHours::new(Calendar { time_zone: time_zone.clone(), table, closures }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Hours,
    Break,
}

struct Reader<'a> {
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, pointer: String, detail: &str) {
        self.diagnostics.push(Diagnostic::at(code, pointer, detail));
    }

    fn windows(&mut self, ranges: &[TimeRange], pointer: &str, kind: Kind) -> Vec<Window> {
        let windows = ranges.iter().enumerate();
        windows
            .filter_map(|(i, range)| self.window(range, &format!("{pointer}/{i}"), kind))
            .collect()
    }

    fn window(
        &mut self,
        TimeRange(from, to): &TimeRange,
        pointer: &str,
        kind: Kind,
    ) -> Option<Window> {
        let start = start_of(from);
        if start.is_none() {
            self.report(Code::InvalidWindow, format!("{pointer}/0"), NO_START);
        }
        let end = time_of_day(to);
        if end.is_none() {
            self.report(Code::InvalidWindow, format!("{pointer}/1"), NO_END);
        }
        let (start, end) = (start?, end?);
        if kind == Kind::Break && start == end {
            let detail = "a break must not end at the time at which it starts";
            self.report(Code::InvalidWindow, pointer.to_owned(), detail);
            return None;
        }
        Some(Window { start, end: if end <= start { end + DAY } else { end } })
    }

    fn dates(
        &mut self,
        dates: &BTreeMap<String, Vec<TimeRange>>,
        pointer: &str,
        kind: Kind,
    ) -> BTreeMap<i64, Vec<Window>> {
        let mut read = BTreeMap::new();
        for (date, ranges) in dates {
            let mut pointer = pointer.to_owned();
            push_token(&mut pointer, date);
            let windows = self.windows(ranges, &pointer, kind);
            if let Some(day) = self.date(date, pointer) {
                read.insert(day, windows);
            }
        }
        read
    }

    /// The days from 1970-01-01 to the date.
    fn date(&mut self, date: &str, pointer: String) -> Option<i64> {
        let day = days_from_epoch(date);
        if day.is_none() {
            self.report(Code::InvalidDate, pointer, "expected a date such as `2025-12-24`");
        }
        day
    }
}

/// Milliseconds from midnight of `HH:MM` or `HH:MM:SS`, up to and with `24:00`.
fn time_of_day(text: &str) -> Option<i64> {
    let mut seconds = 0;
    let mut parts = 0;
    for (part, unit) in text.split(':').zip([3600, 60, 1, 0]) {
        let number = digits(part, 2)?;
        let limit = if unit == 3600 { 24 } else { 59 };
        if number > limit || unit == 0 {
            return None;
        }
        seconds += number * unit;
        parts += 1;
    }
    let millis = seconds * 1000;
    (parts >= 2 && millis <= DAY).then_some(millis)
}

fn days_from_epoch(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year = i32::try_from(digits(parts.next()?, 4)?).ok().filter(|year| *year > 0)?;
    let month = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let day = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(i64::from(date.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce()))
}

/// The number that exactly `length` ASCII digits write.
fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Reads an object and refuses a key that stands twice in it.
fn without_duplicates<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    struct Unique<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Unique<T> {
        type Value = BTreeMap<String, T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with dates as keys")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = access.next_entry()? {
                if map.insert(key, value).is_some() {
                    return Err(coded(Code::DuplicateField, "a date stands twice"));
                }
            }
            Ok(map)
        }
    }
    deserializer.deserialize_map(Unique(PhantomData))
}

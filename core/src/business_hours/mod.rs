//! Business hours: how much working time lies between two instants, and when so much has passed.

mod document;
mod explain;
mod interval;
mod plan;
mod table;
mod zone;

use std::fmt;
use std::sync::Arc;

pub(crate) use document::compile;
pub use document::{BusinessHoursDocument, TimeRange, WeekHours};
pub use interval::{Interval, IntervalReason};

use self::plan::{Stretch, merged};
use self::table::Table;
use crate::conversation::Timestamp;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// A stretch of time in which a clock stands still.
///
/// The first instant belongs to it, the last does not; one whose end is not after its start is
/// empty. A pause that still lasts ends at [`Timestamp::MAX`]. Lists of pauses may be in any order
/// and overlap: paused time is taken off once, and only where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Pause {
    /// When the clock stops.
    pub start: Timestamp,
    /// When it goes on.
    pub end: Timestamp,
}

/// Compiled business hours; cheap to clone and to share between threads.
///
/// What is open is defined at [`BusinessHoursDocument`]. Answers are exact to the millisecond for
/// the years 0001 to 9999, and take the same time however far apart the instants are.
///
/// ```
/// use cx_triage::hours::{BusinessHours, Pause};
/// use cx_triage::Timestamp;
///
/// # if !cfg!(feature = "time-zones") { return Ok(()); }
/// let hours = BusinessHours::from_json(
///     r#"{"time_zone": "America/New_York",
///         "hours": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]]}}"#,
/// )?;
///
/// // Two hours from Monday 16:00 are up on Tuesday at 10:00.
/// let start = Timestamp::parse("2025-10-13T16:00:00-04:00")?;
/// let due = hours.deadline(start, 2 * 3_600_000, &[])?;
/// assert_eq!(due, Timestamp::parse("2025-10-14T10:00:00-04:00")?);
/// assert_eq!(hours.elapsed(start, due, &[]), 2 * 3_600_000);
///
/// // A pause from 16:30 on Monday to 09:15 on Tuesday holds 45 open minutes.
/// let pause = Pause {
///     start: Timestamp::parse("2025-10-13T16:30:00-04:00")?,
///     end: Timestamp::parse("2025-10-14T09:15:00-04:00")?,
/// };
/// let due = hours.deadline(start, 2 * 3_600_000, &[pause])?;
/// assert_eq!(due, Timestamp::parse("2025-10-14T10:45:00-04:00")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct BusinessHours(Arc<Calendar>);

struct Calendar {
    time_zone: String,
    table: Table,
    /// Holidays and breaks in real time, in order.
    closures: Vec<(Stretch, IntervalReason)>,
}

/// An explanation covers no more than this: ten years.
const LONGEST_EXPLANATION: i64 = 3_660 * zone::DAY;

impl BusinessHours {
    fn new(calendar: Calendar) -> Self {
        Self(Arc::new(calendar))
    }

    /// Reads a [`BusinessHoursDocument`] from UTF-8 JSON and compiles it.
    ///
    /// # Errors
    /// What is wrong with the document: the first problem of its shape, else everything that
    /// [`BusinessHoursDocument::compile`] finds.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostics> {
        BusinessHoursDocument::from_json(json)?.compile()
    }

    /// Every hour counts.
    pub(crate) fn always() -> Self {
        Self::new(Calendar {
            time_zone: "UTC".to_owned(),
            table: Table::always(),
            closures: Vec::new(),
        })
    }

    /// The IANA name of the time zone.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.0.time_zone
    }

    /// Milliseconds from `start` to `end` that are open and not paused; 0 if `end` is not after
    /// `start`.
    #[must_use]
    pub fn elapsed(&self, start: Timestamp, end: Timestamp, pauses: &[Pause]) -> i64 {
        if end <= start {
            return 0;
        }
        let table = &self.0.table;
        let open = |(from, to): Stretch| table.open_before(to) - table.open_before(from);
        let stretch = (start.as_millis(), end.as_millis());
        let mut elapsed = open(stretch);
        if !pauses.is_empty() {
            elapsed -= within(stretch, pauses).into_iter().map(open).sum::<i64>();
        }
        elapsed
    }

    /// The instant at which `target_ms` milliseconds that are open and not paused have passed
    /// since `start`.
    ///
    /// It is the first such instant: a target that is used up exactly at closing time, or where a
    /// pause begins, falls due then. A target of 0 falls due at the first instant, from `start`
    /// on, that is open and not paused.
    ///
    /// # Errors
    /// [`Code::NegativeDuration`] for a target below 0; [`Code::DeadlineOutOfRange`] if there is no
    /// such instant up to the end of the year 9999.
    pub fn deadline(
        &self,
        start: Timestamp,
        target_ms: i64,
        pauses: &[Pause],
    ) -> Result<Timestamp, Diagnostic> {
        if target_ms < 0 {
            return Err(Diagnostic::new(Code::NegativeDuration, "the target is below zero"));
        }
        self.due(start.as_millis(), target_ms, pauses).ok_or_else(|| {
            let detail = "the target is not used up before the end of the year 9999";
            Diagnostic::new(Code::DeadlineOutOfRange, detail)
        })
    }

    fn due(&self, start: i64, target: i64, pauses: &[Pause]) -> Option<Timestamp> {
        let table = &self.0.table;
        let (mut at, mut rest) = (start, target);
        if !pauses.is_empty() {
            for (stop, resume) in within((start, last_instant() + 1), pauses) {
                if rest == 0 {
                    if self.opening(at)? < stop {
                        break;
                    }
                } else {
                    let open = table.open_before(stop) - table.open_before(at);
                    if open >= rest {
                        break;
                    }
                    rest -= open;
                }
                at = resume;
            }
        }
        let due = if rest == 0 { self.opening(at)? } else { table.after(at, rest)? };
        Timestamp::from_millis(due).ok()
    }

    /// Whether it is open at `at`: at the instant of opening it is, at that of closing it is not.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.0.table.at(at.as_millis()).0
    }

    /// The first open instant from `at` on: `at` itself if it is open then.
    ///
    /// None if it does not open again up to the end of the year 9999.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        Timestamp::from_millis(self.opening(at.as_millis())?).ok()
    }

    fn opening(&self, at: i64) -> Option<i64> {
        let table = &self.0.table;
        // Where one open millisecond has passed for the first time, it opened just before.
        if table.at(at).0 { Some(at) } else { Some(table.after(at, 1)? - 1) }
    }

    /// Everything from `start` to `end`, cut into intervals that count and intervals that do not,
    /// each with its reason.
    ///
    /// The counted ones add up to [`BusinessHours::elapsed`]. Empty if `end` is not after `start`.
    ///
    /// # Errors
    /// [`Code::DurationTooLong`] if there are more than 3,660 days from `start` to `end`.
    pub fn explain(
        &self,
        start: Timestamp,
        end: Timestamp,
        pauses: &[Pause],
    ) -> Result<Vec<Interval>, Diagnostic> {
        if end.millis_since(start) > LONGEST_EXPLANATION {
            let detail = "an explanation covers at most 3,660 days";
            return Err(Diagnostic::new(Code::DurationTooLong, detail));
        }
        let stretch = (start.as_millis(), end.as_millis());
        Ok(explain::explain(&self.0, stretch, &within(stretch, pauses)))
    }
}

impl fmt::Debug for BusinessHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BusinessHours")
            .field("time_zone", &self.0.time_zone)
            .finish_non_exhaustive()
    }
}

/// The last instant that is answered for.
fn last_instant() -> i64 {
    Timestamp::MAX.as_millis()
}

/// The paused stretches inside `from..to`, in order and apart.
fn within((from, to): Stretch, pauses: &[Pause]) -> Vec<Stretch> {
    let inside = pauses.iter().map(|pause| {
        let lasts = pause.end == Timestamp::MAX;
        let end = if lasts { to } else { pause.end.as_millis().min(to) };
        (pause.start.as_millis().max(from), end)
    });
    merged(inside.collect())
}

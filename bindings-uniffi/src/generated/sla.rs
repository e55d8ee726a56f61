//! Mirrors of the core's types: sla.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::Timestamp;
use cx_triage::hours::Interval;
use cx_triage::hours::IntervalReason;
use cx_triage::hours::Pause;
use cx_triage::sla::ClockReason;
use cx_triage::sla::MetricKind;
use cx_triage::sla::MetricState;
use cx_triage::sla::Sla;
use cx_triage::sla::SlaClock;
use cx_triage::sla::SlaExplanation;
use cx_triage::sla::SlaMetric;
use cx_triage::sla::SlaState;

/// How a conversation stands against its SLA at the time of the assessment.
#[uniffi::remote(Record)]
pub struct Sla {
    /// The state of the clock.
    pub state: SlaState,
    /// When the clock started.
    pub clock_start: Timestamp,
    /// Why it started then.
    pub clock_reason: ClockReason,
    /// The deadline: when the target has passed since the start of the clock, on the policy's
    /// calendar and without pauses. Absent where no clock runs, and where the calendar does not get
    /// so far.
    #[uniffi(default)]
    pub due_at: Option<Timestamp>,
    /// The deadline once it is breached: strictly after it.
    #[uniffi(default)]
    pub breached_at: Option<Timestamp>,
    /// Milliseconds since the deadline, 0 up to it.
    pub overdue_ms: i64,
    /// Milliseconds up to the deadline, 0 from it on.
    pub remaining_ms: i64,
}

/// What a further clock of the policy shows at the time of the assessment.
#[uniffi::remote(Record)]
pub struct SlaMetric {
    /// What is measured.
    pub metric: MetricKind,
    /// The state of the clock.
    pub state: MetricState,
    /// When the clock started; absent where nothing has started it yet.
    #[uniffi(default)]
    pub clock_start: Option<Timestamp>,
    /// When it stopped; absent while it goes on.
    #[uniffi(default)]
    pub stopped_at: Option<Timestamp>,
    /// The target that fits, in milliseconds of the metric's calendar; absent where none does.
    #[uniffi(default)]
    pub target_ms: Option<i64>,
    /// The deadline. Absent where the clock does not apply, while it is paused, and where the
    /// calendar does not get so far.
    #[uniffi(default)]
    pub due_at: Option<Timestamp>,
    /// The deadline once it is breached: strictly after it.
    #[uniffi(default)]
    pub breached_at: Option<Timestamp>,
    /// Milliseconds that count, from the start to now or to the stop: open and not paused.
    pub elapsed_ms: i64,
    /// Milliseconds since the deadline, whether they count or not, up to the stop; 0 up to it.
    pub overdue_ms: i64,
    /// Milliseconds up to the deadline, whether they count or not; 0 from it on, and where the
    /// clock has stopped.
    pub remaining_ms: i64,
}

/// Why a clock shows what it shows at a time: what counted and what did not.
#[uniffi::remote(Record)]
pub struct SlaExplanation {
    /// The clock.
    pub clock: SlaClock,
    /// When it started.
    pub start: Timestamp,
    /// When it stopped, else the time that was given.
    pub until: Timestamp,
    /// What it is to stay within, in milliseconds that count.
    pub target_ms: i64,
    /// Milliseconds that count, from the start on: open and not paused.
    pub elapsed_ms: i64,
    /// The deadline, as the assessment shows it.
    #[uniffi(default)]
    pub due_at: Option<Timestamp>,
    /// Every stretch of time, in order, with whether it counts and why.
    pub intervals: Vec<Interval>,
}

/// A stretch of time that counts as a whole, or does not.
#[uniffi::remote(Record)]
pub struct Interval {
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
    /// Whether it counts towards the elapsed time.
    pub counted: bool,
    /// Why.
    pub reason: IntervalReason,
}

/// The state of an SLA clock.
#[uniffi::remote(Enum)]
pub enum SlaState {
    /// Up to the deadline, the deadline itself included.
    Within,
    /// Within, and no more than the policy's margin remains.
    AtRisk,
    /// After the deadline.
    Breached,
    /// The policy pauses the clock in this status.
    Paused,
    /// No clock runs in this status.
    NotApplicable,
}

/// Why the clock started when it did.
#[uniffi::remote(Enum)]
pub enum ClockReason {
    /// The conversation was opened then.
    Creation,
    /// The contact's first message, where ours opened the conversation.
    FirstMessage,
    /// The contact wrote soon after the conversation was resolved.
    RapidReopen,
    /// The contact wrote again, later than that.
    Reopen,
    /// The conversation was opened again and the contact has not written since.
    StatusChange,
}

/// What a further clock measures.
#[uniffi::remote(Enum)]
pub enum MetricKind {
    /// Of the present episode: from the start of its clock to the first public reply of a person
    /// after the contact's first message: what we wrote before it answers nothing.
    FirstResponse,
    /// Of the present episode: from the contact's first public message after a reply to the next
    /// reply: one clock however many messages the contact adds. The latest such wait is shown.
    NextResponse,
    /// From creation to the resolution. It goes on where the conversation is reopened, without the
    /// time that it was resolved.
    Resolution,
}

/// The state of a further clock.
#[uniffi::remote(Enum)]
pub enum MetricState {
    /// It goes, up to the deadline, the deadline itself included.
    Within,
    /// Within, and no more than the metric's margin remains.
    AtRisk,
    /// It goes, after the deadline; also where it was paused only after it.
    Breached,
    /// It stands still in this status.
    Paused,
    /// It stopped by the deadline, the deadline itself included.
    Met,
    /// It stopped after the deadline.
    Missed,
    /// Nothing has started it, no target fits, or it does not go in this status.
    NotApplicable,
}

/// Which clock an explanation is of.
#[uniffi::remote(Enum)]
pub enum SlaClock {
    /// The clock that decides the priority (SOP-CX-001).
    Main,
    /// The metric of that name.
    FirstResponse,
    /// The metric of that name.
    NextResponse,
    /// The metric of that name.
    Resolution,
}

/// Why an interval counts, or does not.
#[uniffi::remote(Enum)]
pub enum IntervalReason {
    /// Open, and not paused: counted.
    Open,
    /// Outside of the opening hours.
    Closed,
    /// On a holiday, whatever the opening hours.
    Holiday,
    /// In a break of the date, whatever the opening hours, and not on a holiday.
    Break,
    /// Open, but the clock was paused.
    Paused,
    /// Before the clock started.
    BeforeStart,
}

/// A stretch of time in which a clock stands still.
#[uniffi::remote(Record)]
pub struct Pause {
    /// When the clock stops.
    pub start: Timestamp,
    /// When it goes on.
    pub end: Timestamp,
}

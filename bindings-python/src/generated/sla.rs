//! Records of the core as Python classes: sla.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use pyo3::prelude::*;

use crate::record::record;

crate::assessment::sla! {
    /// How a conversation stands against its SLA at the time of the assessment.
    cx_triage::Sla => Sla in "cx_triage" {
        /// The state of the clock.
        state,
        /// When the clock started.
        clock_start,
        /// Why it started then.
        clock_reason,
        /// The deadline: when the target has passed since the start of the clock, on the policy's
        /// calendar and without pauses. Absent where no clock runs, and where the calendar does not
        /// get so far.
        due_at,
        /// The deadline once it is breached: strictly after it.
        breached_at,
        /// Milliseconds since the deadline, 0 up to it.
        overdue_ms,
        /// Milliseconds up to the deadline, 0 from it on.
        remaining_ms,
    }
    read by cx_triage::from_json;
    shows { state, clock_start, clock_reason, due_at, breached_at, overdue_ms, remaining_ms }
}

crate::assessment::sla_metric! {
    /// What a further clock of the policy shows at the time of the assessment.
    cx_triage::SlaMetric => SlaMetric in "cx_triage" {
        /// What is measured.
        metric,
        /// The state of the clock.
        state,
        /// When the clock started; absent where nothing has started it yet.
        clock_start,
        /// When it stopped; absent while it goes on.
        stopped_at,
        /// The target that fits, in milliseconds of the metric's calendar; absent where none does.
        target_ms,
        /// The deadline. Absent where the clock does not apply, while it is paused, and where the
        /// calendar does not get so far.
        due_at,
        /// The deadline once it is breached: strictly after it.
        breached_at,
        /// Milliseconds that count, from the start to now or to the stop: open and not paused.
        elapsed_ms,
        /// Milliseconds since the deadline, whether they count or not, up to the stop; 0 up to it.
        overdue_ms,
        /// Milliseconds up to the deadline, whether they count or not; 0 from it on, and where the
        /// clock has stopped.
        remaining_ms,
    }
    read by cx_triage::from_json;
    shows { metric, state, clock_start, stopped_at, target_ms, due_at, breached_at, elapsed_ms,
    overdue_ms, remaining_ms }
}

crate::assessment::sla_explanation! {
    /// Why a clock shows what it shows at a time: what counted and what did not.
    cx_triage::SlaExplanation => SlaExplanation in "cx_triage" {
        /// The clock.
        clock,
        /// When it started.
        start,
        /// When it stopped, else the time that was given.
        until,
        /// What it is to stay within, in milliseconds that count.
        target_ms,
        /// Milliseconds that count, from the start on: open and not paused.
        elapsed_ms,
        /// The deadline, as the assessment shows it.
        due_at,
        /// Every stretch of time, in order, with whether it counts and why.
        intervals,
    }
    read by cx_triage::from_json;
    shows { clock, start, until, target_ms, elapsed_ms, due_at, intervals.len }
}

record! {
    /// A stretch of time that counts as a whole, or does not.
    cx_triage::Interval => Interval in "cx_triage" {
        /// Its first instant.
        start,
        /// The first instant after it.
        end,
        /// Whether it counts towards the elapsed time.
        counted,
        /// Why.
        reason,
    }
    read by cx_triage::from_json;
    shows { start, end, counted, reason }
}

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Sla>()?;
    module.add_class::<SlaMetric>()?;
    module.add_class::<SlaExplanation>()?;
    module.add_class::<Interval>()?;
    Ok(())
}

//! Records of the core as Python classes: health.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use pyo3::prelude::*;

use crate::record::record;
use crate::value::{At, Int, Items, Text};

record! {
    /// What a service measured. What is absent is not judged.
    cx_triage::health::HealthSample => HealthSample in "cx_triage" {
        /// How long Chatwoot's API took at each check, in order, in milliseconds.
        api_response_ms,
        /// SLA breaches of the last week; judged together with the week before.
        sla_breaches,
        /// SLA breaches of the week before.
        sla_breaches_week_before,
        /// Replies that were to be sent; judged together with the failures.
        template_sends,
        /// How many of them failed.
        template_failures,
        /// How long the list of conversations took, in milliseconds.
        conversation_list_ms,
        /// Probes of Chatwoot's API, in order. How long each took is judged as the checks above
        /// are.
        probes,
    }
    read by cx_triage::bindings::from_json;
    shows { api_response_ms, sla_breaches, sla_breaches_week_before, template_sends,
    template_failures, conversation_list_ms, probes.len }
    built from {
        needed {
        }
        optional {
            api_response_ms: Items<Int>,
            sla_breaches: Int,
            sla_breaches_week_before: Int,
            template_sends: Int,
            template_failures: Int,
            conversation_list_ms: Int,
            probes: Items<HealthProbe>,
        }
    }
}

record! {
    /// One request to Chatwoot's API, and what came of it.
    cx_triage::health::HealthProbe => HealthProbe in "cx_triage" {
        /// When it was sent.
        at,
        /// How long the answer took, in milliseconds; absent: none came.
        ms,
        /// The status of the answer, as HTTP counts them.
        status,
        /// What the answer's log entry is found by.
        request_id,
    }
    read by cx_triage::bindings::from_json;
    shows { at, ms, status, request_id }
    built from {
        needed {
            at: At,
        }
        optional {
            ms: Int,
            status: Int,
            request_id: Text,
        }
    }
}

record! {
    /// Something that is worth telling somebody.
    cx_triage::health::HealthAlert => HealthAlert in "cx_triage" {
        /// What.
        code,
        /// How bad it is, by the policy.
        severity,
        /// Who is told, by the policy.
        channel,
        /// What was measured, in the unit of the code.
        value,
        /// The largest value that does not alert, or, for the conversation list and for failed
        /// probes, the smallest that does.
        threshold,
        /// When the probe was sent that made it an alert; absent where no probe did.
        at,
        /// The request id of that probe.
        request_id,
    }
    read by cx_triage::bindings::from_json;
    shows { code, severity, channel, value, threshold, at, request_id }
}

record! {
    /// How many SLA breaches there were, day by day and week by week.
    cx_triage::health::BreachTrend => BreachTrend in "cx_triage" {
        /// Each day of the range, the earliest first.
        days,
        /// Breaches of each clock in the last 7 × 24 hours: from their start (inclusive) up to
        /// ``now``.
        this_week,
        /// Breaches of each clock in the 7 × 24 hours before those, up to their start (exclusive).
        week_before,
    }
    read by cx_triage::bindings::from_json;
    shows { days.len, this_week, week_before }
}

record! {
    /// The SLA breaches of a day.
    cx_triage::health::BreachDay => BreachDay in "cx_triage" {
        /// The day in UTC, such as ``2025-10-12``.
        date,
        /// Breaches of each clock from midnight (inclusive) to midnight (exclusive).
        clocks,
    }
    read by cx_triage::bindings::from_json;
    shows { date, clocks }
}

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<HealthSample>()?;
    module.add_class::<HealthProbe>()?;
    module.add_class::<HealthAlert>()?;
    module.add_class::<BreachTrend>()?;
    module.add_class::<BreachDay>()?;
    Ok(())
}

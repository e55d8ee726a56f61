//! The answer and its parts.

use pyo3::prelude::*;

use crate::record::record;
use crate::value::span;

record! {
    /// Which policy decided.
    cx_triage::PolicyReference => PolicyReference {
        /// The policy's name.
        name,
        /// The document's version.
        version,
        /// The SHA-256 of the policy's canonical form.
        fingerprint,
    }
    shows { name, version, fingerprint }
}

record! {
    /// How a conversation stands against its SLA at the time of the assessment.
    cx_triage::Sla => Sla {
        /// The state of the clock.
        state,
        /// When the clock started.
        clock_start,
        /// Why it started then.
        clock_reason,
        /// The deadline, or None where no clock runs.
        due_at,
        /// The deadline once it is breached (strictly after it), or None.
        breached_at,
        /// Milliseconds since the deadline, 0 up to it.
        overdue_ms,
        /// Milliseconds up to the deadline, 0 from it on.
        remaining_ms,
    }
    shows { state, clock_start, clock_reason, due_at, breached_at, overdue_ms, remaining_ms }

    /// `overdue_ms` as a timedelta.
    #[getter]
    fn overdue<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.overdue_ms)
    }

    /// `remaining_ms` as a timedelta.
    #[getter]
    fn remaining<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.remaining_ms)
    }
}

record! {
    /// What a further clock of the policy shows at the time of the assessment.
    cx_triage::SlaMetric => SlaMetric {
        /// What is measured.
        metric,
        /// The state of the clock.
        state,
        /// When the clock started, or None where nothing has started it yet.
        clock_start,
        /// When it stopped, or None while it goes on.
        stopped_at,
        /// The target that fits, in milliseconds of the metric's calendar, or None.
        target_ms,
        /// The deadline, or None.
        due_at,
        /// The deadline once it is breached (strictly after it), or None.
        breached_at,
        /// Milliseconds that count, from the start to now or to the stop.
        elapsed_ms,
        /// Milliseconds since the deadline, whether they count or not, up to the stop.
        overdue_ms,
        /// Milliseconds up to the deadline, whether they count or not, 0 from it on.
        remaining_ms,
    }
    shows { metric, state, clock_start, stopped_at, target_ms, due_at, breached_at, elapsed_ms, overdue_ms, remaining_ms }

    /// `elapsed_ms` as a timedelta.
    #[getter]
    fn elapsed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.elapsed_ms)
    }

    /// `overdue_ms` as a timedelta.
    #[getter]
    fn overdue<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.overdue_ms)
    }

    /// `remaining_ms` as a timedelta.
    #[getter]
    fn remaining<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.remaining_ms)
    }
}

record! {
    /// Why a clock shows what it shows at a time: what counted and what did not.
    cx_triage::SlaExplanation => SlaExplanation {
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
        /// The deadline, as the assessment shows it, or None.
        due_at,
        /// Every stretch of time, in order, with whether it counts and why.
        intervals,
    }
    shows { clock, start, until, target_ms, elapsed_ms, due_at }

    /// `elapsed_ms` as a timedelta.
    #[getter]
    fn elapsed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.elapsed_ms)
    }
}

record! {
    /// Who must act, and whether at once.
    cx_triage::Escalation => Escalation {
        /// The highest level of all reasons; l1 without any.
        level,
        /// Whether one of the reasons asks for immediate escalation and none came since.
        immediate,
    }
    shows { level, immediate }
}

record! {
    /// A reason to act.
    cx_triage::Reason => Reason {
        /// Which one.
        code,
        /// The SOP that asks for it.
        sop,
        /// What it rests on, for people; never a customer's words.
        detail,
    }
    shows { code, sop, detail }
}

record! {
    /// High-risk language at a place of a message.
    cx_triage::RiskFinding => RiskFinding {
        /// What it is a sign of.
        category,
        /// The cue's id.
        cue,
        /// How sure it is.
        confidence,
        /// The message it stands in, or None.
        message_id,
        /// Where it starts, as an index into the original text.
        start,
        /// Where it ends, exclusive.
        end,
        /// What stands there.
        matched,
    }
    shows { category, cue, confidence, message_id, start, end }
}

record! {
    /// How the customer is named in a reply.
    cx_triage::Customer => Customer {
        /// The name.
        name,
        /// Where it comes from.
        source,
    }
    shows { source }
}

record! {
    /// A drafted reply (SOP-CX-002).
    cx_triage::Suggestion => Suggestion {
        /// The template.
        template_id,
        /// The template's name for people.
        label,
        /// The reply, with the customer's name in it.
        body,
        /// What the customer writes about.
        topic,
        /// What decided the topic: ids of cues, or `label:` and the label.
        cues,
    }
    shows { template_id, topic, cues }
}

record! {
    /// Whether a draft may be sent (SOP-CX-002).
    cx_triage::Approval => Approval {
        /// Whether nothing blocks.
        allowed,
        /// What blocks.
        blockers,
        /// What is worth a look first; it does not block.
        warnings,
    }
    shows { allowed, blockers, warnings }
}

record! {
    /// Something that is due after a decision and not yet done.
    cx_triage::FollowUp => FollowUp {
        /// What is due.
        kind,
        /// By when.
        due_at,
        /// Whether it is late: strictly after `due_at`.
        overdue,
    }
    shows { kind, due_at, overdue }
}

record! {
    /// Whether a conversation may be marked resolved, and why (SOP-CX-004).
    cx_triage::Resolution => Resolution {
        /// Whether it may.
        allowed,
        /// What allows it, also where something stands against it, or None.
        basis,
        /// What stands against it.
        blockers,
        /// From when there is a basis, or None.
        eligible_at,
    }
    shows { allowed, basis, blockers, eligible_at }
}

record! {
    /// What a text is about, and which cues say so.
    cx_triage::TopicMatch => TopicMatch {
        /// The topic.
        topic,
        /// The ids of the cues.
        cues,
    }
    shows { topic, cues }
}

record! {
    /// What an engine says of one conversation at one time.
    cx_triage::Assessment => Assessment {
        /// The version of this document.
        schema_version,
        /// The conversation's number.
        conversation_id,
        /// The time that was given.
        assessed_at,
        /// The policy that decided.
        policy,
        /// The version of the library that decided.
        engine_version,
        /// Where the conversation stands in Chatwoot.
        status,
        /// Its labels, as they are.
        labels,
        /// Whether it belongs on the list of conversations to act on.
        surfaced,
        /// How urgent it is, or None where it is not surfaced.
        priority,
        /// By when to act, or None where it is not surfaced.
        respond_by,
        /// The SLA clock.
        sla,
        /// The policy's further clocks, in its order.
        metrics,
        /// Who must act.
        escalation,
        /// Every reason to act, in the policy's order.
        reasons,
        /// High-risk language, in the order of the messages and of the places in them.
        risk,
        /// How the customer is named.
        customer,
        /// The reply that is drafted, or None.
        suggestion,
        /// Whether the draft may be sent.
        approval,
        /// What is due after earlier decisions and not yet done.
        follow_ups,
        /// Whether the conversation may be closed.
        resolution,
        /// When the newest message was written, else when the conversation was opened.
        last_message_at,
        /// The first later millisecond at which the same conversation is assessed differently.
        next_change_at,
    }
    shows { conversation_id, surfaced, priority, respond_by, escalation }

    /// The assessment as a table for a notebook, escaped.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cx_triage._notebook")?.call_method1("assessment_html", (slf,))
    }
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Assessment>()?;
    module.add_class::<PolicyReference>()?;
    module.add_class::<Sla>()?;
    module.add_class::<SlaMetric>()?;
    module.add_class::<SlaExplanation>()?;
    module.add_class::<Escalation>()?;
    module.add_class::<Reason>()?;
    module.add_class::<RiskFinding>()?;
    module.add_class::<Customer>()?;
    module.add_class::<Suggestion>()?;
    module.add_class::<Approval>()?;
    module.add_class::<FollowUp>()?;
    module.add_class::<Resolution>()?;
    module.add_class::<TopicMatch>()
}

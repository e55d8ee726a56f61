//! Decisions: what an operator does, as an event for the log or a refusal.

use cx_triage::{DecisionPayload, Diagnostic, JsonText, Refusal};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};

use crate::columns::camel_case;
use crate::conversation::PastDecision;
use crate::error::{parse, raise};
use crate::record::{plain, record};
use crate::value::{Document, ToPython};

record! {
    /// How an operator grades a suggestion, each from 1 to 5.
    cx_triage::Grades => Grades {
        /// Whether it sounds right.
        tone,
        /// Whether it is true.
        accuracy,
        /// Whether it follows the shop's policy.
        policy,
    }
    shows { tone, accuracy, policy }

    #[new]
    #[pyo3(signature = (*, tone, accuracy, policy))]
    fn new(tone: u8, accuracy: u8, policy: u8) -> Self {
        Self(cx_triage::Grades { tone, accuracy, policy })
    }
}

record! {
    /// The note to the manager: the issue and what the customer expects.
    cx_triage::HandOff => HandOff {
        /// What it is about.
        issue,
        /// What the customer expects.
        customer_expectation,
    }
    shows { issue, customer_expectation }

    #[new]
    #[pyo3(signature = (*, issue, customer_expectation))]
    fn new(issue: String, customer_expectation: String) -> Self {
        let (issue, customer_expectation) = (issue.into(), customer_expectation.into());
        Self(cx_triage::HandOff { issue, customer_expectation })
    }
}

record! {
    /// How the conversation was assessed when the decision was taken.
    cx_triage::AssessmentSummary => AssessmentSummary {
        /// How urgent it was, or None where it was not surfaced.
        priority,
        /// Who was to act.
        level,
        /// Every reason to act.
        reasons,
        /// The template of the suggestion, or None.
        template_id,
        /// Whether the reply that was sent is another text than the suggestion.
        edited,
        /// Whether something stood against the action, and a reason overrode it.
        overridden,
    }
    shows { priority, level, reasons, template_id, edited, overridden }
}

record! {
    /// A decision that an operator took, as it goes to the decision log.
    cx_triage::DecisionEvent => DecisionEvent {
        /// The version of this document.
        schema_version,
        /// The id that was given, else the derived one.
        id,
        /// What was done.
        action,
        /// The part of the log that it belongs to.
        scope,
        /// When it was decided.
        occurred_at,
        /// Who did it.
        actor,
        /// The actor in the numbering of `Message.sender_id`, or None.
        actor_id,
        /// Why: the operator's note, else the policy's words for the action.
        rationale,
        /// The shop's domain, or None.
        shop_domain,
        /// The conversation: `chatwoot:` and its number.
        external_ref,
        /// Where the evidence lies, or None.
        evidence_url,
        /// The policy that was in force.
        policy,
        /// The version of the library that decided.
        engine_version,
        /// How the conversation was assessed at that moment.
        assessment,
        /// What the action says of itself: a payload of the action's own class.
        payload,
        /// The keys in whose text something personal was replaced.
        redacted,
    }
    reads cx_triage::DecisionEvent::from_json;
    shows { id, action, external_ref, occurred_at }

    /// The event in a `CloudEvents` 1.0 envelope, structured mode, as JSON.
    fn to_cloud_event(&self) -> String {
        self.0.to_cloud_event()
    }

    /// The row of the service's `DecisionLog` table, as a dict.
    fn to_log_row<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0.to_log_row().to_json())
    }

    /// The event for the log, with what is personal in its texts replaced.
    fn redact(&self) -> Self {
        Self(self.0.redacted())
    }

    /// The decision as the engine wants it to be told at the next assessment.
    fn to_past_decision(&self) -> PastDecision {
        PastDecision(self.0.to_past_decision())
    }

    /// The conversation's number.
    #[getter]
    fn conversation_id(&self) -> i64 {
        self.0.conversation_id()
    }
}

record! {
    /// What an approved reply says of itself.
    cx_triage::ApproveSendPayload => ApproveSendPayload {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address, or None.
        operator_email,
        /// What the operator added, or None.
        note,
        /// The reply to send, without blanks around it.
        reply_body,
        /// Whether it came from a model.
        ai_suggestion_used,
        /// What the service keeps of the model's suggestion, as plain values, or None.
        ai_suggestion,
        /// How the operator graded the suggestion, or None.
        grades,
        /// What the operator acted against, or None.
        overridden,
    }
    shows { conversation_id, operator_email, note, reply_body, ai_suggestion_used, overridden }
}

record! {
    /// What an escalation says of itself.
    cx_triage::EscalatePayload => EscalatePayload {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address, or None.
        operator_email,
        /// What the operator added, or None.
        note,
        /// Why.
        reason,
        /// Why, in words, or None.
        reason_text,
        /// What the manager has to know, or None.
        hand_off,
        /// All the labels to write: Chatwoot's label call overwrites those that stand there.
        labels,
        /// What the operator acted against, or None.
        overridden,
    }
    shows { conversation_id, operator_email, note, reason, labels, overridden }
}

record! {
    /// What a resolution says of itself.
    cx_triage::MarkResolvedPayload => MarkResolvedPayload {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address, or None.
        operator_email,
        /// What the operator added, or None.
        note,
        /// What the operator acted against, or None.
        overridden,
    }
    shows { conversation_id, operator_email, note, overridden }
}

record! {
    /// What an operator acted against, and why.
    cx_triage::Override => Override {
        /// Why.
        reason,
        /// What stood against it.
        blockers,
    }
    shows { reason, blockers }
}

impl ToPython for DecisionPayload {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::ApproveSend(payload) => payload.to_python(py),
            Self::Escalate(payload) => payload.to_python(py),
            Self::MarkResolved(payload) => payload.to_python(py),
        }
    }

    fn show(&self) -> String {
        self.action().show()
    }
}

impl ToPython for JsonText {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.as_str())
    }

    fn show(&self) -> String {
        format!("{self:?}")
    }
}

record! {
    /// A decision log as it was read, line by line. Its length and its items are those of the
    /// events.
    cx_triage::DecisionLog => DecisionLog {
        /// The events, in their order; of several with one id the first.
        events,
        /// Events of a newer schema version.
        unknown,
        /// Lines that cannot be read.
        rejected,
        /// Lines whose id an earlier one has: retries that were written twice.
        duplicates,
    }
    shows { events.len, unknown.len, rejected, duplicates.len }

    /// The past decisions on one conversation, in the order of the log.
    fn decisions_of(&self, conversation_id: i64) -> Vec<PastDecision> {
        self.0.decisions_of(conversation_id).into_iter().map(PastDecision).collect()
    }

    fn __len__(&self) -> usize {
        self.0.events.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.0.events.to_python(py)?.try_iter()
    }
}

record! {
    /// An event of a newer schema version, kept as it is.
    cx_triage::UnknownEvent => UnknownEvent {
        /// The line's number, from 1.
        line,
        /// The event's schema version.
        schema_version,
        /// The event's id, or None.
        id,
        /// The event, as plain values.
        document,
    }
    shows { line, schema_version, id }
}

record! {
    /// A line that cannot be read.
    cx_triage::RejectedLine => RejectedLine {
        /// The line's number, from 1.
        line,
        /// What is wrong with it.
        error,
    }
    shows { line, error }
}

record! {
    /// A line whose id an earlier one has.
    cx_triage::DuplicateLine => DuplicateLine {
        /// The line's number, from 1.
        line,
        /// The id.
        id,
        /// The number of the line that has it first.
        first_line,
    }
    shows { line, id, first_line }
}

/// Reads a decision log: one event a line; what cannot be read loses nothing else.
#[pyfunction]
fn parse_decision_log(py: Python<'_>, data: Document) -> DecisionLog {
    DecisionLog(py.detach(|| cx_triage::parse_decision_log(data)))
}

/// The input of an action, from keyword arguments: the document of the core, with the names of
/// Python. It goes as text, so that every number keeps its digits.
pub(crate) fn input<T>(
    py: Python<'_>,
    keywords: Option<&Bound<'_, PyDict>>,
    read: fn(String) -> Result<T, Diagnostic>,
) -> PyResult<T> {
    let document = PyDict::new(py);
    for (name, value) in keywords.into_iter().flatten() {
        let value = match value.getattr_opt("to_dict")? {
            Some(to_dict) => to_dict.call0()?,
            None => value,
        };
        document.set_item(camel_case(&name.extract::<String>()?), value)?;
    }
    let text = py.import("json")?.call_method1("dumps", (document,))?.extract()?;
    read(text).map_err(|error| parse(py, &error))
}

/// A `DecisionRefused` that names every blocker.
pub(crate) fn refused(py: Python<'_>, refusal: &Refusal) -> PyErr {
    raise(py, "DecisionRefused", |class| {
        let Refusal { code, pointer, blockers, detail } = refusal;
        let blockers = blockers.to_python(py)?;
        class.call1((refusal.to_string(), code.as_str(), pointer.as_deref(), detail, blockers))
    })
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Grades>()?;
    module.add_class::<HandOff>()?;
    module.add_class::<AssessmentSummary>()?;
    module.add_class::<DecisionEvent>()?;
    module.add_class::<ApproveSendPayload>()?;
    module.add_class::<EscalatePayload>()?;
    module.add_class::<MarkResolvedPayload>()?;
    module.add_class::<Override>()?;
    module.add_class::<DecisionLog>()?;
    module.add_class::<UnknownEvent>()?;
    module.add_class::<RejectedLine>()?;
    module.add_class::<DuplicateLine>()?;
    module.add_function(wrap_pyfunction!(parse_decision_log, module)?)
}

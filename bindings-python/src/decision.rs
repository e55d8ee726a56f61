//! Decisions: what an operator does, as an event for the log or a refusal.

use cx_triage::decision::JsonText;
use cx_triage::{Diagnostic, Refusal};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::columns::camel_case;
use crate::error::{parse, raise};
use crate::generated::decision::{DecisionEvent, DecisionLog};
use crate::interrupt::read_beside;
use crate::record::plain;
use crate::value::{Document, Items, Text, ToPython, json_text};

macro_rules! decision_event {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// The event in a `CloudEvents` 1.0 envelope, structured mode, as JSON.
                fn to_cloud_event(&self) -> String {
                    self.0.to_cloud_event()
                }

                /// The row of the service's `DecisionLog` table, as a dict.
                fn to_log_row<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::record::plain(py, &self.0.to_log_row().to_json())
                }

                /// The event for the log, with what is personal in its texts replaced.
                fn redact(&self) -> Self {
                    Self(self.0.redacted())
                }

                /// The decision as the engine wants it to be told at the next assessment.
                fn to_past_decision(&self) -> $crate::generated::conversation::PastDecision {
                    $crate::generated::conversation::PastDecision(self.0.to_past_decision())
                }

                /// The conversation's number.
                #[getter]
                fn conversation_id(&self) -> i64 {
                    self.0.conversation_id().get()
                }
            }
            $($record)*
        }
    };
}

macro_rules! decision_log {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// The past decisions on one conversation, in the order of the log.
                fn decisions_of(
                    &self,
                    conversation_id: $crate::value::Int,
                ) -> Vec<$crate::generated::conversation::PastDecision> {
                    let decisions = self.0.decisions_of(conversation_id.0).into_iter();
                    decisions.map($crate::generated::conversation::PastDecision).collect()
                }
            }
            $($record)*
        }
    };
}

pub(crate) use {decision_event, decision_log};

impl ToPython for JsonText {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.as_str())
    }

    fn show(&self) -> String {
        format!("{self:?}")
    }
}

/// Reads a decision log: one event a line; what cannot be read loses nothing else.
///
///     >>> from datetime import datetime, timezone
///     >>> from cx_triage import Policy, samples
///     >>> from cx_triage import parse_decision_log, write_decision_log
///     >>> engine = Policy.runbook().compile()
///     >>> now = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
///     >>> event = engine.approve_send(samples()[0], now, operator_email="a@example.com")
///     >>> log = parse_decision_log(write_decision_log([event]))
///     >>> log.decisions_of(4092)[0].template_id
///     'ship_update'
#[pyfunction]
fn parse_decision_log(py: Python<'_>, data: Document) -> PyResult<DecisionLog> {
    read_beside(py, data, cx_triage::decision::parse_decision_log).map(DecisionLog)
}

/// Writes events as a decision log: one a line, each line ended.
#[pyfunction]
fn write_decision_log(events: Items<DecisionEvent>) -> String {
    let events: Vec<_> = events.0.into_iter().map(|event| event.0).collect();
    cx_triage::decision::write_decision_log(&events)
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
        document.set_item(camel_case(&name.extract::<Text>()?), value)?;
    }
    let text = json_text(document.as_any())?.to_string();
    read(text).map_err(|error| parse(py, &error))
}

/// The event, or a `DecisionRefused` that names every blocker.
pub(crate) fn taken(
    py: Python<'_>,
    event: Result<cx_triage::DecisionEvent, Refusal>,
) -> PyResult<DecisionEvent> {
    event.map(DecisionEvent).map_err(|refusal| refused(py, &refusal))
}

fn refused(py: Python<'_>, refusal: &Refusal) -> PyErr {
    raise(py, "DecisionRefused", |class| {
        let Refusal { code, pointer, blockers, detail } = refusal;
        let blockers = blockers.to_python(py)?;
        class.call1((refusal.to_string(), code.as_str(), pointer.as_deref(), detail, blockers))
    })
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(write_decision_log, module)?)?;
    module.add_function(wrap_pyfunction!(parse_decision_log, module)?)
}

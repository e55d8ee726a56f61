//! Decisions: what an operator does, as an event for the log or a refusal.

use cx_triage::{Diagnostic, JsonText, Refusal};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};

use crate::columns::camel_case;
use crate::error::{parse, raise};
use crate::generated::conversation::PastDecision;
use crate::generated::decision::{DecisionEvent, DecisionLog};
use crate::record::plain;
use crate::value::{Document, Int, Items, Text, ToPython, item, json_text};

/// Makes a method of the engine of an action: the keywords after the time are its input.
macro_rules! action {
    ($(#[$doc:meta])* $method:ident: $input:path, $signature:tt) => {
        #[pyo3::pymethods]
        impl $crate::engine::Engine {
            $(#[$doc])*
            #[pyo3(signature = (conversation, now, **input), text_signature = $signature)]
            fn $method(
                &self,
                py: pyo3::Python<'_>,
                conversation: &$crate::generated::conversation::Conversation,
                now: $crate::value::At,
                input: Option<&pyo3::Bound<'_, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<$crate::generated::decision::DecisionEvent> {
                let input = $crate::decision::input(py, input, <$input>::from_json)?;
                let event = self.engine.$method(&conversation.0, &input, now.0);
                event
                    .map($crate::generated::decision::DecisionEvent)
                    .map_err(|refusal| $crate::decision::refused(py, &refusal))
            }
        }
    };
}

pub(crate) use action;

#[pymethods]
impl DecisionEvent {
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
        self.0.conversation_id().get()
    }
}

#[pymethods]
impl DecisionLog {
    /// The past decisions on one conversation, in the order of the log.
    fn decisions_of(&self, conversation_id: Int) -> Vec<PastDecision> {
        self.0.decisions_of(conversation_id.0).into_iter().map(PastDecision).collect()
    }

    fn __len__(&self) -> usize {
        self.0.events.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.0.events.to_python(py)?.try_iter()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        item(&self.0.events, key)
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

/// Reads a decision log: one event a line; what cannot be read loses nothing else.
#[pyfunction]
fn parse_decision_log(py: Python<'_>, data: Document) -> DecisionLog {
    DecisionLog(py.detach(|| cx_triage::parse_decision_log(data)))
}

/// Writes events as a decision log: one a line, each line ended.
#[pyfunction]
fn write_decision_log(events: Items<DecisionEvent>) -> String {
    let events: Vec<_> = events.0.into_iter().map(|event| event.0).collect();
    cx_triage::write_decision_log(&events)
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

/// A `DecisionRefused` that names every blocker.
pub(crate) fn refused(py: Python<'_>, refusal: &Refusal) -> PyErr {
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

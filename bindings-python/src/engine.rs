//! The engine: conversations in, assessments out.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error;
use crate::generated::assessment::{Assessment, PolicyReference, RiskFinding, TopicMatch};
use crate::generated::conversation::Conversation;
use crate::generated::decision::{HandOff, OperatorTexts};
use crate::generated::health::{BreachTrend, HealthAlert, HealthSample};
use crate::generated::sla::SlaExplanation;
use crate::policy::{Policy, fingerprint_hash};
use crate::record::{reduce, show};
use crate::value::{At, Document, Int, Text, ToPython};

/// A compiled policy: answers about conversations, without clock, network or state.
#[pyclass(frozen, module = "cx_triage")]
pub(crate) struct Engine {
    pub(crate) policy: Arc<cx_triage::Policy>,
    pub(crate) engine: cx_triage::Engine,
}

#[pymethods]
impl Engine {
    /// The policy it was compiled from.
    #[getter]
    fn policy(&self) -> Policy {
        Arc::clone(&self.policy).into()
    }

    /// Which policy it was compiled from, as it stands in each assessment.
    fn policy_reference(&self) -> PolicyReference {
        PolicyReference(self.engine.policy_reference())
    }

    /// What is to be said of a conversation at `now`, an aware datetime.
    fn assess(&self, py: Python<'_>, conversation: &Conversation, now: At) -> Assessment {
        py.detach(|| Assessment(self.engine.assess(&conversation.0, now.0)))
    }

    /// One assessment for each conversation, in their order; other threads run meanwhile.
    fn assess_many(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        now: At,
    ) -> Vec<Assessment> {
        let assessed = py.detach(|| self.engine.assess_many(conversations.iter(), now.0));
        assessed.into_iter().map(Assessment).collect()
    }

    /// One assessment for each conversation at a time of its own, in their order; other threads
    /// run meanwhile.
    fn assess_each(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        times: Vec<At>,
    ) -> PyResult<Vec<Assessment>> {
        let checked = cx_triage::one_time_a_row(conversations.0.len(), times.len());
        checked.map_err(|e| error::parse(py, &e))?;
        let rows = conversations.iter().zip(times.iter().map(|at| at.0));
        let assessed = py.detach(|| self.engine.assess_each(rows));
        Ok(assessed.into_iter().map(Assessment).collect())
    }

    /// The surfaced conversations in the order in which to act on them.
    fn queue<'py>(
        &self,
        py: Python<'py>,
        conversations: Conversations,
        now: At,
    ) -> PyResult<Bound<'py, PyAny>> {
        let queue = py.detach(|| self.engine.queue(conversations.iter(), now.0));
        let queue: Vec<Assessment> = queue.into_iter().map(Assessment).collect();
        py.import("cx_triage._notebook")?.getattr("Queue")?.call1((queue,))
    }

    /// Conversation documents, one a line, to assessments, one a line, in the same order, as
    /// text for text and as bytes for bytes; other threads run meanwhile.
    fn assess_json_lines<'py>(
        &self,
        py: Python<'py>,
        lines: Document,
        now: At,
    ) -> Bound<'py, PyAny> {
        let answers = py.detach(|| self.engine.assess_json_lines(&lines, now.0));
        of_the_same_type(py, &lines, &answers)
    }

    /// Conversation documents, one a line, at a time of its own each, to assessments, one a line;
    /// other threads run meanwhile.
    fn assess_json_lines_each<'py>(
        &self,
        py: Python<'py>,
        lines: Document,
        times: Vec<At>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let times: Vec<_> = times.iter().map(|at| at.0).collect();
        let answers = py.detach(|| self.engine.assess_json_lines_each(&lines, &times));
        let answers = answers.map_err(|e| error::parse(py, &e))?;
        Ok(of_the_same_type(py, &lines, &answers))
    }

    /// Why the SLA clocks of a conversation show what they show at `now`: which stretches of time
    /// count and which do not.
    fn explain_sla(
        &self,
        py: Python<'_>,
        conversation: &Conversation,
        now: At,
    ) -> PyResult<Vec<SlaExplanation>> {
        let explained = self.engine.explain_sla(&conversation.0, now.0);
        let explained = explained.map_err(|e| error::parse(py, &e))?;
        Ok(explained.into_iter().map(SlaExplanation).collect())
    }

    /// What the customer writes about, by one text alone.
    fn topic(&self, text: Text) -> TopicMatch {
        TopicMatch(self.engine.topic(&text))
    }

    /// High-risk language in one text alone, in the order of the places.
    fn scan(&self, text: Text) -> Vec<RiskFinding> {
        self.engine.scan(&text).into_iter().map(RiskFinding).collect()
    }

    /// Conversations as Arrow columns to assessments as Arrow columns, a row for a row, in the
    /// same order and without a Python object per row. A column that is missing or misspelt is an
    /// error; with `strict=True` so is one that is none of a conversation, with `strict=False`
    /// neither.
    #[pyo3(signature = (data, now, *, strict=None))]
    fn assess_arrow(
        &self,
        data: &Bound<'_, PyAny>,
        now: At,
        strict: Option<bool>,
    ) -> PyResult<crate::columns::AssessmentStream> {
        crate::columns::AssessmentStream::new(self.engine.clone(), data, now.0, strict)
    }

    /// Conversations as Arrow columns, a time of its own each, to assessments as Arrow columns.
    #[pyo3(signature = (data, times, *, strict=None))]
    fn assess_arrow_each(
        &self,
        data: &Bound<'_, PyAny>,
        times: crate::columns::Times,
        strict: Option<bool>,
    ) -> PyResult<crate::columns::AssessmentStream> {
        crate::columns::AssessmentStream::each(self.engine.clone(), data, times, strict)
    }

    /// What an assessment says, in words for the operator, in the operator's language (ISO 639-1),
    /// else in English, else by its codes.
    #[pyo3(signature = (assessment, language, hand_off=None))]
    fn texts(
        &self,
        assessment: &Assessment,
        language: Text,
        hand_off: Option<HandOff>,
    ) -> OperatorTexts {
        let hand_off = hand_off.map(|hand_off| hand_off.0);
        OperatorTexts(self.engine.texts(&assessment.0, &language, hand_off.as_ref()))
    }

    /// The conversation as a fixture: without names, e-mail addresses and numbers of people.
    fn redact(&self, conversation: &Conversation) -> Conversation {
        Conversation(self.engine.redact(&conversation.0))
    }

    /// What of a sample is worth an alert, by the policy's thresholds.
    fn health(&self, sample: &HealthSample) -> Vec<HealthAlert> {
        self.engine.health(&sample.0).into_iter().map(HealthAlert).collect()
    }

    /// The SLA breaches of conversations a day (UTC), up to the day of `now`, and by week.
    fn breach_trend(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        days: Int,
        now: At,
    ) -> PyResult<BreachTrend> {
        let days = days.counted(py)?;
        let trend = py.detach(|| self.engine.breach_trend(conversations.iter(), days, now.0));
        Ok(BreachTrend(trend))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.policy == other.policy
    }

    fn __hash__(&self) -> u64 {
        fingerprint_hash(&self.engine.policy_reference().fingerprint)
    }

    fn __copy__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: PyRef<'py, Self>, _memo: &Bound<'_, PyAny>) -> PyRef<'py, Self> {
        slf
    }

    /// The engine that a policy document compiles to.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Document) -> PyResult<Self> {
        let policy = cx_triage::Policy::from_json(json).map_err(|e| error::policy(py, &e))?;
        let engine = py.detach(|| policy.compile()).map_err(|e| error::policy(py, &e))?;
        Ok(Self { policy: Arc::new(policy), engine })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reduce(slf.as_any(), &slf.get().policy.to_json())
    }

    fn __repr__(&self) -> String {
        let policy = self.engine.policy_reference();
        let fields = [("policy", policy.name.show()), ("version", policy.version.show())];
        show("Engine", &fields)
    }
}

/// Text for text and bytes for bytes.
fn of_the_same_type<'py>(py: Python<'py>, lines: &Document, answers: &str) -> Bound<'py, PyAny> {
    match lines {
        Document::Text(_) => PyString::new(py, answers).into_any(),
        Document::Bytes(_) => PyBytes::new(py, answers.as_bytes()).into_any(),
    }
}

/// Any iterable of conversations, held without copying them.
pub(crate) struct Conversations(Vec<Py<Conversation>>);

impl Conversations {
    fn iter(&self) -> impl Iterator<Item = &cx_triage::Conversation> {
        self.0.iter().map(|conversation| &conversation.get().0)
    }
}

impl<'py> FromPyObject<'_, 'py> for Conversations {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let items = object.try_iter()?.map(|item| Ok(item?.cast_into::<Conversation>()?.unbind()));
        items.collect::<PyResult<_>>().map(Self)
    }
}

/// The runbook's scenario gallery and edge cases as conversations, all of them made up; they are at
/// home on 2025-10-12 around 08:30 UTC.
#[pyfunction]
fn samples() -> Vec<Conversation> {
    cx_triage::samples().into_iter().map(Conversation).collect()
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(samples, module)?)?;
    module.add_class::<Engine>()
}

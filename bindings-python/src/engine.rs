//! The engine: conversations in, assessments out.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::generated::assessment::{Assessment, PolicyReference, RiskFinding, TopicMatch};
use crate::generated::conversation::Conversation;
use crate::generated::decision::{DecisionEvent, HandOff, OperatorTexts};
use crate::generated::health::{BreachTrend, HealthAlert, HealthSample};
use crate::generated::sla::SlaExplanation;
use crate::interrupt::Interrupt;
use crate::policy::{Policy, fingerprint_hash};
use crate::record::{reduce, show};
use crate::value::{At, Document, Int, Items, Text, ToPython};
use crate::{decision, error};

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
    ///
    ///     >>> from datetime import datetime, timezone
    ///     >>> from cx_triage import Policy, samples
    ///     >>> engine = Policy.runbook().compile()
    ///     >>> now = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
    ///     >>> engine.assess(samples()[0], now).suggestion.template_id
    ///     'ship_update'
    fn assess(&self, py: Python<'_>, conversation: &Conversation, now: At) -> Assessment {
        py.detach(|| Assessment(self.engine.assess(&conversation.0, now.0)))
    }

    /// One assessment for each conversation, in their order; other threads run meanwhile.
    ///
    ///     >>> from datetime import datetime, timezone
    ///     >>> from cx_triage import Policy, samples
    ///     >>> engine = Policy.runbook().compile()
    ///     >>> now = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
    ///     >>> len(engine.assess_many(samples(), now))
    ///     11
    fn assess_many(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        now: At,
    ) -> PyResult<Vec<Assessment>> {
        let assessed = conversations.each(py, |each| self.engine.assess_many(each, now.0))?;
        Ok(assessed.into_iter().map(Assessment).collect())
    }

    /// One assessment for each conversation at a time of its own, in their order; other threads
    /// run meanwhile.
    fn assess_each(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        times: Items<At>,
    ) -> PyResult<Vec<Assessment>> {
        let checked = cx_triage::bindings::one_time_a_row(conversations.0.len(), times.0.len());
        checked.map_err(|e| error::parse(py, &e))?;
        let times = times.0.iter().map(|at| at.0);
        let assessed = conversations.each(py, |each| self.engine.assess_each(each.zip(times)))?;
        Ok(assessed.into_iter().map(Assessment).collect())
    }

    /// An assessment at each moment at which that of a conversation changed, up to `until`.
    fn assess_history(
        &self,
        py: Python<'_>,
        conversation: &Conversation,
        until: At,
    ) -> Vec<Assessment> {
        let history = py.detach(|| self.engine.assess_history(&conversation.0, until.0));
        history.into_iter().map(Assessment).collect()
    }

    /// The surfaced conversations in the order in which to act on them.
    ///
    ///     >>> from datetime import datetime, timezone
    ///     >>> from cx_triage import Policy, samples
    ///     >>> engine = Policy.runbook().compile()
    ///     >>> now = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
    ///     >>> [each.conversation_id for each in engine.queue(samples(), now)][:3]
    ///     [5003, 5001, 5006]
    fn queue<'py>(
        &self,
        py: Python<'py>,
        conversations: Conversations,
        now: At,
    ) -> PyResult<Bound<'py, PyAny>> {
        let queue = conversations.each(py, |each| self.engine.queue(each, now.0))?;
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
    ) -> PyResult<Bound<'py, PyAny>> {
        let told = self.engine.json_line_answers(lines.as_ref(), now.0);
        collected(py, &lines, told)
    }

    /// Conversation documents, one a line, at a time of its own each, to assessments, one a line;
    /// other threads run meanwhile.
    fn assess_json_lines_each<'py>(
        &self,
        py: Python<'py>,
        lines: Document,
        times: Items<At>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let times: Vec<_> = times.0.iter().map(|at| at.0).collect();
        let told = self.engine.json_line_answers_each(lines.as_ref(), &times);
        collected(py, &lines, told.map_err(|e| error::parse(py, &e))?)
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
    ///
    ///     >>> from cx_triage import Policy
    ///     >>> Policy.runbook().compile().topic("Where is my parcel?").topic
    ///     'shipping'
    fn topic(&self, text: Text) -> TopicMatch {
        TopicMatch(self.engine.topic(&text))
    }

    /// High-risk language in one text alone, in the order of the places.
    ///
    ///     >>> from cx_triage import Policy
    ///     >>> found = Policy.runbook().compile().scan("I will sue you")[0]
    ///     >>> found.category.value, found.matched
    ///     ('legal', 'will sue')
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

    /// Conversations to assessments as Arrow columns, as `assess_arrow` gives them.
    fn assess_table(
        &self,
        py: Python<'_>,
        conversations: Conversations,
        now: At,
    ) -> PyResult<crate::columns::AssessmentStream> {
        let assessed = conversations.each(py, |each| self.engine.assess_many(each, now.0))?;
        Ok(crate::columns::AssessmentStream::of_assessments(assessed))
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
        let trend = conversations.each(py, |each| self.engine.breach_trend(each, days, now.0))?;
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

    /// Approves a reply (SOP-CX-002): the event to log once the reply is sent.
    ///
    /// Raises `DecisionRefused`, which names every blocker.
    #[pyo3(
        signature = (conversation, now, **input),
        text_signature = "($self, conversation, now, *, reply=None, ai_suggestion_used=None, \
                          ai_suggestion=None, grades=None, operator_email=None, actor=None, \
                          actor_id=None, shop_domain=None, note=None, seen_message_id=None, \
                          override_reason=None, evidence_url=None, id=None)"
    )]
    fn approve_send(
        &self,
        py: Python<'_>,
        conversation: &Conversation,
        now: At,
        input: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<DecisionEvent> {
        let input = decision::input(py, input, cx_triage::ApproveSend::from_json)?;
        decision::taken(py, self.engine.approve_send(&conversation.0, &input, now.0))
    }

    /// Hands a conversation to a manager (SOP-CX-003): the event, with the labels to write.
    #[pyo3(
        signature = (conversation, now, **input),
        text_signature = "($self, conversation, now, *, reason, reason_text=None, hand_off=None, \
                          operator_email=None, actor=None, actor_id=None, shop_domain=None, note=None, \
                          seen_message_id=None, override_reason=None, evidence_url=None, id=None)"
    )]
    fn escalate(
        &self,
        py: Python<'_>,
        conversation: &Conversation,
        now: At,
        input: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<DecisionEvent> {
        let input = decision::input(py, input, cx_triage::Escalate::from_json)?;
        decision::taken(py, self.engine.escalate(&conversation.0, &input, now.0))
    }

    /// Closes a conversation (SOP-CX-004): the event to log.
    #[pyo3(
        signature = (conversation, now, **input),
        text_signature = "($self, conversation, now, *, operator_email=None, actor=None, actor_id=None, \
                          shop_domain=None, note=None, seen_message_id=None, override_reason=None, \
                          evidence_url=None, id=None)"
    )]
    fn mark_resolved(
        &self,
        py: Python<'_>,
        conversation: &Conversation,
        now: At,
        input: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<DecisionEvent> {
        let input = decision::input(py, input, cx_triage::MarkResolved::from_json)?;
        decision::taken(py, self.engine.mark_resolved(&conversation.0, &input, now.0))
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

/// The place of a surfaced conversation in the queue: smaller ones come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[pyclass(skip_from_py_object, frozen, eq, ord, hash, module = "cx_triage")]
pub(crate) struct QueueKey(cx_triage::bindings::QueueKey);

#[pymethods]
impl QueueKey {
    /// The place of a conversation by its assessment; None where it is not surfaced.
    #[staticmethod]
    fn of(conversation: &Conversation, assessment: &Assessment) -> Option<Self> {
        cx_triage::bindings::QueueKey::new(&conversation.0, &assessment.0).map(Self)
    }
}

/// Answers, one a line, as text for text and as bytes for bytes; Ctrl-C ends the work.
fn collected<'py>(
    py: Python<'py>,
    lines: &Document,
    told: impl Iterator<Item = String> + Send,
) -> PyResult<Bound<'py, PyAny>> {
    let mut interrupt = Interrupt::new();
    let answers = py.detach(|| {
        let mut answers = String::new();
        for answer in told.take_while(|_| interrupt.go_on()) {
            answers.push_str(&answer);
            answers.push('\n');
        }
        answers
    });
    interrupt.raised()?;
    Ok(match lines {
        Document::Text(_) => PyString::new(py, &answers).into_any(),
        Document::Bytes(_) => PyBytes::new(py, answers.as_bytes()).into_any(),
    })
}

/// Any iterable of conversations, held without copying them.
pub(crate) struct Conversations(Vec<Py<Conversation>>);

impl Conversations {
    /// What `work` makes of the conversations, while other threads run; Ctrl-C ends it.
    fn each<'a, T: Send>(
        &'a self,
        py: Python<'_>,
        work: impl FnOnce(&mut dyn Iterator<Item = &'a cx_triage::Conversation>) -> T + Send,
    ) -> PyResult<T> {
        let mut interrupt = Interrupt::new();
        let made = py.detach(|| {
            let mut each = self
                .0
                .iter()
                .map_while(|conversation| interrupt.go_on().then(|| &conversation.get().0));
            work(&mut each)
        });
        interrupt.raised().map(|()| made)
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
    module.add_class::<QueueKey>()?;
    module.add_class::<Engine>()
}

//! Chatwoot's own JSON in.

use cx_triage::chatwoot;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::{parse, signature};
use crate::generated::chatwoot::{ConversationList, MessagesPage};
use crate::generated::conversation::{Conversation, Message};
use crate::interrupt::read_beside;
use crate::record::{plain, reduce, show};
use crate::value::{At, Document, Int, Text, ToPython};

/// What a webhook's body tells.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "cx_triage.chatwoot")]
pub(crate) struct WebhookEvent(pub(crate) chatwoot::WebhookEvent);

#[pymethods]
impl WebhookEvent {
    /// What happened, in Chatwoot's word.
    #[getter]
    fn event(&self) -> &str {
        match &self.0 {
            chatwoot::WebhookEvent::Conversation { event, .. } => event.as_str(),
            chatwoot::WebhookEvent::Ignored { event } => event,
        }
    }

    /// Whether the event has no part in triage: then only `event` is set.
    #[getter]
    fn ignored(&self) -> bool {
        matches!(self.0, chatwoot::WebhookEvent::Ignored { .. })
    }

    /// The conversation as the body has it, or None.
    #[getter]
    fn conversation(&self) -> Option<Conversation> {
        match &self.0 {
            chatwoot::WebhookEvent::Conversation { conversation, .. } => {
                Some(Conversation(conversation.clone()))
            }
            chatwoot::WebhookEvent::Ignored { .. } => None,
        }
    }

    /// The message that was created or changed, or None.
    #[getter]
    fn message(&self) -> Option<Message> {
        match &self.0 {
            chatwoot::WebhookEvent::Conversation { message, .. } => message.clone().map(Message),
            chatwoot::WebhookEvent::Ignored { .. } => None,
        }
    }

    /// The names of the attributes that changed, if the body says so.
    #[getter]
    fn changed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.0 {
            chatwoot::WebhookEvent::Conversation { changed, .. } => PyTuple::new(py, changed),
            chatwoot::WebhookEvent::Ignored { .. } => Ok(PyTuple::empty(py)),
        }
    }

    /// The event as JSON in the wire's camelCase.
    fn to_json(&self) -> String {
        cx_triage::bindings::to_json(&self.0)
    }

    /// The event that `to_json` wrote; a webhook's body is read by `parse_webhook`.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Document) -> PyResult<Self> {
        cx_triage::bindings::from_json(json.as_ref()).map(Self).map_err(|e| parse(py, &e))
    }

    /// The event as plain dicts, lists, texts and numbers: what `to_json` holds.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.to_json())
    }

    fn __copy__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: PyRef<'py, Self>, _memo: &Bound<'_, PyAny>) -> PyRef<'py, Self> {
        slf
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reduce(slf.as_any(), &slf.get().to_json())
    }

    fn __repr__(&self) -> String {
        show(
            "WebhookEvent",
            &[("event", format!("{:?}", self.event())), ("ignored", self.ignored().show())],
        )
    }
}

/// Reads a conversation list: `{data: {meta, payload}}`, `{meta, payload}`, `{payload}` or an
/// array.
#[pyfunction]
fn parse_conversation_list(py: Python<'_>, data: Document) -> PyResult<ConversationList> {
    let list = read_beside(py, data, chatwoot::parse_conversation_list)?;
    list.map(ConversationList).map_err(|e| parse(py, &e))
}

/// Reads one conversation: what the REST API shows, or a webhook's body.
#[pyfunction]
fn parse_conversation(py: Python<'_>, data: Document) -> PyResult<Conversation> {
    let conversation = read_beside(py, data, chatwoot::parse_conversation)?;
    conversation.map(Conversation).map_err(|e| parse(py, &e))
}

/// Reads a page of one conversation's messages: `{meta, payload}` or an array.
///
///     >>> from cx_triage import chatwoot
///     >>> page = chatwoot.parse_messages(
///     ...     '{"payload": [{"id": 5, "conversation_id": 7, "message_type": 0, "created_at": 1772010000}]}'
///     ... )
///     >>> len(page), page.conversation_id
///     (1, 7)
#[pyfunction]
fn parse_messages(py: Python<'_>, data: Document) -> PyResult<MessagesPage> {
    let page = read_beside(py, data, chatwoot::parse_messages)?;
    page.map(MessagesPage).map_err(|e| parse(py, &e))
}

/// Reads a webhook's body; an event that has no part in triage is told, not an error.
///
///     >>> from cx_triage import chatwoot
///     >>> chatwoot.parse_webhook('{"event": "conversation_typing_on"}').ignored
///     True
#[pyfunction]
fn parse_webhook(py: Python<'_>, data: Document) -> PyResult<WebhookEvent> {
    let event = read_beside(py, data, chatwoot::parse_webhook)?;
    event.map(WebhookEvent).map_err(|e| parse(py, &e))
}

/// Checks that a webhook was sent by a Chatwoot that knows `secret`, not long ago.
#[pyfunction]
fn verify_signature(
    py: Python<'_>,
    secret: Text,
    timestamp: Text,
    body: Document,
    header: Text,
    now: At,
    tolerance_ms: Int,
) -> PyResult<()> {
    chatwoot::verify_signature(&*secret, &timestamp, body, &header, now.0, tolerance_ms.0)
        .map_err(|e| signature(py, &e))
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<WebhookEvent>()?;
    module.add_function(wrap_pyfunction!(parse_conversation_list, module)?)?;
    module.add_function(wrap_pyfunction!(parse_conversation, module)?)?;
    module.add_function(wrap_pyfunction!(parse_messages, module)?)?;
    module.add_function(wrap_pyfunction!(parse_webhook, module)?)?;
    module.add_function(wrap_pyfunction!(verify_signature, module)?)
}

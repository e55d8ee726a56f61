//! The conversation document and its parts.

use pyo3::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::parse;
use crate::record::record;
use crate::value::At;

record! {
    /// An amount of money in minor units (cents).
    cx_triage::Money => Money {
        /// The amount in the currency's minor unit: 12345 is 123.45 USD.
        amount_minor,
        /// The ISO 4217 code.
        currency,
    }
    shows { amount_minor, currency }

    #[new]
    #[pyo3(signature = (*, amount_minor, currency))]
    fn new(py: Python<'_>, amount_minor: i64, currency: String) -> PyResult<Self> {
        Draft::new().set("amountMinor", Some(amount_minor)).set("currency", Some(currency)).read(py).map(Self)
    }
}

record! {
    /// What the service knows and the conversation does not say.
    cx_triage::Facts => Facts {
        /// The refund in question; with it, amounts in the text are not read.
        refund_amount,
        /// A refund is under way: the conversation must not be resolved.
        refund_pending,
        /// A return is under way: the conversation must not be resolved.
        return_in_progress,
        /// A follow-up was promised: the conversation must not be resolved.
        follow_up_promised,
        /// The customer asks for an exception to policy: a reason to escalate.
        policy_exception,
        /// The order has no tracking number.
        tracking_missing,
        /// When it was escalated, where the decision log does not say.
        escalated_at,
        /// When a manager acknowledged the escalation outside the conversation.
        escalation_acknowledged_at,
    }
    shows {
        refund_amount, refund_pending, return_in_progress, follow_up_promised, policy_exception,
        tracking_missing, escalated_at, escalation_acknowledged_at
    }

    #[new]
    #[pyo3(signature = (*, refund_amount=None, refund_pending=None, return_in_progress=None,
        follow_up_promised=None, policy_exception=None, tracking_missing=None, escalated_at=None,
        escalation_acknowledged_at=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        refund_amount: Option<Money>,
        refund_pending: Option<bool>,
        return_in_progress: Option<bool>,
        follow_up_promised: Option<bool>,
        policy_exception: Option<bool>,
        tracking_missing: Option<bool>,
        escalated_at: Option<At>,
        escalation_acknowledged_at: Option<At>,
    ) -> PyResult<Self> {
        Draft::new()
            .set("refundAmount", refund_amount.map(|record| record.0))
            .set("refundPending", refund_pending)
            .set("returnInProgress", return_in_progress)
            .set("followUpPromised", follow_up_promised)
            .set("policyException", policy_exception)
            .set("trackingMissing", tracking_missing)
            .set("escalatedAt", escalated_at.map(|at| at.0))
            .set("escalationAcknowledgedAt", escalation_acknowledged_at.map(|at| at.0))
            .read(py)
            .map(Self)
    }
}

record! {
    /// One message of a conversation.
    cx_triage::Message => Message {
        /// The message's number, or None.
        id,
        /// Who wrote it.
        author,
        /// The number of the person or bot that wrote it, or None.
        sender_id,
        /// What was written, or None for an attachment without words.
        content,
        /// When it was written.
        created_at,
        /// Whether it is a note among agents.
        private,
    }
    shows { id, author, created_at, private, content }

    #[new]
    #[pyo3(signature = (*, author, created_at, content=None, id=None, sender_id=None, private=None))]
    fn new(
        py: Python<'_>,
        author: String,
        created_at: At,
        content: Option<String>,
        id: Option<i64>,
        sender_id: Option<i64>,
        private: Option<bool>,
    ) -> PyResult<Self> {
        Draft::new()
            .set("author", Some(author))
            .set("createdAt", Some(created_at.0))
            .set("content", content)
            .set("id", id)
            .set("senderId", sender_id)
            .set("private", private)
            .read(py)
            .map(Self)
    }
}

record! {
    /// A decision that was taken on a conversation before.
    cx_triage::PastDecision => PastDecision {
        /// What was done.
        action,
        /// When.
        at,
        /// Who did it, in the numbering of `Message.sender_id`, or None.
        actor_id,
        /// The template of the reply that was approved, or None.
        template_id,
        /// The reply that was approved, as it was sent, or None.
        reply_body,
        /// The message that the approved reply became, or None.
        message_id,
    }
    shows { action, at, actor_id, template_id, message_id }

    #[new]
    #[pyo3(signature = (*, action, at, actor_id=None, template_id=None, reply_body=None, message_id=None))]
    fn new(
        py: Python<'_>,
        action: String,
        at: At,
        actor_id: Option<i64>,
        template_id: Option<String>,
        reply_body: Option<String>,
        message_id: Option<i64>,
    ) -> PyResult<Self> {
        Draft::new()
            .set("action", Some(action))
            .set("at", Some(at.0))
            .set("actorId", actor_id)
            .set("templateId", template_id)
            .set("replyBody", reply_body)
            .set("messageId", message_id)
            .read(py)
            .map(Self)
    }
}

record! {
    /// The status of a conversation from an instant on.
    cx_triage::StatusChange => StatusChange {
        /// The status from then on.
        status,
        /// From when.
        at,
    }
    shows { status, at }

    #[new]
    #[pyo3(signature = (*, status, at))]
    fn new(py: Python<'_>, status: String, at: At) -> PyResult<Self> {
        Draft::new().set("status", Some(status)).set("at", Some(at.0)).read(py).map(Self)
    }
}

record! {
    /// One support conversation, with the past decisions on it and what the service knows beside
    /// it.
    cx_triage::Conversation => Conversation {
        /// The conversation's number.
        id,
        /// The channel it came in by (Chatwoot: inbox), or None.
        inbox_id,
        /// Where it stands in Chatwoot.
        status,
        /// When it was opened: the start of the SLA clock.
        created_at,
        /// Labels as they are written in Chatwoot.
        labels,
        /// Names of the contact, the best one first.
        contact_names,
        /// Everything that was written, by anybody.
        messages,
        /// Decisions taken on the conversation before.
        decisions,
        /// What the service knows and the conversation does not say.
        facts,
        /// How the status came to be, where the service has the history.
        status_changes,
    }
    reads cx_triage::Conversation::from_json;
    shows { id, status, created_at, labels }

    #[new]
    #[pyo3(signature = (*, id, status, created_at, inbox_id=None, labels=None, contact_names=None,
        messages=None, decisions=None, facts=None, status_changes=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        id: i64,
        status: String,
        created_at: At,
        inbox_id: Option<i64>,
        labels: Option<Vec<String>>,
        contact_names: Option<Vec<String>>,
        messages: Option<Vec<Message>>,
        decisions: Option<Vec<PastDecision>>,
        facts: Option<Facts>,
        status_changes: Option<Vec<StatusChange>>,
    ) -> PyResult<Self> {
        Draft::new()
            .set("id", Some(id))
            .set("status", Some(status))
            .set("createdAt", Some(created_at.0))
            .set("inboxId", inbox_id)
            .set("labels", labels)
            .set("contactNames", contact_names)
            .set("messages", messages.map(core_messages))
            .set("decisions", decisions.map(core_decisions))
            .set("facts", facts.map(|record| record.0))
            .set("statusChanges", status_changes.map(core_changes))
            .read(py)
            .map(Self)
    }

    /// The same conversation with other messages.
    fn with_messages(&self, messages: Vec<Message>) -> Self {
        Self(self.0.clone().with_messages(core_messages(messages)))
    }

    /// The same conversation with other past decisions.
    fn with_decisions(&self, decisions: Vec<PastDecision>) -> Self {
        Self(self.0.clone().with_decisions(core_decisions(decisions)))
    }

    /// The same conversation with other facts.
    fn with_facts(&self, facts: Facts) -> Self {
        Self(self.0.clone().with_facts(facts.0))
    }
}

fn core_messages(messages: Vec<Message>) -> Vec<cx_triage::Message> {
    messages.into_iter().map(|message| message.0).collect()
}

fn core_changes(changes: Vec<StatusChange>) -> Vec<cx_triage::StatusChange> {
    changes.into_iter().map(|change| change.0).collect()
}

fn core_decisions(decisions: Vec<PastDecision>) -> Vec<cx_triage::PastDecision> {
    decisions.into_iter().map(|decision| decision.0).collect()
}

/// A document from keyword arguments: what was not given is left out, so that the core says what
/// its absence means.
pub(crate) struct Draft(Map<String, Value>);

impl Draft {
    pub(crate) fn new() -> Self {
        Self(Map::new())
    }

    pub(crate) fn set(mut self, key: &str, value: Option<impl Serialize>) -> Self {
        if let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    pub(crate) fn read<T: serde::de::DeserializeOwned>(self, py: Python<'_>) -> PyResult<T> {
        let json = Value::Object(self.0).to_string();
        cx_triage::from_json(json.as_bytes()).map_err(|error| parse(py, &error))
    }
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Conversation>()?;
    module.add_class::<Message>()?;
    module.add_class::<PastDecision>()?;
    module.add_class::<StatusChange>()?;
    module.add_class::<Facts>()?;
    module.add_class::<Money>()
}

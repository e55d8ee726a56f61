//! The event: what is written to the decision log.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::input::{EscalationReason, Grades, HandOff};
use super::json_text::JsonText;
use super::refusal::RefusalBlocker;
use crate::assess::PolicyReference;
use crate::conversation::{Action, CustomerText, Id, PastDecision, RiskVerdict, Timestamp};
use crate::diagnostic::{Code, Diagnostic, Keyed, coded, decode, from_json, to_json};
use crate::name::is_blank;
use crate::policy::{EscalationLevel, ReasonCode, Warning};
use crate::sla::Priority;

/// The version of the event document, raised when a key is renamed, removed or changes its
/// meaning.
pub const EVENT_SCHEMA_VERSION: u32 = 1;

/// A decision that an operator took, as it goes to the decision log (runbook, "Decision
/// Logging").
///
/// Its canonical JSON ([`DecisionEvent::to_json`]) has every key, in the order of the fields,
/// what is absent as null; no blanks between its parts; times as UTC with three digits and `Z`;
/// integers in digits; text in UTF-8 with only `"`, `\` and control characters escaped;
/// `aiSuggestion` in RFC 8785 form. The bytes are the same in every language.
///
/// # The derived id
/// Where no id is given, it is the SHA-256, in lower-case hex, of the RFC 8785 form of the object
/// with the keys `action`, `actor`, `conversationId`, `input`, `newestContactMessageId` (of the
/// contact's newest public message) and `pastDecisions` (how many there are). `input` is the
/// operator's input document without `aiSuggestion` and `id`. Keys that are null are left out at
/// every depth, and numbers are written as strings of their digits, since RFC 8785 knows doubles
/// only and two ids beyond 2^53 must not fall together:
///
/// ```text
/// {"action":"chatwoot.approve_send","actor":"ops@example.com","conversationId":"4092",
///  "input":{"aiSuggestionUsed":false,"operatorEmail":"ops@example.com","seenMessageId":"11"},
///  "newestContactMessageId":"11","pastDecisions":"0"}
/// ```
///
/// (on one line, without the blanks). A second decision differs in `pastDecisions`, so a service
/// that retries passes the decisions that it passed before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DecisionEvent {
    /// The version of this document: [`EVENT_SCHEMA_VERSION`].
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub schema_version: u32,
    /// The id that was given, else the derived one: SHA-256 in lower-case hex over action,
    /// conversation, actor, the operator's input without `aiSuggestion`, the contact's newest
    /// message and the number of past decisions. A retry that passes the same decisions has the
    /// same id, whatever the time and the policy.
    pub id: String,
    /// What was done.
    pub action: Action,
    /// The part of the log that it belongs to.
    pub scope: String,
    /// When it was decided.
    pub occurred_at: Timestamp,
    /// Who did it: the actor that was given, else the operator's e-mail, else the shop.
    pub actor: String,
    /// The actor in the numbering of [`Message::sender_id`](crate::Message::sender_id).
    pub actor_id: Option<Id>,
    /// The contact's newest message that the operator had seen, as the input told it; with it the
    /// decision, read back from the log, is known to have come after that message.
    #[serde(default)]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub seen_message_id: Option<Id>,
    /// Why: the operator's note, else the policy's words for the action.
    pub rationale: CustomerText,
    /// The shop's domain.
    pub shop_domain: Option<String>,
    /// The conversation: `chatwoot:` and its number.
    pub external_ref: String,
    /// Where the evidence lies.
    pub evidence_url: Option<String>,
    /// The policy that was in force.
    pub policy: PolicyReference,
    /// The version of the library that decided.
    pub engine_version: String,
    /// How the conversation was assessed at that moment.
    pub assessment: AssessmentSummary,
    /// What is worth a second look in the action itself.
    #[serde(default)]
    pub warnings: Vec<DecisionWarning>,
    /// What the action says of itself.
    pub payload: DecisionPayload,
    /// The keys in whose text something personal was replaced ([`DecisionEvent::redacted`]):
    /// `rationale`, else a JSON Pointer into the payload without its first slash.
    pub redacted: Vec<String>,
}

/// How the conversation was assessed when the decision was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssessmentSummary {
    /// How urgent it was; absent where it was not surfaced.
    pub priority: Option<Priority>,
    /// Who was to act.
    pub level: EscalationLevel,
    /// Every reason to act.
    pub reasons: Vec<ReasonCode>,
    /// The template of the suggestion.
    pub template_id: Option<String>,
    /// The cues that decided, each once: of the findings, then of the suggestion's topic.
    #[serde(default)]
    pub cues: Vec<String>,
    /// The verdicts on findings that the assessment rested on.
    #[serde(default)]
    pub verdicts: Vec<RiskVerdict>,
    /// Whether the reply that was sent is another text than the suggestion, blanks around it
    /// aside.
    pub edited: bool,
    /// Whether something stood against the action, and a reason overrode it.
    pub overridden: bool,
    /// What was worth a second look before the draft was sent.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

wire_enum! {
    /// What is worth a second look in an action, beside what the assessment says.
    pub enum DecisionWarning {
        /// An escalation without the note to the manager (SOP-CX-003: "Add internal note
        /// summarizing issue + customer expectation").
        HandOffMissing = "hand_off_missing",
    }
}

/// What an action says of itself. On the wire it has no tag: the event's action tells which.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum DecisionPayload {
    /// `chatwoot.approve_send`.
    ApproveSend(ApproveSendPayload),
    /// `chatwoot.escalate`.
    Escalate(EscalatePayload),
    /// `chatwoot.mark_resolved`.
    MarkResolved(MarkResolvedPayload),
}

/// What an approved reply says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct ApproveSendPayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    pub operator_email: Option<String>,
    /// What the operator added.
    pub note: Option<CustomerText>,
    /// The reply to send, without blanks around it.
    pub reply_body: CustomerText,
    /// Whether it came from a model.
    pub ai_suggestion_used: bool,
    /// What the service keeps of the model's suggestion.
    pub ai_suggestion: Option<JsonText>,
    /// How the operator graded the suggestion.
    pub grades: Option<Grades>,
    /// What the operator acted against.
    pub overridden: Option<Override>,
}

/// What an escalation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct EscalatePayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    pub operator_email: Option<String>,
    /// What the operator added.
    pub note: Option<CustomerText>,
    /// Why.
    pub reason: EscalationReason,
    /// Why, in words.
    pub reason_text: Option<CustomerText>,
    /// What the manager has to know.
    pub hand_off: Option<HandOff>,
    /// The labels to write: those of the conversation and the escalation label. Chatwoot's label
    /// call overwrites all, so all stand here.
    pub labels: Vec<String>,
    /// What the operator acted against.
    pub overridden: Option<Override>,
}

/// What a resolution says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct MarkResolvedPayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    pub operator_email: Option<String>,
    /// What the operator added.
    pub note: Option<CustomerText>,
    /// The labels to write: those of the conversation without the escalation labels. Chatwoot's
    /// label call overwrites all, so all that stay stand here. Absent where the event that was
    /// read has none.
    #[serde(default)]
    pub labels: Option<Vec<String>>,
    /// What the operator acted against.
    pub overridden: Option<Override>,
}

/// What an operator acted against, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Override {
    /// Why.
    pub reason: CustomerText,
    /// What stood against it.
    pub blockers: Vec<RefusalBlocker>,
}

impl Override {
    /// Why somebody acted, and what stood against it.
    pub fn new(reason: impl Into<CustomerText>, blockers: Vec<RefusalBlocker>) -> Self {
        Self { reason: reason.into(), blockers }
    }
}

impl DecisionPayload {
    /// The action that it belongs to.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::ApproveSend(_) => Action::ApproveSend,
            Self::Escalate(_) => Action::Escalate,
            Self::MarkResolved(_) => Action::MarkResolved,
        }
    }

    /// Reads a payload; its own key tells whose it is.
    fn of(value: &Value) -> Result<Self, Diagnostic> {
        if value.get("replyBody").is_some() {
            decode(value).map(Self::ApproveSend)
        } else if value.get("reason").is_some() {
            decode(value).map(Self::Escalate)
        } else {
            decode(value).map(Self::MarkResolved)
        }
    }

    /// The conversation's number.
    #[must_use]
    pub const fn conversation_id(&self) -> Id {
        match self {
            Self::ApproveSend(payload) => payload.conversation_id,
            Self::Escalate(payload) => payload.conversation_id,
            Self::MarkResolved(payload) => payload.conversation_id,
        }
    }
}

impl<'de> Deserialize<'de> for DecisionPayload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::of(&value).map_err(|problem| coded(problem.code, &problem.detail))
    }
}

impl DecisionEvent {
    /// Reads an event of this schema version; keys that are not known are passed over.
    ///
    /// # Errors
    /// The first problem, with its place; [`Code::InvalidValue`] where the payload is another
    /// action's, [`Code::OutOfRange`] for another schema version, an id that is not positive or a
    /// grade outside 1 to 5.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        let Keyed(event): Keyed<Self> =
            from_json(json.as_ref()).map_err(|problem| in_payload(problem, json.as_ref()))?;
        let wrong = |code, pointer, detail: &str| Err(Diagnostic::at(code, pointer, detail));
        if event.schema_version != EVENT_SCHEMA_VERSION {
            return wrong(Code::OutOfRange, "/schemaVersion", "expected schema version 1");
        }
        if !is_event_id(&event.id) {
            return wrong(Code::InvalidValue, "/id", "expected an id that is not blank");
        }
        if event.payload.action() != event.action {
            return wrong(Code::InvalidValue, "/payload", "the payload is another action's");
        }
        let grades = match &event.payload {
            DecisionPayload::ApproveSend(payload) => payload.grades,
            DecisionPayload::Escalate(_) | DecisionPayload::MarkResolved(_) => None,
        };
        if grades.is_some_and(|grades| !grades.are_valid()) {
            return wrong(Code::OutOfRange, "/payload/grades", "expected grades from 1 to 5");
        }
        Ok(event)
    }

    /// The canonical JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// The conversation's number.
    #[must_use]
    pub const fn conversation_id(&self) -> Id {
        self.payload.conversation_id()
    }

    /// The decision as the engine wants it to be told, at the next assessment.
    ///
    /// `messageId` is absent: the log does not know which message the reply became. The engine
    /// finds it by its text; of a redacted event it cannot, so a service that redacts adds it.
    #[must_use]
    pub fn to_past_decision(&self) -> PastDecision {
        let (template_id, reply_body) = match &self.payload {
            DecisionPayload::ApproveSend(payload) => {
                (self.assessment.template_id.clone(), Some(payload.reply_body.clone()))
            }
            DecisionPayload::Escalate(_) | DecisionPayload::MarkResolved(_) => (None, None),
        };
        PastDecision {
            action: self.action,
            at: self.occurred_at,
            actor_id: self.actor_id,
            template_id,
            reply_body,
            message_id: None,
            seen_message_id: self.seen_message_id,
        }
    }
}

/// The problem at its own place inside of the payload, which is read as a whole.
fn in_payload(problem: Diagnostic, json: &[u8]) -> Diagnostic {
    if problem.pointer.as_deref() != Some("/payload") {
        return problem;
    }
    let document: Value = serde_json::from_slice(json).unwrap_or_default();
    let inside = document.get("payload").and_then(|value| DecisionPayload::of(value).err());
    inside.map_or(problem, |inside| inside.below("/payload"))
}

/// Whether an event may have this id: something is to be seen of it, and every form of the event
/// can carry it (`CloudEvents` allows no control characters).
pub(super) fn is_event_id(id: &str) -> bool {
    !id.chars().all(is_blank) && !id.contains(char::is_control)
}

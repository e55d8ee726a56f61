//! Mirrors of the core's types: decision.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::values::StringMap;
use cx_triage::Action;
use cx_triage::ApproveSend;
use cx_triage::ApproveSendPayload;
use cx_triage::AssessmentSummary;
use cx_triage::CustomerText;
use cx_triage::DecisionEvent;
use cx_triage::DecisionLogRow;
use cx_triage::DecisionPayload;
use cx_triage::DecisionWarning;
use cx_triage::Diagnostic;
use cx_triage::DuplicateLine;
use cx_triage::Escalate;
use cx_triage::EscalatePayload;
use cx_triage::EscalationLevel;
use cx_triage::EscalationReason;
use cx_triage::Grades;
use cx_triage::HandOff;
use cx_triage::Id;
use cx_triage::JsonText;
use cx_triage::MarkResolved;
use cx_triage::MarkResolvedPayload;
use cx_triage::OperatorTexts;
use cx_triage::Override;
use cx_triage::PolicyReference;
use cx_triage::Priority;
use cx_triage::ReasonCode;
use cx_triage::RefusalBlocker;
use cx_triage::RejectedLine;
use cx_triage::RiskVerdict;
use cx_triage::Timestamp;
use cx_triage::UnknownEvent;
use cx_triage::Warning;

/// An operator approves a reply (SOP-CX-002).
#[uniffi::remote(Record)]
pub struct ApproveSend {
    /// The reply to send; absent: the suggestion as it is. A blank one refuses.
    #[uniffi(default)]
    pub reply: Option<CustomerText>,
    /// Whether the reply came from a model.
    #[uniffi(default)]
    pub ai_suggestion_used: bool,
    /// What the service keeps of the model's suggestion; recorded only where it was used.
    #[uniffi(default)]
    pub ai_suggestion: Option<JsonText>,
    /// How the operator grades the suggestion.
    #[uniffi(default)]
    pub grades: Option<Grades>,
    /// The operator's e-mail address; absent where the service knows only the shop.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// Who acts; absent: the operator's e-mail, else the shop.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// The operator in the numbering of `Message.senderId`: it tells a manager's note from the
    /// operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
    /// stands against the action.
    #[uniffi(default)]
    pub actor_id: Option<i64>,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// What the operator adds; it becomes the event's rationale. A blank one is none.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The newest message that the operator has seen. Given, it must be the contact's newest public
    /// one or stand behind it in the conversation, else the draft is stale; absent, nothing is
    /// compared.
    #[uniffi(default)]
    pub seen_message_id: Option<Id>,
    /// Why to act against what stands against it; blank, and invisible characters alone, are the
    /// same as absent. Who may override is the service's to check.
    #[uniffi(default)]
    pub override_reason: Option<CustomerText>,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The event's id, not blank and without control characters; absent: derived, so that a retry
    /// has the same.
    #[uniffi(default)]
    pub id: Option<String>,
}

/// An operator hands a conversation to a manager (SOP-CX-003).
#[uniffi::remote(Record)]
pub struct Escalate {
    /// Why.
    pub reason: EscalationReason,
    /// Why, in words; required where the reason is another one.
    #[uniffi(default)]
    pub reason_text: Option<CustomerText>,
    /// What the manager has to know.
    #[uniffi(default)]
    pub hand_off: Option<HandOff>,
    /// The operator's e-mail address; absent where the service knows only the shop.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// Who acts; absent: the operator's e-mail, else the shop.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// The operator in the numbering of `Message.senderId`: it tells a manager's note from the
    /// operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
    /// stands against the action.
    #[uniffi(default)]
    pub actor_id: Option<i64>,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// What the operator adds; it becomes the event's rationale. A blank one is none.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The newest message that the operator has seen. Given, it must be the contact's newest public
    /// one or stand behind it in the conversation, else the draft is stale; absent, nothing is
    /// compared.
    #[uniffi(default)]
    pub seen_message_id: Option<Id>,
    /// Why to act against what stands against it; blank, and invisible characters alone, are the
    /// same as absent. Who may override is the service's to check.
    #[uniffi(default)]
    pub override_reason: Option<CustomerText>,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The event's id, not blank and without control characters; absent: derived, so that a retry
    /// has the same.
    #[uniffi(default)]
    pub id: Option<String>,
}

/// An operator closes a conversation (SOP-CX-004).
#[uniffi::remote(Record)]
pub struct MarkResolved {
    /// The operator's e-mail address; absent where the service knows only the shop.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// Who acts; absent: the operator's e-mail, else the shop.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// The operator in the numbering of `Message.senderId`: it tells a manager's note from the
    /// operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
    /// stands against the action.
    #[uniffi(default)]
    pub actor_id: Option<i64>,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// What the operator adds; it becomes the event's rationale. A blank one is none.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The newest message that the operator has seen. Given, it must be the contact's newest public
    /// one or stand behind it in the conversation, else the draft is stale; absent, nothing is
    /// compared.
    #[uniffi(default)]
    pub seen_message_id: Option<Id>,
    /// Why to act against what stands against it; blank, and invisible characters alone, are the
    /// same as absent. Who may override is the service's to check.
    #[uniffi(default)]
    pub override_reason: Option<CustomerText>,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The event's id, not blank and without control characters; absent: derived, so that a retry
    /// has the same.
    #[uniffi(default)]
    pub id: Option<String>,
}

/// How an operator grades a suggestion, each from 1 to 5.
#[uniffi::remote(Record)]
pub struct Grades {
    /// Whether it sounds right.
    pub tone: u8,
    /// Whether it is true.
    pub accuracy: u8,
    /// Whether it follows the shop's policy.
    pub policy: u8,
}

/// The note to the manager ("internal note summarizing issue + customer expectation").
#[uniffi::remote(Record)]
pub struct HandOff {
    /// What it is about.
    pub issue: CustomerText,
    /// What the customer expects.
    pub customer_expectation: CustomerText,
}

/// A decision that an operator took, as it goes to the decision log (runbook, "Decision Logging").
#[uniffi::remote(Record)]
#[uniffi(name = "DecisionDocument")]
pub struct DecisionEvent {
    /// The version of this document: `EVENT_SCHEMA_VERSION`.
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
    /// The actor in the numbering of `Message.senderId`.
    #[uniffi(default)]
    pub actor_id: Option<Id>,
    /// The contact's newest message that the operator had seen, as the input told it; with it the
    /// decision, read back from the log, is known to have come after that message.
    #[uniffi(default)]
    pub seen_message_id: Option<Id>,
    /// Why: the operator's note, else the policy's words for the action.
    pub rationale: CustomerText,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// The conversation: `chatwoot:` and its number.
    pub external_ref: String,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The policy that was in force.
    pub policy: PolicyReference,
    /// The version of the library that decided.
    pub engine_version: String,
    /// How the conversation was assessed at that moment.
    pub assessment: AssessmentSummary,
    /// What is worth a second look in the action itself.
    #[uniffi(default)]
    pub warnings: Vec<DecisionWarning>,
    /// What the action says of itself.
    pub payload: DecisionPayload,
    /// The keys in whose text something personal was replaced (`DecisionEvent.redacted`):
    /// `rationale`, else a JSON Pointer into the payload without its first slash.
    pub redacted: Vec<String>,
}

/// How the conversation was assessed when the decision was taken.
#[uniffi::remote(Record)]
pub struct AssessmentSummary {
    /// How urgent it was; absent where it was not surfaced.
    #[uniffi(default)]
    pub priority: Option<Priority>,
    /// Who was to act.
    pub level: EscalationLevel,
    /// Every reason to act.
    pub reasons: Vec<ReasonCode>,
    /// The template of the suggestion.
    #[uniffi(default)]
    pub template_id: Option<String>,
    /// The cues that decided, each once: of the findings, then of the suggestion's topic.
    #[uniffi(default)]
    pub cues: Vec<String>,
    /// The verdicts on findings that the assessment rested on.
    #[uniffi(default)]
    pub verdicts: Vec<RiskVerdict>,
    /// Whether the reply that was sent is another text than the suggestion, blanks around it aside.
    pub edited: bool,
    /// Whether something stood against the action, and a reason overrode it.
    pub overridden: bool,
    /// What was worth a second look before the draft was sent.
    #[uniffi(default)]
    pub warnings: Vec<Warning>,
}

/// What an approved reply says of itself.
#[uniffi::remote(Record)]
pub struct ApproveSendPayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// What the operator added.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The reply to send, without blanks around it.
    pub reply_body: CustomerText,
    /// Whether it came from a model.
    pub ai_suggestion_used: bool,
    /// What the service keeps of the model's suggestion.
    #[uniffi(default)]
    pub ai_suggestion: Option<JsonText>,
    /// How the operator graded the suggestion.
    #[uniffi(default)]
    pub grades: Option<Grades>,
    /// What the operator acted against.
    #[uniffi(default)]
    pub overridden: Option<Override>,
}

/// What an escalation says of itself.
#[uniffi::remote(Record)]
pub struct EscalatePayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// What the operator added.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// Why.
    pub reason: EscalationReason,
    /// Why, in words.
    #[uniffi(default)]
    pub reason_text: Option<CustomerText>,
    /// What the manager has to know.
    #[uniffi(default)]
    pub hand_off: Option<HandOff>,
    /// The labels to write: those of the conversation and the escalation label. Chatwoot's label
    /// call overwrites all, so all stand here.
    pub labels: Vec<String>,
    /// What the operator acted against.
    #[uniffi(default)]
    pub overridden: Option<Override>,
}

/// What a resolution says of itself.
#[uniffi::remote(Record)]
pub struct MarkResolvedPayload {
    /// The conversation's number.
    pub conversation_id: Id,
    /// The operator's e-mail address.
    #[uniffi(default)]
    pub operator_email: Option<String>,
    /// What the operator added.
    #[uniffi(default)]
    pub note: Option<CustomerText>,
    /// The labels to write: those of the conversation without the escalation labels. Chatwoot's
    /// label call overwrites all, so all that stay stand here. Absent where the event that was read
    /// has none.
    #[uniffi(default)]
    pub labels: Option<Vec<String>>,
    /// What the operator acted against.
    #[uniffi(default)]
    pub overridden: Option<Override>,
}

/// What an operator acted against, and why.
#[uniffi::remote(Record)]
pub struct Override {
    /// Why.
    pub reason: CustomerText,
    /// What stood against it.
    pub blockers: Vec<RefusalBlocker>,
}

/// An event of a newer schema version.
#[uniffi::remote(Record)]
pub struct UnknownEvent {
    /// The line's number.
    pub line: u64,
    /// The event's schema version.
    pub schema_version: u32,
    /// The event's id, where it has one.
    #[uniffi(default)]
    pub id: Option<String>,
    /// The event, byte for byte.
    pub document: JsonText,
}

/// A line that cannot be read.
#[uniffi::remote(Record)]
pub struct RejectedLine {
    /// The line's number.
    pub line: u64,
    /// What is wrong with it: its code, place and sentence.
    pub error: Diagnostic,
}

/// A line whose id an earlier one has.
#[uniffi::remote(Record)]
pub struct DuplicateLine {
    /// The line's number.
    pub line: u64,
    /// The id.
    pub id: String,
    /// The number of the line that has it first.
    pub first_line: u64,
}

/// SOP-CX-003's valid reasons for an escalation.
#[uniffi::remote(Enum)]
pub enum EscalationReason {
    /// An exception to policy is asked for.
    PolicyException,
    /// The refund is over the limit.
    RefundOverLimit,
    /// A legal concern, or a suspicion of fraud.
    LegalOrFraud,
    /// The customer is abusive.
    AbusiveLanguage,
    /// The customer asks for a manager.
    ManagerRequest,
    /// There is no draft.
    SuggestionMissing,
    /// A dispute with the bank.
    Chargeback,
    /// A threat of violence, or of self-harm.
    Threat,
    /// Another one, said in words.
    Other,
}

/// One thing that stands against an action.
#[uniffi::remote(Enum)]
pub enum RefusalBlocker {
    /// There is no text to send.
    BlankReply,
    /// The operator's e-mail address is not one.
    MalformedOperatorEmail,
    /// Neither actor, operator e-mail nor shop says who acts.
    MissingActor,
    /// A grade lies outside 1 to 5.
    InvalidGrades,
    /// Another reason to escalate is not said in words.
    MissingReasonText,
    /// A part of the hand-off note is blank.
    BlankHandOff,
    /// The actor's id is not positive.
    InvalidActorId,
    /// The id that is given is blank or holds a control character.
    InvalidId,
    /// The operator has not seen the contact's newest message.
    StaleDraft,
    /// The conversation is resolved.
    AlreadyResolved,
    /// There is no draft.
    NoSuggestion,
    /// The conversation is with a manager.
    EscalationLabel,
    /// The customer asks for a manager.
    ManagerRequest,
    /// There is high-risk language.
    HighRiskFinding,
    /// The refund is over the limit.
    RefundOverLimit,
    /// The refund's amount cannot be held against a limit.
    RefundAmountUnverified,
    /// An exception to policy is asked for.
    PolicyException,
    /// The channel takes no reply now.
    CannotReply,
    /// The customer writes in a language that is not read.
    LanguageUnread,
    /// A refund is under way.
    RefundPending,
    /// A return is under way.
    ReturnInProgress,
    /// A follow-up was promised and has not come yet.
    FollowUpPromised,
    /// Nobody has escalated what is of high risk.
    HighRiskOpen,
    /// A manager still owes an acknowledgement or an update.
    EscalationOpen,
    /// The customer has neither confirmed nor been silent long enough after a reply.
    NotConfirmed,
}

/// What is worth a second look in an action, beside what the assessment says.
#[uniffi::remote(Enum)]
pub enum DecisionWarning {
    /// An escalation without the note to the manager (SOP-CX-003: "Add internal note summarizing
    /// issue + customer expectation").
    HandOffMissing,
}

/// What an assessment says, in words for the operator.
#[uniffi::remote(Record)]
pub struct OperatorTexts {
    /// The internal note for the manager (SOP-CX-003: "Add internal note summarizing issue +
    /// customer expectation"): the level by its name in the policy, why, the issue and the
    /// expectation where they were given, and the SLA.
    pub hand_off_note: CustomerText,
    /// How the SLA stands ("document SLA timer in note"): "SLA due 08:30Z, 4 min left, p3".
    pub sla_timer_note: String,
    /// A sentence for each code that the assessment names: reasons, blockers, warnings and what
    /// stands against closing.
    pub sentences: StringMap,
}

/// What an action says of itself. On the wire it has no tag: the event's action tells which.
#[uniffi::remote(Enum)]
pub enum DecisionPayload {
    /// `chatwoot.approve_send`.
    ApproveSend(ApproveSendPayload),
    /// `chatwoot.escalate`.
    Escalate(EscalatePayload),
    /// `chatwoot.mark_resolved`.
    MarkResolved(MarkResolvedPayload),
}

/// A row of the service's `DecisionLog` table.
#[uniffi::remote(Record)]
pub struct DecisionLogRow {
    /// The part of the log.
    pub scope: String,
    /// Who acted.
    pub actor: String,
    /// What was done, as the log writes it.
    pub action: String,
    /// Why.
    pub rationale: CustomerText,
    /// Where the evidence lies.
    #[uniffi(default)]
    pub evidence_url: Option<String>,
    /// The shop's domain.
    #[uniffi(default)]
    pub shop_domain: Option<String>,
    /// The conversation.
    pub external_ref: String,
    /// The event's payload, and under the key `event` its schema version, id, policy, engine
    /// version, assessment and redacted keys.
    pub payload: JsonText,
    /// When it was decided.
    pub created_at: Timestamp,
}

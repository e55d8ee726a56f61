//! Mirrors of the core's types: assessment.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::Approval;
use cx_triage::Assessment;
use cx_triage::Blocker;
use cx_triage::Confidence;
use cx_triage::Customer;
use cx_triage::CustomerText;
use cx_triage::Episode;
use cx_triage::Escalation;
use cx_triage::EscalationLevel;
use cx_triage::FollowUp;
use cx_triage::FollowUpKind;
use cx_triage::Id;
use cx_triage::NameProblem;
use cx_triage::NameSource;
use cx_triage::PolicyReference;
use cx_triage::Priority;
use cx_triage::Reason;
use cx_triage::ReasonCode;
use cx_triage::ReplyWindow;
use cx_triage::Resolution;
use cx_triage::ResolutionBasis;
use cx_triage::ResolutionBlocker;
use cx_triage::RiskCategory;
use cx_triage::RiskFinding;
use cx_triage::Sla;
use cx_triage::SlaMetric;
use cx_triage::Status;
use cx_triage::Suggestion;
use cx_triage::Timestamp;
use cx_triage::TopicMatch;
use cx_triage::Verdict;
use cx_triage::Warning;

/// What an engine says of one conversation at one time.
#[uniffi::remote(Record)]
pub struct Assessment {
    /// The version of this document: `ASSESSMENT_SCHEMA_VERSION`.
    pub schema_version: u32,
    /// The conversation's number.
    pub conversation_id: Id,
    /// The time that was given.
    pub assessed_at: Timestamp,
    /// The policy that decided.
    pub policy: PolicyReference,
    /// The version of the library that decided.
    pub engine_version: String,
    /// Where the conversation stands in Chatwoot.
    pub status: Status,
    /// Its labels, as they are.
    pub labels: Vec<String>,
    /// Whether it belongs on the list of conversations to act on: open or pending, with a priority.
    pub surfaced: bool,
    /// How urgent it is; absent where it is not surfaced.
    #[uniffi(default)]
    pub priority: Option<Priority>,
    /// By when to act; absent where it is not surfaced.
    #[uniffi(default)]
    pub respond_by: Option<Timestamp>,
    /// The SLA clock.
    pub sla: Sla,
    /// The policy's further clocks, in its order; as JSON the key is there only if the policy has
    /// any.
    #[uniffi(default)]
    pub metrics: Vec<SlaMetric>,
    /// Who must act.
    pub escalation: Escalation,
    /// Every reason to act, in the policy's order, surfaced or not.
    pub reasons: Vec<Reason>,
    /// High-risk language, in the order of the messages and of the places in them.
    pub risk: Vec<RiskFinding>,
    /// How the customer is named.
    pub customer: Customer,
    /// The reply that is drafted.
    #[uniffi(default)]
    pub suggestion: Option<Suggestion>,
    /// Whether the draft may be sent.
    pub approval: Approval,
    /// What is due after earlier decisions and not yet done.
    pub follow_ups: Vec<FollowUp>,
    /// Whether the conversation may be closed.
    pub resolution: Resolution,
    /// When the newest message of any kind was written, else when the conversation was opened.
    pub last_message_at: Timestamp,
    /// The first later millisecond at which the same conversation, untouched, is assessed
    /// differently (`assessedAt`, `elapsedMs`, `overdueMs` and `remainingMs` aside); absent if
    /// never.
    #[uniffi(default)]
    pub next_change_at: Option<Timestamp>,
    /// The channel that the conversation came in by (Chatwoot: inbox).
    #[uniffi(default)]
    pub inbox_id: Option<Id>,
    /// The team which it is assigned to.
    #[uniffi(default)]
    pub team_id: Option<Id>,
    /// The agent whom it is assigned to.
    #[uniffi(default)]
    pub assignee_id: Option<Id>,
    /// The language of the contact's latest messages, such as `en`; absent where it is not told.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Whether earlier messages may be missing.
    pub partial: bool,
    /// Until when the channel takes a reply; absent where the policy knows no end of it.
    #[uniffi(default)]
    pub reply_window: Option<ReplyWindow>,
    /// The present episode: what happened since the latest resolution.
    pub episode: Episode,
}

/// Which policy decided.
#[uniffi::remote(Record)]
pub struct PolicyReference {
    /// The policy's name.
    pub name: String,
    /// The document's version.
    pub version: String,
    /// The SHA-256 of its canonical form: `Policy.fingerprint`.
    pub fingerprint: String,
}

/// Until when the channel takes a reply.
#[uniffi::remote(Record)]
pub struct ReplyWindow {
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether it has ended: from `endsAt` on.
    pub closed: bool,
}

/// What happened since the latest resolution; without one, everything.
#[uniffi::remote(Record)]
pub struct Episode {
    /// When it started: at the latest resolution, else when the conversation was opened.
    pub started_at: Timestamp,
    /// Which of the conversation's it is, from 1.
    pub number: u32,
}

/// Who must act, and whether at once.
#[uniffi::remote(Record)]
pub struct Escalation {
    /// The highest level of all reasons; l1 without any.
    pub level: EscalationLevel,
    /// Whether one of the reasons asks for immediate escalation and none came since.
    pub immediate: bool,
}

/// A reason to act.
#[uniffi::remote(Record)]
pub struct Reason {
    /// Which one.
    pub code: ReasonCode,
    /// The SOP that asks for it.
    pub sop: String,
    /// What it rests on, for people; never a customer's words, never relative to the time of the
    /// assessment.
    pub detail: String,
}

/// High-risk language in a message: what it is a sign of, by which cue, and where.
#[uniffi::remote(Record)]
pub struct RiskFinding {
    /// What it is a sign of.
    pub category: RiskCategory,
    /// The id of the cue that fired.
    pub cue: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The message, where one with an id was scanned.
    #[uniffi(default)]
    pub message_id: Option<Id>,
    /// The entry of the message's extras that it stands in; absent: the content.
    #[uniffi(default)]
    pub extra: Option<u32>,
    /// Where it starts in the text, in Unicode code points; absent, as `end` and `matched`, where
    /// it rests on a verdict alone.
    #[uniffi(default)]
    pub start: Option<u32>,
    /// Where it ends, in Unicode code points, exclusive.
    #[uniffi(default)]
    pub end: Option<u32>,
    /// The words that stand there.
    #[uniffi(default)]
    pub matched: Option<CustomerText>,
    /// What the facts say of it.
    #[uniffi(default)]
    pub verdict: Option<Verdict>,
}

/// How the customer is named in a reply.
#[uniffi::remote(Record)]
pub struct Customer {
    /// The name.
    pub name: CustomerText,
    /// Where it comes from.
    pub source: NameSource,
    /// Why the first of the contact's names is not it; absent where it is.
    #[uniffi(default)]
    pub why: Option<NameProblem>,
}

/// A drafted reply (SOP-CX-002).
#[uniffi::remote(Record)]
pub struct Suggestion {
    /// The template.
    pub template_id: String,
    /// The template's name for people.
    pub label: String,
    /// The reply, with the customer's name in it.
    pub body: CustomerText,
    /// What the customer writes about: an id of the policy's `reply.topics`, or `other`.
    pub topic: String,
    /// What decided the topic: ids of cues, or `label:` and the label.
    pub cues: Vec<String>,
}

/// The topic of a text, with the cues that spoke for it.
#[uniffi::remote(Record)]
pub struct TopicMatch {
    /// The topic: an id of the policy's `reply.topics`, or `other`.
    pub topic: String,
    /// The ids of the cues that spoke for it, in the order of the policy; empty for `other`.
    pub cues: Vec<String>,
}

/// Whether a draft may be sent (SOP-CX-002).
#[uniffi::remote(Record)]
pub struct Approval {
    /// Whether nothing blocks.
    pub allowed: bool,
    /// What blocks.
    pub blockers: Vec<Blocker>,
    /// What is worth a look first; it does not block.
    pub warnings: Vec<Warning>,
}

/// Something that is due after a decision and not yet done.
#[uniffi::remote(Record)]
pub struct FollowUp {
    /// What is due.
    pub kind: FollowUpKind,
    /// By when.
    pub due_at: Timestamp,
    /// Whether it is late: strictly after `dueAt`.
    pub overdue: bool,
}

/// Whether a conversation may be marked resolved, and why.
#[uniffi::remote(Record)]
pub struct Resolution {
    /// Whether it may: there is a basis and nothing stands against it.
    pub allowed: bool,
    /// What allows it, also where something stands against it.
    #[uniffi(default)]
    pub basis: Option<ResolutionBasis>,
    /// What stands against it.
    pub blockers: Vec<ResolutionBlocker>,
    /// From when there is a basis: the confirmation, else the end of the quiet time once the
    /// contact's last message is answered; inclusive.
    #[uniffi(default)]
    pub eligible_at: Option<Timestamp>,
}

/// How urgent a conversation is (SOP-CX-001).
#[uniffi::remote(Enum)]
pub enum Priority {
    /// Act at once.
    P1,
    /// Answer within 30 minutes of the breach.
    P2,
    /// Review within an hour of the cause.
    P3,
}

/// Who must act (runbook, "Escalation Ladder").
#[uniffi::remote(Enum)]
pub enum EscalationLevel {
    /// CX agent.
    L1,
    /// CX lead.
    L2,
    /// Operations manager.
    L3,
}

/// Why a conversation is looked at.
#[uniffi::remote(Enum)]
pub enum ReasonCode {
    /// A threat of legal action, a lawyer, a court, a police report.
    Legal,
    /// A regulator, a consumer body, the press, exposure on social media.
    RegulatorPress,
    /// An accusation of fraud, or the customer a victim of it.
    Fraud,
    /// A dispute with the bank.
    Chargeback,
    /// Violence against people or property.
    Threat,
    /// The customer may harm themselves.
    SelfHarm,
    /// The customer asks for a manager.
    ManagerRequest,
    /// No draft could be made for a surfaced conversation.
    SuggestionMissing,
    /// The refund is over the limit.
    RefundOverLimit,
    /// An exception to policy is asked for.
    PolicyException,
    /// Insults and slurs at staff.
    Abuse,
    /// A manager has not acknowledged or updated an escalation in time.
    ManagerFollowUpOverdue,
    /// The conversation carries an escalation label.
    EscalationLabel,
    /// Labelled complex, or many messages without an answer.
    ComplexIssue,
    /// The customer did not react to an approved reply in time.
    NoAcknowledgement,
    /// The SLA is breached.
    SlaBreached,
    /// A response clock that surfaces is breached.
    ResponseBreached,
    /// The channel soon takes no reply, and the contact waits for one.
    ReplyWindowClosing,
    /// The customer wrote soon after the conversation was marked resolved.
    RapidReopen,
}

/// How sure a finding is.
#[uniffi::remote(Enum)]
pub enum Confidence {
    /// The words say so.
    High,
    /// The words may mean something else.
    Low,
}

/// Where the name in a reply comes from.
#[uniffi::remote(Enum)]
pub enum NameSource {
    /// One of the contact's names.
    Contact,
    /// The policy's fallback.
    Fallback,
}

/// Why none of a contact's names may stand in a reply: what is wrong with the first of them.
#[uniffi::remote(Enum)]
pub enum NameProblem {
    /// It shows nothing: blanks, control and invisible characters.
    Blank,
    /// An e-mail address without a name beside it.
    Email,
    /// A phone number without a name beside it: at least seven digits, nothing but the signs that
    /// people write between them.
    Phone,
    /// Digits, signs or pictures, but no letter.
    NoLetters,
    /// Made up by the chat tool ("morning-rain-190", "John Doe").
    Generated,
    /// The contact has no name.
    Missing,
}

/// What stands against sending a draft.
#[uniffi::remote(Enum)]
pub enum Blocker {
    /// There is no draft.
    NoSuggestion,
    /// The conversation is with a manager.
    EscalationLabel,
    /// The customer asks for a manager.
    ManagerRequest,
    /// There is high-risk language, abuse included.
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
}

/// What is worth a look before a draft is sent; it does not block.
#[uniffi::remote(Enum)]
pub enum Warning {
    /// The contact has no usable name.
    NameFallback,
    /// The last word is the team's already.
    AlreadyAnswered,
    /// High-risk words stand there that are no finding: clearly negated ones, or weak cues.
    HighRiskMention,
    /// The refund is in another currency than the limit.
    RefundAmountUnverified,
    /// A refund is offered whose amount is not known.
    RefundAmountUnknown,
    /// A shipping reply, and the order has no tracking number.
    TrackingMissing,
    /// Earlier messages may be missing.
    PartialHistory,
    /// The draft is the text of the last public reply again.
    RepeatedReply,
    /// The draft promises to come back.
    PromisesFollowUp,
    /// A manager has answered in public since the escalation.
    ManagerAnswered,
    /// An escalation is open, and its label is missing.
    EscalationLabelMissing,
    /// The escalation label is an earlier episode's.
    EscalationLabelStale,
    /// Nobody knows when the escalation label was set.
    EscalationTimeUnknown,
    /// The draft is not in the customer's language.
    ReplyLanguage,
    /// The customer writes in a language that is not read.
    LanguageUnread,
    /// A verdict is about no message of the contact's that is known.
    VerdictUnknown,
}

/// What is due after a decision.
#[uniffi::remote(Enum)]
pub enum FollowUpKind {
    /// The customer's reaction to an approved reply.
    Acknowledgement,
    /// The operator's own follow-up on a promise.
    OperatorReminder,
    /// A manager's acknowledgement of an escalation.
    ManagerAcknowledgement,
    /// A manager's resolution or update of an escalation.
    ManagerUpdate,
}

/// What allows a conversation to be closed.
#[uniffi::remote(Enum)]
pub enum ResolutionBasis {
    /// The contact's newest message says that the issue is resolved.
    CustomerConfirmed,
    /// The contact has been silent for 48 hours after an answer.
    Quiet48h,
}

/// What stands against closing a conversation ("Do NOT mark resolved if").
#[uniffi::remote(Enum)]
pub enum ResolutionBlocker {
    /// A refund is under way.
    RefundPending,
    /// A return is under way.
    ReturnInProgress,
    /// A follow-up was promised and has not come yet.
    FollowUpPromised,
    /// A reason of high risk is still immediate: nobody has escalated it.
    HighRiskOpen,
    /// A manager still owes an acknowledgement or an update.
    EscalationOpen,
}

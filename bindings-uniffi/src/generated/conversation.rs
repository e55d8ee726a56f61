//! Mirrors of the core's types: conversation.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::values::CustomerTextMap;
use cx_triage::Action;
use cx_triage::Author;
use cx_triage::ChatwootPriority;
use cx_triage::Conversation;
use cx_triage::Currency;
use cx_triage::CustomerText;
use cx_triage::ExtraKind;
use cx_triage::Facts;
use cx_triage::Id;
use cx_triage::Message;
use cx_triage::MessageExtra;
use cx_triage::MinorUnits;
use cx_triage::Money;
use cx_triage::PastDecision;
use cx_triage::RiskCategory;
use cx_triage::RiskVerdict;
use cx_triage::Status;
use cx_triage::StatusChange;
use cx_triage::Timestamp;
use cx_triage::Verdict;

/// One support conversation, with the past decisions on it and what the service knows beside it.
#[uniffi::remote(Record)]
#[uniffi(name = "ConversationDocument")]
pub struct Conversation {
    /// The conversation's number, positive.
    pub id: Id,
    /// The channel it came in by (Chatwoot: inbox), positive.
    #[uniffi(default)]
    pub inbox_id: Option<Id>,
    /// Where it stands in Chatwoot.
    pub status: Status,
    /// When it was opened: the start of the SLA clock.
    pub created_at: Timestamp,
    /// Labels as they are written in Chatwoot, in order.
    #[uniffi(default)]
    pub labels: Vec<String>,
    /// Names of the contact, the best one first.
    #[uniffi(default)]
    pub contact_names: Vec<CustomerText>,
    /// Everything that was written, by anybody.
    #[uniffi(default)]
    pub messages: Vec<Message>,
    /// Decisions taken on the conversation before.
    #[uniffi(default)]
    pub decisions: Vec<PastDecision>,
    /// How the status came to be, where the service has the history: each entry is the status from
    /// that instant on. Read by the clocks that pause (see the policy's `sla`).
    #[uniffi(default)]
    pub status_changes: Vec<StatusChange>,
    /// The status at the `updatedAt` of each event that was merged into it, where no change is told
    /// for that instant. `Conversation.apply` keeps and reads it; nothing else does.
    #[uniffi(default)]
    pub observed_statuses: Vec<StatusChange>,
    /// Messages may be missing that were written before those which are here: Chatwoot's list holds
    /// one message a conversation.
    #[uniffi(default)]
    pub partial: bool,
    /// When it last changed in Chatwoot.
    #[uniffi(default)]
    pub updated_at: Option<Timestamp>,
    /// The kind of channel, as Chatwoot names it: `Channel::Whatsapp`.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// The agent whom it is assigned to, positive.
    #[uniffi(default)]
    pub assignee_id: Option<Id>,
    /// The team which it is assigned to, positive.
    #[uniffi(default)]
    pub team_id: Option<Id>,
    /// The priority that people gave it in Chatwoot; the library's own is `Priority`.
    #[uniffi(default)]
    pub chatwoot_priority: Option<ChatwootPriority>,
    /// What a template may name beside the customer's name: the policy declares which.
    pub variables: CustomerTextMap,
    /// What the service knows and the conversation does not say.
    pub facts: Facts,
}

/// One message of a conversation.
#[uniffi::remote(Record)]
pub struct Message {
    /// The message's number, positive; absent ids sort last among equal times.
    #[uniffi(default)]
    pub id: Option<Id>,
    /// Who wrote it.
    pub author: Author,
    /// The number of the person or bot that wrote it, in the service's own numbering.
    #[uniffi(default)]
    pub sender_id: Option<Id>,
    /// What was written; absent for an attachment without words and for a deleted message.
    #[uniffi(default)]
    pub content: Option<CustomerText>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last edited, deleted or reported as delivered; absent where it is as it was
    /// written.
    #[uniffi(default)]
    pub updated_at: Option<Timestamp>,
    /// A note among agents: never the customer's words, never a reply to them.
    #[uniffi(default)]
    pub private: bool,
    /// It did not reach the customer: no reply.
    #[uniffi(default)]
    pub failed: bool,
    /// A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
    /// customer's words.
    #[uniffi(default)]
    pub automatic: bool,
    /// The customer's words that stand beside the content, in the order in which they are read:
    /// subject, transcripts, answers.
    #[uniffi(default)]
    pub extras: Vec<MessageExtra>,
}

/// Words of the customer that stand beside a message's content.
#[uniffi::remote(Record)]
pub struct MessageExtra {
    /// Where they stand.
    pub kind: ExtraKind,
    /// The words.
    pub text: CustomerText,
}

/// A decision that was taken on a conversation before.
#[uniffi::remote(Record)]
pub struct PastDecision {
    /// What was done. The words of the decision log; without `chatwoot.` they are read as well.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Who did it, in the numbering of `Message.senderId`.
    #[uniffi(default)]
    pub actor_id: Option<Id>,
    /// The template of the reply that was approved.
    #[uniffi(default)]
    pub template_id: Option<String>,
    /// The reply that was approved, as it was sent.
    #[uniffi(default)]
    pub reply_body: Option<CustomerText>,
    /// The message that the approved reply became.
    #[uniffi(default)]
    pub message_id: Option<Id>,
    /// The contact's newest message that the operator had seen: it tells which messages of the
    /// decision's own second came before it.
    #[uniffi(default)]
    pub seen_message_id: Option<Id>,
}

/// The status of a conversation from an instant on.
#[uniffi::remote(Record)]
pub struct StatusChange {
    /// The status from then on.
    pub status: Status,
    /// From when.
    pub at: Timestamp,
}

/// What the service knows and the conversation does not say.
#[uniffi::remote(Record)]
pub struct Facts {
    /// The refund in question; with it, amounts in the text are not read.
    #[uniffi(default)]
    pub refund_amount: Option<Money>,
    /// A refund is under way: the conversation must not be resolved.
    #[uniffi(default)]
    pub refund_pending: bool,
    /// A return is under way: the conversation must not be resolved.
    #[uniffi(default)]
    pub return_in_progress: bool,
    /// A follow-up was promised: the conversation must not be resolved.
    #[uniffi(default)]
    pub follow_up_promised: bool,
    /// The customer asks for an exception to policy: a reason to escalate.
    #[uniffi(default)]
    pub policy_exception: bool,
    /// The order has no tracking number: a shipping reply wants a sentence by hand.
    #[uniffi(default)]
    pub tracking_missing: bool,
    /// When it was escalated, where the decision log does not say.
    #[uniffi(default)]
    pub escalated_at: Option<Timestamp>,
    /// When a manager acknowledged the escalation outside the conversation.
    #[uniffi(default)]
    pub escalation_acknowledged_at: Option<Timestamp>,
    /// When the first public reply was given, where the messages do not reach so far back.
    #[uniffi(default)]
    pub first_reply_at: Option<Timestamp>,
    /// Since when the contact waits for an answer, where the messages do not reach so far back.
    #[uniffi(default)]
    pub waiting_since: Option<Timestamp>,
    /// The channel takes no reply now.
    #[uniffi(default)]
    pub cannot_reply: bool,
    /// The language that the customer writes in, such as `en`; absent: it is told from the text.
    #[uniffi(default)]
    pub language: Option<String>,
    /// What people, or another classifier, say of high-risk language in single messages.
    #[uniffi(default)]
    pub risk_verdicts: Vec<RiskVerdict>,
}

/// What somebody says of the high-risk language in a message (SOP-CX-003).
#[uniffi::remote(Record)]
pub struct RiskVerdict {
    /// The message that it is about, positive.
    pub message_id: Id,
    /// The category that it is about.
    pub category: RiskCategory,
    /// What is said.
    pub verdict: Verdict,
    /// Who says so: a person, or the name of a classifier.
    #[uniffi(default)]
    pub source: Option<String>,
}

/// An amount of money in minor units (cents).
#[uniffi::remote(Record)]
pub struct Money {
    /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
    pub amount_minor: MinorUnits,
    /// The ISO 4217 code: three capital letters.
    pub currency: Currency,
}

/// Where a conversation stands in Chatwoot.
#[uniffi::remote(Enum)]
pub enum Status {
    /// Being worked on.
    Open,
    /// With a bot, or not yet triaged.
    Pending,
    /// Put off until a time or the next message.
    Snoozed,
    /// Closed.
    Resolved,
    /// A word that Chatwoot does not know today; never surfaced.
    Unknown,
}

/// Who wrote a message.
#[uniffi::remote(Enum)]
pub enum Author {
    /// The customer.
    Contact,
    /// A person of the support team.
    Agent,
    /// An automatic reply: an agent bot, an automation rule, a campaign, a greeting.
    Bot,
    /// Chatwoot's own log lines ("Priya added refund").
    System,
}

/// Where the words of a `MessageExtra` stand.
#[uniffi::remote(Enum)]
pub enum ExtraKind {
    /// The subject of an e-mail, without `Re:` and the like.
    Subject,
    /// The transcript of a voice note.
    Transcript,
    /// An answer to a form or a survey.
    Answer,
}

/// The priority that people give a conversation in Chatwoot, the lowest first.
#[uniffi::remote(Enum)]
pub enum ChatwootPriority {
    /// It can wait.
    Low,
    /// As usual.
    Medium,
    /// Before others.
    High,
    /// At once.
    Urgent,
}

/// Why a message is of high risk (runbook, "High-Risk Language"; SOP-CX-003).
#[uniffi::remote(Enum)]
pub enum RiskCategory {
    /// Legal action, lawyers, courts, police reports.
    Legal,
    /// Regulators, consumer bodies, the press, exposure on social media.
    RegulatorPress,
    /// An accusation of fraud, or a customer who is the victim of it.
    Fraud,
    /// A dispute of the payment, with the bank included.
    Chargeback,
    /// Violence against people or property.
    Threat,
    /// The customer may harm themselves.
    SelfHarm,
    /// The customer asks for a manager.
    ManagerRequest,
    /// Insults and slurs at staff.
    Abuse,
}

/// Whether high-risk language is what it looks like.
#[uniffi::remote(Enum)]
pub enum Verdict {
    /// It is none.
    Dismissed,
    /// It is.
    Confirmed,
}

/// What an operator did to a conversation.
#[uniffi::remote(Enum)]
pub enum Action {
    /// A reply was approved and sent.
    ApproveSend,
    /// The conversation was handed to a manager.
    Escalate,
    /// The conversation was closed.
    MarkResolved,
}

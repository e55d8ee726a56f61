//! Mirrors of the core's types: conversation.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::Action;
use cx_triage::Author;
use cx_triage::Conversation;
use cx_triage::CustomerText;
use cx_triage::Facts;
use cx_triage::Message;
use cx_triage::Money;
use cx_triage::PastDecision;
use cx_triage::Status;
use cx_triage::StatusChange;
use cx_triage::Timestamp;

/// One support conversation, with the past decisions on it and what the service knows beside it.
#[uniffi::remote(Record)]
#[uniffi(name = "ConversationDocument")]
pub struct Conversation {
    /// The conversation's number, positive.
    pub id: i64,
    /// The channel it came in by (Chatwoot: inbox), positive.
    #[uniffi(default)]
    pub inbox_id: Option<i64>,
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
    /// What the service knows and the conversation does not say.
    pub facts: Facts,
    /// How the status came to be, where the service has the history: each entry is the status from
    /// that instant on. Read by the clocks that pause (see the policy's `sla`).
    #[uniffi(default)]
    pub status_changes: Vec<StatusChange>,
}

/// One message of a conversation.
#[uniffi::remote(Record)]
pub struct Message {
    /// The message's number, positive; absent ids sort last among equal times.
    #[uniffi(default)]
    pub id: Option<i64>,
    /// Who wrote it.
    pub author: Author,
    /// The number of the person or bot that wrote it, in the service's own numbering.
    #[uniffi(default)]
    pub sender_id: Option<i64>,
    /// What was written; absent for an attachment without words and for a deleted message.
    #[uniffi(default)]
    pub content: Option<CustomerText>,
    /// When it was written.
    pub created_at: Timestamp,
    /// A note among agents: never the customer's words, never a reply to them.
    #[uniffi(default)]
    pub private: bool,
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
    pub actor_id: Option<i64>,
    /// The template of the reply that was approved.
    #[uniffi(default)]
    pub template_id: Option<String>,
    /// The reply that was approved, as it was sent.
    #[uniffi(default)]
    pub reply_body: Option<CustomerText>,
    /// The message that the approved reply became.
    #[uniffi(default)]
    pub message_id: Option<i64>,
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
}

/// An amount of money in minor units (cents).
#[uniffi::remote(Record)]
pub struct Money {
    /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
    pub amount_minor: i64,
    /// The ISO 4217 code: three capital letters.
    pub currency: String,
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

//! A decision of the past.

use serde::{Deserialize, Serialize};

use super::{CustomerText, Id, Timestamp};

wire_enum! {
    /// What an operator did to a conversation.
    pub enum Action {
        /// A reply was approved and sent.
        ApproveSend = "chatwoot.approve_send" | "approve_send",
        /// The conversation was handed to a manager.
        Escalate = "chatwoot.escalate" | "escalate",
        /// The conversation was closed.
        MarkResolved = "chatwoot.mark_resolved" | "mark_resolved",
    }
}

/// A decision that was taken on a conversation before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PastDecision {
    /// What was done. The words of the decision log; without `chatwoot.` they are read as well.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Who did it, in the numbering of [`Message::sender_id`].
    #[serde(default)]
    pub actor_id: Option<Id>,
    /// The template of the reply that was approved.
    #[serde(default)]
    pub template_id: Option<String>,
    /// The reply that was approved, as it was sent.
    #[serde(default)]
    pub reply_body: Option<CustomerText>,
    /// The message that the approved reply became.
    #[serde(default)]
    pub message_id: Option<Id>,
    /// The contact's newest message that the operator had seen: it tells which messages of the
    /// decision's own second came before it.
    #[serde(default)]
    pub seen_message_id: Option<Id>,
}

impl PastDecision {
    /// A decision of which only the required is known.
    #[must_use]
    pub fn new(action: Action, at: Timestamp) -> Self {
        Self {
            action,
            at,
            actor_id: None,
            template_id: None,
            reply_body: None,
            message_id: None,
            seen_message_id: None,
        }
    }
}

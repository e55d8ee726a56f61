//! A decision of the past.

use serde::{Deserialize, Serialize};

use super::read::{optional_id, word};
use super::{CustomerText, Timestamp};

/// What an operator did to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum Action {
    /// A reply was approved and sent.
    #[serde(rename = "chatwoot.approve_send", alias = "approve_send")]
    ApproveSend,
    /// The conversation was handed to a manager.
    #[serde(rename = "chatwoot.escalate", alias = "escalate")]
    Escalate,
    /// The conversation was closed.
    #[serde(rename = "chatwoot.mark_resolved", alias = "mark_resolved")]
    MarkResolved,
}

impl Action {
    /// The action as the decision log writes it (runbook, "Decision Logging").
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApproveSend => "chatwoot.approve_send",
            Self::Escalate => "chatwoot.escalate",
            Self::MarkResolved => "chatwoot.mark_resolved",
        }
    }
}

/// A decision that was taken on a conversation before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PastDecision {
    /// What was done. The words of the decision log; without `chatwoot.` they are read as well.
    #[serde(deserialize_with = "word")]
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Who did it, in the numbering of [`Message::sender_id`].
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub actor_id: Option<i64>,
    /// The template of the reply that was approved.
    #[serde(default)]
    pub template_id: Option<String>,
    /// The reply that was approved, as it was sent.
    #[serde(default)]
    pub reply_body: Option<CustomerText>,
    /// The message that the approved reply became.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub message_id: Option<i64>,
    /// The contact's newest message that the operator had seen: it tells which messages of the
    /// decision's own second came before it.
    #[serde(default, deserialize_with = "optional_id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub seen_message_id: Option<i64>,
}

//! What the service knows and the conversation does not say.

use serde::{Deserialize, Serialize};

use super::read::{nullable, objects, optional_object};
use super::{Money, RiskVerdict, Timestamp};

/// What the service knows and the conversation does not say.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a key of the document")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    /// The refund in question; with it, amounts in the text are not read.
    #[serde(default, deserialize_with = "optional_object")]
    pub refund_amount: Option<Money>,
    /// A refund is under way: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub refund_pending: bool,
    /// A return is under way: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub return_in_progress: bool,
    /// A follow-up was promised: the conversation must not be resolved.
    #[serde(default, deserialize_with = "nullable")]
    pub follow_up_promised: bool,
    /// The customer asks for an exception to policy: a reason to escalate.
    #[serde(default, deserialize_with = "nullable")]
    pub policy_exception: bool,
    /// The order has no tracking number: a shipping reply wants a sentence by hand.
    #[serde(default, deserialize_with = "nullable")]
    pub tracking_missing: bool,
    /// When it was escalated, where the decision log does not say.
    #[serde(default)]
    pub escalated_at: Option<Timestamp>,
    /// When a manager acknowledged the escalation outside the conversation.
    #[serde(default)]
    pub escalation_acknowledged_at: Option<Timestamp>,
    /// When the first public reply was given, where the messages do not reach so far back.
    #[serde(default)]
    pub first_reply_at: Option<Timestamp>,
    /// Since when the contact waits for an answer, where the messages do not reach so far back.
    #[serde(default)]
    pub waiting_since: Option<Timestamp>,
    /// The channel takes no reply now.
    #[serde(default, deserialize_with = "nullable")]
    pub cannot_reply: bool,
    /// The language that the customer writes in, such as `en`; absent: it is told from the text.
    #[serde(default)]
    pub language: Option<String>,
    /// What people, or another classifier, say of high-risk language in single messages.
    #[serde(default, deserialize_with = "objects")]
    pub risk_verdicts: Vec<RiskVerdict>,
}

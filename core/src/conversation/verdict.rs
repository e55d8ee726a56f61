//! What people, or another classifier, say of high-risk language.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::diagnostic::Diagnostic;
use crate::risk::RiskCategory;

/// What somebody says of the high-risk language in a message (SOP-CX-003).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskVerdict {
    /// The message that it is about, positive.
    pub message_id: Id,
    /// The category that it is about.
    pub category: RiskCategory,
    /// What is said.
    pub verdict: Verdict,
    /// Who says so: a person, or the name of a classifier.
    #[serde(default)]
    pub source: Option<String>,
}

impl RiskVerdict {
    /// A verdict of which nobody says whose it is.
    ///
    /// # Errors
    /// [`Code::OutOfRange`](crate::Code::OutOfRange) if the message's id is not positive.
    pub fn new(
        message_id: i64,
        category: RiskCategory,
        verdict: Verdict,
    ) -> Result<Self, Diagnostic> {
        let message_id = Id::new(message_id).map_err(|problem| problem.below("/messageId"))?;
        Ok(Self { message_id, category, verdict, source: None })
    }
}

wire_enum! {
    /// Whether high-risk language is what it looks like.
    pub enum Verdict {
        /// It is none.
        Dismissed = "dismissed",
        /// It is.
        Confirmed = "confirmed",
    }
}

//! What the service knows and the conversation does not say.

use serde::{Deserialize, Serialize};

use super::RiskVerdict;
use super::Timestamp;
use super::check;
use super::read::{amount_minor, currency, nullable, objects, optional_object};
use crate::diagnostic::Diagnostic;

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

/// An amount of money in minor units (cents).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Money {
    /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
    #[serde(deserialize_with = "amount_minor")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 0)))]
    pub amount_minor: i64,
    /// The ISO 4217 code: three capital letters.
    #[serde(deserialize_with = "currency")]
    #[cfg_attr(feature = "schemars", schemars(regex(pattern = "^[A-Z]{3}$")))]
    pub currency: String,
}

impl Money {
    /// An amount in the minor unit of a currency.
    ///
    /// ```
    /// use cx_triage::Money;
    ///
    /// assert_eq!(Money::new(12_345, "USD")?.amount_minor, 12_345);
    /// assert!(Money::new(-5, "USD").is_err());
    /// assert_eq!(Money::new(5, "nonsense").unwrap_err().code.as_str(), "invalid_currency");
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::OutOfRange`](crate::Code::OutOfRange) below zero,
    /// [`Code::InvalidCurrency`](crate::Code::InvalidCurrency) for a currency that is not three
    /// capital letters.
    pub fn new(amount_minor: i64, currency: impl Into<String>) -> Result<Self, Diagnostic> {
        let currency = currency.into();
        check::amount(amount_minor, "/amountMinor")?;
        check::currency(&currency, "/currency")?;
        Ok(Self { amount_minor, currency })
    }
}

//! What people, or another classifier, say of high-risk language.

use serde::{Deserialize, Serialize};

use super::read::{id, word};

/// Why a message is of high risk (runbook, "High-Risk Language"; SOP-CX-003).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

impl RiskCategory {
    /// Every category, in the order of the policy's reasons.
    pub const ALL: &'static [Self] = &[
        Self::Legal,
        Self::RegulatorPress,
        Self::Fraud,
        Self::Chargeback,
        Self::Threat,
        Self::SelfHarm,
        Self::ManagerRequest,
        Self::Abuse,
    ];

    /// The category as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::RegulatorPress => "regulator_press",
            Self::Fraud => "fraud",
            Self::Chargeback => "chargeback",
            Self::Threat => "threat",
            Self::SelfHarm => "self_harm",
            Self::ManagerRequest => "manager_request",
            Self::Abuse => "abuse",
        }
    }
}

/// What somebody says of the high-risk language in a message (SOP-CX-003).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskVerdict {
    /// The message that it is about, positive.
    #[serde(deserialize_with = "id")]
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub message_id: i64,
    /// The category that it is about.
    #[serde(deserialize_with = "word")]
    pub category: RiskCategory,
    /// What is said.
    #[serde(deserialize_with = "word")]
    pub verdict: Verdict,
    /// Who says so: a person, or the name of a classifier.
    #[serde(default)]
    pub source: Option<String>,
}

/// Whether high-risk language is what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is none.
    Dismissed,
    /// It is.
    Confirmed,
}

impl Verdict {
    /// The verdict as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Confirmed => "confirmed",
        }
    }
}

//! The words for reasons, levels, blockers and warnings, in the document and on the wire.

use serde::{Deserialize, Serialize};

/// Why a conversation is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

impl ReasonCode {
    /// Every reason, in the order of the shipped tables.
    pub const ALL: [Self; 19] = [
        Self::Legal,
        Self::RegulatorPress,
        Self::Fraud,
        Self::Chargeback,
        Self::Threat,
        Self::SelfHarm,
        Self::ManagerRequest,
        Self::SuggestionMissing,
        Self::RefundOverLimit,
        Self::PolicyException,
        Self::Abuse,
        Self::ManagerFollowUpOverdue,
        Self::EscalationLabel,
        Self::ComplexIssue,
        Self::NoAcknowledgement,
        Self::SlaBreached,
        Self::ResponseBreached,
        Self::ReplyWindowClosing,
        Self::RapidReopen,
    ];

    /// The code as it is written on the wire.
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
            Self::SuggestionMissing => "suggestion_missing",
            Self::RefundOverLimit => "refund_over_limit",
            Self::PolicyException => "policy_exception",
            Self::Abuse => "abuse",
            Self::ManagerFollowUpOverdue => "manager_follow_up_overdue",
            Self::EscalationLabel => "escalation_label",
            Self::ComplexIssue => "complex_issue",
            Self::NoAcknowledgement => "no_acknowledgement",
            Self::SlaBreached => "sla_breached",
            Self::ResponseBreached => "response_breached",
            Self::ReplyWindowClosing => "reply_window_closing",
            Self::RapidReopen => "rapid_reopen",
        }
    }
}

/// Who must act (runbook, "Escalation Ladder").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EscalationLevel {
    /// CX agent.
    L1,
    /// CX lead.
    L2,
    /// Operations manager.
    L3,
}

impl EscalationLevel {
    /// The level as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::L1 => "l1",
            Self::L2 => "l2",
            Self::L3 => "l3",
        }
    }
}

/// What stands against sending a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

impl Blocker {
    /// The blocker as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoSuggestion => "no_suggestion",
            Self::EscalationLabel => "escalation_label",
            Self::ManagerRequest => "manager_request",
            Self::HighRiskFinding => "high_risk_finding",
            Self::RefundOverLimit => "refund_over_limit",
            Self::RefundAmountUnverified => "refund_amount_unverified",
            Self::PolicyException => "policy_exception",
            Self::CannotReply => "cannot_reply",
            Self::LanguageUnread => "language_unread",
        }
    }
}

/// What is worth a look before a draft is sent; it does not block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The contact has no usable name.
    NameFallback,
    /// The last word is the team's already.
    AlreadyAnswered,
    /// High-risk words stand there, clearly negated.
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

impl Warning {
    /// The warning as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NameFallback => "name_fallback",
            Self::AlreadyAnswered => "already_answered",
            Self::HighRiskMention => "high_risk_mention",
            Self::RefundAmountUnverified => "refund_amount_unverified",
            Self::RefundAmountUnknown => "refund_amount_unknown",
            Self::TrackingMissing => "tracking_missing",
            Self::PartialHistory => "partial_history",
            Self::RepeatedReply => "repeated_reply",
            Self::PromisesFollowUp => "promises_follow_up",
            Self::ManagerAnswered => "manager_answered",
            Self::EscalationLabelMissing => "escalation_label_missing",
            Self::EscalationLabelStale => "escalation_label_stale",
            Self::EscalationTimeUnknown => "escalation_time_unknown",
            Self::ReplyLanguage => "reply_language",
            Self::LanguageUnread => "language_unread",
            Self::VerdictUnknown => "verdict_unknown",
        }
    }
}

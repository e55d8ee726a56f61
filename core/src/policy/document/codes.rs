//! The words for reasons, levels, blockers and warnings, in the document and on the wire.

wire_enum! {
    /// Why a conversation is looked at.
    pub enum ReasonCode {
        /// A threat of legal action, a lawyer, a court, a police report.
        Legal = "legal",
        /// A regulator, a consumer body, the press, exposure on social media.
        RegulatorPress = "regulator_press",
        /// An accusation of fraud, or the customer a victim of it.
        Fraud = "fraud",
        /// A dispute with the bank.
        Chargeback = "chargeback",
        /// Violence against people or property.
        Threat = "threat",
        /// The customer may harm themselves.
        SelfHarm = "self_harm",
        /// The customer asks for a manager.
        ManagerRequest = "manager_request",
        /// No draft could be made for a surfaced conversation.
        SuggestionMissing = "suggestion_missing",
        /// The refund is over the limit.
        RefundOverLimit = "refund_over_limit",
        /// An exception to policy is asked for.
        PolicyException = "policy_exception",
        /// Insults and slurs at staff.
        Abuse = "abuse",
        /// A manager has not acknowledged or updated an escalation in time.
        ManagerFollowUpOverdue = "manager_follow_up_overdue",
        /// The conversation carries an escalation label.
        EscalationLabel = "escalation_label",
        /// Labelled complex, or many messages without an answer.
        ComplexIssue = "complex_issue",
        /// The customer did not react to an approved reply in time.
        NoAcknowledgement = "no_acknowledgement",
        /// The SLA is breached.
        SlaBreached = "sla_breached",
        /// A response clock that surfaces is breached.
        ResponseBreached = "response_breached",
        /// The channel soon takes no reply, and the contact waits for one.
        ReplyWindowClosing = "reply_window_closing",
        /// The customer wrote soon after the conversation was marked resolved.
        RapidReopen = "rapid_reopen",
    }
}

wire_enum! {
    /// Who must act (runbook, "Escalation Ladder").
    pub enum EscalationLevel {
        /// CX agent.
        L1 = "l1",
        /// CX lead.
        L2 = "l2",
        /// Operations manager.
        L3 = "l3",
    }
}

wire_enum! {
    /// What stands against sending a draft.
    pub enum Blocker {
        /// There is no draft.
        NoSuggestion = "no_suggestion",
        /// The conversation is with a manager.
        EscalationLabel = "escalation_label",
        /// The customer asks for a manager.
        ManagerRequest = "manager_request",
        /// There is high-risk language, abuse included.
        HighRiskFinding = "high_risk_finding",
        /// The refund is over the limit.
        RefundOverLimit = "refund_over_limit",
        /// The refund's amount cannot be held against a limit.
        RefundAmountUnverified = "refund_amount_unverified",
        /// An exception to policy is asked for.
        PolicyException = "policy_exception",
        /// The channel takes no reply now.
        CannotReply = "cannot_reply",
        /// The customer writes in a language that is not read.
        LanguageUnread = "language_unread",
    }
}

wire_enum! {
    /// What is worth a look before a draft is sent; it does not block.
    pub enum Warning {
        /// The contact has no usable name.
        NameFallback = "name_fallback",
        /// The last word is the team's already.
        AlreadyAnswered = "already_answered",
        /// High-risk words stand there that are no finding: clearly negated ones, or weak cues.
        HighRiskMention = "high_risk_mention",
        /// The refund is in another currency than the limit.
        RefundAmountUnverified = "refund_amount_unverified",
        /// A refund is offered whose amount is not known.
        RefundAmountUnknown = "refund_amount_unknown",
        /// A shipping reply, and the order has no tracking number.
        TrackingMissing = "tracking_missing",
        /// Earlier messages may be missing.
        PartialHistory = "partial_history",
        /// The draft is the text of the last public reply again.
        RepeatedReply = "repeated_reply",
        /// The draft promises to come back.
        PromisesFollowUp = "promises_follow_up",
        /// A manager has answered in public since the escalation.
        ManagerAnswered = "manager_answered",
        /// An escalation is open, and its label is missing.
        EscalationLabelMissing = "escalation_label_missing",
        /// The escalation label is an earlier episode's.
        EscalationLabelStale = "escalation_label_stale",
        /// Nobody knows when the escalation label was set.
        EscalationTimeUnknown = "escalation_time_unknown",
        /// The draft is not in the customer's language.
        ReplyLanguage = "reply_language",
        /// The customer writes in a language that is not read.
        LanguageUnread = "language_unread",
        /// A verdict is about no message of the contact's that is known.
        VerdictUnknown = "verdict_unknown",
    }
}

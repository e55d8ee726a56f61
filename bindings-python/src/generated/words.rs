//! Enumerations of the core as Python ones.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::word::words;

words! {
    cx_triage::Status => Status: "Where a conversation stands in Chatwoot." {
        Open = OPEN: "open",
        Pending = PENDING: "pending",
        Snoozed = SNOOZED: "snoozed",
        Resolved = RESOLVED: "resolved",
        Unknown = UNKNOWN: "unknown",
    }
    cx_triage::Author => Author: "Who wrote a message." {
        Contact = CONTACT: "contact",
        Agent = AGENT: "agent",
        Bot = BOT: "bot",
        System = SYSTEM: "system",
    }
    cx_triage::conversation::ExtraKind => ExtraKind: "Where the words of a ``MessageExtra`` stand." {
        Subject = SUBJECT: "subject",
        Transcript = TRANSCRIPT: "transcript",
        Answer = ANSWER: "answer",
    }
    cx_triage::conversation::ChatwootPriority => ChatwootPriority: "The priority that people give a conversation in Chatwoot, the lowest first." {
        Low = LOW: "low",
        Medium = MEDIUM: "medium",
        High = HIGH: "high",
        Urgent = URGENT: "urgent",
    }
    cx_triage::language::RiskCategory => RiskCategory: "Why a message is of high risk (runbook, \"High-Risk Language\"; SOP-CX-003)." {
        Legal = LEGAL: "legal",
        RegulatorPress = REGULATOR_PRESS: "regulator_press",
        Fraud = FRAUD: "fraud",
        Chargeback = CHARGEBACK: "chargeback",
        Threat = THREAT: "threat",
        SelfHarm = SELF_HARM: "self_harm",
        ManagerRequest = MANAGER_REQUEST: "manager_request",
        Abuse = ABUSE: "abuse",
    }
    cx_triage::conversation::Verdict => Verdict: "Whether high-risk language is what it looks like." {
        Dismissed = DISMISSED: "dismissed",
        Confirmed = CONFIRMED: "confirmed",
    }
    cx_triage::conversation::Action => Action: "What an operator did to a conversation." {
        ApproveSend = APPROVE_SEND: "chatwoot.approve_send",
        Escalate = ESCALATE: "chatwoot.escalate",
        MarkResolved = MARK_RESOLVED: "chatwoot.mark_resolved",
    }
    cx_triage::sla::Priority => Priority: "How urgent a conversation is (SOP-CX-001)." {
        P1 = P1: "p1",
        P2 = P2: "p2",
        P3 = P3: "p3",
    }
    cx_triage::assessment::EscalationLevel => EscalationLevel: "Who must act (runbook, \"Escalation Ladder\")." {
        L1 = L1: "l1",
        L2 = L2: "l2",
        L3 = L3: "l3",
    }
    cx_triage::assessment::ReasonCode => ReasonCode: "Why a conversation is looked at." {
        Legal = LEGAL: "legal",
        RegulatorPress = REGULATOR_PRESS: "regulator_press",
        Fraud = FRAUD: "fraud",
        Chargeback = CHARGEBACK: "chargeback",
        Threat = THREAT: "threat",
        SelfHarm = SELF_HARM: "self_harm",
        ManagerRequest = MANAGER_REQUEST: "manager_request",
        SuggestionMissing = SUGGESTION_MISSING: "suggestion_missing",
        RefundOverLimit = REFUND_OVER_LIMIT: "refund_over_limit",
        PolicyException = POLICY_EXCEPTION: "policy_exception",
        Abuse = ABUSE: "abuse",
        ManagerFollowUpOverdue = MANAGER_FOLLOW_UP_OVERDUE: "manager_follow_up_overdue",
        EscalationLabel = ESCALATION_LABEL: "escalation_label",
        ComplexIssue = COMPLEX_ISSUE: "complex_issue",
        NoAcknowledgement = NO_ACKNOWLEDGEMENT: "no_acknowledgement",
        SlaBreached = SLA_BREACHED: "sla_breached",
        ResponseBreached = RESPONSE_BREACHED: "response_breached",
        ReplyWindowClosing = REPLY_WINDOW_CLOSING: "reply_window_closing",
        RapidReopen = RAPID_REOPEN: "rapid_reopen",
    }
    cx_triage::language::Confidence => Confidence: "How sure a finding is." {
        High = HIGH: "high",
        Low = LOW: "low",
    }
    cx_triage::assessment::NameSource => NameSource: "Where the name in a reply comes from." {
        Contact = CONTACT: "contact",
        Fallback = FALLBACK: "fallback",
    }
    cx_triage::assessment::NameProblem => NameProblem: "Why none of a contact's names may stand in a reply: what is wrong with the first of them." {
        Blank = BLANK: "blank",
        Email = EMAIL: "email",
        Phone = PHONE: "phone",
        NoLetters = NO_LETTERS: "no_letters",
        Generated = GENERATED: "generated",
        Missing = MISSING: "missing",
    }
    cx_triage::assessment::Blocker => Blocker: "What stands against sending a draft." {
        NoSuggestion = NO_SUGGESTION: "no_suggestion",
        EscalationLabel = ESCALATION_LABEL: "escalation_label",
        ManagerRequest = MANAGER_REQUEST: "manager_request",
        HighRiskFinding = HIGH_RISK_FINDING: "high_risk_finding",
        RefundOverLimit = REFUND_OVER_LIMIT: "refund_over_limit",
        RefundAmountUnverified = REFUND_AMOUNT_UNVERIFIED: "refund_amount_unverified",
        PolicyException = POLICY_EXCEPTION: "policy_exception",
        CannotReply = CANNOT_REPLY: "cannot_reply",
        LanguageUnread = LANGUAGE_UNREAD: "language_unread",
    }
    cx_triage::assessment::Warning => Warning: "What is worth a look before a draft is sent; it does not block." {
        NameFallback = NAME_FALLBACK: "name_fallback",
        AlreadyAnswered = ALREADY_ANSWERED: "already_answered",
        HighRiskMention = HIGH_RISK_MENTION: "high_risk_mention",
        RefundAmountUnverified = REFUND_AMOUNT_UNVERIFIED: "refund_amount_unverified",
        RefundAmountUnknown = REFUND_AMOUNT_UNKNOWN: "refund_amount_unknown",
        TrackingMissing = TRACKING_MISSING: "tracking_missing",
        PartialHistory = PARTIAL_HISTORY: "partial_history",
        RepeatedReply = REPEATED_REPLY: "repeated_reply",
        PromisesFollowUp = PROMISES_FOLLOW_UP: "promises_follow_up",
        ManagerAnswered = MANAGER_ANSWERED: "manager_answered",
        EscalationLabelMissing = ESCALATION_LABEL_MISSING: "escalation_label_missing",
        EscalationLabelStale = ESCALATION_LABEL_STALE: "escalation_label_stale",
        EscalationTimeUnknown = ESCALATION_TIME_UNKNOWN: "escalation_time_unknown",
        ReplyLanguage = REPLY_LANGUAGE: "reply_language",
        LanguageUnread = LANGUAGE_UNREAD: "language_unread",
        VerdictUnknown = VERDICT_UNKNOWN: "verdict_unknown",
    }
    cx_triage::assessment::FollowUpKind => FollowUpKind: "What is due after a decision." {
        Acknowledgement = ACKNOWLEDGEMENT: "acknowledgement",
        OperatorReminder = OPERATOR_REMINDER: "operator_reminder",
        ManagerAcknowledgement = MANAGER_ACKNOWLEDGEMENT: "manager_acknowledgement",
        ManagerUpdate = MANAGER_UPDATE: "manager_update",
    }
    cx_triage::assessment::ResolutionBasis => ResolutionBasis: "What allows a conversation to be closed." {
        CustomerConfirmed = CUSTOMER_CONFIRMED: "customer_confirmed",
        Quiet48h = QUIET_48H: "quiet_48h",
    }
    cx_triage::assessment::ResolutionBlocker => ResolutionBlocker: "What stands against closing a conversation (\"Do NOT mark resolved if\")." {
        RefundPending = REFUND_PENDING: "refund_pending",
        ReturnInProgress = RETURN_IN_PROGRESS: "return_in_progress",
        FollowUpPromised = FOLLOW_UP_PROMISED: "follow_up_promised",
        HighRiskOpen = HIGH_RISK_OPEN: "high_risk_open",
        EscalationOpen = ESCALATION_OPEN: "escalation_open",
    }
    cx_triage::sla::SlaState => SlaState: "The state of an SLA clock." {
        Within = WITHIN: "within",
        AtRisk = AT_RISK: "at_risk",
        Breached = BREACHED: "breached",
        Paused = PAUSED: "paused",
        NotApplicable = NOT_APPLICABLE: "not_applicable",
    }
    cx_triage::sla::ClockReason => ClockReason: "Why the clock started when it did." {
        Creation = CREATION: "creation",
        FirstMessage = FIRST_MESSAGE: "first_message",
        RapidReopen = RAPID_REOPEN: "rapid_reopen",
        Reopen = REOPEN: "reopen",
        StatusChange = STATUS_CHANGE: "status_change",
    }
    cx_triage::sla::MetricKind => MetricKind: "What a further clock measures." {
        FirstResponse = FIRST_RESPONSE: "first_response",
        NextResponse = NEXT_RESPONSE: "next_response",
        Resolution = RESOLUTION: "resolution",
    }
    cx_triage::sla::MetricState => MetricState: "The state of a further clock." {
        Within = WITHIN: "within",
        AtRisk = AT_RISK: "at_risk",
        Breached = BREACHED: "breached",
        Paused = PAUSED: "paused",
        Met = MET: "met",
        Missed = MISSED: "missed",
        NotApplicable = NOT_APPLICABLE: "not_applicable",
    }
    cx_triage::sla::SlaClock => SlaClock: "Which clock an explanation is of." {
        Main = MAIN: "main",
        FirstResponse = FIRST_RESPONSE: "first_response",
        NextResponse = NEXT_RESPONSE: "next_response",
        Resolution = RESOLUTION: "resolution",
    }
    cx_triage::hours::IntervalReason => IntervalReason: "Why an interval counts, or does not." {
        Open = OPEN: "open",
        Closed = CLOSED: "closed",
        Holiday = HOLIDAY: "holiday",
        Break = BREAK: "break",
        Paused = PAUSED: "paused",
        BeforeStart = BEFORE_START: "before_start",
    }
    cx_triage::decision::EscalationReason => EscalationReason: "SOP-CX-003's valid reasons for an escalation." {
        PolicyException = POLICY_EXCEPTION: "policy_exception",
        RefundOverLimit = REFUND_OVER_LIMIT: "refund_over_limit",
        LegalOrFraud = LEGAL_OR_FRAUD: "legal_or_fraud",
        AbusiveLanguage = ABUSIVE_LANGUAGE: "abusive_language",
        ManagerRequest = MANAGER_REQUEST: "manager_request",
        SuggestionMissing = SUGGESTION_MISSING: "suggestion_missing",
        Chargeback = CHARGEBACK: "chargeback",
        Threat = THREAT: "threat",
        Other = OTHER: "other",
    }
    cx_triage::decision::RefusalBlocker => RefusalBlocker: "One thing that stands against an action." {
        BlankReply = BLANK_REPLY: "blank_reply",
        MalformedOperatorEmail = MALFORMED_OPERATOR_EMAIL: "malformed_operator_email",
        MissingActor = MISSING_ACTOR: "missing_actor",
        InvalidGrades = INVALID_GRADES: "invalid_grades",
        MissingReasonText = MISSING_REASON_TEXT: "missing_reason_text",
        BlankHandOff = BLANK_HAND_OFF: "blank_hand_off",
        InvalidActorId = INVALID_ACTOR_ID: "invalid_actor_id",
        InvalidId = INVALID_ID: "invalid_id",
        StaleDraft = STALE_DRAFT: "stale_draft",
        AlreadyResolved = ALREADY_RESOLVED: "already_resolved",
        NoSuggestion = NO_SUGGESTION: "no_suggestion",
        EscalationLabel = ESCALATION_LABEL: "escalation_label",
        ManagerRequest = MANAGER_REQUEST: "manager_request",
        HighRiskFinding = HIGH_RISK_FINDING: "high_risk_finding",
        RefundOverLimit = REFUND_OVER_LIMIT: "refund_over_limit",
        RefundAmountUnverified = REFUND_AMOUNT_UNVERIFIED: "refund_amount_unverified",
        PolicyException = POLICY_EXCEPTION: "policy_exception",
        CannotReply = CANNOT_REPLY: "cannot_reply",
        LanguageUnread = LANGUAGE_UNREAD: "language_unread",
        RefundPending = REFUND_PENDING: "refund_pending",
        ReturnInProgress = RETURN_IN_PROGRESS: "return_in_progress",
        FollowUpPromised = FOLLOW_UP_PROMISED: "follow_up_promised",
        HighRiskOpen = HIGH_RISK_OPEN: "high_risk_open",
        EscalationOpen = ESCALATION_OPEN: "escalation_open",
        NotConfirmed = NOT_CONFIRMED: "not_confirmed",
    }
    cx_triage::decision::DecisionWarning => DecisionWarning: "What is worth a second look in an action, beside what the assessment says." {
        HandOffMissing = HAND_OFF_MISSING: "hand_off_missing",
    }
    cx_triage::health::HealthCode => HealthCode: "What an alert is about, in the order in which alerts are listed." {
        ApiResponseSlow = API_RESPONSE_SLOW: "api_response_slow",
        SlaBreachesUp = SLA_BREACHES_UP: "sla_breaches_up",
        TemplateFailures = TEMPLATE_FAILURES: "template_failures",
        ConversationListSlow = CONVERSATION_LIST_SLOW: "conversation_list_slow",
        IntegrationDown = INTEGRATION_DOWN: "integration_down",
        RateLimited = RATE_LIMITED: "rate_limited",
        ApiResponseOverTarget = API_RESPONSE_OVER_TARGET: "api_response_over_target",
    }
    cx_triage::health::Severity => Severity: "How bad an alert is." {
        Notice = NOTICE: "notice",
        Warning = WARNING: "warning",
        Critical = CRITICAL: "critical",
        Immediate = IMMEDIATE: "immediate",
    }
}

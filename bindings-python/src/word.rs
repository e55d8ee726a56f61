//! Enumerations, as subclasses of Python's `str` and `Enum`.

use cx_triage as core;
use std::sync::OnceLock;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyList;

use crate::value::ToPython;

/// An enumeration of the core.
pub(crate) trait Word {
    /// The word that stands on the wire.
    fn word(&self) -> &'static str;
}

impl Word for core::Code {
    fn word(&self) -> &'static str {
        self.as_str()
    }
}

/// Makes a Python enumeration of each core enumeration, with the words of the wire.
///
/// A variant that core adds breaks the `match`.
macro_rules! words {
    ($($path:path => $class:ident: $doc:literal { $($variant:ident = $name:ident,)+ })+) => {
        $(
            impl Word for $path {
                fn word(&self) -> &'static str {
                    match self {$(
                        Self::$variant => {
                            static TEXT: OnceLock<String> = OnceLock::new();
                            TEXT.get_or_init(|| wire(self))
                        }
                    )+}
                }
            }

            impl ToPython for $path {
                fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    let member = match self {$(
                        Self::$variant => {
                            static MEMBER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
                            MEMBER.get_or_try_init(py, || {
                                let module = py.import("cx_triage._native")?;
                                let class = module.getattr(stringify!($class))?;
                                class.getattr(stringify!($name)).map(Bound::unbind)
                            })?
                        }
                    )+};
                    Ok(member.bind(py).clone())
                }

                fn show(&self) -> String {
                    format!("{:?}", self.word())
                }
            }
        )+

        /// Adds the enumerations to the module.
        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            let py = module.py();
            let base = py.import("cx_triage._base")?.getattr("Word")?;
            $(
                let members = [$((stringify!($name), wire(&<$path>::$variant))),+];
                let class = base.call1((stringify!($class), PyList::new(py, members)?))?;
                class.setattr("__module__", "cx_triage")?;
                class.setattr("__doc__", $doc)?;
                module.add(stringify!($class), class)?;
            )+
            Ok(())
        }
    };
}

/// The word that stands on the wire.
fn wire(word: &impl serde::Serialize) -> String {
    core::to_json(word).trim_matches('"').to_owned()
}

words! {
    core::Status => Status: "Where a conversation stands in Chatwoot." {
        Open = OPEN,
        Pending = PENDING,
        Snoozed = SNOOZED,
        Resolved = RESOLVED,
        Unknown = UNKNOWN,
    }
    core::Author => Author: "Who wrote a message." {
        Contact = CONTACT,
        Agent = AGENT,
        Bot = BOT,
        System = SYSTEM,
    }
    core::Action => Action: "What an operator did to a conversation." {
        ApproveSend = APPROVE_SEND,
        Escalate = ESCALATE,
        MarkResolved = MARK_RESOLVED,
    }
    core::Priority => Priority: "How urgent a conversation is (SOP-CX-001)." {
        P1 = P1,
        P2 = P2,
        P3 = P3,
    }
    core::EscalationLevel => EscalationLevel: "Who must act: CX agent, CX lead, operations manager." {
        L1 = L1,
        L2 = L2,
        L3 = L3,
    }
    core::ReasonCode => ReasonCode: "Why a conversation is looked at." {
        Legal = LEGAL,
        RegulatorPress = REGULATOR_PRESS,
        Fraud = FRAUD,
        Chargeback = CHARGEBACK,
        Threat = THREAT,
        SelfHarm = SELF_HARM,
        ManagerRequest = MANAGER_REQUEST,
        SuggestionMissing = SUGGESTION_MISSING,
        RefundOverLimit = REFUND_OVER_LIMIT,
        PolicyException = POLICY_EXCEPTION,
        Abuse = ABUSE,
        ManagerFollowUpOverdue = MANAGER_FOLLOW_UP_OVERDUE,
        EscalationLabel = ESCALATION_LABEL,
        ComplexIssue = COMPLEX_ISSUE,
        NoAcknowledgement = NO_ACKNOWLEDGEMENT,
        SlaBreached = SLA_BREACHED,
        RapidReopen = RAPID_REOPEN,
    }
    core::SlaState => SlaState: "The state of an SLA clock." {
        Within = WITHIN,
        AtRisk = AT_RISK,
        Breached = BREACHED,
        Paused = PAUSED,
        NotApplicable = NOT_APPLICABLE,
    }
    core::MetricKind => MetricKind: "What a further clock of the policy measures." {
        FirstResponse = FIRST_RESPONSE,
        NextResponse = NEXT_RESPONSE,
        Resolution = RESOLUTION,
    }
    core::MetricState => MetricState: "The state of a further clock of the policy." {
        Within = WITHIN,
        AtRisk = AT_RISK,
        Breached = BREACHED,
        Paused = PAUSED,
        Met = MET,
        Missed = MISSED,
        NotApplicable = NOT_APPLICABLE,
    }
    core::SlaClock => SlaClock: "Which clock an explanation is of." {
        Main = MAIN,
        FirstResponse = FIRST_RESPONSE,
        NextResponse = NEXT_RESPONSE,
        Resolution = RESOLUTION,
    }
    core::ClockReason => ClockReason: "Why the SLA clock started when it did." {
        Creation = CREATION,
        RapidReopen = RAPID_REOPEN,
    }
    core::RiskCategory => RiskCategory: "What high-risk language is a sign of." {
        Legal = LEGAL,
        RegulatorPress = REGULATOR_PRESS,
        Fraud = FRAUD,
        Chargeback = CHARGEBACK,
        Threat = THREAT,
        SelfHarm = SELF_HARM,
        Abuse = ABUSE,
        ManagerRequest = MANAGER_REQUEST,
    }
    core::Confidence => Confidence: "How sure a finding is." {
        High = HIGH,
        Low = LOW,
    }
    core::NameSource => NameSource: "Where the customer's name comes from." {
        Contact = CONTACT,
        Fallback = FALLBACK,
    }
    core::Topic => Topic: "What the customer writes about (SOP-CX-002)." {
        Shipping = SHIPPING,
        Refund = REFUND,
        Other = OTHER,
    }
    core::Blocker => Blocker: "What stands against sending a draft." {
        NoSuggestion = NO_SUGGESTION,
        EscalationLabel = ESCALATION_LABEL,
        ManagerRequest = MANAGER_REQUEST,
        HighRiskFinding = HIGH_RISK_FINDING,
        RefundOverLimit = REFUND_OVER_LIMIT,
    }
    core::Warning => Warning: "What is worth a look before a draft is sent; it does not block." {
        NameFallback = NAME_FALLBACK,
        AlreadyAnswered = ALREADY_ANSWERED,
        HighRiskMention = HIGH_RISK_MENTION,
        RefundAmountUnverified = REFUND_AMOUNT_UNVERIFIED,
        RefundAmountUnknown = REFUND_AMOUNT_UNKNOWN,
        TrackingMissing = TRACKING_MISSING,
    }
    core::FollowUpKind => FollowUpKind: "What is due after a decision." {
        Acknowledgement = ACKNOWLEDGEMENT,
        OperatorReminder = OPERATOR_REMINDER,
        ManagerAcknowledgement = MANAGER_ACKNOWLEDGEMENT,
        ManagerUpdate = MANAGER_UPDATE,
    }
    core::ResolutionBasis => ResolutionBasis: "What allows a conversation to be closed (SOP-CX-004)." {
        CustomerConfirmed = CUSTOMER_CONFIRMED,
        Quiet48h = QUIET_48H,
    }
    core::ResolutionBlocker => ResolutionBlocker: "What stands against closing a conversation." {
        RefundPending = REFUND_PENDING,
        ReturnInProgress = RETURN_IN_PROGRESS,
        FollowUpPromised = FOLLOW_UP_PROMISED,
    }
    core::EscalationReason => EscalationReason: "SOP-CX-003's valid reasons for an escalation." {
        PolicyException = POLICY_EXCEPTION,
        RefundOverLimit = REFUND_OVER_LIMIT,
        LegalOrFraud = LEGAL_OR_FRAUD,
        AbusiveLanguage = ABUSIVE_LANGUAGE,
        Other = OTHER,
    }
    core::RefusalBlocker => RefusalBlocker: "One thing that stands against an action." {
        BlankReply = BLANK_REPLY,
        MalformedOperatorEmail = MALFORMED_OPERATOR_EMAIL,
        MissingActor = MISSING_ACTOR,
        InvalidGrades = INVALID_GRADES,
        MissingReasonText = MISSING_REASON_TEXT,
        InvalidActorId = INVALID_ACTOR_ID,
        InvalidId = INVALID_ID,
        StaleDraft = STALE_DRAFT,
        NoSuggestion = NO_SUGGESTION,
        EscalationLabel = ESCALATION_LABEL,
        ManagerRequest = MANAGER_REQUEST,
        HighRiskFinding = HIGH_RISK_FINDING,
        RefundOverLimit = REFUND_OVER_LIMIT,
        RefundPending = REFUND_PENDING,
        ReturnInProgress = RETURN_IN_PROGRESS,
        FollowUpPromised = FOLLOW_UP_PROMISED,
        NotConfirmed = NOT_CONFIRMED,
    }
    core::HealthCode => HealthCode: "What a health alert is about." {
        ApiResponseSlow = API_RESPONSE_SLOW,
        SlaBreachesUp = SLA_BREACHES_UP,
        TemplateFailures = TEMPLATE_FAILURES,
        ConversationListSlow = CONVERSATION_LIST_SLOW,
    }
    core::Severity => Severity: "How bad a health alert is." {
        Warning = WARNING,
        Critical = CRITICAL,
    }
    core::IntervalReason => IntervalReason: "Why a stretch of time counts or does not." {
        Open = OPEN,
        Closed = CLOSED,
        Holiday = HOLIDAY,
        Break = BREAK,
        Paused = PAUSED,
        BeforeStart = BEFORE_START,
    }
}

//! Why an action is refused.

use serde::{Deserialize, Serialize};

use crate::policy::Blocker;
use crate::resolution::ResolutionBlocker;

/// Why an action is refused: a code, every blocker by name, and a sentence.
///
/// It holds none of the customer's words, nor of the operator's.
///
/// | blocker | code | pointer | a reason overrides it |
/// |---|---|---|---|
/// | `blank_reply` | `blank_reply` | `/reply` | no |
/// | `malformed_operator_email` | `malformed_operator_email` | `/operatorEmail` | no |
/// | `missing_actor` | `missing_actor` | `/actor` | no |
/// | `invalid_grades` | `invalid_input` | `/grades` | no |
/// | `missing_reason_text` | `invalid_input` | `/reasonText` | no |
/// | `blank_hand_off` | `invalid_input` | `/handOff` | no |
/// | `invalid_actor_id` | `invalid_input` | `/actorId` | no |
/// | `invalid_id` | `invalid_input` | `/id` | no |
/// | `stale_draft` | `stale_draft` | `/seenMessageId` | yes |
/// | `already_resolved` | `already_resolved` | – | yes |
/// | `no_suggestion` | `blocked_approval` | – | yes |
/// | `escalation_label` | `blocked_approval` | – | yes |
/// | `manager_request` | `blocked_approval` | – | yes |
/// | `high_risk_finding` | `blocked_approval` | – | yes |
/// | `refund_over_limit` | `blocked_approval` | – | yes |
/// | `refund_amount_unverified` | `blocked_approval` | – | yes |
/// | `policy_exception` | `blocked_approval` | – | yes |
/// | `cannot_reply` | `blocked_approval` | – | yes |
/// | `language_unread` | `blocked_approval` | – | yes |
/// | `refund_pending` | `resolution_not_allowed` | – | yes |
/// | `return_in_progress` | `resolution_not_allowed` | – | yes |
/// | `follow_up_promised` | `resolution_not_allowed` | – | yes |
/// | `high_risk_open` | `resolution_not_allowed` | – | yes |
/// | `escalation_open` | `resolution_not_allowed` | – | yes |
/// | `not_confirmed` | `resolution_not_allowed` | – | yes |
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[error("{detail} ({code})")]
pub struct Refusal {
    /// What kind of refusal it is: that of the first blocker.
    pub code: RefusalCode,
    /// The key of the input that it is about, as a JSON Pointer; absent where it is about the
    /// conversation.
    pub pointer: Option<String>,
    /// Everything that stands against the action, in the order of [`RefusalBlocker::ALL`]; what
    /// the operator overrides is not among it.
    pub blockers: Vec<RefusalBlocker>,
    /// What stands against it, for people: lower case, one sentence, no full stop.
    pub detail: String,
}

impl Refusal {
    /// The refusal that `blockers` give; absent where there are none.
    pub(super) fn of(mut blockers: Vec<RefusalBlocker>) -> Option<Self> {
        blockers.sort_unstable();
        blockers.dedup();
        let first = *blockers.first()?;
        let sentences: Vec<&str> = blockers.iter().map(|blocker| blocker.meaning()).collect();
        let pointer = first.pointer().map(str::to_owned);
        Some(Self { code: first.code(), pointer, detail: sentences.join("; "), blockers })
    }
}

wire_catalogue! {
    /// What kind of refusal it is. The first four cannot be overridden.
    pub enum RefusalCode {
        BlankReply = "blank_reply": "the reply is blank",
        MalformedOperatorEmail = "malformed_operator_email": "the operator's e-mail address is not one",
        MissingActor = "missing_actor": "nothing says who acts",
        InvalidInput = "invalid_input": "a value of the input is not one of those allowed",
        StaleDraft = "stale_draft": "the operator has not seen the contact's newest message",
        AlreadyResolved = "already_resolved": "the conversation is resolved",
        BlockedApproval = "blocked_approval": "the reply may not be sent",
        ResolutionNotAllowed = "resolution_not_allowed": "the conversation may not be closed",
    }
}

wire_catalogue! {
    /// One thing that stands against an action.
    pub enum RefusalBlocker {
        BlankReply = "blank_reply": "there is no text to send",
        MalformedOperatorEmail = "malformed_operator_email": "the operator's e-mail address is not one",
        MissingActor = "missing_actor": "neither actor, operator e-mail nor shop says who acts",
        InvalidGrades = "invalid_grades": "a grade lies outside 1 to 5",
        MissingReasonText = "missing_reason_text": "another reason to escalate is not said in words",
        BlankHandOff = "blank_hand_off": "a part of the hand-off note is blank",
        InvalidActorId = "invalid_actor_id": "the actor's id is not positive",
        InvalidId = "invalid_id": "the id that is given is blank or holds a control character",
        StaleDraft = "stale_draft": "the operator has not seen the contact's newest message",
        AlreadyResolved = "already_resolved": "the conversation is resolved",
        NoSuggestion = "no_suggestion": "there is no draft",
        EscalationLabel = "escalation_label": "the conversation is with a manager",
        ManagerRequest = "manager_request": "the customer asks for a manager",
        HighRiskFinding = "high_risk_finding": "there is high-risk language",
        RefundOverLimit = "refund_over_limit": "the refund is over the limit",
        RefundAmountUnverified = "refund_amount_unverified": "the refund's amount cannot be held against a limit",
        PolicyException = "policy_exception": "an exception to policy is asked for",
        CannotReply = "cannot_reply": "the channel takes no reply now",
        LanguageUnread = "language_unread": "the customer writes in a language that is not read",
        RefundPending = "refund_pending": "a refund is under way",
        ReturnInProgress = "return_in_progress": "a return is under way",
        FollowUpPromised = "follow_up_promised": "a follow-up was promised and has not come yet",
        HighRiskOpen = "high_risk_open": "nobody has escalated what is of high risk",
        EscalationOpen = "escalation_open": "a manager still owes an acknowledgement or an update",
        NotConfirmed = "not_confirmed": "the customer has neither confirmed nor been silent long enough after a reply",
    }
}

impl RefusalBlocker {
    /// The kind of refusal that it gives.
    #[must_use]
    pub const fn code(self) -> RefusalCode {
        match self {
            Self::BlankReply => RefusalCode::BlankReply,
            Self::MalformedOperatorEmail => RefusalCode::MalformedOperatorEmail,
            Self::MissingActor => RefusalCode::MissingActor,
            Self::InvalidGrades
            | Self::MissingReasonText
            | Self::BlankHandOff
            | Self::InvalidActorId
            | Self::InvalidId => RefusalCode::InvalidInput,
            Self::StaleDraft => RefusalCode::StaleDraft,
            Self::AlreadyResolved => RefusalCode::AlreadyResolved,
            Self::NoSuggestion
            | Self::EscalationLabel
            | Self::ManagerRequest
            | Self::HighRiskFinding
            | Self::RefundOverLimit
            | Self::RefundAmountUnverified
            | Self::PolicyException
            | Self::CannotReply
            | Self::LanguageUnread => RefusalCode::BlockedApproval,
            Self::RefundPending
            | Self::ReturnInProgress
            | Self::FollowUpPromised
            | Self::HighRiskOpen
            | Self::EscalationOpen
            | Self::NotConfirmed => RefusalCode::ResolutionNotAllowed,
        }
    }

    /// Whether a reason overrides it: whatever stands in the conversation, but nothing that is
    /// wrong with the input itself.
    #[must_use]
    pub const fn can_be_overridden(self) -> bool {
        matches!(
            self.code(),
            RefusalCode::StaleDraft
                | RefusalCode::AlreadyResolved
                | RefusalCode::BlockedApproval
                | RefusalCode::ResolutionNotAllowed
        )
    }

    const fn pointer(self) -> Option<&'static str> {
        match self {
            Self::BlankReply => Some("/reply"),
            Self::MalformedOperatorEmail => Some("/operatorEmail"),
            Self::MissingActor => Some("/actor"),
            Self::InvalidGrades => Some("/grades"),
            Self::MissingReasonText => Some("/reasonText"),
            Self::BlankHandOff => Some("/handOff"),
            Self::InvalidActorId => Some("/actorId"),
            Self::InvalidId => Some("/id"),
            Self::StaleDraft => Some("/seenMessageId"),
            _ => None,
        }
    }
}

impl From<Blocker> for RefusalBlocker {
    fn from(blocker: Blocker) -> Self {
        match blocker {
            Blocker::NoSuggestion => Self::NoSuggestion,
            Blocker::EscalationLabel => Self::EscalationLabel,
            Blocker::ManagerRequest => Self::ManagerRequest,
            Blocker::HighRiskFinding => Self::HighRiskFinding,
            Blocker::RefundOverLimit => Self::RefundOverLimit,
            Blocker::RefundAmountUnverified => Self::RefundAmountUnverified,
            Blocker::PolicyException => Self::PolicyException,
            Blocker::CannotReply => Self::CannotReply,
            Blocker::LanguageUnread => Self::LanguageUnread,
        }
    }
}

impl From<ResolutionBlocker> for RefusalBlocker {
    fn from(blocker: ResolutionBlocker) -> Self {
        match blocker {
            ResolutionBlocker::RefundPending => Self::RefundPending,
            ResolutionBlocker::ReturnInProgress => Self::ReturnInProgress,
            ResolutionBlocker::FollowUpPromised => Self::FollowUpPromised,
            ResolutionBlocker::HighRiskOpen => Self::HighRiskOpen,
            ResolutionBlocker::EscalationOpen => Self::EscalationOpen,
        }
    }
}

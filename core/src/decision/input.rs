//! What an operator asks for.

use serde::{Deserialize, Serialize};

use super::json_text::JsonText;
use crate::conversation::{CustomerText, Id, nullable, optional_object};
use crate::diagnostic::{Code, Diagnostic, Keyed, from_json};
use crate::name::is_blank;

/// Declares the input of an action: its own fields first, then those that every action has.
macro_rules! input {
    (
        $(#[$meta:meta])*
        pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// The operator's e-mail address; absent where the service knows only the shop.
            ///
            /// It has one `@`, at most 254 bytes and no blank, control or invisible character.
            /// Before the `@` stand at most 64 bytes of any characters but `<>()[]\,;:"`, with no
            /// dot at an end or beside another; behind it a host of labels between dots, each of
            /// letters (of any script), digits and hyphens inside, at most 63 bytes.
            #[serde(default)]
            pub operator_email: Option<String>,
            /// Who acts; absent: the operator's e-mail, else the shop.
            #[serde(default)]
            pub actor: Option<String>,
            /// The operator in the numbering of [`Message::sender_id`](crate::Message::sender_id):
            /// it tells a manager's note from the operator's own. One that is not positive is refused
            /// (`invalid_actor_id`), with whatever else stands against the action.
            #[serde(default)]
            pub actor_id: Option<i64>,
            /// The shop's domain.
            #[serde(default)]
            pub shop_domain: Option<String>,
            /// What the operator adds; it becomes the event's rationale. A blank one is none.
            #[serde(default)]
            pub note: Option<CustomerText>,
            /// The newest message that the operator has seen. Given, it must be the contact's
            /// newest public one or stand behind it in the conversation, else the draft is stale;
            /// absent, nothing is compared.
            #[serde(default)]
            pub seen_message_id: Option<Id>,
            /// Why to act against what stands against it; blank, and invisible characters alone,
            /// are the same as absent. Who may override is the service's to check.
            #[serde(default)]
            pub override_reason: Option<CustomerText>,
            /// Where the evidence lies.
            #[serde(default)]
            pub evidence_url: Option<String>,
            /// The event's id, not blank and without control characters; absent: derived, so that
            /// a retry has the same.
            #[serde(default)]
            pub id: Option<String>,
        }

        impl $name {
            /// Reads the input from a JSON document (camelCase).
            ///
            /// # Errors
            /// The first problem, with its place: a key that is not known included.
            pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
                from_json(json.as_ref()).map(|Keyed(input)| input)
            }

            pub(super) fn request(&self) -> Request<'_> {
                Request {
                    operator_email: self.operator_email.as_deref(),
                    actor: self.actor.as_deref(),
                    actor_id: self.actor_id,
                    shop_domain: self.shop_domain.as_deref(),
                    note: self.note.as_ref(),
                    seen_message_id: self.seen_message_id,
                    override_reason: self.override_reason.as_ref(),
                    evidence_url: self.evidence_url.as_deref(),
                    id: self.id.as_deref(),
                }
            }
        }
    };
}

/// What every action has in common.
pub(super) struct Request<'a> {
    pub(super) operator_email: Option<&'a str>,
    pub(super) actor: Option<&'a str>,
    pub(super) actor_id: Option<i64>,
    pub(super) shop_domain: Option<&'a str>,
    pub(super) note: Option<&'a CustomerText>,
    pub(super) seen_message_id: Option<Id>,
    pub(super) override_reason: Option<&'a CustomerText>,
    pub(super) evidence_url: Option<&'a str>,
    pub(super) id: Option<&'a str>,
}

input! {
    /// An operator approves a reply (SOP-CX-002).
    #[derive(Default)]
    pub struct ApproveSend {
        /// The reply to send; absent: the suggestion as it is. A blank one refuses.
        #[serde(default)]
        pub reply: Option<CustomerText>,
        /// Whether the reply came from a model.
        #[serde(default, deserialize_with = "nullable")]
        pub ai_suggestion_used: bool,
        /// What the service keeps of the model's suggestion; recorded only where it was used.
        #[serde(default)]
        pub ai_suggestion: Option<JsonText>,
        /// How the operator grades the suggestion.
        #[serde(default, deserialize_with = "optional_object")]
        pub grades: Option<Grades>,
    }
}

input! {
    /// An operator hands a conversation to a manager (SOP-CX-003).
    pub struct Escalate {
        /// Why.
        pub reason: EscalationReason,
        /// Why, in words; required where the reason is another one.
        #[serde(default)]
        pub reason_text: Option<CustomerText>,
        /// What the manager has to know.
        #[serde(default, deserialize_with = "optional_object")]
        pub hand_off: Option<HandOff>,
    }
}

input! {
    /// An operator closes a conversation (SOP-CX-004).
    #[derive(Default)]
    pub struct MarkResolved {}
}

impl Escalate {
    /// An escalation of which only the reason is stated.
    #[must_use]
    pub fn new(reason: EscalationReason) -> Self {
        Self {
            reason,
            reason_text: None,
            hand_off: None,
            operator_email: None,
            actor: None,
            actor_id: None,
            shop_domain: None,
            note: None,
            seen_message_id: None,
            override_reason: None,
            evidence_url: None,
            id: None,
        }
    }
}

/// How an operator grades a suggestion, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grades {
    /// Whether it sounds right.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 5)))]
    pub tone: u8,
    /// Whether it is true.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 5)))]
    pub accuracy: u8,
    /// Whether it follows the shop's policy.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 5)))]
    pub policy: u8,
}

impl Grades {
    /// Grades from 1 to 5.
    ///
    /// # Errors
    /// [`Code::OutOfRange`] for another number.
    pub fn new(tone: u8, accuracy: u8, policy: u8) -> Result<Self, Diagnostic> {
        let grades = Self { tone, accuracy, policy };
        let problem = || Diagnostic::new(Code::OutOfRange, "expected grades from 1 to 5");
        grades.are_valid().then_some(grades).ok_or_else(problem)
    }

    pub(super) fn are_valid(self) -> bool {
        [self.tone, self.accuracy, self.policy].iter().all(|grade| (1..=5).contains(grade))
    }
}

wire_enum! {
    /// SOP-CX-003's valid reasons for an escalation.
    pub enum EscalationReason {
        /// An exception to policy is asked for.
        PolicyException = "policy_exception",
        /// The refund is over the limit.
        RefundOverLimit = "refund_over_limit",
        /// A legal concern, or a suspicion of fraud.
        LegalOrFraud = "legal_or_fraud",
        /// The customer is abusive.
        AbusiveLanguage = "abusive_language",
        /// The customer asks for a manager.
        ManagerRequest = "manager_request",
        /// There is no draft.
        SuggestionMissing = "suggestion_missing",
        /// A dispute with the bank.
        Chargeback = "chargeback",
        /// A threat of violence, or of self-harm.
        Threat = "threat",
        /// Another one, said in words.
        Other = "other",
    }
}

/// The note to the manager ("internal note summarizing issue + customer expectation").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandOff {
    /// What it is about.
    pub issue: CustomerText,
    /// What the customer expects.
    pub customer_expectation: CustomerText,
}

impl HandOff {
    /// What it is about, and what the customer expects.
    pub fn new(
        issue: impl Into<CustomerText>,
        customer_expectation: impl Into<CustomerText>,
    ) -> Self {
        Self { issue: issue.into(), customer_expectation: customer_expectation.into() }
    }

    pub(super) fn has_blank_part(&self) -> bool {
        let parts = [&self.issue, &self.customer_expectation];
        parts.iter().any(|part| part.as_str().chars().all(is_blank))
    }
}

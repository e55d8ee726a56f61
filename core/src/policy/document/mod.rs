//! The policy document: every number, name and word list that a decision depends on.

mod codes;
mod health;
mod people;
mod sla;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::load::Origin;
use crate::conversation::Status;
use crate::lexicon::SharedLanguage;
use crate::name::CustomerNamePolicy;
use crate::template::{TemplateFormat, TemplateSyntax};

pub use codes::{Blocker, EscalationLevel, ReasonCode, Warning};
pub use health::{
    ApiResponseHealth, ConversationListHealth, HealthPolicy, IntegrationHealth, RateLimitHealth,
    Severity, SlaBreachHealth, TemplateFailureHealth,
};
pub use people::{LevelPolicy, LevelsPolicy, PeoplePolicy};
use sla::yes;
pub use sla::{CalendarFor, RapidReopen, ReplyWindowPolicy, SlaMetricPolicy, SlaPolicy, SlaTarget};

/// A policy: the runbook's rules as data, in TOML or JSON.
///
/// All fields are public: a service may change one of a policy it has and compile the result.
/// Durations are in
/// minutes, amounts in minor units. The two policies that ship are [`Policy::runbook`] and
/// [`Policy::hotdash_2025_10`].
///
/// ```
/// use cx_triage::Policy;
///
/// let policy = Policy::from_json(
///     r#"{"extends": "runbook", "name": "ours", "sla": {"target_minutes": 45}}"#,
/// )?;
/// assert_eq!(policy.sla.target_minutes, 45);
/// assert_eq!(policy.priority.p1_overdue_minutes, Policy::runbook().priority.p1_overdue_minutes);
/// # Ok::<(), cx_triage::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The policy's name, as it stands in each assessment and event.
    pub name: String,
    /// The document's version, chosen by its author.
    pub version: String,
    /// When a conversation breaches its SLA (SOP-CX-001).
    pub sla: SlaPolicy,
    /// How breaches and causes become priorities (SOP-CX-001).
    pub priority: PriorityPolicy,
    /// The labels that mean something.
    pub labels: LabelPolicy,
    /// Agents who count as managers or as bots.
    #[serde(default)]
    pub people: PeoplePolicy,
    /// What the levels of the escalation ladder are called (SOP-CX-001).
    #[serde(default)]
    pub levels: LevelsPolicy,
    /// The titles of the SOPs by their ids.
    #[serde(default = "people::sops")]
    pub sops: BTreeMap<String, String>,
    /// Until when channels take replies; the first of a channel counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_windows: Vec<ReplyWindowPolicy>,
    /// Reasons to act, in the order in which they are listed. A reason that is not in the table
    /// is never given.
    pub reasons: Vec<ReasonRule>,
    /// Limits that escalate (SOP-CX-001, SOP-CX-003).
    pub escalation: EscalationPolicy,
    /// What stands against sending a draft, and what is worth a look (SOP-CX-002).
    pub approval: ApprovalPolicy,
    /// How the customer is named in a reply.
    pub customer_name: CustomerNamePolicy,
    /// Which reply is drafted (SOP-CX-002).
    pub reply: ReplyPolicy,
    /// The replies that can be drafted.
    pub templates: Vec<TemplateDocument>,
    /// What is due after a decision.
    pub follow_up: FollowUpPolicy,
    /// When a conversation may be closed (SOP-CX-004).
    pub resolution: ResolutionPolicy,
    /// What an event of the decision log says (runbook, "Decision Logging").
    pub decisions: DecisionPolicy,
    /// When the integration's health is worth an alert (runbook, "Integration Monitoring").
    pub health: HealthPolicy,
    /// The languages of `language` that are read; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The words of each language: topics, high-risk language, confirmations.
    #[serde(default)]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "BTreeMap<String, crate::lexicon::LanguageDocument>")
    )]
    pub language: BTreeMap<String, SharedLanguage>,
    /// Where it was read from.
    #[serde(skip)]
    pub(super) origin: Origin,
}

/// How breaches and causes become priorities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PriorityPolicy {
    /// Only conversations in these states are surfaced.
    pub surfaced_statuses: Vec<Status>,
    /// Overdue by more than this is p1; exactly this long is p2.
    pub p1_overdue_minutes: i64,
    /// A p2 conversation is answered within this time of its breach.
    pub p2_respond_minutes: i64,
    /// A p3 conversation is reviewed within this time of its earliest cause.
    pub p3_respond_minutes: i64,
}

/// The labels that mean something, and how they are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LabelPolicy {
    /// How a label of a conversation is compared with one of the policy.
    #[serde(rename = "match")]
    pub matching: LabelMatch,
    /// Escalated to a manager.
    pub escalation: Vec<String>,
    /// A complex issue.
    #[serde(default)]
    pub complex: Vec<String>,
    /// An exception to policy is asked for.
    #[serde(default)]
    pub policy_exception: Vec<String>,
    /// A refund is under way.
    #[serde(default)]
    pub refund_pending: Vec<String>,
    /// A return is under way.
    #[serde(default)]
    pub return_in_progress: Vec<String>,
    /// A follow-up was promised.
    #[serde(default)]
    pub follow_up_promised: Vec<String>,
}

wire_enum! {
    /// How labels are compared.
    pub enum LabelMatch {
        /// Without blanks around them and without regard to case.
        TrimmedIgnoreCase = "trimmed_ignore_case",
        /// Without regard to case; blanks count.
        IgnoreCase = "ignore_case",
    }
}

/// One row of the table of reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonRule {
    /// The reason.
    pub code: ReasonCode,
    /// Who must act.
    pub level: EscalationLevel,
    /// Whether it is p1 until the conversation is escalated.
    #[serde(default)]
    pub immediate: bool,
    /// Whether it surfaces a conversation by itself, at least as p3.
    pub surfaces: bool,
    /// The SOP that asks for it.
    pub sop: String,
}

/// Limits that escalate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EscalationPolicy {
    /// More contact messages than this without a public agent reply make a complex issue; absent:
    /// only the label does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complex_contact_messages: Option<u32>,
    /// A contact message that came within this time of the last that counted does not count for
    /// the limit above; inclusive.
    #[serde(default = "two")]
    pub complex_gap_minutes: i64,
    /// Whether logged escalations tell how an escalation label is to be read: one that is missing
    /// counts while the escalation is open, one of an earlier episode does not. False: the label
    /// alone counts.
    #[serde(default = "yes")]
    pub read_decisions: bool,
    /// A refund of more than this is a reason to escalate; absent, and without `refund_limits`:
    /// none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_limit: Option<RefundLimit>,
    /// The same for further currencies, one limit each. An amount in a currency without a limit
    /// cannot be held against one, where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund_limits: Vec<RefundLimit>,
    /// The currency of a bare `$`.
    pub dollar: String,
}

/// The largest refund that needs no manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundLimit {
    /// In the currency's minor unit; exactly this much is within the limit.
    pub amount_minor: i64,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// What stands against sending a draft, and what is worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApprovalPolicy {
    /// What blocks, in the order in which it is listed.
    pub blocked_by: Vec<Blocker>,
    /// What is warned of, in the order in which it is listed.
    pub warnings: Vec<Warning>,
}

/// Which reply is drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReplyPolicy {
    /// The text that is looked at.
    pub text: ReplyText,
    /// Only this many of the newest messages are looked at; 0 is all.
    #[serde(default)]
    pub window_messages: u32,
    /// Whether labels are asked before the text or only where it says nothing.
    pub labels: LabelOrder,
    /// Whether a topic's label is the whole of a conversation's label or a part of it.
    pub label_match: TopicLabelMatch,
    /// Whether a draft is made even where the customer wrote nothing.
    #[serde(default)]
    pub always: bool,
    /// What a template may hold.
    pub syntax: TemplateSyntax,
    /// What a reply is.
    pub format: TemplateFormat,
    /// Topics with their template, in the order in which they are tried.
    pub topics: Vec<TopicRule>,
    /// The template where no topic applies.
    pub otherwise: String,
    /// The language that the templates' `body` is written in (`en`); a reply to a customer who writes
    /// in another is one of `bodies`, or has the warning `reply_language`.
    #[serde(default = "english")]
    pub language: String,
    /// What templates may name beside `name`, each with what stands there where the conversation's
    /// `variables` do not say it: `order = "your order"`. Empty is allowed, for `#if`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
    /// By language the same for replies in that language, `name` included:
    /// `fallbacks.es = { name = "cliente", order = "su pedido" }`. What is absent stands as in
    /// `variables` and `customer_name.fallback`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fallbacks: BTreeMap<String, BTreeMap<String, String>>,
}

fn english() -> String {
    "en".to_owned()
}

wire_enum! {
    /// The text that decides the topic.
    pub enum ReplyText {
        /// What the contact wrote since the last public agent reply, the newest message first; the
        /// first that carries a cue decides.
        UnansweredRun = "unanswered_run",
        /// The contact's newest message alone.
        LatestContactMessage = "latest_contact_message",
    }
}

wire_enum! {
    /// When labels decide the topic.
    pub enum LabelOrder {
        /// Where the text carries no cue.
        AfterText = "after_text",
        /// For each topic in turn, before its cues.
        BeforeText = "before_text",
    }
}

wire_enum! {
    /// How a topic's label is found.
    pub enum TopicLabelMatch {
        /// It is the whole label.
        Whole = "whole",
        /// It stands anywhere in a label.
        Contains = "contains",
    }
}

/// A topic's template and labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TopicRule {
    /// The topic's id, as cues of the languages name it (`topic`) and answers say it: `warranty`.
    pub id: String,
    /// The template that is drafted.
    pub template: String,
    /// Labels that name the topic.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// A reply that can be drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateDocument {
    /// The template's id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Its text, with `{{name}}` and the variables of `reply.variables`.
    pub body: String,
    /// Its text in other languages, by their codes (`es`, `pt-BR`): it says and promises the same, so
    /// who gives a template another `body` looks at these too. An empty text takes out that of the
    /// policy that is extended.
    /// A template that gives a `body` of its own takes none over from the policy that it extends.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bodies: BTreeMap<String, String>,
    /// What it is for.
    #[serde(default)]
    pub use_cases: Vec<String>,
    /// Whether it promises to come back to the customer.
    #[serde(default)]
    pub promises_follow_up: bool,
    /// Whether it offers a refund: the warning `refund_amount_unknown` asks for an amount that nobody
    /// knows.
    #[serde(default)]
    pub offers_refund: bool,
    /// Whether it tells where a parcel is: the warning `tracking_missing` asks for a link.
    #[serde(default)]
    pub tells_tracking: bool,
    /// The operator is reminded this many minutes after it was sent; absent: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder_minutes: Option<i64>,
}

/// What is due after a decision. A part that is absent is never due.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUpPolicy {
    /// The customer reacts to an approved reply within this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledgement_minutes: Option<i64>,
    /// A manager acknowledges an escalation within this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager_acknowledgement_minutes: Option<i64>,
    /// A manager resolves an escalation or tells the customer more within this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager_update_minutes: Option<i64>,
}

/// When a conversation may be closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolutionPolicy {
    /// The contact has been silent for this long after a reply that promises nothing; inclusive.
    pub quiet_minutes: i64,
    /// Whether promises in an agent's own words count (the language's `promises`), beside those of
    /// the templates.
    #[serde(default = "yes")]
    pub read_promises: bool,
}

const fn two() -> i64 {
    2
}

/// What an event of the decision log says where the operator says nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionPolicy {
    /// The part of the log that the events belong to.
    pub scope: String,
    /// The label that an escalation writes, beside those that the conversation has.
    pub escalation_label: String,
    /// Whether a resolution answers with the conversation's labels without the escalation labels
    /// (true where it is absent), so that the next matter does not start as an escalated one.
    #[serde(default = "yes")]
    pub drop_escalation_label: bool,
    /// Why it was done, where the operator left no note.
    pub rationale: RationalePolicy,
}

/// Why something was done, where the operator left no note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RationalePolicy {
    /// An approved reply that came from a model.
    pub ai_suggestion: String,
    /// An approved reply that came from a template.
    pub template_reply: String,
    /// An escalation.
    pub escalate: String,
    /// A resolution.
    pub mark_resolved: String,
}

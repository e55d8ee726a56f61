//! The answer: what there is to know about a conversation at a time, with reasons.

use serde::{Deserialize, Serialize};

use crate::conversation::{CustomerText, Id, Status, Timestamp};
use crate::follow_up::FollowUp;
use crate::name::{NameProblem, NameSource};
use crate::policy::{Blocker, EscalationLevel, ReasonCode, Warning};
use crate::resolution::Resolution;
use crate::risk::RiskFinding;
use crate::sla::{Priority, Sla, SlaMetric};

/// The version of the assessment document, raised when a key is renamed, removed or changes its
/// meaning.
pub const ASSESSMENT_SCHEMA_VERSION: u32 = 2;

/// What an engine says of one conversation at one time.
///
/// As JSON ([`Assessment::to_json`]) its keys stand in the order of the fields; what is absent
/// is null.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The version of this document: [`ASSESSMENT_SCHEMA_VERSION`].
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 2)))]
    pub schema_version: u32,
    /// The conversation's number.
    pub conversation_id: Id,
    /// The time that was given.
    pub assessed_at: Timestamp,
    /// The policy that decided.
    pub policy: PolicyReference,
    /// The version of the library that decided.
    pub engine_version: String,
    /// Where the conversation stands in Chatwoot.
    pub status: Status,
    /// Its labels, as they are.
    pub labels: Vec<String>,
    /// Whether it belongs on the list of conversations to act on: open or pending, with a
    /// priority.
    pub surfaced: bool,
    /// How urgent it is; absent where it is not surfaced.
    pub priority: Option<Priority>,
    /// By when to act; absent where it is not surfaced.
    pub respond_by: Option<Timestamp>,
    /// The SLA clock.
    pub sla: Sla,
    /// The policy's further clocks, in its order; as JSON the key is there only if the policy has
    /// any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<SlaMetric>,
    /// Who must act.
    pub escalation: Escalation,
    /// Every reason to act, in the policy's order, surfaced or not.
    pub reasons: Vec<Reason>,
    /// High-risk language, in the order of the messages and of the places in them.
    pub risk: Vec<RiskFinding>,
    /// How the customer is named.
    pub customer: Customer,
    /// The reply that is drafted.
    pub suggestion: Option<Suggestion>,
    /// Whether the draft may be sent.
    pub approval: Approval,
    /// What is due after earlier decisions and not yet done.
    pub follow_ups: Vec<FollowUp>,
    /// Whether the conversation may be closed.
    pub resolution: Resolution,
    /// When the newest message of any kind was written, else when the conversation was opened.
    pub last_message_at: Timestamp,
    /// The first later millisecond at which the same conversation, untouched, is assessed
    /// differently (`assessedAt`, `elapsedMs`, `overdueMs` and `remainingMs` aside); absent if
    /// never.
    pub next_change_at: Option<Timestamp>,
    /// The channel that the conversation came in by (Chatwoot: inbox).
    pub inbox_id: Option<Id>,
    /// The team which it is assigned to.
    pub team_id: Option<Id>,
    /// The agent whom it is assigned to.
    pub assignee_id: Option<Id>,
    /// The language of the contact's latest messages, such as `en`; absent where it is not told.
    pub language: Option<String>,
    /// Whether earlier messages may be missing.
    pub partial: bool,
    /// Until when the channel takes a reply; absent where the policy knows no end of it.
    pub reply_window: Option<ReplyWindow>,
    /// The present episode: what happened since the latest resolution.
    pub episode: Episode,
}

impl Assessment {
    /// The document, without blanks, keys in fixed order: the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }
}

/// Which policy decided.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyReference {
    /// The policy's name.
    pub name: String,
    /// The document's version.
    pub version: String,
    /// The SHA-256 of its canonical form: [`Policy::fingerprint`](crate::Policy::fingerprint).
    pub fingerprint: String,
}

/// Who must act, and whether at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Escalation {
    /// The highest level of all reasons; l1 without any.
    pub level: EscalationLevel,
    /// Whether one of the reasons asks for immediate escalation and none came since.
    pub immediate: bool,
}

/// A reason to act.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Which one.
    pub code: ReasonCode,
    /// The SOP that asks for it.
    pub sop: String,
    /// What it rests on, for people; never a customer's words, never relative to the time of the
    /// assessment.
    pub detail: String,
}

/// How the customer is named in a reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The name.
    pub name: CustomerText,
    /// Where it comes from.
    pub source: NameSource,
    /// Why the first of the contact's names is not it; absent where it is.
    pub why: Option<NameProblem>,
}

/// Until when the channel takes a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReplyWindow {
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether it has ended: from `endsAt` on.
    pub closed: bool,
}

/// What happened since the latest resolution; without one, everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Episode {
    /// When it started: at the latest resolution, else when the conversation was opened.
    pub started_at: Timestamp,
    /// Which of the conversation's it is, from 1.
    pub number: u32,
}

/// A drafted reply (SOP-CX-002).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The template.
    pub template_id: String,
    /// The template's name for people.
    pub label: String,
    /// The reply, with the customer's name in it.
    pub body: CustomerText,
    /// What the customer writes about: an id of the policy's `reply.topics`, or `other`.
    pub topic: String,
    /// What decided the topic: ids of cues, or `label:` and the label.
    pub cues: Vec<String>,
}

/// Whether a draft may be sent (SOP-CX-002).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    /// Whether nothing blocks.
    pub allowed: bool,
    /// What blocks.
    pub blockers: Vec<Blocker>,
    /// What is worth a look first; it does not block.
    pub warnings: Vec<Warning>,
}

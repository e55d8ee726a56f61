//! The document's people: who counts as a manager or a bot, and what levels and SOPs are called.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::EscalationLevel;

/// Agents whom the policy knows, by their ids in Chatwoot. They are matched against the senders of
/// agent messages and the actors of decisions alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PeoplePolicy {
    /// Agents who count as managers. Empty: any other agent than the one who escalated does.
    pub managers: Vec<i64>,
    /// Agents whose messages count as a bot's: an integration with a user's token.
    pub bots: Vec<i64>,
}

/// What a level of the escalation ladder is called, and how it is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelPolicy {
    /// The name for people: `CX Lead`.
    pub name: String,
    /// Where it is notified; absent: nowhere yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// The levels of the escalation ladder (SOP-CX-001).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LevelsPolicy {
    /// First response, template selection.
    pub l1: LevelPolicy,
    /// Escalation tag or complex issue.
    pub l2: LevelPolicy,
    /// Refunds over the limit, exceptions to policy.
    pub l3: LevelPolicy,
}

impl Default for LevelsPolicy {
    fn default() -> Self {
        let level = |name: &str| LevelPolicy { name: name.to_owned(), channel: None };
        Self { l1: level("CX Agent"), l2: level("CX Lead"), l3: level("Operations Manager") }
    }
}

impl LevelsPolicy {
    /// What a level is called.
    #[must_use]
    pub fn name(&self, level: EscalationLevel) -> &str {
        match level {
            EscalationLevel::L1 => &self.l1.name,
            EscalationLevel::L2 => &self.l2.name,
            EscalationLevel::L3 => &self.l3.name,
        }
    }
}

/// The titles of the SOPs by their ids, as the runbook has them.
pub(super) fn sops() -> BTreeMap<String, String> {
    [
        ("SOP-CX-001", "Conversation Triage Protocol"),
        ("SOP-CX-002", "Template Response Guidelines"),
        ("SOP-CX-003", "Manager Escalation Protocol"),
        ("SOP-CX-004", "Resolution Verification"),
    ]
    .into_iter()
    .map(|(id, title)| (id.to_owned(), title.to_owned()))
    .collect()
}

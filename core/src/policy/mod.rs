//! Policies: documents in, compiled engines out.

mod clocks;
mod compile;
mod document;
mod load;

use sha2::{Digest, Sha256};

pub(crate) use compile::{Compiled, CompiledTemplate, LabelSet};
pub use document::{
    ApiResponseHealth, ApprovalPolicy, Blocker, ConversationListHealth, DecisionPolicy,
    EscalationLevel, EscalationPolicy, FollowUpPolicy, HealthPolicy, IntegrationHealth, LabelMatch,
    LabelOrder, LabelPolicy, Policy, PriorityPolicy, RapidReopen, RateLimitHealth, RationalePolicy,
    ReasonCode, ReasonRule, RefundLimit, ReplyPolicy, ReplyText, ResolutionPolicy, Severity,
    SlaBreachHealth, SlaMetricPolicy, SlaPolicy, SlaTarget, TemplateDocument,
    TemplateFailureHealth, TopicLabelMatch, TopicRule, Warning,
};

use crate::diagnostic::Diagnostics;

impl Policy {
    /// The runbook's policy, the default (`core/policies/runbook.toml`).
    #[must_use]
    pub fn runbook() -> Self {
        load::shipped().0.clone()
    }

    /// The deployed service's policy (`core/policies/hotdash-2025-10.toml`): the answers that
    /// hotdash gave in October 2025, without the runbook's risk language, ladder and reopening.
    #[must_use]
    pub fn hotdash_2025_10() -> Self {
        load::shipped().1.clone()
    }

    /// Reads a TOML document; with `extends = "runbook"` (or `"hotdash-2025-10"`) it states only
    /// what differs. Tables are merged, lists are replaced, but a list whose entries carry an
    /// `id` or a `code` is merged entry by entry.
    ///
    /// # Errors
    /// Everything that does not fit the document's form, with places.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, Diagnostics> {
        load::from_toml(text)
    }

    /// Reads a JSON document, by the rules of [`Policy::from_toml`].
    ///
    /// # Errors
    /// Everything that does not fit the document's form, with places.
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostics> {
        load::from_json(json.as_ref())
    }

    /// The whole document in TOML, word lists included: it compiles by itself.
    #[cfg(feature = "toml")]
    #[must_use]
    pub fn to_toml(&self) -> String {
        // Every key is a string and every integer is within TOML's range: writing cannot fail.
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// The whole document in JSON, without blanks.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }

    /// The same policy with another SLA target.
    #[must_use]
    pub fn with_sla_target(mut self, minutes: i64) -> Self {
        self.sla.target_minutes = minutes;
        self
    }

    /// The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document.
    ///
    /// Two policies with the same fingerprint decide alike under the same engine version.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let canonical = serde_json_canonicalizer::to_vec(self).unwrap_or_default();
        crate::diagnostic::hex(&Sha256::digest(canonical))
    }
}

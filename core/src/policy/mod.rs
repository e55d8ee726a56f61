//! Policies: documents in, compiled engines out.
//!
//! [`Policy`] is the whole document; the other types here are its tables.

mod check;
mod clocks;
mod compile;
pub(crate) mod document;
mod engine;
mod examples;
mod fingerprint;
mod labels;
mod limits;
mod load;
mod replies;
mod variables;

pub(crate) use clocks::Metric;
pub(crate) use compile::Compiled;
pub use document::{
    ApiResponseHealth, ApprovalPolicy, CalendarFor, ConversationListHealth, DecisionPolicy,
    EscalationPolicy, FollowUpPolicy, HealthPolicy, IntegrationHealth, LabelMatch, LabelOrder,
    LabelPolicy, LevelPolicy, LevelsPolicy, PeoplePolicy, Policy, PriorityPolicy, RapidReopen,
    RateLimitHealth, RationalePolicy, ReasonRule, RefundLimit, ReplyPolicy, ReplyText,
    ReplyWindowPolicy, ResolutionPolicy, SlaBreachHealth, SlaMetricPolicy, SlaPolicy, SlaTarget,
    TemplateDocument, TemplateFailureHealth, TopicLabelMatch, TopicRule,
};
pub(crate) use document::{Blocker, EscalationLevel, ReasonCode, Warning};

pub use engine::Engine;
pub(crate) use labels::LabelSet;
pub(crate) use replies::CompiledTemplate;
pub(crate) use variables::{in_language, is_one_language, primary};

use crate::diagnostic::{Diagnostic, Diagnostics};
pub use crate::name::{CustomerNamePolicy, NameStyle};
pub use crate::template::{ReplyTemplate, TemplateFormat, TemplateSyntax};

impl Policy {
    /// The runbook's policy, the default (`core/policies/runbook.toml`).
    #[must_use]
    pub fn runbook() -> Self {
        load::runbook().clone()
    }

    /// The deployed service's policy (`core/policies/hotdash-2025-10.toml`): the answers that
    /// hotdash gave in October 2025, without the runbook's risk language, ladder and reopening.
    #[must_use]
    pub fn hotdash_2025_10() -> Self {
        load::hotdash().clone()
    }

    /// Reads a TOML document; with `extends = "runbook"` (or `"hotdash-2025-10"`) it states only
    /// what differs, under a name of its own.
    ///
    /// Tables are laid over those of the policy that is extended. A list whose entries carry an
    /// `id` or a `code` is laid over entry by entry, and `remove = true` takes an entry out. Any
    /// other list takes the place of the list that was there; [`notices`](Self::notices) then say
    /// what that dropped. A table with `add` and `remove` in the place of a list changes it:
    ///
    /// ```
    /// let policy = cx_triage::Policy::from_toml(
    ///     r#"
    ///     extends = "runbook"
    ///     name = "ours"
    ///     [labels]
    ///     escalation = { add = ["vip"], remove = ["escalated"] }
    ///     [[language.en.risk.cues]]
    ///     id = "legal.sue"
    ///     phrases = { add = ["my solicitors are on it"] }
    ///     "#,
    /// )?;
    /// assert_eq!(policy.labels.escalation, ["escalation", "vip"]);
    /// assert!(policy.notices().is_empty());
    /// # Ok::<(), cx_triage::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// Everything that does not fit the document's form, with places and lines; then also what
    /// would not compile.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, Diagnostics> {
        load::from_toml(text)
    }

    /// Reads a JSON document, by the rules of [`Policy::from_toml`].
    ///
    /// # Errors
    /// As [`Policy::from_toml`].
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Self, Diagnostics> {
        load::from_json(json.as_ref())
    }

    /// Reads a document that is TOML or JSON: JSON starts with a brace, which TOML never does.
    ///
    /// # Errors
    /// As [`Policy::from_toml`].
    #[cfg(feature = "toml")]
    pub fn from_text(text: &str) -> Result<Self, Diagnostics> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            Self::from_json(text)
        } else {
            Self::from_toml(text)
        }
    }

    /// Whether the words of a language are read.
    fn reads(&self, language: &String) -> bool {
        self.languages.is_empty() || self.languages.contains(language)
    }

    /// What an author may not have meant, though it is no error: a list that takes the place of
    /// one with other entries (`list_replaced`). Empty for a policy that was not read from a text.
    #[must_use]
    pub fn notices(&self) -> &[Diagnostic] {
        self.origin.notices()
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

    /// Runs the examples and counterexamples of all cues; how many there are.
    ///
    /// An example of a cue is a message in which it is found, and which has its topic; where the
    /// cue weighs nothing or less, a message that does not have its topic. A counterexample is the
    /// opposite.
    ///
    /// # Errors
    /// Every example that is not read so (`example_fails`); what [`Policy::compile`] refuses.
    pub fn check_examples(&self) -> Result<usize, Diagnostics> {
        examples::check(self)
    }

    /// The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document, without what is
    /// for people and tests alone: what cues are about, and their examples.
    ///
    /// Two policies with the same fingerprint decide alike under the same engine version.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint::of(self)
    }
}

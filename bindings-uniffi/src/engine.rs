//! The policy document and the engine that is compiled from it.

use std::sync::Arc;

use cx_triage::assessment::PolicyReference;
use cx_triage::decision::HandOff;
use cx_triage::language::{OperatorTexts, RiskFinding, TopicMatch};
use cx_triage::sla::SlaExplanation;
use cx_triage::{Assessment, Diagnostic, Engine as Compiled, Policy as Document, Timestamp};

use crate::conversation::Conversation;
use crate::error::TriageError;

/// A policy: every number and every word list that decides, as one document.
///
/// Never changes; safe to share between threads.
#[derive(Debug, uniffi::Object)]
pub struct Policy(Document);

#[uniffi::export]
impl Policy {
    /// The runbook's policy, the default.
    #[uniffi::constructor]
    pub fn runbook() -> Arc<Self> {
        Arc::new(Self(Document::runbook()))
    }

    /// The deployed service's policy: the answers that hotdash gave in October 2025.
    #[uniffi::constructor]
    pub fn hotdash_2025_10() -> Arc<Self> {
        Arc::new(Self(Document::hotdash_2025_10()))
    }

    /// Reads a TOML document; with `extends = "runbook"` it states only what differs.
    ///
    /// Throws everything that does not fit the document's form, at once.
    #[uniffi::constructor]
    pub fn from_toml(text: &str) -> Result<Arc<Self>, TriageError> {
        Ok(Arc::new(Self(Document::from_toml(text)?)))
    }

    /// Reads a JSON document, by the rules of `fromToml`.
    ///
    /// Throws everything that does not fit the document's form, at once.
    #[uniffi::constructor]
    pub fn from_json(json: &str) -> Result<Arc<Self>, TriageError> {
        Ok(Arc::new(Self(Document::from_json(json)?)))
    }

    /// The whole document in TOML, word lists included: it compiles by itself.
    pub fn to_toml(&self) -> String {
        self.0.to_toml()
    }

    /// The whole document in JSON, without blanks.
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The same policy with another SLA target, in minutes.
    pub fn with_sla_target(&self, minutes: i64) -> Arc<Self> {
        Arc::new(Self(self.0.clone().with_sla_target(minutes)))
    }

    /// What an author may not have meant, though it is no error.
    pub fn notices(&self) -> Vec<Diagnostic> {
        self.0.notices().to_vec()
    }

    /// Runs the examples of all cues; how many there are. Throws each that fails, at once.
    pub fn check_examples(&self) -> Result<u64, TriageError> {
        Ok(u64::try_from(self.0.check_examples()?).unwrap_or(u64::MAX))
    }

    /// The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint()
    }

    /// Compiles the policy.
    ///
    /// Throws everything in the document that does not hold together, at once.
    pub fn compile(&self) -> Result<Arc<Engine>, TriageError> {
        Ok(Arc::new(Engine(self.0.compile()?)))
    }
}

/// A compiled policy: answers about conversations, without clock, network or state.
///
/// Safe to share between threads. From Kotlin a call costs about 20 microseconds on its way,
/// whatever it carries: ask about many conversations with `assessMany`, `queue` or
/// `assessJsonLines`.
#[derive(Debug, uniffi::Object)]
pub struct Engine(pub(crate) Compiled);

#[uniffi::export]
impl Engine {
    /// What is to be said of `conversation` at `now`.
    ///
    /// There is an answer for every conversation. Messages and decisions dated after `now` count
    /// as they stand. Throws only for a time outside the years 0001 to 9999.
    pub fn assess(
        &self,
        conversation: &Conversation,
        now: Timestamp,
    ) -> Result<Assessment, TriageError> {
        Ok(self.0.assess(&conversation.0, now))
    }

    /// One assessment for each conversation, in their order. Throws only for a time outside the
    /// years 0001 to 9999.
    pub fn assess_many(
        &self,
        conversations: Vec<Arc<Conversation>>,
        now: Timestamp,
    ) -> Result<Vec<Assessment>, TriageError> {
        Ok(self.0.assess_many(conversations.iter().map(|conversation| &conversation.0), now))
    }

    /// One assessment for each conversation at a time of its own, in their order: for looking back
    /// over many. Throws for a time outside the years 0001 to 9999, and where there are not as
    /// many times as conversations.
    pub fn assess_each(
        &self,
        conversations: Vec<Arc<Conversation>>,
        times: Vec<Timestamp>,
    ) -> Result<Vec<Assessment>, TriageError> {
        cx_triage::bindings::one_time_a_row(conversations.len(), times.len())?;
        let conversations = conversations.iter().map(|conversation| &conversation.0);
        Ok(self.0.assess_each(conversations.zip(times)))
    }

    /// The triage queue: the surfaced conversations by priority, then time to respond, then time
    /// of creation, then id. Throws only for a time outside the years 0001 to 9999.
    pub fn queue(
        &self,
        conversations: Vec<Arc<Conversation>>,
        now: Timestamp,
    ) -> Result<Vec<Assessment>, TriageError> {
        Ok(self.0.queue(conversations.iter().map(|conversation| &conversation.0), now))
    }

    /// Conversation documents, one a line, to assessments, one a line, in the same order.
    ///
    /// Blank lines are passed over. A line that cannot be read gives
    /// `{"line": N, "error": {"code", "pointer", "detail"}}` and loses no other. Throws only for a
    /// time outside the years 0001 to 9999.
    pub fn assess_json_lines(&self, lines: &str, now: Timestamp) -> Result<String, TriageError> {
        Ok(self.0.assess_json_lines(lines, now))
    }

    /// Conversation documents, one a line, at a time of its own each, to assessments, one a line:
    /// for looking back. A blank line is no row and has no time; a line that cannot be read has
    /// one. Throws for a time outside the years 0001 to 9999, and where there are not as many
    /// times as lines.
    pub fn assess_json_lines_each(
        &self,
        lines: &str,
        times: Vec<Timestamp>,
    ) -> Result<String, TriageError> {
        Ok(self.0.assess_json_lines_each(lines, &times)?)
    }

    /// Why the SLA clocks of `conversation` show what they show at `now`: for the main clock and
    /// each metric that has started, which stretches of time count and which do not.
    ///
    /// Throws for a clock that has been going for more than 3,660 days, and for a time outside the
    /// years 0001 to 9999.
    pub fn explain_sla(
        &self,
        conversation: &Conversation,
        now: Timestamp,
    ) -> Result<Vec<SlaExplanation>, TriageError> {
        Ok(self.0.explain_sla(&conversation.0, now)?)
    }

    /// What the customer writes about, by one text alone.
    pub fn topic(&self, text: &str) -> TopicMatch {
        self.0.topic(text)
    }

    /// High-risk language in one text alone, in the order of the places; `messageId` is absent.
    pub fn scan(&self, text: &str) -> Vec<RiskFinding> {
        self.0.scan(text)
    }

    /// What an assessment says, in words for the operator, in the operator's language (ISO 639-1),
    /// else in English, else by its codes.
    pub fn texts(
        &self,
        assessment: Assessment,
        language: &str,
        hand_off: Option<HandOff>,
    ) -> OperatorTexts {
        self.0.texts(&assessment, language, hand_off.as_ref())
    }

    /// The conversation as a fixture: without names, e-mail addresses and numbers of people.
    pub fn redact(&self, conversation: &Conversation) -> Arc<Conversation> {
        Conversation::shared(self.0.redact(&conversation.0))
    }

    /// Which policy this engine is compiled from.
    pub fn policy_reference(&self) -> PolicyReference {
        self.0.policy_reference()
    }
}

/// The document of an explanation, without blanks, keys in fixed order: the same bytes in every
/// language. Throws only where a time was put into the record that lies outside the years 0001 to
/// 9999.
#[uniffi::export]
pub fn sla_explanation_to_json(explanation: SlaExplanation) -> Result<String, TriageError> {
    Ok(explanation.to_json())
}

/// The document of an assessment, without blanks, keys in fixed order: the same bytes in every
/// language. Throws only where a time was put into the record that lies outside the years 0001 to
/// 9999.
#[uniffi::export]
pub fn assessment_to_json(assessment: Assessment) -> Result<String, TriageError> {
    Ok(assessment.to_json())
}

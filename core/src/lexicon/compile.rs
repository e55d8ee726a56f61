//! The word lists of all languages, compiled.

use std::collections::BTreeMap;

use super::builder::Builder;
use super::document::{AmountWords, Confidence, LanguageDocument, Topic};
use super::rules::Rules;
use super::vocabulary::Vocabulary;
use crate::conversation::RiskCategory;
use crate::diagnostic::Diagnostic;

/// A cue of high-risk language, compiled.
#[derive(Debug, Clone)]
pub(crate) struct RiskEntry {
    pub(crate) id: String,
    pub(crate) category: RiskCategory,
    pub(crate) confidence: Confidence,
    pub(crate) language: u16,
}

/// A cue of a topic, compiled.
#[derive(Debug, Clone)]
pub(crate) struct TopicEntry {
    pub(crate) id: String,
    pub(crate) topic: Topic,
    pub(crate) weight: i32,
    pub(crate) language: u16,
}

/// What a language says beside its phrases.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) threshold: i64,
    pub(crate) topic_reach: usize,
    pub(crate) risk_reach: usize,
    pub(crate) amount_reach: usize,
    pub(crate) never_negated: Vec<RiskCategory>,
}

/// All languages of a policy, compiled.
pub(crate) struct Compiled {
    pub(super) vocabulary: Vocabulary,
    pub(super) rules: Rules,
    /// By word, whether it ends the reach of a negator.
    pub(super) breakers: Vec<bool>,
    /// By word, whether it announces a code.
    pub(super) before_codes: Vec<bool>,
    pub(crate) risk: Vec<RiskEntry>,
    pub(crate) topics: Vec<TopicEntry>,
    /// Lower-cased letters by topic, in the order of the topics' first cues.
    pub(crate) substrings: Vec<(Topic, Vec<String>)>,
    pub(crate) languages: Vec<Settings>,
    /// The words about money of all languages.
    pub(crate) money: AmountWords,
}

impl Compiled {
    pub(super) fn new(
        documents: &BTreeMap<String, LanguageDocument>,
        prefix: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = Builder::new(diagnostics);
        for (name, document) in documents {
            builder.add(prefix, name, document);
        }
        builder.finish()
    }

    /// How many phrases there are.
    pub(super) fn size(&self) -> usize {
        self.rules.len()
    }

    /// Whether a word ends the reach of a negator.
    pub(crate) fn is_breaker(&self, word: u16) -> bool {
        self.breakers.get(usize::from(word)).copied().unwrap_or(false)
    }

    /// Whether a word announces an order number or another code.
    pub(super) fn is_before_code(&self, word: u16) -> bool {
        self.before_codes.get(usize::from(word)).copied().unwrap_or(false)
    }
}

//! The words of a policy, compiled.

mod document;

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::Regex;

pub use document::{
    AmountWords, Confidence, ConfirmationWords, LanguageDocument, MatchMode, RiskCategory, RiskCue,
    RiskWords, SpellingWords, Topic, TopicCue, TopicWords,
};

use crate::diagnostic::{Code, Diagnostic};

/// The words of all languages of a policy.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    pub(crate) words: Arc<Words>,
}

#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) topics: Vec<(Topic, String, Regex)>,
    pub(crate) risk: Vec<(RiskCategory, String, Confidence, Regex)>,
    pub(crate) confirm: Vec<Regex>,
    pub(crate) doubt: Vec<Regex>,
}

impl Lexicon {
    pub(crate) fn compile(
        languages: &BTreeMap<String, LanguageDocument>,
        pointer: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut words = Words { topics: vec![], risk: vec![], confirm: vec![], doubt: vec![] };
        let mut read = |list: &[String], substring: bool| {
            for phrase in list {
                if phrase.trim().is_empty() {
                    problems.push(Diagnostic::at(Code::EmptyCue, pointer, "a cue is blank"));
                }
            }
            let any = list.iter().map(|p| regex::escape(p)).collect::<Vec<_>>().join("|");
            let b = if substring { "" } else { r"\b" };
            Regex::new(&format!("(?i){b}(?:{any}){b}")).ok()
        };
        for document in languages.values() {
            let substring = document.topics.match_mode == MatchMode::Substring;
            for cue in &document.topics.cues {
                words
                    .topics
                    .extend(read(&cue.phrases, substring).map(|r| (cue.topic, cue.id.clone(), r)));
            }
            for cue in &document.risk.cues {
                words.risk.extend(
                    read(&cue.phrases, false)
                        .map(|r| (cue.category, cue.id.clone(), cue.confidence, r)),
                );
            }
            if !document.confirmation.phrases.is_empty() {
                words.confirm.extend(read(&document.confirmation.phrases, false));
                words.doubt.extend(read(&document.confirmation.doubts, false));
            }
        }
        Self { words: Arc::new(words) }
    }
}

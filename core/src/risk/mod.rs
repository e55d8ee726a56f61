//! High-risk language.

use serde::{Deserialize, Serialize};

use crate::conversation::CustomerText;
use crate::lexicon::Lexicon;
pub use crate::lexicon::{Confidence, RiskCategory};

/// High-risk language at a place of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskFinding {
    /// What it is a sign of.
    pub category: RiskCategory,
    /// The cue's id.
    pub cue: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The message it stands in.
    pub message_id: Option<i64>,
    /// Where it starts, in Unicode code points of the original content.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// What stands there.
    pub matched: CustomerText,
}

pub(crate) struct RiskScan {
    pub(crate) findings: Vec<RiskFinding>,
    pub(crate) negated_mention: bool,
}

pub(crate) fn scan(lexicon: &Lexicon, text: &str) -> RiskScan {
    let mut findings = Vec::new();
    for (category, id, confidence, regex) in &lexicon.words.risk {
        for found in regex.find_iter(text) {
            let start = text.get(..found.start()).map_or(0, |t| t.chars().count());
            findings.push(RiskFinding {
                category: *category,
                cue: id.clone(),
                confidence: *confidence,
                message_id: None,
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(start + found.as_str().chars().count()).unwrap_or(u32::MAX),
                matched: found.as_str().into(),
            });
        }
    }
    findings.sort_by_key(|f| f.start);
    RiskScan { findings, negated_mention: false }
}

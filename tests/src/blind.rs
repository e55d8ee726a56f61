//! Messages of several languages that were written blind, each labelled with its topic and its
//! risk, and the figures that the word lists reach on them.

use std::path::Path;

use cx_triage::Engine;
use cx_triage::language::RiskCategory;
use serde::Deserialize;

use crate::language::{RiskTally, TopicTally};

/// A labelled message.
#[derive(Debug, Clone, Deserialize)]
pub struct BlindRow {
    /// The code of its language.
    pub lang: String,
    /// What the customer wrote.
    pub text: String,
    /// The topic that it is about.
    pub topic: String,
    /// Its category of high risk, or `benign`.
    pub risk: String,
    /// `hard` for a benign one that looks like a risk.
    #[serde(default)]
    pub kind: String,
    /// It starts with `hard:` where the set has no `kind`.
    #[serde(default)]
    pub note: String,
}

impl BlindRow {
    /// Whether it is benign and looks like a risk.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.risk == "benign" && (self.kind == "hard" || self.note.starts_with("hard"))
    }
}

/// Reads rows, one JSON document a line.
///
/// # Errors
/// A file that cannot be read, a line that is no row.
#[expect(clippy::disallowed_methods, reason = "a tool reads files")]
pub fn read_blind_rows(path: &Path) -> Result<Vec<BlindRow>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows = text.lines().filter(|line| !line.is_empty());
    rows.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The figures of a language on a set.
#[derive(Debug, Clone, Default)]
pub struct BlindTally {
    /// Topics of all rows.
    pub topics: TopicTally,
    /// High risk in all rows.
    pub risk: RiskTally,
    /// The benign rows that look like a risk.
    pub hard: RiskTally,
}

impl BlindTally {
    /// Counts what the engine answers to a row.
    pub fn add(&mut self, engine: &Engine, row: &BlindRow) {
        let (topic, scan) = engine.read(&row.text);
        let found: Vec<RiskCategory> = scan.findings.iter().map(|found| found.category).collect();
        self.topics.add(&row.topic, topic.topic.as_str());
        self.risk.add(&row.risk, &found);
        if row.is_hard() {
            self.hard.add(&row.risk, &found);
        }
    }
}

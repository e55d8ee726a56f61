//! Labelled messages, and the figures that a word list reaches on them.

use std::collections::BTreeMap;
use std::path::Path;

use cx_triage::language::RiskCategory;
use serde::Deserialize;

/// A labelled message.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    /// What the customer wrote.
    pub text: String,
    /// What it is.
    pub label: String,
    /// Where it is from.
    pub source: String,
    /// The part of the risk rows that it belongs to.
    #[serde(default)]
    pub slice: Option<String>,
}

/// Reads rows, one JSON document a line.
///
/// # Errors
/// A file that cannot be read, a line that is no row.
#[expect(clippy::disallowed_methods, reason = "a tool reads files")]
pub fn read_rows(path: &Path) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// Whether a message is of the four fifths, by hash, that lists are tuned on.
#[must_use]
pub fn in_tuning_part(text: &str) -> bool {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    (hash >> 20) % 5 != 0
}

/// Counts of labels and answers.
#[derive(Debug, Clone, Default)]
pub struct TopicTally {
    counts: BTreeMap<(String, String), u32>,
}

impl TopicTally {
    /// Counts one answer.
    pub fn add(&mut self, label: &str, answer: &str) {
        *self.counts.entry((label.to_owned(), answer.to_owned())).or_default() += 1;
    }

    fn count(&self, keep: impl Fn(&str, &str) -> bool) -> f64 {
        let kept = self.counts.iter().filter(|((label, answer), _)| keep(label, answer));
        f64::from(kept.map(|(_, count)| *count).sum::<u32>())
    }

    /// How many answers were counted.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.values().sum()
    }

    /// The share of right answers.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.count(|label, answer| label == answer) / self.count(|_, _| true).max(1.0)
    }

    /// F1 of one label; none if no row has it.
    #[must_use]
    pub fn f1(&self, of: &str) -> Option<f64> {
        let hits = self.count(|label, answer| label == of && answer == of);
        let labelled = self.count(|label, _| label == of);
        let answered = self.count(|_, answer| answer == of);
        (labelled > 0.0).then(|| 2.0 * hits / (labelled + answered))
    }

    /// The mean F1 over the labels that the rows have.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let figures: Vec<f64> =
            ["shipping", "refund", "other"].iter().filter_map(|label| self.f1(label)).collect();
        let labels = u32::try_from(figures.len().max(1)).unwrap_or(1);
        figures.iter().sum::<f64>() / f64::from(labels)
    }
}

/// Counts of positives, benign rows and what was found in them.
#[derive(Debug, Clone, Default)]
pub struct RiskTally {
    /// Rows of high risk.
    pub positives: u32,
    /// Those with a finding.
    pub found: u32,
    /// Those whose first finding has the category of the label.
    pub first_right: u32,
    /// Those with a finding of the category of the label.
    pub among: u32,
    /// Benign rows.
    pub benign: u32,
    /// Those with a finding.
    pub false_alarms: u32,
}

impl RiskTally {
    /// Counts one answer.
    pub fn add(&mut self, label: &str, found: &[RiskCategory]) {
        if label == "benign" {
            self.benign += 1;
            self.false_alarms += u32::from(!found.is_empty());
            return;
        }
        let label = if label == "manager" { "manager_request" } else { label };
        self.positives += 1;
        self.found += u32::from(!found.is_empty());
        self.first_right += u32::from(found.first().is_some_and(|c| c.as_str() == label));
        self.among += u32::from(found.iter().any(|c| c.as_str() == label));
    }

    /// The share of positives that were found.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.positives)
    }

    /// The share of rows with a finding that are positives.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.found, self.found + self.false_alarms)
    }

    /// The harmonic mean of recall and precision.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.found, self.found + self.false_alarms + self.positives)
    }

    /// Of the positives that were found, the share whose first finding is of the label.
    #[must_use]
    pub fn category_right(&self) -> Option<f64> {
        share(self.first_right, self.found)
    }

    /// Of the positives that were found, the share with a finding of the label.
    #[must_use]
    pub fn category_among(&self) -> Option<f64> {
        share(self.among, self.found)
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

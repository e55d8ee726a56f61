//! The labels of a conversation that mean something.

use super::check::Check;
use super::document::{LabelMatch, Policy};

/// The labels that mean something.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) escalation: LabelSet,
    pub(crate) complex: LabelSet,
    pub(crate) policy_exception: LabelSet,
    pub(crate) refund_pending: LabelSet,
    pub(crate) return_in_progress: LabelSet,
    pub(crate) follow_up_promised: LabelSet,
}

/// Labels that mean the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LabelSet {
    matching: LabelMatch,
    lower: Vec<String>,
}

impl LabelSet {
    /// The set of one label.
    pub(super) fn of(matching: LabelMatch, label: &str) -> Self {
        let label = match matching {
            LabelMatch::TrimmedIgnoreCase => label.trim(),
            LabelMatch::IgnoreCase => label,
        };
        Self { matching, lower: vec![label.to_lowercase()] }
    }

    /// The set of labels in lower case.
    pub(super) fn of_lower(matching: LabelMatch, lower: Vec<String>) -> Self {
        Self { matching, lower }
    }

    /// The first of `labels` that is one of these.
    pub(crate) fn find<'a>(&self, labels: &'a [String]) -> Option<&'a str> {
        labels.iter().map(String::as_str).find(|label| self.has(label))
    }

    fn has(&self, label: &str) -> bool {
        let label = match self.matching {
            LabelMatch::TrimmedIgnoreCase => label.trim(),
            LabelMatch::IgnoreCase => label,
        };
        if label.is_ascii() {
            self.lower.iter().any(|lower| lower.eq_ignore_ascii_case(label))
        } else {
            let label = label.to_lowercase();
            self.lower.contains(&label)
        }
    }
}

pub(super) fn labels(check: &mut Check, policy: &Policy) -> Labels {
    let labels = &policy.labels;
    let mut set = |key: &str, words: &[String]| LabelSet {
        matching: labels.matching,
        lower: check.words(&format!("/labels/{key}"), words),
    };
    Labels {
        escalation: set("escalation", &labels.escalation),
        complex: set("complex", &labels.complex),
        policy_exception: set("policy_exception", &labels.policy_exception),
        refund_pending: set("refund_pending", &labels.refund_pending),
        return_in_progress: set("return_in_progress", &labels.return_in_progress),
        follow_up_promised: set("follow_up_promised", &labels.follow_up_promised),
    }
}

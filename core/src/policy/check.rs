//! What is wrong with a policy, found while it is compiled.

use crate::conversation::{Currency, Id};
use crate::diagnostic::{Code, Diagnostic};
use crate::sla::MINUTE;

/// Collects what is wrong, so that a document's author sees all of it at once.
pub(super) struct Check {
    pub(super) problems: Vec<Diagnostic>,
}

impl Check {
    pub(super) fn problem(
        &mut self,
        code: Code,
        pointer: impl Into<String>,
        detail: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::at(code, pointer, detail));
    }

    /// Minutes as milliseconds.
    pub(super) fn minutes(&mut self, pointer: impl Into<String>, minutes: i64) -> i64 {
        if minutes < 0 {
            self.problem(Code::NegativeDuration, pointer, "a duration is zero or more minutes");
        } else if minutes > LONGEST_MINUTES {
            self.problem(Code::DurationTooLong, pointer, "a duration is at most 10000 years");
        }
        minutes.clamp(0, LONGEST_MINUTES) * MINUTE
    }

    pub(super) fn optional_minutes(&mut self, pointer: &str, minutes: Option<i64>) -> Option<i64> {
        minutes.map(|minutes| self.minutes(pointer, minutes))
    }

    /// A number of Chatwoot's; absent where it is none.
    pub(super) fn id(&mut self, pointer: &str, number: i64) -> Option<Id> {
        let id = Id::new(number).map_err(|problem| problem.below(pointer));
        id.map_err(|problem| self.problems.push(problem)).ok()
    }

    pub(super) fn currency(&mut self, pointer: &str, code: &str) {
        if let Err(problem) = Currency::new(code) {
            self.problems.push(problem.below(pointer));
        }
    }

    /// Reports blank entries and entries that stand twice.
    pub(super) fn words(&mut self, pointer: &str, words: &[String]) -> Vec<String> {
        for (i, word) in words.iter().enumerate() {
            if word.trim().is_empty() {
                self.problem(Code::EmptyCue, format!("{pointer}/{i}"), "an entry is blank");
            }
        }
        words.iter().map(|word| word.to_lowercase()).collect()
    }

    /// Reports each entry whose id an earlier one has.
    pub(super) fn unique<T: PartialEq>(&mut self, pointer: &str, key: &str, ids: &[T]) {
        for (i, id) in ids.iter().enumerate() {
            if ids.iter().take(i).any(|earlier| earlier == id) {
                let pointer = format!("{pointer}/{i}{key}");
                self.problem(Code::DuplicateId, pointer, "an earlier entry has the same id");
            }
        }
    }
}

/// 10 000 years: no time in the years 0001 to 9999 is further away.
const LONGEST_MINUTES: i64 = 10_000 * 366 * 24 * 60;

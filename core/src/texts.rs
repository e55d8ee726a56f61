//! Texts for operators: the note to the manager, the SLA timer, a sentence for each code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assess::{Assessment, Engine};
use crate::conversation::{CustomerText, Timestamp};
use crate::decision::HandOff;
use crate::operator_words::{OperatorWords, filled};
use crate::policy::{in_language, primary};
use crate::sla::Sla;

/// What an assessment says, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperatorTexts {
    /// The internal note for the manager (SOP-CX-003: "Add internal note summarizing issue +
    /// customer expectation"): the level by its name in the policy, why, the issue and the expectation where they were
    /// given, and the SLA.
    pub hand_off_note: CustomerText,
    /// How the SLA stands ("document SLA timer in note"): "SLA due 08:30Z, 4 min left, p3".
    pub sla_timer_note: String,
    /// A sentence for each code that the assessment names: reasons, blockers, warnings and what
    /// stands against closing.
    pub sentences: BTreeMap<String, String>,
}

impl OperatorTexts {
    /// The texts as JSON, keys in fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }
}

impl Engine {
    /// What an assessment says, in words for the operator, in the operator's language (`fr`, or
    /// `fr-CA`, which falls back to `fr`), else in English, else by its codes.
    ///
    /// Times are UTC, with the date where it is not that of the assessment; durations are whole
    /// minutes, rounded down.
    ///
    /// ```
    /// use cx_triage::{Conversation, Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
    ///         "labels": ["escalation"]}"#,
    /// )?;
    /// let told = engine.assess(&conversation, Timestamp::parse("2025-10-12T08:26:00Z")?);
    /// let texts = engine.texts(&told, "en", None);
    /// assert_eq!(texts.sla_timer_note, "SLA due 08:30Z, 4 min left, p3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn texts(
        &self,
        assessment: &Assessment,
        language: &str,
        hand_off: Option<&HandOff>,
    ) -> OperatorTexts {
        let languages = [language, primary(language), "en"];
        let languages = languages.map(|code| in_language(&self.policy.texts, code));
        let words = |text: fn(&OperatorWords) -> &str| {
            let texts = languages.into_iter().flatten().map(text);
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
        };
        let sentence = |code: &str| {
            let told = languages.into_iter().flatten().find_map(|words| words.sentences.get(code));
            told.map_or_else(|| code.to_owned(), Clone::clone)
        };
        let timer = timer(assessment, &words);
        let reasons: Vec<String> =
            assessment.reasons.iter().map(|reason| sentence(reason.code.as_str())).collect();
        let level = self.policy.levels.name(assessment.escalation.level);
        let head = [("level", level), ("reasons", &reasons.join("; "))];
        let mut lines = vec![filled(words(|words| &words.hand_off), &head)];
        if let Some(HandOff { issue, customer_expectation }) = hand_off {
            let details =
                [("issue", issue.as_str()), ("expectation", customer_expectation.as_str())];
            lines.push(filled(words(|words| &words.hand_off_details), &details));
        }
        lines.push(timer.clone());
        lines.retain(|line| !line.is_empty());
        let codes = assessment
            .reasons
            .iter()
            .map(|reason| reason.code.as_str())
            .chain(assessment.approval.blockers.iter().map(|blocker| blocker.as_str()))
            .chain(assessment.approval.warnings.iter().map(|warning| warning.as_str()))
            .chain(assessment.resolution.blockers.iter().map(|blocker| blocker.as_str()));
        OperatorTexts {
            hand_off_note: lines.join("\n").into(),
            sla_timer_note: timer,
            sentences: codes.map(|code| (code.to_owned(), sentence(code))).collect(),
        }
    }
}

fn timer<'w>(
    assessment: &Assessment,
    words: &impl Fn(fn(&OperatorWords) -> &str) -> &'w str,
) -> String {
    let Sla { due_at, breached_at, overdue_ms, remaining_ms, .. } = &assessment.sla;
    let priority = match assessment.priority {
        Some(priority) => priority.as_str(),
        None => words(|words| &words.no_priority),
    };
    let Some(due_at) = due_at else {
        return filled(words(|words| &words.sla_stopped), &[("priority", priority)]);
    };
    let due = clock(*due_at, assessment.assessed_at);
    let (text, span): (fn(&OperatorWords) -> &str, _) = match breached_at {
        Some(_) => (|words| &words.sla_over, *overdue_ms),
        None => (|words| &words.sla_left, *remaining_ms),
    };
    filled(words(text), &[("due", &due), ("time", &duration(span)), ("priority", priority)])
}

/// The time of day in UTC, with the date where it is not that of `now`.
fn clock(at: Timestamp, now: Timestamp) -> String {
    let (at, now) = (at.to_string(), now.to_string());
    let part =
        |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    let time = format!("{}Z", part(&at, 11, 16));
    let date = part(&at, 0, 10);
    if date == part(&now, 0, 10) { time } else { format!("{date} {time}") }
}

/// A duration in the units of the SI, to the minute.
fn duration(ms: i64) -> String {
    let minutes = ms / 60_000;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) => format!("{hours} h {minutes:02} min"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_rounded_down() {
        for (ms, text) in [
            (0, "0 min"),
            (59_999, "0 min"),
            (60_000, "1 min"),
            (3_599_999, "59 min"),
            (3_660_000, "1 h 01 min"),
            (86_399_999, "23 h 59 min"),
            (90_000_000, "1 d 1 h"),
        ] {
            assert_eq!(duration(ms), text);
        }
    }
}

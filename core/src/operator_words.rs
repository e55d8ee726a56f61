//! The words of the notes that operators read, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};

/// The texts for operators in one language (`language.xx.texts`).
///
/// In the notes a word in double braces stands for what is put there; what each note knows is said
/// with it. A text that is absent is taken from English, else left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperatorWords {
    /// The first lines of the note to the manager: `{{level}}` (its name in the policy's `levels`),
    /// `{{reasons}}`.
    #[serde(default)]
    pub hand_off: String,
    /// What follows where the operator wrote what it is about: `{{issue}}`, `{{expectation}}`.
    #[serde(default)]
    pub hand_off_details: String,
    /// The timer before the deadline: `{{due}}`, `{{time}}` (what is left), `{{priority}}`.
    #[serde(default)]
    pub sla_left: String,
    /// The timer behind the deadline: `{{due}}`, `{{time}}` (what it is over), `{{priority}}`.
    #[serde(default)]
    pub sla_over: String,
    /// The timer where no clock runs: `{{priority}}`.
    #[serde(default)]
    pub sla_stopped: String,
    /// What stands for the priority of a conversation that is not on the list.
    #[serde(default)]
    pub no_priority: String,
    /// A sentence for each reason, blocker, warning and resolution blocker, by its code.
    #[serde(default)]
    pub sentences: BTreeMap<String, String>,
}

/// A note, what it may hold in double braces, and where it stands.
type Note = (&'static str, &'static [&'static str], fn(&OperatorWords) -> &str);

const NOTES: [Note; 5] = [
    ("hand_off", &["level", "reasons"], |words| &words.hand_off),
    ("hand_off_details", &["issue", "expectation"], |words| &words.hand_off_details),
    ("sla_left", &["due", "time", "priority"], |words| &words.sla_left),
    ("sla_over", &["due", "time", "priority"], |words| &words.sla_over),
    ("sla_stopped", &["priority"], |words| &words.sla_stopped),
];

impl OperatorWords {
    /// Adds a problem for each word in double braces that a note does not know.
    pub(crate) fn check(&self, pointer: &str, problems: &mut Vec<Diagnostic>) {
        for (key, known, text) in NOTES {
            let unknown = placeholders(text(self)).find(|name| !known.contains(name));
            if unknown.is_some() {
                let detail = format!("the note knows {} alone", known.join(", "));
                let pointer = format!("{pointer}/{key}");
                problems.push(Diagnostic::at(Code::UnknownVariable, pointer, detail));
            }
        }
    }
}

/// The names in double braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name.trim())
}

/// The text with what stands for each name in double braces, each put in once and never read
/// again.
pub(crate) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or(("", part));
        let value = values.iter().find(|(known, _)| *known == name.trim());
        filled.push_str(value.map(|(_, value)| *value).unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let text = filled("a {{x}} b {{ y }}", &[("x", "{{y}}"), ("y", "1")]);
        assert_eq!(text, "a {{y}} b 1");
    }

    #[test]
    fn a_note_knows_its_own_words_alone() {
        let words = OperatorWords { sla_left: "{{due}} {{issue}}".into(), ..Default::default() };
        let mut problems = Vec::new();
        words.check("/language/en/texts", &mut problems);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].pointer.as_deref(), Some("/language/en/texts/sla_left"));
    }
}

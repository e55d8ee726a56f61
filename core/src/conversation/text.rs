//! A customer's words, which no log, error or `Debug` shows.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that came from or is about a customer: message contents, names, matched words.
///
/// It is written out in full on the wire, and hidden by `Debug`:
///
/// ```
/// let words = cx_triage::conversation::CustomerText::from("I will sue you");
/// assert_eq!(format!("{words:?}"), "CustomerText(14 chars)");
/// assert_eq!(words.as_str(), "I will sue you");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CustomerText(String);

impl CustomerText {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for CustomerText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for CustomerText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for CustomerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomerText({} chars)", self.0.chars().count())
    }
}

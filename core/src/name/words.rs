//! The words by which the parts of a name are told apart.

use serde::{Deserialize, Serialize};

/// The words by which the parts of a person's name are told apart (policy style `given`).
///
/// Compared whole, without regard to case, accents and apostrophes. A word that ends with a point
/// is compared with it ("M." is a title, "M" is not); one without is met with or without it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Titles before a name: "Dr", "Mrs", "Prof".
    #[serde(default)]
    pub titles: Vec<String>,
    /// What follows a name: `Jr`, `PhD`, `III`.
    #[serde(default)]
    pub suffixes: Vec<String>,
    /// Marks of an organisation, which has no given name: `Inc`, `GmbH`.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// Words that open a family name: "van", "de la", "bin" (each word by itself).
    #[serde(default)]
    pub particles: Vec<String>,
    /// Words that belong to the given name that follows them: "Abu", "Abd".
    #[serde(default)]
    pub joined: Vec<String>,
    /// Family names that are written first as often as last, so that the order of a name that
    /// starts with one cannot be known (Chinese, Korean, Vietnamese, Japanese, Hungarian).
    #[serde(default)]
    pub family_first: Vec<String>,
    /// Endings of patronymics, which follow the given name: "ovich", "овна".
    #[serde(default)]
    pub patronymics: Vec<String>,
}

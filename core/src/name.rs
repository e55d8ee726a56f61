//! The customer's name: which of the contact's names may stand in a reply.

use regex::{RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Code, Diagnostic};

/// How the customer is named in a reply (SOP-CX-002).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomerNamePolicy {
    /// The name where the contact has no usable one.
    pub fallback: String,
    /// How a name is taken over.
    pub style: NameStyle,
    /// The longest name, in graphemes (what a reader counts as characters); longer ones are cut.
    pub max_graphemes: u32,
    /// Regular expressions for names that the chat tool made up; a name that matches one whole
    /// is not usable.
    pub generated: Vec<String>,
}

/// How a contact's name is taken over into a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameStyle {
    /// The whole name, cleaned.
    Full,
    /// The given name alone, cleaned: what stands before the first blank, or after the comma in
    /// "Morgan, Alex".
    Given,
    /// The first name that is not empty, as it is, however odd.
    Verbatim,
}

/// Where the name in a reply comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameSource {
    /// One of the contact's names.
    Contact,
    /// The policy's fallback.
    Fallback,
}

/// Why a contact's name cannot stand in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameProblem {
    /// Nothing is to be seen of it.
    Blank,
    /// It is an e-mail address.
    Email,
    /// It is a phone number.
    Phone,
    /// It is digits or punctuation only.
    NoLetters,
    /// The chat tool made it up.
    Generated,
    /// The contact has no name.
    Missing,
}

impl NameProblem {
    /// The problem as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::NoLetters => "no_letters",
            Self::Generated => "generated",
            Self::Missing => "missing",
        }
    }
}

/// A compiled [`CustomerNamePolicy`].
#[derive(Debug, Clone)]
pub(crate) struct CustomerNames {
    fallback: String,
    style: NameStyle,
    max_graphemes: usize,
    generated: RegexSet,
}

impl CustomerNames {
    /// Compiles the policy; what is wrong with it is added to `problems`.
    pub(crate) fn compile(
        policy: &CustomerNamePolicy,
        pointer: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        if policy.fallback.trim().is_empty() {
            let pointer = format!("{pointer}/fallback");
            problems.push(Diagnostic::at(Code::EmptyCue, pointer, "the fallback name is blank"));
        }
        if policy.max_graphemes == 0 {
            let pointer = format!("{pointer}/max_graphemes");
            problems.push(Diagnostic::at(Code::OutOfRange, pointer, "no name would fit"));
        }
        for (i, pattern) in policy.generated.iter().enumerate() {
            if whole_match(std::slice::from_ref(pattern)).is_err() {
                problems.push(Diagnostic::at(
                    Code::InvalidCue,
                    format!("{pointer}/generated/{i}"),
                    "the pattern is not a regular expression, or too large",
                ));
            }
        }
        Self {
            fallback: policy.fallback.clone(),
            style: policy.style,
            max_graphemes: usize::try_from(policy.max_graphemes).unwrap_or(usize::MAX),
            generated: whole_match(&policy.generated).unwrap_or_default(),
        }
    }

    /// The first usable of `names`, cleaned, or the fallback.
    pub(crate) fn choose<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> (String, NameSource) {
        names
            .into_iter()
            .find_map(|name| self.usable(name))
            .map_or_else(|| self.fallback(), |name| (name, NameSource::Contact))
    }

    /// The name that stands in where there is none.
    pub(crate) fn fallback(&self) -> (String, NameSource) {
        (self.fallback.clone(), NameSource::Fallback)
    }

    fn usable(&self, name: &str) -> Option<String> {
        if self.style == NameStyle::Verbatim {
            return (!name.is_empty()).then(|| name.to_owned());
        }
        let stripped: String = name.chars().filter(|&c| !is_stripped(c)).collect();
        let trimmed = stripped.trim_matches(is_blank);
        if trimmed.chars().all(says_nothing)
            || is_email_address(trimmed)
            || self.generated.is_match(trimmed)
        {
            return None;
        }
        let chosen = match self.style {
            NameStyle::Given => given_name(trimmed),
            NameStyle::Full | NameStyle::Verbatim => trimmed,
        };
        let cut: String = chosen.graphemes(true).take(self.max_graphemes).collect();
        Some(cut.trim_end_matches(is_blank).to_owned())
    }
}

/// Patterns that must match a name from its first to its last character.
fn whole_match(patterns: &[String]) -> Result<RegexSet, regex::Error> {
    let whole = patterns.iter().map(|pattern| format!("^(?:{pattern})$"));
    RegexSetBuilder::new(whole).size_limit(1 << 20).build()
}

fn given_name(name: &str) -> &str {
    let after_comma = name.split_once(',').map(|(_, given)| given.trim_start());
    let whole = after_comma.filter(|given| !given.is_empty()).unwrap_or(name);
    whole.split_whitespace().next().unwrap_or(whole)
}

/// Control characters, line and paragraph separators, and the bidirectional overrides,
/// embeddings and isolates: none of them belongs into a line of a reply.
fn is_stripped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character leaves no mark: blanks, control and invisible characters.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters that show nothing: format characters, the letters that are blank by design, and
/// what Unicode lets a program ignore where it does not know it.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}' | '\u{E0000}'..='\u{E0FFF}'
    ) || c.general_category() == GeneralCategory::Format
        || c.is_control()
}

/// Characters that make no name by themselves: blanks, digits, punctuation, the plus sign of a
/// phone number. Currency and other symbols are not punctuation in Unicode.
fn says_nothing(c: char) -> bool {
    is_blank(c)
        || c == '+'
        || c.is_numeric()
        || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_email_address(name: &str) -> bool {
    let bare = name.trim_start_matches("mailto:").trim_matches(['<', '>', '"', '\'']);
    let mut halves = bare.rsplitn(2, '@');
    let (domain, local) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
    !local.is_empty() && !domain.is_empty() && !bare.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(style: NameStyle) -> CustomerNames {
        let policy = CustomerNamePolicy {
            fallback: "Customer".into(),
            style,
            max_graphemes: 80,
            generated: vec!["[a-z]+-[a-z]+-[0-9]+".into()],
        };
        let mut problems = Vec::new();
        let compiled = CustomerNames::compile(&policy, "/customer_name", &mut problems);
        assert_eq!(problems, []);
        compiled
    }

    #[test]
    fn names_that_say_nothing_fall_back() {
        let names = names(NameStyle::Full);
        for name in [
            "",
            "   ",
            "\u{200B}\u{200D}",
            "\u{3164}",
            "\u{0}\u{7}",
            "alex@example.com",
            "<alex@example.com>",
            "+49 1512 5550142",
            "(415) 555-0123",
            "12345",
            "٣٤٥",
            "***",
            "—",
            "morning-rain-190",
        ] {
            assert_eq!(names.choose([name]), names.fallback(), "{name:?}");
        }
    }

    #[test]
    fn usable_names_stay_as_they_are_written() {
        let names = names(NameStyle::Full);
        for name in
            ["O'Brien", "李雷", "👩🏽‍🚀 Zoë", "null", "{{name}}", "$& $1", "Jean-Luc", "X Æ A-12"]
        {
            assert_eq!(names.choose([name]), (name.to_owned(), NameSource::Contact));
        }
    }

    #[test]
    fn names_are_trimmed_stripped_and_cut() {
        let names = names(NameStyle::Full);
        assert_eq!(names.choose(["  Zoë\u{200B} "]).0, "Zoë");
        assert_eq!(names.choose(["Al\u{202E}ex\r\n"]).0, "Alex");
        let flag = "🇩🇪".repeat(100);
        assert_eq!(names.choose([flag.as_str()]).0, "🇩🇪".repeat(80));
    }

    #[test]
    fn the_given_name_on_request() {
        let names = names(NameStyle::Given);
        assert_eq!(names.choose(["Alex Morgan"]).0, "Alex");
        assert_eq!(names.choose(["Morgan, Alex"]).0, "Alex");
        assert_eq!(names.choose(["Alex,"]).0, "Alex,");
    }

    #[test]
    fn verbatim_takes_the_first_that_is_not_empty() {
        let names = names(NameStyle::Verbatim);
        assert_eq!(names.choose(["", "  padded  "]).0, "  padded  ");
    }
}

//! The customer's name: which of the contact's names may stand in a reply.

mod characters;
mod given;
mod words;

use regex::{RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Code, Diagnostic};
pub(crate) use characters::is_blank;
use characters::{clean, has_letter, is_email_address, is_phone_number};
use given::GivenNames;
pub use words::NameWords;

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

wire_enum! {
    /// How a contact's name is taken over into a reply.
    pub enum NameStyle {
        /// The whole name, cleaned.
        Full = "full",
        /// The given name alone, cleaned: `Jane` of `Dr. Jane Roe, PhD`, `Alex` of `Morgan, Alex`.
        /// The whole name where its order cannot be known (Chinese, Hungarian …) or where only a
        /// title and one name stand there ("Mr. Khan"). See [`NameWords`].
        Given = "given",
        /// The first name that is not empty, as it is, however odd.
        Verbatim = "verbatim",
    }
}

wire_enum! {
    /// Where the name in a reply comes from.
    pub enum NameSource {
        /// One of the contact's names.
        Contact = "contact",
        /// The policy's fallback.
        Fallback = "fallback",
    }
}

wire_enum! {
    /// Why none of a contact's names may stand in a reply: what is wrong with the first of them.
    pub enum NameProblem {
        /// It shows nothing: blanks, control and invisible characters.
        Blank = "blank",
        /// An e-mail address without a name beside it.
        Email = "email",
        /// A phone number without a name beside it: at least seven digits, nothing but the signs that
        /// people write between them.
        Phone = "phone",
        /// Digits, signs or pictures, but no letter.
        NoLetters = "no_letters",
        /// Made up by the chat tool ("morning-rain-190", "John Doe").
        Generated = "generated",
        /// The contact has no name.
        Missing = "missing",
    }
}

/// A compiled [`CustomerNamePolicy`].
#[derive(Debug, Clone)]
pub(crate) struct CustomerNames {
    fallback: String,
    style: NameStyle,
    max_graphemes: usize,
    generated: RegexSet,
    given: GivenNames,
}

impl CustomerNames {
    /// Compiles the policy with the words of its languages; what is wrong with it is added to
    /// `problems`.
    pub(crate) fn compile<'w>(
        policy: &CustomerNamePolicy,
        words: impl IntoIterator<Item = &'w NameWords>,
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
            given: GivenNames::compile(words),
        }
    }

    /// The first usable of `names`, cleaned, or the fallback with what is wrong with the first.
    pub(crate) fn choose<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> ChosenName {
        let mut why = None;
        for name in names {
            match self.usable(name) {
                Ok(name) => return ChosenName { name, source: NameSource::Contact, why: None },
                Err(problem) => why = why.or(Some(problem)),
            }
        }
        self.fallback(why.unwrap_or(NameProblem::Missing))
    }

    /// What may stand for a name in a fixture: as usable as it was. Nothing where the name tells
    /// nobody: it is blank or made up.
    #[cfg(feature = "redact")]
    pub(crate) fn stand_in<'t>(
        &self,
        name: &str,
        email: &'t str,
        phone: &'t str,
        usable: &'t str,
    ) -> Option<&'t str> {
        match self.checked(without_address(&clean(name))) {
            Ok(_) => Some(usable),
            Err(NameProblem::Email) => Some(email),
            Err(NameProblem::Phone | NameProblem::NoLetters) => Some(phone),
            Err(NameProblem::Blank | NameProblem::Generated | NameProblem::Missing) => None,
        }
    }

    fn fallback(&self, why: NameProblem) -> ChosenName {
        let name = self.fallback.clone();
        ChosenName { name, source: NameSource::Fallback, why: Some(why) }
    }

    fn usable(&self, name: &str) -> Result<String, NameProblem> {
        if self.style == NameStyle::Verbatim {
            return if name.is_empty() { Err(NameProblem::Blank) } else { Ok(name.to_owned()) };
        }
        let cleaned = clean(name);
        let name = self.checked(without_address(&cleaned))?;
        let chosen = match self.style {
            NameStyle::Given => {
                let given = self.given.of(name);
                if self.checked(&given).is_ok() { given } else { name.to_owned() }
            }
            NameStyle::Full | NameStyle::Verbatim => name.to_owned(),
        };
        Ok(cut(&chosen, self.max_graphemes))
    }

    /// Another value that is inserted into a reply, cleaned and cut as a name is; none where it shows
    /// nothing.
    pub(crate) fn cleaned(&self, value: &str) -> Option<String> {
        let value = cut(&clean(value), self.max_graphemes);
        (!value.chars().all(is_blank)).then_some(value)
    }

    /// The name, where a reply may address somebody by it.
    fn checked<'n>(&self, name: &'n str) -> Result<&'n str, NameProblem> {
        if name.chars().all(is_blank) {
            Err(NameProblem::Blank)
        } else if is_email_address(name) {
            Err(NameProblem::Email)
        } else if is_phone_number(name) {
            Err(NameProblem::Phone)
        } else if !has_letter(name) {
            Err(NameProblem::NoLetters)
        } else if self.generated.is_match(name) {
            Err(NameProblem::Generated)
        } else {
            Ok(name)
        }
    }
}

/// The first so many graphemes.
fn cut(text: &str, most: usize) -> String {
    let cut = if text.is_ascii() {
        // A grapheme of ASCII is a letter: line ends, which are two, are gone.
        text.get(..most).unwrap_or(text)
    } else {
        let end = text.grapheme_indices(true).nth(most).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    };
    cut.trim_end_matches(is_blank).to_owned()
}

/// The name that a reply takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenName {
    pub(crate) name: String,
    pub(crate) source: NameSource,
    /// Why it is the fallback.
    pub(crate) why: Option<NameProblem>,
}

/// The name of "jane@example.com (Jane)", "+49 1512 5550142 (Robin)" and
/// "Jane Roe <jane@example.com>"; any other name as it is.
fn without_address(name: &str) -> &str {
    let is_address = |text: &str| is_email_address(text) || is_phone_number(text);
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        let Some((before, inside)) = name.strip_suffix(close).and_then(|n| n.rsplit_once(open))
        else {
            continue;
        };
        let (before, inside) = (before.trim_matches(is_blank), inside.trim_matches(is_blank));
        if is_address(before) && !inside.chars().all(is_blank) {
            return inside;
        }
        if is_address(inside) && !before.chars().all(is_blank) {
            return before.trim_matches(['"', '\'']);
        }
    }
    name
}

/// Patterns that must match a name from its first to its last character.
fn whole_match(patterns: &[String]) -> Result<RegexSet, regex::Error> {
    let whole = patterns.iter().map(|pattern| format!("^(?:{pattern})$"));
    RegexSetBuilder::new(whole).size_limit(1 << 20).build()
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
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let words = NameWords {
            titles: list(&["dr", "mr", "m."]),
            suffixes: list(&["jr", "phd"]),
            organisations: list(&["inc"]),
            particles: list(&["van", "al"]),
            joined: list(&["abd"]),
            family_first: list(&["wang"]),
            patronymics: list(&["ovich"]),
        };
        let mut problems = Vec::new();
        let compiled = CustomerNames::compile(&policy, [&words], "/customer_name", &mut problems);
        assert_eq!(problems, []);
        compiled
    }

    fn chosen(style: NameStyle, name: &str) -> String {
        names(style).choose([name]).name
    }

    #[test]
    fn names_that_say_nothing_fall_back_and_say_why() {
        let names = names(NameStyle::Full);
        for (name, why) in [
            ("", NameProblem::Blank),
            ("   ", NameProblem::Blank),
            ("\u{200B}\u{200D}", NameProblem::Blank),
            ("\u{3164}", NameProblem::Blank),
            ("\u{0}\u{7}", NameProblem::Blank),
            ("alex@example.com", NameProblem::Email),
            ("<alex@example.com>", NameProblem::Email),
            ("+49 1512 5550142", NameProblem::Phone),
            ("(415) 555-0123", NameProblem::Phone),
            ("+14155550123 (+14155550124)", NameProblem::Phone),
            ("12345", NameProblem::NoLetters),
            ("٣٤٥", NameProblem::NoLetters),
            ("***", NameProblem::NoLetters),
            ("—", NameProblem::NoLetters),
            ("morning-rain-190", NameProblem::Generated),
        ] {
            assert_eq!(names.choose([name]), names.fallback(why), "{name:?}");
        }
        assert_eq!(names.choose([]), names.fallback(NameProblem::Missing));
        assert_eq!(names.choose(["", "12345"]).why, Some(NameProblem::Blank));
        assert_eq!(names.choose(["12345", "Pat"]).why, None);
    }

    #[test]
    fn usable_names_stay_as_they_are_written() {
        for name in [
            "O'Brien",
            "李雷",
            "👩🏽‍🚀 Zoë",
            "🌸",
            "null",
            "{{name}}",
            "$& $1",
            "Jean-Luc",
            "X Æ A-12",
            "JANE DOE",
            "Dr. Jane Roe, PhD",
        ] {
            assert_eq!(chosen(NameStyle::Full, name), name);
        }
    }

    #[test]
    fn names_are_trimmed_stripped_and_cut() {
        assert_eq!(chosen(NameStyle::Full, "  Zoë\u{200B} "), "Zoë");
        assert_eq!(chosen(NameStyle::Full, "Al\u{202E}ex\r\n"), "Alex");
        assert_eq!(chosen(NameStyle::Full, "Robin\tVale"), "Robin Vale");
        assert_eq!(chosen(NameStyle::Full, "Robin \r\n Vale"), "Robin Vale");
        let flag = "🇩🇪".repeat(100);
        assert_eq!(chosen(NameStyle::Full, &flag), "🇩🇪".repeat(80));
    }

    #[test]
    fn a_name_beside_an_address_counts() {
        assert_eq!(chosen(NameStyle::Full, "jane@example.com (Jane Roe)"), "Jane Roe");
        assert_eq!(chosen(NameStyle::Full, "+4915125550142 (Robin)"), "Robin");
        assert_eq!(chosen(NameStyle::Full, "\"Roe, Jane\" <jane@example.com>"), "Roe, Jane");
        assert_eq!(chosen(NameStyle::Full, "Jane (Sales)"), "Jane (Sales)");
    }

    #[test]
    fn the_given_name_on_request() {
        for (name, given) in [
            ("Alex Morgan", "Alex"),
            ("Morgan, Alex", "Alex"),
            ("Alex,", "Alex"),
            ("Dr. Jane Roe, PhD", "Jane"),
            ("John Smith, Jr.", "John"),
            ("~ Maria", "Maria"),
            ("Smith Jr., Dr. John", "John"),
            ("Mr. Khan", "Mr. Khan"),
            ("M. Dupont", "M. Dupont"),
            ("Acme Supplies, Inc.", "Acme Supplies, Inc."),
            ("van Dyck", "van Dyck"),
            ("Abd al Rahman Aziz", "Abd al Rahman"),
            ("Wang Xiaoming", "Wang Xiaoming"),
            ("Ivanov Ivan Ivanovich", "Ivan"),
            ("J. Smith", "J. Smith"),
            ("J. Robert Roe", "Robert"),
            ("DUPONT Marie", "Marie"),
            ("JANE DOE", "JANE"),
            ("William (Bill) Roe", "William"),
            ("山田 太郎", "山田 太郎"),
        ] {
            assert_eq!(chosen(NameStyle::Given, name), given, "{name:?}");
        }
    }

    #[test]
    fn verbatim_takes_the_first_that_is_not_empty() {
        assert_eq!(names(NameStyle::Verbatim).choose(["", "  padded  "]).name, "  padded  ");
    }
}

//! The given name within a person's name, where it can be told.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::characters::is_blank;
use super::words::NameWords;

/// Compiled [`NameWords`] of all languages of a policy.
#[derive(Debug, Clone, Default)]
pub(super) struct GivenNames {
    titles: WordSet,
    suffixes: WordSet,
    organisations: WordSet,
    particles: WordSet,
    joined: WordSet,
    family_first: WordSet,
    patronymics: Vec<String>,
}

impl GivenNames {
    pub(super) fn compile<'w>(documents: impl IntoIterator<Item = &'w NameWords>) -> Self {
        let mut all = Self::default();
        for words in documents {
            all.titles.extend(&words.titles);
            all.suffixes.extend(&words.suffixes);
            all.organisations.extend(&words.organisations);
            all.particles.extend(&words.particles);
            all.joined.extend(&words.joined);
            all.family_first.extend(&words.family_first);
            all.patronymics.extend(words.patronymics.iter().map(|ending| key(ending)));
        }
        all
    }

    /// The given name of a cleaned name; the whole name where it cannot be told.
    pub(super) fn of(&self, name: &str) -> String {
        self.told(name).unwrap_or_else(|| name.to_owned())
    }

    fn told(&self, name: &str) -> Option<String> {
        if name.chars().any(is_east_asian) {
            return None;
        }
        let outside = without_brackets(name);
        let mut parts: Vec<Vec<&str>> = outside.split(',').map(words).collect();
        parts.retain(|words| !words.is_empty());
        if parts.iter().flatten().any(|word| self.organisations.has(word)) {
            return None;
        }
        while parts.len() > 1
            && parts.last().is_some_and(|last| last.iter().all(|word| self.suffixes.has(word)))
        {
            parts.pop();
        }
        let mut parts = parts.into_iter();
        match (parts.next()?, parts.next()) {
            (_, Some(after_comma)) => {
                let (_, words) = self.bare(&after_comma);
                Some(self.first(words.first()?, words.get(1..)?))
            }
            (whole, None) => self.in_order(&whole),
        }
    }

    /// The words without titles before them and suffixes behind them, and how many titles.
    fn bare<'w, 'n>(&self, words: &'w [&'n str]) -> (usize, &'w [&'n str]) {
        let titles = words.iter().take_while(|word| self.titles.has(word)).count();
        let mut rest = words.get(titles..).unwrap_or_default();
        while let [before @ .., last] = rest
            && !before.is_empty()
            && self.suffixes.has(last)
        {
            rest = before;
        }
        (titles, rest)
    }

    /// The given name of words in the order in which a Western reader writes them.
    fn in_order(&self, words: &[&str]) -> Option<String> {
        let (titles, words) = self.bare(words);
        if let [only] = words {
            // "Mr. Khan" is no "Khan"; "Khan" alone is all there is.
            return (titles == 0).then(|| trimmed(only).to_owned());
        }
        let words = without_capitals(words);
        if let Some(given) = self.before_patronymic(words) {
            return Some(trimmed(given).to_owned());
        }
        let (first, rest) = words.split_first()?;
        if self.particles.has(first) || self.family_first.has(first) {
            return None;
        }
        if is_initial(first) {
            let (_, middle) = rest.split_last()?;
            return middle.iter().find(|word| !is_initial(word)).map(|w| trimmed(w).to_owned());
        }
        Some(self.first(first, rest))
    }

    /// The first name with what belongs to it ("Abu Bakr", "Abd al-Rahman").
    fn first(&self, first: &str, rest: &[&str]) -> String {
        let mut given = trimmed(first).to_owned();
        if self.joined.has(first) {
            for word in rest {
                given.push(' ');
                given.push_str(trimmed(word));
                if !self.particles.has(word) {
                    break;
                }
            }
        }
        given
    }

    /// The word before a patronymic: "Ivan" of "Ivanov Ivan Ivanovich".
    fn before_patronymic<'n>(&self, words: &[&'n str]) -> Option<&'n str> {
        let is_patronymic = |word: &str| {
            let word = key(word);
            self.patronymics.iter().any(|ending| {
                word.strip_suffix(ending.as_str()).is_some_and(|stem| stem.chars().count() > 1)
            })
        };
        let pair = words.windows(2).find(|pair| pair.last().is_some_and(|w| is_patronymic(w)))?;
        pair.first().copied()
    }
}

/// Words by their key, those that end with a point apart.
#[derive(Debug, Clone, Default)]
struct WordSet {
    any: HashSet<String>,
    with_point: HashSet<String>,
}

impl WordSet {
    fn extend(&mut self, words: &[String]) {
        for word in words {
            let set = if word.ends_with('.') { &mut self.with_point } else { &mut self.any };
            set.insert(key(word));
        }
    }

    fn has(&self, word: &str) -> bool {
        let word = word.trim_end_matches([';', ':', ')']);
        let key = key(word);
        self.any.contains(&key) || (word.ends_with('.') && self.with_point.contains(&key))
    }
}

/// The word in lower case, without accents, points and apostrophes.
fn key(word: &str) -> String {
    let bare = word.nfd().filter(|&c| !is_combining_mark(c) && !matches!(c, '.' | '\'' | '’'));
    bare.flat_map(char::to_lowercase).collect()
}

/// The words that have a letter.
fn words(text: &str) -> Vec<&str> {
    let has_letter = |word: &&str| word.chars().any(char::is_alphabetic) || *word == "&";
    text.split(is_blank).filter(has_letter).collect()
}

/// The name without what stands in brackets or quotation marks ("William (Bill) Gates"), where
/// something is left.
fn without_brackets(name: &str) -> String {
    let mut outside = String::with_capacity(name.len());
    let mut closing: Option<char> = None;
    for c in name.chars() {
        match closing {
            Some(close) if c == close => closing = None,
            Some(_) => {}
            None => {
                closing = match c {
                    '(' => Some(')'),
                    '[' => Some(']'),
                    '"' => Some('"'),
                    '“' => Some('”'),
                    '«' => Some('»'),
                    _ => None,
                };
                outside.push(if closing.is_some() { ' ' } else { c });
            }
        }
    }
    if outside.chars().any(char::is_alphabetic) { outside } else { name.to_owned() }
}

/// The word without signs and pictures at its ends.
fn trimmed(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| {
        let group = c.general_category_group();
        matches!(group, GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol)
            || is_blank(c)
    });
    if bare.is_empty() { word } else { bare }
}

/// The words without those in capitals at one end, which are the family name where the others are
/// not ("DUPONT Marie", "Marie DUPONT"); two letters in capitals are initials.
fn without_capitals<'w, 'n>(words: &'w [&'n str]) -> &'w [&'n str] {
    let in_capitals = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 2
            && !word.chars().any(char::is_lowercase)
            && word.chars().any(char::is_uppercase)
    };
    let leading = words.iter().take_while(|word| in_capitals(word)).count();
    let trailing = words.iter().rev().take_while(|word| in_capitals(word)).count();
    let rest = words.get(leading..words.len().saturating_sub(trailing)).unwrap_or_default();
    if rest.is_empty() { words } else { rest }
}

/// "J.", "J" and "J.R.".
fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let points = word.chars().filter(|&c| c == '.').count();
    letters == 1 || (letters > 1 && points == letters)
}

/// Letters of the scripts in which the family name comes first and is not always apart: Han,
/// Hiragana, Katakana, Bopomofo, Hangul.
fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{11FF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312F}'
            | '\u{3130}'..='\u{318F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

//! The lines of a document in which its parts stand.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;
#[cfg(feature = "toml")]
use toml::Spanned;
#[cfg(feature = "toml")]
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Code;

/// In what a document was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    #[cfg(feature = "toml")]
    Toml,
    Json,
}

/// Finds lines in a text: it is parsed once, when the first line is asked for, however many are.
pub(super) struct Lines<'t> {
    text: &'t str,
    format: Format,
    parsed: Option<Parsed<'t>>,
}

struct Parsed<'t> {
    /// Where the line breaks stand.
    breaks: Vec<usize>,
    places: Places<'t>,
}

enum Places<'t> {
    #[cfg(feature = "toml")]
    Toml(Option<DeTable<'t>>),
    /// The tables and lists that were looked into, by where they start.
    Json(HashMap<usize, Part<'t>>),
}

enum Part<'t> {
    Table(BTreeMap<Cow<'t, str>, &'t RawValue>),
    List(Vec<&'t RawValue>),
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, format: Format) -> Self {
        Self { text, format, parsed: None }
    }

    /// The line of what a pointer names; of a key that is missing, that of the table which lacks it.
    pub(super) fn of(&mut self, pointer: &str, code: Code) -> Option<u32> {
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|t| t.replace("~1", "/").replace("~0", "~")).collect();
        let (_, table) = tokens.split_last()?;
        let (text, format) = (self.text, self.format);
        let parsed = self.parsed.get_or_insert_with(|| Parsed::new(text, format));
        let place = parsed.places.find(text, &tokens).or_else(|| {
            let lacks = code == Code::MissingField && !table.is_empty();
            lacks.then(|| parsed.places.find(text, table)).flatten()
        })?;
        let before = parsed.breaks.partition_point(|line_break| *line_break < place);
        Some(u32::try_from(before + 1).unwrap_or(u32::MAX))
    }
}

impl<'t> Parsed<'t> {
    fn new(text: &'t str, format: Format) -> Self {
        let places = match format {
            #[cfg(feature = "toml")]
            Format::Toml => Places::Toml(DeTable::parse(text).ok().map(Spanned::into_inner)),
            Format::Json => Places::Json(HashMap::new()),
        };
        Self { breaks: text.match_indices('\n').map(|(at, _)| at).collect(), places }
    }
}

impl<'t> Places<'t> {
    /// The byte at which the part stands that the tokens lead to.
    fn find(&mut self, text: &'t str, tokens: &[String]) -> Option<usize> {
        match self {
            #[cfg(feature = "toml")]
            Self::Toml(document) => in_toml(document.as_ref()?, tokens),
            Self::Json(parts) => in_json(parts, text, tokens),
        }
    }
}

#[cfg(feature = "toml")]
fn in_toml(document: &DeTable<'_>, tokens: &[String]) -> Option<usize> {
    let (first, deeper) = tokens.split_first()?;
    let (key, mut here) = document.get_key_value(first.as_str())?;
    let mut at = key.span().start;
    for token in deeper {
        (at, here) = match here.get_ref() {
            DeValue::Table(table) => {
                let (key, value) = table.get_key_value(token.as_str())?;
                (key.span().start, value)
            }
            DeValue::Array(list) => {
                let value = list.get(token.parse::<usize>().ok()?)?;
                (value.span().start, value)
            }
            _ => return None,
        };
    }
    Some(at)
}

fn in_json<'t>(
    parts: &mut HashMap<usize, Part<'t>>,
    text: &'t str,
    tokens: &[String],
) -> Option<usize> {
    let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    let mut here = text.trim_start_matches('\u{feff}').trim_start();
    for token in tokens {
        let part = match parts.entry(offset(here)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(Part::read(here)?),
        };
        here = part.get(token)?.get();
    }
    Some(offset(here))
}

impl<'t> Part<'t> {
    fn read(json: &'t str) -> Option<Self> {
        if json.starts_with('{') {
            serde_json::from_str(json).ok().map(Self::Table)
        } else {
            serde_json::from_str(json).ok().map(Self::List)
        }
    }

    fn get(&self, token: &str) -> Option<&'t RawValue> {
        match self {
            Self::Table(table) => table.get(token).copied(),
            Self::List(list) => list.get(token.parse::<usize>().ok()?).copied(),
        }
    }
}

/// The number, from 1, of the line in which the byte at `at` stands.
#[cfg(feature = "toml")]
pub(super) fn line_at(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

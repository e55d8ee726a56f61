//! Where the parts of a policy stand in the text that it was read from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;
#[cfg(feature = "toml")]
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, push_token};

/// In what a document was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    #[cfg(feature = "toml")]
    Toml,
    Json,
}

/// The text of a policy and what reading it told; none of a policy that no text was read for.
///
/// It is no part of the policy: two policies that say the same are equal wherever they come from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin(pub(super) Option<Arc<Source>>);

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl Origin {
    /// Diagnostics of the whole policy, told in the reader's document where they stand in it.
    pub(in crate::policy) fn locate(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.0 {
            Some(source) => source.locate(diagnostics),
            None => diagnostics,
        }
    }

    pub(in crate::policy) fn notices(&self) -> &[Diagnostic] {
        self.0.as_deref().map_or(&[], |source| &source.notices)
    }
}

/// A document as its author wrote it.
#[derive(Debug)]
pub(crate) struct Source {
    text: String,
    format: Format,
    /// By the pointer of a list of the whole policy, for each entry its pointer in the document;
    /// none for an entry of the policy that is extended.
    pub(super) moved: BTreeMap<String, Vec<Option<String>>>,
    pub(super) notices: Vec<Diagnostic>,
}

impl Source {
    pub(super) fn new(text: &str, format: Format) -> Self {
        let text = text.to_owned();
        Self { text, format, moved: BTreeMap::new(), notices: Vec::new() }
    }

    /// Puts lines to diagnostics whose pointers are the document's own.
    pub(super) fn own(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for problem in &mut diagnostics {
            let pointer = problem.pointer.as_deref().unwrap_or_default();
            problem.line = problem.line.or_else(|| self.line(pointer, problem.code));
        }
        diagnostics
    }

    /// Turns the whole policy's pointers into the document's, with lines. What stands only in the
    /// policy that is extended keeps its pointer and has no line.
    pub(super) fn locate(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let located = diagnostics.into_iter().map(|mut problem| {
            let own = problem.pointer.as_deref().and_then(|pointer| self.translate(pointer));
            if let Some(own) = own {
                problem.line = self.line(&own, problem.code);
                problem.pointer = Some(own);
            }
            problem
        });
        located.collect()
    }

    fn translate(&self, pointer: &str) -> Option<String> {
        let (mut whole, mut own) = (String::new(), String::new());
        for token in pointer.split('/').skip(1) {
            let moved =
                self.moved.get(&whole).and_then(|list| list.get(token.parse::<usize>().ok()?));
            if let Some(place) = moved {
                own.clone_from(place.as_ref()?);
            } else {
                own.push('/');
                own.push_str(token);
            }
            whole.push('/');
            whole.push_str(token);
        }
        Some(own)
    }

    /// The line of what a pointer names; of a key that is missing, that of the table which lacks it.
    fn line(&self, pointer: &str, code: Code) -> Option<u32> {
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|t| t.replace("~1", "/").replace("~0", "~")).collect();
        let find = |tokens: &[String]| match self.format {
            #[cfg(feature = "toml")]
            Format::Toml => in_toml(&self.text, tokens),
            Format::Json => in_json(&self.text, tokens),
        };
        let place = find(&tokens).or_else(|| {
            let (_, table) = tokens.split_last().filter(|_| code == Code::MissingField)?;
            find(table).filter(|_| !table.is_empty())
        });
        place.filter(|_| !tokens.is_empty()).map(|at| line_at(&self.text, at))
    }
}

/// The number, from 1, of the line in which the byte at `at` stands.
pub(super) fn line_at(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(feature = "toml")]
fn in_toml(text: &str, tokens: &[String]) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let mut at = document.span().start;
    let mut here = DeValue::Table(document.into_inner());
    for token in tokens {
        let next = match here {
            DeValue::Table(table) => {
                let (key, value) = table.into_iter().find(|(key, _)| key.get_ref() == token)?;
                at = key.span().start;
                value
            }
            DeValue::Array(list) => {
                let value = list.into_iter().nth(token.parse().ok()?)?;
                at = value.span().start;
                value
            }
            _ => return None,
        };
        here = next.into_inner();
    }
    Some(at)
}

fn in_json(text: &str, tokens: &[String]) -> Option<usize> {
    let mut here = text;
    for token in tokens {
        let raw: &RawValue = if here.starts_with('{') {
            let object: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(here).ok()?;
            object.get(token.as_str()).copied()?
        } else {
            let list: Vec<&RawValue> = serde_json::from_str(here).ok()?;
            list.get(token.parse::<usize>().ok()?).copied()?
        };
        here = raw.get();
    }
    Some(here.as_ptr().addr() - text.as_ptr().addr())
}

/// A pointer with one more token.
pub(super) fn below(pointer: &str, token: &str) -> String {
    let mut pointer = pointer.to_owned();
    push_token(&mut pointer, token);
    pointer
}

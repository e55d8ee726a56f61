//! Where the parts of a policy stand in the text that it was read from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lines::{Format, Lines};
use crate::diagnostic::{Diagnostic, push_token};

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
        let mut lines = Lines::new(&self.text, self.format);
        for problem in &mut diagnostics {
            let pointer = problem.pointer.as_deref().unwrap_or_default();
            problem.line = problem.line.or_else(|| lines.of(pointer, problem.code));
        }
        diagnostics
    }

    /// Turns the whole policy's pointers into the document's, with lines. What stands only in the
    /// policy that is extended keeps its pointer and has no line.
    pub(super) fn locate(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut lines = Lines::new(&self.text, self.format);
        let located = diagnostics.into_iter().map(|mut problem| {
            let own = problem.pointer.as_deref().and_then(|pointer| self.translate(pointer));
            if let Some(own) = own {
                problem.line = lines.of(&own, problem.code);
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
}

/// A pointer with one more token.
pub(super) fn below(pointer: &str, token: &str) -> String {
    let mut pointer = pointer.to_owned();
    push_token(&mut pointer, token);
    pointer
}

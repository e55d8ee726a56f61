//! The one error type: a stable code, a place and a sentence, as in Rust.

use std::fmt;

use cx_triage::chatwoot::SignatureError;
use cx_triage::decision::RefusalBlocker;
use cx_triage::{Diagnostic, Diagnostics, Refusal};

/// Why the library refused its input.
///
/// Every case carries the stable `code`, the JSON Pointer of the place where there is one, and a
/// sentence. A customer's words are in none of them.
#[derive(Debug, uniffi::Error)]
pub enum TriageError {
    /// A document or an argument cannot be read.
    Invalid {
        /// What went wrong, for programs: a code of the catalogue.
        code: String,
        /// Where, as a JSON Pointer (RFC 6901); absent where there is no place.
        pointer: Option<String>,
        /// What went wrong, for people: one sentence.
        detail: String,
        /// Everything that is wrong, in the document's order; the fields above are the first's.
        diagnostics: Vec<Diagnostic>,
    },
    /// Something stands against an operator's action.
    Refused {
        /// What kind of refusal it is, for programs: that of the first blocker.
        code: String,
        /// The key of the input that it is about, as a JSON Pointer; absent where it is about the
        /// conversation.
        pointer: Option<String>,
        /// What stands against it, for people: one sentence.
        detail: String,
        /// Everything that stands against it; what the operator overrides is not among it.
        blockers: Vec<RefusalBlocker>,
    },
}

impl fmt::Display for TriageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { detail, .. } | Self::Refused { detail, .. } => f.write_str(detail),
        }
    }
}

impl std::error::Error for TriageError {}

impl From<Vec<Diagnostic>> for TriageError {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        let (code, pointer, detail) = diagnostics
            .first()
            .map(|first| (first.code.to_string(), first.pointer.clone(), first.detail.clone()))
            .unwrap_or_default();
        Self::Invalid { code, pointer, detail, diagnostics }
    }
}

impl From<SignatureError> for TriageError {
    fn from(error: SignatureError) -> Self {
        let (code, detail) = (error.code.to_string(), error.detail.to_owned());
        Self::Invalid { code, pointer: None, detail, diagnostics: Vec::new() }
    }
}

impl From<Diagnostic> for TriageError {
    fn from(diagnostic: Diagnostic) -> Self {
        vec![diagnostic].into()
    }
}

impl From<Diagnostics> for TriageError {
    fn from(error: Diagnostics) -> Self {
        error.into_vec().into()
    }
}

impl From<Refusal> for TriageError {
    fn from(refusal: Refusal) -> Self {
        let Refusal { code, pointer, blockers, detail } = refusal;
        Self::Refused { code: code.as_str().to_owned(), pointer, detail, blockers }
    }
}

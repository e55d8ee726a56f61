//! What is thrown: a document with the stable code, the place and the sentence, as in Rust.

use cx_triage::chatwoot::SignatureError;
use cx_triage::decision::RefusalBlocker;
use cx_triage::{Diagnostic, Diagnostics, Refusal};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The document of an error; the package's TypeScript makes a `CxTriageError` of it.
#[derive(Serialize)]
pub struct Thrown {
    code: String,
    pointer: Option<String>,
    detail: String,
    diagnostics: Vec<Diagnostic>,
    blockers: Vec<RefusalBlocker>,
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        Self::from_str(&cx_triage::bindings::to_json(&thrown))
    }
}

impl From<Vec<Diagnostic>> for Thrown {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        let (code, pointer, detail) = diagnostics
            .first()
            .map(|first| (first.code.to_string(), first.pointer.clone(), first.detail.clone()))
            .unwrap_or_default();
        Self { code, pointer, detail, diagnostics, blockers: Vec::new() }
    }
}

impl From<Diagnostic> for Thrown {
    fn from(diagnostic: Diagnostic) -> Self {
        vec![diagnostic].into()
    }
}

impl From<Diagnostics> for Thrown {
    fn from(diagnostics: Diagnostics) -> Self {
        diagnostics.into_vec().into()
    }
}

impl From<SignatureError> for Thrown {
    fn from(error: SignatureError) -> Self {
        let SignatureError { code, detail } = error;
        let (code, detail) = (code.to_string(), detail.to_owned());
        Self { code, pointer: None, detail, diagnostics: Vec::new(), blockers: Vec::new() }
    }
}

impl From<Refusal> for Thrown {
    fn from(refusal: Refusal) -> Self {
        let Refusal { code, pointer, blockers, detail } = refusal;
        Self { code: code.to_string(), pointer, detail, diagnostics: Vec::new(), blockers }
    }
}

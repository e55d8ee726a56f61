//! Mirrors of the core's types: errors.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use cx_triage::Code;
use cx_triage::Diagnostic;

/// One thing that is wrong with a document: a stable code, where, and a sentence.
#[uniffi::remote(Record)]
pub struct Diagnostic {
    /// What went wrong, for programs.
    pub code: Code,
    /// Where, as a JSON Pointer (RFC 6901) into the document; absent where there is no place.
    #[uniffi(default)]
    pub pointer: Option<String>,
    /// What went wrong, for people: lower case, one sentence, no full stop.
    pub detail: String,
    /// The line, from 1, of the text that was read; absent where no line of it has the problem.
    #[uniffi(default)]
    pub line: Option<u32>,
}

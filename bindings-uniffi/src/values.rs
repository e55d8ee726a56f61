//! The core's records and enums, mirrored field for field.
//!
//! The documentation is the core's own first paragraph: it travels to `KDoc` and Swift from here. A
//! test compares the two.
//!
//! What a caller can get wrong in a record is refused while it is read: `UniFFI` throws an error
//! that is a `TriageError` as it is, wherever the function can throw one. So every function that
//! takes a time returns a `Result`.

mod assessment;
mod conversation;
mod decision;
mod sla;

use cx_triage::{Code, CustomerText, Diagnostic, Timestamp};

use crate::error::TriageError;

uniffi::custom_type!(
    /// A point in time. A time outside the years 0001 to 9999 is refused (`time_out_of_range`).
    Timestamp, i64, {
    remote,
    lower: |at| at.as_millis(),
    try_lift: |millis| Ok(Timestamp::from_millis(millis).map_err(TriageError::from)?),
});

uniffi::custom_type!(
    /// Text that came from or is about a customer.
    CustomerText, String, {
    remote,
    lower: |text| text.into_string(),
    try_lift: |text| Ok(CustomerText::from(text)),
});

uniffi::custom_type!(
    /// The stable code of a diagnostic, as it is written on the wire.
    Code, String, {
    remote,
    lower: |code| code.as_str().to_owned(),
    try_lift: |text| Code::ALL.iter().find(|code| code.as_str() == text).copied()
        .ok_or_else(|| uniffi::deps::anyhow::anyhow!("not a code of the catalogue")),
});

/// One thing that is wrong with a document: a stable code, where, and a sentence.
#[uniffi::remote(Record)]
pub struct Diagnostic {
    /// What went wrong, for programs.
    pub code: Code,
    /// Where, as a JSON Pointer (RFC 6901) into the document; absent where there is no place.
    pub pointer: Option<String>,
    /// What went wrong, for people: lower case, one sentence, no full stop.
    pub detail: String,
}

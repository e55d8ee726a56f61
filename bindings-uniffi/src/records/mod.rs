//! The core's records and enums, mirrored field for field.
//!
//! The documentation is the core's own first paragraph: it travels to `KDoc` and Swift from here. A
//! test compares the two.

mod assessment;
mod conversation;
mod decision;

use cx_triage::{Code, CustomerText, Diagnostic, Timestamp};

uniffi::custom_type!(
    /// A point in time. Times before the year 0001 or after 9999 are taken as the nearest end.
    Timestamp, i64, {
    remote,
    lower: |at| at.as_millis(),
    try_lift: |millis| Ok(Timestamp::from_millis_saturating(millis)),
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

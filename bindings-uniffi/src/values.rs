//! Values with a type of their own in Kotlin and Swift, and how they are read.
//!
//! What a caller can get wrong in a record is refused while it is read: `UniFFI` throws an error
//! that is a `TriageError` as it is, wherever the function can throw one. So every function that
//! takes a time returns a `Result`.

use std::collections::{BTreeMap, HashMap};

use cx_triage::{Code, Currency, CustomerText, Diagnostic, Id, JsonText, MinorUnits, Timestamp};

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
    /// The number of a conversation, a message, a person, a team or an inbox. One that is not
    /// positive is refused (`out_of_range`).
    Id, i64, {
    remote,
    lower: |id| id.get(),
    try_lift: |number| Ok(Id::new(number).map_err(TriageError::from)?),
});

uniffi::custom_type!(
    /// How many of a currency's minor unit. One below zero is refused (`out_of_range`).
    MinorUnits, i64, {
    remote,
    lower: |units| units.get(),
    // The one place where such a value comes in, here and below.
    try_lift: |number| Ok(MinorUnits::new(number)
        .map_err(|problem| refused("/facts/refundAmount/amountMinor", problem))?),
});

uniffi::custom_type!(
    /// A currency's ISO 4217 code. One that is not three capital letters is refused
    /// (`invalid_currency`).
    Currency, String, {
    remote,
    lower: |currency| currency.as_str().to_owned(),
    try_lift: |code| Ok(Currency::new(&code)
        .map_err(|problem| refused("/facts/refundAmount/currency", problem))?),
});

/// A problem in the one place where a value of its type comes in.
fn refused(pointer: &str, problem: Diagnostic) -> TriageError {
    TriageError::from(Diagnostic::at(problem.code, pointer, problem.detail))
}

/// Texts by a name, as the core keeps them: in the order of the names.
pub(crate) type CustomerTextMap = BTreeMap<String, CustomerText>;

uniffi::custom_type!(
    /// Texts by a name.
    CustomerTextMap, HashMap<String, CustomerText>, {
    remote,
    lower: |texts| texts.into_iter().collect(),
    try_lift: |texts| Ok(texts.into_iter().collect()),
});

/// As [`CustomerTextMap`], of texts that are nobody's words.
pub(crate) type StringMap = BTreeMap<String, String>;

uniffi::custom_type!(
    /// Texts by a name, none of them a customer's.
    StringMap, HashMap<String, String>, {
    remote,
    lower: |texts| texts.into_iter().collect(),
    try_lift: |texts| Ok(texts.into_iter().collect()),
});

/// Counts by a name.
pub(crate) type U64Map = BTreeMap<String, u64>;

uniffi::custom_type!(
    /// Counts by a name.
    U64Map, HashMap<String, u64>, {
    remote,
    lower: |counts| counts.into_iter().collect(),
    try_lift: |counts| Ok(counts.into_iter().collect()),
});

uniffi::custom_type!(
    /// The stable code of a diagnostic, as it is written on the wire.
    Code, String, {
    remote,
    lower: |code| code.as_str().to_owned(),
    try_lift: |text| Code::ALL.iter().find(|code| code.as_str() == text).copied()
        .ok_or_else(|| uniffi::deps::anyhow::anyhow!("not a code of the catalogue")),
});

uniffi::custom_type!(
    /// Any JSON value, as text. A customer's words may stand in it.
    JsonText, String, {
    remote,
    lower: |json| json.as_str().to_owned(),
    // The one place where such a value comes in.
    try_lift: |text| Ok(JsonText::parse(text)
        .map_err(|problem| refused("/aiSuggestion", problem))?),
});

//! What goes wrong: one error type for every door, with stable codes.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::json;

wire_catalogue! {
    /// The stable code of a [`Diagnostic`].
    ///
    /// Codes are part of the contract: one is never renamed and never changes its meaning.
    pub enum Code {
        InvalidJson = "invalid_json": "The bytes are not one JSON document.",
        InvalidToml = "invalid_toml": "The text is not a TOML document.",
        WrongType = "wrong_type": "A value has another JSON type than the one that belongs there.",
        MissingField = "missing_field": "A required key is absent or null.",
        UnknownField = "unknown_field": "A key is not one that belongs there.",
        DuplicateField = "duplicate_field": "A key stands twice in one object.",
        InvalidValue = "invalid_value": "A value is not one of those allowed there.",
        OutOfRange = "out_of_range": "A number lies outside the range allowed there.",
        InvalidTime = "invalid_time": "A time is not written in a form that is read there.",
        TimeOutOfRange = "time_out_of_range": "A time lies outside the years 0001 to 9999.",
        InvalidShape = "invalid_shape": "The document is not of the family that was asked for.",
        InvalidCurrency = "invalid_currency": "A currency is not a code of three capital letters.",
        UnknownBase = "unknown_base": "`extends` names no policy that ships with the library.",
        UnknownVariable = "unknown_variable": "A template names a variable that is not provided.",
        TemplateSyntax = "template_syntax": "A template is not valid Handlebars.",
        UnescapedTag = "unescaped_tag": "An HTML template has a tag that would not be escaped.",
        UnusedVariable = "unused_variable": "A variable is declared that no template names (a notice).",
        ListReplaced = "list_replaced": "A list takes the place of one with other entries (a notice).",
        DuplicateId = "duplicate_id": "Two entries of one list carry the same id.",
        UnknownReference = "unknown_reference": "An id is named that no entry of the document has.",
        EmptyCue = "empty_cue": "A cue, label or name is empty or blank.",
        InvalidCue = "invalid_cue": "A cue cannot be read.",
        ExampleFails = "example_fails": "A cue or a list does not find its example, or finds a counterexample.",
        NegativeDuration = "negative_duration": "A duration is below zero.",
        DurationTooLong = "duration_too_long": "A duration is longer than is answered for there.",
        UnknownTimeZone = "unknown_time_zone": "A time zone is not in the IANA database.",
        NeverOpens = "never_opens": "A calendar has no open moment.",
        InvalidWindow = "invalid_window": "Opening hours or a break are not a pair of local times.",
        InvalidDate = "invalid_date": "A date is not a calendar date.",
        LimitWithoutCurrency = "limit_without_currency": "An amount limit does not say its currency.",
        TooLarge = "too_large": "A document or a list is larger than is allowed there.",
        DeadlineOutOfRange = "deadline_out_of_range": "A deadline lies beyond the year 9999.",
    }
}

/// One thing that is wrong with a document: a stable code, where, and a sentence.
///
/// The sentence never holds a customer's words: it is built from the library's own text and
/// from names of fields, never from the values of messages.
///
/// ```
/// let error = cx_triage::Timestamp::parse("yesterday").unwrap_err();
/// assert_eq!(error.code.as_str(), "invalid_time");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[error("{}", self.sentence())]
pub struct Diagnostic {
    /// What went wrong, for programs.
    pub code: Code,
    /// Where, as a JSON Pointer (RFC 6901) into the document; absent where there is no place.
    pub pointer: Option<String>,
    /// What went wrong, for people: lower case, one sentence, no full stop.
    pub detail: String,
    /// The line, from 1, of the text that was read; absent where no line of it has the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, pointer: None, detail: detail.into(), line: None }
    }

    /// A diagnostic at a JSON Pointer.
    #[must_use]
    pub fn at(code: Code, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, pointer: Some(pointer.into()), detail: detail.into(), line: None }
    }

    /// The same diagnostic, with `prefix` before its pointer (an absent pointer becomes `prefix`).
    #[must_use]
    pub(crate) fn below(mut self, prefix: &str) -> Self {
        self.pointer = Some(format!("{prefix}{}", self.pointer.as_deref().unwrap_or_default()));
        self
    }

    fn sentence(&self) -> String {
        let pointer = self.pointer.as_deref().filter(|pointer| !pointer.is_empty());
        let place = pointer.map_or_else(String::new, |pointer| format!(" at `{pointer}`"));
        let line = self.line.map_or_else(String::new, |line| format!(" in line {line}"));
        format!("{} ({}{place}{line})", self.detail, self.code)
    }
}

/// Everything that is wrong with a document, at least one thing, in the document's order.
///
/// ```
/// let error = cx_triage::Policy::from_json(r#"{"extends": "runbok"}"#).unwrap_err();
/// assert_eq!(error[0].code.as_str(), "unknown_base");
/// assert_eq!(error.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// `found` holds at least one.
    pub(crate) const fn new(found: Vec<Diagnostic>) -> Self {
        Self(found)
    }

    /// Problems of one text, in the order of their lines, those without one last.
    pub(crate) fn in_order(mut found: Vec<Diagnostic>) -> Self {
        found.sort_by_key(|problem| problem.line.unwrap_or(u32::MAX));
        Self(found)
    }

    /// The single diagnostics.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.0.iter().enumerate() {
            write!(f, "{}{diagnostic}", if i == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// That a word is none of `words`.
pub(crate) fn unknown_word(words: &[&str]) -> Diagnostic {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let detail = format!("the value is not known: expected one of {}", words.join(", "));
    Diagnostic::new(Code::InvalidValue, detail)
}

/// The bytes without the byte order mark that some programs write before UTF-8.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
}

/// Appends one reference token to a JSON Pointer, escaped as RFC 6901 asks.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Reads any record of this crate from its JSON; what is wrong is located and told without quoting
/// a value.
///
/// The types that are documents by themselves have a `from_json` of their own; this one is for
/// their parts.
///
/// ```
/// let amount: cx_triage::conversation::Money =
///     cx_triage::bindings::from_json(br#"{"amountMinor": 1250, "currency": "USD"}"#)?;
/// assert_eq!(amount.amount_minor.get(), 1250);
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
///
/// # Errors
/// The first problem of the document.
pub fn from_json<'a, T: serde::Deserialize<'a>>(json: &'a [u8]) -> Result<T, Diagnostic> {
    let text =
        std::str::from_utf8(json).map_err(|_| Diagnostic::new(Code::InvalidJson, NO_UTF8))?;
    serde_json::from_str(text).map_err(|first| {
        // Read again for the place: to keep it at every step is what a good document need not pay.
        let mut track = serde_json::Deserializer::from_str(text);
        match serde_path_to_error::deserialize::<_, T>(&mut track) {
            Err(error) => explain(error.inner(), Some(pointer_of(error.path()))),
            Ok(_) => explain(&first, None),
        }
    })
}

/// A value that is written as an object: serde's structs would also be read from a list of their
/// values, which no document of ours means.
pub(crate) struct Keyed<T>(pub(crate) T);

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Keyed<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyedVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: serde::Deserialize<'de>> serde::de::Visitor<'de> for KeyedVisitor<T> {
            type Value = Keyed<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Keyed<T>, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Keyed)
            }
        }
        deserializer.deserialize_map(KeyedVisitor(std::marker::PhantomData))
    }
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            serde_path_to_error::Segment::Seq { index } => {
                push_token(&mut pointer, &index.to_string());
            }
            serde_path_to_error::Segment::Map { key } => push_token(&mut pointer, key),
            serde_path_to_error::Segment::Enum { variant } => push_token(&mut pointer, variant),
            serde_path_to_error::Segment::Unknown => {}
        }
    }
    pointer
}

/// Turns `serde_json`'s message into a code and a sentence without the value it quotes.
fn explain(error: &serde_json::Error, pointer: Option<String>) -> Diagnostic {
    if error.is_data() {
        let mut diagnostic = explain_data(&error.to_string());
        diagnostic.pointer = pointer;
        return diagnostic;
    }
    // What is wrong with one value has a place of its own.
    let text = error.to_string();
    let of_value = VALUE_PROBLEMS.iter().find(|(start, ..)| text.starts_with(start));
    if let (Some((_, code, detail)), Some(pointer)) = (of_value, &pointer) {
        return Diagnostic::at(*code, pointer, *detail);
    }
    let detail = format!(
        "the document is not valid JSON: {} at line {} column {}",
        if error.is_eof() { "it ends too early" } else { "unexpected text" },
        error.line(),
        error.column()
    );
    Diagnostic::new(Code::InvalidJson, detail)
}

/// The problems that `serde_json` counts as syntax though only one value has them: how its message
/// starts, and what we say.
const VALUE_PROBLEMS: [(&str, Code, &str); 4] = [
    ("number out of range", Code::OutOfRange, "the number is too large"),
    ("lone leading surrogate", Code::InvalidJson, HALF_A_PAIR),
    ("unexpected end of hex escape", Code::InvalidJson, HALF_A_PAIR),
    ("recursion limit exceeded", Code::InvalidJson, "the document is nested too deeply"),
];

/// What a document is refused with that is no text, wherever in it that is.
pub(crate) const NO_UTF8: &str = "a text is not UTF-8";
const HALF_A_PAIR: &str = "a `\\u` escape is half of a surrogate pair";

/// The marker by which a `Deserialize` implementation of this crate says its own code.
const MARK: &str = "cx-triage:";

/// A serde error that carries one of our codes through serde's text-only error type.
///
/// `detail` must not hold a value of the document.
pub(crate) fn coded<E: serde::de::Error>(code: Code, detail: &str) -> E {
    E::custom(format_args!("{MARK}{code}:{detail}"))
}

fn explain_data(text: &str) -> Diagnostic {
    // serde_json appends ` at line L column C`.
    let text = text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(text);
    if let Some((code, detail)) = text.strip_prefix(MARK).and_then(|rest| rest.split_once(':')) {
        return Diagnostic::new(code.parse().unwrap_or(Code::InvalidValue), detail);
    }
    let expected =
        text.rfind(", expected ").and_then(|at| text.get(at + 2..)).map(in_words_of_json);
    let expected = expected.as_deref();
    if let Some(rest) = text.strip_prefix("invalid type: ") {
        let found = json_type(rest);
        let expected = expected.unwrap_or("expected another type");
        return Diagnostic::new(Code::WrongType, format!("{expected}, found {found}"));
    }
    if text.starts_with("missing field ") {
        return Diagnostic::new(Code::MissingField, text);
    }
    if text.starts_with("duplicate field ") {
        return Diagnostic::new(Code::DuplicateField, text);
    }
    if text.starts_with("unknown field ") {
        let expected = expected.unwrap_or("expected no further key");
        return Diagnostic::new(Code::UnknownField, format!("the key is not known: {expected}"));
    }
    if text.starts_with("unknown variant ") {
        let expected = expected.unwrap_or("expected another word");
        return Diagnostic::new(Code::InvalidValue, format!("the value is not known: {expected}"));
    }
    if text.starts_with("invalid value: ") {
        let expected = expected.unwrap_or("expected another value");
        return Diagnostic::new(Code::OutOfRange, format!("the value does not fit: {expected}"));
    }
    Diagnostic::new(Code::InvalidValue, "the value cannot be read here")
}

/// What serde expects, without the names of Rust's types.
fn in_words_of_json(expected: &str) -> Cow<'_, str> {
    let what = expected.strip_prefix("expected ").unwrap_or(expected);
    let said = match what {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" | "an integer" => {
            "a whole number"
        }
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "a map" => "an object",
        "unit" | "Option" | "option" => "null",
        _ if what.starts_with("struct ") => "an object",
        _ if what.starts_with("tuple") || what.starts_with("an array of") => "a list",
        _ => return Cow::Borrowed(expected),
    };
    Cow::Owned(format!("expected {said}"))
}

/// The JSON type that serde names at the start of `rest`, without the value it quotes.
fn json_type(rest: &str) -> &'static str {
    const TYPES: [(&str, &str); 7] = [
        ("string", "a string"),
        ("integer", "an integer"),
        ("floating point", "a fraction"),
        ("boolean", "a boolean"),
        ("null", "null"),
        ("sequence", "a list"),
        ("map", "an object"),
    ];
    TYPES.iter().find(|(name, _)| rest.starts_with(name)).map_or("another type", |(_, text)| text)
}

/// Reads a record from any serde format, with the same diagnostics as [`from_json`]: the way in
/// for columns and other rows that are not JSON.
///
/// In a format that is not for people to read ([`Deserializer::is_human_readable`] is false) a
/// [`Timestamp`](crate::Timestamp) is also read from an integer, in milliseconds since the epoch.
///
/// [`Deserializer::is_human_readable`]: serde::Deserializer::is_human_readable
///
/// # Errors
/// The first problem of the record.
pub fn read<'de, T, D>(row: D) -> Result<T, Diagnostic>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de> + Clone,
{
    if let Ok(value) = T::deserialize(row.clone()) {
        return Ok(value);
    }
    serde_path_to_error::deserialize::<_, T>(row).map_err(|error| {
        let mut diagnostic = explain_data(&error.inner().to_string());
        diagnostic.pointer = Some(pointer_of(error.path()));
        diagnostic
    })
}

/// Writes any record of this crate as JSON, without blanks.
///
/// Its types have string keys and no fallible `Serialize`, so that writing cannot fail.
#[must_use]
pub fn to_json<T: Serialize>(document: &T) -> String {
    json::write(document).unwrap_or_else(|| serde_json::to_string(document).unwrap_or_default())
}

/// Reads a parsed JSON value into `T`, with the same diagnostics as [`from_json`].
pub(crate) fn decode<T: serde::de::DeserializeOwned>(
    value: &serde_json::Value,
) -> Result<T, Diagnostic> {
    from_json(value.to_string().as_bytes())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
        text
    })
}

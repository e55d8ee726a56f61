//! JSON that the library carries and does not read.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::diagnostic::{Code, Diagnostic, coded, from_json, to_json};

/// Any JSON value, carried as text: the metadata of a model's suggestion, a row's payload.
///
/// What is read is brought into RFC 8785 form (keys sorted, numbers as IEEE doubles, no blanks),
/// so that it is the same bytes in every language. It is nested at most 64 levels deep, so that
/// the document around it is read back. `Debug` hides it, since it may hold a customer's words.
///
/// ```
/// let metadata = cx_triage::decision::JsonText::parse(r#"{"model": "m", "confidence": 0.80}"#)?;
/// assert_eq!(metadata.as_str(), r#"{"confidence":0.8,"model":"m"}"#);
/// assert_eq!(format!("{metadata:?}"), "JsonText(30 bytes)");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonText(String);

impl JsonText {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// [`Code::InvalidJson`](crate::Code::InvalidJson) where the text is not one JSON value, or
    /// is nested too deeply.
    pub fn parse(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        from_json(json.as_ref())
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_null(&self) -> bool {
        self.0 == "null"
    }

    /// A document of this crate, in its own key order.
    pub(super) fn of<T: Serialize>(document: &T) -> Self {
        Self(to_json(document))
    }

    /// JSON that was read before, byte for byte.
    pub(super) fn verbatim(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// The same JSON without `\u0000` in its strings.
    pub(super) fn without_nul(self) -> Self {
        if !self.0.contains(NUL) {
            return self;
        }
        let mut text = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        // Escape by escape: `\\u0000` is an escaped backslash and five other characters.
        while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at))
        {
            text.push_str(before);
            rest = escape.strip_prefix(NUL).unwrap_or_else(|| {
                let (pair, after) = escape.split_at_checked(2).unwrap_or((escape, ""));
                text.push_str(pair);
                after
            });
        }
        text.push_str(rest);
        Self(text)
    }

    /// The value itself.
    #[cfg(feature = "redact")]
    pub(super) fn value(&self) -> Value {
        // The text was written from a value.
        serde_json::from_str(&self.0).unwrap_or_default()
    }

    pub(super) fn canonical(value: &Value) -> Self {
        // A parsed value has string keys and finite numbers: writing cannot fail.
        Self(serde_json_canonicalizer::to_string(value).unwrap_or_else(|_| "null".to_owned()))
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonText({} bytes)", self.0.len())
    }
}

impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue =
            serde_json::from_str(&self.0).map_err(<S::Error as serde::ser::Error>::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if depth(&value) > DEEPEST {
            return Err(coded(Code::InvalidJson, "the document is nested too deeply"));
        }
        Ok(Self::canonical(&value))
    }
}

const DEEPEST: usize = 64;

const NUL: &str = "\\u0000";

/// How many lists and objects stand in one another; the parser's own limit bounds the recursion.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or_default(),
        Value::Object(object) => 1 + object.values().map(depth).max().unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for JsonText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "JsonText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "description": "Any JSON value." })
    }
}

#[cfg(test)]
mod tests {
    use super::JsonText;

    #[test]
    fn nul_is_left_out_and_nothing_else() {
        for (json, expected) in [
            (r#"{"a":"x\u0000y\u0000"}"#, r#"{"a":"xy"}"#),
            (r#"{"a":"x\\u0000"}"#, r#"{"a":"x\\u0000"}"#),
            (r#"{"a":"\\\u0000\n"}"#, r#"{"a":"\\\n"}"#),
            (r#"{"a":"\u0001"}"#, r#"{"a":"\u0001"}"#),
        ] {
            assert_eq!(JsonText::parse(json).unwrap().without_nul().as_str(), expected);
        }
    }

    #[test]
    fn a_document_is_nested_64_levels_at_most() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(JsonText::parse(nested(64)).is_ok());
        for depth in [65, 127, 128, 10_000] {
            let error = JsonText::parse(nested(depth)).unwrap_err();
            assert_eq!(error.code.as_str(), "invalid_json", "{depth}");
        }
    }
}

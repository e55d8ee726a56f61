//! JSON that the library carries and does not read.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, coded, from_json, to_json};

/// Any JSON value, carried as text: the metadata of a model's suggestion, a row's payload.
///
/// What is read is brought into RFC 8785 form (keys sorted, numbers as IEEE doubles, no blanks),
/// so that it is the same bytes in every language. `Debug` hides it, since it may hold a
/// customer's words.
///
/// ```
/// let metadata = cx_triage::JsonText::parse(r#"{"model": "m", "confidence": 0.80}"#)?;
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
    /// [`Code::InvalidJson`](crate::Code::InvalidJson) where the text is not one JSON value.
    pub fn parse(json: impl AsRef<[u8]>) -> Result<Self, Diagnostic> {
        from_json::<Value>(json.as_ref()).map(|value| Self::canonical(&value))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A document of this crate, in its own key order.
    pub(super) fn of<T: Serialize>(document: &T) -> Self {
        Self(to_json(document))
    }

    /// JSON that was read before, byte for byte.
    pub(super) fn verbatim(json: &[u8]) -> Self {
        Self(String::from_utf8_lossy(json).into_owned())
    }

    /// The value itself.
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
        Value::deserialize(deserializer)
            .map(|value| Self::canonical(&value))
            .map_err(|_| coded(crate::diagnostic::Code::InvalidJson, "expected a JSON value"))
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

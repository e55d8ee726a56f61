//! The JSON Schemas of the documents, as the types give them.

use std::path::{Path, PathBuf};

use cx_triage::{Assessment, Conversation, DecisionEvent, Policy};
use jsonschema::Validator;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The folder that holds the committed schemas.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/schema")
}

/// The name of each schema's file with the schema: of what is written for event and assessment,
/// of what is read for conversation and policy.
///
/// # Panics
/// If a schema is not JSON, which it always is.
#[must_use]
pub fn schemas() -> [(&'static str, Value); 4] {
    [
        ("event.json", schema::<DecisionEvent>(true)),
        ("assessment.json", schema::<Assessment>(true)),
        ("conversation.json", schema::<Conversation>(false)),
        ("policy.json", schema::<Policy>(false)),
    ]
}

fn schema<T: JsonSchema>(written: bool) -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = if written { settings.for_serialize() } else { settings };
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A validator of one of the schemas, formats included.
///
/// # Panics
/// If there is no such schema or it is not one.
#[must_use]
#[expect(clippy::panic, reason = "a helper of tests")]
pub fn validator(name: &str) -> Validator {
    let found = schemas().into_iter().find(|(known, _)| *known == name);
    let Some((_, schema)) = found else { panic!("no schema `{name}`") };
    compile(&schema)
}

/// A validator of a schema, formats included.
///
/// # Panics
/// If it is not one.
#[must_use]
#[expect(clippy::panic, reason = "a helper of tests")]
pub fn compile(schema: &Value) -> Validator {
    match jsonschema::options().should_validate_formats(true).build(schema) {
        Ok(validator) => validator,
        Err(error) => panic!("not a schema: {error}"),
    }
}

/// What a validator finds wrong with a document in JSON, one line each.
#[must_use]
pub fn problems(validator: &Validator, json: &str) -> Vec<String> {
    match serde_json::from_str::<Value>(json) {
        Ok(value) => validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect(),
        Err(error) => vec![format!("not JSON: {error}")],
    }
}

//! Reading policy documents: shipped ones, `extends`, and everything that is wrong at once.

mod form;
mod lines;
mod merge;
mod near;
mod origin;

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use self::lines::Format;
use self::merge::Merged;
pub(super) use self::near::hint;
pub(super) use self::origin::Origin;
use self::origin::Source;
use super::replies::unused_variables;
use super::{Compiled, Policy, limits};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, from_json as parse};
use crate::lexicon::{SharedLanguage, shipped_json};

/// The shipped policies as the build makes them of `core/policies`; the runbook's languages stand
/// apart ([`SharedLanguage`]).
const SHIPPED: [(&str, &str); 2] = [
    (RUNBOOK, include_str!(concat!(env!("OUT_DIR"), "/runbook.json"))),
    ("hotdash-2025-10", include_str!(concat!(env!("OUT_DIR"), "/hotdash-2025-10.json"))),
];
const RUNBOOK: &str = "runbook";

/// The policy `runbook`, read once.
pub(super) fn runbook() -> &'static Policy {
    static READ: OnceLock<Policy> = OnceLock::new();
    READ.get_or_init(|| {
        let [(_, json), _] = SHIPPED;
        Policy { language: SharedLanguage::all_shipped().collect(), ..read(json) }
    })
}

/// The policy `hotdash-2025-10`, read once.
pub(super) fn hotdash() -> &'static Policy {
    static READ: OnceLock<Policy> = OnceLock::new();
    READ.get_or_init(|| {
        let [_, (_, json)] = SHIPPED;
        read(json)
    })
}

fn read(json: &str) -> Policy {
    #[expect(clippy::expect_used, reason = "a test reads both; they are part of the build")]
    serde_json::from_str(json).expect("a shipped policy reads")
}

fn shipped_value(name: &str) -> Option<Value> {
    let (_, json) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
    let mut value: Value = serde_json::from_str(json).ok()?;
    if name == RUNBOOK {
        let languages = shipped_json()
            .map(|(code, json)| Some((code.to_owned(), serde_json::from_str(json).ok()?)));
        let languages: Option<serde_json::Map<String, Value>> = languages.collect();
        value.as_object_mut()?.insert("language".to_owned(), Value::Object(languages?));
    }
    Some(value)
}

#[cfg(feature = "toml")]
pub(super) fn from_toml(text: &str) -> Result<Policy, Diagnostics> {
    limits::text(text.len())?;
    resolve(toml_value(text)?, text, Format::Toml)
}

pub(super) fn from_json(json: &[u8]) -> Result<Policy, Diagnostics> {
    limits::text(json.len())?;
    let document = parse::<Value>(json)?;
    resolve(document, &String::from_utf8_lossy(json), Format::Json)
}

#[cfg(feature = "toml")]
fn toml_value(text: &str) -> Result<Value, Diagnostic> {
    let invalid = |detail: String| Diagnostic::new(Code::InvalidToml, detail);
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = lines::line_at(text, error.span().map_or(0, |span| span.start));
        let mut problem = invalid(format!("the document is not valid TOML: {}", error.message()));
        problem.line = Some(line);
        problem
    })?;
    serde_json::to_value(table).map_err(|_| invalid("a value has no place in a policy".into()))
}

/// Applies `extends` and reads the document; where anything is wrong, everything that is.
fn resolve(mut document: Value, text: &str, format: Format) -> Result<Policy, Diagnostics> {
    let mut source = Source::new(text, format);
    limits::lists(&document).map_err(|problem| Diagnostics::new(source.own(vec![problem])))?;
    let Some(object) = document.as_object_mut() else {
        return Err(Diagnostic::at(Code::WrongType, "", "expected an object").into());
    };
    let mut merged = Merged::default();
    let whole = match object.remove("extends") {
        None => document,
        Some(extended) => {
            if !object.contains_key("name") {
                let detail = "missing field `name`: a policy that extends another has its own";
                merged.diagnostics.push(Diagnostic::at(Code::MissingField, "/name", detail));
            }
            let mut whole =
                base(&extended).map_err(|problem| Diagnostics::new(source.own(vec![problem])))?;
            merged.lay(&mut whole, document);
            whole
        }
    };
    source.moved = merged.moved;
    let (policy, read) = form::read(whole);
    let mut wrong = source.own(merged.diagnostics);
    let wrong_form = !read.diagnostics.is_empty();
    wrong.extend(source.locate(read.diagnostics));
    let Some(mut policy) = policy else { return Err(Diagnostics::in_order(wrong)) };
    if wrong_form || !wrong.is_empty() {
        // What is wrong with the form does not hide what is wrong with the meaning.
        let meaning = Compiled::new(&policy).err().map(Diagnostics::into_vec);
        let untouched = meaning.unwrap_or_default().into_iter().filter(|problem| {
            let pointer = problem.pointer.as_deref().unwrap_or_default();
            // What is said of a table as a whole may come of what was taken out of it.
            !read.mended.iter().any(|mended| {
                pointer.starts_with(mended.as_str())
                    || mended.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
            })
        });
        wrong.extend(source.locate(untouched.collect()));
        return Err(Diagnostics::in_order(wrong));
    }
    source.notices = source.own(merged.notices);
    source.notices.extend(source.locate(unused_variables(&policy)));
    policy.origin = Origin(Some(Arc::new(source)));
    Ok(policy)
}

/// The policy that `extends` names.
fn base(extended: &Value) -> Result<Value, Diagnostic> {
    let wrong = |code, detail: String| Diagnostic::at(code, "/extends", detail);
    let name = extended.as_str().ok_or_else(|| {
        wrong(Code::WrongType, "expected the name of a shipped policy".to_owned())
    })?;
    shipped_value(name).ok_or_else(|| {
        let known = SHIPPED.map(|(name, _)| name);
        let hint = near::hint(name, &known);
        wrong(Code::UnknownBase, format!("expected `runbook` or `hotdash-2025-10`{hint}"))
    })
}

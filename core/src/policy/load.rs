//! Reading policy documents: shipped ones, `extends`, and every structural problem at once.

use std::sync::OnceLock;

use serde_json::Value;

use super::Policy;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, decode, from_json as parse};

/// The shipped policies as the build makes them of `core/policies`, the word lists put in.
const SHIPPED: [(&str, &str); 2] = [
    ("runbook", include_str!(concat!(env!("OUT_DIR"), "/runbook.json"))),
    ("hotdash-2025-10", include_str!(concat!(env!("OUT_DIR"), "/hotdash-2025-10.json"))),
];

/// The shipped policies, `runbook` and `hotdash-2025-10`, read once.
pub(super) fn shipped() -> &'static (Policy, Policy) {
    static READ: OnceLock<(Policy, Policy)> = OnceLock::new();
    READ.get_or_init(|| {
        let [runbook, hotdash] = SHIPPED.map(|(_, json)| serde_json::from_str(json));
        #[expect(clippy::expect_used, reason = "a test reads both; they are part of the build")]
        (runbook.expect("the runbook's policy reads"), hotdash.expect("hotdash's policy reads"))
    })
}

fn shipped_value(name: &str) -> Option<Value> {
    let (_, json) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
    serde_json::from_str(json).ok()
}

#[cfg(feature = "toml")]
pub(super) fn from_toml(text: &str) -> Result<Policy, Diagnostics> {
    resolve(toml_value(text)?)
}

pub(super) fn from_json(json: &[u8]) -> Result<Policy, Diagnostics> {
    resolve(parse::<Value>(json)?)
}

#[cfg(feature = "toml")]
fn toml_value(text: &str) -> Result<Value, Diagnostic> {
    let invalid = |detail: String| Diagnostic::new(Code::InvalidToml, detail);
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        invalid(format!("the document is not valid TOML: {} in line {line}", error.message()))
    })?;
    serde_json::to_value(table).map_err(|_| invalid("a value has no place in a policy".into()))
}

/// Applies `extends` and reads the document.
fn resolve(mut document: Value) -> Result<Policy, Diagnostics> {
    let wrong = |code, detail: &str| Diagnostics::from(Diagnostic::at(code, "/extends", detail));
    let Some(object) = document.as_object_mut() else {
        return Err(Diagnostic::at(Code::WrongType, "", "expected an object").into());
    };
    let whole = match object.remove("extends") {
        None => document,
        Some(Value::String(name)) => {
            let mut base = shipped_value(&name).ok_or_else(|| {
                wrong(Code::UnknownBase, "expected `runbook` or `hotdash-2025-10`")
            })?;
            merge(&mut base, document);
            base
        }
        Some(_) => return Err(wrong(Code::WrongType, "expected the name of a shipped policy")),
    };
    read_all(whole)
}

/// Lays `over` on `base`: objects key by key, lists of named entries entry by entry, the rest
/// as a whole.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                match base.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => drop(base.insert(key, value)),
                }
            }
        }
        (Value::Array(base), Value::Array(over)) if is_named(base) && is_named(&over) => {
            let known = base.len();
            for entry in over {
                let same = base.iter_mut().take(known).find(|b| name_of(b) == name_of(&entry));
                match same {
                    Some(same) => merge(same, entry),
                    None => base.push(entry),
                }
            }
        }
        (base, over) => *base = over,
    }
}

fn is_named(list: &[Value]) -> bool {
    !list.is_empty() && list.iter().all(|entry| name_of(entry).is_some())
}

fn name_of(entry: &Value) -> Option<&str> {
    entry.get("id").or_else(|| entry.get("code")).and_then(Value::as_str)
}

/// More structural problems than this are not looked for.
const MOST: usize = 64;

/// Reads the document; for each problem, mends a copy from the runbook's policy and reads on,
/// so that all problems are reported at once.
fn read_all(mut document: Value) -> Result<Policy, Diagnostics> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    while diagnostics.len() < MOST {
        let problem = match decode::<Policy>(&document) {
            Ok(policy) if diagnostics.is_empty() => return Ok(policy),
            Ok(_) => break,
            Err(problem) => problem,
        };
        let pointer = problem.pointer.clone().unwrap_or_default();
        let mended = mend(&mut document, &pointer, problem.code);
        if diagnostics.contains(&problem) {
            break;
        }
        diagnostics.push(problem);
        if !mended {
            break;
        }
    }
    Err(Diagnostics::new(diagnostics))
}

/// Takes an unknown key out, or puts the runbook's value in; false where neither helps.
fn mend(document: &mut Value, pointer: &str, code: Code) -> bool {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    let key = key.replace("~1", "/").replace("~0", "~");
    if code == Code::UnknownField {
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
        return parent.is_some_and(|object| object.remove(&key).is_some());
    }
    let Some(base) = shipped_value("runbook") else { return false };
    let (Some(here), Some(there)) = (document.pointer_mut(pointer), base.pointer(pointer)) else {
        return false;
    };
    match (&mut *here, there) {
        (Value::Object(here), Value::Object(there)) if code == Code::MissingField => {
            for (key, value) in there {
                here.entry(key).or_insert_with(|| value.clone());
            }
        }
        _ => *here = there.clone(),
    }
    true
}

//! Reading a whole document into a policy: every problem of its form at once.

use serde_json::Value;

use super::super::Policy;
use super::near;
use super::origin::below;
use super::shipped_value;
use crate::diagnostic::{Code, Diagnostic, decode};

/// More structural problems than this are not looked for.
const MOST: usize = 64;

/// What was wrong, and which values were put in to read on.
#[derive(Default)]
pub(super) struct Read {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Pointers of the whole policy.
    pub(super) mended: Vec<String>,
}

/// Reads the document; for each problem, mends a copy from the runbook's policy and reads on. The
/// policy is there unless one of them could not be mended.
pub(super) fn read(mut document: Value) -> (Option<Policy>, Read) {
    let mut read = Read::default();
    while read.diagnostics.len() < MOST {
        let problem = match decode::<Policy>(&document) {
            Ok(policy) => return (Some(policy), read),
            Err(problem) => problem,
        };
        // What was taken out because its value was wrong is not missing.
        let taken_out = missing_key(&problem).is_some_and(|key| read.mended.contains(&key));
        if taken_out || read.diagnostics.contains(&problem) {
            break;
        }
        let mended = mend(&mut document, &problem);
        read.diagnostics.push(told(problem, &document));
        match mended {
            Some(pointer) => read.mended.push(pointer),
            None => break,
        }
    }
    (None, read)
}

/// Keys that went, wherever an author puts them, and what says the same now.
const MOVED: [(&str, &str); 1] = [(
    "restarts_clock",
    "the key is gone: `sla.reopen` says which later episodes have a clock of their own \
     (`episode`, `rapid` or `never`)",
)];

/// The problem with the nearest known name.
fn told(mut problem: Diagnostic, document: &Value) -> Diagnostic {
    let pointer = problem.pointer.as_deref().unwrap_or_default();
    let moved = MOVED.iter().find(|(key, _)| pointer.rsplit('/').next() == Some(*key));
    if let Some((_, hint)) = moved.filter(|_| problem.code == Code::UnknownField) {
        (*hint).clone_into(&mut problem.detail);
        return problem;
    }
    let written = match problem.code {
        Code::UnknownField => pointer.rsplit('/').next(),
        Code::InvalidValue => document.pointer(pointer).and_then(Value::as_str),
        _ => None,
    };
    let known = near::quoted(&problem.detail);
    if let Some(near) = written.and_then(|written| near::nearest(written, &known)) {
        let what = if problem.code == Code::UnknownField { "key" } else { "value" };
        problem.detail = format!("the {what} is not known, did you mean `{near}`?");
    }
    problem
}

/// Takes an unknown key out, or puts the runbook's value in; the pointer of what was changed.
fn mend(document: &mut Value, problem: &Diagnostic) -> Option<String> {
    let pointer = problem.pointer.clone().unwrap_or_default();
    if problem.code == Code::UnknownField {
        remove(document, &pointer)?;
        return Some(pointer);
    }
    let base = shipped_value("runbook")?;
    if let Some(missing) = missing_key(problem) {
        let key = near::quoted(&problem.detail).first().copied()?.to_owned();
        let value = like(&base, &missing)?.clone();
        document.pointer_mut(&pointer)?.as_object_mut()?.insert(key, value);
        return Some(missing);
    }
    match like(&base, &pointer) {
        Some(value) => *document.pointer_mut(&pointer)? = value.clone(),
        None => remove(document, &pointer)?,
    }
    Some(pointer)
}

/// Where the key would stand that is missing.
fn missing_key(problem: &Diagnostic) -> Option<String> {
    let key = near::quoted(&problem.detail).first().copied()?;
    let pointer = problem.pointer.as_deref().unwrap_or_default();
    (problem.code == Code::MissingField).then(|| below(pointer, key))
}

fn remove(document: &mut Value, pointer: &str) -> Option<()> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    document.pointer_mut(parent)?.as_object_mut()?.remove(&key).map(drop)
}

/// The runbook's value at a pointer, or one of its kind: of a list or a map that is shorter there,
/// the first entry.
fn like<'v>(base: &'v Value, pointer: &str) -> Option<&'v Value> {
    pointer.split('/').skip(1).try_fold(base, |value, token| match value {
        Value::Array(list) => list.get(token.parse::<usize>().ok()?).or_else(|| list.first()),
        Value::Object(object) => {
            let known = object.get(token);
            known.or_else(|| object.values().next().filter(|_| is_map(object)))
        }
        _ => None,
    })
}

/// Whether a table holds values of one kind under names of the author's choice.
fn is_map(object: &serde_json::Map<String, Value>) -> bool {
    let mut values = object.values();
    values.next().is_some_and(|first| {
        values.all(|value| std::mem::discriminant(value) == std::mem::discriminant(first))
    })
}

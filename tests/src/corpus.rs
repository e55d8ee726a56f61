//! The corpus: files of cases that every language runs alike.
//!
//! A file is `{"theme", "cases": […]}`; a case has a `name` that is unique in all files, a
//! `source` (the section it was derived from), a `why`, an `op`, the inputs of that op and an
//! `expect`, which [`differences`] compares with the answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// One file of the corpus.
#[derive(Debug)]
pub struct CorpusFile {
    /// The file's name without its folder.
    pub name: String,
    /// Its cases, in order.
    pub cases: Vec<Case>,
}

/// One case of the corpus.
#[derive(Debug)]
pub struct Case {
    /// The case's name, unique in all files.
    pub name: String,
    /// What is called.
    pub op: String,
    /// What the answer must match.
    pub expect: Value,
    /// The whole case, for the inputs of its op.
    pub fields: Map<String, Value>,
}

impl Case {
    /// An input of the case, as JSON text: a string as it is, any other value written out.
    ///
    /// # Errors
    /// If the case has no such input.
    pub fn text(&self, key: &str) -> Result<String, String> {
        match self.fields.get(key) {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(value) => Ok(value.to_string()),
            None => Err(format!("the case has no `{key}`")),
        }
    }
}

/// The folder that holds the corpus.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Reads every `*.json` file of `folder`, in the order of their names.
///
/// # Errors
/// All that is wrong with the files: unreadable ones, cases without a name, a source, a reason,
/// an op or an expectation, names used twice.
pub fn load(folder: &Path) -> Result<Vec<CorpusFile>, String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match read(&path) {
            Ok(cases) => {
                for case in &cases {
                    if let Some(other) = seen.insert(case.name.clone(), name.clone()) {
                        problems.push(format!("{name}: `{}` is a name of {other}", case.name));
                    }
                }
                files.push(CorpusFile { name, cases });
            }
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems.join("\n")) }
}

#[expect(clippy::disallowed_methods, reason = "the corpus lies in files; only the core reads none")]
fn read(path: &Path) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let document: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let cases = document.get("cases").and_then(Value::as_array).ok_or("it has no `cases`")?;
    if cases.is_empty() {
        return Err("it has no case".to_owned());
    }
    cases
        .iter()
        .enumerate()
        .map(|(i, case)| case_of(case).map_err(|e| format!("case {i}: {e}")))
        .collect()
}

fn case_of(case: &Value) -> Result<Case, String> {
    let fields = case.as_object().ok_or("it is not an object")?;
    let text = |key: &str| {
        let found = fields.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        found.map(str::to_owned).ok_or(format!("it has no `{key}`"))
    };
    text("source")?;
    text("why")?;
    Ok(Case {
        name: text("name")?,
        op: text("op")?,
        expect: fields.get("expect").cloned().ok_or("it has no `expect`")?,
        fields: fields.clone(),
    })
}

/// What of `expected` does not hold of `actual`, one line each, with its JSON Pointer.
///
/// An object matches if every key that it lists is there and matches; a list must have the same
/// length and match one by one; anything else must be equal.
#[must_use]
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(expected, actual, &mut String::new(), &mut found);
    found
}

fn compare(expected: &Value, actual: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let length = pointer.len();
    match (expected, actual) {
        (Value::Object(keys), Value::Object(values)) => {
            for (key, value) in keys {
                let _ = write!(pointer, "/{key}");
                match values.get(key) {
                    Some(other) => compare(value, other, pointer, found),
                    None => found.push(format!("{pointer}: expected {value}, found no such key")),
                }
                pointer.truncate(length);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (i, (item, other)) in items.iter().zip(others).enumerate() {
                let _ = write!(pointer, "/{i}");
                compare(item, other, pointer, found);
                pointer.truncate(length);
            }
        }
        _ if expected == actual => {}
        _ => found.push(format!("{pointer}: expected {expected}, got {actual}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differences;

    #[test]
    fn an_object_may_have_more_keys_but_not_fewer() {
        assert!(differences(&json!({"a": 1}), &json!({"a": 1, "b": 2})).is_empty());
        assert_eq!(differences(&json!({"a": null}), &json!({})).len(), 1);
    }

    #[test]
    fn a_list_has_the_same_length() {
        assert!(differences(&json!([{"a": 1}, 2]), &json!([{"a": 1, "b": 3}, 2])).is_empty());
        assert_eq!(differences(&json!([]), &json!([1])).len(), 1);
        assert_eq!(differences(&json!([1, 2]), &json!([1, 3])), ["/1: expected 2, got 3"]);
    }

    #[test]
    fn scalars_are_equal_and_of_one_type() {
        assert!(
            differences(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_993_i64))
                .is_empty()
        );
        assert_eq!(
            differences(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64)).len(),
            1
        );
        assert_eq!(differences(&json!(null), &json!("p1")).len(), 1);
        assert_eq!(differences(&json!("1"), &json!(1)).len(), 1);
    }

    #[test]
    fn every_difference_is_told() {
        let expected = json!({"a": {"b": 1}, "c": [1], "d": 4});
        assert_eq!(differences(&expected, &json!({"a": {"b": 2}, "c": [], "d": 4})).len(), 2);
    }
}

//! The documentation of the Kotlin and Swift records is the core's.
//!
//! Rust's own lint on missing documentation does not see UniFFI's remote mirrors, and a mirror
//! that says something else than the core would say it in every IDE.

#![allow(
    clippy::disallowed_methods,
    clippy::doc_markdown,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the test reads the sources and fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The documentation of each field and variant of each `pub struct` and `pub enum`, by
/// `Type.member`, and the first paragraph of each type's own, by `Type`; with `mirrors_only`, of
/// those below `#[uniffi::remote]`.
fn documentation(folder: &str, mirrors_only: bool) -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut files);
    let mut found = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let (mut item, mut docs, mut remote) = (None::<String>, String::new(), false);
        for line in text.lines() {
            let words = line.trim();
            if let Some(sentence) = words.strip_prefix("///") {
                docs.push_str(sentence);
                docs.push('\n');
                continue;
            }
            if words.starts_with("#[") || words.starts_with("reason") {
                remote |= words.starts_with("#[uniffi::remote");
                continue;
            }
            let opens = |kind: &str| line.strip_prefix(kind)?.strip_suffix(" {");
            if let Some(name) = opens("pub struct ").or_else(|| opens("pub enum ")) {
                item = (remote || !mirrors_only).then(|| name.to_owned());
                remote = false;
                if let Some(item) = &item {
                    let paragraph = docs.split("\n\n").next().unwrap_or_default();
                    found.insert(item.clone(), plain(paragraph));
                }
            } else if line == "}" {
                item = None;
            } else if let (Some(item), Some(member)) = (&item, member(line)) {
                found.insert(format!("{item}.{member}"), plain(&docs));
            }
            docs.clear();
        }
    }
    found
}

/// The field or variant that a line of a type's body declares.
fn member(line: &str) -> Option<&str> {
    let declared = line.strip_prefix("    ")?;
    let declared = declared.strip_prefix("pub ").unwrap_or(declared);
    let name = declared.split([':', ',', '(', ' ']).next()?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then_some(name)
}

/// The text without links and without regard to line ends: Rust's links lead nowhere in Kotlin.
fn plain(docs: &str) -> String {
    let words: Vec<&str> = docs.split_whitespace().filter(|word| !word.contains("[`")).collect();
    words.join(" ")
}

#[test]
fn every_mirror_is_documented_as_in_the_core() {
    let core = documentation("core/src", false);
    let mirrors = documentation("bindings-uniffi/src", true);
    assert!(mirrors.len() > 200, "only {} types and members of mirrors were found", mirrors.len());
    let mut wrong = Vec::new();
    for (member, docs) in &mirrors {
        if docs.is_empty() {
            wrong.push(format!("{member} has no documentation"));
        }
        // Members that a macro declares, and sentences with a link, are worded by hand.
        let original = core.get(member).filter(|original| !original.is_empty());
        let by_hand = ["`Message.senderId`", "`withMessages`", "`redacted()`"];
        let worded = by_hand.iter().any(|link| docs.contains(link));
        if let Some(original) = original.filter(|_| !worded) {
            let (ours, theirs) = (docs.to_lowercase(), original.to_lowercase());
            if ours.trim_end_matches('.') != theirs.trim_end_matches('.') {
                wrong.push(format!("{member}: {docs:?}, in the core {original:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

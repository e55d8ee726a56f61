//! The floors of the core: a module imports only from modules below it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the test reads the sources and fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules by floor, from the ground up.
const FLOORS: &[&[&str]] = &[
    &["diagnostic"],
    &["wire"],
    &["conversation"],
    &["text", "business_hours", "timeline", "samples"],
    &["name", "money", "operator_words", "template"],
    &["lexicon"],
    &["sla", "topic", "risk", "confirmation", "chatwoot"],
    &["policy"],
    &["promise"],
    &["follow_up"],
    &["resolution"],
    &["assess"],
    &["decision", "health", "breach_trend"],
    &["texts"],
    &["assessment", "bindings", "hours", "language"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules of this crate that a source names after `crate::`, tests aside.
fn imports(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            // `use crate::{a, b::{c, d}};`: the first word of each entry of the outer list.
            let mut depth = 0;
            let mut entry = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => modules.push(word(std::mem::take(&mut entry).trim())),
                    _ if depth == 0 => entry.push(c),
                    _ => {}
                }
            }
            modules.push(word(entry.trim()));
        } else {
            modules.push(word(rest));
        }
    }
    modules.retain(|module| module.starts_with(char::is_lowercase));
    modules
}

#[test]
fn a_file_imports_only_from_floors_below() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let Some(own) = floor(&module) else {
            broken.push(format!("{}: the module `{module}` has no floor", inside.display()));
            continue;
        };
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            seen += 1;
            let allowed = import == module || floor(&import).is_some_and(|other| other < own);
            if !allowed {
                broken.push(format!(
                    "{}: floor {own} imports `{import}` of floor {:?}",
                    inside.display(),
                    floor(&import)
                ));
            }
        }
    }
    assert!(seen > 50, "only {seen} imports were read");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_chatwoot_door_is_imported_by_nothing_in_the_core() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        if inside.starts_with("chatwoot") || inside == Path::new("lib.rs") {
            continue;
        }
        let imports = imports(&fs::read_to_string(&file).unwrap());
        assert!(!imports.contains(&"chatwoot".to_owned()), "{}", inside.display());
    }
}

#[test]
fn imports_are_read_from_use_lines_and_paths() {
    let source =
        "use crate::{a, b::{c, d}, E};\nuse crate::f::G;\nfn x() { crate::h::i() } // crate::no\n";
    assert_eq!(imports(source), ["a", "b", "f", "h", "no"]);
}

//! The files of the core, and which of them each file names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A file as a module: `["sla", "metric"]` is `sla/metric.rs`, `["sla"]` is `sla/mod.rs`.
pub(crate) type Module = Vec<String>;

/// The sources of the core by module, without comments and unit tests.
pub(crate) struct Sources {
    texts: BTreeMap<Module, String>,
    /// The modules that are a folder's `mod.rs`.
    faces: BTreeSet<Module>,
}

impl Sources {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
        let mut files = Vec::new();
        find(&root, &mut files);
        let mut sources = Self { texts: BTreeMap::new(), faces: BTreeSet::new() };
        for file in files {
            let inside = file.strip_prefix(&root).unwrap().with_extension("");
            let mut module: Module =
                inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|last| last == "mod") {
                module.pop();
                sources.faces.insert(module.clone());
            }
            sources.texts.insert(module, code(&fs::read_to_string(&file).unwrap()));
        }
        sources
    }

    /// Every file but the crate's root.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.texts.keys().filter(|module| module.as_slice() != ["lib"])
    }

    /// Whether it is a folder's `mod.rs`.
    pub(crate) fn is_face(&self, module: &Module) -> bool {
        self.faces.contains(module)
    }

    /// The files that declare what a file names, itself apart.
    pub(crate) fn named_by(&self, module: &Module) -> BTreeSet<Module> {
        let paths = paths(&self.texts[module]);
        let named = paths.iter().filter_map(|path| self.declared_in(module, path, 0));
        named.filter(|named| named != module).collect()
    }

    /// The file that declares what a path in `module` leads to; re-exports are followed.
    fn declared_in(&self, module: &Module, path: &[String], depth: usize) -> Option<Module> {
        let mut here = module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (here, rest) = (Module::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|word| word == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            child => {
                here.push(child.to_owned());
                if !self.texts.contains_key(&here) {
                    return None;
                }
                rest = &path[1..];
            }
        }
        while let Some(next) = rest.first() {
            here.push(next.clone());
            if !self.texts.contains_key(&here) {
                here.pop();
                break;
            }
            rest = &rest[1..];
        }
        let text = self.texts.get(&here)?;
        let Some(name) = rest.first().filter(|_| depth < 8) else { return Some(here) };
        let exports = paths(text);
        let mut followed = exports
            .iter()
            .filter(|export| export.len() > 1 && export.last() == Some(name))
            .filter_map(|export| self.declared_in(&here, export, depth + 1));
        Some(followed.find(|file| *file != here).unwrap_or_else(|| here.clone()))
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A source without its unit tests and comments.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths of a source: of its `use` lines, and those that start with `crate`, `self` or `super`.
pub(crate) fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let starts = code[..at].chars().next_back().is_none_or(char::is_whitespace);
        let tree = code[at + 4..].split(';').next().unwrap_or_default();
        if starts && !tree.contains("fn ") {
            expand(&[], tree, &mut found);
        }
    }
    for start in ["crate::", "self::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$');
            let end = code[at..].find(|c: char| !is_word(c)).unwrap_or(code.len() - at);
            let path = &code[at..at + end];
            if !code[..at].chars().next_back().is_some_and(is_word) && !path.ends_with("::") {
                expand(&[], path, &mut found);
            }
        }
    }
    found
}

/// The paths of a `use` tree.
fn expand(before: &[String], tree: &str, found: &mut Vec<Vec<String>>) {
    let words = |text: &str| -> Vec<String> {
        let plain = text.split(" as ").next().unwrap_or_default();
        plain.split("::").map(|word| word.trim().to_owned()).filter(|w| !w.is_empty()).collect()
    };
    let Some((path, list)) = tree.split_once('{') else {
        found.push([before, &words(tree)].concat());
        return;
    };
    let before = [before, &words(path)].concat();
    let (mut depth, mut entry) = (0, String::new());
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => expand(&before, &std::mem::take(&mut entry), found),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                entry.push(c);
            }
        }
    }
    if !entry.trim().is_empty() {
        expand(&before, &entry, found);
    }
}

//! The generator of the border: one description of what crosses from the core into the other
//! languages, written out once for each of them.
//!
//! `cargo run -p cx-triage-tests --bin border` writes the files, `-- --check` says which differ.
//! [`catalogue`] is the one table that names the types; what they hold is what `schemars` and
//! `serde` know of them ([`read`]), and their documentation is the core's own.

pub mod catalogue;
mod codes;
mod column_guide;
mod docs;
pub mod model;
mod names;
mod order;
mod python_columns;
mod python_data;
mod python_records;
mod python_stub;
mod python_words;
mod read;
mod typescript;
mod uniffi;

use std::path::{Path, PathBuf};

use model::Border;

/// The command that the generated files name.
const COMMAND: &str = "cargo run -p cx-triage-tests --bin border";

/// A generated file: its path in the repository, and its text.
pub struct File {
    /// From the repository's top.
    pub path: &'static str,
    /// The whole text.
    pub text: String,
}

/// Every generated file, as the types and the hand-written parts of the stubs give it.
///
/// # Errors
/// What the generator cannot tell, with the type and field.
pub fn files() -> Result<Vec<File>, String> {
    let border = read::border()?;
    let mut files = vec![
        codes::file(&border),
        python_words::file(&border),
        python_columns::file(&border)?,
        column_guide::file(&border)?,
        python_stub::package(&border, &read_file(python_stub::PACKAGE)?)?,
        python_stub::file(&border, &read_file(python_stub::BY_HAND)?)?,
    ];
    files.extend(python_records::files(&border)?);
    files.extend(python_data::files()?);
    files.extend(uniffi::files(&border)?);
    files.extend(typescript::files(&border)?);
    Ok(files)
}

/// The paths of the files that differ from what lies in the repository; with `write`, they are
/// written.
///
/// # Errors
/// What the generator cannot tell, or a file that cannot be written.
pub fn differing(write: bool) -> Result<Vec<&'static str>, String> {
    let mut differ = Vec::new();
    for File { path, text } in files()? {
        if read_file(path).is_ok_and(|committed| committed == text) {
            continue;
        }
        differ.push(path);
        if write {
            let target = top().join(path);
            let made = target.parent().map_or(Ok(()), std::fs::create_dir_all);
            made.and_then(|()| std::fs::write(&target, text))
                .map_err(|e| format!("{path}: {e}"))?;
        }
    }
    Ok(differ)
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::disallowed_methods, reason = "a tool of the repository reads files")]
fn read_file(path: &str) -> Result<String, String> {
    std::fs::read_to_string(top().join(path)).map_err(|e| format!("{path}: {e}"))
}

/// The head of a generated Rust file: what it is, and that it is generated.
fn rust_head(what: &str) -> String {
    format!("//! {what}\n//!\n//! Generated from the core's types by `{COMMAND}`.\n\n")
}

/// The type of that name.
fn named<'a>(border: &'a Border, name: &str) -> Result<&'a model::Type, String> {
    border.get(name).ok_or_else(|| format!("{name} is not in the catalogue"))
}

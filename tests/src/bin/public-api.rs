//! Holds the crate's public interface against the committed `tests/snapshots/public-api.txt`.
//!
//! `cargo run -p cx-triage-tests --bin public-api` writes the snapshot; with `-- --check` it
//! writes nothing and fails with the lines that came or went. The interface is what rustdoc's
//! JSON says, with all features. Rustdoc's JSON has a version of its own; a compiler that writes
//! another one than the library here reads is named, and nothing is compared.
#![expect(clippy::print_stdout, reason = "a tool that says what it did")]
#![expect(clippy::disallowed_methods, reason = "it reads and writes the snapshot")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

/// What `public_api` of this version reads.
const FORMAT: u64 = 57;

type Problem = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Problem> {
    let check = env::args().skip(1).any(|argument| argument == "--check");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let json = rustdoc_json(&root)?;
    let format = serde_json::from_slice::<serde_json::Value>(&fs::read(&json)?)?
        .get("format_version")
        .and_then(serde_json::Value::as_u64);
    if format != Some(FORMAT) {
        println!(
            "public-api: not compared, this compiler's rustdoc writes format {format:?}, not {FORMAT}"
        );
        return Ok(ExitCode::SUCCESS);
    }
    let now = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?
        .to_string();
    let snapshot = root.join("tests/snapshots/public-api.txt");
    if !check {
        fs::create_dir_all(snapshot.parent().ok_or("a snapshot has a folder")?)?;
        fs::write(&snapshot, now)?;
        println!("written: {}", snapshot.display());
        return Ok(ExitCode::SUCCESS);
    }
    let before = fs::read_to_string(&snapshot)?;
    let (before, now) = (lines(&before), lines(&now));
    for line in before.difference(&now) {
        println!("gone: {line}");
    }
    for line in now.difference(&before) {
        println!("new:  {line}");
    }
    if before == now {
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "public-api: if this is meant, `cargo run -p cx-triage-tests --bin public-api` and a line in the CHANGELOG"
    );
    Ok(ExitCode::FAILURE)
}

fn lines(text: &str) -> BTreeSet<&str> {
    text.lines().collect()
}

/// Rustdoc's JSON of the crate. It is an unstable option, which a stable compiler takes too where
/// it is told so.
fn rustdoc_json(root: &Path) -> Result<std::path::PathBuf, Problem> {
    let done = Command::new(env!("CARGO"))
        .args(["rustdoc", "--locked", "--quiet", "-p", "cx-triage", "--lib", "--all-features"])
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(root)
        .status()?;
    if !done.success() {
        return Err("rustdoc could not describe the crate".into());
    }
    Ok(root.join("target/doc/cx_triage.json"))
}

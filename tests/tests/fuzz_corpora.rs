//! The inputs of the fuzz targets, replayed without a fuzzer: seeds, and what was found once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../fuzz/src/lib.rs"]
mod oracles;

use std::path::Path;

/// Runs a target on its inputs; there are at least so many.
#[expect(clippy::disallowed_methods, reason = "the inputs lie in files")]
fn replay(target: &str, least: usize, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut ran = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().path();
        let input = std::fs::read(&file).unwrap();
        let outcome = std::panic::catch_unwind(|| run(&input));
        assert!(outcome.is_ok(), "{target}: {}", file.display());
        ran += 1;
    }
    assert!(ran >= least, "{target}: only {ran} inputs ran");
}

#[test]
fn doors() {
    replay("doors", 20, oracles::doors);
}

#[test]
fn document() {
    replay("document", 30, oracles::document);
}

#[test]
fn policy() {
    replay("policy", 10, oracles::policy);
}

#[test]
fn scan() {
    replay("scan", 40, oracles::scan);
}

#[test]
fn hours() {
    replay("hours", 10, oracles::hours);
}

#[test]
fn log() {
    replay("log", 8, oracles::log);
}

#[test]
fn apply() {
    replay("apply", 10, oracles::apply);
}

//! The shipped word lists as files: what a support lead edits.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the test reads files and fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/policies")
}

/// The files of word lists of every language.
fn files() -> Vec<PathBuf> {
    let folders =
        fs::read_dir(policies().join("words")).unwrap().map(|entry| entry.unwrap().path());
    let files =
        folders.filter(|path| path.is_dir()).flat_map(|folder| fs::read_dir(folder).unwrap());
    files.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn lines_are_short_and_files_are_no_longer_than_one_can_read() {
    let files = files();
    assert!(files.len() >= 25, "{}", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(longest <= 120, "{}: a line of {longest} characters", file.display());
        assert!(text.lines().count() <= 500, "{}: too long, split it", file.display());
    }
}

#[test]
fn the_built_policy_is_that_of_the_files() {
    for (name, built) in [
        ("runbook", cx_triage::Policy::runbook()),
        ("hotdash-2025-10", cx_triage::Policy::hotdash_2025_10()),
    ] {
        let mut files = cx_triage_tests::words::policy(&policies(), name).unwrap();
        cx_triage_tests::words::strip(&mut files);
        let read = cx_triage::Policy::from_toml(&toml::to_string(&files).unwrap()).unwrap();
        assert_eq!(read, built);
        assert_eq!(read.fingerprint(), built.fingerprint());
    }
}

#[test]
fn every_cue_says_what_it_is_for_and_its_examples_run() {
    let files = cx_triage_tests::words::policy(&policies(), "runbook").unwrap();
    let policy = cx_triage::Policy::from_toml(&toml::to_string(&files).unwrap()).unwrap();
    let mut seen = 0;
    for (language, words) in &policy.language {
        let topics = words.topics.cues.iter();
        let topics = topics.map(|cue| (&cue.id, &cue.about, &cue.examples, &cue.counterexamples));
        let risk = words.risk.cues.iter();
        let risk = risk.map(|cue| (&cue.id, &cue.about, &cue.examples, &cue.counterexamples));
        for (id, about, examples, counterexamples) in topics.chain(risk) {
            let about = about.as_deref().unwrap_or_default();
            assert!(about.ends_with('.') && about.len() <= 110, "{language} {id}: {about:?}");
            assert!(examples.len() >= 3, "{language} {id}: fewer than three examples");
            assert!(counterexamples.len() >= 2, "{language} {id}: fewer than two counterexamples");
            seen += examples.len() + counterexamples.len();
        }
        let (confirmation, promises) = (&words.confirmation, &words.promises);
        for (list, examples, counterexamples) in [
            ("confirmation", &confirmation.examples, &confirmation.counterexamples),
            ("promises", &promises.examples, &promises.counterexamples),
        ] {
            assert!(examples.len() >= 6, "{language} {list}: fewer than six examples");
            assert!(
                counterexamples.len() >= 6,
                "{language} {list}: fewer than six counterexamples"
            );
            seen += examples.len() + counterexamples.len();
        }
    }
    assert!(seen >= 5 * 54, "{seen}");
    let failed = policy.check_examples().err().map(|error| {
        let told = error.iter().map(|problem| {
            let text = serde_json::from_str::<serde_json::Value>(&policy.to_json()).unwrap();
            let pointer = problem.pointer.clone().unwrap_or_default();
            let cue = pointer.rsplitn(3, '/').last().unwrap_or_default();
            let id = text.pointer(cue).and_then(|cue| cue.get("id")).cloned();
            format!("{id:?}: {:?}: {}", text.pointer(&pointer), problem.detail)
        });
        told.collect::<Vec<_>>()
    });
    assert_eq!(failed, None);
    // Neither built in nor part of the fingerprint.
    assert_eq!(policy.fingerprint(), cx_triage::Policy::runbook().fingerprint());
    assert!(cx_triage::Policy::runbook().language["en"].risk.cues[0].examples.is_empty());
}

/// The strings of lists of phrases, whatever table they stand in.
fn phrases<'v>(value: &'v toml::Value, found: &mut Vec<&'v str>) {
    match value {
        toml::Value::String(phrase) => found.push(phrase),
        toml::Value::Array(items) => items.iter().for_each(|item| phrases(item, found)),
        toml::Value::Table(table) => {
            let not = ["id", "about", "category", "topic", "confidence", "code", "currency"];
            let other = ["examples", "counterexamples", "texts", "mail", "names", "spelling"];
            let lists = table
                .iter()
                .filter(|(key, _)| !not.contains(&key.as_str()) && !other.contains(&key.as_str()));
            lists.for_each(|(_, list)| phrases(list, found));
        }
        _ => {}
    }
}

/// Whether a phrase seems to mean several words by one alternative: `|` stands between words, so
/// `my son|my wife` is "my", then "son" or "my", then "wife". It gives itself away where the word
/// that begins the alternatives ends those of another place.
fn means_several_words(phrase: &str) -> bool {
    phrase.split(" .. ").flat_map(|part| part.split(" ... ")).any(|words| {
        let mut ends: Vec<&str> = Vec::new();
        words.split(' ').any(|slot| {
            let end = slot.trim_end_matches('?').rsplit('|').next().unwrap_or_default();
            let again = slot.contains('|') && ends.contains(&end);
            ends.push(end);
            again && end.chars().all(char::is_alphabetic)
        })
    })
}

#[test]
fn an_alternative_is_one_word() {
    assert!(means_several_words("my son|my wife|my mother .. know(|s)"));
    assert!(means_several_words("by train|by bus|by car"));
    assert!(!means_several_words("my son|wife|mother .. my friend|boss"));
    // English lists are left out: where so much ends in "the", "a" and "you", the sign says little.
    let mut seen = 0;
    for file in files().iter().filter(|file| !file.parent().unwrap().ends_with("en")) {
        let text = fs::read_to_string(file).unwrap();
        let mut found = Vec::new();
        let table = toml::Value::Table(text.parse().unwrap());
        phrases(&table, &mut found);
        seen += found.len();
        let wrong: Vec<&str> = found.into_iter().filter(|p| means_several_words(p)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", file.display());
    }
    assert!(seen > 10_000, "{seen}");
}

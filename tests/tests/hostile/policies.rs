//! Policies, templates and business hours from elsewhere.

use std::fmt::Write as _;

use cx_triage::{BusinessHoursDocument, Policy};

use crate::{Kind, many, of, told};

fn policy(text: &str) -> String {
    match Policy::from_toml(text).and_then(|policy| policy.compile()) {
        Ok(_) => "compiled".to_owned(),
        Err(problems) => problems.first().unwrap().code.as_str().to_owned(),
    }
}

fn ours(body: &str) -> String {
    format!("extends = \"runbook\"\nname = \"hostile\"\nlanguages = [\"en\"]\n{body}")
}

/// A policy with one cue of one phrase.
fn one_phrase(phrase: &str) -> String {
    ours(&format!(
        "[[language.en.risk.cues]]\nid = \"c\"\ncategory = \"legal\"\nphrases = [\"{phrase}\"]\n"
    ))
}

/// Looks for a phrase in a text in which every word may be any of its words.
fn looked_for(phrase: &str) -> String {
    let engine = Policy::from_toml(&one_phrase(phrase)).unwrap().compile().unwrap();
    let found = !engine.scan(&"a ".repeat(many() / 10)).is_empty();
    if found { "found" } else { "not found" }.to_owned()
}

pub(crate) const KINDS: &[Kind] = &[
    (
        "N open brackets in a policy",
        || policy(&format!("a = {}", "[".repeat(many()))),
        "invalid_toml",
    ),
    (
        "N open brackets in a policy in JSON",
        || {
            Policy::from_json("[".repeat(many()))
                .unwrap_err()
                .first()
                .unwrap()
                .code
                .as_str()
                .to_owned()
        },
        "invalid_json",
    ),
    (
        "N open brackets in business hours",
        || told(BusinessHoursDocument::from_json("[".repeat(many()))),
        "wrong_type",
    ),
    (
        "a policy that extends nobody",
        || policy("extends = \"../../etc/passwd\"\nname = \"x\"\n"),
        "unknown_base",
    ),
    (
        "a policy of N/10 cues",
        || {
            let mut text = ours("");
            for i in 0..(many() / 10).max(10_001) {
                let _ = write!(
                    text,
                    "[[language.en.risk.cues]]\nid = \"c{i}\"\ncategory = \"legal\"\nphrases = [\"a{i}\"]\n"
                );
            }
            policy(&text)
        },
        "too_large",
    ),
    (
        "a policy of N/10 templates",
        || {
            let mut text = ours("");
            for i in 0..(many() / 10).max(10_001) {
                let _ = write!(text, "[[templates]]\nid = \"t{i}\"\nlabel = \"x\"\nbody = \"x\"\n");
            }
            policy(&text)
        },
        "too_large",
    ),
    (
        "a template of 200,000 letters",
        || {
            policy(&ours(&format!(
                "[[templates]]\nid = \"t\"\nlabel = \"x\"\nbody = \"{}\"\n",
                "x".repeat(200_000)
            )))
        },
        "too_large",
    ),
    ("a policy of 17 MiB", || policy(&ours(&format!("# {}\n", "x".repeat(17 << 20)))), "too_large"),
    (
        "classes that stand for classes, thirty deep",
        || {
            let mut text = ours("[language.en.classes]\nbomb_0 = [\"a|b|c|d\"]\n");
            for i in 1..30 {
                let _ = writeln!(text, "bomb_{i} = [\"@bomb_{0} @bomb_{0} @bomb_{0}\"]", i - 1);
            }
            text.push_str("[[language.en.risk.cues]]\nid = \"bomb\"\ncategory = \"legal\"\nphrases = [\"@bomb_29\"]\n");
            policy(&text)
        },
        "invalid_cue",
    ),
    (
        "a phrase that stands for too many",
        || policy(&one_phrase(&format!("a{}", "(|b)".repeat(9)))),
        "invalid_cue",
    ),
    ("a phrase of thirty words that may be left out", || looked_for(&"a b? ".repeat(30)), "found"),
    ("a phrase of seven gaps", || looked_for(&format!("a{}", " ... a".repeat(7))), "found"),
    ("a phrase of N/10 words", || policy(&one_phrase(&"word ".repeat(many() / 10))), "invalid_cue"),
    (
        "a phrase of brackets",
        || {
            policy(&ours(&format!(
                "[[language.en.risk.cues]]\nid = \"bomb\"\ncategory = \"legal\"\nphrases = [\"a{}\"]\n",
                "(|a".repeat(100)
            )))
        },
        "invalid_cue",
    ),
    (
        "a template that includes itself",
        || policy(&ours("[[templates]]\nid = \"t\"\nlabel = \"x\"\nbody = \"{{> t}}\"\n")),
        "template_syntax",
    ),
    (
        "a template that loops",
        || {
            policy(&ours(
                "[[templates]]\nid = \"t\"\nlabel = \"x\"\nbody = \"{{#each name}}{{this}}{{/each}}\"\n",
            ))
        },
        "template_syntax",
    ),
    (
        "a calendar that never opens",
        || {
            told(
                BusinessHoursDocument::from_json(r#"{"time_zone": "UTC", "hours": {}}"#)
                    .map_err(|e| e.to_string())
                    .and_then(|document| document.compile().map_err(|e| e.to_string())),
            )
        },
        "never_opens",
    ),
    (
        "a list of 10,001 labels",
        || policy(&ours(&format!("[labels]\nescalation = [{}]\n", "\"x\", ".repeat(10_001)))),
        "too_large",
    ),
    (
        "200,001 phrases of one cue",
        || {
            policy(&ours(&format!(
                "[[language.en.risk.cues]]\nid = \"c\"\ncategory = \"legal\"\nphrases = [{}]\n",
                "\"x\", ".repeat(200_001)
            )))
        },
        "too_large",
    ),
    (
        "65 languages",
        || {
            let mut text = ours("");
            for i in 0..65 {
                let _ = writeln!(text, "[language.x{i}]");
            }
            policy(&text)
        },
        "too_large",
    ),
    (
        "5,000 cues that are all wrong",
        || {
            let mut text = ours("");
            for i in 0..5_000 {
                let _ = write!(
                    text,
                    "[[language.en.risk.cues]]\nid = \"c{i}\"\ncategory = \"legal\"\nphrases = [\"(\"]\n"
                );
            }
            let problems =
                Policy::from_toml(&text).and_then(|policy| policy.compile()).unwrap_err();
            assert!(problems.iter().all(|problem| problem.line.is_some()));
            of(problems.len(), 5_000)
        },
        "every one",
    ),
    (
        "5,000 entries to take out that are not there",
        || {
            let names: Vec<String> = (0..5_000).map(|i| format!("\"x{i}\"")).collect();
            let text =
                ours(&format!("[labels]\nescalation = {{ remove = [{}] }}\n", names.join(", ")));
            of(Policy::from_toml(&text).unwrap_err().len(), 5_000)
        },
        "every one",
    ),
];

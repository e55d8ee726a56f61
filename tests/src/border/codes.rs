//! CODES.md: the catalogue of the errors' codes.

use std::fmt::Write as _;

use super::docs::{self, Language};
use super::model::{Border, Kind, Word};
use super::{COMMAND, File};

/// The tables, each with its sentence above it.
const TABLES: &[(&str, &str)] = &[
    (
        "Code",
        "# Codes of errors\n\nEvery error of the library carries one of these codes, a JSON \
         Pointer where there is a place, and a sentence (`detail`). Codes are never renamed.",
    ),
    (
        "RefusalCode",
        "## Codes of refusals\n\nAn action that is refused carries the code of the first thing \
         that stands against it.",
    ),
    ("RefusalBlocker", "It names everything that stands against it:"),
    (
        "SignatureProblem",
        "## Codes of signatures\n\nA webhook that is not to be trusted carries one of these.",
    ),
];

/// The codes of the Python package's client, which is no part of the core; a test of the package
/// compares them with those that it raises.
const CLIENT: &[(&str, &str)] = &[
    ("unauthorized", "The token is not known, or may not do this (401, 403)."),
    ("not_found", "There is no such account or conversation (404)."),
    ("rate_limited", "Chatwoot asks for fewer requests (429), also after waiting."),
    ("refused", "Chatwoot does not accept the request (422)."),
    ("unavailable", "Chatwoot answers with an error of its own (5xx)."),
    ("unreachable", "No connection, or no whole answer in time."),
    ("unexpected", "The answer is none of Chatwoot's API."),
    ("bad_address", "The address is not one of an https server, or holds a secret."),
];

const CLIENT_INTRODUCTION: &str = "## Codes of the client\n\nA request of the Python package's \
     `chatwoot.Client`, and of the commands that use it, fails with one of these \
     (`ChatwootError.code`).";

pub(super) fn file(border: &Border) -> File {
    let mut text = format!("<!-- Generated from the core's types by `{COMMAND}`. -->\n\n");
    for (name, introduction) in TABLES {
        let Some(Kind::Words(words)) = border.get(name).map(|known| &known.kind) else { continue };
        let meaning = |word: &Word| docs::of(&word.docs, &[], Language::Foreign);
        let rows = words.iter().map(|word| (word.wire.as_str(), meaning(word)));
        table(&mut text, introduction, rows);
    }
    let rows = CLIENT.iter().map(|(code, meaning)| (*code, (*meaning).to_owned()));
    table(&mut text, CLIENT_INTRODUCTION, rows);
    File { path: "core/CODES.md", text: text.trim_end().to_owned() + "\n" }
}

fn table<'a>(text: &mut String, introduction: &str, rows: impl Iterator<Item = (&'a str, String)>) {
    let _ = write!(text, "{introduction}\n\n| code | meaning |\n|---|---|\n");
    for (code, meaning) in rows {
        let _ = writeln!(text, "| `{code}` | {meaning} |");
    }
    text.push('\n');
}

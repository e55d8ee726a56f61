//! CODES.md: the catalogue of the errors' codes.

use std::fmt::Write as _;

use super::docs::{self, Language};
use super::model::{Border, Kind};
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

pub(super) fn file(border: &Border) -> File {
    let mut text = format!("<!-- Generated from the core's types by `{COMMAND}`. -->\n\n");
    for (name, introduction) in TABLES {
        let Some(Kind::Words(words)) = border.get(name).map(|known| &known.kind) else { continue };
        let _ = write!(text, "{introduction}\n\n| code | meaning |\n|---|---|\n");
        for word in words {
            let meaning = docs::of(&word.docs, &[], Language::Foreign);
            let _ = writeln!(text, "| `{}` | {meaning} |", word.wire);
        }
        text.push('\n');
    }
    File { path: "core/CODES.md", text: text.trim_end().to_owned() + "\n" }
}

//! The actions of the Python engine: `bindings-python/src/generated/actions.rs`.

use std::fmt::Write as _;

use super::catalogue::ACTIONS;
use super::docs;
use super::model::{Border, Field};
use super::{File, named, rust_head};

pub(super) fn file(border: &Border) -> Result<File, String> {
    let mut text = rust_head("What an operator does, with the keywords of its input.");
    text.push_str("use crate::decision::action;\n");
    for (method, input, says) in ACTIONS {
        let known = named(border, input)?;
        let keywords: Vec<String> = keywords(known.fields())
            .map(|field| field.name.clone() + if field.required { "" } else { "=None" })
            .collect();
        text.push_str("\naction! {\n");
        for (place, sentence) in says.iter().enumerate() {
            text.push_str(if place > 0 { "    ///\n" } else { "" });
            text.push_str(&docs::rust(sentence, "    "));
        }
        let _ = writeln!(text, "    {method}: {},", known.path);
        let _ =
            writeln!(text, "    \"($self, conversation, now, *, {})\"\n}}", keywords.join(", "));
    }
    Ok(File { path: "bindings-python/src/generated/actions.rs", text })
}

/// Keyword arguments: those that are needed first.
pub(super) fn keywords(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let needed = fields.iter().filter(|field| field.required);
    needed.chain(fields.iter().filter(|field| !field.required))
}

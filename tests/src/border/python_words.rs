//! The enumerations of the Python package: `bindings-python/src/generated/words.rs`.

use std::fmt::Write as _;

use super::catalogue::NOT_IN_PYTHON;
use super::docs::{self, Language};
use super::model::{Border, Kind, Type, Word};
use super::names::constant;
use super::{File, rust_head};

pub(super) fn file(border: &Border) -> File {
    let mut text = rust_head("Enumerations of the core as Python ones.");
    text.push_str("use crate::word::words;\n\nwords! {\n");
    for (known, words) in enumerations(border) {
        let (name, path) = (known.name, &known.path);
        let docs = docs::of(&known.docs, &[], Language::Python);
        let _ = writeln!(text, "    {path} => {name}: {docs:?} {{");
        for word in words {
            let (variant, wire) = (&word.variant, &word.wire);
            let _ = writeln!(text, "        {variant} = {}: {wire:?},", constant(wire));
        }
        text.push_str("    }\n");
    }
    text.push_str("}\n");
    File { path: "bindings-python/src/generated/words.rs", text }
}

/// The types that are enumerations in Python.
pub(super) fn enumerations(border: &Border) -> impl Iterator<Item = (&Type, &[Word])> {
    border.types.iter().filter_map(|known| match &known.kind {
        Kind::Words(words) if !NOT_IN_PYTHON.contains(&known.name) => {
            Some((known, words.as_slice()))
        }
        _ => None,
    })
}

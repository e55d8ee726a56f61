//! The mirrors for Kotlin and Swift: `bindings-uniffi/src/generated/<group>.rs`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::catalogue::{GROUPS, NOT_IN_UNIFFI, UNIFFI_NAMES};
use super::docs::{self, Language};
use super::model::{Border, Kind, Shape, Type};
use super::names::capitalised;
use super::{File, named, rust_head};

const FILES: &[(&str, &str)] = &[
    ("conversation", "bindings-uniffi/src/generated/conversation.rs"),
    ("assessment", "bindings-uniffi/src/generated/assessment.rs"),
    ("sla", "bindings-uniffi/src/generated/sla.rs"),
    ("decision", "bindings-uniffi/src/generated/decision.rs"),
    ("health", "bindings-uniffi/src/generated/health.rs"),
    ("errors", "bindings-uniffi/src/generated/errors.rs"),
    ("chatwoot", "bindings-uniffi/src/generated/chatwoot.rs"),
];

/// The mirrors of each group, and the module that holds them.
pub(super) fn files(border: &Border) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for group in GROUPS {
        let known = FILES.iter().find(|(name, _)| name == group);
        let (_, path) = known.ok_or_else(|| format!("no UniFFI file for {group}"))?;
        files.push(File { path, text: group_file(border, group)? });
        modules.push(*group);
    }
    modules.sort_unstable();
    let mut text = rust_head("The core's records and enums, mirrored field for field.");
    for name in modules {
        let _ = writeln!(text, "mod {name};");
    }
    files.push(File { path: "bindings-uniffi/src/generated/mod.rs", text });
    Ok(files)
}

fn is_mirrored(known: &Type) -> bool {
    !matches!(known.kind, Kind::Scalar(_)) && !NOT_IN_UNIFFI.contains(&known.name)
}

fn group_file(border: &Border, group: &str) -> Result<String, String> {
    let mut uses = BTreeSet::new();
    let mut body = String::new();
    for known in border.group(group).filter(|known| is_mirrored(known)) {
        uses.insert(known.path.clone());
        for name in used(known) {
            uses.insert(named(border, name)?.path.clone());
        }
        let maps = known.fields().iter().filter(|field| matches!(field.shape, Shape::Map(_)));
        uses.extend(maps.map(|field| format!("crate::values::{}", rust(&field.shape))));
        body.push('\n');
        body.push_str(&mirror(border, known));
    }
    let mut text = rust_head(&format!("Mirrors of the core's types: {group}."));
    for path in uses {
        let _ = writeln!(text, "use {path};");
    }
    Ok(text + &body)
}

/// The names of the types that a type holds.
fn used(known: &Type) -> Vec<&str> {
    match &known.kind {
        Kind::Record(fields) => {
            let fields = fields.iter().filter(|field| !matches!(field.shape, Shape::Map(_)));
            fields.filter_map(|field| field.shape.named()).collect()
        }
        Kind::Union(arms) => arms.iter().map(|arm| arm.record.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn mirror(border: &Border, known: &Type) -> String {
    let name = known.name;
    let mut text = docs::rust(&docs::of(&known.docs, known.fields(), Language::Foreign), "");
    let kind = if known.fields().is_empty() { "Enum" } else { "Record" };
    let _ = writeln!(text, "#[uniffi::remote({kind})]");
    if let Some((_, renamed)) = UNIFFI_NAMES.iter().find(|(of, _)| *of == name) {
        let _ = writeln!(text, "#[uniffi(name = \"{renamed}\")]");
    }
    let item = if known.fields().is_empty() { "enum" } else { "struct" };
    let _ = writeln!(text, "pub {item} {name} {{");
    let mut member = |docs: &str, line: String| {
        let docs = docs::of(docs, known.fields(), Language::Foreign);
        text.push_str(&docs::rust(&docs, "    "));
        let _ = writeln!(text, "{line}");
    };
    match &known.kind {
        Kind::Record(fields) => {
            for field in fields {
                // So that a field that may be absent breaks nobody who builds the record.
                let default = !field.required && has_default_value(border, &field.shape);
                let before = if default { "    #[uniffi(default)]\n" } else { "" };
                let line = format!("{before}    pub {}: {},", field.name, rust(&field.shape));
                member(&field.docs, line);
            }
        }
        Kind::Words(words) => {
            for word in words {
                member(&word.docs, format!("    {},", word.variant));
            }
        }
        Kind::Union(arms) => {
            for arm in arms {
                member(&arm.docs, format!("    {}({}),", arm.variant, arm.record));
            }
        }
        Kind::Scalar(_) => {}
    }
    text + "}\n"
}

/// The type in Rust: a map has a name in `bindings-uniffi/src/values.rs`.
fn rust(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "bool".to_owned(),
        Shape::Integer(name) => (*name).to_owned(),
        Shape::Float => "f64".to_owned(),
        Shape::Text => "String".to_owned(),
        Shape::Named(name) => name.clone(),
        Shape::Optional(inner) => format!("Option<{}>", rust(inner)),
        Shape::List(inner) => format!("Vec<{}>", rust(inner)),
        Shape::Map(inner) => format!("{}Map", capitalised(&rust(inner))),
    }
}

/// Whether `UniFFI` knows the default value: records and maps have none.
fn has_default_value(border: &Border, shape: &Shape) -> bool {
    match shape {
        Shape::Named(name) => border.get(name).is_none_or(|known| known.fields().is_empty()),
        Shape::Map(_) => false,
        _ => true,
    }
}

//! The records of the Python package: `bindings-python/src/generated/<group>.rs`.

use std::fmt::Write as _;

use super::catalogue::{BUILT, GROUPS, LISTS, NOT_IN_PYTHON, READERS, SHOWN, WITH_METHODS};
use super::docs::{self, Language};
use super::model::{Base, Border, Field, Kind, Shape, Type};
use super::{File, rust_head};

/// The file of a group; the paths are written out, so that each can be searched for.
const FILES: &[(&str, &str, &str)] = &[
    ("conversation", "bindings-python/src/generated/conversation.rs", "cx_triage"),
    ("assessment", "bindings-python/src/generated/assessment.rs", "cx_triage"),
    ("sla", "bindings-python/src/generated/sla.rs", "cx_triage"),
    ("decision", "bindings-python/src/generated/decision.rs", "cx_triage"),
    ("health", "bindings-python/src/generated/health.rs", "cx_triage"),
    ("chatwoot", "bindings-python/src/generated/chatwoot.rs", "cx_triage.chatwoot"),
];

/// The files of the groups that have records, and the module that holds them.
pub(super) fn files(border: &Border) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut modules = vec!["columns", "words"];
    for group in GROUPS {
        if !border.group(group).any(is_class) {
            continue;
        }
        let known = FILES.iter().find(|(name, ..)| name == group);
        let (_, path, module) = known.ok_or_else(|| format!("no Python file for {group}"))?;
        files.push(File { path, text: group_file(border, group, module)? });
        modules.push(group);
    }
    modules.sort_unstable();
    files.push(module(&modules));
    Ok(files)
}

/// Whether a type is a class of records in Python.
pub(super) fn is_class(known: &Type) -> bool {
    matches!(known.kind, Kind::Record(_)) && !NOT_IN_PYTHON.contains(&known.name)
}

fn module(modules: &[&str]) -> File {
    let mut text = rust_head("What is generated of the Python package.");
    for name in modules {
        let _ = writeln!(text, "pub(crate) mod {name};");
    }
    text.push_str(
        "\nuse pyo3::prelude::*;\n\n/// Adds the enumerations and records to the module.\n",
    );
    text.push_str("pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {\n");
    for name in modules.iter().filter(|name| **name != "columns") {
        let _ = writeln!(text, "    {name}::register(module)?;");
    }
    text.push_str("    Ok(())\n}\n");
    File { path: "bindings-python/src/generated/mod.rs", text }
}

fn group_file(border: &Border, group: &str, module: &str) -> Result<String, String> {
    let mut body = String::new();
    for known in border.group(group) {
        if is_class(known) {
            body.push_str(&record(border, known, module)?);
        } else if let Kind::Union(arms) = &known.kind {
            let arms: Vec<&str> = arms.iter().map(|arm| arm.variant.as_str()).collect();
            let _ = writeln!(body, "union! {{ {} {{ {} }} }}\n", known.path, arms.join(", "));
        }
    }
    let mut text = rust_head(&format!("Records of the core as Python classes: {group}."));
    if body.contains("BTreeMap<") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    text.push_str("use pyo3::prelude::*;\n\n");
    let called = |name: &&str| body.contains(&format!("\n{name}! {{")) || body.starts_with(*name);
    let macros: Vec<&str> = ["record", "union"].into_iter().filter(called).collect();
    let macros = match macros[..] {
        [one] => one.to_owned(),
        _ => format!("{{{}}}", macros.join(", ")),
    };
    let _ = writeln!(text, "use crate::record::{macros};");
    let mut imports = vec![];
    for (used, name) in [
        ([": At,", "<At>"], "At"),
        ([": Int,", "<Int>"], "Int"),
        (["Items<", "Items<"], "Items"),
        ([": Text,", "<Text"], "Text"),
    ] {
        if used.iter().any(|used| body.contains(used)) {
            imports.push(name);
        }
    }
    match imports[..] {
        [] => {}
        [name] => {
            let _ = writeln!(text, "use crate::value::{name};");
        }
        _ => {
            let _ = writeln!(text, "use crate::value::{{{}}};", imports.join(", "));
        }
    }
    let _ = write!(text, "\n{body}/// Adds the classes to the module.\n");
    text.push_str("pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {\n");
    for known in border.group(group).filter(|known| is_class(known)) {
        let _ = writeln!(text, "    module.add_class::<{}>()?;", known.name);
    }
    Ok(text + "    Ok(())\n}\n")
}

fn record(border: &Border, known: &Type, module: &str) -> Result<String, String> {
    let (name, path) = (known.name, &known.path);
    let with_methods = WITH_METHODS.iter().find(|(of, _)| *of == name);
    let mut text = with_methods.map_or("record", |(_, called)| called).to_owned() + "! {\n";
    let docs = |docs: &str| docs::of(docs, known.fields(), Language::Python);
    text.push_str(&docs::rust(&docs(&known.docs), "    "));
    let _ = writeln!(text, "    {path} => {name} in \"{module}\" {{");
    for field in known.fields() {
        text.push_str(&docs::rust(&docs(&field.docs), "        "));
        let _ = writeln!(text, "        {},", field.name);
    }
    let reader = READERS.iter().find(|(of, _)| *of == name);
    let reader = reader.map_or("cx_triage::from_json", |(_, reader)| reader);
    let _ = write!(text, "    }}\n    read by {reader};\n");
    let shown = shown(border, known);
    text.push_str(&docs::wrapped(&format!("shows {{ {} }}", shown.join(", ")), "    ", 100));
    if BUILT.contains(&name) {
        text.push_str(&built(border, known)?);
    }
    if let Some((_, listed)) = LISTS.iter().find(|(of, _)| *of == name) {
        let _ = writeln!(text, "    list of {listed};");
    }
    Ok(text + "}\n\n")
}

/// What a `repr` shows.
fn shown(border: &Border, known: &Type) -> Vec<String> {
    if let Some((_, shown)) = SHOWN.iter().find(|(name, _)| *name == known.name) {
        return shown.iter().map(|name| (*name).to_owned()).collect();
    }
    let show = |field: &Field| {
        let name = &field.name;
        let Some(inner) = field.shape.named().and_then(|inner| border.get(inner)) else {
            return Some(name.clone());
        };
        match (&inner.kind, &field.shape) {
            (Kind::Record(_), Shape::List(_)) => Some(format!("{name}.len")),
            (Kind::Union(_), _) => None,
            // A customer's words may stand in it.
            (Kind::Scalar(_), _) if ["CustomerText", "JsonText"].contains(&inner.name) => None,
            _ => Some(name.clone()),
        }
    };
    known.fields().iter().filter_map(show).collect()
}

fn built(border: &Border, known: &Type) -> Result<String, String> {
    let list = |required: bool| -> Result<String, String> {
        let fields = known.fields().iter().filter(|field| field.required == required);
        let mut text = String::new();
        for field in fields {
            let given = given(border, &field.shape)
                .map_err(|problem| format!("{}.{}: {problem}", known.name, field.name))?;
            let _ = writeln!(text, "            {}: {given},", field.name);
        }
        Ok(text)
    };
    Ok(format!(
        "    built from {{\n        needed {{\n{}        }}\n        optional {{\n{}        }}\n    }}\n",
        list(true)?,
        list(false)?
    ))
}

/// The type of an argument in Rust.
fn given(border: &Border, shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Bool => "bool".to_owned(),
        // Any of Python's: the core says which are out of range.
        Shape::Integer(_) => "Int".to_owned(),
        Shape::Float => "f64".to_owned(),
        Shape::Text => "Text".to_owned(),
        Shape::Optional(inner) => given(border, inner)?,
        Shape::List(inner) => format!("Items<{}>", given(border, inner)?),
        Shape::Map(inner) => format!("BTreeMap<Text, {}>", given(border, inner)?),
        Shape::Named(name) => match super::named(border, name)?.kind {
            Kind::Words(_) | Kind::Scalar(Base::Text) if name == "Timestamp" => "At".to_owned(),
            Kind::Words(_) | Kind::Scalar(Base::Text) => "Text".to_owned(),
            Kind::Scalar(Base::Integer) => "Int".to_owned(),
            Kind::Record(_) => name.clone(),
            _ => return Err(format!("{name} is not taken as an argument")),
        },
    })
}

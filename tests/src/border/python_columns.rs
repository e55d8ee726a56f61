//! The Arrow columns of an assessment: `bindings-python/src/generated/columns.rs`.

use std::fmt::Write as _;

use super::model::{Base, Border, Kind, Shape};
use super::names::camel_case;
use super::{File, named, rust_head};

/// What the rows of the input are.
pub(super) const INPUT: &str = "Conversation";

/// What the rows of the answer are made of.
pub(super) const ROOTS: &[&str] = &["Assessment", "Diagnostic"];

pub(super) fn file(border: &Border) -> Result<File, String> {
    let mut reached: Vec<&str> = Vec::new();
    for root in ROOTS {
        reach(border, root, &mut reached)?;
    }
    let mut body = String::new();
    for known in border.types.iter().filter(|known| reached.contains(&known.name)) {
        let _ = writeln!(body, "    {}Columns of {} {{", known.name, known.path);
        for field in known.fields() {
            let column = column(border, &field.shape)
                .map_err(|problem| format!("{}.{}: {problem}", known.name, field.name))?;
            let _ = writeln!(body, "        {}: {column},", field.name);
        }
        body.push_str("    }\n");
    }
    let kinds = ["Flags", "Ints", "Lists", "Maybe", "Texts", "Times", "Words"];
    let used: Vec<&str> = kinds.into_iter().filter(|kind| uses(&body, kind)).collect();
    let maps: Vec<String> = named(border, INPUT)?
        .fields()
        .iter()
        .filter(|field| matches!(field.shape, Shape::Map(_)))
        .map(|field| format!("{:?}", camel_case(&field.name)))
        .collect();
    let mut text = rust_head("An assessment and an error as Arrow columns.");
    let _ = writeln!(
        text,
        "use crate::columns::build::{{{}, columns}};\n\ncolumns! {{\n{body}}}\n\n\
         /// The keys of a conversation that hold values by a text.\n\
         pub(crate) const MAPS: &[&str] = &[{}];",
        used.join(", "),
        maps.join(", ")
    );
    Ok(File { path: "bindings-python/src/generated/columns.rs", text })
}

fn uses(body: &str, kind: &str) -> bool {
    [": ", "<"].iter().any(|before| {
        [",", "<", ">"].iter().any(|after| body.contains(&format!("{before}{kind}{after}")))
    })
}

/// The names of the records that a record holds, itself first.
pub(super) fn reach<'a>(
    border: &'a Border,
    name: &str,
    reached: &mut Vec<&'a str>,
) -> Result<(), String> {
    let known = named(border, name)?;
    if reached.contains(&known.name) || known.fields().is_empty() {
        return Ok(());
    }
    reached.push(known.name);
    known
        .fields()
        .iter()
        .filter_map(|f| f.shape.named())
        .try_for_each(|n| reach(border, n, reached))
}

fn column(border: &Border, shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Bool => "Flags".to_owned(),
        Shape::Integer(_) => "Ints".to_owned(),
        Shape::Text => "Texts".to_owned(),
        Shape::Optional(inner) => format!("Maybe<{}>", column(border, inner)?),
        Shape::List(inner) => format!("Lists<{}>", column(border, inner)?),
        Shape::Float | Shape::Map(_) => return Err("there is no column for it".to_owned()),
        Shape::Named(name) => match named(border, name)?.kind {
            Kind::Record(_) => format!("{name}Columns"),
            Kind::Words(_) => "Words".to_owned(),
            Kind::Scalar(_) if name == "Timestamp" => "Times".to_owned(),
            Kind::Scalar(Base::Text | Base::Any) => "Texts".to_owned(),
            Kind::Scalar(Base::Integer) => "Ints".to_owned(),
            Kind::Union(_) => return Err(format!("there is no column for {name}")),
        },
    })
}

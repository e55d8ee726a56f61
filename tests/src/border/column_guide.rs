//! The page of the columns that the Python package reads and writes: `bindings-python/COLUMNS.md`.

use std::fmt::Write as _;

use super::docs::{self, Language};
use super::model::{Base, Border, Field, Kind, Shape};
use super::python_columns::{INPUT, ROOTS, reach};
use super::{COMMAND, File, named};

pub(super) fn file(border: &Border) -> Result<File, String> {
    let mut text =
        format!("<!-- Generated from the core's types by `{COMMAND}`. -->\n\n# Columns\n");
    text.push_str(
        "\nWhat `engine.assess_arrow` reads and what it answers with. A name in bold is needed; \
         what else is null or no column is absent.\n\n## Conversations\n",
    );
    tables(border, &[INPUT], &mut text)?;
    text.push_str(
        "\n## Assessments\n\n`error` is a struct as `Diagnostic`, null where there is none.\n",
    );
    tables(border, ROOTS, &mut text)?;
    Ok(File { path: "bindings-python/COLUMNS.md", text })
}

/// A table for each record that the roots hold.
fn tables(border: &Border, roots: &[&str], text: &mut String) -> Result<(), String> {
    let reads = roots == [INPUT];
    let mut reached = Vec::new();
    roots.iter().try_for_each(|root| reach(border, root, &mut reached))?;
    for name in reached {
        let known = named(border, name)?;
        let _ = write!(text, "\n### {name}\n\n| column | type | meaning |\n|---|---|---|\n");
        for field in known.fields() {
            let held = held(border, field)?;
            let docs = docs::of(&field.docs, known.fields(), Language::Python).replace("``", "`");
            let docs = docs.replace('|', "\\|");
            let column = &field.name;
            let column = if reads && field.required {
                format!("**`{column}`**")
            } else {
                format!("`{column}`")
            };
            let _ = writeln!(text, "| {column} | {held} | {docs} |");
        }
    }
    Ok(())
}

fn held(border: &Border, field: &Field) -> Result<String, String> {
    fn of(border: &Border, shape: &Shape) -> Result<String, String> {
        Ok(match shape {
            Shape::Bool => "boolean".to_owned(),
            Shape::Integer(_) => "integer".to_owned(),
            Shape::Float => "number".to_owned(),
            Shape::Text => "text".to_owned(),
            Shape::Optional(inner) => of(border, inner)?,
            Shape::List(inner) => format!("list of {}", of(border, inner)?),
            Shape::Map(inner) => format!("map or struct of {}", of(border, inner)?),
            Shape::Named(name) => match &named(border, name)?.kind {
                Kind::Record(_) => format!("struct `{name}`"),
                Kind::Words(words) if words.len() <= 8 => {
                    let words: Vec<String> =
                        words.iter().map(|word| format!("`{}`", word.wire)).collect();
                    words.join(", ")
                }
                Kind::Words(_) => format!("text: a `{name}`"),
                Kind::Scalar(_) if name == "Timestamp" => "time".to_owned(),
                Kind::Scalar(Base::Text | Base::Any) => "text".to_owned(),
                Kind::Scalar(Base::Integer) => "integer".to_owned(),
                Kind::Union(_) => return Err(format!("there is no column for {name}")),
            },
        })
    }
    of(border, &field.shape)
}

//! The types of the npm package: `bindings-wasm/ts/generated/<group>.ts`.
//!
//! A record is what the library writes: every key is there. A record that users build has a second
//! form, `<name>Input`, wherever a document may leave something out or hold a `Date`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::catalogue::{BUILT, FLATTENED, GROUPS};
use super::docs::{self, Language, wrapped};
use super::model::{Base, Border, Field, Kind, Shape, Type};
use super::names::camel_case;
use super::{COMMAND, File, named};

const FILES: &[(&str, &str)] = &[
    ("conversation", "bindings-wasm/ts/generated/conversation.ts"),
    ("assessment", "bindings-wasm/ts/generated/assessment.ts"),
    ("sla", "bindings-wasm/ts/generated/sla.ts"),
    ("decision", "bindings-wasm/ts/generated/decision.ts"),
    ("health", "bindings-wasm/ts/generated/health.ts"),
    ("errors", "bindings-wasm/ts/generated/errors.ts"),
    ("chatwoot", "bindings-wasm/ts/generated/chatwoot.ts"),
];

/// The types of each group, and the module that has them all.
pub(super) fn files(border: &Border) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut index = head();
    for group in GROUPS {
        let known = FILES.iter().find(|(name, _)| name == group);
        let (_, path) = known.ok_or_else(|| format!("no TypeScript file for {group}"))?;
        files.push(File { path, text: group_file(border, group)? });
        let _ = writeln!(index, "export type * from \"./{group}.js\";");
    }
    files.push(File { path: "bindings-wasm/ts/generated/index.ts", text: index });
    Ok(files)
}

fn head() -> String {
    format!("// Generated from the core's types by `{COMMAND}`.\n\n")
}

fn group_file(border: &Border, group: &str) -> Result<String, String> {
    let mut uses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut body = String::new();
    for known in border.group(group) {
        let mut names = Vec::new();
        body.push_str(&declared(border, known, &mut names)?);
        for (name, is_input) in names {
            let other = named(border, name)?;
            if other.group != group {
                let name = if is_input { format!("{name}Input") } else { name.to_owned() };
                uses.entry(other.group).or_default().push(name);
            }
        }
    }
    let mut text = head();
    for (other, mut names) in uses {
        names.sort_unstable();
        names.dedup();
        let _ = writeln!(text, "import type {{ {} }} from \"./{other}.js\";", names.join(", "));
    }
    Ok(format!("{text}\n{}", body.trim_end()).replace("\n\n\n", "\n\n") + "\n")
}

/// Names that a declaration uses, and whether in the form that users build.
type Used<'a> = Vec<(&'a str, bool)>;

fn declared<'a>(
    border: &'a Border,
    known: &'a Type,
    used: &mut Used<'a>,
) -> Result<String, String> {
    let name = known.name;
    let mut text = comment(&known.docs, known.fields(), "");
    match &known.kind {
        Kind::Record(_) => {
            let part = FLATTENED.iter().find(|flat| flat.record == name).map(|flat| flat.part);
            let extends = match part {
                Some((_, of, _)) => {
                    used.push((named(border, of)?.name, false));
                    format!(" extends {of}")
                }
                None => String::new(),
            };
            let _ = writeln!(text, "export interface {name}{extends} {{");
            let of_part = |field: &Field| part.is_some_and(|(key, _, _)| key == field.name);
            for field in known.fields().iter().filter(|field| !of_part(field)) {
                text.push_str(&member(border, known, field, false, used)?);
            }
            text.push_str("}\n\n");
            if has_input(border, known) {
                text.push_str(&comment(&known.docs, known.fields(), ""));
                let _ = writeln!(text, "export interface {name}Input {{");
                for field in known.fields() {
                    text.push_str(&member(border, known, field, true, used)?);
                }
                text.push_str("}\n\n");
            }
        }
        Kind::Words(words) => {
            let _ = writeln!(text, "export type {name} =");
            for word in words {
                text.push_str(&comment(&word.docs, &[], "  "));
                let _ = writeln!(text, "  | {:?}", word.wire);
            }
            text = text.trim_end().to_owned() + ";\n\n";
        }
        Kind::Union(arms) => {
            let arms: Vec<&str> = arms.iter().map(|arm| arm.record.as_str()).collect();
            used.extend(arms.iter().map(|arm| (*arm, false)));
            let _ = writeln!(text, "export type {name} = {};\n", arms.join(" | "));
        }
        Kind::Scalar(base) => {
            let base = match base {
                Base::Text => "string",
                Base::Integer => "number",
                Base::Any => "unknown",
            };
            let _ = writeln!(text, "export type {name} = {base};\n");
        }
    }
    Ok(text)
}

fn member<'a>(
    border: &'a Border,
    known: &'a Type,
    field: &'a Field,
    is_input: bool,
    used: &mut Used<'a>,
) -> Result<String, String> {
    let mut text = comment(&field.docs, known.fields(), "  ");
    let held = held(border, &field.shape, is_input, used)?;
    let may_lack = if is_input { !field.required } else { !field.always };
    let absent = if is_input && !field.required && !held.ends_with("| null") && held != "unknown" {
        " | null"
    } else {
        ""
    };
    let name = camel_case(&field.name);
    let mark = if may_lack { "?" } else { "" };
    let _ = writeln!(text, "  readonly {name}{mark}: {held}{absent};");
    Ok(text)
}

fn held<'a>(
    border: &'a Border,
    shape: &'a Shape,
    is_input: bool,
    used: &mut Used<'a>,
) -> Result<String, String> {
    Ok(match shape {
        Shape::Bool => "boolean".to_owned(),
        Shape::Integer(_) | Shape::Float => "number".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Optional(inner) => match held(border, inner, is_input, used)?.as_str() {
            "unknown" => "unknown".to_owned(),
            inner => format!("{inner} | null"),
        },
        Shape::List(inner) => {
            let inner = held(border, inner, is_input, used)?;
            if inner.contains(' ') {
                format!("readonly ({inner})[]")
            } else {
                format!("readonly {inner}[]")
            }
        }
        Shape::Map(inner) => {
            format!("Readonly<Record<string, {}>>", held(border, inner, is_input, used)?)
        }
        Shape::Named(name) => {
            let known = named(border, name)?;
            let has_input = is_input && has_input(border, known);
            used.push((known.name, has_input));
            match (is_input, known.name) {
                (true, "Timestamp") => "Timestamp | Date".to_owned(),
                (_, name) if has_input => format!("{name}Input"),
                (_, name) => name.to_owned(),
            }
        }
    })
}

/// Whether users build it in another form than the one the library writes.
fn has_input(border: &Border, known: &Type) -> bool {
    BUILT.contains(&known.name)
        && known.fields().iter().any(|field| {
            let held = field.shape.named().and_then(|name| border.get(name));
            !field.required
                || held.is_some_and(|held| held.name == "Timestamp" || has_input(border, held))
        })
}

fn comment(docs: &str, fields: &[Field], indent: &str) -> String {
    let docs = docs::of(docs, fields, Language::Foreign);
    let line = format!("{indent}/** {docs} */\n");
    if line.chars().count() <= 101 {
        return line;
    }
    format!("{indent}/**\n{}{indent} */\n", wrapped(&docs, &format!("{indent} * "), 100))
}

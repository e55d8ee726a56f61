//! The stubs of the Python package, and its own module with the list of its names.

use std::fmt::Write as _;

use super::catalogue::{ACTIONS, BUILT, NOT_IN_PYTHON};
use super::docs::{self, Language, wrapped};
use super::model::{Base, Border, Field, Kind, Shape, Type};
use super::names::constant;
use super::python_records::is_class;
use super::python_words::enumerations;
use super::{COMMAND, File, named};

/// The part of the stubs that is written by hand: classes with behaviour, and, for generated
/// classes, their other methods.
pub(super) const BY_HAND: &str = "bindings-python/stubs/native.pyi";

/// Names that are Python's own too: they are not among those of `import *`.
const SHADOWS: &[&str] = &["Warning"];

/// Where the actions stand in the class of the engine.
const ACTIONS_MARK: &str = "    # The actions: approve_send, escalate, mark_resolved.\n";

/// The part of the package's own module that is written by hand.
pub(super) const PACKAGE: &str = "bindings-python/stubs/package.py";

/// Where the names of the records and enumerations stand there: in the import and in `__all__`.
const NAMES_MARK: &str = "    # The records and enumerations.\n";

/// The package's own module: its names, in one list that type checkers can read.
pub(super) fn package(border: &Border, by_hand: &str) -> Result<File, String> {
    let classes = border.types.iter().filter(|t| is_class(t) && t.group != "chatwoot");
    let words = enumerations(border).map(|(known, _)| known);
    let mut names: Vec<&str> = classes.chain(words).map(|known| known.name).collect();
    names.sort_unstable();
    let [head, between, tail] = by_hand.split(NAMES_MARK).collect::<Vec<_>>()[..] else {
        return Err(format!("{PACKAGE} does not say in two places where the names stand"));
    };
    let mut text = format!("# Generated from the core's types by `{COMMAND}`;\n");
    let _ = write!(text, "# what is written by hand stands in {PACKAGE}.\n{head}");
    for name in &names {
        let exported = if SHADOWS.contains(name) { format!(" as {name}") } else { String::new() };
        let _ = writeln!(text, "    {name}{exported},");
    }
    text.push_str(between);
    for name in names.into_iter().filter(|name| !SHADOWS.contains(name)) {
        let _ = writeln!(text, "    {name:?},");
    }
    text.push_str(tail);
    Ok(File { path: "bindings-python/python/cx_triage/__init__.py", text })
}

/// The stubs of the compiled module.
pub(super) fn file(border: &Border, by_hand: &str) -> Result<File, String> {
    let by_hand = ByHand::of(by_hand);
    let mut text = format!("# Generated from the core's types by `{COMMAND}`;\n");
    let _ = writeln!(text, "# what is written by hand stands in {BY_HAND}.\n{}", by_hand.head);
    for (known, words) in enumerations(border) {
        let _ = writeln!(
            text,
            "class {}(Word):\n{}",
            known.name,
            docstring(&known.docs, known.fields(), "    ")
        );
        for word in words {
            let _ = writeln!(text, "    {} = {:?}", constant(&word.wire), word.wire);
            text.push_str(&docstring(&word.docs, &[], "    "));
        }
        text.push('\n');
    }
    let mut classes = by_hand.classes;
    for known in border.types.iter().filter(|known| is_class(known)) {
        let place = classes.iter().position(|(name, _)| name == known.name);
        let methods = place.map(|place| classes.remove(place).1).unwrap_or_default();
        text.push_str(&class(border, known, &methods)?);
    }
    for (name, block) in classes {
        if name == "Engine" {
            if !block.contains(ACTIONS_MARK) {
                return Err(format!("{BY_HAND} does not say where the actions stand"));
            }
            text.push_str(&block.replace(ACTIONS_MARK, &actions(border)?));
        } else {
            text.push_str(&block);
        }
        text.push('\n');
    }
    let text = text.trim_end().to_owned() + "\n";
    Ok(File { path: "bindings-python/python/cx_triage/_native.pyi", text })
}

/// The hand-written stubs: what stands before the first class, then each class and function; of a
/// class that is generated only the lines of its body.
struct ByHand {
    head: String,
    classes: Vec<(String, String)>,
}

impl ByHand {
    fn of(text: &str) -> Self {
        let mut head = String::new();
        let mut classes: Vec<(String, String)> = Vec::new();
        let mut decorators = String::new();
        for line in text.lines() {
            if line.starts_with('@') {
                decorators = format!("{line}\n");
                continue;
            }
            let opens = line.strip_prefix("class ").or_else(|| line.strip_prefix("def "));
            if let Some(rest) = opens {
                let name = rest.split([':', '(']).next().unwrap_or_default();
                classes.push((name.to_owned(), std::mem::take(&mut decorators)));
            }
            let part = classes.last_mut().map_or(&mut head, |(_, block)| block);
            part.push_str(line);
            part.push('\n');
        }
        for (_, block) in &mut classes {
            *block = block.trim_end().to_owned() + "\n";
        }
        Self { head, classes }
    }
}

fn class(border: &Border, known: &Type, by_hand: &str) -> Result<String, String> {
    let name = known.name;
    let mut text =
        format!("@final\nclass {name}:\n{}\n", docstring(&known.docs, known.fields(), "    "));
    if BUILT.contains(&name) {
        text.push_str("    def __new__(\n        cls,\n        *,\n");
        text.push_str(&arguments(border, known.fields())?);
        let _ = writeln!(text, "    ) -> {name}: ...");
    }
    for field in known.fields() {
        let held = held(border, &field.shape)?;
        let _ = writeln!(text, "    @property\n    def {}(self) -> {held}:", field.name);
        text.push_str(&docstring(&field.docs, known.fields(), "        "));
    }
    for line in by_hand.lines().skip_while(|line| !line.starts_with("    ")) {
        let _ = writeln!(text, "{line}");
    }
    let _ = write!(
        text,
        "    def to_json(self) -> str:
        \"\"\"The record as JSON in the wire's camelCase, keys in fixed order.\"\"\"
    @staticmethod
    def from_json(json: str | bytes) -> {name}:
        \"\"\"The record that ``to_json`` wrote.\"\"\"
    @staticmethod
    def from_dict(document: dict[str, Any]) -> {name}:
        \"\"\"The record that ``to_dict`` gave.\"\"\"
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        \"\"\"What ``to_json`` holds, as plain dicts, lists, texts and numbers.\"\"\"
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> {name}: ...
    def __deepcopy__(self, _memo: object, /) -> {name}: ...
    def __reduce__(self) -> Any: ...

"
    );
    Ok(text)
}

fn actions(border: &Border) -> Result<String, String> {
    let mut text = String::new();
    for (method, input, says) in ACTIONS {
        let _ = writeln!(text, "    def {method}(\n        self,");
        text.push_str("        conversation: Conversation,\n        now: datetime,\n        *,\n");
        text.push_str(&arguments(border, named(border, input)?.fields())?);
        let end = if says.len() > 1 { "\n        " } else { "" };
        let says = says.join("\n\n        ");
        let _ = writeln!(text, "    ) -> DecisionEvent:\n        \"\"\"{says}{end}\"\"\"");
    }
    Ok(text)
}

fn arguments(border: &Border, fields: &[Field]) -> Result<String, String> {
    let mut text = String::new();
    for field in keywords(fields) {
        let given = given(border, &field.shape)?;
        let given = match (field.required, given.as_str()) {
            (true, _) => given,
            (false, "Any") => "Any = None".to_owned(),
            (false, _) => format!("{given} | None = None"),
        };
        let _ = writeln!(text, "        {}: {given},", field.name);
    }
    Ok(text)
}

/// The Python type of a field.
fn held(border: &Border, shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Bool => "bool".to_owned(),
        Shape::Integer(_) => "int".to_owned(),
        Shape::Float => "float".to_owned(),
        Shape::Text => "str".to_owned(),
        Shape::List(inner) => format!("tuple[{}, ...]", held(border, inner)?),
        Shape::Map(inner) => format!("dict[str, {}]", held(border, inner)?),
        Shape::Optional(inner) => match held(border, inner)?.as_str() {
            "Any" => "Any".to_owned(),
            inner => format!("{inner} | None"),
        },
        Shape::Named(name) => match &named(border, name)?.kind {
            Kind::Words(_) if NOT_IN_PYTHON.contains(&name.as_str()) => "str".to_owned(),
            Kind::Record(_) | Kind::Words(_) => name.clone(),
            Kind::Scalar(_) if name == "Timestamp" => "datetime".to_owned(),
            Kind::Scalar(Base::Text) => "str".to_owned(),
            Kind::Scalar(Base::Integer) => "int".to_owned(),
            Kind::Scalar(Base::Any) => "Any".to_owned(),
            Kind::Union(arms) => {
                arms.iter().map(|arm| arm.record.as_str()).collect::<Vec<_>>().join(" | ")
            }
        },
    })
}

/// The Python type of an argument: words as text, lists as lists or tuples.
fn given(border: &Border, shape: &Shape) -> Result<String, String> {
    Ok(match shape {
        Shape::Optional(inner) => given(border, inner)?,
        Shape::List(inner) => {
            format!("Iterable[{}]", given(border, inner)?)
        }
        Shape::Map(inner) => format!("dict[str, {}]", given(border, inner)?),
        Shape::Named(name) if matches!(named(border, name)?.kind, Kind::Words(_)) => {
            "str".to_owned()
        }
        _ => held(border, shape)?,
    })
}

fn docstring(docs: &str, fields: &[Field], indent: &str) -> String {
    let docs = docs::of(docs, fields, Language::Python);
    let line = format!("{indent}\"\"\"{docs}\"\"\"\n");
    if line.chars().count() <= 101 {
        return line;
    }
    let lines = wrapped(&format!("\"\"\"{docs}"), indent, 100);
    format!("{lines}{indent}\"\"\"\n")
}

/// Keyword arguments: those that are needed first.
fn keywords(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let needed = fields.iter().filter(|field| field.required);
    needed.chain(fields.iter().filter(|field| !field.required))
}

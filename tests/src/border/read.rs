//! The description of the border, out of what `schemars` says of each type.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::catalogue::{CATALOGUE, Entry, FLATTENED, Flattened};
use super::docs::first_paragraph;
use super::model::{Arm, Base, Border, Field, Kind, Shape, Type, Word};
use super::names::{snake_case, variant};

/// The schemas of the types: as they are read, and as they are written.
struct Schemas {
    read: Map<String, Value>,
    written: Map<String, Value>,
}

/// The border.
///
/// # Errors
/// What a schema holds that the generator does not know, with its type.
pub(super) fn border() -> Result<Border, String> {
    let schemas = Schemas { read: definitions(false)?, written: definitions(true)? };
    let types: Result<Vec<Type>, String> = CATALOGUE.iter().map(|e| schemas.type_of(e)).collect();
    let border = Border { types: types? };
    for known in &border.types {
        documented(known)?;
        for field in known.fields() {
            if let Some(name) = field.shape.named().filter(|name| border.get(name).is_none()) {
                let field = &field.name;
                return Err(format!("{}.{field}: {name} is not in the catalogue", known.name));
            }
        }
    }
    Ok(border)
}

/// Rust's own lint does not see what a macro declares or a schema leaves out.
fn documented(known: &Type) -> Result<(), String> {
    let members: Vec<(&str, &str)> = match &known.kind {
        Kind::Record(fields) => fields.iter().map(|f| (f.name.as_str(), f.docs.as_str())).collect(),
        Kind::Words(words) => words.iter().map(|w| (w.wire.as_str(), w.docs.as_str())).collect(),
        Kind::Union(arms) => arms.iter().map(|a| (a.variant.as_str(), a.docs.as_str())).collect(),
        Kind::Scalar(_) => Vec::new(),
    };
    let all = [("", known.docs.as_str())].into_iter().chain(members);
    match all.into_iter().find(|(_, docs)| docs.is_empty()) {
        Some((member, _)) => Err(format!("{}: {member} has no documentation", known.name)),
        None => Ok(()),
    }
}

fn definitions(written: bool) -> Result<Map<String, Value>, String> {
    let settings = SchemaSettings::draft2020_12();
    let settings = if written { settings.for_serialize() } else { settings };
    let mut generator = settings.into_generator();
    for entry in CATALOGUE {
        let name = (entry.define)(&mut generator);
        if name != entry.name() {
            return Err(format!("{} calls itself {name} in schemas", entry.path));
        }
    }
    Ok(generator.take_definitions(true))
}

impl Schemas {
    fn type_of(&self, entry: &Entry) -> Result<Type, String> {
        let name = entry.name();
        let told = |problem: String| format!("{name}: {problem}");
        let schema = object(self.read.get(name)).map_err(told)?;
        Ok(Type {
            name,
            path: entry.path.replace(' ', ""),
            group: entry.group,
            docs: first_paragraph(text(schema, "description")),
            kind: self.kind(entry, schema).map_err(told)?,
        })
    }

    fn kind(&self, entry: &Entry, schema: &Map<String, Value>) -> Result<Kind, String> {
        if schema.contains_key("properties") {
            return self.record(entry, schema).map(Kind::Record);
        }
        if let Some(arms) = schema.get("anyOf") {
            return list(arms).iter().map(arm).collect::<Result<_, _>>().map(Kind::Union);
        }
        if let Some(words) = schema.get("oneOf") {
            let words = list(words).iter().map(words_of).collect::<Result<Vec<_>, _>>()?;
            return Ok(Kind::Words(words.into_iter().flatten().collect()));
        }
        match text(schema, "type") {
            "string" if schema.contains_key("enum") || schema.contains_key("const") => {
                words_of(&Value::Object(schema.clone())).map(Kind::Words)
            }
            "string" => Ok(Kind::Scalar(Base::Text)),
            "integer" => Ok(Kind::Scalar(Base::Integer)),
            "" => Ok(Kind::Scalar(Base::Any)),
            other => Err(format!("a type of its own that is `{other}`")),
        }
    }

    fn record(&self, entry: &Entry, schema: &Map<String, Value>) -> Result<Vec<Field>, String> {
        if let Some(known) = FLATTENED.iter().find(|known| known.record == entry.name()) {
            return Ok(flattened(known));
        }
        let properties = object(schema.get("properties"))?;
        let required: Vec<&str> = texts(schema.get("required")).collect();
        let written = self.written.get(entry.name()).and_then(|schema| schema.get("required"));
        let always: Vec<&str> = texts(written).collect();
        let field = |key: &str| {
            let property = object(properties.get(key)).map_err(|e| format!("{key}: {e}"))?;
            Ok(Field {
                name: snake_case(key),
                docs: text(property, "description").to_owned(),
                shape: shape(property).map_err(|problem| format!("{key}: {problem}"))?,
                required: required.contains(&key),
                always: always.contains(&key),
            })
        };
        self.order(entry, properties).into_iter().map(field).collect()
    }

    /// The keys in the order of the fields. A record that serde does not read by its keys is one
    /// of which everything is always written, and the schema lists that in order.
    fn order<'a>(&'a self, entry: &Entry, properties: &'a Map<String, Value>) -> Vec<&'a str> {
        let keys = (entry.order)();
        if keys.is_empty() {
            let written = self.written.get(entry.name()).and_then(|schema| schema.get("required"));
            return texts(written).collect();
        }
        keys.iter().copied().filter(|key| properties.contains_key(*key)).collect()
    }
}

fn flattened(known: &Flattened) -> Vec<Field> {
    let (name, of, docs) = known.part;
    let own = known.own.iter().map(|(name, kind, docs)| (*name, *docs, Shape::Integer(kind)));
    own.chain([(name, docs, Shape::Named(of.to_owned()))])
        .map(|(name, docs, shape)| Field {
            name: name.to_owned(),
            docs: docs.to_owned(),
            shape,
            required: true,
            always: true,
        })
        .collect()
}

fn shape(schema: &Map<String, Value>) -> Result<Shape, String> {
    if let Some(name) = reference(schema) {
        return Ok(Shape::Named(name.to_owned()));
    }
    if let Some(choices) = schema.get("anyOf") {
        let choices = list(choices);
        let is_null = |choice: &&Value| choice.get("type") == Some(&Value::from("null"));
        let mut others = choices.iter().filter(|choice| !is_null(choice));
        return match (others.next(), others.next(), choices.iter().any(|choice| is_null(&choice))) {
            (Some(only), None, true) => Ok(Shape::Optional(Box::new(shape(object(Some(only))?)?))),
            _ => Err("a choice between several types".to_owned()),
        };
    }
    let (name, optional) = match schema.get("type") {
        Some(Value::Array(names)) => {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            match *names.as_slice() {
                [name, "null"] => (name, true),
                _ => return Err("a value of several types".to_owned()),
            }
        }
        _ => (text(schema, "type"), false),
    };
    let found = match name {
        "boolean" => Shape::Bool,
        "number" => Shape::Float,
        "string" => Shape::Text,
        "integer" => Shape::Integer(match text(schema, "format") {
            "int64" => "i64",
            "uint64" => "u64",
            "uint32" => "u32",
            "uint8" => "u8",
            "uint" => "usize",
            other => return Err(format!("an integer of format `{other}`")),
        }),
        "array" => Shape::List(Box::new(shape(object(schema.get("items"))?)?)),
        "object" => Shape::Map(Box::new(shape(object(schema.get("additionalProperties"))?)?)),
        other => return Err(format!("a value of type `{other}`")),
    };
    Ok(if optional { Shape::Optional(Box::new(found)) } else { found })
}

fn words_of(schema: &Value) -> Result<Vec<Word>, String> {
    let schema = object(Some(schema))?;
    let docs = text(schema, "description");
    let consts =
        schema.get("const").into_iter().chain(list(schema.get("enum").unwrap_or(&Value::Null)));
    let words: Vec<Word> = consts
        .filter_map(Value::as_str)
        .map(|wire| Word { wire: wire.to_owned(), variant: variant(wire), docs: docs.to_owned() })
        .collect();
    if words.is_empty() { Err("a case that is no word".to_owned()) } else { Ok(words) }
}

fn arm(schema: &Value) -> Result<Arm, String> {
    let schema = object(Some(schema))?;
    let record = reference(schema).ok_or("a case that is no record")?;
    Ok(Arm {
        variant: record.trim_end_matches("Payload").to_owned(),
        record: record.to_owned(),
        docs: text(schema, "description").to_owned(),
    })
}

fn reference(schema: &Map<String, Value>) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

fn object(value: Option<&Value>) -> Result<&Map<String, Value>, String> {
    value.and_then(Value::as_object).ok_or_else(|| "there is no schema of it".to_owned())
}

fn text<'a>(schema: &'a Map<String, Value>, key: &str) -> &'a str {
    schema.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.map_or(&[][..], list).iter().filter_map(Value::as_str)
}

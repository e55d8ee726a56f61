//! What crosses the border: types, their fields, and the kinds of values.

/// Everything that crosses.
pub struct Border {
    /// The types, in the order of the catalogue.
    pub types: Vec<Type>,
}

impl Border {
    /// The type of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|known| known.name == name)
    }

    /// The types of a group, in the order of the catalogue.
    pub fn group(&self, group: &str) -> impl Iterator<Item = &Type> {
        self.types.iter().filter(move |known| known.group == group)
    }
}

/// A type of the core.
pub struct Type {
    /// Its name in the core.
    pub name: &'static str,
    /// Its path in Rust.
    pub path: String,
    /// The part of the library it belongs to, and the file it is generated into.
    pub group: &'static str,
    /// The first paragraph of its documentation.
    pub docs: String,
    /// What it is.
    pub kind: Kind,
}

impl Type {
    /// The fields of a record; of other types none.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Record(fields) => fields,
            _ => &[],
        }
    }
}

/// What a type is.
pub enum Kind {
    /// An object with named fields.
    Record(Vec<Field>),
    /// One of a number of words.
    Words(Vec<Word>),
    /// One of several records; the wire does not say which.
    Union(Vec<Arm>),
    /// A value of its own type that is text or a number on the wire.
    Scalar(Base),
}

/// A field of a record.
pub struct Field {
    /// Its name in the core.
    pub name: String,
    /// Its documentation.
    pub docs: String,
    /// What it holds.
    pub shape: Shape,
    /// Whether a document that is read must have it.
    pub required: bool,
    /// Whether every document that is written has it.
    pub always: bool,
}

/// A word of an enumeration.
pub struct Word {
    /// The word on the wire.
    pub wire: String,
    /// The variant in the core.
    pub variant: String,
    /// Its documentation.
    pub docs: String,
}

/// A case of a union.
pub struct Arm {
    /// The variant in the core.
    pub variant: String,
    /// The record that it holds.
    pub record: String,
    /// Its documentation.
    pub docs: String,
}

/// What is written for a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Any JSON value.
    Any,
}

/// What a field holds.
#[derive(Clone)]
pub enum Shape {
    /// True or false.
    Bool,
    /// A whole number, of that type in Rust.
    Integer(&'static str),
    /// A number.
    Float,
    /// Text.
    Text,
    /// A type of the border, by its name.
    Named(String),
    /// A value that may be absent.
    Optional(Box<Shape>),
    /// A list.
    List(Box<Shape>),
    /// Values by a text.
    Map(Box<Shape>),
}

impl Shape {
    /// The name of the type that it holds, through lists and absent values.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.named(),
            _ => None,
        }
    }
}

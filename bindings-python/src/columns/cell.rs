//! One value of a column as a serde document.

use std::fmt;
use std::ops::Range;

use arrow_array::Array;
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::column::{Column, Values};

/// One value of a column, as a serde document.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) column: &'a Column,
    pub(super) row: usize,
}

/// The integer that a float stands for, as long as every one of its neighbours does so too.
fn whole(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    (float.fract() == 0.0 && float.abs() < EXACT).then_some(float as i64)
}

impl<'a> Cell<'a> {
    fn text(self) -> Option<&'a str> {
        match &self.column.values {
            Values::Text(texts) if self.row < texts.len() => Some(texts.value(self.row)),
            Values::LargeText(texts) if self.row < texts.len() => Some(texts.value(self.row)),
            Values::TextView(texts) if self.row < texts.len() => Some(texts.value(self.row)),
            Values::Dictionary { keys, items } => {
                keys.get(self.row).and_then(|&row| Cell { column: items, row }.text())
            }
            _ => None,
        }
    }

    fn deserialize_integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RowError>
    where
        'a: 'de,
    {
        if self.column.is_null(self.row) {
            return visitor.visit_unit();
        }
        let missing = || RowError("missing value".to_owned());
        match &self.column.values {
            Values::Int(ints) => visitor.visit_i64(*ints.get(self.row).ok_or_else(missing)?),
            Values::Unsigned(ints) => visitor.visit_u64(*ints.get(self.row).ok_or_else(missing)?),
            Values::Float(floats) => {
                let float = *floats.get(self.row).ok_or_else(missing)?;
                match whole(float) {
                    Some(int) => visitor.visit_i64(int),
                    None => visitor.visit_f64(float),
                }
            }
            Values::Dictionary { keys, items } => {
                let row = *keys.get(self.row).ok_or_else(missing)?;
                Cell { column: items, row }.deserialize_integer(visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }
}

/// Where an integer belongs.
macro_rules! integers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RowError> {
            self.deserialize_integer(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = RowError;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    /// A column of numbers says of itself neither that it is one of times nor in which unit: what
    /// is not asked for as an integer is none.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RowError> {
        if self.column.is_null(self.row) {
            return visitor.visit_unit();
        }
        let missing = || RowError("missing value".to_owned());
        match &self.column.values {
            Values::Null => visitor.visit_unit(),
            Values::Bool(flags) if self.row < flags.len() => {
                visitor.visit_bool(flags.value(self.row))
            }
            Values::Int(_) | Values::Unsigned(_) | Values::Float(_) => {
                Err(de::Error::invalid_type(Unexpected::Other("number"), &visitor))
            }
            Values::Time { values, per_milli, millis } => {
                let value = values.get(self.row).ok_or_else(missing)?;
                visitor.visit_i64(value.div_euclid(*per_milli).saturating_mul(*millis))
            }
            Values::List { rows, items } => {
                let rows = rows.get(self.row).ok_or_else(missing)?.clone();
                visitor.visit_seq(Items { column: items, rows })
            }
            Values::Map { rows, keys, items } => {
                let rows = rows.get(self.row).ok_or_else(missing)?.clone();
                visitor.visit_map(Entries { keys, items: Items { column: items, rows } })
            }
            Values::Dictionary { keys, items } => {
                let row = *keys.get(self.row).ok_or_else(missing)?;
                Cell { column: items, row }.deserialize_any(visitor)
            }
            Values::Struct(fields) => {
                visitor.visit_map(Fields { rest: fields.iter(), row: self.row, value: None })
            }
            Values::Bool(_) | Values::Text(_) | Values::LargeText(_) | Values::TextView(_) => {
                visitor.visit_borrowed_str(self.text().ok_or_else(missing)?)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RowError> {
        if self.column.is_null(self.row) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RowError> {
        match self.text().filter(|_| !self.column.is_null(self.row)) {
            Some(text) => visitor.visit_enum(StrDeserializer::new(text)),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier
    }
}

/// The fields of a row that are not null: an absent key and a null one mean the same.
struct Fields<'a> {
    rest: std::slice::Iter<'a, (String, Column)>,
    row: usize,
    value: Option<&'a Column>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = RowError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, RowError> {
        let row = self.row;
        let Some((key, column)) = self.rest.find(|(_, column)| !column.is_null(row)) else {
            return Ok(None);
        };
        self.value = Some(column);
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, RowError> {
        let column = self.value.ok_or_else(|| RowError("missing value".to_owned()))?;
        seed.deserialize(Cell { column, row: self.row })
    }
}

/// The entries of a map.
struct Entries<'a> {
    keys: &'a Column,
    items: Items<'a>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = RowError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, RowError> {
        let mut rest = self.items.rows.clone();
        let key = |row| seed.deserialize(Cell { column: self.keys, row });
        rest.next().map(key).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, RowError> {
        let value = self.items.next_element_seed(seed)?;
        value.ok_or_else(|| RowError("missing value".to_owned()))
    }
}

struct Items<'a> {
    column: &'a Column,
    rows: Range<usize>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = RowError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, RowError> {
        let item = |row| seed.deserialize(Cell { column: self.column, row });
        self.rows.next().map(item).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rows.len())
    }
}

/// What serde says of a row; the core turns it into a code and a sentence.
#[derive(Debug)]
pub(super) struct RowError(pub(super) String);

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RowError {}

impl serde::de::Error for RowError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        match found {
            Unexpected::Unit => Self(format!("invalid type: null, expected {expected}")),
            other => Self(format!("invalid type: {other}, expected {expected}")),
        }
    }
}

//! Rows of Arrow columns as conversations: each row is a serde document, so that the core reads
//! it by the rules of its own JSON.

use std::fmt;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, OffsetSizeTrait, RecordBatch, StringArray,
    StringViewArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, ScalarBuffer};
use arrow_cast::cast;
use arrow_schema::{DataType, Schema, TimeUnit};
use cx_triage::bindings::check_columns;
use cx_triage::{Code, Conversation, Diagnostic, Timestamp};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::generated::columns::MAPS;

/// The conversations of a record batch.
pub(super) struct Rows(Column);

impl Rows {
    /// Looks the columns up. Those that are no part of a conversation are passed over.
    ///
    /// # Errors
    /// A column whose type cannot be read as what belongs there.
    pub(super) fn of(batch: &RecordBatch) -> Result<Self, Diagnostic> {
        let known = conversation_fields();
        let schema = batch.schema();
        let mut fields = Vec::new();
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            let key = camel_case(field.name());
            if known.contains(&key.as_str()) {
                let place = format!("/{}", field.name());
                let column = if MAPS.contains(&key.as_str()) {
                    Column::map(array, &place)?
                } else {
                    Column::of(array, &place)?
                };
                fields.push((key, column));
            }
        }
        Ok(Self(Column { nulls: None, values: Values::Struct(fields) }))
    }

    /// Whether the columns are those of conversations; `strict` as in Python.
    ///
    /// # Errors
    /// What is missing, misspelt or, where that is asked, no column of a conversation.
    pub(super) fn check(schema: &Schema, strict: Option<bool>) -> Result<(), Diagnostic> {
        if strict == Some(false) {
            return Ok(());
        }
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        check_columns(&names, conversation_fields(), strict == Some(true))
    }

    /// The conversation of a row.
    pub(super) fn conversation(&self, row: usize) -> Result<Conversation, Diagnostic> {
        cx_triage::bindings::read(Cell { column: &self.0, row })
    }

    /// The conversation's number, if the row has one.
    pub(super) fn id(&self, row: usize) -> Option<i64> {
        let Values::Struct(fields) = &self.0.values else { return None };
        let (_, column) = fields.iter().find(|(key, _)| key == "id")?;
        i64::deserialize(Cell { column, row }).ok()
    }
}

/// Adds the times of a column, each of which has to be there.
pub(super) fn times(array: &ArrayRef, times: &mut Vec<Timestamp>) -> Result<(), Diagnostic> {
    let column = Column::of(array, "/times")?;
    for row in 0..array.len() {
        let time = cx_triage::bindings::read(Cell { column: &column, row });
        let place = format!("/times/{}", times.len());
        times.push(time.map_err(|error| Diagnostic::at(error.code, place, error.detail))?);
    }
    Ok(())
}

/// The keys of the conversation document, asked of the core itself.
fn conversation_fields() -> &'static [&'static str] {
    struct Probe<'a>(&'a mut &'static [&'static str]);
    impl<'de> Deserializer<'de> for Probe<'_> {
        type Error = RowError;
        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _name: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, RowError> {
            *self.0 = fields;
            self.deserialize_any(visitor)
        }
        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, RowError> {
            Err(RowError(String::new()))
        }
        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }
    let mut fields: &'static [&'static str] = &[];
    drop(Conversation::deserialize(Probe(&mut fields)));
    fields
}

/// `created_at` as `createdAt`; a name that is in camelCase already stays as it is.
pub(crate) fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '_' {
            upper = true;
        } else if upper {
            camel.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    camel
}

struct Column {
    nulls: Option<NullBuffer>,
    values: Values,
}

enum Values {
    Null,
    Bool(BooleanArray),
    Int(ScalarBuffer<i64>),
    Unsigned(ScalarBuffer<u64>),
    /// Whole numbers, as pandas writes a column of integers in which some are absent.
    Float(ScalarBuffer<f64>),
    /// Times in some unit, so many of which are a millisecond, or which is so many of them.
    Time {
        values: ScalarBuffer<i64>,
        per_milli: i64,
        millis: i64,
    },
    Text(StringArray),
    LargeText(LargeStringArray),
    TextView(StringViewArray),
    List {
        ends: Vec<usize>,
        items: Box<Column>,
    },
    /// Values by a text, as Arrow's maps have them.
    Map {
        ends: Vec<usize>,
        keys: Box<Column>,
        items: Box<Column>,
    },
    Struct(Vec<(String, Column)>),
}

impl Column {
    /// A column of values by a text: a map, or a struct whose names are the texts as they are.
    fn map(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
        let values = match array.data_type() {
            DataType::Map(_, _) => {
                let map = array.as_map();
                let ends = map.value_offsets().iter().map(|offset| offset.as_usize()).collect();
                let keys = Box::new(Column::of(map.keys(), place)?);
                Values::Map { ends, keys, items: Box::new(Column::of(map.values(), place)?) }
            }
            DataType::Struct(fields) => {
                let children = fields.iter().zip(array.as_struct().columns());
                let columns = children.map(|(field, child)| {
                    let place = format!("{place}/{}", field.name());
                    Ok((field.name().clone(), Column::of(child, &place)?))
                });
                Values::Struct(columns.collect::<Result<_, Diagnostic>>()?)
            }
            DataType::Null => Values::Null,
            // A column of nothing whose type nobody knew (`cx_triage._columns`).
            DataType::Boolean if array.null_count() == array.len() => Values::Null,
            _ => return Err(wrong_type(array, place)),
        };
        Ok(Self { nulls: array.logical_nulls(), values })
    }

    fn of(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
        let as_type = |data_type: &DataType| -> Result<Column, Diagnostic> {
            let cast = cast(array, data_type).map_err(|_| wrong_type(array, place))?;
            Column::of(&cast, place)
        };
        let values = match array.data_type() {
            DataType::Null => Values::Null,
            DataType::Boolean => Values::Bool(array.as_boolean().clone()),
            DataType::Int64 => Values::Int(array.as_primitive::<Int64Type>().values().clone()),
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => return as_type(&DataType::Int64),
            DataType::UInt64 => {
                Values::Unsigned(array.as_primitive::<UInt64Type>().values().clone())
            }
            DataType::Float64 => {
                Values::Float(array.as_primitive::<Float64Type>().values().clone())
            }
            DataType::Float32 => return as_type(&DataType::Float64),
            DataType::Timestamp(_, None) => return Err(naive(place)),
            DataType::Timestamp(unit, Some(_)) => {
                let raw = cast(array, &DataType::Int64).map_err(|_| wrong_type(array, place))?;
                let (per_milli, millis) = match unit {
                    TimeUnit::Second => (1, 1000),
                    TimeUnit::Millisecond => (1, 1),
                    TimeUnit::Microsecond => (1000, 1),
                    TimeUnit::Nanosecond => (1_000_000, 1),
                };
                let values = raw.as_primitive::<Int64Type>().values().clone();
                Values::Time { values, per_milli, millis }
            }
            DataType::Utf8 => Values::Text(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Values::LargeText(array.as_string::<i64>().clone()),
            DataType::Utf8View => Values::TextView(array.as_string_view().clone()),
            DataType::Dictionary(_, value) => return as_type(value),
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                list_of(list.value_offsets(), list.values(), place)?
            }
            DataType::LargeList(_) => {
                let list = array.as_list::<i64>();
                list_of(list.value_offsets(), list.values(), place)?
            }
            DataType::FixedSizeList(item, _)
            | DataType::ListView(item)
            | DataType::LargeListView(item) => {
                return as_type(&DataType::LargeList(item.clone()));
            }
            DataType::Struct(fields) => {
                let mut columns = Vec::with_capacity(fields.len());
                for (field, child) in fields.iter().zip(array.as_struct().columns()) {
                    let column = Column::of(child, &format!("{place}/{}", field.name()))?;
                    columns.push((camel_case(field.name()), column));
                }
                Values::Struct(columns)
            }
            _ => return Err(wrong_type(array, place)),
        };
        Ok(Self { nulls: array.logical_nulls(), values })
    }

    fn is_null(&self, row: usize) -> bool {
        let absent = match &self.values {
            Values::Null => true,
            Values::Float(floats) => floats.get(row).is_none_or(|float| float.is_nan()),
            _ => false,
        };
        absent || self.nulls.as_ref().is_some_and(|nulls| row >= nulls.len() || nulls.is_null(row))
    }
}

fn list_of<O: OffsetSizeTrait>(
    offsets: &[O],
    items: &ArrayRef,
    place: &str,
) -> Result<Values, Diagnostic> {
    let ends = offsets.iter().map(|offset| offset.as_usize()).collect();
    Ok(Values::List { ends, items: Box::new(Column::of(items, place)?) })
}

/// The integer that a float stands for, as long as every one of its neighbours does so too.
fn whole(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    (float.fract() == 0.0 && float.abs() < EXACT).then_some(float as i64)
}

fn naive(place: &str) -> Diagnostic {
    Diagnostic::at(
        Code::InvalidTime,
        place,
        "the times have no time zone; cast the column to a timestamp in UTC",
    )
}

fn wrong_type(array: &ArrayRef, place: &str) -> Diagnostic {
    let found = array.data_type();
    Diagnostic::at(Code::WrongType, place, format!("a column of type `{found}` is not read"))
}

/// One value of a column, as a serde document.
#[derive(Clone, Copy)]
struct Cell<'a> {
    column: &'a Column,
    row: usize,
}

impl<'a> Cell<'a> {
    fn text(self) -> Option<&'a str> {
        match &self.column.values {
            Values::Text(texts) if self.row < texts.len() => Some(texts.value(self.row)),
            Values::LargeText(texts) if self.row < texts.len() => Some(texts.value(self.row)),
            Values::TextView(texts) if self.row < texts.len() => Some(texts.value(self.row)),
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
            Values::List { ends, items } => {
                let next = *ends.get(self.row).ok_or_else(missing)?;
                let end = *ends.get(self.row + 1).ok_or_else(missing)?;
                visitor.visit_seq(Items { column: items, next, end })
            }
            Values::Map { ends, keys, items } => {
                let next = *ends.get(self.row).ok_or_else(missing)?;
                let end = *ends.get(self.row + 1).ok_or_else(missing)?;
                visitor.visit_map(Entries { keys, items: Items { column: items, next, end } })
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
        if self.items.next >= self.items.end {
            return Ok(None);
        }
        seed.deserialize(Cell { column: self.keys, row: self.items.next }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, RowError> {
        let value = self.items.next_element_seed(seed)?;
        value.ok_or_else(|| RowError("missing value".to_owned()))
    }
}

struct Items<'a> {
    column: &'a Column,
    next: usize,
    end: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = RowError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, RowError> {
        if self.next >= self.end {
            return Ok(None);
        }
        let row = self.next;
        self.next += 1;
        seed.deserialize(Cell { column: self.column, row }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.end.saturating_sub(self.next))
    }
}

/// What serde says of a row; the core turns it into a code and a sentence.
#[derive(Debug)]
struct RowError(String);

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

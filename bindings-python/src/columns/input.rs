//! Rows of Arrow columns as conversations: each row is a serde document, so that the core reads
//! it by the rules of its own JSON.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::Schema;
use cx_triage::{Conversation, Diagnostic, Timestamp, check_columns};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::cell::{Cell, RowError};
use super::column::{Column, Values};
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
        cx_triage::read(Cell { column: &self.0, row })
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
        let time = cx_triage::read(Cell { column: &column, row });
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

//! Builders of Arrow columns, one for each kind of value in a record.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Int64Builder, NullBufferBuilder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, ListArray};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, TimeUnit};
use cx_triage::Timestamp;
use cx_triage::conversation::{Currency, CustomerText};

use crate::word::Word;

/// A column under construction.
pub(crate) trait Column: Default {
    fn data_type() -> DataType;
    fn push_null(&mut self);
    fn finish(self) -> Result<ArrayRef, ArrowError>;
}

/// A column that takes values of type `T`.
pub(crate) trait Push<T: ?Sized>: Column {
    fn push(&mut self, value: &T);
}

#[derive(Default)]
pub(crate) struct Ints(Int64Builder);

impl Column for Ints {
    fn data_type() -> DataType {
        DataType::Int64
    }
    fn push_null(&mut self) {
        self.0.append_null();
    }
    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.finish()))
    }
}

impl<T: Copy + Into<i64>> Push<T> for Ints {
    fn push(&mut self, value: &T) {
        self.0.append_value((*value).into());
    }
}

#[derive(Default)]
pub(crate) struct Flags(BooleanBuilder);

impl Column for Flags {
    fn data_type() -> DataType {
        DataType::Boolean
    }
    fn push_null(&mut self) {
        self.0.append_null();
    }
    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.finish()))
    }
}

impl Push<bool> for Flags {
    fn push(&mut self, value: &bool) {
        self.0.append_value(*value);
    }
}

/// Times in microseconds, the one unit that all readers know: Spark knows no other.
#[derive(Default)]
pub(crate) struct Times(TimestampMicrosecondBuilder);

impl Column for Times {
    fn data_type() -> DataType {
        DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
    }
    fn push_null(&mut self) {
        self.0.append_null();
    }
    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.finish().with_timezone("UTC")))
    }
}

impl Push<Timestamp> for Times {
    fn push(&mut self, value: &Timestamp) {
        self.0.append_value(value.as_millis().saturating_mul(1000));
    }
}

#[derive(Default)]
pub(crate) struct Texts(StringBuilder);

impl Column for Texts {
    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn push_null(&mut self) {
        self.0.append_null();
    }
    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.0.finish()))
    }
}

impl Push<str> for Texts {
    fn push(&mut self, value: &str) {
        self.0.append_value(value);
    }
}

impl Push<String> for Texts {
    fn push(&mut self, value: &String) {
        self.0.append_value(value);
    }
}

impl Push<Currency> for Texts {
    fn push(&mut self, value: &Currency) {
        self.0.append_value(value.as_str());
    }
}

impl Push<CustomerText> for Texts {
    fn push(&mut self, value: &CustomerText) {
        self.0.append_value(value.as_str());
    }
}

/// A column of an enumeration's words.
#[derive(Default)]
pub(crate) struct Words(Texts);

impl Column for Words {
    fn data_type() -> DataType {
        Texts::data_type()
    }
    fn push_null(&mut self) {
        self.0.push_null();
    }
    fn finish(self) -> Result<ArrayRef, ArrowError> {
        self.0.finish()
    }
}

impl<T: Word> Push<T> for Words {
    fn push(&mut self, value: &T) {
        self.0.push(value.word());
    }
}

/// A column whose values may be absent.
#[derive(Default)]
pub(crate) struct Maybe<C>(C);

impl<C: Column> Column for Maybe<C> {
    fn data_type() -> DataType {
        C::data_type()
    }
    fn push_null(&mut self) {
        self.0.push_null();
    }
    fn finish(self) -> Result<ArrayRef, ArrowError> {
        self.0.finish()
    }
}

impl<T, C: Push<T>> Push<Option<T>> for Maybe<C> {
    fn push(&mut self, value: &Option<T>) {
        match value {
            Some(value) => self.0.push(value),
            None => self.0.push_null(),
        }
    }
}

/// A column of lists.
pub(crate) struct Lists<C> {
    items: C,
    ends: Vec<i32>,
    valid: NullBufferBuilder,
}

impl<C: Default> Default for Lists<C> {
    fn default() -> Self {
        Self { items: C::default(), ends: vec![0], valid: NullBufferBuilder::new(0) }
    }
}

impl<C: Column> Column for Lists<C> {
    fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new("item", C::data_type(), true)))
    }
    fn push_null(&mut self) {
        self.ends.extend(self.ends.last().copied());
        self.valid.append_null();
    }
    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let field = Arc::new(Field::new("item", C::data_type(), true));
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        let list = ListArray::try_new(field, offsets, self.items.finish()?, self.valid.finish())?;
        Ok(Arc::new(list))
    }
}

impl<T, C: Push<T>> Push<Vec<T>> for Lists<C> {
    fn push(&mut self, values: &Vec<T>) {
        for value in values {
            self.items.push(value);
        }
        let added = i32::try_from(values.len()).unwrap_or(i32::MAX);
        self.ends.extend(self.ends.last().map(|end| end.saturating_add(added)));
        self.valid.append_non_null();
    }
}

/// Makes a column of structs for a record: a child for each field, in order.
///
/// A field that the record gains, loses or renames breaks the destructuring.
macro_rules! columns {
    ($($columns:ident of $record:path { $($field:ident: $column:ty,)+ })+) => {
        use std::sync::Arc;

        use arrow_array::{ArrayRef, StructArray};
        use arrow_schema::{ArrowError, DataType};

        use crate::columns::build::{Column, Push};

        $(
        pub(crate) struct $columns {
            $($field: $column,)+
            valid: arrow_array::builder::NullBufferBuilder,
        }

        impl Default for $columns {
            fn default() -> Self {
                Self {
                    $($field: <$column>::default(),)+
                    valid: arrow_array::builder::NullBufferBuilder::new(0),
                }
            }
        }

        impl $columns {
            pub(crate) fn fields() -> Vec<arrow_schema::Field> {
                vec![$(
                    arrow_schema::Field::new(stringify!($field), <$column as Column>::data_type(), true),
                )+]
            }

            pub(crate) fn arrays(self) -> Result<Vec<ArrayRef>, ArrowError> {
                Ok(vec![$(self.$field.finish()?,)+])
            }
        }

        impl Column for $columns {
            fn data_type() -> DataType {
                DataType::Struct(Self::fields().into())
            }
            fn push_null(&mut self) {
                $(self.$field.push_null();)+
                self.valid.append_null();
            }
            fn finish(mut self) -> Result<ArrayRef, ArrowError> {
                let valid = self.valid.finish();
                let array = StructArray::try_new(Self::fields().into(), self.arrays()?, valid)?;
                Ok(Arc::new(array))
            }
        }

        impl Push<$record> for $columns {
            fn push(&mut self, record: &$record) {
                let $record { $($field,)+ } = record;
                $(self.$field.push($field);)+
                self.valid.append_non_null();
            }
        }
        )+
    };
}

pub(crate) use columns;

//! Arrow arrays as columns of the values that stand in a conversation.
//!
//! Arrow's own `cast` knows every type from every other and is 4 MB of code; what is widened here
//! is what a conversation may be written in.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, OffsetSizeTrait, StringArray, StringViewArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, TimeUnit};
use cx_triage::{Code, Diagnostic};

use super::input::camel_case;

pub(super) struct Column {
    pub(super) nulls: Option<NullBuffer>,
    pub(super) values: Values,
}

pub(super) enum Values {
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
    /// The items of each row.
    List {
        rows: Vec<Range<usize>>,
        items: Box<Column>,
    },
    /// Values by a text, as Arrow's maps have them.
    Map {
        rows: Vec<Range<usize>>,
        keys: Box<Column>,
        items: Box<Column>,
    },
    /// Which of the items a row is; any where the row is null.
    Dictionary {
        keys: Vec<usize>,
        items: Box<Column>,
    },
    Struct(Vec<(String, Column)>),
}

impl Column {
    /// A column of values by a text: a map, or a struct whose names are the texts as they are.
    pub(super) fn map(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
        let values = match array.data_type() {
            DataType::Map(_, _) => {
                let map = array.as_map();
                let rows = between(map.value_offsets());
                let keys = Box::new(Column::of(map.keys(), place)?);
                Values::Map { rows, keys, items: Box::new(Column::of(map.values(), place)?) }
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

    /// A column of whatever type.
    ///
    /// # Errors
    /// Nothing in a conversation is of that type, or it is a time without a zone.
    pub(super) fn of(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
        let list = |rows, items| -> Result<Values, Diagnostic> {
            Ok(Values::List { rows, items: Box::new(Column::of(items, place)?) })
        };
        let values = match array.data_type() {
            DataType::Null => Values::Null,
            DataType::Boolean => Values::Bool(array.as_boolean().clone()),
            DataType::Int8 => Values::Int(widened::<Int8Type, _>(array)),
            DataType::Int16 => Values::Int(widened::<Int16Type, _>(array)),
            DataType::Int32 => Values::Int(widened::<Int32Type, _>(array)),
            DataType::Int64 => Values::Int(array.as_primitive::<Int64Type>().values().clone()),
            DataType::UInt8 => Values::Int(widened::<UInt8Type, _>(array)),
            DataType::UInt16 => Values::Int(widened::<UInt16Type, _>(array)),
            DataType::UInt32 => Values::Int(widened::<UInt32Type, _>(array)),
            DataType::UInt64 => {
                Values::Unsigned(array.as_primitive::<UInt64Type>().values().clone())
            }
            DataType::Float32 => Values::Float(widened::<Float32Type, _>(array)),
            DataType::Float64 => {
                Values::Float(array.as_primitive::<Float64Type>().values().clone())
            }
            DataType::Timestamp(_, None) => return Err(naive(place)),
            DataType::Timestamp(unit, Some(_)) => times(array, *unit),
            DataType::Utf8 => Values::Text(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Values::LargeText(array.as_string::<i64>().clone()),
            DataType::Utf8View => Values::TextView(array.as_string_view().clone()),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary();
                if dictionary.values().is_empty() {
                    Values::Null
                } else {
                    let items = Box::new(Column::of(dictionary.values(), place)?);
                    Values::Dictionary { keys: dictionary.normalized_keys(), items }
                }
            }
            DataType::List(_) => {
                let array = array.as_list::<i32>();
                list(between(array.value_offsets()), array.values())?
            }
            DataType::LargeList(_) => {
                let array = array.as_list::<i64>();
                list(between(array.value_offsets()), array.values())?
            }
            DataType::FixedSizeList(_, size) => {
                let size = usize::try_from(*size).unwrap_or_default();
                let rows = (0..array.len()).map(|row| row * size..(row + 1) * size).collect();
                list(rows, array.as_fixed_size_list().values())?
            }
            DataType::ListView(_) => {
                let array = array.as_list_view::<i32>();
                list(from(array.value_offsets(), array.value_sizes()), array.values())?
            }
            DataType::LargeListView(_) => {
                let array = array.as_list_view::<i64>();
                list(from(array.value_offsets(), array.value_sizes()), array.values())?
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

    pub(super) fn is_null(&self, row: usize) -> bool {
        let absent = match &self.values {
            Values::Null => true,
            Values::Float(floats) => floats.get(row).is_none_or(|float| float.is_nan()),
            Values::Dictionary { keys, items } => {
                keys.get(row).is_none_or(|&key| items.is_null(key))
            }
            _ => false,
        };
        absent || self.nulls.as_ref().is_some_and(|nulls| row >= nulls.len() || nulls.is_null(row))
    }
}

/// Numbers of a smaller type as those of the largest.
fn widened<T: ArrowPrimitiveType, W: ArrowNativeType + From<T::Native>>(
    array: &ArrayRef,
) -> ScalarBuffer<W> {
    array.as_primitive::<T>().values().iter().map(|value| W::from(*value)).collect()
}

fn times(array: &ArrayRef, unit: TimeUnit) -> Values {
    let (values, per_milli, millis) = match unit {
        TimeUnit::Second => (array.as_primitive::<TimestampSecondType>().values(), 1, 1000),
        TimeUnit::Millisecond => (array.as_primitive::<TimestampMillisecondType>().values(), 1, 1),
        TimeUnit::Microsecond => {
            (array.as_primitive::<TimestampMicrosecondType>().values(), 1000, 1)
        }
        TimeUnit::Nanosecond => {
            (array.as_primitive::<TimestampNanosecondType>().values(), 1_000_000, 1)
        }
    };
    Values::Time { values: values.clone(), per_milli, millis }
}

/// The items of each row, where each row begins at the end of the one before.
fn between<O: OffsetSizeTrait>(offsets: &[O]) -> Vec<Range<usize>> {
    let ends = offsets.iter().skip(1);
    offsets.iter().zip(ends).map(|(start, end)| start.as_usize()..end.as_usize()).collect()
}

/// The items of each row, where each row says its start and how many it has.
fn from<O: OffsetSizeTrait>(starts: &[O], sizes: &[O]) -> Vec<Range<usize>> {
    let rows = starts.iter().zip(sizes);
    rows.map(|(start, size)| start.as_usize()..start.as_usize() + size.as_usize()).collect()
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

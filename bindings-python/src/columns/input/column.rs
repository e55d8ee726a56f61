//! Arrow's arrays as the few kinds of columns that a document has.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, OffsetSizeTrait, StringArray, StringViewArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, ScalarBuffer};
use arrow_cast::cast;
use arrow_schema::{DataType, TimeUnit};
use cx_triage::{Code, Diagnostic};

use super::camel_case;

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
    pub(super) fn map(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
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

    pub(super) fn of(array: &ArrayRef, place: &str) -> Result<Self, Diagnostic> {
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

    pub(super) fn is_null(&self, row: usize) -> bool {
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

//! Arrow columns in, Arrow columns out.

pub(crate) mod build;
mod cell;
mod column;
mod input;
mod output;

pub(crate) use input::camel_case;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader, make_array};
use arrow_data::ArrayData;
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{ArrowError, SchemaRef};
use cx_triage::{Assessment, Code, Diagnostic, Engine, Timestamp};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::interrupt::Listener;
use crate::value::{At, Items};

/// At most so many rows stand in one batch of the answer.
const MOST_ROWS: usize = 16_384;

type Reader = Box<dyn RecordBatchReader + Send>;

const UNREAD: &str = "the columns cannot be taken over";

/// Takes columns over from another library, whose memory may hold anything: where Arrow panics at
/// it, that is a problem of the columns (behind a stream's C interface a panic would end the
/// process).
fn taken_over<T>(take: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(take)).map_err(|_| Diagnostic::at(Code::WrongType, "", UNREAD))
}

/// Assessments as a stream of Arrow record batches, for whatever reads the Arrow `PyCapsule`
/// interface. It is read once, as it is computed.
#[pyclass(frozen, module = "cx_triage")]
pub(crate) struct AssessmentStream(Mutex<Option<Reader>>);

impl AssessmentStream {
    pub(crate) fn new(
        engine: Engine,
        data: &Bound<'_, PyAny>,
        now: Timestamp,
        strict: Option<bool>,
    ) -> PyResult<Self> {
        Ok(Self::of(engine, reader(data, strict)?, std::iter::repeat(now)))
    }

    /// A time for each row. Takes the columns over whole, so that a difference in number is told
    /// before anything is assessed.
    pub(crate) fn each(
        engine: Engine,
        data: &Bound<'_, PyAny>,
        Times(times): Times,
        strict: Option<bool>,
    ) -> PyResult<Self> {
        let told = |error| crate::error::parse(data.py(), &error);
        let input = reader(data, strict)?;
        let schema = input.schema();
        let batches = taken_over(|| input.collect::<Result<Vec<_>, _>>()).map_err(told)?;
        let batches = batches.map_err(|_| told(Diagnostic::at(Code::WrongType, "", UNREAD)))?;
        let rows = batches.iter().map(RecordBatch::num_rows).sum();
        cx_triage::bindings::one_time_a_row(rows, times.len()).map_err(told)?;
        let input = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
        Ok(Self::of(engine, Box::new(input), times.into_iter()))
    }

    fn of(
        engine: Engine,
        input: Reader,
        times: impl Iterator<Item = Timestamp> + Send + 'static,
    ) -> Self {
        let times = Box::new(times);
        let (schema, listener) = (output::schema(), Listener::new());
        let assessor = Assessor { engine, times, input, rest: None, schema, listener };
        Self(Mutex::new(Some(Box::new(assessor))))
    }
}

/// Record batches whose columns can be read as conversations.
fn reader(data: &Bound<'_, PyAny>, strict: Option<bool>) -> PyResult<Reader> {
    let told = |error| crate::error::parse(data.py(), &error);
    let data = data.py().import("cx_triage._columns")?.call_method1("readable", (data,))?;
    let input = taken_over(|| batches(&data)).map_err(told)??;
    let empty = RecordBatch::new_empty(input.schema());
    input::Rows::of(&empty).map_err(told)?;
    input::Rows::check(&input.schema(), strict).map_err(told)?;
    Ok(input)
}

/// The record batches of a table, or the one that it is.
fn batches(data: &Bound<'_, PyAny>) -> PyResult<Reader> {
    if data.hasattr("__arrow_c_stream__")? {
        return Ok(Box::new(RecordBatchStreamReader::from_pyarrow_bound(data)?));
    }
    if data.hasattr("__arrow_c_array__")? {
        let batch = RecordBatch::from_pyarrow_bound(data)?;
        let schema = batch.schema();
        return Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
    }
    let name = data.get_type().name()?;
    Err(PyTypeError::new_err(format!("expected Arrow columns, such as a table, not `{name}`")))
}

/// The times of rows: one column of an Arrow library, or a sequence of aware datetimes.
pub(crate) struct Times(Vec<Timestamp>);

impl<'py> FromPyObject<'_, 'py> for Times {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let told = |error| crate::error::parse(object.py(), &error);
        let column =
            object.py().import("cx_triage._columns")?.call_method1("one_column", (object,))?;
        let mut times = Vec::new();
        if column.hasattr("__arrow_c_stream__")? {
            for batch in taken_over(|| batches(&column)).map_err(told)?? {
                let batch =
                    batch.map_err(|_| told(Diagnostic::at(Code::WrongType, "/times", UNREAD)))?;
                for chunk in batch.columns() {
                    input::times(chunk, &mut times).map_err(told)?;
                }
            }
        } else if column.hasattr("__arrow_c_array__")? {
            let array = taken_over(|| ArrayData::from_pyarrow_bound(&column).map(make_array));
            input::times(&array.map_err(told)??, &mut times).map_err(told)?;
        } else {
            times = column.extract::<Items<At>>()?.0.into_iter().map(|at| at.0).collect();
        }
        Ok(Self(times))
    }
}

impl AssessmentStream {
    /// The columns of assessments that were made already.
    pub(crate) fn of_assessments(assessments: Vec<Assessment>) -> Self {
        let schema = output::schema();
        let columns = Arc::clone(&schema);
        let starts = (0..assessments.len()).step_by(MOST_ROWS);
        let batches = starts.map(move |start| {
            let mut answers = output::Answers::default();
            for each in assessments.iter().skip(start).take(MOST_ROWS) {
                answers.push(each);
            }
            answers.finish(&columns)
        });
        let batches = RecordBatchIterator::new(batches, schema);
        Self(Mutex::new(Some(Box::new(batches))))
    }
}

#[pymethods]
impl AssessmentStream {
    /// The columns' names and types.
    #[expect(clippy::unused_self, reason = "the Arrow interface is one of methods")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow_schema(py)
    }

    /// The record batches, in the types of `ASSESSMENT_SCHEMA`: that of others is a wish in the
    /// interface, and whoever has it casts (Arrow's casts would be a sixth of this library).
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let reader = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reader = reader.ok_or_else(|| PyValueError::new_err("the stream was read before"))?;
        let stream = FFI_ArrowArrayStream::new(reader);
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// The names and types of the columns of `assess_arrow`.
#[pyclass(frozen, module = "cx_triage")]
pub(crate) struct AssessmentSchema;

#[pymethods]
impl AssessmentSchema {
    /// The columns' names and types.
    #[expect(clippy::unused_self, reason = "the Arrow interface is one of methods")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow_schema(py)
    }
}

fn arrow_schema(py: Python<'_>) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(output::schema().as_ref());
    let schema = schema.map_err(|error| PyValueError::new_err(error.to_string()))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

/// Reads batches of conversations and answers with batches of assessments.
struct Assessor {
    engine: Engine,
    /// As many as there are rows at least.
    times: Box<dyn Iterator<Item = Timestamp> + Send>,
    input: Reader,
    rest: Option<RecordBatch>,
    schema: SchemaRef,
    listener: Listener,
}

impl Assessor {
    fn assess(&mut self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let rows = input::Rows::of(batch).map_err(|e| ArrowError::SchemaError(e.to_string()))?;
        let mut answers = output::Answers::default();
        for (row, now) in (0..batch.num_rows()).zip(&mut self.times) {
            if !self.listener.go_on() {
                return Err(ArrowError::ComputeError("interrupted".to_owned()));
            }
            match rows.conversation(row) {
                Ok(conversation) => answers.push(&self.engine.assess(&conversation, now)),
                Err(error) => answers.push_error(rows.id(row), &error),
            }
        }
        answers.finish(&self.schema)
    }
}

impl Iterator for Assessor {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match taken_over(|| self.input.next()) {
                Ok(next) => match next? {
                    Ok(batch) => batch,
                    Err(error) => return Some(Err(error)),
                },
                Err(error) => return Some(Err(ArrowError::CDataInterface(error.detail))),
            },
        };
        let rows = batch.num_rows().min(MOST_ROWS);
        if rows < batch.num_rows() {
            self.rest = Some(batch.slice(rows, batch.num_rows() - rows));
        }
        Some(self.assess(&batch.slice(0, rows)))
    }
}

impl RecordBatchReader for Assessor {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<AssessmentStream>()?;
    module.add_class::<AssessmentSchema>()?;
    module.add("ASSESSMENT_SCHEMA", AssessmentSchema)
}

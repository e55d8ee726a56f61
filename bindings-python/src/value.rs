//! How values cross the border.

use std::collections::BTreeMap;

use cx_triage::{Code, Currency, CustomerText, Diagnostic, Id, MinorUnits, Timestamp};
use pyo3::exceptions::{
    PyIndexError, PyOverflowError, PyRecursionError, PyTypeError, PyValueError,
};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PySlice, PyString, PyTuple, PyType};

/// A value of a record, as Python sees it.
pub(crate) trait ToPython {
    /// The Python object.
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;

    /// What a `repr` shows of it: never a customer's words.
    fn show(&self) -> String;
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl ToPython for $integer {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(PyInt::new(py, *self).into_any())
            }
            fn show(&self) -> String {
                self.to_string()
            }
        }
    )+};
}
integers!(i64, u8, u32, u64, usize);

impl ToPython for f64 {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.into_pyobject(py)?.into_any())
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl ToPython for bool {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyBool::new(py, *self).to_owned().into_any())
    }
    fn show(&self) -> String {
        if *self { "True" } else { "False" }.to_owned()
    }
}

impl ToPython for String {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }
    fn show(&self) -> String {
        format!("{self:?}")
    }
}

impl ToPython for CustomerText {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self.as_str()).into_any())
    }
    fn show(&self) -> String {
        format!("<{} characters>", self.as_str().chars().count())
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToPython for $number {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(PyInt::new(py, self.get()).into_any())
            }
            fn show(&self) -> String {
                self.to_string()
            }
        }
    )+};
}
numbers!(Id, MinorUnits);

impl ToPython for Currency {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self.as_str()).into_any())
    }
    fn show(&self) -> String {
        format!("{:?}", self.as_str())
    }
}

impl ToPython for cx_triage::Code {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self.as_str()).into_any())
    }
    fn show(&self) -> String {
        format!("{:?}", self.as_str())
    }
}

impl ToPython for Timestamp {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let clock = Clock::get(py)?;
        clock.epoch.bind(py).add(span(py, self.as_millis())?)
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.as_ref().map_or_else(|| Ok(py.None().into_bound(py)), |value| value.to_python(py))
    }
    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "None".to_owned(), ToPython::show)
    }
}

impl<T: ToPython> ToPython for BTreeMap<String, T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let values = PyDict::new(py);
        for (name, value) in self {
            values.set_item(name, value.to_python(py)?)?;
        }
        Ok(values.into_any())
    }
    fn show(&self) -> String {
        let values: Vec<_> = self.values().map(ToPython::show).collect();
        format!("{{{}}}", values.join(", "))
    }
}

impl<T: ToPython> ToPython for Vec<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items: Vec<_> = self.iter().map(|item| item.to_python(py)).collect::<PyResult<_>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }
    fn show(&self) -> String {
        let items: Vec<_> = self.iter().map(ToPython::show).collect();
        format!("[{}]", items.join(", "))
    }
}

/// The parts of Python's `datetime` module that are needed, looked up once.
struct Clock {
    epoch: Py<PyAny>,
    utc: Py<PyAny>,
    span: Py<PyType>,
    moment: Py<PyType>,
}

impl Clock {
    fn get(py: Python<'_>) -> PyResult<&Self> {
        static CLOCK: PyOnceLock<Clock> = PyOnceLock::new();
        CLOCK.get_or_try_init(py, || {
            let datetime = py.import("datetime")?;
            let moment = datetime.getattr("datetime")?.cast_into::<PyType>()?;
            let span = datetime.getattr("timedelta")?.cast_into::<PyType>()?;
            let utc = datetime.getattr("timezone")?.getattr("utc")?;
            let epoch = moment.call_method1("fromtimestamp", (0, &utc))?.unbind();
            Ok(Self { epoch, utc: utc.unbind(), span: span.unbind(), moment: moment.unbind() })
        })
    }
}

/// Milliseconds as a `timedelta`.
pub(crate) fn span(py: Python<'_>, millis: i64) -> PyResult<Bound<'_, PyAny>> {
    let seconds = millis.div_euclid(1000);
    let micros = millis.rem_euclid(1000) * 1000;
    Clock::get(py)?.span.bind(py).call1((0, seconds, micros))
}

/// A time given as an aware `datetime`.
#[derive(Clone, Copy)]
pub(crate) struct At(pub(crate) Timestamp);

impl<'py> FromPyObject<'_, 'py> for At {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let py = object.py();
        let clock = Clock::get(py)?;
        if !object.is_instance(clock.moment.bind(py))? {
            let kind = object.get_type().name()?.to_string();
            return Err(PyTypeError::new_err(format!(
                "expected an aware datetime.datetime, not {kind}"
            )));
        }
        let utc = object.getattr(intern!(py, "tzinfo"))?.is(clock.utc.bind(py));
        if !utc && object.call_method0(intern!(py, "utcoffset"))?.is_none() {
            return Err(PyValueError::new_err(
                "the datetime has no time zone; take datetime.now(timezone.utc), or say which one \
                 is meant: .replace(tzinfo=timezone.utc)",
            ));
        }
        let millis = floored(&object.sub(clock.epoch.bind(py))?)?;
        Timestamp::from_millis(millis).map(At).map_err(|e| crate::error::parse(py, &e))
    }
}

impl serde::Serialize for At {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A duration given as a `timedelta`, in milliseconds, floored.
#[derive(Clone, Copy)]
pub(crate) struct Span(pub(crate) i64);

impl<'py> FromPyObject<'_, 'py> for Span {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let clock = Clock::get(object.py())?;
        if !object.is_instance(clock.span.bind(object.py()))? {
            let kind = object.get_type().name()?.to_string();
            return Err(PyTypeError::new_err(format!("expected a datetime.timedelta, not {kind}")));
        }
        floored(&object).map(Self)
    }
}

/// A `timedelta` in milliseconds, floored: its seconds and microseconds are never below zero.
fn floored(span: &Bound<'_, PyAny>) -> PyResult<i64> {
    let part = |name| span.getattr(name)?.extract::<i64>();
    let py = span.py();
    let days = part(intern!(py, "days"))?;
    let seconds = part(intern!(py, "seconds"))?;
    let micros = part(intern!(py, "microseconds"))?;
    Ok((days * 86_400 + seconds) * 1000 + micros / 1000)
}

/// A text: a `str` that is one. Python's may hold half of a surrogate pair, which is no character;
/// what Python raises then holds the whole text, and so a customer's words.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Text(String);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(text) = object.cast::<PyString>() else {
            let kind = object.get_type().name()?.to_string();
            return Err(PyTypeError::new_err(format!("expected str, not {kind}")));
        };
        match text.to_cow() {
            Ok(text) => Ok(Self(text.into_owned())),
            Err(_) => Err(half_character(object.py())),
        }
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

fn half_character(py: Python<'_>) -> PyErr {
    let detail = "a text holds half of a surrogate pair, which is no character";
    crate::error::parse(py, &Diagnostic::new(Code::InvalidValue, detail))
}

/// An integer: one that fits into 64 bits.
#[derive(Clone, Copy, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Int(pub(crate) i64);

impl<'py> FromPyObject<'_, 'py> for Int {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.extract().map(Self).map_err(|error| {
            let py = object.py();
            if !error.is_instance_of::<PyOverflowError>(py) {
                return error;
            }
            let detail = "expected an integer of at most 64 bits";
            crate::error::parse(py, &Diagnostic::new(Code::OutOfRange, detail))
        })
    }
}

impl Int {
    /// As a count.
    pub(crate) fn counted(self, py: Python<'_>) -> PyResult<u32> {
        u32::try_from(self.0).map_err(|_| {
            let detail = "expected a count of at most 32 bits";
            crate::error::parse(py, &Diagnostic::new(Code::OutOfRange, detail))
        })
    }
}

/// What an iterable gives; a text is one value, not its letters.
pub(crate) struct Items<T>(pub(crate) Vec<T>);

impl<'py, T: FromPyObjectOwned<'py>> FromPyObject<'_, 'py> for Items<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("expected an iterable of values, not str"));
        }
        let items = object.try_iter()?.map(|item| item?.extract::<T>().map_err(Into::into));
        items.collect::<PyResult<_>>().map(Self)
    }
}

impl<T: serde::Serialize> serde::Serialize for Items<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What stands at an index or in a slice of records, as a list would answer.
pub(crate) fn item<'py, T: ToPython>(
    items: &[T],
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = key.py();
    let at = |index: isize| {
        let index =
            if index < 0 { items.len().checked_add_signed(index) } else { index.try_into().ok() };
        let found = index.and_then(|index| items.get(index));
        found.ok_or_else(|| PyIndexError::new_err("index out of range"))?.to_python(py)
    };
    let Ok(slice) = key.cast::<PySlice>() else { return at(key.extract()?) };
    let range = py.import("builtins")?.getattr("range")?;
    let indices =
        range.call1(slice.call_method1("indices", (items.len(),))?.cast_into::<PyTuple>()?)?;
    let found = indices.try_iter()?.map(|index| at(index?.extract()?));
    Ok(PyTuple::new(py, found.collect::<PyResult<Vec<_>>>()?)?.into_any())
}

/// Lets Ctrl-C end work that runs without the interpreter.
pub(crate) struct Interrupt {
    turn: u8,
    raised: PyResult<()>,
}

impl Interrupt {
    pub(crate) fn new() -> Self {
        Self { turn: 0, raised: Ok(()) }
    }

    /// Whether to go on; asked before each piece of work, it looks at every 64th.
    pub(crate) fn go_on(&mut self) -> bool {
        self.turn = (self.turn + 1) % 64;
        if self.turn == 0 && self.raised.is_ok() {
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method by itself is of one lifetime, and any is asked for"
            )]
            let raised = Python::attach(|py| py.check_signals());
            self.raised = raised;
        }
        self.raised.is_ok()
    }

    /// The exception that ended the work, if one did.
    pub(crate) fn raised(self) -> PyResult<()> {
        self.raised
    }
}

/// A document: text, or bytes that should be UTF-8; a dict or list is written as JSON first.
pub(crate) enum Document {
    /// `str`.
    Text(PyBackedStr),
    /// `bytes` or `bytearray`.
    Bytes(PyBackedBytes),
}

impl<'py> FromPyObject<'_, 'py> for Document {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            return object.extract().map(Self::Text).map_err(|_| half_character(object.py()));
        }
        if object.is_instance_of::<PyDict>() || object.is_instance_of::<PyList>() {
            return json_text(&object).map(Self::Text);
        }
        object.extract().map(Self::Bytes).or_else(|_| {
            let kind = object.get_type().name()?.to_string();
            Err(PyTypeError::new_err(format!("expected str or bytes, not {kind}")))
        })
    }
}

/// A value of Python's as JSON.
pub(crate) fn json_text(value: &Bound<'_, PyAny>) -> PyResult<PyBackedStr> {
    let py = value.py();
    let text = py.import("json")?.call_method1("dumps", (value,)).map_err(|error| {
        if !error.is_instance_of::<PyRecursionError>(py) {
            return error;
        }
        let detail = "the value is nested too deeply";
        crate::error::parse(py, &Diagnostic::new(Code::InvalidJson, detail))
    })?;
    text.extract()
}

impl AsRef<[u8]> for Document {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

//! Business hours.

use cx_triage::hours::{BusinessHoursDocument, Pause};
use pyo3::prelude::*;

use crate::error;
use crate::record::{reduce, show};
use crate::value::{At, Document, Span, ToPython, span};

/// Compiled business hours.
#[pyclass(frozen, module = "cx_triage")]
pub(crate) struct BusinessHours {
    document: String,
    hours: cx_triage::hours::BusinessHours,
}

/// Pauses as pairs of aware datetimes.
type Pauses = Option<Vec<(At, At)>>;

fn pauses(pairs: Pauses) -> Vec<Pause> {
    let pairs = pairs.into_iter().flatten();
    pairs.map(|(start, end)| Pause { start: start.0, end: end.0 }).collect()
}

#[pymethods]
impl BusinessHours {
    /// Reads business hours from a JSON document (`time_zone`, `hours`, `breaks`, `holidays`, …).
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Document) -> PyResult<Self> {
        let document = BusinessHoursDocument::from_json(json).map_err(|e| error::parse(py, &e))?;
        let hours = document.compile().map_err(|diagnostics| error::policy(py, &diagnostics))?;
        Ok(Self { document: document.to_json(), hours })
    }

    /// The document, as JSON.
    fn to_json(&self) -> String {
        self.document.clone()
    }

    /// The IANA name of the time zone.
    #[getter]
    fn time_zone(&self) -> &str {
        self.hours.time_zone()
    }

    /// The open time from `start` to `end`, without the pauses.
    #[pyo3(signature = (start, end, pauses=None))]
    fn elapsed<'py>(
        &self,
        py: Python<'py>,
        start: At,
        end: At,
        pauses: Pauses,
    ) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.hours.elapsed(start.0, end.0, &self::pauses(pauses)))
    }

    /// The instant at which so much open time has passed since `start`.
    #[pyo3(signature = (start, target, pauses=None))]
    fn deadline<'py>(
        &self,
        py: Python<'py>,
        start: At,
        target: Span,
        pauses: Pauses,
    ) -> PyResult<Bound<'py, PyAny>> {
        let due = self.hours.deadline(start.0, target.0, &self::pauses(pauses));
        due.map_err(|e| error::parse(py, &e))?.to_python(py)
    }

    /// Whether it is open at that instant.
    fn is_open(&self, at: At) -> bool {
        self.hours.is_open(at.0)
    }

    /// The first open instant from `at` on, or None.
    fn next_opening<'py>(&self, py: Python<'py>, at: At) -> PyResult<Bound<'py, PyAny>> {
        self.hours.next_opening(at.0).to_python(py)
    }

    /// What counts from `start` to `end` and what does not, stretch by stretch.
    #[pyo3(signature = (start, end, pauses=None))]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        start: At,
        end: At,
        pauses: Pauses,
    ) -> PyResult<Bound<'py, PyAny>> {
        let intervals = self.hours.explain(start.0, end.0, &self::pauses(pauses));
        intervals.map_err(|e| error::parse(py, &e))?.to_python(py)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.document == other.document
    }

    fn __hash__(&self) -> u64 {
        crate::policy::fingerprint_hash(&self.document)
    }

    fn __copy__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: PyRef<'py, Self>, _memo: &Bound<'_, PyAny>) -> PyRef<'py, Self> {
        slf
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reduce(slf.as_any(), &slf.get().document)
    }

    fn __repr__(&self) -> String {
        show("BusinessHours", &[("time_zone", format!("{:?}", self.time_zone()))])
    }
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<BusinessHours>()
}

//! What the parts of an assessment can do beside showing their fields.

use pyo3::prelude::*;

use crate::generated::assessment::Assessment;
use crate::generated::sla::{Sla, SlaExplanation, SlaMetric};
use crate::value::span;

#[pymethods]
impl Assessment {
    /// The assessment as a table for a notebook, escaped.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cx_triage._notebook")?.call_method1("assessment_html", (slf,))
    }
}

#[pymethods]
impl Sla {
    /// `overdue_ms` as a timedelta.
    #[getter]
    fn overdue<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.overdue_ms)
    }

    /// `remaining_ms` as a timedelta.
    #[getter]
    fn remaining<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.remaining_ms)
    }
}

#[pymethods]
impl SlaMetric {
    /// `elapsed_ms` as a timedelta.
    #[getter]
    fn elapsed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.elapsed_ms)
    }

    /// `overdue_ms` as a timedelta.
    #[getter]
    fn overdue<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.overdue_ms)
    }

    /// `remaining_ms` as a timedelta.
    #[getter]
    fn remaining<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.remaining_ms)
    }
}

#[pymethods]
impl SlaExplanation {
    /// `elapsed_ms` as a timedelta.
    #[getter]
    fn elapsed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        span(py, self.0.elapsed_ms)
    }
}

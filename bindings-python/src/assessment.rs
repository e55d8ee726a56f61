//! What the parts of an assessment can do beside showing their fields.

macro_rules! assessment {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// The assessment as a table for a notebook, escaped.
                fn _repr_html_<'py>(
                    slf: &pyo3::Bound<'py, Self>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    let notebook = slf.py().import("cx_triage._notebook")?;
                    notebook.call_method1("assessment_html", (slf,))
                }
            }
            $($record)*
        }
    };
}

macro_rules! sla {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// `overdue_ms` as a timedelta.
                #[getter]
                fn overdue<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.overdue_ms)
                }

                /// `remaining_ms` as a timedelta.
                #[getter]
                fn remaining<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.remaining_ms)
                }
            }
            $($record)*
        }
    };
}

macro_rules! sla_metric {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// `elapsed_ms` as a timedelta.
                #[getter]
                fn elapsed<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.elapsed_ms)
                }

                /// `overdue_ms` as a timedelta.
                #[getter]
                fn overdue<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.overdue_ms)
                }

                /// `remaining_ms` as a timedelta.
                #[getter]
                fn remaining<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.remaining_ms)
                }
            }
            $($record)*
        }
    };
}

macro_rules! sla_explanation {
    ($($record:tt)*) => {
        $crate::record::record! {
            {
                /// `elapsed_ms` as a timedelta.
                #[getter]
                fn elapsed<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::span(py, self.0.elapsed_ms)
                }
            }
            $($record)*
        }
    };
}

pub(crate) use {assessment, sla, sla_explanation, sla_metric};

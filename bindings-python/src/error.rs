//! Errors of the core, raised as the exceptions of `cx_triage._base`.

use cx_triage::{Diagnostic, PolicyError};
use pyo3::prelude::*;

/// A `ParseError` that says what a diagnostic says.
pub(crate) fn parse(py: Python<'_>, error: &Diagnostic) -> PyErr {
    raise(py, "ParseError", |class| {
        class.call1((
            error.to_string(),
            error.code.as_str(),
            error.pointer.as_deref(),
            &error.detail,
        ))
    })
}

/// A `PolicyError` with all its diagnostics.
pub(crate) fn policy(py: Python<'_>, error: &PolicyError) -> PyErr {
    raise(py, "PolicyError", |class| {
        let diagnostic = py.import("cx_triage._base")?.getattr("Diagnostic")?;
        let diagnostics: Vec<_> = error
            .diagnostics
            .iter()
            .map(|d| diagnostic.call1((d.code.as_str(), d.pointer.as_deref(), &d.detail)))
            .collect::<PyResult<_>>()?;
        class.call1((error.to_string(), diagnostics))
    })
}

/// The exception `name`, made by `make` from its class.
pub(crate) fn raise<'py>(
    py: Python<'py>,
    name: &str,
    make: impl FnOnce(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
) -> PyErr {
    let class = py.import("cx_triage._base").and_then(|base| base.getattr(name));
    match class.and_then(make) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

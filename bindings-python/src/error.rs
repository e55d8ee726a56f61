//! Errors of the core, raised as the exceptions of `cx_triage._base`.

use cx_triage::chatwoot::SignatureError;
use cx_triage::{Diagnostic, Diagnostics};
use pyo3::prelude::*;

use crate::value::ToPython;

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

/// A `SignatureError` that says why a webhook is not to be trusted.
pub(crate) fn signature(py: Python<'_>, error: &SignatureError) -> PyErr {
    raise(py, "SignatureError", |class| {
        class.call1((error.to_string(), error.code.as_str(), error.detail))
    })
}

/// A `PolicyError` with all its diagnostics.
pub(crate) fn policy(py: Python<'_>, error: &Diagnostics) -> PyErr {
    raise(py, "PolicyError", |class| {
        let diagnostics = error.to_vec().to_python(py)?;
        class.call1((error.to_string(), diagnostics))
    })
}

impl ToPython for Diagnostic {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let diagnostic = py.import("cx_triage._base")?.getattr("Diagnostic")?;
        diagnostic.call1((self.code.as_str(), self.pointer.as_deref(), &self.detail, self.line))
    }

    fn show(&self) -> String {
        format!("{:?}", self.to_string())
    }
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

//! Policies.

use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;

use crate::engine::Engine;
use crate::error;
use crate::record::{plain, reduce, show};
use crate::value::{Document, Int, Text, ToPython};

/// A policy: the runbook's rules as data, in TOML or JSON.
#[pyclass(frozen, eq, module = "cx_triage")]
pub(crate) struct Policy {
    policy: Arc<cx_triage::Policy>,
    /// Worked out when it is asked for: it takes a millisecond.
    fingerprint: OnceLock<String>,
}

impl From<cx_triage::Policy> for Policy {
    fn from(policy: cx_triage::Policy) -> Self {
        Arc::new(policy).into()
    }
}

impl From<Arc<cx_triage::Policy>> for Policy {
    fn from(policy: Arc<cx_triage::Policy>) -> Self {
        Self { policy, fingerprint: OnceLock::new() }
    }
}

impl PartialEq for Policy {
    fn eq(&self, other: &Self) -> bool {
        self.policy == other.policy
    }
}

#[pymethods]
impl Policy {
    /// The runbook's policy, the default.
    #[staticmethod]
    fn runbook() -> Self {
        cx_triage::Policy::runbook().into()
    }

    /// The deployed service's policy of October 2025.
    #[staticmethod]
    fn hotdash_2025_10() -> Self {
        cx_triage::Policy::hotdash_2025_10().into()
    }

    /// Reads a TOML document; with `extends = "runbook"` it states only what differs.
    ///
    ///     >>> from cx_triage import Policy
    ///     >>> policy = Policy.from_toml('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = 60')
    ///     >>> policy.name
    ///     'ours'
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Text) -> PyResult<Self> {
        cx_triage::Policy::from_toml(&text).map(Self::from).map_err(|e| error::policy(py, &e))
    }

    /// Reads a JSON document, by the rules of `from_toml`.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Document) -> PyResult<Self> {
        cx_triage::Policy::from_json(json).map(Self::from).map_err(|e| error::policy(py, &e))
    }

    /// Reads a file, in TOML or JSON.
    #[staticmethod]
    fn from_file(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<Self> {
        let path = py.import("pathlib")?.getattr("Path")?.call1((path,))?;
        let text: Text = path.call_method1("read_text", ("utf-8",))?.extract()?;
        cx_triage::Policy::from_text(&text).map(Self::from).map_err(|e| error::policy(py, &e))
    }

    /// Reads a text, in TOML or JSON.
    #[staticmethod]
    fn from_text(py: Python<'_>, text: Text) -> PyResult<Self> {
        cx_triage::Policy::from_text(&text).map(Self::from).map_err(|e| error::policy(py, &e))
    }

    /// The policy's name.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.policy.name.to_python(py)
    }

    /// The document's version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.policy.version.to_python(py)
    }

    /// The whole document in TOML, word lists included.
    fn to_toml(&self) -> String {
        self.policy.to_toml()
    }

    /// The whole document in JSON.
    fn to_json(&self) -> String {
        self.policy.to_json()
    }

    /// The whole document as plain dicts, lists, texts and numbers.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.to_json())
    }

    /// The same policy with another SLA target, in minutes.
    fn with_sla_target(&self, minutes: Int) -> Self {
        cx_triage::Policy::clone(&self.policy).with_sla_target(minutes.0).into()
    }

    /// What an author may not have meant, though it is no error.
    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.policy.notices().to_vec().to_python(py)
    }

    /// Runs the examples of all cues; how many there are.
    fn check_examples(&self, py: Python<'_>) -> PyResult<usize> {
        self.policy.check_examples().map_err(|e| error::policy(py, &e))
    }

    /// The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document.
    fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| self.policy.fingerprint())
    }

    /// Compiles the policy.
    ///
    ///     >>> from cx_triage import Policy, PolicyError
    ///     >>> try:
    ///     ...     Policy.from_toml('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = -1').compile()
    ///     ... except PolicyError as error:
    ///     ...     [(each.code, each.line) for each in error.diagnostics]
    ///     [('negative_duration', 4)]
    fn compile(&self, py: Python<'_>) -> PyResult<Engine> {
        let engine = py.detach(|| self.policy.compile()).map_err(|e| error::policy(py, &e))?;
        Ok(Engine { policy: Arc::clone(&self.policy), engine })
    }

    fn __hash__(&self) -> u64 {
        fingerprint_hash(self.fingerprint())
    }

    fn __copy__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __deepcopy__<'py>(slf: PyRef<'py, Self>, _memo: &Bound<'_, PyAny>) -> PyRef<'py, Self> {
        slf
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        reduce(slf.as_any(), &slf.get().to_json())
    }

    fn __repr__(&self) -> String {
        show(
            "Policy",
            &[("name", self.policy.name.show()), ("version", self.policy.version.show())],
        )
    }
}

/// A hash of a fingerprint: equal policies have equal ones.
pub(crate) fn fingerprint_hash(fingerprint: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    fingerprint.hash(&mut hasher);
    hasher.finish()
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Policy>()
}

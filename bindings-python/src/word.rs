//! Enumerations, as subclasses of Python's `str` and `Enum`.

use pyo3::prelude::*;
use pyo3::types::PyList;

/// An enumeration of the core.
pub(crate) trait Word {
    /// The word that stands on the wire.
    fn word(&self) -> &'static str;
}

impl Word for cx_triage::Code {
    fn word(&self) -> &'static str {
        self.as_str()
    }
}

/// Makes a Python enumeration of each core enumeration, with the words of the wire.
///
/// A variant that core adds breaks the `match`.
macro_rules! words {
    ($(
        $path:path => $class:ident: $doc:literal { $($variant:ident = $name:ident: $word:literal,)+ }
    )+) => {
        use pyo3::prelude::*;

        $(
            impl $crate::word::Word for $path {
                fn word(&self) -> &'static str {
                    match self { $(Self::$variant => $word,)+ }
                }
            }

            impl $crate::value::ToPython for $path {
                fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    let member = match self {$(
                        Self::$variant => {
                            static MEMBER: pyo3::sync::PyOnceLock<Py<PyAny>> =
                                pyo3::sync::PyOnceLock::new();
                            MEMBER.get_or_try_init(py, || {
                                let module = py.import("cx_triage._native")?;
                                let class = module.getattr(stringify!($class))?;
                                class.getattr(stringify!($name)).map(Bound::unbind)
                            })?
                        }
                    )+};
                    Ok(member.bind(py).clone())
                }

                fn show(&self) -> String {
                    format!("{:?}", $crate::word::Word::word(self))
                }
            }
        )+

        /// Adds the enumerations to the module.
        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(
                let members = [$((stringify!($name), $word)),+];
                $crate::word::add(module, stringify!($class), $doc, &members)?;
            )+
            Ok(())
        }
    };
}

pub(crate) use words;

/// Adds an enumeration to the module.
pub(crate) fn add(
    module: &Bound<'_, PyModule>,
    name: &str,
    doc: &str,
    members: &[(&str, &str)],
) -> PyResult<()> {
    let py = module.py();
    let base = py.import("cx_triage._base")?.getattr("Word")?;
    let class = base.call1((name, PyList::new(py, members)?))?;
    class.setattr("__module__", "cx_triage")?;
    class.setattr("__doc__", doc)?;
    module.add(name, class)
}

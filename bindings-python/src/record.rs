//! Records: frozen Python classes around the records of the core.

/// Makes a frozen Python class `$name` around the core record `$path`: a property for each
/// field, equality, hash, JSON, pickling, a `repr` of the fields after `shows`, or of their
/// lengths where `.len` is written behind them, where it is `built from` keywords, a constructor,
/// and where it is a `list of` one of its fields, what a sequence has. What else the class can do
/// stands before it all, in braces.
///
/// There is one `#[pymethods]` a class: `PyO3` can take several, but then every method of every
/// class is kept, those of Arrow's classes that nobody sees included.
///
/// A field that core adds, renames or drops breaks the destructuring.
macro_rules! record {
    (
        $({ $($method:tt)* })?
        $(#[$meta:meta])*
        $path:path => $name:ident in $module:literal { $($(#[$doc:meta])* $field:ident,)+ }
        read by $reader:path;
        shows { $($shown:ident $(.$len:ident)?),* }
        $(built from {
            needed { $($needed:ident: $needed_type:ty,)* }
            optional { $($given:ident: $given_type:ty,)* }
        })?
        $(list of $listed:ident;)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[pyo3::pyclass(frozen, eq, hash, from_py_object, module = $module)]
        pub(crate) struct $name(pub(crate) $path);

        const _: fn(&$path) = |$path { $($field: _,)+ }| {};

        #[pyo3::pymethods]
        impl $name {
            $($($method)*)?

            $(
                $(#[$doc])*
                #[getter]
                fn $field<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::ToPython::to_python(&self.0.$field, py)
                }
            )+

            $(
                #[new]
                #[pyo3(signature = (*, $($needed,)* $($given = None),*))]
                fn new(
                    py: pyo3::Python<'_>,
                    $($needed: $needed_type,)*
                    $($given: Option<$given_type>,)*
                ) -> pyo3::PyResult<Self> {
                    $crate::record::Draft::new()
                        $(.set(stringify!($needed), Some($needed)))*
                        $(.set(stringify!($given), $given))*
                        .read(py)
                        .map(Self)
                }
            )?

            /// The record as JSON in the wire's camelCase, keys in fixed order.
            fn to_json(&self) -> String {
                cx_triage::bindings::to_json(&self.0)
            }

            /// The record that `to_json` wrote.
            #[staticmethod]
            fn from_json(py: pyo3::Python<'_>, json: $crate::value::Document) -> pyo3::PyResult<Self> {
                let read = $crate::interrupt::read_beside(py, json, |json| -> Result<$path, _> {
                    $reader(json.as_ref())
                })?;
                read.map(Self).map_err(|e| $crate::error::parse(py, &e))
            }

            /// The record that `to_dict` gave.
            #[staticmethod]
            fn from_dict(
                py: pyo3::Python<'_>,
                document: pyo3::Bound<'_, pyo3::types::PyDict>,
            ) -> pyo3::PyResult<Self> {
                Self::from_json(py, document.extract()?)
            }

            /// How pydantic reads and writes the record: as `from_dict` and `to_dict` do.
            #[classmethod]
            fn __get_pydantic_core_schema__<'py>(
                class: &pyo3::Bound<'py, pyo3::types::PyType>,
                _source: &pyo3::Bound<'py, pyo3::PyAny>,
                _handler: &pyo3::Bound<'py, pyo3::PyAny>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                class.py().import("cx_triage._pydantic")?.call_method1("core_schema", (class,))
            }

            /// The record as plain dicts, lists, texts and numbers: what `to_json` holds.
            fn to_dict<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                $crate::record::plain(py, &self.to_json())
            }

            fn __copy__(slf: pyo3::PyRef<'_, Self>) -> pyo3::PyRef<'_, Self> {
                slf
            }

            fn __deepcopy__<'py>(
                slf: pyo3::PyRef<'py, Self>,
                _memo: &pyo3::Bound<'_, pyo3::PyAny>,
            ) -> pyo3::PyRef<'py, Self> {
                slf
            }

            fn __reduce__<'py>(
                slf: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                $crate::record::reduce(slf.as_any(), &slf.get().to_json())
            }

            fn __repr__(&self) -> String {
                $crate::value::ToPython::show(self)
            }

            $(
                fn __len__(&self) -> usize {
                    self.0.$listed.len()
                }

                fn __iter__<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyIterator>> {
                    $crate::value::ToPython::to_python(&self.0.$listed, py)?.try_iter()
                }

                fn __getitem__<'py>(
                    &self,
                    key: &pyo3::Bound<'py, pyo3::PyAny>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    $crate::value::item(&self.0.$listed, key)
                }
            )?
        }

        impl $crate::value::ToPython for $name {
            fn to_python<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                Ok(pyo3::Bound::new(py, self.clone())?.into_any())
            }

            fn show(&self) -> String {
                $crate::value::ToPython::show(&self.0)
            }
        }

        impl $crate::value::ToPython for $path {
            fn to_python<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                Ok(pyo3::Bound::new(py, $name(self.clone()))?.into_any())
            }

            fn show(&self) -> String {
                let fields: &[(&str, String)] = &[
                    $((stringify!($shown), $crate::value::ToPython::show(&self.$shown $(.$len())?)),)*
                ];
                $crate::record::show(stringify!($name), fields)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    };
}

/// Shows a union of records as the record that it holds.
macro_rules! union {
    ($path:path { $($variant:ident),+ }) => {
        impl $crate::value::ToPython for $path {
            fn to_python<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                match self {
                    $(Self::$variant(record) => record.to_python(py),)+
                }
            }

            fn show(&self) -> String {
                match self {
                    $(Self::$variant(record) => record.show(),)+
                }
            }
        }
    };
}

pub(crate) use {record, union};

use pyo3::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::columns::camel_case;

/// A document from keyword arguments: what was not given is left out, so that the core says what
/// its absence means.
pub(crate) struct Draft(Map<String, Value>);

impl Draft {
    pub(crate) fn new() -> Self {
        Self(Map::new())
    }

    /// Sets the key of a field, by the field's name.
    pub(crate) fn set(mut self, field: &str, value: Option<impl Serialize>) -> Self {
        if let Some(value) = value.and_then(|value| serde_json::to_value(value).ok()) {
            self.0.insert(camel_case(field), value);
        }
        self
    }

    pub(crate) fn read<T: serde::de::DeserializeOwned>(self, py: Python<'_>) -> PyResult<T> {
        let json = Value::Object(self.0).to_string();
        cx_triage::bindings::from_json(json.as_bytes())
            .map_err(|error| crate::error::parse(py, &error))
    }
}

/// `Name(field=value, …)`.
pub(crate) fn show(name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
    format!("{name}({})", fields.join(", "))
}

/// JSON text as plain Python values.
pub(crate) fn plain<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// How `pickle` writes an object that its class reads back by `from_json`.
pub(crate) fn reduce<'py>(object: &Bound<'py, PyAny>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    let restore = object.py().import("cx_triage._base")?.getattr("restore")?;
    Ok((restore, (object.get_type(), json)).into_pyobject(object.py())?.into_any())
}

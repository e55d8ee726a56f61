//! The Python package of cx-triage: records, policies and engines as Python objects.
//!
//! Nothing is decided here: documents go in, records come out.

#![expect(clippy::needless_pass_by_value, reason = "PyO3 hands arguments over by value")]
#![expect(clippy::too_many_arguments, reason = "a record is built from a keyword for each field")]

mod assessment;
mod chatwoot;
mod columns;
mod conversation;
mod decision;
mod engine;
mod error;
mod generated;
mod hours;
mod interrupt;
mod policy;
mod record;
mod value;
mod word;

use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("ENGINE_VERSION", cx_triage::assessment::ENGINE_VERSION)?;
    module.add("ASSESSMENT_SCHEMA_VERSION", cx_triage::assessment::ASSESSMENT_SCHEMA_VERSION)?;
    generated::register(module)?;
    policy::register(module)?;
    engine::register(module)?;
    chatwoot::register(module)?;
    decision::register(module)?;
    hours::register(module)?;
    columns::register(module)
}

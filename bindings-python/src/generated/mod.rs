//! What is generated of the Python package.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

pub(crate) mod assessment;
pub(crate) mod chatwoot;
pub(crate) mod columns;
pub(crate) mod conversation;
pub(crate) mod decision;
pub(crate) mod health;
pub(crate) mod sla;
pub(crate) mod words;

use pyo3::prelude::*;

/// Adds the enumerations and records to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    assessment::register(module)?;
    chatwoot::register(module)?;
    conversation::register(module)?;
    decision::register(module)?;
    health::register(module)?;
    sla::register(module)?;
    words::register(module)?;
    Ok(())
}

//! cx-triage for Kotlin and Swift: documents in, typed records out, one line per method.
//!
//! Nothing is decided here: no default, no rule, no arithmetic. The records mirror the core's
//! field for field (`records`), so that a field added to the core breaks this build.

pub mod conversation;
pub mod error;
pub mod records;

uniffi::setup_scaffolding!("cx_triage");

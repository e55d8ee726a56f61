//! cx-triage for Kotlin and Swift: documents in, typed records out, one line per method.
//!
//! Nothing is decided here: no default, no rule, no arithmetic. The records mirror the core's
//! field for field and are generated from them (`generated`); one that differs breaks this build.
#![allow(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "called from Kotlin and Swift only: the docs are theirs, and values cross by value"
)]

pub mod business_hours;
pub mod chatwoot;
pub mod conversation;
pub mod decision;
pub mod engine;
pub mod error;
mod generated;
pub mod health;
pub mod values;

uniffi::setup_scaffolding!("cx_triage");

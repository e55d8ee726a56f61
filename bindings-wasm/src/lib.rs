//! cx-triage for JavaScript and TypeScript: documents in, documents out, one line per method.
//!
//! Nothing is decided here: no default, no rule, no arithmetic. What crosses is JSON text; the
//! package's TypeScript (`ts/`) gives it types, which are generated from the core's.
#![allow(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "called from the package's TypeScript only: the docs are there"
)]

pub mod assessment;
pub mod business_hours;
pub mod chatwoot;
pub mod conversation;
pub mod decision;
pub mod engine;
pub mod error;
pub mod policy;
mod values;

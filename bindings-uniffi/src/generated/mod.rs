//! The core's records and enums, mirrored field for field.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

mod assessment;
mod chatwoot;
mod conversation;
mod decision;
mod errors;
mod health;
mod sla;

//! What an operator's action comes to: events, refusals, ids, forms.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod approval;
mod closing;
mod common;
mod forms;
mod identity;
mod inputs;
mod privacy;
mod properties;

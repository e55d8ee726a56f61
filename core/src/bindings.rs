//! What exists for bindings to other languages: records as JSON text and back, by the rules of the
//! documents (a problem has its code and place, and never a customer's words), and how rows are
//! paired with times and queues are ordered.
//!
//! A program in Rust has [`Conversation::from_json`](crate::Conversation::from_json) and its like.

pub use crate::assess::{QueueKey, one_time_a_row};
pub use crate::conversation::columns::check_columns;
pub use crate::diagnostic::{from_json, read, to_json};

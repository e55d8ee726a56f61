//! Support-conversation triage, decided once.
mod conversation;
mod diagnostic;

pub use conversation::{
    Action, Author, Conversation, CustomerText, Facts, Message, Money, PastDecision, Status,
    StatusChange, Timestamp,
};
pub use diagnostic::{Code, Diagnostic};

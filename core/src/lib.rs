//! Support-conversation triage, decided once.
mod conversation;
mod diagnostic;
mod name;
mod template;

pub use conversation::{
    Action, Author, Conversation, CustomerText, Facts, Message, Money, PastDecision, Status,
    StatusChange, Timestamp,
};
pub use diagnostic::{Code, Diagnostic};
pub use name::{CustomerNamePolicy, NameSource, NameStyle};
pub use template::{ReplyTemplate, TemplateFormat, TemplateSyntax};

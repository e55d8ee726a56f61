//! Support-conversation triage, decided once.
mod confirmation;
mod conversation;
mod diagnostic;
mod language;
mod lexicon;
mod money;
mod risk;
mod text;
mod topic;

pub use confirmation::confirms;
pub use conversation::{
    Action, Author, Conversation, CustomerText, Facts, Message, Money, PastDecision, Status,
    StatusChange, Timestamp,
};
pub use diagnostic::{Code, Diagnostic};
pub use language::read;
pub use lexicon::{
    AmountWords, ConfirmationWords, LanguageDocument, Lexicon, MatchMode, RiskCue, RiskWords,
    SpellingWords, TopicCue, TopicWords,
};
pub use risk::{Confidence, RiskCategory, RiskFinding, RiskScan, scan};
pub use text::normalize;
pub use topic::{Topic, TopicMatch, decide, refund_amounts, substring_cue, substring_topics};

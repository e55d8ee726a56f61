//! Language: the word lists of a policy, and what they find in a text.
//!
//! [`LanguageDocument`] is how a language is written; [`Engine::topic`](crate::Engine::topic),
//! [`Engine::scan`](crate::Engine::scan) and [`Engine::texts`](crate::Engine::texts) answer with the
//! types here.

pub use crate::lexicon::{
    AmountWords, ConfirmationWords, LanguageDocument, MatchMode, PromiseWords, RiskCue, RiskWords,
    SharedLanguage, SpellingWords, TopicCue, TopicWords,
};
pub use crate::name::NameWords;
pub use crate::operator_words::OperatorWords;
pub use crate::risk::{Confidence, RiskCategory, RiskFinding, RiskScan};
pub use crate::text::{MailWords, normalize};
pub use crate::texts::OperatorTexts;
pub use crate::topic::TopicMatch;

//! Support-conversation triage, decided once.
mod assess;
mod business_hours;
pub mod chatwoot;
mod confirmation;
mod conversation;
mod diagnostic;
mod follow_up;
mod language;
mod lexicon;
mod money;
mod name;
mod policy;
mod resolution;
mod risk;
mod sla;
mod template;
mod text;
mod timeline;
mod topic;

pub use assess::{
    ASSESSMENT_SCHEMA_VERSION, Approval, Assessment, Customer, ENGINE_VERSION, Engine, Escalation,
    PolicyReference, Priority, Reason, Suggestion,
};
pub use business_hours::{
    BusinessHours, BusinessHoursDocument, Interval, IntervalReason, Pause, TimeRange, WeekHours,
};
pub use conversation::{
    Action, Author, Conversation, CustomerText, Facts, Message, Money, PastDecision, Status,
    StatusChange, Timestamp,
};
pub use diagnostic::{Code, Diagnostic};
pub use follow_up::{FollowUp, FollowUpKind};
pub use lexicon::{
    AmountWords, ConfirmationWords, LanguageDocument, MatchMode, RiskCue, RiskWords, SpellingWords,
    TopicCue, TopicWords,
};
pub use name::{CustomerNamePolicy, NameSource, NameStyle};
pub use policy::{
    ApprovalPolicy, Blocker, EscalationLevel, EscalationPolicy, FollowUpPolicy, LabelMatch,
    LabelOrder, LabelPolicy, Policy, PolicyError, PriorityPolicy, RapidReopen, ReasonCode,
    ReasonRule, RefundLimit, ReplyPolicy, ReplyText, ResolutionPolicy, SlaPolicy, TemplateDocument,
    TopicLabelMatch, TopicRule, Warning,
};
pub use resolution::{Resolution, ResolutionBasis, ResolutionBlocker};
pub use risk::{Confidence, RiskCategory, RiskFinding};
pub use sla::{ClockReason, Sla, SlaState};
pub use template::{ReplyTemplate, TemplateFormat, TemplateSyntax};
pub use topic::{Topic, TopicMatch};

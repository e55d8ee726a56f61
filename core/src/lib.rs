//! Support-conversation triage, decided once.
mod assess;
mod business_hours;
pub mod chatwoot;
mod confirmation;
mod conversation;
mod decision;
mod diagnostic;
mod follow_up;
mod health;
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
pub use decision::{
    ApproveSend, ApproveSendPayload, AssessmentSummary, DecisionEvent, DecisionLog, DecisionLogRow,
    DecisionPayload, DuplicateLine, EVENT_SCHEMA_VERSION, Escalate, EscalatePayload,
    EscalationReason, Grades, HandOff, JsonText, MarkResolved, MarkResolvedPayload, Override,
    Refusal, RefusalBlocker, RefusalCode, RejectedLine, UnknownEvent, parse_decision_log,
    write_decision_log,
};
pub use diagnostic::{Code, Diagnostic};
pub use follow_up::{FollowUp, FollowUpKind};
pub use health::{HealthAlert, HealthCode, HealthSample};
pub use lexicon::{
    AmountWords, ConfirmationWords, LanguageDocument, MatchMode, RiskCue, RiskWords, SpellingWords,
    TopicCue, TopicWords,
};
pub use name::{CustomerNamePolicy, NameSource, NameStyle};
pub use policy::{
    ApiResponseHealth, ApprovalPolicy, Blocker, ConversationListHealth, DecisionPolicy,
    EscalationLevel, EscalationPolicy, FollowUpPolicy, HealthPolicy, LabelMatch, LabelOrder,
    LabelPolicy, Policy, PolicyError, PriorityPolicy, RapidReopen, RationalePolicy, ReasonCode,
    ReasonRule, RefundLimit, ReplyPolicy, ReplyText, ResolutionPolicy, Severity, SlaBreachHealth,
    SlaPolicy, TemplateDocument, TemplateFailureHealth, TopicLabelMatch, TopicRule, Warning,
};
pub use resolution::{Resolution, ResolutionBasis, ResolutionBlocker};
pub use risk::{Confidence, RiskCategory, RiskFinding, RiskScan};
pub use sla::{ClockReason, Sla, SlaState};
pub use template::{ReplyTemplate, TemplateFormat, TemplateSyntax};
pub use text::normalize;
pub use topic::{Topic, TopicMatch};

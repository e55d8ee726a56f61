//! The one table of what crosses the border, and the little that the types do not say.

use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;

use super::order;

/// A type of the core, by its path.
pub struct Entry {
    /// The file it is generated into.
    pub group: &'static str,
    /// Its path in Rust.
    pub path: &'static str,
    /// Adds the type to a generator of schemas and tells the name it has there.
    pub define: fn(&mut SchemaGenerator) -> String,
    /// The keys of a record, in the order of its fields, where the type is read.
    pub order: fn() -> &'static [&'static str],
}

impl Entry {
    /// The type's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.path.rsplit("::").next().map_or(self.path, str::trim)
    }
}

fn define<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    generator.subschema_for::<T>();
    T::schema_name().into_owned()
}

fn keys<'a, T: Deserialize<'a>>() -> &'static [&'static str] {
    order::keys::<T>()
}

macro_rules! catalogue {
    ($($group:ident { $($read:path,)* $(; $($written:path,)+)? })+) => {
        /// Every type that crosses, group by group.
        pub const CATALOGUE: &[Entry] = &[$(
            $(Entry {
                group: stringify!($group),
                path: stringify!($read),
                define: define::<$read>,
                order: keys::<$read>,
            },)*
            $($(Entry {
                group: stringify!($group),
                path: stringify!($written),
                define: define::<$written>,
                order: || &[],
            },)+)?
        )+];

        /// The groups, in order.
        pub const GROUPS: &[&str] = &[$(stringify!($group),)+];
    };
}

// Behind a semicolon: types that the library writes and does not read.
catalogue! {
    conversation {
        cx_triage::Conversation,
        cx_triage::Message,
        cx_triage::conversation::MessageExtra,
        cx_triage::PastDecision,
        cx_triage::conversation::StatusChange,
        cx_triage::conversation::Facts,
        cx_triage::conversation::RiskVerdict,
        cx_triage::conversation::Money,
        cx_triage::Id,
        cx_triage::conversation::MinorUnits,
        cx_triage::conversation::Currency,
        cx_triage::Status,
        cx_triage::Author,
        cx_triage::conversation::ExtraKind,
        cx_triage::conversation::ChatwootPriority,
        cx_triage::language::RiskCategory,
        cx_triage::conversation::Verdict,
        cx_triage::conversation::Action,
        cx_triage::Timestamp,
        cx_triage::conversation::CustomerText,
    }
    assessment {
        cx_triage::Assessment,
        cx_triage::assessment::PolicyReference,
        cx_triage::assessment::ReplyWindow,
        cx_triage::assessment::Episode,
        cx_triage::assessment::Escalation,
        cx_triage::assessment::Reason,
        cx_triage::language::RiskFinding,
        cx_triage::assessment::Customer,
        cx_triage::assessment::Suggestion,
        cx_triage::language::TopicMatch,
        cx_triage::assessment::Approval,
        cx_triage::assessment::FollowUp,
        cx_triage::assessment::Resolution,
        cx_triage::sla::Priority,
        cx_triage::assessment::EscalationLevel,
        cx_triage::assessment::ReasonCode,
        cx_triage::language::Confidence,
        cx_triage::assessment::NameSource,
        cx_triage::assessment::NameProblem,
        cx_triage::assessment::Blocker,
        cx_triage::assessment::Warning,
        cx_triage::assessment::FollowUpKind,
        cx_triage::assessment::ResolutionBasis,
        cx_triage::assessment::ResolutionBlocker,
    }
    sla {
        cx_triage::sla::Sla,
        cx_triage::sla::SlaMetric,
        cx_triage::sla::SlaExplanation,
        cx_triage::hours::Interval,
        cx_triage::sla::SlaState,
        cx_triage::sla::ClockReason,
        cx_triage::sla::MetricKind,
        cx_triage::sla::MetricState,
        cx_triage::sla::SlaClock,
        cx_triage::hours::IntervalReason,
        ;
        cx_triage::hours::Pause,
    }
    decision {
        cx_triage::ApproveSend,
        cx_triage::Escalate,
        cx_triage::MarkResolved,
        cx_triage::decision::Grades,
        cx_triage::decision::HandOff,
        cx_triage::DecisionEvent,
        cx_triage::decision::AssessmentSummary,
        cx_triage::decision::ApproveSendPayload,
        cx_triage::decision::EscalatePayload,
        cx_triage::decision::MarkResolvedPayload,
        cx_triage::decision::Override,
        cx_triage::decision::DecisionLog,
        cx_triage::decision::UnknownEvent,
        cx_triage::decision::RejectedLine,
        cx_triage::decision::DuplicateLine,
        cx_triage::decision::EscalationReason,
        cx_triage::decision::RefusalBlocker,
        cx_triage::decision::RefusalCode,
        cx_triage::decision::DecisionWarning,
        cx_triage::decision::JsonText,
        cx_triage::language::OperatorTexts,
        ;
        cx_triage::decision::DecisionPayload,
        cx_triage::decision::DecisionLogRow,
    }
    health {
        cx_triage::health::HealthSample,
        cx_triage::health::HealthProbe,
        cx_triage::health::HealthAlert,
        cx_triage::health::HealthCode,
        cx_triage::health::Severity,
        cx_triage::health::BreachTrend,
        cx_triage::health::BreachDay,
    }
    errors {
        cx_triage::Diagnostic,
        cx_triage::Code,
        cx_triage::chatwoot::SignatureProblem,
    }
    chatwoot {
        cx_triage::chatwoot::ConversationList,
        cx_triage::chatwoot::MessagesPage,
        cx_triage::chatwoot::Rejected,
        cx_triage::chatwoot::EventName,
    }
}

/// Records that users build: they have a constructor in Python.
pub const BUILT: &[&str] = &[
    "Conversation",
    "Message",
    "MessageExtra",
    "PastDecision",
    "StatusChange",
    "Facts",
    "RiskVerdict",
    "Money",
    "Grades",
    "HandOff",
    "HealthSample",
    "HealthProbe",
    "ApproveSend",
    "Escalate",
    "MarkResolved",
];

/// What an operator does: the method, its input, and what it says of itself in Python.
pub const ACTIONS: &[(&str, &str, &[&str])] = &[
    (
        "approve_send",
        "ApproveSend",
        &[
            "Approves a reply (SOP-CX-002): the event to log once the reply is sent.",
            "Raises `DecisionRefused`, which names every blocker.",
        ],
    ),
    (
        "escalate",
        "Escalate",
        &["Hands a conversation to a manager (SOP-CX-003): the event, with the labels to write."],
    ),
    ("mark_resolved", "MarkResolved", &["Closes a conversation (SOP-CX-004): the event to log."]),
];

/// Types without a class of their own in Python: keywords, a dict, a pair, text, an exception's
/// part, or something that is written by hand.
pub const NOT_IN_PYTHON: &[&str] = &[
    "ApproveSend",
    "Escalate",
    "MarkResolved",
    "DecisionLogRow",
    "Pause",
    "EventName",
    "RefusalCode",
    "Code",
    "SignatureProblem",
    "Diagnostic",
];

/// Types without a mirror for Kotlin and Swift: objects there, or text.
pub const NOT_IN_UNIFFI: &[&str] =
    &["ConversationList", "DecisionLog", "RefusalCode", "Code", "SignatureProblem"];

/// The names of mirrors whose core name is an object's in Kotlin and Swift.
pub const UNIFFI_NAMES: &[(&str, &str)] =
    &[("Conversation", "ConversationDocument"), ("DecisionEvent", "DecisionDocument")];

/// A record with a part whose keys serde writes among its own, so that a schema cannot tell which
/// are whose.
pub struct Flattened {
    /// The record.
    pub record: &'static str,
    /// Its own fields: whole numbers, with their type in Rust and their documentation.
    pub own: &'static [(&'static str, &'static str, &'static str)],
    /// The field of the part, its type, and its documentation.
    pub part: (&'static str, &'static str, &'static str),
}

/// The records that schemas do not tell.
pub const FLATTENED: &[Flattened] = &[Flattened {
    record: "RejectedLine",
    own: &[("line", "u64", "The line's number.")],
    part: ("error", "Diagnostic", "What is wrong with it: its code, place and sentence."),
}];

/// Records that can do more in Python than show their fields: the macro that adds it by hand.
pub const WITH_METHODS: &[(&str, &str)] = &[
    ("Assessment", "crate::assessment::assessment"),
    ("Conversation", "crate::conversation::conversation"),
    ("DecisionEvent", "crate::decision::decision_event"),
    ("DecisionLog", "crate::decision::decision_log"),
    ("Sla", "crate::assessment::sla"),
    ("SlaExplanation", "crate::assessment::sla_explanation"),
    ("SlaMetric", "crate::assessment::sla_metric"),
];

/// Records that are a sequence in Python, of one of their fields.
pub const LISTS: &[(&str, &str)] = &[
    ("ConversationList", "conversations"),
    ("DecisionLog", "events"),
    ("MessagesPage", "messages"),
];

/// Records that are read by a function of their own.
pub const READERS: &[(&str, &str)] = &[
    ("Conversation", "cx_triage::Conversation::from_json"),
    ("DecisionEvent", "cx_triage::DecisionEvent::from_json"),
];

/// What a `repr` shows of records that are too long for it; of the others it shows every field,
/// of a list of records how many there are, and never a customer's words.
pub const SHOWN: &[(&str, &[&str])] = &[
    ("Assessment", &["conversation_id", "surfaced", "priority", "respond_by", "escalation"]),
    ("Conversation", &["id", "status", "created_at", "labels"]),
    ("DecisionEvent", &["id", "action", "external_ref", "occurred_at"]),
    ("OperatorTexts", &["sla_timer_note"]),
];

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
        cx_triage::MessageExtra,
        cx_triage::PastDecision,
        cx_triage::StatusChange,
        cx_triage::Facts,
        cx_triage::RiskVerdict,
        cx_triage::Money,
        cx_triage::Id,
        cx_triage::MinorUnits,
        cx_triage::Currency,
        cx_triage::Status,
        cx_triage::Author,
        cx_triage::ExtraKind,
        cx_triage::ChatwootPriority,
        cx_triage::RiskCategory,
        cx_triage::Verdict,
        cx_triage::Action,
        cx_triage::Timestamp,
        cx_triage::CustomerText,
    }
    assessment {
        cx_triage::Assessment,
        cx_triage::PolicyReference,
        cx_triage::ReplyWindow,
        cx_triage::Episode,
        cx_triage::Escalation,
        cx_triage::Reason,
        cx_triage::RiskFinding,
        cx_triage::Customer,
        cx_triage::Suggestion,
        cx_triage::TopicMatch,
        cx_triage::Approval,
        cx_triage::FollowUp,
        cx_triage::Resolution,
        cx_triage::Priority,
        cx_triage::EscalationLevel,
        cx_triage::ReasonCode,
        cx_triage::Confidence,
        cx_triage::NameSource,
        cx_triage::NameProblem,
        cx_triage::Blocker,
        cx_triage::Warning,
        cx_triage::FollowUpKind,
        cx_triage::ResolutionBasis,
        cx_triage::ResolutionBlocker,
    }
    sla {
        cx_triage::Sla,
        cx_triage::SlaMetric,
        cx_triage::SlaExplanation,
        cx_triage::Interval,
        cx_triage::SlaState,
        cx_triage::ClockReason,
        cx_triage::MetricKind,
        cx_triage::MetricState,
        cx_triage::SlaClock,
        cx_triage::IntervalReason,
        ;
        cx_triage::Pause,
    }
    decision {
        cx_triage::ApproveSend,
        cx_triage::Escalate,
        cx_triage::MarkResolved,
        cx_triage::Grades,
        cx_triage::HandOff,
        cx_triage::DecisionEvent,
        cx_triage::AssessmentSummary,
        cx_triage::ApproveSendPayload,
        cx_triage::EscalatePayload,
        cx_triage::MarkResolvedPayload,
        cx_triage::Override,
        cx_triage::DecisionLog,
        cx_triage::UnknownEvent,
        cx_triage::RejectedLine,
        cx_triage::DuplicateLine,
        cx_triage::EscalationReason,
        cx_triage::RefusalBlocker,
        cx_triage::RefusalCode,
        cx_triage::DecisionWarning,
        cx_triage::JsonText,
        cx_triage::OperatorTexts,
        ;
        cx_triage::DecisionPayload,
        cx_triage::DecisionLogRow,
    }
    health {
        cx_triage::HealthSample,
        cx_triage::HealthProbe,
        cx_triage::HealthAlert,
        cx_triage::HealthCode,
        cx_triage::Severity,
        cx_triage::BreachTrend,
        cx_triage::BreachDay,
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

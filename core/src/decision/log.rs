//! The decision log as lines of JSON, in and out.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::event::{DecisionEvent, EVENT_SCHEMA_VERSION};
use super::json_text::JsonText;
use crate::conversation::PastDecision;
use crate::diagnostic::{Code, Diagnostic, Keyed, from_json, to_json, without_mark};

/// A decision log as it was read. Lines are counted from 1, blank ones too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DecisionLog {
    /// The events, in their order; of several with one id the first.
    pub events: Vec<DecisionEvent>,
    /// Events of a newer schema version, kept as they are.
    pub unknown: Vec<UnknownEvent>,
    /// Lines that cannot be read.
    pub rejected: Vec<RejectedLine>,
    /// Lines whose id an earlier one has: retries that were written twice.
    pub duplicates: Vec<DuplicateLine>,
}

/// An event of a newer schema version.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnknownEvent {
    /// The line's number.
    pub line: u64,
    /// The event's schema version.
    pub schema_version: u32,
    /// The event's id, where it has one.
    pub id: Option<String>,
    /// The event, byte for byte.
    #[serde(deserialize_with = "verbatim")]
    pub document: JsonText,
}

fn verbatim<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JsonText, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(JsonText::verbatim(raw.get()))
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RejectedLine {
    /// The line's number.
    pub line: u64,
    /// What is wrong with it: its code, place and sentence.
    #[serde(flatten)]
    pub error: Diagnostic,
}

/// A line whose id an earlier one has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DuplicateLine {
    /// The line's number.
    pub line: u64,
    /// The id.
    pub id: String,
    /// The number of the line that has it first.
    pub first_line: u64,
}

/// What every version of the event has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    schema_version: u32,
    /// Of any type: a newer version may know other ids.
    #[serde(default)]
    id: Value,
}

/// Reads a decision log: one event a line.
///
/// It always answers: a line that cannot be read is reported with its number, code and place and
/// loses no other; blank lines and a byte order mark are passed over, and lines may end as on
/// Windows; a line whose id came before is a duplicate; an event of a newer schema version is
/// kept as it is.
///
/// ```
/// let log = cx_triage::parse_decision_log("{\"schemaVersion\": 2, \"id\": \"x\"}\n\nnonsense\n");
/// assert_eq!(log.unknown[0].document.as_str(), "{\"schemaVersion\": 2, \"id\": \"x\"}");
/// assert_eq!((log.rejected[0].line, log.rejected[0].error.code.as_str()), (3, "invalid_json"));
/// ```
#[must_use]
pub fn parse_decision_log(ndjson: impl AsRef<[u8]>) -> DecisionLog {
    let mut log = DecisionLog::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let ndjson = without_mark(ndjson.as_ref());
    for (line, bytes) in (1_u64..).zip(ndjson.split(|&byte| byte == b'\n')) {
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        let (id, entry) = match read(bytes, line) {
            Ok(entry) => entry,
            Err(error) => {
                log.rejected.push(RejectedLine { line, error });
                continue;
            }
        };
        if let Some(id) = id {
            if let Some(&first_line) = seen.get(&id) {
                log.duplicates.push(DuplicateLine { line, id, first_line });
                continue;
            }
            seen.insert(id, line);
        }
        match entry {
            Entry::Event(event) => log.events.push(*event),
            Entry::Unknown(event) => log.unknown.push(event),
        }
    }
    log
}

enum Entry {
    Event(Box<DecisionEvent>),
    Unknown(UnknownEvent),
}

fn read(bytes: &[u8], line: u64) -> Result<(Option<String>, Entry), Diagnostic> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Diagnostic::new(Code::InvalidJson, "the line is not UTF-8"))?;
    let Keyed(head): Keyed<Head> = from_json(bytes)?;
    if head.schema_version > EVENT_SCHEMA_VERSION {
        let id = head.id.as_str().map(str::to_owned);
        let event = UnknownEvent {
            line,
            schema_version: head.schema_version,
            id: id.clone(),
            document: JsonText::verbatim(text),
        };
        return Ok((id, Entry::Unknown(event)));
    }
    let event = DecisionEvent::from_json(bytes)?;
    Ok((Some(event.id.clone()), Entry::Event(Box::new(event))))
}

/// Writes events as a decision log: one a line, each line ended.
#[must_use]
pub fn write_decision_log(events: &[DecisionEvent]) -> String {
    events.iter().fold(String::new(), |mut log, event| {
        log.push_str(&event.to_json());
        log.push('\n');
        log
    })
}

impl DecisionLog {
    /// The past decisions on one conversation, in the log's order, for
    /// [`Conversation::with_decisions`](crate::Conversation::with_decisions). Only events that are
    /// read count: a service looks at `unknown` and `rejected` before it acts on them.
    #[must_use]
    pub fn decisions_of(&self, conversation_id: impl Into<i64>) -> Vec<PastDecision> {
        let conversation_id = conversation_id.into();
        self.events
            .iter()
            .filter(|event| event.conversation_id() == conversation_id)
            .map(DecisionEvent::to_past_decision)
            .collect()
    }

    /// The log as JSON, keys in fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

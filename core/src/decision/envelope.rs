//! The event in the forms that other systems want.

use std::fmt::Write as _;

use serde::Serialize;

use super::event::{AssessmentSummary, DecisionEvent, DecisionPayload, DecisionWarning};
use super::json_text::JsonText;
use crate::assess::PolicyReference;
use crate::conversation::{CustomerText, Id, Timestamp};
use crate::diagnostic::to_json;

/// A row of the service's `DecisionLog` table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DecisionLogRow {
    /// The part of the log.
    pub scope: String,
    /// Who acted.
    pub actor: String,
    /// What was done, as the log writes it.
    pub action: String,
    /// Why.
    pub rationale: CustomerText,
    /// Where the evidence lies.
    pub evidence_url: Option<String>,
    /// The shop's domain.
    pub shop_domain: Option<String>,
    /// The conversation.
    pub external_ref: String,
    /// The event's payload, and under the key `event` its schema version, id, policy, engine
    /// version, assessment and redacted keys.
    pub payload: JsonText,
    /// When it was decided.
    pub created_at: Timestamp,
}

impl DecisionLogRow {
    /// The row as JSON, keys in fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

#[derive(Serialize)]
struct RowPayload<'a> {
    #[serde(flatten)]
    payload: &'a DecisionPayload,
    event: RowEvent<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowEvent<'a> {
    schema_version: u32,
    id: &'a str,
    actor_id: Option<Id>,
    seen_message_id: Option<Id>,
    policy: &'a PolicyReference,
    engine_version: &'a str,
    assessment: &'a AssessmentSummary,
    warnings: &'a [DecisionWarning],
    redacted: &'a [String],
}

#[derive(Serialize)]
struct CloudEvent<'a> {
    specversion: &'static str,
    id: &'a str,
    source: String,
    #[serde(rename = "type")]
    kind: &'static str,
    subject: &'a str,
    time: Timestamp,
    datacontenttype: &'static str,
    data: &'a DecisionEvent,
}

impl DecisionEvent {
    /// The event in a `CloudEvents` 1.0 envelope, structured mode, as JSON.
    ///
    /// `source` is `/cx-triage/` and the shop's domain (a URI reference), `type` the action,
    /// `subject` the conversation (`chatwoot:7`) and `time` when it was decided.
    #[must_use]
    pub fn to_cloud_event(&self) -> String {
        let mut source = "/cx-triage".to_owned();
        if let Some(shop) = &self.shop_domain {
            source.push('/');
            push_escaped(&mut source, shop);
        }
        to_json(&CloudEvent {
            specversion: "1.0",
            id: &self.id,
            source,
            kind: self.action.as_str(),
            subject: &self.external_ref,
            time: self.occurred_at,
            datacontenttype: "application/json",
            data: self,
        })
    }

    /// The row of the service's `DecisionLog` table.
    ///
    /// U+0000, which no text and no `jsonb` of `PostgreSQL` can hold, is left out: a row that the
    /// table refuses would leave a reply sent and not logged.
    #[must_use]
    pub fn to_log_row(&self) -> DecisionLogRow {
        let payload = RowPayload {
            payload: &self.payload,
            event: RowEvent {
                schema_version: self.schema_version,
                id: &self.id,
                actor_id: self.actor_id,
                seen_message_id: self.seen_message_id,
                policy: &self.policy,
                engine_version: &self.engine_version,
                assessment: &self.assessment,
                warnings: &self.warnings,
                redacted: &self.redacted,
            },
        };
        let text = |text: &str| text.replace('\0', "");
        DecisionLogRow {
            scope: text(&self.scope),
            actor: text(&self.actor),
            action: self.action.as_str().to_owned(),
            rationale: text(self.rationale.as_str()).into(),
            evidence_url: self.evidence_url.as_deref().map(text),
            shop_domain: self.shop_domain.as_deref().map(text),
            external_ref: self.external_ref.clone(),
            payload: JsonText::of(&payload).without_nul(),
            created_at: self.occurred_at,
        }
    }
}

/// Appends `text` as one segment of a URI's path (RFC 3986).
fn push_escaped(uri: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
}

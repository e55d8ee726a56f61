//! Many conversations in one call.

use serde::Serialize;

use super::{Assessment, Engine};
use crate::conversation::{Conversation, Timestamp};
use crate::diagnostic::{Diagnostic, to_json};

/// What stands in the output of [`Engine::assess_json_lines`] for a line that cannot be read.
#[derive(Serialize)]
struct BadLine {
    /// The line's number in the input, from 1.
    line: usize,
    error: Diagnostic,
}

impl Engine {
    /// One assessment for each conversation, in their order.
    #[must_use]
    pub fn assess_many<'a>(
        &self,
        conversations: impl IntoIterator<Item = &'a Conversation>,
        now: Timestamp,
    ) -> Vec<Assessment> {
        conversations.into_iter().map(|conversation| self.assess(conversation, now)).collect()
    }

    /// One assessment for each conversation at a time of its own, in their order: for looking back
    /// over many ([`Conversation::as_of`]).
    ///
    /// ```
    /// use cx_triage::{Conversation, Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z"}"#,
    /// )?;
    /// let times = ["2025-10-12T08:30:00Z", "2025-10-12T08:31:00Z"].map(Timestamp::parse);
    /// let [due, late] = times;
    /// let answers = engine.assess_each([(&conversation, due?), (&conversation, late?)]);
    /// assert!(!answers[0].surfaced && answers[1].surfaced);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assess_each<'a>(
        &self,
        rows: impl IntoIterator<Item = (&'a Conversation, Timestamp)>,
    ) -> Vec<Assessment> {
        rows.into_iter().map(|(conversation, now)| self.assess(conversation, now)).collect()
    }

    /// The triage queue: the surfaced conversations by priority, then time to respond, then time
    /// of creation, then id (as a number).
    #[must_use]
    pub fn queue<'a>(
        &self,
        conversations: impl IntoIterator<Item = &'a Conversation>,
        now: Timestamp,
    ) -> Vec<Assessment> {
        let mut surfaced: Vec<_> = conversations
            .into_iter()
            .map(|conversation| (conversation.created_at, self.assess(conversation, now)))
            .filter(|(_, assessment)| assessment.surfaced)
            .collect();
        surfaced.sort_by_key(|(created_at, assessment)| {
            (assessment.priority, assessment.respond_by, *created_at, assessment.conversation_id)
        });
        surfaced.into_iter().map(|(_, assessment)| assessment).collect()
    }

    /// Conversation documents, one a line, to assessments, one a line, in the same order.
    ///
    /// Blank lines are passed over. A line that cannot be read gives
    /// `{"line": N, "error": {"code", "pointer", "detail"}}` and loses no other.
    ///
    /// ```
    /// use cx_triage::{Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let lines = "{\"id\": 1, \"status\": \"open\", \"createdAt\": \"2025-10-12T08:00:00Z\"}\nx\n";
    /// let answers = engine.assess_json_lines(lines, Timestamp::parse("2025-10-12T08:00:00Z")?);
    /// assert_eq!(answers.lines().count(), 2);
    /// assert!(answers.ends_with('\n') && answers.contains("{\"line\":2,\"error\":{\"code\":\"invalid_json\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assess_json_lines(&self, lines: impl AsRef<[u8]>, now: Timestamp) -> String {
        let mut answers = String::new();
        for (i, line) in lines.as_ref().split(|&byte| byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let answer = match Conversation::from_json(line) {
                Ok(conversation) => self.assess(&conversation, now).to_json(),
                Err(error) => to_json(&BadLine { line: i + 1, error }),
            };
            answers.push_str(&answer);
            answers.push('\n');
        }
        answers
    }
}

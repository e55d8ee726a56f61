//! Many conversations in one call.

use serde::Serialize;

use super::{Assessment, Engine};
use crate::conversation::{Conversation, Timestamp};
use crate::diagnostic::{Code, Diagnostic, to_json};

/// Whether there is a time for each row: what the batch calls that take both in two lists ask
/// before anything is assessed.
///
/// # Errors
/// [`Code::InvalidValue`] at `/times` where the numbers differ.
pub fn one_time_a_row(rows: usize, times: usize) -> Result<(), Diagnostic> {
    if rows == times {
        return Ok(());
    }
    let detail = format!("expected a time for each of the {rows} rows, found {times}");
    Err(Diagnostic::at(Code::InvalidValue, "/times", detail))
}

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
        self.lines(documents(lines.as_ref()).zip(std::iter::repeat(now)))
    }

    /// Conversation documents, one a line, at a time of their own each: [`assess_json_lines`] for
    /// looking back. A blank line is no row and has no time; a line that cannot be read has one.
    ///
    /// [`assess_json_lines`]: Self::assess_json_lines
    ///
    /// ```
    /// use cx_triage::{Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let line = r#"{"id": 1, "status": "open", "createdAt": "2025-10-12T08:00:00Z"}"#;
    /// let times = [
    ///     Timestamp::parse("2025-10-12T08:30:00Z")?,
    ///     Timestamp::parse("2025-10-12T08:30:00.001Z")?,
    /// ];
    /// let answers = engine.assess_json_lines_each(format!("{line}\n\n{line}\n"), &times)?;
    /// let surfaced: Vec<bool> =
    ///     answers.lines().map(|answer| answer.contains("\"surfaced\":true")).collect();
    /// assert_eq!(surfaced, [false, true]);
    /// assert!(engine.assess_json_lines_each(line, &times).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::InvalidValue`] at `/times` where there are not as many times as lines.
    pub fn assess_json_lines_each(
        &self,
        lines: impl AsRef<[u8]>,
        times: &[Timestamp],
    ) -> Result<String, Diagnostic> {
        let lines = lines.as_ref();
        one_time_a_row(documents(lines).count(), times.len())?;
        Ok(self.lines(documents(lines).zip(times.iter().copied())))
    }

    fn lines<'a>(&self, rows: impl Iterator<Item = ((usize, &'a [u8]), Timestamp)>) -> String {
        let mut answers = String::new();
        for ((line, document), now) in rows {
            let answer = match Conversation::from_json(document) {
                Ok(conversation) => self.assess(&conversation, now).to_json(),
                Err(error) => to_json(&BadLine { line, error }),
            };
            answers.push_str(&answer);
            answers.push('\n');
        }
        answers
    }
}

/// The lines that are not blank, with their numbers from 1.
fn documents(lines: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', lines).chain([lines.len()]);
    let numbered = ends.map(move |end| {
        let line = lines.get(start..end).unwrap_or(&[]);
        start = end + 1;
        line
    });
    let numbered = numbered.enumerate();
    numbered.filter(|(_, line)| !line.trim_ascii().is_empty()).map(|(i, line)| (i + 1, line))
}

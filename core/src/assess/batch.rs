//! Many conversations in one call.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Assessment, Engine};
use crate::conversation::{Conversation, Id, Timestamp};
use crate::diagnostic::{Code, Diagnostic, to_json};
use crate::sla::Priority;

/// The place of a surfaced conversation in the queue: smaller ones come first.
///
/// For whoever keeps a queue up to date, or sorts more conversations than fit into memory;
/// [`Engine::queue`] orders by it.
///
/// ```
/// use cx_triage::{Policy, QueueKey, Timestamp, samples};
///
/// let engine = Policy::runbook().compile()?;
/// let now = Timestamp::parse("2025-10-12T08:30:00Z")?;
/// let mut keyed: Vec<_> = samples()
///     .iter()
///     .filter_map(|each| {
///         let assessment = engine.assess(each, now);
///         Some((QueueKey::new(each, &assessment)?, assessment))
///     })
///     .collect();
/// keyed.sort_by_key(|(key, _)| *key);
/// let queue: Vec<_> = keyed.into_iter().map(|(_, assessment)| assessment).collect();
/// assert_eq!(queue, engine.queue(&samples(), now));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueKey {
    priority: Option<Priority>,
    respond_by: Option<Timestamp>,
    created_at: Timestamp,
    conversation_id: Id,
}

impl QueueKey {
    /// The place of a conversation by its assessment; none where it is not surfaced.
    #[must_use]
    pub fn new(conversation: &Conversation, assessment: &Assessment) -> Option<Self> {
        assessment.surfaced.then_some(Self {
            priority: assessment.priority,
            respond_by: assessment.respond_by,
            created_at: conversation.created_at,
            conversation_id: assessment.conversation_id,
        })
    }
}

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

    /// What a conversation looked like all along: an assessment at its creation, at each message,
    /// decision and change of status, and at each [`Assessment::next_change_at`] between them, up
    /// to and including `until`, in the order of time.
    ///
    /// Each one is that of [`Conversation::as_of`] its time, with what that cannot know: labels,
    /// facts and names are those of today.
    ///
    /// ```
    /// use cx_triage::{Conversation, Policy, SlaState, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "resolved", "createdAt": "2025-10-12T08:00:00Z",
    ///         "statusChanges": [{"status": "resolved", "at": "2025-10-12T09:00:00Z"}]}"#,
    /// )?;
    /// let history = engine.assess_history(&conversation, Timestamp::parse("2025-10-13T08:00:00Z")?);
    /// let states: Vec<_> = history.iter().map(|each| each.sla.state).collect();
    /// assert_eq!(states, [SlaState::Within, SlaState::Breached, SlaState::NotApplicable]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assess_history(&self, conversation: &Conversation, until: Timestamp) -> Vec<Assessment> {
        let messages = conversation.messages.iter().map(|message| message.created_at);
        let decisions = conversation.decisions.iter().map(|decision| decision.at);
        let changes = conversation.status_changes.iter().map(|change| change.at);
        let mut events: BTreeSet<Timestamp> =
            messages.chain(decisions).chain(changes).chain([conversation.created_at]).collect();
        events.retain(|at| *at <= until);
        let mut history = Vec::new();
        let mut events = events.into_iter().peekable();
        while let Some(event) = events.next() {
            let snapshot = conversation.as_of(event);
            let mut next = Some(event);
            while let Some(at) = next {
                let assessment = self.assess(&snapshot, at);
                let end = events.peek();
                next = assessment
                    .next_change_at
                    .filter(|change| end.map_or(*change <= until, |end| change < end));
                history.push(assessment);
            }
        }
        history
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
            .filter_map(|conversation| {
                let assessment = self.assess(conversation, now);
                Some((QueueKey::new(conversation, &assessment)?, assessment))
            })
            .collect();
        surfaced.sort_by_key(|(key, _)| *key);
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
        ended(self.json_line_answers(lines.as_ref(), now))
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
        self.json_line_answers_each(lines.as_ref(), times).map(ended)
    }

    /// The lines of [`Engine::assess_json_lines`], each as it is asked for and without its end.
    pub fn json_line_answers(&self, lines: &[u8], now: Timestamp) -> impl Iterator<Item = String> {
        self.answers(documents(lines).zip(std::iter::repeat(now)))
    }

    /// The lines of [`Engine::assess_json_lines_each`], each as it is asked for and without its
    /// end.
    ///
    /// # Errors
    /// As [`Engine::assess_json_lines_each`], before anything is assessed.
    pub fn json_line_answers_each(
        &self,
        lines: &[u8],
        times: &[Timestamp],
    ) -> Result<impl Iterator<Item = String>, Diagnostic> {
        one_time_a_row(documents(lines).count(), times.len())?;
        Ok(self.answers(documents(lines).zip(times.iter().copied())))
    }

    fn answers<'a>(
        &self,
        rows: impl Iterator<Item = ((usize, &'a [u8]), Timestamp)>,
    ) -> impl Iterator<Item = String> {
        rows.map(|((line, document), now)| match Conversation::from_json(document) {
            Ok(conversation) => self.assess(&conversation, now).to_json(),
            Err(error) => to_json(&BadLine { line, error }),
        })
    }
}

/// Lines, each with its end.
fn ended(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for line in lines {
        let needed = line.len() + 1;
        if text.capacity() - text.len() < needed {
            // An eighth more at a time: doubled, a batch would keep as much again as it gives back.
            text.reserve_exact(needed.max(text.len() / 8));
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
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

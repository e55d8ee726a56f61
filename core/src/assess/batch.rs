//! Many conversations in one call.

use serde::Serialize;

use std::collections::BTreeSet;

use super::{Assessment, Engine};
use crate::conversation::{Conversation, Timestamp};
use crate::diagnostic::{Diagnostic, to_json};
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
    conversation_id: i64,
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
        let mut answers = String::new();
        for answer in self.json_line_answers(lines.as_ref(), now) {
            answers.push_str(&answer);
            answers.push('\n');
        }
        answers
    }

    /// The lines of [`Engine::assess_json_lines`], each as it is asked for and without its end.
    pub fn json_line_answers(&self, lines: &[u8], now: Timestamp) -> impl Iterator<Item = String> {
        let numbered = (1..).zip(lines.split(|&byte| byte == b'\n'));
        let written = numbered.filter(|(_, line)| !line.trim_ascii().is_empty());
        written.map(move |(line, text)| match Conversation::from_json(text) {
            Ok(conversation) => self.assess(&conversation, now).to_json(),
            Err(error) => to_json(&BadLine { line, error }),
        })
    }
}

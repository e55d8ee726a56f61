//! A conversation as it stood at an earlier time.

use super::{Conversation, Status, Timestamp};

impl Conversation {
    /// The conversation as it stood at `at`, for looking back: its messages, decisions and changes
    /// of status up to and including that time.
    ///
    /// The status is that of the history: the latest change by then, and `open` where the first
    /// one came later. Without a history it is the present one. Labels, facts and names are as
    /// they are now: nobody keeps their history. So is the text of a message that was edited or
    /// deleted since.
    ///
    /// ```
    /// use cx_triage::{Conversation, Status, Timestamp};
    ///
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "resolved", "createdAt": "2025-10-12T08:00:00Z",
    ///         "statusChanges": [{"status": "resolved", "at": "2025-10-12T09:00:00Z"}],
    ///         "messages": [
    ///             {"author": "contact", "createdAt": "2025-10-12T08:00:00Z", "content": "Hello"},
    ///             {"author": "agent", "createdAt": "2025-10-12T08:30:00Z", "content": "Hi"}]}"#,
    /// )?;
    /// let earlier = conversation.as_of(Timestamp::parse("2025-10-12T08:10:00Z")?);
    /// assert_eq!(earlier.status, Status::Open);
    /// assert_eq!(earlier.messages.len(), 1);
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn as_of(&self, at: Timestamp) -> Self {
        let mut earlier = self.clone();
        earlier.messages.retain(|message| message.created_at <= at);
        earlier.decisions.retain(|decision| decision.at <= at);
        earlier.status_changes.retain(|change| change.at <= at);
        earlier.observed_statuses.retain(|observed| observed.at <= at);
        // Of changes at one time the one listed last holds.
        let latest = earlier.status_changes.iter().max_by_key(|change| change.at);
        earlier.status = match latest {
            Some(change) => change.status,
            None if self.status_changes.is_empty() => self.status,
            None => Status::Open,
        };
        earlier
    }
}

//! A webhook's event merged into a stored conversation.

use std::collections::HashMap;

use super::{MessagesPage, WebhookEvent, activity};
use crate::conversation::{Conversation, Facts, Message, StatusChange, Timestamp};
use crate::diagnostic::{Code, Diagnostic};

impl Conversation {
    /// The same conversation with the messages and the status history of a page beside its own.
    ///
    /// Chatwoot's list holds the newest message of a conversation alone: without the page of
    /// messages the queue is decided on that one. Of a message on both sides the copy with the
    /// later `updatedAt` stands. Whether it is `partial` is told anew, as by
    /// [`Conversation::with_messages`].
    ///
    /// ```
    /// use cx_triage::chatwoot::{parse_conversation, parse_messages};
    ///
    /// let listed = parse_conversation(
    ///     r#"{"id": 41, "status": "open", "created_at": 1772010000, "messages": [
    ///         {"id": 903, "message_type": 0, "created_at": 1772010900, "content": "Hello?"}]}"#,
    /// )?;
    /// assert!(listed.partial);
    /// let page = parse_messages(
    ///     r#"[{"id": 901, "message_type": 0, "created_at": 1772010000, "content": "It broke."}]"#,
    /// )?;
    /// let whole = listed.with_messages_page(&page);
    /// assert_eq!((whole.messages.len(), whole.partial), (2, false));
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn with_messages_page(mut self, page: &MessagesPage) -> Self {
        let mut messages = std::mem::take(&mut self.messages);
        merge_messages(&mut messages, &page.messages, None);
        self.status_changes.extend_from_slice(&page.status_changes);
        activity::merge(&mut self.status_changes, &activity::changes(&messages));
        self.with_messages(messages)
    }

    /// Merges what a webhook tells into this conversation.
    ///
    /// - **Messages** by id: a deleted copy wins over any; otherwise the copy with the later
    ///   `updatedAt`, of equal ones the one applied last. A copy without one has its event's. They
    ///   stand by time, then id.
    /// - **Chatwoot's own fields and facts** (status, labels, names, inbox, channel, assignee, team,
    ///   priority, `firstReplyAt`, `waitingSince`, `cannotReply`) are replaced, unless the event is
    ///   older than this document's `updatedAt`.
    /// - **The service's facts, variables and decisions** stay, and so does `partial`.
    /// - **A change of status** goes into the history: at the time that the event or a log line
    ///   tells, otherwise at the event's `updated_at`.
    ///
    /// The same event twice changes nothing, and any order of events gives one state, but for
    /// events of equal `updated_at` and for the time of a change that no event tells. An event that
    /// has no part in triage changes nothing.
    ///
    /// ```
    /// use cx_triage::{Conversation, Status, chatwoot::parse_webhook};
    ///
    /// let mut stored = Conversation::from_json(
    ///     r#"{"id": 46, "status": "open", "createdAt": "2026-02-25T09:00:00Z"}"#,
    /// )?;
    /// let event = parse_webhook(
    ///     r#"{"event": "conversation_status_changed", "id": 46, "status": "resolved",
    ///         "created_at": 1772010000, "updated_at": 1772010900.5, "messages": [],
    ///         "changed_attributes": [{"status": {"current_value": "resolved"}}]}"#,
    /// )?;
    /// stored.apply(&event)?;
    /// assert_eq!(stored.status, Status::Resolved);
    /// assert_eq!(stored.status_changes[0].at.to_string(), "2026-02-25T09:15:00.500Z");
    /// # Ok::<(), cx_triage::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::InvalidValue`] for an event of another conversation; nothing is changed then.
    pub fn apply(&mut self, event: &WebhookEvent) -> Result<(), Diagnostic> {
        let WebhookEvent::Conversation { conversation: told, .. } = event else { return Ok(()) };
        if told.id != self.id {
            let detail = "the event is of another conversation";
            return Err(Diagnostic::at(Code::InvalidValue, "/id", detail));
        }
        merge_messages(&mut self.messages, &told.messages, told.updated_at);
        self.status_changes.extend_from_slice(&told.status_changes);
        activity::merge(&mut self.status_changes, &activity::changes(&self.messages));
        let newer = match (self.updated_at, told.updated_at) {
            (Some(known), Some(at)) => at >= known,
            (known, _) => known.is_none(),
        };
        if newer {
            replace(self, told);
        }
        drop_explained(&mut self.status_changes, &told.status_changes);
        if let Some(at) = self.updated_at {
            show_status(self, at);
        }
        Ok(())
    }
}

/// Takes Chatwoot's own fields and facts.
fn replace(stored: &mut Conversation, told: &Conversation) {
    // The status is put into the history by whoever knows the history.
    if stored.status_changes.is_empty()
        && stored.status != told.status
        && let Some(at) = told.updated_at
    {
        stored.status_changes.push(StatusChange { status: told.status, at });
    }
    stored.inbox_id = told.inbox_id;
    stored.status = told.status;
    stored.created_at = told.created_at;
    stored.labels.clone_from(&told.labels);
    stored.contact_names.clone_from(&told.contact_names);
    stored.updated_at = told.updated_at;
    stored.channel.clone_from(&told.channel);
    stored.assignee_id = told.assignee_id;
    stored.team_id = told.team_id;
    stored.chatwoot_priority = told.chatwoot_priority;
    let Facts { first_reply_at, waiting_since, cannot_reply, .. } = told.facts;
    stored.facts.first_reply_at = first_reply_at;
    stored.facts.waiting_since = waiting_since;
    stored.facts.cannot_reply = cannot_reply;
}

/// A change that an event showed before it was told gives way to what is told now: the status was
/// that one already.
fn drop_explained(history: &mut Vec<StatusChange>, told: &[StatusChange]) {
    for change in told {
        let after = |other: &StatusChange| other.at > change.at;
        let next = history.iter().find(|other| after(other) && other.status != change.status);
        let until = next.map(|other| other.at);
        history.retain(|other| {
            let same = after(other) && other.status == change.status;
            !(same && until.is_none_or(|until| other.at < until))
        });
    }
}

/// Puts the conversation's status into a history that ends with another.
fn show_status(conversation: &mut Conversation, at: Timestamp) {
    let Conversation { status, status_changes, .. } = conversation;
    let known = status_changes.last().map(|last| last.status);
    if known.is_some_and(|known| known != *status) {
        status_changes.push(StatusChange { status: *status, at });
        status_changes.sort_by_key(|change| (change.at, change.status));
    }
}

/// Adds messages to stored ones; a new one without a time of its own has `updated_at`.
fn merge_messages(stored: &mut Vec<Message>, told: &[Message], updated_at: Option<Timestamp>) {
    let mut by_id: HashMap<i64, usize> = HashMap::with_capacity(stored.len());
    let mut merged: Vec<Message> = Vec::with_capacity(stored.len() + told.len());
    let known = stored.drain(..).map(|message| (message, false));
    let new = told.iter().cloned().map(|mut message| {
        message.updated_at = message.updated_at.or(updated_at);
        (message, true)
    });
    for (message, is_new) in known.chain(new) {
        let Some(id) = message.id else {
            if !(is_new && merged.contains(&message)) {
                merged.push(message);
            }
            continue;
        };
        let next = merged.len();
        let at = *by_id.entry(id).or_insert(next);
        match merged.get_mut(at) {
            None => merged.push(message),
            // Of a document's copies the one listed last is the message.
            Some(known) if !is_new || wins(&message, known) => *known = message,
            Some(_) => {}
        }
    }
    merged.sort_by_key(|message| (message.created_at, message.id.is_none(), message.id));
    *stored = merged;
}

/// Whether a copy of a message takes the place of another.
fn wins(new: &Message, known: &Message) -> bool {
    // A text that was there and is not any more was deleted.
    match (&new.content, &known.content) {
        (None, Some(_)) => true,
        (Some(_), None) => false,
        _ => new.updated_at >= known.updated_at,
    }
}

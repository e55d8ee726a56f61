//! A webhook's event merged into a stored conversation.

use std::collections::HashMap;

use super::history::History;
use super::{MessagesPage, WebhookEvent};
use crate::conversation::{Conversation, Facts, Id, Message, Timestamp};
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
        let history = History::of(&self).told(&page.status_changes, &page.messages);
        let mut messages = std::mem::take(&mut self.messages);
        merge_messages(&mut messages, &page.messages, None);
        self = self.with_messages(messages);
        history.write(&mut self);
        self
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
    ///   tells, otherwise at the `updated_at` of the first event that shows it. What each event
    ///   showed is kept in `observedStatuses`, so that a change which is told later finds its place.
    ///
    /// The same event twice changes nothing, and any order of events gives one state, but for
    /// events of equal `updated_at`. An event that has no part in triage changes nothing.
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
        let history = History::of(self).stored(self);
        let mut history = history.told(&told.status_changes, &told.messages);
        if let Some(at) = told.updated_at {
            history = history.observed(told.status, at);
        }
        merge_messages(&mut self.messages, &told.messages, told.updated_at);
        let newer = match (self.updated_at, told.updated_at) {
            (Some(known), Some(at)) => at >= known,
            (known, _) => known.is_none(),
        };
        if newer {
            replace(self, told);
        }
        history.write(self);
        Ok(())
    }
}

/// Takes Chatwoot's own fields and facts.
fn replace(stored: &mut Conversation, told: &Conversation) {
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

/// Adds messages to stored ones; a new one without a time of its own has `updated_at`.
fn merge_messages(stored: &mut Vec<Message>, told: &[Message], updated_at: Option<Timestamp>) {
    let mut by_id: HashMap<Id, usize> = HashMap::with_capacity(stored.len());
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

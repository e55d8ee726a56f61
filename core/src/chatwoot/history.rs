//! The status history out of what webhooks tell, what log lines tell, and what events show.
//!
//! Webhooks come in any order and more than once. So the history is worked out anew, from three
//! sets, after each of them:
//!
//! - **told** by a webhook: a change and its time; each is an entry;
//! - **told by a log line** among the messages: an entry unless a webhook tells it within a minute;
//! - **observed**: the status that an event showed at its `updated_at`. It is an entry only where
//!   the status before it is known to be another one, that is where nobody told the change.
//!
//! Sets have no order, so the history has none either.

use super::activity;
use crate::conversation::{Conversation, Message, Status, StatusChange, Timestamp};

/// The sets from which a conversation's history is worked out.
pub(super) struct History {
    /// What is told, log lines included.
    told: Vec<StatusChange>,
    /// Those that are told by a log line, of a message that may be gone.
    lines: Vec<StatusChange>,
    observed: Vec<StatusChange>,
}

impl History {
    /// What a stored conversation knows.
    pub(super) fn of(conversation: &Conversation) -> Self {
        let Conversation { status_changes, observed_statuses, .. } = conversation;
        let is_told = |change: &&StatusChange| !observed_statuses.contains(change);
        Self {
            told: status_changes.iter().filter(is_told).copied().collect(),
            lines: activity::changes(&conversation.messages),
            observed: observed_statuses.clone(),
        }
    }

    /// With the stored conversation's own status, before an event is merged into it.
    pub(super) fn stored(self, conversation: &Conversation) -> Self {
        match conversation.updated_at {
            Some(at) => self.observed(conversation.status, at),
            // A document that does not say when it changed is as old as the conversation.
            None if self.observed.is_empty() => {
                self.observed(conversation.status, conversation.created_at)
            }
            None => self,
        }
    }

    /// With these changes, and with the log lines among these messages.
    pub(super) fn told(mut self, changes: &[StatusChange], messages: &[Message]) -> Self {
        self.told.extend_from_slice(changes);
        self.lines.extend(activity::changes(messages));
        self
    }

    /// With the status that the conversation was seen to have at a time. Of two at one time the
    /// later call counts.
    pub(super) fn observed(mut self, status: Status, at: Timestamp) -> Self {
        self.observed.retain(|known| known.at != at);
        self.observed.push(StatusChange { status, at });
        self
    }

    /// Writes the history and what was observed into a conversation whose messages are merged.
    pub(super) fn write(self, conversation: &mut Conversation) {
        let Self { mut told, lines: once, mut observed } = self;
        let lines = activity::changes(&conversation.messages);
        // The line of a message that was deleted tells nothing any more.
        told.retain(|change| lines.contains(change) || !once.contains(change));
        activity::merge(&mut told, &lines);
        observed.retain(|change| !told.contains(change));
        observed.sort_by_key(|change| (change.at, change.status));
        conversation.status_changes = entries(&told, &observed, &lines);
        conversation.observed_statuses = observed;
    }
}

/// What is told, by time, and between it what was observed and nobody told. All three are ordered.
fn entries(
    told: &[StatusChange],
    observed: &[StatusChange],
    lines: &[StatusChange],
) -> Vec<StatusChange> {
    let mut entries = Vec::with_capacity(told.len() + 1);
    let mut told = told.iter().copied().peekable();
    let mut current = None;
    for seen in observed {
        while let Some(change) = told.next_if(|change| change.at <= seen.at) {
            current = Some(change.status);
            entries.push(change);
        }
        if current.is_some_and(|status| status != seen.status)
            && !told.peek().is_some_and(|next| lines.contains(next) && activity::same(next, seen))
        {
            entries.push(*seen);
        }
        current = Some(seen.status);
    }
    entries.extend(told);
    entries
}

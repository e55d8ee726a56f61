//! Until when the channel takes a reply.

use super::assessment::ReplyWindow;
use crate::conversation::{Conversation, Timestamp};
use crate::policy::Compiled;
use crate::timeline::Timeline;

/// A reply window at no particular time.
#[derive(Debug)]
pub(super) struct Window {
    ends_at: Timestamp,
    /// From and up to when an unanswered conversation is to be answered before the end.
    pub(super) closing: Option<(Timestamp, Timestamp)>,
}

impl Window {
    /// Absent where the policy has none for the channel, and where the contact never wrote.
    pub(super) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
    ) -> Option<Self> {
        let channel = conversation.channel.as_deref()?;
        let rule = policy.reply_windows.iter().find(|rule| rule.channel == channel)?;
        let newest = timeline.newest_contact_message()?;
        let ends_at = newest.created_at.plus_millis(rule.window_ms);
        let unanswered = timeline.latest_run().is_some_and(|run| !run.answered);
        let from = ends_at.plus_millis(-rule.closing_ms);
        let closing = (from, ends_at);
        Some(Self { ends_at, closing: Some(closing).filter(|_| unanswered && from < ends_at) })
    }

    pub(super) fn at(&self, now: Timestamp) -> ReplyWindow {
        ReplyWindow { ends_at: self.ends_at, closed: now >= self.ends_at }
    }

    /// The moment at which it ends.
    pub(super) fn change(&self) -> Timestamp {
        self.ends_at
    }
}

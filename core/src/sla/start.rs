//! Where the clock of the present episode starts.

use super::{ClockReason, ClockRules};
use crate::conversation::{Author, Conversation, Message, Timestamp};
use crate::timeline::{Timeline, is_contact};

wire_enum! {
    /// Which later episodes have a clock of their own.
    #[derive(Default)]
    pub enum Reopen {
        /// Every one: what was resolved cannot be overdue.
        #[default]
        Episode = "episode",
        /// One whose first contact message came soon after the resolution (`rapid_reopen`); else
        /// the clock goes on from the creation.
        Rapid = "rapid",
        /// None: the clock goes on from the creation.
        Never = "never",
    }
}

/// Where a clock starts, and why there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClockStart {
    pub(crate) at: Timestamp,
    pub(crate) reason: ClockReason,
}

impl ClockRules {
    /// Whether there is a clock at all: somebody has to have written to us, where the policy asks
    /// for it. Where messages may be missing, and where there are none, it is taken for granted.
    pub(crate) fn applies(&self, conversation: &Conversation, timeline: &Timeline<'_>) -> bool {
        !self.needs_contact
            || conversation.partial
            || timeline.messages.is_empty()
            || timeline.newest_contact_message().is_some()
    }

    /// When the contact wrote soon enough after the latest resolution: its first message since.
    pub(crate) fn rapid_reopening(&self, timeline: &Timeline<'_>) -> Option<Timestamp> {
        let within = self.rapid_ms?;
        let resolved = timeline.episode.resolution()?.moment.at;
        let first = timeline.first_contact_message()?.created_at;
        (first.millis_since(resolved) <= within).then_some(first)
    }

    /// Where the main clock starts.
    pub(crate) fn start(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        rapid: Option<Timestamp>,
    ) -> ClockStart {
        let own = match self.reopen {
            Reopen::Episode => true,
            Reopen::Rapid => rapid.is_some(),
            Reopen::Never => false,
        };
        if own || timeline.episode.resolution().is_none() {
            self.episode_start(conversation, timeline, rapid)
        } else {
            ClockStart { at: conversation.created_at, reason: ClockReason::Creation }
        }
    }

    /// Where the clock of the present episode starts: at the contact's first message in it, as far
    /// as that is known.
    pub(crate) fn episode_start(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        rapid: Option<Timestamp>,
    ) -> ClockStart {
        let creation = ClockStart { at: conversation.created_at, reason: ClockReason::Creation };
        let first = timeline.first_contact_message().map(|message| message.created_at);
        match (timeline.episode.resolution(), first) {
            (Some(_), Some(at)) if rapid.is_some() => {
                ClockStart { at, reason: ClockReason::RapidReopen }
            }
            (Some(_), Some(at)) => ClockStart { at, reason: ClockReason::Reopen },
            (Some(_), None)
                if conversation.partial && timeline.newest_contact_message().is_none() =>
            {
                creation
            }
            (Some(resolved), None) => ClockStart {
                at: resolved.left_at.unwrap_or(resolved.moment.at),
                reason: ClockReason::StatusChange,
            },
            (None, Some(at)) if self.needs_contact && opened_by_us(conversation, timeline) => {
                ClockStart { at, reason: ClockReason::FirstMessage }
            }
            (None, _) => creation,
        }
    }
}

/// Whether the first that anybody wrote in public is ours: a campaign, an outbound mail. It is not
/// known where earlier messages may be missing.
fn opened_by_us(conversation: &Conversation, timeline: &Timeline<'_>) -> bool {
    let speaks = |message: &&&Message| {
        is_contact(message)
            || (!message.private && matches!(message.author, Author::Agent | Author::Bot))
    };
    let first = timeline.messages.iter().find(speaks);
    !conversation.partial && first.is_some_and(|message| message.author != Author::Contact)
}

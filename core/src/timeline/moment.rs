//! Before and after, where one log keeps whole seconds and another milliseconds.

use crate::conversation::{Id, Message, PastDecision, Timestamp};

/// A moment that messages come before or after: that of a decision, a fact or a change of status.
///
/// Chatwoot keeps whole seconds, a decision log may keep milliseconds. So a message whose time is a
/// whole second counts as after a moment of that same second, unless the decision says that it was
/// seen. Otherwise "after" is strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: Timestamp,
    /// Of the moment's own second the messages up to this id came before it, where any is known to.
    seen: Option<Id>,
}

impl Moment {
    /// The moment of a fact or of a change of status.
    pub(crate) const fn new(at: Timestamp) -> Self {
        Self { at, seen: None }
    }

    /// Whether the moment lies before the message.
    pub(crate) fn is_before(self, message: &Message) -> bool {
        message.created_at > self.at || (self.shares_second(message) && !self.has_seen(message))
    }

    /// Whether the moment lies after the message.
    pub(crate) fn is_after(self, message: &Message) -> bool {
        if self.shares_second(message) {
            self.has_seen(message)
        } else {
            self.at > message.created_at
        }
    }

    /// The second that it lies in.
    pub(crate) fn second(self) -> Timestamp {
        self.at.whole_second()
    }

    /// Whether only ids can tell them apart.
    pub(crate) fn shares_second(self, message: &Message) -> bool {
        message.created_at == self.second()
    }

    fn has_seen(self, message: &Message) -> bool {
        message.id.is_some() && message.id <= self.seen
    }
}

impl From<&PastDecision> for Moment {
    fn from(decision: &PastDecision) -> Self {
        let seen = decision.seen_message_id.max(decision.message_id);
        Self { at: decision.at, seen }
    }
}

/// The newest of some messages: tells in one step whether any of them came after a moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Newest {
    at: Option<Timestamp>,
    /// The newest time of a whole second, and the highest id of that time.
    whole: Option<(Timestamp, i64)>,
}

impl Newest {
    pub(crate) fn add(&mut self, message: &Message) {
        let at = message.created_at;
        self.at = self.at.max(Some(at));
        if at.whole_second() == at {
            self.whole = self.whole.max(Some((at, message.id.map_or(i64::MAX, Id::get))));
        }
    }

    pub(crate) fn at(self) -> Option<Timestamp> {
        self.at
    }

    /// Whether any of the messages came after the moment.
    pub(crate) fn is_after(self, moment: Moment) -> bool {
        self.at.is_some_and(|at| at > moment.at)
            || self.whole.is_some_and(|(at, id)| {
                at == moment.at.whole_second() && id > moment.seen.map_or(0, Id::get)
            })
    }
}

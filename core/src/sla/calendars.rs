//! Which calendar counts for a conversation.

use crate::business_hours::BusinessHours;
use crate::conversation::{Conversation, Id};

/// The calendars of a clock: those of inboxes and teams, and the one for all others.
#[derive(Debug)]
pub(crate) struct Calendars {
    /// In the order in which they are tried.
    pub(crate) scoped: Vec<(Scope, BusinessHours)>,
    /// Absent: every hour counts.
    pub(crate) otherwise: Option<BusinessHours>,
    always: BusinessHours,
}

/// Conversations of an inbox, of a team, or of both together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) inbox: Option<Id>,
    pub(crate) team: Option<Id>,
}

impl Scope {
    pub(crate) fn fits(self, conversation: &Conversation) -> bool {
        self.inbox.is_none_or(|inbox| conversation.inbox_id == Some(inbox))
            && self.team.is_none_or(|team| conversation.team_id == Some(team))
    }
}

impl Calendars {
    pub(crate) fn new(
        scoped: Vec<(Scope, BusinessHours)>,
        otherwise: Option<BusinessHours>,
    ) -> Self {
        Self { scoped, otherwise, always: BusinessHours::always() }
    }

    /// The first that fits, else the one for all others; and whether the policy names it.
    pub(crate) fn of(&self, conversation: &Conversation) -> (&BusinessHours, bool) {
        let scoped = self.scoped.iter().find(|(scope, _)| scope.fits(conversation));
        match scoped.map(|(_, hours)| hours).or(self.otherwise.as_ref()) {
            Some(hours) => (hours, true),
            None => (&self.always, false),
        }
    }
}

//! The status history of a conversation as stretches of time.

use crate::business_hours::Pause;
use crate::conversation::{Action, Conversation, Status, StatusChange, Timestamp};

/// What is known of a conversation's statuses over time, in order.
///
/// An entry holds from its time up to the next one's (of equal times the one listed last holds).
/// Before the first entry nothing is known. The last entry holds on if it says the conversation's
/// own `status` and no decision to resolve came after it; if not, the history lags behind, and
/// nothing is known from that entry on. What is not known to be paused counts.
pub(crate) struct History<'a> {
    changes: Vec<&'a StatusChange>,
    /// Whether the last entry holds on.
    lasts: bool,
}

impl<'a> History<'a> {
    pub(crate) fn of(conversation: &'a Conversation) -> Self {
        let mut changes: Vec<_> = conversation.status_changes.iter().collect();
        changes.sort_by_key(|change| change.at);
        let lasts = changes.last().is_some_and(|last| {
            let undone = last.status != Status::Resolved
                && conversation.decisions.iter().any(|decision| {
                    decision.action == Action::MarkResolved && decision.at > last.at
                });
            last.status == conversation.status && !undone
        });
        Self { changes, lasts }
    }

    /// The stretches that are known to have been spent in one of `statuses`, in order; the last
    /// ends at [`Timestamp::MAX`] if it lasts.
    pub(crate) fn spent_in(&self, statuses: &[Status]) -> Vec<Pause> {
        let ends = self.changes.iter().skip(1).map(|next| Some(next.at)).chain([None]);
        let stretches = self.changes.iter().zip(ends);
        stretches
            .filter(|(change, _)| statuses.contains(&change.status))
            .filter_map(|(change, end)| {
                let lasts = self.lasts.then_some(Timestamp::MAX);
                Some(Pause { start: change.at, end: end.or(lasts)? })
            })
            .collect()
    }

    /// The first change after `at` to another status than `status`.
    pub(crate) fn left(&self, status: Status, at: Timestamp) -> Option<Timestamp> {
        let later = self.changes.partition_point(|change| change.at <= at);
        let mut later = self.changes.iter().skip(later);
        later.find(|change| change.status != status).map(|change| change.at)
    }
}

/// Since when the stretch lasts that has no end yet, stretches that touch or overlap taken as one.
pub(crate) fn lasting_since(stretches: &[Pause]) -> Option<Timestamp> {
    let mut stretches: Vec<_> = stretches.iter().filter(|s| s.start < s.end).collect();
    stretches.sort_by_key(|stretch| stretch.start);
    let mut last: Option<Pause> = None;
    for stretch in stretches {
        last = match last {
            Some(last) if stretch.start <= last.end => {
                Some(Pause { start: last.start, end: last.end.max(stretch.end) })
            }
            _ => Some(*stretch),
        };
    }
    last.filter(|last| last.end == Timestamp::MAX).map(|last| last.start)
}

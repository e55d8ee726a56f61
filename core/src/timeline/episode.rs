//! The present episode: what happened since the latest resolution.

use super::moment::Moment;
use crate::conversation::{
    Action, Conversation, Message, PastDecision, Status, StatusChange, Timestamp,
};

/// A decision to resolve and a change to `resolved` that are no further apart are one resolution.
const ONE_RESOLUTION_MS: i64 = 60_000;

/// A resolution: by a `chatwoot.mark_resolved`, or by the status history alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolved {
    pub(crate) moment: Moment,
    /// The index of the decision; absent where the status history alone tells.
    pub(crate) decision: Option<usize>,
    /// When the status went away from `resolved`, where the history tells.
    pub(crate) left_at: Option<Timestamp>,
}

impl Resolved {
    /// When it showed: a change to `resolved` that is the decision's may come before it. `changes`
    /// are those of the conversation.
    pub(crate) fn shown_at(&self, changes: &[&StatusChange]) -> Timestamp {
        let at = self.moment.at;
        let own = changes.iter().filter(|change| {
            let earlier = at.millis_since(change.at);
            self.decision.is_some()
                && change.status == Status::Resolved
                && (0..=ONE_RESOLUTION_MS).contains(&earlier)
        });
        own.map(|change| change.at).min().unwrap_or(at)
    }
}

/// The present episode of a conversation, the one boundary that every rule asks.
///
/// What was written, asked, escalated or promised before it is settled. It starts with the latest
/// resolution; without one it is the whole conversation.
#[derive(Debug)]
pub(crate) struct Episode {
    /// All resolutions, in order; the last one started the episode.
    pub(crate) resolutions: Vec<Resolved>,
    /// The index of the latest that a decision took.
    last_decided: Option<usize>,
    pub(crate) started_at: Timestamp,
    /// The index of the first message that may belong to it.
    first_message: usize,
    /// The messages from that index on that do not: of the resolution's own second.
    settled: Vec<usize>,
    /// The index of the first decision that belongs to it.
    first_decision: usize,
}

impl Episode {
    /// `confirming` are the messages that came before the resolution in whose second they are
    /// stored.
    pub(super) fn of(
        conversation: &Conversation,
        messages: &[&Message],
        decisions: &[&PastDecision],
        confirming: &[usize],
    ) -> Self {
        let resolutions = resolutions(decisions, &conversation.status_changes);
        let mut episode = Self {
            started_at: conversation.created_at,
            first_message: 0,
            settled: Vec::new(),
            first_decision: 0,
            last_decided: resolutions.iter().rposition(|resolved| resolved.decision.is_some()),
            resolutions,
        };
        let Some(latest) = episode.resolutions.last() else { return episode };
        let moment = latest.moment;
        episode.started_at = moment.at;
        let second = moment.at.whole_second();
        episode.first_message = messages.partition_point(|m| m.created_at < second);
        let end = messages.partition_point(|m| m.created_at <= moment.at);
        let own_second = messages.iter().enumerate().take(end).skip(episode.first_message);
        episode.settled = own_second
            .filter(|(index, message)| {
                !moment.is_before(message) || confirming.binary_search(index).is_ok()
            })
            .map(|(index, _)| index)
            .collect();
        episode.first_decision = match latest.decision {
            Some(index) => index + 1,
            None => decisions.partition_point(|decision| decision.at <= moment.at),
        };
        episode
    }

    /// Which of the conversation's it is, from 1.
    pub(crate) fn number(&self) -> u32 {
        u32::try_from(self.resolutions.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The resolution that started it.
    pub(crate) fn resolution(&self) -> Option<&Resolved> {
        self.resolutions.last()
    }

    /// Whether the message of that index belongs to it.
    pub(crate) fn has_message(&self, index: usize) -> bool {
        index >= self.first_message && self.settled.binary_search(&index).is_err()
    }

    /// Whether the decision of that index belongs to it.
    pub(crate) fn has_decision(&self, index: usize) -> bool {
        index >= self.first_decision
    }

    /// A fact's time, if the fact belongs to it: strictly after the resolution.
    pub(crate) fn fact(&self, at: Option<Timestamp>) -> Option<Timestamp> {
        at.filter(|&at| self.resolution().is_none_or(|resolved| at > resolved.moment.at))
    }

    /// Whether the status history alone took a resolution since the latest `chatwoot.mark_resolved`.
    pub(crate) fn closed_without_decision(&self) -> bool {
        self.resolution().is_some_and(|resolved| resolved.decision.is_none())
    }

    /// The first resolution that a message came before, and whether a `chatwoot.mark_resolved`
    /// took it or one after it.
    pub(crate) fn first_after(&self, message: &Message) -> Option<(&Resolved, bool)> {
        let first = self.resolutions.partition_point(|r| r.moment.is_before(message));
        let resolved = self.resolutions.get(first)?;
        Some((resolved, self.last_decided.is_some_and(|last| last >= first)))
    }
}

/// Every resolution, in order. A change to `resolved` within a minute of a decision is the
/// decision's.
fn resolutions(decisions: &[&PastDecision], changes: &[StatusChange]) -> Vec<Resolved> {
    let marks = decisions.iter().enumerate().filter(|(_, d)| d.action == Action::MarkResolved);
    let mut found: Vec<Resolved> = marks
        .map(|(index, decision)| Resolved {
            moment: Moment::from(*decision),
            decision: Some(index),
            left_at: None,
        })
        .collect();
    let by_status = changes.iter().any(|change| change.status == Status::Resolved);
    if found.is_empty() && !by_status {
        return found;
    }
    let mut changes: Vec<&StatusChange> = changes.iter().collect();
    changes.sort_by_key(|change| change.at);
    let decided = found.len();
    let is_decided = |at: Timestamp| {
        let marks = found.get(..decided).unwrap_or_default();
        let first = marks.partition_point(|m| at.millis_since(m.moment.at) > ONE_RESOLUTION_MS);
        marks.get(first).is_some_and(|m| m.moment.at.millis_since(at) <= ONE_RESOLUTION_MS)
    };
    let mut by_status: Vec<Resolved> = changes
        .iter()
        .filter(|change| change.status == Status::Resolved && !is_decided(change.at))
        .map(|change| Resolved { moment: Moment::new(change.at), decision: None, left_at: None })
        .collect();
    by_status.dedup_by_key(|resolved| resolved.moment.at);
    found.append(&mut by_status);
    found.sort_by_key(|resolved| resolved.moment.at);
    if let Some(latest) = found.last_mut() {
        latest.left_at = left_at(latest, &changes);
    }
    found
}

/// When the status went away from `resolved` after a resolution: the first other status behind the
/// resolution's own entries.
fn left_at(resolved: &Resolved, changes: &[&StatusChange]) -> Option<Timestamp> {
    let at = resolved.moment.at;
    let own = changes.iter().rposition(|change| {
        change.status == Status::Resolved && change.at.millis_since(at).abs() <= ONE_RESOLUTION_MS
    });
    let from = match own {
        Some(own) => own + 1,
        None => changes.partition_point(|change| change.at <= at),
    };
    let later = changes.iter().skip(from).filter(|change| change.at >= at);
    later
        .map(|change| (change.status, change.at))
        .find(|(s, _)| *s != Status::Resolved)
        .map(|c| c.1)
}

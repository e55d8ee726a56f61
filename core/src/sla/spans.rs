//! From when to when the clock of a metric goes.

use super::metric::MetricKind;
use super::pauses::{History, lasting_since};
use crate::business_hours::Pause;
use crate::conversation::{Action, Conversation, Status, Timestamp};
use crate::timeline::{Timeline, Turn};

/// What the clocks of a conversation's metrics rest on.
pub(crate) struct ClockInputs<'a> {
    pub(super) status: Status,
    created_at: Timestamp,
    pub(super) history: History<'a>,
    turns: Vec<Turn>,
    resolved: Vec<Pause>,
}

/// The start of a clock, its stop if it has stopped, and where it stands still for its own sake.
pub(super) struct Span {
    pub(super) start: Timestamp,
    pub(super) stop: Option<Timestamp>,
    pub(super) still: Vec<Pause>,
}

impl<'a> ClockInputs<'a> {
    pub(crate) fn of(conversation: &'a Conversation, timeline: &Timeline<'_>) -> Self {
        let history = History::of(conversation);
        Self {
            status: conversation.status,
            created_at: conversation.created_at,
            resolved: resolved(conversation.status, &history, timeline),
            history,
            turns: timeline.turns(),
        }
    }

    /// Absent where the clock has not started.
    pub(super) fn span(&self, metric: MetricKind) -> Option<Span> {
        match metric {
            MetricKind::FirstResponse => Some(self.first_response()),
            MetricKind::NextResponse => self.next_response(),
            MetricKind::Resolution => Some(self.resolution()),
        }
    }

    /// From creation to the first public reply of a person.
    fn first_response(&self) -> Span {
        let reply = self.turns.iter().find_map(|turn| match turn {
            Turn::Reply(at) => Some((*at).max(self.created_at)),
            Turn::Contact(_) => None,
        });
        Span { start: self.created_at, stop: reply, still: Vec::new() }
    }

    /// The latest wait after a reply: from the contact's first message to the next reply.
    fn next_response(&self) -> Option<Span> {
        let (mut replied, mut latest) = (false, None::<(Timestamp, Option<Timestamp>)>);
        for turn in &self.turns {
            match (turn, &mut latest) {
                (Turn::Reply(at), latest) => {
                    replied = true;
                    if let Some((_, stop @ None)) = latest {
                        *stop = Some(*at);
                    }
                }
                (Turn::Contact(_), Some((_, None))) => {}
                (Turn::Contact(at), latest) if replied => *latest = Some((*at, None)),
                (Turn::Contact(_), _) => {}
            }
        }
        latest.map(|(start, stop)| Span { start, stop, still: Vec::new() })
    }

    /// From creation to the resolution that lasts; it stands still while resolved in between.
    fn resolution(&self) -> Span {
        let resolved = lasting_since(&self.resolved).map(|at| at.max(self.created_at));
        Span { start: self.created_at, stop: resolved, still: self.resolved.clone() }
    }
}

/// The stretches in which the conversation is known to have been resolved: by its history, and
/// from each decision to do so up to the contact's next message or the next other status. The
/// latest lasts where the conversation is resolved. A decision is passed over where neither comes
/// before the next one: it was undone, and nothing says when.
fn resolved(status: Status, history: &History<'_>, timeline: &Timeline<'_>) -> Vec<Pause> {
    let mut stretches = history.spent_in(&[Status::Resolved]);
    let others = history.without(Status::Resolved);
    let messages: Vec<Timestamp> = timeline.contact_messages().map(|m| m.created_at).collect();
    let decisions = timeline.decisions.iter().filter(|d| d.action == Action::MarkResolved);
    let mut decided: Vec<Timestamp> = decisions.map(|decision| decision.at).collect();
    decided.dedup();
    let nexts = decided.iter().skip(1).map(|next| Some(*next)).chain([None]);
    for (at, next) in decided.iter().zip(nexts) {
        let left = first_after(&others, *at);
        let undone = left.into_iter().chain(first_after(&messages, *at)).min();
        let lasts = status == Status::Resolved && next.is_none() && left.is_none();
        let end = if lasts { Some(Timestamp::MAX) } else { undone };
        let end = end.filter(|end| next.is_none_or(|next| *end <= next));
        stretches.extend(end.map(|end| Pause { start: *at, end }));
    }
    stretches
}

/// The first of those times, which are in order, that is later than `at`.
fn first_after(times: &[Timestamp], at: Timestamp) -> Option<Timestamp> {
    times.get(times.partition_point(|time| *time <= at)).copied()
}

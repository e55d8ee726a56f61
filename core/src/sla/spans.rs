//! From when to when the clock of a metric goes.

use super::metric::MetricKind;
use super::pauses::{History, lasting_since};
use crate::business_hours::Pause;
use crate::conversation::{Action, Conversation, Status, Timestamp};
use crate::timeline::{Timeline, Turn};

/// What the clocks of a conversation's metrics rest on.
pub(crate) struct Story<'a> {
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

impl<'a> Story<'a> {
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
/// latest lasts where the conversation is resolved; where it is not and nothing says since when,
/// the decision is passed over.
fn resolved(status: Status, history: &History<'_>, timeline: &Timeline<'_>) -> Vec<Pause> {
    let mut stretches = history.spent_in(&[Status::Resolved]);
    let latest = timeline.latest(Action::MarkResolved);
    let messages: Vec<Timestamp> = timeline.contact_messages().map(|m| m.created_at).collect();
    for decision in timeline.decisions.iter().filter(|d| d.action == Action::MarkResolved) {
        let left = history.left(Status::Resolved, decision.at);
        let written = messages.partition_point(|at| *at <= decision.at);
        let ends = left.into_iter().chain(messages.get(written).copied()).min();
        let is_latest = latest.is_some_and(|latest| latest.at == decision.at);
        let lasts = status == Status::Resolved && is_latest && left.is_none();
        let end = if lasts { Some(Timestamp::MAX) } else { ends };
        stretches.extend(end.map(|end| Pause { start: decision.at, end }));
    }
    stretches
}

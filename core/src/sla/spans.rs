//! From when to when the clock of a metric goes.

use super::metric::MetricKind;
use super::pauses::{History, lasting_since};
use super::{ClockRules, ClockStart};
use crate::business_hours::Pause;
use crate::conversation::{Action, Conversation, Message, Status, Timestamp};
use crate::timeline::{By, Moment, Timeline};

/// What the clocks of a conversation's metrics rest on.
pub(crate) struct ClockInputs<'a> {
    conversation: &'a Conversation,
    pub(super) history: History<'a>,
    /// Where the response clocks of the episode start; absent where nobody waits.
    start: Option<ClockStart>,
    turns: Vec<Turn>,
    resolved: Vec<Pause>,
}

/// A turn of the exchange in the present episode.
#[derive(Debug, Clone, Copy)]
struct Turn {
    at: Timestamp,
    is_reply: bool,
}

/// The start of a clock, its stop if it has stopped, and where it stands still for its own sake.
pub(super) struct Span {
    pub(super) start: Timestamp,
    pub(super) stop: Option<Timestamp>,
    pub(super) still: Vec<Pause>,
}

impl<'a> ClockInputs<'a> {
    pub(crate) fn of(
        rules: &ClockRules,
        conversation: &'a Conversation,
        timeline: &Timeline<'_>,
        rapid: Option<Timestamp>,
    ) -> Self {
        let history = History::of(conversation);
        let start = rules.episode_start(conversation, timeline, rapid);
        Self {
            resolved: resolved(conversation.status, &history, timeline),
            history,
            turns: turns(rules, conversation, timeline, start),
            start: rules.applies(conversation, timeline).then_some(start),
            conversation,
        }
    }

    pub(crate) fn conversation(&self) -> &'a Conversation {
        self.conversation
    }

    /// Absent where the clock has not started.
    pub(super) fn span(&self, metric: MetricKind) -> Option<Span> {
        let start = self.start?.at;
        match metric {
            MetricKind::FirstResponse => Some(self.first_response(start)),
            MetricKind::NextResponse => self.next_response(),
            MetricKind::Resolution => Some(self.resolution()),
        }
    }

    /// From the start of the episode's clock to the first public reply of a person.
    fn first_response(&self, start: Timestamp) -> Span {
        let reply = self.turns.iter().find(|turn| turn.is_reply);
        let stop = reply.map(|turn| turn.at.max(start));
        Span { start, stop, still: self.resolved.clone() }
    }

    /// The latest wait after a reply: from the contact's first message to the next reply.
    fn next_response(&self) -> Option<Span> {
        let (mut replied, mut latest) = (false, None::<(Timestamp, Option<Timestamp>)>);
        for turn in &self.turns {
            match (turn.is_reply, &mut latest) {
                (true, latest) => {
                    replied = true;
                    if let Some((_, stop @ None)) = latest {
                        *stop = Some(turn.at);
                    }
                }
                (false, Some((_, None))) => {}
                (false, latest) if replied => *latest = Some((turn.at, None)),
                (false, _) => {}
            }
        }
        latest.map(|(start, stop)| Span { start, stop, still: self.resolved.clone() })
    }

    /// From creation to the resolution that lasts; it stands still while resolved in between.
    fn resolution(&self) -> Span {
        let created_at = self.conversation.created_at;
        let resolved = lasting_since(&self.resolved).map(|at| at.max(created_at));
        Span { start: created_at, stop: resolved, still: self.resolved.clone() }
    }
}

/// The turns of the present episode. What the messages do not reach is told by the service's facts.
fn turns(
    rules: &ClockRules,
    conversation: &Conversation,
    timeline: &Timeline<'_>,
    start: ClockStart,
) -> Vec<Turn> {
    let turn = |turn: &crate::timeline::Turn| match turn.by {
        By::Contact(_) => Some(Turn { at: turn.at, is_reply: false }),
        By::Team(_) => Some(Turn { at: turn.at, is_reply: true }),
        By::Bot => rules.bots_answer.then_some(Turn { at: turn.at, is_reply: true }),
    };
    let mut turns: Vec<Turn> = timeline.present_turns().filter_map(turn).collect();
    let unreached = conversation.partial || timeline.messages.is_empty();
    let answered = turns.iter().any(|turn| turn.is_reply);
    let facts = &conversation.facts;
    let fact = |at: Option<Timestamp>| timeline.episode.fact(at);
    if let Some(at) = fact(facts.first_reply_at).filter(|_| unreached || !answered) {
        let index = turns.partition_point(|turn| turn.at < at);
        turns.insert(index, Turn { at, is_reply: true });
    }
    let waits = fact(facts.waiting_since).filter(|&at| unreached && at >= start.at);
    if let Some(at) = waits {
        let index = turns.partition_point(|turn| turn.at <= at);
        turns.insert(index, Turn { at, is_reply: false });
    }
    turns
}

/// The stretches in which the conversation is known to have been resolved: by its history, and
/// from each decision to do so up to the contact's next message or the next other status. The
/// latest lasts where the conversation is resolved. A decision is passed over where neither comes
/// before the next one: it was undone, and nothing says when.
fn resolved(status: Status, history: &History<'_>, timeline: &Timeline<'_>) -> Vec<Pause> {
    let mut stretches = history.spent_in(&[Status::Resolved]);
    let decisions = timeline.decisions.iter().filter(|d| d.action == Action::MarkResolved);
    let mut decided: Vec<Moment> = decisions.map(|decision| Moment::from(*decision)).collect();
    decided.dedup_by_key(|moment| moment.at);
    if decided.is_empty() {
        return stretches;
    }
    let others = history.without(Status::Resolved);
    let messages: Vec<&Message> = timeline.contact_messages().map(|(_, m)| m).collect();
    let nexts = decided.iter().skip(1).map(|next| Some(next.at)).chain([None]);
    for (moment, next) in decided.iter().zip(nexts) {
        let left = first_after(&others, moment.at);
        let from = messages.partition_point(|m| m.created_at < moment.at.whole_second());
        let heard = messages.iter().skip(from).find(|message| moment.is_before(message));
        let heard = heard.map(|message| message.created_at.max(moment.at));
        let undone = left.into_iter().chain(heard).min();
        let lasts = status == Status::Resolved && next.is_none() && left.is_none();
        let end = if lasts { Some(Timestamp::MAX) } else { undone };
        let end = end.filter(|end| next.is_none_or(|next| *end <= next));
        stretches.extend(end.map(|end| Pause { start: moment.at, end }));
    }
    stretches
}

/// The first of those times, which are in order, that is later than `at`.
fn first_after(times: &[Timestamp], at: Timestamp) -> Option<Timestamp> {
    times.get(times.partition_point(|time| *time <= at)).copied()
}

//! From when to when the clock of a metric goes.

use super::metric_kind::MetricKind;
use super::pauses::{History, lasting_since};
use super::{ClockRules, ClockStart};
use crate::business_hours::Pause;
use crate::conversation::{Action, Conversation, Status, Timestamp};
use crate::timeline::{By, Moment, Reply, Timeline};

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
    /// The index of the message of a person.
    message: Option<usize>,
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

    /// From the start of the episode's clock to the first response.
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
///
/// A response answers something (chosen): what we wrote before the contact's first message of the
/// episode, such as a campaign or an outbound mail, is none. Where that message is not known (the
/// contact has not written in the episode, or earlier messages may be missing), whatever we wrote
/// in the episode is one.
fn turns(
    rules: &ClockRules,
    conversation: &Conversation,
    timeline: &Timeline<'_>,
    start: ClockStart,
) -> Vec<Turn> {
    let turn = |turn: &crate::timeline::Turn| match turn.by {
        By::Contact(index) => Some(Turn { at: turn.at, message: Some(index), is_reply: false }),
        By::Team(Reply::Message(index, _)) => {
            Some(Turn { at: turn.at, message: Some(index), is_reply: true })
        }
        By::Team(Reply::Unseen(_)) => Some(Turn { at: turn.at, message: None, is_reply: true }),
        By::Bot => rules.bots_answer.then_some(Turn { at: turn.at, message: None, is_reply: true }),
    };
    let mut turns: Vec<Turn> = timeline.present_turns().filter_map(turn).collect();
    let unreached = conversation.partial || timeline.messages.is_empty();
    let asked = turns.iter().position(|turn| !turn.is_reply).filter(|_| !unreached);
    turns.drain(..asked.unwrap_or_default());
    let facts = &conversation.facts;
    let fact = |at: Option<Timestamp>| timeline.episode.fact(at);
    if let Some(at) = fact(facts.first_reply_at) {
        let moment = Moment::new(at);
        let is_later = |turn: &Turn| {
            let message = turn.message.and_then(|index| timeline.messages.get(index));
            message.map_or(turn.at > at, |message| moment.is_before(message))
        };
        let index = turns.iter().position(is_later).unwrap_or(turns.len());
        // A first reply comes after what it answers and before every other.
        let known = if unreached { turns.get(..index).unwrap_or_default() } else { &turns };
        let is_first = !known.iter().any(|turn| turn.is_reply);
        if is_first && (asked.is_none() || index > 0) {
            turns.insert(index, Turn { at, message: None, is_reply: true });
        }
    }
    let waits = fact(facts.waiting_since).filter(|&at| unreached && at >= start.at);
    if let Some(at) = waits {
        let index = turns.partition_point(|turn| turn.at <= at);
        turns.insert(index, Turn { at, message: None, is_reply: false });
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
    let heard = timeline.heard_after(&decided);
    let nexts = decided.iter().skip(1).map(|next| Some(next.at)).chain([None]);
    for ((moment, next), heard) in decided.iter().zip(nexts).zip(heard) {
        let left = first_after(&others, moment.at);
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

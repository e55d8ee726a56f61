//! What ends the urgency of high-risk language: somebody took it up.

use crate::conversation::{Action, Facts, Message, Timestamp};
use crate::timeline::{By, Moment, Reply, Resolved, Timeline};

/// The acts that take a matter up, of all episodes: escalations, and public replies of the
/// policy's managers.
pub(super) struct Handling<'c, 'a> {
    timeline: &'c Timeline<'a>,
    /// Escalations by decision, and managers' approved replies whose message is not there, in
    /// order.
    decided: Vec<Moment>,
    /// The service's fact.
    fact: Option<Moment>,
    /// The indices of managers' public messages, in order.
    written: Vec<usize>,
}

impl<'c, 'a> Handling<'c, 'a> {
    pub(super) fn of(timeline: &'c Timeline<'a>, facts: &Facts) -> Self {
        let escalated = timeline.decisions.iter().filter(|d| d.action == Action::Escalate);
        let mut decided: Vec<Moment> = escalated.map(|decision| Moment::from(*decision)).collect();
        let mut written = Vec::new();
        let managers = &timeline.people().managers;
        if !managers.is_empty() {
            for turn in &timeline.turns {
                let By::Team(reply) = turn.by else { continue };
                if timeline.replier(reply).is_some_and(|who| managers.contains(&who)) {
                    match reply {
                        Reply::Message(index, _) => written.push(index),
                        Reply::Unseen(index) => {
                            decided.extend(timeline.decisions.get(index).map(|d| Moment::from(*d)));
                        }
                    }
                }
            }
            decided.sort_by_key(|moment| moment.at);
        }
        Self { timeline, decided, fact: facts.escalated_at.map(Moment::new), written }
    }

    /// Whether somebody took up what the message of that index says.
    pub(super) fn is_after(&self, index: usize, message: &Message) -> bool {
        let close = self.decided.iter().rev().take_while(|m| m.at >= message.created_at);
        self.written.last().is_some_and(|&last| last > index)
            || self.fact.is_some_and(|moment| moment.is_after(message))
            || close.into_iter().any(|moment| moment.is_after(message))
    }

    /// Whether somebody did so before that resolution.
    pub(super) fn is_between(&self, index: usize, message: &Message, resolved: &Resolved) -> bool {
        let end = resolved.moment;
        let in_time = |moment: &Moment| moment.is_after(message) && moment.at <= end.at;
        let start = self.decided.partition_point(|m| m.at < message.created_at.whole_second());
        let first = self.decided.iter().skip(start).find(|moment| moment.is_after(message));
        let next = self.written.get(self.written.partition_point(|&written| written <= index));
        let reply = next.and_then(|&next| self.timeline.messages.get(next));
        first.is_some_and(in_time)
            || self.fact.as_ref().is_some_and(in_time)
            || reply.is_some_and(|reply| !end.is_before(reply))
    }

    /// Whether somebody took up what is known since `at`.
    pub(super) fn is_since(&self, at: Timestamp) -> bool {
        let written = self.written.last().and_then(|&last| self.timeline.messages.get(last));
        written.is_some_and(|message| message.created_at > at)
            || self.fact.is_some_and(|moment| moment.at > at)
            || self.decided.last().is_some_and(|moment| moment.at > at)
    }
}

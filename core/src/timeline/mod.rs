//! A conversation in order: its messages, its decisions, its episodes, and who wrote what.

mod episode;
mod moment;
mod replies;

use std::collections::HashSet;

use crate::conversation::{
    Action, Author, Conversation, Id, Message, PastDecision, Status, Timestamp,
};

pub(crate) use episode::{Episode, Resolved};
pub(crate) use moment::{Moment, Newest};
pub(crate) use replies::comparable;

/// Whom the policy knows, by the ids of Chatwoot's agents.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) managers: HashSet<Id>,
    pub(crate) bots: HashSet<Id>,
}

/// The order of a conversation, computed once per assessment in time linear in its length (plus
/// a sort where it does not come sorted).
pub(crate) struct Timeline<'a> {
    /// By time, then id (absent ids last), then index in the document; one copy of each id.
    pub(crate) messages: Vec<&'a Message>,
    /// By time, then index in the document.
    pub(crate) decisions: Vec<&'a PastDecision>,
    pub(crate) episode: Episode,
    /// Who wrote what the other side reads, in order, of all episodes.
    pub(crate) turns: Vec<Turn>,
    people: &'a People,
    /// The indices of the contact's messages that say that the matter is settled, in the second of
    /// a resolution: they came before it.
    confirming: Vec<usize>,
    /// For each decision the index of the message that it became, where that is known; empty
    /// where no reply was approved.
    became: Vec<Option<usize>>,
    /// By the index of a message the index of the decision that became it, ascending.
    approved: Vec<(usize, usize)>,
}

/// A turn of the exchange between the contact and the team.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) at: Timestamp,
    pub(crate) by: By,
    /// Whether it belongs to the present episode.
    pub(crate) present: bool,
}

/// Who had a turn, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The contact wrote the message of that index in public.
    Contact(usize),
    /// A person of the team replied in public.
    Team(Reply),
    /// A bot wrote in public.
    Bot,
}

/// A public reply of a person, by indices into the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    /// A message, with the decision that became it.
    Message(usize, Option<usize>),
    /// An approved reply whose message is not in the conversation.
    Unseen(usize),
}

/// What the contact wrote in one go: public messages between two public agent replies.
pub(crate) struct Run<'a> {
    /// In order, with their indices; never empty.
    pub(crate) messages: Vec<(usize, &'a Message)>,
    /// Whether a public agent reply came after it.
    pub(crate) answered: bool,
}

/// Whether this is the customer's own public word.
pub(crate) fn is_contact(message: &Message) -> bool {
    message.author == Author::Contact && !message.private && !message.automatic
}

/// The messages of a conversation in order, to ask what the contact wrote last, in whatever
/// episode.
pub(crate) struct ContactMessages<'a>(Vec<&'a Message>);

impl<'a> ContactMessages<'a> {
    pub(crate) fn of(conversation: &'a Conversation) -> Self {
        Self(in_order(conversation))
    }

    /// The contact's newest public message.
    pub(crate) fn newest(&self) -> Option<&'a Message> {
        self.0.iter().copied().rfind(|message| is_contact(message))
    }

    /// Whether somebody who has seen the message of that number has seen the contact's newest one:
    /// it is that one, or stands behind it.
    pub(crate) fn is_up_to_date(&self, seen: Id) -> bool {
        let newest = self.0.iter().rposition(|message| is_contact(message));
        let seen = self.0.iter().rposition(|message| message.id == Some(seen));
        seen.is_some_and(|seen| newest.is_some_and(|newest| seen >= newest))
    }
}

impl<'a> Timeline<'a> {
    /// `confirms` tells whether a contact message says that the matter is settled; it is asked of
    /// messages alone that were stored in the second of a resolution.
    pub(crate) fn of(
        conversation: &'a Conversation,
        people: &'a People,
        confirms: impl Fn(&Message) -> bool,
    ) -> Self {
        let messages = in_order(conversation);
        let mut decisions: Vec<&PastDecision> = conversation.decisions.iter().collect();
        decisions.sort_by_key(|decision| decision.at);
        let resolved = seconds_of_resolutions(conversation);
        let is_settled = |message: &Message| {
            resolved.contains(&message.created_at) && is_contact(message) && confirms(message)
        };
        let confirming: Vec<usize> = (0..messages.len())
            .filter(|index| messages.get(*index).is_some_and(|m| is_settled(m)))
            .collect();
        let episode = Episode::of(conversation, &messages, &decisions, &confirming);
        let became = replies::messages_of(&decisions, &messages);
        let messages_became = became.iter().enumerate();
        let mut approved: Vec<(usize, usize)> = messages_became
            .filter_map(|(decision, message)| Some(((*message)?, decision)))
            .collect();
        approved.sort_unstable();
        let turns = Vec::new();
        let mut timeline =
            Self { messages, decisions, episode, turns, people, confirming, became, approved };
        timeline.turns = timeline.exchange();
        timeline
    }

    /// What the contact and the team wrote to each other, in order. An approved reply whose message
    /// is not in the conversation comes after what was written by the time of its approval.
    fn exchange(&self) -> Vec<Turn> {
        let unseen = self.became.iter().enumerate().filter(|(index, became)| {
            let decision = self.decisions.get(*index);
            became.is_none() && decision.is_some_and(|decision| self.is_reply_decision(decision))
        });
        let mut unseen = unseen.map(|(index, _)| index).peekable();
        let unseen_turn = |index: usize| {
            let at = self.decisions.get(index).map_or(Timestamp::MIN, |decision| decision.at);
            let present = self.episode.has_decision(index);
            Turn { at, by: By::Team(Reply::Unseen(index)), present }
        };
        let mut turns = Vec::with_capacity(self.messages.len());
        for (index, message) in self.messages.iter().enumerate() {
            while let Some(earlier) = unseen.next_if(|&d| {
                self.decisions.get(d).is_some_and(|d| Moment::from(*d).is_before(message))
            }) {
                turns.push(unseen_turn(earlier));
            }
            if let Some(by) = self.by(index, message) {
                let present = self.episode.has_message(index);
                turns.push(Turn { at: message.created_at, by, present });
            }
        }
        turns.extend(unseen.map(unseen_turn));
        turns
    }

    fn by(&self, index: usize, message: &Message) -> Option<By> {
        if is_contact(message) {
            return Some(By::Contact(index));
        }
        if message.private || message.failed {
            return None;
        }
        match message.author {
            Author::Bot => Some(By::Bot),
            Author::Contact | Author::System => None,
            Author::Agent => {
                let decision = self.decision_of(index);
                let is_bot = self.writer(index, message).is_some_and(|id| self.is_bot(id));
                let reply = By::Team(Reply::Message(index, decision));
                Some(if is_bot { By::Bot } else { reply })
            }
        }
    }

    fn is_reply_decision(&self, decision: &PastDecision) -> bool {
        decision.action == Action::ApproveSend
            && !decision.actor_id.is_some_and(|actor| self.is_bot(actor))
    }

    /// The index of the decision that became the message of that index.
    pub(crate) fn decision_of(&self, message: usize) -> Option<usize> {
        let first = self.approved.partition_point(|(index, _)| *index < message);
        self.approved.get(first).filter(|(index, _)| *index == message).map(|(_, d)| *d)
    }

    /// Whose word an agent's message is: an approved reply is its decision's actor's, whoever
    /// sent it.
    pub(crate) fn writer(&self, index: usize, message: &Message) -> Option<Id> {
        match self.decision_of(index).and_then(|decision| self.decisions.get(decision)) {
            Some(decision) => decision.actor_id,
            None => message.sender_id,
        }
    }

    /// Whose word a reply is.
    pub(crate) fn replier(&self, reply: Reply) -> Option<Id> {
        match reply {
            Reply::Message(index, _) => self.writer(index, self.messages.get(index)?),
            Reply::Unseen(decision) => self.decisions.get(decision)?.actor_id,
        }
    }

    pub(crate) fn is_bot(&self, id: Id) -> bool {
        self.people.bots.contains(&id)
    }

    pub(crate) fn people(&self) -> &'a People {
        self.people
    }

    /// The decisions of the present episode of a kind, in order, with their indices.
    pub(crate) fn present_decisions(
        &self,
        action: Action,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a PastDecision)> + '_ {
        let decisions = self.decisions.iter().copied().enumerate();
        decisions.filter(move |(index, decision)| {
            decision.action == action && self.episode.has_decision(*index)
        })
    }

    /// The present episode's latest approved reply that `wanted` accepts; one that is found
    /// failed is none.
    pub(crate) fn latest_approval(
        &self,
        wanted: impl Fn(&PastDecision) -> bool,
    ) -> Option<(usize, &'a PastDecision)> {
        self.present_decisions(Action::ApproveSend)
            .rev()
            .find(|(index, decision)| wanted(decision) && !self.has_failed(*index))
    }

    fn has_failed(&self, decision: usize) -> bool {
        let message = self.became.get(decision).copied().flatten();
        message.and_then(|index| self.messages.get(index)).is_some_and(|message| message.failed)
    }

    /// The index of the message that a decision became.
    pub(crate) fn message_of(&self, decision: usize) -> Option<usize> {
        self.became.get(decision).copied().flatten()
    }

    /// The turns of the present episode, in order.
    pub(crate) fn present_turns(&self) -> impl DoubleEndedIterator<Item = &Turn> {
        self.turns.iter().filter(|turn| turn.present)
    }

    /// The contact's public messages of the whole conversation, in order, with their indices.
    pub(crate) fn contact_messages(
        &self,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Message)> + '_ {
        self.turns.iter().filter_map(|turn| self.contact_of(turn))
    }

    /// The contact's first public message after each of those resolutions, which are in order.
    pub(crate) fn heard_after(&self, resolved: &[Moment]) -> Vec<Option<&'a Message>> {
        let messages: Vec<(usize, &Message)> = self.contact_messages().collect();
        let first = |moment: &Moment| {
            let from = messages.partition_point(|(_, m)| m.created_at < moment.second());
            let mut later = messages.iter().skip(from);
            let heard = later.find(|(index, message)| {
                moment.is_before(message)
                    && !(moment.shares_second(message)
                        && self.confirming.binary_search(index).is_ok())
            });
            heard.map(|(_, message)| *message)
        };
        resolved.iter().map(first).collect()
    }

    fn contact_of(&self, turn: &Turn) -> Option<(usize, &'a Message)> {
        match turn.by {
            By::Contact(index) => Some((index, *self.messages.get(index)?)),
            By::Team(_) | By::Bot => None,
        }
    }

    /// The contact's newest public message of the whole conversation.
    pub(crate) fn newest_contact_message(&self) -> Option<&'a Message> {
        self.contact_messages().next_back().map(|(_, message)| message)
    }

    /// The contact's first public message of the present episode.
    pub(crate) fn first_contact_message(&self) -> Option<&'a Message> {
        self.present_turns().find_map(|turn| self.contact_of(turn)).map(|(_, message)| message)
    }

    /// The contact's latest messages of the present episode in one go, answered or not; absent
    /// where the contact wrote nothing in public in it.
    pub(crate) fn latest_run(&self) -> Option<Run<'a>> {
        let mut answered = false;
        let mut messages = Vec::new();
        for turn in self.present_turns().rev() {
            match turn.by {
                By::Contact(index) => messages.push((index, *self.messages.get(index)?)),
                By::Team(_) if messages.is_empty() => answered = true,
                By::Team(_) => break,
                By::Bot => {}
            }
        }
        messages.reverse();
        (!messages.is_empty()).then_some(Run { messages, answered })
    }

    /// The present episode's newest public reply.
    pub(crate) fn last_reply(&self) -> Option<Reply> {
        self.present_turns().rev().find_map(|turn| match turn.by {
            By::Team(reply) => Some(reply),
            By::Contact(_) | By::Bot => None,
        })
    }

    /// Whether a public reply came after the decision of that index, its own message aside.
    pub(crate) fn replied_after(&self, decision: usize) -> bool {
        let Some(moment) = self.decisions.get(decision).map(|d| Moment::from(*d)) else {
            return false;
        };
        let own = self.message_of(decision);
        self.present_turns().rev().any(|turn| match turn.by {
            By::Team(Reply::Message(index, _)) => {
                Some(index) != own
                    && self.messages.get(index).is_some_and(|message| moment.is_before(message))
            }
            By::Team(Reply::Unseen(index)) => index > decision,
            By::Contact(_) | By::Bot => false,
        })
    }
}

/// The whole seconds in which the conversation was resolved.
fn seconds_of_resolutions(conversation: &Conversation) -> HashSet<Timestamp> {
    let decisions = conversation.decisions.iter();
    let by_decision = decisions.filter(|d| d.action == Action::MarkResolved).map(|d| d.at);
    let changes = conversation.status_changes.iter();
    let by_status = changes.filter(|change| change.status == Status::Resolved).map(|c| c.at);
    by_decision.chain(by_status).map(Timestamp::whole_second).collect()
}

/// The messages by time, then id, then index; of several copies of one id the one listed last.
fn in_order(conversation: &Conversation) -> Vec<&Message> {
    let mut messages: Vec<&Message> = conversation.messages.iter().collect();
    if !messages.is_sorted_by(|one, next| one.id.is_some() && one.id < next.id) {
        let mut seen = HashSet::new();
        messages.reverse();
        messages.retain(|message| message.id.is_none_or(|id| seen.insert(id)));
        messages.reverse();
    }
    if !messages.is_sorted_by_key(|message| order(message)) {
        messages.sort_by_key(|message| order(message));
    }
    messages
}

fn order(message: &Message) -> (Timestamp, bool, Option<Id>) {
    (message.created_at, message.id.is_none(), message.id)
}

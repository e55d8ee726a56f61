//! A conversation in order: its messages, its decisions, and which message a decision became.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::conversation::{Action, Author, Conversation, Message, PastDecision, Timestamp};

/// The order of a conversation, computed once per assessment in time linear in its length (plus
/// a sort where it does not come sorted).
pub(crate) struct Timeline<'a> {
    /// By time, then id (absent ids last), then index in the document.
    pub(crate) messages: Vec<&'a Message>,
    /// By time, then index in the document.
    pub(crate) decisions: Vec<&'a PastDecision>,
    /// For each decision the index of the message that it became, where that is known.
    became: Vec<Option<usize>>,
    /// When replies were approved whose message is not in the conversation, ascending.
    unseen: Vec<Timestamp>,
}

/// What the contact wrote in one go: public messages between two public agent replies.
pub(crate) struct Run<'a> {
    /// In order; never empty.
    pub(crate) messages: Vec<&'a Message>,
    /// Whether a public agent reply came after it.
    pub(crate) answered: bool,
}

/// A turn of the exchange between the contact and the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The contact wrote in public.
    Contact(Timestamp),
    /// A person of the team replied in public.
    Reply(Timestamp),
}

/// The newest public reply of the team.
pub(crate) enum LastReply<'a> {
    /// A message of the conversation, with its index and the decision that it came from.
    Message(usize, &'a Message, Option<&'a PastDecision>),
    /// An approved reply whose message is not in the conversation.
    Unseen(&'a PastDecision),
}

/// Whether this is the customer's own public word.
pub(crate) fn is_contact(message: &Message) -> bool {
    message.author == Author::Contact && !message.private
}

/// Whether this is a person's public reply to the customer.
pub(crate) fn is_reply(message: &Message) -> bool {
    message.author == Author::Agent && !message.private
}

impl<'a> Timeline<'a> {
    pub(crate) fn of(conversation: &'a Conversation) -> Self {
        let mut messages: Vec<&Message> = conversation.messages.iter().collect();
        if !messages.is_sorted_by_key(|m| order(m)) {
            messages.sort_by_key(|m| order(m));
        }
        let mut decisions: Vec<&PastDecision> = conversation.decisions.iter().collect();
        decisions.sort_by_key(|decision| decision.at);
        let became = messages_of(&decisions, &messages);
        let unseen = decisions
            .iter()
            .zip(&became)
            .filter(|(decision, became)| is_unseen(decision, **became))
            .map(|(decision, _)| decision.at)
            .collect();
        Self { messages, decisions, became, unseen }
    }

    /// The latest decision of a kind; of equal times the one listed last.
    pub(crate) fn latest(&self, action: Action) -> Option<&'a PastDecision> {
        self.decisions.iter().rev().find(|decision| decision.action == action).copied()
    }

    /// The latest approved reply that `wanted` accepts, with the index of its message.
    pub(crate) fn latest_approval(
        &self,
        wanted: impl Fn(&PastDecision) -> bool,
    ) -> Option<(&'a PastDecision, Option<usize>)> {
        let newest = self.decisions.iter().zip(&self.became).rev();
        let mut approvals = newest.filter(|(decision, _)| decision.action == Action::ApproveSend);
        approvals.find(|(decision, _)| wanted(decision)).map(|(d, became)| (*d, *became))
    }

    /// Whether a decision of a kind was taken after `at`.
    pub(crate) fn decided_after(&self, action: Action, at: Timestamp) -> bool {
        self.latest(action).is_some_and(|decision| decision.at > at)
    }

    /// The contact's public messages, in order.
    pub(crate) fn contact_messages(&self) -> impl DoubleEndedIterator<Item = &'a Message> + '_ {
        self.messages.iter().copied().filter(|message| is_contact(message))
    }

    /// The contact's newest public message.
    pub(crate) fn newest_contact_message(&self) -> Option<&'a Message> {
        self.contact_messages().next_back()
    }

    /// Whether somebody who has seen the message of that number has seen the contact's newest one:
    /// it is that one, or stands behind it.
    pub(crate) fn is_up_to_date(&self, seen: i64) -> bool {
        let newest = self.messages.iter().rposition(|message| is_contact(message));
        let seen = self.messages.iter().rposition(|message| message.id == Some(seen));
        seen.is_some_and(|seen| newest.is_some_and(|newest| seen >= newest))
    }

    /// What the contact and the team wrote to each other, in order. An approved reply whose message
    /// is not in the conversation comes after what was written by the time of its approval.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut unseen = self.unseen.iter().copied().peekable();
        let mut turns = Vec::new();
        for message in &self.messages {
            while let Some(at) = unseen.next_if(|at| *at < message.created_at) {
                turns.push(Turn::Reply(at));
            }
            if is_contact(message) {
                turns.push(Turn::Contact(message.created_at));
            } else if is_reply(message) {
                turns.push(Turn::Reply(message.created_at));
            }
        }
        turns.extend(unseen.map(Turn::Reply));
        turns
    }

    /// Whether a person replied in public after `at`; the message at `own` does not count, nor
    /// does the approval of `at` itself.
    pub(crate) fn replied_after(&self, at: Timestamp, own: Option<usize>) -> bool {
        let later = |(i, message): (usize, &&Message)| {
            message.created_at > at && is_reply(message) && Some(i) != own
        };
        self.messages.iter().enumerate().any(later) || self.unseen.last().is_some_and(|&t| t > at)
    }

    /// The contact's latest messages in one go, answered or not; absent where the contact wrote
    /// nothing in public.
    pub(crate) fn latest_run(&self) -> Option<Run<'a>> {
        let last = self.messages.iter().rposition(|message| is_contact(message))?;
        let newest = *self.messages.get(last)?;
        let answered = self.is_answered(last, newest);
        let boundary = self.unseen.iter().rev().find(|&&t| t < newest.created_at);
        let mut messages: Vec<&Message> = self
            .messages
            .iter()
            .take(last + 1)
            .rev()
            .take_while(|message| !is_reply(message))
            .filter(|message| is_contact(message))
            .take_while(|message| boundary.is_none_or(|&t| message.created_at > t))
            .copied()
            .collect();
        messages.reverse();
        Some(Run { messages, answered })
    }

    fn is_answered(&self, index: usize, message: &Message) -> bool {
        self.messages.iter().skip(index + 1).any(|later| is_reply(later))
            || self.unseen.last().is_some_and(|&t| t >= message.created_at)
    }

    /// The newest public reply.
    pub(crate) fn last_reply(&self) -> Option<LastReply<'a>> {
        let index = self.messages.iter().rposition(|message| is_reply(message));
        let seen = index.and_then(|i| self.messages.get(i).map(|message| (i, *message)));
        let unseen = self.latest_unseen();
        match (seen, unseen) {
            (Some((_, message)), Some(decision)) if decision.at > message.created_at => {
                Some(LastReply::Unseen(decision))
            }
            (Some((i, message)), _) => {
                let from = self.became.iter().rposition(|became| *became == Some(i));
                let decision = from.and_then(|d| self.decisions.get(d).copied());
                Some(LastReply::Message(i, message, decision))
            }
            (None, Some(decision)) => Some(LastReply::Unseen(decision)),
            (None, None) => None,
        }
    }

    fn latest_unseen(&self) -> Option<&'a PastDecision> {
        let newest = self.decisions.iter().zip(&self.became).rev();
        let mut unseen = newest.filter(|(decision, became)| is_unseen(decision, **became));
        unseen.next().map(|(decision, _)| *decision)
    }

    /// Whether the contact's newest message comes after that reply.
    pub(crate) fn contact_wrote_after(&self, reply: &LastReply<'_>) -> bool {
        let Some(last) = self.messages.iter().rposition(|message| is_contact(message)) else {
            return false;
        };
        match reply {
            LastReply::Message(index, ..) => last > *index,
            LastReply::Unseen(decision) => {
                self.messages.get(last).is_some_and(|message| message.created_at > decision.at)
            }
        }
    }
}

fn is_unseen(decision: &PastDecision, became: Option<usize>) -> bool {
    decision.action == Action::ApproveSend && became.is_none()
}

fn order(message: &Message) -> (Timestamp, bool, i64) {
    (message.created_at, message.id.is_none(), message.id.unwrap_or_default())
}

/// For each decision the index of the message that it became: a public agent message with the
/// decision's message id, else the first one of the same text from the decision's second on that
/// no other decision became (Chatwoot keeps whole seconds). Where the decision has a message id,
/// only messages without one are compared by text: another id is another message.
fn messages_of(decisions: &[&PastDecision], messages: &[&Message]) -> Vec<Option<usize>> {
    if decisions.iter().all(|decision| decision.action != Action::ApproveSend) {
        return vec![None; decisions.len()];
    }
    let mut by_id: HashMap<i64, usize> = HashMap::new();
    // By text, and whether only messages without an id are wanted.
    let mut by_text: HashMap<(&str, bool), VecDeque<usize>> = HashMap::new();
    for (i, message) in messages.iter().enumerate().filter(|(_, message)| is_reply(message)) {
        if let Some(id) = message.id {
            by_id.insert(id, i);
        }
        if let Some(text) = message.content.as_ref().map(|text| text.as_str().trim()) {
            by_text.entry((text, false)).or_default().push_back(i);
            if message.id.is_none() {
                by_text.entry((text, true)).or_default().push_back(i);
            }
        }
    }
    let named = |decision: &&PastDecision| {
        let approved = decision.action == Action::ApproveSend;
        decision.message_id.filter(|_| approved).and_then(|id| by_id.get(&id).copied())
    };
    let mut became: Vec<Option<usize>> = decisions.iter().map(named).collect();
    let mut taken: HashSet<usize> = became.iter().copied().flatten().collect();
    for (decision, index) in decisions.iter().zip(&mut became) {
        if decision.action != Action::ApproveSend || index.is_some() {
            continue;
        }
        let Some(text) = decision.reply_body.as_ref().map(|text| text.as_str().trim()) else {
            continue;
        };
        let Some(indices) = by_text.get_mut(&(text, decision.message_id.is_some())) else {
            continue;
        };
        let second = decision.at.whole_second();
        // What is passed over is too early, or taken, for every later decision too.
        while let Some(i) = indices.pop_front() {
            let fits = messages.get(i).is_some_and(|message| message.created_at >= second);
            if fits && taken.insert(i) {
                *index = Some(i);
                break;
            }
        }
    }
    became
}

//! What came before what, who spoke, and where the present episode begins (SPEC §2, 8.2).

use crate::document::{Action, Author, Decision, Document, Message, order};
use crate::language::Language;
use crate::settings::{MINUTE, Settings};

/// A conversation with all that is known about it.
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) settings: &'a Settings,
    pub(crate) language: Language,
    pub(crate) now: i64,
}

/// A moment that is not a message: a decision, a fact or a change of status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) at: i64,
    /// The newest message that is known to come before it.
    pub(crate) seen: Option<u64>,
    /// Whether it is a resolution, which a confirmation of the same second precedes.
    pub(crate) resolves: bool,
}

/// The moment of a decision.
pub(crate) fn moment_of(decision: &Decision) -> Moment {
    Moment {
        at: decision.at,
        seen: decision.seen.max(decision.message),
        resolves: decision.action == Action::MarkResolved,
    }
}

/// The moment of a fact.
pub(crate) fn moment_at(at: i64) -> Moment {
    Moment { at, seen: None, resolves: false }
}

/// The end of an episode.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolution<'a> {
    pub(crate) at: i64,
    /// The `chatwoot.mark_resolved`, where it was one.
    pub(crate) decision: Option<&'a Decision>,
}

/// What an agent's side said in public: a message, or a reply whose message is absent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reply<'a> {
    Written(&'a Message),
    Absent(&'a Decision),
}

impl Reply<'_> {
    pub(crate) fn at(&self) -> i64 {
        match self {
            Reply::Written(message) => message.at,
            Reply::Absent(decision) => decision.at,
        }
    }
}

/// One text twice: line ends and outer blanks apart.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    plain(one).trim() == plain(other).trim()
}

/// Whether a decision says that this is its message.
fn is_named(decision: &Decision, message: &Message) -> bool {
    let ours = matches!(message.author, Author::Agent | Author::Bot) && !message.private;
    ours && decision.message.is_some() && decision.message == message.id
}

impl<'a> Reading<'a> {
    /// SPEC §2, "Before and after": a whole-second message comes after what happened in its
    /// second, unless it is known to have been seen, or confirms what a resolution then settles.
    /// Otherwise "after" is strict.
    pub(crate) fn after(&self, message: &Message, moment: Moment) -> bool {
        let whole = message.at.rem_euclid(1_000) == 0;
        if whole && message.at == moment.at - moment.at.rem_euclid(1_000) {
            let seen = match (message.id, moment.seen) {
                (Some(id), Some(seen)) => id <= seen,
                _ => false,
            };
            let settled = moment.resolves && self.confirms(message);
            return !seen && !settled;
        }
        message.at > moment.at
    }

    /// Whether a message comes before what happened at a moment: of one millisecond that is no
    /// whole second, neither comes before the other.
    pub(crate) fn before(&self, message: &Message, moment: Moment) -> bool {
        let tie = message.at == moment.at && message.at.rem_euclid(1_000) != 0;
        !tie && !self.after(message, moment)
    }

    /// Whether it is a message of the customer's that says that all is well.
    pub(crate) fn confirms(&self, message: &Message) -> bool {
        self.is_contact(message) && (self.language)(&message.content).confirms
    }

    /// Public messages of the customer's own hand.
    #[expect(clippy::unused_self, reason = "one way to ask about a message")]
    pub(crate) fn is_contact(&self, message: &Message) -> bool {
        message.author == Author::Contact && !message.private && !message.automatic
    }

    /// The customer's messages, in order.
    pub(crate) fn contact_messages(&self) -> Vec<&'a Message> {
        self.document.messages.iter().filter(|message| self.is_contact(message)).collect()
    }

    /// The customer's messages of the present episode, in order.
    pub(crate) fn contact_messages_of_episode(&self) -> Vec<&'a Message> {
        let mut messages = self.contact_messages();
        messages.retain(|message| self.in_episode(message));
        messages
    }

    // The resolutions and the episode.

    /// SPEC §2: each `chatwoot.mark_resolved`, and each change to `resolved` that no
    /// `mark_resolved` within a minute took.
    pub(crate) fn resolutions(&self) -> Vec<Resolution<'a>> {
        let marked: Vec<&Decision> = self.decisions(Action::MarkResolved);
        let mut found: Vec<Resolution<'a>> = marked
            .iter()
            .map(|decision| Resolution { at: decision.at, decision: Some(decision) })
            .collect();
        for change in &self.document.history {
            let taken = marked.iter().any(|decision| (decision.at - change.at).abs() <= MINUTE);
            let told = found.iter().any(|known| known.at == change.at);
            if change.status == "resolved" && !taken && !told {
                found.push(Resolution { at: change.at, decision: None });
            }
        }
        found.sort_by_key(|resolution| resolution.at);
        found
    }

    /// The latest resolution, after which the present episode begins.
    pub(crate) fn resolution(&self) -> Option<Resolution<'a>> {
        self.resolutions().last().copied()
    }

    /// The moment of a resolution.
    #[expect(clippy::unused_self, reason = "one way to ask about a resolution")]
    pub(crate) fn moment_of_resolution(&self, resolution: Resolution<'_>) -> Moment {
        match resolution.decision {
            Some(decision) => moment_of(decision),
            None => Moment { at: resolution.at, seen: None, resolves: true },
        }
    }

    /// Whether a message belongs to the present episode.
    pub(crate) fn in_episode(&self, message: &Message) -> bool {
        self.resolution()
            .is_none_or(|resolution| self.after(message, self.moment_of_resolution(resolution)))
    }

    /// Whether a decision belongs to the present episode; of two at one time the one later in
    /// the log is the later one.
    pub(crate) fn decision_in_episode(&self, decision: &Decision) -> bool {
        match self.resolution() {
            None => true,
            Some(Resolution { decision: Some(resolved), .. }) => {
                (decision.at, decision.place) > (resolved.at, resolved.place)
            }
            Some(resolution) => decision.at > resolution.at,
        }
    }

    /// Whether a fact's time belongs to the present episode.
    pub(crate) fn time_in_episode(&self, at: i64) -> bool {
        self.resolution().is_none_or(|resolution| at > resolution.at)
    }

    /// The decisions of one kind, in order.
    pub(crate) fn decisions(&self, action: Action) -> Vec<&'a Decision> {
        self.document.decisions.iter().filter(|decision| decision.action == action).collect()
    }

    // What a decision became, and whose a message is.

    /// SPEC §8.2: the message that an approved reply became: by its id, else by equal text, those
    /// that did not fail first; not one that was written before. A message is one decision's: of
    /// two approvals of one text the later chooses first.
    pub(crate) fn message_of(&self, decision: &Decision) -> Option<&'a Message> {
        let mut free: Vec<&'a Message> = self
            .document
            .messages
            .iter()
            .filter(|message| matches!(message.author, Author::Agent | Author::Bot))
            .filter(|message| !message.private)
            .collect();
        let approvals = self.decisions(Action::ApproveSend);
        for approval in &approvals {
            let named = free.iter().position(|message| is_named(approval, message));
            if let Some(place) = named {
                let message = free.remove(place);
                if approval.place == decision.place {
                    return Some(message);
                }
            }
        }
        for approval in approvals.iter().rev() {
            let named = self.document.messages.iter().any(|message| is_named(approval, message));
            let Some(body) = approval.body.as_deref().filter(|_| !named) else { continue };
            let moment = Moment { seen: None, ..moment_of(approval) };
            let mut equal: Vec<&'a Message> = free.clone();
            equal.retain(|message| {
                let since = message.at == approval.at || self.after(message, moment);
                since && same_text(&message.content, body)
            });
            equal.sort_by_key(|message| (message.failed, order(message)));
            let found = equal.first().copied();
            if approval.place == decision.place {
                return found;
            }
            free.retain(|message| found.is_none_or(|found| !std::ptr::eq(found, *message)));
        }
        None
    }

    /// The `approve_send` that a message came of, if any.
    pub(crate) fn approval_of(&self, message: &Message) -> Option<&'a Decision> {
        self.decisions(Action::ApproveSend).into_iter().find(|decision| {
            self.message_of(decision).is_some_and(|found| std::ptr::eq(found, message))
        })
    }

    /// Whether an `approve_send` was found not to have reached anybody.
    pub(crate) fn failed(&self, decision: &Decision) -> bool {
        self.message_of(decision).is_some_and(|message| message.failed)
    }

    /// SPEC §8.2: an approved reply is its decision's actor's, whoever sent it.
    pub(crate) fn owner(&self, message: &Message) -> Option<u64> {
        match self.approval_of(message) {
            Some(decision) => decision.actor,
            None => message.sender,
        }
    }

    /// One of `people.bots`.
    pub(crate) fn is_bot(&self, who: Option<u64>) -> bool {
        who.is_some_and(|id| self.settings.bots.contains(&id))
    }

    /// A message that a person of ours wrote: an agent who is none of `people.bots`, or whatever
    /// an operator approved.
    pub(crate) fn is_agent(&self, message: &Message) -> bool {
        let human = !self.is_bot(self.owner(message));
        match message.author {
            Author::Agent => human,
            Author::Bot => human && self.approval_of(message).is_some(),
            Author::Contact | Author::System => false,
        }
    }

    /// The public replies of our agents, an `approve_send` whose message is absent among them; what
    /// failed to be sent is none.
    pub(crate) fn replies(&self) -> Vec<Reply<'a>> {
        let mut found: Vec<Reply<'a>> = self
            .document
            .messages
            .iter()
            .filter(|message| !message.private && !message.failed && self.is_agent(message))
            .map(Reply::Written)
            .collect();
        found.extend(self.absent_replies());
        found
    }

    fn absent_replies(&self) -> impl Iterator<Item = Reply<'a>> {
        self.decisions(Action::ApproveSend)
            .into_iter()
            .filter(|decision| self.message_of(decision).is_none() && !self.is_bot(decision.actor))
            .map(Reply::Absent)
    }

    /// The replies of the present episode.
    pub(crate) fn replies_of_episode(&self) -> Vec<Reply<'a>> {
        let mut replies = self.replies();
        replies.retain(|reply| match reply {
            Reply::Written(message) => self.in_episode(message),
            Reply::Absent(decision) => self.decision_in_episode(decision),
        });
        replies
    }

    /// Whether a message comes after a reply.
    pub(crate) fn message_after_reply(&self, message: &Message, reply: Reply<'_>) -> bool {
        match reply {
            Reply::Written(written) => order(message) > order(written),
            Reply::Absent(decision) => self.after(message, moment_of(decision)),
        }
    }

    /// Whether a reply comes after a message, which it then answers.
    pub(crate) fn reply_after_message(&self, reply: Reply<'_>, message: &Message) -> bool {
        match reply {
            Reply::Written(written) => order(written) > order(message),
            Reply::Absent(decision) => !self.after(message, moment_of(decision)),
        }
    }

    /// Whether a reply comes after another.
    pub(crate) fn reply_after_reply(&self, reply: Reply<'_>, other: Reply<'_>) -> bool {
        match (reply, other) {
            (Reply::Written(message), other) => self.message_after_reply(message, other),
            (Reply::Absent(decision), Reply::Written(message)) => {
                !self.after(message, moment_of(decision))
            }
            (Reply::Absent(decision), Reply::Absent(other)) => {
                (decision.at, decision.place) > (other.at, other.place)
            }
        }
    }

    /// Whether a reply comes after a decision.
    pub(crate) fn reply_after_decision(&self, reply: Reply<'_>, decision: &Decision) -> bool {
        match reply {
            Reply::Written(message) => self.after(message, moment_of(decision)),
            Reply::Absent(absent) => (absent.at, absent.place) > (decision.at, decision.place),
        }
    }

    /// The last of some replies.
    pub(crate) fn last_reply(&self, replies: &[Reply<'a>]) -> Option<Reply<'a>> {
        let mut last: Option<Reply<'a>> = None;
        for &reply in replies {
            if last.is_none_or(|known| self.reply_after_reply(reply, known)) {
                last = Some(reply);
            }
        }
        last
    }

    /// The first of some replies.
    pub(crate) fn first_reply(&self, replies: &[Reply<'a>]) -> Option<Reply<'a>> {
        let mut first: Option<Reply<'a>> = None;
        for &reply in replies {
            if first.is_none_or(|known| self.reply_after_reply(known, reply)) {
                first = Some(reply);
            }
        }
        first
    }

    // The customer's run.

    /// SPEC §6.1: the customer's messages of the episode after the last reply, in order.
    pub(crate) fn unanswered_run(&self) -> Vec<&'a Message> {
        let replies = self.replies_of_episode();
        let mut run = self.contact_messages_of_episode();
        run.retain(|message| {
            !replies.iter().any(|&reply| self.reply_after_message(reply, message))
        });
        run
    }

    /// The run that a draft answers, and whether it was answered already: the unanswered one,
    /// else the latest that there is in the episode.
    pub(crate) fn run(&self) -> (Vec<&'a Message>, bool) {
        let unanswered = self.unanswered_run();
        if !unanswered.is_empty() {
            return (unanswered, false);
        }
        let mut run = self.contact_messages_of_episode();
        let Some(&newest) = run.last() else {
            return (Vec::new(), false);
        };
        let replies = self.replies_of_episode();
        run.retain(|message| {
            !replies.iter().any(|&reply| {
                self.reply_after_message(reply, message) && self.message_after_reply(newest, reply)
            })
        });
        (run, true)
    }
}

//! Escalations and what is still to be done about them, acknowledgements and reminders (SPEC §8.2).

use crate::document::{Action, Author, Decision, Message};
use crate::history::{Moment, Reading, Reply, moment_at, moment_of};
use crate::settings::MINUTE;

const HOUR: i64 = 60 * MINUTE;

/// Something that is to be done by a time.
pub(crate) struct FollowUp {
    pub(crate) kind: &'static str,
    pub(crate) due: i64,
}

/// An escalation of the present episode.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Escalation {
    pub(crate) moment: Moment,
    pub(crate) actor: Option<u64>,
    /// Where it stands in the log, as decisions of one time are ordered by it.
    place: Option<usize>,
}

/// What a manager can do about an escalation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// A public message or a private note.
    Acknowledge,
    /// A public message.
    Update,
}

impl<'a> Reading<'a> {
    /// All that is open, in the order of SPEC §11.
    pub(crate) fn follow_ups(&self) -> Vec<FollowUp> {
        let mut open = Vec::new();
        open.extend(self.acknowledgement());
        open.extend(self.operator_reminder());
        open.extend(self.manager_follow_up("manager_acknowledgement", Act::Acknowledge, 2 * HOUR));
        open.extend(self.manager_follow_up("manager_update", Act::Update, 24 * HOUR));
        open
    }

    /// The latest `approve_send` with no contact message since: 24 hours; a later escalation or
    /// resolution closes it. One that was found failed is no reply.
    fn acknowledgement(&self) -> Option<FollowUp> {
        let latest = self.latest_approval(|_| true)?;
        let answered = self
            .contact_messages()
            .into_iter()
            .any(|message| self.after(message, moment_of(latest)));
        if answered || self.escalated_since(latest) {
            return None;
        }
        Some(FollowUp { kind: "acknowledgement", due: latest.at + 24 * HOUR })
    }

    /// The latest `approve_send` of `ack_delay`: 45 minutes; a later public agent message, the
    /// approved reply itself apart, an escalation or a resolution closes it. A reply that was
    /// edited into something that promises nothing needs no reminder.
    fn operator_reminder(&self) -> Option<FollowUp> {
        let latest =
            self.latest_approval(|decision| decision.template.as_deref() == Some("ack_delay"))?;
        if !self.approval_promises(latest) || self.escalated_since(latest) {
            return None;
        }
        let spoken = self.replies().into_iter().any(|reply| {
            let itself = match reply {
                Reply::Written(message) => {
                    self.message_of(latest).is_some_and(|own| std::ptr::eq(own, message))
                }
                Reply::Absent(decision) => std::ptr::eq(decision, latest),
            };
            !itself && self.reply_after_decision(reply, latest)
        });
        if spoken {
            return None;
        }
        Some(FollowUp { kind: "operator_reminder", due: latest.at + 45 * MINUTE })
    }

    fn latest_approval(&self, wanted: impl Fn(&Decision) -> bool) -> Option<&'a Decision> {
        self.decisions(Action::ApproveSend).into_iter().rfind(|decision| {
            wanted(decision) && self.decision_in_episode(decision) && !self.failed(decision)
        })
    }

    fn escalated_since(&self, decision: &Decision) -> bool {
        self.decisions(Action::Escalate)
            .into_iter()
            .any(|other| (other.at, other.place) > (decision.at, decision.place))
    }

    // Escalations.

    /// The escalations of the present episode, in order: those of the log, else the fact.
    pub(crate) fn escalations(&self) -> Vec<Escalation> {
        let mut found: Vec<Escalation> = self
            .decisions(Action::Escalate)
            .into_iter()
            .filter(|decision| self.decision_in_episode(decision))
            .map(|decision| Escalation {
                moment: moment_of(decision),
                actor: decision.actor,
                place: Some(decision.place),
            })
            .collect();
        if found.is_empty() {
            let known = self.document.facts.escalated;
            found.extend(known.filter(|&at| self.time_in_episode(at)).map(|at| Escalation {
                moment: moment_at(at),
                actor: None,
                place: None,
            }));
        }
        found
    }

    /// The escalations that no act of a kind has followed.
    pub(crate) fn open_escalations(&self, act: Act) -> Vec<Escalation> {
        let mut open = self.escalations();
        open.retain(|&escalation| !self.followed(escalation, act));
        open
    }

    /// Counted from the earliest open one: a second click buys no time.
    fn manager_follow_up(&self, kind: &'static str, act: Act, time: i64) -> Option<FollowUp> {
        let earliest = self.open_escalations(act).into_iter().next()?;
        Some(FollowUp { kind, due: earliest.moment.at + time })
    }

    fn followed(&self, escalation: Escalation, act: Act) -> bool {
        let told = act == Act::Acknowledge
            && self.document.facts.acknowledged.is_some_and(|at| at > escalation.moment.at);
        told || self.updated(escalation) || (act == Act::Acknowledge && self.noted(escalation))
    }

    /// A manager's public message after an escalation.
    pub(crate) fn updates(&self, escalation: Escalation) -> Vec<Reply<'a>> {
        let mut replies = self.replies();
        replies.retain(|&reply| {
            let approval = match reply {
                Reply::Written(message) => self.approval_of(message),
                Reply::Absent(decision) => Some(decision),
            };
            // The approved reply of the one who escalated is never a manager's act.
            let own = approval.is_some_and(|decision| decision.actor == escalation.actor);
            self.after_escalation(reply, escalation)
                && !own
                && self.is_manager(self.owner_of_reply(reply), escalation)
        });
        replies
    }

    fn updated(&self, escalation: Escalation) -> bool {
        !self.updates(escalation).is_empty()
    }

    fn noted(&self, escalation: Escalation) -> bool {
        self.document.messages.iter().any(|message| {
            self.is_note(message)
                && self.after(message, escalation.moment)
                && self.is_manager(message.sender, escalation)
        })
    }

    fn is_note(&self, message: &Message) -> bool {
        message.author == Author::Agent && message.private && !self.is_bot(message.sender)
    }

    fn after_escalation(&self, reply: Reply<'_>, escalation: Escalation) -> bool {
        match (reply, escalation.place) {
            (Reply::Written(message), _) => self.after(message, escalation.moment),
            (Reply::Absent(decision), Some(place)) => {
                (decision.at, decision.place) > (escalation.moment.at, place)
            }
            (Reply::Absent(decision), None) => decision.at > escalation.moment.at,
        }
    }

    /// SPEC §8.2: who is a manager for an escalation: whom the policy names; else an agent known
    /// to be another than the one who escalated; where nobody knows who that was, any agent but
    /// who wrote last before it and who wrote the hand-off note.
    fn is_manager(&self, who: Option<u64>, escalation: Escalation) -> bool {
        if self.is_bot(who) {
            return false;
        }
        if !self.settings.managers.is_empty() {
            return self.is_named_manager(who);
        }
        if let Some(actor) = escalation.actor {
            return who.is_some_and(|who| who != actor);
        }
        let mut before = self.replies_of_episode();
        before.retain(|&reply| !self.after_escalation(reply, escalation));
        let spoke_last = self.last_reply(&before).map(|reply| self.owner_of_reply(reply));
        let handed_off = self
            .document
            .messages
            .iter()
            .find(|message| self.is_note(message) && self.after(message, escalation.moment))
            .map(|message| message.sender);
        spoke_last != Some(who) && handed_off != Some(who)
    }
}

//! High-risk language: which findings stand, and which are still immediate (SPEC §2, 6.2, 7).

use crate::document::{Action, Message};
use crate::history::{Reading, Reply, Resolution, moment_at, moment_of};

/// The categories in the order of SPEC §7's table; `abuse` alone is never immediate.
pub(crate) const IMMEDIATE: [&str; 7] =
    ["legal", "regulator_press", "fraud", "chargeback", "threat", "self_harm", "manager_request"];

/// A finding that counts.
pub(crate) struct Finding<'a> {
    pub(crate) category: String,
    pub(crate) message: &'a Message,
    pub(crate) immediate: bool,
}

impl<'a> Reading<'a> {
    /// The findings that count: those of the episode, and those that outlived a change to
    /// `resolved`; the dismissed are not among them.
    pub(crate) fn findings(&self) -> Vec<Finding<'a>> {
        let mut found = Vec::new();
        for message in self.contact_messages() {
            for category in self.categories(message) {
                let can_be_immediate = IMMEDIATE.contains(&category.as_str());
                if !self.stands(message, can_be_immediate) {
                    continue;
                }
                let immediate = can_be_immediate && !self.handed_on(message, None);
                found.push(Finding { category, message, immediate });
            }
        }
        found
    }

    /// SPEC §6.2, verdicts: what the text says less what was dismissed, and what was confirmed.
    fn categories(&self, message: &Message) -> Vec<String> {
        let mut categories: Vec<String> = (self.language)(&message.content)
            .findings
            .iter()
            .map(|&category| category.to_owned())
            .collect();
        for verdict in &self.document.facts.verdicts {
            if message.id != Some(verdict.message) {
                continue;
            }
            categories.retain(|category| *category != verdict.category);
            if verdict.confirmed {
                categories.push(verdict.category.clone());
            }
        }
        categories
    }

    /// SPEC §2: a finding belongs to its episode. One that was still immediate when Chatwoot's
    /// status alone changed to resolved outlives that, and from then on stands until a
    /// `mark_resolved`.
    fn stands(&self, message: &Message, can_be_immediate: bool) -> bool {
        if self.in_episode(message) {
            return true;
        }
        let since: Vec<Resolution<'_>> = self
            .resolutions()
            .into_iter()
            .filter(|&resolution| !self.after(message, self.moment_of_resolution(resolution)))
            .collect();
        if since.iter().any(|resolution| resolution.decision.is_some()) {
            return false;
        }
        match since.first() {
            None => true,
            Some(&first) => can_be_immediate && !self.handed_on(message, Some(first)),
        }
    }

    /// SPEC §6.2: whether somebody took the finding up: a later escalation, by decision or by
    /// fact, or a later public message of one of the managers that the policy names; before a
    /// resolution, where one is given.
    fn handed_on(&self, message: &Message, before: Option<Resolution<'_>>) -> bool {
        let in_time = |at: i64| before.is_none_or(|resolution| at <= resolution.at);
        let escalated = self
            .decisions(Action::Escalate)
            .into_iter()
            .any(|decision| self.before(message, moment_of(decision)) && in_time(decision.at));
        let known = self
            .document
            .facts
            .escalated
            .is_some_and(|at| self.before(message, moment_at(at)) && in_time(at));
        let managed = self.replies().into_iter().any(|reply| {
            let in_time = match (reply, before) {
                (_, None) => true,
                (Reply::Written(written), Some(resolution)) => {
                    !self.after(written, self.moment_of_resolution(resolution))
                }
                (Reply::Absent(decision), Some(resolution)) => decision.at <= resolution.at,
            };
            in_time
                && self.is_named_manager(self.owner_of_reply(reply))
                && match reply {
                    Reply::Written(_) => self.reply_after_message(reply, message),
                    // Of a decision "after" is strict, as of an escalation.
                    Reply::Absent(decision) => self.before(message, moment_of(decision)),
                }
        });
        escalated || known || managed
    }

    /// Whether nobody has taken up yet that there is nothing to answer with.
    pub(crate) fn draft_is_wanted(&self) -> bool {
        let (run, _) = self.run();
        run.last().is_some_and(|newest| !self.handed_on(newest, None))
    }

    /// Whose a reply is.
    pub(crate) fn owner_of_reply(&self, reply: Reply<'_>) -> Option<u64> {
        match reply {
            Reply::Written(message) => self.owner(message),
            Reply::Absent(decision) => decision.actor,
        }
    }

    /// One of `people.managers`.
    pub(crate) fn is_named_manager(&self, who: Option<u64>) -> bool {
        who.is_some_and(|id| self.settings.managers.contains(&id))
    }

    /// Verdicts that name no message of the customer's.
    pub(crate) fn verdict_of_nothing(&self) -> bool {
        self.document.facts.verdicts.iter().any(|verdict| {
            !self.contact_messages().iter().any(|message| message.id == Some(verdict.message))
        })
    }
}

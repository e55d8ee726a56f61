//! The clocks: the SLA's, those of responses, and the reply window (SPEC §4).

use crate::document::{Author, order};
use crate::history::{Reading, Reply, Resolution};
use crate::settings::{MINUTE, Metric, Reopen, Response};

/// How a clock stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    pub(crate) state: &'static str,
    pub(crate) start: Option<i64>,
    pub(crate) reason: Option<&'static str>,
    pub(crate) stopped: Option<i64>,
    pub(crate) due: Option<i64>,
    pub(crate) breached: Option<i64>,
    pub(crate) elapsed: i64,
    pub(crate) overdue: i64,
    pub(crate) remaining: i64,
}

impl<'a> Reading<'a> {
    /// Only open and pending run clocks.
    pub(crate) fn clocks_run(&self) -> bool {
        matches!(self.document.status.as_str(), "open" | "pending")
    }

    /// A conversation in which we alone wrote has no clock: a campaign that nobody answered. Where
    /// not all of its messages are known, or none, it has one.
    fn has_clock(&self) -> bool {
        !self.settings.needs_contact_message
            || !self.contact_messages().is_empty()
            || self.document.messages.is_empty()
            || self.document.partial
    }

    /// When the SLA's clock starts, or would, and why.
    pub(crate) fn clock_start(&self) -> (i64, &'static str) {
        let document = self.document;
        let creation = (document.created, "creation");
        let known = self.contact_messages();
        if known.is_empty() && document.partial {
            // The customer's message stands among those that are not known.
            return creation;
        }
        let Some(resolution) = self.resolution() else {
            return match known.first() {
                Some(first) if self.settings.needs_contact_message && self.ours_opened() => {
                    (first.at, "first_message")
                }
                _ => creation,
            };
        };
        let first = self.contact_messages_of_episode().into_iter().next();
        let rapid = self.rapid_reopen();
        match (self.settings.reopen, rapid, first) {
            (Reopen::Episode | Reopen::Rapid, Some(at), _) => (at, "rapid_reopen"),
            (Reopen::Never, ..) | (Reopen::Rapid, None, _) => creation,
            (Reopen::Episode, None, Some(first)) => (first.at, "reopen"),
            (Reopen::Episode, None, None) => (self.reopened(resolution), "status_change"),
        }
    }

    /// When the status changed away from `resolved`; where the history does not tell it, at the
    /// resolution.
    fn reopened(&self, resolution: Resolution<'_>) -> i64 {
        let history = &self.document.history;
        let told = history.iter().rposition(|change| {
            change.status == "resolved" && (change.at - resolution.at).abs() <= MINUTE
        });
        let mut later = history.iter().enumerate().filter(|(place, change)| match told {
            Some(told) => *place > told && change.at >= resolution.at,
            None => change.at > resolution.at,
        });
        later
            .find(|(_, change)| change.status != "resolved")
            .map_or(resolution.at, |(_, change)| change.at)
    }

    /// The first contact message of a later episode, if it came within 30 minutes (inclusive).
    pub(crate) fn rapid_reopen(&self) -> Option<i64> {
        let resolution = self.resolution()?;
        let first = self.contact_messages_of_episode().into_iter().next()?;
        let within = self.settings.rapid_minutes * MINUTE;
        (first.at - resolution.at <= within).then_some(first.at)
    }

    /// Whether we wrote first: a campaign, an outbound mail. Nobody knows of a partial one.
    fn ours_opened(&self) -> bool {
        let Some(first) = self.contact_messages().into_iter().next() else {
            return false;
        };
        let before = self.document.messages.iter().any(|message| {
            matches!(message.author, Author::Bot | Author::Agent)
                && !message.private
                && order(message) < order(first)
        });
        !self.document.partial && before
    }

    /// The SLA: a target from the clock's start.
    pub(crate) fn sla(&self) -> Clock {
        let (start, reason) = self.clock_start();
        if !self.clocks_run() || !self.has_clock() {
            return not_running(Some(start), Some(reason));
        }
        let due = start + self.settings.target_minutes * MINUTE;
        let mut clock = self.standing(start, due, None);
        clock.reason = Some(reason);
        clock
    }

    /// Breached is strictly after the end; overdue and remaining are never negative. A clock that
    /// was stopped stands as it stood then.
    fn standing(&self, start: i64, due: i64, stopped: Option<i64>) -> Clock {
        let at = stopped.unwrap_or(self.now);
        let breached = at > due;
        let remaining = if stopped.is_some() { 0 } else { (due - at).max(0) };
        let margin = self.settings.at_risk_minutes * MINUTE;
        let at_risk = margin > 0 && remaining <= margin && stopped.is_none();
        Clock {
            state: match (stopped.is_some(), breached, at_risk) {
                (true, true, _) => "missed",
                (true, false, _) => "met",
                (false, true, _) => "breached",
                (false, false, true) => "at_risk",
                (false, false, false) => "within",
            },
            start: Some(start),
            reason: None,
            stopped,
            due: Some(due),
            breached: breached.then_some(due),
            elapsed: (at - start).max(0),
            overdue: (at - due).max(0),
            remaining,
        }
    }

    /// SPEC §4: first and next response, of the present episode. What has stopped stands, whatever
    /// the status; nothing else runs where no clock does.
    pub(crate) fn metric(&self, metric: Metric) -> Clock {
        let (start, _) = self.clock_start();
        let target = metric.target_minutes * MINUTE;
        if !self.has_clock() {
            return not_running(None, None);
        }
        let first = self.first_answer(start);
        let (start, stopped) = match (metric.response, first) {
            (Response::First, _) => (start, first),
            (Response::Next, None) => return not_running(None, None),
            (Response::Next, Some(first)) => match self.wait_after(first) {
                None => return not_running(None, None),
                Some(wait) => wait,
            },
        };
        if stopped.is_none() && !self.clocks_run() {
            return not_running(Some(start), None);
        }
        self.standing(start, start + target, stopped)
    }

    /// Who may end a wait: agents, and bots where the policy says so.
    fn answers(&self) -> Vec<Reply<'a>> {
        let mut answers: Vec<Reply<'a>> = self.replies_of_episode();
        if self.settings.bots_answer {
            for message in &self.document.messages {
                let ours = matches!(message.author, Author::Bot | Author::Agent);
                if ours
                    && !message.private
                    && !message.failed
                    && !self.is_agent(message)
                    && self.in_episode(message)
                {
                    answers.push(Reply::Written(message));
                }
            }
        }
        answers
    }

    /// The time of the episode's first answer once its clock runs.
    fn first_answer(&self, start: i64) -> Option<i64> {
        let fact = self.document.facts.first_reply.filter(|&at| self.time_in_episode(at));
        let Some(asked) = self.contact_messages_of_episode().into_iter().next() else {
            // Whatever we said in an episode in which nobody asked is said in time.
            let said = self.answers().into_iter().map(|reply| reply.at()).min();
            return said.or(fact).map(|at| at.max(start));
        };
        let mut written = self.answers();
        written.retain(|&reply| {
            if asked.at == start {
                self.reply_after_message(reply, asked)
            } else {
                reply.at() >= start
            }
        });
        let written = self.first_reply(&written).map(|reply| reply.at());
        let fact = fact.filter(|&at| at >= start);
        if self.document.partial {
            [written, fact].into_iter().flatten().min()
        } else {
            written.or(fact)
        }
    }

    /// The latest wait after the first answer: its start, and its end if it was answered.
    fn wait_after(&self, first: i64) -> Option<(i64, Option<i64>)> {
        let answers = self.answers();
        let mut waits: Vec<(i64, Option<i64>)> = Vec::new();
        for message in self.contact_messages_of_episode() {
            let after_first = answers.iter().any(|&reply| self.message_after_reply(message, reply))
                || (message.at > first);
            if !after_first {
                continue;
            }
            let mut ends = answers.clone();
            ends.retain(|&reply| self.reply_after_message(reply, message));
            let end = self.first_reply(&ends).map(|reply| reply.at());
            if waits.last().is_none_or(|&(_, known)| known != end) {
                waits.push((message.at, end));
            }
        }
        let mut latest = waits.last().copied();
        let since = self
            .document
            .facts
            .waiting_since
            .filter(|&since| self.time_in_episode(since) && since >= first);
        if let Some(since) = since
            && (self.document.partial || self.document.messages.is_empty())
        {
            latest = match latest {
                None => Some((since, None)),
                Some((start, None)) => Some((start.min(since), None)),
                answered => answered,
            };
        }
        latest
    }

    /// SPEC §4: the end of the reply window and the length of its last part, where the channel
    /// has one.
    pub(crate) fn reply_window(&self) -> Option<(i64, i64)> {
        let channel = self.document.channel.as_deref()?;
        let window = self.settings.reply_windows.iter().find(|window| window.channel == channel)?;
        let newest = self.contact_messages().into_iter().last()?;
        Some((newest.at + window.window_minutes * MINUTE, window.closing_minutes * MINUTE))
    }

    /// Closed from its end on.
    pub(crate) fn window_closed(&self) -> bool {
        self.reply_window().is_some_and(|(end, _)| self.now >= end)
    }

    /// About to close while the customer waits; the end of the window.
    pub(crate) fn window_closing(&self) -> Option<i64> {
        let (end, closing) = self.reply_window()?;
        let waiting = !self.unanswered_run().is_empty();
        (waiting && self.now >= end - closing && self.now < end).then_some(end)
    }
}

fn not_running(start: Option<i64>, reason: Option<&'static str>) -> Clock {
    Clock { state: "not_applicable", start, reason, ..Clock::default() }
}

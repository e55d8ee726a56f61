//! The clocks: the SLA's, those of responses, and the reply window (SPEC §4).

use crate::history::{Reading, Reply};
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

impl Reading<'_> {
    /// Only open and pending run clocks.
    pub(crate) fn clocks_run(&self) -> bool {
        matches!(self.document.status.as_str(), "open" | "pending")
    }

    /// When the SLA's clock starts, and why; none where there is none.
    pub(crate) fn clock_start(&self) -> Option<(i64, &'static str)> {
        let document = self.document;
        let known = self.contact_messages();
        let creation = (document.created, "creation");
        if known.is_empty() && document.partial && !document.messages.is_empty() {
            // The customer's message stands among those that are not known.
            return Some(creation);
        }
        if known.is_empty() && !document.messages.is_empty() && self.settings.needs_contact_message
        {
            // A campaign that nobody answered.
            return None;
        }
        let Some(resolution) = self.resolution() else {
            let first = known.first();
            return Some(match first {
                Some(first) if self.settings.needs_contact_message && self.ours_opened() => {
                    (first.at, "first_message")
                }
                _ => creation,
            });
        };
        let first = self.contact_messages_of_episode().into_iter().next();
        let rapid = self.rapid_reopen();
        match self.settings.reopen {
            Reopen::Never => Some(creation),
            Reopen::Rapid => Some(rapid.map_or(creation, |at| (at, "rapid_reopen"))),
            Reopen::Episode => Some(match (rapid, first) {
                (Some(at), _) => (at, "rapid_reopen"),
                (None, Some(first)) => (first.at, "reopen"),
                (None, None) => (
                    document
                        .history
                        .iter()
                        .find(|change| change.at > resolution.at && change.status != "resolved")
                        .map_or(resolution.at, |change| change.at),
                    "status_change",
                ),
            }),
        }
    }

    /// The first contact message of a later episode, if it came within 30 minutes (inclusive).
    pub(crate) fn rapid_reopen(&self) -> Option<i64> {
        let resolution = self.resolution()?;
        let first = self.contact_messages_of_episode().into_iter().next()?;
        let within = self.settings.rapid_minutes * MINUTE;
        (self.settings.reopen != Reopen::Never && first.at - resolution.at <= within)
            .then_some(first.at)
    }

    /// Whether we wrote first: a campaign, an outbound mail.
    fn ours_opened(&self) -> bool {
        let Some(first) = self.contact_messages().into_iter().next() else {
            return false;
        };
        let bot = self.document.messages.iter().any(|message| {
            matches!(message.author, crate::document::Author::Bot | crate::document::Author::Agent)
                && !message.private
                && !message.failed
                && crate::document::order(message) < crate::document::order(first)
        });
        let agent = self.replies().into_iter().any(|reply| self.message_after_reply(first, reply));
        !self.document.partial && (bot || agent)
    }

    /// The SLA: a target from the clock's start.
    pub(crate) fn sla(&self) -> Clock {
        let Some((start, reason)) = self.clock_start() else {
            return not_running(None, None);
        };
        if !self.clocks_run() {
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
        let remaining = (due - at).max(0);
        let margin = self.settings.at_risk_minutes * MINUTE;
        let at_risk = margin > 0 && remaining <= margin && stopped.is_none();
        Clock {
            state: match (breached, at_risk) {
                (true, _) => "breached",
                (false, true) => "at_risk",
                (false, false) => "within",
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

    /// SPEC §4: first and next response, of the present episode.
    pub(crate) fn metric(&self, metric: Metric) -> Clock {
        let Some((start, _)) = self.clock_start() else {
            return not_running(None, None);
        };
        if !self.clocks_run() {
            return not_running(None, None);
        }
        let target = metric.target_minutes * MINUTE;
        match metric.response {
            Response::First => {
                let stopped = self.first_answer(start);
                self.standing(start, start + target, stopped)
            }
            Response::Next => {
                let Some(first) = self.first_answer(start) else {
                    return not_running(None, None);
                };
                match self.wait_after(first) {
                    None => not_running(None, None),
                    Some((start, stopped)) => self.standing(start, start + target, stopped),
                }
            }
        }
    }

    /// Who may end a wait: agents, and bots where the policy says so.
    fn answers(&self) -> Vec<Reply<'_>> {
        let mut answers: Vec<Reply<'_>> = self.replies_of_episode();
        if self.settings.bots_answer {
            for message in &self.document.messages {
                let ours = matches!(
                    message.author,
                    crate::document::Author::Bot | crate::document::Author::Agent
                );
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
        let first_contact = self.contact_messages_of_episode().into_iter().next();
        let from_messages = self
            .answers()
            .into_iter()
            .filter(|&reply| match first_contact {
                Some(message) if message.at == start => !self.message_after_reply(message, reply),
                _ => reply.at() >= start,
            })
            .map(|reply| reply.at())
            .min();
        let fact =
            self.document.facts.first_reply.filter(|&at| self.time_in_episode(at) && at >= start);
        if self.document.partial {
            [from_messages, fact].into_iter().flatten().min()
        } else {
            from_messages.or(fact)
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
            let end = answers
                .iter()
                .filter(|&&reply| !self.message_after_reply(message, reply))
                .map(Reply::at)
                .min();
            if waits.last().is_none_or(|&(_, known)| known != end) {
                waits.push((message.at, end));
            }
        }
        let mut latest = waits.last().copied();
        if self.document.partial
            && let Some((start, None)) = latest
            && let Some(since) = self.document.facts.waiting_since
            && self.time_in_episode(since)
            && since > first
        {
            latest = Some((start.min(since), None));
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

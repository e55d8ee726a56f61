//! The clocks: the SLA's, those of responses, and the reply window (SPEC §4).

use crate::document::{Author, order};
use crate::history::{Reading, Resolution};
use crate::settings::{MINUTE, Reopen};

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

    /// A conversation in which we alone wrote has no clock: a campaign that nobody answered. Where
    /// not all of its messages are known, or none, it has one.
    pub(crate) fn has_clock(&self) -> bool {
        !self.settings.needs_contact_message
            || !self.contact_messages().is_empty()
            || self.document.messages.is_empty()
            || self.document.partial
    }

    /// When the SLA's clock starts, or would, and why.
    pub(crate) fn clock_start(&self) -> (i64, &'static str) {
        self.start_of_clock(self.settings.reopen)
    }

    /// Where the clock starts if later episodes have one of their own in these cases.
    pub(crate) fn start_of_clock(&self, reopen: Reopen) -> (i64, &'static str) {
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
        match (reopen, rapid, first) {
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
        let margin = self.settings.at_risk_minutes * MINUTE;
        if clock.state == "within" && margin > 0 && clock.remaining <= margin {
            clock.state = "at_risk";
        }
        clock
    }

    /// Breached is strictly after the end; overdue and remaining are never negative. A clock that
    /// was stopped stands as it stood then.
    pub(crate) fn standing(&self, start: i64, due: i64, stopped: Option<i64>) -> Clock {
        let at = stopped.unwrap_or(self.now);
        let breached = at > due;
        let remaining = if stopped.is_some() { 0 } else { (due - at).max(0) };
        Clock {
            state: match (stopped.is_some(), breached) {
                (true, true) => "missed",
                (true, false) => "met",
                (false, true) => "breached",
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

pub(crate) fn not_running(start: Option<i64>, reason: Option<&'static str>) -> Clock {
    Clock { state: "not_applicable", start, reason, ..Clock::default() }
}

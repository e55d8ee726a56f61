//! The clocks of responses (SPEC §4).

use crate::clocks::{Clock, not_running};
use crate::document::{Author, Message};
use crate::history::{Reading, Reply, moment_at};
use crate::resolved::{after_so_long, counted};
use crate::settings::{MINUTE, Metric, Reopen, Response};

impl<'a> Reading<'a> {
    /// SPEC §4: first and next response, of the present episode, whose clock they start with
    /// whatever the SLA's does. What has stopped stands, whatever the status; nothing else runs
    /// where no clock does.
    pub(crate) fn metric(&self, metric: Metric) -> Clock {
        let (start, _) = self.start_of_clock(Reopen::Episode);
        let target = metric.target_minutes * MINUTE;
        if !self.has_clock() {
            return not_running(None, None);
        }
        let first = self.first_answer().map(|at| at.max(start));
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
        let mut still = self.resolved_time();
        for (_, end) in &mut still {
            // What stands still after the stop is no matter of the clock's.
            *end = stopped.map_or(*end, |stopped| stopped.min(*end));
        }
        let due = after_so_long(start, target, &still);
        let mut clock = self.standing(start, due, stopped);
        let until = stopped.unwrap_or(self.now);
        clock.elapsed = counted(start, until, &still);
        clock
    }

    /// The customer's message that the first response answers: the first of the episode, where
    /// it is known to be that.
    fn asked(&self) -> Option<&'a Message> {
        let first = self.contact_messages_of_episode().into_iter().next();
        first.filter(|_| !self.document.partial)
    }

    /// Who may end a wait: agents, and bots where the policy says so. What answers comes after
    /// what is asked.
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
        if let Some(asked) = self.asked() {
            answers.retain(|&reply| self.reply_after_message(reply, asked));
        }
        answers
    }

    /// Whether there may be messages that are not known.
    fn unreached(&self) -> bool {
        self.document.partial || self.document.messages.is_empty()
    }

    /// The fact of the first reply, where the messages do not reach and it belongs to the episode;
    /// it too answers what is asked, and a reply that is known to be earlier belies it.
    fn first_reply_fact(&self) -> Option<i64> {
        let written = self.first_reply(&self.answers()).map(|reply| reply.at());
        self.document.facts.first_reply.filter(|&at| {
            let early = self.asked().is_some_and(|asked| self.after(asked, moment_at(at)));
            let first = written.is_none_or(|written| self.unreached() && at <= written);
            self.time_in_episode(at) && first && !early
        })
    }

    /// The time of the episode's first answer.
    fn first_answer(&self) -> Option<i64> {
        let written = self.first_reply(&self.answers()).map(|reply| reply.at());
        [written, self.first_reply_fact()].into_iter().flatten().min()
    }

    /// The latest wait after the first answer: its start, and its end if it was answered. The
    /// fact of since when the customer waits is a question too, where the messages do not reach.
    fn wait_after(&self, first: i64) -> Option<(i64, Option<i64>)> {
        let answers = self.answers();
        let fact = self.first_reply_fact();
        // Each question that came after an answer, with the answer that it got.
        let mut questions: Vec<(i64, Option<i64>)> = Vec::new();
        for message in self.contact_messages_of_episode() {
            let after_first = answers.iter().any(|&reply| self.message_after_reply(message, reply))
                || fact.is_some_and(|at| self.after(message, moment_at(at)));
            if after_first {
                let mut ends = answers.clone();
                ends.retain(|&reply| self.reply_after_message(reply, message));
                questions.push((message.at, self.first_reply(&ends).map(|reply| reply.at())));
            }
        }
        let since = self
            .document
            .facts
            .waiting_since
            .filter(|&since| self.unreached() && self.time_in_episode(since) && since >= first);
        if let Some(since) = since {
            let ends = answers.iter().map(Reply::at).filter(|&at| at > since);
            questions.push((since, ends.min()));
        }
        questions.sort_by_key(|&(at, _)| at);
        // Questions that one answer ends are one wait, from the first of them.
        let (_, end) = *questions.last()?;
        questions.into_iter().find(|&(_, known)| known == end)
    }
}

//! A clerk who walks through a desk's days, one step at a time, and knows of each step whether it
//! counts for a clock.

use std::ops::Range;

use cx_triage::sla::MetricKind;
use cx_triage::{Author, Status};

use crate::{Oracle, Walk};

/// What happens to a conversation, in steps from the start of the watch.
#[derive(Debug, Clone)]
pub struct Desk {
    /// When it is opened.
    pub created: usize,
    /// Its status, whatever the history tells.
    pub status: Status,
    /// Whether it has the label `vip`.
    pub vip: bool,
    /// What is written: when, by whom, and whether in private.
    pub messages: Vec<(usize, Author, bool)>,
    /// Replies that were sent and are not among the messages.
    pub unseen_replies: Vec<usize>,
    /// Decisions to resolve.
    pub resolutions: Vec<usize>,
    /// The status history.
    pub changes: Vec<(usize, Status)>,
    /// When it is looked at.
    pub nows: Vec<usize>,
}

/// What one clock does over the steps, as the clerk sees it.
#[derive(Debug)]
pub struct Hand {
    start: usize,
    stop: Option<usize>,
    /// Whether each step counts, be it before the start.
    counts: Vec<bool>,
    /// The steps that count before each, added up one at a time, and those of the whole watch.
    passed: Vec<usize>,
}

/// Who watches a desk.
#[derive(Debug)]
pub struct Clerk<'a> {
    desk: &'a Desk,
    rules: Rules,
    /// How many steps a minute has.
    minute: usize,
    /// Whether each step is open, paused by its status, and known to be resolved.
    open: Vec<bool>,
    paused: Vec<bool>,
    resolved: Vec<bool>,
}

/// By which rules the clerk starts a clock.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Whether the main clock of a later episode starts anew.
    pub reopens: bool,
    /// Whether somebody has to have written to us.
    pub needs_contact: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Event {
    Asked,
    Replied,
}

impl<'a> Clerk<'a> {
    /// A clerk by whose rules the clocks stand still in the statuses `pausing`, and wherever the
    /// calendar is not open if there is one.
    #[must_use]
    pub fn new(
        desk: &'a Desk,
        rules: Rules,
        pausing: &[Status],
        calendar: Option<&Oracle>,
        walk: Walk,
    ) -> Self {
        let is_open = |step| calendar.is_none_or(|calendar| calendar.is_open(step));
        let open = (0..walk.steps).map(is_open).collect();
        let minute = usize::try_from(60 / walk.step).unwrap_or(1);
        let mut clerk =
            Self { desk, rules, minute, open, paused: Vec::new(), resolved: Vec::new() };
        for step in 0..clerk.open.len() {
            let known = clerk.known(step);
            let pauses = known.is_some_and(|status| pausing.contains(&status));
            clerk.paused.push(pauses);
            let resolved = known == Some(Status::Resolved) || clerk.is_decided(step);
            clerk.resolved.push(resolved);
        }
        clerk
    }

    /// The status that the history tells for a step.
    fn known(&self, step: usize) -> Option<Status> {
        let mut latest: Option<&(usize, Status)> = None;
        for change in self.desk.changes.iter().filter(|(at, _)| *at <= step) {
            if latest.is_none_or(|latest| change.0 >= latest.0) {
                latest = Some(change);
            }
        }
        let latest = latest?;
        let goes_on = self.desk.changes.iter().any(|(at, _)| *at > step);
        let resolved_since = self.desk.resolutions.iter().any(|at| *at > latest.0);
        let holds =
            latest.1 == self.desk.status && (latest.1 == Status::Resolved || !resolved_since);
        (goes_on || holds).then_some(latest.1)
    }

    /// The step of the latest resolution. A change to `resolved` up to a minute from a decision is
    /// the decision's.
    fn latest_resolution(&self) -> Option<usize> {
        let decided = &self.desk.resolutions;
        let told = self.desk.changes.iter().filter(|(_, status)| *status == Status::Resolved);
        let alone = told
            .map(|(at, _)| *at)
            .filter(|at| decided.iter().all(|decided| decided.abs_diff(*at) > self.minute));
        decided.iter().copied().chain(alone).max()
    }

    /// What was written in public since the latest resolution, in order. What was written in the
    /// step of a decision comes after it. Nothing is answered before it is asked.
    fn events(&self) -> Vec<(usize, Event)> {
        let since = self.latest_resolution();
        let unseen = self.desk.unseen_replies.iter().copied();
        let unseen = unseen.filter(|at| since.is_none_or(|since| *at > since));
        let mut events: Vec<_> = unseen.map(|at| (at, Event::Replied)).collect();
        for (at, author, private) in &self.desk.messages {
            if since.is_some_and(|since| *at < since) {
                continue;
            }
            match author {
                Author::Contact => events.push((*at, Event::Asked)),
                Author::Agent if !private => events.push((*at, Event::Replied)),
                Author::Agent | Author::Bot | Author::System => {}
            }
        }
        events.sort_by_key(|(at, _)| *at);
        let asked = events.iter().position(|(_, event)| *event == Event::Asked);
        events.drain(..asked.unwrap_or_default());
        events
    }

    /// Whether there is a clock at all.
    #[must_use]
    pub fn has_clocks(&self) -> bool {
        let messages = &self.desk.messages;
        !self.rules.needs_contact
            || messages.is_empty()
            || messages.iter().any(|(_, author, _)| *author == Author::Contact)
    }

    /// Whether the first that anybody wrote in public is ours.
    fn opened_by_us(&self) -> bool {
        let mut public: Vec<_> = self
            .desk
            .messages
            .iter()
            .filter(|(_, author, private)| !private && *author != Author::System)
            .collect();
        public.sort_by_key(|(at, ..)| *at);
        public.first().is_some_and(|(_, author, _)| *author != Author::Contact)
    }

    /// Where the clock of the latest episode starts.
    fn episode_start(&self) -> usize {
        let events = self.events();
        let asked = events.iter().find(|(_, event)| *event == Event::Asked).map(|(at, _)| *at);
        match (self.latest_resolution(), asked) {
            (Some(_), Some(asked)) => asked,
            (Some(resolved), None) => self.left(resolved).unwrap_or(resolved),
            (None, Some(asked)) if self.rules.needs_contact && self.opened_by_us() => asked,
            (None, _) => self.desk.created,
        }
    }

    /// When the history tells that a resolution was undone.
    fn left(&self, resolved: usize) -> Option<usize> {
        let mut changes: Vec<&(usize, Status)> = self.desk.changes.iter().collect();
        changes.sort_by_key(|(at, _)| *at);
        let mut seen = None;
        for (index, (at, status)) in changes.iter().enumerate() {
            if *status == Status::Resolved && at.abs_diff(resolved) <= self.minute {
                seen = Some(index);
            }
        }
        let later = changes.iter().enumerate().filter(|(index, (at, _))| match seen {
            Some(seen) => *index > seen && *at >= resolved,
            None => *at > resolved,
        });
        later.map(|(_, change)| *change).find(|(_, s)| *s != Status::Resolved).map(|(at, _)| *at)
    }

    /// Whether a step is one of those after a decision to resolve that are known to be resolved.
    fn is_decided(&self, step: usize) -> bool {
        let desk = self.desk;
        let by_decision = |decided: &usize| {
            let latest = desk.resolutions.iter().max() == Some(decided);
            let reopened = desk
                .changes
                .iter()
                .filter(|(at, status)| at > decided && *status != Status::Resolved)
                .map(|(at, _)| *at)
                .min();
            let asked = desk.messages.iter();
            let asked = asked.filter(|(_, author, _)| *author == Author::Contact);
            let asked = asked.map(|(at, ..)| *at).filter(|at| at >= decided).min();
            if desk.status == Status::Resolved && latest && reopened.is_none() {
                return *decided <= step;
            }
            let until = reopened.into_iter().chain(asked).min().unwrap_or(*decided);
            // Decided again before anything undid it: that it was undone is clear, when is not.
            let again = desk.resolutions.iter().any(|again| again > decided && *again < until);
            !again && (*decided..until).contains(&step)
        };
        desk.resolutions.iter().any(by_decision)
    }

    /// Whether it is paused by what the history tells when the watch ends.
    #[must_use]
    pub fn is_left_paused(&self) -> bool {
        self.paused.last() == Some(&true)
    }

    /// The hand of the main clock, or of a metric's if it has started.
    #[must_use]
    pub fn hand(&self, metric: Option<MetricKind>) -> Option<Hand> {
        let created = self.desk.created;
        if metric.is_some() && !self.has_clocks() {
            return None;
        }
        let later = self.latest_resolution().is_some();
        let (start, stop) = match metric {
            None if later && !self.rules.reopens => (created, None),
            None => (self.episode_start(), None),
            Some(MetricKind::FirstResponse) => {
                let start = self.episode_start();
                let events = self.events();
                let reply = events.iter().find(|(_, event)| *event == Event::Replied);
                (start, reply.map(|(at, _)| (*at).max(start)))
            }
            Some(MetricKind::NextResponse) => {
                let (mut replied, mut waiting) = (false, false);
                let mut wait = None;
                for (step, event) in self.events() {
                    match event {
                        Event::Asked if replied && !waiting => {
                            wait = Some((step, None));
                            waiting = true;
                        }
                        Event::Asked => {}
                        Event::Replied => {
                            if waiting {
                                wait = wait.map(|(start, _)| (start, Some(step)));
                            }
                            (replied, waiting) = (true, false);
                        }
                    }
                }
                wait?
            }
            Some(MetricKind::Resolution) => {
                // Resolved up to the last step that is watched: back to where that began.
                let steps = (0..self.open.len()).rev();
                let last = steps.take_while(|step| self.resolved[*step]).last();
                (created, last.map(|at| at.max(created)))
            }
        };
        let counts = (0..self.open.len()).map(|step| {
            let before_stop = stop.is_none_or(|stop| step < stop);
            let still = metric.is_some() && self.resolved[step];
            self.open[step] && !(before_stop && (self.paused[step] || still))
        });
        Some(Hand::new(start, stop, counts.collect()))
    }
}

impl Hand {
    fn new(start: usize, stop: Option<usize>, counts: Vec<bool>) -> Self {
        let mut passed = vec![0];
        let mut so_far = 0;
        for counts in &counts {
            so_far += usize::from(*counts);
            passed.push(so_far);
        }
        Self { start, stop, counts, passed }
    }

    /// The steps that count from one to another.
    fn between(&self, from: usize, to: usize) -> usize {
        self.passed[to].saturating_sub(self.passed[from])
    }

    /// When the clock starts.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// When it stops, if it does while the clerk watches.
    #[must_use]
    pub fn stop(&self) -> Option<usize> {
        self.stop
    }

    /// The steps that have counted by `now`.
    #[must_use]
    pub fn elapsed(&self, now: usize) -> usize {
        self.between(self.start, self.stop.unwrap_or(now))
    }

    /// The step at whose start the target is used up, if it is while the clerk watches.
    #[must_use]
    pub fn due(&self, target: usize) -> Option<usize> {
        crate::due(self.start, target, self.counts.len(), |step| self.counts[step])
    }

    /// Whether no more than the margin (0: there is none) is left to count.
    #[must_use]
    pub fn is_at_risk(&self, now: usize, due: usize, margin: usize) -> bool {
        margin > 0 && self.between(now, due) <= margin
    }

    /// The first step at which it is at risk.
    #[must_use]
    pub fn at_risk_from(&self, due: usize, margin: usize) -> Option<usize> {
        (0..=due).find(|step| self.is_at_risk(*step, due, margin))
    }

    /// Whether each of the steps counts for the clock, or none does.
    #[must_use]
    pub fn are(&self, counted: bool, mut steps: Range<usize>) -> bool {
        steps.all(|step| (step >= self.start && self.counts[step]) == counted)
    }
}

//! A clerk who walks through a desk's minutes, one at a time, and the library: they agree.

use cx_triage::{
    Author, MetricKind, MetricState, SlaClock, SlaExplanation, SlaState, Status, Timestamp,
};
use proptest::prelude::*;

use super::desk::{Desk, METRICS, MINUTES, Rules, desk, rules};
use super::generated::calendar;
use super::oracle::Oracle;

/// What one clock does over the minutes, as the clerk sees it.
struct Walk {
    start: usize,
    stop: Option<usize>,
    /// Whether each minute counts, be it before the start.
    counts: Vec<bool>,
}

struct Clerk<'a> {
    desk: &'a Desk,
    /// Whether each minute is open, paused by its status, and known to be resolved.
    open: Vec<bool>,
    paused: Vec<bool>,
    resolved: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Event {
    Asked,
    Replied,
}

impl<'a> Clerk<'a> {
    fn new(desk: &'a Desk, rules: &Rules, open: Vec<bool>) -> Self {
        let mut clerk = Self { desk, open, paused: Vec::new(), resolved: Vec::new() };
        for minute in 0..MINUTES {
            let known = clerk.known(minute);
            let pauses = known.is_some_and(|status| rules.pausing.contains(&status));
            clerk.paused.push(pauses);
            let resolved = known == Some(Status::Resolved) || clerk.is_decided(minute);
            clerk.resolved.push(resolved);
        }
        clerk
    }

    /// The status that the history tells for a minute.
    fn known(&self, minute: usize) -> Option<Status> {
        let mut latest: Option<&(usize, Status)> = None;
        for change in self.desk.changes.iter().filter(|(at, _)| *at <= minute) {
            if latest.is_none_or(|latest| change.0 >= latest.0) {
                latest = Some(change);
            }
        }
        let latest = latest?;
        let goes_on = self.desk.changes.iter().any(|(at, _)| *at > minute);
        let resolved_since = self.desk.resolutions.iter().any(|at| *at > latest.0);
        let holds =
            latest.1 == self.desk.status && (latest.1 == Status::Resolved || !resolved_since);
        (goes_on || holds).then_some(latest.1)
    }

    /// What was written in public, in order.
    fn events(&self) -> Vec<(usize, Event)> {
        let mut events = Vec::new();
        for (at, author, private) in &self.desk.messages {
            match author {
                Author::Contact => events.push((*at, Event::Asked)),
                Author::Agent if !private => events.push((*at, Event::Replied)),
                Author::Agent | Author::Bot | Author::System => {}
            }
        }
        events.extend(self.desk.unseen_replies.iter().map(|at| (*at, Event::Replied)));
        events.sort_by_key(|(at, _)| *at);
        events
    }

    /// Whether a minute is one of those after a decision to resolve that are known to be resolved.
    fn is_decided(&self, minute: usize) -> bool {
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
            let asked = asked.map(|(at, ..)| *at).filter(|at| at > decided).min();
            if desk.status == Status::Resolved && latest && reopened.is_none() {
                return *decided <= minute;
            }
            let until = reopened.into_iter().chain(asked).min().unwrap_or(*decided);
            // Decided again before anything undid it: that it was undone is clear, when is not.
            let again = desk.resolutions.iter().any(|again| again > decided && *again < until);
            !again && (*decided..until).contains(&minute)
        };
        desk.resolutions.iter().any(by_decision)
    }

    fn walk(&self, metric: Option<MetricKind>) -> Option<Walk> {
        let created = self.desk.created;
        let (start, stop) = match metric {
            None => (created, None),
            Some(MetricKind::FirstResponse) => {
                let events = self.events();
                let reply = events.iter().find(|(_, event)| *event == Event::Replied);
                (created, reply.map(|(at, _)| (*at).max(created)))
            }
            Some(MetricKind::NextResponse) => {
                let (mut replied, mut waiting) = (false, false);
                let mut wait = None;
                for (minute, event) in self.events() {
                    match event {
                        Event::Asked if replied && !waiting => {
                            wait = Some((minute, None));
                            waiting = true;
                        }
                        Event::Asked => {}
                        Event::Replied => {
                            if waiting {
                                wait = wait.map(|(start, _)| (start, Some(minute)));
                            }
                            (replied, waiting) = (true, false);
                        }
                    }
                }
                wait?
            }
            Some(MetricKind::Resolution) => {
                // Resolved up to the last minute that is watched: back to where that began.
                let last = (0..MINUTES).rev().take_while(|minute| self.resolved[*minute]).last();
                (created, last.map(|at| at.max(created)))
            }
        };
        let counts = (0..MINUTES).map(|minute| {
            let before_stop = stop.is_none_or(|stop| minute < stop);
            let still = metric == Some(MetricKind::Resolution) && self.resolved[minute];
            self.open[minute] && !(before_stop && (self.paused[minute] || still))
        });
        Some(Walk { start, stop, counts: counts.collect() })
    }
}

impl Walk {
    fn elapsed(&self, now: usize) -> usize {
        let until = self.stop.unwrap_or(now);
        (self.start..until).filter(|minute| self.counts[*minute]).count()
    }

    /// The minute at whose start the target is used up, if it is while the clerk watches.
    fn due(&self, target: usize) -> Option<usize> {
        let mut left = target;
        for minute in self.start..MINUTES {
            if left == 0 && (target > 0 || self.counts[minute]) {
                return Some(minute);
            }
            left -= usize::from(left > 0 && self.counts[minute]);
        }
        None
    }

    fn is_at_risk(&self, now: usize, due: usize, margin: usize) -> bool {
        margin > 0 && (now..due).filter(|minute| self.counts[*minute]).count() <= margin
    }
}

fn millis(minutes: usize) -> i64 {
    i64::try_from(minutes).unwrap() * 60_000
}

/// What the library says of when a target is used up agrees with the clerk, who stops watching.
fn same_due(due: Option<Timestamp>, seen: Option<usize>, instant: &impl Fn(usize) -> Timestamp) {
    match seen {
        Some(minute) => assert_eq!(due, Some(instant(minute))),
        None => assert!(due.is_none_or(|due| due >= instant(MINUTES - 1)), "{due:?}"),
    }
}

fn agree(oracle: &Oracle, rules: &Rules, desk: &Desk, engine: &cx_triage::Engine) {
    let instant = |minute: usize| Timestamp::from_millis(oracle.instant(minute)).unwrap();
    let conversation = desk.conversation(instant);
    let open = if rules.calendar { oracle.open.clone() } else { vec![true; MINUTES] };
    let clerk = Clerk::new(desk, rules, open);
    let is_paused = rules.pausing.contains(&desk.status);
    let runs = !is_paused && [Status::Open, Status::Pending].contains(&desk.status);
    let walks = METRICS.map(|metric| clerk.walk(Some(metric)));
    let main = clerk.walk(None).unwrap();
    for now in &desk.nows {
        let assessment = engine.assess(&conversation, instant(*now));
        let sla = &assessment.sla;
        let mut explained: Vec<(SlaClock, &Walk, Option<Timestamp>)> = Vec::new();
        if is_paused || runs {
            explained.push((SlaClock::Main, &main, sla.due_at));
        }
        if runs {
            let due = main.due(rules.target);
            same_due(sla.due_at, due, &instant);
            let state = match due {
                Some(due) if *now > due => SlaState::Breached,
                Some(due) if main.is_at_risk(*now, due, rules.margin) => SlaState::AtRisk,
                Some(_) => SlaState::Within,
                None => sla.state,
            };
            assert_eq!(sla.state, state);
        } else {
            assert_eq!(sla.due_at, None);
        }

        for (metric, walk) in assessment.metrics.iter().zip(&walks) {
            let start = walk.as_ref().map(|walk| walk.start);
            assert_eq!(metric.clock_start, start.map(instant), "{metric:?}");
            let Some(walk) = walk else {
                assert_eq!(metric.state, MetricState::NotApplicable);
                continue;
            };
            assert_eq!(metric.stopped_at, walk.stop.map(instant), "{metric:?}");
            if walk.stop.is_none() && !is_paused && !runs {
                assert_eq!(metric.state, MetricState::NotApplicable);
                continue;
            }
            let target = if desk.vip { rules.vip_target } else { rules.target };
            assert_eq!(metric.target_ms, Some(millis(target)));
            assert_eq!(metric.elapsed_ms, millis(walk.elapsed(*now)), "{metric:?}");
            explained.push((metric.metric.into(), walk, metric.due_at));
            // Since when it is paused is not known: nothing is said of a deadline.
            if walk.stop.is_none() && is_paused && !clerk.paused[MINUTES - 1] {
                assert_eq!((metric.state, metric.due_at), (MetricState::Paused, None));
                continue;
            }
            let due = walk.due(target);
            same_due(metric.due_at, due, &instant);
            let late = due.is_some_and(|due| walk.stop.unwrap_or(*now) > due);
            let state = match (walk.stop, due) {
                (Some(_), _) if late => MetricState::Missed,
                (Some(_), _) => MetricState::Met,
                (None, _) if late => MetricState::Breached,
                (None, _) if is_paused => MetricState::Paused,
                (None, Some(due)) if walk.is_at_risk(*now, due, rules.margin) => {
                    MetricState::AtRisk
                }
                (None, Some(_)) => MetricState::Within,
                (None, None) => metric.state,
            };
            assert_eq!(metric.state, state, "{metric:?}");
        }

        let why = engine.explain_sla(&conversation, instant(*now)).unwrap();
        assert_eq!(why.len(), explained.len());
        for (why, (clock, walk, due_at)) in why.iter().zip(explained) {
            assert_eq!((why.clock, why.due_at), (clock, due_at));
            explains(why, walk, *now, desk.created, oracle);
        }
    }
}

/// An explanation says of each minute what the clerk says, and leaves none out.
fn explains(why: &SlaExplanation, walk: &Walk, now: usize, created: usize, oracle: &Oracle) {
    let minute = |at: Timestamp| {
        usize::try_from((at.as_millis() / 1000 - oracle.from) / oracle.step).unwrap()
    };
    assert_eq!(minute(why.start), walk.start);
    assert_eq!(minute(why.until), walk.stop.unwrap_or(now));
    assert_eq!(why.elapsed_ms, millis(walk.elapsed(now)));
    let from = created.min(walk.start);
    let told: Vec<bool> = why
        .intervals
        .iter()
        .flat_map(|i| (minute(i.start)..minute(i.end)).map(|_| i.counted))
        .collect();
    let seen: Vec<bool> = (from..walk.stop.unwrap_or(now))
        .map(|minute| minute >= walk.start && walk.counts[minute])
        .collect();
    assert_eq!(told, seen, "{why:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_clerk_agrees(
        generated in calendar(),
        rules in rules(),
        desks in proptest::collection::vec(desk(), 2),
    ) {
        let from = generated.near - 129_600;
        let oracle = Oracle::new(&generated.document, from, MINUTES, 60);
        let engine = rules.policy(&generated.document).compile().unwrap();
        for desk in &desks {
            agree(&oracle, &rules, desk, &engine);
        }
    }
}

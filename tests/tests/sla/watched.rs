//! The library agrees with the clerk on every clock: by seconds over two days, most of them around
//! a change of the clocks, and by minutes over five days, with holidays in a row and targets over
//! days. Beside moments at random it is asked at, and next to, those at which a clock changes.

use cx_triage::sla::{MetricState, Sla, SlaClock, SlaExplanation, SlaMetric, SlaState};
use cx_triage::{Engine, Status, Timestamp};
use cx_triage_oracle::{Clerk, DAY, Desk, Hand, Oracle, Walk};
use cx_triage_tests::calendars::{Generated, calendar};
use proptest::collection::vec;
use proptest::prelude::*;

use super::desk::{METRICS, Rules, conversation, desk, rules};

/// A desk that is watched, and what the clerk knows of it.
struct Watched<'a> {
    oracle: &'a Oracle,
    rules: &'a Rules,
    desk: &'a Desk,
    clerk: Clerk<'a>,
    is_paused: bool,
    runs: bool,
}

/// A clock as the clerk sees it, with the step at which it is due and its target, in steps.
struct Seen {
    hand: Hand,
    target: usize,
    due: Option<usize>,
}

impl Watched<'_> {
    fn walk(&self) -> Walk {
        self.oracle.walk()
    }

    fn steps(&self, minutes: usize) -> usize {
        minutes * 60 / usize::try_from(self.walk().step).unwrap()
    }

    fn seen(&self, hand: Hand, target_minutes: usize) -> Seen {
        let target = self.steps(target_minutes);
        Seen { due: hand.due(target), hand, target }
    }

    /// The moments at which a clock changes, with the step before and the step after.
    fn turns(&self, seen: &Seen) -> Vec<usize> {
        let margin = self.steps(self.rules.margin);
        let risk = seen.due.and_then(|due| seen.hand.at_risk_from(due, margin));
        let turns = [seen.due, risk, Some(seen.hand.start())].into_iter().flatten();
        let beside = turns.flat_map(|step| step.saturating_sub(1)..step + 2);
        beside.filter(|step| *step < self.walk().steps).collect()
    }

    /// What the library says of when a target is used up agrees with the clerk, who stops watching.
    fn same_due(&self, told: Option<Timestamp>, due: Option<usize>) {
        if let Some(step) = due {
            assert_eq!(told, Some(self.oracle.instant(step)));
        } else {
            let end = self.oracle.instant(self.walk().steps - 1);
            assert!(told.is_none_or(|due| due >= end), "{told:?}");
        }
    }

    fn is_at_risk(&self, seen: &Seen, now: usize) -> bool {
        let margin = self.steps(self.rules.margin);
        seen.due.is_some_and(|due| seen.hand.is_at_risk(now, due, margin))
    }

    fn main(&self, sla: &Sla, seen: &Seen, now: usize) {
        assert_eq!(sla.clock_start, self.oracle.instant(seen.hand.start()));
        if !self.runs {
            assert_eq!((sla.due_at, sla.breached_at), (None, None));
            return;
        }
        self.same_due(sla.due_at, seen.due);
        let Some(due) = seen.due else { return };
        let state = match due {
            due if now > due => SlaState::Breached,
            _ if self.is_at_risk(seen, now) => SlaState::AtRisk,
            _ => SlaState::Within,
        };
        assert_eq!(sla.state, state);
        assert_eq!(sla.breached_at.is_some(), now > due);
        assert_eq!(sla.overdue_ms, self.walk().millis(now.saturating_sub(due)));
        assert_eq!(sla.remaining_ms, self.walk().millis(due.saturating_sub(now)));
    }

    /// What the clerk sees of the metric, if it applies.
    fn metric<'a>(
        &self,
        metric: &SlaMetric,
        seen: Option<&'a Seen>,
        now: usize,
    ) -> Option<&'a Seen> {
        let start = seen.map(|seen| seen.hand.start());
        let instant = |step| self.oracle.instant(step);
        assert_eq!(metric.clock_start, start.map(instant), "{metric:?}");
        let Some(seen) = seen else {
            assert_eq!(metric.state, MetricState::NotApplicable);
            return None;
        };
        let stop = seen.hand.stop();
        assert_eq!(metric.stopped_at, stop.map(instant), "{metric:?}");
        if stop.is_none() && !self.is_paused && !self.runs {
            assert_eq!(metric.state, MetricState::NotApplicable);
            return None;
        }
        let millis = |steps| self.walk().millis(steps);
        assert_eq!(metric.target_ms, Some(millis(seen.target)));
        assert_eq!(metric.elapsed_ms, millis(seen.hand.elapsed(now)), "{metric:?}");
        // Since when it is paused is not known: nothing is said of a deadline.
        if stop.is_none() && self.is_paused && !self.clerk.is_left_paused() {
            assert_eq!((metric.state, metric.due_at), (MetricState::Paused, None));
            return Some(seen);
        }
        self.same_due(metric.due_at, seen.due);
        let until = stop.unwrap_or(now);
        let late = seen.due.is_some_and(|due| until > due);
        let state = match (stop, seen.due) {
            (Some(_), _) if late => MetricState::Missed,
            (Some(_), _) => MetricState::Met,
            (None, _) if late => MetricState::Breached,
            (None, _) if self.is_paused => MetricState::Paused,
            (None, Some(_)) if self.is_at_risk(seen, now) => MetricState::AtRisk,
            (None, Some(_)) => MetricState::Within,
            (None, None) => metric.state,
        };
        assert_eq!(metric.state, state, "{metric:?}");
        assert_eq!(metric.breached_at, metric.due_at.filter(|_| late));
        if let Some(due) = seen.due {
            assert_eq!(metric.overdue_ms, millis(until.saturating_sub(due)));
            let left = if matches!(state, MetricState::Within | MetricState::AtRisk) {
                due - now
            } else {
                0
            };
            assert_eq!(metric.remaining_ms, millis(left));
        }
        Some(seen)
    }

    /// An explanation says of each step what the clerk says, and leaves none out.
    fn explained(&self, why: &SlaExplanation, hand: &Hand, now: usize) {
        let until = hand.stop().unwrap_or(now);
        assert_eq!(self.oracle.step(why.start), hand.start());
        assert_eq!(self.oracle.step(why.until), until);
        assert_eq!(why.elapsed_ms, self.walk().millis(hand.elapsed(now)));
        let mut at = self.desk.created.min(hand.start());
        for interval in &why.intervals {
            let steps = self.oracle.step(interval.start)..self.oracle.step(interval.end);
            assert_eq!(steps.start, at, "{interval:?}");
            assert!(hand.are(interval.counted, steps.clone()), "{interval:?}");
            at = steps.end;
        }
        assert_eq!(at, until.max(self.desk.created.min(hand.start())));
    }

    fn agrees_with(&self, engine: &Engine) {
        let conversation = conversation(self.desk, |step| self.oracle.instant(step));
        let target = if self.desk.vip { self.rules.vip_target } else { self.rules.target };
        let metrics = METRICS.map(|metric| self.clerk.hand(Some(metric)));
        let metrics = metrics.map(|hand| hand.map(|hand| self.seen(hand, target)));
        let main = self.seen(self.clerk.hand(None).unwrap(), self.rules.target);

        let started = metrics.iter().flatten();
        let turns = started.chain([&main]).flat_map(|seen| self.turns(seen));
        let turns = turns.map(|now| (now, false));
        for (now, explain) in turns.chain(self.desk.nows.iter().map(|now| (*now, true))) {
            let at = self.oracle.instant(now);
            let assessment = engine.assess(&conversation, at);
            let mut clocks = Vec::new();
            self.main(&assessment.sla, &main, now);
            if self.is_paused || self.runs {
                clocks.push((SlaClock::Main, &main, assessment.sla.due_at));
            }
            for (told, seen) in assessment.metrics.iter().zip(&metrics) {
                if let Some(seen) = self.metric(told, seen.as_ref(), now) {
                    clocks.push((told.metric.into(), seen, told.due_at));
                }
            }
            if explain {
                let why = engine.explain_sla(&conversation, at).unwrap();
                assert_eq!(why.len(), clocks.len());
                for (why, (clock, seen, due_at)) in why.iter().zip(clocks) {
                    assert_eq!((why.clock, why.due_at), (clock, due_at));
                    self.explained(why, &seen.hand, now);
                }
            }
        }
    }
}

fn agree(walk: Walk, from: i64, generated: &Generated, rules: &Rules, desks: &[Desk]) {
    let oracle = Oracle::new(&generated.document, from, walk);
    let engine = rules.policy(&generated.document).compile().unwrap();
    for desk in desks {
        let calendar = rules.calendar.then_some(&oracle);
        let starts =
            cx_triage_oracle::Rules { reopens: rules.reopens, needs_contact: rules.needs_contact };
        let clerk = Clerk::new(desk, starts, &rules.pausing, calendar, walk);
        let is_paused = rules.pausing.contains(&desk.status) && clerk.has_clocks();
        let is_open = [Status::Open, Status::Pending].contains(&desk.status);
        let watched = Watched {
            oracle: &oracle,
            rules,
            desk,
            is_paused,
            runs: !is_paused && is_open && clerk.has_clocks(),
            clerk,
        };
        watched.agrees_with(&engine);
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        // A case takes milliseconds: it is made smaller for some seconds.
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

const SECONDS: Walk = Walk::days(2, 1);
const MINUTES: Walk = Walk::days(5, 60);

proptest! {
    #![proptest_config(config(1_200))]

    #[test]
    fn by_seconds_around_a_change_of_the_clocks(
        generated in calendar(1, Just(true)),
        before in 0..2 * DAY,
        rules in rules(SECONDS),
        desk in desk(SECONDS),
    ) {
        agree(SECONDS, generated.near - before, &generated, &rules, &[desk]);
    }

    #[test]
    fn by_seconds_in_any_season(
        generated in calendar(1, Just(false)),
        before in 0..2 * DAY,
        rules in rules(SECONDS),
        desk in desk(SECONDS),
    ) {
        agree(SECONDS, generated.near - before, &generated, &rules, &[desk]);
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn by_minutes(
        generated in calendar(60, any::<bool>()),
        rules in rules(MINUTES),
        desks in vec(desk(MINUTES), 2),
    ) {
        agree(MINUTES, generated.near - 3 * DAY / 2, &generated, &rules, &desks);
    }
}

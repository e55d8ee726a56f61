//! The library agrees with the clock that steps: on every second of two days, most of them around
//! a change of the clocks, and on every minute of nine days, with holidays in a row and targets
//! over days.

use std::ops::Range;

use cx_triage::hours::{Interval, IntervalReason, Pause};
use cx_triage_oracle::{DAY, Oracle, Walk};
use cx_triage_tests::calendars::{Generated, calendar};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A step: any, or one beside an edge of the open time.
#[derive(Debug, Clone)]
enum Moment {
    Any(Index),
    Edge(Index, usize),
}

fn moment() -> impl Strategy<Value = Moment> {
    let edge = (any::<Index>(), 0..3_usize).prop_map(|(edge, beside)| Moment::Edge(edge, beside));
    prop_oneof![any::<Index>().prop_map(Moment::Any), edge]
}

#[derive(Debug, Clone)]
struct Question {
    start: Moment,
    end: Moment,
    pauses: Vec<(Moment, Moment)>,
    /// A part of the walk; absent: what is counted between start and end.
    target: Option<f64>,
}

fn question() -> impl Strategy<Value = Question> {
    let pauses = prop_oneof![Just(Vec::new()), vec((moment(), moment()), 1..5)];
    let target =
        prop_oneof![1 => Just(Some(0.0)), 3 => (0.0..0.4_f64).prop_map(Some), 4 => Just(None)];
    (moment(), moment(), pauses, target).prop_map(|(start, end, pauses, target)| Question {
        start,
        end,
        pauses,
        target,
    })
}

fn agree(oracle: &Oracle, generated: &Generated, questions: &[Question]) {
    let hours = generated.document.compile().unwrap();
    let steps = oracle.walk().steps;
    let edges = oracle.edges();
    let place = |moment: &Moment| match moment {
        Moment::Edge(edge, beside) if !edges.is_empty() => {
            (edge.get(&edges) + beside - 1).min(steps - 1)
        }
        Moment::Any(index) | Moment::Edge(index, _) => index.index(steps),
    };
    for question in questions {
        let (start, end) = (place(&question.start), place(&question.end));
        let pauses = question.pauses.iter().map(|(from, to)| place(from)..place(to));
        let pauses: Vec<Range<usize>> = pauses.collect();
        let seen = oracle.paused(&pauses);
        let (from, to) = (oracle.instant(start), oracle.instant(end));
        let given: Vec<Pause> = pauses
            .iter()
            .map(|p| Pause { start: oracle.instant(p.start), end: oracle.instant(p.end) })
            .collect();

        let elapsed = seen.elapsed(start..end);
        let answer = hours.elapsed(from, to, &given);
        assert_eq!(answer, oracle.walk().millis(elapsed), "{from} {to} {given:?}");

        assert_eq!(hours.is_open(from), oracle.is_open(start), "{from}");
        if let Some(step) = oracle.opening(start) {
            assert_eq!(hours.next_opening(from), Some(oracle.instant(step)), "{from}");
        }

        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "any part"
        )]
        let target = question.target.map_or(elapsed, |part| (part * steps as f64) as usize);
        let answer = hours.deadline(from, oracle.walk().millis(target), &given);
        if let Some(step) = seen.due(start, target) {
            assert_eq!(answer, Ok(oracle.instant(step)), "{from} {target} {given:?}");
        } else {
            let end = oracle.instant(steps);
            assert!(answer.ok().is_none_or(|due| due >= end), "{from} {target} {given:?}");
        }

        let told = hours.explain(from, to, &given).unwrap();
        explains(&told, start..end, &seen);
    }
}

/// An explanation says of each step what the oracle says, and leaves none out.
fn explains(told: &[Interval], range: Range<usize>, seen: &Oracle) {
    let mut at = range.start;
    for interval in told {
        let steps = seen.step(interval.start)..seen.step(interval.end);
        assert_eq!(steps.start, at, "{interval:?}");
        assert!(seen.are(interval.reason, steps.clone()), "{interval:?}");
        assert_eq!(interval.counted, interval.reason == IntervalReason::Open);
        at = steps.end;
    }
    assert_eq!(at, range.end.max(range.start));
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
const MINUTES: Walk = Walk::days(9, 60);

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn by_seconds_around_a_change_of_the_clocks(
        generated in calendar(1, Just(true)),
        before in 0..2 * DAY,
        questions in vec(question(), 8),
    ) {
        let oracle = Oracle::new(&generated.document, generated.near - before, SECONDS);
        agree(&oracle, &generated, &questions);
    }

    #[test]
    fn by_seconds_in_any_season(
        generated in calendar(1, Just(false)),
        before in 0..2 * DAY,
        questions in vec(question(), 8),
    ) {
        let oracle = Oracle::new(&generated.document, generated.near - before, SECONDS);
        agree(&oracle, &generated, &questions);
    }
}

proptest! {
    #![proptest_config(config(1_024))]

    #[test]
    fn by_minutes(generated in calendar(60, any::<bool>()), questions in vec(question(), 8)) {
        let oracle = Oracle::new(&generated.document, generated.near - 2 * DAY, MINUTES);
        agree(&oracle, &generated, &questions);
    }
}

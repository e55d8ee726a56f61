//! The library agrees with the clock that steps.

use cx_triage::{Pause, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;

use super::generated::{Generated, calendar};
use super::oracle::Oracle;

/// Nine days from two days before to seven after what is special, in minutes.
const MINUTES: usize = 9 * 1440;

fn instant(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis).unwrap()
}

/// Start, end, pauses and target of one question, in steps.
type Question = (usize, usize, Vec<(usize, usize)>, usize);

fn questions(steps: usize, longest_target: usize) -> impl Strategy<Value = Vec<Question>> {
    let pauses = prop_oneof![Just(Vec::new()), vec((0..steps, 0..steps), 1..5)];
    let target = prop_oneof![Just(0), 1..longest_target];
    vec((0..steps, 0..steps, pauses, target), 8)
}

fn agree(oracle: &Oracle, generated: &Generated, questions: &[Question]) {
    let hours = generated.document.compile().unwrap();
    for (start, end, pauses, target) in questions {
        let counted = oracle.counted(pauses);
        let (from, to) = (instant(oracle.instant(*start)), instant(oracle.instant(*end)));
        let paused: Vec<Pause> = pauses
            .iter()
            .map(|(a, b)| Pause {
                start: instant(oracle.instant(*a)),
                end: instant(oracle.instant(*b)),
            })
            .collect();

        let steps = counted.iter().take(*end).skip(*start).filter(|open| **open).count();
        let elapsed = i64::try_from(steps).unwrap() * oracle.step * 1000;
        assert_eq!(hours.elapsed(from, to, &paused), elapsed, "{from} {to} {paused:?}");

        assert_eq!(hours.is_open(from), oracle.open[*start], "{from}");
        let opening = (*start..oracle.open.len()).find(|n| oracle.open[*n]);
        if let Some(step) = opening {
            assert_eq!(hours.next_opening(from), Some(instant(oracle.instant(step))));
        }

        let mut left = *target;
        let mut due = None;
        for (step, counts) in counted.iter().enumerate().skip(*start) {
            if left == 0 && (*counts || *target > 0) {
                due = Some(step);
                break;
            }
            left -= usize::from(*counts && left > 0);
        }
        let wanted = i64::try_from(*target).unwrap() * oracle.step * 1000;
        let answer = hours.deadline(from, wanted, &paused);
        if let Some(step) = due {
            assert_eq!(answer.unwrap(), instant(oracle.instant(step)), "{from} {target}");
        } else {
            let end = instant(oracle.instant(counted.len()));
            assert!(answer.ok().is_none_or(|due| due >= end), "{from} {target}");
        }

        let why = hours.explain(from, to, &paused).unwrap();
        for interval in why {
            for n in [interval.start, interval.end.plus_millis(-1)] {
                let step = (n.as_millis() / 1000 - oracle.from) / oracle.step;
                let step = usize::try_from(step).unwrap();
                assert_eq!(interval.counted, counted[step], "{interval:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn by_minutes(generated in calendar(), questions in questions(MINUTES, 3000)) {
        let from = generated.near - 2 * 86_400;
        let oracle = Oracle::new(&generated.document, from, MINUTES, 60);
        agree(&oracle, &generated, &questions);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn by_seconds(generated in calendar(), questions in questions(86_400, 30_000)) {
        // Odd seconds in the day around what is special.
        let from = generated.near - 43_200 + 17;
        let oracle = Oracle::new(&generated.document, from, 86_400, 1);
        agree(&oracle, &generated, &questions);
    }
}

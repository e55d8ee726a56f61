//! What must hold of any calendar, to the millisecond and over years.

use cx_triage::Timestamp;
use cx_triage::hours::Pause;
use cx_triage_tests::calendars::calendar;
use proptest::collection::vec;
use proptest::prelude::*;

const YEAR: i64 = 366 * 86_400_000;

fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let near = (-10 * 86_400_000_i64..20 * 86_400_000, 0..3 * 86_400_000_i64);
    vec(near, 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn holds(
        generated in calendar(1, any::<bool>()),
        start in -10 * 86_400_000_i64..10 * 86_400_000,
        length in prop_oneof![0..30 * 86_400_000_i64, 0..20 * YEAR],
        part in 0.0..1.0_f64,
        target in prop_oneof![0..48 * 3_600_000_i64, 0..YEAR],
        pauses in pauses(),
        holiday in -6_i64..30,
    ) {
        let near = generated.near * 1000;
        let hours = generated.document.compile().unwrap();
        let start = Timestamp::from_millis(near + start).unwrap();
        let end = start.plus_millis(length);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any place")]
        let middle = start.plus_millis((length as f64 * part) as i64);
        let pauses: Vec<Pause> = pauses.iter().map(|(from, length)| {
            let from = Timestamp::from_millis(near + from).unwrap();
            Pause { start: from, end: from.plus_millis(*length) }
        }).collect();
        let elapsed = hours.elapsed(start, end, &pauses);

        // Bounds; a pause takes off at most its length.
        let unpaused = hours.elapsed(start, end, &[]);
        let paused: i64 = pauses.iter().map(|p| p.end.millis_since(p.start)).sum();
        prop_assert!((0..=length).contains(&unpaused));
        prop_assert!(elapsed <= unpaused && elapsed >= unpaused - paused);
        prop_assert_eq!(hours.elapsed(end, start, &pauses), 0);

        // Parts add up, and so does the explanation.
        let parts = hours.elapsed(start, middle, &pauses) + hours.elapsed(middle, end, &pauses);
        prop_assert_eq!(parts, elapsed);
        if let Ok(why) = hours.explain(start, end, &pauses) {
            let counted = why.iter().filter(|i| i.counted);
            prop_assert_eq!(counted.map(|i| i.end.millis_since(i.start)).sum::<i64>(), elapsed);
            let mut at = start;
            for interval in &why {
                prop_assert_eq!(interval.start, at);
                prop_assert!(interval.start < interval.end);
                at = interval.end;
            }
            prop_assert_eq!(at, end.max(start));
            prop_assert!(why.windows(2).all(|pair| pair[0].reason != pair[1].reason));
        } else {
            prop_assert!(length > 3_660 * 86_400_000);
        }

        // The order of pauses, and one given twice, change nothing.
        let twice: Vec<Pause> = pauses.iter().rev().chain(&pauses).copied().collect();
        prop_assert_eq!(hours.elapsed(start, end, &twice), elapsed);

        if let Ok(due) = hours.deadline(start, target, &pauses) {
            prop_assert_eq!(hours.deadline(start, target, &twice), Ok(due));
            prop_assert_eq!(hours.elapsed(start, due, &pauses), target);
            if target > 0 {
                prop_assert_eq!(hours.elapsed(start, due.plus_millis(-1), &pauses), target - 1);
            } else {
                prop_assert!(hours.is_open(due));
            }
            // A longer target is never due earlier, and one in two steps is due as one.
            let first = hours.deadline(start, target / 2, &pauses).unwrap();
            prop_assert!(first <= due);
            prop_assert_eq!(hours.deadline(first, target - target / 2, &pauses), Ok(due));

            // A holiday more never brings it forward.
            let mut document = generated.document.clone();
            let date = Timestamp::from_millis(near + holiday * 86_400_000).unwrap().to_string();
            document.holidays.push(date[..10].to_owned());
            if let Ok(later) = document.compile().map(|h| h.deadline(start, target, &pauses)) {
                prop_assert!(later.ok().is_none_or(|later| later >= due));
            }
        }
        if let Some(opening) = hours.next_opening(start) {
            prop_assert!(hours.is_open(opening) && opening >= start);
            prop_assert_eq!(hours.elapsed(start, opening, &[]), 0);
            prop_assert_eq!(opening == start, hours.is_open(start));
        } else {
            prop_assert_eq!(hours.elapsed(start, Timestamp::MAX, &[]), 0);
        }
    }
}

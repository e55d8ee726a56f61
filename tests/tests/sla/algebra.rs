//! What must hold of any conversation, to the millisecond.

use std::sync::LazyLock;

use cx_triage::conversation::{Action, StatusChange};
use cx_triage::sla::{MetricKind, MetricState, Priority, SlaMetric, SlaState};
use cx_triage::{Author, Conversation, Engine, Message, PastDecision, Status, Timestamp};
use cx_triage_tests::arbitrary::{conversation, timestamp};
use proptest::prelude::*;

use super::engine;

const CALENDAR: &str = r#"
    [sla.calendars.desk]
    time_zone = "America/New_York"
    hours = { mon = [["08:00", "12:00"], ["13:00", "20:15"]], sat = [["22:00", "06:00"]], sun = [["09:07", "24:00"]] }
    breaks = { 2025-10-12 = [["15:00", "15:20"]] }
"#;

fn clocks(holidays: &str) -> Engine {
    let metric = |metric: &str, rest: &str| {
        format!(
            "[[sla.metrics]]\nmetric = \"{metric}\"\ntarget_minutes = 90\nat_risk_minutes = 20\n{rest}\n"
        )
    };
    engine(&format!(
        "[sla]\ncalendar = \"desk\"\npausing_statuses = [\"snoozed\"]\nat_risk_minutes = 10\n\
         needs_contact_message = false\n{CALENDAR}\nholidays = [{holidays}]\n{}{}{}",
        metric("resolution", "calendar = \"desk\"\npausing_statuses = [\"snoozed\", \"pending\"]"),
        metric("first_response", "targets = [{ priority = \"p1\", minutes = 15 }]"),
        metric(
            "next_response",
            "calendar = \"desk\"\ntargets = [{ label = \"vip\", minutes = 0 }, { priority = \"p2\", minutes = 45 }]"
        ),
    ))
}

static CLOCKS: LazyLock<Engine> = LazyLock::new(|| clocks(""));
static HOLIDAY: LazyLock<Engine> = LazyLock::new(|| clocks("\"2025-10-12\", \"2025-10-13\""));

fn metric(
    engine: &Engine,
    conversation: &Conversation,
    now: Timestamp,
    kind: MetricKind,
) -> SlaMetric {
    let metrics = engine.assess(conversation, now).metrics;
    metrics.into_iter().find(|metric| metric.metric == kind).unwrap()
}

const KINDS: [MetricKind; 3] =
    [MetricKind::FirstResponse, MetricKind::NextResponse, MetricKind::Resolution];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_metric_holds_together(conversation in conversation(), now in timestamp()) {
        let assessment = CLOCKS.assess(&conversation, now);
        for metric in &assessment.metrics {
            let until = metric.stopped_at.unwrap_or(now);
            prop_assert!(metric.elapsed_ms >= 0 && metric.overdue_ms >= 0 && metric.remaining_ms >= 0);
            prop_assert!(metric.overdue_ms == 0 || metric.remaining_ms == 0);
            prop_assert!(metric.breached_at.is_none_or(|at| Some(at) == metric.due_at));
            prop_assert_eq!(metric.overdue_ms > 0, metric.breached_at.is_some());
            if let Some(start) = metric.clock_start {
                prop_assert!(metric.elapsed_ms <= until.millis_since(start).max(0));
            }
            let late = matches!(metric.state, MetricState::Breached | MetricState::Missed);
            prop_assert_eq!(late, metric.breached_at.is_some());
            let stopped = matches!(metric.state, MetricState::Met | MetricState::Missed);
            prop_assert!(!stopped || metric.stopped_at.is_some());
            // What has been used up and the target tell the same story as the deadline.
            if let (Some(target), Some(due)) = (metric.target_ms, metric.due_at) {
                if metric.elapsed_ms > target { prop_assert!(until > due); }
                if until <= due { prop_assert!(metric.elapsed_ms <= target); }
                if metric.elapsed_ms < target { prop_assert!(until < due); }
            }
        }
    }

    #[test]
    fn an_explanation_adds_up(conversation in conversation(), now in timestamp()) {
        let assessment = CLOCKS.assess(&conversation, now);
        let explained = CLOCKS.explain_sla(&conversation, now);
        // Refused where one of the clocks is too long, and nowhere else.
        let main = Some((assessment.sla.clock_start, now))
            .filter(|_| assessment.sla.state != SlaState::NotApplicable);
        let metrics = assessment.metrics.iter();
        let metrics = metrics.filter(|metric| metric.state != MetricState::NotApplicable);
        let metrics = metrics.map(|m| (m.clock_start.unwrap(), m.stopped_at.unwrap_or(now)));
        let mut lengths = main.into_iter().chain(metrics).map(|(start, end)| end.millis_since(start));
        let too_long = lengths.any(|length| length > 3_660 * 86_400_000);
        prop_assert_eq!(explained.is_err(), too_long);
        let Ok(explained) = explained else { return Ok(()) };
        for why in explained {
            let counted = why.intervals.iter().filter(|interval| interval.counted);
            let sum: i64 = counted.map(|interval| interval.end.millis_since(interval.start)).sum();
            prop_assert_eq!(sum, why.elapsed_ms);
            let mut at = why.start.min(conversation.created_at);
            for interval in &why.intervals {
                prop_assert_eq!(interval.start, at);
                prop_assert!(interval.end > at);
                at = interval.end;
            }
            prop_assert!(why.intervals.is_empty() || at == why.until);
            let json: serde_json::Value = serde_json::from_str(&why.to_json()).unwrap();
            prop_assert_eq!(serde_json::from_value::<cx_triage::sla::SlaExplanation>(json).unwrap(), why);
        }
    }

    #[test]
    fn time_that_has_passed_stays_passed(
        conversation in conversation(),
        now in timestamp(),
        later in 0..10 * 86_400_000_i64,
    ) {
        let (before, after) = (CLOCKS.assess(&conversation, now), CLOCKS.assess(&conversation, now.plus_millis(later)));
        for (before, after) in before.metrics.iter().zip(&after.metrics) {
            prop_assert!(after.elapsed_ms >= before.elapsed_ms);
            prop_assert!(after.elapsed_ms - before.elapsed_ms <= later);
            if before.stopped_at.is_some() {
                prop_assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn a_holiday_never_brings_a_deadline_forward(conversation in conversation(), now in timestamp()) {
        let (plain, holiday) = (CLOCKS.assess(&conversation, now), HOLIDAY.assess(&conversation, now));
        let due = |at: Option<Timestamp>| at.unwrap_or(Timestamp::MAX);
        if plain.sla.state != SlaState::Paused {
            prop_assert!(due(holiday.sla.due_at) >= due(plain.sla.due_at));
        }
        for (plain, holiday) in plain.metrics.iter().zip(&holiday.metrics) {
            prop_assert!(holiday.elapsed_ms <= plain.elapsed_ms);
            if plain.target_ms == holiday.target_ms {
                prop_assert!(due(holiday.due_at) >= due(plain.due_at));
            }
        }
    }

    #[test]
    fn a_pause_more_never_adds_time(
        conversation in conversation(),
        now in timestamp(),
        from in timestamp(),
        length in 0..3 * 86_400_000_i64,
    ) {
        // Snoozed and reopened, before everything else that the history tells; a history also
        // tells when a resolution was undone, which is not what is asked here.
        let mut conversation = conversation;
        conversation.decisions.retain(|decision| decision.action != Action::MarkResolved);
        conversation.status = Status::Open;
        conversation.status_changes.retain(|change| change.at > from.plus_millis(length));
        let mut paused = conversation.clone();
        paused.status_changes.push(StatusChange { status: Status::Open, at: from.plus_millis(length) });
        paused.status_changes.push(StatusChange { status: Status::Snoozed, at: from });
        for kind in KINDS {
            let (plain, paused) = (metric(&CLOCKS, &conversation, now, kind), metric(&CLOCKS, &paused, now, kind));
            prop_assert!(paused.elapsed_ms <= plain.elapsed_ms);
            prop_assert!(plain.elapsed_ms - paused.elapsed_ms <= length || plain.stopped_at != paused.stopped_at);
        }
    }

    #[test]
    fn the_order_of_a_history_does_not_matter(conversation in conversation(), now in timestamp()) {
        let mut conversation = conversation;
        conversation.status_changes.sort_by_key(|change| change.at);
        conversation.status_changes.dedup_by_key(|change| change.at);
        let mut reversed = conversation.clone();
        reversed.status_changes.reverse();
        prop_assert_eq!(CLOCKS.assess(&conversation, now), CLOCKS.assess(&reversed, now));
    }

    #[test]
    fn reopening_never_lowers_elapsed_time(
        conversation in conversation(),
        (resolved, quiet, since) in (timestamp(), 0..3 * 86_400_000_i64, 0..3 * 86_400_000_i64),
        (by_decision, by_history) in (any::<bool>(), any::<bool>()),
        (status, written) in (prop::sample::select(vec![Status::Open, Status::Snoozed, Status::Pending]), any::<bool>()),
    ) {
        let mut closed = conversation;
        // Nothing of what is told lies after the resolution.
        closed.messages.retain(|message| message.created_at < resolved);
        closed.decisions.retain(|decision| decision.at < resolved);
        closed.status_changes.retain(|change| change.at < resolved);
        closed.status = Status::Resolved;
        if by_decision || !by_history {
            closed.decisions.push(PastDecision::new(Action::MarkResolved, resolved));
        }
        if by_history {
            closed.status_changes.push(StatusChange { status: Status::Resolved, at: resolved });
        }
        let reopened = resolved.plus_millis(1 + quiet);
        let now = reopened.plus_millis(since);
        let mut open = closed.clone();
        open.status = status;
        if written || !by_history {
            open.messages.push(Message {
                content: Some("again".into()),
                ..Message::new(Author::Contact, reopened)
            });
        }
        if by_history {
            open.status_changes.push(StatusChange { status, at: reopened });
        }
        let before = metric(&CLOCKS, &closed, now, MetricKind::Resolution);
        let after = metric(&CLOCKS, &open, now, MetricKind::Resolution);
        prop_assert!(before.stopped_at.is_some());
        prop_assert!(after.stopped_at.is_none());
        prop_assert!(after.elapsed_ms >= before.elapsed_ms, "{:?} {:?}", before, after);
        prop_assert!(metric(&CLOCKS, &closed, reopened, MetricKind::Resolution) == before);
    }

    #[test]
    fn a_target_by_priority_is_that_of_the_assessment(conversation in conversation(), now in timestamp()) {
        let assessment = CLOCKS.assess(&conversation, now);
        let first = &assessment.metrics[1];
        if assessment.surfaced && first.stopped_at.is_none() {
            let minutes = if assessment.priority == Some(Priority::P1) { 15 } else { 90 };
            prop_assert_eq!(first.target_ms, Some(minutes * 60_000));
        }
        let next = &assessment.metrics[2];
        let vip = conversation.labels.iter().any(|label| label.trim().eq_ignore_ascii_case("vip"));
        if assessment.surfaced && next.clock_start.is_some() && next.stopped_at.is_none() {
            let late = assessment.priority == Some(Priority::P2);
            let minutes = if vip { 0 } else if late { 45 } else { 90 };
            prop_assert_eq!(next.target_ms, Some(minutes * 60_000));
        }
    }

    #[test]
    fn metrics_change_nothing_else(conversation in conversation(), now in timestamp()) {
        static MAIN: LazyLock<Engine> = LazyLock::new(|| engine(&format!(
            "[sla]\ncalendar = \"desk\"\npausing_statuses = [\"snoozed\"]\nat_risk_minutes = 10\nneeds_contact_message = false\n{CALENDAR}"
        )));
        let mut with = CLOCKS.assess(&conversation, now);
        let without = MAIN.assess(&conversation, now);
        prop_assert!(without.metrics.is_empty() && !without.to_json().contains("\"metrics\""));
        with.metrics.clear();
        with.policy = without.policy.clone();
        with.next_change_at = without.next_change_at;
        prop_assert_eq!(with, without);
    }
}

//! The trend of SLA breaches: days, weeks, episodes, and what takes no breach back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cx_triage::{BreachTrend, Conversation, Engine, HealthSample, Id, Policy, Status, Timestamp};
use cx_triage_tests::life::{life, moment};
use proptest::prelude::*;

static RUNBOOK: LazyLock<Engine> = LazyLock::new(|| Policy::runbook().compile().unwrap());

static METRICS: LazyLock<Engine> = LazyLock::new(|| {
    engine(
        r#"
        [[sla.metrics]]
        metric = "first_response"
        target_minutes = 60
        [[sla.metrics]]
        metric = "resolution"
        target_minutes = 120
        "#,
    )
});

fn engine(more: &str) -> Engine {
    let policy = format!("extends = \"runbook\"\nname = \"ours\"\n{more}");
    Policy::from_toml(&policy).unwrap().compile().unwrap()
}

fn conversation(more: &str) -> Conversation {
    let json = format!(r#"{{"id": 7, "status": "open", {more}}}"#);
    Conversation::from_json(json).unwrap()
}

fn created(at: &str) -> Conversation {
    conversation(&format!(r#""createdAt": "{at}""#))
}

fn at(time: &str) -> Timestamp {
    Timestamp::parse(time).unwrap()
}

/// The days with a breach of a clock, and how many there were.
fn days(trend: &BreachTrend, clock: &str) -> Vec<(String, u64)> {
    let counted = trend.days.iter().map(|day| (day.date.clone(), day.clocks[clock]));
    counted.filter(|(_, count)| *count > 0).collect()
}

fn sum(trend: &BreachTrend, clock: &str) -> u64 {
    days(trend, clock).iter().map(|(_, count)| count).sum()
}

const TWO_EPISODES: &str = r#"
    "createdAt": "2025-10-10T08:00:00Z",
    "messages": [
        {"id": 1, "author": "contact", "createdAt": "2025-10-10T08:00:00Z", "content": "Hello"},
        {"id": 2, "author": "agent", "createdAt": "2025-10-10T09:30:00Z", "content": "Hi"},
        {"id": 3, "author": "contact", "createdAt": "2025-10-12T08:00:00Z", "content": "A question"}],
    "decisions": [{"action": "chatwoot.mark_resolved", "at": "2025-10-10T09:45:00Z"}]"#;

#[test]
fn without_a_conversation_every_day_is_listed_with_zero() {
    let trend = METRICS.breach_trend([], 3, at("2025-10-12T08:00:00Z"));
    let dates: Vec<_> = trend.days.iter().map(|day| day.date.as_str()).collect();
    assert_eq!(dates, ["2025-10-10", "2025-10-11", "2025-10-12"]);
    let zero: BTreeMap<String, u64> =
        ["sla", "first_response", "resolution"].map(|clock| (clock.to_owned(), 0)).into();
    assert!(trend.days.iter().all(|day| day.clocks == zero));
    assert_eq!((&trend.this_week, &trend.week_before), (&zero, &zero));
    let json = trend.to_json();
    assert!(json.starts_with(
        r#"{"days":[{"date":"2025-10-10","clocks":{"first_response":0,"resolution":0,"sla":0}}"#
    ));
    assert!(json.contains(r#""thisWeek":{"#) && json.contains(r#""weekBefore":{"#));
}

#[test]
fn a_breach_at_midnight_belongs_to_the_day_that_begins() {
    let now = at("2025-10-12T12:00:00Z");
    for (created_at, day) in [
        ("2025-10-10T23:30:00Z", "2025-10-11"),
        ("2025-10-10T23:29:59.999Z", "2025-10-10"),
        ("2025-10-11T23:29:59.999Z", "2025-10-11"),
        ("2025-10-11T00:00:00+02:00", "2025-10-10"),
    ] {
        let trend = RUNBOOK.breach_trend([&created(created_at)], 5, now);
        assert_eq!(days(&trend, "sla"), [(day.to_owned(), 1)], "{created_at}");
    }
    // Before the range it belongs to the week alone.
    let trend = RUNBOOK.breach_trend([&created("2025-10-11T23:29:59.999Z")], 1, now);
    assert_eq!((sum(&trend, "sla"), trend.this_week["sla"]), (0, 1));
}

#[test]
fn two_episodes_breach_on_two_days() {
    let told = conversation(TWO_EPISODES);
    let trend = RUNBOOK.breach_trend([&told, &told], 4, at("2025-10-12T09:00:00Z"));
    let two = [("2025-10-10".to_owned(), 2), ("2025-10-12".to_owned(), 2)];
    assert_eq!(days(&trend, "sla"), two);
    assert_eq!(trend.this_week["sla"], 4);
}

#[test]
fn a_metric_has_a_row_of_its_own() {
    let told = conversation(TWO_EPISODES);
    let trend = METRICS.breach_trend([&told], 4, at("2025-10-12T09:00:00.001Z"));
    // Answered on the first day at 09:30, 30 minutes late; on the third day not at all.
    let two = [("2025-10-10".to_owned(), 1), ("2025-10-12".to_owned(), 1)];
    assert_eq!(days(&trend, "first_response"), two);
    // 105 minutes on the first day; what was resolved does not count, 15 minutes after it do.
    assert_eq!(days(&trend, "resolution"), [("2025-10-12".to_owned(), 1)]);
    let trend = METRICS.breach_trend([&told], 4, at("2025-10-12T09:00:00Z"));
    assert_eq!(days(&trend, "first_response"), [("2025-10-10".to_owned(), 1)]);
}

#[test]
fn a_clock_that_goes_on_through_episodes_counts_once() {
    let told = conversation(
        r#""createdAt": "2025-10-10T08:00:00Z",
        "messages": [
            {"id": 1, "author": "contact", "createdAt": "2025-10-10T08:00:00Z", "content": "Hello"},
            {"id": 2, "author": "contact", "createdAt": "2025-10-12T08:00:00Z", "content": "So?"}],
        "decisions": [{"action": "chatwoot.mark_resolved", "at": "2025-10-10T11:00:00Z"}]"#,
    );
    let now = at("2025-10-13T09:00:00Z");
    let first = [("2025-10-10".to_owned(), 1)];
    assert_eq!(days(&METRICS.breach_trend([&told], 9, now), "resolution"), first);
    let never = engine("[sla]\nreopen = \"never\"");
    assert_eq!(days(&never.breach_trend([&told], 9, now), "sla"), first);
    assert_eq!(sum(&RUNBOOK.breach_trend([&told], 9, now), "sla"), 2);
}

#[test]
fn a_breach_counts_from_the_millisecond_after_the_deadline() {
    let told = created("2025-10-12T08:00:00Z");
    for (now, count) in
        [("2025-10-12T07:00:00Z", 0), ("2025-10-12T08:30:00Z", 0), ("2025-10-12T08:30:00.001Z", 1)]
    {
        let trend = RUNBOOK.breach_trend([&told], 1, at(now));
        assert_eq!((sum(&trend, "sla"), trend.this_week["sla"]), (count, count), "{now}");
    }
}

#[test]
fn what_comes_after_now_changes_nothing() {
    let told = conversation(TWO_EPISODES);
    let now = at("2025-10-10T08:30:00.001Z");
    let trend = RUNBOOK.breach_trend([&told], 2, now);
    assert_eq!(trend, RUNBOOK.breach_trend([&told.as_of(now)], 2, now));
    assert_eq!(sum(&trend, "sla"), 1);
}

#[test]
fn a_week_is_seven_times_24_hours() {
    // Due at 08:30:00.000 on the 5th.
    let told = created("2025-10-05T08:00:00Z");
    for (now, this_week, week_before) in [
        ("2025-10-12T08:29:59.999Z", 1, 0),
        ("2025-10-12T08:30:00.000Z", 1, 0),
        ("2025-10-12T08:30:00.001Z", 0, 1),
        ("2025-10-19T08:29:59.999Z", 0, 1),
        ("2025-10-19T08:30:00.000Z", 0, 1),
        ("2025-10-19T08:30:00.001Z", 0, 0),
    ] {
        let trend = RUNBOOK.breach_trend([&told], 0, at(now));
        assert_eq!(trend.days, []);
        let weeks = (trend.this_week["sla"], trend.week_before["sla"]);
        assert_eq!(weeks, (this_week, week_before), "{now}");
    }
}

#[test]
fn a_breach_outlives_what_is_done_about_it() {
    let now = at("2025-10-12T12:00:00Z");
    let with = |status: &str, more: &str| {
        let json = format!(
            r#"{{"id": 7, "status": "{status}", "createdAt": "2025-10-12T08:00:00Z", {more}}}"#
        );
        let told = Conversation::from_json(json).unwrap();
        RUNBOOK.breach_trend([&told], 1, now).days[0].clocks["sla"]
    };
    let change = |status: &str, time: &str| {
        format!(r#"{{"status": "{status}", "at": "2025-10-12T{time}Z"}}"#)
    };
    let changes = |list: &[String]| format!(r#""statusChanges": [{}]"#, list.join(", "));
    let mark = |time: &str| {
        format!(
            r#""decisions": [{{"action": "chatwoot.mark_resolved", "at": "2025-10-12T{time}Z"}}]"#
        )
    };
    // Snoozed after the breach, and at the deadline.
    assert_eq!(with("snoozed", &changes(&[change("snoozed", "08:30:00.002")])), 1);
    assert_eq!(with("snoozed", &changes(&[change("snoozed", "08:30:00")])), 0);
    // Snoozed from before the deadline up to the resolution.
    let asleep = changes(&[change("snoozed", "08:20:00"), change("resolved", "09:00:00")]);
    assert_eq!(with("resolved", &asleep), 0);
    // Back before the resolution, after the deadline.
    let back =
        [change("snoozed", "08:20:00"), change("open", "08:50:00"), change("resolved", "09:00:00")];
    assert_eq!(with("resolved", &changes(&back)), 1);
    // Resolved late and in time, by a decision, with and without Chatwoot's own entry before it.
    assert_eq!(with("resolved", &mark("09:00:00")), 1);
    assert_eq!(with("resolved", &mark("08:30:00")), 0);
    let entry = changes(&[change("resolved", "08:29:50")]);
    assert_eq!(with("resolved", &format!("{}, {entry}", mark("08:30:10"))), 0);
    let entry = changes(&[change("resolved", "08:59:50")]);
    assert_eq!(with("resolved", &format!("{}, {entry}", mark("09:00:00"))), 1);
    // Resolved twice: nothing says that it was open in between.
    let twice = r#""decisions": [
        {"action": "chatwoot.mark_resolved", "at": "2025-10-12T08:10:00Z"},
        {"action": "chatwoot.mark_resolved", "at": "2025-10-12T10:00:00Z"}]"#;
    assert_eq!(with("resolved", twice), 0);
    // Resolved at a time that nothing tells.
    assert_eq!(with("resolved", r#""labels": []"#), 0);
}

#[test]
fn a_trend_at_the_ends_of_time_stays_in_range() {
    let none: [&Conversation; 0] = [];
    let early = RUNBOOK.breach_trend(none, 5, Timestamp::MIN.plus_millis(86_400_000));
    let dates: Vec<_> = early.days.iter().map(|day| day.date.as_str()).collect();
    assert_eq!(dates, ["0001-01-01", "0001-01-02"]);
    let late = RUNBOOK.breach_trend(none, u32::MAX, Timestamp::MAX);
    assert_eq!((late.days.len(), late.days[3_659].date.as_str()), (3_660, "9999-12-31"));
}

#[test]
fn the_weeks_are_ready_for_the_health_sample() {
    let now = at("2025-10-20T00:00:00Z");
    let list: Vec<_> = ["2025-10-08T08:00:00Z", "2025-10-15T08:00:00Z", "2025-10-16T08:00:00Z"]
        .map(created)
        .into();
    let trend = RUNBOOK.breach_trend(&list, 1, now);
    let sample = HealthSample {
        sla_breaches: Some(trend.this_week["sla"]),
        sla_breaches_week_before: Some(trend.week_before["sla"]),
        ..HealthSample::default()
    };
    let alerts = RUNBOOK.health(&sample);
    assert_eq!((alerts.len(), alerts[0].value, alerts[0].threshold), (1, 2, 1));
}

/// Counts by asking for assessments: whatever the main clock of an unresolved story shows at the
/// moments around its deadlines and changes.
fn breached_by_assessments(told: &Conversation, now: Timestamp) -> u64 {
    let mut moments: Vec<Timestamp> =
        told.status_changes.iter().map(|change| change.at.plus_millis(-1)).collect();
    moments.push(now);
    moments.retain(|at| *at <= now);
    let breached = |at: Timestamp| {
        let history = told.as_of(at);
        let mut stood = told.as_of(now);
        (stood.status, stood.status_changes) = (history.status, history.status_changes);
        if told.status_changes.iter().all(|change| change.at <= at) {
            stood.status = told.status;
        }
        RUNBOOK.assess(&stood, at).sla.breached_at.is_some()
    };
    u64::from(moments.into_iter().any(breached))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn of_a_life_without_a_resolution_the_days_add_up_to_what_assessments_say(
        mut told in life(), now in moment(),
    ) {
        told.decisions.retain(|decision| decision.action != cx_triage::Action::MarkResolved);
        told.status_changes.retain(|change| change.status != Status::Resolved);
        let trend = RUNBOOK.breach_trend([&told], 30, now);
        prop_assert_eq!(sum(&trend, "sla"), breached_by_assessments(&told, now));
    }

    #[test]
    fn the_days_add_up_to_the_weeks_and_conversations_to_their_list(
        list in proptest::collection::vec(life(), 0..5), now in moment(),
    ) {
        let trend = METRICS.breach_trend(&list, 30, now);
        let alone: Vec<_> = list.iter().map(|one| METRICS.breach_trend([one], 30, now)).collect();
        for clock in ["sla", "first_response", "resolution"] {
            let weeks = trend.this_week[clock] + trend.week_before[clock];
            prop_assert_eq!(sum(&trend, clock), weeks);
            prop_assert_eq!(weeks, alone.iter().map(|trend| sum(trend, clock)).sum::<u64>());
        }
    }

    #[test]
    fn breaches_of_episodes_that_decisions_ended_are_counted_one_by_one(
        minutes in proptest::collection::vec((1_i64..200, 1_i64..200), 1..6),
    ) {
        // Each: so many minutes open from the customer's message, then so many resolved.
        let start = at("2025-10-10T08:00:00Z");
        let mut told = Conversation::new(7, Status::Open, start).unwrap();
        let (mut from, mut id, mut expected) = (start, 1, 0);
        for (open, resolved) in minutes {
            let mut message = cx_triage::Message::new(cx_triage::Author::Contact, from);
            (message.id, message.content) = (Id::new(id).ok(), Some("hello, a question".into()));
            told.messages.push(message);
            let end = from.plus_millis(open * 60_000);
            let mark = cx_triage::PastDecision::new(cx_triage::Action::MarkResolved, end);
            told.decisions.push(mark);
            expected += u64::from(open > 30);
            (from, id) = (end.plus_millis(resolved * 60_000), id + 1);
        }
        told.status = Status::Resolved;
        let trend = RUNBOOK.breach_trend([&told], 30, from);
        prop_assert_eq!(sum(&trend, "sla"), expected);
    }
}

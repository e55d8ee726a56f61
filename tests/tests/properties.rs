//! What holds of every conversation, at every time, under every policy that ships.

#![allow(
    clippy::unwrap_used,
    clippy::single_match_else,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::LazyLock;

use cx_triage::{Assessment, Conversation, Engine, Id, Policy, Timestamp};
use cx_triage_tests::arbitrary::{conversation, timestamp};
use cx_triage_tests::life::{life, moment};
use proptest::prelude::*;

/// Compiled once: compiling a policy takes longer than thousands of assessments.
static ENGINES: LazyLock<Vec<Engine>> = LazyLock::new(|| {
    let at_risk = "extends = \"runbook\"\nname = \"ours\"\n[sla]\nat_risk_minutes = 15\npausing_statuses = [\"snoozed\"]";
    let clocks = r#"
        extends = "runbook"
        name = "ours"
        [sla]
        calendar = "desk"
        pausing_statuses = ["snoozed"]
        at_risk_minutes = 10
        [sla.calendars.desk]
        time_zone = "Europe/Berlin"
        hours = { sat = [["08:00", "12:00"], ["13:00", "20:15"]], sun = [["00:00", "10:30"]], mon = [["22:00", "06:00"]] }
        holidays = ["2025-10-13"]
        breaks = { 2025-10-12 = [["08:00", "08:15"]] }
        [[sla.metrics]]
        metric = "resolution"
        target_minutes = 120
        at_risk_minutes = 45
        pausing_statuses = ["pending", "snoozed"]
        [[sla.metrics]]
        metric = "next_response"
        calendar = "desk"
        targets = [{ label = "vip", minutes = 0 }, { priority = "p3", minutes = 45 }, { priority = "p2", minutes = 60 }]
        [[sla.metrics]]
        metric = "first_response"
        calendar = "desk"
        target_minutes = 30
        at_risk_minutes = 600
        pausing_statuses = ["snoozed"]
        targets = [{ label = "vip", priority = "p1", minutes = 15 }, { priority = "p1", minutes = 300 }]
    "#;
    [
        Policy::runbook(),
        Policy::hotdash_2025_10(),
        Policy::from_toml(at_risk).expect("the policy parses"),
        Policy::from_toml(clocks).expect("the policy parses"),
        Policy::runbook().with_sla_target(0),
    ]
    .iter()
    .map(|policy| policy.compile().expect("the policy compiles"))
    .collect()
});

fn runbook() -> &'static Engine {
    &ENGINES[0]
}

/// An assessment without what is relative to its time.
fn timeless(engine: &Engine, conversation: &Conversation, now: Timestamp) -> Assessment {
    let mut assessment = engine.assess(conversation, now);
    assert_eq!(assessment.assessed_at, now);
    assessment.assessed_at = Timestamp::MIN;
    assessment.sla.overdue_ms = 0;
    assessment.sla.remaining_ms = 0;
    for metric in &mut assessment.metrics {
        (metric.elapsed_ms, metric.overdue_ms, metric.remaining_ms) = (0, 0, 0);
    }
    assessment
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_before_next_change_and_something_does_at_it(
        conversation in conversation(),
        now in timestamp(),
        fraction in 0.0..1.0_f64,
    ) {
        for engine in ENGINES.iter() {
            let before = timeless(engine, &conversation, now);
            let until = before.next_change_at.unwrap_or(Timestamp::MAX);
            prop_assert!(until > now || until == Timestamp::MAX);
            let span = until.millis_since(now);
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            let between = now.plus_millis((span as f64 * fraction) as i64).min(until.plus_millis(-1));
            for same in [between, until.plus_millis(-1)] {
                if same >= now {
                    prop_assert_eq!(&timeless(engine, &conversation, same), &before);
                }
            }
            match before.next_change_at {
                Some(change) => {
                    let mut after = timeless(engine, &conversation, change);
                    after.next_change_at = before.next_change_at;
                    prop_assert_ne!(after, before);
                }
                None => prop_assert_eq!(timeless(engine, &conversation, Timestamp::MAX), before),
            }
        }
    }

    #[test]
    fn an_assessment_holds_together(conversation in conversation(), now in timestamp()) {
        for engine in ENGINES.iter() {
            let a = engine.assess(&conversation, now);
            prop_assert_eq!(a.surfaced, a.priority.is_some());
            prop_assert_eq!(a.surfaced, a.respond_by.is_some());
            prop_assert_eq!(a.approval.allowed, a.approval.blockers.is_empty());
            prop_assert!(!a.resolution.allowed || (a.resolution.basis.is_some() && a.resolution.blockers.is_empty()));
            prop_assert!(a.sla.overdue_ms == 0 || a.sla.remaining_ms == 0);
            let text: serde_json::Value = serde_json::from_str(&a.to_json()).unwrap();
            prop_assert_eq!(serde_json::from_value::<Assessment>(text).unwrap(), a);
        }
    }

    #[test]
    fn the_order_of_a_document_does_not_matter_where_ids_and_times_do(
        conversation in conversation(),
        now in timestamp(),
    ) {
        let mut conversation = conversation;
        for (id, message) in (1..).zip(&mut conversation.messages) {
            message.id = Id::new(id).ok();
        }
        let engine = runbook();
        let mut reversed = conversation.clone();
        reversed.messages.reverse();
        prop_assert_eq!(engine.assess(&conversation, now), engine.assess(&reversed, now));
    }

    #[test]
    fn a_queue_holds_what_is_surfaced_in_order(
        conversations in prop::collection::vec(conversation(), 0..6),
        now in timestamp(),
    ) {
        let engine = runbook();
        let queue = engine.queue(&conversations, now);
        let surfaced = engine.assess_many(&conversations, now).into_iter().filter(|a| a.surfaced).count();
        prop_assert_eq!(queue.len(), surfaced);
        prop_assert!(queue.is_sorted_by_key(|a| (a.priority, a.respond_by)));
    }

    #[test]
    fn debug_shows_no_words_of_a_customer(conversation in conversation(), now in timestamp()) {
        let mut conversation = conversation;
        let secret = "xylophone-4711";
        for message in &mut conversation.messages {
            message.content = Some(format!("I will sue you {secret}").into());
        }
        conversation.contact_names = vec![secret.into()];
        for decision in &mut conversation.decisions {
            decision.reply_body = Some(secret.into());
        }
        let engine = runbook();
        let assessment = engine.assess(&conversation, now);
        let shown = format!("{conversation:?}{assessment:?}{engine:?}");
        prop_assert!(!shown.contains(secret));
    }

    #[test]
    fn a_conversation_document_round_trips(conversation in conversation()) {
        let json = conversation.to_json();
        let read = Conversation::from_json(&json).unwrap();
        prop_assert_eq!(read.to_json(), json);
        prop_assert_eq!(read, conversation);
    }

    #[test]
    fn no_bytes_make_the_door_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Conversation::from_json(&bytes);
        let _ = Policy::from_json(&bytes);
        let _ = Policy::from_toml(&String::from_utf8_lossy(&bytes));
    }
}

/// Everything that time alone can change: windows, clocks that surface, managers and bots.
static LIVELY: LazyLock<Vec<Engine>> = LazyLock::new(|| {
    let lively = r#"
        extends = "runbook"
        name = "lively"
        [people]
        managers = [20]
        bots = [900]
        [sla]
        bots_answer = true
        at_risk_minutes = 10
        pausing_statuses = ["snoozed"]
        [[sla.metrics]]
        metric = "first_response"
        target_minutes = 30
        surfaces = true
        targets = [{ minutes = 15, inbox = 3, team = 5 }, { minutes = 45, priority = "p3" }, { minutes = 60, chatwoot_priority = "urgent" }]
        [[sla.metrics]]
        metric = "next_response"
        target_minutes = 60
        surfaces = true
        [[reply_windows]]
        channel = "Channel::Whatsapp"
        window_minutes = 1440
        closing_minutes = 120
    "#;
    let lively = Policy::from_toml(lively).expect("the policy parses");
    let policies = [Policy::runbook(), lively];
    policies.iter().map(|policy| policy.compile().expect("the policy compiles")).collect()
});

/// The moments of a grid over the days of a life: each quarter of an hour, and on both sides of
/// each limit that the runbook knows.
fn grid(conversation: &Conversation) -> Vec<Timestamp> {
    let messages = conversation.messages.iter().map(|message| message.created_at);
    let decisions = conversation.decisions.iter().map(|decision| decision.at);
    let causes = messages.chain(decisions).chain([conversation.created_at]);
    let minutes = [0, 10, 15, 20, 30, 45, 60, 120, 150, 165, 180, 1320, 1440, 2880];
    let limits = causes.flat_map(|at| minutes.map(|minutes| at.plus_millis(minutes * 60_000)));
    let mut grid: Vec<Timestamp> =
        limits.flat_map(|at| [-1, 0, 1].map(|ms| at.plus_millis(ms))).collect();
    grid.sort_unstable();
    grid.dedup();
    grid
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Between now and `nextChangeAt` the grid is the same everywhere; at it something differs.
    #[test]
    fn a_life_changes_at_next_change_and_not_before(conversation in life(), now in moment()) {
        for engine in LIVELY.iter() {
            let before = timeless(engine, &conversation, now);
            let until = before.next_change_at.unwrap_or(Timestamp::MAX);
            let mut between = grid(&conversation);
            between.retain(|at| *at > now && *at < until);
            // As many as time allows, others in the next story.
            let stride = between.len() / 12 + 1;
            for at in between.into_iter().rev().step_by(stride).chain([until.plus_millis(-1)]).filter(|at| *at >= now) {
                prop_assert_eq!(&timeless(engine, &conversation, at), &before, "at {}", at);
            }
            if let Some(change) = before.next_change_at {
                let mut after = timeless(engine, &conversation, change);
                after.next_change_at = before.next_change_at;
                prop_assert_ne!(after, before);
            }
        }
    }

    /// A conversation is at no time assessed by what has not happened yet: looking back from its
    /// end tells what was told then, where labels, facts and status have not changed since.
    #[test]
    fn looking_back_keeps_what_had_happened(conversation in life(), at in moment()) {
        let earlier = conversation.as_of(at);
        prop_assert!(earlier.messages.iter().all(|message| message.created_at <= at));
        prop_assert!(earlier.decisions.iter().all(|decision| decision.at <= at));
        prop_assert!(earlier.status_changes.iter().all(|change| change.at <= at));
        prop_assert_eq!(&earlier.as_of(at), &earlier);
        let whole = conversation.as_of(Timestamp::MAX);
        prop_assert_eq!(&whole.messages, &conversation.messages);
        let assessment = LIVELY[0].assess(&earlier, at);
        prop_assert!(assessment.last_message_at <= at.max(conversation.created_at));
        prop_assert!(assessment.episode.started_at <= at.max(conversation.created_at));
    }
}

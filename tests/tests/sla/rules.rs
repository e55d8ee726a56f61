//! Mistakes in a policy's clocks, and what the shipped policies leave out.

use cx_triage::{Diagnostics, Policy};

use super::{at, conversation, engine};

fn problems(toml: &str) -> Vec<(String, String)> {
    let policy = Policy::from_toml(&format!("extends = \"runbook\"\nname = \"ours\"\n{toml}"));
    let error: Diagnostics = match policy.and_then(|policy| policy.compile()) {
        Ok(_) => panic!("the policy compiles"),
        Err(error) => error,
    };
    let problems = error.into_vec().into_iter();
    problems.map(|d| (d.code.to_string(), d.pointer.unwrap_or_default())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(code, pointer)| ((*code).to_owned(), (*pointer).to_owned())).collect()
}

#[test]
fn every_mistake_in_the_clocks_is_reported_at_once() {
    let found = problems(
        r#"
        [sla]
        calendar = "ofice"
        [sla.calendars.office]
        time_zone = "Europe/Berlin"
        hours = { mon = [["09:00", "17:00"]] }
        [sla.calendars."at~night/"]
        time_zone = "Europe/Berlyn"
        hours = { mon = [["9:00", "17:00"]] }
        holidays = ["2025-02-30"]
        [sla.calendars.never]
        time_zone = "UTC"
        hours = {}
        [sla.calendars." "]
        time_zone = "UTC"
        hours = { mon = [["09:00", "17:00"]] }
        [[sla.metrics]]
        metric = "first_response"
        target_minutes = -1
        at_risk_minutes = -2
        calendar = "never"
        pausing_statuses = ["snoozed", "snoozed"]
        [[sla.metrics]]
        metric = "resolution"
        calendar = "nowhere"
        pausing_statuses = ["snoozed", "resolved"]
        [[sla.metrics]]
        metric = "first_response"
        [[sla.metrics.targets]]
        minutes = 5
        [[sla.metrics.targets]]
        minutes = -5
        label = " "
        [[sla.metrics.targets]]
        minutes = 6
        label = "VIP "
        priority = "p1"
        [[sla.metrics.targets]]
        minutes = 9223372036854775807
        label = "vip"
        priority = "p1"
        "#,
    );
    let expected = [
        ("unknown_reference", "/sla/calendar"),
        ("unknown_time_zone", "/sla/calendars/at~0night~1/time_zone"),
        ("invalid_window", "/sla/calendars/at~0night~1/hours/mon/0/0"),
        ("invalid_date", "/sla/calendars/at~0night~1/holidays/0"),
        ("never_opens", "/sla/calendars/never"),
        ("empty_cue", "/sla/calendars/ "),
        ("negative_duration", "/sla/metrics/0/target_minutes"),
        ("negative_duration", "/sla/metrics/0/at_risk_minutes"),
        ("duplicate_id", "/sla/metrics/0/pausing_statuses/1"),
        ("missing_field", "/sla/metrics/1/target_minutes"),
        ("unknown_reference", "/sla/metrics/1/calendar"),
        ("invalid_value", "/sla/metrics/1/pausing_statuses/1"),
        ("duplicate_id", "/sla/metrics/2/metric"),
        ("missing_field", "/sla/metrics/2/targets/0"),
        ("negative_duration", "/sla/metrics/2/targets/1/minutes"),
        ("empty_cue", "/sla/metrics/2/targets/1/label"),
        ("duplicate_id", "/sla/metrics/2/targets/3"),
        ("duration_too_long", "/sla/metrics/2/targets/3/minutes"),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn words_and_keys_that_are_not_known_are_refused() {
    let found = problems(
        r#"
        [[sla.metrics]]
        metric = "second_response"
        target_minutes = 5
        "#,
    );
    assert_eq!(found, pairs(&[("invalid_value", "/sla/metrics/0/metric")]));
    let found = problems(
        r#"
        [[sla.metrics]]
        metric = "resolution"
        target_minutes = 5
        targets = [{ minutes = 5, priority = "p4" }]
        "#,
    );
    assert_eq!(found, pairs(&[("invalid_value", "/sla/metrics/0/targets/0/priority")]));
    let found = problems(
        r#"
        [sla.calendars.office]
        time_zone = "UTC"
        hours = { monday = [["09:00", "17:00"]] }
        "#,
    );
    assert_eq!(found, pairs(&[("unknown_field", "/sla/calendars/office/hours/monday")]));
}

#[test]
fn a_key_that_went_says_what_took_its_place() {
    for (table, pointer) in [
        ("[sla.rapid_reopen]", "/sla/rapid_reopen/restarts_clock"),
        ("[sla]", "/sla/restarts_clock"),
        ("", "/restarts_clock"),
    ] {
        let toml =
            format!("extends = \"runbook\"\nname = \"ours\"\n{table}\nrestarts_clock = false");
        let error = Policy::from_toml(&toml).unwrap_err();
        assert_eq!(error.len(), 1, "{error:?}");
        let problem = &error[0];
        assert_eq!(problem.code.as_str(), "unknown_field");
        assert_eq!(problem.pointer.as_deref(), Some(pointer));
        assert!(problem.detail.contains("`sla.reopen`"), "{}", problem.detail);
    }
}

#[test]
fn calendars_and_targets_of_inboxes_and_teams_are_checked() {
    let found = problems(
        r#"
        [sla]
        calendar_for = [
            { inbox = 3, calendar = "nowhere" },
            { calendar = "office" },
            { inbox = 3, calendar = "office" },
        ]
        [sla.calendars.office]
        time_zone = "UTC"
        hours = { mon = [["09:00", "17:00"]] }
        [[reply_windows]]
        channel = "Channel::Whatsapp"
        window_minutes = -1
        [[reply_windows]]
        channel = "Channel::Whatsapp"
        window_minutes = 1440
        [people]
        managers = [0, 7, 7]
        "#,
    );
    let expected = [
        ("unknown_reference", "/sla/calendar_for/0/calendar"),
        ("missing_field", "/sla/calendar_for/1"),
        ("duplicate_id", "/sla/calendar_for/2"),
        ("negative_duration", "/reply_windows/0/window_minutes"),
        ("duplicate_id", "/reply_windows/1/channel"),
        ("out_of_range", "/people/managers/0"),
        ("duplicate_id", "/people/managers/2"),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn the_shipped_documents_say_nothing_of_what_they_leave_out() {
    for (policy, clocks) in [(Policy::runbook(), RUNBOOK), (Policy::hotdash_2025_10(), HOTDASH)] {
        let json: serde_json::Value = serde_json::from_str(&policy.to_json()).unwrap();
        for key in ["calendar", "calendars", "metrics"] {
            assert!(json["sla"].get(key).is_none(), "{key}");
        }
        let sla = serde_json::to_string(&json["sla"]).unwrap();
        assert_eq!(sla, clocks);
    }
}

/// The clocks of the shipped policies, key by key, as they were before there were others.
const RUNBOOK: &str = r#"{"at_risk_minutes":0,"bots_answer":false,"clock_statuses":["open","pending"],"needs_contact_message":true,"pausing_statuses":[],"rapid_reopen":{"within_minutes":30},"reopen":"episode","target_minutes":30}"#;
const HOTDASH: &str = r#"{"at_risk_minutes":0,"bots_answer":false,"clock_statuses":["open","pending"],"needs_contact_message":false,"pausing_statuses":[],"reopen":"never","target_minutes":30}"#;

#[test]
fn the_clocks_are_part_of_the_document_that_is_written() {
    let policy = Policy::from_toml(
        r#"
        extends = "runbook"
        name = "ours"
        [sla]
        calendar = "office"
        [sla.calendars.office]
        time_zone = "Europe/Berlin"
        hours = { mon = [["09:00", "17:00"]] }
        [[sla.metrics]]
        metric = "next_response"
        target_minutes = 5
        targets = [{ minutes = 5, priority = "p1", label = "vip" }]
        "#,
    )
    .unwrap();
    assert_eq!(Policy::from_toml(&policy.to_toml()).unwrap(), policy);
    assert_eq!(Policy::from_json(policy.to_json()).unwrap(), policy);
    assert_ne!(policy.fingerprint(), Policy::runbook().fingerprint());
    let mut other = policy.clone();
    other.sla.metrics[0].at_risk_minutes = 1;
    assert_ne!(policy.fingerprint(), other.fingerprint());
}

#[test]
fn a_clock_that_is_too_old_to_explain_is_refused() {
    let engine = engine("");
    let old = conversation(r#"{"id": 1, "status": "open", "createdAt": "1999-01-01T00:00:00Z"}"#);
    let error = engine.explain_sla(&old, at("2025-10-12T08:00:00Z")).unwrap_err();
    assert_eq!(error.code.as_str(), "duration_too_long");
    assert!(engine.explain_sla(&old, at("1999-06-01T00:00:00Z")).is_ok());
}

#[test]
fn the_policies_in_the_readme_compile() {
    let readme = include_str!("../../../README.md");
    let mut compiled = 0;
    for block in readme.split("```toml\n").skip(1) {
        let (toml, _) = block.split_once("```").unwrap();
        Policy::from_toml(toml).unwrap().compile().unwrap();
        compiled += 1;
    }
    assert!(compiled >= 2);
}

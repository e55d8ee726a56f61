//! Policies: written out, changed, extended, refused with every problem at once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use cx_triage::{Code, Diagnostics, Policy};

fn codes(error: &Diagnostics) -> Vec<(&str, &str)> {
    let codes = error.iter();
    codes.map(|d| (d.code.as_str(), d.pointer.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn shipped_policies_compile_and_come_back_from_their_own_text() {
    for policy in [Policy::runbook(), Policy::hotdash_2025_10()] {
        policy.compile().unwrap();
        assert_eq!(Policy::from_toml(&policy.to_toml()).unwrap(), policy);
        assert_eq!(Policy::from_json(policy.to_json()).unwrap(), policy);
        assert_eq!(
            Policy::from_toml(&policy.to_toml()).unwrap().fingerprint(),
            policy.fingerprint()
        );
    }
}

#[test]
fn a_written_policy_with_one_number_changed_compiles_and_decides_by_it() {
    let text = Policy::runbook().to_toml();
    assert!(text.contains("target_minutes = 30\n"));
    let changed =
        Policy::from_toml(&text.replace("target_minutes = 30\n", "target_minutes = 31\n")).unwrap();
    assert_eq!(changed, Policy::runbook().with_sla_target(31));
    assert_ne!(changed.fingerprint(), Policy::runbook().fingerprint());
    changed.compile().unwrap();
}

#[test]
fn extends_states_only_what_differs() {
    let policy = Policy::from_toml(
        r#"
        extends = "runbook"
        name = "ours"
        [sla]
        target_minutes = 45
        [[templates]]
        id = "ship_update"
        body = "On its way, {{name}}."
        [[templates]]
        id = "hello"
        label = "Hello"
        body = "Hello {{name}}"
        [[reasons]]
        code = "abuse"
        immediate = true
        "#,
    )
    .unwrap();
    let runbook = Policy::runbook();
    assert_eq!(policy.name, "ours");
    assert_eq!(policy.version, runbook.version);
    let ids: Vec<&str> = policy.templates.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["ack_delay", "ship_update", "refund_offer", "hello"]);
    assert_eq!(policy.templates[1].label, "Shipping updated");
    assert!(
        policy
            .reasons
            .iter()
            .any(|r| r.code == cx_triage::assessment::ReasonCode::Abuse && r.immediate)
    );
    assert_eq!(policy.reasons.len(), runbook.reasons.len());
    assert_eq!(policy.language, runbook.language);
    policy.compile().unwrap();
}

#[test]
fn every_structural_problem_is_reported_at_once() {
    let error = Policy::from_toml(
        r#"
        extends = "runbook"
        name = "ours"
        colour = "red"
        [sla]
        target_minutes = "soon"
        targets = 3
        [labels]
        match = "fuzzy"
        "#,
    )
    .unwrap_err();
    let mut found = codes(&error);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("invalid_value", "/labels/match"),
            ("unknown_field", "/colour"),
            ("unknown_field", "/sla/targets"),
            ("wrong_type", "/sla/target_minutes"),
        ]
    );
}

#[test]
fn every_problem_of_meaning_is_reported_at_once() {
    let mut policy = Policy::runbook();
    policy.sla.target_minutes = -1;
    policy.priority.p2_respond_minutes = i64::MAX;
    policy.labels.complex.push(" ".into());
    policy.reasons.push(policy.reasons[0].clone());
    policy.escalation.refund_limit.as_mut().unwrap().currency = None;
    policy.escalation.dollar = "dollars".into();
    policy.customer_name.generated.push("(".into());
    policy.reply.otherwise = "gone".into();
    policy.templates[0].body = "Hi {{nmae}}".into();
    policy.templates[1].id = "refund_offer".into();
    policy.templates[1].reminder_minutes = Some(-5);
    let error = policy.compile().unwrap_err();
    assert_eq!(
        codes(&error),
        [
            ("negative_duration", "/sla/target_minutes"),
            ("duration_too_long", "/priority/p2_respond_minutes"),
            ("empty_cue", "/labels/complex/1"),
            ("duplicate_id", "/reasons/19/code"),
            ("limit_without_currency", "/escalation/refund_limit/currency"),
            ("invalid_currency", "/escalation/dollar"),
            ("invalid_cue", "/customer_name/generated/7"),
            ("unknown_reference", "/reply/topics/0/template"),
            ("unknown_reference", "/reply/otherwise"),
            ("duplicate_id", "/templates/2/id"),
            ("unknown_variable", "/templates/0/body"),
            ("negative_duration", "/templates/1/reminder_minutes"),
        ]
    );
}

#[test]
fn documents_that_are_none() {
    let code = |result: Result<Policy, Diagnostics>| result.unwrap_err()[0].code;
    assert_eq!(code(Policy::from_toml("a = ")), Code::InvalidToml);
    assert_eq!(code(Policy::from_json("{")), Code::InvalidJson);
    assert_eq!(code(Policy::from_json("[]")), Code::WrongType);
    assert_eq!(code(Policy::from_json(r#"{"extends": 3}"#)), Code::WrongType);
    assert_eq!(code(Policy::from_json(r#"{"extends": "runbok", "name": "x"}"#)), Code::UnknownBase);
    assert_eq!(code(Policy::from_json(r#"{"name": "x"}"#)), Code::MissingField);
}

#[test]
fn the_catalogue_of_codes_is_pinned() {
    let rows: Vec<String> =
        Code::ALL.iter().map(|code| format!("| `{code}` | {} |\n", code.meaning())).collect();
    let table = format!("| code | meaning |\n|---|---|\n{}", rows.concat());
    let pinned = include_str!("../../core/CODES.md");
    assert!(pinned.contains(&table), "core/CODES.md is to hold this table:\n{table}");
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}

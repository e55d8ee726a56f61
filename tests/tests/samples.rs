//! The sample conversations show what they are said to show.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use cx_triage::{Assessment, Policy, Timestamp, samples};

fn told() -> BTreeMap<i64, Assessment> {
    let engine = Policy::runbook().compile().unwrap();
    let now = Timestamp::parse("2025-10-12T08:30:00Z").unwrap();
    samples().iter().map(|each| (each.id.get(), engine.assess(each, now))).collect()
}

fn has_reason(told: &Assessment, code: &str) -> bool {
    told.reasons.iter().any(|reason| reason.code.as_str() == code)
}

#[test]
fn each_sample_shows_its_case() {
    let told = told();
    assert_eq!(told.len(), 11, "every document is read, every number used once");
    let draft = |id: i64| told[&id].suggestion.as_ref().unwrap();
    assert_eq!(
        draft(4092).body.as_str(),
        "Appreciate you reaching out, Alex. Your order is with our carrier and I'm expediting a status check right away."
    );
    assert_eq!(
        draft(4103).body.as_str(),
        "I'm sorry for the trouble, Jamie. I can refund this immediately or offer store credit—let me know what works best."
    );
    assert_eq!(
        draft(4110).body.as_str(),
        "Hi Pat, thanks for your patience. I'm checking on your order now and will follow up with an update shortly."
    );
    assert!(told[&5001].suggestion.is_none() && has_reason(&told[&5001], "suggestion_missing"));
    assert_eq!(told[&5002].customer.name.as_str(), "Customer");
    for code in ["fraud", "chargeback", "legal"] {
        assert!(has_reason(&told[&5003], code), "{code}");
    }
    assert!(has_reason(&told[&5004], "rapid_reopen") && told[&5004].sla.breached_at.is_none());
    assert!(has_reason(&told[&5005], "escalation_label") && !told[&5005].approval.allowed);
    assert!(has_reason(&told[&5006], "sla_breached"));
    assert!(
        told[&5007]
            .follow_ups
            .iter()
            .any(|due| due.kind.as_str() == "operator_reminder" && due.overdue)
    );
    assert!(has_reason(&told[&5008], "refund_over_limit"));
}

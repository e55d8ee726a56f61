//! The second reading by itself: stories whose answers were worked out by hand.

use cx_triage_reading::{Settings, assess, read_time, said};
use serde_json::{Value, json};

fn at(time: &str) -> i64 {
    read_time(time).expect("a time")
}

fn says(conversation: &Value, now: &str) -> Value {
    assess(conversation, said, &Settings::runbook(), at(now))
}

fn contact(id: u64, time: &str, text: &str) -> Value {
    json!({ "id": id, "author": "contact", "senderId": 3, "content": text, "createdAt": time })
}

fn agent(id: u64, who: u64, time: &str, text: &str) -> Value {
    json!({ "id": id, "author": "agent", "senderId": who, "content": text, "createdAt": time })
}

const ACK: &str = "Hi Customer, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.";

#[test]
fn silence_counts_from_the_offer() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-07T09:00:00Z",
        "messages": [
            contact(1, "2025-11-07T09:00:00Z", "Hello, can you help me?"),
            agent(2, 7, "2025-11-10T09:00:00Z", "Please restart the app and log in again."),
        ],
    });
    let early = says(&story, "2025-11-10T09:01:00Z");
    assert_eq!(
        early["resolution"],
        json!({
            "allowed": false, "basis": null, "blockers": [],
            "eligibleAt": "2025-11-12T09:00:00.000Z",
        })
    );
    let late = says(&story, "2025-11-12T09:00:00Z");
    assert_eq!(late["resolution"]["basis"], "quiet_48h");
    assert_eq!(late["resolution"]["allowed"], true);
}

#[test]
fn a_threat_that_nobody_escalated_is_not_closed_by_silence() {
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "I will sue you."),
            agent(2, 7, "2025-11-03T09:10:00Z", "You can change this on your account page."),
        ],
    });
    let answer = says(&story, "2025-11-06T09:00:00Z");
    assert_eq!(answer["resolution"]["basis"], "quiet_48h");
    assert_eq!(answer["resolution"]["blockers"], json!(["high_risk_open"]));
    assert_eq!(answer["priority"], "p1");
    assert_eq!(answer["respondBy"], "2025-11-03T09:00:00.000Z");
    assert_eq!(answer["escalation"], json!({ "level": "l3", "immediate": true }));

    story["messages"][1]["content"] = json!("I'll get back to you tomorrow.");
    let promised = says(&story, "2025-11-06T09:00:00Z");
    assert_eq!(
        promised["resolution"],
        json!({
            "allowed": false, "basis": null,
            "blockers": ["follow_up_promised", "high_risk_open"], "eligibleAt": null,
        })
    );
}

#[test]
fn who_escalates_does_not_acknowledge() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z", "labels": ["escalation"],
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?"),
            agent(2, 7, "2025-11-03T10:05:00Z", "We'll keep you posted."),
        ],
        "decisions": [
            { "action": "chatwoot.escalate", "at": "2025-11-03T10:00:00Z", "actorId": 7 },
        ],
    });
    let answer = says(&story, "2025-11-03T10:10:00Z");
    let kinds: Vec<&Value> = answer["followUps"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|follow_up| &follow_up["kind"])
        .collect();
    assert_eq!(kinds, ["manager_acknowledgement", "manager_update"]);
}

#[test]
fn a_second_click_buys_no_time() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T08:00:00Z", "labels": ["escalation"],
        "messages": [contact(1, "2025-11-03T08:00:00Z", "Hello, can you help me?")],
        "decisions": [
            { "action": "chatwoot.escalate", "at": "2025-11-03T08:05:00Z", "actorId": 7 },
            { "action": "chatwoot.escalate", "at": "2025-11-03T10:00:00Z", "actorId": 8 },
        ],
    });
    let on_time = says(&story, "2025-11-03T10:05:00Z");
    assert_eq!(
        on_time["followUps"][0],
        json!({
            "kind": "manager_acknowledgement",
            "dueAt": "2025-11-03T10:05:00.000Z",
            "overdue": false,
        })
    );
    let late = says(&story, "2025-11-03T10:05:00.001Z");
    assert_eq!(late["followUps"][0]["overdue"], true);
    assert_eq!(
        late["reasons"],
        json!(["manager_follow_up_overdue", "escalation_label", "sla_breached"])
    );
}

#[test]
fn a_resolution_settles_an_escalation_of_its_second() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T08:00:00Z",
        "messages": [contact(1, "2025-11-03T08:00:00Z", "Hello, can you help me?")],
        "decisions": [
            { "action": "chatwoot.escalate", "at": "2025-11-03T10:00:00Z", "actorId": 7 },
            { "action": "chatwoot.mark_resolved", "at": "2025-11-03T10:00:00Z", "actorId": 7 },
        ],
    });
    let answer = says(&story, "2025-11-03T15:00:00Z");
    assert_eq!(answer["followUps"], json!([]));
    assert_eq!(answer["episode"], json!({ "startedAt": "2025-11-03T10:00:00.000Z", "number": 2 }));
}

#[test]
fn a_week_later_it_is_another_matter() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "contactNames": ["Ana Torres"],
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "Please refund my $850."),
            contact(2, "2025-11-10T12:00:00Z", "Hello, can you help me?"),
        ],
        "decisions": [
            { "action": "chatwoot.mark_resolved", "at": "2025-11-03T12:00:00Z", "actorId": 7 },
        ],
    });
    let answer = says(&story, "2025-11-10T12:10:00Z");
    assert_eq!(answer["template"], "ack_delay");
    assert_eq!(answer["reasons"], json!([]));
    assert_eq!(answer["approval"]["blockers"], json!([]));
    assert_eq!(answer["approval"]["warnings"], json!(["promises_follow_up"]));
    assert_eq!(
        answer["sla"],
        json!({
            "state": "within", "clockStart": "2025-11-10T12:00:00.000Z", "clockReason": "reopen",
            "dueAt": "2025-11-10T12:30:00.000Z", "breachedAt": null,
            "overdueMs": 0, "remainingMs": 1_200_000,
        })
    );
}

#[test]
fn the_count_for_a_complex_issue_starts_anew() {
    let mut messages: Vec<Value> = (0..5)
        .map(|n| contact(n + 1, &format!("2025-11-03T09:{:02}:00Z", n * 3), "Are you there?"))
        .collect();
    messages.push(contact(6, "2025-11-03T13:00:00Z", "Are you there?"));
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z", "messages": messages,
        "decisions": [
            { "action": "chatwoot.mark_resolved", "at": "2025-11-03T12:00:00Z" },
        ],
    });
    let reopened = says(&story, "2025-11-03T13:00:00Z");
    assert_eq!(reopened["reasons"], json!([]));
    story["decisions"] = json!([]);
    let one_matter = says(&story, "2025-11-03T09:00:00Z");
    assert_eq!(one_matter["reasons"], json!(["complex_issue"]));
    assert_eq!(one_matter["respondBy"], "2025-11-03T14:00:00.000Z");
}

#[test]
fn an_escalation_without_its_label_counts_all_the_same() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "contactNames": ["Ana Torres"],
        "messages": [contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?")],
        "decisions": [
            { "action": "chatwoot.escalate", "at": "2025-11-03T09:05:00Z", "actorId": 7 },
        ],
    });
    let answer = says(&story, "2025-11-03T09:06:00Z");
    assert_eq!(answer["reasons"], json!(["escalation_label"]));
    assert_eq!(answer["priority"], "p3");
    assert_eq!(answer["respondBy"], "2025-11-03T10:05:00.000Z");
    assert_eq!(answer["approval"]["blockers"], json!(["escalation_label"]));
    assert_eq!(
        answer["approval"]["warnings"],
        json!(["promises_follow_up", "escalation_label_missing"])
    );
}

#[test]
fn chatwoots_own_screen_resolves_too() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?"),
            contact(2, "2025-11-03T12:20:00Z", "Are you there?"),
        ],
        "statusChanges": [
            { "status": "resolved", "at": "2025-11-03T12:00:00Z" },
            { "status": "open", "at": "2025-11-03T12:20:00Z" },
        ],
    });
    let answer = says(&story, "2025-11-03T12:21:00Z");
    assert_eq!(answer["reasons"], json!(["rapid_reopen"]));
    assert_eq!(answer["sla"]["overdueMs"], 0);
    assert_eq!(answer["sla"]["clockReason"], "rapid_reopen");
    assert_eq!(answer["priority"], "p3");
    assert_eq!(answer["respondBy"], "2025-11-03T13:20:00.000Z");
}

#[test]
fn what_was_written_in_the_second_of_a_resolution() {
    let story = |text: &str, message: &str, resolved: &str| {
        json!({
            "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
            "messages": [
                contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?"),
                contact(2, message, text),
            ],
            "decisions": [{ "action": "chatwoot.mark_resolved", "at": resolved }],
        })
    };
    let thanks = story("Thanks, all good now.", "2025-11-03T10:00:05Z", "2025-11-03T10:00:05.300Z");
    let answer = says(&thanks, "2025-11-03T10:01:00Z");
    assert_eq!(answer["reasons"], json!([]));
    assert_eq!(answer["sla"]["clockReason"], "status_change");

    let question = story("Are you there?", "2025-11-03T10:00:05Z", "2025-11-03T10:00:05.300Z");
    let answer = says(&question, "2025-11-03T10:01:00Z");
    assert_eq!(answer["reasons"], json!(["rapid_reopen"]));

    let mut seen = question;
    seen["decisions"][0]["seenMessageId"] = json!(2);
    assert_eq!(says(&seen, "2025-11-03T10:01:00Z")["reasons"], json!([]));
}

#[test]
fn a_promise_is_found_in_its_stored_copy_and_goes_with_an_edit() {
    let story = |body: &str, stored: &str| {
        json!({
            "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
            "messages": [
                contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?"),
                agent(2, 7, "2025-11-03T09:05:00Z", stored),
            ],
            "decisions": [{
                "action": "chatwoot.approve_send", "at": "2025-11-03T09:05:00.120Z", "actorId": 7,
                "templateId": "ack_delay", "replyBody": body,
            }],
        })
    };
    let kept = says(&story(&format!("{ACK}\r\n"), ACK), "2025-11-03T09:06:00Z");
    assert_eq!(kept["followUps"][1]["kind"], "operator_reminder");
    assert_eq!(kept["followUps"][1]["dueAt"], "2025-11-03T09:50:00.120Z");
    assert_eq!(kept["resolution"]["blockers"], json!(["follow_up_promised"]));

    let text = "Your order left our warehouse today.";
    let edited = says(&story(text, text), "2025-11-03T09:06:00Z");
    assert_eq!(edited["followUps"].as_array().expect("a list").len(), 1);
    assert_eq!(edited["resolution"]["blockers"], json!([]));
    assert_eq!(edited["resolution"]["eligibleAt"], "2025-11-05T09:05:00.000Z");
}

#[test]
fn nobody_waits_for_an_answer_to_a_campaign() {
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            { "id": 1, "author": "bot", "content": "Thanks for writing to us.",
              "createdAt": "2025-11-03T09:00:00Z" },
        ],
    });
    let campaign = says(&story, "2025-11-04T09:00:00Z");
    assert_eq!(campaign["sla"]["state"], "not_applicable");
    assert_eq!(campaign["surfaced"], false);
    assert_eq!(campaign["template"], Value::Null);

    story["partial"] = json!(true);
    let partial = says(&story, "2025-11-04T09:00:00Z");
    assert_eq!(partial["sla"]["clockReason"], "creation");
    assert_eq!(partial["priority"], "p1");
}

#[test]
fn the_first_clock_starts_when_a_campaign_is_answered() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            { "id": 1, "author": "bot", "content": "Thanks for writing to us.",
              "createdAt": "2025-11-03T09:00:00Z" },
            contact(2, "2025-11-04T08:50:00Z", "Hello, can you help me?"),
        ],
    });
    let answer = says(&story, "2025-11-04T09:00:00Z");
    assert_eq!(answer["sla"]["clockReason"], "first_message");
    assert_eq!(answer["sla"]["dueAt"], "2025-11-04T09:20:00.000Z");
}

#[test]
fn what_failed_to_be_sent_answers_nobody() {
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "Where is my package?"),
            agent(2, 7, "2025-11-03T09:05:00Z", ACK),
        ],
        "decisions": [{
            "action": "chatwoot.approve_send", "at": "2025-11-03T09:05:00Z", "actorId": 7,
            "templateId": "ack_delay", "replyBody": ACK, "messageId": 2,
        }],
    });
    let sent = says(&story, "2025-11-03T09:10:00Z");
    assert_eq!(
        sent["approval"]["warnings"],
        json!(["name_fallback", "already_answered", "promises_follow_up"])
    );
    story["messages"][1]["failed"] = json!(true);
    let failed = says(&story, "2025-11-03T09:10:00Z");
    assert_eq!(failed["followUps"], json!([]));
    assert_eq!(failed["approval"]["warnings"], json!(["name_fallback", "promises_follow_up"]));
    assert_eq!(failed["resolution"]["blockers"], json!([]));
}

#[test]
fn a_legal_threat_outlives_an_auto_resolve() {
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "I will sue you."),
            contact(2, "2025-11-05T09:00:00Z", "Are you there?"),
        ],
        "statusChanges": [{ "status": "resolved", "at": "2025-11-04T09:00:00Z" }],
    });
    let open = says(&story, "2025-11-05T09:01:00Z");
    assert_eq!(open["reasons"], json!(["legal"]));
    assert_eq!(open["priority"], "p1");

    story["decisions"] = json!([
        { "action": "chatwoot.escalate", "at": "2025-11-05T09:02:00Z", "actorId": 7 },
    ]);
    let escalated = says(&story, "2025-11-05T09:03:00Z");
    assert_eq!(escalated["reasons"], json!(["legal", "escalation_label"]));
    assert_eq!(escalated["priority"], "p3");

    story["statusChanges"] = json!([
        { "status": "resolved", "at": "2025-11-04T09:00:00Z" },
        { "status": "resolved", "at": "2025-11-05T10:00:00Z" },
    ]);
    let closed_again = says(&story, "2025-11-05T11:00:00Z");
    assert_eq!(closed_again["reasons"], json!(["legal", "sla_breached"]));
    assert_eq!(closed_again["escalation"]["immediate"], false);

    story["decisions"] = json!([
        { "action": "chatwoot.mark_resolved", "at": "2025-11-04T09:00:30Z", "actorId": 7 },
    ]);
    story["statusChanges"] = json!([{ "status": "resolved", "at": "2025-11-04T09:00:00Z" }]);
    let settled = says(&story, "2025-11-05T09:01:00Z");
    assert_eq!(settled["reasons"], json!([]));
    assert_eq!(settled["episode"], json!({ "startedAt": "2025-11-04T09:00:30.000Z", "number": 2 }));
}

#[test]
fn a_dismissed_finding_is_no_reason_and_a_confirmed_one_is() {
    let mut story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "contactNames": ["Ana Torres"],
        "messages": [contact(1, "2025-11-03T09:00:00Z", "I will sue you.")],
        "facts": { "riskVerdicts": [
            { "messageId": 1, "category": "legal", "verdict": "dismissed", "source": "person" },
        ] },
    });
    let dismissed = says(&story, "2025-11-03T09:01:00Z");
    assert_eq!(dismissed["reasons"], json!([]));
    assert_eq!(dismissed["approval"]["allowed"], true);

    story["facts"]["riskVerdicts"][0] = json!(
        { "messageId": 1, "category": "abuse", "verdict": "confirmed", "source": "model" }
    );
    let confirmed = says(&story, "2025-11-03T09:01:00Z");
    assert_eq!(confirmed["reasons"], json!(["legal", "abuse"]));

    story["facts"]["riskVerdicts"][0]["messageId"] = json!(9);
    let unknown = says(&story, "2025-11-03T09:01:00Z");
    assert_eq!(unknown["approval"]["warnings"], json!(["promises_follow_up", "verdict_unknown"]));
}

#[test]
fn a_managers_answer_opens_the_way() {
    let story = json!({
        "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
        "labels": ["escalation"], "contactNames": ["Ana Torres"],
        "messages": [
            contact(1, "2025-11-03T09:00:00Z", "I want to speak to your manager."),
            agent(2, 8, "2025-11-03T09:20:00Z", "Your order left our warehouse today."),
            contact(3, "2025-11-03T09:25:00Z", "Hello, can you help me?"),
        ],
        "decisions": [
            { "action": "chatwoot.escalate", "at": "2025-11-03T09:05:00Z", "actorId": 7 },
        ],
    });
    let answer = says(&story, "2025-11-03T09:26:00Z");
    assert_eq!(answer["followUps"], json!([]));
    assert_eq!(answer["approval"]["blockers"], json!([]));
    assert_eq!(answer["approval"]["warnings"], json!(["promises_follow_up", "manager_answered"]));
    assert_eq!(answer["reasons"], json!(["manager_request", "escalation_label"]));
}

#[test]
fn how_old_a_label_is() {
    let story = |decisions: Value, history: Value| {
        json!({
            "id": 1, "status": "open", "createdAt": "2025-11-03T09:00:00Z",
            "labels": ["escalation"], "contactNames": ["Ana Torres"],
            "messages": [
                contact(1, "2025-11-03T09:00:00Z", "Hello, can you help me?"),
                contact(2, "2025-11-05T09:00:00Z", "Hello, can you help me?"),
            ],
            "decisions": decisions, "statusChanges": history,
        })
    };
    let escalated = json!({ "action": "chatwoot.escalate", "at": "2025-11-03T10:00:00Z" });
    let resolved = json!({ "action": "chatwoot.mark_resolved", "at": "2025-11-04T10:00:00Z" });
    let by_status = json!([{ "status": "resolved", "at": "2025-11-04T10:00:00Z" }]);

    let stale = says(&story(json!([escalated]), by_status), "2025-11-05T09:01:00Z");
    assert_eq!(stale["reasons"], json!([]));
    assert_eq!(stale["approval"]["blockers"], json!(["escalation_label"]));
    assert_eq!(
        stale["approval"]["warnings"],
        json!(["promises_follow_up", "escalation_label_stale"])
    );

    let told_off = says(&story(json!([escalated, resolved]), json!([])), "2025-11-05T09:01:00Z");
    assert_eq!(told_off["reasons"], json!(["escalation_label"]));
    assert_eq!(
        told_off["approval"]["warnings"],
        json!(["promises_follow_up", "escalation_time_unknown"])
    );
}

#[test]
fn random_stories_hold_what_the_rules_are_about() {
    let stories = 2_000;
    let mut seen = std::collections::BTreeMap::new();
    for seed in 0..stories {
        let story = cx_triage_reading::story(seed);
        let policies = cx_triage_reading::policies();
        let (settings, _) = &policies[story.policy];
        for now in cx_triage_reading::moments(&story, 2) {
            let answer = assess(&story.conversation, said, settings, now);
            let mut count = |what: &Value| {
                let key = what.as_str().unwrap_or("none").to_owned();
                *seen.entry(key).or_insert(0) += 1;
            };
            for list in [
                &answer["reasons"],
                &answer["approval"]["blockers"],
                &answer["approval"]["warnings"],
                &answer["resolution"]["blockers"],
            ] {
                list.as_array().expect("a list").iter().for_each(&mut count);
            }
            for follow_up in answer["followUps"].as_array().expect("a list") {
                count(&follow_up["kind"]);
            }
            count(&answer["resolution"]["basis"]);
            count(&answer["priority"]);
            count(&answer["sla"]["state"]);
            count(&answer["sla"]["clockReason"]);
        }
    }
    for code in [
        "legal",
        "chargeback",
        "abuse",
        "manager_request",
        "suggestion_missing",
        "refund_over_limit",
        "policy_exception",
        "manager_follow_up_overdue",
        "escalation_label",
        "complex_issue",
        "no_acknowledgement",
        "sla_breached",
        "response_breached",
        "reply_window_closing",
        "rapid_reopen",
        "no_suggestion",
        "high_risk_finding",
        "refund_amount_unverified",
        "cannot_reply",
        "name_fallback",
        "already_answered",
        "refund_amount_unknown",
        "tracking_missing",
        "partial_history",
        "repeated_reply",
        "promises_follow_up",
        "manager_answered",
        "escalation_label_missing",
        "escalation_label_stale",
        "escalation_time_unknown",
        "verdict_unknown",
        "refund_pending",
        "return_in_progress",
        "follow_up_promised",
        "high_risk_open",
        "escalation_open",
        "acknowledgement",
        "operator_reminder",
        "manager_acknowledgement",
        "manager_update",
        "customer_confirmed",
        "quiet_48h",
        "p1",
        "p2",
        "p3",
        "within",
        "at_risk",
        "breached",
        "not_applicable",
        "creation",
        "first_message",
        "reopen",
        "status_change",
    ] {
        let count = seen.get(code).copied().unwrap_or(0);
        assert!(count >= 3, "`{code}` came out {count} times: {seen:?}");
    }
}

//! What holds of every decision.

use std::sync::LazyLock;

use cx_triage::{
    ApproveSend, Conversation, CustomerText, DecisionEvent, Engine, Escalate, EscalationReason,
    Grades, HandOff, HealthProbe, HealthSample, Id, JsonText, MarkResolved, Policy, Refusal,
    Timestamp, parse_decision_log, write_decision_log,
};
use cx_triage_tests::arbitrary::{conversation, timestamp};
use cx_triage_tests::schemas::{problems, validator};
use jsonschema::Validator;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

static RUNBOOK: LazyLock<Engine> = LazyLock::new(|| Policy::runbook().compile().unwrap());
static DEPLOYED: LazyLock<Engine> = LazyLock::new(|| Policy::hotdash_2025_10().compile().unwrap());
static EVENT: LazyLock<Validator> = LazyLock::new(|| validator("event.json"));

/// An input of any action.
#[derive(Debug, Clone)]
enum Input {
    Approve(ApproveSend),
    Escalate(Escalate),
    Resolve(MarkResolved),
}

impl Input {
    fn act(
        &self,
        engine: &Engine,
        conversation: &Conversation,
        now: Timestamp,
    ) -> Result<DecisionEvent, Refusal> {
        match self {
            Self::Approve(input) => engine.approve_send(conversation, input, now),
            Self::Escalate(input) => engine.escalate(conversation, input, now),
            Self::Resolve(input) => engine.mark_resolved(conversation, input, now),
        }
    }
}

fn text() -> impl Strategy<Value = CustomerText> {
    let personal = prop::sample::select(vec![
        "call 555-123-4567",
        "ann@example.com",
        "4111 1111 1111 1111",
        "order #PWA-4092, $12",
        " ",
        "\u{0}",
    ]);
    prop_oneof![2 => personal.prop_map(str::to_owned), 1 => any::<String>()]
        .prop_map(CustomerText::from)
}

fn metadata() -> impl Strategy<Value = JsonText> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        text().prop_map(|text| Value::from(text.as_str())),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        let object = prop::collection::btree_map(any::<String>(), inner.clone(), 0..4);
        let list = prop::collection::vec(inner, 0..4);
        prop_oneof![list.prop_map(Value::from), object.prop_map(|map| json!(map))]
    })
    .prop_map(|value| JsonText::parse(value.to_string()).unwrap())
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just("ops@example.com".to_owned()), 1 => any::<String>()]
}

/// The fields that every input has, as a resolution.
fn resolution() -> impl Strategy<Value = MarkResolved> {
    (
        option::weighted(0.8, word()),
        option::weighted(0.2, word()),
        option::of(-1_i64..4),
        option::of(word()),
        option::of(text()),
        option::weighted(0.3, 1_i64..40),
        option::weighted(0.8, text()),
        option::of(any::<String>()),
        option::weighted(0.2, any::<String>()),
    )
        .prop_map(|(email, actor, actor_id, shop, note, seen, reason, url, id)| MarkResolved {
            operator_email: email,
            actor,
            actor_id,
            shop_domain: shop,
            note,
            seen_message_id: seen.and_then(|id| Id::new(id).ok()),
            override_reason: reason,
            evidence_url: url,
            id,
        })
}

fn input() -> impl Strategy<Value = Input> {
    let grades = (0_u8..7, 1_u8..6, 1_u8..6).prop_map(|(tone, accuracy, policy)| Grades {
        tone,
        accuracy,
        policy,
    });
    let approve = (
        resolution(),
        option::of(text()),
        any::<bool>(),
        option::of(metadata()),
        option::of(grades),
    )
        .prop_map(|(base, reply, ai_suggestion_used, ai_suggestion, grades)| {
            let MarkResolved {
                operator_email,
                actor,
                actor_id,
                shop_domain,
                note,
                seen_message_id,
                override_reason,
                evidence_url,
                id,
            } = base;
            Input::Approve(ApproveSend {
                reply,
                ai_suggestion_used,
                ai_suggestion,
                grades,
                operator_email,
                actor,
                actor_id,
                shop_domain,
                note,
                seen_message_id,
                override_reason,
                evidence_url,
                id,
            })
        });
    let reasons = prop::sample::select(vec![
        EscalationReason::PolicyException,
        EscalationReason::RefundOverLimit,
        EscalationReason::LegalOrFraud,
        EscalationReason::AbusiveLanguage,
        EscalationReason::Other,
    ]);
    let hand_off = (text(), text())
        .prop_map(|(issue, customer_expectation)| HandOff { issue, customer_expectation });
    let escalate = (resolution(), reasons, option::of(text()), option::of(hand_off)).prop_map(
        |(base, reason, reason_text, hand_off)| {
            Input::Escalate(Escalate {
                reason_text,
                hand_off,
                operator_email: base.operator_email,
                actor: base.actor,
                actor_id: base.actor_id,
                shop_domain: base.shop_domain,
                note: base.note,
                seen_message_id: base.seen_message_id,
                override_reason: base.override_reason,
                evidence_url: base.evidence_url,
                id: base.id,
                ..Escalate::new(reason)
            })
        },
    );
    prop_oneof![2 => approve, 1 => escalate, 1 => resolution().prop_map(Input::Resolve)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_event_is_read_as_it_was_written(
        conversation in conversation(),
        input in input(),
        now in timestamp(),
    ) {
        let Ok(event) = input.act(&RUNBOOK, &conversation, now) else { return Ok(()) };
        for event in [event.redacted(), event] {
            let json = event.to_json();
            prop_assert_eq!(problems(&EVENT, &json), Vec::<String>::new());
            let read = DecisionEvent::from_json(&json).unwrap();
            prop_assert_eq!(read.to_json(), json);
            prop_assert_eq!(&read, &event);
            let log = parse_decision_log(write_decision_log(std::slice::from_ref(&event)));
            prop_assert_eq!(log.events, std::slice::from_ref(&event));
            for form in [event.to_cloud_event(), event.to_log_row().to_json()] {
                prop_assert!(!form.contains('\n'));
                serde_json::from_str::<Value>(&form).unwrap();
            }
            let told = conversation.clone().with_decisions(vec![event.to_past_decision()]);
            prop_assert_eq!(Conversation::from_json(told.to_json()).unwrap(), told);
        }
    }

    #[test]
    fn the_id_depends_on_neither_time_nor_policy(
        conversation in conversation(),
        input in input(),
        now in timestamp(),
        later in timestamp(),
    ) {
        let answers: Vec<String> = [(&*RUNBOOK, now), (&*RUNBOOK, later), (&*DEPLOYED, later)]
            .into_iter()
            .filter_map(|(engine, now)| input.act(engine, &conversation, now).ok())
            .map(|event| event.id)
            .collect();
        prop_assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    }

    #[test]
    fn a_redacted_event_has_nothing_more_to_redact(
        conversation in conversation(),
        input in input(),
        now in timestamp(),
    ) {
        let Ok(event) = input.act(&RUNBOOK, &conversation, now) else { return Ok(()) };
        let redacted = event.redacted();
        prop_assert_eq!(redacted.redacted(), redacted.clone());
        prop_assert_eq!(redacted.redacted.is_empty(), redacted == event);
        let json = redacted.to_json();
        for secret in ["555-123", "ann@example.com", "4111 1111", "PWA-4092"] {
            prop_assert!(!json.contains(secret), "{json}");
        }
        prop_assert_eq!((redacted.id, redacted.occurred_at), (event.id, event.occurred_at));
    }

    #[test]
    fn a_refusal_names_each_blocker_once_in_order(
        conversation in conversation(),
        input in input(),
        now in timestamp(),
    ) {
        match input.act(&RUNBOOK, &conversation, now) {
            Ok(event) => {
                let payload: Value = serde_json::from_str(&event.to_json()).unwrap();
                let overridden = &payload["payload"]["overridden"];
                prop_assert_eq!(event.assessment.overridden, !overridden.is_null());
            }
            Err(refusal) => {
                prop_assert!(!refusal.blockers.is_empty());
                prop_assert!(refusal.blockers.is_sorted_by(|a, b| a < b));
                prop_assert_eq!(refusal.code, refusal.blockers[0].code());
            }
        }
    }

    #[test]
    fn any_sample_is_judged(
        api_response_ms in prop::collection::vec(prop_oneof![900_u64..1_100, any::<u64>()], 0..12),
        counts in prop::collection::vec(option::of(prop_oneof![0_u64..200, any::<u64>()]), 5),
        probes in prop::collection::vec((option::of(0_u64..1_500), option::of(prop_oneof![Just(200_u32), Just(429), 495_u32..605])), 0..12),
    ) {
        let probe = |(i, (ms, status)): (i64, (Option<u64>, Option<u32>))| HealthProbe {
            at: Timestamp::from_millis_saturating(i),
            ms,
            status,
            request_id: Some(format!("r{i}")),
        };
        let probes: Vec<HealthProbe> = (0_i64..).zip(probes).map(probe).collect();
        let sample = HealthSample {
            api_response_ms,
            sla_breaches: counts[0],
            sla_breaches_week_before: counts[1],
            template_sends: counts[2],
            template_failures: counts[3],
            conversation_list_ms: counts[4],
            probes,
        };
        let read = HealthSample::from_json(cx_triage::to_json(&sample)).unwrap();
        prop_assert_eq!(&read, &sample);
        let alerts = RUNBOOK.health(&sample);
        prop_assert!(alerts.is_sorted_by(|a, b| a.code < b.code));
        let told = |code: &str| alerts.iter().any(|alert| alert.code.as_str() == code);
        // By another way than the library's: row by row, and in wide integers.
        let in_a_row = |checks: Vec<bool>, least: usize| {
            checks.split(|over| !over).any(|row| row.len() >= least)
        };
        // What was lost is slower than any, but a row needs an answer to be a row of slow answers.
        let slow = |limit: u64| {
            in_a_row(sample.api_response_ms.iter().map(|&ms| ms > limit).collect(), 5)
                || sample.probes.windows(5).any(|row| {
                    row.iter().all(|probe| probe.ms.is_none_or(|ms| ms > limit))
                        && row.iter().any(|probe| probe.ms.is_some())
                })
        };
        prop_assert_eq!(told("api_response_slow"), slow(1_000));
        prop_assert_eq!(told("api_response_over_target"), slow(500) && !slow(1_000));
        let failed = |probe: &HealthProbe| probe.ms.is_none() || probe.status.is_some_and(|s| s / 100 == 5);
        prop_assert_eq!(told("integration_down"), in_a_row(sample.probes.iter().map(failed).collect(), 3));
        prop_assert_eq!(told("rate_limited"), sample.probes.iter().any(|probe| probe.status == Some(429)));
        let wide = |count: Option<u64>| count.map(i128::from);
        let up = wide(counts[0]).zip(wide(counts[1])).is_some_and(|(now, then)| 100 * (now - then) > 20 * then);
        prop_assert_eq!(told("sla_breaches_up"), up);
        let fail = wide(counts[3]).zip(wide(counts[2])).is_some_and(|(failed, sent)| 100 * failed > 5 * sent);
        prop_assert_eq!(told("template_failures"), fail);
        prop_assert_eq!(told("conversation_list_slow"), counts[4].is_some_and(|ms| ms >= 2_000));
    }
}

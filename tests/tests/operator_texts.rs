//! The texts for operators: every code has a sentence, notes say what they should and no more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use cx_triage::assessment::{Blocker, ReasonCode, ResolutionBlocker, Warning};
use cx_triage::decision::HandOff;
use cx_triage::{Conversation, Engine, Policy, Timestamp};

fn engine() -> Engine {
    Policy::runbook().compile().unwrap()
}

fn conversation(json: &str) -> Conversation {
    Conversation::from_json(json).unwrap()
}

fn at(time: &str) -> Timestamp {
    Timestamp::parse(time).unwrap()
}

const LABELLED: &str = r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
    "labels": ["escalation"], "messages": [{"id": 1, "author": "contact",
    "createdAt": "2025-10-12T08:00:00Z", "content": "I will sue you"}]}"#;

#[test]
fn every_code_has_an_english_sentence() {
    let policy = Policy::runbook();
    let sentences = &policy.language["en"].texts.sentences;
    let codes = ReasonCode::ALL
        .iter()
        .map(|code| code.as_str())
        .chain(Blocker::ALL.iter().map(|code| code.as_str()))
        .chain(Warning::ALL.iter().map(|code| code.as_str()))
        .chain(ResolutionBlocker::ALL.iter().map(|code| code.as_str()));
    let mut known = Vec::new();
    for code in codes {
        let sentence = sentences.get(code).unwrap_or_else(|| panic!("no sentence for {code}"));
        assert!(sentence.ends_with('.') && sentence.len() > 15, "{code}: {sentence}");
        known.push(code);
    }
    assert!(sentences.keys().all(|code| known.contains(&code.as_str())), "a sentence for no code");
}

#[test]
fn the_timer_says_what_is_left_and_what_is_over() {
    let engine = engine();
    let timer = |json: &str, now: &str| {
        engine.texts(&engine.assess(&conversation(json), at(now)), "en", None).sla_timer_note
    };
    let plain = r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z"}"#;
    for (json, now, note) in [
        (LABELLED, "2025-10-12T08:26:00Z", "SLA due 08:30Z, 4 min left, p1"),
        (LABELLED, "2025-10-12T08:26:00.001Z", "SLA due 08:30Z, 3 min left, p1"),
        (plain, "2025-10-12T08:30:00Z", "SLA due 08:30Z, 0 min left, not on the list"),
        (plain, "2025-10-12T08:30:00.001Z", "SLA due 08:30Z, 0 min over, p2"),
        (plain, "2025-10-12T10:35:00Z", "SLA due 08:30Z, 2 h 05 min over, p1"),
        (plain, "2025-10-14T11:30:00Z", "SLA due 2025-10-12 08:30Z, 2 d 3 h over, p1"),
        (
            &plain.replace("open", "resolved"),
            "2025-10-12T10:00:00Z",
            "no SLA clock runs, not on the list",
        ),
    ] {
        assert_eq!(timer(json, now), note, "{now}");
    }
}

#[test]
fn the_hand_off_note_holds_reasons_issue_expectation_and_sla() {
    let engine = engine();
    let told = engine.assess(&conversation(LABELLED), at("2025-10-12T08:26:00Z"));
    let hand_off = HandOff::new("Parcel {{reasons}} lost", "A new one");
    let note = engine.texts(&told, "en", Some(&hand_off)).hand_off_note;
    assert_eq!(
        note.as_str().lines().collect::<Vec<_>>(),
        [
            "Hand-off (Operations Manager)",
            "Why: The customer speaks of legal action.; The conversation is with a manager: \
             confirm the manager's action before you answer.",
            "Issue: Parcel {{reasons}} lost",
            "The customer expects: A new one",
            "SLA due 08:30Z, 4 min left, p1",
        ]
    );
    let without = engine.texts(&told, "en", None).hand_off_note;
    assert!(!without.as_str().contains("Issue"));
    assert!(!format!("{:?}", engine.texts(&told, "en", Some(&hand_off))).contains("Parcel"));
}

#[test]
fn the_hand_off_note_calls_a_level_by_the_policys_name() {
    let policy = r#"{"extends": "runbook", "name": "ours", "levels": {
        "l1": {"name": "Erste Linie"}, "l2": {"name": "Teamleitung"}, "l3": {"name": "{{issue}}"}}}"#;
    let engine = Policy::from_json(policy).unwrap().compile().unwrap();
    let plain = LABELLED.replace("I will sue you", "Where is it?");
    for (json, language, head) in [
        (LABELLED.to_owned(), "en", "Hand-off ({{issue}})"),
        (plain.clone(), "de", "Übergabe (Teamleitung)"),
        (plain.replace("\"escalation\"", ""), "en", "Hand-off (Erste Linie)"),
    ] {
        let told = engine.assess(&conversation(&json), at("2025-10-12T08:26:00Z"));
        let note = engine.texts(&told, language, Some(&HandOff::new("a", "b"))).hand_off_note;
        assert_eq!(note.as_str().lines().next(), Some(head));
    }
}

#[test]
fn sentences_are_those_of_the_codes_that_the_assessment_names() {
    let engine = engine();
    let told = engine.assess(&conversation(LABELLED), at("2025-10-12T08:26:00Z"));
    let sentences = engine.texts(&told, "en", None).sentences;
    let named = told.reasons.iter().map(|reason| reason.code.as_str());
    let named = named.chain(told.approval.blockers.iter().map(|blocker| blocker.as_str()));
    for code in named {
        assert!(sentences.contains_key(code), "{code}");
    }
    assert!(!sentences.contains_key("chargeback"));
}

#[test]
fn a_language_without_texts_falls_back_to_english_and_a_policy_may_have_its_own() {
    let engine = engine();
    let told = engine.assess(&conversation(LABELLED), at("2025-10-12T08:26:00Z"));
    assert_eq!(engine.texts(&told, "xx", None), engine.texts(&told, "en", None));
    let policy = Policy::from_json(
        r#"{"extends": "runbook", "name": "ours", "language": {"nl": {"texts": {
            "sla_left": "SLA om {{due}}, nog {{time}}", "sentences": {"legal": "De klant dreigt."}}}}}"#,
    );
    let engine = policy.unwrap().compile().unwrap();
    let texts = engine.texts(&told, "nl", None);
    assert_eq!(texts.sla_timer_note, "SLA om 08:30Z, nog 4 min");
    assert_eq!(texts.sentences["legal"], "De klant dreigt.");
    assert!(texts.sentences["escalation_label"].starts_with("The conversation"));
}

#[test]
fn every_shipped_language_says_every_code_in_words_of_its_own() {
    let policy = Policy::runbook();
    let english = &policy.language["en"].texts;
    for (code, language) in &policy.language {
        let texts = &language.texts;
        assert_eq!(
            texts.sentences.keys().collect::<Vec<_>>(),
            english.sentences.keys().collect::<Vec<_>>(),
            "{code}"
        );
        for (key, sentence) in &texts.sentences {
            assert!(sentence.ends_with('.') && sentence.len() > 15, "{code} {key}: {sentence}");
            assert!(code == "en" || sentence != &english.sentences[key], "{code} {key}");
        }
        for (note, names) in [
            (&texts.hand_off, &["{{level}}", "{{reasons}}"][..]),
            (&texts.hand_off_details, &["{{issue}}", "{{expectation}}"]),
            (&texts.sla_left, &["{{due}}", "{{time}}", "{{priority}}"]),
            (&texts.sla_over, &["{{due}}", "{{time}}", "{{priority}}"]),
            (&texts.sla_stopped, &["{{priority}}"]),
        ] {
            assert!(names.iter().all(|name| note.contains(name)), "{code}: {note}");
        }
        assert!(!texts.no_priority.is_empty(), "{code}");
    }
}

#[test]
fn the_language_of_a_country_falls_back_to_its_own_and_then_to_english() {
    let policy = r#"{"extends": "runbook", "name": "ours", "language": {"fr-CA": {"texts": {
        "sla_left": "Échéance {{due}}"}}}}"#;
    let engine = Policy::from_json(policy).unwrap().compile().unwrap();
    let told = engine.assess(&conversation(LABELLED), at("2025-10-12T08:26:00Z"));
    let texts = |language: &str| engine.texts(&told, language, None);
    assert_eq!(texts("pt-BR"), texts("pt"));
    assert_eq!(texts("DE_at"), texts("de"));
    assert_eq!(texts("nl-BE"), texts("en"));
    assert_eq!(texts("fr-CA").sla_timer_note, "Échéance 08:30Z");
    assert_eq!(texts("fr-CA").sentences, texts("fr").sentences);
}

#[test]
fn a_note_with_an_unknown_word_does_not_compile() {
    let policy = Policy::from_json(
        r#"{"extends": "runbook", "name": "ours",
            "language": {"en": {"texts": {"sla_over": "{{dew}}"}}}}"#,
    );
    let error = policy.unwrap().compile().unwrap_err();
    assert_eq!(error[0].code.as_str(), "unknown_variable");
    assert_eq!(error[0].pointer.as_deref(), Some("/language/en/texts/sla_over"));
}

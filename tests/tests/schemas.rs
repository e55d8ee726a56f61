//! The committed schemas are those of the types, and the documents of the corpus keep to them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::type_complexity, reason = "a table of functions, read once")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cx_triage::decision::parse_decision_log;
use cx_triage::{Conversation, DecisionEvent, Engine, Policy, Timestamp};
use cx_triage_tests::arbitrary::{conversation, timestamp};
use cx_triage_tests::corpus::{self, Case};
use cx_triage_tests::schemas::{folder, problems, schemas, validator};
use cx_triage_tests::{doors, story};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

/// With `UPDATE_SCHEMAS` set, the test writes the schemas instead of comparing them.
#[test]
#[expect(clippy::disallowed_methods, reason = "the schemas lie in files; only the core reads none")]
fn the_committed_schemas_are_those_of_the_types() {
    let update = std::env::var_os("UPDATE_SCHEMAS").is_some();
    for (name, schema) in schemas() {
        let path = folder().join(name);
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if update {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "core/schema/{name} is not what the types say: run with UPDATE_SCHEMAS=1 and commit"
        );
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::meta::validate(&schema).unwrap();
    }
}

/// The validators, and how many documents each of them was shown.
struct Checked {
    validators: BTreeMap<&'static str, (Validator, usize)>,
    /// By the text that names or is the policy: compiling one costs more than a case.
    engines: BTreeMap<String, Engine>,
    wrong: Vec<String>,
}

impl Checked {
    fn new() -> Self {
        let names = schemas().map(|(name, _)| name);
        let validators = names.into_iter().map(|name| (name, (validator(name), 0))).collect();
        Self { validators, engines: BTreeMap::new(), wrong: Vec::new() }
    }

    fn check(&mut self, schema: &str, case: &str, json: &str) {
        let (validator, count) = self.validators.get_mut(schema).unwrap();
        *count += 1;
        let found = problems(validator, json);
        self.wrong.extend(found.into_iter().map(|problem| format!("{case}: {schema}: {problem}")));
    }

    fn engine(&mut self, text: &str, policy: &Policy) -> Engine {
        let compile = || policy.compile().unwrap();
        self.engines.entry(text.to_owned()).or_insert_with(compile).clone()
    }

    /// Everything that a case is about: the conversation and the policy that go in, and what
    /// comes out of it.
    fn check_case(&mut self, case: &Case) {
        let name = case.name.as_str();
        let policy = case.text("policy").or_else(|_| case.text("document"));
        let text = policy.clone().unwrap_or_default();
        let policy = match policy.as_deref() {
            Err(_) | Ok("runbook") => Policy::runbook(),
            Ok("hotdash-2025-10") => Policy::hotdash_2025_10(),
            Ok(document) => match Policy::from_json(document) {
                Ok(policy) => {
                    self.check("policy.json", name, &with_its_own_words(&policy).to_json());
                    policy
                }
                Err(_) => return,
            },
        };
        let now = || Timestamp::parse(&case.text("now").unwrap()).unwrap();
        let conversation = || {
            case.text("conversation").and_then(|c| Conversation::from_json(c).map_err(|e| e.detail))
        };
        match case.op.as_str() {
            "assess" => {
                let engine = self.engine(&text, &policy);
                let conversation = conversation().unwrap();
                self.check("conversation.json", name, &conversation.to_json());
                let assessment = engine.assess(&conversation, now());
                self.check("assessment.json", name, &assessment.to_json());
            }
            "decide" => {
                let engine = self.engine(&text, &policy);
                let (action, input) = (case.text("action").unwrap(), case.text("input").unwrap());
                let conversation = conversation().unwrap();
                let decided = story::decide(&engine, &conversation, &action, &input, now());
                if let Ok(event) = decided.unwrap() {
                    self.check("event.json", name, &event.to_json());
                    self.check("event.json", name, &event.redacted().to_json());
                    let told = conversation.with_decisions(vec![event.to_past_decision()]);
                    self.check("conversation.json", name, &told.to_json());
                }
            }
            "story" => {
                let steps = case.fields["steps"].as_array().unwrap();
                let engine = self.engine(&text, &policy);
                let answers = story::play(&engine, &case.fields["conversation"], steps).unwrap();
                for answer in answers.as_array().unwrap() {
                    if answer.get("assessedAt").is_some() {
                        self.check("assessment.json", name, &answer.to_string());
                    } else if answer.get("occurredAt").is_some() {
                        self.check("event.json", name, &answer.to_string());
                    }
                }
            }
            "queue" => {
                let engine = self.engine(&text, &policy);
                for document in case.fields["conversations"].as_array().unwrap() {
                    let conversation = Conversation::from_json(document.to_string()).unwrap();
                    self.check("conversation.json", name, &conversation.to_json());
                    let assessment = engine.assess(&conversation, now());
                    self.check("assessment.json", name, &assessment.to_json());
                }
            }
            "event" => {
                if let Ok(event) = DecisionEvent::from_json(case.text("input").unwrap()) {
                    self.check("event.json", name, &event.to_json());
                    self.check("event.json", name, &event.redacted().to_json());
                }
            }
            "decision_log" => {
                for event in parse_decision_log(case.text("input").unwrap()).events {
                    self.check("event.json", name, &event.to_json());
                }
            }
            op => {
                // What the doors read: a conversation, a list of them, or one in a webhook.
                let answer = doors::answer(op, case.fields.get("input").unwrap_or(&Value::Null));
                let answer = answer.unwrap_or_default();
                let list = answer["conversations"].as_array().cloned().unwrap_or_default();
                let alone = [answer["conversation"].clone(), answer.clone()];
                for conversation in list.iter().chain(&alone).filter(|c| c["createdAt"].is_string())
                {
                    self.check("conversation.json", name, &conversation.to_string());
                }
            }
        }
    }
}

/// The policy without the lists that ship: they are most of it, and looked at once
/// (`the_shipped_policies_keep_to_their_schema`).
fn with_its_own_words(policy: &Policy) -> Policy {
    let shipped = Policy::runbook().language;
    let mut own = policy.clone();
    own.language.retain(|code, words| shipped.get(code) != Some(words));
    own
}

#[test]
fn every_document_of_the_corpus_keeps_to_its_schema() {
    let mut checked = Checked::new();
    for file in corpus::load(&corpus::folder()).unwrap() {
        for case in &file.cases {
            checked.check_case(case);
        }
    }
    assert!(checked.wrong.is_empty(), "{}", checked.wrong.join("\n"));
    for (schema, least) in [
        ("event.json", 80),
        ("assessment.json", 350),
        ("conversation.json", 450),
        ("policy.json", 5),
    ] {
        let (_, count) = checked.validators[schema];
        assert!(count >= least, "{schema}: only {count} documents were checked");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_conversation_and_its_assessment_keep_to_their_schemas(
        conversation in conversation(),
        now in timestamp(),
    ) {
        static VALIDATORS: LazyLock<[Validator; 2]> =
            LazyLock::new(|| ["conversation.json", "assessment.json"].map(validator));
        static ENGINES: LazyLock<[Engine; 2]> = LazyLock::new(|| {
            [Policy::runbook(), Policy::hotdash_2025_10()].map(|policy| policy.compile().unwrap())
        });
        let nothing = Vec::<String>::new();
        prop_assert_eq!(&problems(&VALIDATORS[0], &conversation.to_json()), &nothing);
        for engine in ENGINES.iter() {
            let assessment = engine.assess(&conversation, now).to_json();
            prop_assert_eq!(&problems(&VALIDATORS[1], &assessment), &nothing);
        }
    }
}

#[test]
fn the_shipped_policies_keep_to_their_schema() {
    let validator = validator("policy.json");
    for policy in [Policy::runbook(), Policy::hotdash_2025_10()] {
        assert_eq!(problems(&validator, &policy.to_json()), Vec::<String>::new());
    }
}

#[test]
fn a_schema_refuses_what_the_type_refuses() {
    type Change = fn(&mut Value);
    let conversation = |change: Change| {
        let mut document = json!({"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z"});
        change(&mut document);
        document.to_string()
    };
    let validator = validator("conversation.json");
    let changes: [(&str, Change, bool); 6] = [
        ("as it is", |_| {}, true),
        ("a required key is missing", |document| drop(document["id"].take()), false),
        ("an unknown key", |document| document["tags"] = json!([]), false),
        ("an unknown status", |document| document["status"] = json!("closed"), false),
        ("an id of zero", |document| document["id"] = json!(0), false),
        ("not a time", |document| document["createdAt"] = json!("yesterday"), false),
    ];
    for (name, change, good) in changes {
        let document = conversation(change);
        assert_eq!(problems(&validator, &document).is_empty(), good, "{name}");
        assert_eq!(Conversation::from_json(&document).is_ok(), good, "{name}");
    }
}

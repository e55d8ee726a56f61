//! The committed schemas are those of the types, and the documents of the corpus keep to them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::type_complexity, reason = "a table of functions, read once")]

use cx_triage::{Conversation, Policy, Timestamp};
use cx_triage_tests::corpus;
use cx_triage_tests::schemas::{folder, problems, schemas, validator};
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

#[test]
fn the_documents_of_the_corpus_keep_to_the_schemas() {
    let (assessments, conversations) =
        (validator("assessment.json"), validator("conversation.json"));
    let engine = Policy::runbook().compile().unwrap();
    let mut checked = 0;
    for file in corpus::load(&corpus::folder()).unwrap() {
        for case in file.cases.iter().filter(|case| case.op == "assess") {
            let document = case.text("conversation").unwrap();
            let conversation = Conversation::from_json(&document).unwrap();
            let now = Timestamp::parse(&case.text("now").unwrap()).unwrap();
            let assessment = engine.assess(&conversation, now).to_json();
            for (validator, document) in
                [(&conversations, &conversation.to_json()), (&assessments, &assessment)]
            {
                let problems = problems(validator, document);
                assert!(problems.is_empty(), "{}: {problems:#?}", case.name);
            }
            checked += 1;
        }
    }
    assert!(checked >= 200, "{checked} cases were checked");
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

//! Policies that extend a shipped one: what is added, taken out, replaced, and what is told of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use cx_triage::language::LanguageDocument;
use cx_triage::{Code, Conversation, Diagnostic, Policy, Timestamp};

fn ours(text: &str) -> Policy {
    Policy::from_toml(&format!("extends = \"runbook\"\nname = \"ours\"\n{text}")).unwrap()
}

/// What is wrong, as code, pointer and line; the first line of `text` is the third.
fn wrong(text: &str) -> Vec<(String, String, Option<u32>)> {
    let text = format!("extends = \"runbook\"\nname = \"ours\"\n{text}");
    let diagnostics = match Policy::from_toml(&text) {
        Err(error) => error.into_vec(),
        Ok(policy) => policy.compile().unwrap_err().into_vec(),
    };
    let told = |d: Diagnostic| (d.code.to_string(), d.pointer.unwrap_or_default(), d.line);
    diagnostics.into_iter().map(told).collect()
}

fn told(code: &str, pointer: &str, line: u32) -> (String, String, Option<u32>) {
    (code.to_owned(), pointer.to_owned(), Some(line))
}

/// The runbook under that name, changed by hand.
fn runbook(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::runbook();
    "ours".clone_into(&mut policy.name);
    change(&mut policy);
    policy
}

fn english(policy: &mut Policy) -> &mut LanguageDocument {
    policy.language.get_mut("en").unwrap()
}

#[test]
fn a_phrase_is_added_to_a_cue_and_nothing_else_changes() {
    let policy = ours(
        r#"
        [[language.en.risk.cues]]
        id = "legal.sue"
        phrases = { add = ["my barrister is warming up"] }
        "#,
    );
    let expected = runbook(|policy| {
        let cues = &mut english(policy).risk.cues;
        let cue = cues.iter_mut().find(|cue| cue.id == "legal.sue").unwrap();
        cue.phrases.push("my barrister is warming up".to_owned());
    });
    assert_eq!(policy, expected);
    assert!(policy.notices().is_empty());
    let engine = policy.compile().unwrap();
    assert_eq!(engine.scan("I will sue you")[0].cue, "legal.sue");
    assert_eq!(engine.scan("Careful, my barrister is warming up")[0].cue, "legal.sue");
}

#[test]
fn the_readmes_policy_changes_what_it_says_and_nothing_else() {
    let readme = include_str!("../../README.md");
    let (_, example) = readme.split_once("```toml\n").unwrap();
    let policy = Policy::from_toml(example.split_once("```").unwrap().0).unwrap();
    let expected = runbook(|policy| {
        policy.sla.target_minutes = 45;
        policy.labels.escalation.push("vip".to_owned());
        let cues = &mut english(policy).risk.cues;
        let cue = cues.iter_mut().find(|cue| cue.id == "legal.sue").unwrap();
        cue.phrases.push("my barrister is warming up".to_owned());
    });
    assert_eq!(policy, expected);
    assert!(policy.notices().is_empty());
}

#[test]
fn the_readmes_topic_is_answered_in_two_languages() {
    let readme = include_str!("../../README.md");
    let example = readme.split("```toml\n").find(|part| part.contains("[reply.variables]"));
    let policy = Policy::from_toml(example.unwrap().split_once("```").unwrap().0).unwrap();
    assert!(policy.notices().is_empty());
    let engine = policy.compile().unwrap();
    let draft = |language: &str| {
        let conversation = Conversation::from_json(format!(
            r#"{{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
                "contactNames": ["Ana"], "facts": {{"language": "{language}"}},
                "messages": [{{"author": "contact", "createdAt": "2025-10-12T08:00:00Z",
                               "content": "Is it still under guarantee?"}}]}}"#
        ));
        let suggestion = engine.assess(&conversation.unwrap(), Timestamp::MIN).suggestion.unwrap();
        assert_eq!(suggestion.topic, "warranty");
        suggestion.body.into_string()
    };
    assert_eq!(draft("en"), "Hi Ana, I'm looking up the guarantee of your order.");
    assert_eq!(draft("es"), "Hola, Ana: estoy mirando la garantía de su pedido.");
}

#[test]
fn one_entry_of_allow_is_added_and_none_is_dropped() {
    let before = Policy::runbook().language["en"].risk.allow.len();
    let policy = ours("[language.en.risk.allow]\nadd = [\"sue ellen\"]");
    assert_eq!(policy, runbook(|p| english(p).risk.allow.push("sue ellen".to_owned())));
    assert_eq!(policy.language["en"].risk.allow.len(), before + 1);
    // What is there already is not added twice: a shipped list may learn it later.
    let again = runbook(|_| ()).language["en"].risk.allow[0].clone();
    let policy = ours(&format!("[language.en.risk]\nallow = {{ add = [{again:?}] }}"));
    assert_eq!(policy, runbook(|_| ()));
}

#[test]
fn every_kind_of_list_is_added_to_and_taken_from() {
    let policy = ours(
        r#"
        reasons = { remove = ["complex_issue"] }
        [labels]
        escalation = { add = ["vip"], remove = ["escalated"] }
        [priority]
        surfaced_statuses = { remove = ["pending"] }
        [approval]
        warnings = { remove = ["tracking_missing"] }
        [customer_name]
        generated = { add = ["guest [0-9]+"] }
        [language.en.classes]
        order = { add = ["surfboard(|s)"] }
        carrier = { remove = ["fed ex"] }
        [language.en.topics]
        negators = { add = ["spare me"] }
        cues = { add = [{ id = "shipping.dock", topic = "shipping", weight = 10, phrases = ["at the dock"] }], remove = ["refund.by_mistake"] }
        [language.en.risk]
        cues = { remove = ["threat.stalk"] }
        [language.en.confirmation]
        phrases = { add = ["cheers big ears"] }
        [language.en.spelling]
        tolerant = { remove = ["where"] }
        [[reply.topics]]
        id = "shipping"
        labels = { add = ["freight"] }
        [[templates]]
        id = "ship_update"
        use_cases = { add = ["Customs"] }
        "#,
    );
    let expected = runbook(|policy| {
        policy.reasons.retain(|rule| rule.code.as_str() != "complex_issue");
        policy.labels.escalation = vec!["escalation".to_owned(), "vip".to_owned()];
        policy.priority.surfaced_statuses.pop();
        policy.approval.warnings.retain(|w| w.as_str() != "tracking_missing");
        policy.customer_name.generated.push("guest [0-9]+".to_owned());
        policy.reply.topics[0].labels.push("freight".to_owned());
        policy.templates[1].use_cases.push("Customs".to_owned());
        let words = english(policy);
        words.classes.get_mut("order").unwrap().push("surfboard(|s)".to_owned());
        words.classes.get_mut("carrier").unwrap().retain(|word| word != "fed ex");
        words.topics.negators.push("spare me".to_owned());
        words.topics.cues.retain(|cue| cue.id != "refund.by_mistake");
        let mut dock = words.topics.cues[0].clone();
        dock.id = "shipping.dock".to_owned();
        dock.phrases = vec!["at the dock".to_owned()];
        words.topics.cues.push(dock);
        words.risk.cues.retain(|cue| cue.id != "threat.stalk");
        words.confirmation.phrases.push("cheers big ears".to_owned());
        words.spelling.tolerant.retain(|word| word != "where");
    });
    assert_eq!(policy, expected);
    assert!(policy.notices().is_empty(), "{:?}", policy.notices());
    policy.compile().unwrap();
}

#[test]
fn entries_are_laid_over_by_name_and_taken_out_by_name() {
    let policy = ours(
        r#"
        [[reasons]]
        code = "abuse"
        immediate = true
        [[reasons]]
        code = "rapid_reopen"
        remove = true
        [[templates]]
        id = "refund_offer"
        body = "Sorry, {{name}}."
        [[language.en.risk.cues]]
        id = "legal.mention"
        remove = true
        [[language.en.risk.cues]]
        id = "legal.court"
        confidence = "low"
        "#,
    );
    let expected = runbook(|policy| {
        policy.reasons.retain(|rule| rule.code.as_str() != "rapid_reopen");
        policy.reasons.iter_mut().find(|rule| rule.code.as_str() == "abuse").unwrap().immediate =
            true;
        // Who writes a body of their own does not want the shipped ones in other languages.
        policy.templates[2].body = "Sorry, {{name}}.".to_owned();
        policy.templates[2].bodies.clear();
        let cues = &mut english(policy).risk.cues;
        cues.retain(|cue| cue.id != "legal.mention");
        let court = cues.iter_mut().find(|cue| cue.id == "legal.court").unwrap();
        court.confidence = cx_triage::language::Confidence::Low;
    });
    assert_eq!(policy, expected);
    assert!(policy.notices().is_empty());
}

#[test]
fn a_new_language_and_a_new_calendar_need_nothing_to_extend() {
    let policy = ours(
        r#"
        [language.nl.risk]
        allow = { add = ["rechtstreeks"] }
        [[language.nl.risk.cues]]
        id = "legal.advocaat"
        category = "legal"
        phrases = { add = ["mijn advocaat"] }
        "#,
    );
    let words = &policy.language["nl"];
    assert_eq!(words.risk.allow, ["rechtstreeks"]);
    assert_eq!(words.risk.cues[0].phrases, ["mijn advocaat"]);
    assert_eq!(policy.compile().unwrap().scan("mijn advocaat belt")[0].cue, "legal.advocaat");
    let english_only = ours("languages = [\"en\"]\n[language.nl]\nclasses = { x = [\"y\"] }");
    english_only.compile().unwrap();
    assert_eq!(
        wrong("languages = [\"en\", \"xx\", \"en\"]"),
        [told("duplicate_id", "/languages/2", 3), told("unknown_reference", "/languages/1", 3)]
    );
}

#[test]
fn a_list_that_is_replaced_is_told() {
    let policy = ours(
        r#"
        [labels]
        escalation = ["vip"]
        [language.en.risk]
        allow = ["sue ellen"]
        [[language.en.risk.cues]]
        id = "legal.sue"
        phrases = ["sue"]
        "#,
    );
    assert_eq!(policy.labels.escalation, ["vip"]);
    let allow = Policy::runbook().language["en"].risk.allow.len();
    let notices = policy.notices();
    let place = |n: &Diagnostic| (n.code, n.pointer.clone().unwrap(), n.line.unwrap());
    let mut places: Vec<_> = notices.iter().map(place).collect();
    places.sort_by_key(|(.., line)| *line);
    assert_eq!(
        places,
        [
            (Code::ListReplaced, "/labels/escalation".to_owned(), 5),
            (Code::ListReplaced, "/language/en/risk/allow".to_owned(), 7),
            (Code::ListReplaced, "/language/en/risk/cues/0/phrases".to_owned(), 10),
        ]
    );
    let dropped = format!("drops {allow} of its {allow} entries");
    assert!(notices.iter().any(|notice| notice.detail.contains(&dropped)), "{notices:?}");
    // A list that keeps every entry drops nothing.
    let longer = ours("[labels]\nescalation = [\"escalated\", \"escalation\", \"vip\"]");
    assert!(longer.notices().is_empty());
    let emptied = ours("templates = []").notices().len();
    assert_eq!(emptied, 1);
}

#[test]
fn what_cannot_be_removed_or_added_is_told_in_its_own_line() {
    let text = r#"reasons = { remove = ["complex_isue"] }
[labels]
escalation = { remove = ["escalatd"] }
complex = { ad = ["hard"] }
policy_exception = { add = "odd" }
[[templates]]
id = "ship_updat"
remove = true
[[templates]]
id = "ack_delay"
remove = 1
[[language.en.risk.cues]]
id = "legal.sue"
phrases = { remove = ["to sue them all"] }
[[language.en.risk.cues]]
phrases = ["nameless"]
[language.en.topics]
cues = { add = [{ id = "shipping.ship", topic = "shipping", phrases = ["x"] }] }
"#;
    assert_eq!(
        wrong(text),
        [
            told("unknown_reference", "/reasons/remove/0", 3),
            told("unknown_reference", "/labels/escalation/remove/0", 5),
            told("unknown_field", "/labels/complex/ad", 6),
            told("wrong_type", "/labels/policy_exception/add", 7),
            told("unknown_reference", "/templates/0/id", 9),
            told("wrong_type", "/templates/1/remove", 13),
            told("unknown_reference", "/language/en/risk/cues/0/phrases/remove/0", 16),
            told("missing_field", "/language/en/risk/cues/1/id", 17),
            told("duplicate_id", "/language/en/topics/cues/add/0/id", 20),
        ]
    );
    let sentences = |text: &str| {
        let text = format!("extends = \"runbook\"\nname = \"ours\"\n{text}");
        Policy::from_toml(&text).unwrap_err().to_string()
    };
    assert!(sentences(text).contains("did you mean `complex_issue`?"));
    assert!(sentences(text).contains("did you mean `escalated`?"));
    assert!(sentences(text).contains("did you mean `add`?"));
}

#[test]
fn form_and_meaning_are_told_together_in_the_authors_lines() {
    let text = r#"[sla]
target_minutes = -5
targts = 3
calender = "office"
[reply]
otherwise = "gone"
[[templates]]
id = "hello"
label = "Hello"
[[templates]]
id = "ship_update"
body = "Hi {{nmae}}"
[[language.en.risk.cues]]
id = "legal.new"
category = "leagal"
phrases = ["a(b", "fine"]
"#;
    assert_eq!(
        wrong(text),
        [
            told("negative_duration", "/sla/target_minutes", 4),
            told("unknown_field", "/sla/targts", 5),
            told("unknown_field", "/sla/calender", 6),
            told("unknown_reference", "/reply/otherwise", 8),
            told("missing_field", "/templates/0", 9),
            told("unknown_variable", "/templates/1/body", 14),
            told("invalid_value", "/language/en/risk/cues/0/category", 17),
            told("invalid_cue", "/language/en/risk/cues/0/phrases/0", 18),
        ]
    );
    let error = Policy::from_toml(&format!("extends = \"runbook\"\nname = \"ours\"\n{text}"));
    let sentence = error.unwrap_err().to_string();
    for near in ["`target_minutes`", "`calendar`", "`legal`"] {
        assert!(sentence.contains(&format!("did you mean {near}?")), "{near}: {sentence}");
    }
}

#[test]
fn lines_are_those_of_json_too() {
    let json = "{\"extends\": \"runbook\", \"name\": \"ours\",\n \"labels\": {\n  \"complex\": {\"add\": [\n    \"ok\",\n    \" \"]}}}";
    let error = Policy::from_json(json).unwrap().compile().unwrap_err();
    let [problem] = &*error else { panic!("{error}") };
    assert_eq!(problem.code, Code::EmptyCue);
    assert_eq!(problem.pointer.as_deref(), Some("/labels/complex/add/1"));
    assert_eq!(problem.line, Some(5));
}

#[test]
fn a_policy_has_a_name_of_its_own() {
    assert_eq!(wrong_document("extends = \"runbook\"\n[sla]\ntarget_minutes = 5"), ["/name"]);
    assert_eq!(wrong_document("extends = \"runbook\"\nname = \" \""), ["/name"]);
    let whole = Policy::runbook().to_toml().replacen("name = \"runbook\"\n", "", 1);
    let error = Policy::from_toml(&whole).unwrap_err();
    assert_eq!(error[0].code, Code::MissingField);
    assert!(error[0].detail.contains("`name`"));
}

fn wrong_document(text: &str) -> Vec<String> {
    let error = match Policy::from_toml(text) {
        Err(error) => error,
        Ok(policy) => policy.compile().unwrap_err(),
    };
    error.into_vec().into_iter().filter_map(|problem| problem.pointer).collect()
}

#[test]
fn outside_of_extends_a_list_is_a_list() {
    let whole = Policy::runbook().to_toml();
    let edited = whole.replacen("complex = [\"complex\"]", "complex = { add = [\"hard\"] }", 1);
    assert_ne!(whole, edited);
    let line = u32::try_from(edited.lines().position(|line| line.contains("\"hard\"")).unwrap());
    let error = Policy::from_toml(&edited).unwrap_err();
    assert_eq!(error.len(), 1, "{error}");
    assert_eq!(error[0].code, Code::WrongType);
    assert_eq!(error[0].line, Some(line.unwrap() + 1));
}

#[test]
fn a_changed_policy_keeps_what_it_was_read_from_out_of_its_answers() {
    let read = ours("[sla]\ntarget_minutes = 45");
    assert_eq!(read, runbook(|policy| policy.sla.target_minutes = 45));
    assert_eq!(read.fingerprint(), Policy::from_toml(&read.to_toml()).unwrap().fingerprint());
}

#[test]
fn the_examples_of_ones_own_cues_run() {
    let text = r#"
        [[language.en.risk.cues]]
        id = "legal.barrister"
        category = "legal"
        about = "A barrister is named."
        phrases = ["barrister is warming"]
        examples = ["My barrister is warming up", "nobody is"]
        counterexamples = ["The barista is warming milk", "barrister is warming"]
    "#;
    let policy = ours(text);
    let error = policy.check_examples().unwrap_err();
    let told = |d: Diagnostic| (d.code.to_string(), d.pointer.unwrap_or_default(), d.line);
    let failed: Vec<_> = error.into_vec().into_iter().map(told).collect();
    let cue = "/language/en/risk/cues/0";
    assert_eq!(
        failed,
        [
            ("example_fails".to_owned(), format!("{cue}/examples/1"), Some(9)),
            ("example_fails".to_owned(), format!("{cue}/counterexamples/1"), Some(10)),
        ]
    );
    let mended = text.replace(", \"nobody is\"", "").replace(", \"barrister is warming\"", "");
    let mended = ours(&mended);
    assert_eq!(mended.check_examples().unwrap(), 2);
    // Written out and read again they are still there; the fingerprint does not know them.
    assert_eq!(Policy::from_toml(&mended.to_toml()).unwrap(), mended);
    let mut bare = mended.clone();
    let cue = english(&mut bare).risk.cues.last_mut().unwrap();
    (cue.about, cue.examples, cue.counterexamples) = (None, vec![], vec![]);
    assert_ne!(bare, mended);
    assert_eq!(bare.fingerprint(), mended.fingerprint());
}

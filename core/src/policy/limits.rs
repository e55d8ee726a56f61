//! How large a policy may be, so that one from elsewhere cannot take the service's memory.

use serde_json::Value;

use super::Policy;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, push_token};

/// A document's text has this many bytes at most.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// A policy has this many languages at most.
const MOST_LANGUAGES: usize = 64;
/// A list of cues of a language has this many at most; so has any list but one of words.
const MOST_CUES: usize = 10_000;
/// A language has this many phrases at most, of all its lists of cues together; so has a list of
/// its words.
const MOST_PHRASES: usize = 200_000;
/// A policy has this many templates at most.
const MOST_TEMPLATES: usize = 1_000;
/// A template's text has this many bytes at most.
const MOST_BODY_BYTES: usize = 100_000;

/// Refuses a text that is too long to be read.
pub(super) fn text(bytes: usize) -> Result<(), Diagnostic> {
    too_large(bytes, MOST_BYTES, "", "bytes of text").map_or(Ok(()), Err)
}

/// Refuses a document with a list that is too long, before anything is laid over anything.
pub(super) fn lists(document: &Value) -> Result<(), Diagnostic> {
    within(document, &mut String::new())
}

fn within(value: &Value, pointer: &mut String) -> Result<(), Diagnostic> {
    match value {
        Value::Object(table) => {
            table.iter().try_for_each(|(key, value)| below(key, value, pointer))
        }
        Value::Array(list) => {
            // Words of a language are many; entries with parts of their own, and whatever else a
            // policy lists, are not.
            let words = pointer.starts_with("/language/") && list.iter().all(Value::is_string);
            let most = if words { MOST_PHRASES } else { MOST_CUES };
            too_large(list.len(), most, pointer, "entries").map_or(Ok(()), Err)?;
            let mut entries = list.iter().enumerate();
            entries.try_for_each(|(i, value)| below(&i.to_string(), value, pointer))
        }
        _ => Ok(()),
    }
}

fn below(token: &str, value: &Value, pointer: &mut String) -> Result<(), Diagnostic> {
    let length = pointer.len();
    push_token(pointer, token);
    within(value, pointer)?;
    pointer.truncate(length);
    Ok(())
}

/// Refuses a policy that is too large to be compiled.
pub(super) fn check(policy: &Policy) -> Result<(), Diagnostics> {
    let mut found = Vec::new();
    let mut at_most = |count: usize, most: usize, pointer: &str, what: &str| {
        found.extend(too_large(count, most, pointer, what));
    };
    at_most(policy.language.len(), MOST_LANGUAGES, "/language", "languages");
    // Those that ship are within the limits, and are read when they are first needed.
    let own = policy.language.iter().filter_map(|(code, words)| Some((code, words.own()?)));
    for (code, words) in own {
        let (topics, risk) = (&words.topics.cues, &words.risk.cues);
        let place = format!("/language/{code}");
        at_most(topics.len(), MOST_CUES, &format!("{place}/topics/cues"), "cues");
        at_most(risk.len(), MOST_CUES, &format!("{place}/risk/cues"), "cues");
        let phrases = topics.iter().map(|cue| cue.phrases.len());
        let phrases = phrases.chain(risk.iter().map(|cue| cue.phrases.len())).sum();
        at_most(phrases, MOST_PHRASES, &place, "phrases");
    }
    at_most(policy.templates.len(), MOST_TEMPLATES, "/templates", "templates");
    for (i, template) in policy.templates.iter().enumerate() {
        let place = format!("/templates/{i}");
        at_most(template.body.len(), MOST_BODY_BYTES, &format!("{place}/body"), "bytes");
        for (language, body) in &template.bodies {
            let place = format!("{place}/bodies/{language}");
            at_most(body.len(), MOST_BODY_BYTES, &place, "bytes");
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Diagnostics::in_order(policy.origin.locate(found))) }
}

fn too_large(count: usize, most: usize, pointer: &str, what: &str) -> Option<Diagnostic> {
    let detail = format!("{count} {what} are more than the {most} that are allowed");
    (count > most).then(|| Diagnostic::at(Code::TooLarge, pointer, detail))
}

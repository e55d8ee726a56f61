//! The fingerprint of a policy: the SHA-256 of its canonical JSON (RFC 8785), put together of parts,
//! so that the text of a shipped language is taken as the build wrote it.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Policy, examples};
use crate::lexicon::SharedLanguage;

pub(super) fn of(policy: &Policy) -> String {
    let mut hash = Sha256::new();
    write(policy, &mut |bytes| hash.update(bytes));
    crate::diagnostic::hex(&hash.finalize())
}

/// Writes the canonical JSON of a policy, without what is for people and tests alone.
fn write(policy: &Policy, out: &mut impl FnMut(&[u8])) {
    let bare = Policy { language: BTreeMap::new(), ..policy.clone() };
    let members = serde_json::to_value(&bare).unwrap_or_default();
    let mut separator = "{";
    // The keys of a policy are ASCII, and in order.
    for (key, value) in members.as_object().into_iter().flatten() {
        out(separator.as_bytes());
        out(&canonical(key));
        out(b":");
        if key == "language" {
            languages(&policy.language, out);
        } else {
            out(&canonical(value));
        }
        separator = ",";
    }
    out(b"}");
}

fn languages(languages: &BTreeMap<String, SharedLanguage>, out: &mut impl FnMut(&[u8])) {
    let mut all: Vec<_> = languages.iter().collect();
    all.sort_by(|(one, _), (two, _)| one.encode_utf16().cmp(two.encode_utf16()));
    out(b"{");
    for (nth, (code, words)) in all.into_iter().enumerate() {
        if nth > 0 {
            out(b",");
        }
        out(&canonical(code));
        out(b":");
        match words.canonical_json() {
            Some(json) => out(json.as_bytes()),
            None => out(&canonical(&examples::without(words))),
        }
    }
    out(b"}");
}

fn canonical(value: &impl Serialize) -> Vec<u8> {
    // Every key is a string: writing cannot fail.
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_make_the_canonical_form() {
        let mut ours = Policy::runbook();
        if let Some(english) = ours.language.get_mut("en") {
            english.risk.allow.push("\u{7} \"quoted\" ß 😡".to_owned());
        }
        for code in ["\u{FFFD}", "😡"] {
            ours.language
                .insert(code.to_owned(), crate::language::LanguageDocument::default().into());
        }
        for policy in [Policy::runbook(), Policy::hotdash_2025_10(), ours] {
            let mut parts = Vec::new();
            write(&policy, &mut |bytes| parts.extend_from_slice(bytes));
            assert!(parts == canonical(&policy), "{}", policy.name);
        }
    }

    #[test]
    fn examples_count_for_nothing() {
        let mut told = Policy::runbook();
        for cue in &mut told.language.get_mut("en").unwrap().risk.cues {
            cue.about = Some("why it is there".to_owned());
            cue.examples.push("an example".to_owned());
        }
        assert_eq!(of(&told), of(&Policy::runbook()));
    }
}

//! What templates may name, and what stands there where nobody says it.

use std::collections::BTreeMap;

use super::check::Check;
use super::document::Policy;
use super::load;
use crate::conversation::CustomerText;
use crate::diagnostic::{Code, push_token};
use crate::name::{ChosenName, CustomerNames, NameSource};
use crate::template::{NAME, is_variable};

/// The variables of a policy, by number; the customer's name is the first.
#[derive(Debug)]
pub(crate) struct Variables {
    names: Vec<String>,
    fallbacks: Vec<String>,
    by_language: BTreeMap<String, BTreeMap<String, String>>,
}

impl Variables {
    pub(super) fn compile(check: &mut Check, policy: &Policy, names: &CustomerNames) -> Self {
        let reply = &policy.reply;
        let mut variables = Self {
            names: vec![NAME.to_owned()],
            fallbacks: vec![policy.customer_name.fallback.clone()],
            by_language: reply.fallbacks.clone(),
        };
        for (name, fallback) in &reply.variables {
            let pointer = below("/reply/variables", name);
            if !is_variable(name) || name.contains(['.', '@']) || RESERVED.contains(&name.as_str())
            {
                let detail = "a variable is called by letters, digits, `_` and `-`, a letter first, \
                              and not as Handlebars or the customer's name are";
                check.problem(Code::InvalidValue, pointer.clone(), detail);
            }
            one_line(check, names, pointer, fallback);
            variables.names.push(name.clone());
            variables.fallbacks.push(fallback.clone());
        }
        for (language, fallbacks) in &reply.fallbacks {
            let place = below("/reply/fallbacks", language);
            for (name, fallback) in fallbacks {
                let pointer = below(&place, name);
                if !variables.names.contains(name) {
                    let hint = load::hint(name, &variables.names());
                    let detail = format!("no variable of the policy is called so{hint}");
                    check.problem(Code::UnknownVariable, pointer.clone(), detail);
                }
                if name == NAME && fallback.trim().is_empty() {
                    check.problem(Code::EmptyCue, pointer, "the fallback name is blank");
                } else {
                    one_line(check, names, pointer, fallback);
                }
            }
        }
        variables
    }

    /// What templates may name, by number.
    pub(super) fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// The variables that may be empty in a reply.
    pub(super) fn may_be_empty(&self) -> Vec<usize> {
        let empty = |(name, fallback): (&String, &String)| {
            let mut languages = self.by_language.values().filter_map(|texts| texts.get(name));
            fallback.is_empty() || languages.any(String::is_empty)
        };
        let all = self.names.iter().zip(&self.fallbacks);
        all.map(empty).enumerate().filter_map(|(nth, empty)| empty.then_some(nth)).collect()
    }

    /// The values in a reply in that language, by number: the customer's name, and what the
    /// conversation says of the others, cleaned and cut as a name is.
    pub(crate) fn values(
        &self,
        language: &str,
        name: &ChosenName,
        given: &BTreeMap<String, CustomerText>,
        names: &CustomerNames,
    ) -> Vec<String> {
        let translated = in_language(&self.by_language, language);
        let value = |(variable, fallback): (&String, &String)| {
            let known = if variable != NAME {
                given.get(variable).and_then(|value| names.cleaned(value.as_str()))
            } else if name.source == NameSource::Contact {
                Some(name.name.clone())
            } else {
                None
            };
            let fallback = translated.and_then(|texts| texts.get(variable)).unwrap_or(fallback);
            known.unwrap_or_else(|| fallback.clone())
        };
        self.names.iter().zip(&self.fallbacks).map(value).collect()
    }
}

/// Names that mean something else in Handlebars, and the customer's.
const RESERVED: [&str; 5] = [NAME, "this", "true", "false", "null"];

fn below(pointer: &str, token: &str) -> String {
    let mut pointer = pointer.to_owned();
    push_token(&mut pointer, token);
    pointer
}

/// Reports a fallback that is not as a value would be inserted.
fn one_line(check: &mut Check, names: &CustomerNames, pointer: String, fallback: &str) {
    let cleaned = names.cleaned(fallback).unwrap_or_default();
    if cleaned != fallback {
        let detail =
            "a fallback is one line without blanks around it, no longer than a name may be";
        check.problem(Code::InvalidValue, pointer, detail);
    }
}

/// What a table by language holds for a language, or for the language that it is a kind of (`pt` for
/// `pt-BR`).
pub(crate) fn in_language<'t, T>(table: &'t BTreeMap<String, T>, language: &str) -> Option<&'t T> {
    let find = |code: &str| table.iter().find(|(known, _)| is_same(known, code));
    find(language).or_else(|| find(primary(language))).map(|(_, value)| value)
}

/// Whether two codes are of one language.
pub(crate) fn is_one_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

/// `pt-BR` and `pt_br` are the same.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |c: u8| if c == b'_' { b'-' } else { c.to_ascii_lowercase() };
    one.bytes().map(plain).eq(other.bytes().map(plain))
}

/// `pt` of `pt-BR`.
pub(crate) fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

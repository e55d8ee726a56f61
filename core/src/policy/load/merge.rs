//! Laying a document over the policy that it extends.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::near;
use super::origin::below;
use crate::diagnostic::{Code, Diagnostic};

/// After so many problems a document is wrong as a whole: the nearest known name is no longer
/// looked for, which takes as long as there are names.
const MOST_HINTS: usize = 64;

/// What came of laying a document over a policy. Pointers are those of the document.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) notices: Vec<Diagnostic>,
    /// See [`Source`](super::origin::Source).
    pub(super) moved: BTreeMap<String, Vec<Option<String>>>,
}

/// A place in the whole policy and in the document.
#[derive(Clone, Copy)]
struct Place<'p> {
    whole: &'p str,
    own: &'p str,
}

impl Merged {
    /// Lays `document` on `base`: tables key by key, lists of named entries entry by entry, a
    /// table with `add` and `remove` on a list; anything else takes the place of what was there.
    pub(super) fn lay(&mut self, base: &mut Value, document: Value) {
        self.value(base, document, Place { whole: "", own: "" });
    }

    fn problem(&mut self, code: Code, pointer: String, detail: impl Into<String>) {
        self.diagnostics.push(Diagnostic::at(code, pointer, detail));
    }

    /// `, did you mean …?` where a known name is near.
    fn hint(&self, name: &str, known: &[&str]) -> String {
        if self.diagnostics.len() < MOST_HINTS { near::hint(name, known) } else { String::new() }
    }

    fn value(&mut self, base: &mut Value, over: Value, at: Place<'_>) {
        match (base, over) {
            (Value::Object(base), Value::Object(over)) => self.table(base, over, at),
            (Value::Array(base), Value::Object(edit)) => self.edit(base, edit, at),
            (Value::Array(base), Value::Array(over)) if has_names(base, &over) => {
                self.entries(base, over, at);
            }
            (Value::Array(base), Value::Array(over)) => self.replace(base, over, at),
            (base, over) => *base = over,
        }
    }

    fn table(&mut self, base: &mut Map<String, Value>, over: Map<String, Value>, at: Place<'_>) {
        for (key, value) in over {
            let (whole, own) = (below(at.whole, &key), below(at.own, &key));
            let place = Place { whole: &whole, own: &own };
            match base.get_mut(&key) {
                Some(known) => self.value(known, value, place),
                None => drop(base.insert(key, self.fresh(value, place))),
            }
        }
    }

    /// A value of which the policy that is extended has nothing.
    fn fresh(&mut self, value: Value, at: Place<'_>) -> Value {
        let mut empty = match &value {
            Value::Object(table) if is_edit(table) => Value::Array(Vec::new()),
            Value::Object(_) => Value::Object(Map::new()),
            Value::Array(_) => Value::Array(Vec::new()),
            _ => return value,
        };
        self.value(&mut empty, value, at);
        empty
    }

    fn replace(&mut self, base: &mut Vec<Value>, over: Vec<Value>, at: Place<'_>) {
        let new: HashSet<&Value> = over.iter().collect();
        let dropped = base.iter().filter(|entry| !new.contains(entry)).count();
        if dropped > 0 {
            let detail = format!(
                "the list takes the place of another and drops {dropped} of its {} entries; a \
                 table with `add` and `remove` would change it instead",
                base.len()
            );
            self.notices.push(Diagnostic::at(Code::ListReplaced, at.own, detail));
        }
        *base = over;
    }

    /// A list whose entries have names: those of one name are laid on one another, new ones stand
    /// last, and `remove = true` takes one out.
    fn entries(&mut self, base: &mut Vec<Value>, over: Vec<Value>, at: Place<'_>) {
        let key = key_of(base).or_else(|| key_of(&over)).unwrap_or("id");
        let mut seen: HashSet<String> = HashSet::new();
        let mut kept = Vec::new();
        for (i, mut entry) in over.into_iter().enumerate() {
            let own = below(at.own, &i.to_string());
            let Some(name) = entry.get(key).and_then(Value::as_str).map(str::to_owned) else {
                let detail = format!("missing field `{key}`: it names the entry");
                self.problem(Code::MissingField, below(&own, key), detail);
                continue;
            };
            if seen.contains(&name) {
                let detail = "an earlier entry of the list has the same name";
                self.problem(Code::DuplicateId, below(&own, key), detail);
                continue;
            }
            match entry.as_object_mut().and_then(|entry| entry.remove("remove")) {
                Some(Value::Bool(true)) => self.remove_entry(base, &name, &entry, key, &own),
                None | Some(Value::Bool(false)) => kept.push((name.clone(), entry, own)),
                Some(_) => {
                    self.problem(Code::WrongType, below(&own, "remove"), "expected `true`");
                }
            }
            seen.insert(name);
        }
        let mut places = vec![None; base.len()];
        let known = positions(base, key);
        for (name, entry, own) in kept {
            let index = known.get(&name).copied().unwrap_or(base.len());
            let whole = below(at.whole, &index.to_string());
            let place = Place { whole: &whole, own: &own };
            if let (Some(known), Some(slot)) = (base.get_mut(index), places.get_mut(index)) {
                if at.whole == "/templates" {
                    drop_translations(known, &entry);
                }
                self.value(known, entry, place);
                *slot = Some(own);
            } else {
                base.push(self.fresh(entry, place));
                places.push(Some(own));
            }
        }
        self.moved.insert(at.whole.to_owned(), places);
    }

    fn remove_entry(
        &mut self,
        base: &mut Vec<Value>,
        name: &str,
        entry: &Value,
        key: &str,
        own: &str,
    ) {
        for other in entry.as_object().into_iter().flat_map(Map::keys).filter(|k| *k != key) {
            let detail = "an entry that is removed says nothing else";
            self.problem(Code::UnknownField, below(own, other), detail);
        }
        self.take_out(base, key, name, below(own, key));
    }

    fn take_out(&mut self, base: &mut Vec<Value>, key: &str, name: &str, pointer: String) {
        if let Some(index) = base.iter().position(|entry| named(entry, key) == Some(name)) {
            base.remove(index);
        } else {
            let known: Vec<&str> = base.iter().filter_map(|entry| named(entry, key)).collect();
            let hint = self.hint(name, &known);
            let detail = format!("there is no entry `{name}` to remove{hint}");
            self.problem(Code::UnknownReference, pointer, detail);
        }
    }

    /// A table with `add` and `remove` in the place of a list.
    fn edit(&mut self, base: &mut Vec<Value>, mut edit: Map<String, Value>, at: Place<'_>) {
        let mut part = |key: &str| match edit.remove(key) {
            None => Some(Vec::new()),
            Some(Value::Array(list)) => Some(list),
            Some(_) => {
                self.problem(Code::WrongType, below(at.own, key), "expected a list");
                None
            }
        };
        let (remove, add) = (part("remove"), part("add"));
        for key in edit.keys() {
            let hint = near::hint(key, &["add", "remove"]);
            let detail = format!("a list is changed by `add` and `remove`{hint}");
            self.problem(Code::UnknownField, below(at.own, key), detail);
        }
        let own = |part: &str, i: usize| format!("{}/{part}/{i}", at.own);
        let key = key_of(base);
        for (i, entry) in remove.unwrap_or_default().into_iter().enumerate() {
            match (key, &entry) {
                (Some(key), Value::String(name)) => {
                    self.take_out(base, key, name, own("remove", i));
                }
                (Some(key), _) => {
                    let detail = format!("expected the `{key}` of an entry");
                    self.problem(Code::WrongType, own("remove", i), detail);
                }
                (None, entry) => self.take_out_plain(base, entry, own("remove", i)),
            }
        }
        let mut places = vec![None; base.len()];
        let mut names = key.map(|key| positions(base, key)).unwrap_or_default();
        let mut known: HashSet<Value> = base.iter().cloned().collect();
        for (i, entry) in add.unwrap_or_default().into_iter().enumerate() {
            let name = key.and_then(|key| named(&entry, key)).map(str::to_owned);
            let taken = name.as_ref().is_some_and(|name| names.contains_key(name));
            if let (true, Some(key)) = (taken, key) {
                let detail = "the list has an entry of this name; to change it, name it in a list";
                self.problem(Code::DuplicateId, below(&own("add", i), key), detail);
            } else if !known.contains(&entry) {
                let whole = below(at.whole, &base.len().to_string());
                let entry = self.fresh(entry, Place { whole: &whole, own: &own("add", i) });
                names.extend(name.map(|name| (name, base.len())));
                known.insert(entry.clone());
                base.push(entry);
                places.push(Some(own("add", i)));
            }
        }
        self.moved.insert(at.whole.to_owned(), places);
    }

    fn take_out_plain(&mut self, base: &mut Vec<Value>, entry: &Value, pointer: String) {
        if let Some(index) = base.iter().position(|known| known == entry) {
            base.remove(index);
        } else {
            let known: Vec<&str> = base.iter().filter_map(Value::as_str).collect();
            let hint = entry.as_str().map_or_else(String::new, |name| self.hint(name, &known));
            let detail = format!("the list has no such entry to remove{hint}");
            self.problem(Code::UnknownReference, pointer, detail);
        }
    }
}

/// A template with a body of its own says something else than the one that it is laid on: the
/// bodies in other languages are none of its.
fn drop_translations(known: &mut Value, entry: &Value) {
    if let (Some(known), Some(_)) = (known.as_object_mut(), entry.get("body")) {
        known.remove("bodies");
    }
}

/// Whether a table can only be meant to change a list.
fn is_edit(table: &Map<String, Value>) -> bool {
    let part = |(key, value): (&String, &Value)| {
        value.is_array() && matches!(key.as_str(), "add" | "remove")
    };
    !table.is_empty() && table.iter().all(part)
}

/// Whether the entries of a list are tables with names, and `over` names some of its own.
fn has_names(base: &[Value], over: &[Value]) -> bool {
    let tables = !over.is_empty() && over.iter().all(Value::is_object);
    let named = if base.is_empty() { key_of(over) } else { key_of(base) };
    tables && named.is_some()
}

/// The key by which all entries of a list are named.
fn key_of(list: &[Value]) -> Option<&'static str> {
    let names_all = |key: &&str| {
        !list.is_empty() && list.iter().all(|entry| entry.get(*key).is_some_and(Value::is_string))
    };
    ["id", "code"].into_iter().find(names_all)
}

fn named<'v>(entry: &'v Value, key: &str) -> Option<&'v str> {
    entry.get(key)?.as_str()
}

/// Where the entries of a list stand by their names, the first of each name.
fn positions(list: &[Value], key: &str) -> HashMap<String, usize> {
    let mut positions = HashMap::new();
    for (index, entry) in list.iter().enumerate() {
        if let Some(name) = named(entry, key) {
            positions.entry(name.to_owned()).or_insert(index);
        }
    }
    positions
}

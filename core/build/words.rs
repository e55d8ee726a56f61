//! Reads a shipped policy: `NAME.toml`, and for `runbook` the word lists of `words/`, a folder per
//! language, put together into one document.
//!
//! The build uses it, and the tests, which run the examples that the build leaves out.

#![allow(unreachable_pub, reason = "the tests' crate names these from outside")]
#![allow(clippy::disallowed_methods, reason = "a build reads files")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The policy of that name, examples included.
///
/// # Errors
/// A file that cannot be read, is no TOML or says again what another one says.
pub fn policy(policies: &Path, name: &str) -> Result<Table> {
    let mut policy = table(&policies.join(format!("{name}.toml")))?;
    if name == "runbook" {
        let mut languages = Table::new();
        for folder in entries(&policies.join("words"))?.into_iter().filter(|path| path.is_dir()) {
            let language = language(&folder, &policy)?;
            let code = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            languages.insert(code, Value::Table(language));
        }
        policy.insert("language".to_owned(), Value::Table(languages));
    }
    Ok(policy)
}

/// The lists of one language: the files of its folder, in the order of their names, put together.
///
/// Lists of one name are put one after the other; anything else stands in one file. Cues come in
/// the order of the policy's topics and reasons, whatever their files are called: of topics that
/// weigh the same the one listed first wins.
///
/// # Errors
/// As [`policy`].
pub fn language(folder: &Path, policy: &Table) -> Result<Table> {
    let mut language = Table::new();
    for file in entries(folder)?.into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml"))
    {
        let part = table(&file)?;
        put_together(&mut language, part).map_err(|key| {
            format!("{}: `{key}` stands in another file of the folder too", file.display())
        })?;
    }
    let topics = names(policy, &["reply", "topics"], "id");
    sort_cues(&mut language, "topics", "topic", &topics);
    sort_cues(&mut language, "risk", "category", &names(policy, &["reasons"], "code"));
    Ok(language)
}

/// Takes out what is for people and for tests: what a cue is about, and the examples of cues and
/// of lists.
pub fn strip(policy: &mut Table) {
    let languages = policy.get_mut("language").and_then(Value::as_table_mut);
    for (_, language) in languages.into_iter().flatten() {
        for part in ["topics", "risk"] {
            for cue in cues(language, part).into_iter().flatten() {
                if let Value::Table(cue) = cue {
                    for key in ["about", "examples", "counterexamples"] {
                        cue.remove(key);
                    }
                }
            }
        }
        for list in ["confirmation", "promises"] {
            if let Some(Value::Table(list)) = language.get_mut(list) {
                list.remove("examples");
                list.remove("counterexamples");
            }
        }
    }
}

/// Every key of a language's document that may be left out, with what stands for it then, as the
/// library writes it: so the build's text of a language is the one whose hash is the fingerprint.
const DEFAULTS: &str = r#"
classes = {}
topics = { match = "words", threshold = 0, cues = [], negators = [], negation_reach = 0, allow = [] }
confirmation = { phrases = [], doubts = [], allow = [] }
promises = { phrases = [], allow = [] }
[risk]
cues = []
negators = []
negation_reach = 0
breakers = []
affirmations = []
reinstatements = []
never_negated = []
allow = []
mentions = []
[refund_amounts]
near = []
reach = 0
currencies = {}
range_joins = []
range_openers = []
numbers = {}
powers = {}
number_joins = []
vague_numbers = []
alternatives = []
multipliers = []
[spelling]
tolerant = []
known = []
masked = []
common = []
before_codes = []
[names]
titles = []
suffixes = []
organisations = []
particles = []
joined = []
family_first = []
patronymics = []
[texts]
hand_off = ""
hand_off_details = ""
sla_left = ""
sla_over = ""
sla_stopped = ""
no_priority = ""
sentences = {}
[mail]
attribution_openers = []
attribution_verbs = []
separators = []
from_headers = []
other_headers = []
subject_headers = []
device_marks = []
closings = []
connectors = []
titles = []
contact_labels = []
sentence_words = []
own_words = []
footers = []
footer_parts = []
"#;

/// Puts in what a language's document leaves out. Without words of mail it has none.
///
/// # Errors
/// None, unless the defaults are no TOML.
pub fn complete(language: &mut Value) -> Result<()> {
    let Value::Table(language) = language else { return Ok(()) };
    let mut defaults: Table = DEFAULTS.parse()?;
    if !language.contains_key("mail") {
        defaults.remove("mail");
    }
    fill(language, defaults);
    let risk = language.get_mut("risk").and_then(|risk| risk.get_mut("cues"));
    for cue in risk.and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Table(cue) = cue {
            cue.entry("confidence").or_insert_with(|| Value::String("high".to_owned()));
        }
    }
    Ok(())
}

fn fill(table: &mut Table, defaults: Table) {
    for (key, default) in defaults {
        match (table.get_mut(&key), default) {
            (None, default) => drop(table.insert(key, default)),
            (Some(Value::Table(known)), Value::Table(default)) => fill(known, default),
            (Some(_), _) => {}
        }
    }
}

fn cues<'a>(language: &'a mut Value, part: &str) -> Option<&'a mut Vec<Value>> {
    language.get_mut(part)?.get_mut("cues")?.as_array_mut()
}

fn table(file: &Path) -> Result<Table> {
    let text = fs::read_to_string(file)?;
    Ok(text.parse::<Table>().map_err(|error| format!("{}: {error}", file.display()))?)
}

/// What a folder holds, by name: the order does not depend on the file system.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    entries.sort();
    Ok(entries)
}

fn put_together(whole: &mut Table, part: Table) -> std::result::Result<(), String> {
    for (key, value) in part {
        match (whole.get_mut(&key), value) {
            (None, value) => drop(whole.insert(key, value)),
            (Some(Value::Table(known)), Value::Table(more)) => {
                put_together(known, more).map_err(|inner| format!("{key}.{inner}"))?;
            }
            (Some(Value::Array(known)), Value::Array(more)) if !known.is_empty() => {
                known.extend(more);
            }
            _ => return Err(key),
        }
    }
    Ok(())
}

/// The ids that a list of the policy names, in its order.
fn names(policy: &Table, path: &[&str], key: &str) -> Vec<String> {
    let mut list = path.iter();
    let first = list.next().and_then(|key| policy.get(*key));
    let list = list.fold(first, |value, key| value.and_then(|value| value.get(key)));
    let entries = list.and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry.get(key)?.as_str()).map(str::to_owned).collect()
}

fn sort_cues(language: &mut Table, part: &str, key: &str, order: &[String]) {
    let cues = language.get_mut(part).and_then(|part| part.get_mut("cues"));
    if let Some(Value::Array(cues)) = cues {
        cues.sort_by_key(|cue| {
            let name = cue.get(key).and_then(Value::as_str);
            order.iter().position(|known| Some(known.as_str()) == name).unwrap_or(order.len())
        });
    }
}

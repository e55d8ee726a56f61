//! Whether the columns of a table are those of conversations.

use crate::diagnostic::{Code, Diagnostic};

/// How much alike two names are that one may be meant for the other (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// The columns without which no row is a conversation.
const REQUIRED: [&str; 3] = ["id", "status", "createdAt"];

/// Whether a table's columns can be read as conversations, for bindings that take tables.
///
/// `names` are those of the table, in camelCase or with underscores; `known` are the keys of the
/// conversation document. What is missed or misspelt would be lost without a word, so a required
/// column that is missing is told, and a name that differs from a missing column's by one letter or
/// by capitals and underscores. With `strict`, so is every other name that is no column's.
///
/// # Errors
/// [`Code::MissingField`] and [`Code::UnknownField`], with the nearest name where one is near.
pub fn check_columns(names: &[&str], known: &[&str], strict: bool) -> Result<(), Diagnostic> {
    let is_there = |key: &str| names.iter().any(|name| is_key(name, key));
    let others = || names.iter().filter(|name| !known.iter().any(|key| is_key(name, key)));
    for name in others() {
        let meant = known.iter().find(|key| !is_there(key) && is_slip(name, key));
        if let Some(key) = meant {
            let detail = format!("there is no column `{name}`, did you mean `{}`?", snake(key));
            return Err(Diagnostic::at(Code::UnknownField, format!("/{name}"), detail));
        }
    }
    if let Some(key) = REQUIRED.iter().find(|key| !is_there(key)) {
        let key = snake(key);
        let likeness = |name: &&&str| strsim::jaro_winkler(name, &key);
        let near = others().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let detail = match near.filter(|name| likeness(name) >= ALIKE) {
            Some(near) => format!("the column `{key}` is missing, is it `{near}`?"),
            None => format!("the column `{key}` is missing"),
        };
        return Err(Diagnostic::at(Code::MissingField, format!("/{key}"), detail));
    }
    match others().next().filter(|_| strict) {
        Some(name) => {
            let detail = format!("there is no column `{name}`");
            Err(Diagnostic::at(Code::UnknownField, format!("/{name}"), detail))
        }
        None => Ok(()),
    }
}

fn is_key(name: &str, key: &str) -> bool {
    name == key || name == snake(key)
}

/// Whether a name may be a slip of the pen for a key.
fn is_slip(name: &str, key: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (name, key) = (plain(name), plain(key));
    let letters = usize::from(key.chars().count() > 4);
    strsim::osa_distance(&name, &key) <= letters
}

/// `createdAt` as `created_at`.
fn snake(key: &str) -> String {
    let mut snake = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 6] = ["id", "status", "createdAt", "updatedAt", "messages", "inboxId"];

    fn told(names: &[&str], strict: bool) -> Option<(Code, String)> {
        check_columns(names, &KNOWN, strict).err().map(|error| (error.code, error.detail))
    }

    #[test]
    fn what_is_missing_or_misspelt_is_told_with_the_nearest_name() {
        assert_eq!(told(&["id", "status", "created_at", "messages"], true), None);
        assert_eq!(told(&["id", "status", "createdAt"], true), None);
        for (names, code, detail) in [
            (
                &["id", "status", "created_at", "message"][..],
                Code::UnknownField,
                "there is no column `message`, did you mean `messages`?",
            ),
            (
                &["id", "state", "created_at"],
                Code::MissingField,
                "the column `status` is missing, is it `state`?",
            ),
            (&["id", "created_at"], Code::MissingField, "the column `status` is missing"),
            (
                &["id", "status", "Created_At"],
                Code::UnknownField,
                "there is no column `Created_At`, did you mean `created_at`?",
            ),
            (
                &["id", "status", "creatd_at"],
                Code::UnknownField,
                "there is no column `creatd_at`, did you mean `created_at`?",
            ),
        ] {
            assert_eq!(told(names, false), Some((code, detail.to_owned())), "{names:?}");
        }
    }

    #[test]
    fn other_columns_are_refused_where_that_is_asked() {
        let names = ["id", "status", "created_at", "messages", "message", "updated_by", "shop"];
        assert_eq!(told(&names, false), None);
        let (code, detail) = told(&names, true).unwrap_or((Code::InvalidValue, String::new()));
        assert_eq!((code, &*detail), (Code::UnknownField, "there is no column `message`"));
    }
}

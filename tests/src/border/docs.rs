//! Documentation: from the core's, in Rust's notation, to that of the other languages.

use std::fmt::Write as _;

use super::model::Field;
use super::names::camel_case;

/// The first paragraph, on one line.
pub(super) fn first_paragraph(docs: &str) -> String {
    on_one_line(docs.split("\n\n").next().unwrap_or_default())
}

fn on_one_line(docs: &str) -> String {
    docs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The languages that the documentation is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Fields are `snake_case`.
    Python,
    /// Fields are `camelCase`.
    Foreign,
}

/// Documentation of a type or of a member beside `fields`: the first paragraph without Rust's
/// links, which lead nowhere in another language, and with names as they are written there.
pub(super) fn of(docs: &str, fields: &[Field], language: Language) -> String {
    let docs = sentence(&without_links(&first_paragraph(docs), language));
    // Names stand between backticks.
    let parts = docs.split('`').enumerate().map(|(place, part)| {
        let is_field = place % 2 == 1 && fields.iter().any(|field| field.name == part);
        if is_field { name(part, language) } else { part.to_owned() }
    });
    let tick = if language == Language::Python { "``" } else { "`" };
    parts.collect::<Vec<_>>().join(tick)
}

/// The links to a name as the name that the language has for it.
fn without_links(docs: &str, language: Language) -> String {
    let mut plain = String::with_capacity(docs.len());
    let mut rest = docs;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((text, after)) = link.split_once("`]") else { break };
        plain.push_str(before);
        plain.push('`');
        plain.push_str(&name(text.trim_start_matches("crate::"), language));
        plain.push('`');
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain + rest
}

/// A name in Rust (`Message::sender_id`) as the other languages write it.
fn name(path: &str, language: Language) -> String {
    match language {
        Language::Python => path.replace("::", "."),
        Language::Foreign => path
            .split("::")
            .map(|part| if is_shouted(part) { part.to_owned() } else { camel_case(part) })
            .collect::<Vec<_>>()
            .join("."),
    }
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// The catalogues of codes have sentences without a capital and a full stop.
fn sentence(docs: &str) -> String {
    let mut letters = docs.chars();
    let Some(first) = letters.next() else { return String::new() };
    let whole = first.to_uppercase().to_string() + letters.as_str();
    if whole.ends_with(['.', ':', '…']) { whole } else { whole + "." }
}

/// Lines of at most `width` characters, each after `prefix`.
pub(super) fn wrapped(text: &str, prefix: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let room = width.saturating_sub(prefix.chars().count() + line.chars().count() + 1);
        if !line.is_empty() && word.chars().count() > room {
            let _ = writeln!(lines, "{prefix}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines + prefix + &line + "\n"
}

/// A Rust documentation comment, indented so far.
pub(super) fn rust(text: &str, indent: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    wrapped(text, &format!("{indent}/// "), 100)
}

#[cfg(test)]
mod tests {
    use super::super::model::Shape;
    use super::*;

    #[test]
    fn links_and_names_are_those_of_the_language() {
        let (docs, shape, required, always) = (String::new(), Shape::Text, true, true);
        let fields = [Field { name: "due_at".to_owned(), docs, shape, required, always }];
        let core = "Who did it, in [`Message::sender_id`](crate::Message::sender_id), after \
                    `due_at` of [`Sla`]; `Channel::Sms`, `rapid_reopen`, [`MAX_AGE`]\n\nMore.";
        assert_eq!(
            of(core, &fields, Language::Python),
            "Who did it, in ``Message.sender_id``, after ``due_at`` of ``Sla``; \
             ``Channel::Sms``, ``rapid_reopen``, ``MAX_AGE``."
        );
        assert_eq!(
            of(core, &fields, Language::Foreign),
            "Who did it, in `Message.senderId`, after `dueAt` of `Sla`; `Channel::Sms`, \
             `rapid_reopen`, `MAX_AGE`."
        );
    }

    #[test]
    fn a_sentence_begins_and_ends_as_one() {
        assert_eq!(of("there is no draft", &[], Language::Python), "There is no draft.");
        assert_eq!(of("It ends.", &[], Language::Foreign), "It ends.");
    }

    #[test]
    fn lines_are_no_longer_than_asked() {
        assert_eq!(wrapped("one two three four", "/// ", 12), "/// one two\n/// three\n/// four\n");
        assert_eq!(wrapped("unbreakable", "/// ", 8), "/// unbreakable\n");
    }
}

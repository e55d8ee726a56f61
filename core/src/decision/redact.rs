//! Personal data out of the logged event.

use std::sync::OnceLock;

use regex::Regex;
use serde_json::Value;

use super::event::{DecisionEvent, DecisionPayload};
use super::json_text::JsonText;
use crate::conversation::CustomerText;
use crate::diagnostic::push_token;

impl DecisionEvent {
    /// The event for the log, with e-mail addresses, phone numbers, card-like and order-like
    /// numbers in its texts replaced by `[email]`, `[phone]`, `[card]` and `[order]`.
    ///
    /// Looked at are the rationale and, in the payload, the reply, the note, the reason, the
    /// hand-off, the override's reason and the strings of `aiSuggestion`; not the operator's own
    /// address, which says who acted. [`DecisionEvent::redacted`](Self#structfield.redacted)
    /// names the keys in which something was replaced. The id stays.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut event = self.clone();
        let mut keys = std::mem::take(&mut event.redacted);
        let mut text = |key: &str, text: &mut CustomerText| {
            if let Some(redacted) = redact(text.as_str()) {
                *text = redacted.into();
                if !keys.iter().any(|known| known == key) {
                    keys.push(key.to_owned());
                }
            }
        };
        text("rationale", &mut event.rationale);
        let (note, overridden) = match &mut event.payload {
            DecisionPayload::ApproveSend(payload) => {
                text("replyBody", &mut payload.reply_body);
                if let Some(metadata) = &mut payload.ai_suggestion {
                    redact_json(metadata, &mut text);
                }
                (&mut payload.note, &mut payload.overridden)
            }
            DecisionPayload::Escalate(payload) => {
                if let Some(reason) = &mut payload.reason_text {
                    text("reasonText", reason);
                }
                if let Some(hand_off) = &mut payload.hand_off {
                    text("handOff/issue", &mut hand_off.issue);
                    text("handOff/customerExpectation", &mut hand_off.customer_expectation);
                }
                (&mut payload.note, &mut payload.overridden)
            }
            DecisionPayload::MarkResolved(payload) => (&mut payload.note, &mut payload.overridden),
        };
        if let Some(note) = note {
            text("note", note);
        }
        if let Some(overridden) = overridden {
            text("overridden/reason", &mut overridden.reason);
        }
        event.redacted = keys;
        event
    }
}

fn redact_json(metadata: &mut JsonText, text: &mut impl FnMut(&str, &mut CustomerText)) {
    fn walk(pointer: &str, value: &mut Value, text: &mut impl FnMut(&str, &mut CustomerText)) {
        let below = |token: &str| {
            let mut pointer = pointer.to_owned();
            push_token(&mut pointer, token);
            pointer
        };
        match value {
            Value::String(string) => {
                let mut words = CustomerText::from(std::mem::take(string));
                text(pointer, &mut words);
                *string = words.into_string();
            }
            Value::Array(list) => {
                for (i, value) in list.iter_mut().enumerate() {
                    walk(&below(&i.to_string()), value, text);
                }
            }
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    walk(&below(key), value, text);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut value = metadata.value();
    walk("aiSuggestion", &mut value, text);
    *metadata = JsonText::canonical(&value);
}

/// What is looked for, the most particular first.
struct Patterns {
    email: Regex,
    order: Regex,
    number: Regex,
}

const EMAIL: &str = r"[\p{L}\p{N}._%+'-]+[@＠][\p{L}\p{N}-]+(?:[.．][\p{L}\p{N}-]+)*";
/// `#1001`, `#PWA-4092`, `PWA-4092`, `order no. 1001`.
const ORDER: &str = r"(?xi)
    \#\s?[a-z]{0,8}-?\p{Nd}[\p{Nd}-]*
    | \b[a-z]{2,5}-\p{Nd}{3,}\b
    | \b(?P<word>orders?|invoices?|shipments?|tracking)
      (?P<between>(?:\s+(?:number|no\.?|nr\.?|id|is))*\s*:?\s*)\#?\s*
      (?P<id>[a-z0-9-]*\p{Nd}{3}[a-z0-9-]*)";
/// Digits with blanks, dots, dashes and brackets between them.
const NUMBER: &str = r"\+?\(?\p{Nd}(?:[\p{Nd}\s().\-/\u{2010}-\u{2013}\u{A0}]*\p{Nd})?";

fn patterns() -> Option<&'static Patterns> {
    static PATTERNS: OnceLock<Option<Patterns>> = OnceLock::new();
    let compile = || {
        Some(Patterns {
            email: Regex::new(EMAIL).ok()?,
            order: Regex::new(ORDER).ok()?,
            number: Regex::new(NUMBER).ok()?,
        })
    };
    PATTERNS.get_or_init(compile).as_ref()
}

/// The text with placeholders; absent where nothing is replaced.
fn redact(text: &str) -> Option<String> {
    // The patterns are constants that a test compiles.
    let patterns = patterns()?;
    let without_emails = patterns.email.replace_all(text, "[email]");
    let without_orders =
        patterns.order.replace_all(&without_emails, |found: &regex::Captures<'_>| {
            let part = |name| found.name(name).map(|part| part.as_str()).unwrap_or_default();
            format!("{}{}[order]", part("word"), part("between"))
        });
    let mut redacted = String::with_capacity(without_orders.len());
    let mut rest = 0;
    for found in patterns.number.find_iter(&without_orders) {
        let before = without_orders.get(rest..found.start()).unwrap_or_default();
        redacted.push_str(before);
        let is_amount = before.ends_with(['$', '€', '£', '¥', ',']);
        let placeholder = if is_amount { None } else { placeholder(found.as_str()) };
        redacted.push_str(placeholder.unwrap_or(found.as_str()));
        rest = found.end();
    }
    redacted.push_str(without_orders.get(rest..).unwrap_or_default());
    (redacted != text).then_some(redacted)
}

/// What stands for a number, by how many digits it has and how they are written.
fn placeholder(number: &str) -> Option<&'static str> {
    let digits = number.chars().filter(|c| c.is_numeric()).count();
    let written = number.trim_matches(|c: char| !c.is_numeric());
    match digits {
        13..=19 => Some("[card]"),
        20.. => Some("[order]"),
        7.. if is_date(written) => None,
        7.. if number.starts_with('+') || written.contains(|c: char| !c.is_numeric()) => {
            Some("[phone]")
        }
        10..=12 => Some("[phone]"),
        5.. if written.chars().all(char::is_numeric) => Some("[order]"),
        _ => None,
    }
}

/// `2025-10-12`, `12.10.2025`, `10/12/2025`: three groups, one of four digits, the others of at
/// most two; and no more digits than a date has.
fn is_date(number: &str) -> bool {
    let groups: Vec<usize> =
        number.split(['-', '.', '/']).map(|group| group.chars().count()).collect();
    let short = |group: &usize| (1..=2).contains(group);
    match groups.as_slice() {
        [first, middle, last] => {
            short(middle) && ((*first == 4 && short(last)) || (short(first) && *last == 4))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_replaced() {
        for (text, expected) in [
            ("write to ann.o'neil+x@mail.example.co.uk, please", "write to [email], please"),
            ("ann@localhost", "[email]"),
            ("call +49 (0)30 901820 or 555-123-4567", "call [phone] or [phone]"),
            ("call 5551234567 now", "call [phone] now"),
            ("card 4111 1111 1111 1111, thanks", "card [card], thanks"),
            ("4111-1111-1111-1111", "[card]"),
            ("order #PWA-4092 and PWA-4103", "order [order] and [order]"),
            ("Order number: 10012 is late", "Order number: [order] is late"),
            ("order 1001", "order [order]"),
            ("it is 1234567", "it is [order]"),
        ] {
            assert_eq!(redact(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "Requested UPS BOL via #occ-reliability @ 09:12 UTC",
            "on 2025-10-12 and 12.10.2025",
            "in 24 hours, 3-5 days",
            "$12000 or $850",
            "",
            "order it again",
            "a @ b",
        ] {
            assert_eq!(redact(text), None, "{text}");
        }
    }

    #[test]
    fn a_second_time_changes_nothing() {
        let once = redact("ann@x.example, 4111 1111 1111 1111, #PWA-4092").unwrap();
        assert_eq!(redact(&once), None);
    }
}

//! Personal data in a text, and its placeholders.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::{Captures, Regex};

/// What is looked for, in this order.
struct Patterns {
    email: Regex,
    order: Regex,
    number: Regex,
    date: Regex,
}

/// A quoted or plain local part, an `@` (also as a URL writes it), and a host or an address.
const EMAIL: &str = r#"(?x)
    (?: "[^"@\[\]\r\n]{1,64}" | [\p{L}\p{M}\p{N}.!\#$%&'*+/=?^_`{|}~-]+ )
    (?: [@＠﹫] | %40 )
    (?: \[(?:[Ii][Pp]v6:)?[0-9A-Fa-f:.]+\] | [\p{L}\p{M}\p{N}_-]+ (?: [.．。] [\p{L}\p{M}\p{N}_-]+ )* )"#;
/// `#1001`, `#PWA-4092`, `PWA-4092`, `order no. 1001`.
const ORDER: &str = r"(?xi)
    \#\s?[a-z]{0,8}-?\p{Nd}[\p{L}\p{Nd}-]*
    | (?P<prefix>[a-z]+)-\p{Nd}{3,}[\p{L}\p{Nd}]*
    | (?P<word>orders?|invoices?|shipments?|tracking|reference)
      (?P<between>(?:\s+(?:number|no\.?|nr\.?|id|is))*\s*:?\s*)\#?\s*
      [a-z0-9-]*\p{Nd}{3}[a-z0-9-]*(?:\s\p{Nd}{3,})*";
/// An amount behind its sign, a word of letters and digits, or digits with what groups them.
const NUMBER: &str = r"(?x)
    (?P<amount>\p{Sc}\s?\p{Nd}+(?:[.,]\p{Nd}+)*)
    | (?P<mixed>(?:\p{L}+\p{Nd}|\p{Nd}+\p{L})[\p{L}\p{Nd}]*)
    | (?P<number>[+＋]?\(?\p{Nd}(?:[\s().\-/_·•*\p{Pd}\p{Cf}]{0,4}\p{Nd})*)";
/// A date at the start of a number, with what stands before the rest.
const DATE: &str = r"(?x)
    ^(?:(?:19|20)[0-9]{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])
      | (?:0?[1-9]|[12][0-9]|3[01])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2})
    (?:[^0-9]+|$)";

fn patterns() -> Option<&'static Patterns> {
    static PATTERNS: OnceLock<Option<Patterns>> = OnceLock::new();
    let compile = || {
        Some(Patterns {
            email: Regex::new(EMAIL).ok()?,
            order: Regex::new(ORDER).ok()?,
            number: Regex::new(NUMBER).ok()?,
            date: Regex::new(DATE).ok()?,
        })
    };
    PATTERNS.get_or_init(compile).as_ref()
}

/// The text with placeholders; absent where nothing is replaced.
pub(super) fn without_personal(text: &str) -> Option<String> {
    // The patterns are constants that the tests compile.
    let patterns = patterns()?;
    let mut current = Cow::Borrowed(text);
    // What is replaced may have held another match together. No match spans a placeholder, so
    // that a second turn finds little and a third one nothing.
    loop {
        let emails = patterns.email.replace_all(&current, "[email]");
        let orders = patterns.order.replace_all(&emails, order);
        let numbers = patterns
            .number
            .replace_all(&orders, |found: &Captures<'_>| number(found, &patterns.date));
        if numbers == current {
            break;
        }
        current = Cow::Owned(numbers.into_owned());
    }
    (current != text).then(|| current.into_owned())
}

fn part<'t>(found: &Captures<'t>, name: &str) -> &'t str {
    found.name(name).map(|part| part.as_str()).unwrap_or_default()
}

fn whole<'t>(found: &Captures<'t>) -> &'t str {
    found.get(0).map(|part| part.as_str()).unwrap_or_default()
}

fn order(found: &Captures<'_>) -> String {
    // `PWA-4092` is an order's, `SUPPORT-123` a ticket of the team's.
    match part(found, "prefix").len() {
        0 => format!("{}{}[order]", part(found, "word"), part(found, "between")),
        2..=5 => "[order]".to_owned(),
        _ => whole(found).to_owned(),
    }
}

fn number(found: &Captures<'_>, date: &Regex) -> String {
    let whole = whole(found);
    if found.name("amount").is_some() && digits(whole) <= 9 {
        return whole.to_owned();
    }
    if found.name("mixed").is_some() {
        let placeholder = if digits(whole) >= 5 { "[order]" } else { whole };
        return placeholder.to_owned();
    }
    let date = date.find(whole).map_or("", |date| date.as_str());
    let rest = whole.strip_prefix(date).unwrap_or_default();
    format!("{date}{}", placeholder(rest).unwrap_or(rest))
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// What stands for a number, by how many digits it has and how they are written.
fn placeholder(number: &str) -> Option<&'static str> {
    let written = number.trim_matches(|c: char| !c.is_numeric());
    let grouped = written.contains(|c: char| !c.is_numeric());
    match digits(number) {
        7..=15 if number.starts_with(['+', '＋']) => Some("[phone]"),
        13..=19 if grouped || has_check_digit(written) => Some("[card]"),
        13.. => Some("[order]"),
        10..=12 => Some("[phone]"),
        7..=9 if grouped => Some("[phone]"),
        5..=9 if !grouped => Some("[order]"),
        _ => None,
    }
}

/// Whether the last digit is the one that Luhn's sum asks for.
fn has_check_digit(number: &str) -> bool {
    let sum: Option<u32> = number
        .chars()
        .rev()
        .zip([false, true].into_iter().cycle())
        .map(|(c, double)| {
            let digit = c.to_digit(10)?;
            Some(if double { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        })
        .sum();
    sum.is_some_and(|sum| sum % 10 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_replaced() {
        for (text, expected) in [
            ("write to ann.o'neil+x@mail.example.co.uk, please", "write to [email], please"),
            ("ann@localhost", "[email]"),
            ("<Ann.Smith@example.com>", "<[email]>"),
            ("\"ann smith\"@example.com", "[email]"),
            ("ann@[10.0.0.1]", "[email]"),
            ("bounce+ann=x.example@lists.example", "[email]"),
            ("ann＠example．com", "[email]"),
            ("ä@bücher.example", "[email]"),
            ("see ?to=ann%40example.com now", "see [email] now"),
        ] {
            assert_eq!(without_personal(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn phone_numbers_are_replaced() {
        for phone in [
            "+49 (0)30 901820",
            "+1-202-555-0143",
            "+14155552671",
            "+49 151 2345678901",
            "555-123-4567",
            "(415) 555-0123",
            "555.123.4567",
            "01 23 45 67 89",
            "030/901820-12",
            "0120-12-3456",
            "5551234567",
            "555\u{2011}123\u{A0}4567",
            "555\u{200B}123\u{200B}4567",
            "＋4930901820",
            "٠١٥١ ٢٣٤ ٥٦٧٨",
        ] {
            let text = format!("call {phone}, please");
            assert_eq!(without_personal(&text).as_deref(), Some("call [phone], please"), "{phone}");
        }
    }

    #[test]
    fn card_numbers_are_replaced() {
        for card in [
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111.1111.1111.1111",
            "4111_1111_1111_1111",
            "4111\n1111\n1111\n1111",
            "4111111111111111",
            "378282246310005",
            "3782 822463 10005",
            "1234 5678 9012 3456",
        ] {
            let text = format!("card {card}!");
            assert_eq!(without_personal(&text).as_deref(), Some("card [card]!"), "{card}");
        }
        assert_eq!(without_personal("1234567890123456").as_deref(), Some("[order]"));
    }

    #[test]
    fn order_numbers_are_replaced() {
        for (text, expected) in [
            ("order #PWA-4092 and PWA-4103", "order [order] and [order]"),
            ("Order number: 10012 is late", "Order number: [order] is late"),
            ("order 1001", "order [order]"),
            ("order 1234 5678 9012", "order [order]"),
            ("orders 1001", "orders [order]"),
            ("#1001a", "[order]"),
            ("it is 1234567", "it is [order]"),
            ("tracking 1Z999AA10123456784", "tracking [order]"),
            ("1Z999AA10123456784", "[order]"),
            ("DE89370400440532013000", "[order]"),
            ("1234 5678 9012 3456 7890", "[order]"),
        ] {
            assert_eq!(without_personal(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_stands_beside_hides_no_number() {
        for (text, expected) in [
            ("$12 4111 1111 1111 1111", "$12 [card]"),
            ("paid €50 - 0151 23456789", "paid €50 - [phone]"),
            ("Ann,5551234567", "Ann,[phone]"),
            ("2025-10-12 4111 1111 1111 1111", "2025-10-12 [card]"),
            ("$4111111111111111", "[card]"),
            ("Ann5551234567x", "[order]"),
        ] {
            assert_eq!(without_personal(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "Requested UPS BOL via #occ-reliability @ 09:12 UTC",
            "Log Linear ticket INC-SUPPORT-123",
            "on 2025-10-12 and 12.10.2025, 10/12/2025",
            "at 2025-10-12T08:30:00.000Z",
            "in 24 hours, 3-5 days",
            "$12000 or $850, € 1.200,50",
            "",
            "order it again",
            "a @ b, @ann",
            "size 42, 10 x 20 cm",
        ] {
            assert_eq!(without_personal(text), None, "{text}");
        }
    }
}

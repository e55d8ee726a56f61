//! Texts of a customer: floods of one sign, and what is hidden in them.

use crate::{Kind, assessed, engine, many, now, of, said};

pub(crate) const KINDS: &[Kind] = &[
    (
        "10 N bytes of combining marks",
        || assessed(&said(&"\u{301}".repeat(5 * many()))),
        "0 findings, allowed",
    ),
    (
        "N combining marks inside a threat",
        || assessed(&said(&format!("I will s{}ue you", "\u{301}".repeat(many())))),
        "1 findings, blocked",
    ),
    ("N blanks", || assessed(&said(&" ".repeat(many()))), "0 findings, blocked"),
    (
        "N blanks inside a threat",
        || assessed(&said(&format!("I will{}sue you", " ".repeat(many())))),
        "1 findings, blocked",
    ),
    ("10 N dollar signs", || assessed(&said(&"$".repeat(10 * many()))), "0 findings, allowed"),
    (
        "N dollar signs beside a refund",
        || assessed(&said(&format!("refund {}5", "$".repeat(many())))),
        "0 findings, allowed",
    ),
    ("10 N at signs", || assessed(&said(&"@".repeat(10 * many()))), "0 findings, allowed"),
    (
        "N digits",
        || assessed(&said(&format!("refund ${}", "1".repeat(many())))),
        "0 findings, allowed",
    ),
    (
        "N/4 digits and commas",
        || assessed(&said(&format!("refund ${}", "1,".repeat(many() / 4)))),
        "0 findings, allowed",
    ),
    (
        "N/16 number words",
        || assessed(&said(&format!("refund {} dollars", "hundred ".repeat(many() / 16)))),
        "0 findings, allowed",
    ),
    (
        "N/4 points between letters",
        || assessed(&said(&"a.".repeat(many() / 4))),
        "0 findings, allowed",
    ),
    (
        "N/32 quoted lines",
        || assessed(&said(&"> I will sue you\n".repeat(many() / 32))),
        "0 findings, allowed",
    ),
    (
        "N/32 closings",
        || assessed(&said(&"Kind regards\n".repeat(many() / 32))),
        "0 findings, allowed",
    ),
    ("N/8 denials", || assessed(&said(&"not ".repeat(many() / 8))), "0 findings, allowed"),
    (
        "a threat behind N/8 denials",
        || assessed(&said(&format!("{}. I will sue you", "not ".repeat(many() / 8)))),
        "1 findings, blocked",
    ),
    (
        "N/100 threats",
        || {
            let assessment =
                engine().assess(&said(&"I will sue you. ".repeat(many() / 100)), now());
            of(assessment.risk.len(), many() / 100)
        },
        "every one",
    ),
    (
        "a threat in another direction",
        || assessed(&said("I will \u{202E}\u{202D}sue you")),
        "1 findings, blocked",
    ),
    (
        "a threat of look-alike letters",
        || assessed(&said("I will file a сhаrgеbасk")),
        "1 findings, blocked",
    ),
    (
        "N/8 words of look-alike letters",
        || assessed(&said(&"сhаrgе ".repeat(many() / 8))),
        "0 findings, allowed",
    ),
    (
        "invisible letters in a threat",
        || assessed(&said("charge\u{200B}\u{200D}\u{2060}back")),
        "1 findings, blocked",
    ),
    ("one word of N letters", || assessed(&said(&"a".repeat(many()))), "0 findings, allowed"),
];

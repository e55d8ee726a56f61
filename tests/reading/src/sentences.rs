//! The sentences that random stories are told in. What each says is known, because it was chosen
//! to say nothing else.

use crate::language::Said;

const NOTHING: Said = Said {
    findings: &[],
    confirms: false,
    promises: false,
    refund_minor: None,
    topic: None,
    rendering_of: None,
};

const fn finds(findings: &'static [&'static str]) -> Said {
    Said { findings, ..NOTHING }
}

const CONFIRMS: Said = Said { confirms: true, ..NOTHING };

const PROMISES: Said = Said { promises: true, ..NOTHING };

const fn refund(refund_minor: Option<i64>) -> Said {
    Said { refund_minor, topic: Some("refund"), ..NOTHING }
}

const SHIPPING: Said = Said { topic: Some("shipping"), ..NOTHING };

const fn renders(template: &'static str) -> Said {
    Said { rendering_of: Some(template), ..NOTHING }
}

/// What customers write: those that say nothing first.
pub const CUSTOMERS: [(&str, Said); 16] = [
    ("Hello, can you help me?", NOTHING),
    ("I have a question about my account.", NOTHING),
    ("Are you there?", NOTHING),
    ("Here is the information that you asked for.", NOTHING),
    ("", NOTHING),
    ("Where is my package?", SHIPPING),
    ("I want a refund.", refund(None)),
    ("Please refund my $20.", refund(Some(2_000))),
    ("Please refund my $850.", refund(Some(85_000))),
    ("I will sue you.", finds(&["legal"])),
    ("I will file a chargeback.", finds(&["chargeback"])),
    ("You are an idiot.", finds(&["abuse"])),
    ("I want to speak to your manager.", finds(&["manager_request"])),
    ("Thanks, all good now.", CONFIRMS),
    ("That fixed it, thank you!", CONFIRMS),
    ("Thank you, everything works now.", CONFIRMS),
];

/// What agents write of their own.
pub const AGENTS: [(&str, Said); 6] = [
    ("Your order left our warehouse today.", NOTHING),
    ("You can change this on your account page.", NOTHING),
    ("Please restart the app and log in again.", NOTHING),
    ("I'll get back to you tomorrow.", PROMISES),
    ("We'll keep you posted.", PROMISES),
    ("Hello,\nyour order left today.", NOTHING),
];

/// Renderings of the templates, with a customer's name, with the fallback and with another name,
/// and what happens to a text on its way through Chatwoot.
pub const RENDERINGS: [(&str, Said); 8] = [
    (
        "Hi Ana Torres, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
        renders("ack_delay"),
    ),
    (
        "Hi Customer, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
        renders("ack_delay"),
    ),
    (
        "Hi Lee, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
        renders("ack_delay"),
    ),
    (
        "Appreciate you reaching out, Ana Torres. Your order is with our carrier and I'm expediting a status check right away.",
        renders("ship_update"),
    ),
    (
        "Appreciate you reaching out, Customer. Your order is with our carrier and I'm expediting a status check right away.",
        renders("ship_update"),
    ),
    (
        "I'm sorry for the trouble, Ana Torres. I can refund this immediately or offer store credit\u{2014}let me know what works best.",
        renders("refund_offer"),
    ),
    (
        "I'm sorry for the trouble, Customer. I can refund this immediately or offer store credit\u{2014}let me know what works best.",
        renders("refund_offer"),
    ),
    ("Hello,\r\nyour order left today.", NOTHING),
];

/// All sentences, with what they say.
#[must_use]
pub fn sentences() -> Vec<(&'static str, Said)> {
    CUSTOMERS.into_iter().chain(AGENTS).chain(RENDERINGS).collect()
}

/// What a text of a story says; blanks around it apart. A text that is no sentence of the tables
/// says nothing.
#[must_use]
pub fn said(text: &str) -> Said {
    sentences()
        .into_iter()
        .find(|(sentence, _)| *sentence == text.trim())
        .map_or(NOTHING, |(_, said)| said)
}

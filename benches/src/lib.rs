//! Texts that the benches of language read; the measurements are in `benches/`.

use std::fmt::Write as _;

/// Rows of the repository's labelled messages: what customers write.
const TOPICS: &str = include_str!("../../tests/language/template_dev.jsonl");
const RISKS: &str = include_str!("../../tests/language/risk_dev.jsonl");

/// A hundred messages of `length` characters of ASCII, sentences of customers put together: most
/// ask for something, and one message in four starts with a sentence of high risk.
#[must_use]
pub fn messages(length: usize) -> Vec<String> {
    let rows = TOPICS.lines().chain(RISKS.lines());
    let plain = |text: &str| text.is_ascii() && !text.contains('\\');
    let rows = rows.filter_map(|row| Some((field(row, "label")?, field(row, "text")?)));
    let (other, high_risk): (Vec<_>, Vec<_>) = rows
        .filter(|(_, text)| plain(text))
        .partition(|(label, _)| matches!(*label, "shipping" | "refund" | "other" | "benign"));
    let (mut other, mut high_risk) = (other.iter().cycle(), high_risk.iter().cycle());
    let mut message = |nth: usize| {
        let mut text = String::new();
        while text.len() < length {
            let risky = nth % 4 == 3 && text.is_empty();
            let sentences = if risky { &mut high_risk } else { &mut other };
            let Some((_, sentence)) = sentences.next() else { break };
            let end = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
            let _ = write!(text, "{sentence}{end} ");
        }
        text.truncate(length);
        text
    };
    (0..100).map(&mut message).collect()
}

/// The same messages with what customers' telephones make of them: curly apostrophes, accents,
/// dashes and pictures.
#[must_use]
pub fn with_other_characters(messages: &[String]) -> Vec<String> {
    let changed = |text: &String| {
        format!("{} 😡", text.replace('\'', "’").replace(". ", " – ").replace("cafe", "café"))
    };
    messages.iter().map(changed).collect()
}

fn field<'r>(row: &'r str, name: &str) -> Option<&'r str> {
    let (_, rest) = row.split_once(&format!("\"{name}\": \""))?;
    Some(rest.split_once('"')?.0)
}

/// Texts that cost most per byte, as units to be repeated, by name.
pub const ADVERSARIAL: [(&str, &str); 22] = [
    ("cues", "fraud not sue you I will "),
    ("letters apart", "f r a u d "),
    ("letters apart, none a word", "f x q z w k j v b "),
    ("letters between full stops", "f.r.a.u.d."),
    ("signs", "f@r$a*u!d-"),
    ("nothing but signs", "@$!|+-_#*"),
    ("signs before a digit", "$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$5 "),
    ("doubtful letters", "1!1!|1!1!|"),
    ("one long word", "aaabbbccc"),
    ("one long number", "1234567890"),
    ("stars", "f**k "),
    ("digits for letters", "fr4ud l4wy3r 5c4m 1d10t "),
    ("gaps", "payment that i did not "),
    ("anchors without end", "manager speak to manager want to the a with for my "),
    ("places that may be missing", "you are a an of such a bunch of the most very "),
    ("negators", "I will not never not don't no not "),
    ("allowed", "legal size paper legal advice "),
    ("amounts", "refund $5 $6.00 $1,000 - $7 to $8 "),
    ("misspelt", "chargebxck rexund delivexy "),
    ("short sentences", "sue. a. b! c? "),
    ("broken lines", "char-\ngeback law\nsuit "),
    ("wide", "ｆｒａｕｄ ѕсаm "),
];

/// A text of about `size` bytes that costs much per byte.
#[must_use]
pub fn adversarial(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len())
}

//! Texts that the benches of language read; the measurements are in `benches/`.

use std::fmt::Write as _;

/// Rows of the repository's labelled messages: what customers write, one in eight of it of high
/// risk.
const TOPICS: &str = include_str!("../../tests/language/template_dev.jsonl");
const RISKS: &str = include_str!("../../tests/language/risk_dev.jsonl");

/// Messages of about `length` characters of ASCII, written by joining sentences of real
/// customers: most ask for something, one sentence in eight is of high risk.
#[must_use]
pub fn messages(length: usize) -> Vec<String> {
    let (mut benign, mut high_risk) = (Vec::new(), Vec::new());
    for row in TOPICS.lines().chain(RISKS.lines()) {
        let text = field(row, "text");
        let Some(text) = text.filter(|text| text.is_ascii() && !text.contains('\\')) else {
            continue;
        };
        let risky = matches!(
            field(row, "label"),
            Some(
                "legal" | "regulator_press" | "fraud" | "chargeback" | "threat" | "self_harm"
                    | "manager" | "abuse"
            )
        );
        if risky { high_risk.push(text) } else { benign.push(text) }
    }
    let mut sentences = Vec::new();
    let mut risky = high_risk.iter().cycle();
    for (nth, sentence) in benign.iter().cycle().take(4_000).enumerate() {
        sentences.push(*sentence);
        if nth % 7 == 6 {
            sentences.extend(risky.next());
        }
    }
    let mut sentences = sentences.into_iter();
    (0..100).map(|_| message(&mut sentences, length)).collect()
}

fn message<'s>(sentences: &mut impl Iterator<Item = &'s str>, length: usize) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let end = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
        let _ = write!(text, "{sentence}{end} ");
        if text.len() >= length {
            break;
        }
    }
    text.chars().take(length).collect()
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

//! Texts that the benches of language read; the measurements are in `benches/`.

use std::fmt::Write as _;

/// Rows of the repository's labelled messages: what customers write.
const TOPICS: &str = include_str!("../../tests/language/template_dev.jsonl");
const RISKS: &str = include_str!("../../tests/language/risk_dev.jsonl");

/// A hundred messages of `length` characters of ASCII, sentences of customers put together: most
/// ask for something, and one message in four starts with a sentence of high risk.
#[must_use]
pub fn messages(length: usize) -> Vec<String> {
    let topics = sentences(TOPICS, |_| true);
    let high_risk = sentences(RISKS, |label| label != "benign");
    let mut topics = topics.into_iter().cycle();
    let mut high_risk = high_risk.into_iter().cycle();
    let opening = |nth: usize| if nth % 4 == 3 { high_risk.next() } else { None };
    let openings: Vec<_> = (0..100).map(opening).collect();
    openings
        .into_iter()
        .map(|opening| joined(length, opening.into_iter().chain(&mut topics)))
        .collect()
}

/// A hundred messages of `length` characters of ASCII that name what is of high risk, and mean
/// something else: those that cost most to read.
#[must_use]
pub fn near_misses(length: usize) -> Vec<String> {
    let benign = sentences(RISKS, |label| label == "benign");
    let mut benign = benign.iter().copied().cycle();
    (0..100).map(|_| joined(length, &mut benign)).collect()
}

/// The texts of rows in ASCII with labels that are asked for.
fn sentences(rows: &'static str, wanted: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let rows = rows.lines().filter(|row| field(row, "label").is_some_and(&wanted));
    let texts = rows.filter_map(|row| field(row, "text"));
    texts.filter(|text| text.is_ascii() && !text.contains('\\')).collect()
}

/// Sentences up to `length` characters.
fn joined<'s>(length: usize, mut sentences: impl Iterator<Item = &'s str>) -> String {
    let mut text = String::new();
    while text.len() < length
        && let Some(sentence) = sentences.next()
    {
        let end = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
        let _ = write!(text, "{sentence}{end} ");
    }
    text.truncate(length);
    text
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

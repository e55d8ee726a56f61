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

/// The benchmark corpus: conversation documents of about 1,300 bytes and six messages, four of
/// them the customer's, as made up as their seed says.
pub struct Conversations {
    seed: u64,
    customers: Vec<&'static str>,
    high_risk: Vec<&'static str>,
}

impl Conversations {
    /// The conversations of a seed; figures that are published are those of seed 7.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let customers = sentences(TOPICS, |_| true);
        Self { seed, customers, high_risk: sentences(RISKS, |label| label != "benign") }
    }

    /// The document of that number, the same each time.
    #[must_use]
    pub fn document(&self, number: u64) -> String {
        let mut random = SplitMix(self.seed ^ number.wrapping_mul(SplitMix::STEP));
        let mut messages = String::new();
        for (nth, author) in (0_u64..).zip(AUTHORS) {
            let (content, sender) = if author == "agent" {
                (random.pick(&AGENT).to_owned(), 3)
            } else {
                (self.customer(&mut random, nth), 90_000 + number)
            };
            let separator = if nth == 0 { "" } else { "," };
            let _ = write!(
                messages,
                r#"{separator}{{"id":{},"author":"{author}","senderId":{sender},"content":"{content}","createdAt":"2026-02-25T10:{:02}:00.000Z","private":false}}"#,
                number * 10 + nth + 1,
                nth * 7,
            );
        }
        let (first, last) = (random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES));
        format!(
            r#"{{"id":{},"inboxId":{},"status":"open","createdAt":"2026-02-25T10:00:00.000Z","labels":["{}"],"contactNames":["{first} {last}"],"messages":[{messages}],"decisions":[],"partial":false}}"#,
            number + 1,
            random.below(4) + 1,
            random.pick(&LABELS),
        )
    }

    /// What the customer writes: an opening and one or two sentences; one conversation in twelve
    /// ends with something of high risk.
    fn customer(&self, random: &mut SplitMix, nth: u64) -> String {
        if nth == 5 && random.below(12) == 0 {
            return random.pick(&self.high_risk).to_owned();
        }
        let mut text = random.pick(&OPENINGS).to_owned();
        for _ in 0..=random.below(3).min(1) {
            text.push(' ');
            text.push_str(random.pick(&self.customers));
        }
        text
    }
}

const AUTHORS: [&str; 6] = ["contact", "agent", "contact", "contact", "agent", "contact"];
const FIRST_NAMES: [&str; 7] = ["Alex", "Maria", "Jordan", "Priya", "Chen", "Fatima", "Liam"];
const LAST_NAMES: [&str; 6] = ["Morgan", "Silva", "Doe", "Novak", "Okafor", "Smith"];
const LABELS: [&str; 4] = ["vip", "web", "priority", "new"];

/// What agents write between the customer's messages.
const AGENT: [&str; 4] = [
    "Hi there, thanks for writing in. Let me look into this for you right away.",
    "Thank you for your patience. I have asked our warehouse and will tell you what they say.",
    "Sorry about the trouble. Could you tell me your order number, please?",
    "I have checked your order, and the carrier has it since yesterday morning.",
];

/// How customers begin.
const OPENINGS: [&str; 8] = [
    "Hello, I ordered two weeks ago and I would like to ask about it.",
    "Hi, this is about my last order with you, please have a look at it.",
    "Good morning, I hope you can help me with this.",
    "Thanks for the quick reply.",
    "I have another question about the same thing.",
    "Ok, I see, but my question was a different one.",
    "Hello again, I am still waiting for an answer to my last mail.",
    "One more thing.",
];

/// Steele, Lea and Flood's `SplitMix64`: small, and the same on every machine.
struct SplitMix(u64);

impl SplitMix {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// One of some; of none, nothing.
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(at).copied().unwrap_or_default()
    }
}

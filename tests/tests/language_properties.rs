//! What holds of the reading of any text.

use std::sync::OnceLock;

use cx_triage::language::{RiskFinding, normalize};
use cx_triage::{Engine, Policy};
use proptest::prelude::*;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    #[expect(clippy::unwrap_used, reason = "the shipped policy compiles")]
    ENGINE.get_or_init(|| Policy::runbook().compile().unwrap())
}

/// Sentences with a strong cue, as (before, cue, after).
const STRONG: [(&str, &str, &str); 10] = [
    ("I am filing a ", "lawsuit", " tomorrow."),
    ("My ", "lawyer", " will write to you."),
    ("This is ", "fraud", " and you know it."),
    ("What a ", "scam", " this shop is."),
    ("I will start a ", "chargeback", " today."),
    ("I will call the ", "ombudsman", " about it."),
    ("Here it is, my ", "attorney", " says."),
    ("You are a ", "moron", " and a liar."),
    ("I feel ", "suicidal", " tonight."),
    ("The ", "solicitor", " is informed."),
];

/// How many ways [`disguise`] knows.
const WAYS: usize = 22;

/// One way to hide a word: every kind of the specification, on all letters or on one.
fn disguise(word: &str, way: usize, place: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    let at = 1 + place % (letters.len() - 1);
    let spelt = |change: &dyn Fn(usize, char) -> String| -> String {
        letters.iter().enumerate().map(|(i, &c)| change(i, c)).collect()
    };
    let joined =
        |separator: &str| letters.iter().map(char::to_string).collect::<Vec<_>>().join(separator);
    let wide = |c: char| char::from_u32(u32::from(c) - 0x21 + 0xFF01).unwrap_or(c).to_string();
    let inserted =
        |mark: &str| spelt(&|i, c| if i == at { format!("{mark}{c}") } else { c.to_string() });
    match way {
        0 => word.to_uppercase(),
        1 => spelt(&|i, c| if i % 2 == 0 { c.to_uppercase().to_string() } else { c.to_string() }),
        2 => spelt(&|_, c| wide(c)),
        3 => spelt(&|_, c| {
            let twin = match c {
                'a' => 'а',
                'c' => 'с',
                'e' => 'е',
                'i' => 'і',
                'o' => 'о',
                's' => 'ѕ',
                'u' => 'υ',
                other => other,
            };
            twin.to_string()
        }),
        4 => inserted("\u{200B}"),
        5 => inserted("\u{AD}"),
        6 => inserted("-\n"),
        7 => joined(" "),
        8 => joined("."),
        9 => joined("*"),
        10 => spelt(&|_, c| {
            let digit = match c {
                'a' => '4',
                'e' => '3',
                'i' => '1',
                'o' => '0',
                's' => '5',
                other => other,
            };
            digit.to_string()
        }),
        11 => spelt(&|_, c| if c == 'a' { "@".into() } else { c.to_string() }),
        12 => spelt(&|_, c| format!("{c}\u{301}")),
        13 => spelt(&|i, c| if i == at { c.to_string().repeat(4) } else { c.to_string() }),
        14 => inserted("\u{2060}\u{202E}"),
        16 => inserted("\n"),
        17 => joined("-"),
        18 => joined("\u{A0}"),
        19 => spelt(&|i, c| if i == at { wide(c) } else { c.to_string() }),
        20 => spelt(&|_, c| {
            let accented = match c {
                'a' => 'ä',
                'e' => 'é',
                'i' => 'ï',
                'o' => 'ö',
                'u' => 'ù',
                'c' => 'ç',
                'n' => 'ñ',
                other => other,
            };
            accented.to_string()
        }),
        21 => spelt(&|_, c| if c == 's' { "$".into() } else { c.to_string() }),
        _ => spelt(&|_, c| {
            char::from_u32(u32::from(c) - u32::from('a') + 0x1_D41A).unwrap_or(c).to_string()
        }),
    }
}

const BENIGN: [&str; 6] = [
    "Thank you for your time.",
    "I have bought from you for years.",
    "The parcel itself looks lovely.",
    "My order number is 48213.",
    "Please answer in English.",
    "I'm in on weekdays.",
];

fn stands_where_it_says(text: &str, finding: &RiskFinding) -> bool {
    let (Some(start), Some(end), Some(words)) = (finding.start, finding.end, &finding.matched)
    else {
        return false;
    };
    let length = end.saturating_sub(start);
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let matched: String =
        text.chars().skip(start).take(usize::try_from(length).unwrap_or(0)).collect();
    length > 0 && matched == words.as_str()
}

proptest! {
    // As many cases as there are ways, cues and places, three times over.
    #![proptest_config(ProptestConfig {
        cases: 10_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn one_disguise_hides_no_strong_cue(
        which in 0..STRONG.len(),
        way in 0..WAYS,
        place in 0..16_usize,
    ) {
        let Some((before, cue, after)) = STRONG.get(which) else { return Ok(()) };
        let plain = engine().scan(&format!("{before}{cue}{after}"));
        let hidden = format!("{before}{}{after}", disguise(cue, way, place));
        let found = engine().scan(&hidden);
        let category = plain.first().map(|finding| finding.category);
        prop_assert!(category.is_some(), "{cue}");
        prop_assert!(found.iter().any(|f| Some(f.category) == category), "{hidden:?}");
        prop_assert!(found.iter().all(|f| stands_where_it_says(&hidden, f)), "{hidden:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn benign_sentences_remove_no_finding(
        which in 0..STRONG.len(),
        more in proptest::collection::vec(0..BENIGN.len(), 0..5),
    ) {
        let Some((before, cue, after)) = STRONG.get(which) else { return Ok(()) };
        let mut text = format!("{before}{cue}{after}");
        let alone = engine().scan(&text);
        for sentence in more.iter().filter_map(|&place| BENIGN.get(place)) {
            text.push(' ');
            text.push_str(sentence);
        }
        let found = engine().scan(&text);
        prop_assert!(!alone.is_empty());
        prop_assert!(alone.iter().all(|finding| found.contains(finding)), "{text}");
    }

    #[test]
    fn findings_stand_where_they_say(text in "(\\PC|I will sue|fraud|у0u|kill you|[a-z ]){0,24}") {
        let (topic, scan) = engine().read(&text);
        prop_assert!(scan.findings.iter().all(|f| stands_where_it_says(&text, f)), "{text:?}");
        prop_assert!(scan.findings.is_sorted_by_key(|f| f.start));
        prop_assert_eq!(&scan.findings, &engine().scan(&text));
        prop_assert_eq!(topic, engine().topic(&text));
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in "\\PC{0,40}|[\\u{0}-\\u{10FFFF}]{0,20}") {
        let once = normalize(&text);
        prop_assert_eq!(normalize(&once), once);
    }

    #[test]
    fn amounts_are_read_from_any_text(text in "(refund|[$€£]|[0-9.,' ]{1,9}|USD|k|-|\\PC){0,16}") {
        let amounts = engine().refund_amounts(&text);
        prop_assert!(amounts.iter().all(|amount| amount.amount_minor.get() >= 0));
    }
}

//! The language report: how well topics and high-risk language are read, on labelled messages.
//!
//! `cargo run --release -p cx-triage-tests --bin language-report -- <folder>` reads
//! `template_dev.jsonl` and `risk_dev.jsonl` of the folder (rows `{text, label, source}`, risk
//! rows with `slice`) and prints the figures per source and per category with the worst misses.
//! Without a folder it reads the rows that stand in the repository. `--words FOLDER` reads
//! other English word lists, `--misses N` lists more or fewer misses, the worst first.
//!
//! Then it prints the figures of each language: on the sets of the repository that were written
//! blind, with the gap between the half that lists are tuned on and the one that is kept from
//! their writers, and on the folder's `multilingual_blind_dev.jsonl` if it has one. No miss of
//! these is printed.
//!
//! Lists are tuned on four fifths of the rows, by hash; the gap between them and the rest is
//! printed, since a list that learnt its rows by heart is good at the first part alone.
#![expect(clippy::print_stdout, reason = "a report is printed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cx_triage::conversation::CustomerText;
use cx_triage::language::{RiskCategory, RiskFinding};
use cx_triage::{Engine, Policy};
use cx_triage_tests::blind::{BlindTally, read_blind_rows};
use cx_triage_tests::language::{RiskTally, Row, TopicTally, in_tuning_part, read_rows};
use cx_triage_tests::words;

struct Options {
    folder: PathBuf,
    words: Option<PathBuf>,
    misses: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let mut policy = Policy::runbook();
    if let Some(words) = &options.words {
        let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/policies");
        let shipped = words::policy(&policies, "runbook")?;
        policy.language.insert("en".to_owned(), words::language(words, &shipped)?.try_into()?);
    }
    let engine = policy.compile()?;
    topics(&engine, &options)?;
    risk(&engine, &options)?;
    languages(&engine, &options)
}

fn options() -> Result<Options, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("language");
    let mut options = Options { folder: here, words: None, misses: 20 };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("`{argument}` wants a value"));
        match argument.as_str() {
            "--words" => options.words = Some(value()?.into()),
            "--misses" => options.misses = value()?.parse().map_err(|_| "a number is wanted")?,
            folder => options.folder = folder.into(),
        }
    }
    Ok(options)
}

fn topics(engine: &Engine, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let rows = read_rows(&options.folder.join("template_dev.jsonl"))?;
    let mut by_source: BTreeMap<String, TopicTally> = BTreeMap::new();
    let (mut all, mut hint3) = (TopicTally::default(), TopicTally::default());
    let (mut tuned, mut rest) = (TopicTally::default(), TopicTally::default());
    let mut misses = Vec::new();
    for row in &rows {
        let found = engine.topic(&row.text);
        let answer = found.topic.as_str();
        all.add(&row.label, answer);
        by_source.entry(row.source.clone()).or_default().add(&row.label, answer);
        if row.source.starts_with("hint3") {
            hint3.add(&row.label, answer);
        }
        let part = if in_tuning_part(&row.text) { &mut tuned } else { &mut rest };
        part.add(&row.label, answer);
        if answer != row.label {
            misses.push((row, format!("{answer} {:?}", found.cues)));
        }
    }
    println!("## Topics ({} rows)\n", rows.len());
    println!("| source | rows | accuracy | macro-F1 | shipping F1 | refund F1 | other F1 |");
    println!("|---|---|---|---|---|---|---|");
    let line = |name: &str, tally: &TopicTally| {
        println!(
            "| {name} | {} | {:.4} | {:.4} | {} | {} | {} |",
            tally.total(),
            tally.accuracy(),
            tally.macro_f1(),
            figure(tally.f1("shipping")),
            figure(tally.f1("refund")),
            figure(tally.f1("other")),
        );
    };
    for (source, tally) in &by_source {
        line(source, tally);
    }
    line("hint3, all shops", &hint3);
    line("**all**", &all);
    line("tuning part", &tuned);
    line("the rest", &rest);
    println!("\nGap in macro-F1: {:+.4}", tuned.macro_f1() - rest.macro_f1());
    print_misses(&misses, options.misses);
    Ok(())
}

fn risk(engine: &Engine, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let rows = read_rows(&options.folder.join("risk_dev.jsonl"))?;
    let mut by_slice: BTreeMap<String, RiskTally> = BTreeMap::new();
    let mut by_source: BTreeMap<String, RiskTally> = BTreeMap::new();
    let mut by_label: BTreeMap<String, RiskTally> = BTreeMap::new();
    let mut by_part: BTreeMap<(String, &str), RiskTally> = BTreeMap::new();
    let (mut tuned, mut rest) = (RiskTally::default(), RiskTally::default());
    let mut misses = Vec::new();
    for row in &rows {
        let found = engine.scan(&row.text);
        let categories: Vec<RiskCategory> = found.iter().map(|finding| finding.category).collect();
        let slice = row.slice.clone().unwrap_or_default();
        by_slice.entry(slice.clone()).or_default().add(&row.label, &categories);
        by_source.entry(row.source.clone()).or_default().add(&row.label, &categories);
        let tuning = in_tuning_part(&row.text);
        let part = if tuning { "tuning part" } else { "the rest" };
        by_part.entry((slice.clone(), part)).or_default().add(&row.label, &categories);
        // Messages from outside of support are a stress test and count in no sum.
        if slice != "social" {
            by_label.entry(row.label.clone()).or_default().add(&row.label, &categories);
            let sum = if tuning { &mut tuned } else { &mut rest };
            sum.add(&row.label, &categories);
        }
        let wrong = (row.label == "benign") != found.is_empty();
        if wrong && slice != "social" {
            let cue = |finding: &RiskFinding| {
                let words = finding.matched.as_ref().map(CustomerText::as_str);
                format!("{} `{}`", finding.cue, words.unwrap_or_default())
            };
            let cues: Vec<String> = found.iter().map(cue).collect();
            misses.push((row, format!("{slice} [{}]", cues.join(", "))));
        }
    }
    println!("\n## High risk ({} rows)\n", rows.len());
    misses.sort_by_key(|(row, _)| (row.label == "benign", row.label.clone()));
    println!(
        "| rows | positives | found | recall | benign | false alarms | precision | F1 | first category right | any |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let line = |name: &str, tally: &RiskTally| {
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            tally.positives,
            tally.found,
            figure(tally.recall()),
            tally.benign,
            tally.false_alarms,
            figure(tally.precision()),
            figure(tally.f1()),
            figure(tally.category_right()),
            figure(tally.category_among()),
        );
    };
    for (slice, tally) in &by_slice {
        line(&format!("slice {slice}"), tally);
    }
    for (source, tally) in &by_source {
        line(&format!("source {source}"), tally);
    }
    for (label, tally) in &by_label {
        line(&format!("label {label}"), tally);
    }
    for ((slice, part), tally) in &by_part {
        line(&format!("{slice}, {part}"), tally);
    }
    line("tuning part", &tuned);
    line("the rest", &rest);
    let f1 = |tally: &RiskTally| tally.f1().unwrap_or_default();
    println!("\nGap in F1: {:+.4}", f1(&tuned) - f1(&rest));
    print_misses(&misses, options.misses);
    Ok(())
}

/// The languages of the sets that were written blind.
const LANGUAGES: [&str; 6] = ["en", "es", "pt", "fr", "de", "it"];

fn languages(engine: &Engine, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    println!("\n## Languages, on messages written blind\n");
    println!(
        "| language, set | rows | recall | first category right | false alarms | of hard ones | topics |"
    );
    println!("|---|---|---|---|---|---|---|");
    let line = |name: &str, tally: &BlindTally| {
        let RiskTally { benign, false_alarms, .. } = tally.risk;
        println!(
            "| {name} | {} | {} | {} | {false_alarms} of {benign} | {} of {} | {:.4} |",
            tally.topics.total(),
            figure(tally.risk.recall()),
            figure(tally.risk.category_right()),
            tally.hard.false_alarms,
            tally.hard.benign,
            tally.topics.accuracy(),
        );
    };
    let blind = Path::new(env!("CARGO_MANIFEST_DIR")).join("language/blind");
    let others = options.folder.join("multilingual_blind_dev.jsonl");
    let others = if others.is_file() { read_blind_rows(&others)? } else { Vec::new() };
    let mut gaps = Vec::new();
    for language in LANGUAGES {
        let half = |half: &str| -> Result<BlindTally, Box<dyn std::error::Error>> {
            let mut tally = BlindTally::default();
            for row in read_blind_rows(&blind.join(format!("{language}-{half}.jsonl")))? {
                tally.add(engine, &row);
            }
            line(&format!("{language}, {half}"), &tally);
            Ok(tally)
        };
        let (tuned, kept) = (half("tuning")?, half("kept")?);
        let recall = |tally: &BlindTally| tally.risk.recall().unwrap_or_default();
        let topics = tuned.topics.accuracy() - kept.topics.accuracy();
        gaps.push(format!("{language} {:+.4} and {topics:+.4}", recall(&tuned) - recall(&kept)));
        let mut tally = BlindTally::default();
        for row in others.iter().filter(|row| row.lang == language) {
            tally.add(engine, row);
        }
        if tally.topics.total() > 0 {
            line(&format!("{language}, of the folder"), &tally);
        }
    }
    println!("\nGaps in recall and topics: {}", gaps.join(", "));
    Ok(())
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

fn print_misses(misses: &[(&Row, String)], most: usize) {
    println!("\nMisses: {}", misses.len());
    for (row, answer) in misses.iter().take(most) {
        let text: String = row.text.chars().take(160).collect();
        println!("- {} [{}] answered {answer}: {text}", row.source, row.label);
    }
}

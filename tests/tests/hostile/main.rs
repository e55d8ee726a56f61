//! Hostile input: what each kind gets. `HOSTILE.md` is the same table for people, with times.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the test reads its table, measures where it is told to, and fails by panicking"
)]

mod crowds;
mod documents;
mod doors;
mod policies;
mod texts;

use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::OnceLock;

use cx_triage::{Author, Conversation, Engine, Id, Message, Policy, Status, Timestamp};

/// What is sent, what is done with it, and what it gets.
pub(crate) type Kind = (&'static str, fn() -> String, &'static str);

const TABLES: [(&str, &[Kind]); 5] = [
    ("Documents", documents::KINDS),
    ("What a customer writes", texts::KINDS),
    ("Conversations", crowds::KINDS),
    ("Webhooks, lists, signatures, logs", doors::KINDS),
    ("Policies, templates, business hours", policies::KINDS),
];

/// The day of a measurement: with it the table is measured and written anew, at full size.
fn measured_on() -> Option<String> {
    std::env::var("UPDATE_HOSTILE").ok()
}

/// The milliseconds of processor time that this thread has had; not asked for but to measure.
fn cpu_ms() -> f64 {
    if measured_on().is_none() {
        return 0.0;
    }
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

/// N of the table.
pub(crate) fn many() -> usize {
    if measured_on().is_some() { 1_000_000 } else { 50_000 }
}

/// A part of N, for what counts in 64 bits.
pub(crate) fn count(part: usize) -> i64 {
    i64::try_from(many() / part).unwrap()
}

/// Whether as many came out as went in.
pub(crate) fn of(found: usize, all: usize) -> String {
    if found == all { "every one".to_owned() } else { format!("{found} of {all}") }
}

pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Policy::runbook().compile().unwrap())
}

pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-02-25T09:30:00Z").unwrap()
}

pub(crate) fn conversation() -> Conversation {
    Conversation::new(1, Status::Open, now().plus_millis(-600_000)).unwrap()
}

pub(crate) fn said(text: &str) -> Conversation {
    conversation().with_messages(vec![Message {
        id: Id::new(1).ok(),
        content: Some(text.into()),
        ..Message::new(Author::Contact, now().plus_millis(-600_000))
    }])
}

/// What the sender of a document is told: `read`, or the code of the error.
pub(crate) fn told<T, E: std::fmt::Display>(result: Result<T, E>) -> String {
    match result {
        Ok(_) => "read".to_owned(),
        Err(error) => {
            let text = error.to_string();
            // The code stands in brackets behind the sentence.
            let code = text.rsplit_once('(').map_or(text.as_str(), |(_, code)| code);
            code.trim_end_matches(')').split(' ').next().unwrap_or_default().to_owned()
        }
    }
}

/// How a conversation is assessed: how many findings, and whether the draft may go out.
pub(crate) fn assessed(conversation: &Conversation) -> String {
    let assessment = engine().assess(conversation, now());
    let allowed = if assessment.approval.allowed { "allowed" } else { "blocked" };
    format!("{} findings, {allowed}", assessment.risk.len())
}

#[test]
fn every_kind_gets_what_the_table_says() {
    engine();
    let (mut wrong, mut rows) = (Vec::new(), String::new());
    for (title, kinds) in TABLES {
        write!(rows, "\n## {title}\n\n| what comes | what it gets | ms |\n|---|---|---|\n")
            .unwrap();
        for (kind, run, gets) in kinds {
            let start = cpu_ms();
            let got = catch_unwind(run).unwrap_or_else(|_| "a panic".to_owned());
            let took = cpu_ms() - start;
            writeln!(rows, "| {kind} | {gets} | {took:.1} |").unwrap();
            if got != *gets {
                wrong.push(format!("{kind}: expected {gets}, got {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if let Some(day) = measured_on() {
        let build = if cfg!(debug_assertions) { "in the dev profile" } else { "with `--release`" };
        let head = "\
# Hostile input

What each kind of hostile input gets; `tests/hostile` tests it. Nothing ends the process, and what \
is refused gets a code of [CODES.md](../core/CODES.md). A customer's words are \
assessed however many they are: *findings* is the high-risk language that is found, *blocked* a \
draft that may not go out. `corpus/hostile.json` holds those that every language runs.\n";
        let text = format!(
            "{head}\nN is 1,000,000; the gate runs the table with 50,000 (policies with 10,001 cues and \
             templates) and looks at no clock. Processor time of one run each on {day}, the making of \
             the input included, on a shared machine, built {build}. Written by \
             `UPDATE_HOSTILE={day} cargo test --release -p cx-triage-tests --test hostile`.\n{rows}"
        );
        std::fs::write(table(), text).unwrap();
    }
}

fn table() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("HOSTILE.md")
}

#[test]
fn the_page_has_every_kind() {
    let page = std::fs::read_to_string(table()).unwrap();
    let told: Vec<(&str, &str)> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" | "))
        .filter_map(|(kind, rest)| Some((kind, rest.split_once(" | ")?.0)))
        .filter(|(kind, _)| *kind != "what comes")
        .collect();
    let kinds = TABLES.iter().flat_map(|(_, kinds)| kinds.iter());
    let tested: Vec<(&str, &str)> = kinds.map(|(kind, _, gets)| (*kind, *gets)).collect();
    assert_eq!(told, tested);
    assert!(tested.len() >= 50);
}

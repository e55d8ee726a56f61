//! What `benches/instructions` counts: conversations of the benchmark corpus, typed and from JSON
//! to JSON, and texts alone.
//!
//! Arguments: how many conversations, and which languages the policy reads (none: all).
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::hint::black_box;

use cx_triage::{Conversation, Engine, Policy, Timestamp};
use cx_triage_benches::Conversations;

/// The seed of the corpus.
const SEED: u64 = 7;

#[inline(never)]
fn typed(engine: &Engine, conversations: &[Conversation], now: Timestamp) {
    for conversation in conversations {
        black_box(engine.assess(conversation, now));
    }
}

#[inline(never)]
fn json(engine: &Engine, lines: &[String], now: Timestamp) {
    for line in lines {
        black_box(engine.assess_json_lines(line, now));
    }
}

/// The customer's texts alone: topic and risk.
#[inline(never)]
fn read(engine: &Engine, conversations: &[Conversation]) {
    let messages = conversations.iter().flat_map(|conversation| &conversation.messages);
    for text in messages.filter_map(|message| message.content.as_ref()) {
        black_box(engine.read(text.as_str()));
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().ok_or("say how many conversations")?.parse()?;
    let mut policy = Policy::runbook();
    policy.languages = arguments.collect();
    let engine = policy.compile()?;
    let now = Timestamp::parse("2026-02-25T12:00:00Z")?;
    let corpus = Conversations::of(SEED);
    let lines: Vec<String> = (0..count).map(|number| corpus.document(number)).collect();
    let conversations = lines.iter().map(Conversation::from_json).collect::<Result<Vec<_>, _>>()?;
    // Languages are compiled when they are first needed, which is not what is counted here: this is
    // too short to tell its language, and is read in all.
    black_box(engine.read("hola"));
    typed(&engine, &conversations, now);
    json(&engine, &lines, now);
    read(&engine, &conversations);
    let bytes: usize = lines.iter().map(String::len).sum();
    println!("{} conversations, {} bytes each", count, bytes / lines.len().max(1));
    Ok(())
}

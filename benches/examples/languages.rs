//! What an assessment costs in Rust: a call, a conversation in a batch of 1,000, a line of JSON.
//!
//! `benches/languages` runs it beside the other languages.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its input")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cx_triage::{Policy, Timestamp, chatwoot};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = std::fs::read("core/examples/conversations.json")?;
    let list = chatwoot::parse_conversation_list(list)?;
    let engine = Policy::runbook().compile()?;
    let now = Timestamp::parse("2026-02-25T12:00:00Z")?;
    let batch: Vec<_> = list.conversations.iter().cycle().take(1_000).cloned().collect();
    let lines: Vec<String> = batch.iter().map(cx_triage::Conversation::to_json).collect();
    let lines = lines.join("\n");
    let call = best(|| {
        for conversation in &batch {
            black_box(engine.assess(conversation, now));
        }
    });
    let many = best(|| drop(black_box(engine.assess_many(&batch, now))));
    let json = best(|| drop(black_box(engine.assess_json_lines(&lines, now))));
    println!("Rust {call:.2} {many:.2} {json:.2}");
    Ok(())
}

/// Microseconds per conversation of the fastest of 20 rounds, after 3 to warm up.
fn best(mut round: impl FnMut()) -> f64 {
    for _ in 0..3 {
        round();
    }
    let rounds = (0..20).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed()
    });
    rounds.min().unwrap_or(Duration::ZERO).as_secs_f64() * 1_000.0
}

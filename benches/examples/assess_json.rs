//! One assessment, JSON to JSON, in the native library: what `bindings-wasm/scripts/measure` prints
//! beside the module's figure.
#![expect(clippy::print_stdout, reason = "a tool that prints a figure")]
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::time::{Duration, Instant};

use cx_triage::{Conversation, Policy, Timestamp, samples};

const REPEATS: usize = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let engine = Policy::runbook().compile()?;
    println!("{:<58} {} ms", "native: policy read and compiled", start.elapsed().as_millis());
    let now = Timestamp::parse("2025-10-12T08:30:00Z")?;
    let documents: Vec<String> = samples().iter().map(Conversation::to_json).collect();
    let calls = documents.len() * REPEATS;
    let mut best = Duration::MAX;
    for _ in 0..12 {
        let start = Instant::now();
        for document in documents.iter().cycle().take(calls) {
            let answer = engine.assess(&Conversation::from_json(document)?, now).to_json();
            std::hint::black_box(answer);
        }
        best = best.min(start.elapsed());
    }
    let each = best / u32::try_from(calls)?;
    println!("{:<58} {:.1} µs", "native: assess, JSON to JSON", each.as_secs_f64() * 1e6);
    Ok(())
}

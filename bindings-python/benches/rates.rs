//! Rust's rates on the rows of `speed.py`: `rates FILE NOW` prints seconds for one pass each of
//! typed `assess`, `assess_json_lines`, and the best of several.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures time")]

use std::hint::black_box;
use std::time::Instant;

use cx_triage::{Conversation, Policy, Timestamp};

fn best(mut run: impl FnMut()) -> f64 {
    (0..7).fold(f64::INFINITY, |best, _| {
        let start = Instant::now();
        run();
        best.min(start.elapsed().as_secs_f64())
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let lines = std::fs::read(arguments.next().unwrap_or_default())?;
    let now = Timestamp::parse(&arguments.next().unwrap_or_default())?;
    let engine = Policy::runbook().compile()?;
    let rows = lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let conversations = rows.map(Conversation::from_json).collect::<Result<Vec<_>, _>>()?;
    let typed = best(|| {
        for conversation in &conversations {
            black_box(engine.assess(conversation, now));
        }
    });
    let json = best(|| drop(black_box(engine.assess_json_lines(&lines, now))));
    println!("{{\"rows\": {}, \"assess\": {typed}, \"json\": {json}}}", conversations.len());
    Ok(())
}

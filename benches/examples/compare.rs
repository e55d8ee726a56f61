//! What `benches/compare` runs of Rust: writes the benchmark corpus, and measures an assessment.
//!
//! `compare corpus N` prints N documents, one a line. `compare measure FILE ROUNDS` prints the
//! processor time of a conversation in microseconds, the median of the rounds: typed, and from
//! JSON to JSON.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its input")]
#![expect(clippy::cast_precision_loss, reason = "microseconds have fewer digits than that")]

use std::hint::black_box;
use std::io::Write as _;
use std::{env, fs, io};

use cx_triage::{Conversation, Policy, Timestamp};
use cx_triage_benches::Conversations;

type Problem = Box<dyn std::error::Error>;

fn main() -> Result<(), Problem> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["corpus", count] => corpus(count.parse()?),
        ["measure", file, rounds] => measure(file, rounds.parse()?),
        _ => Err("`corpus N` or `measure FILE ROUNDS`".into()),
    }
}

fn corpus(count: u64) -> Result<(), Problem> {
    let corpus = Conversations::of(7);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for number in 0..count {
        writeln!(out, "{}", corpus.document(number))?;
    }
    Ok(out.flush()?)
}

fn measure(file: &str, rounds: usize) -> Result<(), Problem> {
    let lines = fs::read_to_string(file)?;
    let conversations =
        lines.lines().map(Conversation::from_json).collect::<Result<Vec<_>, _>>()?;
    let engine = Policy::runbook().compile()?;
    let now = Timestamp::parse("2026-02-25T12:00:00Z")?;
    let typed = median(rounds, || {
        for conversation in &conversations {
            black_box(engine.assess(conversation, now));
        }
    })?;
    let json = median(rounds, || {
        black_box(engine.assess_json_lines(&lines, now));
    })?;
    let each = |ticks: f64| ticks * 1e6 / conversations.len() as f64;
    println!("{:.2} {:.2}", each(typed), each(json));
    Ok(())
}

/// Seconds of processor time, the median of the rounds after one to warm up.
fn median(rounds: usize, mut work: impl FnMut()) -> Result<f64, Problem> {
    work();
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = processor_seconds()?;
        work();
        times.push(processor_seconds()? - start);
    }
    times.sort_by(f64::total_cmp);
    times.get(rounds / 2).copied().ok_or_else(|| "at least one round".into())
}

/// What this process has used of processors, from /proc: nanoseconds on the processor, of this
/// thread, which is the only one.
fn processor_seconds() -> Result<f64, Problem> {
    let line = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = line.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}

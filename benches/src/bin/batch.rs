//! Whether time grows with the length of a conversation, and what a batch keeps beside what it is
//! given and gives back.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use cx_triage::{Author, Conversation, Id, Message, Policy, Status, Timestamp};
use cx_triage_benches::Conversations;

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Policy::runbook().compile()?;
    let now = Timestamp::parse("2026-02-25T12:00:00Z")?;
    let corpus = Conversations::of(7);
    let document = |number| corpus.document(number);
    let texts: Vec<Message> = (0..1000)
        .map(document)
        .map(|document| Ok(Conversation::from_json(document)?.messages))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?
        .concat();
    println!("| messages of one conversation | ms | µs a message |\n|---|---|---|");
    for count in [1, 10, 100, 1000, 10_000, 100_000_u32] {
        let messages = texts.iter().cycle().zip(0..count).map(|(text, nth)| Message {
            id: Id::new(i64::from(nth) + 1).ok(),
            created_at: now.plus_millis(i64::from(nth) * 1000),
            ..text.clone()
        });
        let conversation = Conversation::new(1, Status::Open, now)?
            .with_messages(messages.collect())
            .with_partial(false);
        black_box(engine.assess(&conversation, now));
        let start = Instant::now();
        black_box(engine.assess(&conversation, now));
        let ms = start.elapsed().as_secs_f64() * 1e3;
        println!("| {count} | {ms:.2} | {:.2} |", ms * 1e3 / f64::from(count));
    }
    println!("\n| lines of a batch | in MB | out MB | more at most MB |\n|---|---|---|---|");
    for count in [100, 1000, 10_000, 50_000] {
        let lines = (0..count).map(document).collect::<Vec<_>>().join("\n");
        let mut out = 0;
        let info = measure(|| out = engine.assess_json_lines(&lines, now).len());
        #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
        let mb = |bytes: u64| bytes as f64 / 1e6;
        let (given, back) = (u64::try_from(lines.len())?, u64::try_from(out)?);
        let more = info.bytes_max.saturating_sub(back);
        println!("| {count} | {:.1} | {:.1} | {:.2} |", mb(given), mb(back), mb(more));
    }
    let contact = texts.iter().filter(|message| message.author == Author::Contact).count();
    println!("\n{contact} of {} texts are the customer's", texts.len());
    Ok(())
}

//! Topic and high-risk language of a message, beside `rustrict` and beside a loop of
//! `str::contains` over as many cues.

#![expect(clippy::unwrap_used, reason = "a bench stops at what is wrong")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use cx_triage::{Engine, Policy};
use rustrict::CensorStr;

const SHORT: &str = "Hello, I ordered two lamps last week and would like to know which bulbs fit into them, thank you";
const SENTENCES: [&str; 8] = [
    "Hello, I ordered two lamps last week and would like to know which bulbs fit. ",
    "The colour in the photos looks warmer than what I have at home. ",
    "My account shows the old address, can you tell me how to change it? ",
    "I also tried the code from your newsletter and it was not taken. ",
    "We are redecorating the living room and need everything by the end of May. ",
    "Is there a showroom near Bristol where I could look at the larger model? ",
    "Please write to me in the evening because I work during the day. ",
    "Many thanks for your help and kind regards from all of us. ",
];

fn ascii(length: usize) -> String {
    if length <= SHORT.len() + 8 {
        return SHORT.to_owned();
    }
    SENTENCES.iter().copied().cycle().flat_map(str::chars).take(length).collect()
}

fn non_ascii(length: usize) -> String {
    let text =
        ascii(length).replace("colour", "cölour").replace('\'', "’").replace("lamps", "lämps");
    format!("{text} – café")
}

/// Every single word of the policy's cues, for the loop.
fn cues() -> Vec<String> {
    let policy = Policy::runbook();
    let language = policy.language.get("en").unwrap();
    let risk = language.risk.cues.iter().flat_map(|cue| &cue.phrases);
    let topic = language.topics.cues.iter().flat_map(|cue| &cue.phrases);
    risk.chain(topic).map(|phrase| phrase.to_lowercase()).collect()
}

fn naive(cues: &[String], text: &str) -> usize {
    let lower = text.to_lowercase();
    cues.iter().filter(|cue| lower.contains(cue.as_str())).count()
}

fn read(c: &mut Criterion) {
    let engine: Engine = Policy::runbook().compile().unwrap();
    let cues = cues();
    let texts = [
        ("ascii 100", ascii(100)),
        ("ascii 1 KB", ascii(1024)),
        ("non-ascii 1 KB", non_ascii(1024)),
    ];
    let mut group = c.benchmark_group("risk and topic");
    group.sample_size(20);
    for (name, text) in &texts {
        group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
        group.bench_with_input(BenchmarkId::new("cx-triage", name), text, |b, text| {
            b.iter(|| black_box(engine.read(black_box(text))));
        });
        group.bench_with_input(BenchmarkId::new("rustrict", name), text, |b, text| {
            b.iter(|| black_box(black_box(text.as_str()).is_inappropriate()));
        });
        group.bench_with_input(BenchmarkId::new("str::contains", name), text, |b, text| {
            b.iter(|| black_box(naive(&cues, black_box(text))));
        });
    }
    group.finish();
}

/// What costs most per byte must cost as much in a long message as in a short one.
fn adversarial(c: &mut Criterion) {
    let engine: Engine = Policy::runbook().compile().unwrap();
    let mut group = c.benchmark_group("adversarial");
    group.sample_size(10);
    for (name, unit) in [
        ("cues", "fraud not sue you I will "),
        ("letters apart", "f r a u d "),
        ("signs", "f@r$a*u!d-"),
        ("gaps", "payment that i did not "),
        ("wide", "ｆｒａｕｄ "),
    ] {
        for size in [10_000, 10_000_000] {
            let text = unit.repeat(size / unit.len());
            group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
            group.bench_with_input(BenchmarkId::new(name, size), &text, |b, text| {
                b.iter(|| black_box(engine.read(black_box(text))));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, read, adversarial);
criterion_main!(benches);

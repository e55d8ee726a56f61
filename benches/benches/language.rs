//! Topic and high-risk language of messages, beside `rustrict` and beside a loop of
//! `str::contains` over as many cues.

#![expect(clippy::unwrap_used, reason = "a bench stops at what is wrong")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use cx_triage::{Engine, Policy};
use cx_triage_benches::{ADVERSARIAL, adversarial, messages, near_misses, with_other_characters};
use rustrict::CensorStr;

/// One plain phrase for each phrase of the policy's cues, for the loop: the first word that each
/// place of it allows.
fn cues() -> Vec<String> {
    let policy = Policy::runbook();
    let language = policy.language.get("en").unwrap();
    let risk = language.risk.cues.iter().flat_map(|cue| &cue.phrases);
    let topic = language.topics.cues.iter().flat_map(|cue| &cue.phrases);
    let plain = |phrase: &String| {
        let words = phrase.split(' ').filter(|word| !matches!(*word, "^" | "$" | ".." | "..."));
        let first = |word: &str| {
            let class = word.strip_prefix('@').and_then(|name| language.classes.get(name));
            let word = class.and_then(|words| words.first()).map_or(word, String::as_str);
            let head = word.split(['|', '(', '?']).next().unwrap();
            let ending = word.split_once('(').and_then(|(_, rest)| rest.split(['|', ')']).next());
            format!("{head}{}", ending.unwrap_or_default())
        };
        words.map(first).collect::<Vec<_>>().join(" ")
    };
    risk.chain(topic).map(plain).collect()
}

fn naive(cues: &[String], text: &str) -> usize {
    let lower = text.to_lowercase();
    cues.iter().filter(|cue| lower.contains(cue.as_str())).count()
}

fn read(c: &mut Criterion) {
    let engine: Engine = Policy::runbook().compile().unwrap();
    let cues = cues();
    let (short, long) = (messages(100), messages(1024));
    let sets = [
        ("non-ascii 100", with_other_characters(&short)),
        ("non-ascii 1 KB", with_other_characters(&long)),
        ("ascii 100", short),
        ("ascii 1 KB", long),
        ("near misses 1 KB", near_misses(1024)),
    ];
    let mut group = c.benchmark_group("risk and topic");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(2));
    for (name, texts) in &sets {
        let bytes: usize = texts.iter().map(String::len).sum();
        group.throughput(Throughput::Bytes(u64::try_from(bytes).unwrap()));
        group.bench_with_input(BenchmarkId::new("cx-triage", name), texts, |b, texts| {
            b.iter(|| {
                for text in texts {
                    black_box(engine.read(black_box(text)));
                }
            });
        });
        group.bench_with_input(BenchmarkId::new("rustrict", name), texts, |b, texts| {
            b.iter(|| {
                for text in texts {
                    black_box(black_box(text.as_str()).is_inappropriate());
                }
            });
        });
        group.bench_with_input(BenchmarkId::new("str::contains", name), texts, |b, texts| {
            b.iter(|| {
                for text in texts {
                    black_box(naive(&cues, black_box(text)));
                }
            });
        });
    }
    group.finish();
}

/// What costs most per byte must cost as much in a long message as in a short one.
fn hostile(c: &mut Criterion) {
    let engine: Engine = Policy::runbook().compile().unwrap();
    let mut group = c.benchmark_group("adversarial");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    group.measurement_time(Duration::from_millis(500));
    for (name, unit) in ADVERSARIAL {
        for size in [10_000, 10_000_000] {
            let text = adversarial(unit, size);
            group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap()));
            group.bench_with_input(BenchmarkId::new(name, size), &text, |b, text| {
                b.iter(|| black_box(engine.read(black_box(text))));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, read, hostile);
criterion_main!(benches);

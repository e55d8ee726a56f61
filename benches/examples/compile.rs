//! What compiling a policy costs: allocations, memory and time, the first time in a process and
//! later, and what an engine keeps once messages in all languages were read.
//!
//! `benches/cost` runs it beside the sizes of the library.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use allocation_counter::{AllocationInfo, measure};
use cx_triage::{Engine, Policy};

/// A message in each shipped language; what is not shipped is read in all of them.
const MESSAGES: [(&str, &str); 6] = [
    ("en", "Hello, where is my order? I have been waiting for it for two weeks."),
    ("de", "Guten Tag, wo ist meine Bestellung? Ich warte schon seit zwei Wochen auf das Paket."),
    ("es", "Hola, ¿dónde está mi pedido? Llevo dos semanas esperando y no me dicen nada."),
    ("fr", "Bonjour, où est ma commande ? J'attends depuis deux semaines et je n'ai rien reçu."),
    ("it", "Buongiorno, dov'è il mio ordine? Lo aspetto da due settimane e non è arrivato."),
    ("pt", "Olá, onde está o meu pedido? Já estou à espera há duas semanas e não chegou."),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("| step | ms | allocations | kept MB | peak MB |\n|---|---|---|---|---|");
    let engine = told("`Policy::runbook().compile()`, first", || Policy::runbook().compile())?;
    told("the same, later", || black_box(Policy::runbook().compile()))?;
    let mut english = Policy::runbook();
    english.languages.push("en".to_owned());
    told("the same, `languages = [\"en\"]`", || black_box(english.clone().compile()))?;
    for (code, text) in MESSAGES {
        let first = |engine: &Engine| black_box(engine.read(text));
        told(&format!("the first message in `{code}`"), || first(&engine));
    }
    Ok(())
}

/// Runs something once and prints what it cost.
fn told<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let (mut answer, mut time) = (None, Duration::ZERO);
    let info = measure(|| {
        let start = Instant::now();
        answer = Some(run());
        time = start.elapsed();
    });
    let AllocationInfo { count_total, bytes_current, bytes_max, .. } = info;
    let mb = |bytes: f64| bytes / 1e6;
    #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
    let (kept, peak) = (mb(bytes_current as f64), mb(bytes_max as f64));
    let ms = time.as_secs_f64() * 1e3;
    println!("| {name} | {ms:.1} | {count_total} | {kept:.2} | {peak:.2} |");
    answer.unwrap_or_else(|| std::process::abort())
}

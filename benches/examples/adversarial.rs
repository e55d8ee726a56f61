//! Asks an engine everything about one text that costs much per byte; for `benches/linear`.
//!
//! Arguments: the place of the text in the list and its size in bytes. Without arguments, the
//! names of the texts.
#![expect(clippy::print_stdout, reason = "a program that prints its answer")]

use std::hint::black_box;

use cx_triage::{Engine, Policy};
use cx_triage_benches::{ADVERSARIAL, adversarial};

/// What is counted.
#[inline(never)]
fn everything(engine: &Engine, text: &str) {
    black_box(engine.read(text));
    black_box(engine.confirms(text));
    black_box(engine.refund_amounts(text));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<usize> =
        std::env::args().skip(1).map(|argument| argument.parse()).collect::<Result<_, _>>()?;
    if let [place, size] = arguments.as_slice() {
        let (_, unit) = ADVERSARIAL.get(*place).ok_or("there is no such text")?;
        everything(&Policy::runbook().compile()?, &adversarial(unit, *size));
    } else {
        for (name, _) in ADVERSARIAL {
            println!("{name}");
        }
    }
    Ok(())
}

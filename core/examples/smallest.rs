//! The smallest use of the library: conversation documents on standard input, one a line, to
//! assessments at the time that the first argument says. `benches/cost` measures its size.
#![expect(clippy::print_stdout, reason = "a program that prints its answers")]

use std::io::Read;

use cx_triage::{Policy, Timestamp};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let now = Timestamp::parse(&std::env::args().nth(1).ok_or("say the time")?)?;
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    print!("{}", Policy::runbook().compile()?.assess_json_lines(lines, now));
    Ok(())
}

//! Writes what the other languages know of the core's types.
//!
//! `cargo run -p cx-triage-tests --bin border` writes the files; with `-- --check` it writes
//! nothing and fails if one differs.
#![expect(clippy::print_stdout, reason = "a tool that says what it did")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let check = std::env::args().skip(1).any(|argument| argument == "--check");
    match cx_triage_tests::border::differing(!check) {
        Ok(differing) => {
            let verb = if check { "differs" } else { "written" };
            for path in &differing {
                println!("{verb}: {path}");
            }
            if check && !differing.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(problem) => {
            println!("border: {problem}");
            ExitCode::FAILURE
        }
    }
}

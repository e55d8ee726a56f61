//! Counts the instructions of twelve fixed calls with valgrind and holds them against the baseline
//! of this compiler in `benches/counted.json`.
//!
//!   cargo run --release -p cx-triage-benches --bin counted            fails where a call grew by more than 3 %
//!   cargo run --release -p cx-triage-benches --bin counted -- --renew writes the counts as the baseline
//!
//! A count is the same on a busy machine and on a quiet one. It differs with the compiler and the
//! processor's family, which is why there is a baseline for each; and by a few tenths of a percent
//! with the C library and with the seeds of hash maps.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a program that keeps its counts in a file")]

mod calls;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// By compiler, target and processor, by call, how many instructions it takes.
type Baselines = BTreeMap<String, Counts>;
type Counts = BTreeMap<String, u64>;

/// The argument with which the program calls itself under valgrind.
const MAKE_CALLS: &str = "--make-calls";

/// How often a call is counted. The least is taken: the allocator clears up what earlier calls freed
/// at a time of its own, which is no part of the call that it happens in.
const COUNTED: usize = 3;

/// By how much a call may grow.
const ALLOWED_PERCENT: u64 = 3;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some(MAKE_CALLS) => {
            for call in calls::all()? {
                // What is read or compiled when it is first needed is not to be counted.
                (call.run)();
                for _ in 0..COUNTED {
                    counted(&*call.run);
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        Some("--renew") => renew(),
        None => check(),
        Some(_) => Err("the argument is --renew or none".into()),
    }
}

/// What valgrind counts: it knows this function by its name.
#[inline(never)]
fn counted(run: &dyn Fn()) {
    run();
}

/// Counts and compares.
fn check() -> Result<ExitCode, Box<dyn Error>> {
    let (compiler, counts) = (compiler()?, count()?);
    let baselines: Baselines = serde_json::from_slice(&std::fs::read(baseline_file())?)?;
    let known = baselines.get(&compiler);
    println!("{:<28} {:>12} {:>12} {:>8}", "instructions", "counted", "baseline", "change");
    let mut grown = Vec::new();
    for (name, count) in &counts {
        let Some(before) = known.and_then(|known| known.get(name)) else {
            println!("{name:<28} {count:>12} {:>12}", "none");
            continue;
        };
        println!("{name:<28} {count:>12} {before:>12} {:>8}", change(*before, *count));
        if count * 100 > before * (100 + ALLOWED_PERCENT) {
            grown.push(name.as_str());
        }
    }
    if known.is_none() {
        println!("no baseline for {compiler}: the counts above were compared with nothing");
        return Ok(ExitCode::SUCCESS);
    }
    if known.is_some_and(|known| known.keys().ne(counts.keys())) {
        println!("the calls are not those of the baseline for {compiler}: renew it");
        return Ok(ExitCode::FAILURE);
    }
    if grown.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "more than {ALLOWED_PERCENT} % beyond the baseline for {compiler}: {}. Make it cheaper, or \
         renew the baseline in the same commit and say in its message what the instructions buy: \
         cargo run --release -p cx-triage-benches --bin counted -- --renew",
        grown.join(", ")
    );
    Ok(ExitCode::FAILURE)
}

/// Counts and writes the baseline of this compiler.
fn renew() -> Result<ExitCode, Box<dyn Error>> {
    let (compiler, counts) = (compiler()?, count()?);
    let file = baseline_file();
    let mut baselines: Baselines = match std::fs::read(&file) {
        Ok(json) => serde_json::from_slice(&json)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Baselines::new(),
        Err(error) => return Err(error.into()),
    };
    let before = baselines.insert(compiler, counts.clone()).unwrap_or_default();
    for (name, count) in &counts {
        let change = before.get(name).map_or_else(String::new, |before| change(*before, *count));
        println!("{name:<28} {count:>12} {change:>8}");
    }
    std::fs::write(file, serde_json::to_string_pretty(&baselines)? + "\n")?;
    println!("say in the commit's message why they changed");
    Ok(ExitCode::SUCCESS)
}

fn baseline_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("counted.json")
}

/// A change in percent, with its sign.
fn change(before: u64, after: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let (before, after) = (before as f64, after as f64);
    format!("{:+.1} %", (after / before - 1.0) * 100.0)
}

/// The compiler's version, the target that it compiles for, and whether the processor has the wide
/// instructions that searches for bytes take where they may.
fn compiler() -> Result<String, Box<dyn Error>> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = String::from_utf8(Command::new(rustc).arg("-vV").output()?.stdout)?;
    let line = |key: &str| told.lines().find_map(|line| line.strip_prefix(key));
    let (version, host) = (line("release: "), line("host: "));
    let (Some(version), Some(host)) = (version, host) else {
        return Err("rustc does not tell its version".into());
    };
    #[cfg(target_arch = "x86_64")]
    let wide = if std::is_x86_feature_detected!("avx2") { " avx2" } else { "" };
    #[cfg(not(target_arch = "x86_64"))]
    let wide = "";
    Ok(format!("rustc {version} {host}{wide}"))
}

/// How many instructions each call takes: valgrind writes what was counted whenever `counted`
/// returns, a file each.
fn count() -> Result<Counts, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let folder = program.with_file_name(format!("counted.{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("callgrind.out");
    let ran = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--toggle-collect=counted::counted"])
        .args(["--dump-after=counted::counted", "--zero-before=counted::counted"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(&program)
        .arg(MAKE_CALLS)
        .status()
        .map_err(|error| {
            format!("valgrind cannot be started ({error}): apt-get install valgrind")
        })?;
    if !ran.success() {
        return Err("the calls failed under valgrind".into());
    }
    let mut counts = Counts::new();
    for (nth, call) in calls::all()?.iter().enumerate() {
        let dumps = nth * COUNTED + 1..=(nth + 1) * COUNTED;
        let totals = dumps.map(|number| total(&file.with_extension(format!("out.{number}"))));
        let least = totals.collect::<Result<Vec<u64>, _>>()?.into_iter().min();
        counts.insert(call.name.to_owned(), least.ok_or("nothing was counted")?);
    }
    std::fs::remove_dir_all(folder)?;
    Ok(counts)
}

/// The sum that a file of valgrind ends with.
fn total(dump: &Path) -> Result<u64, Box<dyn Error>> {
    let dump = std::fs::read_to_string(dump)?;
    let total = dump.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(total.ok_or("valgrind tells no total")?.trim().parse()?)
}

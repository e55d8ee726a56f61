//! Turns the shipped policies into data: TOML files into one JSON document each, so that reading
//! a shipped policy needs no TOML reader when the library runs. The words of a language whose
//! feature is off are left out.

#![expect(clippy::print_stdout, reason = "a build script talks to Cargo by printing")]
#![expect(clippy::disallowed_methods, reason = "a build script is told its folder so")]

mod words;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR")?;
    for name in ["runbook", "hotdash-2025-10"] {
        let mut policy = words::policy(Path::new("policies"), name)?;
        words::strip(&mut policy);
        if let Some(languages) = policy.get_mut("language").and_then(toml::Value::as_table_mut) {
            languages.retain(|code, _| is_built_in(code));
        }
        let json = serde_json::to_string(&policy)?;
        fs::write(Path::new(&out).join(format!("{name}.json")), json)?;
    }
    Ok(())
}

/// Whether the words of a language are asked for: English ones always, others by their feature.
fn is_built_in(code: &str) -> bool {
    let feature = format!("CARGO_FEATURE_LANG_{}", code.to_uppercase());
    code == "en" || env::var_os(feature).is_some()
}

//! Turns the shipped policies into data: TOML files into JSON documents, one for each policy and
//! one for each of the runbook's languages, so that reading them needs no TOML reader when the
//! library runs. The words of a language whose feature is off are left out.

#![expect(clippy::print_stdout, reason = "a build script talks to Cargo by printing")]
#![expect(clippy::disallowed_methods, reason = "a build script is told its folder so")]

mod words;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    for name in ["runbook", "hotdash-2025-10"] {
        let mut policy = words::policy(Path::new("policies"), name)?;
        words::strip(&mut policy);
        if name == "runbook" {
            languages(policy.remove("language"), out)?;
        }
        fs::write(out.join(format!("{name}.json")), serde_json::to_string(&policy)?)?;
    }
    Ok(())
}

/// What compiling needs of every language, whether a message is written in it or not: the library
/// reads these parts of the JSON without the rest, which is most of it.
const HEAD: [&str; 4] = ["mail", "names", "spelling", "texts"];

/// Writes the canonical JSON of each language that is built in, and a list of them for Rust: the
/// code, the text, and where the parts of the head lie in it.
fn languages(all: Option<Value>, out: &Path) -> Result<(), Box<dyn Error>> {
    let all = all.and_then(|all| all.try_into::<Table>().ok()).unwrap_or_default();
    let mut list = String::from("[\n");
    for (code, mut language) in all.into_iter().filter(|(code, _)| is_built_in(code)) {
        words::complete(&mut language)?;
        let serde_json::Value::Object(parts) = serde_json::to_value(&language)? else {
            return Err(format!("{code}: the words of a language are no table").into());
        };
        let (mut json, mut head) = (String::new(), String::new());
        // A table of serde_json's has its keys in order, as the canonical form wants them.
        for (key, value) in parts {
            write!(json, "{}\"{key}\":", if json.is_empty() { '{' } else { ',' })?;
            let start = json.len();
            json.push_str(&value.to_string());
            if HEAD.contains(&key.as_str()) {
                write!(head, "(\"{key}\", {start}, {}), ", json.len())?;
            }
        }
        json.push('}');
        fs::write(out.join(format!("language-{code}.json")), json)?;
        let file = format!("concat!(env!(\"OUT_DIR\"), \"/language-{code}.json\")");
        writeln!(list, "    (\"{code}\", include_str!({file}), &[{head}]),")?;
    }
    list.push_str("]\n");
    fs::write(out.join("languages.rs"), list)?;
    Ok(())
}

/// Whether the words of a language are asked for: English ones always, others by their feature.
fn is_built_in(code: &str) -> bool {
    let feature = format!("CARGO_FEATURE_LANG_{}", code.to_uppercase());
    code == "en" || env::var_os(feature).is_some()
}

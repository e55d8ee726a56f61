//! The floors of the core: a file names only what stands on floors below it or on its own, and no
//! two files name each other.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the test reads the sources and fails by panicking"
)]

mod sources;

use std::collections::{BTreeMap, BTreeSet};

use sources::{Module, Sources, paths};

/// The files by floor, from the ground up: a module of the crate with all its files, but for files
/// that have a floor of their own.
const FLOORS: &[&[&str]] = &[
    &["json"],
    &["diagnostic"],
    &["wire"],
    &["risk/category"],
    &["conversation"],
    &["text", "business_hours", "timeline", "samples"],
    &["name", "operator_words", "template"],
    &["lexicon"],
    &["money"],
    &["sla", "topic", "risk", "confirmation", "promise_words", "chatwoot"],
    &["policy"],
    &["promise"],
    &["follow_up"],
    &["resolution"],
    &["assess"],
    &["decision", "health"],
    &["texts"],
    &["assessment", "bindings", "hours", "language"],
];

/// The floor of a file, and what has it.
fn floor(module: &Module) -> Option<(usize, &'static str)> {
    let (own, whole) = (module.join("/"), module.first()?);
    let of = |name: &str| {
        FLOORS.iter().enumerate().find_map(|(nth, floor)| {
            floor.iter().find(|known| **known == name).map(|known| (nth, *known))
        })
    };
    of(&own).or_else(|| of(whole))
}

#[test]
fn a_file_names_only_what_stands_below() {
    let sources = Sources::read();
    let mut broken = Vec::new();
    let mut seen = 0;
    for module in sources.modules() {
        let file = module.join("/");
        let Some((own, here)) = floor(module) else {
            broken.push(format!("{file}: the module has no floor"));
            continue;
        };
        for named in sources.named_by(module) {
            seen += 1;
            let other = floor(&named);
            if !other.is_some_and(|(floor, there)| floor < own || there == here) {
                broken.push(format!("{file}: floor {own} names {} of {other:?}", named.join("/")));
            }
        }
    }
    assert!(seen > 200, "only {seen} files are named by others");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A folder's `mod.rs` is the folder's face: it names its files, and they what it declares.
#[test]
fn no_two_files_name_each_other() {
    let sources = Sources::read();
    let files = sources.modules().filter(|file| !sources.is_face(file));
    let names: BTreeMap<&Module, BTreeSet<Module>> =
        files.map(|file| (file, sources.named_by(file))).collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        names.keys().map(|file| (*file, reached(&names, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, there) in &reached {
        let back = |other: &&Module| reached[*other].contains(*file);
        let round: BTreeSet<String> =
            there.iter().copied().filter(back).map(|other| other.join("/")).collect();
        if !round.is_empty() {
            circles.insert(round);
        }
    }
    assert!(circles.is_empty(), "files name each other: {circles:?}");
}

/// The files that one comes to from a file by what files name.
fn reached<'m>(
    names: &BTreeMap<&'m Module, BTreeSet<Module>>,
    from: &Module,
) -> BTreeSet<&'m Module> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        for named in names.get(file).into_iter().flatten() {
            if let Some((named, _)) = names.get_key_value(named).filter(|(n, _)| seen.insert(**n)) {
                next.push(named);
            }
        }
    }
    seen
}

#[test]
fn the_chatwoot_door_is_named_by_nothing_in_the_core() {
    let sources = Sources::read();
    for module in sources.modules().filter(|module| module[0] != "chatwoot") {
        let doors = sources.named_by(module).into_iter().find(|named| named[0] == "chatwoot");
        assert_eq!(doors, None, "{}", module.join("/"));
    }
}

#[test]
fn paths_are_read_from_use_lines_and_code() {
    let source = "use crate::{a, b::{c as x, d}};\npub use f::G;\nfn x() { crate::h::i() }\n";
    let read: Vec<String> = paths(source).iter().map(|path| path.join("::")).collect();
    assert_eq!(read, ["crate::a", "crate::b::c", "crate::b::d", "f::G", "crate::h::i"]);
}

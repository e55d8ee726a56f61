//! What the wheel carries beside code: copies, since a package holds files of its own folder alone.

use super::{File, read_file};

/// Where a copy comes from, and where it goes.
const COPIES: &[(&str, &str)] = &[
    ("LICENSE-APACHE", "bindings-python/LICENSE-APACHE"),
    ("LICENSE-MIT", "bindings-python/LICENSE-MIT"),
    ("core/policies/runbook.toml", "bindings-python/python/cx_triage/data/runbook.toml"),
    (
        "core/policies/hotdash-2025-10.toml",
        "bindings-python/python/cx_triage/data/hotdash-2025-10.toml",
    ),
    ("core/schema/assessment.json", "bindings-python/python/cx_triage/data/schema/assessment.json"),
    (
        "core/schema/conversation.json",
        "bindings-python/python/cx_triage/data/schema/conversation.json",
    ),
    ("core/schema/event.json", "bindings-python/python/cx_triage/data/schema/event.json"),
    ("core/schema/policy.json", "bindings-python/python/cx_triage/data/schema/policy.json"),
    (
        "core/examples/conversations.json",
        "bindings-python/python/cx_triage/data/conversations.json",
    ),
    ("core/examples/decisions.json", "bindings-python/python/cx_triage/data/decisions.json"),
];

/// The copies.
pub(super) fn files() -> Result<Vec<File>, String> {
    COPIES.iter().map(|(from, path)| Ok(File { path, text: read_file(from)? })).collect()
}

//! The SLA clocks against strangers: a desk clerk who looks at the clock every second, and what
//! must hold of any conversation.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at what is wrong")]

mod algebra;
mod desk;
mod rules;
mod watched;

use cx_triage::{Conversation, Engine, Policy, Timestamp};

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(crate) fn engine(toml: &str) -> Engine {
    Policy::from_toml(&format!("extends = \"runbook\"\nname = \"ours\"\n{toml}"))
        .unwrap()
        .compile()
        .unwrap()
}

pub(crate) fn conversation(json: &str) -> Conversation {
    Conversation::from_json(json).unwrap()
}

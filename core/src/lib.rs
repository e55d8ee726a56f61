//! Support-conversation triage for Chatwoot, decided once: how urgent a conversation is, when its
//! SLA was or will be breached, whether there is high-risk language in it, who must act, which
//! reply to draft and whether it may be sent, and what goes to the decision log.
//!
//! The library has no network, clock, storage or model. Time and ids are arguments; the same
//! input gives the same bytes in Rust, Python, TypeScript, Kotlin and Swift.
//!
//! # The way through
//! 1. A door reads bytes: [`chatwoot`] for Chatwoot's own JSON, [`Conversation::from_json`] for
//!    the library's document. Doors report what is wrong as [`Diagnostic`]s with stable codes.
//! 2. A [`Policy`] is a document; [`Policy::compile`] makes an [`Engine`] of it or reports
//!    everything that is wrong with it.
//! 3. [`Engine::assess`] is total: it gives an [`Assessment`] for every conversation and time,
//!    each outcome with its reasons.
//! 4. [`Engine::approve_send`], [`Engine::escalate`] and [`Engine::mark_resolved`] assess afresh
//!    and give the event for the decision log, or say what stands against it.
//!
//! ```
//! use cx_triage::{Policy, Timestamp, chatwoot};
//!
//! let list = chatwoot::parse_conversation_list(
//!     r#"{"payload": [{"id": 41, "status": "open", "created_at": 1772010000,
//!         "meta": {"sender": {"name": "Alex Morgan"}},
//!         "messages": [{"id": 901, "message_type": 0, "created_at": 1772010000,
//!                       "content": "Where is my package? Otherwise I will sue you."}]}]}"#,
//! )?;
//! let engine = Policy::runbook().compile()?;
//! let queue = engine.queue(&list.conversations, Timestamp::parse("2026-02-25T09:10:00Z")?);
//! assert_eq!(queue[0].priority.map(|priority| priority.as_str()), Some("p1"));
//! assert_eq!(queue[0].reasons[0].code.as_str(), "legal");
//! assert!(!queue[0].approval.allowed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Modules
//! What a program names every day stands here as well; everything is in the module of its matter,
//! and errors ([`Diagnostic`], [`Diagnostics`], [`Code`]) and [`samples`] are here alone.
//!
//! | module | holds |
//! |---|---|
//! | [`policy`] | the policy document, each of its tables, and [`Engine`] |
//! | [`conversation`] | the conversation document: messages, past decisions, facts, amounts, times |
//! | [`chatwoot`] | Chatwoot's own JSON, webhooks and signatures |
//! | [`assessment`] | the answer and its parts |
//! | [`decision`] | what operators do, the events, refusals and the decision log |
//! | [`sla`] | clocks, priorities and explanations |
//! | [`hours`] | business hours, usable alone |
//! | [`language`] | word lists, topics, high-risk language, operator texts |
//! | [`health`] | samples of an integration's health, and alerts |
//! | [`bindings`] | what exists for bindings to other languages alone |
//!
//! # Fields
//! Fields that can be read are public. A minor version may add one, with a value that stands for
//! "not told": build a record with its constructor and `..`
//! (`Message { content, ..Message::new(author, at) }`), and take one apart with `..`. Ids,
//! amounts, currencies and times are types that cannot be built wrong, so that every
//! [`Conversation`] that is written can be read.
//!
//! # Features
//! All are on by default.
//!
//! | feature | without it |
//! |---|---|
//! | `handlebars` | templates hold plain variables alone; a block or comment is `template_syntax` |
//! | `languages` | English words alone are built in; each other language has a feature too: `lang-de`, `lang-es`, `lang-fr`, `lang-it`, `lang-pt` |
//! | `redact` | no `DecisionEvent::redacted` |
//! | `time-zones` | business hours are in `UTC` alone; another zone is `unknown_time_zone` |
//! | `toml` | policies are JSON alone: no `Policy::from_toml`, no `Policy::to_toml` |
//!
//! A build that wants some of them says `default-features = false, features = ["lang-de", "redact"]`.
//! A policy that names a language which is not built in does not compile (`unknown_reference`).
//!
//! `schemars`, off by default, derives JSON Schemas of the documents.
//!
//! # What compiling costs
//! A shipped language is read and compiled when a message is first read with it, so that six cost no
//! more than English alone before that. Counted by `benches/cost` (release) on 2026-12-01, x86-64,
//! with all languages; what is kept is kept by the engine:
//!
//! | step | allocations | kept MB | peak MB |
//! |---|---|---|---|
//! | `Policy::runbook().compile()`, first in a process | 28,707 | 0.8 | 1.2 |
//! | the same, later | 22,827 | 0.5 | 1.0 |
//! | the first message in English | 42,900 | 3.9 | 13.4 |
//! | in German | 24,287 | 1.0 | 2.9 |
//! | in Spanish | 34,308 | 1.5 | 4.3 |
//! | in French | 28,167 | 1.0 | 3.0 |
//! | in Italian | 27,794 | 1.2 | 3.7 |
//! | in Portuguese | 27,422 | 1.2 | 3.8 |
//!
//! All six used keep 10.5 MB together. The first compile took 7 ms, later ones about 18, on two busy
//! cores, the first English message about 270. A stripped program that reads conversations and
//! answers takes 9.6 MB with all features, 6.3 MB with `lang-de` alone, 6.1 MB with none.
//! Python's extension, a stripped cdylib with everything and Arrow's columns, takes 13.0 MB.
//! `benches/instructions` counts what an assessment takes.
//!
#![doc = include_str!("../EPISODES.md")]
#![doc = include_str!("../CODES.md")]

#[macro_use]
mod wire;

mod assess;
pub mod assessment;
pub mod bindings;
mod business_hours;
pub mod chatwoot;
mod confirmation;
pub mod conversation;
pub mod decision;
mod diagnostic;
mod follow_up;
pub mod health;
pub mod hours;
mod json;
pub mod language;
mod lexicon;
mod money;
mod name;
mod operator_words;
pub mod policy;
mod promise;
mod promise_words;
mod resolution;
mod risk;
mod samples;
pub mod sla;
mod template;
mod text;
mod texts;
mod timeline;
mod topic;

pub use assess::{Assessment, Engine};
pub use conversation::{Author, Conversation, Id, Message, PastDecision, Status, Timestamp};
pub use decision::{ApproveSend, DecisionEvent, Escalate, MarkResolved, Refusal};
pub use diagnostic::{Code, Diagnostic, Diagnostics};
pub use policy::Policy;
pub use samples::samples;

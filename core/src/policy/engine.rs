//! The engine: a compiled policy.

use std::sync::Arc;

use super::compile::Compiled;
use super::document::Policy;
use crate::diagnostic::Diagnostics;

/// A compiled policy: answers about conversations, without clock, network or state.
///
/// It is cheap to clone and safe to share between threads. A thread that reads messages keeps room
/// for the next one: less than a megabyte, and nothing of what was written.
///
/// ```
/// use cx_triage::{Conversation, Policy, Priority, Timestamp};
///
/// let engine = Policy::runbook().compile()?;
/// let conversation = Conversation::from_json(
///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z"}"#,
/// )?;
/// let assessment = engine.assess(&conversation, Timestamp::parse("2025-10-12T09:00:00Z")?);
/// assert_eq!(assessment.priority, Some(Priority::P2));
/// assert_eq!(assessment.sla.overdue_ms, 30 * 60 * 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) policy: Arc<Compiled>,
}

impl Policy {
    /// Compiles the policy.
    ///
    /// A policy has at most 64 languages, a language 10,000 cues of topics, as many of high-risk
    /// language and 200,000 phrases of both; 1,000 templates, each of 100,000 bytes; any other list
    /// 10,000 entries, one of a language's words 200,000; a text 16 MiB. What is larger is refused
    /// with [`Code::TooLarge`](crate::Code::TooLarge). A phrase reaches over 64 words at most, gaps
    /// included; one that goes further is an [`Code::InvalidCue`](crate::Code::InvalidCue).
    ///
    /// # Errors
    /// Everything in the document that does not hold together, with places.
    pub fn compile(&self) -> Result<Engine, Diagnostics> {
        Ok(Engine { policy: Arc::new(Compiled::new(self)?) })
    }
}

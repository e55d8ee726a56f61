//! How urgent a conversation is.

use serde::{Deserialize, Serialize};

/// How urgent a conversation is (SOP-CX-001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Act at once.
    P1,
    /// Answer within 30 minutes of the breach.
    P2,
    /// Review within an hour of the cause.
    P3,
}

impl Priority {
    /// The priority as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P1 => "p1",
            Self::P2 => "p2",
            Self::P3 => "p3",
        }
    }
}

//! What an engine says of a conversation: the [`Assessment`] and its parts.

pub use crate::assess::{
    ASSESSMENT_SCHEMA_VERSION, Approval, Assessment, Customer, ENGINE_VERSION, Episode, Escalation,
    PolicyReference, Reason, ReplyWindow, Suggestion,
};
pub use crate::follow_up::{FollowUp, FollowUpKind};
pub use crate::name::{NameProblem, NameSource};
pub use crate::policy::document::{Blocker, EscalationLevel, ReasonCode, Warning};
pub use crate::resolution::{Resolution, ResolutionBasis, ResolutionBlocker};

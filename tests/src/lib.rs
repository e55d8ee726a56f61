//! What the test targets share.

pub mod arbitrary;
pub mod blind;
pub mod border;
pub mod calendars;
pub mod corpus;
pub mod doors;
pub mod language;
pub mod life;
pub mod schemas;
pub mod story;
/// The shipped policies as their files hold them, examples included: what the build of core reads.
#[path = "../../core/build/words.rs"]
pub mod words;

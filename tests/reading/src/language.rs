//! The facts of language: what each text of a story says. They are given, never read.

/// What a text says, as whoever made it up knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// The categories of high-risk language in it.
    pub findings: &'static [&'static str],
    /// A customer's "all good now".
    pub confirms: bool,
    /// An agent's "I'll get back to you".
    pub promises: bool,
    /// What a refund is asked for, in minor units of the policy's dollar.
    pub refund_minor: Option<i64>,
    /// The topic that its cues name.
    pub topic: Option<&'static str>,
    /// The template of which it is a rendering, whatever the name in it.
    pub rendering_of: Option<&'static str>,
}

/// Whoever knows what a text says.
pub type Language = fn(&str) -> Said;

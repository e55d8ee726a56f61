//! What phrases are about, what they are for, and which are looked for together.

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseSet {
    Risk,
    Topic,
    Confirmation,
    Amount,
    Promise,
}

impl PhraseSet {
    pub(crate) const COUNT: usize = 5;

    /// The pass that looks for its phrases; for those that matter only where there is one of them,
    /// if they have a pass of their own.
    pub(crate) fn passes(self) -> (Pass, Option<Pass>) {
        match self {
            Self::Risk | Self::Topic => (Pass::Language, None),
            Self::Confirmation => (Pass::Settled, Some(Pass::Doubts)),
            Self::Amount => (Pass::Amounts, None),
            Self::Promise => (Pass::Promises, None),
        }
    }
}

/// What a phrase is for. Cues are numbered in the order of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseRole {
    /// A cue of risk or of a topic, a confirming phrase, a refund word.
    Cue(u16),
    /// It takes its words out of sight.
    Allow,
    /// It denies what follows.
    Negator,
    /// A negator in it denies nothing.
    Affirmation,
    /// It takes a denial back.
    Reinstates,
    /// With it a message confirms nothing.
    Doubts,
    /// A weak cue of risk, which is no finding.
    Mention,
}

impl PhraseRole {
    /// Whether it says something by itself, so that the other phrases of its set matter.
    pub(crate) fn speaks(self) -> bool {
        matches!(self, Self::Cue(_) | Self::Mention)
    }

    /// A bit for what it is.
    pub(crate) fn kind(self) -> u8 {
        match self {
            Self::Cue(_) => 1,
            Self::Allow => 2,
            Self::Negator => 4,
            Self::Affirmation => 8,
            Self::Reinstates => 16,
            Self::Doubts => 32,
            Self::Mention => 64,
        }
    }
}

/// Phrases that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Those of high risk and of topics, of which nearly every message is asked.
    Language,
    Settled,
    Doubts,
    Amounts,
    Promises,
}

impl Pass {
    pub(crate) const ALL: [Self; 5] =
        [Self::Language, Self::Settled, Self::Doubts, Self::Amounts, Self::Promises];

    /// The pass that looks for the phrases of a role.
    pub(crate) fn of(set: PhraseSet, role: PhraseRole) -> Self {
        match set.passes() {
            (_, Some(others)) if !matches!(role, PhraseRole::Cue(_)) => others,
            (pass, _) => pass,
        }
    }
}

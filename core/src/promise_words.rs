//! Whether words promise to come back to the customer.

use crate::lexicon::{Hit, PhraseRole, PhraseSet, Reading};

/// Whether a text promises to come back: "I'll get back to you", "we'll keep you posted".
pub(crate) fn promises(reading: &Reading<'_>) -> bool {
    let is_cue = |hit: &Hit| matches!(hit.role, PhraseRole::Cue(_));
    let mut languages = reading.languages().iter();
    languages.any(|language| language.hits(PhraseSet::Promise).iter().any(is_cue))
}

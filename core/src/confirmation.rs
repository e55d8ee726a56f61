//! Whether a customer confirms that the matter is settled (SOP-CX-004).

use crate::lexicon::{LanguageReading, PhraseRole, PhraseSet, Reading};

/// Whether a text confirms that the matter is settled: "thanks, all good", "that fixed it".
///
/// It holds a confirming phrase, no doubt ("but", "still", a question mark) and names nothing of
/// high risk. Thanks alone do not confirm.
pub(crate) fn confirms(reading: &Reading<'_>) -> bool {
    !reading.text.bytes().contains(&b'?')
        && reading.languages().iter().any(is_settled)
        && !reading.languages().iter().any(|language| has_cue(language, PhraseSet::Risk))
}

/// Whether a language finds a confirming phrase and no doubt.
fn is_settled(language: &LanguageReading<'_>) -> bool {
    let hits = language.hits(PhraseSet::Confirmation);
    hits.iter().any(|hit| matches!(hit.role, PhraseRole::Cue(_)))
        && !hits.iter().any(|hit| hit.role == PhraseRole::Doubts)
}

fn has_cue(language: &LanguageReading<'_>, set: PhraseSet) -> bool {
    language.hits(set).iter().any(|hit| matches!(hit.role, PhraseRole::Cue(_)))
}

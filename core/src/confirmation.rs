//! Whether a customer confirms that the matter is settled (SOP-CX-004).

use crate::lexicon::{Hit, Lexicon, PhraseRole, PhraseSet, Reading};

/// Whether a text confirms that the matter is settled: "thanks, all good", "that fixed it".
///
/// It holds a confirming phrase, no doubt ("but", "still", a question mark) and names nothing of
/// high risk. Thanks alone do not confirm.
pub(crate) fn confirms(lexicon: &Lexicon, reading: &Reading<'_>) -> bool {
    let hits = lexicon.compiled().hits(PhraseSet::Confirmation, reading);
    let settled = hits.iter().any(is_cue);
    let doubted = hits.iter().any(|hit| hit.owner == PhraseRole::Against);
    settled
        && !doubted
        && !reading.text.bytes().contains(&b'?')
        && !lexicon.compiled().hits(PhraseSet::Risk, reading).iter().any(is_cue)
}

fn is_cue(hit: &Hit) -> bool {
    matches!(hit.owner, PhraseRole::Cue(_))
}

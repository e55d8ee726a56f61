//! Whether a customer confirms that the matter is settled.

use crate::lexicon::Lexicon;

pub(crate) fn confirms(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.words.confirm.iter().any(|r| r.is_match(text))
        && !lexicon.words.doubt.iter().any(|r| r.is_match(text))
}

//! Refund amounts: the amounts of money near a refund word.

use crate::conversation::Money;
use crate::lexicon::{AmountWords, Hit, Lexicon, PhraseRole, PhraseSet, Reading};
use crate::money::{MoneyWords, amounts};

/// The amounts of money near a refund word in a text, in the order of the text.
///
/// Near is within the language's reach in words, whatever sentences lie between; `dollar` is
/// the currency that a bare `$` and the word "dollars" stand for. Amounts are in minor units.
pub(crate) fn refund_amounts(lexicon: &Lexicon, reading: &Reading<'_>, dollar: &str) -> Vec<Money> {
    let compiled = lexicon.compiled();
    let AmountWords { currencies, range_joins, range_openers, .. } = &compiled.money;
    let words = MoneyWords { currencies, range_joins, range_openers };
    let found = amounts(reading.text.as_written(), dollar, words);
    if found.is_empty() {
        return Vec::new();
    }
    let hits = compiled.hits(PhraseSet::Amount, reading);
    let reach_of = |hit: &Hit| {
        let PhraseRole::Cue(language) = hit.owner else { return None };
        compiled.languages.get(usize::from(language)).map(|settings| settings.amount_reach)
    };
    // By word, whether a refund word is near.
    let mut near_word = vec![false; reading.tokens().len()];
    for hit in hits.iter() {
        let Some(reach) = reach_of(hit) else { continue };
        let last = hit.last.saturating_add(reach + 1).min(near_word.len().saturating_sub(1));
        let first = hit.first.saturating_sub(reach + 1);
        near_word.get_mut(first..=last).unwrap_or(&mut []).fill(true);
    }
    let mut near = Vec::new();
    let mut words = reading.tokens().iter().zip(&near_word).peekable();
    for amount in found {
        let mut close = false;
        while let Some((token, is_near)) = words.peek() {
            let (from, to) = reading.text.original_range(token.start, token.end);
            if from >= amount.end {
                break;
            }
            close |= to > amount.start && **is_near;
            words.next();
        }
        if close {
            near.push(amount.money);
        }
    }
    near
}

//! Refund amounts: the amounts of money near a refund word.

use super::turned_down;
use crate::conversation::Money;
use crate::lexicon::{AmountWords, LanguageReading, PhraseSet, Reading};
use crate::money::{FoundAmount, MoneyWords, amounts};

/// The amounts of money near a refund word in a text, in the order of the text.
///
/// Near is within the language's reach in words, whatever sentences lie between; `dollar` is
/// the currency that a bare `$` and the word "dollars" stand for. Amounts are in minor units. A refund
/// that the customer turns down ("I do not want a $600 refund") is none to be near to.
pub(crate) fn refund_amounts(reading: &Reading<'_>, dollar: &str) -> Vec<Money> {
    let mut near: Vec<FoundAmount> = Vec::new();
    for language in reading.languages() {
        if language.hits(PhraseSet::Amount).iter().next().is_none() {
            continue;
        }
        let AmountWords { currencies, range_joins, range_openers, numbers, powers, .. } =
            &language.index.money;
        let words = MoneyWords { currencies, range_joins, range_openers, numbers, powers };
        let found = amounts(reading.text.as_written(), dollar, words);
        if found.is_empty() {
            continue;
        }
        // What one language has read is not read again by another.
        let known = near.len();
        for amount in near_refund_words(reading, language, found) {
            let apart =
                |known: &FoundAmount| known.end <= amount.start || amount.end <= known.start;
            if near.iter().take(known).all(apart) {
                near.push(amount);
            }
        }
    }
    near.sort_by_key(|amount| amount.start);
    near.into_iter().map(|amount| amount.money).collect()
}

/// Those amounts that stand near a refund word of a language.
fn near_refund_words(
    reading: &Reading<'_>,
    language: &LanguageReading<'_>,
    found: Vec<FoundAmount>,
) -> Vec<FoundAmount> {
    let reach = language.index.amount_reach;
    // By word, whether a refund word is near.
    let mut near_word = vec![false; language.tokens().len()];
    let turned_down = turned_down(language, &language.hits(PhraseSet::Topic));
    for hit in language.hits(PhraseSet::Amount).iter() {
        if turned_down.contains(hit.first) {
            continue;
        }
        let last = hit.last.saturating_add(reach + 1).min(near_word.len().saturating_sub(1));
        let first = hit.first.saturating_sub(reach + 1);
        near_word.get_mut(first..=last).unwrap_or(&mut []).fill(true);
    }
    let mut near = Vec::new();
    let mut words = language.tokens().iter().zip(&near_word).peekable();
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
            near.push(amount);
        }
    }
    near
}

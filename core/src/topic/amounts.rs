//! Refund amounts: the amounts of money near a refund word, and those that stand apart from one.

use super::turned_down;
use crate::conversation::Money;
use crate::lexicon::{Hit, LanguageReading, PhraseSet, Reading};
use crate::money::{FoundAmount, MoneyWords, amounts, may_hold_amounts};

/// Amounts of a text.
#[derive(Default)]
pub(crate) struct Amounts {
    /// Those that can be read, in the order of the text, in minor units.
    pub(crate) read: Vec<Money>,
    /// There is one that cannot be read for sure.
    pub(crate) unsure: bool,
}

/// The amounts of money near a refund word in a text.
///
/// Near is within the language's reach in words, whatever sentences lie between; `dollar` is
/// the currency that a bare `$` and the word "dollars" stand for. A refund that the customer turns
/// down ("I do not want a $600 refund") is none to be near to.
pub(crate) fn refund_amounts(reading: &Reading<'_>, dollar: &str) -> Amounts {
    collect(reading, |language| {
        let words = language.hits(PhraseSet::Amount);
        let asked = asked(language, &words);
        if asked.is_empty() { Vec::new() } else { divide(reading, language, &asked, dollar).0 }
    })
}

/// The amounts of money in a text that stand near no refund word, turned down or not.
pub(crate) fn other_amounts(reading: &Reading<'_>, dollar: &str) -> Amounts {
    collect(reading, |language| {
        let words = language.hits(PhraseSet::Amount);
        divide(reading, language, &words.iter().collect::<Vec<_>>(), dollar).1
    })
}

/// Whether a text asks for a refund: a refund word stands there that is not turned down.
pub(crate) fn asks_for_refund(reading: &Reading<'_>) -> bool {
    let asks = |language: &LanguageReading<'_>| {
        !asked(language, &language.hits(PhraseSet::Amount)).is_empty()
    };
    reading.languages().iter().any(asks)
}

/// The amounts that each language finds; what one has read is not read again by another.
fn collect(
    reading: &Reading<'_>,
    find: impl Fn(&LanguageReading<'_>) -> Vec<FoundAmount>,
) -> Amounts {
    let mut all: Vec<FoundAmount> = Vec::new();
    for language in reading.languages() {
        let known = all.len();
        for amount in find(language) {
            let apart =
                |known: &FoundAmount| known.end <= amount.start || amount.end <= known.start;
            if all.iter().take(known).all(apart) {
                all.push(amount);
            }
        }
    }
    all.sort_by_key(|amount| amount.start);
    let unsure = all.iter().any(|amount| amount.unsure);
    Amounts { read: all.into_iter().filter_map(|amount| amount.money).collect(), unsure }
}

/// The refund words that are not turned down.
fn asked<'h>(language: &LanguageReading<'_>, words: &'h [Hit]) -> Vec<&'h Hit> {
    if words.is_empty() {
        return Vec::new();
    }
    let turned_down = turned_down(language, &language.hits(PhraseSet::Topic));
    words.iter().filter(|hit| !turned_down.contains(hit.first)).collect()
}

/// A text's amounts: those near one of these words, and the others.
fn divide(
    reading: &Reading<'_>,
    language: &LanguageReading<'_>,
    words: &[&Hit],
    dollar: &str,
) -> (Vec<FoundAmount>, Vec<FoundAmount>) {
    let text = reading.text.as_written();
    if !may_hold_amounts(text, &language.index.currencies) {
        return (Vec::new(), Vec::new());
    }
    let found = amounts(text, dollar, MoneyWords::of(&language.index.money));
    if found.is_empty() || words.is_empty() {
        return (Vec::new(), found);
    }
    let reach = language.index.amount_reach;
    // By word, whether one of these words is near.
    let mut near_word = vec![false; language.tokens().len()];
    for hit in words {
        let last = hit.last.saturating_add(reach + 1).min(near_word.len().saturating_sub(1));
        let first = hit.first.saturating_sub(reach + 1);
        near_word.get_mut(first..=last).unwrap_or(&mut []).fill(true);
    }
    let (mut near, mut others) = (Vec::new(), Vec::new());
    let mut tokens = language.tokens().iter().zip(&near_word).peekable();
    for amount in found {
        let mut close = false;
        while let Some((token, is_near)) = tokens.peek() {
            let (from, to) = reading.text.original_range(token.start, token.end);
            if from >= amount.end {
                break;
            }
            close |= to > amount.start && **is_near;
            tokens.next();
        }
        if close { near.push(amount) } else { others.push(amount) }
    }
    (near, others)
}

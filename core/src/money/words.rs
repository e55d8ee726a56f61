//! Amounts whose number is written in words: "six hundred dollars".

use super::currency::{self, after};
use super::number::Number;
use super::{Candidate, MoneyWords, choose};
use crate::conversation::Money;

/// The largest number that is read; what is said beyond it is no price.
const LARGEST: u64 = 1_000_000_000_000;

/// Adds the amounts in words, keeping the order of the text.
pub(super) fn candidates(
    text: &str,
    dollar: &str,
    words: MoneyWords<'_>,
    found: &mut Vec<Candidate>,
) {
    if words.numbers.is_empty() {
        return;
    }
    let known = found.len();
    let mut run: Option<Run> = None;
    for (start, word) in split(text) {
        let end = start + word.len();
        let lower = word.to_lowercase();
        let joined = run.as_ref().is_some_and(|run| is_joined(text.get(run.end..start)));
        let next = match run.take().filter(|_| joined) {
            Some(run) => run.with(&lower, end, words),
            None => Run::opened_by(&lower, start, end, words),
        };
        if let Some(next) = &next {
            found.extend(next.candidate(text, dollar, words));
        }
        run = next;
    }
    if found.len() > known {
        // Of "two" and "two hundred" the longer one, which comes later, stays.
        found.sort_by_key(|candidate| (candidate.start, std::cmp::Reverse(candidate.end)));
        found.dedup_by_key(|candidate| candidate.start);
    }
}

/// Number words one after the other.
struct Run {
    start: usize,
    end: usize,
    /// What stands before the last "thousand" or "million".
    total: u64,
    /// What stands behind it.
    current: u64,
}

impl Run {
    fn opened_by(word: &str, start: usize, end: usize, words: MoneyWords<'_>) -> Option<Self> {
        let current = match words.numbers.get(word) {
            Some(value) => *value,
            None => 10_u64.checked_pow(*words.powers.get(word)?)?,
        };
        Some(Self { start, end, total: 0, current })
    }

    /// The run with one more word; none where the word is no number's.
    fn with(mut self, word: &str, end: usize, words: MoneyWords<'_>) -> Option<Self> {
        if let Some(power) = words.powers.get(word) {
            let factor = 10_u64.checked_pow(*power)?;
            if *power == 2 {
                self.current = self.current.max(1).checked_mul(factor)?;
            } else {
                self.total += self.current.max(1).checked_mul(factor)?;
                self.current = 0;
            }
        } else {
            self.current += *words.numbers.get(word)?;
        }
        self.end = end;
        (self.total <= LARGEST && self.current <= LARGEST).then_some(self)
    }

    fn candidate(&self, text: &str, dollar: &str, words: MoneyWords<'_>) -> Option<Candidate> {
        let side = after(text.get(self.end..)?, words)?;
        let number = Number::of_words(self.total + self.current, self.end - self.start);
        let code = choose(None, Some(&side), dollar)?;
        let amount_minor = number.minor(currency::exponent(&code), side.hundredth)?;
        let money = Some(Money { amount_minor, currency: code });
        Some(Candidate { money, start: self.start, end: self.end + side.length })
    }
}

/// The words of a text with where they start.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphabetic()).filter_map(move |word| {
        let start = at;
        // Behind the word stands the character that ended it.
        let next = start + word.len();
        at = next + text.get(next..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether what stands between two number words leaves them one number: a blank, a hyphen, "and".
fn is_joined(between: Option<&str>) -> bool {
    between.is_some_and(|between| {
        between.len() <= 4 && between.chars().all(|c| matches!(c, ' ' | '-' | '\u{A0}'))
    })
}

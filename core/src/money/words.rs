//! Amounts whose number is written in words: "six hundred dollars".

use std::borrow::Cow;

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
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let lower = if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        let joined = run.as_ref().is_some_and(|run| is_joined(text.get(run.end..start)));
        let next = match run.take().filter(|_| joined) {
            Some(run) => run.with(&lower, end, words),
            None => None,
        };
        let next = next.or_else(|| Run::opened_by(&lower, start, end, words));
        if let Some(next) = &next {
            found.extend(next.candidate(text, dollar, words));
        }
        run = next;
    }
    if found.len() > known {
        // Of "two" and "two hundred" the longer one, which comes later, stays; what stands inside
        // another one ("hundred" in "5 hundred") is none.
        found.sort_by_key(|candidate| (candidate.start, std::cmp::Reverse(candidate.end)));
        found.dedup_by_key(|candidate| candidate.start);
        let mut end = 0;
        found.retain(|candidate| {
            let apart = candidate.end > end;
            end = end.max(candidate.end);
            apart
        });
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
    /// A word names no certain number, or the words make none.
    unsure: bool,
    /// A power of ten is among the words.
    scaled: bool,
    /// The last word joins what follows.
    joins: bool,
}

impl Run {
    fn opened_by(word: &str, start: usize, end: usize, words: MoneyWords<'_>) -> Option<Self> {
        let run =
            Self { start, end, total: 0, current: 0, unsure: false, scaled: false, joins: false };
        run.number(word, words)
    }

    /// The run with one more word; none where the word is no number's.
    fn with(mut self, word: &str, end: usize, words: MoneyWords<'_>) -> Option<Self> {
        self.end = end;
        if !self.joins && words.number_joins.iter().any(|join| join == word) {
            self.joins = true;
            return Some(self);
        }
        self.joins = false;
        self.number(word, words)
    }

    fn number(mut self, word: &str, words: MoneyWords<'_>) -> Option<Self> {
        if let Some(power) = words.powers.get(word) {
            let factor = 10_u64.checked_pow(*power)?;
            self.scaled = true;
            if *power == 2 {
                // Nine hundred is the most of these.
                self.unsure |= self.current > 99;
                self.current = self.current.max(1).checked_mul(factor)?;
            } else {
                self.total += self.current.max(1).checked_mul(factor)?;
                self.current = 0;
            }
        } else if let Some(value) = words.numbers.get(word) {
            let below = self.current % 100;
            let tens = below >= 20 && below.is_multiple_of(10) && *value < 20;
            self.unsure |= below > 0 && !tens;
            self.current = self.current.checked_add(*value)?;
        } else if words.vague_numbers.iter().any(|vague| vague == word) {
            self.unsure = true;
        } else {
            return None;
        }
        (self.total <= LARGEST && self.current <= LARGEST).then_some(self)
    }

    fn candidate(&self, text: &str, dollar: &str, words: MoneyWords<'_>) -> Option<Candidate> {
        let money = |side: &currency::Side| {
            let number = Number::of_words(self.total + self.current, self.end - self.start);
            let code = choose(None, Some(side), dollar)?;
            let amount_minor = number.minor(currency::exponent(&code), side.hundredth)?;
            Money::new(amount_minor, &code).ok()
        };
        let side = after(text.get(self.end..)?, words).filter(|_| self.unsure || !self.joins);
        let (start, open) = (self.start, self.unsure || self.scaled);
        match side {
            Some(side) => {
                let money = money(&side).filter(|_| !self.unsure);
                let unsure = money.is_none();
                Some(Candidate { money, unsure, open, start, end: self.end + side.length })
            }
            // Digits may go on it: "a few 100 dollars".
            None if open && !self.joins => {
                Some(Candidate { money: None, unsure: false, open, start, end: self.end })
            }
            None => None,
        }
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

/// Whether what stands between two words leaves them one number: a blank or a hyphen.
fn is_joined(between: Option<&str>) -> bool {
    between.is_some_and(|between| {
        between.len() <= 4 && between.chars().all(|c| matches!(c, ' ' | '-' | '\u{A0}'))
    })
}

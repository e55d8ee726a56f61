//! Amounts of money in running text, in minor units.

mod currency;
mod number;
mod words;

use std::collections::BTreeMap;

use crate::conversation::Money;
use currency::{Side, after, before};
use number::Number;

/// An amount of money and the bytes of the text that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundAmount {
    pub(crate) money: Money,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words about money of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MoneyWords<'w> {
    /// Currency words in lower case with their code: `$` for the policy's dollar, `1/100 …` for
    /// a hundredth part.
    pub(crate) currencies: &'w BTreeMap<String, String>,
    /// Words that join the ends of a range ("$50 to $60").
    pub(crate) range_joins: &'w [String],
    /// Words that open a range ("between $50 and $60").
    pub(crate) range_openers: &'w [String],
    /// Number words with what they count ("six": 6).
    pub(crate) numbers: &'w BTreeMap<String, u64>,
    /// Words for powers of ten ("hundred": 2).
    pub(crate) powers: &'w BTreeMap<String, u32>,
}

/// An amount for people, with the decimals of its currency: `500.00 USD`.
pub(crate) fn display(amount_minor: i64, currency: &str) -> String {
    let exponent = currency::exponent(currency);
    let unit = 10_i64.pow(exponent);
    let (whole, rest) = (amount_minor / unit, (amount_minor % unit).abs());
    if exponent == 0 {
        return format!("{whole} {currency}");
    }
    let places = usize::try_from(exponent).unwrap_or(2);
    format!("{whole}.{rest:0places$} {currency}")
}

/// A number with or without a currency.
struct Candidate {
    money: Option<Money>,
    /// Where it starts and ends, its currency included.
    start: usize,
    end: usize,
}

/// The amounts of money in a text, in order: numbers, in digits or in words, with a currency before
/// or after them. Blanks between thousands are part of a number: `2 500 dollars` may be two of 500,
/// but what is read too low would pass a limit.
///
/// A range is no amount, nor is a percentage, a number that touches letters, `#` or `/`, or one
/// with more decimals than its currency has. `dollar` is the currency of a bare `$`.
pub(crate) fn amounts(text: &str, dollar: &str, words: MoneyWords<'_>) -> Vec<FoundAmount> {
    let mut candidates =
        if has_digit(text.as_bytes()) { candidates(text, dollar, words) } else { Vec::new() };
    words::candidates(text, dollar, words, &mut candidates);
    if candidates.is_empty() {
        return Vec::new();
    }
    let joined: Vec<bool> = candidates
        .windows(2)
        .map(|pair| matches!(pair, [left, right] if is_range(text, left, right, words)))
        .collect();
    let in_range = |at: usize| {
        joined.get(at).copied().unwrap_or(false)
            || at.checked_sub(1).is_some_and(|left| joined.get(left).copied().unwrap_or(false))
    };
    let keep = |(at, found): (usize, Candidate)| {
        let money = found.money.filter(|_| !in_range(at))?;
        Some(FoundAmount { money, start: found.start, end: found.end })
    };
    candidates.into_iter().enumerate().filter_map(keep).collect()
}

/// Whether there is a digit: most messages have none, and no amount. Looked for in pieces, each
/// without a branch.
fn has_digit(text: &[u8]) -> bool {
    text.chunks(32).any(|some| some.iter().fold(false, |any, byte| any | byte.is_ascii_digit()))
}

fn candidates(text: &str, dollar: &str, words: MoneyWords<'_>) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let (candidate, end) = candidate(text, at, dollar, words);
        found.extend(candidate);
        at = end.max(at + 1);
    }
    found
}

/// The number at `at`, which is a digit, and where to go on.
fn candidate(
    text: &str,
    at: usize,
    dollar: &str,
    words: MoneyWords<'_>,
) -> (Option<Candidate>, usize) {
    let left = text.get(..at).unwrap_or("");
    for spaced in [true, false] {
        let number = Number::read(text.get(at..).unwrap_or(""), spaced, words.powers);
        let end = at + number.length;
        if spaced && !(number.has_spaces && number.is_read()) {
            continue;
        }
        let right = text.get(end..).unwrap_or("");
        let lead = before(left, words);
        let trail = after(right, words);
        let touching = touches(left, right, lead.as_ref(), trail.as_ref());
        let currency = if touching { None } else { choose(lead.as_ref(), trail.as_ref(), dollar) };
        if spaced && currency.is_none() {
            continue;
        }
        let money = currency.and_then(|code| {
            let cents = matches!(&trail, Some(side) if side.hundredth);
            let amount_minor = number.minor(currency::exponent(&code), cents)?;
            Some(Money { amount_minor, currency: code })
        });
        let start = at - lead.as_ref().map_or(0, |side| side.length);
        let stop = end + trail.as_ref().map_or(0, |side| side.length);
        let (start, stop) = if money.is_some() { (start, stop) } else { (at, end) };
        return (Some(Candidate { money, start, end: stop }), end);
    }
    (None, at + 1)
}

/// Whether the number is part of a word, a code, a date or a percentage.
fn touches(left: &str, right: &str, lead: Option<&Side>, trail: Option<&Side>) -> bool {
    let left_bad = lead.is_none_or(|side| side.length == 0)
        && left.chars().next_back().is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '#' | '/' | '_' | '.' | ',' | ':' | '@')
        });
    let glued = lead.is_some_and(|side| {
        let outer = left.len().checked_sub(side.length).and_then(|at| left.get(..at));
        outer.unwrap_or("").ends_with(|c: char| c.is_ascii_digit())
    });
    let hyphen = left.strip_suffix('-').and_then(|rest| rest.chars().next_back());
    let code = lead.is_none() && hyphen.is_some_and(char::is_alphanumeric);
    let right_bad = trail.is_none_or(|side| side.length == 0)
        && right.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@'));
    let percent = right.trim_start_matches(' ').starts_with(['%', '‰']);
    left_bad || glued || code || right_bad || percent
}

/// A code beats a symbol: `$50 CAD` is Canadian.
fn choose(lead: Option<&Side>, trail: Option<&Side>, dollar: &str) -> Option<String> {
    let side = match (lead, trail) {
        (Some(lead), Some(trail)) if lead.code == "$" && trail.code != "$" => trail,
        (Some(lead), _) => lead,
        (None, Some(trail)) => trail,
        (None, None) => return None,
    };
    Some(if side.code == "$" { dollar.to_owned() } else { side.code.clone() })
}

fn is_range(text: &str, left: &Candidate, right: &Candidate, words: MoneyWords<'_>) -> bool {
    if left.money.is_none() && right.money.is_none() {
        return false;
    }
    let between = text.get(left.end..right.start).unwrap_or("").trim().to_lowercase();
    if matches!(between.as_str(), "-" | "–" | "—" | "~" | "..." | "…") {
        return true;
    }
    if words.range_joins.contains(&between) {
        return true;
    }
    let opener = text.get(..left.start).unwrap_or("").trim_end();
    let opener = opener.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !between.is_empty()
        && between.len() <= 4
        && between.chars().all(char::is_alphabetic)
        && words.range_openers.contains(&opener.to_lowercase())
}

//! Amounts of money in running text, in minor units.

mod currency;
mod number;
mod words;

use std::collections::BTreeMap;

use crate::conversation::Money;
use crate::lexicon::AmountWords;
use crate::text::WordFilter;
use currency::{Side, after, before};
use number::Number;

/// An amount of money and the bytes of the text that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundAmount {
    /// None where the number is none that is read.
    pub(crate) money: Option<Money>,
    /// It cannot be read for sure.
    pub(crate) unsure: bool,
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
    /// Words between the parts of a number ("six hundred and fifty").
    pub(crate) number_joins: &'w [String],
    /// Words that name no certain number ("a few hundred").
    pub(crate) vague_numbers: &'w [String],
    /// Words that leave open which of two numbers is meant ("500 or 600 dollars").
    pub(crate) alternatives: &'w [String],
    /// Words that multiply an amount ("$300 each").
    pub(crate) multipliers: &'w [String],
}

impl<'w> MoneyWords<'w> {
    /// Those of a language.
    pub(crate) fn of(words: &'w AmountWords) -> Self {
        let AmountWords {
            currencies,
            range_joins,
            range_openers,
            numbers,
            powers,
            number_joins,
            vague_numbers,
            alternatives,
            multipliers,
            near: _,
            reach: _,
        } = words;
        Self {
            currencies,
            range_joins,
            range_openers,
            numbers,
            powers,
            number_joins,
            vague_numbers,
            alternatives,
            multipliers,
        }
    }
}

/// Whether a text may hold an amount: most have no digit and name no currency. `currencies` are the
/// language's words for them.
pub(crate) fn may_hold_amounts(text: &str, currencies: &WordFilter) -> bool {
    !text.is_ascii()
        || has_digit(text.as_bytes())
        || text.as_bytes().contains(&b'$')
        || WordFilter::may_one_be_in([currencies, currency::codes()], text)
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
    /// The amount, where a currency stands there and the number can be read.
    money: Option<Money>,
    /// A currency stands there, and the amount cannot be read for sure.
    unsure: bool,
    /// It ends with a power of ten or names no certain number: what follows at once is part of it.
    open: bool,
    /// Where it starts and ends, its currency included.
    start: usize,
    end: usize,
}

/// The amounts of money in a text, in order: numbers, in digits or in words, with a currency before
/// or after them. Blanks between thousands are part of a number: `2 500 dollars` may be two of 500,
/// but what is read too low would pass a limit.
///
/// A range is no amount, nor is a percentage, a number that touches letters, `#` or `/`, or one
/// with more decimals than its currency has. Where such a number has a currency, and where words
/// leave open what is meant ("a few hundred dollars", "500 or 600 dollars", "$300 each"), the amount
/// is `unsure`. `dollar` is the currency of a bare `$`.
pub(crate) fn amounts(text: &str, dollar: &str, words: MoneyWords<'_>) -> Vec<FoundAmount> {
    let mut candidates =
        if has_digit(text.as_bytes()) { candidates(text, dollar, words) } else { Vec::new() };
    words::candidates(text, dollar, words, &mut candidates);
    for right in 1..candidates.len() {
        let Some([one, two]) = candidates.get_mut(right - 1..=right) else { continue };
        if is_range(text, one, two, words) {
            one.doubt();
            two.doubt();
        } else if is_continued(text, one, two, words) {
            two.unsure = true;
        } else if is_alternative(text, one, two, words) {
            // The one that has a currency of its own is read, the other may be what is meant.
            one.unsure |= one.money.is_some();
            two.unsure |= two.money.is_some();
        }
    }
    let found = |found: Candidate| {
        let Candidate { money, unsure, start, end, .. } = found;
        let unsure = unsure || (money.is_some() && is_multiplied(text, start, end, words));
        (money.is_some() || unsure).then_some(FoundAmount { money, unsure, start, end })
    };
    candidates.into_iter().filter_map(found).collect()
}

impl Candidate {
    /// What was read as an amount is none, and unsure.
    fn doubt(&mut self) {
        self.unsure |= self.money.take().is_some();
    }
}

/// Whether a word beside an amount multiplies it: "3 x $200", "$200 each", "$200 for each".
fn is_multiplied(text: &str, start: usize, end: usize, words: MoneyWords<'_>) -> bool {
    let multiplies = |word: &str| words.multipliers.contains(&word.to_lowercase());
    let before = text.get(..start).unwrap_or("").trim_end();
    let before = before.rsplit(|c: char| !(c.is_alphabetic() || c == '×')).next().unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let after = after.split(['.', ',', ';', '!', '?', '\n']).next().unwrap_or("");
    multiplies(before) || after.split_whitespace().take(2).any(multiplies)
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
        let named = choose(lead.as_ref(), trail.as_ref(), dollar);
        let unsure = named.is_some()
            || number.is_price()
            || (!touching && currency::is_named_further_on(right, words));
        let currency = named.filter(|_| !touching);
        if spaced && currency.is_none() {
            continue;
        }
        let money = currency.and_then(|code| {
            let cents = matches!(&trail, Some(side) if side.hundredth);
            let amount_minor = number.minor(currency::exponent(&code), cents)?;
            Money::new(amount_minor, &code).ok()
        });
        let start = at - lead.as_ref().map_or(0, |side| side.length);
        let stop = end + trail.as_ref().map_or(0, |side| side.length);
        let (start, stop) = if money.is_some() { (start, stop) } else { (at, end) };
        let open = number.is_scaled();
        return (
            Some(Candidate { unsure: unsure && money.is_none(), money, open, start, end: stop }),
            end,
        );
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

/// Whether an amount goes on a number that stands before it: "1 thousand 200 dollars".
fn is_continued(text: &str, left: &Candidate, right: &Candidate, words: MoneyWords<'_>) -> bool {
    if !left.open || left.money.is_some() || right.money.is_none() {
        return false;
    }
    let between = text.get(left.end..right.start).unwrap_or("").trim().to_lowercase();
    between.is_empty() || words.number_joins.contains(&between)
}

/// Whether only one of two numbers is an amount, and the other may be it.
fn is_alternative(text: &str, left: &Candidate, right: &Candidate, words: MoneyWords<'_>) -> bool {
    if left.money.is_some() == right.money.is_some() {
        return false;
    }
    let between = text.get(left.end..right.start).unwrap_or("").trim().to_lowercase();
    words.alternatives.contains(&between)
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

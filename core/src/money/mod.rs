//! Amounts of money in text.

use crate::conversation::Money;
use crate::lexicon::Lexicon;

pub(crate) fn refund_amounts(_: &Lexicon, _: &str, _: &str) -> Vec<Money> {
    Vec::new()
}

pub(crate) fn display(amount_minor: i64, currency: &str) -> String {
    format!("{}.{:02} {currency}", amount_minor / 100, amount_minor % 100)
}

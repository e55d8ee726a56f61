//! Currencies beside a number: symbols, ISO 4217 codes and words.

use std::sync::OnceLock;

use super::MoneyWords;
use crate::text::WordFilter;

/// A currency on one side of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    /// The ISO 4217 code, or `$` for a dollar that does not say which.
    pub(super) code: String,
    /// Bytes from the number to the currency's far end.
    pub(super) length: usize,
    /// Whether it is the hundredth of the currency (cents).
    pub(super) hundredth: bool,
}

/// Symbols, those that hold others first.
const SYMBOLS: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("u$s", "USD"),
    ("can$", "CAD"),
    ("cdn$", "CAD"),
    ("bds$", "BBD"),
    ("col$", "COP"),
    ("jm$", "JMD"),
    ("tt$", "TTD"),
    ("bz$", "BZD"),
    ("ec$", "XCD"),
    ("gy$", "GYD"),
    ("fj$", "FJD"),
    ("rd$", "DOP"),
    ("ar$", "ARS"),
    ("cl$", "CLP"),
    ("j$", "JMD"),
    ("n$", "NAD"),
    ("au$", "AUD"),
    ("ca$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("mx$", "MXN"),
    ("nt$", "TWD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("$", "$"),
    ("＄", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("￡", "GBP"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₪", "ILS"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₴", "UAH"),
    ("฿", "THB"),
    ("zł", "PLN"),
    ("kč", "CZK"),
];

/// Codes of currencies in use; those that are no word may be written in small letters.
const CODES: &str = "AED ARS AUD BBD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR \
    ILS INR IQD ISK JOD JPY KES KRW KWD LKR LYD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON \
    RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND XAF XOF XPF ZAR";
const ALSO_WORDS: &str = "COP PEN TRY CHF RON PHP";

/// The codes, to be looked for in a text.
pub(super) fn codes() -> &'static WordFilter {
    static CODE_FILTER: OnceLock<WordFilter> = OnceLock::new();
    CODE_FILTER.get_or_init(|| WordFilter::of(CODES.split_ascii_whitespace()))
}

/// ISO 4217's code for no currency: that of a dollar whose country is not known.
const UNKNOWN: &str = "XXX";

/// Whether letters before a `$` look like a country's: one to three capitals.
fn is_country(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// How many decimals a currency has.
pub(super) fn exponent(code: &str) -> u32 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// The currency that ends right before the number.
pub(super) fn before(left: &str, words: MoneyWords<'_>) -> Option<Side> {
    let side = nearest_before(left, words)?;
    if side.code != "$" {
        return Some(side);
    }
    // `USD $50` and `CAD$50`: the code before the symbol says which dollar.
    let outer = left.len().checked_sub(side.length).and_then(|end| left.get(..end))?;
    match nearest_before(outer, words) {
        Some(named) if named.code.len() == 3 => {
            Some(Side { length: side.length + named.length, ..named })
        }
        _ => Some(side),
    }
}

fn nearest_before(left: &str, words: MoneyWords<'_>) -> Option<Side> {
    // A minus sign belongs to the amount: `-$50`, `$-50`.
    let unsigned = left.strip_suffix(['-', '−']).filter(|rest| ends_in_symbol(rest));
    let close = unsigned.unwrap_or(left).trim_end_matches([' ', '\u{A0}', '\u{2009}', '\u{202F}']);
    if left.len() - close.len() > 8 {
        return None;
    }
    let side = |code: &str, start: usize| Side {
        code: code.to_owned(),
        length: left.len() - start,
        hundredth: false,
    };
    let tail = tail(close, 6);
    let lower = tail.to_lowercase();
    let symbol = SYMBOLS.iter().find(|(symbol, _)| {
        let rest = lower.strip_suffix(symbol);
        // `Plus$50` is no Singapore dollar.
        rest.is_some_and(|rest| {
            !symbol.starts_with(|c: char| c.is_ascii_alphabetic())
                || !rest.ends_with(char::is_alphanumeric)
        })
    });
    if let Some((symbol, code)) = symbol {
        let start = close.len() - symbol.len();
        // `Q$600`: somebody's dollar, and nobody's that is known.
        let prefix = last_word(close.get(..start).unwrap_or(""));
        if *symbol == "$" && is_country(prefix) && code_of(prefix, words).is_none() {
            return Some(side(UNKNOWN, start - prefix.len()));
        }
        return Some(side(code, start));
    }
    let (word, dotted) = match close.strip_suffix('.') {
        Some(word) => (word, true),
        None => (close, false),
    };
    let name = last_word(word);
    let code = code_of(name, words)?;
    let spaced = close.len() < left.len();
    if dotted && spaced && name.chars().count() > 3 {
        return None;
    }
    Some(side(&code, word.len() - name.len()))
}

/// The currency that starts right after the number.
pub(super) fn after(right: &str, words: MoneyWords<'_>) -> Option<Side> {
    let close = right.trim_start_matches([' ', '\u{A0}', '\u{2009}', '\u{202F}', '-']);
    let skipped = right.len() - close.len();
    if skipped > 4 {
        return None;
    }
    let lower: String = close.chars().take(4).flat_map(char::to_lowercase).collect();
    if let Some(cent) = ["¢", "￠"].iter().find(|cent| close.starts_with(*cent)) {
        return Some(Side { code: "$".into(), length: skipped + cent.len(), hundredth: true });
    }
    let symbol = SYMBOLS.iter().find(|(symbol, _)| {
        lower.strip_prefix(symbol).is_some_and(|rest| {
            // `850 $20`: the symbol belongs to the next number.
            let word = symbol.ends_with(char::is_alphabetic);
            !rest.starts_with(|c: char| c.is_ascii_digit() || (word && c.is_alphanumeric()))
        })
    });
    if let Some((symbol, code)) = symbol {
        return Some(Side {
            code: (*code).into(),
            length: skipped + symbol.len(),
            hundredth: false,
        });
    }
    let mut length = skipped;
    let mut rest = close;
    // `850 US dollars`: at most two words.
    let mut code: Option<String> = None;
    for nth in 0..2 {
        let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let Some(found) = code_of(word, words) else { break };
        let hundredth = found.starts_with("1/100 ");
        let found = found.strip_prefix("1/100 ").unwrap_or(&found).to_owned();
        if hundredth {
            let length = length + word.len();
            return (nth == 0).then_some(Side { code: found, length, hundredth });
        }
        length += word.len();
        if code.as_ref().is_none_or(|known| known == "$") {
            code = Some(found);
        }
        rest = rest.get(word.len()..)?;
        let Some(next) = rest.strip_prefix(' ') else { break };
        let next_word: &str = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if code_of(next_word, words).is_none() {
            break;
        }
        rest = next;
        length += 1;
    }
    code.map(|code| Side { code, length, hundredth: false })
}

/// Whether a currency stands one or two words behind a number: "600 Barbadian dollars".
pub(super) fn is_named_further_on(right: &str, words: MoneyWords<'_>) -> bool {
    let mut rest = right;
    for nth in 0..3 {
        let Some(next) = rest.strip_prefix(' ') else { return false };
        let word: &str = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if word.is_empty() {
            return false;
        }
        if nth > 0 && code_of(word, words).is_some() {
            return true;
        }
        rest = next.get(word.len()..).unwrap_or("");
    }
    false
}

fn ends_in_symbol(text: &str) -> bool {
    text.ends_with(['$', '€', '£', '¥', '₹'])
}

fn code_of(word: &str, words: MoneyWords<'_>) -> Option<String> {
    if word.len() == 3 {
        let upper = word.to_ascii_uppercase();
        let known = |list: &str| list.split_ascii_whitespace().any(|code| code == upper);
        if known(CODES) && (word == upper || !known(ALSO_WORDS)) {
            return Some(upper);
        }
    }
    if word.is_empty() || word.len() > 32 {
        return None;
    }
    let lower = word.to_lowercase();
    words.currencies.get(&lower).cloned()
}

/// The last `count` characters.
fn tail(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// The word at the end, of at most 32 bytes; empty if there is none.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(33)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

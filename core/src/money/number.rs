//! Numbers with thousands and decimal separators of either style.

use std::collections::BTreeMap;

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Bytes of the text that it takes.
    pub(super) length: usize,
    /// Whether blanks separate its thousands.
    pub(super) has_spaces: bool,
    /// The digits before the decimal separator; none if the grouping is no number.
    whole: Option<String>,
    /// The digits after it, of which there may be none.
    fraction: String,
    /// Whether exactly three digits follow a lone separator (`1.250`): thousands for most
    /// currencies, a fraction for those with three decimals.
    ambiguous: bool,
    /// Whether a dash stands for its decimals, as on a price tag: `850.-`.
    is_price: bool,
    /// The power of ten that follows: 3 for `k`, 6 for `m`, or that of a word ("thousand").
    power: usize,
}

impl Number {
    /// Reads the number at the start of a text that starts with a digit; with `spaced`, blanks may
    /// separate its thousands. `powers` are the words for powers of ten.
    pub(super) fn read(text: &str, spaced: bool, powers: &BTreeMap<String, u32>) -> Self {
        let mut groups: Vec<String> = vec![String::new()];
        let mut separators: Vec<char> = Vec::new();
        let mut length = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_ascii_digit() {
                if let Some(group) = groups.last_mut() {
                    // Longer than any amount: the digits after the thirtieth only take place.
                    if group.len() < 30 {
                        group.push(c);
                    }
                }
                length = at + 1;
                continue;
            }
            let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            let separator =
                matches!(c, '.' | ',' | '\'' | '\u{2019}') || (spaced && is_inner_blank(c));
            let blank_ok = !c.is_whitespace() || three_digits(text.get(at + c.len_utf8()..));
            if !(separator && next_is_digit && blank_ok) || groups.len() > 12 {
                break;
            }
            separators.push(c);
            groups.push(String::new());
        }
        let has_spaces = separators.iter().copied().any(is_inner_blank);
        let (whole, fraction, ambiguous) = interpret(&groups, &separators);
        let rest = text.get(length..).unwrap_or("");
        let dashes = dashes(rest);
        let (sign, power) = if dashes > 0 { (dashes, 0) } else { power_after(rest, powers) };
        let is_price = dashes > 0;
        Self { length: length + sign, has_spaces, whole, fraction, ambiguous, is_price, power }
    }

    /// A number that is written in words.
    pub(super) fn of_words(value: u64, length: usize) -> Self {
        Self {
            length,
            has_spaces: false,
            whole: Some(value.to_string()),
            fraction: String::new(),
            ambiguous: false,
            is_price: false,
            power: 0,
        }
    }

    /// Whether the grouping of the digits is that of a number.
    pub(super) fn is_read(&self) -> bool {
        self.whole.is_some()
    }

    /// Whether it is written as a price: `850.-`.
    pub(super) fn is_price(&self) -> bool {
        self.is_price
    }

    /// Whether a power of ten follows the digits.
    pub(super) fn is_scaled(&self) -> bool {
        self.power > 0
    }

    /// The number in the minor units of a currency with `exponent` decimals (`cents`: it counts
    /// hundredths); none if it has more decimals than that, or does not fit.
    pub(super) fn minor(&self, exponent: u32, cents: bool) -> Option<i64> {
        let mut whole = self.whole.clone()?;
        let mut fraction = self.fraction.clone();
        // `1.250` is a thousand and more, `1.250k` and `1.250 million` are not.
        if self.ambiguous && exponent != 3 && self.power == 0 {
            whole.push_str(&fraction);
            fraction.clear();
        }
        let places = usize::try_from(exponent).ok()?;
        let shift = self.power;
        let trimmed = fraction.trim_end_matches('0');
        if cents {
            return (exponent == 2 && trimmed.is_empty() && shift == 0)
                .then(|| whole.parse().ok())
                .flatten();
        }
        if trimmed.len() > places + shift {
            return None;
        }
        let mut digits = whole;
        digits.push_str(trimmed);
        digits.extend(std::iter::repeat_n('0', places + shift - trimmed.len()));
        digits.parse().ok()
    }
}

/// Blanks that may stand between thousands: plain, no-break, thin and figure ones.
fn is_inner_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2007}' | '\u{2008}' | '\u{2009}' | '\u{200A}' | '\u{202F}')
}

/// How many bytes the dash of a price tag takes that follows a number: `850.-`, `850,--`.
fn dashes(rest: &str) -> usize {
    let Some(dashed) = rest.strip_prefix(['.', ',']) else { return 0 };
    let end = dashed.trim_start_matches(['-', '–', '—']);
    let ends = end.chars().next().is_none_or(|c| !c.is_alphanumeric());
    if end.len() < dashed.len() && ends { rest.len() - end.len() } else { 0 }
}

/// The power of ten that follows a number, and how many bytes it takes: `k` and `m` at once, a word
/// at once or behind a blank.
fn power_after(rest: &str, powers: &BTreeMap<String, u32>) -> (usize, usize) {
    let glued = rest.trim_start_matches(is_inner_blank);
    let word: &str = glued.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let blanks = rest.len() - glued.len();
    let lower = word.to_lowercase();
    let power = match lower.as_str() {
        "k" if blanks == 0 => Some(3),
        "m" if blanks == 0 => Some(6),
        _ if word.len() <= 32 && blanks <= 4 => powers.get(&lower).copied(),
        _ => None,
    };
    match power {
        Some(power) => (blanks + word.len(), usize::try_from(power.min(12)).unwrap_or(0)),
        None => (0, 0),
    }
}

fn three_digits(text: Option<&str>) -> bool {
    let digits = text.unwrap_or("").bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// The whole and fractional digits of groups and the separators between them.
fn interpret(groups: &[String], separators: &[char]) -> (Option<String>, String, bool) {
    let (Some((last, head)), Some((mark, marks))) = (groups.split_last(), separators.split_last())
    else {
        return (groups.first().cloned(), String::new(), false);
    };
    let first = head.first().map_or(0, String::len);
    let grouped = |groups: &[String]| {
        // Thousands, or the Indian 1,00,000: two or three digits, three in the last.
        let inner = groups.iter().skip(1);
        (1..=3).contains(&first)
            && inner.clone().all(|g| matches!(g.len(), 2 | 3))
            && groups.last().is_some_and(|g| groups.len() == 1 || g.len() == 3)
    };
    let same = marks.iter().all(|other| Some(other) == marks.first());
    let decimal = matches!(mark, '.' | ',') && !marks.contains(mark);
    if marks.is_empty() {
        let ambiguous = last.len() == 3 && (1..=3).contains(&first);
        if matches!(mark, '.' | ',') {
            if last.len() > 3 {
                return (None, String::new(), false);
            }
            // 0.500 is a fraction whatever the currency.
            let ambiguous = ambiguous && head.first().is_some_and(|whole| whole != "0");
            return (Some(head.concat()), last.clone(), ambiguous);
        }
        return (ambiguous.then(|| groups.concat()), String::new(), false);
    }
    if same && marks.first() == Some(mark) {
        return (grouped(groups).then(|| groups.concat()), String::new(), false);
    }
    if same && decimal && grouped(head) {
        return (Some(head.concat()), last.clone(), false);
    }
    (None, String::new(), false)
}

//! Numbers with thousands and decimal separators of either style.

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Bytes of the text that it takes.
    pub(super) length: usize,
    /// Whether plain blanks separate its thousands.
    pub(super) has_spaces: bool,
    /// The digits before the decimal separator; none if the grouping is no number.
    whole: Option<String>,
    /// The digits after it, of which there may be none.
    fraction: String,
    /// Whether exactly three digits follow a lone separator (`1.250`): thousands for most
    /// currencies, a fraction for those with three decimals.
    ambiguous: bool,
    /// Whether `k` follows: thousands.
    thousands: bool,
}

impl Number {
    /// Reads the number at the start of a text that starts with a digit; with `spaced`, plain
    /// blanks may separate its thousands.
    pub(super) fn read(text: &str, spaced: bool) -> Self {
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
            let separator = matches!(c, '.' | ',' | '\'' | '\u{2019}')
                || matches!(c, '\u{A0}' | '\u{202F}' | '\u{2009}')
                || (spaced && c == ' ');
            let blank_ok = !c.is_whitespace() || three_digits(text.get(at + c.len_utf8()..));
            if !(separator && next_is_digit && blank_ok) || groups.len() > 12 {
                break;
            }
            separators.push(c);
            groups.push(String::new());
        }
        let has_spaces = separators.contains(&' ');
        let (whole, fraction, ambiguous) = interpret(&groups, &separators);
        let rest = text.get(length..).unwrap_or("");
        let thousands =
            rest.starts_with(['k', 'K']) && !rest.chars().nth(1).is_some_and(char::is_alphanumeric);
        length += usize::from(thousands);
        Self { length, has_spaces, whole, fraction, ambiguous, thousands }
    }

    /// The number in the minor units of a currency with `exponent` decimals (`cents`: it counts
    /// hundredths); none if it has more decimals than that, or does not fit.
    pub(super) fn minor(&self, exponent: u32, cents: bool) -> Option<i64> {
        let mut whole = self.whole.clone()?;
        let mut fraction = self.fraction.clone();
        if self.ambiguous && exponent != 3 {
            whole.push_str(&fraction);
            fraction.clear();
        }
        let places = usize::try_from(exponent).ok()?;
        let shift = if self.thousands { 3 } else { 0 };
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

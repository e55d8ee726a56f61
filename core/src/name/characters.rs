//! What the characters of a name are.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The fewest digits of a phone number (ITU-T E.164 has none shorter in use for subscribers).
const FEWEST_PHONE_DIGITS: usize = 7;

/// The name on one line: what breaks lines or tabulates is a blank, what else controls the
/// terminal or the direction of writing goes; trimmed.
pub(super) fn clean(name: &str) -> String {
    let mut cleaned = String::with_capacity(name.len());
    for c in name.chars() {
        if is_line_break(c) {
            if !cleaned.ends_with(char::is_whitespace) {
                cleaned.push(' ');
            }
        } else if !(is_stripped(c) || c == ' ' && cleaned.ends_with(' ')) {
            cleaned.push(c);
        }
    }
    cleaned.trim_matches(is_blank).to_owned()
}

/// Tabs, and what ends a line or a paragraph.
fn is_line_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and the bidirectional overrides, embeddings and isolates: none of them
/// belongs into a line of a reply.
fn is_stripped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character leaves no mark: blanks, control and invisible characters.
pub(crate) fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return c == ' ' || c.is_ascii_control();
    }
    c.is_whitespace() || is_invisible(c)
}

/// Characters that show nothing: format characters, the letters that are blank by design, and
/// what Unicode lets a program ignore where it does not know it.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}' | '\u{E0000}'..='\u{E0FFF}'
    ) || c.general_category() == GeneralCategory::Format
        || c.is_control()
}

/// Whether somebody could be called so: something beside blanks, digits, punctuation and the
/// plus sign. Emoji are not punctuation, and some customers have no other name.
pub(super) fn has_letter(name: &str) -> bool {
    !name.chars().all(|c| {
        if c.is_ascii_alphabetic() {
            return false;
        }
        is_blank(c)
            || c == '+'
            || c.is_numeric()
            || c.general_category_group() == GeneralCategoryGroup::Punctuation
    })
}

/// Whether the text is nothing but a phone number.
pub(super) fn is_phone_number(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    if digits < FEWEST_PHONE_DIGITS {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = ["tel:", "phone:", "whatsapp:", "sms:"]
        .iter()
        .find_map(|scheme| lower.strip_prefix(scheme))
        .unwrap_or(&lower);
    bare.chars().all(|c| {
        c.is_numeric() || is_blank(c) || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | '‑' | '–')
    })
}

pub(super) fn is_email_address(name: &str) -> bool {
    let bare = name.trim_start_matches("mailto:").trim_matches(['<', '>', '"', '\'']);
    let mut halves = bare.rsplitn(2, '@');
    let (domain, local) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
    !local.is_empty() && !domain.is_empty() && !bare.contains(char::is_whitespace)
}

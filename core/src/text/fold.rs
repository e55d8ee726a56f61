//! Folding: compatibility forms, case, marks, invisible characters and look-alikes.

use std::borrow::Cow;

use unicode_normalization::char::decompose_compatible;

use super::tables::{is_ignorable, look_alike, plain, symbol_letter};

/// A text as it is read, with the way back to the original.
///
/// ASCII text stands for itself (the tokenizer lowers letters on the way); other text is folded
/// into lower-case letters without marks, and each folded byte knows its original character.
pub(crate) struct Folded<'t> {
    original: &'t str,
    bytes: Cow<'t, [u8]>,
    /// For each folded byte the original byte range; empty for ASCII.
    map: Vec<(u32, u32)>,
}

impl<'t> Folded<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        // Offsets are 32-bit: what lies beyond 4 GiB is not read.
        let limit = usize::try_from(u32::MAX).unwrap_or(usize::MAX);
        let text = if text.len() <= limit {
            text
        } else {
            let end = (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            text.get(..end).unwrap_or("")
        };
        if text.is_ascii() {
            return Self { original: text, bytes: Cow::Borrowed(text.as_bytes()), map: Vec::new() };
        }
        let mut chars = decompose(text);
        fold_look_alikes(&mut chars);
        let mut bytes = Vec::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len());
        for (c, start, end) in chars {
            let mut buffer = [0; 4];
            for &byte in c.encode_utf8(&mut buffer).as_bytes() {
                bytes.push(byte);
                map.push((start, end));
            }
        }
        Self { original: text, bytes: Cow::Owned(bytes), map }
    }

    /// The folded bytes; capital letters remain in ASCII text.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The original text of a folded byte range.
    pub(crate) fn original(&self, start: u32, end: u32) -> &'t str {
        let (from, to) = self.original_range(start, end);
        self.original.get(from..to).unwrap_or("")
    }

    /// Counts the code points of the original before places that come in ascending order.
    pub(crate) fn counter(&self) -> Counter<'_, 't> {
        Counter { text: self, bytes: 0, code_points: 0 }
    }

    /// The original byte range of a folded one.
    pub(crate) fn original_range(&self, start: u32, end: u32) -> (usize, usize) {
        let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        if self.map.is_empty() {
            return (at(start), at(end));
        }
        let from = self.map.get(at(start)).map_or(0, |range| range.0);
        let to = self.map.get(at(end).saturating_sub(1)).map_or(0, |range| range.1);
        (at(from), at(to))
    }
}

/// See [`Folded::counter`].
pub(crate) struct Counter<'f, 't> {
    text: &'f Folded<'t>,
    bytes: usize,
    code_points: u32,
}

impl Counter<'_, '_> {
    /// The code points of the original before a folded byte, which is no earlier than the last.
    pub(crate) fn code_points_before(&mut self, start: u32) -> u32 {
        if self.text.map.is_empty() {
            return start;
        }
        let (from, _) = self.text.original_range(start, start.saturating_add(1));
        let more = self.text.original.get(self.bytes..from).unwrap_or("").chars().count();
        self.bytes = from.max(self.bytes);
        self.code_points = self.code_points.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.code_points
    }
}

/// The text as the library reads it: lower case, without marks, invisible characters and
/// compatibility forms, look-alikes of other scripts in Latin words turned into Latin letters.
///
/// Normalising twice is normalising once. Symbols outside ASCII become spaces.
///
/// ```
/// assert_eq!(cx_triage::normalize("ＦＲＡＵＤ, sc\u{430}m, f\u{fc}r, char\u{ad}geback"),
///            "fraud, scam, fur, chargeback");
/// ```
#[must_use]
pub fn normalize(text: &str) -> String {
    let folded = Folded::new(text);
    String::from_utf8_lossy(folded.bytes()).to_ascii_lowercase()
}

fn decompose(text: &str) -> Vec<(char, u32, u32)> {
    let mut chars = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = start.saturating_add(u32::try_from(c.len_utf8()).unwrap_or(4));
        if c.is_ascii() {
            chars.push((c.to_ascii_lowercase(), start, end));
        } else {
            fold_char(c, &mut |folded| chars.push((folded, start, end)));
        }
    }
    chars
}

/// Emits what one character outside ASCII is read as: nothing, a letter, or several.
fn fold_char(c: char, emit: &mut impl FnMut(char)) {
    if is_ignorable(c) {
        return;
    }
    if let Some(letter) = symbol_letter(c) {
        return emit(letter);
    }
    if let Some(text) = plain(c) {
        return text.chars().for_each(emit);
    }
    decompose_compatible(c, |part| {
        if part.is_ascii() {
            return emit(part.to_ascii_lowercase());
        }
        for lower in part.to_lowercase() {
            if is_ignorable(lower) {
            } else if let Some(text) = plain(lower) {
                text.chars().for_each(&mut *emit);
            } else if lower.is_alphanumeric() {
                emit(lower);
            } else {
                emit(' ');
            }
        }
    });
}

/// Turns look-alikes into Latin letters: in words that hold a Latin letter, and in whole words
/// if the text has Latin letters and no letter of the other script that could not be one.
fn fold_look_alikes(chars: &mut [(char, u32, u32)]) {
    let foreign = |c: char| c.is_alphabetic() && !c.is_ascii();
    if !chars.iter().any(|&(c, ..)| look_alike(c).is_some()) {
        return;
    }
    let latin = chars.iter().any(|&(c, ..)| c.is_ascii_alphabetic());
    let native = chars.iter().any(|&(c, ..)| foreign(c) && look_alike(c).is_none());
    for word in chars.split_mut(|&(c, ..)| !c.is_alphanumeric()) {
        let mixed = word.iter().any(|&(c, ..)| c.is_ascii_alphabetic());
        if mixed || (latin && !native) {
            for (c, ..) in word {
                *c = look_alike(*c).unwrap_or(*c);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "é 𝐥𝐚𝐰𝐬𝐮𝐢𝐭!";
        let folded = Folded::new(text);
        assert_eq!(folded.bytes(), b"e lawsuit!");
        assert_eq!(folded.original(2, 9), "𝐥𝐚𝐰𝐬𝐮𝐢𝐭");
        assert_eq!(folded.counter().code_points_before(2), 2);
    }

    #[test]
    fn whole_words_of_another_script_stay() {
        assert_eq!(normalize("мой заказ"), "мои заказ");
        assert_eq!(normalize("this is a \u{455}\u{441}\u{430}m"), "this is a scam");
    }
}

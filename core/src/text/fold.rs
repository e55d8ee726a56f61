//! Folding: compatibility forms, case, marks, invisible characters and look-alikes.

use std::borrow::Cow;
use std::num::NonZeroU32;

use unicode_normalization::char::decompose_compatible;

use super::tables::{is_ignorable, look_alike, plain, symbol_letter};

/// A text as it is read, with the way back to the original.
///
/// ASCII characters stand for themselves (the tokenizer lowers letters on the way); others are
/// folded into lower-case letters without marks.
pub(crate) struct Folded<'t> {
    original: &'t str,
    bytes: Cow<'t, [u8]>,
    /// Where the folded bytes come from, in order; empty for ASCII text.
    runs: Vec<Run>,
}

/// Folded bytes up to the next run.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where they start.
    folded: u32,
    /// Where they start in the original.
    original: u32,
    /// The bytes of the one original character that they all come from; none if each is its own.
    character: Option<NonZeroU32>,
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
            return Self {
                original: text,
                bytes: Cow::Borrowed(text.as_bytes()),
                runs: Vec::new(),
            };
        }
        let (folded, runs) = fold(text);
        Self { original: text, bytes: Cow::Owned(folded.into_bytes()), runs }
    }

    /// The text as it was written.
    pub(crate) fn as_written(&self) -> &'t str {
        self.original
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

    /// The original byte range of a folded one, which is not empty.
    pub(crate) fn original_range(&self, start: u32, end: u32) -> (usize, usize) {
        let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        (at(self.character(start).0), at(self.character(end.saturating_sub(1)).1))
    }

    /// Where the original character of a folded byte starts and ends.
    fn character(&self, byte: u32) -> (u32, u32) {
        let next = self.runs.partition_point(|run| run.folded <= byte);
        let Some(run) = next.checked_sub(1).and_then(|place| self.runs.get(place)) else {
            return (byte, byte.saturating_add(1));
        };
        if let Some(length) = run.character {
            return (run.original, run.original.saturating_add(length.get()));
        }
        let start = run.original.saturating_add(byte - run.folded);
        (start, start.saturating_add(1))
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
        if self.text.runs.is_empty() {
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
/// assert_eq!(cx_triage::language::normalize("ＦＲＡＵＤ, sc\u{430}m, f\u{fc}r, char\u{ad}geback"),
///            "fraud, scam, fur, chargeback");
/// ```
#[must_use]
pub fn normalize(text: &str) -> String {
    let folded = Folded::new(text);
    String::from_utf8_lossy(folded.bytes()).to_ascii_lowercase()
}

/// The folded text and where it comes from.
fn fold(text: &str) -> (String, Vec<Run>) {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut folded = String::with_capacity(text.len());
    let mut runs = Vec::new();
    // Letters of another script: some that look Latin, some that do not.
    let (mut alike, mut native) = (false, false);
    let (mut at, mut rest) = (0, text);
    while let Some(c) = rest.chars().next() {
        let run = Run { folded: offset(folded.len()), original: offset(at), character: None };
        let length = if c.is_ascii() {
            let length = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            folded.push_str(rest.get(..length).unwrap_or(""));
            runs.push(run);
            length
        } else {
            fold_char(c, &mut |part| {
                folded.push(part);
                if !part.is_ascii() {
                    let looks_latin = look_alike(part).is_some();
                    alike |= looks_latin;
                    native |= !looks_latin && part.is_alphabetic();
                }
            });
            if offset(folded.len()) > run.folded {
                runs.push(Run { character: NonZeroU32::new(offset(c.len_utf8())), ..run });
            }
            c.len_utf8()
        };
        at += length;
        rest = rest.get(length..).unwrap_or("");
    }
    if alike {
        let latin = folded.bytes().any(|byte| byte.is_ascii_alphabetic());
        return fold_look_alikes(&folded, &runs, latin && !native);
    }
    (folded, runs)
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

/// Turns look-alikes into Latin letters in words that hold a Latin letter, or in all words.
fn fold_look_alikes(folded: &str, runs: &[Run], all: bool) -> (String, Vec<Run>) {
    let mut latin = String::with_capacity(folded.len());
    let mut moved = Vec::with_capacity(runs.len());
    let mut runs = runs.iter().peekable();
    let mut at = 0;
    for word in folded.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let replace = all || word.bytes().any(|byte| byte.is_ascii_alphabetic());
        for c in word.chars() {
            if let Some(run) = runs.next_if(|run| run.folded == at) {
                moved.push(Run { folded: u32::try_from(latin.len()).unwrap_or(u32::MAX), ..*run });
            }
            at = at.saturating_add(u32::try_from(c.len_utf8()).unwrap_or(4));
            latin.push(look_alike(c).filter(|_| replace).unwrap_or(c));
        }
    }
    (latin, moved)
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

//! Phrases: the notation of the word lists, parsed.

use std::collections::BTreeMap;

use super::words::{NUMBER, Vocabulary};
use crate::text::{Folded, index, letters, read_words};

/// The most phrases that one written phrase may stand for.
const MOST: usize = 256;

/// One place of a phrase: any of `words`, after up to `gap` other words. [`NUMBER`] is any number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) words: Vec<u16>,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

/// A phrase: places in order, and whether it is tied to the start or end of the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParsedPhrase {
    pub(super) places: Vec<Place>,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// Why a phrase cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    UnknownClass,
    Unreadable(&'static str),
    TooManyWords,
}

/// Classes by name, each a list of words or word sequences.
pub(super) type Classes = BTreeMap<String, Vec<Vec<u16>>>;

/// The words of a plain text by number.
pub(super) fn words(text: &str, vocabulary: &mut Vocabulary) -> Result<Vec<u16>, Fault> {
    let folded = Folded::new(text);
    let bytes = folded.bytes();
    let mut tokens = Vec::new();
    read_words(bytes, &mut tokens);
    let number = |word: &[u8]| {
        let spelt: Vec<u8> = letters(word).collect();
        vocabulary.intern(&spelt).ok_or(Fault::TooManyWords)
    };
    let written = tokens.iter().filter_map(|t| bytes.get(index(t.start)..index(t.end)));
    written.map(number).collect()
}

/// Expands `refund(|s|ed)` into its words, and splits `a|b` outside brackets.
pub(super) fn alternatives(text: &str) -> Result<Vec<String>, Fault> {
    let mut done = Vec::new();
    let mut heads = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '|' => {
                done.append(&mut heads);
                heads.push(String::new());
            }
            '(' => {
                let mut group = String::new();
                loop {
                    match chars.next() {
                        Some(')') => break,
                        Some('(') => return Err(Fault::Unreadable("brackets do not nest")),
                        Some(inner) => group.push(inner),
                        None => return Err(Fault::Unreadable("a bracket is not closed")),
                    }
                }
                heads = heads
                    .iter()
                    .flat_map(|head| group.split('|').map(move |tail| format!("{head}{tail}")))
                    .collect();
            }
            ')' => return Err(Fault::Unreadable("a bracket was never opened")),
            other => {
                for head in &mut heads {
                    head.push(other);
                }
            }
        }
        if heads.len() + done.len() > MOST {
            return Err(Fault::Unreadable("it stands for too many phrases"));
        }
    }
    done.append(&mut heads);
    if done.iter().any(String::is_empty) {
        return Err(Fault::Unreadable("an alternative is empty"));
    }
    Ok(done)
}

/// Parses a phrase into the patterns that it stands for: one, or several where a class holds
/// phrases of several words.
pub(super) fn parse(
    text: &str,
    classes: &Classes,
    vocabulary: &mut Vocabulary,
) -> Result<Vec<ParsedPhrase>, Fault> {
    let mut patterns = vec![ParsedPhrase::default()];
    let mut gap = 0_u8;
    let mut ended = false;
    for (at, written) in text.split_whitespace().enumerate() {
        if ended {
            return Err(Fault::Unreadable("`$` stands last"));
        }
        match written {
            "^" if at == 0 => {
                for pattern in &mut patterns {
                    pattern.at_start = true;
                }
            }
            "^" => return Err(Fault::Unreadable("`^` stands first")),
            "$" => {
                ended = true;
                for pattern in &mut patterns {
                    pattern.at_end = true;
                }
            }
            ".." | "..." if at == 0 => return Err(Fault::Unreadable("a gap stands between words")),
            ".." => gap = 3,
            "..." => gap = 7,
            _ => {
                let (slot, optional) = match written.strip_suffix('?') {
                    Some(slot) => (slot, true),
                    None => (written, false),
                };
                let words = Slot::read(slot, classes, vocabulary)?;
                patterns = extend(&patterns, &words, optional, gap)?;
                gap = 0;
            }
        }
    }
    if gap > 0 {
        return Err(Fault::Unreadable("a gap stands between words"));
    }
    if patterns.iter().any(|p| p.places.iter().all(|place| place.optional)) {
        return Err(Fault::Empty);
    }
    Ok(patterns)
}

/// What one written place may hold.
#[derive(Default)]
struct Slot {
    /// Single words, in order.
    single: Vec<u16>,
    /// Several words in a row.
    several: Vec<Vec<u16>>,
}

impl Slot {
    fn read(slot: &str, classes: &Classes, vocabulary: &mut Vocabulary) -> Result<Self, Fault> {
        let mut read = Self::default();
        for word in alternatives(slot)? {
            if word == "#" {
                read.single.push(NUMBER);
            } else if let Some(name) = word.strip_prefix('@') {
                let entries = classes.get(name).ok_or(Fault::UnknownClass)?;
                for entry in entries {
                    read.add(entry.clone());
                }
            } else {
                let words = words(&word, vocabulary)?;
                if words.is_empty() {
                    return Err(Fault::Unreadable("a word has no letters"));
                }
                read.add(words);
            }
        }
        read.single.sort_unstable();
        read.single.dedup();
        Ok(read)
    }

    fn add(&mut self, words: Vec<u16>) {
        match words.as_slice() {
            [one] => self.single.push(*one),
            _ => self.several.push(words),
        }
    }
}

/// Appends one written place to each pattern.
fn extend(
    patterns: &[ParsedPhrase],
    slot: &Slot,
    optional: bool,
    gap: u8,
) -> Result<Vec<ParsedPhrase>, Fault> {
    let Slot { single, several } = slot;
    let mut extended = Vec::new();
    for pattern in patterns {
        if !single.is_empty() {
            let mut one = pattern.clone();
            one.places.push(Place { words: single.clone(), optional, gap });
            extended.push(one);
        } else if optional {
            extended.push(pattern.clone());
        }
        for sequence in several {
            let mut more = pattern.clone();
            for (nth, word) in sequence.iter().enumerate() {
                let gap = if nth == 0 { gap } else { 0 };
                more.places.push(Place { words: vec![*word], optional: false, gap });
            }
            extended.push(more);
        }
    }
    if extended.len() > MOST {
        return Err(Fault::Unreadable("it stands for too many phrases"));
    }
    Ok(extended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation() {
        let words = alternatives("refund(|s|ed)|rebate");
        assert_eq!(words.unwrap(), ["refund", "refunds", "refunded", "rebate"]);
        let written = "^ where is|are .. my? #";
        let patterns = parse(written, &Classes::new(), &mut Vocabulary::new());
        let pattern = patterns.unwrap().remove(0);
        assert!(pattern.at_start && !pattern.at_end);
        assert_eq!(pattern.places.len(), 4);
        assert_eq!(pattern.places[2].gap, 3);
        assert!(pattern.places[2].optional);
        assert_eq!(pattern.places[3].words, [NUMBER]);
    }

    #[test]
    fn faults() {
        let parse = |text: &str| parse(text, &Classes::new(), &mut Vocabulary::new());
        assert_eq!(parse(""), Err(Fault::Empty));
        assert_eq!(parse("the? a?"), Err(Fault::Empty));
        assert_eq!(parse("@order"), Err(Fault::UnknownClass));
        for text in ["a(b", "a)b", "a||b", ".. a", "a ..", "$ a", "a ^", "!?!"] {
            assert!(matches!(parse(text), Err(Fault::Unreadable(_))), "{text}");
        }
    }
}

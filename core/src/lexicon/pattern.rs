//! Phrases: the notation of the word lists, parsed.

use std::collections::BTreeMap;

use crate::text::{Folded, Keys, read_words};

/// The most phrases that one written phrase may stand for.
const MOST: usize = 256;

/// A word as a phrase writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Word {
    /// A word by its key (see `text::RawToken`).
    Key(u128),
    /// Any number.
    Number,
}

/// One place of a phrase: any of `words`, after up to `gap` other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) words: Vec<Word>,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

/// A phrase: places in order, and whether it is tied to the start or end of the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pattern {
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
}

/// Classes by name, each a list of words or word sequences.
pub(super) type Classes = BTreeMap<String, Vec<Vec<u128>>>;

/// The keys of the words of a plain text.
pub(super) fn keys(text: &str) -> Vec<u128> {
    let folded = Folded::new(text);
    let mut tokens = Vec::new();
    read_words(folded.bytes(), &mut tokens);
    let keys = Keys::of(folded.bytes());
    tokens.iter_mut().map(|token| keys.key(token)).collect()
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
pub(super) fn parse(text: &str, classes: &Classes) -> Result<Vec<Pattern>, Fault> {
    let mut patterns = vec![Pattern::default()];
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
                patterns = extend(&patterns, slot, optional, gap, classes)?;
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

/// Appends one written place to each pattern.
fn extend(
    patterns: &[Pattern],
    slot: &str,
    optional: bool,
    gap: u8,
    classes: &Classes,
) -> Result<Vec<Pattern>, Fault> {
    let mut single = Vec::new();
    let mut several = Vec::new();
    for word in alternatives(slot)? {
        if word == "#" {
            single.push(Word::Number);
        } else if let Some(name) = word.strip_prefix('@') {
            for entry in classes.get(name).ok_or(Fault::UnknownClass)? {
                match entry.as_slice() {
                    [one] => single.push(Word::Key(*one)),
                    more => several.push(more.to_vec()),
                }
            }
        } else {
            match keys(&word).as_slice() {
                [] => return Err(Fault::Unreadable("a word has no letters")),
                [one] => single.push(Word::Key(*one)),
                more => several.push(more.to_vec()),
            }
        }
    }
    single.sort_unstable();
    single.dedup();
    let mut extended = Vec::new();
    for pattern in patterns {
        if !single.is_empty() {
            let mut one = pattern.clone();
            one.places.push(Place { words: single.clone(), optional, gap });
            extended.push(one);
        } else if optional {
            extended.push(pattern.clone());
        }
        for sequence in &several {
            let mut more = pattern.clone();
            for (nth, key) in sequence.iter().enumerate() {
                let gap = if nth == 0 { gap } else { 0 };
                more.places.push(Place { words: vec![Word::Key(*key)], optional: false, gap });
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
        let pattern = parse("^ where is|are .. my? #", &Classes::new()).unwrap().remove(0);
        assert!(pattern.at_start && !pattern.at_end);
        assert_eq!(pattern.places.len(), 4);
        assert_eq!(pattern.places[2].gap, 3);
        assert!(pattern.places[2].optional);
        assert_eq!(pattern.places[3].words, [Word::Number]);
    }

    #[test]
    fn faults() {
        let none = Classes::new();
        assert_eq!(parse("", &none), Err(Fault::Empty));
        assert_eq!(parse("the? a?", &none), Err(Fault::Empty));
        assert_eq!(parse("@order", &none), Err(Fault::UnknownClass));
        for text in ["a(b", "a)b", "a||b", ".. a", "a ..", "$ a", "a ^", "!?!"] {
            assert!(matches!(parse(text, &none), Err(Fault::Unreadable(_))), "{text}");
        }
    }
}

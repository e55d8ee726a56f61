//! Phrases: the notation of the word lists, read into slots of word sets.
//!
//! What a list repeats is read once: each spelling of a slot (`@order`, `refund(|s|ed)`), each set
//! of words and each word have one number in a language.

mod notation;
mod roles;
mod word_sets;

use std::collections::HashMap;
use std::ops::Range;

use super::words::{NUMBER, Vocabulary};
use crate::text::{Folded, index, letters, read_words};

pub(super) use notation::{Fault, each_alternative};
use notation::{MOST, TOO_MANY};
pub(super) use roles::Pass;
pub(crate) use roles::{PhraseRole, PhraseSet};
use word_sets::Row;
pub(super) use word_sets::{SetId, WordSets};

/// The most words over which a phrase may reach, gaps included: so often at worst is each place of a
/// text looked at.
const MOST_WORDS: usize = 64;

/// One slot of a phrase: any of some words, after up to `gap` others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// [`NUMBER`] in it is any number.
    pub(super) words: SetId,
    pub(super) gap: u8,
    pub(super) optional: bool,
}

/// A phrase: whose it is, its slots, and whether it is tied to the start or end of the message.
#[derive(Debug, Clone)]
pub(super) struct ParsedPhrase {
    pub(super) set: PhraseSet,
    pub(super) role: PhraseRole,
    /// Where its slots lie in [`Phrases::slots`].
    pub(super) slots: Range<usize>,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// A class: words, and several words in a row.
#[derive(Default)]
struct Class {
    single: Vec<u16>,
    several: Vec<Row>,
}

/// What one spelling of a slot stands for: single words, several words in a row, or both.
#[derive(Debug, Default, Clone)]
struct Choices {
    single: Option<SetId>,
    several: Vec<Row>,
}

/// A slot as a phrase writes it.
#[derive(Clone, Copy)]
struct Written {
    choices: usize,
    gap: u8,
    optional: bool,
}

/// All phrases of a language.
pub(super) struct Phrases<'d> {
    pub(super) vocabulary: Vocabulary,
    pub(super) sets: WordSets,
    pub(super) slots: Vec<Slot>,
    pub(super) all: Vec<ParsedPhrase>,
    classes: HashMap<&'d str, Class>,
    choices: Vec<Choices>,
    /// The number of each spelling of a slot in `choices`.
    spellings: HashMap<&'d str, usize>,
    /// The slots of the phrase that is being read.
    written: Vec<Written>,
    /// The single words of the slot that is being read.
    single: Vec<u16>,
}

impl<'d> Phrases<'d> {
    pub(super) fn new() -> Self {
        Self {
            vocabulary: Vocabulary::default(),
            sets: WordSets::default(),
            slots: Vec::new(),
            all: Vec::new(),
            classes: HashMap::new(),
            choices: Vec::new(),
            spellings: HashMap::new(),
            written: Vec::new(),
            single: Vec::new(),
        }
    }

    /// Adds an entry to a class, which is there from then on: each spelling of it is a word or
    /// several in a row.
    pub(super) fn add_to_class(&mut self, name: &'d str, entry: &str) -> Result<(), Fault> {
        if entry.trim().is_empty() {
            return Err(Fault::Empty);
        }
        let class = self.classes.entry(name).or_default();
        let Self { vocabulary, sets, .. } = self;
        each_alternative(entry, &mut |spelling| {
            if spelling.starts_with('@') {
                return Err(Fault::Unreadable("a class names no other class"));
            }
            let before = class.single.len();
            words(spelling, vocabulary, &mut class.single)?;
            match class.single.len() - before {
                0 => return Err(Fault::Empty),
                1 => {}
                _ => class.several.push(sets.add_row(class.single.drain(before..))?),
            }
            Ok(())
        })
    }

    /// Adds an empty class.
    pub(super) fn open_class(&mut self, name: &'d str) {
        self.classes.entry(name).or_default();
    }

    /// Adds the numbers of single words, unless something is wrong with one of them.
    pub(super) fn single_words(&mut self, entry: &str, found: &mut Vec<u16>) -> Result<(), Fault> {
        if entry.trim().is_empty() {
            return Err(Fault::Empty);
        }
        let known = found.len();
        let read = each_alternative(entry, &mut |spelling| {
            let before = found.len();
            words(spelling, &mut self.vocabulary, found)?;
            match found.len() - before {
                1 => Ok(()),
                0 => Err(Fault::Empty),
                _ => Err(Fault::Unreadable("one word belongs here")),
            }
        });
        if read.is_err() {
            found.truncate(known);
        }
        read
    }

    /// Reads a phrase, and adds those that it stands for: one, or several where a class holds
    /// several words in a row.
    pub(super) fn add(
        &mut self,
        set: PhraseSet,
        role: PhraseRole,
        text: &'d str,
    ) -> Result<(), Fault> {
        self.written.clear();
        let (mut gap, mut at_start, mut at_end) = (0, false, false);
        for (at, written) in text.split_whitespace().enumerate() {
            if at_end {
                return Err(Fault::Unreadable("`$` stands last"));
            }
            match written {
                "^" if at == 0 => at_start = true,
                "^" => return Err(Fault::Unreadable("`^` stands first")),
                "$" => at_end = true,
                ".." | "..." if at == 0 => {
                    return Err(Fault::Unreadable("a gap stands between words"));
                }
                ".." => gap = 3,
                "..." => gap = 7,
                _ => {
                    let (slot, optional) = match written.strip_suffix('?') {
                        Some(slot) => (slot, true),
                        None => (written, false),
                    };
                    let choices = self.choices(slot)?;
                    self.written.push(Written { choices, gap, optional });
                    gap = 0;
                }
            }
        }
        if gap > 0 {
            return Err(Fault::Unreadable("a gap stands between words"));
        }
        self.combine(&ParsedPhrase { set, role, slots: 0..0, at_start, at_end })
    }

    /// Adds a phrase for each combination of what its slots may be.
    fn combine(&mut self, phrase: &ParsedPhrase) -> Result<(), Fault> {
        let Self { sets, slots, all, choices, written, .. } = self;
        let of = |slot: &Written| choices.get(slot.choices);
        let count = |slot: &Written| {
            let Some(Choices { single, several }) = of(slot) else { return 0 };
            usize::from(single.is_some() || slot.optional) + several.len()
        };
        let mut total = 1_usize;
        for slot in written.iter() {
            total = total.saturating_mul(count(slot));
            if total > MOST {
                return Err(TOO_MANY);
            }
        }
        for combination in 0..total {
            let start = slots.len();
            let (mut rest, mut below) = (combination, total);
            for slot in written.iter() {
                // The last slot changes the fastest.
                below /= count(slot).max(1);
                let choice = rest / below.max(1);
                rest %= below.max(1);
                let Some(Choices { single, several }) = of(slot) else { continue };
                let Written { gap, optional, .. } = *slot;
                let first = usize::from(single.is_some() || optional);
                if choice < first {
                    slots.extend(single.map(|words| Slot { words, gap, optional }));
                    continue;
                }
                let row = several.get(choice - first).map_or(&[][..], |row| sets.row(*row));
                for (nth, words) in row.iter().enumerate() {
                    let gap = if nth == 0 { gap } else { 0 };
                    slots.push(Slot { words: *words, gap, optional: false });
                }
            }
            let new = slots.get(start..).unwrap_or(&[]);
            let reach: usize = new.iter().map(|slot| 1 + usize::from(slot.gap)).sum();
            if reach > MOST_WORDS {
                return Err(Fault::Unreadable("it reaches over too many words"));
            }
            if new.iter().all(|slot| slot.optional) {
                return Err(Fault::Empty);
            }
            all.push(ParsedPhrase { slots: start..slots.len(), ..phrase.clone() });
        }
        Ok(())
    }

    /// What a spelling of a slot stands for, by its number.
    fn choices(&mut self, slot: &'d str) -> Result<usize, Fault> {
        if let Some(known) = self.spellings.get(slot) {
            return Ok(*known);
        }
        let mut choices = Choices::default();
        let Self { vocabulary, sets, classes, single, .. } = self;
        single.clear();
        each_alternative(slot, &mut |spelling| {
            if spelling == "#" {
                single.push(NUMBER);
            } else if let Some(name) = spelling.strip_prefix('@') {
                let class = classes.get(name).ok_or(Fault::UnknownClass)?;
                single.extend_from_slice(&class.single);
                choices.several.extend_from_slice(&class.several);
            } else {
                let before = single.len();
                words(spelling, vocabulary, single)?;
                match single.len() - before {
                    0 => return Err(Fault::Unreadable("a word has no letters")),
                    1 => {}
                    _ => choices.several.push(sets.add_row(single.drain(before..))?),
                }
            }
            Ok(())
        })?;
        if !single.is_empty() {
            choices.single = Some(sets.intern(single)?);
        }
        self.spellings.insert(slot, self.choices.len());
        self.choices.push(choices);
        Ok(self.choices.len() - 1)
    }

    /// Lets `#` stand for the numbers that phrases name, too.
    pub(super) fn complete_numbers(&mut self) -> Result<(), Fault> {
        let named = |words: &&[u16]| words.iter().any(|word| self.vocabulary.has_digits(*word));
        let sets = self.slots.iter().map(|slot| self.sets.get(slot.words));
        let mut numbers: Vec<u16> = sets.filter(named).flatten().copied().collect();
        numbers.retain(|word| self.vocabulary.has_digits(*word));
        numbers.sort_unstable();
        numbers.dedup();
        for slot in &mut self.slots {
            let words = self.sets.get(slot.words);
            if words.contains(&NUMBER) {
                let mut words = words.to_vec();
                words.extend_from_slice(&numbers);
                slot.words = self.sets.intern(&mut words)?;
            }
        }
        Ok(())
    }
}

/// Adds the words of a plain text by number.
fn words(text: &str, vocabulary: &mut Vocabulary, found: &mut Vec<u16>) -> Result<(), Fault> {
    let mut add = |word: &[u8]| {
        found.push(vocabulary.intern(&letters(word)).ok_or(Fault::TooManyWords)?);
        Ok(())
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return add(text.as_bytes());
    }
    let folded = Folded::new(text);
    let bytes = folded.bytes();
    let mut tokens = Vec::new();
    read_words(bytes, &mut tokens);
    let mut written = tokens.iter().filter_map(|t| bytes.get(index(t.start)..index(t.end)));
    written.try_for_each(add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alternatives(text: &str) -> Result<Vec<String>, Fault> {
        let mut spellings = Vec::new();
        each_alternative(text, &mut |spelling| {
            spellings.push(spelling.to_owned());
            Ok(())
        })?;
        Ok(spellings)
    }

    fn parse(text: &str) -> Result<Phrases<'_>, Fault> {
        let mut phrases = Phrases::new();
        for (class, entry) in [("day", "friday"), ("day", "next (week|month)"), ("day", "soon")] {
            phrases.add_to_class(class, entry)?;
        }
        phrases.add(PhraseSet::Risk, PhraseRole::Cue(0), text)?;
        Ok(phrases)
    }

    #[test]
    fn notation() {
        let words = alternatives("refund(|s|ed)|rebate");
        assert_eq!(words.unwrap(), ["refund", "refunds", "refunded", "rebate"]);
        assert_eq!(alternatives("(un|)paid(|s)").unwrap(), ["unpaid", "unpaids", "paid", "paids"]);
        let phrases = parse("^ where is|are .. my? #").unwrap();
        let phrase = &phrases.all[0];
        assert!(phrase.at_start && !phrase.at_end);
        assert_eq!(phrase.slots, 0..4);
        assert_eq!(phrases.slots[2].gap, 3);
        assert!(phrases.slots[2].optional);
        assert_eq!(phrases.sets.get(phrases.slots[3].words), [NUMBER]);
    }

    #[test]
    fn classes_of_several_words_make_several_phrases() {
        let phrases = parse("by .. @day? or @day").unwrap();
        // `friday` or `soon`, `next week`, `next month`, in each of two slots.
        assert_eq!(phrases.all.len(), 9);
        let lengths: Vec<_> = phrases.all.iter().map(|phrase| phrase.slots.len()).collect();
        assert_eq!(lengths, [4, 5, 5, 5, 6, 6, 5, 6, 6]);
        assert_eq!(phrases.slots[1].gap, 3);
        assert!(phrases.slots[1].optional && !phrases.slots[3].optional);
        assert_eq!(phrases.sets.get(phrases.slots[1].words).len(), 2);
    }

    #[test]
    fn sets_are_kept_once() {
        let mut phrases = parse("@day refund|rebate").unwrap();
        let before = phrases.sets.len();
        phrases.add(PhraseSet::Risk, PhraseRole::Allow, "rebate|refund soon|friday").unwrap();
        assert_eq!(phrases.sets.len(), before);
    }

    #[test]
    fn faults() {
        let fault = |text: &str| parse(text).err();
        assert_eq!(fault(""), Some(Fault::Empty));
        assert_eq!(fault("the? a?"), Some(Fault::Empty));
        assert_eq!(fault("@order"), Some(Fault::UnknownClass));
        for text in ["a(b", "a)b", "a(b(c))", "a||b", ".. a", "a ..", "$ a", "a ^", "!?!"] {
            assert!(matches!(fault(text), Some(Fault::Unreadable(_))), "{text}");
        }
        for many in [
            "(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)".to_owned(),
            "(a)".repeat(100_000),
            "@day ".repeat(9),
        ] {
            assert_eq!(fault(&many), Some(TOO_MANY));
        }
    }

    #[test]
    fn a_phrase_reaches_over_64_words_at_most() {
        assert!(parse(&"a ".repeat(64)).is_ok());
        assert!(parse(&format!("a{}", " ... a".repeat(7))).is_ok());
        for far in ["a ".repeat(65), format!("a{}", " ... a".repeat(8))] {
            assert!(matches!(parse(&far).err(), Some(Fault::Unreadable(_))), "{far}");
        }
    }

    #[test]
    fn a_class_names_no_other_class() {
        let mut phrases = Phrases::new();
        let fault = phrases.add_to_class("both", "refund|@day").err();
        assert!(matches!(fault, Some(Fault::Unreadable(_))));
    }
}

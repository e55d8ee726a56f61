//! Phrases: the notation of the word lists, read into slots of word sets.
//!
//! What a list repeats is read once: each spelling of a slot (`@order`, `refund(|s|ed)`), each set
//! of words and each word have one number in a language.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::index::{PhraseRole, PhraseSet};
use super::words::{NUMBER, Vocabulary};
use crate::text::{Folded, index, letters, read_words};

/// The most phrases that one written phrase may stand for.
const MOST: usize = 256;
/// The most brackets in one slot.
const MOST_BRACKETS: usize = 32;

/// Why a phrase cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    UnknownClass,
    Unreadable(&'static str),
    TooManyWords,
}

const TOO_MANY: Fault = Fault::Unreadable("it stands for too many phrases");

/// A set of words by its number in [`WordSets`].
pub(super) type SetId = u32;

/// Sets of words, each of them once.
#[derive(Default)]
pub(super) struct WordSets {
    /// The words of all sets, those of a set in order.
    words: Vec<u16>,
    ranges: Vec<Range<u32>>,
    known: HashMap<Vec<u16>, SetId>,
}

impl WordSets {
    /// The set of some words, which are put in order.
    pub(super) fn intern(&mut self, words: &mut Vec<u16>) -> Result<SetId, Fault> {
        words.sort_unstable();
        words.dedup();
        if let Some(known) = self.known.get(words) {
            return Ok(*known);
        }
        let size = |length: usize| u32::try_from(length).map_err(|_| Fault::TooManyWords);
        let (set, start) = (size(self.ranges.len())?, size(self.words.len())?);
        self.words.extend_from_slice(words);
        self.ranges.push(start..size(self.words.len())?);
        self.known.insert(words.clone(), set);
        Ok(set)
    }

    /// Words in a row, each as a set of its own.
    fn row(&mut self, words: impl Iterator<Item = u16>) -> Result<Row, Fault> {
        let mut one = Vec::with_capacity(1);
        let set = |word| {
            one.clear();
            one.push(word);
            self.intern(&mut one)
        };
        words.map(set).collect()
    }

    /// How many sets there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Where the words of a set lie among those of all.
    pub(super) fn range(&self, set: SetId) -> Range<u32> {
        self.ranges.get(index(set)).cloned().unwrap_or_default()
    }

    /// The words of a set, in order.
    pub(super) fn get(&self, set: SetId) -> &[u16] {
        let Range { start, end } = self.range(set);
        self.words.get(index(start)..index(end)).unwrap_or(&[])
    }

    /// The words of all sets.
    pub(super) fn into_words(self) -> Vec<u16> {
        self.words
    }
}

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

/// Several words in a row, each as a set of its own.
type Row = Rc<[SetId]>;

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
            let before = class.single.len();
            words(spelling, vocabulary, &mut class.single)?;
            match class.single.len() - before {
                0 => return Err(Fault::Empty),
                1 => {}
                _ => class.several.push(sets.row(class.single.drain(before..))?),
            }
            Ok(())
        })
    }

    /// Adds an empty class.
    pub(super) fn open_class(&mut self, name: &'d str) {
        self.classes.entry(name).or_default();
    }

    /// The numbers of single words.
    pub(super) fn single_words(&mut self, entry: &str) -> Result<Vec<u16>, Fault> {
        if entry.trim().is_empty() {
            return Err(Fault::Empty);
        }
        let mut single = Vec::new();
        each_alternative(entry, &mut |spelling| {
            let before = single.len();
            words(spelling, &mut self.vocabulary, &mut single)?;
            match single.len() - before {
                1 => Ok(()),
                0 => Err(Fault::Empty),
                _ => Err(Fault::Unreadable("one word belongs here")),
            }
        })?;
        Ok(single)
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
        let Self { slots, all, choices, written, .. } = self;
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
                let row = several.get(choice - first).map_or(&[][..], Row::as_ref);
                for (nth, words) in row.iter().enumerate() {
                    let gap = if nth == 0 { gap } else { 0 };
                    slots.push(Slot { words: *words, gap, optional: false });
                }
            }
            let new = slots.get(start..).unwrap_or(&[]);
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
                    _ => choices.several.push(sets.row(single.drain(before..))?),
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

/// Tells each spelling that a text stands for: `refund(|s)|rebate` is `refund`, `refunds` and
/// `rebate`.
pub(super) fn each_alternative(
    text: &str,
    tell: &mut impl FnMut(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if !text.contains(['|', '(', ')']) && !text.is_empty() {
        return tell(text);
    }
    let mut count = 0;
    let mut tell = |spelling: &str| {
        count += 1;
        match spelling {
            "" => Err(Fault::Unreadable("an alternative is empty")),
            _ if count > MOST => Err(TOO_MANY),
            _ => tell(spelling),
        }
    };
    let mut spelling = String::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let end = outer_end(text)?;
        expand(&mut spelling, text.get(..end).unwrap_or_default(), &mut tell)?;
        rest = text.get(end + 1..);
    }
    Ok(())
}

/// Where the first `|` outside brackets stands, or where the text ends.
fn outer_end(text: &str) -> Result<usize, Fault> {
    let (mut inside, mut brackets) = (false, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' if inside => return Err(Fault::Unreadable("brackets do not nest")),
            ')' if !inside => return Err(Fault::Unreadable("a bracket was never opened")),
            '(' => (inside, brackets) = (true, brackets + 1),
            ')' => inside = false,
            '|' if !inside => return Ok(at),
            _ => {}
        }
        if brackets > MOST_BRACKETS {
            return Err(TOO_MANY);
        }
    }
    if inside { Err(Fault::Unreadable("a bracket is not closed")) } else { Ok(text.len()) }
}

/// Tells what `head` and each spelling of `rest` make together.
fn expand(
    head: &mut String,
    rest: &str,
    tell: &mut impl FnMut(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let length = head.len();
    let Some((before, (endings, after))) =
        rest.split_once('(').and_then(|(before, more)| Some((before, more.split_once(')')?)))
    else {
        head.push_str(rest);
        let told = tell(head);
        head.truncate(length);
        return told;
    };
    head.push_str(before);
    let stem = head.len();
    for ending in endings.split('|') {
        head.push_str(ending);
        expand(head, after, tell)?;
        head.truncate(stem);
    }
    head.truncate(length);
    Ok(())
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
}

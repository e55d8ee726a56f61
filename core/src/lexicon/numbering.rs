//! From phrases to rules: their words numbered, and each anchored at its rarest one.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::Pattern;
use super::rules::{Group, Owner, Rule, RulePlace, Set};
use super::vocabulary::{NUMBER, Vocabulary};

/// How often the commonest word stands in ordinary mail, in a unit of its own.
pub(super) const COMMONEST: u64 = 100_000;
/// How often a word does of which nothing is known: as often as the thousandth.
const RARE: u64 = COMMONEST / 1000;
/// How often a number does.
const NUMBERS: u64 = COMMONEST / 20;

/// Phrases as rules.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    pub(super) all: Vec<Rule>,
    pub(super) places: Vec<RulePlace>,
    pub(super) sets: Vec<u64>,
    /// By rule.
    pub(super) surroundings: Vec<Surroundings>,
    /// How often each word stands in ordinary mail.
    pub(super) often: BTreeMap<u16, u64>,
}

/// What a phrase needs around its anchor.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// The words at its anchor.
    pub(super) anchors: Vec<u16>,
    /// The words of which one stands right before its anchor and right after it, where that is
    /// sure.
    pub(super) before: Option<Vec<u16>>,
    pub(super) after: Option<Vec<u16>>,
    /// What else must stand around it.
    pub(super) far: Vec<Far>,
}

/// What must stand some way from an anchor.
#[derive(Debug)]
pub(super) struct Far {
    pub(super) what: What,
    /// How many words after the anchor it does at least and at most; before it where negative.
    pub(super) first: i32,
    pub(super) last: i32,
}

/// What may have to stand somewhere.
#[derive(Debug)]
pub(super) enum What {
    /// One of these words.
    Word(Vec<u16>),
    /// The start of the message, as if it were the word before its first one.
    Start,
    /// Its end, as if it were the word after its last one.
    End,
}

impl Numbered {
    /// Anchors each phrase at the place whose words are the rarest by `frequencies`. None if there
    /// is too much of anything.
    pub(super) fn of(
        phrases: &[(Group, Owner, Pattern)],
        frequencies: &BTreeMap<u16, u64>,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let numbers = numbers(phrases, vocabulary);
        let (sets, done) = (BTreeMap::new(), Self::default());
        let mut builder = Builder { frequencies, numbers, sets, done };
        for (group, owner, pattern) in phrases {
            builder.add(*group, *owner, pattern)?;
        }
        Some(builder.done)
    }
}

/// What `#` stands for: numbers that no phrase names, and those that one does.
fn numbers(phrases: &[(Group, Owner, Pattern)], vocabulary: &Vocabulary) -> Vec<u16> {
    let places = phrases.iter().flat_map(|(_, _, pattern)| &pattern.places);
    let words: BTreeSet<u16> = places.flat_map(|place| &place.words).copied().collect();
    let named = words.into_iter().filter(|word| vocabulary.has_digits(*word));
    std::iter::once(NUMBER).chain(named).collect()
}

struct Builder<'v> {
    frequencies: &'v BTreeMap<u16, u64>,
    /// What `#` stands for.
    numbers: Vec<u16>,
    /// The set of each list of words.
    sets: BTreeMap<Vec<u16>, Set>,
    done: Numbered,
}

impl Builder<'_> {
    fn add(&mut self, group: Group, owner: Owner, pattern: &Pattern) -> Option<()> {
        let start = u32::try_from(self.done.places.len()).ok()?;
        let mut numbered = Vec::with_capacity(pattern.places.len());
        // The places that must be filled, by how often their words stand in ordinary mail.
        let mut required = Vec::new();
        for (at, place) in pattern.places.iter().enumerate() {
            let mut words = Vec::with_capacity(place.words.len());
            let mut common = 0_u64;
            for word in &place.words {
                let known = self.frequencies.get(word).copied();
                let often = known.unwrap_or(if *word == NUMBER { NUMBERS } else { RARE });
                common += often;
                self.done.often.insert(*word, often);
                words.push(*word);
                if *word == NUMBER {
                    words.extend(&self.numbers);
                }
            }
            words.sort_unstable();
            words.dedup();
            let set = self.set(&words)?;
            self.done.places.push(RulePlace { set, optional: place.optional, gap: place.gap });
            if !place.optional {
                required.push((common, at));
            }
            numbered.push(words);
        }
        let (_, anchor) = *required.iter().min()?;
        self.done.surroundings.push(Surroundings::of(pattern, &numbered, anchor)?);
        self.done.all.push(Rule {
            group,
            owner,
            start,
            end: u32::try_from(self.done.places.len()).ok()?,
            anchor: u16::try_from(anchor).ok()?,
            at_start: pattern.at_start,
            at_end: pattern.at_end,
            optional: pattern.places.iter().any(|place| place.optional),
        });
        Some(())
    }

    /// The set of some words, which are in order.
    fn set(&mut self, words: &[u16]) -> Option<Set> {
        if let Some(known) = self.sets.get(words) {
            return Some(*known);
        }
        let lowest = words.first()? / 64;
        let length = words.last()? / 64 - lowest + 1;
        let mut some = 0;
        let mut bits = vec![0_u64; usize::from(length)];
        for word in words {
            some |= 1 << (word % 64);
            *bits.get_mut(usize::from(word / 64 - lowest))? |= 1 << (word % 64);
        }
        let start = u32::try_from(self.done.sets.len()).ok()?;
        let set = Set { some, start, lowest, length };
        self.done.sets.append(&mut bits);
        self.sets.insert(words.to_vec(), set);
        Some(set)
    }
}

/// A place on the way from an anchor: how many words may be skipped before it is reached, whether
/// it may be missing, and its words.
type Step<'w> = (u8, bool, &'w Vec<u16>);

impl Surroundings {
    /// Those of the place `anchor` of a pattern, whose words are `numbered` by place.
    fn of(pattern: &Pattern, numbered: &[Vec<u16>], anchor: usize) -> Option<Self> {
        let places = || pattern.places.iter().zip(numbered);
        let after = places().skip(anchor + 1);
        let after: Vec<Step<'_>> = after.map(|(at, words)| (at.gap, at.optional, words)).collect();
        // What may be skipped before a place is told by the place after it.
        let gaps = pattern.places.iter().take(anchor + 1).rev().map(|place| place.gap);
        let before = places().take(anchor).rev().zip(gaps);
        let before: Vec<Step<'_>> =
            before.map(|((at, words), gap)| (gap, at.optional, words)).collect();
        let mut far = far(&after, pattern.at_end.then_some(What::End));
        far.extend(
            self::far(&before, pattern.at_start.then_some(What::Start))
                .into_iter()
                .map(|Far { what, first, last }| Far { what, first: -last, last: -first }),
        );
        let anchors = numbered.get(anchor)?.clone();
        Some(Self { anchors, before: beside(&before), after: beside(&after), far })
    }
}

/// The places in one direction that must be filled, but for one that stands right beside the
/// anchor, and what must stand right after the last place.
fn far(steps: &[Step<'_>], end: Option<What>) -> Vec<Far> {
    let mut far = Vec::new();
    let (mut first, mut last) = (0, 0);
    for (gap, optional, words) in steps {
        last += 1 + i32::from(*gap);
        if !optional {
            first += 1;
            if last > 1 {
                far.push(Far { what: What::Word((*words).clone()), first, last });
            }
        }
    }
    far.extend(end.map(|what| Far { what, first: first + 1, last: last + 1 }));
    far
}

/// The words of which one stands right beside an anchor, if that is sure: those of the places
/// from it up to one that must be filled.
fn beside(steps: &[Step<'_>]) -> Option<Vec<u16>> {
    let mut beside = Vec::new();
    for (gap, optional, words) in steps {
        if *gap > 0 {
            return None;
        }
        beside.extend(*words);
        if !optional {
            beside.sort_unstable();
            beside.dedup();
            return Some(beside);
        }
    }
    None
}

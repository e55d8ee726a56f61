//! Phrases as rules about numbered words, found by the words that they are anchored at.

use std::collections::BTreeMap;

use super::filters::{Gate, Kinds, WordKinds};
use super::needed::Needed;
use super::pattern::{Pattern, Word};
use super::vocabulary::{NUMBER, Vocabulary, has_digits};
use crate::text::place;

/// How often the commonest word stands in ordinary mail, in a unit of its own.
pub(super) const COMMONEST: u64 = 100_000;
/// How often a word does of which nothing is known: as often as the thousandth.
const RARE: u64 = COMMONEST / 1000;
/// How often words do that are too common to be looked for in a sentence: half as often as the
/// commonest.
const COMMON: u64 = COMMONEST / 2;
/// How often a number does.
const NUMBERS: u64 = COMMONEST / 20;

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Risk,
    Topic,
    Confirmation,
    Amount,
}

impl Group {
    pub(super) const COUNT: usize = 4;

    /// The list of its phrases; of those that matter only where there is one of them, if they have
    /// a list of their own.
    pub(super) fn lists(self) -> (List, Option<List>) {
        match self {
            Self::Risk | Self::Topic => (List::Language, None),
            Self::Confirmation => (List::Settled, Some(List::Doubts)),
            Self::Amount => (List::Amounts, None),
        }
    }
}

/// Whose phrase it is. Numbers are places in the lists of [`Compiled`](super::Compiled).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A cue of risk or of a topic, a confirming phrase, a refund word.
    Cue(u16),
    /// A phrase that takes its words out of sight.
    Allow,
    /// A negator of the language of that number.
    Negator(u16),
    /// A phrase in which a negator denies nothing.
    Affirmation,
    /// A phrase that takes a denial back, or a doubt of a confirmation.
    Against,
}

impl Owner {
    /// A bit for what it is.
    pub(super) fn kind(self) -> u8 {
        match self {
            Self::Cue(_) => 1,
            Self::Allow => 2,
            Self::Negator(_) => 4,
            Self::Affirmation => 8,
            Self::Against => 16,
        }
    }
}

/// Phrases that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Those of high risk and of topics, of which nearly every message is asked.
    Language,
    Settled,
    Doubts,
    Amounts,
}

impl List {
    pub(super) const ALL: [Self; 4] = [Self::Language, Self::Settled, Self::Doubts, Self::Amounts];

    fn of(group: Group, owner: Owner) -> Self {
        match group.lists() {
            (_, Some(others)) if !matches!(owner, Owner::Cue(_)) => others,
            (list, _) => list,
        }
    }
}

/// The words that may stand in one place.
#[derive(Debug, Clone, Copy)]
struct Set {
    /// A bit for each number of a word, of which 64 share one: most words that do not fit are told
    /// by it.
    some: u64,
    /// Where the bits of its words start in [`Rules::sets`], of which number of a word the first
    /// one is, by 64, and how many times 64 there are.
    start: u32,
    lowest: u16,
    length: u16,
}

/// One place of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct RulePlace {
    set: Set,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

impl RulePlace {
    /// Whether it holds exactly the next word.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.gap == 0 && !self.optional
    }
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) group: Group,
    pub(super) owner: Owner,
    /// Where its places lie in [`Rules::places`].
    start: u32,
    end: u32,
    /// The place of its anchor among them.
    pub(super) anchor: u16,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// Four rules at a word that anchors them, or fewer with room after them: beside which words each
/// may stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Four {
    /// The words that one side of the rule's gate, the narrower one, is open for; none where no
    /// rule is.
    sides: [u64; 4],
    /// Which side that is: by how much [`Beside`] is to be shifted.
    shift: u32,
}

/// The words right before and right after an anchor, the one after it in the upper half.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside(u32);

impl Beside {
    const AFTER: u32 = 16;

    pub(super) fn of(before: u16, after: u16) -> Self {
        Self(u32::from(before) | u32::from(after) << Self::AFTER)
    }
}

impl Four {
    /// For each, whether it may stand beside the words: 1 if it may.
    #[inline]
    pub(super) fn may_stand(&self, Beside(words): Beside) -> [usize; 4] {
        let word = words >> (self.shift % 32) & 0xFFFF;
        self.sides.map(|side| usize::from(side >> (word % 64) & 1 == 1))
    }
}

/// What a rule needs beside that, and its number.
#[derive(Debug, Clone, Copy)]
struct Needs {
    /// Two kinds that the sentence must be of: by words anywhere in it, or by its place.
    sentence: [u16; 2],
    rule: u32,
}

impl Needs {
    /// Where no rule is.
    const NONE: Self = Self { sentence: [Kinds::ANY; 2], rule: u32::MAX };
}

impl Rule {
    /// Whether it is one word, wherever it stands.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        self.end - self.start == 1 && !self.at_start && !self.at_end
    }
}

/// A rule at a word that anchors it.
struct Anchored {
    side: u64,
    is_after: bool,
    needs: Needs,
}

/// A word as an anchor of the rules of a list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchor {
    /// Beside which words it anchors some.
    pub(super) gate: Gate,
    /// Where they lie in [`Rules::fours`].
    pub(super) start: u32,
    pub(super) end: u32,
}

/// All rules, by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    all: Vec<Rule>,
    /// The places of all rules.
    places: Vec<RulePlace>,
    /// The words of all places; alike sets are one.
    sets: Vec<u64>,
    /// The rules by the words that anchor them.
    fours: Vec<Four>,
    /// What each of them needs.
    needs: Vec<Needs>,
    /// By list and word.
    anchors: [Vec<Anchor>; List::ALL.len()],
    /// By word, the kinds that it is of.
    kinds: Vec<WordKinds>,
}

impl Rules {
    /// Numbers the words of phrases and anchors each phrase at the place whose words are the
    /// rarest by `frequencies`. None if there are more words than numbers.
    pub(super) fn new(
        phrases: &[(Group, Owner, Pattern)],
        frequencies: &BTreeMap<Word, u64>,
        vocabulary: &mut Vocabulary,
    ) -> Option<Self> {
        let mut rules = Self::default();
        let (needed, sets) = (Needed::default(), BTreeMap::new());
        let numbers = numbers(phrases, vocabulary)?;
        let own = &mut rules;
        let mut builder = Builder { vocabulary, frequencies, numbers, rules: own, needed, sets };
        let mut by_word: [BTreeMap<u16, (Gate, Vec<Anchored>)>; List::ALL.len()] =
            Default::default();
        for (number, (group, owner, pattern)) in (0_u32..).zip(phrases) {
            let Numbered { anchors, gate, sentence } = builder.rule(*group, *owner, pattern)?;
            let by_word = by_word.get_mut(List::of(*group, *owner) as usize)?;
            let (side, is_after) = gate.narrow_side();
            let needs = Needs { sentence, rule: number };
            for word in anchors {
                let (all, anchored) = by_word.entry(word).or_default();
                all.join(gate);
                anchored.push(Anchored { side, is_after, needs });
            }
        }
        let Builder { vocabulary, needed, .. } = builder;
        let bits = needed.share_bits();
        let bit = |number: u16| bits.get(usize::from(number)).copied().unwrap_or(Kinds::ANY);
        let size = vocabulary.size();
        rules.kinds = vec![WordKinds(Kinds::NONE); size];
        for (words, number) in needed.sets() {
            for &word in words {
                rules.kinds.get_mut(usize::from(word))?.0.insert(bit(number));
            }
        }
        for (by_word, anchors) in by_word.into_iter().zip(&mut rules.anchors) {
            anchors.resize(size, Anchor::default());
            for (word, (gate, anchored)) in by_word {
                let anchor = anchors.get_mut(usize::from(word))?;
                anchor.gate = gate;
                anchor.start = u32::try_from(rules.fours.len()).ok()?;
                let (after, before): (Vec<_>, Vec<_>) =
                    anchored.iter().partition(|anchored| anchored.is_after);
                for (shift, anchored) in [(0, before), (Beside::AFTER, after)] {
                    for some in anchored.chunks(4) {
                        let mut four = Four { shift, ..Four::default() };
                        let mut needs = [Needs::NONE; 4];
                        let places = four.sides.iter_mut().zip(&mut needs);
                        for ((side, needs), anchored) in places.zip(some) {
                            *side = anchored.side;
                            let sentence = anchored.needs.sentence.map(bit);
                            *needs = Needs { sentence, ..anchored.needs };
                        }
                        rules.fours.push(four);
                        rules.needs.extend(needs);
                    }
                }
                anchor.end = u32::try_from(rules.fours.len()).ok()?;
            }
        }
        Some(rules)
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The words as anchors of the rules of a list, by their numbers.
    pub(super) fn anchors(&self, list: List) -> &[Anchor] {
        self.anchors.get(list as usize).map_or(&[], Vec::as_slice)
    }

    /// Four rules at a word that anchors them; none at a place beyond the last.
    #[inline]
    pub(super) fn four(&self, at: u32) -> Four {
        self.fours.get(place(at)).copied().unwrap_or_default()
    }

    fn needs(&self, anchored: u32) -> Needs {
        self.needs.get(place(anchored)).copied().unwrap_or(Needs::NONE)
    }

    /// Whether a sentence has the kinds of words that a rule needs, the rule told by its place
    /// among the fours: 1 if it has.
    #[inline]
    pub(super) fn may_hold(&self, anchored: u32, kinds: &Kinds) -> u64 {
        let [first, second] = self.needs(anchored).sentence;
        kinds.bit(first) & kinds.bit(second)
    }

    /// The rule at a place among the fours; none where room is left.
    #[inline]
    pub(super) fn rule(&self, anchored: u32) -> Option<&Rule> {
        self.all.get(place(self.needs(anchored).rule))
    }

    /// The places of a rule.
    #[inline]
    pub(super) fn places(&self, rule: &Rule) -> &[RulePlace] {
        self.places.get(place(rule.start)..place(rule.end)).unwrap_or(&[])
    }

    /// Whether a word may stand in a place.
    #[inline]
    pub(super) fn fits(&self, at: &RulePlace, word: u16) -> bool {
        let Set { some, start, lowest, length } = at.set;
        if some >> (word % 64) & 1 == 0 {
            return false;
        }
        let group = (word / 64).wrapping_sub(lowest);
        let bits = self.sets.get(place(start) + usize::from(group));
        group < length && bits.is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// The kinds of words.
    pub(super) fn kinds(&self) -> &[WordKinds] {
        &self.kinds
    }
}

/// A phrase as a rule.
struct Numbered {
    /// The words at its anchor.
    anchors: Vec<u16>,
    gate: Gate,
    sentence: [u16; 2],
}

/// What `#` stands for: numbers that no phrase names, and those that one does. None if there are too
/// many words.
fn numbers(phrases: &[(Group, Owner, Pattern)], vocabulary: &mut Vocabulary) -> Option<Vec<u16>> {
    let places = phrases.iter().flat_map(|(_, _, pattern)| &pattern.places);
    let keys = places.flat_map(|place| &place.words).filter_map(|word| match word {
        Word::Key(key) if has_digits(*key) => Some(*key),
        _ => None,
    });
    std::iter::once(Some(NUMBER)).chain(keys.map(|key| vocabulary.intern(key))).collect()
}

struct Builder<'v, 'r> {
    vocabulary: &'v mut Vocabulary,
    frequencies: &'v BTreeMap<Word, u64>,
    /// What `#` stands for.
    numbers: Vec<u16>,
    rules: &'r mut Rules,
    /// The set of each list of words.
    sets: BTreeMap<Vec<u16>, Set>,
    /// The sets of words that rules need somewhere in the sentence.
    needed: Needed,
}

impl Builder<'_, '_> {
    fn rule(&mut self, group: Group, owner: Owner, pattern: &Pattern) -> Option<Numbered> {
        let start = u32::try_from(self.rules.places.len()).ok()?;
        let mut numbered = Vec::with_capacity(pattern.places.len());
        // The places that must be filled, by how often their words stand in ordinary mail.
        let mut required = Vec::new();
        for (at, place) in pattern.places.iter().enumerate() {
            let mut words = Vec::with_capacity(place.words.len());
            let mut common = 0_u64;
            for word in &place.words {
                let known = self.frequencies.get(word).copied();
                let often = known.unwrap_or(if *word == Word::Number { NUMBERS } else { RARE });
                common += often;
                let word = match word {
                    Word::Key(key) => self.vocabulary.intern(*key)?,
                    Word::Number => {
                        words.extend(&self.numbers);
                        NUMBER
                    }
                };
                self.needed.tell(word, often);
                words.push(word);
            }
            words.sort_unstable();
            words.dedup();
            let set = self.set(&words)?;
            self.rules.places.push(RulePlace { set, optional: place.optional, gap: place.gap });
            if !place.optional {
                required.push((common, at, words.clone()));
            }
            numbered.push(words);
        }
        required.sort_unstable();
        let mut required = required.into_iter();
        let (_, anchor, anchors) = required.next()?;
        let after = pattern.places.iter().zip(&numbered).skip(anchor + 1);
        let after = beside(after.map(|(place, words)| (place.gap, place.optional, words)));
        // What may be skipped before a place is told by the place after it.
        let gaps = pattern.places.iter().take(anchor + 1).rev().map(|place| place.gap);
        let before = pattern.places.iter().zip(&numbered).take(anchor).rev().zip(gaps);
        let before = beside(before.map(|((place, words), gap)| (gap, place.optional, words)));
        let gate = Gate::of(before.as_deref(), after.as_deref());
        let (at_start, at_end) = (pattern.at_start, pattern.at_end);
        let ends = [at_start.then_some(Kinds::FIRST), at_end.then_some(Kinds::LAST)];
        let mut ends = ends.into_iter().flatten();
        let sentence = [(); 2].map(|()| {
            ends.next().unwrap_or_else(|| match required.next() {
                Some((common, _, words)) if common < COMMON => self.needed.number(words),
                _ => Kinds::ANY,
            })
        });
        let end = u32::try_from(self.rules.places.len()).ok()?;
        let anchor = u16::try_from(anchor).ok()?;
        self.rules.all.push(Rule { group, owner, start, end, anchor, at_start, at_end });
        Some(Numbered { anchors, gate, sentence })
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
        let start = u32::try_from(self.rules.sets.len()).ok()?;
        let set = Set { some, start, lowest, length };
        self.rules.sets.append(&mut bits);
        self.sets.insert(words.to_vec(), set);
        Some(set)
    }
}

/// The words of which one stands right beside an anchor, if that is sure: those of the places
/// from it up to one that must be filled, each with the words that may stand before it and
/// whether it may be missing.
fn beside<'w>(places: impl Iterator<Item = (u8, bool, &'w Vec<u16>)>) -> Option<Vec<u16>> {
    let mut beside = Vec::new();
    for (gap, optional, words) in places {
        if gap > 0 {
            return None;
        }
        beside.extend(words);
        if !optional {
            beside.sort_unstable();
            beside.dedup();
            return Some(beside);
        }
    }
    None
}

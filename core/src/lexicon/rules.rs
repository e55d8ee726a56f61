//! Phrases as rules about numbered words, found by the words that they are anchored at.

use std::collections::BTreeMap;

use super::filters::{Around, Gate, Gates, Kinds, Needs};
use super::pattern::{Pattern, Word};
use super::vocabulary::{NUMBER, Vocabulary};
use crate::text::place;

/// How often the commonest word stands in ordinary mail, in a unit of its own.
pub(super) const COMMONEST: u64 = 100_000;
/// How often a word does of which nothing is known: as often as the thousandth.
const RARE: u64 = COMMONEST / 1000;
/// How often a number does.
const NUMBERS: u64 = COMMONEST / 20;

/// Phrases that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Risk,
    Topic,
    Confirmation,
    Amount,
}

impl Group {
    /// Whether what changes a cue's meaning may stand in another sentence.
    pub(super) fn reaches_across(self) -> bool {
        self == Self::Confirmation
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

/// The cues of a group, or what changes their meaning, which matters only where there is a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct List(u8);

impl List {
    const COUNT: usize = 8;

    pub(super) fn cues(group: Group) -> Self {
        Self(group as u8 * 2)
    }

    pub(super) fn context(group: Group) -> Self {
        Self(group as u8 * 2 + 1)
    }

    fn is_cues(self) -> bool {
        self.0.is_multiple_of(2)
    }

    fn of(group: Group, owner: Owner) -> Self {
        if matches!(owner, Owner::Cue(_)) { Self::cues(group) } else { Self::context(group) }
    }
}

/// The words that may stand in one place.
#[derive(Debug, Clone, Copy)]
enum Set {
    One(u16),
    /// A bit for each word from zero up, from a place in [`Rules::sets`] on.
    Many {
        start: u32,
        length: u16,
    },
}

/// One place of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct RulePlace {
    set: Set,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) owner: Owner,
    /// Where its places lie in [`Rules::places`].
    start: u32,
    end: u32,
    /// The place of its anchor among them.
    pub(super) anchor: u16,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// A rule at a word that anchors it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    rule: u32,
    needs: Needs,
}

impl Anchored {
    /// Whether the rule may hold among the words around the anchor.
    #[inline]
    pub(super) fn may_stand(&self, around: &Around<'_>) -> bool {
        self.needs.are_met(around)
    }
}

/// All rules, by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    all: Vec<Rule>,
    /// The places of all rules.
    places: Vec<RulePlace>,
    /// The words of all places; alike sets are one.
    sets: Vec<u64>,
    anchored: Vec<Anchored>,
    /// By list and word, where the rules that it anchors start; the next word's start is the end.
    starts: [Vec<u32>; List::COUNT],
    /// By word, the kinds that it is of.
    kinds: Vec<Kinds>,
    /// By list and word, beside which words it anchors rules.
    gates: [Vec<Gate>; List::COUNT],
    /// The same for the cues of all groups together.
    cue_gates: Vec<Gate>,
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
        let (bits, sets) = (BTreeMap::new(), BTreeMap::new());
        let mut builder = Builder { vocabulary, frequencies, rules: &mut rules, bits, sets };
        let mut by_word: [BTreeMap<u16, Vec<Anchored>>; List::COUNT] = Default::default();
        let mut gates: [BTreeMap<u16, Gate>; List::COUNT] = Default::default();
        for (number, (group, owner, pattern)) in (0..).zip(phrases) {
            let Numbered { anchors, needs } = builder.rule(*owner, pattern)?;
            let list = usize::from(List::of(*group, *owner).0);
            let (by_word, gates) = (by_word.get_mut(list)?, gates.get_mut(list)?);
            for word in anchors {
                by_word.entry(word).or_default().push(Anchored { rule: number, needs });
                gates.entry(word).or_default().join(needs.gate);
            }
        }
        let Builder { vocabulary, bits, .. } = builder;
        let size = vocabulary.size();
        rules.kinds = vec![Kinds::NONE; size];
        for (words, bit) in &bits {
            for &word in words {
                if let Some(kinds) = rules.kinds.get_mut(usize::from(word)) {
                    kinds.insert(*bit);
                }
            }
        }
        let words = (0..=u16::MAX).take(size);
        rules.cue_gates = vec![Gate::default(); size];
        for ((list, by_word), gates) in (0..).zip(by_word).zip(gates) {
            let mut starts = Vec::with_capacity(size + 1);
            for word in words.clone() {
                starts.push(u32::try_from(rules.anchored.len()).ok()?);
                rules.anchored.extend(by_word.get(&word).into_iter().flatten());
            }
            starts.push(u32::try_from(rules.anchored.len()).ok()?);
            *rules.starts.get_mut(usize::from(list))? = starts;
            let gates: Vec<Gate> =
                words.clone().map(|word| gates.get(&word).copied().unwrap_or_default()).collect();
            if List(list).is_cues() {
                for (all, own) in rules.cue_gates.iter_mut().zip(&gates) {
                    all.join(*own);
                }
            }
            *rules.gates.get_mut(usize::from(list))? = gates;
        }
        Some(rules)
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The rules of a list that a word anchors.
    #[inline]
    pub(super) fn anchored(&self, list: List, word: u16) -> &[Anchored] {
        let Some(starts) = self.starts.get(usize::from(list.0)) else { return &[] };
        match starts.get(usize::from(word)..) {
            Some([from, to, ..]) => self.anchored.get(place(*from)..place(*to)).unwrap_or(&[]),
            _ => &[],
        }
    }

    #[inline]
    pub(super) fn rule(&self, anchored: Anchored) -> Option<&Rule> {
        self.all.get(place(anchored.rule))
    }

    /// The places of a rule.
    #[inline]
    pub(super) fn places(&self, rule: &Rule) -> &[RulePlace] {
        self.places.get(place(rule.start)..place(rule.end)).unwrap_or(&[])
    }

    /// Whether a word may stand in a place.
    #[inline]
    pub(super) fn fits(&self, at: &RulePlace, word: u16) -> bool {
        match at.set {
            Set::One(only) => only == word,
            Set::Many { start, length } => {
                let group = word / 64;
                let bits = self.sets.get(place(start) + usize::from(group));
                group < length && bits.is_some_and(|bits| bits >> (word % 64) & 1 == 1)
            }
        }
    }

    #[inline]
    pub(super) fn kinds(&self, word: u16) -> &Kinds {
        self.kinds.get(usize::from(word)).unwrap_or(&Kinds::NONE)
    }

    /// Beside which words each word anchors rules of a list.
    pub(super) fn gates(&self, list: List) -> Gates<'_> {
        Gates::by_word(self.gates.get(usize::from(list.0)).map_or(&[], Vec::as_slice))
    }

    /// Beside which words each word anchors cues.
    pub(super) fn cue_gates(&self) -> Gates<'_> {
        Gates::by_word(&self.cue_gates)
    }
}

/// A phrase as a rule.
struct Numbered {
    /// The words at its anchor.
    anchors: Vec<u16>,
    needs: Needs,
}

struct Builder<'v, 'r> {
    vocabulary: &'v mut Vocabulary,
    frequencies: &'v BTreeMap<Word, u64>,
    rules: &'r mut Rules,
    /// The set of each list of words.
    sets: BTreeMap<Vec<u16>, Set>,
    /// The bit of each set of words that a rule needs.
    bits: BTreeMap<Vec<u16>, u16>,
}

impl Builder<'_, '_> {
    fn rule(&mut self, owner: Owner, pattern: &Pattern) -> Option<Numbered> {
        let start = u32::try_from(self.rules.places.len()).ok()?;
        let mut numbered = Vec::with_capacity(pattern.places.len());
        // The places that must be filled, by how often their words stand in ordinary mail.
        let mut required = Vec::new();
        for (at, place) in pattern.places.iter().enumerate() {
            let mut words = Vec::with_capacity(place.words.len());
            let mut common = 0_u64;
            for word in &place.words {
                let known = self.frequencies.get(word).copied();
                common += known.unwrap_or(if *word == Word::Number { NUMBERS } else { RARE });
                words.push(match word {
                    Word::Key(key) => self.vocabulary.intern(*key)?,
                    Word::Number => NUMBER,
                });
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
        let needs = Needs {
            gate: Gate::of(before.as_deref(), after.as_deref()),
            sentence: [(); 2].map(|()| match required.next() {
                Some((.., words)) => self.bit(words),
                None => Kinds::ANY,
            }),
        };
        let (at_start, at_end) = (pattern.at_start, pattern.at_end);
        let end = u32::try_from(self.rules.places.len()).ok()?;
        let anchor = u16::try_from(anchor).ok()?;
        self.rules.all.push(Rule { owner, start, end, anchor, at_start, at_end });
        Some(Numbered { anchors, needs })
    }

    fn set(&mut self, words: &[u16]) -> Option<Set> {
        if let [only] = words {
            return Some(Set::One(*only));
        }
        if let Some(known) = self.sets.get(words) {
            return Some(*known);
        }
        let length = words.iter().max().map_or(0, |most| most / 64 + 1);
        let mut bits = vec![0_u64; usize::from(length)];
        for word in words {
            *bits.get_mut(usize::from(word / 64))? |= 1 << (word % 64);
        }
        let set = Set::Many { start: u32::try_from(self.rules.sets.len()).ok()?, length };
        self.rules.sets.append(&mut bits);
        self.sets.insert(words.to_vec(), set);
        Some(set)
    }

    fn bit(&mut self, words: Vec<u16>) -> u16 {
        let next = self.bits.len() % usize::from(Kinds::BITS - 1);
        *self.bits.entry(words).or_insert(u16::try_from(next).unwrap_or(0) + 1)
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

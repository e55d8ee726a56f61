//! Phrases as rules about numbered words, found by the words that they are anchored at.

use std::collections::BTreeMap;

use super::pattern::{Pattern, Word};
use super::vocabulary::{NUMBER, Vocabulary};

/// Phrases that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Risk,
    Topic,
    Confirmation,
    Amount,
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

    fn of(group: Group, owner: Owner) -> Self {
        if matches!(owner, Owner::Cue(_)) { Self::cues(group) } else { Self::context(group) }
    }

    /// The list's bit in a set of lists.
    pub(super) fn bit(self) -> u8 {
        1 << self.0
    }
}

/// The words that may stand in one place.
#[derive(Debug, Clone)]
pub(super) enum Set {
    One(u16),
    /// A bit for each word.
    Many(Box<[u64]>),
}

impl Set {
    #[inline]
    pub(super) fn has(&self, word: u16) -> bool {
        match self {
            Self::One(only) => *only == word,
            Self::Many(bits) => {
                bits.get(usize::from(word / 64)).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
            }
        }
    }

    fn of(words: &[u16]) -> Self {
        if let [only] = words {
            return Self::One(*only);
        }
        let most = words.iter().max().map_or(0, |most| usize::from(most / 64) + 1);
        let mut bits = vec![0_u64; most].into_boxed_slice();
        for word in words {
            if let Some(bits) = bits.get_mut(usize::from(word / 64)) {
                *bits |= 1 << (word % 64);
            }
        }
        Self::Many(bits)
    }
}

#[derive(Debug, Clone)]
pub(super) struct RulePlace {
    pub(super) set: Set,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) owner: Owner,
    pub(super) places: Box<[RulePlace]>,
    pub(super) anchor: usize,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// What kinds of words there are in a sentence: a bit for each set of words that some rule
/// needs. More sets than bits share bits, so that a bit may promise too much, never too little.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds([u64; 7]);

impl Kinds {
    const BITS: u16 = 7 * 64;
    /// The kind that every sentence has.
    const ANY: u16 = 0;

    /// The kinds of a sentence without words.
    pub(super) fn any() -> Self {
        let mut kinds = Self::default();
        kinds.insert(Self::ANY);
        kinds
    }

    fn insert(&mut self, bit: u16) {
        if let Some(bits) = self.0.get_mut(usize::from(bit / 64)) {
            *bits |= 1 << (bit % 64);
        }
    }

    #[inline]
    fn has(&self, bit: u16) -> bool {
        self.0.get(usize::from(bit / 64)).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }

    #[inline]
    pub(super) fn add(&mut self, other: &Self) {
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }
}

/// What a word is to the rules, in one line of the cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
pub(super) struct Role {
    /// The kinds that it is of.
    pub(super) kinds: Kinds,
    /// The lists of the rules that it anchors, as bits.
    pub(super) lists: u8,
}

/// A rule at a word that anchors it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    rule: u32,
    /// The kinds of two of its other words, without which the sentence cannot hold it.
    needs: [u16; 2],
}

impl Anchored {
    #[inline]
    pub(super) fn may_stand_among(self, kinds: &Kinds) -> bool {
        let [first, second] = self.needs;
        kinds.has(first) && kinds.has(second)
    }
}

/// All rules, by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    all: Vec<Rule>,
    anchored: Vec<Anchored>,
    /// By list and word, where the rules that it anchors lie.
    ranges: [Vec<(u32, u32)>; List::COUNT],
    /// By word.
    roles: Vec<Role>,
}

impl Rules {
    /// Numbers the words of phrases and anchors each phrase at the place whose words the fewest
    /// phrases use. None if there are more words than numbers.
    pub(super) fn new(
        phrases: &[(Group, Owner, Pattern)],
        vocabulary: &mut Vocabulary,
    ) -> Option<Self> {
        let mut uses: BTreeMap<Word, u32> = BTreeMap::new();
        for word in phrases.iter().flat_map(|(.., p)| &p.places).flat_map(|p| &p.words) {
            *uses.entry(*word).or_default() += 1;
        }
        let mut builder = Builder { vocabulary, uses, bits: BTreeMap::new() };
        let mut rules = Self::default();
        let mut by_word: [BTreeMap<u16, Vec<Anchored>>; List::COUNT] = Default::default();
        for (group, owner, pattern) in phrases {
            let Numbered { rule, anchors, needs } = builder.rule(*owner, pattern)?;
            let number = u32::try_from(rules.all.len()).ok()?;
            let lists = by_word.get_mut(usize::from(List::of(*group, *owner).0))?;
            for word in anchors {
                lists.entry(word).or_default().push(Anchored { rule: number, needs });
            }
            rules.all.push(rule);
        }
        let Builder { vocabulary, bits, .. } = builder;
        let size = vocabulary.size();
        rules.roles = vec![Role::default(); size];
        for (words, bit) in &bits {
            for &word in words {
                if let Some(role) = rules.roles.get_mut(usize::from(word)) {
                    role.kinds.insert(*bit);
                }
            }
        }
        for ((list, by_word), ranges) in (0_u8..).zip(&by_word).zip(&mut rules.ranges) {
            *ranges = vec![(0, 0); size];
            for (word, anchored) in by_word {
                let from = u32::try_from(rules.anchored.len()).ok()?;
                rules.anchored.extend(anchored);
                let to = u32::try_from(rules.anchored.len()).ok()?;
                *ranges.get_mut(usize::from(*word))? = (from, to);
                rules.roles.get_mut(usize::from(*word))?.lists |= List(list).bit();
            }
        }
        Some(rules)
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Where the rules of a list lie in [`Self::anchored`], by the word that anchors them.
    #[inline]
    pub(super) fn ranges(&self, list: List) -> &[(u32, u32)] {
        self.ranges.get(usize::from(list.0)).map_or(&[], Vec::as_slice)
    }

    /// The rules of a range.
    #[inline]
    pub(super) fn anchored(&self, (from, to): (u32, u32)) -> &[Anchored] {
        let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
        self.anchored.get(at(from)..at(to)).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn rule(&self, anchored: Anchored) -> Option<&Rule> {
        self.all.get(usize::try_from(anchored.rule).ok()?)
    }

    /// By word.
    pub(super) fn roles(&self) -> &[Role] {
        &self.roles
    }
}

/// A phrase as a rule.
struct Numbered {
    rule: Rule,
    /// The words at its anchor.
    anchors: Vec<u16>,
    /// The kinds of words that it needs beside them.
    needs: [u16; 2],
}

struct Builder<'v> {
    vocabulary: &'v mut Vocabulary,
    uses: BTreeMap<Word, u32>,
    /// The bit of each set of words that a rule needs.
    bits: BTreeMap<Vec<u16>, u16>,
}

impl Builder<'_> {
    fn rule(&mut self, owner: Owner, pattern: &Pattern) -> Option<Numbered> {
        let mut places = Vec::with_capacity(pattern.places.len());
        // The places that must be filled, by how often phrases use their words.
        let mut required = Vec::new();
        for (at, place) in pattern.places.iter().enumerate() {
            let mut words = Vec::with_capacity(place.words.len());
            let mut common = 0_u64;
            for word in &place.words {
                common += u64::from(self.uses.get(word).copied().unwrap_or(0)).pow(2);
                words.push(match word {
                    Word::Key(key) => self.vocabulary.intern(*key)?,
                    Word::Number => NUMBER,
                });
            }
            words.sort_unstable();
            words.dedup();
            let set = Set::of(&words);
            places.push(RulePlace { set, optional: place.optional, gap: place.gap });
            if !place.optional {
                required.push((common, at, words));
            }
        }
        required.sort_unstable();
        let mut required = required.into_iter();
        let (_, anchor, anchors) = required.next()?;
        let needs = [(); 2].map(|()| match required.next() {
            Some((.., words)) => self.bit(words),
            None => Kinds::ANY,
        });
        let (at_start, at_end) = (pattern.at_start, pattern.at_end);
        let rule = Rule { owner, places: places.into_boxed_slice(), anchor, at_start, at_end };
        Some(Numbered { rule, anchors, needs })
    }

    fn bit(&mut self, words: Vec<u16>) -> u16 {
        let next = self.bits.len() % usize::from(Kinds::BITS - 1);
        *self.bits.entry(words).or_insert(u16::try_from(next).unwrap_or(0) + 1)
    }
}

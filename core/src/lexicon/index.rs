//! Phrases as rules about numbered words, found by the words that they are anchored at.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::filter::{BUCKETS, BucketSet, END, Needed, START, WordBuckets, set_of};
use super::phrase::ParsedPhrase;
use super::words::{NUMBER, Vocabulary};
use crate::text::index;

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseSet {
    Risk,
    Topic,
    Confirmation,
    Amount,
}

impl PhraseSet {
    pub(super) const COUNT: usize = 4;

    /// The list of its phrases; of those that matter only where there is one of them, if they have
    /// a list of their own.
    pub(super) fn lists(self) -> (Pass, Option<Pass>) {
        match self {
            Self::Risk | Self::Topic => (Pass::Language, None),
            Self::Confirmation => (Pass::Settled, Some(Pass::Doubts)),
            Self::Amount => (Pass::Amounts, None),
        }
    }
}

/// Whose phrase it is. Numbers are places in the lists of [`Compiled`](super::Compiled).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseRole {
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

impl PhraseRole {
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
pub(super) enum Pass {
    /// Those of high risk and of topics, of which nearly every message is asked.
    Language,
    Settled,
    Doubts,
    Amounts,
}

impl Pass {
    pub(super) const ALL: [Self; 4] = [Self::Language, Self::Settled, Self::Doubts, Self::Amounts];

    pub(super) fn of(group: PhraseSet, owner: PhraseRole) -> Self {
        match group.lists() {
            (_, Some(others)) if !matches!(owner, PhraseRole::Cue(_)) => others,
            (list, _) => list,
        }
    }
}

/// The words that may stand in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordSet {
    /// A bit for each number of a word, of which 64 share one: most words that do not fit are told
    /// by it.
    pub(super) some: u64,
    /// Where the bits of its words start in [`Rules::sets`], of which number of a word the first
    /// one is, by 64, and how many times 64 there are.
    pub(super) start: u32,
    pub(super) lowest: u16,
    pub(super) length: u16,
}

/// One place of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleSlot {
    pub(super) set: WordSet,
    pub(super) optional: bool,
    pub(super) gap: u8,
}

impl RuleSlot {
    /// Whether it holds exactly the next word.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.gap == 0 && !self.optional
    }
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) group: PhraseSet,
    pub(super) owner: PhraseRole,
    /// Where its places lie in [`Rules::places`].
    pub(super) start: u32,
    pub(super) end: u32,
    /// The place of its anchor among them.
    pub(super) anchor: u16,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
    /// Whether places of it may be missing.
    pub(super) optional: bool,
}

impl Rule {
    /// Whether it is one word, wherever it stands.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        self.end - self.start == 1 && !self.at_start && !self.at_end
    }
}

/// All rules, by word.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    /// By number.
    all: Vec<Rule>,
    /// The places of all rules.
    places: Vec<RuleSlot>,
    /// The words of all places; alike sets are one.
    sets: Vec<u64>,
    anchors: Anchors,
    /// By the number of a rule, two things that it needs around its anchor, first the one that is
    /// the least likely to be there.
    needs: Vec<[Needed; 2]>,
    /// By word.
    kinds: Vec<u8>,
}

impl Rules {
    /// Anchors each phrase at the place whose words are the rarest by `frequencies`. None if there
    /// is too much of anything.
    pub(super) fn new(
        phrases: &[(PhraseSet, PhraseRole, ParsedPhrase)],
        frequencies: &BTreeMap<u16, u64>,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let numbered = Numbered::of(phrases, frequencies, vocabulary)?;
        let Numbered { all, places, sets, surroundings, often } = numbered;
        let kinds = WordBuckets::of(&surroundings, &often, vocabulary.size());
        let mut lists: [BTreeMap<u16, Vec<Anchored>>; Pass::ALL.len()] = Default::default();
        for ((number, rule), around) in (0..).zip(&all).zip(&surroundings) {
            let list = lists.get_mut(Pass::of(rule.group, rule.owner) as usize)?;
            let side = |words: &Option<Vec<u16>>| {
                words.as_ref().map_or(BucketSet::MAX, |words| kinds.of_words(words))
            };
            let (before, after) = (side(&around.before), side(&around.after));
            for word in &around.anchors {
                list.entry(*word).or_default().push(Anchored { rule: number, before, after });
            }
        }
        let anchors = Anchors::new(&lists, vocabulary.size())?;
        let needs = surroundings.iter().map(|around| needs(around, &kinds)).collect();
        Some(Self { all, places, sets, anchors, needs, kinds: kinds.into_by_word() })
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The rules by the words that anchor them.
    pub(super) fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// What a rule needs, told by its number: first what is the least likely to be there.
    #[inline]
    pub(super) fn needs(&self, number: u32) -> &[Needed; 2] {
        self.needs.get(index(number)).unwrap_or(&[Needed::ANY; 2])
    }

    /// A rule, told by its number.
    #[inline]
    pub(super) fn rule(&self, number: u32) -> Option<&Rule> {
        self.all.get(index(number))
    }

    /// The places of a rule.
    #[inline]
    pub(super) fn places(&self, rule: &Rule) -> &[RuleSlot] {
        self.places.get(index(rule.start)..index(rule.end)).unwrap_or(&[])
    }

    /// Whether a word may stand in a place.
    #[inline]
    pub(super) fn fits(&self, at: &RuleSlot, word: u16) -> bool {
        let WordSet { some, start, lowest, length } = at.set;
        if some >> (word % 64) & 1 == 0 {
            return false;
        }
        let group = (word / 64).wrapping_sub(lowest);
        let bits = self.sets.get(index(start) + usize::from(group));
        group < length && bits.is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// The kinds of words, by their numbers.
    pub(super) fn kinds(&self) -> &[u8] {
        &self.kinds
    }
}

/// What is told of what a phrase needs around its anchor: the two things that ordinary mail has
/// the most seldom.
fn needs(surroundings: &Surroundings, kinds: &WordBuckets) -> [Needed; 2] {
    let told = |Far { what, first, last }: &Far| {
        let (of, often) = match what {
            What::Word(words) => (kinds.of_words(words), kinds.often(kinds.of_words(words))),
            What::Start => (set_of(START), 0),
            What::End => (set_of(END), 0),
        };
        let length = u64::from(last.abs_diff(*first)) + 1;
        Some((often.saturating_mul(length), Needed::of(of, *first, *last)?))
    };
    let mut needed: Vec<_> = surroundings.far.iter().filter_map(told).collect();
    needed.sort_by_key(|(often, _)| *often);
    let mut needed = needed.into_iter().map(|(_, needed)| needed);
    [(); 2].map(|()| needed.next().unwrap_or(Needed::ANY))
}

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
    pub(super) places: Vec<RuleSlot>,
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
        phrases: &[(PhraseSet, PhraseRole, ParsedPhrase)],
        frequencies: &BTreeMap<u16, u64>,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let numbers = numbers(phrases, vocabulary);
        let (sets, done) = (BTreeMap::new(), Self::default());
        let mut builder = RuleBuilder { frequencies, numbers, sets, done };
        for (group, owner, pattern) in phrases {
            builder.add(*group, *owner, pattern)?;
        }
        Some(builder.done)
    }
}

/// What `#` stands for: numbers that no phrase names, and those that one does.
fn numbers(phrases: &[(PhraseSet, PhraseRole, ParsedPhrase)], vocabulary: &Vocabulary) -> Vec<u16> {
    let places = phrases.iter().flat_map(|(_, _, pattern)| &pattern.places);
    let words: BTreeSet<u16> = places.flat_map(|place| &place.words).copied().collect();
    let named = words.into_iter().filter(|word| vocabulary.has_digits(*word));
    std::iter::once(NUMBER).chain(named).collect()
}

struct RuleBuilder<'v> {
    frequencies: &'v BTreeMap<u16, u64>,
    /// What `#` stands for.
    numbers: Vec<u16>,
    /// The set of each list of words.
    sets: BTreeMap<Vec<u16>, WordSet>,
    done: Numbered,
}

impl RuleBuilder<'_> {
    fn add(&mut self, group: PhraseSet, owner: PhraseRole, pattern: &ParsedPhrase) -> Option<()> {
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
            self.done.places.push(RuleSlot { set, optional: place.optional, gap: place.gap });
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
    fn set(&mut self, words: &[u16]) -> Option<WordSet> {
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
        let set = WordSet { some, start, lowest, length };
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
    fn of(pattern: &ParsedPhrase, numbered: &[Vec<u16>], anchor: usize) -> Option<Self> {
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

/// A rule at a word that anchors it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    pub(super) rule: u32,
    /// The kinds that the words right before the anchor and right after it may be of.
    pub(super) before: BucketSet,
    pub(super) after: BucketSet,
}

/// Posting rules at a word that anchors them, or fewer with room after them: between words of which
/// kinds each may stand.
///
/// By the kind of the word right before the anchor and by that of the word right after it, a bit
/// for each rule that may stand there.
#[derive(Debug, Clone)]
#[repr(align(128))]
pub(super) struct Posting {
    before: [u8; BUCKETS as usize],
    after: [u8; BUCKETS as usize],
}

impl Posting {
    /// No rule.
    const NONE: Self = Self { before: [0; _], after: [0; _] };

    /// The rules that may stand between words of two kinds, as bits.
    #[inline]
    pub(super) fn may_stand(&self, (before, after): (u32, u32)) -> u8 {
        let of =
            |side: &[u8; BUCKETS as usize], kind: u32| side.get(index(kind) % side.len()).copied();
        of(&self.before, before).unwrap_or(0) & of(&self.after, after).unwrap_or(0)
    }

    fn insert(&mut self, which: usize, Anchored { before, after, .. }: Anchored) {
        for (side, kinds) in [(&mut self.before, before), (&mut self.after, after)] {
            for (kind, rules) in side.iter_mut().enumerate() {
                *rules |= u8::from(kinds >> kind & 1 == 1) << which;
            }
        }
    }
}

/// A word as an anchor of the rules of a list: where they lie among the eights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Default for Anchor {
    /// That of no rules, which are the first eight.
    fn default() -> Self {
        Self { start: 0, end: 1 }
    }
}

/// The rules of all lists by the words that anchor them.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    eights: Vec<Posting>,
    /// The numbers of the rules of each eight.
    numbers: Vec<[u32; 8]>,
    /// By list and word.
    by_word: [Vec<Anchor>; Pass::ALL.len()],
}

impl Anchors {
    /// The rules of each list by words, of so many. None if they are too many.
    pub(super) fn new(
        lists: &[BTreeMap<u16, Vec<Anchored>>; Pass::ALL.len()],
        size: usize,
    ) -> Option<Self> {
        let eights = vec![Posting::NONE];
        let mut anchors = Self { eights, numbers: vec![[u32::MAX; 8]], ..Self::default() };
        // Words that anchor the same rules share them.
        let mut shared = BTreeMap::new();
        for (nth, list) in lists.iter().enumerate() {
            let mut by_word = vec![Anchor::default(); size];
            for (word, anchored) in list {
                let rules: Vec<u32> = anchored.iter().map(|anchored| anchored.rule).collect();
                *by_word.get_mut(usize::from(*word))? = match shared.entry(rules) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => *new.insert(anchors.add(anchored)?),
                };
            }
            *anchors.by_word.get_mut(nth)? = by_word;
        }
        Some(anchors)
    }

    fn add(&mut self, anchored: &[Anchored]) -> Option<Anchor> {
        let start = u32::try_from(self.eights.len()).ok()?;
        for some in anchored.chunks(8) {
            let mut eight = Posting::NONE;
            let mut numbers = [u32::MAX; 8];
            for (which, (number, anchored)) in numbers.iter_mut().zip(some).enumerate() {
                eight.insert(which, *anchored);
                *number = anchored.rule;
            }
            self.eights.push(eight);
            self.numbers.push(numbers);
        }
        Some(Anchor { start, end: u32::try_from(self.eights.len()).ok()? })
    }

    /// The words as anchors of the rules of a list, by their numbers.
    pub(super) fn of(&self, list: Pass) -> &[Anchor] {
        self.by_word.get(list as usize).map_or(&[], Vec::as_slice)
    }

    /// Posting rules at a word that anchors them; none at a place beyond the last.
    #[inline]
    pub(super) fn eight(&self, at: u32) -> &Posting {
        self.eights.get(index(at)).unwrap_or(&Posting::NONE)
    }

    /// The number of a rule, told by its place among eight; none where no rule is.
    #[inline]
    pub(super) fn rule(&self, eight: u32, which: u32) -> u32 {
        let numbers = self.numbers.get(index(eight));
        numbers.and_then(|numbers| numbers.get(index(which % 8))).copied().unwrap_or(u32::MAX)
    }
}

//! Phrases as rules about numbered words, found by the words that they are anchored at.

use std::collections::BTreeMap;

use super::anchors::{Anchored, Anchors};
use super::around::{END, KindSet, Needed, START, set_of};
use super::kinds::Kinds;
use super::numbering::{Far, Numbered, Surroundings, What};
use super::pattern::Pattern;
use super::vocabulary::Vocabulary;
use crate::text::place;

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

    pub(super) fn of(group: Group, owner: Owner) -> Self {
        match group.lists() {
            (_, Some(others)) if !matches!(owner, Owner::Cue(_)) => others,
            (list, _) => list,
        }
    }
}

/// The words that may stand in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
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
pub(super) struct RulePlace {
    pub(super) set: Set,
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
    places: Vec<RulePlace>,
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
        phrases: &[(Group, Owner, Pattern)],
        frequencies: &BTreeMap<u16, u64>,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let numbered = Numbered::of(phrases, frequencies, vocabulary)?;
        let Numbered { all, places, sets, surroundings, often } = numbered;
        let kinds = Kinds::of(&surroundings, &often, vocabulary.size());
        let mut lists: [BTreeMap<u16, Vec<Anchored>>; List::ALL.len()] = Default::default();
        for ((number, rule), around) in (0..).zip(&all).zip(&surroundings) {
            let list = lists.get_mut(List::of(rule.group, rule.owner) as usize)?;
            let side = |words: &Option<Vec<u16>>| {
                words.as_ref().map_or(KindSet::MAX, |words| kinds.of_words(words))
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
        self.needs.get(place(number)).unwrap_or(&[Needed::ANY; 2])
    }

    /// A rule, told by its number.
    #[inline]
    pub(super) fn rule(&self, number: u32) -> Option<&Rule> {
        self.all.get(place(number))
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

    /// The kinds of words, by their numbers.
    pub(super) fn kinds(&self) -> &[u8] {
        &self.kinds
    }
}

/// What is told of what a phrase needs around its anchor: the two things that ordinary mail has
/// the most seldom.
fn needs(surroundings: &Surroundings, kinds: &Kinds) -> [Needed; 2] {
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

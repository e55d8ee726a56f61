//! The inverted index: phrases by their rarest word.

mod postings;

use std::collections::HashMap;

use super::filter::{BucketSet, END, Frequencies, Needed, START, WordBuckets, set_of};
use super::phrase::{Fault, Pass, PhraseRole, PhraseSet, Phrases, SetId, Slot, WordSets};
use super::words::Vocabulary;
use crate::text::index;

use postings::{AnchoredRule, Postings};

/// One slot of a phrase: which words may fill it, after how many others at most.
///
/// In four bytes, for there are more slots than of anything else: the number of the set of words,
/// how many words may be skipped, and in the highest bit whether the slot may be missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleSlot(u32);

impl RuleSlot {
    const SET_BITS: u32 = 24;

    fn of(slot: Slot) -> Option<Self> {
        let set = Some(slot.words).filter(|set| *set < 1 << Self::SET_BITS)?;
        let gap = Some(slot.gap).filter(|gap| *gap < 1 << 7)?;
        Some(Self(u32::from(slot.optional) << 31 | u32::from(gap) << Self::SET_BITS | set))
    }

    /// Whether it holds exactly the next word.
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        self.0 >> Self::SET_BITS == 0
    }

    /// How many words may be skipped before it.
    #[inline]
    pub(super) fn gap(self) -> u8 {
        let [.., high] = self.0.to_le_bytes();
        high & 0x7F
    }

    /// Whether it may be missing.
    #[inline]
    pub(super) fn is_optional(self) -> bool {
        self.0 >> 31 == 1
    }

    #[inline]
    fn set(self) -> u32 {
        self.0 & ((1 << Self::SET_BITS) - 1)
    }
}

/// The words that may fill a slot.
#[derive(Debug, Clone, Copy)]
struct SlotWords {
    /// A bit for each number of a word, of which 64 share one: most words that do not fit are told
    /// by it.
    some: u64,
    /// Where they start in [`Rules::words`], and how many there are.
    start: u32,
    length: u16,
}

/// A phrase, to be tried where its rarest word stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) set: PhraseSet,
    pub(super) role: PhraseRole,
    /// Where its slots lie in [`Rules::slots`].
    start: u32,
    end: u32,
    /// The number of its anchor among them.
    pub(super) anchor: u16,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

impl Rule {
    /// Whether it is one word, wherever it stands.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        self.end - self.start == 1 && !self.at_start && !self.at_end
    }
}

/// What must stand some way from an anchor.
struct Far {
    what: What,
    /// How many words after the anchor it does at least and at most; before it where negative.
    first: i32,
    last: i32,
}

/// What may have to stand somewhere.
enum What {
    /// A word of a set.
    Word(SetId),
    /// The start of the message, as if it were the word before its first one.
    Start,
    /// Its end, as if it were the word after its last one.
    End,
}

/// What a phrase needs around its anchor.
struct Surroundings {
    /// The words at its anchor.
    anchors: SetId,
    /// The words of which one stands right before its anchor and right after it, where that is
    /// sure.
    before: Option<SetId>,
    after: Option<SetId>,
}

/// A slot on the way from an anchor, with how many words may be skipped before it is reached.
type Step = (u8, Slot);

/// The slots after the anchor of a phrase, from it outwards.
fn steps_after(slots: &[Slot], anchor: usize) -> impl Iterator<Item = Step> {
    slots.iter().skip(anchor + 1).map(|slot| (slot.gap, *slot))
}

/// The slots before the anchor of a phrase, from it outwards. What may be skipped before a slot is
/// told by the slot after it.
fn steps_before(slots: &[Slot], anchor: usize) -> impl Iterator<Item = Step> {
    let gaps = slots.iter().take(anchor + 1).rev().map(|slot| slot.gap);
    gaps.zip(slots.iter().take(anchor).rev().copied())
}

/// Tells what must stand in one direction, but for a word right beside the anchor: slots that must
/// be filled, and what must stand right after the last one.
fn far(steps: impl Iterator<Item = Step>, end: Option<What>, mut tell: impl FnMut(Far)) {
    let (mut first, mut last) = (0, 0);
    for (gap, Slot { words, optional, .. }) in steps {
        last += 1 + i32::from(gap);
        if !optional {
            first += 1;
            if last > 1 {
                tell(Far { what: What::Word(words), first, last });
            }
        }
    }
    if let Some(what) = end {
        tell(Far { what, first: first + 1, last: last + 1 });
    }
}

/// Tells what must stand around the anchor of a phrase, but for the words right beside it.
fn far_around(rule: &Rule, slots: &[Slot], tell: &mut dyn FnMut(Far)) {
    let own = slots.get(index(rule.start)..index(rule.end)).unwrap_or(&[]);
    let anchor = usize::from(rule.anchor);
    far(steps_after(own, anchor), rule.at_end.then_some(What::End), &mut *tell);
    let before = |Far { what, first, last }| tell(Far { what, first: -last, last: -first });
    far(steps_before(own, anchor), rule.at_start.then_some(What::Start), before);
}

/// The words of which one stands right beside an anchor, if that is sure: those of the slots from
/// it up to one that must be filled. `room` is for the words of several slots.
fn beside(
    steps: impl Iterator<Item = Step>,
    sets: &mut WordSets,
    room: &mut Vec<u16>,
) -> Result<Option<SetId>, Fault> {
    room.clear();
    for (gap, slot) in steps {
        if gap > 0 {
            return Ok(None);
        }
        if !slot.optional && room.is_empty() {
            return Ok(Some(slot.words));
        }
        room.extend_from_slice(sets.get(slot.words));
        if !slot.optional {
            return sets.intern(room).map(Some);
        }
    }
    Ok(None)
}

/// All phrases of a language, by the words that anchor them.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    /// By number.
    all: Vec<Rule>,
    /// The slots of all rules.
    slots: Vec<RuleSlot>,
    /// What may fill slots, by the number of the set.
    sets: Vec<SlotWords>,
    /// The words of all sets.
    words: Vec<u16>,
    pub(super) postings: Postings,
    /// By the number of a rule, two things that it needs around its anchor, by their numbers.
    needs: Vec<[u16; 2]>,
    /// What rules need, each of it once; the first is what any words have.
    needed: Vec<Needed>,
    /// The bucket of each word.
    buckets: Vec<u8>,
}

impl Rules {
    /// Anchors each phrase at the slot whose words are the rarest; also hands back the words, which
    /// are all that is left of reading the phrases.
    pub(super) fn new(
        mut phrases: Phrases<'_>,
        frequencies: &Frequencies,
    ) -> Result<(Self, Vocabulary), Fault> {
        phrases.complete_numbers()?;
        let Phrases { vocabulary, mut sets, slots, all: parsed, .. } = phrases;
        let too_many = |_| Fault::TooManyWords;
        let mut all = Vec::with_capacity(parsed.len());
        let mut surroundings = Vec::with_capacity(parsed.len());
        let mut room = Vec::new();
        for phrase in &parsed {
            let own = slots.get(phrase.slots.clone()).unwrap_or(&[]);
            let often = |slot: &Slot| frequencies.of_all(sets.get(slot.words));
            let required = own.iter().enumerate().filter(|(_, slot)| !slot.optional);
            let rarest = required.min_by_key(|(at, slot)| (often(slot), *at));
            let Some((anchor, slot)) = rarest else { return Err(Fault::Empty) };
            surroundings.push(Surroundings {
                anchors: slot.words,
                before: beside(steps_before(own, anchor), &mut sets, &mut room)?,
                after: beside(steps_after(own, anchor), &mut sets, &mut room)?,
            });
            all.push(Rule {
                set: phrase.set,
                role: phrase.role,
                start: u32::try_from(phrase.slots.start).map_err(too_many)?,
                end: u32::try_from(phrase.slots.end).map_err(too_many)?,
                anchor: u16::try_from(anchor).map_err(too_many)?,
                at_start: phrase.at_start,
                at_end: phrase.at_end,
            });
        }
        // How often each set of words is asked for around an anchor.
        let mut asked = vec![0; sets.len()];
        for (rule, around) in all.iter().zip(&surroundings) {
            let times = frequencies.of_all(sets.get(around.anchors));
            let mut ask = |words: SetId| {
                if let Some(asked) = asked.get_mut(index(words)) {
                    *asked += times;
                }
            };
            for words in around.before.into_iter().chain(around.after) {
                ask(words);
            }
            far_around(rule, &slots, &mut |far| {
                if let What::Word(words) = far.what {
                    ask(words);
                }
            });
        }
        let buckets = WordBuckets::of(&sets, &asked, frequencies, vocabulary.size())?;
        let mut needed = NeededOnce::new();
        let needs = all.iter().map(|rule| needed.numbers(needs(rule, &slots, &sets, &buckets)));
        let needs = needs.collect();
        let may_stand = |words: Option<SetId>| {
            words.map_or(BucketSet::MAX, |words| buckets.of_words(sets.get(words)))
        };
        let anchored = all.iter().zip(&surroundings).map(|(rule, around)| AnchoredRule {
            pass: Pass::of(rule.set, rule.role),
            anchors: around.anchors,
            before: may_stand(around.before),
            after: may_stand(around.after),
        });
        let anchored: Vec<_> = anchored.collect();
        let postings = Postings::new(&anchored, &sets, vocabulary.size())?;
        let mut packed = Vec::with_capacity(slots.len());
        for slot in slots {
            packed.push(RuleSlot::of(slot).ok_or(Fault::TooManyWords)?);
        }
        let mut slot_words = Vec::with_capacity(sets.len());
        for set in 0..u32::try_from(sets.len()).map_err(too_many)? {
            slot_words.push(slot_words_of(set, &sets)?);
        }
        let (mut words, buckets) = (sets.into_words(), buckets.into_by_word());
        words.shrink_to_fit();
        let (slots, sets, needed) = (packed, slot_words, needed.all);
        Ok((Self { all, slots, sets, words, postings, needs, needed, buckets }, vocabulary))
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The numbers of what a rule needs: first of what is the least likely to be there.
    #[inline]
    pub(super) fn needs(&self, rule: u32) -> [u16; 2] {
        self.needs.get(index(rule)).copied().unwrap_or_default()
    }

    /// What is needed, told by its number.
    #[inline]
    pub(super) fn needed(&self, number: u16) -> Needed {
        self.needed.get(usize::from(number)).copied().unwrap_or(Needed::ANY)
    }

    /// A rule, told by its number.
    #[inline]
    pub(super) fn rule(&self, number: u32) -> Option<&Rule> {
        self.all.get(index(number))
    }

    /// The slots of a rule.
    #[inline]
    pub(super) fn slots(&self, rule: &Rule) -> &[RuleSlot] {
        self.slots.get(index(rule.start)..index(rule.end)).unwrap_or(&[])
    }

    /// Whether a word may stand in a slot.
    #[inline]
    pub(super) fn fits(&self, slot: RuleSlot, word: u16) -> bool {
        let Some(set) = self.sets.get(index(slot.set())) else { return false };
        if set.some >> (word % 64) & 1 == 0 {
            return false;
        }
        let start = index(set.start);
        let words = self.words.get(start..start + usize::from(set.length));
        words.is_some_and(|words| words.binary_search(&word).is_ok())
    }

    /// The bucket of each word, by their numbers.
    pub(super) fn buckets(&self) -> &[u8] {
        &self.buckets
    }
}

fn slot_words_of(set: SetId, sets: &WordSets) -> Result<SlotWords, Fault> {
    let words = sets.get(set);
    Ok(SlotWords {
        some: words.iter().fold(0, |some, word| some | 1 << (word % 64)),
        start: sets.range(set).start,
        length: u16::try_from(words.len()).map_err(|_| Fault::TooManyWords)?,
    })
}

/// What rules need, each of it once.
struct NeededOnce {
    all: Vec<Needed>,
    numbers: HashMap<Needed, u16>,
}

impl NeededOnce {
    fn new() -> Self {
        Self { all: vec![Needed::ANY], numbers: HashMap::from([(Needed::ANY, 0)]) }
    }

    /// The numbers of two things; what is more than can be numbered is not asked for.
    fn numbers(&mut self, needed: [Needed; 2]) -> [u16; 2] {
        needed.map(|needed| {
            if let Some(known) = self.numbers.get(&needed) {
                return *known;
            }
            let Ok(number) = u16::try_from(self.all.len()) else { return 0 };
            self.all.push(needed);
            self.numbers.insert(needed, number);
            number
        })
    }
}

/// What is told of what a phrase needs around its anchor: the two things that ordinary mail has
/// the most seldom.
fn needs(rule: &Rule, slots: &[Slot], sets: &WordSets, buckets: &WordBuckets) -> [Needed; 2] {
    let mut rarest = [(u64::MAX, Needed::ANY); 2];
    far_around(rule, slots, &mut |Far { what, first, last }| {
        let (of, often) = match what {
            What::Word(words) => {
                let of = buckets.of_words(sets.get(words));
                (of, buckets.often(of))
            }
            What::Start => (set_of(START), 0),
            What::End => (set_of(END), 0),
        };
        let Some(needed) = Needed::of(of, first, last) else { return };
        let length = u64::from(last.abs_diff(first)) + 1;
        let new = (often.saturating_mul(length), needed);
        let [rare, next] = &mut rarest;
        if new.0 < rare.0 {
            *next = std::mem::replace(rare, new);
        } else if new.0 < next.0 {
            *next = new;
        }
    });
    rarest.map(|(_, needed)| needed)
}

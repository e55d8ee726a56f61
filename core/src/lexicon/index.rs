//! The inverted index: phrases by their rarest word.

use std::collections::HashMap;

use super::filter::{BUCKETS, BucketSet, END, Needed, START, WordBuckets, set_of};
use super::phrase::{Fault, Phrases, SetId, Slot, WordSets};
use super::words::{NUMBER, Vocabulary};
use crate::text::index;

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseSet {
    Risk,
    Topic,
    Confirmation,
    Amount,
    Promise,
}

impl PhraseSet {
    pub(super) const COUNT: usize = 5;

    /// The pass that looks for its phrases; for those that matter only where there is one of them,
    /// if they have a pass of their own.
    pub(super) fn passes(self) -> (Pass, Option<Pass>) {
        match self {
            Self::Risk | Self::Topic => (Pass::Language, None),
            Self::Confirmation => (Pass::Settled, Some(Pass::Doubts)),
            Self::Amount => (Pass::Amounts, None),
            Self::Promise => (Pass::Promises, None),
        }
    }
}

/// What a phrase is for. Cues are numbered in the order of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhraseRole {
    /// A cue of risk or of a topic, a confirming phrase, a refund word.
    Cue(u16),
    /// It takes its words out of sight.
    Allow,
    /// It denies what follows.
    Negator,
    /// A negator in it denies nothing.
    Affirmation,
    /// It takes a denial back.
    Reinstates,
    /// With it a message confirms nothing.
    Doubts,
    /// A weak cue of risk, which is no finding.
    Mention,
}

impl PhraseRole {
    /// Whether it says something by itself, so that the other phrases of its set matter.
    pub(super) fn speaks(self) -> bool {
        matches!(self, Self::Cue(_) | Self::Mention)
    }

    /// A bit for what it is.
    pub(super) fn kind(self) -> u8 {
        match self {
            Self::Cue(_) => 1,
            Self::Allow => 2,
            Self::Negator => 4,
            Self::Affirmation => 8,
            Self::Reinstates => 16,
            Self::Doubts => 32,
            Self::Mention => 64,
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
    Promises,
}

impl Pass {
    pub(super) const ALL: [Self; 5] =
        [Self::Language, Self::Settled, Self::Doubts, Self::Amounts, Self::Promises];

    fn of(set: PhraseSet, role: PhraseRole) -> Self {
        match set.passes() {
            (_, Some(others)) if !matches!(role, PhraseRole::Cue(_)) => others,
            (pass, _) => pass,
        }
    }
}

/// One slot of a phrase: which words may fill it, after how many others at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleSlot {
    /// A bit for each number of a word, of which 64 share one: most words that do not fit are told
    /// by it.
    some: u64,
    /// Where its words start in [`Rules::words`], and how many there are.
    start: u32,
    length: u16,
    pub(super) gap: u8,
    pub(super) optional: bool,
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
    pub(super) set: PhraseSet,
    pub(super) role: PhraseRole,
    /// Where its slots lie in [`Rules::slots`].
    start: u32,
    end: u32,
    /// The number of its anchor among them.
    pub(super) anchor: u16,
    pub(super) at_start: bool,
    pub(super) at_end: bool,
    /// Whether slots of it may be missing.
    pub(super) optional: bool,
}

impl Rule {
    /// Whether it is one word, wherever it stands.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        self.end - self.start == 1 && !self.at_start && !self.at_end
    }
}

/// How often words stand in ordinary mail, by their numbers, in a unit of its own.
pub(super) struct Frequencies(Vec<u64>);

impl Frequencies {
    /// How often the commonest word does.
    const COMMONEST: u64 = 100_000;
    /// How often a word does of which nothing is known: as often as the thousandth.
    const RARE: u64 = Self::COMMONEST / 1000;
    /// How often a number does.
    const NUMBERS: u64 = Self::COMMONEST / 20;

    /// Those of `size` words, of which `common` are the commonest, the commonest first: the word of
    /// rank n is about n times as rare as the first one.
    pub(super) fn new(common: &[u16], size: usize) -> Self {
        let mut all = vec![Self::RARE; size];
        let ranked = common.iter().rev().zip((1..=common.len() as u64).rev());
        for (word, often) in ranked.map(|(word, rank)| (*word, Self::COMMONEST / rank)) {
            if let Some(known) = all.get_mut(usize::from(word)) {
                *known = often;
            }
        }
        if let Some(number) = all.get_mut(usize::from(NUMBER)) {
            *number = Self::NUMBERS;
        }
        Self(all)
    }

    pub(super) fn of(&self, word: u16) -> u64 {
        self.0.get(usize::from(word)).copied().unwrap_or(Self::RARE)
    }

    fn of_all(&self, words: &[u16]) -> u64 {
        words.iter().map(|word| self.of(*word)).sum()
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
/// it up to one that must be filled.
fn beside(steps: impl Iterator<Item = Step>, sets: &mut WordSets) -> Result<Option<SetId>, Fault> {
    let mut optional = Vec::new();
    for (gap, slot) in steps {
        if gap > 0 {
            return Ok(None);
        }
        if !slot.optional {
            if optional.is_empty() {
                return Ok(Some(slot.words));
            }
            optional.extend_from_slice(sets.get(slot.words));
            return sets.intern(&mut optional).map(Some);
        }
        optional.extend_from_slice(sets.get(slot.words));
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
    /// The words of all slots; alike sets are one.
    words: Vec<u16>,
    pub(super) postings: Postings,
    /// By the number of a rule, two things that it needs around its anchor, first the one that is
    /// the least likely to be there.
    needs: Vec<[Needed; 2]>,
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
        for phrase in &parsed {
            let own = slots.get(phrase.slots.clone()).unwrap_or(&[]);
            let often = |slot: &Slot| frequencies.of_all(sets.get(slot.words));
            let required = own.iter().enumerate().filter(|(_, slot)| !slot.optional);
            let rarest = required.min_by_key(|(at, slot)| (often(slot), *at));
            let Some((anchor, slot)) = rarest else { return Err(Fault::Empty) };
            surroundings.push(Surroundings {
                anchors: slot.words,
                before: beside(steps_before(own, anchor), &mut sets)?,
                after: beside(steps_after(own, anchor), &mut sets)?,
            });
            all.push(Rule {
                set: phrase.set,
                role: phrase.role,
                start: u32::try_from(phrase.slots.start).map_err(too_many)?,
                end: u32::try_from(phrase.slots.end).map_err(too_many)?,
                anchor: u16::try_from(anchor).map_err(too_many)?,
                at_start: phrase.at_start,
                at_end: phrase.at_end,
                optional: own.iter().any(|slot| slot.optional),
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
        let needs = all.iter().map(|rule| needs(rule, &slots, &sets, &buckets)).collect();
        let postings = Postings::new(&all, &surroundings, &sets, &buckets, vocabulary.size())?;
        let slots = slots.iter().map(|slot| rule_slot(*slot, &sets)).collect::<Option<_>>();
        let slots = slots.ok_or(Fault::TooManyWords)?;
        let (words, buckets) = (sets.into_words(), buckets.into_by_word());
        Ok((Self { all, slots, words, postings, needs, buckets }, vocabulary))
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
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

    /// The slots of a rule.
    #[inline]
    pub(super) fn slots(&self, rule: &Rule) -> &[RuleSlot] {
        self.slots.get(index(rule.start)..index(rule.end)).unwrap_or(&[])
    }

    /// Whether a word may stand in a slot.
    #[inline]
    pub(super) fn fits(&self, slot: &RuleSlot, word: u16) -> bool {
        if slot.some >> (word % 64) & 1 == 0 {
            return false;
        }
        let start = index(slot.start);
        let words = self.words.get(start..start + usize::from(slot.length));
        words.is_some_and(|words| words.binary_search(&word).is_ok())
    }

    /// The bucket of each word, by their numbers.
    pub(super) fn buckets(&self) -> &[u8] {
        &self.buckets
    }
}

fn rule_slot(slot: Slot, sets: &WordSets) -> Option<RuleSlot> {
    let words = sets.get(slot.words);
    Some(RuleSlot {
        some: words.iter().fold(0, |some, word| some | 1 << (word % 64)),
        start: sets.range(slot.words).start,
        length: u16::try_from(words.len()).ok()?,
        gap: slot.gap,
        optional: slot.optional,
    })
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

/// Up to eight rules at a word that anchors them: between words of which buckets each may stand.
///
/// By the bucket of the word right before the anchor and by that of the word right after it, a bit
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

    /// The rules that may stand between words of two buckets, as bits.
    #[inline]
    pub(super) fn may_stand(&self, (before, after): (u32, u32)) -> u8 {
        let of = |side: &[u8; BUCKETS as usize], bucket: u32| {
            side.get(index(bucket) % side.len()).copied().unwrap_or(0)
        };
        of(&self.before, before) & of(&self.after, after)
    }

    fn insert(&mut self, which: usize, (before, after): (BucketSet, BucketSet)) {
        for (side, buckets) in [(&mut self.before, before), (&mut self.after, after)] {
            for (bucket, rules) in side.iter_mut().enumerate() {
                *rules |= u8::from(buckets >> bucket & 1 == 1) << which;
            }
        }
    }
}

/// Where the postings of a word lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostingRange {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl PostingRange {
    /// Whether the word anchors a rule.
    pub(super) fn is_some(self) -> bool {
        self.start != 0
    }
}

impl Default for PostingRange {
    /// That of no rules, which are the first posting.
    fn default() -> Self {
        Self { start: 0, end: 1 }
    }
}

/// The rules of all passes by the words that anchor them.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    all: Vec<Posting>,
    /// The numbers of the rules of each posting.
    numbers: Vec<[u32; 8]>,
    /// By pass and word.
    by_word: [Vec<PostingRange>; Pass::ALL.len()],
}

impl Postings {
    fn new(
        rules: &[Rule],
        surroundings: &[Surroundings],
        sets: &WordSets,
        buckets: &WordBuckets,
        size: usize,
    ) -> Result<Self, Fault> {
        let may_stand = |words: Option<SetId>| {
            words.map_or(BucketSet::MAX, |words| buckets.of_words(sets.get(words)))
        };
        let sides: Vec<(BucketSet, BucketSet)> = surroundings
            .iter()
            .map(|around| (may_stand(around.before), may_stand(around.after)))
            .collect();
        let (all, numbers) = (vec![Posting::NONE], vec![[u32::MAX; 8]]);
        let mut postings = Self { all, numbers, ..Self::default() };
        for pass in Pass::ALL {
            let in_pass = (0..).zip(rules.iter().zip(surroundings));
            let in_pass = in_pass.filter(|(_, (rule, _))| Pass::of(rule.set, rule.role) == pass);
            let anchored = in_pass.flat_map(|(number, (_, around))| {
                sets.get(around.anchors).iter().map(move |word| (usize::from(*word), number))
            });
            let by_word = Lists::of(anchored, size)?;
            // Words that anchor the same rules share them.
            let mut shared: HashMap<&[u32], PostingRange> = HashMap::new();
            let mut ranges = vec![PostingRange::default(); size];
            for (word, range) in ranges.iter_mut().enumerate() {
                let numbers = by_word.get(word);
                if numbers.is_empty() {
                    continue;
                }
                *range = match shared.get(numbers) {
                    Some(known) => *known,
                    None => postings.add(numbers, &sides)?,
                };
                shared.insert(numbers, *range);
            }
            if let Some(by_word) = postings.by_word.get_mut(pass as usize) {
                *by_word = ranges;
            }
        }
        Ok(postings)
    }

    fn add(
        &mut self,
        rules: &[u32],
        sides: &[(BucketSet, BucketSet)],
    ) -> Result<PostingRange, Fault> {
        let end = |all: &Vec<Posting>| u32::try_from(all.len()).map_err(|_| Fault::TooManyWords);
        let start = end(&self.all)?;
        for some in rules.chunks(8) {
            let mut posting = Posting::NONE;
            let mut numbers = [u32::MAX; 8];
            for (which, (number, rule)) in numbers.iter_mut().zip(some).enumerate() {
                posting.insert(which, sides.get(index(*rule)).copied().unwrap_or_default());
                *number = *rule;
            }
            self.all.push(posting);
            self.numbers.push(numbers);
        }
        Ok(PostingRange { start, end: end(&self.all)? })
    }

    /// Where the postings of a pass lie, by the numbers of words.
    pub(super) fn of(&self, pass: Pass) -> &[PostingRange] {
        self.by_word.get(pass as usize).map_or(&[], Vec::as_slice)
    }

    /// A posting; that of no rules beyond the last one.
    #[inline]
    pub(super) fn posting(&self, at: u32) -> &Posting {
        self.all.get(index(at)).unwrap_or(&Posting::NONE)
    }

    /// The number of a rule of a posting; none where no rule is.
    #[inline]
    pub(super) fn rule(&self, posting: u32, which: u32) -> u32 {
        let numbers = self.numbers.get(index(posting));
        numbers.and_then(|numbers| numbers.get(index(which % 8))).copied().unwrap_or(u32::MAX)
    }
}

/// A list of numbers for each of some keys, in one piece of memory.
pub(super) struct Lists {
    all: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    /// Those of pairs of a key below `size` and a number; numbers of a key stay in order.
    pub(super) fn of(
        pairs: impl Iterator<Item = (usize, u32)> + Clone,
        size: usize,
    ) -> Result<Self, Fault> {
        // First how many each key has, then where they start, and in the end where they end.
        let mut ends = vec![0_u32; size];
        let mut count = 0_usize;
        for (key, _) in pairs.clone() {
            if let Some(end) = ends.get_mut(key) {
                *end += 1;
                count += 1;
            }
        }
        u32::try_from(count).map_err(|_| Fault::TooManyWords)?;
        let mut start = 0;
        for end in &mut ends {
            (start, *end) = (start + *end, start);
        }
        let mut all = vec![0; count];
        for (key, number) in pairs {
            let Some(end) = ends.get_mut(key) else { continue };
            if let Some(free) = all.get_mut(index(*end)) {
                *free = number;
            }
            *end += 1;
        }
        Ok(Self { all, ends })
    }

    /// The numbers of a key.
    pub(super) fn get(&self, key: usize) -> &[u32] {
        let end = |key: usize| self.ends.get(key).copied();
        let start = key.checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(key)).map_or(0..0, |(start, end)| index(start)..index(end));
        self.all.get(range).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_the_numbers_of_their_keys() {
        let pairs = [(3, 7), (0, 1), (3, 5), (9, 4), (3, 7)];
        let lists = Lists::of(pairs.into_iter(), 5).unwrap();
        let expected: [&[u32]; 6] = [&[1], &[], &[], &[7, 5, 7], &[], &[]];
        assert_eq!([0, 1, 2, 3, 4, 5].map(|key| lists.get(key)), expected);
    }

    #[test]
    fn common_words_are_told_by_their_rank() {
        let frequencies = Frequencies::new(&[5, 7, 5], 10);
        assert_eq!(frequencies.of(5), Frequencies::COMMONEST);
        assert_eq!(frequencies.of(7), Frequencies::COMMONEST / 2);
        assert_eq!(frequencies.of(8), Frequencies::RARE);
    }
}

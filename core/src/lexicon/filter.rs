//! What stands around the words of a message: what rules a phrase out before it is looked for. It
//! may let too much pass, never too little.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::index::{Anchor, Anchors, Pass, Rules, Surroundings, What};
use crate::text::{Token, index};

/// How many kinds there are.
pub(super) const BUCKETS: u8 = 64;
/// The kinds of what stands before the first word of a message and after the last one.
pub(super) const START: u8 = 0;
pub(super) const END: u8 = 1;
/// The first kind of words.
pub(super) const FIRST: u8 = 2;
/// The kind of words that no rule needs.
pub(super) const NO_BUCKET: u8 = BUCKETS - 1;

/// Some kinds of words, as a bit for each. All of a message have the last one.
pub(super) type BucketSet = u64;

/// The set of anything.
const ANYTHING: BucketSet = 1 << NO_BUCKET;

/// A kind as a set.
pub(super) fn set_of(kind: u8) -> BucketSet {
    1 << (kind % BUCKETS)
}

/// Words some way from an anchor, one of which must be of some kinds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needed {
    kinds: BucketSet,
    /// Where they lie in [`NeighbourFilter`] if the anchor is the first word of a stretch.
    run: u16,
}

impl Needed {
    /// What any words have.
    pub(super) const ANY: Self = Self { kinds: ANYTHING, run: NeighbourFilter::FAR };

    /// Words from `first` to `last` words after the anchor, or before it where negative; none if
    /// they are too far away.
    pub(super) fn of(kinds: BucketSet, first: i32, last: i32) -> Option<Self> {
        let far = i32::from(NeighbourFilter::FAR);
        if first < -far || last > far {
            return None;
        }
        let length = u16::try_from(last - first + 1).ok()?;
        let row = (0..NeighbourFilter::ROWS).find(|row| length <= 1 << row)?;
        let offset = u16::try_from(first + far).ok()?;
        Some(Self { kinds, run: row * NeighbourFilter::ROW + offset })
    }
}

/// The kinds of the words of a stretch of a message and of those around it.
pub(super) struct NeighbourFilter {
    /// A row for each length of runs: by where they start the kinds of one word, of two, of four
    /// and of eight words together.
    runs: [BucketSet; Self::SIZE],
}

impl Default for NeighbourFilter {
    fn default() -> Self {
        Self { runs: [ANYTHING; Self::SIZE] }
    }
}

impl NeighbourFilter {
    /// How many words make a stretch, at most.
    pub(super) const STRETCH: usize = 64;
    /// How far around them words are told.
    const FAR: u16 = 10;
    /// How many rows there are, and how long they are.
    const ROWS: u16 = 4;
    const ROW: u16 = 128;
    const SIZE: usize = (Self::ROWS * Self::ROW) as usize;

    /// Takes the words of a message from `from` to `end` as its stretch.
    #[inline(never)]
    pub(super) fn fill(&mut self, kinds: &[u8], tokens: &[Token], from: usize, end: usize) {
        let far = usize::from(Self::FAR);
        let length = end - from + 2 * far;
        let (rows, _) = self.runs.as_chunks_mut::<{ Self::ROW as usize }>();
        let [one, two, four, eight] = rows else { return };
        one.fill(ANYTHING);
        let missing = far.saturating_sub(from);
        let words = tokens.get(from.saturating_sub(far)..).unwrap_or(&[]);
        let places = one.get_mut(missing..length).unwrap_or(&mut []);
        for (place, token) in places.iter_mut().zip(words) {
            let kind = kinds.get(usize::from(token.word)).copied().unwrap_or(NO_BUCKET);
            *place = ANYTHING | set_of(kind);
        }
        if let Some(before) = missing.checked_sub(1).and_then(|at| one.get_mut(at)) {
            *before |= set_of(START);
        }
        if let Some(after) = one.get_mut(tokens.len() - from + far) {
            *after |= set_of(END);
        }
        join(one, 1, two, length);
        join(two, 2, four, length);
        join(four, 4, eight, length);
    }

    /// For each word of the stretch, the kinds of the words right before and right after it.
    #[inline]
    pub(super) fn beside(&self) -> impl Iterator<Item = (u32, u32)> {
        let far = usize::from(Self::FAR);
        let (before, after) = (self.runs.iter().skip(far - 1), self.runs.iter().skip(far + 1));
        before.zip(after).map(|(before, after)| (kind_of(*before), kind_of(*after)))
    }

    /// The same for one word.
    #[inline]
    pub(super) fn beside_word(&self, nth: usize) -> (u32, u32) {
        let kind = |at: usize| self.runs.get(at % Self::SIZE).map_or(0, |set| kind_of(*set));
        let own = nth + usize::from(Self::FAR);
        (kind(own - 1), kind(own + 1))
    }

    /// Whether a word of the stretch has around it what is needed: 1 if it has.
    #[inline]
    pub(super) fn has(&self, nth: u32, Needed { kinds, run }: Needed) -> usize {
        let run = self.runs.get((index(nth) + usize::from(run)) % Self::SIZE);
        usize::from(run.is_some_and(|run| run & kinds != 0))
    }
}

/// The kind of a word, told by its set.
#[inline]
fn kind_of(set: BucketSet) -> u32 {
    set.trailing_zeros()
}

type BucketRow = [BucketSet; NeighbourFilter::ROW as usize];

/// Joins each of the first runs with the one that starts `step` words later.
fn join(runs: &BucketRow, step: usize, longer: &mut BucketRow, length: usize) {
    let pairs = runs.iter().zip(runs.iter().skip(step));
    for (longer, (run, next)) in longer.iter_mut().zip(pairs).take(length) {
        *longer = run | next;
    }
}

/// Something for each kind.
type ByBucket<T> = [T; BUCKETS as usize];

/// Words parted into kinds.
#[derive(Debug)]
pub(super) struct WordBuckets {
    by_word: Vec<u8>,
    /// How often the words of each kind stand in ordinary mail.
    often: ByBucket<u64>,
}

impl WordBuckets {
    /// Parts words, of which there are so many, by what phrases need around their anchors and by
    /// how often each word stands in ordinary mail.
    ///
    /// A kind is found for one word after another, the commonest first: that by which as little as
    /// can be will pass that should not, which are words of a kind where a phrase needs others of
    /// it.
    pub(super) fn of(
        surroundings: &[Surroundings],
        often: &BTreeMap<u16, u64>,
        size: usize,
    ) -> Self {
        let often = |word: u16| often.get(&word).copied().unwrap_or(0);
        let mut asked: BTreeMap<&[u16], u64> = BTreeMap::new();
        for Surroundings { anchors, before, after, far } in surroundings {
            let times = anchors.iter().map(|word| often(*word)).sum::<u64>();
            let far = far.iter().filter_map(|far| match &far.what {
                What::Word(words) => Some(words),
                What::Start | What::End => None,
            });
            for words in before.iter().chain(after).chain(far) {
                *asked.entry(words).or_default() += times;
            }
        }
        let mut words: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (number, words_of_set) in asked.keys().enumerate() {
            for word in *words_of_set {
                words.entry(*word).or_default().push(number);
            }
        }
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_cached_key(|(word, _)| (Reverse(often(*word)), *word));

        let sets = asked.into_values().map(|asked| NeededWords { asked, kinds: 0 }).collect();
        let mut parted = Parted { sets, often: [0; _], asked: [0; _] };
        let mut by_word = vec![NO_BUCKET; size];
        for (word, sets) in words {
            if let Some(kind) = by_word.get_mut(usize::from(word)) {
                *kind = parted.put(often(word), &sets);
            }
        }
        Self { by_word, often: parted.often }
    }

    /// The kinds by the numbers of words.
    pub(super) fn into_by_word(self) -> Vec<u8> {
        self.by_word
    }

    /// The kinds that some words are of.
    pub(super) fn of_words(&self, words: &[u16]) -> BucketSet {
        let kind = |word: &u16| self.by_word.get(usize::from(*word)).copied().unwrap_or(NO_BUCKET);
        words.iter().map(kind).fold(0, |set, kind| set | set_of(kind))
    }

    /// How often words of some kinds stand in ordinary mail.
    pub(super) fn often(&self, set: BucketSet) -> u64 {
        let kinds = (0..BUCKETS).zip(self.often).filter(|(kind, _)| set & set_of(*kind) != 0);
        kinds.map(|(_, often)| often).sum()
    }
}

/// Words that phrases need.
struct NeededWords {
    /// How often they are asked for.
    asked: u64,
    kinds: BucketSet,
}

/// Sets of words that are being parted.
struct Parted {
    sets: Vec<NeededWords>,
    /// By kind, how often its words stand in ordinary mail, and how often sets that have words of
    /// it are asked for.
    often: ByBucket<u64>,
    asked: ByBucket<u64>,
}

impl Parted {
    /// Gives a word of some sets the kind that adds the least to what passes and should not.
    fn put(&mut self, often: u64, sets: &[usize]) -> u8 {
        let mut total = 0;
        let mut shared: ByBucket<u64> = [0; _];
        for set in sets.iter().filter_map(|set| self.sets.get(*set)) {
            total += set.asked;
            for (kind, shared) in (0..).zip(&mut shared) {
                *shared += if set.kinds & set_of(kind) == 0 { 0 } else { set.asked };
            }
        }
        let by_kind = shared.iter().zip(self.often.iter().zip(&self.asked));
        let cost = |(shared, (own, asked)): (&u64, (&u64, &u64))| {
            let of_others = (total - shared).saturating_mul(*own);
            of_others.saturating_add((asked - shared).saturating_mul(often))
        };
        let costs = (0..NO_BUCKET).zip(by_kind.map(cost)).skip(usize::from(FIRST));
        let kind = costs.min_by_key(|(_, cost)| *cost).map_or(NO_BUCKET, |(kind, _)| kind);
        for set in sets {
            let Some(set) = self.sets.get_mut(*set) else { continue };
            if let Some(asked) = self.asked.get_mut(usize::from(kind)) {
                *asked += if set.kinds & set_of(kind) == 0 { set.asked } else { 0 };
            }
            set.kinds |= set_of(kind);
        }
        if let Some(own) = self.often.get_mut(usize::from(kind)) {
            *own += often;
        }
        kind
    }
}

/// How many words are looked at before the rules that they anchor are.
const STRETCH: usize = NeighbourFilter::STRETCH;

/// Posting rules at a word of the stretch, both told by their places.
#[derive(Debug, Clone, Copy, Default)]
struct Placed {
    nth: u32,
    eight: u32,
}

/// A rule at the word of the message that anchors it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Candidate {
    pub(super) at: u32,
    pub(super) rule: u32,
}

/// Room for the rules that are tried together.
pub(super) struct Candidates {
    around: NeighbourFilter,
    row: PostingRow,
    many: Many,
    queue: Queue,
}

impl Default for Candidates {
    fn default() -> Self {
        Self {
            around: NeighbourFilter::default(),
            row: PostingRow {
                placed: [Placed::default(); PostingRow::SIZE],
                may: [0; PostingRow::SIZE],
                length: 0,
            },
            many: Many { rest: [(0, Anchor::default()); STRETCH], length: 0, next: 0 },
            queue: Queue { slots: [Candidate::default(); Queue::SIZE], length: 0 },
        }
    }
}

/// Rules by eights.
struct PostingRow {
    placed: [Placed; Self::SIZE],
    /// A bit for each rule that the words beside its anchor let pass.
    may: [u8; Self::SIZE],
    /// How many places are taken, all of the last eight places told.
    length: usize,
}

impl PostingRow {
    /// Room for the first eight rules of each word of a stretch, and for as many more.
    const SIZE: usize = 2 * STRETCH;
}

/// The words of a stretch that anchor more than eight rules.
struct Many {
    /// By their places in it, the rules that have not been looked at.
    rest: [(u32, Anchor); STRETCH],
    length: usize,
    /// The first one that has not been looked at.
    next: usize,
}

/// Rules that may hold at their anchors.
struct Queue {
    slots: [Candidate; Self::SIZE],
    length: usize,
}

impl Queue {
    /// As many as a row holds.
    const SIZE: usize = 8 * PostingRow::SIZE;
}

impl Candidates {
    /// Hands the rules of a list that may hold to a search: each with the word of the message that
    /// anchors it. The words are a range of `tokens`.
    pub(super) fn each(
        &mut self,
        rules: &Rules,
        list: Pass,
        tokens: &[Token],
        range: Range<usize>,
        mut search: impl FnMut(Candidate),
    ) {
        let (anchors, by_word) = (rules.anchors(), rules.anchors().of(list));
        let Self { around, row, many, queue } = self;
        let mut from = range.start;
        while from < range.end {
            let end = range.end.min(from + STRETCH);
            around.fill(rules.kinds(), tokens, from, end);
            let words = tokens.get(from..end).unwrap_or(&[]);
            row.look(anchors, by_word, words, around, many);
            loop {
                if many.next < many.length {
                    row.look_at_more(anchors, around, many);
                }
                queue.narrow(rules, row, around, from);
                for candidate in queue.slots.iter().take(queue.length) {
                    search(*candidate);
                }
                if many.next == many.length {
                    break;
                }
                row.length = 0;
            }
            from = end;
        }
    }
}

impl PostingRow {
    /// Looks at the first eight rules of each word.
    #[inline(never)]
    fn look(
        &mut self,
        anchors: &Anchors,
        by_word: &[Anchor],
        words: &[Token],
        around: &NeighbourFilter,
        many: &mut Many,
    ) {
        let mut count = 0;
        let places = self.placed.iter_mut().zip(&mut self.may).zip(around.beside());
        for ((nth, token), ((placed, may), beside)) in (0..).zip(words).zip(places) {
            let anchor = by_word.get(usize::from(token.word)).copied().unwrap_or_default();
            *placed = Placed { nth, eight: anchor.start };
            *may = anchors.eight(anchor.start).may_stand(beside);
            if let Some(place) = many.rest.get_mut(count % STRETCH) {
                *place = (nth, Anchor { start: anchor.start + 1, end: anchor.end });
            }
            count += usize::from(anchor.end > anchor.start + 1);
        }
        (many.length, many.next) = (count, 0);
        self.length = words.len();
        self.end_group();
    }

    /// Looks at as many of the other rules as it has room for.
    #[inline(never)]
    fn look_at_more(&mut self, anchors: &Anchors, around: &NeighbourFilter, many: &mut Many) {
        let mut length = self.length;
        let rest = many.rest.get_mut(..many.length).unwrap_or(&mut []);
        for (nth, anchor) in rest.iter_mut().skip(many.next) {
            let beside = around.beside_word(index(*nth));
            let free = self.placed.iter_mut().zip(&mut self.may).skip(length);
            for (eight, (placed, may)) in (anchor.start..anchor.end).zip(free) {
                *placed = Placed { nth: *nth, eight };
                *may = anchors.eight(eight).may_stand(beside);
                length += 1;
                anchor.start = eight + 1;
            }
            if anchor.start < anchor.end {
                break;
            }
            many.next += 1;
        }
        self.length = length;
        self.end_group();
    }

    /// Fills the last eight places.
    fn end_group(&mut self) {
        let end = self.length.next_multiple_of(8);
        self.may.get_mut(self.length..end).unwrap_or(&mut []).fill(0);
        self.length = end;
    }
}

impl Queue {
    /// Takes those of a row that have around their anchors what they need.
    #[inline(never)]
    fn narrow(&mut self, rules: &Rules, row: &PostingRow, around: &NeighbourFilter, from: usize) {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        let mut kept = 0;
        let (placed, _) = row.placed.as_chunks::<8>();
        let (groups, _) = row.may.as_chunks::<8>();
        for (placed, may) in placed.iter().zip(groups).take(row.length / 8) {
            let mut bits = u64::from_le_bytes(*may);
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let Some(Placed { nth, eight }) = placed.get(index(bit / 8 % 8)) else { continue };
                let rule = rules.anchors().rule(*eight, bit);
                if let Some(slot) = self.slots.get_mut(kept % Self::SIZE) {
                    *slot = Candidate { at: *nth, rule };
                }
                let [first, _] = *rules.needs(rule);
                kept += around.has(*nth, first);
            }
        }
        self.length = 0;
        for nth in 0..kept {
            let Some(Candidate { at, rule }) = self.slots.get(nth).copied() else { continue };
            if let Some(slot) = self.slots.get_mut(self.length % Self::SIZE) {
                *slot = Candidate { at: from.wrapping_add(at), rule };
            }
            let [_, second] = *rules.needs(rule);
            self.length += around.has(at, second);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::Far;
    use super::*;

    /// Words whose numbers are their kinds.
    fn words(kinds: impl Iterator<Item = u8>) -> Vec<Token> {
        kinds.map(|kind| Token { word: u16::from(kind), ..Token::default() }).collect()
    }

    /// Whether one of some words around a word is of a kind, told slowly.
    fn stands(words: &[Token], at: usize, first: i32, last: i32, kind: u8) -> bool {
        let end = i32::try_from(words.len()).unwrap();
        (first..=last).map(|step| i32::try_from(at).unwrap() + step).any(|at| match at {
            -1 => kind == START,
            at if at == end => kind == END,
            at if (0..end).contains(&at) => {
                words[usize::try_from(at).unwrap()].word == u16::from(kind)
            }
            _ => false,
        })
    }

    #[test]
    fn what_stands_around_a_word_is_told() {
        let kinds: Vec<u8> = (0..BUCKETS).collect();
        let numbers = FIRST..BUCKETS;
        let words = words(numbers.clone().chain(numbers.rev()).cycle().take(150));
        let mut around = NeighbourFilter::default();
        let (mut there, mut missing) = (0, 0);
        for from in (0..150).step_by(NeighbourFilter::STRETCH) {
            let end = words.len().min(from + NeighbourFilter::STRETCH);
            around.fill(&kinds, &words, from, end);
            for nth in 0..end - from {
                for (first, last) in [(1, 1), (2, 2), (1, 4), (1, 8), (3, 10), (-1, -1), (-9, -2)] {
                    for kind in (0..NO_BUCKET).step_by(3).chain([END]) {
                        let needed = Needed::of(set_of(kind), first, last).unwrap();
                        let has = around.has(u32::try_from(nth).unwrap(), needed) == 1;
                        let expected = stands(&words, from + nth, first, last, kind);
                        assert_eq!(has, expected, "{kind} {first} to {last} of {}", from + nth);
                        *(if has { &mut there } else { &mut missing }) += 1;
                    }
                }
                assert_eq!(around.has(u32::try_from(nth).unwrap(), Needed::ANY), 1);
            }
        }
        assert!(there > 1_000 && missing > 1_000, "{there} {missing}");
    }

    #[test]
    fn words_too_far_away_are_not_told() {
        assert!(Needed::of(4, 1, 10).is_none());
        assert!(Needed::of(4, 4, 11).is_none());
        assert!(Needed::of(4, -11, -9).is_none());
        assert!(Needed::of(4, 3, 10).is_some());
        assert!(Needed::of(4, -10, -3).is_some());
    }

    #[test]
    fn the_words_beside_each_are_told() {
        let words = words([5, 6, 7].into_iter());
        let mut around = NeighbourFilter::default();
        around.fill(&(0..BUCKETS).collect::<Vec<_>>(), &words, 0, 3);
        let (start, end) = (u32::from(START), u32::from(END));
        let beside = [(start, 6), (5, 7), (6, end)];
        assert_eq!(around.beside().take(3).collect::<Vec<_>>(), beside);
        assert_eq!([0, 1, 2].map(|nth| around.beside_word(nth)), beside);
    }

    /// WordBuckets of words of which each phrase needs some, anchored at word 1; how often each word
    /// stands is told by its number.
    fn kinds(sets: impl Iterator<Item = Vec<u16>>, often: impl Fn(u16) -> u64) -> WordBuckets {
        let surroundings = |words| Surroundings {
            anchors: vec![1],
            before: None,
            after: None,
            far: vec![Far { what: What::Word(words), first: 1, last: 4 }],
        };
        let surroundings: Vec<_> = sets.map(surroundings).collect();
        let often = (1..2_000).map(|word| (word, often(word))).collect();
        WordBuckets::of(&surroundings, &often, 2_000)
    }

    #[test]
    fn the_commonest_words_have_kinds_of_their_own() {
        let rare = |word| if word <= 40 { 10_000 } else { 1 };
        let kinds = kinds((2..=1_000).map(|word| vec![word]), rare);
        for common in 2..=40 {
            let own = kinds.of_words(&[common]);
            let others = (2..=40).filter(|word| kinds.of_words(&[*word]) == own);
            assert_eq!(others.count(), 1, "{common}");
        }
    }

    #[test]
    fn words_of_the_same_places_are_of_one_kind() {
        let sets = (0..150).map(|nth| (10 * nth + 2..10 * nth + 12).collect());
        let kinds = kinds(sets, |_| 1);
        let of_set = |nth: u16| kinds.of_words(&(10 * nth + 2..10 * nth + 12).collect::<Vec<_>>());
        // There are 61 kinds, which the first words get; all others join words of their own set.
        let alone = (10..150_u16).filter(|nth| of_set(*nth).is_power_of_two()).count();
        assert_eq!(alone, 140);
    }

    #[test]
    fn words_that_nothing_needs_are_of_no_kind() {
        let kinds = kinds([vec![5, 6]].into_iter(), |_| 1);
        assert_eq!(kinds.of_words(&[7, 1_999]), set_of(NO_BUCKET));
        assert_eq!(kinds.of_words(&[5]) & set_of(NO_BUCKET), 0);
        assert_eq!(kinds.often(kinds.of_words(&[5, 6])), 2);
    }
}

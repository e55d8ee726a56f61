//! What stands around the words of a message: what rules a phrase out before it is looked for. It
//! may let too much pass, never too little.

use crate::text::{Token, place};

/// How many kinds there are.
pub(super) const KINDS: u8 = 64;
/// The kinds of what stands before the first word of a message and after the last one.
pub(super) const START: u8 = 0;
pub(super) const END: u8 = 1;
/// The first kind of words.
pub(super) const FIRST: u8 = 2;
/// The kind of words that no rule needs.
pub(super) const NO_KIND: u8 = KINDS - 1;

/// Some kinds of words, as a bit for each. All of a message have the last one.
pub(super) type KindSet = u64;

/// The set of anything.
const ANYTHING: KindSet = 1 << NO_KIND;

/// A kind as a set.
pub(super) fn set_of(kind: u8) -> KindSet {
    1 << (kind % KINDS)
}

/// Words some way from an anchor, one of which must be of some kinds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needed {
    kinds: KindSet,
    /// Where they lie in [`Around`] if the anchor is the first word of a stretch.
    run: u16,
}

impl Needed {
    /// What any words have.
    pub(super) const ANY: Self = Self { kinds: ANYTHING, run: Around::FAR };

    /// Words from `first` to `last` words after the anchor, or before it where negative; none if
    /// they are too far away.
    pub(super) fn of(kinds: KindSet, first: i32, last: i32) -> Option<Self> {
        let far = i32::from(Around::FAR);
        if first < -far || last > far {
            return None;
        }
        let length = u16::try_from(last - first + 1).ok()?;
        let row = (0..Around::ROWS).find(|row| length <= 1 << row)?;
        let offset = u16::try_from(first + far).ok()?;
        Some(Self { kinds, run: row * Around::ROW + offset })
    }
}

/// The kinds of the words of a stretch of a message and of those around it.
pub(super) struct Around {
    /// A row for each length of runs: by where they start the kinds of one word, of two, of four
    /// and of eight words together.
    runs: [KindSet; Self::SIZE],
}

impl Default for Around {
    fn default() -> Self {
        Self { runs: [ANYTHING; Self::SIZE] }
    }
}

impl Around {
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
            let kind = kinds.get(usize::from(token.word)).copied().unwrap_or(NO_KIND);
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
        let run = self.runs.get((place(nth) + usize::from(run)) % Self::SIZE);
        usize::from(run.is_some_and(|run| run & kinds != 0))
    }
}

/// The kind of a word, told by its set.
#[inline]
fn kind_of(set: KindSet) -> u32 {
    set.trailing_zeros()
}

type Row = [KindSet; Around::ROW as usize];

/// Joins each of the first runs with the one that starts `step` words later.
fn join(runs: &Row, step: usize, longer: &mut Row, length: usize) {
    let pairs = runs.iter().zip(runs.iter().skip(step));
    for (longer, (run, next)) in longer.iter_mut().zip(pairs).take(length) {
        *longer = run | next;
    }
}

#[cfg(test)]
mod tests {
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
        let kinds: Vec<u8> = (0..KINDS).collect();
        let numbers = FIRST..KINDS;
        let words = words(numbers.clone().chain(numbers.rev()).cycle().take(150));
        let mut around = Around::default();
        let (mut there, mut missing) = (0, 0);
        for from in (0..150).step_by(Around::STRETCH) {
            let end = words.len().min(from + Around::STRETCH);
            around.fill(&kinds, &words, from, end);
            for nth in 0..end - from {
                for (first, last) in [(1, 1), (2, 2), (1, 4), (1, 8), (3, 10), (-1, -1), (-9, -2)] {
                    for kind in (0..NO_KIND).step_by(3).chain([END]) {
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
        let mut around = Around::default();
        around.fill(&(0..KINDS).collect::<Vec<_>>(), &words, 0, 3);
        let (start, end) = (u32::from(START), u32::from(END));
        let beside = [(start, 6), (5, 7), (6, end)];
        assert_eq!(around.beside().take(3).collect::<Vec<_>>(), beside);
        assert_eq!([0, 1, 2].map(|nth| around.beside_word(nth)), beside);
    }
}

//! From text to the words of a language, and to the phrases that occur.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::mem;

use super::compile::Index;
use super::matcher::{Hit, Hits};
use super::phrase::{Pass, PhraseRole, PhraseSet};
use super::words::{NUMBER, TAKEN, UNKNOWN, has_digits};
use crate::text::{BitSet, Break, Keys, Token, index, letters, read_words};

/// How many words are looked up together.
const TOGETHER: usize = 64;

/// A message as one language reads it.
pub(crate) struct LanguageReading<'t> {
    pub(crate) index: &'t Index,
    /// There until it is dropped.
    room: Option<Box<Room>>,
    /// Which of its words the language has to which it leaves cues, and whether it leaves those of
    /// high risk alone; none where it leaves none.
    left_to_other: Option<(BitSet, bool)>,
}

/// What is read of a message; the next message of the thread is read into the same room.
#[derive(Default)]
struct Room {
    tokens: Vec<Token>,
    /// The phrases of high risk and of topics that occur, once somebody has asked, and room for
    /// them.
    language: OnceCell<Hits>,
    free_hits: Cell<Hits>,
    unknown: Unknown,
}

/// The words that are not found at once, by their keys and places.
struct Unknown([(u128, usize); TOGETHER]);

impl Default for Unknown {
    fn default() -> Self {
        Self([(0, 0); TOGETHER])
    }
}

/// Fewer of the commonest words tell no language, nor do fewer that are common in no other one.
const FEWEST_COMMON: usize = 3;
const FEWEST_ALONE: usize = 2;
/// Fewer words of a language tell nothing of the message.
const FEWEST_WORDS: usize = 2;
/// The most words that room is kept for, those of some ten kilobytes, and the most rooms of a
/// thread.
const MOST_KEPT: usize = 2048;
const MOST_ROOMS: usize = 8;

/// Boxes, which are cheaper to move than the two kilobytes of a room.
type FreeRooms = Vec<Box<Room>>;

thread_local! {
    static ROOMS: Cell<FreeRooms> = const { Cell::new(Vec::new()) };
    /// Room for words of which allow-phrases have taken some.
    static TAKEN_ROOM: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

impl Drop for LanguageReading<'_> {
    fn drop(&mut self) {
        let Some(mut room) = self.room.take() else { return };
        if let Some(mut hits) = room.language.take() {
            hits.clear();
            room.free_hits.set(hits);
        }
        if room.tokens.capacity().max(room.free_hits.get_mut().capacity()) <= MOST_KEPT {
            room.tokens.clear();
            // A thread that ends keeps no room.
            let _ = ROOMS.try_with(|kept| {
                let mut rooms = kept.take();
                if rooms.len() < MOST_ROOMS {
                    rooms.push(room);
                }
                kept.set(rooms);
            });
        }
    }
}

fn free_room() -> Box<Room> {
    let room = ROOMS.try_with(|kept| {
        let mut rooms = kept.take();
        let room = rooms.pop();
        kept.set(rooms);
        room
    });
    room.ok().flatten().unwrap_or_default()
}

impl<'t> LanguageReading<'t> {
    /// Reads folded text.
    pub(super) fn new(index: &'t Index, bytes: &[u8]) -> Self {
        let mut room = free_room();
        let Room { tokens, unknown, .. } = &mut *room;
        index.words(bytes, tokens, unknown);
        Self { index, room: Some(room), left_to_other: None }
    }

    /// The same without cues that consist of another language's words alone, which that one knows
    /// the meaning of: of a text of which nobody knows the language, those of English words
    /// (`manager`, `legal`).
    pub(super) fn beside(self, other: &Self, bytes: &[u8]) -> Self {
        self.leaving(other, bytes, false)
    }

    /// The same of English beside the language that a text is in: cues of high risk that consist
    /// of that one's words (`fraude` in Spanish) are left to it. Topics are read by both, for
    /// everybody writes `tracking`.
    pub(super) fn beside_own(self, own: &Self, bytes: &[u8]) -> Self {
        self.leaving(own, bytes, true)
    }

    fn leaving(mut self, other: &Self, bytes: &[u8], risk_alone: bool) -> Self {
        let mut shared = BitSet::of(self.tokens().len());
        let mut others = other.tokens().iter().peekable();
        for (at, token) in self.tokens().iter().enumerate() {
            while others.next_if(|other| other.start < token.start).is_some() {}
            let as_other = others.peek().filter(|other| {
                (other.start, other.end) == (token.start, token.end) && other.word != UNKNOWN
            });
            // What the other reads as one of its words misspelt may be a word here.
            if token.word == NUMBER
                || other.index.knows(bytes, token)
                || as_other.is_some() && !self.index.knows(bytes, token)
            {
                shared.insert(at);
            }
        }
        self.left_to_other = Some((shared, risk_alone));
        self
    }

    /// Whether a cue is left to another language: it consists of that one's words alone.
    fn is_left(&self, set: PhraseSet, hit: &Hit) -> bool {
        let Some((shared, risk_alone)) = &self.left_to_other else { return false };
        (set == PhraseSet::Risk || !risk_alone)
            && hit.role.speaks()
            && (hit.first..=hit.last).all(|at| shared.contains(at))
    }

    /// Whether the language has all words of the message, of which no other one tells that it is in
    /// it: `foreign` says whether a word is common in others alone.
    pub(super) fn has_all(&self, bytes: &[u8], foreign: impl Fn(&[u8]) -> bool) -> bool {
        let words = || self.tokens().iter().filter(|token| token.word != NUMBER);
        words().count() >= FEWEST_WORDS
            && words().all(|token| {
                self.index.knows(bytes, token) && !foreign(slice(bytes, token.start, token.end))
            })
    }

    /// Whether the language's commonest words are so many of the message's, a quarter, that it is in
    /// that language. Two are to be common in no other one, and one that is counts for half: short
    /// messages in Spanish or Dutch consist of words that English has too (`me`, `no`, `was`, `in`).
    pub(super) fn is_explained(&self) -> bool {
        let (mut words, mut common, mut alone) = (0_usize, 0_usize, 0_usize);
        for token in self.tokens() {
            words += usize::from(token.word != NUMBER);
            common += usize::from(self.index.is_common(token.word));
            alone += usize::from(self.index.is_common_alone(token.word));
        }
        alone >= FEWEST_ALONE && common + alone >= 2 * FEWEST_COMMON && common * 4 >= words
    }

    /// The words of the message; hits are told by their numbers.
    pub(crate) fn tokens(&self) -> &[Token] {
        self.room.as_ref().map_or(&[], |room| &room.tokens)
    }

    /// The phrases of a set that occur, if one of its cues does. What an allow-phrase covers is
    /// read by no other.
    pub(crate) fn hits(&self, set: PhraseSet) -> Cow<'_, [Hit]> {
        let mut hits = self.all_hits(set);
        if hits.iter().any(|hit| self.is_left(set, hit)) {
            hits.to_mut().retain(|hit| !self.is_left(set, hit));
            if !hits.iter().any(|hit| hit.role.speaks()) {
                return Cow::Borrowed(&[]);
            }
        }
        hits
    }

    /// The phrases of high risk and of topics, looked for when first asked about: an agent's message
    /// is read for promises alone.
    fn language_hits<'r>(&self, room: &'r Room) -> &'r Hits {
        room.language.get_or_init(|| {
            let mut hits = room.free_hits.take();
            self.index.find(Pass::Language, &room.tokens, 0..room.tokens.len(), &mut hits);
            hits
        })
    }

    /// The same, cues of another language's words too.
    fn all_hits(&self, set: PhraseSet) -> Cow<'_, [Hit]> {
        let (pass, others) = set.passes();
        if pass == Pass::Language {
            let Some(found) = self.room.as_ref().map(|room| self.language_hits(room)) else {
                return Cow::Borrowed(&[]);
            };
            if !found.speaks(set) {
                return Cow::Borrowed(&[]);
            }
            if !found.has(set, PhraseRole::Allow) {
                return Cow::Borrowed(found.of(set));
            }
            return Cow::Owned(self.take_out(set, found.of(set)));
        }
        let all = || 0..self.tokens().len();
        let mut found = Hits::default();
        self.index.find(pass, self.tokens(), all(), &mut found);
        if !found.speaks(set) {
            return Cow::Borrowed(&[]);
        }
        if let Some(others) = others {
            self.index.find(others, self.tokens(), all(), &mut found);
        }
        if found.has(set, PhraseRole::Allow) {
            return Cow::Owned(self.take_out(set, found.of(set)));
        }
        Cow::Owned(found.into_set(set))
    }

    /// Looks again where an allow-phrase covers words of other phrases.
    fn take_out(&self, set: PhraseSet, found: &[Hit]) -> Vec<Hit> {
        let mut taken = TAKEN_ROOM.try_with(Cell::take).unwrap_or_default();
        taken.extend_from_slice(self.tokens());
        for hit in found.iter().filter(|hit| hit.role == PhraseRole::Allow) {
            for token in taken.get_mut(hit.first..=hit.last).unwrap_or(&mut []) {
                token.word = TAKEN;
            }
        }
        let mut hits: Vec<Hit> =
            found.iter().filter(|hit| hit.role != PhraseRole::Allow).copied().collect();
        // A phrase stays where it is unless words of it are taken.
        let mut count = 0;
        let number = |token: &Token| {
            count += usize::from(token.before == Break::Sentence);
            count
        };
        let numbers: Vec<usize> = taken.iter().map(number).collect();
        let sentence = |hit: &Hit| numbers.get(hit.first).copied().unwrap_or(0);
        let mut again = BitSet::of(count + 1);
        for hit in &hits {
            let words = taken.get(hit.first..=hit.last).unwrap_or(&[]);
            if words.iter().any(|token| token.word == TAKEN) {
                again.insert(sentence(hit));
            }
        }
        // What an allow-phrase of a confirmation takes is doubts: "no further questions" settles it.
        let stays = |hit: &Hit| set == PhraseSet::Confirmation && hit.role.speaks();
        hits.retain(|hit| stays(hit) || !again.contains(sentence(hit)));
        let (pass, others) = set.passes();
        let mut more = Hits::default();
        again.for_each(|sentence| {
            let first = numbers.partition_point(|number| *number < sentence);
            let end = numbers.partition_point(|number| *number <= sentence);
            for pass in [Some(pass), others].into_iter().flatten() {
                self.index.find(pass, &taken, first..end, &mut more);
            }
        });
        let found_again = more.of(set).iter();
        hits.extend(found_again.filter(|hit| hit.role != PhraseRole::Allow && !stays(hit)));
        if taken.capacity() <= MOST_KEPT {
            taken.clear();
            let _ = TAKEN_ROOM.try_with(|room| room.set(taken));
        }
        hits
    }
}

impl Index {
    /// Whether a word of a folded text is one of the lists as it stands.
    fn knows(&self, bytes: &[u8], token: &Token) -> bool {
        self.vocabulary.spelt(&letters(slice(bytes, token.start, token.end))) != UNKNOWN
    }

    /// The words of a text, looked up, into an empty list.
    fn words(&self, bytes: &[u8], tokens: &mut Vec<Token>, unknown: &mut Unknown) {
        tokens.reserve(bytes.len() / 5 + 4);
        let lonely = read_words(bytes, tokens);
        let mut odd = lonely;
        let keys = Keys::of(bytes);
        for some in tokens.chunks_mut(TOGETHER) {
            odd |= self.look_up(&keys, some, unknown);
        }
        if lonely {
            for token in tokens.iter_mut() {
                token.odd |= token.is_letter();
            }
        }
        if odd {
            self.deobfuscate(bytes, tokens);
        }
    }

    /// Looks words up; whether one of them may hide a word or be a part of one.
    #[inline(never)]
    fn look_up(&self, keys: &Keys<'_>, tokens: &mut [Token], unknown: &mut Unknown) -> bool {
        let numbers = self.vocabulary.numbers();
        // Which words are not found at once is hard to foretell, so that nothing is made to
        // depend on it.
        let Unknown(others) = unknown;
        let mut count = 0;
        let mut odd = false;
        for (nth, token) in tokens.iter_mut().enumerate() {
            let key = keys.key(token);
            token.word = numbers.at_once(key);
            odd |= token.odd;
            if let Some(other) = others.get_mut(count) {
                *other = (key, nth);
            }
            count += usize::from(token.word == UNKNOWN);
        }
        for other in others.iter_mut().take(count) {
            let (key, nth) = mem::take(other);
            let Some(token) = tokens.get_mut(nth) else { continue };
            token.word = match self.vocabulary.get(key) {
                UNKNOWN => self.unknown(slice(keys.bytes(), token.start, token.end), key),
                known => known,
            };
        }
        // Nothing that a customer wrote is kept, nor what was written last and counts for nothing.
        if let Some(last) = others.get_mut(count) {
            *last = (0, 0);
        }
        odd
    }

    /// A word that is not in the table: a long one, or one that no phrase knows: a number, or a word
    /// with letters drawn out (`fraaaud`) or one letter wrong.
    fn unknown(&self, text: &[u8], key: u128) -> u16 {
        if key == 0 {
            return match self.vocabulary.spelt(&letters(text)) {
                UNKNOWN if text.iter().any(u8::is_ascii_digit) => NUMBER,
                UNKNOWN => self.drawn_out(text),
                known => known,
            };
        }
        if has_digits(key) {
            return NUMBER;
        }
        let word = if is_drawn_out(key) { self.drawn_out(text) } else { UNKNOWN };
        if word == UNKNOWN { self.vocabulary.misspelt(key) } else { word }
    }

    /// The word with fewer letters of each kind that stands three times in a row, for a word of
    /// four letters or more.
    pub(super) fn drawn_out(&self, text: &[u8]) -> u16 {
        let same = |w: &[u8]| matches!(w, [a, b, c] if a.eq_ignore_ascii_case(b) && b.eq_ignore_ascii_case(c));
        if text.len() < 4 || !text.windows(3).any(same) {
            return UNKNOWN;
        }
        let shortened = |(from, keep)| self.vocabulary.spelt(&shortened(text, from, keep));
        let mut words = [(3, 1), (3, 2), (2, 1)].into_iter().map(shortened);
        words.find(|word| *word != UNKNOWN).unwrap_or(UNKNOWN)
    }
}

/// The bytes of a folded text from `start` to `end`.
pub(super) fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    bytes.get(index(start)..index(end)).unwrap_or(&[])
}

/// Whether a letter stands three times in a row in a word of at most sixteen.
fn is_drawn_out(key: u128) -> bool {
    const LOW: u128 = u128::from_ne_bytes([0x7F; 16]);
    let unlike = key ^ (key >> 8);
    // The highest bit of each byte tells whether a letter is the same as the one before it.
    let alike = !(((unlike & LOW) + LOW) | unlike) & !LOW;
    let own = u128::MAX.checked_shr(key.leading_zeros()).unwrap_or(0);
    alike & (alike >> 8) & own != 0
}

/// A word with letters that stand `from` times in a row or more standing `keep` times.
fn shortened(text: &[u8], from: usize, keep: usize) -> impl Iterator<Item = u8> + Clone {
    let mut run: Option<(u8, usize)> = None;
    let runs = letters(text).map(Some).chain([None]).filter_map(move |next| match (run, next) {
        (Some((letter, times)), Some(same)) if letter == same => {
            run = Some((letter, times + 1));
            None
        }
        (ended, _) => {
            run = next.map(|letter| (letter, 1));
            ended
        }
    });
    runs.flat_map(move |(letter, times)| {
        std::iter::repeat_n(letter, if times >= from { keep } else { times })
    })
}

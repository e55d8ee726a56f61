//! From text to numbered words and the sentences that they stand in.

use super::compile::Compiled;
use super::filters::Kinds;
use super::matcher::find_anchors;
use super::vocabulary::{NUMBER, UNKNOWN};
use crate::text::{Break, Folded, RawToken, key_of, place, tokenize};

/// A word of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// The word's number in the vocabulary.
    pub(crate) word: u16,
    /// What separates it from the word before.
    pub(crate) before: Break,
    /// Whether it may hide a word or be a part of one.
    pub(super) odd: bool,
    /// The number of its sentence.
    pub(super) sentence: u32,
    /// Where it starts in the folded text.
    pub(crate) start: u32,
    /// Where it ends in the folded text, exclusive.
    pub(crate) end: u32,
}

/// The words between two ends of sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    /// The first.
    pub(super) first: usize,
    /// The one after the last.
    pub(super) end: usize,
    /// The kinds of all of them.
    pub(super) kinds: Kinds,
}

/// A message as the lexicon reads it, once for every question.
pub(crate) struct Reading<'t> {
    pub(crate) text: Folded<'t>,
    pub(crate) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
    /// The places of the words at which cues may be anchored.
    pub(super) cue_anchors: Vec<usize>,
}

impl Compiled {
    /// Reads a text.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        let text = Folded::new(text);
        let bytes = text.bytes();
        let mut tokens: Vec<Token> = Vec::with_capacity(bytes.len() / 5 + 4);
        let mut odd = false;
        // Three letters in a row that stand alone may spell a word.
        let mut lonely = false;
        let (mut alone, mut last_alone) = (0, 0);
        tokenize(bytes, |raw| {
            let mut word = self.vocabulary.get(raw.key);
            if word == UNKNOWN {
                let RawToken { start, end, key, len, .. } = raw;
                word = if raw.digits {
                    NUMBER
                } else {
                    self.misread(slice(bytes, start, end), key, len)
                };
            }
            if raw.len == 1 {
                alone = if last_alone == tokens.len() { alone + 1 } else { 1 };
                last_alone = tokens.len() + 1;
                lonely |= alone >= 3;
            }
            odd |= raw.odd;
            let RawToken { start, end, before, .. } = raw;
            tokens.push(Token { word, before, odd: raw.odd, sentence: 0, start, end });
        });
        if lonely {
            for token in &mut tokens {
                token.odd |= token.end - token.start == 1;
            }
            odd = true;
        }
        if odd {
            self.reveal(bytes, &mut tokens);
        }
        let sentences = self.sentences(&mut tokens);
        let mut cue_anchors = Vec::new();
        find_anchors(self.rules.cue_gates(), &tokens, 0..tokens.len(), &mut cue_anchors);
        Reading { text, tokens, sentences, cue_anchors }
    }

    /// An unknown word of `len` letters, with letters drawn out (`fraaaud`) or one letter wrong.
    fn misread(&self, text: &[u8], key: u128, len: u32) -> u16 {
        let word = if len > 16 || is_drawn_out(key) { self.drawn_out(text) } else { UNKNOWN };
        if word == UNKNOWN { self.vocabulary.misspelt(key, len) } else { word }
    }

    /// The word with fewer letters of each kind that stands three times in a row, for a word of
    /// four letters or more.
    pub(super) fn drawn_out(&self, text: &[u8]) -> u16 {
        let same = |w: &[u8]| matches!(w, [a, b, c] if a.eq_ignore_ascii_case(b) && b.eq_ignore_ascii_case(c));
        if text.len() < 4 || !text.windows(3).any(same) {
            return UNKNOWN;
        }
        let shortened = |(from, keep)| self.vocabulary.get(shortened_key(text, from, keep));
        let mut words = [(3, 1), (3, 2), (2, 1)].into_iter().map(shortened);
        words.find(|word| *word != UNKNOWN).unwrap_or(UNKNOWN)
    }

    /// The sentences of a message; tells its words theirs.
    fn sentences(&self, tokens: &mut [Token]) -> Vec<Sentence> {
        let mut sentences = Vec::with_capacity(tokens.len() / 12 + 1);
        let (mut first, mut number) = (0, 0);
        let mut kinds = Kinds::NONE;
        for (at, token) in tokens.iter_mut().enumerate() {
            if token.before == Break::Sentence && at > 0 {
                sentences.push(Sentence { first, end: at, kinds });
                (first, kinds) = (at, Kinds::NONE);
                number += 1;
            }
            token.sentence = number;
            kinds.add(self.rules.kinds(token.word));
        }
        sentences.push(Sentence { first, end: tokens.len(), kinds });
        sentences
    }
}

/// The bytes of a folded text from `start` to `end`.
pub(super) fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    bytes.get(place(start)..place(end)).unwrap_or(&[])
}

/// A word's letters in lower case, without apostrophes.
pub(super) fn letters(word: &[u8]) -> impl Iterator<Item = u8> + Clone {
    word.iter().filter(|&&byte| byte != b'\'').map(u8::to_ascii_lowercase)
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

/// The key of a word with letters that stand `from` times in a row or more standing `keep` times.
fn shortened_key(text: &[u8], from: usize, keep: usize) -> u128 {
    let mut run: Option<(u8, usize)> = None;
    let runs = letters(text).map(Some).chain([None]).filter_map(|next| match (run, next) {
        (Some((letter, times)), Some(same)) if letter == same => {
            run = Some((letter, times + 1));
            None
        }
        (ended, _) => {
            run = next.map(|letter| (letter, 1));
            ended
        }
    });
    key_of(runs.flat_map(|(letter, times)| {
        std::iter::repeat_n(letter, if times >= from { keep } else { times })
    }))
}

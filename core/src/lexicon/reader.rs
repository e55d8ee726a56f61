//! From text to numbered words and the sentences that they stand in.

use super::compile::Compiled;
use super::rules::Kinds;
use super::vocabulary::{NUMBER, UNKNOWN};
use crate::text::{Break, Folded, RawToken, is_word_byte, key_of, tokenize};

/// A word of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// The word's number in the vocabulary.
    pub(crate) word: u16,
    /// What separates it from the word before.
    pub(crate) before: Break,
    /// The lists of the rules that it anchors, as bits.
    pub(super) lists: u8,
    /// Whether it may hide a word or be a part of one.
    pub(super) odd: bool,
    /// Where it starts in the folded text.
    pub(crate) start: u32,
    /// Where it ends in the folded text, exclusive.
    pub(crate) end: u32,
}

/// A sentence in which a word anchors a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    /// Its first word.
    pub(super) first: usize,
    /// The word after its last.
    pub(super) end: usize,
    /// The lists of the rules that its words anchor, as bits.
    pub(super) lists: u8,
    /// The kinds of words in it.
    pub(super) kinds: Kinds,
}

/// A message as the lexicon reads it, once for every question.
pub(crate) struct Reading<'t> {
    pub(crate) text: Folded<'t>,
    pub(crate) tokens: Vec<Token>,
    /// The sentences that may hold a phrase.
    pub(super) sentences: Vec<Sentence>,
}

impl Compiled {
    /// Reads a text.
    pub(crate) fn read<'t>(&self, text: &'t str) -> Reading<'t> {
        let text = Folded::new(text);
        let bytes = text.bytes();
        let mut tokens = Vec::with_capacity(bytes.len() / 5 + 4);
        let mut mixed = false;
        let mut letters_alone = 0_u32;
        let signs = tokenize(bytes, |raw| {
            let mut word = self.vocabulary.get(raw.key);
            if word == UNKNOWN {
                if raw.digits {
                    let letter = |byte: &u8| is_word_byte(*byte) && !byte.is_ascii_digit();
                    mixed |= slice(bytes, raw.start, raw.end).iter().any(letter);
                    word = NUMBER;
                } else if raw.len >= 5 {
                    word = self.misread(bytes, &raw);
                }
            }
            letters_alone = letters_alone.saturating_add(u32::from(raw.len == 1));
            tokens.push(Token {
                word,
                before: raw.before,
                lists: 0,
                odd: raw.odd,
                start: raw.start,
                end: raw.end,
            });
        });
        if signs || mixed || letters_alone >= 3 || bytes.contains(&b'\n') {
            self.reveal(bytes, &mut tokens);
        }
        let sentences = self.sentences(&mut tokens);
        Reading { text, tokens, sentences }
    }

    /// An unknown word with letters drawn out (`fraaaud`) or one letter wrong.
    fn misread(&self, bytes: &[u8], raw: &RawToken) -> u16 {
        let text = slice(bytes, raw.start, raw.end);
        let word = self.drawn_out(text);
        if word == UNKNOWN { self.vocabulary.misspelt(raw.key, raw.len) } else { word }
    }

    /// The word with fewer letters of each kind that stands three times in a row.
    pub(super) fn drawn_out(&self, text: &[u8]) -> u16 {
        if !is_drawn_out(text) {
            return UNKNOWN;
        }
        let shortened = |(from, keep)| self.vocabulary.get(shortened_key(text, from, keep));
        let mut words = [(3, 1), (3, 2), (2, 1)].into_iter().map(shortened);
        words.find(|word| *word != UNKNOWN).unwrap_or(UNKNOWN)
    }

    /// The sentences in which a word anchors a rule; tells the words their lists.
    fn sentences(&self, tokens: &mut [Token]) -> Vec<Sentence> {
        let mut sentences = Vec::with_capacity(tokens.len() / 12 + 1);
        let roles = self.rules.roles();
        let opened = |first: usize| Sentence { first, end: first, lists: 0, kinds: Kinds::any() };
        let mut sentence = opened(0);
        for (at, token) in tokens.iter_mut().enumerate() {
            if token.before == Break::Sentence {
                if sentence.lists != 0 {
                    sentences.push(sentence);
                }
                sentence = opened(at);
            }
            if let Some(role) = roles.get(usize::from(token.word)) {
                token.lists = role.lists;
                sentence.lists |= role.lists;
                sentence.kinds.add(&role.kinds);
            }
            sentence.end = at + 1;
        }
        if sentence.lists != 0 {
            sentences.push(sentence);
        }
        sentences
    }
}

/// The bytes of a folded text from `start` to `end`.
pub(super) fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
    bytes.get(at(start)..at(end)).unwrap_or(&[])
}

/// A word's letters in lower case, without apostrophes.
pub(super) fn letters(word: &[u8]) -> impl Iterator<Item = u8> + Clone {
    word.iter().filter(|&&byte| byte != b'\'').map(u8::to_ascii_lowercase)
}

/// Whether a letter stands three times in a row.
pub(super) fn is_drawn_out(text: &[u8]) -> bool {
    text.windows(3)
        .any(|w| matches!(w, [a, b, c] if a.eq_ignore_ascii_case(b) && b.eq_ignore_ascii_case(c)))
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

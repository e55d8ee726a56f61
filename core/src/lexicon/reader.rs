//! From text to numbered words, hidden words included.

use super::compile::Compiled;
use super::vocabulary::{NUMBER, UNKNOWN};
use crate::text::{Break, Folded, RawToken, is_word_byte, key_of, tokenize};

/// A word of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// The word's number in the vocabulary.
    pub(crate) word: u16,
    /// What separates it from the word before.
    pub(crate) before: Break,
    /// Where it starts in the folded text.
    pub(crate) start: u32,
    /// Where it ends in the folded text, exclusive.
    pub(crate) end: u32,
}

/// A message as the lexicon reads it.
pub(crate) struct Reading<'t> {
    pub(crate) text: Folded<'t>,
    pub(crate) tokens: Vec<Token>,
}

/// The longest word, in bytes, that is read as a hidden one.
const LONGEST: usize = 48;

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
                    mixed |= raw.letters;
                    word = NUMBER;
                } else if raw.len >= 5 {
                    word = self.misread(bytes, &raw);
                }
            }
            letters_alone = letters_alone.saturating_add(u32::from(raw.len == 1));
            tokens.push(Token { word, before: raw.before, start: raw.start, end: raw.end });
        });
        if signs || mixed || letters_alone >= 3 || bytes.contains(&b'\n') {
            tokens = self.reveal(bytes, &tokens);
        }
        Reading { text, tokens }
    }

    /// An unknown word with letters drawn out (`fraaaud`) or one letter wrong.
    fn misread(&self, bytes: &[u8], raw: &RawToken) -> u16 {
        let text = slice(bytes, raw.start, raw.end);
        if drawn_out(text) {
            let word = self.drawn_out(text);
            if word != UNKNOWN {
                return word;
            }
        }
        self.vocabulary.misspelt(raw.key, raw.len)
    }

    fn drawn_out(&self, text: &[u8]) -> u16 {
        let text: Vec<u8> =
            text.iter().filter(|&&b| b != b'\'').map(u8::to_ascii_lowercase).collect();
        for (from, keep) in [(3, 1), (3, 2), (2, 1)] {
            let short = shorten(&text, from, keep);
            let word = self.vocabulary.get(key_of(&short));
            if word != UNKNOWN {
                return word;
            }
        }
        UNKNOWN
    }

    /// Reads again what may hide a word: signs and digits for letters, letters set apart, a word
    /// broken by a line end.
    fn reveal(&self, bytes: &[u8], tokens: &[Token]) -> Vec<Token> {
        let mut revealed: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((run, next)) = self.set_apart(bytes, tokens, at) {
                revealed.extend(run);
                at = next;
                continue;
            }
            let found = self
                .disguised(bytes, tokens, at, &revealed)
                .or_else(|| self.broken(bytes, tokens, at));
            if let Some((token, next)) = found {
                revealed.push(token);
                at = next;
            } else {
                revealed.push(*token);
                at += 1;
            }
        }
        revealed
    }

    /// A run of letters that stand apart (`f r a u d`, `S.U.E`) and where to go on after it: read
    /// as one word, beside a word of one letter at either end, or as it is.
    fn set_apart(&self, bytes: &[u8], tokens: &[Token], at: usize) -> Option<(Vec<Token>, usize)> {
        let single = |token: &Token| token.end - token.start == 1;
        let rest = tokens.get(at..).unwrap_or(&[]);
        let (first, second) = (rest.first()?, rest.get(1)?);
        if !single(first) || !single(second) {
            return None;
        }
        let separator = slice(bytes, first.end, second.start);
        if separator.len() > 3 {
            return None;
        }
        let mut run = 1_usize;
        let mut end = first.end;
        for next in rest.iter().skip(1).take(LONGEST) {
            if !single(next) || slice(bytes, end, next.start) != separator {
                break;
            }
            end = next.end;
            run += 1;
        }
        if run < 3 {
            return None;
        }
        let run = rest.get(..run)?;
        for (head, tail) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let Some(part) = run.get(head..run.len() - tail).filter(|part| part.len() >= 3) else {
                continue;
            };
            let letters: Vec<u8> =
                part.iter().filter_map(|t| slice(bytes, t.start, t.end).first().copied()).collect();
            let word = self.decode(&letters);
            if let (Some(first), Some(last), true) = (part.first(), part.last(), word != UNKNOWN) {
                let mut read = run.get(..head)?.to_vec();
                read.push(Token { word, end: last.end, ..*first });
                read.extend(run.get(run.len() - tail..)?);
                return Some((read, at + run.len()));
            }
        }
        Some((run.to_vec(), at + run.len()))
    }

    /// A word with signs or digits for letters or between them: `ch4rgeback`, `b!tch`, `f*ck`.
    fn disguised(
        &self,
        bytes: &[u8],
        tokens: &[Token],
        at: usize,
        before: &[Token],
    ) -> Option<(Token, usize)> {
        let token = tokens.get(at)?;
        let floor = at.checked_sub(1).and_then(|last| tokens.get(last)).map_or(0, |t| t.end);
        let start = widen_left(bytes, token.start, floor);
        let end = widen_right(bytes, token.end);
        let chunk = slice(bytes, start, end);
        let own = slice(bytes, token.start, token.end);
        let plain = chunk.len() == own.len() && !own.iter().any(u8::is_ascii_digit);
        if plain || chunk.len() > LONGEST {
            return None;
        }
        let mut trimmed = chunk;
        let mut word = self.vocabulary.starred(trimmed);
        while word == UNKNOWN
            && let Some((last, head)) = trimmed.split_last()
            && !is_word_byte(*last)
        {
            trimmed = head;
            word = self.vocabulary.starred(trimmed);
        }
        if word == UNKNOWN && !self.is_code(chunk, before) {
            word = self.decode(trimmed);
        }
        if word == UNKNOWN {
            return None;
        }
        let end = start.saturating_add(u32::try_from(trimmed.len()).unwrap_or(0));
        let next = at + tokens.get(at..)?.iter().take_while(|t| t.start < end).count();
        (trimmed != own || word != token.word)
            .then_some((Token { word, before: token.before, start, end }, next))
    }

    /// Whether letters and digits are an order number or another code, which hides nothing.
    fn is_code(&self, chunk: &[u8], before: &[Token]) -> bool {
        let digits = chunk.iter().any(u8::is_ascii_digit);
        let joined = chunk.iter().any(|b| matches!(b, b'-' | b'#' | b'_' | b'/'));
        let announced = before.iter().rev().take(2).any(|t| self.is_before_code(t.word));
        digits && (joined || announced)
    }

    /// A word broken by a line end, with or without a hyphen.
    fn broken(&self, bytes: &[u8], tokens: &[Token], at: usize) -> Option<(Token, usize)> {
        let (token, next) = (tokens.get(at)?, tokens.get(at + 1)?);
        let hyphen = match slice(bytes, token.end, next.start) {
            b"-\n" | b"-\r\n" => true,
            b"\n" | b"\r\n" => false,
            _ => return None,
        };
        // Without a hyphen two words on two lines are two words.
        if !hyphen && token.word != UNKNOWN && next.word != UNKNOWN {
            return None;
        }
        let mut letters = lower(slice(bytes, token.start, token.end));
        letters.extend(lower(slice(bytes, next.start, next.end)));
        let shortest = if hyphen { 3 } else { 5 };
        let word =
            if letters.len() < shortest { UNKNOWN } else { self.vocabulary.get(key_of(&letters)) };
        let joined = Token { word, before: token.before, start: token.start, end: next.end };
        (word != UNKNOWN).then_some((joined, at + 2))
    }

    /// The word that letters, digits and signs spell.
    fn decode(&self, text: &[u8]) -> u16 {
        let mut spellings: Vec<Vec<u8>> = vec![Vec::new()];
        for &byte in text {
            let (letter, other) = match byte {
                b'0' => (b'o', None),
                b'1' | b'!' | b'|' => (b'i', Some(b'l')),
                b'3' => (b'e', None),
                b'4' | b'@' => (b'a', None),
                b'5' | b'$' => (b's', None),
                b'7' | b'+' => (b't', None),
                b'8' => (b'b', None),
                b'9' => (b'g', None),
                b'.' | b'-' | b'_' | b'*' | b'/' | b'#' | b'\'' => continue,
                b'2' | b'6' => return UNKNOWN,
                other => (other.to_ascii_lowercase(), None),
            };
            if let Some(other) = other
                && spellings.len() <= 8
            {
                let mut more = spellings.clone();
                for spelling in &mut more {
                    spelling.push(other);
                }
                for spelling in &mut spellings {
                    spelling.push(letter);
                }
                spellings.append(&mut more);
            } else {
                for spelling in &mut spellings {
                    spelling.push(letter);
                }
            }
        }
        for spelling in &spellings {
            if spelling.len() < 3 {
                continue;
            }
            let word = self.vocabulary.get(key_of(spelling));
            if word != UNKNOWN {
                return word;
            }
            if drawn_out(spelling) {
                let word = self.drawn_out(spelling);
                if word != UNKNOWN {
                    return word;
                }
            }
        }
        UNKNOWN
    }
}

fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
    bytes.get(at(start)..at(end)).unwrap_or(&[])
}

fn lower(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().filter(|&&b| b != b'\'').map(u8::to_ascii_lowercase).collect()
}

/// Whether a letter stands three times in a row.
fn drawn_out(text: &[u8]) -> bool {
    text.windows(3)
        .any(|w| matches!(w, [a, b, c] if a.eq_ignore_ascii_case(b) && b.eq_ignore_ascii_case(c)))
}

/// The text with letters that stand `from` times in a row or more standing `keep` times.
fn shorten(text: &[u8], from: usize, keep: usize) -> Vec<u8> {
    let runs = text.chunk_by(|a, b| a == b);
    runs.flat_map(|run| run.iter().take(if run.len() >= from { keep } else { run.len() }))
        .copied()
        .collect()
}

/// Where a chunk that ends in a word starts: signs that stand for letters belong to it.
fn widen_left(bytes: &[u8], start: u32, floor: u32) -> u32 {
    let signs = slice(bytes, floor, start)
        .iter()
        .rev()
        .take_while(|b| matches!(b, b'@' | b'$' | b'|' | b'+' | b'#' | b'!' | b'-' | b'_'))
        .count();
    start - u32::try_from(signs).unwrap_or(0)
}

/// Where a chunk that starts with a word ends: at a blank, comma, bracket or quote.
fn widen_right(bytes: &[u8], end: u32) -> u32 {
    let at = usize::try_from(end).unwrap_or(usize::MAX);
    let more = bytes
        .get(at..)
        .unwrap_or(&[])
        .iter()
        .take(LONGEST + 1)
        .take_while(|&&b| {
            is_word_byte(b)
                || matches!(b, b'@' | b'$' | b'|' | b'+' | b'#' | b'!' | b'-' | b'_' | b'*')
                || matches!(b, b'.' | b'/' | b'\'')
        })
        .count();
    end.saturating_add(u32::try_from(more).unwrap_or(0))
}

//! Words that hide: signs and digits for letters, letters set apart, words broken by a line end.

use super::analysis::slice;
use super::compile::Index;
use super::phrase::{Pass, PhraseRole};
use super::words::UNKNOWN;
use crate::text::{Token, is_inner_sign, is_leading_sign, is_word_byte, letters};

/// The longest word, in bytes, that is read as a hidden one.
const LONGEST: usize = 48;

/// Letters that stand apart.
struct Apart {
    /// How many.
    length: usize,
    /// The word that they spell, if they do.
    spelt: Option<Spelt>,
}

/// A word that letters spell, with letters before and after it that are words of their own.
struct Spelt {
    before: usize,
    word: Token,
    after: usize,
}

impl Index {
    /// Reads again what may hide a word. What is found takes the place of the words that it is
    /// made of.
    pub(super) fn deobfuscate(&self, bytes: &[u8], tokens: &mut Vec<Token>) {
        // Words up to `at` have been read and up to `kept` written; `floor` is where the last
        // one read ends.
        let (mut at, mut kept, mut floor) = (0, 0, 0);
        loop {
            let rest = tokens.get(at..).unwrap_or(&[]);
            let plain = rest.iter().position(|token| token.odd).unwrap_or(rest.len());
            if let Some(last) = plain.checked_sub(1).and_then(|place| rest.get(place)) {
                floor = last.end;
            }
            if kept < at {
                tokens.copy_within(at..at + plain, kept);
            }
            (at, kept) = (at + plain, kept + plain);
            let Some(&token) = tokens.get(at) else { break };
            let next = if let Some(Apart { length, spelt }) = self.apart(bytes, tokens, at) {
                let next = at + length;
                floor = tokens.get(next - 1).map_or(floor, |token| token.end);
                let (before, after) =
                    spelt.as_ref().map_or((length, 0), |spelt| (spelt.before, spelt.after));
                tokens.copy_within(at..at + before, kept);
                kept += before;
                if let Some(Spelt { word, .. }) = spelt {
                    keep(tokens, &mut kept, word);
                }
                tokens.copy_within(next - after..next, kept);
                kept += after;
                next
            } else {
                let found = self
                    .disguised(bytes, tokens, at, tokens.get(..kept).unwrap_or(&[]), floor)
                    .or_else(|| self.broken(bytes, tokens, at));
                let (word, next) = found.unwrap_or((token, at + 1));
                floor = tokens.get(next - 1).map_or(floor, |token| token.end);
                keep(tokens, &mut kept, word);
                next
            };
            at = next;
        }
        tokens.truncate(kept);
    }

    /// A run of letters that stand apart (`f r a u d`, `S.U.E`): read as one word, beside a word
    /// of one letter at either end, or as it is.
    fn apart(&self, bytes: &[u8], tokens: &[Token], at: usize) -> Option<Apart> {
        let single = |token: &Token| token.end - token.start == 1;
        let (first, second) = (tokens.get(at)?, tokens.get(at + 1)?);
        if !single(first) || !single(second) {
            return None;
        }
        let separator = slice(bytes, first.end, second.start);
        if separator.len() > 3 {
            return None;
        }
        let mut length = 1_usize;
        let mut end = first.end;
        for next in tokens.iter().skip(at + 1).take(LONGEST) {
            if !single(next) || slice(bytes, end, next.start) != separator {
                break;
            }
            end = next.end;
            length += 1;
        }
        if length < 3 {
            return None;
        }
        let run = tokens.get(at..at + length)?;
        for (before, after) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let Some(part) = run.get(before..length - after).filter(|part| part.len() >= 3) else {
                continue;
            };
            let letters = part.iter().filter_map(|t| slice(bytes, t.start, t.end).first().copied());
            let word = self.decode(letters);
            if let (Some(first), Some(last), true) = (part.first(), part.last(), word != UNKNOWN) {
                let word = Token { word, end: last.end, ..*first };
                return Some(Apart { length, spelt: Some(Spelt { before, word, after }) });
            }
        }
        Some(Apart { length, spelt: None })
    }

    /// A word with signs or digits for letters or between them: `ch4rgeback`, `b!tch`, `f*ck`;
    /// and the word to go on at. `before` are the words before it, the last one ending at `floor`.
    fn disguised(
        &self,
        bytes: &[u8],
        tokens: &[Token],
        at: usize,
        before: &[Token],
        floor: u32,
    ) -> Option<(Token, usize)> {
        let token = tokens.get(at)?;
        let start = widen_left(bytes, token.start, floor);
        let end = widen_right(bytes, token.end);
        let chunk = slice(bytes, start, end);
        let own = slice(bytes, token.start, token.end);
        let plain = chunk.len() == own.len() && !own.iter().any(u8::is_ascii_digit);
        if plain || chunk.len() > LONGEST || is_plainly_ended(own, chunk) {
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
            word = self.decode(trimmed.iter().copied());
        }
        if word == UNKNOWN {
            return None;
        }
        let end = start.saturating_add(u32::try_from(trimmed.len()).unwrap_or(0));
        let next = at + tokens.get(at..)?.iter().take_while(|t| t.start < end).count();
        (trimmed != own || word != token.word)
            .then_some((Token { start, end, word, ..*token }, next))
    }

    /// Whether letters and digits are an order number or another code, which hides nothing.
    fn is_code(&self, chunk: &[u8], before: &[Token]) -> bool {
        let digits = chunk.iter().any(u8::is_ascii_digit);
        let joined = chunk.iter().any(|b| matches!(b, b'-' | b'#' | b'_' | b'/'));
        let announced = before.iter().rev().take(2).any(|t| self.is_before_code(t.word));
        digits && (joined || announced)
    }

    /// A word broken by a line end, with or without a hyphen, and the word to go on at.
    fn broken(&self, bytes: &[u8], tokens: &[Token], at: usize) -> Option<(Token, usize)> {
        let (token, next) = (tokens.get(at)?, tokens.get(at + 1)?);
        let hyphen = match slice(bytes, token.end, next.start) {
            b"-\n" | b"-\r\n" => true,
            b"\n" | b"\r\n" => false,
            _ => return None,
        };
        let spelt = letters(slice(bytes, token.start, token.end))
            .chain(letters(slice(bytes, next.start, next.end)));
        let shortest = if hyphen { 3 } else { 4 };
        let word = if spelt.clone().take(shortest).count() < shortest {
            UNKNOWN
        } else {
            self.vocabulary.spelt(&spelt)
        };
        // Without a hyphen two words on two lines are two words, unless they make a cue ("law", "yer").
        let may = hyphen || token.word == UNKNOWN || next.word == UNKNOWN || self.is_cue(word);
        (word != UNKNOWN && may).then_some((Token { word, end: next.end, ..*token }, at + 2))
    }

    /// Whether a word is a cue wherever it stands.
    fn is_cue(&self, word: u16) -> bool {
        let postings = &self.rules.postings;
        Pass::ALL.into_iter().any(|pass| {
            let own = postings.of(pass).get(usize::from(word)).copied().unwrap_or_default();
            postings.numbers(own).any(|number| {
                self.rules
                    .rule(number)
                    .is_some_and(|rule| rule.is_word() && matches!(rule.role, PhraseRole::Cue(_)))
            })
        })
    }

    /// The word that letters, digits and signs spell.
    fn decode(&self, text: impl Iterator<Item = u8>) -> u16 {
        let mut spelling = [0; LONGEST + 1];
        let mut length = 0;
        // The places of what may be an `i` or an `l`: the first four.
        let mut doubtful = [0; 4];
        let mut doubts = 0;
        // Digits and signs alone are a number, a price, a code.
        let mut lettered = false;
        for byte in text {
            let letter = match byte {
                b'0' => b'o',
                b'1' | b'!' | b'|' => {
                    if let Some(place) = doubtful.get_mut(doubts) {
                        *place = length;
                        doubts += 1;
                    }
                    b'i'
                }
                b'3' => b'e',
                b'4' | b'@' => b'a',
                b'5' | b'$' => b's',
                b'7' | b'+' => b't',
                b'8' => b'b',
                b'9' => b'g',
                b'.' | b'-' | b'_' | b'*' | b'/' | b'#' | b'\'' => continue,
                b'2' | b'6' => return UNKNOWN,
                other => {
                    lettered = true;
                    other.to_ascii_lowercase()
                }
            };
            if let Some(place) = spelling.get_mut(length) {
                *place = letter;
                length += 1;
            }
        }
        if length < 3 || !lettered {
            return UNKNOWN;
        }
        let doubtful = doubtful.get(..doubts).unwrap_or(&[]);
        for choice in 0_u32..1 << doubtful.len() {
            for (nth, &place) in doubtful.iter().enumerate() {
                if let Some(letter) = spelling.get_mut(place) {
                    *letter = if choice >> nth & 1 == 1 { b'l' } else { b'i' };
                }
            }
            let spelt = spelling.get(..length).unwrap_or(&[]);
            let word = match self.vocabulary.spelt(&spelt.iter().copied()) {
                UNKNOWN => self.drawn_out(spelt),
                known => known,
            };
            if word != UNKNOWN {
                return word;
            }
        }
        UNKNOWN
    }
}

/// Writes a word after those that are kept.
fn keep(tokens: &mut [Token], kept: &mut usize, token: Token) {
    if let Some(place) = tokens.get_mut(*kept) {
        *place = token;
        *kept += 1;
    }
}

/// Whether a word is followed by punctuation and no more, so that it hides nothing that was not
/// read in the word itself.
fn is_plainly_ended(own: &[u8], chunk: &[u8]) -> bool {
    let Some(rest) = chunk.strip_prefix(own) else { return false };
    let seen = |byte: &u8| byte.is_ascii_digit() || *byte == b'\'';
    !own.iter().any(seen)
        && rest.iter().all(|byte| matches!(byte, b'.' | b'/' | b'!' | b'\'' | b'|' | b'+'))
}

/// Where a chunk that ends in a word starts: signs that stand for letters belong to it.
fn widen_left(bytes: &[u8], start: u32, floor: u32) -> u32 {
    let signs =
        slice(bytes, floor, start).iter().rev().take_while(|b| is_leading_sign(**b)).count();
    start - u32::try_from(signs).unwrap_or(0)
}

/// Where a chunk that starts with a word ends: at a blank, comma, bracket or quote.
fn widen_right(bytes: &[u8], end: u32) -> u32 {
    let at = usize::try_from(end).unwrap_or(usize::MAX);
    let rest = bytes.get(at..).unwrap_or(&[]).iter().take(LONGEST + 1);
    let more = rest.take_while(|b| is_word_byte(**b) || is_inner_sign(**b)).count();
    end.saturating_add(u32::try_from(more).unwrap_or(0))
}

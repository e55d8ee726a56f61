//! Footers: what a company's mail server adds below every mail, sentence by sentence.

use super::lines::{Line, folded};
use super::signature::is_of_signature;
use super::words::Lists;

/// A line that is shorter than this was not wrapped: the next one is another sentence.
const WRAPPED: usize = 45;

/// A sentence of a paragraph, or a line of it.
struct Sentence {
    /// Where it stands in the message.
    start: usize,
    end: usize,
    /// Where its folded form stands in the paragraph's.
    folded: (usize, usize),
    /// Its writer speaks for themselves.
    own: bool,
    footer: bool,
}

/// Adds the sentences of footers to `cuts`.
pub(super) fn cut(text: &str, lines: &[Line<'_>], lists: &Lists, cuts: &mut Vec<(usize, usize)>) {
    for paragraph in lines.split(|line| line.cut || line.is_blank()) {
        let length: usize = paragraph.iter().map(|line| line.folded.len() + 1).sum();
        if length <= lists.footers.shortest() {
            continue;
        }
        let mut whole = String::with_capacity(length);
        for line in paragraph {
            whole.push_str(&line.folded);
            whole.push(' ');
        }
        if lists.footers.are_in(&whole) {
            cut_paragraph(text, paragraph, lists, cuts);
        }
    }
}

fn cut_paragraph(
    text: &str,
    paragraph: &[Line<'_>],
    lists: &Lists,
    cuts: &mut Vec<(usize, usize)>,
) {
    let (mut sentences, whole) = sentences(text, paragraph, lists);
    // The parts count beside a whole one only.
    mark(&mut sentences, lists.footers.find(&whole));
    if !sentences.iter().any(|sentence| sentence.footer) {
        return;
    }
    mark(&mut sentences, lists.footer_parts.find(&whole));
    // The company's name above its footer, the scanner's address below it.
    let signs: Vec<bool> = sentences
        .iter()
        .map(|s| is_of_signature(text.get(s.start..s.end).unwrap_or("").trim(), lists))
        .collect();
    for backward in [true, false] {
        let mut beside = false;
        let mut step = |(sentence, signs): (&mut Sentence, &bool)| {
            sentence.footer |= beside && *signs;
            beside = sentence.footer;
        };
        let both = sentences.iter_mut().zip(&signs);
        if backward { both.rev().for_each(&mut step) } else { both.for_each(&mut step) }
    }
    let footers = sentences.iter().filter(|sentence| sentence.footer);
    cuts.extend(footers.map(|sentence| (sentence.start, sentence.end)));
}

/// Marks the sentences that a phrase stands in, unless their writer speaks for themselves.
fn mark(sentences: &mut [Sentence], phrases: impl Iterator<Item = (usize, usize)>) {
    for (start, end) in phrases {
        let first = sentences.partition_point(|sentence| sentence.folded.1 <= start);
        let last = sentences.partition_point(|sentence| sentence.folded.0 < end);
        let Some(inside) = sentences.get_mut(first..last) else { continue };
        if !inside.iter().any(|sentence| sentence.own) {
            for sentence in inside {
                sentence.footer = true;
            }
        }
    }
}

/// The sentences of a paragraph, and the paragraph folded.
fn sentences(text: &str, paragraph: &[Line<'_>], lists: &Lists) -> (Vec<Sentence>, String) {
    let mut found: Vec<Sentence> = Vec::new();
    let mut whole = String::new();
    let mut add = |start: usize, end: usize| {
        let words = folded(text.get(start..end).unwrap_or(""));
        if words.is_empty() {
            return;
        }
        let from = whole.len();
        whole.push_str(&words);
        let own = lists.own_words.are_in(&words);
        found.push(Sentence { start, end, folded: (from, whole.len()), own, footer: false });
        whole.push(' ');
    };
    let mut open: Option<usize> = None;
    let mut lines = paragraph.iter().peekable();
    while let Some(line) = lines.next() {
        let mut start = open.take().unwrap_or(line.start);
        let body = text.get(line.start..line.end).unwrap_or("");
        for (at, sign) in body.char_indices() {
            let end = line.start + at + sign.len_utf8();
            let next = text.get(end..line.end).and_then(|rest| rest.chars().next());
            if matches!(sign, '.' | '!' | '?') && next.is_none_or(char::is_whitespace) {
                add(start, end);
                start = end;
            }
        }
        let wraps = lines.peek().is_some_and(|next| {
            let capital = next.written.chars().next().is_none_or(|sign| !sign.is_lowercase());
            line.written.len() >= WRAPPED && !capital
        });
        if wraps {
            open = Some(start);
        } else {
            add(start, line.end);
        }
    }
    (found, whole)
}

//! Quoted history: what the customer's mail program copied from the mail that it answers.

use super::cut_rest;
use super::lines::Line;
use super::words::Lists;

/// A line that introduces a quote is wrapped into this many lines at most.
const ATTRIBUTION_LINES: usize = 4;
/// A line that introduces a quote is no longer than this, wrapped lines together.
const ATTRIBUTION_BYTES: usize = 400;
/// The head of a quoted message takes this many lines at most, blank and wrapped ones included.
const HEAD_LINES: usize = 14;

pub(super) fn cut(lines: &mut [Line<'_>], lists: &Lists) {
    let mut at = 0;
    while let Some(line) = lines.get_mut(at) {
        if line.is_quoted() {
            line.cut = true;
            at += 1;
        } else if line.is_blank() {
            at += 1;
        } else if is_separator(line, lists) || is_head(lines, at, lists) {
            let rule = at.checked_sub(1).filter(|&above| is_rule(lines, above));
            return cut_rest(lines, rule.unwrap_or(at));
        } else if let Some(length) = attribution(lines, at, lists) {
            let next = lines.iter().skip(at + length).find(|line| !line.is_blank());
            if !next.is_some_and(Line::is_quoted) {
                return cut_rest(lines, at);
            }
            for line in lines.iter_mut().skip(at).take(length) {
                line.cut = true;
            }
            at += length;
        } else {
            at += 1;
        }
    }
}

/// A line of nothing but dashes, as some programs draw above a quoted message.
fn is_rule(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        line.folded.len() > 4 && line.folded.bytes().all(|sign| matches!(sign, b'_' | b'-'))
    })
}

/// "-----Original Message-----", "Begin forwarded message:".
fn is_separator(line: &Line<'_>, lists: &Lists) -> bool {
    let text = line.folded.as_str();
    let dashes = |sign: char| matches!(sign, '-' | '_' | '=' | '*' | '#');
    let bare = text.trim_matches(|sign| dashes(sign) || sign == ' ' || sign == ':');
    let marked = text.ends_with(':')
        || text.starts_with("--")
        || text.starts_with("##")
        || text.starts_with("__")
        || text.starts_with("==")
        || text.starts_with("**");
    marked && bare.len() < text.len() && lists.separators.has(bare)
}

/// The name of a header and whether an address stands behind it: "From: Jane <jane@vale.example>".
fn header<'l>(line: &'l Line<'_>) -> Option<(&'l str, bool)> {
    let text = line.folded.trim_start_matches(['*', ' ']);
    let (name, rest) = text.split_once(':')?;
    Some((name.trim_matches(['*', ' ']), rest.contains('@')))
}

/// The head of a quoted message: its sender, then its time or recipients, and its subject or an
/// address.
fn is_head(lines: &[Line<'_>], at: usize, lists: &Lists) -> bool {
    let Some((name, mut address)) = lines.get(at).and_then(header) else { return false };
    if !lists.from.has(name) {
        return false;
    }
    let (mut other, mut subject) = (false, false);
    for line in lines.iter().skip(at + 1).take(HEAD_LINES) {
        let Some((name, has_address)) = header(line) else {
            address |= line.folded.contains('@');
            continue;
        };
        // One word may be the header of several things, as French "À" and Italian "A".
        let known = lists.other.has(name);
        other |= known;
        subject |= lists.subject.has(name);
        address |= has_address && known;
        if other && (subject || address) {
            return true;
        }
    }
    false
}

/// How many lines a line takes that introduces a quote: "On Mon, 3 Nov 2025 at 10:02, Jane Roe
/// <jane@vale.example> wrote:".
fn attribution(lines: &[Line<'_>], at: usize, lists: &Lists) -> Option<usize> {
    let first = lines.get(at)?;
    let opener = first.folded.split(' ').next().is_some_and(|word| lists.openers.has(word));
    let most = if opener { ATTRIBUTION_LINES } else { 1 };
    let mut text = String::new();
    for (index, line) in lines.iter().skip(at).take(most).enumerate() {
        if line.is_blank() || line.is_quoted() || text.len() + line.folded.len() > ATTRIBUTION_BYTES
        {
            return None;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line.folded);
        if text.ends_with(':') {
            return introduces(&text, lists).then_some(index + 1);
        }
    }
    None
}

/// Whether a line that ends with a colon says who wrote and when.
fn introduces(text: &str, lists: &Lists) -> bool {
    if !lists.verbs.are_in(text) {
        return false;
    }
    // "On 3 May 2026 you wrote:" is the customer's own sentence.
    let address = text.contains('@');
    address || (has_date(text) && !lists.own_words.are_in(text))
}

/// A year, a date in digits or a time of day.
fn has_date(text: &str) -> bool {
    let words = text.split(|sign: char| sign.is_whitespace() || sign == ',');
    words.into_iter().any(|word| {
        let word = word.trim_end_matches(['.', ':', ')']);
        let parts: Vec<&str> = word.split(['/', '.', '-', ':']).collect();
        let digits = parts.iter().all(|part| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        });
        let year =
            |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        digits && (parts.len() >= 2 || parts.first().is_some_and(|part| year(part)))
    })
}

//! Signatures: marked ones as a whole, below a closing line by line.

use super::cut_rest;
use super::lines::Line;
use super::words::Lists;

/// A line of a telephone or mail program has this many words at most behind its mark.
const DEVICE_WORDS: usize = 8;
/// A line of a signature has this many words at most.
const SIGNATURE_WORDS: usize = 12;
/// A line of someone's office has this many words at most.
const OFFICE_WORDS: usize = 7;
/// A closing and a name on one line have this many words of the name at most.
const NAME_WORDS: usize = 3;

pub(super) fn cut(lines: &mut [Line<'_>], lists: &Lists) {
    let mark = lines.iter().position(|line| !line.cut && is_mark(line, lists));
    if let Some(mark) = mark {
        cut_rest(lines, mark);
    }
    let Some(closing) = lines.iter().position(|line| !line.cut && is_closing(line, lists)) else {
        return;
    };
    let mut below_name = false;
    for line in lines.iter_mut().skip(closing + 1).filter(|line| !line.is_blank()) {
        line.cut |=
            is_of_signature(line.written, lists) || (below_name && is_office(line.written, lists));
        below_name = line.cut;
    }
}

/// `-- `, whose blank is often lost, or "Sent from my iPhone".
fn is_mark(line: &Line<'_>, lists: &Lists) -> bool {
    if line.written == "--" {
        return true;
    }
    lists.device_marks.iter().any(|mark| {
        let rest = line.folded.strip_prefix(mark.as_str());
        rest.is_some_and(|rest| {
            let ends = !rest.starts_with(|sign: char| sign.is_alphanumeric());
            ends && rest.split(' ').count() <= DEVICE_WORDS && !lists.own_words.are_in(rest)
        })
    })
}

/// "Kind regards," alone, or with a name behind its comma.
fn is_closing(line: &Line<'_>, lists: &Lists) -> bool {
    let bare = |text: &str| lists.closings.has(text.trim_matches([',', '.', '!', '-', ' ', ';']));
    if bare(&line.folded) {
        return true;
    }
    line.folded.split_once(',').is_some_and(|(closing, _)| {
        let name = line.written.split_once(',').map_or("", |(_, name)| name);
        bare(closing)
            && name.split_whitespace().count() <= NAME_WORDS
            && is_of_signature(name.trim(), lists)
    })
}

/// A line of names, titles and contacts: nothing in it is a sentence.
pub(super) fn is_of_signature(written: &str, lists: &Lists) -> bool {
    if written.ends_with(['!', '?', ':', '…']) {
        return false;
    }
    let separators = |sign: char| sign.is_whitespace() || matches!(sign, '|' | '/' | '·' | '•');
    let words: Vec<&str> = written.split(separators).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > SIGNATURE_WORDS {
        return false;
    }
    let ends_sentence = words.last().is_some_and(|word| word.ends_with('.') && word.len() > 5);
    !ends_sentence && words.iter().all(|word| is_of_name_or_contact(word, lists))
}

/// "Head of returns", "Avocat au barreau de Lyon": a title, and small words of no sentence.
fn is_office(written: &str, lists: &Lists) -> bool {
    if written.ends_with(['.', '!', '?', ':', '…']) || !written.starts_with(char::is_uppercase) {
        return false;
    }
    let words: Vec<String> = written
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(super::lines::folded)
        .collect();
    words.len() <= OFFICE_WORDS
        && words.first().is_some_and(|first| lists.titles.has(first))
        && !words.iter().any(|word| lists.sentence_words.has(word))
}

fn is_of_name_or_contact(written: &str, lists: &Lists) -> bool {
    let bare = written.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '+');
    let Some(first) = bare.chars().next() else { return true };
    if bare.contains('@') || bare.starts_with("www.") || bare.contains("://") {
        return true;
    }
    if first == '+' || first.is_numeric() {
        return true;
    }
    let folded = super::lines::folded(bare);
    // "I'll" is "I" and what belongs to it.
    let mut parts = folded.split(['\'', '.', '-']);
    if lists.sentence_words.has(&folded) || parts.any(|part| lists.sentence_words.has(part)) {
        return false;
    }
    // A script without capitals tells no names from words.
    first.is_uppercase()
        || lists.connectors.has(&folded)
        || lists.contact_labels.has(&folded)
        || is_domain(&folded)
}

/// "vale.example": letters around a point.
fn is_domain(folded: &str) -> bool {
    folded.split_once('.').is_some_and(|(name, rest)| {
        name.len() > 1
            && rest.len() > 1
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    })
}

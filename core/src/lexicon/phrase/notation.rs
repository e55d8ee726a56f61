//! The spellings that a slot of a phrase is written for, and what may be wrong with it.

/// The most phrases that one written phrase may stand for.
pub(crate) const MOST: usize = 256;
/// The most brackets in one slot.
const MOST_BRACKETS: usize = 32;

/// Why a phrase cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    Empty,
    UnknownClass,
    Unreadable(&'static str),
    TooManyWords,
}

pub(crate) const TOO_MANY: Fault = Fault::Unreadable("it stands for too many phrases");

/// Tells each spelling that a text stands for: `refund(|s)|rebate` is `refund`, `refunds` and
/// `rebate`.
pub(crate) fn each_alternative(
    text: &str,
    tell: &mut impl FnMut(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if !text.contains(['|', '(', ')']) && !text.is_empty() {
        return tell(text);
    }
    let mut count = 0;
    let mut tell = |spelling: &str| {
        count += 1;
        match spelling {
            "" => Err(Fault::Unreadable("an alternative is empty")),
            _ if count > MOST => Err(TOO_MANY),
            _ => tell(spelling),
        }
    };
    let mut spelling = String::with_capacity(text.len());
    let mut rest = Some(text);
    while let Some(text) = rest {
        let end = outer_end(text)?;
        expand(&mut spelling, text.get(..end).unwrap_or_default(), &mut tell)?;
        rest = text.get(end + 1..);
    }
    Ok(())
}

/// Where the first `|` outside brackets stands, or where the text ends.
fn outer_end(text: &str) -> Result<usize, Fault> {
    let (mut inside, mut brackets) = (false, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' if inside => return Err(Fault::Unreadable("brackets do not nest")),
            ')' if !inside => return Err(Fault::Unreadable("a bracket was never opened")),
            '(' => (inside, brackets) = (true, brackets + 1),
            ')' => inside = false,
            '|' if !inside => return Ok(at),
            _ => {}
        }
        if brackets > MOST_BRACKETS {
            return Err(TOO_MANY);
        }
    }
    if inside { Err(Fault::Unreadable("a bracket is not closed")) } else { Ok(text.len()) }
}

/// Tells what `head` and each spelling of `rest` make together.
fn expand(
    head: &mut String,
    rest: &str,
    tell: &mut impl FnMut(&str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let length = head.len();
    let Some((before, (endings, after))) =
        rest.split_once('(').and_then(|(before, more)| Some((before, more.split_once(')')?)))
    else {
        head.push_str(rest);
        let told = tell(head);
        head.truncate(length);
        return told;
    };
    head.push_str(before);
    let stem = head.len();
    for ending in endings.split('|') {
        head.push_str(ending);
        expand(head, after, tell)?;
        head.truncate(stem);
    }
    head.truncate(length);
    Ok(())
}

//! What of a message is its writer's own: quoted history, signatures and footers are left out.
//!
//! A mail program quotes what it answers, a telephone signs for its owner, and a company's server
//! adds its lawyers' words below every mail; none of it is what the customer says. Nothing is
//! taken out of the content: what is cut is blanked in a copy that is read in its place, sign by
//! sign, so that a place in the copy is the same place in the content.
//!
//! - **Quotes** ([`quote`]): lines that start with `>`, the line that introduces them, or all that
//!   follows it where no `>` does; what follows "Original Message" or a block of headers.
//! - **Signatures** ([`signature`]): what follows `-- ` or "Sent from my …". Below a closing such
//!   as "Kind regards" only lines of names, titles and contacts.
//! - **Footers** ([`footer`]): sentences of confidentiality, regulators and virus scanners.
//!
//! Every step looks at a line a bounded number of times: the time is linear in the length.

mod footer;
mod lines;
mod quote;
mod signature;
mod words;

use std::borrow::Cow;

use lines::{Line, lines};
use words::Lists;
pub use words::MailWords;

/// Reads mail by the words of several languages.
#[derive(Debug, Clone)]
pub(crate) struct MailReader {
    /// None where no language has such words: messages are read whole.
    lists: Option<Lists>,
}

impl MailReader {
    pub(crate) fn new<'d>(documents: impl Iterator<Item = &'d MailWords>) -> Self {
        let documents: Vec<&MailWords> = documents.collect();
        Self { lists: (!documents.is_empty()).then(|| Lists::of(&documents)) }
    }

    /// Whether the words beside a message's content are read: by whoever knows mail.
    pub(crate) const fn reads_extras(&self) -> bool {
        self.lists.is_some()
    }

    /// The text with blanks in the place of what is not its writer's own, code point by code
    /// point. A phrase does not reach across a cut.
    pub(crate) fn customer_words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(lists) = &self.lists else { return Cow::Borrowed(text) };
        if !text.as_bytes().contains(&b'\n') && lists.spare(text) {
            return Cow::Borrowed(text);
        }
        let mut lines = lines(text);
        quote::cut(&mut lines, lists);
        signature::cut(&mut lines, lists);
        let mut cuts: Vec<(usize, usize)> = whole_lines(&lines);
        footer::cut(text, &lines, lists, &mut cuts);
        if cuts.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(blank(text, cuts)) }
    }
}

fn whole_lines(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    lines.iter().filter(|line| line.cut).map(|line| (line.start, line.end)).collect()
}

/// Cuts every line from `from` on.
fn cut_rest(lines: &mut [Line<'_>], from: usize) {
    for line in lines.iter_mut().skip(from) {
        line.cut = true;
    }
}

/// A copy with a full stop and blanks where the cuts are, line ends apart.
fn blank(text: &str, mut cuts: Vec<(usize, usize)>) -> String {
    cuts.sort_unstable();
    let mut copy = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in cuts {
        let (Some(kept), Some(lost)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        copy.push_str(kept);
        let mut stop = true;
        for sign in lost.chars() {
            let line_end = sign == '\n' || sign == '\r';
            // A sentence ends here: what stands before is not read on into what stands behind.
            copy.push(if line_end {
                sign
            } else if stop {
                '.'
            } else {
                ' '
            });
            stop &= line_end;
        }
        at = end;
    }
    copy.push_str(text.get(at..).unwrap_or(""));
    copy
}

#[cfg(test)]
mod tests;

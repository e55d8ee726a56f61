//! A message's lines, each with its folded form.

use super::super::fold::normalize;

/// One line of a message.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where it starts and ends in the message, without its line end.
    pub(super) start: usize,
    pub(super) end: usize,
    /// As it was written, without blanks around it.
    pub(super) written: &'t str,
    /// Lower case, without accents, one blank between words.
    pub(super) folded: String,
    /// It is not the customer's own.
    pub(super) cut: bool,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.folded.is_empty()
    }

    pub(super) fn is_quoted(&self) -> bool {
        self.written.starts_with('>')
    }
}

/// A text in the form in which phrases are compared.
pub(super) fn folded(text: &str) -> String {
    let plain = normalize(text);
    let mut words = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let pieces = text.split_inclusive('\n');
    pieces
        .map(|piece| {
            let bare = piece.trim_end_matches(['\n', '\r']);
            let written = bare.trim();
            let line = Line {
                start,
                end: start + bare.len(),
                written,
                folded: folded(written),
                cut: false,
            };
            start += piece.len();
            line
        })
        .collect()
}

//! HTML as plain text: what some webhook versions and mails without a plain part hold.

use std::convert::Infallible;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that hold no text of the writer.
const HIDDEN: [&[u8]; 8] =
    [b"script", b"style", b"head", b"title", b"template", b"noscript", b"iframe", b"svg"];
/// Elements whose text stands on lines of its own.
const BLOCKS: [&[u8]; 30] = [
    b"p",
    b"div",
    b"ul",
    b"ol",
    b"li",
    b"table",
    b"thead",
    b"tbody",
    b"tr",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"pre",
    b"hr",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"main",
    b"address",
    b"center",
    b"form",
    b"fieldset",
    b"dl",
    b"dt",
    b"dd",
    b"body",
];
/// Elements by which a text is known as HTML; others a customer may have typed.
const INLINE: [&[u8]; 17] = [
    b"br",
    b"b",
    b"i",
    b"u",
    b"em",
    b"strong",
    b"a",
    b"span",
    b"font",
    b"img",
    b"td",
    b"th",
    b"code",
    b"html",
    b"blockquote",
    b"small",
    b"sup",
];
/// Quotes are nested no deeper than this many marks.
const DEEPEST: usize = 16;

/// Whether a text holds HTML: an element that mail programs write, a comment, or, with
/// `references`, a character written by its name or number (`&#39;`).
pub(super) fn is_html(text: &str, references: bool) -> bool {
    if references && has_reference(text) {
        return true;
    }
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("").as_bytes();
        if rest.starts_with(b"!--")
            || rest.get(..8).is_some_and(|d| d.eq_ignore_ascii_case(b"!doctype"))
        {
            return true;
        }
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest.iter().take(11).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = rest.get(..length).unwrap_or(&[]).to_ascii_lowercase();
        let ends = rest
            .get(length)
            .is_some_and(|end| matches!(end, b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r'));
        let known = [&HIDDEN[..], &BLOCKS[..], &INLINE[..]];
        ends && known.iter().any(|list| list.contains(&name.as_slice()))
    })
}

/// A character reference with its semicolon.
fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("").as_bytes();
        let length = rest.iter().take(32).position(|&byte| byte == b';').unwrap_or(0);
        let name = rest.get(..length).unwrap_or(&[]);
        let name = name.strip_prefix(b"#").unwrap_or(name);
        !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric)
    })
}

/// The text of an HTML document: tags, comments, scripts and styles out, character references
/// read, blocks on lines of their own, each line of a `blockquote` behind `>`. The time is linear
/// in the length.
pub(super) fn to_text(html: &str) -> String {
    let mut text = Text::default();
    let mut emitter = DefaultEmitter::default();
    // What stands in scripts and styles is no markup.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let token: Result<Token, Infallible> = token;
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => text.start(&tag.name, tag.self_closing),
            Token::EndTag(tag) => text.end(&tag.name),
            Token::String(string) => text.words(&String::from_utf8_lossy(&string)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    text.finish()
}

#[derive(Default)]
struct Text {
    out: String,
    /// How many quotes are open.
    quotes: usize,
    /// The hidden element that is open, and how often.
    hidden: Option<(Vec<u8>, usize)>,
    /// How many `pre` are open.
    verbatim: usize,
    /// A blank is due before the next word.
    blank: bool,
    /// Something stands in the line that is being written.
    in_line: bool,
}

impl Text {
    fn start(&mut self, name: &[u8], self_closing: bool) {
        if let Some((hidden, depth)) = &mut self.hidden {
            // A head that nothing closes ends where the body starts.
            if name == b"body" && hidden == b"head" {
                self.hidden = None;
            } else {
                *depth += usize::from(hidden == name && !self_closing);
            }
            return;
        }
        if name == b"br" {
            self.line_end();
        } else if HIDDEN.contains(&name) {
            if !self_closing {
                self.hidden = Some((name.to_vec(), 1));
            }
        } else if name == b"blockquote" {
            self.block();
            self.quotes += 1;
        } else if BLOCKS.contains(&name) {
            self.block();
            self.verbatim += usize::from(name == b"pre");
        } else if name == b"td" || name == b"th" {
            self.blank = true;
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
        } else if name == b"blockquote" {
            self.block();
            self.quotes = self.quotes.saturating_sub(1);
        } else if BLOCKS.contains(&name) {
            self.block();
            self.verbatim = self.verbatim.saturating_sub(usize::from(name == b"pre"));
        }
    }

    fn words(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        for sign in text.chars() {
            if self.verbatim > 0 && sign == '\n' {
                self.line_end();
            } else if sign.is_whitespace() {
                self.blank = true;
            } else {
                if !self.in_line {
                    self.mark();
                } else if self.blank {
                    self.out.push(' ');
                }
                self.blank = false;
                self.in_line = true;
                self.out.push(sign);
            }
        }
    }

    /// The marks of the quotes that a line stands in.
    fn mark(&mut self) {
        for _ in 0..self.quotes.min(DEEPEST) {
            self.out.push('>');
        }
        if self.quotes > 0 {
            self.out.push(' ');
        }
    }

    /// Ends the line if something stands in it.
    fn block(&mut self) {
        if self.in_line {
            self.line_end();
        }
        self.blank = false;
    }

    fn line_end(&mut self) {
        self.out.push('\n');
        self.in_line = false;
        self.blank = false;
    }

    fn finish(self) -> String {
        self.out.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_comments_go_and_characters_are_read() {
        for (html, text) in [
            ("<p>I don&#39;t want a refund</p>\n", "I don't want a refund"),
            ("I&nbsp;will&nbsp;sue", "I will sue"),
            ("charge<b>back</b>", "chargeback"),
            ("a<!-- fraud -->b", "ab"),
            ("<style>p{x}</style><script>if (a<b) fraud()</script><p>Hi", "Hi"),
            ("<html><head><title>fraud</title></head><body>Hi</body></html>", "Hi"),
            ("<div>a</div><div>b<br>c<br><br>d</div>", "a\nb\nc\n\nd"),
            ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            (
                "Hi<blockquote>fraud<blockquote>legal<br>law</blockquote></blockquote>Bye",
                "Hi\n> fraud\n>> legal\n>> law\nBye",
            ),
            ("<pre>a\n  b</pre>", "a\nb"),
            ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
            ("<p", ""),
            ("</blockquote>a", "a"),
            ("<svg><svg>a</svg>b</svg>c", "c"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    #[test]
    fn what_a_customer_types_is_no_html() {
        for text in [
            "a < b and c > d",
            "<3",
            "I <really> mean it",
            "AT&T; R&D",
            "x <- y",
            "<jane@vale.example>",
        ] {
            assert!(!is_html(text, false), "{text}");
        }
        for text in [
            "<p>a</p>",
            "a<br/>b",
            "<BR>",
            "</div>",
            "<!-- a -->",
            "<a href='x'>b</a>",
            "<!DOCTYPE html>",
        ] {
            assert!(is_html(text, false), "{text}");
        }
        assert!(is_html("don&#39;t", true) && is_html("a&nbsp;b", true));
        assert!(!is_html("don&#39;t", false));
    }
}

//! Whether a text is a template's rendering, whatever the variables' values.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::{Part, ReplyTemplate};

/// A template of more variables that may be empty is compared with the first so many of them empty
/// or not, and the others not.
const MOST_EMPTY: usize = 6;

/// How many ways of dividing a text among variables are tried where one variable stands more than
/// once; a text that takes more counts as a rendering.
const MOST_TRIES: usize = 20_000;

/// What is left of a template once it is known which variables are empty.
enum Piece {
    Literal(String),
    Value(usize),
}

impl ReplyTemplate {
    /// Whether `text`, which has no blanks around it, is this template rendered for some values:
    /// one line of at most `longest` graphemes each, and empty only where `may_be_empty` has the
    /// variable.
    pub(crate) fn could_be(&self, text: &str, longest: usize, may_be_empty: &[usize]) -> bool {
        if !self.frames(text) {
            return false;
        }
        let mut used = Vec::new();
        self.used(&mut |variable| {
            if may_be_empty.contains(&variable) && !used.contains(&variable) {
                used.push(variable);
            }
        });
        used.truncate(MOST_EMPTY);
        (0..1_usize << used.len()).any(|chosen| {
            let is_empty = |variable| {
                used.iter().position(|u| *u == variable).is_some_and(|n| chosen >> n & 1 == 1)
            };
            let mut pieces = Vec::new();
            flatten(&self.parts, &is_empty, &mut pieces);
            trim(&mut pieces);
            // What is escaped takes up to six characters.
            let longest = longest.saturating_mul(if self.escapes() { 6 } else { 1 });
            Division { pieces: &pieces, text, longest }.is_one()
        })
    }

    /// Whether a text, without blanks around it, begins and ends as every rendering does: most
    /// texts do not, and are compared no further.
    fn frames(&self, text: &str) -> bool {
        let begins = match self.parts.first() {
            Some(Part::Literal(first)) => text.starts_with(first.trim()),
            _ => true,
        };
        begins
            && match self.parts.last() {
                Some(Part::Literal(last)) => text.ends_with(last.trim()),
                _ => true,
            }
    }
}

/// The pieces of parts, literals side by side in one.
fn flatten(parts: &[Part], is_empty: &dyn Fn(usize) -> bool, pieces: &mut Vec<Piece>) {
    for part in parts {
        match part {
            Part::Literal(text) => match pieces.last_mut() {
                Some(Piece::Literal(before)) => before.push_str(text),
                _ => pieces.push(Piece::Literal(text.clone())),
            },
            Part::Variable(variable) if is_empty(*variable) => {}
            Part::Variable(variable) => pieces.push(Piece::Value(*variable)),
            Part::Choice { variable, filled, empty } => {
                flatten(if is_empty(*variable) { empty } else { filled }, is_empty, pieces);
            }
        }
    }
}

/// Takes the outer blanks off.
fn trim(pieces: &mut [Piece]) {
    if let Some(Piece::Literal(first)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Piece::Literal(last)) = pieces.last_mut() {
        *last = last.trim_end().to_owned();
    }
}

struct Division<'p> {
    pieces: &'p [Piece],
    text: &'p str,
    longest: usize,
}

impl<'p> Division<'p> {
    fn is_one(&self) -> bool {
        let mut reached = vec![0];
        for piece in self.pieces {
            let mut next: Vec<usize> =
                reached.iter().flat_map(|at| self.ends(piece, *at)).collect();
            next.sort_unstable();
            next.dedup();
            reached = next;
        }
        let values = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value(variable) => Some(*variable),
            Piece::Literal(_) => None,
        });
        let mut seen = Vec::new();
        let twice = values.fold(false, |twice, variable| {
            let again = seen.contains(&variable);
            seen.push(variable);
            twice || again
        });
        let whole = reached.contains(&self.text.len());
        whole && (!twice || self.divide(0, 0, &mut BTreeMap::new(), &mut 0))
    }

    /// Where a piece that starts at `at` may end.
    fn ends(&self, piece: &Piece, at: usize) -> Vec<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        match piece {
            Piece::Literal(text) => {
                rest.starts_with(text.as_str()).then_some(at + text.len()).into_iter().collect()
            }
            Piece::Value(_) => {
                let line = rest.split(['\n', '\r']).next().unwrap_or_default();
                let graphemes = line.grapheme_indices(true).take(self.longest);
                graphemes.map(|(start, grapheme)| at + start + grapheme.len()).collect()
            }
        }
    }

    /// Whether the pieces from `nth` on are the text from `at` on, each variable with one value.
    fn divide(
        &self,
        nth: usize,
        at: usize,
        values: &mut BTreeMap<usize, &'p str>,
        tries: &mut usize,
    ) -> bool {
        let Some(piece) = self.pieces.get(nth) else { return at == self.text.len() };
        *tries += 1;
        if *tries > MOST_TRIES {
            return true;
        }
        let Piece::Value(variable) = piece else {
            return self
                .ends(piece, at)
                .iter()
                .any(|end| self.divide(nth + 1, *end, values, tries));
        };
        if let Some(value) = values.get(variable) {
            let follows = self.text.get(at..).is_some_and(|rest| rest.starts_with(value));
            let end = at + value.len();
            return follows && self.divide(nth + 1, end, values, tries);
        }
        self.ends(piece, at).into_iter().any(|end| {
            values.insert(*variable, self.text.get(at..end).unwrap_or_default());
            let fits = self.divide(nth + 1, end, values, tries);
            values.remove(variable);
            fits
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TemplateFormat, TemplateSyntax};
    use super::*;

    fn template(body: &str) -> ReplyTemplate {
        let (syntax, format) = (TemplateSyntax::Handlebars, TemplateFormat::Text);
        ReplyTemplate::compile_with(body, &["name", "order", "link"], syntax, format).unwrap()
    }

    /// The link alone may be empty.
    fn could_be(body: &str, text: &str) -> bool {
        template(body).could_be(text.trim(), 80, &[2])
    }

    #[test]
    fn a_rendering_is_recognised() {
        let body = "Hi {{name}}, thanks.";
        assert!(could_be(body, " Hi Alex, thanks.\n"));
        assert!(!could_be(body, "Hi Alex, thanks. Bye"));
        assert!(!could_be(body, "Hi , thanks."));
        assert!(!could_be(body, "Hi Al\nex, thanks."));
        assert!(!could_be(body, &format!("Hi {}, thanks.", "x".repeat(81))));
        assert!(could_be(body, &format!("Hi {}, thanks.", "🇩🇪".repeat(80))));
        assert!(could_be("{{name}}: {{name}}", "Zoë: Zoë"));
        assert!(!could_be("{{name}}: {{name}}", "Zoë: Alex"));
        assert!(could_be("Thanks.", " Thanks. "));
    }

    #[test]
    fn each_variable_has_a_value_of_its_own() {
        let body = "Hi {{name}}, {{order}} is on its way.";
        assert!(could_be(body, "Hi Alex, your order is on its way."));
        assert!(could_be(body, "Hi Doe, Alex, #12 is on its way."));
        assert!(!could_be(body, "Hi Alex, is on its way."));
        assert!(could_be("{{order}}, {{name}}: {{order}}!", "a, b: c, b: a, b: c!"));
    }

    #[test]
    fn a_variable_that_may_be_empty_leaves_its_blanks() {
        assert!(could_be("See {{link}}", "See"));
        assert!(could_be("See {{link}}", "See example.com"));
        assert!(!could_be("See {{order}}", "See"));
    }

    #[test]
    fn many_values_side_by_side_take_no_long_time() {
        let body = "{{name}}{{order}}{{link}}{{name}}{{order}}{{link}}!";
        assert!(could_be(body, &format!("{}!", "ab".repeat(60))));
        assert!(!could_be(body, &format!("{}?", "ab".repeat(60))));
    }

    #[test]
    #[cfg(feature = "handlebars")]
    fn a_branch_is_that_of_the_value() {
        let body = "Hi{{#if link}}, see {{link}}{{else}}, soon{{/if}}.";
        assert!(could_be(body, "Hi, see example.com."));
        assert!(could_be(body, "Hi, soon."));
        assert!(!could_be(body, "Hi, see ."));
        let body = "Hi{{#unless name}} you{{/unless}}.";
        assert!(could_be(body, "Hi."));
        assert!(!could_be(body, "Hi you."));
    }
}

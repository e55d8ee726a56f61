//! Reply templates: Handlebars, strict, parsed once, rendered from the parsed parts.
//!
//! Text and plain variables are read here; what else Handlebars knows, by that library ([`blocks`]).

#[cfg(feature = "handlebars")]
mod blocks;

use crate::diagnostic::{Code, Diagnostic};

wire_enum! {
    /// What a template may hold.
    pub enum TemplateSyntax {
        /// Handlebars: variables, comments, `#if` and `#unless`.
        Handlebars = "handlebars",
        /// Plain `{{name}}` variables on one line, and nothing else that Handlebars would read.
        Variables = "variables",
    }
}

wire_enum! {
    /// What a rendered reply is.
    pub enum TemplateFormat {
        /// Plain text: a name is inserted as it is.
        Text = "text",
        /// HTML: a name is escaped, and a tag that would not escape is refused.
        Html = "html",
    }
}

/// The variable that every reply template knows.
const NAME: &str = "name";

/// A compiled reply template with the one variable `name`.
///
/// ```
/// use cx_triage::{ReplyTemplate, TemplateFormat, TemplateSyntax};
///
/// let template =
///     ReplyTemplate::compile("Hi {{name}}.", TemplateSyntax::Handlebars, TemplateFormat::Text)?;
/// assert_eq!(template.render("O'Brien {{name}}"), "Hi O'Brien {{name}}.");
/// # Ok::<(), cx_triage::Diagnostic>(())
/// ```
#[derive(Debug, Clone)]
pub struct ReplyTemplate {
    format: TemplateFormat,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Parts(Vec<Part>),
    #[cfg(feature = "handlebars")]
    Blocks(blocks::Blocks),
}

#[derive(Debug, Clone)]
enum Part {
    Literal(String),
    Name,
}

impl ReplyTemplate {
    /// Parses a template.
    ///
    /// # Errors
    /// [`Code::TemplateSyntax`] where it is not Handlebars or holds what `syntax` does not allow,
    /// [`Code::UnknownVariable`] where it names a variable other than `name`,
    /// [`Code::UnescapedTag`] where a tag asks not to be escaped (`{{{name}}}`, `{{&name}}`) in
    /// HTML.
    pub fn compile(
        body: &str,
        syntax: TemplateSyntax,
        format: TemplateFormat,
    ) -> Result<Self, Diagnostic> {
        let body = match plain_parts(body) {
            Some(parts) => Body::Parts(parts?),
            None if syntax == TemplateSyntax::Variables => return Err(not_plain()),
            None => more_than_plain(body, format)?,
        };
        Ok(Self { format, body })
    }

    /// The reply with `name` inserted once for each `{{name}}`; nothing in `name` is read as
    /// template syntax.
    #[must_use]
    pub fn render(&self, name: &str) -> String {
        let escaped = match self.format {
            TemplateFormat::Text => None,
            TemplateFormat::Html => Some(html_escape(name)),
        };
        match &self.body {
            Body::Parts(parts) => {
                let name = escaped.as_deref().unwrap_or(name);
                let length = parts.iter().map(|part| part.text(name).len()).sum();
                let mut reply = String::with_capacity(length);
                for part in parts {
                    reply.push_str(part.text(name));
                }
                reply
            }
            #[cfg(feature = "handlebars")]
            Body::Blocks(blocks) => blocks.render(name),
        }
    }

    /// Whether `text` is this template rendered for some name of at most `longest` characters on
    /// one line.
    ///
    /// A template of other parts than text and variables is never recognised.
    pub(crate) fn could_be(&self, text: &str, longest: usize) -> bool {
        let parts = match &self.body {
            Body::Parts(parts) => parts,
            #[cfg(feature = "handlebars")]
            Body::Blocks(_) => return false,
        };
        let text = text.trim();
        let Some(first) = parts.iter().position(|part| matches!(part, Part::Name)) else {
            return self.render("").trim() == text;
        };
        let before: String = parts.iter().take(first).map(|part| part.text("")).collect();
        let after: String = parts.iter().skip(first + 1).map(|part| part.text("")).collect();
        let names = parts.iter().filter(|part| matches!(part, Part::Name)).count();
        if names > 1 {
            // With several names, what stands between the first two literals is the name.
            let next = parts.get(first + 1).map(|part| part.text("")).unwrap_or_default();
            let rest = text.strip_prefix(before.trim_start());
            return rest
                .and_then(|rest| rest.find(next).and_then(|end| rest.get(..end)))
                .is_some_and(|name| {
                    is_short_line(name, longest) && self.render(name).trim() == text
                });
        }
        text.strip_prefix(before.trim_start())
            .and_then(|rest| rest.strip_suffix(after.trim_end()))
            .is_some_and(|name| is_short_line(name, longest))
    }
}

impl Part {
    fn text<'a>(&'a self, name: &'a str) -> &'a str {
        match self {
            Self::Literal(text) => text,
            Self::Name => name,
        }
    }
}

fn is_short_line(name: &str, longest: usize) -> bool {
    !name.is_empty() && !name.contains(['\n', '\r']) && name.chars().count() <= longest
}

/// The parts of a template that holds text and plain variables alone, such as a plain substitution
/// and Handlebars read alike; none of another.
fn plain_parts(body: &str) -> Option<Result<Vec<Part>, Diagnostic>> {
    let (mut parts, mut unknown) = (Vec::new(), false);
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once("{{") {
        let (inside, after) = tag.split_once("}}")?;
        // Handlebars takes the same blanks, and leaves some of them beside a name.
        let blank = |c: char| c.is_whitespace() && !LINE_ENDS.contains(&c) || c == '\u{FEFF}';
        let name = inside.trim_matches(blank);
        if before.ends_with('\\') || after.starts_with('}') || !is_variable(name) {
            return None;
        }
        unknown |= name != NAME;
        parts.extend([Part::Literal(before.to_owned()), Part::Name]);
        rest = after;
    }
    parts.push(Part::Literal(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
    Some(if unknown { Err(unknown_variable()) } else { Ok(parts) })
}

const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Whether what stands in a tag is the name of a variable, known or not.
fn is_variable(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '@'))
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && name != "else"
}

#[cfg(feature = "handlebars")]
fn more_than_plain(body: &str, format: TemplateFormat) -> Result<Body, Diagnostic> {
    blocks::compile(body, format)
}

#[cfg(not(feature = "handlebars"))]
fn more_than_plain(_: &str, _: TemplateFormat) -> Result<Body, Diagnostic> {
    let detail = "this build reads plain variables such as `{{name}}` alone: its feature \
                  `handlebars` is off";
    Err(Diagnostic::new(Code::TemplateSyntax, detail))
}

/// A name as HTML shows it, in an attribute too.
fn html_escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            '`' => escaped.push_str("&#x60;"),
            '=' => escaped.push_str("&#x3D;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn not_plain() -> Diagnostic {
    Diagnostic::new(Code::TemplateSyntax, "only plain variables such as `{{name}}` are allowed")
}

fn unknown_variable() -> Diagnostic {
    Diagnostic::new(Code::UnknownVariable, "the only variable of a template is `name`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> Result<ReplyTemplate, Diagnostic> {
        ReplyTemplate::compile(body, TemplateSyntax::Handlebars, TemplateFormat::Text)
    }

    fn code(body: &str) -> Code {
        text(body).map(|_| ()).unwrap_err().code
    }

    #[test]
    fn a_name_is_inserted_as_it_is() {
        let template = text("Hi {{name}}, {{ name }}!").unwrap();
        for name in ["O'Brien", "{{name}}", "$& $1", "A & <B>", "\u{202E}"] {
            assert_eq!(template.render(name), format!("Hi {name}, {name}!"));
        }
    }

    #[test]
    fn html_escapes_the_name_and_refuses_raw_tags() {
        let html =
            |body| ReplyTemplate::compile(body, TemplateSyntax::Handlebars, TemplateFormat::Html);
        assert_eq!(html("<b>{{name}}</b>").unwrap().render("<i>"), "<b>&lt;i&gt;</b>");
        assert_eq!(
            html("{{name}}").unwrap().render("&\"'`=>"),
            "&amp;&quot;&#x27;&#x60;&#x3D;&gt;"
        );
        if cfg!(not(feature = "handlebars")) {
            return;
        }
        assert_eq!(html("{{#if name}}{{name}}{{/if}}").unwrap().render("<i>"), "&lt;i&gt;");
        for body in ["{{{name}}}", "{{&name}}", "{{#if name}}{{{name}}}{{/if}}"] {
            assert_eq!(html(body).unwrap_err().code, Code::UnescapedTag, "{body}");
        }
    }

    #[test]
    fn what_a_template_may_not_hold() {
        for body in ["{{unknown}}", "{{Name}}", "{{contact.name}}", "{{@name}}", "{{this}}"] {
            assert_eq!(code(body), Code::UnknownVariable, "{body}");
        }
        for body in ["{{", "{{}}", "{{#if name}}", "{{> p}}", "{{#each name}}x{{/each}}", "{{a b}}"]
        {
            assert_eq!(code(body), Code::TemplateSyntax, "{body}");
        }
    }

    #[test]
    #[cfg(feature = "handlebars")]
    fn a_block_is_rendered_by_handlebars() {
        let template = text("Hi{{#if name}} {{name}}{{else}} you{{/if}}").unwrap();
        assert_eq!(template.render("{{name}}"), "Hi {{name}}");
        assert_eq!(template.render(""), "Hi you");
    }

    #[test]
    #[cfg(not(feature = "handlebars"))]
    fn a_block_needs_handlebars() {
        for body in ["{{#if name}}{{name}}{{/if}}", "{{! for us }}Hi", "\\{{name}}"] {
            let problem = text(body).unwrap_err();
            assert_eq!(problem.code, Code::TemplateSyntax, "{body}");
            assert!(problem.detail.contains("`handlebars` is off"), "{}", problem.detail);
        }
    }

    #[test]
    #[cfg(feature = "handlebars")]
    fn plain_templates_are_read_as_handlebars_reads_them() {
        use handlebars::Handlebars;

        let mut handlebars = Handlebars::new();
        handlebars.register_escape_fn(html_escape);
        let data = std::collections::BTreeMap::from([("name", "O'Brien & <Co>")]);
        for body in [
            "",
            "Hi",
            "Hi {{name}}",
            " {{ name }}\n{{name}}\n",
            "a } b }} c { {{name}} {",
            "x{{name}}{{name}}y",
            "{{\tname}}\r\n\r\n{{name}}!",
            "\\ {{name}} \\n",
        ] {
            let ours =
                ReplyTemplate::compile(body, TemplateSyntax::Variables, TemplateFormat::Html);
            let expected = handlebars.render_template(body, &data).unwrap();
            assert_eq!(ours.unwrap().render("O'Brien & <Co>"), expected, "{body}");
        }
    }

    #[test]
    fn plain_variables_only() {
        let plain =
            |body| ReplyTemplate::compile(body, TemplateSyntax::Variables, TemplateFormat::Text);
        assert_eq!(plain("$& {{ name }} $1").unwrap().render("A"), "$& A $1");
        for body in ["{{name\n}}", "\\{{name}}", "{{{name}}}", "{{~name}}", "{{!x}}", "{{name}} {{"]
        {
            assert_eq!(plain(body).unwrap_err().code, Code::TemplateSyntax, "{body}");
        }
    }

    #[test]
    fn a_rendering_is_recognised() {
        let template = text("Hi {{name}}, thanks.").unwrap();
        assert!(template.could_be(" Hi Alex, thanks.\n", 80));
        assert!(!template.could_be("Hi Alex, thanks. Bye", 80));
        assert!(!template.could_be("Hi , thanks.", 80));
        assert!(!template.could_be(&format!("Hi {}, thanks.", "x".repeat(81)), 80));
        assert!(text("{{name}}: {{name}}").unwrap().could_be("Zoë: Zoë", 80));
        assert!(!text("{{name}}: {{name}}").unwrap().could_be("Zoë: Alex", 80));
    }
}

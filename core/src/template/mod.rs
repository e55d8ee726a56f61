//! Reply templates: Handlebars, strict, parsed once, rendered from the parsed parts.
//!
//! Text and plain variables are read here; what else Handlebars knows, by that library's parser
//! (`blocks`). Whether a text is a template's rendering is told in [`rendering`].

#[cfg(feature = "handlebars")]
mod blocks;
mod rendering;

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
pub(crate) const NAME: &str = "name";

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
    parts: Vec<Part>,
}

/// A part of a template; variables by their numbers.
#[derive(Debug, Clone)]
enum Part {
    Literal(String),
    Variable(usize),
    /// `#if` and `#unless`: what stands there where the variable has a value, and where it is empty.
    #[cfg_attr(not(feature = "handlebars"), expect(dead_code, reason = "no plain template has it"))]
    Choice {
        variable: usize,
        filled: Vec<Part>,
        empty: Vec<Part>,
    },
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
        Self::compile_with(body, &[NAME], syntax, format)
    }

    /// Parses a template that may name these variables.
    pub(crate) fn compile_with(
        body: &str,
        variables: &[&str],
        syntax: TemplateSyntax,
        format: TemplateFormat,
    ) -> Result<Self, Diagnostic> {
        let parts = match plain_parts(body, variables) {
            Some(parts) => parts?,
            None if syntax == TemplateSyntax::Variables => return Err(not_plain()),
            None => more_than_plain(body, variables, format)?,
        };
        Ok(Self { format, parts })
    }

    /// The reply with `name` inserted once for each `{{name}}`; nothing in `name` is read as
    /// template syntax.
    #[must_use]
    pub fn render(&self, name: &str) -> String {
        self.render_with(&[name])
    }

    /// The reply with the values of the variables that it was compiled with, in their order.
    pub(crate) fn render_with(&self, values: &[&str]) -> String {
        let literals = self.parts.iter().map(|part| match part {
            Part::Literal(text) => text.len(),
            Part::Variable(_) | Part::Choice { .. } => 0,
        });
        let given = values.iter().map(|value| value.len());
        let mut reply = String::with_capacity(literals.chain(given).sum());
        self.fill(&self.parts, values, &mut reply);
        reply
    }

    fn fill(&self, parts: &[Part], values: &[&str], reply: &mut String) {
        let value = |variable: &usize| values.get(*variable).copied().unwrap_or_default();
        for part in parts {
            match part {
                Part::Literal(text) => reply.push_str(text),
                Part::Variable(variable) if self.escapes() => {
                    reply.push_str(&html_escape(value(variable)));
                }
                Part::Variable(variable) => reply.push_str(value(variable)),
                Part::Choice { variable, filled, empty } => {
                    let branch = if value(variable).is_empty() { empty } else { filled };
                    self.fill(branch, values, reply);
                }
            }
        }
    }

    fn escapes(&self) -> bool {
        self.format == TemplateFormat::Html
    }

    /// Tells the number of each variable that is named, as often as it is.
    pub(crate) fn used(&self, tell: &mut dyn FnMut(usize)) {
        used(&self.parts, tell);
    }
}

fn used(parts: &[Part], tell: &mut dyn FnMut(usize)) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Variable(variable) => tell(*variable),
            Part::Choice { variable, filled, empty } => {
                tell(*variable);
                used(filled, tell);
                used(empty, tell);
            }
        }
    }
}

/// The parts of a template that holds text and plain variables alone, such as a plain substitution
/// and Handlebars read alike; none of another.
fn plain_parts(body: &str, variables: &[&str]) -> Option<Result<Vec<Part>, Diagnostic>> {
    let (mut parts, mut unknown) = (Vec::new(), None);
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once("{{") {
        let (inside, after) = tag.split_once("}}")?;
        // Handlebars takes the same blanks, and leaves some of them beside a name.
        let blank = |c: char| c.is_whitespace() && !LINE_ENDS.contains(&c) || c == '\u{FEFF}';
        let name = inside.trim_matches(blank);
        if before.ends_with('\\') || after.starts_with('}') || !is_variable(name) {
            return None;
        }
        parts.push(Part::Literal(before.to_owned()));
        match variables.iter().position(|variable| *variable == name) {
            Some(variable) => parts.push(Part::Variable(variable)),
            None => unknown = unknown.or_else(|| Some(unknown_variable(name, variables))),
        }
        rest = after;
    }
    parts.push(Part::Literal(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
    Some(unknown.map_or(Ok(parts), Err))
}

const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Whether what stands in a tag is the name of a variable, known or not.
pub(crate) fn is_variable(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '@'))
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && name != "else"
}

#[cfg(feature = "handlebars")]
fn more_than_plain(
    body: &str,
    variables: &[&str],
    format: TemplateFormat,
) -> Result<Vec<Part>, Diagnostic> {
    blocks::compile(body, variables, format)
}

#[cfg(not(feature = "handlebars"))]
fn more_than_plain(_: &str, _: &[&str], _: TemplateFormat) -> Result<Vec<Part>, Diagnostic> {
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

/// A variable that the policy does not declare. What an author wrote is quoted where it could be a
/// name.
fn unknown_variable(name: &str, variables: &[&str]) -> Diagnostic {
    let known = match variables {
        [only] => format!("the only variable of a template is `{only}`"),
        _ => format!("the variables of a template are `{}`", variables.join("`, `")),
    };
    let detail = if is_variable(name) { format!("`{name}` is none: {known}") } else { known };
    Diagnostic::new(Code::UnknownVariable, detail)
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
    #[cfg(feature = "handlebars")]
    fn blocks_are_rendered_as_handlebars_renders_them() {
        use handlebars::Handlebars;

        let mut handlebars = Handlebars::new();
        handlebars.register_escape_fn(html_escape);
        for body in [
            "Hi{{#if name}} {{name}}{{else}} you{{/if}}!",
            "{{#if name}}\n  {{name}}\n{{/if}}\nBye",
            "a\n{{#unless order}}\nno order\n{{else}}\n{{order}}\n{{/unless}}\nb",
            "{{#if name}}{{#if order}}{{name}}: {{order}}{{else}}{{name}}{{/if}}{{/if}}",
            "{{#if name}}N{{else if order}}O{{else}}-{{/if}}",
            "{{! for us }}\nHi {{~name~}} .",
            "  {{~#if order~}}  x  {{~/if~}}  ",
            "\\{{name}} {{order}}",
        ] {
            let (syntax, format) = (TemplateSyntax::Handlebars, TemplateFormat::Html);
            let ours = ReplyTemplate::compile_with(body, &["name", "order"], syntax, format);
            let ours = ours.unwrap();
            for (name, order) in [("A & B", "#1"), ("", "#1"), ("A", ""), ("", "")] {
                let data = std::collections::BTreeMap::from([("name", name), ("order", order)]);
                let expected = handlebars.render_template(body, &data).unwrap();
                assert_eq!(ours.render_with(&[name, order]), expected, "{body} {data:?}");
            }
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
}

//! Reply templates: Handlebars, strict, parsed once, rendered from the parsed parts.

use handlebars::template::{HelperTemplate, Template as Parsed, TemplateElement};
use handlebars::{Handlebars, Template as Source, html_escape, no_escape};

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
    Handlebars(Box<Handlebars<'static>>),
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
        if syntax == TemplateSyntax::Variables {
            only_plain_variables(body)?;
        }
        let parsed = Source::compile(body).map_err(|_| {
            Diagnostic::new(Code::TemplateSyntax, "the template is not valid Handlebars")
        })?;
        let plain = check(&parsed, format)?;
        let body = match plain {
            Some(parts) => Body::Parts(parts),
            None => Body::Handlebars(Box::new(registry(parsed, format)?)),
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
            // The same call succeeded when the template was compiled.
            Body::Handlebars(registry) => {
                registry.render(TEMPLATE, &data(name)).unwrap_or_default()
            }
        }
    }

    /// Whether `text` is this template rendered for some name of at most `longest` characters on
    /// one line.
    ///
    /// A template of other parts than text and variables is never recognised.
    pub(crate) fn could_be(&self, text: &str, longest: usize) -> bool {
        let Body::Parts(parts) = &self.body else { return false };
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

const TEMPLATE: &str = "reply";

fn is_short_line(name: &str, longest: usize) -> bool {
    !name.is_empty() && !name.contains(['\n', '\r']) && name.chars().count() <= longest
}

fn data(name: &str) -> std::collections::BTreeMap<&'static str, &str> {
    std::collections::BTreeMap::from([(NAME, name)])
}

fn registry(parsed: Parsed, format: TemplateFormat) -> Result<Handlebars<'static>, Diagnostic> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    match format {
        TemplateFormat::Text => registry.register_escape_fn(no_escape),
        TemplateFormat::Html => registry.register_escape_fn(html_escape),
    }
    registry.register_template(TEMPLATE, parsed);
    match registry.render(TEMPLATE, &data("Customer")) {
        Ok(_) => Ok(registry),
        Err(_) => Err(Diagnostic::new(Code::TemplateSyntax, "the template cannot be rendered")),
    }
}

/// Refuses whatever is not allowed; the parts where there are only texts and variables.
fn check(parsed: &Parsed, format: TemplateFormat) -> Result<Option<Vec<Part>>, Diagnostic> {
    let mut parts = Some(Vec::new());
    for element in &parsed.elements {
        let part = match element {
            TemplateElement::RawString(text) => Some(Part::Literal(text.clone())),
            TemplateElement::Comment(_) => Some(Part::Literal(String::new())),
            TemplateElement::Expression(tag) => {
                known_variable(tag)?;
                Some(Part::Name)
            }
            TemplateElement::HtmlExpression(tag) => {
                if format == TemplateFormat::Html {
                    let detail = "a tag of an HTML template would not be escaped";
                    return Err(Diagnostic::new(Code::UnescapedTag, detail));
                }
                known_variable(tag)?;
                Some(Part::Name)
            }
            TemplateElement::HelperBlock(block) => {
                check_block(block, format)?;
                None
            }
            _ => return Err(not_supported()),
        };
        match (part, &mut parts) {
            (Some(part), Some(known)) => known.push(part),
            _ => parts = None,
        }
    }
    Ok(parts)
}

fn check_block(block: &HelperTemplate, format: TemplateFormat) -> Result<(), Diagnostic> {
    let condition = matches!(block.name.as_name(), Some("if" | "unless"));
    let [parameter] = block.params.as_slice() else { return Err(not_supported()) };
    if !condition || !block.hash.is_empty() || block.block_param.is_some() {
        return Err(not_supported());
    }
    if parameter.as_name() != Some(NAME) {
        return Err(unknown_variable());
    }
    for branch in [&block.template, &block.inverse].into_iter().flatten() {
        check(branch, format)?;
    }
    Ok(())
}

fn known_variable(tag: &HelperTemplate) -> Result<(), Diagnostic> {
    if !tag.params.is_empty() || !tag.hash.is_empty() {
        return Err(not_supported());
    }
    // Handlebars leaves no-break spaces and byte order marks beside a name.
    let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    let name = tag.name.as_name().map(|name| name.trim_matches(blank));
    if name == Some(NAME) { Ok(()) } else { Err(unknown_variable()) }
}

/// Refuses what Handlebars reads otherwise than a plain substitution would.
fn only_plain_variables(body: &str) -> Result<(), Diagnostic> {
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once("{{") {
        let Some((inside, after)) = tag.split_once("}}") else { return Err(not_plain()) };
        let odd = ['{', '}', '~', '!', '&', '#', '\n', '\r', '\u{2028}', '\u{2029}'];
        if before.ends_with('\\') || inside.contains(odd) || after.starts_with('}') {
            return Err(not_plain());
        }
        rest = after;
    }
    Ok(())
}

fn not_plain() -> Diagnostic {
    Diagnostic::new(Code::TemplateSyntax, "only plain variables such as `{{name}}` are allowed")
}

fn not_supported() -> Diagnostic {
    let detail = "a template may hold `{{name}}`, comments, `#if name` and `#unless name`";
    Diagnostic::new(Code::TemplateSyntax, detail)
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
    fn a_block_is_rendered_by_handlebars() {
        let template = text("Hi{{#if name}} {{name}}{{else}} you{{/if}}").unwrap();
        assert_eq!(template.render("{{name}}"), "Hi {{name}}");
        assert_eq!(template.render(""), "Hi you");
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

//! Templates with blocks or comments, read by Handlebars' own parser.

use handlebars::Template as Source;
use handlebars::template::{HelperTemplate, Parameter, Template as Parsed, TemplateElement};

use super::{Part, TemplateFormat, unknown_variable};
use crate::diagnostic::{Code, Diagnostic};

/// Parses a template into its parts.
pub(super) fn compile(
    body: &str,
    variables: &[&str],
    format: TemplateFormat,
) -> Result<Vec<Part>, Diagnostic> {
    let parsed = Source::compile(body).map_err(|_| {
        Diagnostic::new(Code::TemplateSyntax, "the template is not valid Handlebars")
    })?;
    Reader { variables, format }.parts(&parsed)
}

struct Reader<'v> {
    variables: &'v [&'v str],
    format: TemplateFormat,
}

impl Reader<'_> {
    /// The parts; refuses whatever is not allowed.
    fn parts(&self, parsed: &Parsed) -> Result<Vec<Part>, Diagnostic> {
        let mut parts = Vec::new();
        for element in &parsed.elements {
            match element {
                TemplateElement::RawString(text) => parts.push(Part::Literal(text.clone())),
                TemplateElement::Comment(_) => {}
                TemplateElement::Expression(tag) => parts.push(self.tag(tag)?),
                TemplateElement::HtmlExpression(tag) => {
                    if self.format == TemplateFormat::Html {
                        let detail = "a tag of an HTML template would not be escaped";
                        return Err(Diagnostic::new(Code::UnescapedTag, detail));
                    }
                    parts.push(self.tag(tag)?);
                }
                TemplateElement::HelperBlock(block) => parts.push(self.block(block)?),
                _ => return Err(not_supported()),
            }
        }
        Ok(parts)
    }

    fn tag(&self, tag: &HelperTemplate) -> Result<Part, Diagnostic> {
        if !tag.params.is_empty() || !tag.hash.is_empty() {
            return Err(not_supported());
        }
        self.variable(&tag.name).map(Part::Variable)
    }

    fn block(&self, block: &HelperTemplate) -> Result<Part, Diagnostic> {
        let positive = match block.name.as_name() {
            Some("if") => true,
            Some("unless") => false,
            _ => return Err(not_supported()),
        };
        let [parameter] = block.params.as_slice() else { return Err(not_supported()) };
        if !block.hash.is_empty() || block.block_param.is_some() {
            return Err(not_supported());
        }
        let variable = self.variable(parameter)?;
        let branch = |branch: &Option<Parsed>| {
            branch.as_ref().map_or(Ok(Vec::new()), |branch| self.parts(branch))
        };
        let (held, otherwise) = (branch(&block.template)?, branch(&block.inverse)?);
        let (filled, empty) = if positive { (held, otherwise) } else { (otherwise, held) };
        Ok(Part::Choice { variable, filled, empty })
    }

    fn variable(&self, name: &Parameter) -> Result<usize, Diagnostic> {
        // Handlebars leaves no-break spaces and byte order marks beside a name.
        let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let name = name.as_name().map(|name| name.trim_matches(blank)).unwrap_or_default();
        let known = self.variables.iter().position(|variable| *variable == name);
        known.ok_or_else(|| unknown_variable(name, self.variables))
    }
}

fn not_supported() -> Diagnostic {
    let detail = "a template may hold variables such as `{{name}}`, comments, `#if name` and \
                  `#unless name`";
    Diagnostic::new(Code::TemplateSyntax, detail)
}

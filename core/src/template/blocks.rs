//! Templates with blocks or comments, read and rendered by Handlebars.

use std::collections::BTreeMap;

use handlebars::template::{HelperTemplate, Template as Parsed, TemplateElement};
use handlebars::{Handlebars, Template as Source, no_escape};

use super::{Body, NAME, Part, TemplateFormat, html_escape, unknown_variable};
use crate::diagnostic::{Code, Diagnostic};

/// A template that renders.
#[derive(Debug, Clone)]
pub(super) struct Blocks(Box<Handlebars<'static>>);

const TEMPLATE: &str = "reply";

impl Blocks {
    pub(super) fn render(&self, name: &str) -> String {
        // The same call succeeded when the template was compiled.
        self.0.render(TEMPLATE, &data(name)).unwrap_or_default()
    }
}

/// Parses a template; what holds texts and variables alone becomes parts.
pub(super) fn compile(body: &str, format: TemplateFormat) -> Result<Body, Diagnostic> {
    let parsed = Source::compile(body).map_err(|_| {
        Diagnostic::new(Code::TemplateSyntax, "the template is not valid Handlebars")
    })?;
    Ok(match check(&parsed, format)? {
        Some(parts) => Body::Parts(parts),
        None => Body::Blocks(Blocks(Box::new(registry(parsed, format)?))),
    })
}

fn data(name: &str) -> BTreeMap<&'static str, &str> {
    BTreeMap::from([(NAME, name)])
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

fn not_supported() -> Diagnostic {
    let detail = "a template may hold `{{name}}`, comments, `#if name` and `#unless name`";
    Diagnostic::new(Code::TemplateSyntax, detail)
}

//! Replies: topics with their labels and templates, and the templates themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Check;
use super::document::{
    LabelMatch, LabelOrder, Policy, ReplyPolicy, ReplyText, TemplateDocument, TopicLabelMatch,
};
use super::labels::LabelSet;
use super::variables::{Variables, in_language};
use crate::diagnostic::{Code, Diagnostic, push_token};
use crate::template::{NAME, ReplyTemplate};

/// Which reply is drafted, with templates as indices into [`Compiled::templates`].
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) text: ReplyText,
    pub(crate) window_messages: usize,
    pub(crate) labels: LabelOrder,
    pub(crate) always: bool,
    pub(crate) topics: Vec<TopicReply>,
    pub(crate) otherwise: usize,
    /// What the templates' own bodies are written in.
    pub(crate) language: String,
}

/// A topic's template and labels.
#[derive(Debug)]
pub(crate) struct TopicReply {
    pub(crate) topic: String,
    pub(crate) template: usize,
    whole: LabelSet,
    parts: Vec<String>,
}

impl TopicReply {
    /// The first of `labels` that names the topic.
    pub(crate) fn find_label<'a>(&self, labels: &'a [String]) -> Option<&'a str> {
        self.whole.find(labels).or_else(|| {
            let has_part = |label: &&str| {
                let lower = label.to_lowercase();
                self.parts.iter().any(|part| lower.contains(part.as_str()))
            };
            if self.parts.is_empty() {
                None
            } else {
                labels.iter().map(String::as_str).find(has_part)
            }
        })
    }
}

/// A template that renders.
#[derive(Debug)]
pub(crate) struct CompiledTemplate {
    pub(crate) id: String,
    pub(crate) label: String,
    /// In the language that the policy names.
    body: ReplyTemplate,
    /// By language.
    bodies: BTreeMap<String, ReplyTemplate>,
    may_be_empty: Vec<usize>,
    pub(crate) promises_follow_up: bool,
    pub(crate) offers_refund: bool,
    pub(crate) tells_tracking: bool,
    pub(crate) reminder_ms: Option<i64>,
}

impl CompiledTemplate {
    /// The body in that language, if there is one.
    pub(crate) fn in_language(&self, language: &str) -> Option<&ReplyTemplate> {
        in_language(&self.bodies, language)
    }

    /// The body where there is none in the customer's language.
    pub(crate) fn body(&self) -> &ReplyTemplate {
        &self.body
    }

    /// Whether a text without blanks around it is a rendering of one of the bodies, whatever the
    /// variables' values: each one line of at most `longest` graphemes.
    pub(crate) fn could_be(&self, text: &str, longest: usize) -> bool {
        let mut bodies = self.bodies.values().chain([&self.body]);
        bodies.any(|body| body.could_be(text, longest, &self.may_be_empty))
    }
}

pub(super) fn reply(
    check: &mut Check,
    reply: &ReplyPolicy,
    templates: &[TemplateDocument],
    matching: LabelMatch,
) -> Reply {
    if reply.language.trim().is_empty() {
        check.problem(Code::EmptyCue, "/reply/language", "a language has a code");
    }
    let index_of = |check: &mut Check, pointer: String, id: &str| {
        let found = templates.iter().position(|template| template.id == id);
        if found.is_none() {
            check.problem(Code::UnknownReference, pointer, "no template has this id");
        }
        found.unwrap_or_default()
    };
    let ids: Vec<&str> = reply.topics.iter().map(|topic| topic.id.as_str()).collect();
    check.unique("/reply/topics", "/id", &ids);
    let mut topics = Vec::with_capacity(reply.topics.len());
    for (i, topic) in reply.topics.iter().enumerate() {
        if topic.id.trim().is_empty() {
            let pointer = format!("/reply/topics/{i}/id");
            check.problem(Code::EmptyCue, pointer, "a topic has an id");
        }
        let lower = check.words(&format!("/reply/topics/{i}/labels"), &topic.labels);
        let (whole, parts) = match reply.label_match {
            TopicLabelMatch::Whole => (lower, Vec::new()),
            TopicLabelMatch::Contains => (Vec::new(), lower),
        };
        let template = index_of(check, format!("/reply/topics/{i}/template"), &topic.template);
        let whole = LabelSet::of_lower(matching, whole);
        topics.push(TopicReply { topic: topic.id.clone(), template, whole, parts });
    }
    Reply {
        text: reply.text,
        window_messages: match usize::try_from(reply.window_messages) {
            Ok(0) | Err(_) => usize::MAX,
            Ok(window) => window,
        },
        labels: reply.labels,
        always: reply.always,
        topics,
        language: reply.language.clone(),
        otherwise: index_of(check, "/reply/otherwise".to_owned(), &reply.otherwise),
    }
}

pub(super) fn templates(
    check: &mut Check,
    policy: &Policy,
    variables: &Variables,
) -> Vec<CompiledTemplate> {
    let ids: Vec<&str> = policy.templates.iter().map(|template| template.id.as_str()).collect();
    check.unique("/templates", "/id", &ids);
    let ReplyPolicy { syntax, format, .. } = policy.reply;
    let names = variables.names();
    let compile = |check: &mut Check, pointer: String, body: &str| {
        if body.trim().is_empty() {
            check.problem(Code::EmptyCue, pointer, "a body is blank");
            return None;
        }
        let compiled = ReplyTemplate::compile_with(body, &names, syntax, format);
        compiled.map_err(|problem| check.problems.push(problem.below(&pointer))).ok()
    };
    let mut compiled = Vec::with_capacity(policy.templates.len());
    for (i, document) in policy.templates.iter().enumerate() {
        let place = format!("/templates/{i}");
        if document.id.trim().is_empty() {
            check.problem(Code::EmptyCue, format!("{place}/id"), "a template has an id");
        }
        let reminder = format!("{place}/reminder_minutes");
        let reminder_ms = check.optional_minutes(&reminder, document.reminder_minutes);
        let body = compile(check, format!("{place}/body"), &document.body);
        let mut bodies = BTreeMap::new();
        // An empty body is none.
        for (language, body) in document.bodies.iter().filter(|(_, body)| !body.is_empty()) {
            let mut pointer = format!("{place}/bodies");
            push_token(&mut pointer, language);
            bodies.extend(compile(check, pointer, body).map(|body| (language.clone(), body)));
        }
        compiled.extend(body.map(|body| CompiledTemplate {
            id: document.id.clone(),
            label: document.label.clone(),
            body,
            bodies,
            may_be_empty: variables.may_be_empty(),
            promises_follow_up: document.promises_follow_up,
            offers_refund: document.offers_refund,
            tells_tracking: document.tells_tracking,
            reminder_ms,
        }));
    }
    compiled
}

/// Notices of variables that are declared and named by no template. The policy compiles.
pub(super) fn unused_variables(policy: &Policy) -> Vec<Diagnostic> {
    if policy.reply.variables.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> =
        [NAME].into_iter().chain(policy.reply.variables.keys().map(String::as_str)).collect();
    let ReplyPolicy { syntax, format, .. } = policy.reply;
    let mut used = BTreeSet::new();
    for document in &policy.templates {
        for body in document.bodies.values().chain([&document.body]) {
            if let Ok(template) = ReplyTemplate::compile_with(body, &names, syntax, format) {
                template.used(&mut |variable| {
                    used.insert(variable);
                });
            }
        }
    }
    let unused = names.iter().enumerate().skip(1).filter(|(nth, _)| !used.contains(nth));
    let told = unused.map(|(_, name)| {
        let mut pointer = "/reply/variables".to_owned();
        push_token(&mut pointer, name);
        Diagnostic::at(Code::UnusedVariable, pointer, "no template names the variable")
    });
    told.collect()
}

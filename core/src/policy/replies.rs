//! Replies: topics with their labels and templates, and the templates themselves.

use super::check::Check;
use super::document::{
    LabelMatch, LabelOrder, Policy, ReplyPolicy, ReplyText, TemplateDocument, TopicLabelMatch,
};
use super::labels::LabelSet;
use crate::diagnostic::Code;
use crate::template::ReplyTemplate;

/// Which reply is drafted, with templates as indices into [`Compiled::templates`].
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) text: ReplyText,
    pub(crate) window_messages: usize,
    pub(crate) labels: LabelOrder,
    pub(crate) always: bool,
    pub(crate) topics: Vec<TopicReply>,
    pub(crate) otherwise: usize,
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
    pub(crate) template: ReplyTemplate,
    pub(crate) promises_follow_up: bool,
    pub(crate) offers_refund: bool,
    pub(crate) tells_tracking: bool,
    pub(crate) reminder_ms: Option<i64>,
}

pub(super) fn reply(
    check: &mut Check,
    reply: &ReplyPolicy,
    templates: &[TemplateDocument],
    matching: LabelMatch,
) -> Reply {
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
        otherwise: index_of(check, "/reply/otherwise".to_owned(), &reply.otherwise),
    }
}

pub(super) fn templates(check: &mut Check, policy: &Policy) -> Vec<CompiledTemplate> {
    let ids: Vec<&str> = policy.templates.iter().map(|template| template.id.as_str()).collect();
    check.unique("/templates", "/id", &ids);
    let mut compiled = Vec::with_capacity(policy.templates.len());
    for (i, document) in policy.templates.iter().enumerate() {
        for (key, text) in [("id", &document.id), ("body", &document.body)] {
            if text.trim().is_empty() {
                let pointer = format!("/templates/{i}/{key}");
                check.problem(Code::EmptyCue, pointer, "a template has an id and a body");
            }
        }
        let pointer = format!("/templates/{i}/reminder_minutes");
        let reminder_ms = check.optional_minutes(&pointer, document.reminder_minutes);
        match ReplyTemplate::compile(&document.body, policy.reply.syntax, policy.reply.format) {
            Ok(template) => compiled.push(CompiledTemplate {
                id: document.id.clone(),
                label: document.label.clone(),
                template,
                promises_follow_up: document.promises_follow_up,
                offers_refund: document.offers_refund,
                tells_tracking: document.tells_tracking,
                reminder_ms,
            }),
            Err(problem) => check.problems.push(problem.below(&format!("/templates/{i}/body"))),
        }
    }
    compiled
}

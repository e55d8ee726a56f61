//! Which reply is drafted (SOP-CX-002).

use super::assessment::Suggestion;
use super::readings::{MessageText, Readings};
use crate::conversation::Conversation;
use crate::name::ChosenName;
use crate::policy::{Compiled, CompiledTemplate, LabelOrder, ReplyText};
use crate::timeline::Timeline;
use crate::topic::{self, TopicMatch};

/// The draft of a conversation and what is to be said of it.
pub(super) struct Draft<'p> {
    /// The template that it is made of.
    pub(super) template: Option<&'p CompiledTemplate>,
    pub(super) suggestion: Option<Suggestion>,
    /// The team has the last word already.
    pub(super) answered: bool,
    /// The language that it is written in.
    pub(super) language: String,
    /// The customer's name in it.
    pub(super) name: String,
}

/// What a draft is to be about.
pub(super) struct Subject {
    matched: Option<TopicMatch>,
    drafted: bool,
    /// The customer wrote, but nothing that a draft could rest on.
    pub(super) missing: bool,
    answered: bool,
}

impl Subject {
    pub(super) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        readings: &Readings<'_>,
    ) -> Self {
        let run = timeline.latest_run();
        let answered = run.as_ref().is_some_and(|run| run.answered);
        let messages: Vec<usize> = match policy.reply.text {
            ReplyText::UnansweredRun => {
                let run = run.map(|run| run.messages).unwrap_or_default();
                run.into_iter().map(|(index, _)| index).collect()
            }
            ReplyText::LatestContactMessage => {
                let window = timeline.messages.len().saturating_sub(policy.reply.window_messages);
                let newest = timeline.contact_messages().next_back();
                newest
                    .map(|(index, _)| index)
                    .filter(|index| *index >= window)
                    .into_iter()
                    .collect()
            }
        };
        let texts: Vec<MessageText<'_, '_>> = readings.newest_first(&messages);
        let matched = match policy.reply.labels {
            LabelOrder::BeforeText => by_label_then_text(policy, &conversation.labels, &texts),
            LabelOrder::AfterText => {
                by_text(&texts).or_else(|| by_label(policy, &conversation.labels))
            }
        };
        let wrote = !messages.is_empty();
        let drafted = policy.reply.always || (wrote && (matched.is_some() || !texts.is_empty()));
        Self { matched, drafted, missing: wrote && !drafted, answered }
    }

    /// Drafts the reply to a customer who writes in that language, where it is known.
    pub(super) fn draft<'p>(
        self,
        policy: &'p Compiled,
        conversation: &Conversation,
        name: &ChosenName,
        language: Option<&str>,
    ) -> Draft<'p> {
        let template = self.matched.as_ref().map_or(policy.reply.otherwise, |matched| {
            let rule = policy.reply.topics.iter().find(|rule| rule.topic == matched.topic);
            rule.map_or(policy.reply.otherwise, |rule| rule.template)
        });
        let template = policy.templates.get(template).filter(|_| self.drafted);
        let own = &policy.reply.language;
        let translated = template.zip(language).and_then(|(t, code)| t.in_language(code));
        let reply_language = language.filter(|_| translated.is_some()).unwrap_or(own);
        let given = &conversation.variables;
        let values = policy.variables.values(reply_language, name, given, &policy.names);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let suggestion = self.drafted.then(|| {
            let matched = self.matched.unwrap_or_else(TopicMatch::other);
            let body = translated.or(template.map(CompiledTemplate::body));
            Suggestion {
                template_id: template.map(|t| t.id.clone()).unwrap_or_default(),
                label: template.map(|t| t.label.clone()).unwrap_or_default(),
                body: body.map(|body| body.render_with(&values)).unwrap_or_default().into(),
                topic: matched.topic,
                cues: matched.cues,
            }
        });
        Draft {
            template,
            suggestion,
            answered: self.answered,
            language: reply_language.to_owned(),
            name: values.first().copied().unwrap_or_default().to_owned(),
        }
    }
}

/// The newest text that carries a cue.
fn by_text(newest_first: &[MessageText<'_, '_>]) -> Option<TopicMatch> {
    let decide = |written: &MessageText<'_, '_>| topic::decide(written.reading());
    let matches = newest_first.iter().map(decide);
    matches.into_iter().find(|matched| !matched.cues.is_empty())
}

/// The first topic that a label names.
fn by_label(policy: &Compiled, labels: &[String]) -> Option<TopicMatch> {
    policy.reply.topics.iter().find_map(|topic| {
        let label = topic.find_label(labels)?;
        Some(TopicMatch { topic: topic.topic.clone(), cues: vec![format!("label:{label}")] })
    })
}

/// The first topic that a label names or that the text is about.
fn by_label_then_text(
    policy: &Compiled,
    labels: &[String],
    newest_first: &[MessageText<'_, '_>],
) -> Option<TopicMatch> {
    let in_text = by_text(newest_first);
    policy.reply.topics.iter().find_map(|topic| {
        if let Some(label) = topic.find_label(labels) {
            return Some(TopicMatch {
                topic: topic.topic.clone(),
                cues: vec![format!("label:{label}")],
            });
        }
        in_text.clone().filter(|matched| matched.topic == topic.topic)
    })
}

//! Whether a reply promises to come back to the customer (SOP-CX-002, "promise tracking").

use crate::conversation::{CustomerText, PastDecision};
use crate::policy::{Compiled, CompiledTemplate};
use crate::promise_words::promises;
use crate::timeline::{Reply, Timeline, comparable};

impl Compiled {
    /// Whether an agent's own words promise to come back, where the policy reads them.
    pub(crate) fn reads_promise(&self, text: &str) -> bool {
        self.read_promises && promises(&self.lexicon.read(text, None))
    }

    /// Whether a text is a template's rendering, whatever the variables' values.
    pub(crate) fn is_rendering(&self, template: &CompiledTemplate, text: &str) -> bool {
        template.could_be(&comparable(text), self.longest_name)
    }

    fn is_promising_rendering(&self, text: &str) -> bool {
        let promising = self.templates.iter().filter(|template| template.promises_follow_up);
        let text = comparable(text);
        promising.into_iter().any(|t| t.could_be(&text, self.longest_name))
    }

    /// Whether an approved reply promises by its template; edited into something else it does not.
    fn promises_by_template(&self, decision: &PastDecision) -> bool {
        let template = decision.template_id.as_deref().and_then(|id| self.template(id));
        template.is_some_and(|template| {
            let body = decision.reply_body.as_ref();
            template.promises_follow_up
                && body.is_none_or(|body| self.is_rendering(template, body.as_str()))
        })
    }
}

/// Whether a reply promises: by the template that it was approved from, by a promising template's
/// text, or in an agent's own words.
pub(crate) fn is_promise(policy: &Compiled, timeline: &Timeline<'_>, reply: Reply) -> bool {
    let (message, decision) = match reply {
        Reply::Message(index, decision) => (timeline.messages.get(index), decision),
        Reply::Unseen(decision) => (None, Some(decision)),
    };
    let decision = decision.and_then(|index| timeline.decisions.get(index));
    let content = message.and_then(|message| message.content.as_ref());
    let body = decision.and_then(|decision| decision.reply_body.as_ref());
    let text = content.or(body).map(CustomerText::as_str);
    decision.is_some_and(|decision| policy.promises_by_template(decision))
        || text
            .is_some_and(|text| policy.is_promising_rendering(text) || policy.reads_promise(text))
}

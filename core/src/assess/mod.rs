//! The engine: one total function from a conversation and a time to an assessment.

mod approval;
mod assessment;
mod batch;
mod evaluation;
mod handling;
mod labels;
mod language;
mod metrics;
mod readings;
mod reasons;
mod reply_window;
mod signals;
mod suggestion;

pub use assessment::{
    ASSESSMENT_SCHEMA_VERSION, Approval, Assessment, Customer, Episode, Escalation,
    PolicyReference, Reason, ReplyWindow, Suggestion,
};
pub use batch::{QueueKey, one_time_a_row};

use crate::conversation::{Conversation, CustomerText, Message, Timestamp};
use crate::follow_up::Escalations;
use crate::policy::Compiled;
pub use crate::policy::Engine;
use crate::resolution::ResolutionState;
use crate::timeline::Timeline;
use crate::{confirmation, follow_up};
use evaluation::Evaluation;
use handling::Handling;
use labels::EscalationLabel;
use metrics::Clocks;
use readings::{CustomerMessages, Readings};
use reasons::EvalContext;
use reply_window::Window;
use signals::LanguageSignals;
use suggestion::Subject;

/// The version of the library, as it stands in each assessment and event.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

impl Engine {
    /// What is to be said of `conversation` at `now`.
    ///
    /// It always answers, in time linear in the length of the conversation; the same input gives
    /// the same answer. Messages and decisions dated after `now` count as they stand.
    #[must_use]
    pub fn assess(&self, conversation: &Conversation, now: Timestamp) -> Assessment {
        let policy = &*self.policy;
        let timeline = self.timeline(conversation);
        let messages = CustomerMessages::of(&policy.mail, &timeline);
        let stated = conversation.facts.language.as_deref();
        let readings = Readings::of(&policy.lexicon, &messages, stated);
        let newest = readings.iter().rev().find_map(|(_, mut texts)| texts.next());
        let language = newest.as_ref().and_then(|newest| newest.reading().language());
        let language = stated.or(language).map(str::to_owned);
        let unread = newest.is_some_and(|newest| newest.reading().is_unread());
        let handling = Handling::of(&timeline, &conversation.facts);
        let signals = LanguageSignals::of(policy, conversation, &timeline, &readings, &handling);
        let subject = Subject::of(policy, conversation, &timeline, &readings);
        let escalations = Escalations::of(&timeline, &conversation.facts);
        let label = EscalationLabel::of(policy, conversation, &timeline, &escalations);
        let confirmed =
            readings.newest().is_some_and(|text| confirmation::confirms(text.reading()));
        let parts = Parts {
            conversation,
            timeline: &timeline,
            handling: &handling,
            escalations: &escalations,
            label: &label,
            signals: &signals,
            suggestion_missing: subject.missing,
            confirmed,
            language: language.as_deref(),
            unread,
        };
        let evaluation = self.evaluation(&parts);
        let snapshot = evaluation.at(now);
        let next_change_at = evaluation.next_change(&snapshot, now);
        let names = conversation.contact_names.iter().map(CustomerText::as_str);
        let name = policy.names.choose(names);
        let (source, why) = (name.source, name.why);
        let draft = subject.draft(policy, conversation, &name, language.as_deref());
        let reasons = evaluation.reasons_of(&snapshot);
        let approval = approval::of(policy, &parts, &draft, source, snapshot.window);
        Assessment {
            schema_version: ASSESSMENT_SCHEMA_VERSION,
            conversation_id: conversation.id,
            assessed_at: now,
            policy: self.policy_reference(),
            engine_version: ENGINE_VERSION.to_owned(),
            status: conversation.status,
            labels: conversation.labels.clone(),
            surfaced: snapshot.urgency.is_some(),
            priority: snapshot.urgency.map(|(priority, _)| priority),
            respond_by: snapshot.urgency.map(|(_, respond_by)| respond_by),
            sla: snapshot.sla,
            metrics: snapshot.metrics,
            escalation: snapshot.escalation,
            reasons,
            risk: signals.findings,
            customer: Customer { name: draft.name.into(), source, why },
            suggestion: draft.suggestion,
            approval,
            follow_ups: snapshot.follow_ups,
            resolution: snapshot.resolution,
            last_message_at: timeline
                .messages
                .last()
                .map_or(conversation.created_at, |m| m.created_at),
            next_change_at,
            inbox_id: conversation.inbox_id,
            team_id: conversation.team_id,
            assignee_id: conversation.assignee_id,
            language,
            partial: conversation.partial,
            reply_window: snapshot.window,
            episode: Episode {
                started_at: timeline.episode.started_at,
                number: timeline.episode.number(),
            },
        }
    }

    /// The conversation in order.
    pub(crate) fn timeline<'a>(&'a self, conversation: &'a Conversation) -> Timeline<'a> {
        let Compiled { lexicon, mail, .. } = &*self.policy;
        let named = conversation.facts.language.as_deref();
        let confirms = |message: &Message| {
            let text = message.content.as_ref().map(|text| mail.customer_words(text.as_str()));
            text.is_some_and(|text| confirmation::confirms(&lexicon.read(&text, named)))
        };
        Timeline::of(conversation, &self.policy.people, confirms)
    }

    /// Everything that the state of a conversation depends on, at no particular time.
    fn evaluation(&self, parts: &Parts<'_, '_>) -> Evaluation<'_> {
        let policy = &*self.policy;
        let Parts { conversation, timeline, escalations, .. } = *parts;
        let Clocks { reopened_at, main: clock, metrics } =
            Clocks::of(policy, conversation, timeline);
        let promises = |text: &str| policy.reads_promise(text);
        let follow_ups = follow_up::open(policy, timeline, escalations, promises);
        let window = Window::of(policy, conversation, timeline);
        let reasons = reasons::all(
            policy,
            &EvalContext {
                conversation,
                timeline,
                signals: parts.signals,
                handling: parts.handling,
                clock: &clock,
                escalations,
                label: parts.label,
                follow_ups: &follow_ups,
                window: window.as_ref(),
                reopened_at,
                suggestion_missing: parts.suggestion_missing,
            },
        );
        let resolution =
            ResolutionState::of(policy, conversation, timeline, &follow_ups, parts.confirmed);
        let status = conversation.status;
        Evaluation { policy, status, clock, metrics, reasons, follow_ups, resolution, window }
    }

    /// Which policy this engine is compiled from.
    #[must_use]
    pub fn policy_reference(&self) -> PolicyReference {
        PolicyReference {
            name: self.policy.name.clone(),
            version: self.policy.version.clone(),
            fingerprint: self.policy.fingerprint.clone(),
        }
    }
}

/// What has been found out about a conversation before its state at a time is asked.
struct Parts<'c, 'a> {
    conversation: &'a Conversation,
    timeline: &'c Timeline<'a>,
    handling: &'c Handling<'c, 'a>,
    escalations: &'c Escalations,
    label: &'c EscalationLabel<'a>,
    signals: &'c LanguageSignals,
    suggestion_missing: bool,
    /// The contact's newest message confirms that the matter is settled.
    confirmed: bool,
    /// The language that the contact writes in, where it is known.
    language: Option<&'c str>,
    /// The contact's newest text is in a language that is not read.
    unread: bool,
}

//! The policy's further clocks, and why each clock shows what it shows.

use super::handling::Handling;
use super::labels::EscalationLabel;
use super::readings::{CustomerMessages, Readings};
use super::signals::LanguageSignals;
use super::suggestion::Subject;
use super::{Engine, Parts};
use crate::conversation::{Conversation, Timestamp};
use crate::diagnostic::Diagnostic;
use crate::follow_up::Escalations;
use crate::policy::{Compiled, Metric};
use crate::sla::{Clock, ClockInputs, MetricClock, Sla, SlaExplanation, SlaMetric};
use crate::timeline::Timeline;

/// The clocks of a conversation.
pub(super) struct Clocks {
    /// When the contact wrote soon after the latest resolution.
    pub(super) reopened_at: Option<Timestamp>,
    pub(super) main: Clock,
    /// Of each of the policy's metrics.
    pub(super) metrics: Vec<MetricClock>,
}

impl Clocks {
    pub(super) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
    ) -> Self {
        let reopened_at = policy.clock.rapid_reopening(timeline);
        let start = policy.clock.start(conversation, timeline, reopened_at);
        let main = policy.clock.clock(conversation, timeline, start);
        let mut metrics = Vec::new();
        if !policy.metrics.is_empty() {
            let inputs = ClockInputs::of(&policy.clock, conversation, timeline, reopened_at);
            let clock = |metric: &Metric| metric.clock(&inputs, &policy.clock.running);
            metrics = policy.metrics.iter().map(clock).collect();
        }
        Self { reopened_at, main, metrics }
    }
}

impl Engine {
    /// Why the clocks of `conversation` show what they show at `now`: for the main clock and each
    /// metric, in this order, which stretches of time count and which do not.
    ///
    /// The customer's words are read only where a metric's target depends on the priority.
    ///
    /// A clock that has not started, or that does not run in the conversation's status, has no
    /// explanation. `dueAt` is that of [`Engine::assess`].
    ///
    /// ```
    /// use cx_triage::hours::IntervalReason;
    /// use cx_triage::{Conversation, Policy, Timestamp};
    ///
    /// # #[cfg(not(all(feature = "toml", feature = "time-zones")))]
    /// # fn main() {}
    /// # #[cfg(all(feature = "toml", feature = "time-zones"))]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let engine = Policy::from_toml(
    ///     r#"
    ///     extends = "runbook"
    ///     name = "ours"
    ///     [sla]
    ///     calendar = "office"
    ///     [sla.calendars.office]
    ///     time_zone = "Europe/Berlin"
    ///     hours = { fri = [["09:00", "17:00"]], mon = [["09:00", "17:00"]] }
    ///     "#,
    /// )?
    /// .compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-10T16:50:00+02:00"}"#,
    /// )?;
    /// let why = engine.explain_sla(&conversation, Timestamp::parse("2025-10-13T09:05:00+02:00")?)?;
    /// let reasons: Vec<_> = why[0].intervals.iter().map(|interval| interval.reason).collect();
    /// assert_eq!(reasons, [IntervalReason::Open, IntervalReason::Closed, IntervalReason::Open]);
    /// assert_eq!(why[0].elapsed_ms, 15 * 60_000);
    /// assert_eq!(why[0].due_at, Some(Timestamp::parse("2025-10-13T09:20:00+02:00")?));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Code::DurationTooLong`](crate::Code::DurationTooLong) if a clock has been going for more
    /// than 3,660 days.
    pub fn explain_sla(
        &self,
        conversation: &Conversation,
        now: Timestamp,
    ) -> Result<Vec<SlaExplanation>, Diagnostic> {
        let policy = &*self.policy;
        let timeline = self.timeline(conversation);
        let clocks = Clocks::of(policy, conversation, &timeline);
        let created_at = conversation.created_at;
        let main = policy.clock.explain(&clocks.main, created_at, now);
        let shown = self.metrics(conversation, &timeline, &clocks, now);
        let metrics = clocks.metrics.iter().zip(&shown);
        let metrics = metrics.filter_map(|(clock, shown)| clock.explain(shown, created_at, now));
        main.into_iter().chain(metrics).collect()
    }

    /// What the main clock and the metrics show at `now`, as in an assessment.
    pub(crate) fn clocks(
        &self,
        conversation: &Conversation,
        now: Timestamp,
    ) -> (Sla, Vec<SlaMetric>) {
        let timeline = self.timeline(conversation);
        let clocks = Clocks::of(&self.policy, conversation, &timeline);
        let metrics = self.metrics(conversation, &timeline, &clocks, now);
        (clocks.main.at(now), metrics)
    }

    /// What the metrics show at `now`. The customer's words are read only where a target depends
    /// on the priority.
    fn metrics(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        clocks: &Clocks,
        now: Timestamp,
    ) -> Vec<SlaMetric> {
        if self.policy.metrics.iter().any(Metric::asks_priority) {
            self.metrics_by_priority(conversation, timeline, now)
        } else {
            clocks.metrics.iter().map(|metric| metric.at(now, |_| None)).collect()
        }
    }

    /// What the metrics show where a target depends on the priority, for which the customer's
    /// words have to be read.
    fn metrics_by_priority(
        &self,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        now: Timestamp,
    ) -> Vec<SlaMetric> {
        let policy = &*self.policy;
        let messages = CustomerMessages::of(&policy.mail, timeline);
        let named = conversation.facts.language.as_deref();
        let readings = Readings::of(&policy.lexicon, &messages, named);
        let handling = Handling::of(timeline, &conversation.facts);
        let signals = LanguageSignals::of(policy, conversation, timeline, &readings, &handling);
        let escalations = Escalations::of(timeline, &conversation.facts);
        let label = EscalationLabel::of(policy, conversation, timeline, &escalations);
        let parts = Parts {
            conversation,
            timeline,
            handling: &handling,
            escalations: &escalations,
            label: &label,
            signals: &signals,
            suggestion_missing: Subject::of(policy, conversation, timeline, &readings).missing,
            confirmed: false,
            language: None,
            unread: false,
        };
        self.evaluation(&parts).at(now).metrics
    }
}

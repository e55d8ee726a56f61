//! The policy's further clocks, and why each clock shows what it shows.

use super::readings::{CustomerMessages, Readings};
use super::reasons::LanguageSignals;
use super::{Engine, suggestion};
use crate::conversation::{Conversation, CustomerText, Timestamp};
use crate::diagnostic::Diagnostic;
use crate::policy::Compiled;
use crate::sla::{ClockInputs, MetricClock, SlaExplanation};
use crate::timeline::Timeline;

/// The clock of each of the policy's metrics.
pub(super) fn clocks(
    policy: &Compiled,
    conversation: &Conversation,
    timeline: &Timeline<'_>,
) -> Vec<MetricClock> {
    if policy.metrics.is_empty() {
        return Vec::new();
    }
    let inputs = ClockInputs::of(conversation, timeline);
    let metrics = policy.metrics.iter();
    metrics
        .map(|metric| metric.clock(&inputs, &conversation.labels, &policy.clock.running))
        .collect()
}

impl Engine {
    /// Why the clocks of `conversation` show what they show at `now`: for the main clock and each
    /// metric, in this order, which stretches of time count and which do not.
    ///
    /// A clock that has not started, or that does not run in the conversation's status, has no
    /// explanation. `dueAt` is that of [`Engine::assess`].
    ///
    /// ```
    /// use cx_triage::{Conversation, IntervalReason, Policy, Timestamp};
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
        let timeline = Timeline::of(conversation);
        let messages = CustomerMessages::of(&policy.mail, &timeline);
        let readings =
            Readings::of(&policy.lexicon, &messages, conversation.facts.language.as_deref());
        let words = LanguageSignals::of(policy, conversation, &timeline, &readings);
        let name = policy.names.choose(conversation.contact_names.iter().map(CustomerText::as_str));
        let draft = suggestion::draft(policy, conversation, &timeline, &readings, &name.name);
        let evaluation = self.evaluation(conversation, &timeline, &readings, &words, draft.missing);
        let snapshot = evaluation.at(now);
        let created_at = conversation.created_at;
        let main = policy.clock.explain(&evaluation.clock, created_at, now);
        let metrics = evaluation.metrics.iter().zip(&snapshot.metrics);
        let metrics = metrics.filter_map(|(clock, shown)| clock.explain(shown, created_at, now));
        main.into_iter().chain(metrics).collect()
    }
}

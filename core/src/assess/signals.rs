//! What the customer's words say about risk and money.

use std::collections::HashMap;

use super::handling::Handling;
use super::readings::{CustomerMessage, MessageText, Readings};
use crate::conversation::{Conversation, Id, Message, Money, Timestamp, Verdict};
use crate::lexicon::Reading;
use crate::policy::{Compiled, ReasonCode};
use crate::risk::{self, Confidence, RiskCategory, RiskFinding};
use crate::timeline::Timeline;
use crate::topic;

/// The cue of a finding that rests on a verdict alone.
const VERDICT_CUE: &str = "verdict";

/// What the customer's words say about risk and money in the present episode, and what of earlier
/// ones nobody has settled.
#[derive(Default)]
pub(super) struct LanguageSignals {
    pub(super) findings: Vec<RiskFinding>,
    /// By finding.
    origins: Vec<Origin>,
    /// High-risk words stand there that are no finding: clearly negated, or weak cues.
    pub(super) mentioned: bool,
    pub(super) refund: Refund,
    /// A verdict is about no message of the contact's that is known.
    pub(super) verdict_unknown: bool,
}

/// Where a finding comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    /// The index of the message.
    pub(super) index: usize,
    pub(super) at: Timestamp,
    /// Nobody has taken it up yet.
    pub(super) open: bool,
}

/// What is known of the amount of a refund.
#[derive(Default)]
pub(super) struct Refund {
    pub(super) known: bool,
    /// In a currency without a limit, or over its limit in another text than the refund word.
    pub(super) unverified: bool,
    /// Different amounts of one message are over the limit together and none by itself, one stands
    /// in another text than the refund word, or one cannot be read for sure.
    pub(super) doubtful: bool,
    pub(super) over: Option<Over>,
}

/// A refund over its limit.
pub(super) struct Over {
    /// When it was written; absent: the service's fact.
    pub(super) at: Option<Timestamp>,
    /// What says so.
    pub(super) what: String,
    /// The limit, in minor units of its currency.
    pub(super) limit: (i64, String),
}

/// What people or another classifier say of single messages; of several verdicts on one category
/// of a message the one listed last holds.
type Verdicts = HashMap<(Id, RiskCategory), Verdict>;

impl LanguageSignals {
    pub(super) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        readings: &Readings<'_>,
        handling: &Handling<'_, '_>,
    ) -> Self {
        let mut signals = Self::default();
        let facts = &conversation.facts;
        if let Some(amount) = &facts.refund_amount {
            signals.refund.take_fact(policy, amount);
        }
        let verdicts: Verdicts = facts
            .risk_verdicts
            .iter()
            .map(|verdict| ((verdict.message_id, verdict.category), verdict.verdict))
            .collect();
        for (written, texts) in readings.iter() {
            let present = timeline.episode.has_message(written.index);
            if !present && !outlives(timeline, handling, written) {
                continue;
            }
            let kept = signals.findings.len();
            for text in texts {
                let scan = risk::scan(text.reading());
                signals.mentioned |= present && (scan.negated_mention || scan.weak_mention);
                let extra = text.extra();
                signals.findings.extend(
                    scan.findings.into_iter().map(|finding| RiskFinding { extra, ..finding }),
                );
                if present && facts.refund_amount.is_none() {
                    signals.refund.take_text(policy, text.reading(), written.message);
                }
            }
            signals.judge(written.message, kept, &verdicts);
            if !present {
                signals.keep_immediate(policy, kept);
            }
            let open = !handling.is_after(written.index, written.message);
            let origin = Origin { index: written.index, at: written.message.created_at, open };
            signals.origins.resize(signals.findings.len(), origin);
        }
        if facts.refund_amount.is_none()
            && let Some(run) = timeline.latest_run()
        {
            let run: Vec<usize> = run.messages.into_iter().map(|(index, _)| index).collect();
            signals.refund.take_others(policy, &readings.newest_first(&run));
        }
        if !facts.risk_verdicts.is_empty() {
            let mut known: Vec<Id> = readings
                .iter()
                .filter(|(written, _)| written.is_contact)
                .filter_map(|(written, _)| written.message.id)
                .collect();
            known.sort_unstable();
            let unknown = |id: Id| known.binary_search(&id).is_err();
            signals.verdict_unknown = facts.risk_verdicts.iter().any(|v| unknown(v.message_id));
        }
        signals
    }

    /// Fills in the message and the verdicts of the findings from `kept` on, and adds those that
    /// a verdict alone makes.
    fn judge(&mut self, message: &Message, kept: usize, verdicts: &Verdicts) {
        for finding in self.findings.iter_mut().skip(kept) {
            finding.message_id = message.id;
        }
        let Some(id) = message.id.filter(|_| !verdicts.is_empty()) else { return };
        let mut found = [false; RiskCategory::ALL.len()];
        let place = |category| RiskCategory::ALL.iter().position(|known| *known == category);
        for finding in self.findings.iter_mut().skip(kept) {
            finding.verdict = verdicts.get(&(id, finding.category)).copied();
            if finding.verdict == Some(Verdict::Confirmed) {
                finding.confidence = Confidence::High;
            }
            if let Some(slot) = place(finding.category).and_then(|at| found.get_mut(at)) {
                *slot = true;
            }
        }
        for (category, found) in RiskCategory::ALL.iter().zip(found) {
            let verdict = verdicts.get(&(id, *category)).copied();
            if verdict == Some(Verdict::Confirmed) && !found {
                self.findings.push(RiskFinding {
                    category: *category,
                    cue: VERDICT_CUE.to_owned(),
                    confidence: Confidence::High,
                    message_id: Some(id),
                    extra: None,
                    start: None,
                    end: None,
                    matched: None,
                    verdict,
                });
            }
        }
    }

    /// Drops those of the findings from `kept` on that were not immediate when their episode
    /// ended.
    fn keep_immediate(&mut self, policy: &Compiled, kept: usize) {
        let mut index = 0;
        self.findings.retain(|finding| {
            index += 1;
            let immediate = policy.reason(reason_of(finding.category)).is_some_and(|r| r.immediate);
            index <= kept || (immediate && stands(finding))
        });
    }

    /// The findings that nobody has dismissed, with their origins.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&RiskFinding, &Origin)> {
        self.findings.iter().zip(&self.origins).filter(|(finding, _)| stands(finding))
    }
}

/// Whether the findings of a message of an earlier episode may still stand: nobody took it up
/// before the resolution that followed, and no `chatwoot.mark_resolved` came since.
fn outlives(
    timeline: &Timeline<'_>,
    handling: &Handling<'_, '_>,
    written: &CustomerMessage<'_>,
) -> bool {
    if !timeline.episode.closed_without_decision() {
        return false;
    }
    let Some((resolved, decided)) = timeline.episode.first_after(written.message) else {
        return false;
    };
    !decided && !handling.is_between(written.index, written.message, resolved)
}

fn stands(finding: &RiskFinding) -> bool {
    finding.verdict != Some(Verdict::Dismissed)
}

impl Refund {
    pub(super) fn is_over(&self) -> bool {
        self.over.is_some()
    }

    fn take_fact(&mut self, policy: &Compiled, amount: &Money) {
        self.known = true;
        self.hold(policy, amount, None, || "the refund that the service names".to_owned());
    }

    fn take_text(&mut self, policy: &Compiled, reading: &Reading<'_>, message: &Message) {
        let found = topic::refund_amounts(reading, &policy.dollar);
        self.doubtful |= found.unsure;
        let mut amounts = found.read;
        for amount in &amounts {
            self.known = true;
            let what = || format!("the amount in {}", message_ref(message.id));
            self.hold(policy, amount, Some(message.created_at), what);
        }
        amounts.sort_by_key(|amount| (amount.currency, amount.amount_minor));
        amounts.dedup();
        for (limit, currency) in &policy.refund_limits {
            let same = || amounts.iter().filter(|amount| amount.currency == **currency);
            let sum =
                same().fold(0_i64, |sum, amount| sum.saturating_add(amount.amount_minor.get()));
            self.doubtful |=
                sum > *limit && same().all(|amount| amount.amount_minor.get() <= *limit);
        }
    }

    /// Takes the amounts of a run's texts that stand apart from a refund word, where another of
    /// them has one.
    fn take_others(&mut self, policy: &Compiled, run: &[MessageText<'_, '_>]) {
        if run.len() < 2 {
            return;
        }
        let asks: Vec<bool> =
            run.iter().map(|text| topic::asks_for_refund(text.reading())).collect();
        let asking = asks.iter().filter(|asks| **asks).count();
        for (text, asks) in run.iter().zip(asks) {
            if asking == usize::from(asks) {
                continue;
            }
            let found = topic::other_amounts(text.reading(), &policy.dollar);
            self.doubtful |= found.unsure;
            for amount in &found.read {
                self.known = true;
                match policy.refund_limits.iter().find(|(_, code)| amount.currency == **code) {
                    Some((limit, _)) if amount.amount_minor.get() <= *limit => self.doubtful = true,
                    None if policy.refund_limits.is_empty() => {}
                    _ => self.unverified = true,
                }
            }
        }
    }

    /// Holds an amount against the limit of its currency.
    fn hold(
        &mut self,
        policy: &Compiled,
        amount: &Money,
        at: Option<Timestamp>,
        what: impl FnOnce() -> String,
    ) {
        let limits = &policy.refund_limits;
        let limit = limits.iter().find(|(_, currency)| amount.currency == **currency);
        match limit {
            Some(limit) if amount.amount_minor.get() > limit.0 && self.over.is_none() => {
                self.over = Some(Over { at, what: what(), limit: limit.clone() });
            }
            None if !limits.is_empty() => self.unverified = true,
            _ => {}
        }
    }
}

/// A message as a sentence names it.
pub(super) fn message_ref(message: Option<Id>) -> String {
    message.map_or_else(|| "a message without an id".to_owned(), |id| format!("message {id}"))
}

/// The reason of a category of high-risk language.
pub(super) const fn reason_of(category: RiskCategory) -> ReasonCode {
    match category {
        RiskCategory::Legal => ReasonCode::Legal,
        RiskCategory::RegulatorPress => ReasonCode::RegulatorPress,
        RiskCategory::Fraud => ReasonCode::Fraud,
        RiskCategory::Chargeback => ReasonCode::Chargeback,
        RiskCategory::Threat => ReasonCode::Threat,
        RiskCategory::SelfHarm => ReasonCode::SelfHarm,
        RiskCategory::ManagerRequest => ReasonCode::ManagerRequest,
        RiskCategory::Abuse => ReasonCode::Abuse,
    }
}

//! Whether a draft may be sent (SOP-CX-002), by the policy's lists of blockers and warnings.

use super::Parts;
use super::assessment::{Approval, ReplyWindow};
use super::suggestion::Draft;
use crate::conversation::CustomerText;
use crate::name::NameSource;
use crate::policy::{Blocker, Compiled, CompiledTemplate, ReasonCode, Warning, is_one_language};
use crate::risk::RiskCategory;
use crate::timeline::{Reply, comparable};

pub(super) fn of(
    policy: &Compiled,
    parts: &Parts<'_, '_>,
    draft: &Draft<'_>,
    source: NameSource,
    window: Option<ReplyWindow>,
) -> Approval {
    let Parts { conversation, timeline, escalations, label, signals, .. } = *parts;
    let facts = &conversation.facts;
    let drafts = |told: fn(&CompiledTemplate) -> bool| draft.template.is_some_and(told);
    let rule = |code| policy.reason(code).is_some();
    // A manager who has answered in public took the matter up.
    let answered = escalations.answer;
    let is_answered = |index: usize| {
        let message = timeline.messages.get(index);
        answered.zip(message).is_some_and(|(answer, message)| answer.is_after(index, message))
    };
    let requests: Vec<usize> = signals
        .standing()
        .filter(|(finding, _)| finding.category == RiskCategory::ManagerRequest)
        .map(|(_, origin)| origin.index)
        .collect();
    let others = || signals.standing().any(|(f, _)| f.category != RiskCategory::ManagerRequest);
    let has_request = requests.iter().any(|index| is_answered(*index));
    let blocks = |blocker: &Blocker| match blocker {
        Blocker::NoSuggestion => draft.suggestion.is_none(),
        Blocker::EscalationLabel => label.blocks() && answered.is_none(),
        Blocker::ManagerRequest => requests.iter().any(|index| !is_answered(*index)),
        Blocker::HighRiskFinding => others(),
        Blocker::RefundOverLimit => rule(ReasonCode::RefundOverLimit) && signals.refund.is_over(),
        Blocker::RefundAmountUnverified => signals.refund.unverified,
        Blocker::PolicyException => {
            facts.policy_exception
                || policy.labels.policy_exception.find(&conversation.labels).is_some()
        }
        Blocker::CannotReply => facts.cannot_reply || window.is_some_and(|window| window.closed),
        Blocker::LanguageUnread => parts.unread,
    };
    let warns = |warning: &Warning| match warning {
        Warning::NameFallback => source == NameSource::Fallback,
        Warning::AlreadyAnswered => draft.answered,
        Warning::HighRiskMention => signals.mentioned,
        Warning::RefundAmountUnverified => {
            // Where the policy does not let it block.
            signals.refund.doubtful
                || (signals.refund.unverified
                    && !policy.blocked_by.contains(&Blocker::RefundAmountUnverified))
        }
        Warning::RefundAmountUnknown => {
            drafts(|template| template.offers_refund) && !signals.refund.known
        }
        Warning::TrackingMissing => {
            drafts(|template| template.tells_tracking) && facts.tracking_missing
        }
        Warning::PartialHistory => conversation.partial,
        Warning::RepeatedReply => is_repeated(parts, draft),
        Warning::PromisesFollowUp => drafts(|template| template.promises_follow_up),
        Warning::ManagerAnswered => answered.is_some() && (label.blocks() || has_request),
        Warning::EscalationLabelMissing => label.missing,
        Warning::EscalationLabelStale => label.stale,
        Warning::EscalationTimeUnknown => label.time_unknown,
        Warning::VerdictUnknown => signals.verdict_unknown,
        Warning::LanguageUnread => parts.unread,
        Warning::ReplyLanguage => {
            let same = |language| is_one_language(language, &draft.language);
            draft.template.is_some() && parts.language.map_or(parts.unread, |code| !same(code))
        }
    };
    let blockers: Vec<Blocker> = policy.blocked_by.iter().copied().filter(|b| blocks(b)).collect();
    Approval {
        allowed: blockers.is_empty(),
        blockers,
        warnings: policy.warnings.iter().copied().filter(|w| warns(w)).collect(),
    }
}

/// Whether the draft is the text of the present episode's last public reply again.
fn is_repeated(parts: &Parts<'_, '_>, draft: &Draft<'_>) -> bool {
    let Some(suggestion) = &draft.suggestion else { return false };
    let timeline = parts.timeline;
    let text = timeline.last_reply().and_then(|reply| match reply {
        Reply::Message(index, _) => timeline.messages.get(index)?.content.as_ref(),
        Reply::Unseen(index) => timeline.decisions.get(index)?.reply_body.as_ref(),
    });
    text.map(CustomerText::as_str)
        .is_some_and(|text| comparable(text) == comparable(suggestion.body.as_str()))
}

//! Whether a conversation may be closed (SOP-CX-004).

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, Timestamp};
use crate::follow_up::PendingFollowUp;
use crate::policy::Compiled;
use crate::promise;
use crate::timeline::{By, Reply, Timeline};

/// Whether a conversation may be marked resolved, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
    /// Whether it may: there is a basis and nothing stands against it.
    pub allowed: bool,
    /// What allows it, also where something stands against it.
    pub basis: Option<ResolutionBasis>,
    /// What stands against it.
    pub blockers: Vec<ResolutionBlocker>,
    /// From when there is a basis: the confirmation, else the end of the quiet time once the
    /// contact's last message is answered; inclusive.
    pub eligible_at: Option<Timestamp>,
}

wire_enum! {
    /// What allows a conversation to be closed.
    pub enum ResolutionBasis {
        /// The contact's newest message says that the issue is resolved.
        CustomerConfirmed = "customer_confirmed",
        /// The contact has been silent for 48 hours after an answer.
        Quiet48h = "quiet_48h",
    }
}

wire_enum! {
    /// What stands against closing a conversation ("Do NOT mark resolved if").
    pub enum ResolutionBlocker {
        /// A refund is under way.
        RefundPending = "refund_pending",
        /// A return is under way.
        ReturnInProgress = "return_in_progress",
        /// A follow-up was promised and has not come yet.
        FollowUpPromised = "follow_up_promised",
        /// A reason of high risk is still immediate: nobody has escalated it.
        HighRiskOpen = "high_risk_open",
        /// A manager still owes an acknowledgement or an update.
        EscalationOpen = "escalation_open",
    }
}

/// A resolution at no particular time.
#[derive(Debug)]
pub(crate) struct ResolutionState {
    confirmed_at: Option<Timestamp>,
    quiet_at: Option<Timestamp>,
    /// What stands against any closing.
    blockers: Vec<ResolutionBlocker>,
    /// A manager still owes an acknowledgement or an update.
    escalation_open: bool,
}

impl ResolutionState {
    /// `confirmed`: the contact's newest message confirms that the matter is settled.
    pub(crate) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        follow_ups: &[PendingFollowUp],
        confirmed: bool,
    ) -> Self {
        let newest = timeline.newest_contact_message();
        let confirmed_at = newest.filter(|_| confirmed).map(|message| message.created_at);
        // The last reply is mostly the one that was offered too.
        let mut known: Option<(Reply, bool)> = None;
        let mut is_promise = |reply: Reply| match known {
            Some((asked, answer)) if asked == reply => answer,
            _ => {
                let answer = promise::is_promise(policy, timeline, reply);
                known = Some((reply, answer));
                answer
            }
        };
        let offered_at = offered_at(timeline, &mut is_promise);
        let quiet_at = offered_at.map(|at| at.plus_millis(policy.quiet_ms));
        let promised = timeline.last_reply().is_some_and(|reply| {
            let settled = confirmed && !replied_since_contact(timeline);
            !settled && is_promise(reply)
        });
        let (facts, labels) = (&conversation.facts, &conversation.labels);
        let has = |set: &crate::policy::LabelSet| set.find(labels).is_some();
        let blockers = [
            (
                facts.refund_pending || has(&policy.labels.refund_pending),
                ResolutionBlocker::RefundPending,
            ),
            (
                facts.return_in_progress || has(&policy.labels.return_in_progress),
                ResolutionBlocker::ReturnInProgress,
            ),
            (
                facts.follow_up_promised || has(&policy.labels.follow_up_promised) || promised,
                ResolutionBlocker::FollowUpPromised,
            ),
        ];
        let blockers = blockers.into_iter().filter(|(holds, _)| *holds).map(|(_, b)| b).collect();
        let escalation_open = follow_ups.iter().any(|follow_up| follow_up.kind.is_managers());
        Self { confirmed_at, quiet_at, blockers, escalation_open }
    }

    /// What may be done at `now`, where `high_risk` tells whether a reason is still immediate.
    pub(crate) fn at(&self, now: Timestamp, high_risk: bool) -> Resolution {
        let quiet = self.quiet_at.filter(|&at| now >= at).map(|_| ResolutionBasis::Quiet48h);
        let basis = self.confirmed_at.map(|_| ResolutionBasis::CustomerConfirmed).or(quiet);
        let silent = self.confirmed_at.is_none();
        let against_silence = [
            (high_risk, ResolutionBlocker::HighRiskOpen),
            (self.escalation_open, ResolutionBlocker::EscalationOpen),
        ];
        let mut blockers = self.blockers.clone();
        blockers.extend(against_silence.iter().filter(|(holds, _)| silent && *holds).map(|b| b.1));
        Resolution {
            allowed: basis.is_some() && blockers.is_empty(),
            basis,
            blockers,
            eligible_at: self.confirmed_at.or(self.quiet_at),
        }
    }

    /// The moment at which the answer may change.
    pub(crate) fn change(&self) -> Option<Timestamp> {
        self.quiet_at
    }
}

/// When the contact's newest message was answered: the first public reply after it that promises
/// nothing.
fn offered_at(
    timeline: &Timeline<'_>,
    mut is_promise: impl FnMut(Reply) -> bool,
) -> Option<Timestamp> {
    let newest = timeline.turns.iter().rposition(|turn| matches!(turn.by, By::Contact(_)))?;
    timeline.turns.iter().skip(newest).find_map(|turn| match turn.by {
        By::Team(reply) => (!is_promise(reply)).then_some(turn.at),
        By::Contact(_) | By::Bot => None,
    })
}

/// Whether the last word of the present episode is a reply, not the contact's.
fn replied_since_contact(timeline: &Timeline<'_>) -> bool {
    let last = timeline.present_turns().rev().find(|turn| turn.by != By::Bot);
    last.is_some_and(|turn| matches!(turn.by, By::Team(_)))
}

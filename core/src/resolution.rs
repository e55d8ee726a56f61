//! Whether a conversation may be closed (SOP-CX-004).

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, CustomerText, PastDecision, Timestamp};
use crate::policy::Compiled;
use crate::timeline::{LastReply, Timeline};

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
    blockers: Vec<ResolutionBlocker>,
}

impl ResolutionState {
    /// `confirmed`: the contact's newest message confirms that the matter is settled.
    pub(crate) fn of(
        policy: &Compiled,
        conversation: &Conversation,
        timeline: &Timeline<'_>,
        confirmed: bool,
    ) -> Self {
        let newest = timeline.newest_contact_message();
        let confirmed_at = newest.filter(|_| confirmed).map(|message| message.created_at);
        let reply = timeline.last_reply();
        let unheard = reply.as_ref().is_none_or(|reply| timeline.contact_wrote_after(reply));
        let quiet_at = newest
            .filter(|_| !unheard)
            .map(|message| message.created_at.plus_millis(policy.quiet_ms));
        let promised = reply
            .as_ref()
            .is_some_and(|reply| promises(policy, reply) && !(unheard && confirmed_at.is_some()));
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
        Self { confirmed_at, quiet_at, blockers }
    }

    /// What may be done at `now`.
    pub(crate) fn at(&self, now: Timestamp) -> Resolution {
        let quiet = self.quiet_at.filter(|&at| now >= at).map(|_| ResolutionBasis::Quiet48h);
        let basis = self.confirmed_at.map(|_| ResolutionBasis::CustomerConfirmed).or(quiet);
        Resolution {
            allowed: basis.is_some() && self.blockers.is_empty(),
            basis,
            blockers: self.blockers.clone(),
            eligible_at: self.confirmed_at.or(self.quiet_at),
        }
    }

    /// The moment at which the answer may change.
    pub(crate) fn change(&self) -> Option<Timestamp> {
        self.quiet_at
    }
}

/// Whether a reply promises to come back: by the template it was approved from, or by its text.
fn promises(policy: &Compiled, reply: &LastReply<'_>) -> bool {
    let by_template = |decision: &PastDecision| {
        let template = decision.template_id.as_deref().and_then(|id| policy.template(id));
        template.is_some_and(|template| template.promises_follow_up)
    };
    match reply {
        LastReply::Unseen(decision) => by_template(decision),
        LastReply::Message(_, message, decision) => {
            let text = message.content.as_ref().map(CustomerText::as_str).unwrap_or_default();
            let rendered = |template: &crate::policy::CompiledTemplate| {
                template.promises_follow_up && template.template.could_be(text, policy.longest_name)
            };
            decision.is_some_and(by_template) || policy.templates.iter().any(rendered)
        }
    }
}

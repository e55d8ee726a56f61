//! Whether a conversation may be closed (SPEC §8.3, SOP-CX-004), and what promises something.

use crate::document::Decision;
use crate::follow_ups::Act;
use crate::history::{Reading, Reply};
use crate::settings::MINUTE;

const PROMISING: [&str; 2] = ["ack_delay", "ship_update"];

/// The answer to "may it be closed?".
pub(crate) struct Closing {
    pub(crate) allowed: bool,
    pub(crate) basis: Option<&'static str>,
    pub(crate) blockers: Vec<&'static str>,
    pub(crate) eligible: Option<i64>,
}

impl Reading<'_> {
    /// A basis, and nothing against it.
    pub(crate) fn closing(&self) -> Closing {
        let (basis, eligible) = self.basis();
        let confirmed = basis == Some("customer_confirmed");
        let mut blockers = Vec::new();
        let facts = &self.document.facts;
        if facts.refund_pending || self.labelled(&["refund_pending", "refund-pending"]) {
            blockers.push("refund_pending");
        }
        if facts.return_in_progress || self.labelled(&["return_in_progress", "return-in-progress"])
        {
            blockers.push("return_in_progress");
        }
        if facts.follow_up_promised
            || self.labelled(&["follow_up_promised", "follow-up-promised"])
            || self.open_promise()
        {
            blockers.push("follow_up_promised");
        }
        if !confirmed && self.findings().iter().any(|finding| finding.immediate) {
            blockers.push("high_risk_open");
        }
        let manager_owes = [Act::Acknowledge, Act::Update]
            .into_iter()
            .any(|act| !self.open_escalations(act).is_empty());
        if !confirmed && manager_owes {
            blockers.push("escalation_open");
        }
        Closing { allowed: basis.is_some() && blockers.is_empty(), basis, blockers, eligible }
    }

    /// The customer's newest message confirms; or 48 hours have passed since the first public
    /// reply after it that promises nothing. With it, since or from when.
    fn basis(&self) -> (Option<&'static str>, Option<i64>) {
        let Some(newest) = self.contact_messages().into_iter().last() else {
            return (None, None);
        };
        if self.confirms(newest) {
            return (Some("customer_confirmed"), Some(newest.at));
        }
        let mut offers = self.replies();
        offers.retain(|&reply| self.reply_after_message(reply, newest) && !self.promises(reply));
        let eligible = self.first_reply(&offers).map(|offer| offer.at() + 48 * 60 * MINUTE);
        let quiet = eligible.is_some_and(|at| self.now >= at);
        (quiet.then_some("quiet_48h"), eligible)
    }

    /// A promise of the episode that no later public reply kept and the customer's confirmation,
    /// the newest of their messages, did not settle.
    fn open_promise(&self) -> bool {
        let replies = self.replies_of_episode();
        let newest = self.contact_messages_of_episode().into_iter().last();
        replies.iter().any(|&promise| {
            let kept = replies
                .iter()
                .any(|&other| !self.promises(other) && self.reply_after_reply(other, promise));
            let settled = newest.is_some_and(|message| {
                self.confirms(message) && self.message_after_reply(message, promise)
            });
            self.promises(promise) && !kept && !settled
        })
    }

    /// SPEC §8.3: a promise is a reply equal to a promising template's rendering, its `approve_send`
    /// unless edited into something else, or an agent's own words.
    fn promises(&self, reply: Reply<'_>) -> bool {
        let (text, approval) = match reply {
            Reply::Written(message) => (Some(message.content.as_str()), self.approval_of(message)),
            Reply::Absent(decision) => (decision.body.as_deref(), Some(decision)),
        };
        let said = text.map(self.language).unwrap_or_default();
        let rendering = said.rendering_of.is_some_and(|template| PROMISING.contains(&template));
        let own_words = self.settings.read_promises && said.promises;
        rendering || own_words || approval.is_some_and(|decision| self.approval_promises(decision))
    }

    /// Whether what was approved promises: a promising template that was not edited away, or, of
    /// an edited one, its words.
    pub(crate) fn approval_promises(&self, decision: &Decision) -> bool {
        let promising =
            decision.template.as_deref().is_some_and(|template| PROMISING.contains(&template));
        let Some(body) = decision.body.as_deref() else {
            return promising;
        };
        let said = (self.language)(body);
        (promising && said.rendering_of == decision.template.as_deref())
            || (self.settings.read_promises && said.promises)
    }
}

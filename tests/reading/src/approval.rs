//! The draft, and what stands against approving it or is worth a word (SPEC §6.1, 7).

use crate::document::Message;
use crate::follow_ups::Act;
use crate::history::{Reading, Reply, same_text};
use crate::reasons::Label;

/// The runbook's templates, with `{}` where the name goes.
pub const TEMPLATES: [(&str, &str); 3] = [
    (
        "ack_delay",
        "Hi {}, thanks for your patience. I'm checking on your order now and will follow up with an update shortly.",
    ),
    (
        "ship_update",
        "Appreciate you reaching out, {}. Your order is with our carrier and I'm expediting a status check right away.",
    ),
    (
        "refund_offer",
        "I'm sorry for the trouble, {}. I can refund this immediately or offer store credit\u{2014}let me know what works best.",
    ),
];

/// What stands against an approval, and what is worth a word.
pub(crate) struct Approval {
    pub(crate) blockers: Vec<&'static str>,
    pub(crate) warnings: Vec<&'static str>,
}

impl Reading<'_> {
    /// SPEC §6.1: the template of the draft: the topic of the newest message of the run that has a
    /// cue, else the labels', else the acknowledgement. None without a contact message, and where
    /// neither a text nor a label is there.
    pub(crate) fn draft(&self) -> Option<&'static str> {
        let (run, _) = self.run();
        if run.is_empty() {
            return None;
        }
        let by_text = run.iter().rev().find_map(|message| (self.language)(&message.content).topic);
        let by_label = if self.labelled(&["shipping", "delivery", "shipment", "tracking"]) {
            Some("shipping")
        } else if self.labelled(&["refund", "refunds", "return", "returns", "exchange"]) {
            Some("refund")
        } else {
            None
        };
        match by_text.or(by_label) {
            Some("shipping") => Some("ship_update"),
            Some(_) => Some("refund_offer"),
            None => run.iter().any(|message| has_text(message)).then_some("ack_delay"),
        }
    }

    /// The customer wrote, and there is nothing to answer with.
    pub(crate) fn draft_is_missing(&self) -> bool {
        let (run, _) = self.run();
        !run.is_empty() && self.draft().is_none()
    }

    /// What blocks an approval, and what warns.
    pub(crate) fn approval(&self) -> Approval {
        let label = self.escalation_label();
        let findings = self.findings();
        let facts = &self.document.facts;
        let answer = self.manager_answer();
        let mut answered_by_manager = false;

        let mut blockers = Vec::new();
        if self.draft().is_none() {
            blockers.push("no_suggestion");
        }
        if label != Label::None {
            if answer.is_some() {
                answered_by_manager = true;
            } else {
                blockers.push("escalation_label");
            }
        }
        let requests: Vec<&Message> = findings
            .iter()
            .filter(|finding| finding.category == "manager_request")
            .map(|finding| finding.message)
            .collect();
        let unanswered = requests
            .iter()
            .any(|message| answer.is_none_or(|reply| self.message_after_reply(message, reply)));
        if unanswered {
            blockers.push("manager_request");
        } else if !requests.is_empty() {
            answered_by_manager = true;
        }
        if findings.iter().any(|finding| finding.category != "manager_request") {
            blockers.push("high_risk_finding");
        }
        if self.is_refund_over_limit() {
            blockers.push("refund_over_limit");
        }
        let other_currency = facts
            .refund
            .as_ref()
            .is_some_and(|(_, currency)| currency != self.settings.limit_currency);
        if other_currency {
            blockers.push("refund_amount_unverified");
        }
        if self.is_policy_exception() {
            blockers.push("policy_exception");
        }
        if facts.cannot_reply || self.window_closed() {
            blockers.push("cannot_reply");
        }
        Approval { blockers, warnings: self.warnings(label, answered_by_manager) }
    }

    fn warnings(&self, label: Label, answered_by_manager: bool) -> Vec<&'static str> {
        let facts = &self.document.facts;
        let draft = self.draft();
        let (_, answered) = self.run();
        let asked = self
            .contact_messages_of_episode()
            .iter()
            .any(|message| (self.language)(&message.content).refund_minor.is_some());
        let known_amount = facts.refund.is_some() || asked;
        let list = [
            (self.document.names.is_empty(), "name_fallback"),
            (answered, "already_answered"),
            (draft == Some("refund_offer") && !known_amount, "refund_amount_unknown"),
            (draft == Some("ship_update") && facts.tracking_missing, "tracking_missing"),
            (self.document.partial, "partial_history"),
            (self.repeats(draft), "repeated_reply"),
            (matches!(draft, Some("ack_delay" | "ship_update")), "promises_follow_up"),
            (answered_by_manager, "manager_answered"),
            (label == Label::Missing, "escalation_label_missing"),
            (label == Label::Stale, "escalation_label_stale"),
            (label == Label::Unknown, "escalation_time_unknown"),
            (self.verdict_of_nothing(), "verdict_unknown"),
        ];
        list.into_iter().filter(|(holds, _)| *holds).map(|(_, code)| code).collect()
    }

    /// SPEC §7: a manager's public answer after every escalation of the episode: the last of them.
    fn manager_answer(&self) -> Option<Reply<'_>> {
        let escalations = self.escalations();
        if !self.open_escalations(Act::Update).is_empty() {
            return None;
        }
        let newest = escalations.last()?;
        let updates = self.updates(*newest);
        self.last_reply(&updates)
    }

    /// Whether the draft is the episode's last public reply again.
    fn repeats(&self, draft: Option<&str>) -> bool {
        let Some((_, body)) = TEMPLATES.iter().find(|(id, _)| Some(*id) == draft) else {
            return false;
        };
        let name = self.document.names.first().map_or("Customer", String::as_str);
        let body = body.replace("{}", name);
        let last = match self.last_reply(&self.replies_of_episode()) {
            Some(Reply::Written(message)) => Some(message.content.as_str()),
            Some(Reply::Absent(decision)) => decision.body.as_deref(),
            None => None,
        };
        last.is_some_and(|text| same_text(text, &body))
    }
}

fn has_text(message: &Message) -> bool {
    !message.content.trim().is_empty()
}

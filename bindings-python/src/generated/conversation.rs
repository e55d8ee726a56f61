//! Records of the core as Python classes: conversation.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use std::collections::BTreeMap;

use pyo3::prelude::*;

use crate::record::record;
use crate::value::{At, Int, Items, Text};

crate::conversation::conversation! {
    /// One support conversation, with the past decisions on it and what the service knows beside
    /// it.
    cx_triage::Conversation => Conversation in "cx_triage" {
        /// The conversation's number, positive.
        id,
        /// The channel it came in by (Chatwoot: inbox), positive.
        inbox_id,
        /// Where it stands in Chatwoot.
        status,
        /// When it was opened: the start of the SLA clock.
        created_at,
        /// Labels as they are written in Chatwoot, in order.
        labels,
        /// Names of the contact, the best one first.
        contact_names,
        /// Everything that was written, by anybody.
        messages,
        /// Decisions taken on the conversation before.
        decisions,
        /// How the status came to be, where the service has the history: each entry is the status
        /// from that instant on. Read by the clocks that pause (see the policy's ``sla``).
        status_changes,
        /// The status at the ``updated_at`` of each event that was merged into it, where no change
        /// is told for that instant. ``Conversation.apply`` keeps and reads it; nothing else does.
        observed_statuses,
        /// Messages may be missing that were written before those which are here: Chatwoot's list
        /// holds one message a conversation.
        partial,
        /// When it last changed in Chatwoot.
        updated_at,
        /// The kind of channel, as Chatwoot names it: ``Channel::Whatsapp``.
        channel,
        /// The agent whom it is assigned to, positive.
        assignee_id,
        /// The team which it is assigned to, positive.
        team_id,
        /// The priority that people gave it in Chatwoot; the library's own is ``Priority``.
        chatwoot_priority,
        /// What a template may name beside the customer's name: the policy declares which.
        variables,
        /// What the service knows and the conversation does not say.
        facts,
    }
    read by cx_triage::Conversation::from_json;
    shows { id, status, created_at, labels }
    built from {
        needed {
            id: Int,
            status: Text,
            created_at: At,
        }
        optional {
            inbox_id: Int,
            labels: Items<Text>,
            contact_names: Items<Text>,
            messages: Items<Message>,
            decisions: Items<PastDecision>,
            status_changes: Items<StatusChange>,
            observed_statuses: Items<StatusChange>,
            partial: bool,
            updated_at: At,
            channel: Text,
            assignee_id: Int,
            team_id: Int,
            chatwoot_priority: Text,
            variables: BTreeMap<Text, Text>,
            facts: Facts,
        }
    }
}

record! {
    /// One message of a conversation.
    cx_triage::Message => Message in "cx_triage" {
        /// The message's number, positive; absent ids sort last among equal times.
        id,
        /// Who wrote it.
        author,
        /// The number of the person or bot that wrote it, in the service's own numbering.
        sender_id,
        /// What was written; absent for an attachment without words and for a deleted message.
        content,
        /// When it was written.
        created_at,
        /// When it was last edited, deleted or reported as delivered; absent where it is as it was
        /// written.
        updated_at,
        /// A note among agents: never the customer's words, never a reply to them.
        private,
        /// It did not reach the customer: no reply.
        failed,
        /// A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
        /// customer's words.
        automatic,
        /// The customer's words that stand beside the content, in the order in which they are read:
        /// subject, transcripts, answers.
        extras,
    }
    read by cx_triage::from_json;
    shows { id, author, sender_id, created_at, updated_at, private, failed, automatic, extras.len }
    built from {
        needed {
            author: Text,
            created_at: At,
        }
        optional {
            id: Int,
            sender_id: Int,
            content: Text,
            updated_at: At,
            private: bool,
            failed: bool,
            automatic: bool,
            extras: Items<MessageExtra>,
        }
    }
}

record! {
    /// Words of the customer that stand beside a message's content.
    cx_triage::MessageExtra => MessageExtra in "cx_triage" {
        /// Where they stand.
        kind,
        /// The words.
        text,
    }
    read by cx_triage::from_json;
    shows { kind }
    built from {
        needed {
            kind: Text,
            text: Text,
        }
        optional {
        }
    }
}

record! {
    /// A decision that was taken on a conversation before.
    cx_triage::PastDecision => PastDecision in "cx_triage" {
        /// What was done. The words of the decision log; without ``chatwoot.`` they are read as
        /// well.
        action,
        /// When.
        at,
        /// Who did it, in the numbering of ``Message.sender_id``.
        actor_id,
        /// The template of the reply that was approved.
        template_id,
        /// The reply that was approved, as it was sent.
        reply_body,
        /// The message that the approved reply became.
        message_id,
        /// The contact's newest message that the operator had seen: it tells which messages of the
        /// decision's own second came before it.
        seen_message_id,
    }
    read by cx_triage::from_json;
    shows { action, at, actor_id, template_id, message_id, seen_message_id }
    built from {
        needed {
            action: Text,
            at: At,
        }
        optional {
            actor_id: Int,
            template_id: Text,
            reply_body: Text,
            message_id: Int,
            seen_message_id: Int,
        }
    }
}

record! {
    /// The status of a conversation from an instant on.
    cx_triage::StatusChange => StatusChange in "cx_triage" {
        /// The status from then on.
        status,
        /// From when.
        at,
    }
    read by cx_triage::from_json;
    shows { status, at }
    built from {
        needed {
            status: Text,
            at: At,
        }
        optional {
        }
    }
}

record! {
    /// What the service knows and the conversation does not say.
    cx_triage::Facts => Facts in "cx_triage" {
        /// The refund in question; with it, amounts in the text are not read.
        refund_amount,
        /// A refund is under way: the conversation must not be resolved.
        refund_pending,
        /// A return is under way: the conversation must not be resolved.
        return_in_progress,
        /// A follow-up was promised: the conversation must not be resolved.
        follow_up_promised,
        /// The customer asks for an exception to policy: a reason to escalate.
        policy_exception,
        /// The order has no tracking number: a shipping reply wants a sentence by hand.
        tracking_missing,
        /// When it was escalated, where the decision log does not say.
        escalated_at,
        /// When a manager acknowledged the escalation outside the conversation.
        escalation_acknowledged_at,
        /// When the first public reply was given, where the messages do not reach so far back.
        first_reply_at,
        /// Since when the contact waits for an answer, where the messages do not reach so far back.
        waiting_since,
        /// The channel takes no reply now.
        cannot_reply,
        /// The language that the customer writes in, such as ``en``; absent: it is told from the
        /// text.
        language,
        /// What people, or another classifier, say of high-risk language in single messages.
        risk_verdicts,
    }
    read by cx_triage::from_json;
    shows { refund_amount, refund_pending, return_in_progress, follow_up_promised, policy_exception,
    tracking_missing, escalated_at, escalation_acknowledged_at, first_reply_at, waiting_since,
    cannot_reply, language, risk_verdicts.len }
    built from {
        needed {
        }
        optional {
            refund_amount: Money,
            refund_pending: bool,
            return_in_progress: bool,
            follow_up_promised: bool,
            policy_exception: bool,
            tracking_missing: bool,
            escalated_at: At,
            escalation_acknowledged_at: At,
            first_reply_at: At,
            waiting_since: At,
            cannot_reply: bool,
            language: Text,
            risk_verdicts: Items<RiskVerdict>,
        }
    }
}

record! {
    /// What somebody says of the high-risk language in a message (SOP-CX-003).
    cx_triage::RiskVerdict => RiskVerdict in "cx_triage" {
        /// The message that it is about, positive.
        message_id,
        /// The category that it is about.
        category,
        /// What is said.
        verdict,
        /// Who says so: a person, or the name of a classifier.
        source,
    }
    read by cx_triage::from_json;
    shows { message_id, category, verdict, source }
    built from {
        needed {
            message_id: Int,
            category: Text,
            verdict: Text,
        }
        optional {
            source: Text,
        }
    }
}

record! {
    /// An amount of money in minor units (cents).
    cx_triage::Money => Money in "cx_triage" {
        /// The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD.
        amount_minor,
        /// The ISO 4217 code: three capital letters.
        currency,
    }
    read by cx_triage::from_json;
    shows { amount_minor, currency }
    built from {
        needed {
            amount_minor: Int,
            currency: Text,
        }
        optional {
        }
    }
}

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Conversation>()?;
    module.add_class::<Message>()?;
    module.add_class::<MessageExtra>()?;
    module.add_class::<PastDecision>()?;
    module.add_class::<StatusChange>()?;
    module.add_class::<Facts>()?;
    module.add_class::<RiskVerdict>()?;
    module.add_class::<Money>()?;
    Ok(())
}

//! Records of the core as Python classes: decision.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use pyo3::prelude::*;

use crate::record::{record, union};
use crate::value::{Int, Text};

record! {
    /// How an operator grades a suggestion, each from 1 to 5.
    cx_triage::Grades => Grades in "cx_triage" {
        /// Whether it sounds right.
        tone,
        /// Whether it is true.
        accuracy,
        /// Whether it follows the shop's policy.
        policy,
    }
    read by cx_triage::from_json;
    shows { tone, accuracy, policy }
    built from {
        needed {
            tone: Int,
            accuracy: Int,
            policy: Int,
        }
        optional {
        }
    }
}

record! {
    /// The note to the manager ("internal note summarizing issue + customer expectation").
    cx_triage::HandOff => HandOff in "cx_triage" {
        /// What it is about.
        issue,
        /// What the customer expects.
        customer_expectation,
    }
    read by cx_triage::from_json;
    shows { }
    built from {
        needed {
            issue: Text,
            customer_expectation: Text,
        }
        optional {
        }
    }
}

crate::decision::decision_event! {
    /// A decision that an operator took, as it goes to the decision log (runbook, "Decision
    /// Logging").
    cx_triage::DecisionEvent => DecisionEvent in "cx_triage" {
        /// The version of this document: ``EVENT_SCHEMA_VERSION``.
        schema_version,
        /// The id that was given, else the derived one: SHA-256 in lower-case hex over action,
        /// conversation, actor, the operator's input without ``aiSuggestion``, the contact's newest
        /// message and the number of past decisions. A retry that passes the same decisions has the
        /// same id, whatever the time and the policy.
        id,
        /// What was done.
        action,
        /// The part of the log that it belongs to.
        scope,
        /// When it was decided.
        occurred_at,
        /// Who did it: the actor that was given, else the operator's e-mail, else the shop.
        actor,
        /// The actor in the numbering of ``Message.sender_id``.
        actor_id,
        /// The contact's newest message that the operator had seen, as the input told it; with it
        /// the decision, read back from the log, is known to have come after that message.
        seen_message_id,
        /// Why: the operator's note, else the policy's words for the action.
        rationale,
        /// The shop's domain.
        shop_domain,
        /// The conversation: ``chatwoot:`` and its number.
        external_ref,
        /// Where the evidence lies.
        evidence_url,
        /// The policy that was in force.
        policy,
        /// The version of the library that decided.
        engine_version,
        /// How the conversation was assessed at that moment.
        assessment,
        /// What is worth a second look in the action itself.
        warnings,
        /// What the action says of itself.
        payload,
        /// The keys in whose text something personal was replaced (``DecisionEvent.redacted``):
        /// ``rationale``, else a JSON Pointer into the payload without its first slash.
        redacted,
    }
    read by cx_triage::DecisionEvent::from_json;
    shows { id, action, external_ref, occurred_at }
}

record! {
    /// How the conversation was assessed when the decision was taken.
    cx_triage::AssessmentSummary => AssessmentSummary in "cx_triage" {
        /// How urgent it was; absent where it was not surfaced.
        priority,
        /// Who was to act.
        level,
        /// Every reason to act.
        reasons,
        /// The template of the suggestion.
        template_id,
        /// The cues that decided, each once: of the findings, then of the suggestion's topic.
        cues,
        /// The verdicts on findings that the assessment rested on.
        verdicts,
        /// Whether the reply that was sent is another text than the suggestion, blanks around it
        /// aside.
        edited,
        /// Whether something stood against the action, and a reason overrode it.
        overridden,
        /// What was worth a second look before the draft was sent.
        warnings,
    }
    read by cx_triage::from_json;
    shows { priority, level, reasons, template_id, cues, verdicts.len, edited, overridden, warnings
    }
}

record! {
    /// What an approved reply says of itself.
    cx_triage::ApproveSendPayload => ApproveSendPayload in "cx_triage" {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address.
        operator_email,
        /// What the operator added.
        note,
        /// The reply to send, without blanks around it.
        reply_body,
        /// Whether it came from a model.
        ai_suggestion_used,
        /// What the service keeps of the model's suggestion.
        ai_suggestion,
        /// How the operator graded the suggestion.
        grades,
        /// What the operator acted against.
        overridden,
    }
    read by cx_triage::from_json;
    shows { conversation_id, operator_email, ai_suggestion_used, grades, overridden }
}

record! {
    /// What an escalation says of itself.
    cx_triage::EscalatePayload => EscalatePayload in "cx_triage" {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address.
        operator_email,
        /// What the operator added.
        note,
        /// Why.
        reason,
        /// Why, in words.
        reason_text,
        /// What the manager has to know.
        hand_off,
        /// The labels to write: those of the conversation and the escalation label. Chatwoot's
        /// label call overwrites all, so all stand here.
        labels,
        /// What the operator acted against.
        overridden,
    }
    read by cx_triage::from_json;
    shows { conversation_id, operator_email, reason, hand_off, labels, overridden }
}

record! {
    /// What a resolution says of itself.
    cx_triage::MarkResolvedPayload => MarkResolvedPayload in "cx_triage" {
        /// The conversation's number.
        conversation_id,
        /// The operator's e-mail address.
        operator_email,
        /// What the operator added.
        note,
        /// The labels to write: those of the conversation without the escalation labels. Chatwoot's
        /// label call overwrites all, so all that stay stand here. Absent where the event that was
        /// read has none.
        labels,
        /// What the operator acted against.
        overridden,
    }
    read by cx_triage::from_json;
    shows { conversation_id, operator_email, labels, overridden }
}

record! {
    /// What an operator acted against, and why.
    cx_triage::Override => Override in "cx_triage" {
        /// Why.
        reason,
        /// What stood against it.
        blockers,
    }
    read by cx_triage::from_json;
    shows { blockers }
}

crate::decision::decision_log! {
    /// A decision log as it was read. Lines are counted from 1, blank ones too.
    cx_triage::DecisionLog => DecisionLog in "cx_triage" {
        /// The events, in their order; of several with one id the first.
        events,
        /// Events of a newer schema version, kept as they are.
        unknown,
        /// Lines that cannot be read.
        rejected,
        /// Lines whose id an earlier one has: retries that were written twice.
        duplicates,
    }
    read by cx_triage::from_json;
    shows { events.len, unknown.len, rejected.len, duplicates.len }
    list of events;
}

record! {
    /// An event of a newer schema version.
    cx_triage::UnknownEvent => UnknownEvent in "cx_triage" {
        /// The line's number.
        line,
        /// The event's schema version.
        schema_version,
        /// The event's id, where it has one.
        id,
        /// The event, byte for byte.
        document,
    }
    read by cx_triage::from_json;
    shows { line, schema_version, id }
}

record! {
    /// A line that cannot be read.
    cx_triage::RejectedLine => RejectedLine in "cx_triage" {
        /// The line's number.
        line,
        /// What is wrong with it: its code, place and sentence.
        error,
    }
    read by cx_triage::from_json;
    shows { line, error }
}

record! {
    /// A line whose id an earlier one has.
    cx_triage::DuplicateLine => DuplicateLine in "cx_triage" {
        /// The line's number.
        line,
        /// The id.
        id,
        /// The number of the line that has it first.
        first_line,
    }
    read by cx_triage::from_json;
    shows { line, id, first_line }
}

record! {
    /// What an assessment says, in words for the operator.
    cx_triage::OperatorTexts => OperatorTexts in "cx_triage" {
        /// The internal note for the manager (SOP-CX-003: "Add internal note summarizing issue +
        /// customer expectation"): the level by its name in the policy, why, the issue and the
        /// expectation where they were given, and the SLA.
        hand_off_note,
        /// How the SLA stands ("document SLA timer in note"): "SLA due 08:30Z, 4 min left, p3".
        sla_timer_note,
        /// A sentence for each code that the assessment names: reasons, blockers, warnings and what
        /// stands against closing.
        sentences,
    }
    read by cx_triage::from_json;
    shows { sla_timer_note }
}

union! { cx_triage::DecisionPayload { ApproveSend, Escalate, MarkResolved } }

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Grades>()?;
    module.add_class::<HandOff>()?;
    module.add_class::<DecisionEvent>()?;
    module.add_class::<AssessmentSummary>()?;
    module.add_class::<ApproveSendPayload>()?;
    module.add_class::<EscalatePayload>()?;
    module.add_class::<MarkResolvedPayload>()?;
    module.add_class::<Override>()?;
    module.add_class::<DecisionLog>()?;
    module.add_class::<UnknownEvent>()?;
    module.add_class::<RejectedLine>()?;
    module.add_class::<DuplicateLine>()?;
    module.add_class::<OperatorTexts>()?;
    Ok(())
}

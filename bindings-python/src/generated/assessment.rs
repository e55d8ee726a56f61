//! Records of the core as Python classes: assessment.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use pyo3::prelude::*;

use crate::record::record;

crate::assessment::assessment! {
    /// What an engine says of one conversation at one time.
    cx_triage::Assessment => Assessment in "cx_triage" {
        /// The version of this document: ``ASSESSMENT_SCHEMA_VERSION``.
        schema_version,
        /// The conversation's number.
        conversation_id,
        /// The time that was given.
        assessed_at,
        /// The policy that decided.
        policy,
        /// The version of the library that decided.
        engine_version,
        /// Where the conversation stands in Chatwoot.
        status,
        /// Its labels, as they are.
        labels,
        /// Whether it belongs on the list of conversations to act on: open or pending, with a
        /// priority.
        surfaced,
        /// How urgent it is; absent where it is not surfaced.
        priority,
        /// By when to act; absent where it is not surfaced.
        respond_by,
        /// The SLA clock.
        sla,
        /// The policy's further clocks, in its order; as JSON the key is there only if the policy
        /// has any.
        metrics,
        /// Who must act.
        escalation,
        /// Every reason to act, in the policy's order, surfaced or not.
        reasons,
        /// High-risk language, in the order of the messages and of the places in them.
        risk,
        /// How the customer is named.
        customer,
        /// The reply that is drafted.
        suggestion,
        /// Whether the draft may be sent.
        approval,
        /// What is due after earlier decisions and not yet done.
        follow_ups,
        /// Whether the conversation may be closed.
        resolution,
        /// When the newest message of any kind was written, else when the conversation was opened.
        last_message_at,
        /// The first later millisecond at which the same conversation, untouched, is assessed
        /// differently (``assessedAt``, ``elapsedMs``, ``overdueMs`` and ``remainingMs`` aside);
        /// absent if never.
        next_change_at,
        /// The channel that the conversation came in by (Chatwoot: inbox).
        inbox_id,
        /// The team which it is assigned to.
        team_id,
        /// The agent whom it is assigned to.
        assignee_id,
        /// The language of the contact's latest messages, such as ``en``; absent where it is not
        /// told.
        language,
        /// Whether earlier messages may be missing.
        partial,
        /// Until when the channel takes a reply; absent where the policy knows no end of it.
        reply_window,
        /// The present episode: what happened since the latest resolution.
        episode,
    }
    read by cx_triage::from_json;
    shows { conversation_id, surfaced, priority, respond_by, escalation }
}

record! {
    /// Which policy decided.
    cx_triage::PolicyReference => PolicyReference in "cx_triage" {
        /// The policy's name.
        name,
        /// The document's version.
        version,
        /// The SHA-256 of its canonical form: ``Policy.fingerprint``.
        fingerprint,
    }
    read by cx_triage::from_json;
    shows { name, version, fingerprint }
}

record! {
    /// Until when the channel takes a reply.
    cx_triage::ReplyWindow => ReplyWindow in "cx_triage" {
        /// When it ends.
        ends_at,
        /// Whether it has ended: from ``endsAt`` on.
        closed,
    }
    read by cx_triage::from_json;
    shows { ends_at, closed }
}

record! {
    /// What happened since the latest resolution; without one, everything.
    cx_triage::Episode => Episode in "cx_triage" {
        /// When it started: at the latest resolution, else when the conversation was opened.
        started_at,
        /// Which of the conversation's it is, from 1.
        number,
    }
    read by cx_triage::from_json;
    shows { started_at, number }
}

record! {
    /// Who must act, and whether at once.
    cx_triage::Escalation => Escalation in "cx_triage" {
        /// The highest level of all reasons; l1 without any.
        level,
        /// Whether one of the reasons asks for immediate escalation and none came since.
        immediate,
    }
    read by cx_triage::from_json;
    shows { level, immediate }
}

record! {
    /// A reason to act.
    cx_triage::Reason => Reason in "cx_triage" {
        /// Which one.
        code,
        /// The SOP that asks for it.
        sop,
        /// What it rests on, for people; never a customer's words, never relative to the time of
        /// the assessment.
        detail,
    }
    read by cx_triage::from_json;
    shows { code, sop, detail }
}

record! {
    /// High-risk language in a message: what it is a sign of, by which cue, and where.
    cx_triage::RiskFinding => RiskFinding in "cx_triage" {
        /// What it is a sign of.
        category,
        /// The id of the cue that fired.
        cue,
        /// How sure it is.
        confidence,
        /// The message, where one with an id was scanned.
        message_id,
        /// The entry of the message's extras that it stands in; absent: the content.
        extra,
        /// Where it starts in the text, in Unicode code points; absent, as ``end`` and ``matched``,
        /// where it rests on a verdict alone.
        start,
        /// Where it ends, in Unicode code points, exclusive.
        end,
        /// The words that stand there.
        matched,
        /// What the facts say of it.
        verdict,
    }
    read by cx_triage::from_json;
    shows { category, cue, confidence, message_id, extra, start, end, verdict }
}

record! {
    /// How the customer is named in a reply.
    cx_triage::Customer => Customer in "cx_triage" {
        /// The name.
        name,
        /// Where it comes from.
        source,
        /// Why the first of the contact's names is not it; absent where it is.
        why,
    }
    read by cx_triage::from_json;
    shows { source, why }
}

record! {
    /// A drafted reply (SOP-CX-002).
    cx_triage::Suggestion => Suggestion in "cx_triage" {
        /// The template.
        template_id,
        /// The template's name for people.
        label,
        /// The reply, with the customer's name in it.
        body,
        /// What the customer writes about: an id of the policy's ``reply.topics``, or ``other``.
        topic,
        /// What decided the topic: ids of cues, or ``label:`` and the label.
        cues,
    }
    read by cx_triage::from_json;
    shows { template_id, label, topic, cues }
}

record! {
    /// The topic of a text, with the cues that spoke for it.
    cx_triage::TopicMatch => TopicMatch in "cx_triage" {
        /// The topic: an id of the policy's ``reply.topics``, or ``other``.
        topic,
        /// The ids of the cues that spoke for it, in the order of the policy; empty for ``other``.
        cues,
    }
    read by cx_triage::from_json;
    shows { topic, cues }
}

record! {
    /// Whether a draft may be sent (SOP-CX-002).
    cx_triage::Approval => Approval in "cx_triage" {
        /// Whether nothing blocks.
        allowed,
        /// What blocks.
        blockers,
        /// What is worth a look first; it does not block.
        warnings,
    }
    read by cx_triage::from_json;
    shows { allowed, blockers, warnings }
}

record! {
    /// Something that is due after a decision and not yet done.
    cx_triage::FollowUp => FollowUp in "cx_triage" {
        /// What is due.
        kind,
        /// By when.
        due_at,
        /// Whether it is late: strictly after ``due_at``.
        overdue,
    }
    read by cx_triage::from_json;
    shows { kind, due_at, overdue }
}

record! {
    /// Whether a conversation may be marked resolved, and why.
    cx_triage::Resolution => Resolution in "cx_triage" {
        /// Whether it may: there is a basis and nothing stands against it.
        allowed,
        /// What allows it, also where something stands against it.
        basis,
        /// What stands against it.
        blockers,
        /// From when there is a basis: the confirmation, else the end of the quiet time once the
        /// contact's last message is answered; inclusive.
        eligible_at,
    }
    read by cx_triage::from_json;
    shows { allowed, basis, blockers, eligible_at }
}

/// Adds the classes to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Assessment>()?;
    module.add_class::<PolicyReference>()?;
    module.add_class::<ReplyWindow>()?;
    module.add_class::<Episode>()?;
    module.add_class::<Escalation>()?;
    module.add_class::<Reason>()?;
    module.add_class::<RiskFinding>()?;
    module.add_class::<Customer>()?;
    module.add_class::<Suggestion>()?;
    module.add_class::<TopicMatch>()?;
    module.add_class::<Approval>()?;
    module.add_class::<FollowUp>()?;
    module.add_class::<Resolution>()?;
    Ok(())
}

//! What an operator does, with the keywords of its input.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::decision::action;

action! {
    /// Approves a reply (SOP-CX-002): the event to log once the reply is sent.
    ///
    /// Raises `DecisionRefused`, which names every blocker.
    approve_send: cx_triage::ApproveSend,
    "($self, conversation, now, *, reply=None, ai_suggestion_used=None, ai_suggestion=None, grades=None, operator_email=None, actor=None, actor_id=None, shop_domain=None, note=None, seen_message_id=None, override_reason=None, evidence_url=None, id=None)"
}

action! {
    /// Hands a conversation to a manager (SOP-CX-003): the event, with the labels to write.
    escalate: cx_triage::Escalate,
    "($self, conversation, now, *, reason, reason_text=None, hand_off=None, operator_email=None, actor=None, actor_id=None, shop_domain=None, note=None, seen_message_id=None, override_reason=None, evidence_url=None, id=None)"
}

action! {
    /// Closes a conversation (SOP-CX-004): the event to log.
    mark_resolved: cx_triage::MarkResolved,
    "($self, conversation, now, *, operator_email=None, actor=None, actor_id=None, shop_domain=None, note=None, seen_message_id=None, override_reason=None, evidence_url=None, id=None)"
}

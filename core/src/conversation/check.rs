//! Whether a document that was built in code is one that can be read.

use super::Conversation;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) fn id(id: i64, pointer: &str) -> Result<(), Diagnostic> {
    if id > 0 {
        Ok(())
    } else {
        Err(Diagnostic::at(Code::OutOfRange, pointer, "expected a positive id"))
    }
}

impl Conversation {
    /// Whether the document is one that [`Conversation::from_json`] reads: all ids are
    /// positive. One that was read always is; one that was
    /// built in code need not be, since its fields are public.
    ///
    /// # Errors
    /// Everything that is not, each with its place in the document.
    pub fn check(&self) -> Result<(), Diagnostics> {
        let mut found = Vec::new();
        let mut add = |result: Result<(), Diagnostic>| found.extend(result.err());
        add(id(self.id, "/id"));
        for (key, number) in
            [("inboxId", self.inbox_id), ("assigneeId", self.assignee_id), ("teamId", self.team_id)]
        {
            add(optional_id(number, || format!("/{key}")));
        }
        for (i, message) in self.messages.iter().enumerate() {
            for (key, number) in [("id", message.id), ("senderId", message.sender_id)] {
                add(optional_id(number, || format!("/messages/{i}/{key}")));
            }
        }
        for (i, decision) in self.decisions.iter().enumerate() {
            for (key, number) in [
                ("actorId", decision.actor_id),
                ("messageId", decision.message_id),
                ("seenMessageId", decision.seen_message_id),
            ] {
                add(optional_id(number, || format!("/decisions/{i}/{key}")));
            }
        }
        for (i, verdict) in self.facts.risk_verdicts.iter().enumerate() {
            let pointer = || format!("/facts/riskVerdicts/{i}/messageId");
            add(optional_id(Some(verdict.message_id), pointer));
        }
        if found.is_empty() { Ok(()) } else { Err(Diagnostics::new(found)) }
    }
}

fn optional_id(number: Option<i64>, pointer: impl Fn() -> String) -> Result<(), Diagnostic> {
    match number {
        Some(number) if number <= 0 => id(number, &pointer()),
        _ => Ok(()),
    }
}

//! The time in which a conversation is known to have been resolved, which no response clock counts
//! (SPEC §4).

use crate::document::Action;
use crate::history::{Reading, moment_of};

impl Reading<'_> {
    /// The stretches that are known to have been resolved.
    ///
    /// The history tells them from entry to entry; its last entry holds on if the conversation's
    /// status is still that. A decision holds until the customer writes or the history shows
    /// another status; where neither is told before it is resolved again, nobody knows how long.
    pub(crate) fn resolved_time(&self) -> Vec<(i64, i64)> {
        let document = self.document;
        let resolved_now = document.status == "resolved";
        let mut stretches = Vec::new();
        for (place, change) in document.history.iter().enumerate() {
            let next = document.history.get(place + 1).map(|next| next.at);
            let end = next.or(resolved_now.then_some(i64::MAX));
            if let Some(end) = end.filter(|_| change.status == "resolved") {
                stretches.push((change.at, end));
            }
        }
        let decisions = self.decisions(Action::MarkResolved);
        for (place, decision) in decisions.iter().enumerate() {
            let again = decisions.get(place + 1).map(|again| again.at);
            let mut others = document.history.iter().filter(|change| change.status != "resolved");
            let left = others.find(|change| change.at > decision.at).map(|change| change.at);
            let mut messages = self.contact_messages().into_iter();
            let heard = messages.find(|message| self.after(message, moment_of(decision)));
            let heard = heard.map(|message| message.at.max(decision.at));
            let undone = left.into_iter().chain(heard).min();
            let end = if resolved_now && again.is_none() && left.is_none() {
                Some(i64::MAX)
            } else {
                undone.filter(|&undone| again.is_none_or(|again| undone <= again))
            };
            stretches.extend(end.map(|end| (decision.at, end)));
        }
        stretches
    }
}

/// The milliseconds from `start` to `until` that lie in none of the stretches.
pub(crate) fn counted(start: i64, until: i64, still: &[(i64, i64)]) -> i64 {
    let mut total = 0;
    let mut at = start;
    for (begin, end) in in_order(still) {
        total += (begin.min(until) - at).max(0);
        at = at.max(end);
    }
    total + (until - at).max(0)
}

/// When so much time has counted: at the earliest moment at which it has.
pub(crate) fn after_so_long(start: i64, target: i64, still: &[(i64, i64)]) -> i64 {
    let mut left = target;
    let mut at = start;
    for (begin, end) in in_order(still) {
        let open = (begin - at).max(0);
        if open >= left {
            break;
        }
        left -= open;
        at = at.max(end);
    }
    at + left
}

fn in_order(still: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted: Vec<(i64, i64)> =
        still.iter().copied().filter(|(begin, end)| begin < end).collect();
    sorted.sort_unstable();
    sorted
}

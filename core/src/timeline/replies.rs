//! Which message an approved reply became.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::conversation::{Action, Author, Id, Message, PastDecision};

/// A text as it is compared with what was sent: line ends, outer blanks and Unicode form apart.
pub(crate) fn comparable(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is_composed && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    Cow::Owned(composed.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Texts by what they are, whether only messages without an id count, and whether they failed.
type ByText<'a> = HashMap<(Cow<'a, str>, bool, bool), VecDeque<usize>>;

/// For each decision the index of the message that it became: a public agent message with the
/// decision's message id, else the first one of the same text from the decision's second on that
/// no other decision became; one that did not fail comes first. Where the decision has a message
/// id, only messages without one are compared by text: another id is another message.
pub(super) fn messages_of(
    decisions: &[&PastDecision],
    messages: &[&Message],
) -> Vec<Option<usize>> {
    let is_approval = |decision: &PastDecision| decision.action == Action::ApproveSend;
    if !decisions.iter().any(|decision| is_approval(decision)) {
        return Vec::new();
    }
    let mut by_id: HashMap<Id, usize> = HashMap::new();
    let mut by_text = ByText::new();
    let public = |message: &Message| message.author == Author::Agent && !message.private;
    for (index, message) in messages.iter().enumerate().filter(|(_, message)| public(message)) {
        if let Some(id) = message.id {
            by_id.insert(id, index);
        }
        let Some(text) = message.content.as_ref().map(|text| comparable(text.as_str())) else {
            continue;
        };
        if message.id.is_none() {
            by_text.entry((text.clone(), true, message.failed)).or_default().push_back(index);
        }
        by_text.entry((text, false, message.failed)).or_default().push_back(index);
    }
    let named = |decision: &&PastDecision| {
        decision.message_id.filter(|_| is_approval(decision)).and_then(|id| by_id.get(&id).copied())
    };
    let mut became: Vec<Option<usize>> = decisions.iter().map(named).collect();
    let mut taken: HashSet<usize> = became.iter().copied().flatten().collect();
    // Of two approvals of one text the later one has the first choice: the earlier one's message may
    // be missing, and would else be taken for another's.
    for (decision, slot) in decisions.iter().zip(&mut became).rev() {
        if !is_approval(decision) || slot.is_some() {
            continue;
        }
        let Some(body) = &decision.reply_body else { continue };
        let text = comparable(body.as_str());
        let nameless = decision.message_id.is_some();
        *slot = [false, true].into_iter().find_map(|failed| {
            let indices = by_text.get_mut(&(text.clone(), nameless, failed))?;
            first_fitting(indices, decision, messages, &mut taken)
        });
    }
    became
}

/// Takes the first message from the decision's second on that no other decision became. Decisions
/// come latest first, so that what is behind the first fitting one is taken.
fn first_fitting(
    indices: &mut VecDeque<usize>,
    decision: &PastDecision,
    messages: &[&Message],
    taken: &mut HashSet<usize>,
) -> Option<usize> {
    let second = decision.at.whole_second();
    let is_early = |index: &usize| messages.get(*index).is_some_and(|m| m.created_at < second);
    let from = indices.partition_point(is_early);
    let fitting = indices.iter().skip(from).position(|index| !taken.contains(index))?;
    let index = *indices.get(from + fitting)?;
    taken.insert(index);
    // Whatever stands behind it was looked at: an earlier decision begins before it.
    indices.truncate(from + fitting + 1);
    Some(index)
}

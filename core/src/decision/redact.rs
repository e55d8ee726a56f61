//! Personal data out of the logged event.

use serde_json::Value;

use super::event::{DecisionEvent, DecisionPayload};
use super::json_text::JsonText;
use super::personal::without_personal;
use crate::conversation::CustomerText;
use crate::diagnostic::push_token;

impl DecisionEvent {
    /// The event for the log, with e-mail addresses, phone numbers, card-like and order-like
    /// numbers in its texts replaced by `[email]`, `[phone]`, `[card]` and `[order]`.
    ///
    /// Looked at are the rationale and, in the payload, the reply, the note, the reason, the
    /// hand-off, the override's reason and the strings (not keys and numbers) of `aiSuggestion`;
    /// not the operator's own address, which says who acted.
    /// [`DecisionEvent::redacted`](Self#structfield.redacted) names the keys in which something
    /// was replaced. The id stays: it was derived from the text as it was sent, so that the retry
    /// of a redacted event still meets it. A second time changes nothing.
    ///
    /// In doubt a number is replaced: one of 13 to 19 digits that is grouped or has a card's check
    /// digit is a card's; one of 7 digits or more that is grouped, of 10 to 12 at a stretch, or
    /// behind `+` is a phone's; any other of 5 digits or more, a word of letters and 5 digits or
    /// more, `#1001`, `PWA-4092` and a number behind "order", "invoice", "shipment", "tracking" or
    /// "reference" are an order's. Dates, and amounts of up to 9 digits behind a currency sign,
    /// stay.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut event = self.clone();
        let mut keys = std::mem::take(&mut event.redacted);
        let mut text = |key: &str, text: &mut CustomerText| {
            if let Some(redacted) = without_personal(text.as_str()) {
                *text = redacted.into();
                if !keys.iter().any(|known| known == key) {
                    keys.push(key.to_owned());
                }
            }
        };
        text("rationale", &mut event.rationale);
        let (note, overridden) = match &mut event.payload {
            DecisionPayload::ApproveSend(payload) => {
                text("replyBody", &mut payload.reply_body);
                if let Some(metadata) = &mut payload.ai_suggestion {
                    redact_json(metadata, &mut text);
                }
                (&mut payload.note, &mut payload.overridden)
            }
            DecisionPayload::Escalate(payload) => {
                if let Some(reason) = &mut payload.reason_text {
                    text("reasonText", reason);
                }
                if let Some(hand_off) = &mut payload.hand_off {
                    text("handOff/issue", &mut hand_off.issue);
                    text("handOff/customerExpectation", &mut hand_off.customer_expectation);
                }
                (&mut payload.note, &mut payload.overridden)
            }
            DecisionPayload::MarkResolved(payload) => (&mut payload.note, &mut payload.overridden),
        };
        if let Some(note) = note {
            text("note", note);
        }
        if let Some(overridden) = overridden {
            text("overridden/reason", &mut overridden.reason);
        }
        event.redacted = keys;
        event
    }
}

fn redact_json(metadata: &mut JsonText, text: &mut impl FnMut(&str, &mut CustomerText)) {
    fn walk(pointer: &str, value: &mut Value, text: &mut impl FnMut(&str, &mut CustomerText)) {
        let below = |token: &str| {
            let mut pointer = pointer.to_owned();
            push_token(&mut pointer, token);
            pointer
        };
        match value {
            Value::String(string) => {
                let mut words = CustomerText::from(std::mem::take(string));
                text(pointer, &mut words);
                *string = words.into_string();
            }
            Value::Array(list) => {
                for (i, value) in list.iter_mut().enumerate() {
                    walk(&below(&i.to_string()), value, text);
                }
            }
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    walk(&below(key), value, text);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut value = metadata.value();
    walk("aiSuggestion", &mut value, text);
    *metadata = JsonText::canonical(&value);
}

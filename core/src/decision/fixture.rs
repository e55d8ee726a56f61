//! A conversation without personal data, for a test or a bug report.

use regex::Regex;

use super::personal::without_personal;
use crate::assess::Engine;
use crate::conversation::{Conversation, CustomerText, Message};

/// What stands for a part of the contact's name.
const NAME: &str = "[name]";
/// What stands for an address that is the contact's name, so that it is still no usable one.
const EMAIL: &str = "name@example.com";
/// What stands for a number that is the contact's name: one that is kept free for examples.
const PHONE: &str = "+1 202 555 0100";
/// Shorter parts of a name are words of their own too often ("Al", "Jo").
const SHORTEST_PART: usize = 3;

impl Engine {
    /// The conversation as a fixture: without the contact's names, e-mail addresses, phone, card
    /// and order numbers in what anybody wrote, in decisions and in variables.
    ///
    /// Times, ids, labels, statuses, facts and the number of messages stay, so that it is assessed
    /// alike but for what rested on a replaced text (a span, an amount of many digits). A name is
    /// replaced by one that is as usable as it was: an address stays an address, one that
    /// Chatwoot made up stays as it is. Parts of a name are replaced where they are written as in
    /// the name, the whole name in any case. The words around stay the customer's: look through
    /// them before you hand a fixture on.
    ///
    /// ```
    /// use cx_triage::{Conversation, Policy};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
    ///         "contactNames": ["Robin Vale"],
    ///         "messages": [{"author": "contact", "createdAt": "2025-10-12T08:00:00Z",
    ///                       "content": "Robin Vale here, write to robin@vale.example"}]}"#,
    /// )?;
    /// let fixture = engine.redact(&conversation);
    /// let content = fixture.messages[0].content.as_ref().map(|text| text.as_str());
    /// assert_eq!(content, Some("[name] here, write to [email]"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn redact(&self, conversation: &Conversation) -> Conversation {
        let mut fixture = conversation.clone();
        let names = Names::of(&conversation.contact_names);
        for name in &mut fixture.contact_names {
            if let Some(other) = self.policy.names.stand_in(name.as_str(), EMAIL, PHONE, NAME) {
                *name = other.into();
            }
        }
        let mut texts: Vec<&mut CustomerText> = Vec::new();
        for Message { content, extras, .. } in &mut fixture.messages {
            texts.extend(content);
            texts.extend(extras.iter_mut().map(|extra| &mut extra.text));
        }
        texts.extend(fixture.decisions.iter_mut().filter_map(|past| past.reply_body.as_mut()));
        texts.extend(fixture.variables.values_mut());
        for text in texts {
            let impersonal = without_personal(text.as_str());
            *text = names.replaced(impersonal.as_deref().unwrap_or(text.as_str())).into();
        }
        fixture
    }
}

/// The contact's names, as they are looked for.
struct Names {
    whole: Option<Regex>,
    parts: Option<Regex>,
}

impl Names {
    fn of(names: &[CustomerText]) -> Self {
        let names = || names.iter().map(|name| name.as_str().trim());
        let has_letters = |name: &&str| name.chars().any(char::is_alphabetic);
        let whole = names().filter(has_letters).map(|name| {
            let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
            words.join(r"\s+")
        });
        let parts = names()
            .flat_map(|name| name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-'))
            .filter(|part| part.chars().count() >= SHORTEST_PART)
            .map(regex::escape);
        Self { whole: any_of("(?i)", whole), parts: any_of("", parts) }
    }

    fn replaced(&self, text: &str) -> String {
        let patterns = [&self.whole, &self.parts].into_iter().flatten();
        patterns.fold(text.to_owned(), |text, names| names.replace_all(&text, NAME).into_owned())
    }
}

/// What finds any of the words, the longest first, each whole where its script separates words;
/// nothing where there is none, or too many to look for.
fn any_of(flags: &str, words: impl Iterator<Item = String>) -> Option<Regex> {
    let mut words: Vec<String> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let any = words.iter().map(|word| {
        if word.chars().any(is_unspaced) {
            word.clone()
        } else {
            format!(r"\b{{start-half}}{word}\b{{end-half}}")
        }
    });
    let any = any.collect::<Vec<_>>().join("|");
    (!any.is_empty()).then(|| Regex::new(&format!("{flags}(?:{any})")).ok()).flatten()
}

/// Letters of scripts that write words without blanks between them: Thai, Lao, Burmese, Khmer,
/// Hiragana, Katakana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

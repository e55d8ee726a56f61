//! What a message is about: shipping, a refund, or neither (SOP-CX-002).

mod amounts;

pub(crate) use amounts::refund_amounts;

use serde::{Deserialize, Serialize};

pub use crate::lexicon::Topic;
use crate::lexicon::{Compiled, Group, Hit, Lexicon, Owner, Reading};
use crate::text::Break;

/// The topic of a text, with the cues that spoke for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TopicMatch {
    /// The topic.
    pub topic: Topic,
    /// The ids of the cues that spoke for it, in the order of the policy; empty for `other`.
    pub cues: Vec<String>,
}

impl TopicMatch {
    fn other() -> Self {
        Self { topic: Topic::Other, cues: Vec::new() }
    }
}

/// The topic of a text (SOP-CX-002).
///
/// Languages with `match = "words"`: the weights of the cues that occur are added up, each once,
/// and a topic counts from the language's threshold on. The heavier one wins; shipping, if both
/// weigh the same. A cue that the customer turns down ("I do not want a refund") does not count.
/// Languages with `match = "substring"` are asked only if there is no such topic: the first
/// topic, in the order of their first cues, of which the lower-cased text holds a cue.
pub(crate) fn decide(lexicon: &Lexicon, reading: &Reading<'_>) -> TopicMatch {
    let found = by_words(lexicon, reading);
    if found.topic != Topic::Other || lexicon.compiled().substrings.is_empty() {
        return found;
    }
    let lower = reading.text.as_written().to_lowercase();
    for (topic, cues) in &lexicon.compiled().substrings {
        if let Some(cue) = cues.iter().find(|cue| lower.contains(cue.as_str())) {
            return TopicMatch { topic: *topic, cues: vec![cue.clone()] };
        }
    }
    found
}

/// The topic by the languages with `match = "words"`.
fn by_words(lexicon: &Lexicon, reading: &Reading<'_>) -> TopicMatch {
    let compiled = lexicon.compiled();
    let hits = compiled.hits(Group::Topic, reading);
    if hits.is_empty() {
        return TopicMatch::other();
    }
    let turned_down = turned_down(compiled, reading, &hits);
    let mut cues: Vec<u16> = Vec::with_capacity(hits.len());
    for hit in &hits {
        let Owner::Cue(cue) = hit.owner else { continue };
        if !turned_down.get(hit.first).copied().unwrap_or(false) {
            cues.push(cue);
        }
    }
    cues.sort_unstable();
    cues.dedup();
    let entries = || cues.iter().filter_map(|&cue| compiled.topics.get(usize::from(cue)));
    let mut best: Option<(i64, Topic)> = None;
    for topic in [Topic::Shipping, Topic::Refund] {
        for (number, language) in compiled.languages.iter().enumerate() {
            let mut weight = 0_i64;
            let mut any = false;
            for entry in entries() {
                if entry.topic == topic && usize::from(entry.language) == number {
                    weight += i64::from(entry.weight);
                    any = true;
                }
            }
            let weight = weight - language.threshold;
            if any && weight >= 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, topic));
            }
        }
    }
    let Some((_, topic)) = best else { return TopicMatch::other() };
    let named = entries().filter(|entry| entry.topic == topic && entry.weight > 0);
    TopicMatch { topic, cues: named.map(|entry| entry.id.clone()).collect() }
}

/// By word, whether a negator turns down a cue that starts there; empty without negators.
fn turned_down(compiled: &Compiled, reading: &Reading<'_>, hits: &[Hit]) -> Vec<bool> {
    let mut words = Vec::new();
    for hit in hits {
        let Owner::Negator(language) = hit.owner else { continue };
        if words.is_empty() {
            words = vec![false; reading.tokens.len()];
        }
        let settings = compiled.languages.get(usize::from(language));
        let reach = settings.map_or(0, |settings| settings.topic_reach);
        words.get_mut(hit.first..=hit.last).unwrap_or(&mut []).fill(true);
        for (token, word) in reading.tokens.iter().zip(&mut words).skip(hit.last + 1).take(reach) {
            if token.before > Break::None {
                break;
            }
            *word = true;
        }
    }
    words
}

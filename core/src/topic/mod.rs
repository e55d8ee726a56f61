//! What a message is about: shipping, a refund, another topic of the policy, or none (SOP-CX-002).

mod amounts;

pub(crate) use amounts::{asks_for_refund, other_amounts, refund_amounts};

use serde::{Deserialize, Serialize};

use crate::lexicon::{Hit, LanguageReading, PhraseRole, PhraseSet, Reading, TopicEntry};
use crate::text::{BitSet, Break, is_in_address};

/// The topic of a text that is about none of the policy's topics.
pub(crate) const OTHER: &str = "other";

/// The topic of a text, with the cues that spoke for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TopicMatch {
    /// The topic: an id of the policy's `reply.topics`, or `other`.
    pub topic: String,
    /// The ids of the cues that spoke for it, in the order of the policy; empty for `other`.
    pub cues: Vec<String>,
}

impl TopicMatch {
    pub(crate) fn other() -> Self {
        Self { topic: OTHER.to_owned(), cues: Vec::new() }
    }
}

/// The topic of a text (SOP-CX-002).
///
/// Languages with `match = "words"`: the weights of the cues that occur are added up, each once,
/// and a topic counts from the language's threshold on. The heavier one wins; the one whose first
/// cue the language lists first, if both weigh the same. A cue that the customer turns down ("I do
/// not want a refund") does not count, nor does one in an address or link (`jo@refund.example`).
/// Languages with `match = "substring"` are asked only if there is no such topic: the first
/// topic, in the order of their first cues, of which the lower-cased text holds a cue.
pub(crate) fn decide(reading: &Reading<'_>) -> TopicMatch {
    by_words(reading).or_else(|| by_letters(reading)).unwrap_or_else(TopicMatch::other)
}

/// The topic by the languages with `match = "substring"`.
fn by_letters(reading: &Reading<'_>) -> Option<TopicMatch> {
    let mut lower = None;
    for index in reading.languages().iter().map(|language| language.index) {
        for (topic, cues) in index.topics.iter().zip(&index.substrings) {
            for cue in cues {
                let text = lower.get_or_insert_with(|| reading.text.as_written().to_lowercase());
                if text.contains(cue.as_str()) {
                    return Some(TopicMatch { topic: topic.clone(), cues: vec![cue.clone()] });
                }
            }
        }
    }
    None
}

/// The topic by the languages with `match = "words"`.
fn by_words(reading: &Reading<'_>) -> Option<TopicMatch> {
    let mut best: Option<(i64, &str)> = None;
    let mut found = Vec::new();
    for language in reading.languages() {
        let hits = language.hits(PhraseSet::Topic);
        if hits.is_empty() {
            continue;
        }
        let index = language.index;
        let turned_down = turned_down(language, &hits);
        let mut cues = BitSet::of(index.topic_cues.len());
        for hit in hits.iter() {
            let PhraseRole::Cue(cue) = hit.role else { continue };
            if !turned_down.contains(hit.first) && !is_in_address_of(reading, language, hit) {
                cues.insert(usize::from(cue));
            }
        }
        // What the cues of each topic weigh; none where there are none.
        let mut weights: Vec<Option<i64>> = vec![None; index.topics.len()];
        cues.for_each(|cue| {
            let Some(entry) = index.topic_cues.get(cue) else { return };
            if let Some(weight) = weights.get_mut(entry.topic) {
                *weight = Some(weight.unwrap_or(0) + entry.weight);
            }
        });
        for (topic, weight) in index.topics.iter().zip(weights) {
            let Some(weight) = weight.map(|weight| weight - index.threshold) else { continue };
            if weight >= 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, topic.as_str()));
            }
        }
        found.push((index, cues));
    }
    let (_, topic) = best?;
    let mut named = Vec::new();
    for (index, cues) in found {
        cues.for_each(|cue| {
            let spoke = |entry: &&TopicEntry| {
                entry.weight > 0 && index.topics.get(entry.topic).is_some_and(|own| own == topic)
            };
            named.extend(index.topic_cues.get(cue).filter(spoke).map(|entry| entry.id.clone()));
        });
    }
    Some(TopicMatch { topic: topic.to_owned(), cues: named })
}

/// Whether a hit lies inside an address or link.
fn is_in_address_of(reading: &Reading<'_>, language: &LanguageReading<'_>, hit: &Hit) -> bool {
    let tokens = language.tokens();
    let (Some(first), Some(last)) = (tokens.get(hit.first), tokens.get(hit.last)) else {
        return false;
    };
    is_in_address(reading.text.bytes(), first.start, last.end)
}

/// The words at which a negator turns down a cue that starts there.
fn turned_down(language: &LanguageReading<'_>, hits: &[Hit]) -> BitSet {
    let tokens = language.tokens();
    let mut words = BitSet::of(tokens.len());
    for hit in hits.iter().filter(|hit| hit.role == PhraseRole::Negator) {
        let after = tokens.iter().skip(hit.last + 1).take(language.index.topic_reach);
        let reached = after.take_while(|token| token.before == Break::None).count();
        words.insert_all(hit.first..hit.last + 1 + reached);
    }
    words
}

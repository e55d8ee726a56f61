//! What a message is about: shipping, a refund, or neither (SOP-CX-002).

mod amounts;

pub(crate) use amounts::refund_amounts;

use serde::{Deserialize, Serialize};

pub use crate::lexicon::Topic;
use crate::lexicon::{BitSet, Compiled, Hit, Lexicon, PhraseRole, PhraseSet, Reading};
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
    let hits = compiled.hits(PhraseSet::Topic, reading);
    if hits.is_empty() {
        return TopicMatch::other();
    }
    let turned_down = turned_down(compiled, reading, &hits);
    let mut cues = BitSet::of(compiled.topics.len());
    for hit in hits.iter() {
        let PhraseRole::Cue(cue) = hit.owner else { continue };
        if !turned_down.contains(hit.first) {
            cues.insert(usize::from(cue));
        }
    }
    let mut best: Option<(i64, Topic)> = None;
    for (number, language) in compiled.languages.iter().enumerate() {
        // What the cues of shipping and of a refund weigh, and whether there are any.
        let mut weights = [0_i64; 2];
        let mut any = [false; 2];
        cues.for_each(|cue| {
            let Some(entry) = compiled.topics.get(cue) else { return };
            let counts = usize::from(entry.language) == number;
            let topic = entry.topic as usize;
            if let (Some(weight), Some(any)) = (weights.get_mut(topic), any.get_mut(topic)) {
                *weight += i64::from(entry.weight) * i64::from(counts);
                *any |= counts;
            }
        });
        let topics = [Topic::Shipping, Topic::Refund].into_iter();
        for ((topic, weight), any) in topics.zip(weights).zip(any) {
            let weight = weight - language.threshold;
            let wins = |(most, rival)| weight > most || weight == most && topic < rival;
            if any && weight >= 0 && best.is_none_or(wins) {
                best = Some((weight, topic));
            }
        }
    }
    let Some((_, topic)) = best else { return TopicMatch::other() };
    let mut named = Vec::new();
    cues.for_each(|cue| {
        let entry = compiled.topics.get(cue);
        let entry = entry.filter(|entry| entry.topic == topic && entry.weight > 0);
        named.extend(entry.map(|entry| entry.id.clone()));
    });
    TopicMatch { topic, cues: named }
}

/// The words at which a negator turns down a cue that starts there.
fn turned_down(compiled: &Compiled, reading: &Reading<'_>, hits: &[Hit]) -> BitSet {
    let mut words = BitSet::of(reading.tokens().len());
    for hit in hits {
        let PhraseRole::Negator(language) = hit.owner else { continue };
        let settings = compiled.languages.get(usize::from(language));
        let reach = settings.map_or(0, |settings| settings.topic_reach);
        let after = reading.tokens().iter().skip(hit.last + 1).take(reach);
        let reached = after.take_while(|token| token.before == Break::None).count();
        words.insert_all(hit.first..hit.last + 1 + reached);
    }
    words
}

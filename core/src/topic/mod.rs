//! What a message is about (SOP-CX-002).

use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;
pub use crate::lexicon::Topic;

/// What a text is about, and which cues say so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicMatch {
    /// The topic.
    pub topic: Topic,
    /// The ids of the cues.
    pub cues: Vec<String>,
}

pub(crate) fn decide(lexicon: &Lexicon, text: &str) -> TopicMatch {
    for (topic, id, regex) in &lexicon.words.topics {
        if regex.is_match(text) {
            return TopicMatch { topic: *topic, cues: vec![id.clone()] };
        }
    }
    TopicMatch { topic: Topic::Other, cues: vec![] }
}

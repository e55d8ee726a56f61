//! The language part alone: topic and risk of a text in one reading.

use crate::lexicon::Lexicon;
use crate::risk::{RiskScan, scan_read};
use crate::topic::{TopicMatch, decide_read};

/// The topic of a text and its high-risk language, read once.
///
/// The same as `topic::decide` (by words) and `risk::scan`, at the price of one reading.
#[must_use]
pub fn read(lexicon: &Lexicon, text: &str) -> (TopicMatch, RiskScan) {
    let reading = lexicon.read(text);
    (decide_read(lexicon, &reading), scan_read(lexicon, &reading))
}

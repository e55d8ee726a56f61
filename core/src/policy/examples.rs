//! The examples of cues and of lists: messages that say what they are for, and that run.

use super::{Compiled, Policy};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, push_token};
use crate::lexicon::{LanguageDocument, MatchMode, Reading, TopicCue};
use crate::{confirmation, promise_words, risk, topic};

/// Runs all examples; how many there are.
pub(super) fn check(policy: &Policy) -> Result<usize, Diagnostics> {
    let compiled = Compiled::new(policy)?;
    let lexicon = &compiled.lexicon;
    let mut run = Run { count: 0, failed: Vec::new() };
    // A shipped language comes without its examples, which the build's tests have run.
    let own = policy.language.iter().filter_map(|(code, words)| Some((code, words.own()?)));
    for (language, words) in own.filter(|(code, _)| policy.reads(code)) {
        let named = Some(language.as_str());
        let mut pointer = "/language".to_owned();
        push_token(&mut pointer, language);
        for (i, cue) in words.topics.cues.iter().enumerate() {
            let by_words = words.topics.match_mode == MatchMode::Words;
            let place = format!("{pointer}/topics/cues/{i}");
            let found = |text: &str| speaks(&lexicon.read(text, named), cue, by_words);
            run.list(&cue.examples, &place, "examples", &found);
            run.list(&cue.counterexamples, &place, "counterexamples", &found);
        }
        for (i, cue) in words.risk.cues.iter().enumerate() {
            let place = format!("{pointer}/risk/cues/{i}");
            let found = |text: &str| {
                let scan = risk::scan(&lexicon.read(text, named));
                scan.findings.iter().any(|finding| finding.cue == cue.id)
            };
            run.list(&cue.examples, &place, "examples", &found);
            run.list(&cue.counterexamples, &place, "counterexamples", &found);
        }
        let confirms = |text: &str| confirmation::confirms(&lexicon.read(text, named));
        let place = format!("{pointer}/confirmation");
        run.list(&words.confirmation.examples, &place, "examples", &confirms);
        run.list(&words.confirmation.counterexamples, &place, "counterexamples", &confirms);
        let promises = |text: &str| promise_words::promises(&lexicon.read(text, named));
        let place = format!("{pointer}/promises");
        run.list(&words.promises.examples, &place, "examples", &promises);
        run.list(&words.promises.counterexamples, &place, "counterexamples", &promises);
    }
    if run.failed.is_empty() {
        return Ok(run.count);
    }
    Err(Diagnostics::in_order(policy.origin.locate(run.failed)))
}

/// Whether a cue of a topic does in a message what it is for.
fn speaks(reading: &Reading<'_>, cue: &TopicCue, by_words: bool) -> bool {
    let answer = topic::decide(reading);
    let its_topic = answer.topic == cue.topic;
    if by_words && cue.weight.is_some_and(|weight| weight <= 0) {
        return !its_topic;
    }
    its_topic && (!by_words || answer.cues.contains(&cue.id))
}

struct Run {
    count: usize,
    failed: Vec<Diagnostic>,
}

impl Run {
    fn list(&mut self, texts: &[String], place: &str, key: &str, found: &dyn Fn(&str) -> bool) {
        let wanted = key == "examples";
        for (i, text) in texts.iter().enumerate() {
            if found(text) != wanted {
                let detail =
                    if wanted { "the example is not found" } else { "a counterexample is found" };
                let pointer = format!("{place}/{key}/{i}");
                self.failed.push(Diagnostic::at(Code::ExampleFails, pointer, detail));
            }
        }
        self.count += texts.len();
    }
}

/// A language without what its cues are about and their examples, nor those of its lists.
pub(super) fn without(words: &LanguageDocument) -> LanguageDocument {
    let mut bare = words.clone();
    for cue in &mut bare.topics.cues {
        (cue.about, cue.examples, cue.counterexamples) = (None, Vec::new(), Vec::new());
    }
    for cue in &mut bare.risk.cues {
        (cue.about, cue.examples, cue.counterexamples) = (None, Vec::new(), Vec::new());
    }
    for list in [
        &mut bare.confirmation.examples,
        &mut bare.confirmation.counterexamples,
        &mut bare.promises.examples,
        &mut bare.promises.counterexamples,
    ] {
        list.clear();
    }
    bare
}

//! High-risk language: what must reach a manager whatever the draft says (SOP-CX-003).

use serde::{Deserialize, Serialize};

use crate::conversation::{CustomerText, RiskCategory, Verdict};
pub use crate::lexicon::Confidence;
use crate::lexicon::{Flags, Group, Hit, Lexicon, Owner, Reading};
use crate::text::{Break, Token};

/// High-risk language in a message: what it is a sign of, by which cue, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RiskFinding {
    /// What it is a sign of.
    pub category: RiskCategory,
    /// The id of the cue that fired.
    pub cue: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The message, where one with an id was scanned.
    pub message_id: Option<i64>,
    /// The entry of the message's extras that it stands in; absent: the content.
    pub extra: Option<u32>,
    /// Where it starts in the text, in Unicode code points; absent, as `end` and `matched`, where
    /// it rests on a verdict alone.
    pub start: Option<u32>,
    /// Where it ends, in Unicode code points, exclusive.
    pub end: Option<u32>,
    /// The words that stand there.
    pub matched: Option<CustomerText>,
    /// What the facts say of it.
    pub verdict: Option<Verdict>,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RiskScan {
    /// The findings, by start; of one category none lies over another.
    pub findings: Vec<RiskFinding>,
    /// Whether something of high risk was named and denied ("I won't file a chargeback").
    pub negated_mention: bool,
}

/// Scans a text for high-risk language (SOP-CX-003), in time linear in its length.
///
/// Offsets are code points of the text, `message_id` is none. A cue that is clearly denied is no
/// finding; of the policy's `never_negated` categories it stays one, of low confidence.
pub(crate) fn scan(lexicon: &Lexicon, reading: &Reading<'_>) -> RiskScan {
    let compiled = lexicon.compiled();
    let hits = compiled.hits(Group::Risk, reading);
    if hits.is_empty() {
        return RiskScan::default();
    }
    let mut hits = hits.into_owned();
    let cue = |hit: &Hit| if let Owner::Cue(cue) = hit.owner { cue } else { 0 };
    hits.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.last), cue(hit)));
    let mut found: Vec<Candidate> = Vec::new();
    let mut negated_mention = false;
    let denials = Denials::of(lexicon, reading, &hits);
    for hit in &hits {
        let Owner::Cue(cue) = hit.owner else { continue };
        let Some(entry) = compiled.risk.get(usize::from(cue)) else { continue };
        let mut confidence = entry.confidence;
        if denials.deny(hit) {
            let settings = compiled.languages.get(usize::from(entry.language));
            if !settings.is_some_and(|s| s.never_negated.contains(&entry.category)) {
                negated_mention = true;
                continue;
            }
            confidence = Confidence::Low;
        }
        found.push(Candidate { category: entry.category, cue, confidence, hit: *hit });
    }
    RiskScan { findings: report(lexicon, reading, &found), negated_mention }
}

/// A cue that occurs and is not denied.
#[derive(Clone, Copy)]
struct Candidate {
    category: RiskCategory,
    cue: u16,
    confidence: Confidence,
    hit: Hit,
}

/// The words that negators deny.
struct Denials(Flags);

impl Denials {
    /// `hits` are sorted by their first word.
    fn of(lexicon: &Lexicon, reading: &Reading<'_>, hits: &[Hit]) -> Self {
        let compiled = lexicon.compiled();
        let tokens = reading.tokens();
        let mut denied = Flags::of(tokens.len());
        if !hits.iter().any(|hit| matches!(hit.owner, Owner::Negator(_))) {
            return Self(denied);
        }
        let mut affirmed = Flags::of(tokens.len());
        for hit in hits.iter().filter(|hit| hit.owner == Owner::Affirmation) {
            affirmed.insert_all(hit.first..hit.last + 1);
        }
        let reinstated = Reinstated::of(reading, hits);
        for negator in hits {
            let Owner::Negator(language) = negator.owner else { continue };
            let mut words = negator.first..negator.last + 1;
            if words.any(|word| affirmed.contains(word)) || reinstated.after(negator.last) {
                continue;
            }
            let reach = compiled.languages.get(usize::from(language)).map_or(0, |s| s.risk_reach);
            let ends =
                |token: &&Token| token.before > Break::None || compiled.is_breaker(token.word);
            let after = tokens.iter().skip(negator.last + 1).take(reach);
            let reached = after.take_while(|token| !ends(token)).count();
            denied.insert_all(negator.first + 1..negator.last + 1 + reached);
        }
        Self(denied)
    }

    fn deny(&self, hit: &Hit) -> bool {
        self.0.contains(hit.first)
    }
}

/// Where a denial is taken back, by sentence.
struct Reinstated {
    /// The sentence of each word, and the first words of what takes back; empty if nothing does.
    sentences: Vec<usize>,
    places: Vec<usize>,
}

impl Reinstated {
    fn of(reading: &Reading<'_>, hits: &[Hit]) -> Self {
        let places: Vec<usize> =
            hits.iter().filter(|hit| hit.owner == Owner::Against).map(|hit| hit.first).collect();
        if places.is_empty() {
            return Self { sentences: Vec::new(), places };
        }
        let mut sentence = 0;
        let number = |token: &Token| {
            sentence += usize::from(token.before == Break::Sentence);
            sentence
        };
        Self { sentences: reading.tokens().iter().map(number).collect(), places }
    }

    /// Whether something later in the sentence of the word at `at` takes back.
    fn after(&self, at: usize) -> bool {
        let next = self.places.partition_point(|&place| place <= at);
        let sentence = |word: usize| self.sentences.get(word).copied();
        self.places.get(next).is_some_and(|&place| sentence(place) == sentence(at))
    }
}

/// The findings of what was found: of overlapping ones of a category the surer, then the
/// longer, then that of the cue which the policy lists first.
fn report(lexicon: &Lexicon, reading: &Reading<'_>, found: &[Candidate]) -> Vec<RiskFinding> {
    let mut kept: Vec<Candidate> = Vec::with_capacity(found.len());
    let mut newest = [None; RiskCategory::ALL.len()];
    for candidate in found {
        let rank = |c: &Candidate| (c.confidence == Confidence::High, c.hit.last - c.hit.first);
        let Some(slot) = newest.get_mut(candidate.category as usize) else { continue };
        // Candidates come by start, so that only the newest of the category can overlap.
        match slot.and_then(|place: usize| kept.get_mut(place)) {
            Some(rival) if rival.hit.last >= candidate.hit.first => {
                if rank(candidate) > rank(rival) {
                    *rival = *candidate;
                }
            }
            _ => {
                *slot = Some(kept.len());
                kept.push(*candidate);
            }
        }
    }
    kept.sort_by_key(|candidate| (candidate.hit.first, candidate.hit.last));
    let mut counter = reading.text.counter();
    let mut findings: Vec<RiskFinding> = Vec::with_capacity(kept.len());
    for Candidate { category, cue, confidence, hit } in kept {
        let tokens = reading.tokens();
        let (Some(first), Some(last)) = (tokens.get(hit.first), tokens.get(hit.last)) else {
            continue;
        };
        let Some(entry) = lexicon.compiled().risk.get(usize::from(cue)) else { continue };
        let matched = reading.text.original(first.start, last.end);
        let start = counter.code_points_before(first.start);
        let length = u32::try_from(matched.chars().count()).unwrap_or(u32::MAX);
        findings.push(RiskFinding {
            category,
            cue: entry.id.clone(),
            confidence,
            message_id: None,
            extra: None,
            start: Some(start),
            end: Some(start.saturating_add(length)),
            matched: Some(CustomerText::from(matched)),
            verdict: None,
        });
    }
    findings
}

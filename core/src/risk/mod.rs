//! High-risk language: what must reach a manager whatever the draft says (SOP-CX-003).

mod category;

use serde::{Deserialize, Serialize};

pub use category::{Confidence, RiskCategory};

use crate::conversation::{CustomerText, Id, Verdict};
use crate::lexicon::{Hit, LanguageReading, PhraseRole, PhraseSet, Reading, RiskEntry};
use crate::text::{BitSet, Break, Token, is_in_address};

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
    pub message_id: Option<Id>,
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
    /// Whether a weak cue stands there and nothing that is a finding ("my bank asks about it").
    pub weak_mention: bool,
}

/// Scans a text for high-risk language (SOP-CX-003), in time linear in its length.
///
/// Offsets are code points of the text, `message_id` is none. A cue that is clearly denied is no
/// finding; of the policy's `never_negated` categories it stays one, of low confidence. One that lies
/// inside an address or link (`fraud@shop.example`) is none.
pub(crate) fn scan(reading: &Reading<'_>) -> RiskScan {
    let mut found: Vec<Candidate<'_>> = Vec::new();
    let mut scan = RiskScan::default();
    for language in reading.languages() {
        let hits = language.hits(PhraseSet::Risk);
        if hits.is_empty() {
            continue;
        }
        find(reading, language, hits.into_owned(), &mut found, &mut scan);
    }
    // Those of one language are in this order already; of places that are alike, a language's
    // cue that it lists first comes first.
    found.sort_by_key(|candidate| (candidate.start, std::cmp::Reverse(candidate.end)));
    // A finding has somebody look already.
    scan.weak_mention &= found.is_empty();
    scan.findings = report(reading, &found);
    scan
}

/// Adds the cues of a language that occur and are not denied, and tells the scan of denied and weak
/// ones.
fn find<'r>(
    reading: &Reading<'_>,
    language: &LanguageReading<'r>,
    mut hits: Vec<Hit>,
    found: &mut Vec<Candidate<'r>>,
    scan: &mut RiskScan,
) {
    let (index, tokens) = (language.index, language.tokens());
    let cue = |hit: &Hit| if let PhraseRole::Cue(cue) = hit.role { cue } else { 0 };
    hits.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.last), cue(hit)));
    let denials = Denials::of(language, &hits);
    for hit in &hits {
        if !matches!(hit.role, PhraseRole::Cue(_) | PhraseRole::Mention) {
            continue;
        }
        let (Some(first), Some(last)) = (tokens.get(hit.first), tokens.get(hit.last)) else {
            continue;
        };
        if is_in_address(reading.text.bytes(), first.start, last.end) {
            continue;
        }
        let PhraseRole::Cue(cue) = hit.role else {
            scan.weak_mention = true;
            continue;
        };
        let Some(entry) = index.risk.get(usize::from(cue)) else { continue };
        let mut confidence = entry.confidence;
        if denials.deny(hit) {
            if !index.never_negated.contains(&entry.category) {
                scan.negated_mention = true;
                continue;
            }
            confidence = Confidence::Low;
        }
        let (start, end, words) = (first.start, last.end, hit.last - hit.first);
        found.push(Candidate { entry, confidence, start, end, words });
    }
}

/// A cue that occurs and is not denied.
#[derive(Clone, Copy)]
struct Candidate<'r> {
    entry: &'r RiskEntry,
    confidence: Confidence,
    /// Where it stands in the folded text, in bytes.
    start: u32,
    end: u32,
    /// How many words lie after its first one.
    words: usize,
}

/// The words that negators deny.
struct Denials(BitSet);

impl Denials {
    /// `hits` are sorted by their first word.
    fn of(language: &LanguageReading<'_>, hits: &[Hit]) -> Self {
        let (index, tokens) = (language.index, language.tokens());
        let mut denied = BitSet::of(tokens.len());
        if !hits.iter().any(|hit| hit.role == PhraseRole::Negator) {
            return Self(denied);
        }
        let mut affirmed = BitSet::of(tokens.len());
        for hit in hits.iter().filter(|hit| hit.role == PhraseRole::Affirmation) {
            affirmed.insert_all(hit.first..hit.last + 1);
        }
        let reinstated = Reinstated::of(tokens, hits);
        for negator in hits.iter().filter(|hit| hit.role == PhraseRole::Negator) {
            let mut words = negator.first..negator.last + 1;
            if words.any(|word| affirmed.contains(word)) || reinstated.after(negator.last) {
                continue;
            }
            let ends = |token: &&Token| token.before > Break::None || index.is_breaker(token.word);
            let after = tokens.iter().skip(negator.last + 1).take(index.risk_reach);
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
    words: Vec<usize>,
}

impl Reinstated {
    fn of(tokens: &[Token], hits: &[Hit]) -> Self {
        let reinstating = hits.iter().filter(|hit| hit.role == PhraseRole::Reinstates);
        let words: Vec<usize> = reinstating.map(|hit| hit.first).collect();
        if words.is_empty() {
            return Self { sentences: Vec::new(), words };
        }
        let mut sentence = 0;
        let number = |token: &Token| {
            sentence += usize::from(token.before == Break::Sentence);
            sentence
        };
        Self { sentences: tokens.iter().map(number).collect(), words }
    }

    /// Whether something takes back later in the sentence of the word at `at`, or at the start of
    /// the next one ("I won't sue. But I might.").
    fn after(&self, at: usize) -> bool {
        let next = self.words.partition_point(|&word| word <= at);
        let sentence = |word: usize| self.sentences.get(word).copied();
        self.words.get(next).is_some_and(|&word| {
            let starts = word.checked_sub(1).is_some_and(|last| sentence(last) == sentence(at));
            sentence(word) == sentence(at) || starts
        })
    }
}

/// The findings of what was found: of overlapping ones of a category the surer, then the
/// longer, then that of the cue which the policy lists first.
fn report(reading: &Reading<'_>, found: &[Candidate<'_>]) -> Vec<RiskFinding> {
    let mut kept: Vec<Candidate<'_>> = Vec::with_capacity(found.len());
    let mut newest = [None; RiskCategory::ALL.len()];
    for candidate in found {
        let rank = |c: &Candidate<'_>| (c.confidence == Confidence::High, c.words);
        let category = candidate.entry.category as usize;
        let Some(slot) = newest.get_mut(category) else { continue };
        // Candidates come by start, so that only the newest of the category can overlap.
        match slot.and_then(|place: usize| kept.get_mut(place)) {
            Some(rival) if rival.end > candidate.start => {
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
    kept.sort_by_key(|candidate| (candidate.start, candidate.end));
    let mut counter = reading.text.counter();
    let mut findings: Vec<RiskFinding> = Vec::with_capacity(kept.len());
    for Candidate { entry, confidence, start, end, .. } in kept {
        let matched = reading.text.original(start, end);
        let start = counter.code_points_before(start);
        let length = u32::try_from(matched.chars().count()).unwrap_or(u32::MAX);
        findings.push(RiskFinding {
            category: entry.category,
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

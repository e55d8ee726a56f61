//! The words of a language, as a policy holds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::name::NameWords;
use crate::operator_words::OperatorWords;
use crate::risk::{Confidence, RiskCategory};
use crate::text::MailWords;

wire_enum! {
    /// How the cues of the topics are compared with a message.
    #[derive(Default)]
    pub enum MatchMode {
        /// Weighted phrases of whole words in folded text: see [`LanguageDocument`].
        #[default]
        Words = "words",
        /// Letters anywhere in the lower-cased text, inside words too; the topics are tried in the
        /// order of their first cue, and the first that hits decides. Weights play no part.
        Substring = "substring",
    }
}

/// The words of one language: topics, risk, negation, amounts, confirmations.
///
/// Every list is data of the policy; another language is another document and no code.
///
/// # Phrases
/// A phrase is read as words of folded text (lower case, no marks, no apostrophes: `don't` also
/// matches `DONT`), one after the other within one sentence. Words are told apart whole, in every
/// script that puts blanks between them; Chinese, Japanese, Thai and others that do not are not
/// read, a run of such letters being one word.
///
/// | written | matches |
/// |---|---|
/// | `refund` | that word |
/// | `refund\|rebate` | either word |
/// | `refund(\|s\|ed)` | `refund`, `refunds`, `refunded` |
/// | `@order` | a word or phrase of the class `order` |
/// | `my?` | the word or nothing |
/// | `#` | a number |
/// | `..` | up to three words of any kind |
/// | `...` | up to seven words of any kind |
/// | `^` first, `$` last | the start, the end of the message |
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageDocument {
    /// Named groups of words or plain phrases, for use in phrases as `@name`.
    #[serde(default)]
    pub classes: BTreeMap<String, Vec<String>>,
    /// What tells the topics apart.
    #[serde(default)]
    pub topics: TopicWords,
    /// High-risk language.
    #[serde(default)]
    pub risk: RiskWords,
    /// When a customer confirms that the matter is settled (SOP-CX-004).
    #[serde(default)]
    pub confirmation: ConfirmationWords,
    /// When an agent's own words promise to come back (SOP-CX-002).
    #[serde(default)]
    pub promises: PromiseWords,
    /// Near which words an amount of money is a refund.
    #[serde(default)]
    pub refund_amounts: AmountWords,
    /// How misspelt and hidden words are read.
    #[serde(default)]
    pub spelling: SpellingWords,
    /// What mail programs, signatures and footers write; absent in every language, messages are
    /// read whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailWords>,
    /// The parts of a person's name.
    #[serde(default)]
    pub names: NameWords,
    /// What operators read.
    #[serde(default)]
    pub texts: OperatorWords,
}

/// What tells the topics apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TopicWords {
    /// How cues are compared with a message.
    #[serde(default, rename = "match")]
    pub match_mode: MatchMode,
    /// The weight from which on a topic counts; below it the message is `other`.
    #[serde(default)]
    pub threshold: u32,
    /// The cues. The weights of those that occur are added up, each once; the heavier topic
    /// wins, the one listed first if they weigh the same.
    #[serde(default)]
    pub cues: Vec<TopicCue>,
    /// Phrases that turn down what follows ("do not want").
    #[serde(default)]
    pub negators: Vec<String>,
    /// How many words after a negator its reach ends.
    #[serde(default)]
    pub negation_reach: u32,
    /// Phrases that no cue of a topic may read ("relationship", "return my call").
    #[serde(default)]
    pub allow: Vec<String>,
}

/// A cue of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TopicCue {
    /// The cue's name, unique in its document: `shipping.where_is_it`.
    pub id: String,
    /// The topic it speaks for: an id of the policy's `reply.topics`, or `other`.
    pub topic: String,
    /// How much it counts; below zero it speaks against the topic. Absent: as much as the language's
    /// `threshold`, so that the cue decides by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    /// The phrases, any of which is the cue (with `match = "substring"`: the letters).
    pub phrases: Vec<String>,
    /// What the cue is for, in one sentence; for people, no part of the fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Messages in which the cue is to be found; [`Policy::check_examples`](crate::Policy) runs
    /// them. No part of the fingerprint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Messages in which the cue is not to be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterexamples: Vec<String>,
}

/// High-risk language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RiskWords {
    /// The cues.
    #[serde(default)]
    pub cues: Vec<RiskCue>,
    /// Phrases that deny what follows ("won't", "not going to").
    #[serde(default)]
    pub negators: Vec<String>,
    /// How many words after a negator its reach ends; a comma or a word of `breakers` ends it too.
    #[serde(default)]
    pub negation_reach: u32,
    /// Words that end a negator's reach ("but", "or").
    #[serde(default)]
    pub breakers: Vec<String>,
    /// Phrases in which a negator denies nothing ("will not hesitate").
    #[serde(default)]
    pub affirmations: Vec<String>,
    /// Phrases that take a denial back later in the sentence ("but I will").
    #[serde(default)]
    pub reinstatements: Vec<String>,
    /// Categories in which a denied cue stays a finding, of low confidence.
    #[serde(default)]
    pub never_negated: Vec<RiskCategory>,
    /// Phrases that no cue may read ("legal size", "password manager").
    #[serde(default)]
    pub allow: Vec<String>,
    /// Weak cues: phrases that someone should look at and that are no finding ("my bank", "the
    /// police"). In a message without a finding they give the warning `high_risk_mention`, denied
    /// or not; what an allow-phrase covers or stands in an address is none.
    #[serde(default)]
    pub mentions: Vec<String>,
}

/// A cue of high-risk language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RiskCue {
    /// The cue's name, unique in its document: `legal.lawsuit`.
    pub id: String,
    /// What it is a sign of.
    pub category: RiskCategory,
    /// How sure a finding by it is.
    #[serde(default)]
    pub confidence: Confidence,
    /// The phrases, any of which is the cue.
    pub phrases: Vec<String>,
    /// What the cue is for, in one sentence; for people, no part of the fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Messages in which the cue is to be found; see [`TopicCue::examples`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Messages in which the cue is not to be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterexamples: Vec<String>,
}

/// When a customer confirms that the matter is settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationWords {
    /// Phrases that confirm.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Phrases with which a message confirms nothing, wherever they stand ("but", "still").
    #[serde(default)]
    pub doubts: Vec<String>,
    /// Phrases that neither doubt nor confirm, whatever they hold ("no problem", "not anymore").
    #[serde(default)]
    pub allow: Vec<String>,
    /// Messages that confirm, and that a test runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Messages that do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterexamples: Vec<String>,
}

/// When an agent's own words promise to come back to the customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseWords {
    /// Phrases that promise ("I'll get back to you", "we'll keep you posted").
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Phrases that do not, whatever they hold ("if you get back to us").
    #[serde(default)]
    pub allow: Vec<String>,
    /// Messages that promise, and that a test runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
    /// Messages that do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterexamples: Vec<String>,
}

/// Near which words an amount of money is a refund.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AmountWords {
    /// Refund words.
    #[serde(default)]
    pub near: Vec<String>,
    /// How many words may stand between an amount and a refund word.
    #[serde(default)]
    pub reach: u32,
    /// Currency words with their ISO 4217 code. `$` stands for the policy's dollar; `1/100`
    /// before a code and a blank for its hundredth part (`cents = "1/100 $"`).
    #[serde(default)]
    pub currencies: BTreeMap<String, String>,
    /// Words that join the ends of a range, which is no amount ("$50 to $60").
    #[serde(default)]
    pub range_joins: Vec<String>,
    /// Words that open a range ("between $50 and $60").
    #[serde(default)]
    pub range_openers: Vec<String>,
    /// Number words with what they count (`six = 6`), also those that open a larger one (`a = 1`).
    #[serde(default)]
    pub numbers: BTreeMap<String, u64>,
    /// Words for powers of ten, with the power (`hundred = 2`).
    #[serde(default)]
    pub powers: BTreeMap<String, u32>,
    /// Words that stand between the parts of a number in words ("six hundred and fifty", "a
    /// couple of hundred").
    #[serde(default)]
    pub number_joins: Vec<String>,
    /// Words that name no certain number: an amount with one is told to be unsure ("a few hundred
    /// dollars").
    #[serde(default)]
    pub vague_numbers: Vec<String>,
    /// Words that leave open which of two numbers is meant ("500 or 600 dollars").
    #[serde(default)]
    pub alternatives: Vec<String>,
    /// Words that multiply an amount beside them ("$300 each").
    #[serde(default)]
    pub multipliers: Vec<String>,
}

/// How misspelt and hidden words are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SpellingWords {
    /// Words that are read with one letter missing, doubled, wrong or two swapped.
    #[serde(default)]
    pub tolerant: Vec<String>,
    /// Words that look like a tolerant word misspelt and are none ("shopping").
    #[serde(default)]
    pub known: Vec<String>,
    /// Words that are read with letters starred out (`f***`).
    #[serde(default)]
    pub masked: Vec<String>,
    /// The commonest words of ordinary mail, the commonest first. They decide how fast a message
    /// is read, not what is found in it: a phrase is looked for where its rarest word stands.
    #[serde(default)]
    pub common: Vec<String>,
    /// Words after which letters and digits are a code and hide nothing ("sku", "order").
    #[serde(default)]
    pub before_codes: Vec<String>,
}

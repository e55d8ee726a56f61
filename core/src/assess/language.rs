//! The language part alone: what one text says, without a conversation around it.

use super::Engine;
use crate::confirmation;
use crate::conversation::Money;
use crate::risk::{self, RiskFinding, RiskScan};
use crate::topic::{self, TopicMatch};

impl Engine {
    /// What the customer writes about, by one text alone (SOP-CX-002).
    ///
    /// ```
    /// use cx_triage::Policy;
    ///
    /// let engine = Policy::runbook().compile()?;
    /// assert_eq!(engine.topic("Where is my parcel?").topic, "shipping");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn topic(&self, text: &str) -> TopicMatch {
        topic::decide(&self.policy.lexicon.read(text, None))
    }

    /// High-risk language in one text alone (SOP-CX-003), in the order of the places; `messageId`
    /// is absent.
    ///
    /// ```
    /// use cx_triage::language::RiskCategory;
    /// use cx_triage::Policy;
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let findings = engine.scan("I will sue you");
    /// assert_eq!(findings[0].category, RiskCategory::Legal);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<RiskFinding> {
        risk::scan(&self.policy.lexicon.read(text, None)).findings
    }

    /// The topic of a text and its high-risk language in one reading, which is cheaper than
    /// [`Engine::topic`] and [`Engine::scan`] after each other and answers the same.
    #[must_use]
    pub fn read(&self, text: &str) -> (TopicMatch, RiskScan) {
        let lexicon = &self.policy.lexicon;
        let reading = lexicon.read(text, None);
        (topic::decide(&reading), risk::scan(&reading))
    }

    /// The amounts of money near a refund word in one text alone, in minor units, in the order
    /// of the text. A bare `$` is the policy's dollar.
    #[must_use]
    pub fn refund_amounts(&self, text: &str) -> Vec<Money> {
        let lexicon = &self.policy.lexicon;
        topic::refund_amounts(&lexicon.read(text, None), &self.policy.dollar).read
    }

    /// Whether a text confirms that the matter is settled (SOP-CX-004): "thanks, all good", and
    /// neither "ok thanks" nor "thanks, but …".
    #[must_use]
    pub fn confirms(&self, text: &str) -> bool {
        confirmation::confirms(&self.policy.lexicon.read(text, None))
    }
}

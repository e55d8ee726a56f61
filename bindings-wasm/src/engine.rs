//! The engine that a policy is compiled to.

use cx_triage::{
    ApproveSend, Assessment, Conversation, Engine as Compiled, Escalate, HandOff, HealthSample,
    MarkResolved, from_json, to_json,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Thrown;
use crate::values::{at, conversations, each_at};

#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine(pub(crate) Compiled);

#[wasm_bindgen]
impl Engine {
    pub fn assess(&self, conversation: &[u8], now: f64) -> Result<String, Thrown> {
        Ok(self.0.assess(&Conversation::from_json(conversation)?, at(now)?).to_json())
    }

    pub fn assess_many(&self, lines: &[u8], now: f64) -> Result<String, Thrown> {
        Ok(to_json(&self.0.assess_many(&conversations(lines)?, at(now)?)))
    }

    pub fn assess_each(&self, lines: &[u8], times: &[f64]) -> Result<String, Thrown> {
        Ok(to_json(&self.0.assess_each(conversations(lines)?.iter().zip(each_at(times)?))))
    }

    pub fn assess_history(&self, conversation: &[u8], until: f64) -> Result<String, Thrown> {
        Ok(to_json(&self.0.assess_history(&Conversation::from_json(conversation)?, at(until)?)))
    }

    pub fn queue(&self, lines: &[u8], now: f64) -> Result<String, Thrown> {
        Ok(to_json(&self.0.queue(&conversations(lines)?, at(now)?)))
    }

    pub fn assess_json_lines(&self, lines: &[u8], now: f64) -> Result<String, Thrown> {
        Ok(self.0.assess_json_lines(lines, at(now)?))
    }

    pub fn assess_json_lines_each(&self, lines: &[u8], times: &[f64]) -> Result<String, Thrown> {
        Ok(self.0.assess_json_lines_each(lines, &each_at(times)?)?)
    }

    pub fn explain_sla(&self, conversation: &[u8], now: f64) -> Result<String, Thrown> {
        Ok(to_json(&self.0.explain_sla(&Conversation::from_json(conversation)?, at(now)?)?))
    }

    pub fn topic(&self, text: &str) -> String {
        to_json(&self.0.topic(text))
    }

    pub fn scan(&self, text: &str) -> String {
        to_json(&self.0.scan(text))
    }

    pub fn texts(
        &self,
        assessment: &[u8],
        language: &str,
        hand_off: Option<Box<[u8]>>,
    ) -> Result<String, Thrown> {
        let hand_off = hand_off.as_deref().map(from_json::<HandOff>).transpose()?;
        let assessment = from_json::<Assessment>(assessment)?;
        Ok(self.0.texts(&assessment, language, hand_off.as_ref()).to_json())
    }

    pub fn redact(&self, conversation: &[u8]) -> Result<String, Thrown> {
        Ok(self.0.redact(&Conversation::from_json(conversation)?).to_json())
    }

    pub fn approve_send(
        &self,
        conversation: &[u8],
        input: &[u8],
        now: f64,
    ) -> Result<String, Thrown> {
        let (conversation, input) =
            (Conversation::from_json(conversation)?, ApproveSend::from_json(input)?);
        Ok(self.0.approve_send(&conversation, &input, at(now)?)?.to_json())
    }

    pub fn escalate(&self, conversation: &[u8], input: &[u8], now: f64) -> Result<String, Thrown> {
        let (conversation, input) =
            (Conversation::from_json(conversation)?, Escalate::from_json(input)?);
        Ok(self.0.escalate(&conversation, &input, at(now)?)?.to_json())
    }

    pub fn mark_resolved(
        &self,
        conversation: &[u8],
        input: &[u8],
        now: f64,
    ) -> Result<String, Thrown> {
        let (conversation, input) =
            (Conversation::from_json(conversation)?, MarkResolved::from_json(input)?);
        Ok(self.0.mark_resolved(&conversation, &input, at(now)?)?.to_json())
    }

    pub fn health(&self, sample: &[u8]) -> Result<String, Thrown> {
        Ok(to_json(&self.0.health(&HealthSample::from_json(sample)?)))
    }

    pub fn breach_trend(&self, lines: &[u8], days: u32, now: f64) -> Result<String, Thrown> {
        Ok(self.0.breach_trend(&conversations(lines)?, days, at(now)?).to_json())
    }

    pub fn policy_reference(&self) -> String {
        to_json(&self.0.policy_reference())
    }
}

//! Random stories: what customers, agents, bots and integrations do, and in which second.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::document::{read_time, write_time};
use crate::policies::{INTEGRATION, MANAGER, policies};
use crate::sentences::{AGENTS, CUSTOMERS, RENDERINGS};
use crate::settings::MINUTE;

const SECOND: i64 = 1_000;
const HOUR: i64 = 60 * MINUTE;

/// Monday 3 November 2025, 09:00 UTC.
const MONDAY: i64 = 1_762_160_400_000;

/// Steps from one event to the next: around every limit of the rules, both sides of it.
const STEPS: [i64; 26] = [
    0,
    0,
    1,
    300,
    700,
    SECOND,
    20 * SECOND,
    MINUTE - SECOND,
    MINUTE,
    MINUTE + 1,
    2 * MINUTE,
    2 * MINUTE + SECOND,
    3 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    29 * MINUTE,
    30 * MINUTE,
    31 * MINUTE,
    45 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    24 * HOUR,
    25 * HOUR,
    48 * HOUR,
    72 * HOUR,
];

/// Spans after which something may be due.
const SPANS: [i64; 14] = [
    0,
    MINUTE,
    2 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    45 * MINUTE,
    HOUR,
    2 * HOUR,
    2 * HOUR + 15 * MINUTE,
    2 * HOUR + 30 * MINUTE,
    22 * HOUR,
    24 * HOUR,
    48 * HOUR,
    100 * HOUR,
];

const OPERATORS: [u64; 4] = [7, 8, 9, MANAGER];

/// A conversation and the policy that it is judged by.
pub struct Story {
    /// What it was made from.
    pub seed: u64,
    /// The conversation document.
    pub conversation: Value,
    /// Which of [`policies`].
    pub policy: usize,
}

/// The story of a seed.
#[must_use]
pub fn story(seed: u64) -> Story {
    let mut teller = Teller {
        rng: Rng::with_seed(seed),
        at: MONDAY,
        next_id: 101,
        newest: None,
        messages: Vec::new(),
        decisions: Vec::new(),
        history: Vec::new(),
        named: true,
        keeps_milliseconds: false,
    };
    let policy = teller.rng.usize(..policies().len());
    let conversation = teller.tell();
    Story { seed, conversation, policy }
}

/// The moments at which a story is worth judging: around what may be due after each of its times,
/// and at random ones.
#[must_use]
pub fn moments(story: &Story, count: usize) -> Vec<i64> {
    let mut rng = Rng::with_seed(story.seed ^ 0x006e_6f77);
    let mut times = Vec::new();
    collect_times(&story.conversation, &mut times);
    let first = times.iter().copied().min().unwrap_or(MONDAY);
    let last = times.iter().copied().max().unwrap_or(MONDAY);
    (0..count)
        .map(|_| {
            if rng.u8(..8) == 0 {
                return rng.i64(first..=last + 80 * HOUR);
            }
            let time = pick(&mut rng, &times).copied().unwrap_or(first);
            let span = pick(&mut rng, &SPANS).copied().unwrap_or(0);
            time + span + rng.i64(-1..=1)
        })
        .collect()
}

fn collect_times(value: &Value, times: &mut Vec<i64>) {
    match value {
        Value::String(text) => times.extend(read_time(text)),
        Value::Array(values) => values.iter().for_each(|value| collect_times(value, times)),
        Value::Object(values) => values.values().for_each(|value| collect_times(value, times)),
        _ => {}
    }
}

fn pick<'a, T>(rng: &mut Rng, list: &'a [T]) -> Option<&'a T> {
    rng.choice(list)
}

/// Whoever makes a story up, event by event.
struct Teller {
    rng: Rng,
    at: i64,
    next_id: u64,
    newest: Option<u64>,
    messages: Vec<Value>,
    decisions: Vec<Value>,
    history: Vec<Value>,
    named: bool,
    /// Whether messages are kept to the millisecond. They all are or none is: of both kinds in one
    /// second the rules of before and after make a circle.
    keeps_milliseconds: bool,
}

impl Teller {
    fn tell(&mut self) -> Value {
        self.keeps_milliseconds = self.chance(4);
        if self.keeps_milliseconds || self.chance(3) {
            self.at += self.rng.i64(1..SECOND);
        }
        let created = self.at;
        self.named = !self.chance(3);
        let length = self.rng.usize(0..12);
        for _ in 0..length {
            self.step();
            self.event();
        }
        if self.chance(8) {
            self.repeat_a_message();
        }
        if self.chance(8) {
            self.rng.shuffle(&mut self.messages);
        }
        if self.chance(6) {
            self.rng.shuffle(&mut self.decisions);
        }
        let status = self.status();
        json!({
            "id": 4_101,
            "status": status,
            "createdAt": write_time(created),
            "channel": if self.chance(2) { "Channel::Whatsapp" } else { "Channel::Email" },
            "partial": self.chance(8),
            "labels": self.labels(),
            "contactNames": if self.named { json!(["Ana Torres"]) } else { json!([]) },
            "messages": self.messages,
            "decisions": self.decisions,
            "statusChanges": self.history,
            "facts": self.facts(created),
        })
    }

    /// Once in so many.
    fn chance(&mut self, of: u32) -> bool {
        self.rng.u32(..of) == 0
    }

    fn step(&mut self) {
        self.at += pick(&mut self.rng, &STEPS).copied().unwrap_or(0);
    }

    fn event(&mut self) {
        match self.rng.u32(..24) {
            0..8 => self.customer(),
            8..11 => self.agent(),
            11..13 => self.note(),
            13 => self.machine(),
            14..17 => self.approve(),
            17..19 => self.escalate(),
            19..21 => self.resolve(),
            21 => self.auto_resolve(),
            22 => self.status_change("open"),
            _ => self.status_change("snoozed"),
        }
    }

    // Messages.

    /// Chatwoot's time, whole seconds, or that of a service that keeps more.
    fn stored(&self) -> i64 {
        if self.keeps_milliseconds { self.at } else { self.at - self.at.rem_euclid(SECOND) }
    }

    fn message(&mut self, author: &str, sender: Option<u64>, content: &str) -> Map<String, Value> {
        let at = self.stored();
        let mut message = Map::new();
        if !self.chance(12) {
            message.insert("id".to_owned(), json!(self.next_id));
            self.newest = Some(self.next_id);
            self.next_id += self.rng.u64(1..3);
        }
        message.insert("author".to_owned(), json!(author));
        message.insert("senderId".to_owned(), json!(sender));
        message.insert("content".to_owned(), json!(content));
        message.insert("createdAt".to_owned(), json!(write_time(at)));
        message
    }

    fn write(&mut self, message: Map<String, Value>) {
        self.messages.push(Value::Object(message));
    }

    fn customer(&mut self) {
        let text = if self.chance(2) {
            CUSTOMERS.first().map_or("", |(text, _)| text)
        } else {
            pick(&mut self.rng, &CUSTOMERS).map_or("", |(text, _)| text)
        };
        let mut message = self.message("contact", Some(3), text);
        if self.chance(12) {
            message.insert("automatic".to_owned(), json!(true));
        }
        self.write(message);
    }

    fn agent(&mut self) {
        let text = if self.chance(4) {
            pick(&mut self.rng, &RENDERINGS)
        } else {
            pick(&mut self.rng, &AGENTS)
        };
        let sender = self.sender();
        let mut message = self.message("agent", sender, text.map_or("", |(text, _)| text));
        if self.chance(10) {
            message.insert("failed".to_owned(), json!(true));
        }
        self.write(message);
    }

    fn sender(&mut self) -> Option<u64> {
        match self.rng.u32(..12) {
            0 => None,
            1 => Some(INTEGRATION),
            _ => pick(&mut self.rng, &OPERATORS).copied(),
        }
    }

    fn note(&mut self) {
        let sender = self.sender();
        let mut message = self.message("agent", sender, "Customer called twice.");
        message.insert("private".to_owned(), json!(true));
        self.write(message);
    }

    fn machine(&mut self) {
        let author = if self.chance(2) { "bot" } else { "system" };
        let message = self.message(author, None, "Thanks for writing to us.");
        self.write(message);
    }

    /// Chatwoot shows a copy of a message again, changed: the copy listed last counts.
    fn repeat_a_message(&mut self) {
        let copy = pick(&mut self.rng, &self.messages).and_then(Value::as_object).cloned();
        let Some(mut copy) = copy.filter(|copy| copy.contains_key("id")) else {
            return;
        };
        if self.chance(2) {
            copy.insert("content".to_owned(), json!(""));
        } else if copy.get("author") == Some(&json!("agent")) {
            copy.insert("failed".to_owned(), json!(true));
        }
        self.write(copy);
    }

    // Decisions.

    fn actor(&mut self) -> Option<u64> {
        match self.rng.u32(..8) {
            0 | 1 => None,
            _ => pick(&mut self.rng, &OPERATORS).copied(),
        }
    }

    fn decision(&mut self, action: &str) -> Map<String, Value> {
        let mut decision = Map::new();
        let at = if self.chance(3) { self.at - self.at.rem_euclid(SECOND) } else { self.at };
        decision.insert("action".to_owned(), json!(action));
        decision.insert("at".to_owned(), json!(write_time(at)));
        let actor = self.actor();
        decision.insert("actorId".to_owned(), json!(actor));
        if self.chance(3) {
            decision.insert("seenMessageId".to_owned(), json!(self.newest));
        }
        decision
    }

    /// A reply is approved; most of the time its message appears, under its id or only its text.
    fn approve(&mut self) {
        let mut decision = self.decision("chatwoot.approve_send");
        let (template, text) = self.approved_reply();
        decision.insert("templateId".to_owned(), json!(template));
        if !self.chance(12) {
            decision.insert("replyBody".to_owned(), json!(text));
        }
        if !self.chance(4) {
            self.at += *pick(&mut self.rng, &[0, 0, 300, SECOND]).unwrap_or(&0);
            let sender = if self.chance(4) {
                Some(INTEGRATION)
            } else {
                decision.get("actorId").and_then(Value::as_u64)
            };
            let stored = match self.rng.u32(..4) {
                0 => format!("{text}\r\n"),
                _ => text.replace("\r\n", "\n"),
            };
            let mut message = self.message("agent", sender, &stored);
            if self.chance(8) {
                message.insert("failed".to_owned(), json!(true));
            }
            if let (Some(id), true) = (message.get("id").cloned(), self.chance(2)) {
                decision.insert("messageId".to_owned(), id);
            }
            self.write(message);
        }
        self.decisions.push(Value::Object(decision));
    }

    /// A template's rendering, or one that the operator wrote anew.
    fn approved_reply(&mut self) -> (&'static str, &'static str) {
        let name = usize::from(!self.named);
        let renderings: [(&str, [usize; 3]); 3] =
            [("ack_delay", [0, 1, 2]), ("ship_update", [3, 4, 3]), ("refund_offer", [5, 6, 5])];
        let Some((template, places)) = pick(&mut self.rng, &renderings).copied() else {
            return ("ack_delay", "");
        };
        let place = if self.chance(8) { 2 } else { name };
        let rendering =
            places.get(place).and_then(|&place| RENDERINGS.get(place)).map_or("", |(text, _)| text);
        let edited = pick(&mut self.rng, &AGENTS).map_or("", |(text, _)| text);
        (template, if self.chance(4) { edited } else { rendering })
    }

    fn escalate(&mut self) {
        let decision = self.decision("chatwoot.escalate");
        self.decisions.push(Value::Object(decision));
    }

    /// An operator resolves; most of the time Chatwoot's history tells it too, close by.
    fn resolve(&mut self) {
        let decision = self.decision("chatwoot.mark_resolved");
        self.decisions.push(Value::Object(decision));
        if !self.chance(3) {
            let before = self.at;
            self.at += *pick(&mut self.rng, &[0, SECOND, 30 * SECOND, MINUTE]).unwrap_or(&0);
            self.status_change("resolved");
            if self.chance(2) {
                self.at = before;
            }
        }
        if self.chance(2) {
            self.step();
            self.status_change("open");
        }
    }

    /// Chatwoot's own screen, or its auto-resolve.
    fn auto_resolve(&mut self) {
        self.status_change("resolved");
        if !self.chance(3) {
            self.step();
            self.status_change("open");
        }
    }

    fn status_change(&mut self, status: &str) {
        let at = self.at - self.at.rem_euclid(SECOND);
        self.history.push(json!({ "status": status, "at": write_time(at) }));
    }

    // What the conversation is now.

    fn status(&mut self) -> &'static str {
        match self.rng.u32(..10) {
            0 => "pending",
            1 => "snoozed",
            2 => "resolved",
            _ => "open",
        }
    }

    fn labels(&mut self) -> Vec<&'static str> {
        let mut labels = Vec::new();
        for (label, of) in [
            ("vip", 4),
            ("escalation", 5),
            (" Escalated ", 12),
            ("complex", 16),
            ("policy_exception", 24),
            ("refund_pending", 24),
            ("return_in_progress", 24),
            ("follow_up_promised", 24),
            ("shipping", 16),
            ("refund", 16),
        ] {
            if self.chance(of) {
                labels.push(label);
            }
        }
        labels
    }

    fn facts(&mut self, created: i64) -> Value {
        let mut facts = Map::new();
        for key in ["escalatedAt", "escalationAcknowledgedAt", "firstReplyAt", "waitingSince"] {
            if self.chance(6) {
                let at = self.rng.i64(created..=self.at.max(created));
                let second = at - at.rem_euclid(SECOND);
                let at = if self.chance(2) { second.max(created) } else { at };
                facts.insert(key.to_owned(), json!(write_time(at)));
            }
        }
        for key in [
            "refundPending",
            "returnInProgress",
            "followUpPromised",
            "policyException",
            "trackingMissing",
            "cannotReply",
        ] {
            if self.chance(24) {
                facts.insert(key.to_owned(), json!(true));
            }
        }
        if self.chance(12) {
            let amount = *pick(&mut self.rng, &[50_000, 50_001, 100]).unwrap_or(&0);
            let currency = if self.chance(4) { "EUR" } else { "USD" };
            facts.insert(
                "refundAmount".to_owned(),
                json!({ "amountMinor": amount, "currency": currency }),
            );
        }
        let verdicts = self.verdicts();
        if !verdicts.is_empty() {
            facts.insert("riskVerdicts".to_owned(), Value::Array(verdicts));
        }
        Value::Object(facts)
    }

    fn verdicts(&mut self) -> Vec<Value> {
        let mut verdicts = Vec::new();
        if self.chance(5) {
            let id = self.rng.u64(101..self.next_id + 2);
            for category in ["legal", "chargeback", "abuse", "manager_request"] {
                if self.chance(3) {
                    verdicts.push(json!({
                        "messageId": id,
                        "category": category,
                        "verdict": if self.chance(2) { "dismissed" } else { "confirmed" },
                        "source": "person",
                    }));
                }
            }
        }
        verdicts
    }
}

//! Stories of the corpus: a conversation over days, whose decisions go to a log and come back out
//! of it.

use cx_triage::decision::parse_decision_log;
use cx_triage::{
    ApproveSend, Conversation, DecisionEvent, Diagnostic, Engine, Escalate, MarkResolved, Timestamp,
};
use serde_json::{Value, json};

/// An event, or a refusal or a diagnostic as a document: `{"refusal"}`, `{"error"}`.
pub type Decided = Result<DecisionEvent, Value>;

/// Takes a decision: `approve_send`, `escalate` or `mark_resolved` with an input document.
///
/// # Errors
/// If there is no such action.
pub fn decide(
    engine: &Engine,
    conversation: &Conversation,
    action: &str,
    input: &str,
    now: Timestamp,
) -> Result<Decided, String> {
    fn read<T>(input: Result<T, Diagnostic>) -> Result<T, Value> {
        input.map_err(|diagnostic| json!({ "error": diagnostic }))
    }
    let refused = |refusal| json!({ "refusal": refusal });
    Ok(match action {
        "approve_send" => read(ApproveSend::from_json(input))
            .and_then(|input| engine.approve_send(conversation, &input, now).map_err(refused)),
        "escalate" => read(Escalate::from_json(input))
            .and_then(|input| engine.escalate(conversation, &input, now).map_err(refused)),
        "mark_resolved" => read(MarkResolved::from_json(input))
            .and_then(|input| engine.mark_resolved(conversation, &input, now).map_err(refused)),
        other => return Err(format!("no such action: `{other}`")),
    })
}

/// Plays a story and gives the answers of its `assess` and `decide` steps, in order.
///
/// A step has a time `at` and one of `message` (a message that is written then), `set` (keys of
/// the conversation document that change), `assess` (true) and `decide` (an action, with its
/// `input`). An event goes to the log as a line; before each answer the past decisions are read
/// back from the log.
///
/// # Errors
/// If a step cannot be read.
pub fn play(engine: &Engine, start: &Value, steps: &[Value]) -> Result<Value, String> {
    let mut document = start.clone();
    let mut log = String::new();
    let mut answers = Vec::new();
    for step in steps {
        let time = step.get("at").and_then(Value::as_str).ok_or("a step has no `at`")?;
        let now = Timestamp::parse(time).map_err(|error| error.to_string())?;
        let object = document.as_object_mut().ok_or("the conversation is not an object")?;
        if let Some(message) = step.get("message") {
            let mut message = message.clone();
            message.as_object_mut().ok_or("not a message")?.insert("createdAt".into(), time.into());
            let messages = object.entry("messages").or_insert_with(|| json!([]));
            messages.as_array_mut().ok_or("`messages` is not a list")?.push(message);
        }
        if let Some(set) = step.get("set").and_then(Value::as_object) {
            object.extend(set.clone());
        }
        let conversation =
            Conversation::from_json(document.to_string()).map_err(|error| error.to_string())?;
        let decisions = parse_decision_log(&log).decisions_of(conversation.id);
        let conversation = conversation.with_decisions(decisions);
        if let Some(action) = step.get("decide").and_then(Value::as_str) {
            let input = step.get("input").ok_or("a decision has no `input`")?.to_string();
            answers.push(match decide(engine, &conversation, action, &input, now)? {
                Ok(event) => {
                    log.push_str(&event.to_json());
                    log.push('\n');
                    parsed(&event.to_json())?
                }
                Err(refused) => refused,
            });
        }
        if step.get("assess").is_some() {
            answers.push(parsed(&engine.assess(&conversation, now).to_json())?);
        }
    }
    Ok(answers.into())
}

fn parsed(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| format!("the answer is not JSON: {error}"))
}

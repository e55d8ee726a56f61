//! The decision log in `PostgreSQL`: a retry writes nothing twice, and what is read back is the
//! past decisions of the next assessment.
//!
//! `tests/postgres` starts a server in a temporary folder and runs this against it; the
//! connection string is the first argument.

use std::error::Error;

use cx_triage::{
    ApproveSend, Conversation, DecisionEvent, Engine, Escalate, EscalationReason, FollowUpKind, Id,
    Policy, Timestamp, parse_decision_log,
};
use postgres::{Client, NoTls};

/// The service's `DecisionLog` table, with the event's id for its key and the whole event beside
/// it (`json`, not `jsonb`, which would reorder its keys).
const TABLE: &str = r#"
    CREATE TABLE "DecisionLog" (
        "id" text PRIMARY KEY, "scope" text NOT NULL, "actor" text NOT NULL,
        "action" text NOT NULL, "rationale" text, "evidenceUrl" text, "shopDomain" text,
        "externalRef" text, "payload" jsonb NOT NULL, "createdAt" timestamptz NOT NULL,
        "event" json NOT NULL
    )"#;

const INSERT: &str = r#"
    INSERT INTO "DecisionLog" VALUES
        ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10::text::timestamptz, $11::text::json)
    ON CONFLICT ("id") DO NOTHING"#;

/// Writes an event; whether it was new.
fn write(client: &mut Client, event: &DecisionEvent) -> Result<bool, postgres::Error> {
    let row = event.to_log_row();
    let written = client.execute(
        INSERT,
        &[
            &event.id,
            &row.scope,
            &row.actor,
            &row.action,
            &row.rationale.as_str(),
            &row.evidence_url,
            &row.shop_domain,
            &row.external_ref,
            &row.payload.as_str(),
            &row.created_at.to_string(),
            &event.to_json(),
        ],
    )?;
    Ok(written == 1)
}

/// The events of the log as lines of JSON, in order.
fn read(client: &mut Client) -> Result<String, postgres::Error> {
    let rows = client
        .query(r#"SELECT "event"::text FROM "DecisionLog" ORDER BY "createdAt", "id""#, &[])?;
    Ok(rows.iter().map(|row| row.get::<_, String>(0) + "\n").collect())
}

fn conversation() -> Result<Conversation, cx_triage::Diagnostic> {
    Conversation::from_json(
        r#"{"id": 4110, "status": "open", "createdAt": "2025-10-12T08:00:00Z",
            "contactNames": ["Zoë O'Neil"],
            "messages": [{"id": 1, "author": "contact", "createdAt": "2025-10-12T08:00:00Z",
                          "content": "Did you get my earlier message?"}]}"#,
    )
}

fn check(holds: bool, what: &str) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(format!("it does not hold that {what}").into()) }
}

fn run(client: &mut Client, engine: &Engine) -> Result<usize, Box<dyn Error>> {
    client.batch_execute(TABLE)?;
    let conversation = conversation()?;
    let approval = ApproveSend {
        operator_email: Some("ops@example.com".to_owned()),
        actor_id: Some(3),
        shop_domain: Some("test-shop.myshopify.com".to_owned()),
        // A form may send anything, also what the database cannot hold.
        note: Some("it's urgent: \"quotes\" \\ and {braces}\0".into()),
        seen_message_id: Id::new(1).ok(),
        ..ApproveSend::default()
    };
    let sent = engine.approve_send(&conversation, &approval, at("2025-10-12T08:10:00Z")?)?;
    check(write(client, &sent)?, "an event is written")?;

    // The connection broke before the answer came: the service does it all again, a policy later.
    let changed = Policy::runbook().with_sla_target(45).compile()?;
    let retry = changed.approve_send(&conversation, &approval, at("2025-10-12T08:10:07Z")?)?;
    check(retry.id == sent.id && retry != sent, "a retry has the same id")?;
    check(!write(client, &retry)?, "a retry writes nothing twice")?;

    // A day later, nobody answered: the log says what went before.
    let log = parse_decision_log(read(client)?);
    check(log.rejected.is_empty(), "every line is read")?;
    check(log.events == [sent], "the first event stands in the log as it was written")?;
    let conversation = conversation.with_decisions(log.decisions_of(4110));
    let now = at("2025-10-13T08:10:00.001Z")?;
    let assessment = engine.assess(&conversation, now);
    let late = assessment.follow_ups.iter().filter(|follow_up| follow_up.overdue);
    let late: Vec<FollowUpKind> = late.map(|follow_up| follow_up.kind).collect();
    check(
        late == [FollowUpKind::Acknowledgement, FollowUpKind::OperatorReminder],
        "the acknowledgement and the reminder are overdue",
    )?;

    let escalation = Escalate {
        operator_email: Some("ops@example.com".to_owned()),
        ..Escalate::new(EscalationReason::PolicyException)
    };
    let escalated = engine.escalate(&conversation, &escalation, now)?;
    check(write(client, &escalated)?, "a second decision is written")?;
    let log = read(client)?;
    check(
        log == cx_triage::write_decision_log(&parse_decision_log(&log).events),
        "the bytes stay",
    )?;

    let of_the_shop: i64 = client
        .query_one(
            r#"SELECT count(*) FROM "DecisionLog" WHERE "externalRef" = 'chatwoot:4110'
               AND "payload"->>'conversationId' = '4110' AND "createdAt" < '2025-10-14T00:00:00Z'"#,
            &[],
        )?
        .get(0);
    Ok(usize::try_from(of_the_shop)?)
}

fn at(time: &str) -> Result<Timestamp, cx_triage::Diagnostic> {
    Timestamp::parse(time)
}

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Box<dyn Error>> {
    let server = std::env::args().nth(1).ok_or("the first argument is a connection string")?;
    let mut client = Client::connect(&server, NoTls)?;
    let rows = run(&mut client, &Policy::runbook().compile()?)?;
    check(rows == 2, "two decisions stand in the log")?;
    println!("three writes, {rows} rows: the retry wrote nothing");
    Ok(())
}

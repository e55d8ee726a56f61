//! The twelve calls whose instructions are counted: the same work each time, on every machine.

use std::error::Error;
use std::hint::black_box;

use cx_triage::chatwoot::parse_conversation_list;
use cx_triage::{ApproveSend, Conversation, Policy, Timestamp, samples};
use cx_triage_benches::{Conversations, messages};

/// How many conversations of the benchmark corpus a call takes.
const CONVERSATIONS: u64 = 50;

/// Mails as Chatwoot hands them on: HTML with a quote and a signature.
const MAIL: &str = "<div>Hello,<br>where is my <b>parcel</b>? It has not come, and I want my $40 back.</div>\
     <div>-- <br>Alex Morgan</div><blockquote>On Mon, 1 Sep 2025 we wrote: thank you for your order \
     with us, we will tell you when it ships.</blockquote>";

/// A text in each shipped language but English.
const OTHER_LANGUAGES: [&str; 5] = [
    "Guten Tag, wo ist meine Bestellung? Ich warte schon seit zwei Wochen auf das Paket.",
    "Hola, ¿dónde está mi pedido? Llevo dos semanas esperando y no me dicen nada.",
    "Bonjour, où est ma commande ? J'attends depuis deux semaines et je n'ai rien reçu.",
    "Buongiorno, dov'è il mio ordine? Lo aspetto da due settimane e non è arrivato.",
    "Olá, onde está o meu pedido? Já estou à espera há duas semanas e não chegou.",
];

/// A policy whose clocks count the open hours of an office.
const OFFICE: &str = r#"{"extends": "runbook", "name": "office", "sla": {
    "calendar": "office", "pausing_statuses": ["snoozed"], "at_risk_minutes": 10,
    "calendars": {"office": {"time_zone": "Europe/Berlin", "holidays": ["2026-02-23"], "hours": {
        "mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]]}}},
    "metrics": [{"metric": "first_response", "calendar": "office", "target_minutes": 240},
                {"metric": "next_response", "target_minutes": 60}]}}"#;

/// A call to be counted, by its name.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn Fn()>,
}

fn call<T>(name: &'static str, run: impl Fn() -> T + 'static) -> Call {
    let run = Box::new(move || {
        black_box(run());
    });
    Call { name, run }
}

/// The calls, in the order in which they are counted.
pub(crate) fn all() -> Result<Vec<Call>, Box<dyn Error>> {
    let engine = Policy::runbook().compile()?;
    let office = Policy::from_json(OFFICE)?.compile()?;
    let now = Timestamp::parse("2026-02-25T12:00:00Z")?;
    let corpus = Conversations::of(7);
    let documents: Vec<String> = (0..CONVERSATIONS).map(|n| corpus.document(n)).collect();
    let conversations =
        documents.iter().map(Conversation::from_json).collect::<Result<Vec<_>, _>>()?;
    let answers = engine.assess_many(&conversations, now);
    let lines = documents.join("\n");
    let english = messages(1000).into_iter().take(10).collect::<Vec<_>>();
    let list = chatwoot_list()?;
    let gallery = samples();
    let evening = Timestamp::parse("2025-10-12T20:00:00Z")?;
    let [first, ..] = gallery.as_slice() else { return Err("there are no samples".into()) };
    let draft = first.clone();
    let each = |count: &[Conversation]| count.to_vec();

    Ok(vec![
        call("assess", {
            let (engine, conversations) = (engine.clone(), each(&conversations));
            move || engine.assess_many(&conversations, now)
        }),
        call("assess_json_lines", {
            let engine = engine.clone();
            move || engine.assess_json_lines(&lines, now)
        }),
        call("conversation_from_json", move || {
            documents.iter().flat_map(Conversation::from_json).count()
        }),
        call("assessment_to_json", move || {
            answers.iter().map(|answer| answer.to_json().len()).sum::<usize>()
        }),
        call("read_english", {
            let engine = engine.clone();
            move || english.iter().map(|text| engine.read(text)).collect::<Vec<_>>()
        }),
        call("read_other_languages", {
            let engine = engine.clone();
            move || OTHER_LANGUAGES.map(|text| engine.read(text))
        }),
        call("parse_chatwoot_list", move || parse_conversation_list(&list)),
        call("assess_in_business_hours", {
            let conversations = each(&conversations);
            move || office.assess_many(&conversations, now)
        }),
        call("assess_history", {
            let (engine, gallery) = (engine.clone(), each(&gallery));
            move || {
                let histories = gallery.iter().map(|life| engine.assess_history(life, evening));
                histories.map(|history| history.len()).sum::<usize>()
            }
        }),
        call("queue", {
            let engine = engine.clone();
            move || engine.queue(&gallery, evening)
        }),
        call("approve_send", {
            let approval = ApproveSend::default();
            move || engine.approve_send(&draft, &approval, evening).map(|event| event.to_json())
        }),
        call("compile_policy", || Policy::runbook().compile()),
    ])
}

/// A page of Chatwoot's list, each conversation with a mail.
fn chatwoot_list() -> Result<String, serde_json::Error> {
    let conversation = |id: u32| {
        serde_json::json!({
            "id": id, "status": "open", "created_at": 1_772_010_000, "labels": ["vip"],
            "meta": {"sender": {"name": "Alex Morgan"}, "channel": "Channel::Email"},
            "messages": [{
                "id": id + 900, "message_type": 0, "created_at": 1_772_010_000, "content": MAIL,
                "content_type": "incoming_email", "sender_type": "Contact",
            }],
        })
    };
    let payload: Vec<_> = (1..=20).map(conversation).collect();
    serde_json::to_string(&serde_json::json!({"data": {"payload": payload}}))
}

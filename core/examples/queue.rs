//! The main job: a Chatwoot conversation list in, the triage queue out.
//!
//! Without a file it reads the sample beside it, at the time that the sample was written for.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table};
use cx_triage::chatwoot::{self, ConversationList, MessagesPage};
use cx_triage::{Assessment, Conversation, Id, PastDecision, Policy, Priority, Timestamp};

/// Prints the triage queue of a Chatwoot conversation list.
#[derive(Parser)]
#[command(name = "queue")]
struct Arguments {
    /// A conversation list as Chatwoot's API answers it, with messages; the sample without it.
    file: Option<PathBuf>,
    /// Past decisions: a JSON object from conversation id to a list of decisions.
    #[arg(long)]
    decisions: Option<PathBuf>,
    /// A folder of messages pages as Chatwoot's API answers them (`*.json`), matched by their
    /// `conversation_id`: the list alone holds the newest message of each conversation.
    #[arg(long)]
    messages: Option<PathBuf>,
    /// The time of the assessment (RFC 3339); by default the clock, for the sample its own time.
    #[arg(long)]
    at: Option<String>,
    /// A policy in TOML; by default the runbook's.
    #[arg(long)]
    policy: Option<PathBuf>,
    /// JSON lines, one assessment each, instead of a table.
    #[arg(long)]
    json: bool,
}

/// The sample's own time.
const SAMPLE_AT: &str = "2026-02-25T12:00:00Z";

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "queue: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let policy = match &arguments.policy {
        Some(path) => {
            let text = String::from_utf8(read(path)?).map_err(|_| named(path, "not UTF-8"))?;
            Policy::from_toml(&text).map_err(|error| named(path, error))?
        }
        None => Policy::runbook(),
    };
    let engine = policy.compile().map_err(|error| error.to_string())?;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let list = arguments.file.clone().unwrap_or_else(|| samples.join("conversations.json"));
    let decisions = match &arguments.file {
        None => arguments.decisions.clone().or_else(|| Some(samples.join("decisions.json"))),
        Some(_) => arguments.decisions.clone(),
    };
    let ConversationList { mut conversations, rejected, unknown_statuses } =
        chatwoot::parse_conversation_list(read(&list)?).map_err(|error| named(&list, error))?;
    if let Some(folder) = &arguments.messages {
        conversations = with_pages(conversations, folder)?;
    }
    if let Some(path) = &decisions {
        let past: BTreeMap<Id, Vec<PastDecision>> =
            serde_json::from_slice(&read(path)?).map_err(|error| named(path, error))?;
        for conversation in &mut conversations {
            conversation.decisions = past.get(&conversation.id).cloned().unwrap_or_default();
        }
    }
    let now = match (&arguments.at, &arguments.file) {
        (Some(at), _) => Timestamp::parse(at).map_err(|error| format!("--at: {error}"))?,
        (None, Some(_)) => clock()?,
        (None, None) => Timestamp::parse(SAMPLE_AT).map_err(|error| error.to_string())?,
    };
    let queue = engine.queue(&conversations, now);
    let mut out = io::stdout().lock();
    let written = if arguments.json {
        queue.iter().try_for_each(|assessment| writeln!(out, "{}", assessment.to_json()))
    } else {
        writeln!(out, "{}\n{}", table(&queue), summary(&conversations, &queue, now))
    };
    written.map_err(|error| error.to_string())?;
    if unknown_statuses > 0 {
        let _ = writeln!(io::stderr(), "queue: {unknown_statuses} with a status that is not known");
    }
    for entry in rejected {
        let id = entry.id.map_or_else(String::new, |id| format!(" (id {id})"));
        let line = format!("{} at `{}`: {}", entry.code, entry.pointer, entry.detail);
        let _ = writeln!(io::stderr(), "queue: entry {}{id} left out: {line}", entry.index);
    }
    Ok(())
}

/// The conversations with the messages of the folder's pages.
fn with_pages(list: Vec<Conversation>, folder: &Path) -> Result<Vec<Conversation>, String> {
    let entries = fs::read_dir(folder).map_err(|error| named(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut pages: BTreeMap<Id, Vec<MessagesPage>> = BTreeMap::new();
    for path in paths {
        let page = chatwoot::parse_messages(read(&path)?).map_err(|error| named(&path, error))?;
        for entry in &page.rejected {
            let line = format!("{} at `{}`: {}", entry.code, entry.pointer, entry.detail);
            let _ = writeln!(io::stderr(), "queue: {}", named(&path, line));
        }
        match page.conversation_id {
            Some(id) => pages.entry(id).or_default().push(page),
            None if page.messages.is_empty() => {}
            None => return Err(named(&path, "no message says its `conversation_id`")),
        }
    }
    let with_own = |conversation: Conversation| {
        let own = pages.get(&conversation.id).into_iter().flatten();
        own.fold(conversation, Conversation::with_messages_page)
    };
    Ok(list.into_iter().map(with_own).collect())
}

#[expect(clippy::disallowed_methods, reason = "an example may read the clock; the core does not")]
fn clock() -> Result<Timestamp, String> {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_err(|error| error.to_string())?;
    let millis = i64::try_from(since.as_millis()).map_err(|error| error.to_string())?;
    Timestamp::from_millis(millis).map_err(|error| error.to_string())
}

#[expect(clippy::disallowed_methods, reason = "an example may read files; the core does not")]
fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| named(path, error))
}

fn named(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

fn table(queue: &[Assessment]) -> Table {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    let heads = ["", "SLA", "#", "customer", "level", "why", "draft", "send?"];
    table.set_header(heads.map(|head| Cell::new(head).add_attribute(Attribute::Bold)));
    for assessment in queue {
        let why: Vec<&str> = assessment.reasons.iter().map(|reason| reason.code.as_str()).collect();
        let draft =
            assessment.suggestion.as_ref().map_or("–", |draft| draft.template_id.as_str());
        table.add_row(vec![
            priority(assessment.priority),
            Cell::new(time_left(assessment)),
            Cell::new(assessment.conversation_id),
            Cell::new(assessment.customer.name.as_str()),
            Cell::new(assessment.escalation.level.as_str()),
            Cell::new(why.join(", ")),
            Cell::new(draft),
            may_be_sent(assessment),
        ]);
    }
    table
}

fn priority(priority: Option<Priority>) -> Cell {
    let color = match priority {
        Some(Priority::P1) => Color::Red,
        Some(Priority::P2) => Color::Yellow,
        Some(Priority::P3) | None => Color::Blue,
    };
    let text = priority.map_or("", Priority::as_str).to_uppercase();
    Cell::new(text).fg(color).add_attribute(Attribute::Bold)
}

fn time_left(assessment: &Assessment) -> String {
    let sla = &assessment.sla;
    if sla.overdue_ms > 0 {
        format!("{} over", duration(sla.overdue_ms))
    } else {
        format!("{} left", duration(sla.remaining_ms))
    }
}

fn duration(ms: i64) -> String {
    let minutes = ms / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) if hours < 48 => format!("{hours} h {minutes:02} min"),
        (hours, _) => format!("{} d {} h", hours / 24, hours % 24),
    }
}

fn may_be_sent(assessment: &Assessment) -> Cell {
    if assessment.approval.allowed {
        let warnings: Vec<&str> = assessment.approval.warnings.iter().map(|w| w.as_str()).collect();
        let note =
            if warnings.is_empty() { String::new() } else { format!(": {}", warnings.join(", ")) };
        Cell::new(format!("yes{note}")).fg(Color::Green)
    } else {
        let blockers: Vec<&str> = assessment.approval.blockers.iter().map(|b| b.as_str()).collect();
        Cell::new(format!("no: {}", blockers.join(", "))).fg(Color::Red)
    }
}

fn summary(conversations: &[Conversation], queue: &[Assessment], now: Timestamp) -> String {
    let next = queue.iter().filter_map(|assessment| assessment.next_change_at).min();
    let next = next.map_or_else(String::new, |at| format!("; next change at {at}"));
    format!("{} of {} conversations to act on at {now}{next}", queue.len(), conversations.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test writes the pages that it reads")]
    fn pages_are_matched_by_their_conversation() -> Result<(), Box<dyn std::error::Error>> {
        let folder = std::env::temp_dir().join(format!("queue-pages-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let message = |id: i64, conversation: i64, at: i64, content: &str| {
            format!(
                r#"{{"id": {id}, "conversation_id": {conversation}, "message_type": 0,
                    "created_at": {at}, "content": "{content}"}}"#
            )
        };
        let start = 1_772_010_000;
        let pages = [
            ("a.json", format!("[{}]", message(1, 41, start, "I will sue you"))),
            (
                "b.json",
                format!(
                    r#"{{"meta": {{}}, "payload": [{}]}}"#,
                    message(2, 41, start + 60, "Well?")
                ),
            ),
            ("c.json", format!("[{}]", message(9, 99, start, "another conversation"))),
            ("d.txt", "not a page".to_owned()),
        ];
        for (name, text) in pages {
            fs::write(folder.join(name), text)?;
        }
        let list = chatwoot::parse_conversation_list(format!(
            r#"[{{"id": 41, "status": "open", "created_at": {start},
                "messages": [{}]}}]"#,
            message(3, 41, start + 600, "Hello?")
        ))?;
        let read = with_pages(list.conversations, &folder);
        fs::remove_dir_all(&folder)?;
        let conversation = &read?[0];
        let ids: Vec<_> = conversation.messages.iter().filter_map(|message| message.id).collect();
        assert_eq!((ids, conversation.partial), (vec![1, 2, 3], false));
        let now = Timestamp::parse("2026-02-25T09:15:00Z")?;
        let queue = Policy::runbook().compile()?.queue(std::slice::from_ref(conversation), now);
        assert_eq!(queue[0].priority, Some(Priority::P1));
        Ok(())
    }
}

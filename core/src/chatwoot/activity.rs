//! Chatwoot's own log lines as changes of status.
//!
//! The wordings are those of `conversations.activity` in Chatwoot's `config/locales/*.yml`, for
//! English, Spanish, Portuguese (both), French, German and Italian, from the first versions to
//! 4.15; with them those of its importers and of its assistant. A line is told by its subject and
//! its verb; the name of who did it, a reason or a duration may be anything.

use crate::conversation::Status::{self, Open, Pending, Resolved, Snoozed};
use crate::conversation::{Author, CustomerText, Message, StatusChange};

/// A language's lines, in lower case.
struct Wordings {
    /// How a line starts.
    subjects: &'static [&'static str],
    /// What follows at once.
    verbs: &'static [(&'static str, Status)],
    /// How a line ends, whatever stands between: where the verb comes last.
    ends: &'static [(&'static str, Status)],
}

const WORDINGS: [Wordings; 8] = [
    Wordings {
        subjects: &["conversation was ", "the conversation was "],
        verbs: &[
            ("marked resolved", Resolved),
            ("marked as resolved", Resolved),
            ("resolved", Resolved),
            ("auto-resolved", Resolved),
            ("automatically resolved", Resolved),
            ("reopened", Open),
            ("opened", Open),
            ("marked open", Open),
            ("marked as open", Open),
            ("marked as pending", Pending),
            ("marked pending", Pending),
            ("snoozed", Snoozed),
            ("marked as snoozed", Snoozed),
        ],
        ends: &[],
    },
    Wordings { subjects: &["system "], verbs: &[("reopened the conversation", Open)], ends: &[] },
    // Lines of imported conversations, which start with a name.
    Wordings {
        subjects: &[""],
        verbs: &[],
        ends: &[
            (" closed the conversation", Resolved),
            (" opened the conversation", Open),
            (" assigned and reopened the conversation", Open),
            (" snoozed the conversation", Snoozed),
        ],
    },
    Wordings {
        subjects: &["la conversación fue ", "conversación fue ", "la conversación ha sido "],
        verbs: &[
            ("marcada por", Resolved),
            ("marcada como resuelta", Resolved),
            ("resuelta", Resolved),
            ("reabierta", Open),
            ("abierta", Open),
            ("marcada como abierta", Open),
            ("marcada como pendiente", Pending),
            ("pospuesta", Snoozed),
        ],
        ends: &[],
    },
    Wordings {
        subjects: &["a conversa foi ", "conversa foi ", "a conversa ", "conversa "],
        verbs: &[
            ("marcada como resolvida", Resolved),
            ("resolvida", Resolved),
            ("auto-resolvida", Resolved),
            ("reaberta", Open),
            ("marcada como aberta", Open),
            ("marcada como pendente", Pending),
            ("adiada", Snoozed),
        ],
        ends: &[],
    },
    Wordings {
        subjects: &["la conversation a été ", "conversation a été "],
        verbs: &[
            ("marquée résolue", Resolved),
            ("marquée comme résolue", Resolved),
            ("résolue", Resolved),
            ("ré-ouverte", Open),
            ("réouverte", Open),
            ("rouverte", Open),
            ("marquée comme ouverte", Open),
            ("marquée comme en attente", Pending),
            ("mise en attente", Pending),
            ("reportée", Snoozed),
            ("mise en veille", Snoozed),
        ],
        ends: &[],
    },
    Wordings {
        subjects: &[
            "das gespräch wurde ",
            "die konversation wurde ",
            "konversation wurde ",
            "die unterhaltung wurde ",
            "unterhaltung wurde ",
            "das system hat die unterhaltung ",
            "das system hat das gespräch ",
            "das system hat die konversation ",
        ],
        verbs: &[],
        ends: &[
            (" gelöst", Resolved),
            (" als gelöst markiert", Resolved),
            (" wieder eröffnet", Open),
            (" wiedereröffnet", Open),
            (" wieder geöffnet", Open),
            (" als offen markiert", Open),
            (" als ausstehend markiert", Pending),
            (" zur erinnerung markiert", Snoozed),
            (" zurückgestellt", Snoozed),
        ],
    },
    Wordings {
        subjects: &["la conversazione è stata ", "conversazione è stata "],
        verbs: &[
            ("contrassegnata come risolta", Resolved),
            ("segnata risolta", Resolved),
            ("segnata come risolta", Resolved),
            ("risolta", Resolved),
            ("riaperta", Open),
            ("contrassegnata come aperta", Open),
            ("contrassegnata come in attesa", Pending),
            ("posticipata", Snoozed),
        ],
        ends: &[],
    },
];

/// The lines of Chatwoot itself that open a conversation again, which start with the verb's
/// subject: the system.
const REOPENED: [&str; 6] = [
    "el sistema reabrió la conversación",
    "o sistema reabriu a conversa",
    "le système a rouvert la conversation",
    "le système a ré-ouvert la conversation",
    "le système a réouvert la conversation",
    "il sistema ha riaperto la conversazione",
];

/// The status that a log line says the conversation has from then on.
pub(super) fn status(line: &str) -> Option<Status> {
    let line = line.trim().trim_end_matches('.').to_lowercase();
    if REOPENED.iter().any(|start| line.starts_with(start)) {
        return Some(Open);
    }
    WORDINGS.iter().find_map(|wordings| {
        wordings.subjects.iter().find_map(|subject| {
            let rest = line.strip_prefix(subject)?;
            let follows = |verb: &str| {
                let after = rest.strip_prefix(verb);
                after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            };
            let verb = wordings.verbs.iter().find(|(verb, _)| follows(verb));
            let end = wordings.ends.iter().find(|(end, _)| line.ends_with(end));
            verb.or(end).map(|&(_, status)| status)
        })
    })
}

/// The changes of status that these messages tell, in their order.
pub(super) fn changes(messages: &[Message]) -> Vec<StatusChange> {
    let told = messages.iter().filter_map(|message| {
        let line = message.content.as_ref().filter(|_| message.author == Author::System)?;
        let status = status(CustomerText::as_str(line))?;
        Some(StatusChange { status, at: message.created_at })
    });
    told.collect()
}

/// Two tellings of one change lie no further apart than this.
const SAME_CHANGE_MS: i64 = 60_000;

/// Whether a log line and another telling may be of one change.
pub(super) fn same(one: &StatusChange, other: &StatusChange) -> bool {
    one.status == other.status && one.at.millis_since(other.at).abs() <= SAME_CHANGE_MS
}

/// Adds the changes of log lines to those that webhooks told, by time: where both tell one, the
/// webhook's time stands.
pub(super) fn merge(told: &mut Vec<StatusChange>, lines: &[StatusChange]) {
    let webhooks: Vec<StatusChange> =
        told.iter().filter(|change| !lines.contains(change)).copied().collect();
    let told_twice = |line: &StatusChange| webhooks.iter().any(|webhook| same(webhook, line));
    told.extend_from_slice(lines);
    told.retain(|change| !(lines.contains(change) && told_twice(change)));
    told.sort_by_key(|change| (change.at, change.status));
    told.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_tells_its_status() {
        for (line, expected) in [
            ("Conversation was marked resolved by Priya Nair", Resolved),
            ("Conversation was marked resolved by system due to 3 days of inactivity", Resolved),
            ("Conversation was marked resolved by Ada (customer is happy)", Resolved),
            ("Conversation was resolved by Alex", Resolved),
            ("Conversation was reopened by Priya", Open),
            ("Conversation was marked open by system due to an error with the agent bot.", Open),
            ("Conversation was marked open automatically after an agent reply", Open),
            ("System reopened the conversation due to a new incoming message.", Open),
            ("Conversation was marked as pending by Priya", Pending),
            ("Conversation was snoozed by Priya", Snoozed),
            ("Priya closed the conversation", Resolved),
            ("La conversación fue marcada por Ana", Resolved),
            ("La conversación fue marcada como resuelta por Ana", Resolved),
            ("La conversación fue marcada por el sistema debido a 3 días de inactividad", Resolved),
            ("Conversación fue resuelta por Alex", Resolved),
            ("La conversación fue reabierta por Ana", Open),
            ("El sistema reabrió la conversación debido a un nuevo mensaje entrante.", Open),
            ("La conversación fue marcada como pendiente por Ana", Pending),
            ("La conversación fue pospuesta por Ana", Snoozed),
            ("Conversa foi marcada como resolvida por Ana", Resolved),
            (
                "A conversa foi marcada como resolvida pelo sistema por ter 3 dias de inatividade",
                Resolved,
            ),
            ("Conversa auto-resolvida pelo sistema por causa dos 3 dias sem inatividade", Resolved),
            ("A conversa foi resolvida por Alex", Resolved),
            ("Conversa foi reaberta por Ana", Open),
            ("O sistema reabriu a conversa devido a uma nova mensagem recebida.", Open),
            ("Conversa marcada como pendente por Ana", Pending),
            ("Conversa adiada por Ana", Snoozed),
            ("La conversation a été marquée résolue par Anne", Resolved),
            (
                "La conversation a été marquée comme résolue par le système en raison de 3 jours d'inactivité",
                Resolved,
            ),
            ("La conversation a été ré-ouverte par Anne", Open),
            ("La conversation a été marquée comme en attente par Anne", Pending),
            ("La conversation a été reportée par Anne", Snoozed),
            ("Das Gespräch wurde von Jana gelöst", Resolved),
            ("Konversation wurde von Alex gelöst", Resolved),
            ("Das Gespräch wurde vom System aufgrund von 3 Tagen Inaktivität gelöst", Resolved),
            ("Das Gespräch wurde von Jana wieder eröffnet", Open),
            (
                "Das System hat die Unterhaltung aufgrund einer neuen eingehenden Nachricht wieder geöffnet.",
                Open,
            ),
            ("Das Gespräch wurde von Jana als ausstehend markiert", Pending),
            ("Das Gespräch wurde von Jana zur Erinnerung markiert", Snoozed),
            ("La conversazione è stata contrassegnata come risolta da Anna", Resolved),
            (
                "La conversazione è stata contrassegnata come risolta dal sistema a causa di 3 ore d'inattività",
                Resolved,
            ),
            (
                "La conversazione è stata riaperta dal sistema a causa di un errore con il Bot Agente.",
                Open,
            ),
            (
                "Il sistema ha riaperto la conversazione a causa di un nuovo messaggio in arrivo.",
                Open,
            ),
            ("La conversazione è stata contrassegnata come in attesa da Anna", Pending),
            ("La conversazione è stata posticipata da Anna", Snoozed),
        ] {
            assert_eq!(status(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_lines_tell_none() {
        for line in [
            "Priya added refund",
            "Assigned to Priya by Sam",
            "Conversation unassigned by Priya",
            "Priya set the priority to urgent",
            "Ana agregó resuelta",
            "Conversa desatribuída por Ana",
            "Jana hat das Gespräch stumm geschaltet",
            "Auto-resolve message not sent due to outgoing message restrictions",
            "Conversation was",
            "",
        ] {
            assert_eq!(status(line), None, "{line}");
        }
    }
}

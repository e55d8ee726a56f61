//! Which escalations of the present episode a manager has answered.

use std::collections::BTreeMap;

use crate::conversation::{Action, Author, Facts, Id, Message, PastDecision, Timestamp};
use crate::timeline::{By, Moment, Newest, Reply, Timeline, Turn};

/// The escalations of the present episode: the decisions, else the service's fact.
#[derive(Debug, Default)]
pub(crate) struct Escalations {
    /// When the earliest was that no manager has acknowledged.
    pub(crate) unacknowledged_since: Option<Timestamp>,
    /// When the earliest was after which no manager has written to the customer.
    pub(crate) open_since: Option<Timestamp>,
    /// When the latest was, answered or not.
    pub(crate) latest: Option<Timestamp>,
    /// Where a manager answered in public after the latest: the last such answer.
    pub(crate) answer: Option<Answer>,
}

/// A manager's public answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    /// The message of that index.
    Message(usize),
    /// An approved reply whose message is not in the conversation.
    Unseen(Moment),
}

impl Answer {
    /// Whether the message of that index came before the answer.
    pub(crate) fn is_after(self, index: usize, message: &Message) -> bool {
        match self {
            Self::Message(answer) => answer > index,
            Self::Unseen(moment) => moment.is_after(message),
        }
    }
}

/// An escalation, and whose acts do not answer it.
struct Escalation {
    moment: Moment,
    /// The index of the decision; absent: the fact.
    decision: Option<usize>,
    actor: Option<Id>,
    /// Where the actor is not known: who wrote in public last before it, and who left the first
    /// note after it (the runbook's hand-off).
    not_managers: Vec<Option<Id>>,
}

/// Who acted, and whether by an approved reply.
type Actor = (Option<Id>, bool);

/// Acts by who acted, the latest first.
type Acts = Vec<(Actor, LastAct)>;

/// When somebody acted last.
#[derive(Default)]
struct LastAct {
    written: Newest,
    /// The latest approved reply whose message is not in the conversation.
    unseen: Option<(usize, Timestamp)>,
}

impl LastAct {
    fn at(&self) -> Option<Timestamp> {
        self.written.at().max(self.unseen.map(|(_, at)| at))
    }

    fn is_after(&self, escalation: &Escalation) -> bool {
        self.written.is_after(escalation.moment)
            || self.unseen.is_some_and(|(index, at)| match escalation.decision {
                Some(decision) => index > decision,
                None => at > escalation.moment.at,
            })
    }
}

impl Escalations {
    pub(crate) fn of(timeline: &Timeline<'_>, facts: &Facts) -> Self {
        let decided: Vec<(usize, &PastDecision)> =
            timeline.present_decisions(Action::Escalate).collect();
        let mut escalations: Vec<Escalation> = decided
            .into_iter()
            .map(|(index, decision)| Escalation {
                moment: Moment::from(decision),
                decision: Some(index),
                actor: decision.actor_id,
                not_managers: Vec::new(),
            })
            .collect();
        if escalations.is_empty() {
            let Some(at) = timeline.episode.fact(facts.escalated_at) else {
                return Self::default();
            };
            let moment = Moment::new(at);
            let not_managers = Vec::new();
            escalations.push(Escalation { moment, decision: None, actor: None, not_managers });
        }
        if timeline.people().managers.is_empty() {
            tell_operators(&mut escalations, timeline);
        }
        let acknowledged = |escalation: &Escalation| {
            facts.escalation_acknowledged_at.is_some_and(|at| at > escalation.moment.at)
        };
        let (updates, acknowledgements) = acts(timeline);
        let earliest = |acts: &[(Actor, LastAct)], done: &dyn Fn(&Escalation) -> bool| {
            let unanswered =
                escalations.iter().find(|e| !done(e) && !is_answered(e, acts, timeline));
            unanswered.map(|escalation| escalation.moment.at)
        };
        let open_since = earliest(&updates, &|_| false);
        let latest = escalations.last();
        Self {
            unacknowledged_since: earliest(&acknowledgements, &acknowledged),
            open_since,
            latest: latest.map(|escalation| escalation.moment.at),
            answer: latest.filter(|_| open_since.is_none()).and_then(|e| answer(e, timeline)),
        }
    }
}

/// Who may have been the operator behind an escalation whose actor is not known.
fn tell_operators(escalations: &mut [Escalation], timeline: &Timeline<'_>) {
    if escalations.iter().all(|escalation| escalation.actor.is_some()) {
        return;
    }
    let replies: Vec<(&Turn, Reply, Option<Id>)> = timeline
        .present_turns()
        .filter_map(|turn| match turn.by {
            By::Team(reply) => Some((turn, reply, timeline.replier(reply))),
            By::Contact(_) | By::Bot => None,
        })
        .collect();
    let is_note = |message: &Message| {
        message.private && matches!(message.author, Author::Agent | Author::Bot)
    };
    let notes: Vec<&Message> =
        timeline.messages.iter().copied().filter(|message| is_note(message)).collect();
    for escalation in escalations.iter_mut().filter(|escalation| escalation.actor.is_none()) {
        let moment = escalation.moment;
        let end = replies.partition_point(|(turn, ..)| turn.at <= moment.at);
        let last_reply = replies.iter().take(end).rev().find(|(_, reply, _)| match *reply {
            Reply::Message(index, _) => {
                timeline.messages.get(index).is_some_and(|message| !moment.is_before(message))
            }
            Reply::Unseen(index) => escalation.decision.is_none_or(|decision| index < decision),
        });
        let start = notes.partition_point(|note| note.created_at < moment.at.whole_second());
        let first_note = notes.iter().skip(start).find(|note| moment.is_before(note));
        let suspects = last_reply.map(|(_, _, who)| *who).into_iter();
        escalation.not_managers = suspects.chain(first_note.map(|note| note.sender_id)).collect();
    }
}

/// The acts of the present episode that may be a manager's, by who acted, the latest first: those
/// that the customer reads, and these with the notes.
fn acts(timeline: &Timeline<'_>) -> (Acts, Acts) {
    let mut updates: BTreeMap<Actor, LastAct> = BTreeMap::new();
    let mut all: BTreeMap<Actor, LastAct> = BTreeMap::new();
    for turn in timeline.present_turns() {
        match turn.by {
            By::Team(Reply::Message(index, decision)) => {
                let Some(message) = timeline.messages.get(index) else { continue };
                let actor = (timeline.writer(index, message), decision.is_some());
                updates.entry(actor).or_default().written.add(message);
                all.entry(actor).or_default().written.add(message);
            }
            By::Team(Reply::Unseen(index)) => {
                let Some(decision) = timeline.decisions.get(index) else { continue };
                for acts in [&mut updates, &mut all] {
                    let act = acts.entry((decision.actor_id, true)).or_default();
                    act.unseen = Some((index, decision.at));
                }
            }
            By::Contact(_) | By::Bot => {}
        }
    }
    for (index, message) in timeline.messages.iter().enumerate() {
        let is_note = message.private && message.author == Author::Agent;
        let is_bot = message.sender_id.is_some_and(|id| timeline.is_bot(id));
        if is_note && !is_bot && timeline.episode.has_message(index) {
            all.entry((message.sender_id, false)).or_default().written.add(message);
        }
    }
    let latest_first = |acts: BTreeMap<Actor, LastAct>| {
        let mut acts: Vec<_> = acts.into_iter().collect();
        acts.sort_by_key(|(_, act)| std::cmp::Reverse(act.at()));
        acts
    };
    (latest_first(updates), latest_first(all))
}

fn is_answered(
    escalation: &Escalation,
    acts: &[(Actor, LastAct)],
    timeline: &Timeline<'_>,
) -> bool {
    acts.iter()
        // Nobody further down acted as late as in the escalation's second.
        .take_while(|(_, act)| {
            act.at().is_some_and(|at| at.plus_millis(1000) > escalation.moment.at)
        })
        .any(|(actor, act)| answers(escalation, *actor, timeline) && act.is_after(escalation))
}

/// Whether an act of that agent is a manager's act on the escalation.
///
/// The policy's managers are; where it names none, an agent known to be another than the one who
/// escalated; where nobody knows who escalated, any agent but those who may have. The approved
/// reply of the one who escalated never is.
fn answers(escalation: &Escalation, (who, approved): Actor, timeline: &Timeline<'_>) -> bool {
    if approved && (who.is_none() || who == escalation.actor) {
        return false;
    }
    let managers = &timeline.people().managers;
    if !managers.is_empty() {
        return who.is_some_and(|who| managers.contains(&who));
    }
    match escalation.actor {
        Some(actor) => who.is_some_and(|who| who != actor),
        None => !escalation.not_managers.contains(&who),
    }
}

/// The last public act of a manager after an escalation.
fn answer(escalation: &Escalation, timeline: &Timeline<'_>) -> Option<Answer> {
    timeline.present_turns().rev().find_map(|turn| match turn.by {
        By::Team(Reply::Message(index, decision)) => {
            let message = timeline.messages.get(index)?;
            let actor = (timeline.writer(index, message), decision.is_some());
            let is_later = escalation.moment.is_before(message);
            (is_later && answers(escalation, actor, timeline)).then_some(Answer::Message(index))
        }
        By::Team(Reply::Unseen(index)) => {
            let decision = timeline.decisions.get(index)?;
            let is_later = match escalation.decision {
                Some(escalated) => index > escalated,
                None => decision.at > escalation.moment.at,
            };
            let is_manager = answers(escalation, (decision.actor_id, true), timeline);
            let answer = Answer::Unseen(Moment::from(*decision));
            (is_later && is_manager).then_some(answer)
        }
        By::Contact(_) | By::Bot => None,
    })
}

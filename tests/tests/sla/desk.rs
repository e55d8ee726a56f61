//! Random days at a support desk, and the policy under which they are judged.

use cx_triage::{
    Action, Author, BusinessHoursDocument, Conversation, Id, Message, MetricKind, PastDecision,
    Policy, Reopen, SlaMetricPolicy, SlaPolicy, SlaTarget, Status, StatusChange, Timestamp,
};
use cx_triage_oracle::{Desk, Walk};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The numbers of a policy, in minutes.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) target: usize,
    pub(crate) vip_target: usize,
    pub(crate) margin: usize,
    pub(crate) pausing: Vec<Status>,
    pub(crate) calendar: bool,
    pub(crate) reopens: bool,
    pub(crate) needs_contact: bool,
}

const STATUSES: [Status; 5] =
    [Status::Open, Status::Open, Status::Pending, Status::Snoozed, Status::Resolved];

pub(crate) fn desk(walk: Walk) -> impl Strategy<Value = Desk> {
    // A second half is left for deadlines; now and then two things happen in one step.
    let busy = walk.steps * 5 / 9;
    let step =
        move || prop_oneof![3 => 0..busy, 1 => (0..12_usize).prop_map(move |n| n * busy / 12)];
    let author = select(vec![
        (Author::Contact, false),
        (Author::Contact, false),
        (Author::Agent, false),
        (Author::Agent, true),
        (Author::Bot, false),
        (Author::System, false),
    ]);
    let message = (step(), author).prop_map(|(at, (author, private))| (at, author, private));
    let change = (step(), select(&STATUSES[..]));
    (
        0..walk.steps * 5 / 18,
        select(&STATUSES[..]),
        any::<bool>(),
        vec(message, 0..9),
        vec(step(), 0..2),
        vec(step(), 0..3),
        vec(change, 0..7),
        vec(0..walk.steps, 2),
    )
        .prop_map(
            |(created, status, vip, messages, unseen_replies, resolutions, changes, nows)| Desk {
                created,
                status,
                vip,
                messages,
                unseen_replies,
                resolutions,
                changes,
                nows,
            },
        )
}

pub(crate) fn rules(walk: Walk) -> impl Strategy<Value = Rules> {
    let watched = usize::try_from(walk.millis(walk.steps) / 60_000).unwrap();
    let minutes = move || prop_oneof![1 => Just(0), 6 => 1..watched * 5 / 18];
    let pausing =
        select(vec![Vec::new(), vec![Status::Snoozed], vec![Status::Snoozed, Status::Pending]]);
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (minutes(), minutes(), prop_oneof![Just(0), 1..watched / 12], pausing, switches).prop_map(
        |(target, vip_target, margin, pausing, (calendar, reopens, needs_contact))| Rules {
            target,
            vip_target,
            margin,
            pausing,
            calendar,
            reopens,
            needs_contact,
        },
    )
}

pub(crate) const METRICS: [MetricKind; 3] =
    [MetricKind::FirstResponse, MetricKind::NextResponse, MetricKind::Resolution];

impl Rules {
    pub(crate) fn policy(&self, calendar: &BusinessHoursDocument) -> Policy {
        let minutes = |minutes: usize| i64::try_from(minutes).unwrap();
        let named = self.calendar.then(|| "desk".to_owned());
        let metric = |metric| SlaMetricPolicy {
            metric,
            target_minutes: Some(minutes(self.target)),
            targets: vec![SlaTarget {
                minutes: minutes(self.vip_target),
                label: Some("VIP".to_owned()),
                priority: None,
                inbox: None,
                team: None,
                chatwoot_priority: None,
            }],
            calendar: named.clone(),
            calendar_for: Vec::new(),
            surfaces: false,
            pausing_statuses: self.pausing.clone(),
            at_risk_minutes: minutes(self.margin),
        };
        let mut policy = Policy::hotdash_2025_10();
        policy.sla = SlaPolicy {
            target_minutes: minutes(self.target),
            clock_statuses: [Status::Open, Status::Pending]
                .into_iter()
                .filter(|status| !self.pausing.contains(status))
                .collect(),
            pausing_statuses: self.pausing.clone(),
            at_risk_minutes: minutes(self.margin),
            calendar: named.clone(),
            calendar_for: Vec::new(),
            reopen: if self.reopens { Reopen::Episode } else { Reopen::Never },
            needs_contact_message: self.needs_contact,
            bots_answer: false,
            rapid_reopen: None,
            calendars: [("desk".to_owned(), calendar.clone())].into(),
            metrics: METRICS.map(metric).to_vec(),
        };
        policy
    }
}

/// The desk's conversation, where `instant` tells the time of a step.
pub(crate) fn conversation(desk: &Desk, instant: impl Fn(usize) -> Timestamp) -> Conversation {
    let mut conversation = Conversation::new(7, desk.status, instant(desk.created)).unwrap();
    if desk.vip {
        conversation.labels.push(" vip ".trim().to_owned());
    }
    let messages = desk.messages.iter().zip(1..);
    conversation.messages = messages
        .map(|((step, author, private), id)| Message {
            id: Id::new(id).ok(),
            content: Some(format!("message {id}").into()),
            private: *private,
            ..Message::new(*author, instant(*step))
        })
        .collect();
    let decision = |action, step: &usize| PastDecision {
        reply_body: Some("a reply that is nowhere".into()),
        ..PastDecision::new(action, instant(*step))
    };
    let replies = desk.unseen_replies.iter().map(|at| decision(Action::ApproveSend, at));
    let resolutions = desk.resolutions.iter().map(|at| decision(Action::MarkResolved, at));
    conversation.decisions = replies.chain(resolutions).collect();
    let changes = desk.changes.iter();
    conversation.status_changes = changes
        .map(|(step, status)| StatusChange { status: *status, at: instant(*step) })
        .collect();
    conversation
}

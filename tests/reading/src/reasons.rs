//! The reasons, their levels, and the priority that follows (SPEC §5, 7).

use crate::clocks::Clock;
use crate::findings::{Finding, IMMEDIATE};
use crate::follow_ups::Act;
use crate::history::Reading;
use crate::settings::{MINUTE, Response};

const HOUR: i64 = 60 * MINUTE;

/// A reason with what the priority needs of it.
pub(crate) struct Reason {
    pub(crate) code: String,
    pub(crate) level: u8,
    pub(crate) immediate: bool,
    /// What it does to the priority.
    pub(crate) ranks: Ranks,
}

/// What a reason does to the priority.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ranks {
    /// p1 at once, since its message.
    Immediate(i64),
    /// The main clock's or a metric's breach: since when and by how much overdue.
    Breach { breached: i64, overdue: i64 },
    /// The closing reply window: p2 until its end.
    Window(i64),
    /// p3, within an hour of the cause.
    Review(i64),
    /// Surfaces nothing.
    Nothing,
}

/// What is known about an escalation label (SPEC §7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// Neither label nor open escalation.
    None,
    /// There, for an escalation of the episode.
    Known,
    /// There, from before the episode.
    Stale,
    /// There, and nobody knows since when.
    Unknown,
    /// Not there, though an escalation is open.
    Missing,
}

/// Priority, and by when to respond.
pub(crate) struct Priority {
    pub(crate) rank: &'static str,
    pub(crate) respond_by: i64,
}

impl Reading<'_> {
    /// Labels compare trimmed and case-insensitively, whole.
    pub(crate) fn labelled(&self, names: &[&str]) -> bool {
        self.document
            .labels
            .iter()
            .any(|label| names.contains(&label.trim().to_lowercase().as_str()))
    }

    /// SPEC §7: how the escalation label stands to the escalations that are known.
    pub(crate) fn escalation_label(&self) -> Label {
        if !self.labelled(&["escalation", "escalated"]) {
            return if self.open_escalations(Act::Update).is_empty() {
                Label::None
            } else {
                Label::Missing
            };
        }
        if !self.escalations().is_empty() {
            return Label::Known;
        }
        let logged = self
            .decisions(crate::document::Action::Escalate)
            .into_iter()
            .map(|decision| (decision.at, decision.place));
        // A fact's place in the log is unknown: of one time, before.
        let known = self.document.facts.escalated.map(|at| (at, 0));
        let Some(latest) = logged.chain(known).max() else {
            return Label::Unknown;
        };
        let told_off = self.settings.drop_escalation_label
            && self
                .decisions(crate::document::Action::MarkResolved)
                .into_iter()
                .any(|decision| (decision.at, decision.place) >= latest);
        if told_off { Label::Unknown } else { Label::Stale }
    }

    /// The start of the clock, as a cause's time.
    fn clock_as_cause(&self) -> i64 {
        self.clock_start().0
    }

    /// When the present episode began: at the resolution, else with the conversation.
    pub(crate) fn started(&self) -> i64 {
        self.resolution().map_or(self.document.created, |resolution| resolution.at)
    }

    /// A label's time: the earliest open escalation of the episode, else its latest, else the
    /// start of the clock.
    fn label_cause(&self) -> i64 {
        let open = self.open_escalations(Act::Update);
        let all = self.escalations();
        open.first()
            .or(all.last())
            .map_or_else(|| self.clock_as_cause(), |escalation| escalation.moment.at)
    }

    /// All reasons in the policy's order, `suggestion_missing` among them where there is no draft
    /// and something else surfaces the conversation.
    pub(crate) fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let findings = self.findings();
        for category in IMMEDIATE {
            reasons.extend(finding_reason(&findings, category));
        }
        let place_of_missing = reasons.len();
        reasons.extend(self.refund_over_limit().map(|at| review("refund_over_limit", 3, at)));
        reasons.extend(self.policy_exception().map(|at| review("policy_exception", 3, at)));
        reasons.extend(finding_reason(&findings, "abuse"));
        let overdue: Vec<(&str, i64)> = self
            .follow_ups()
            .into_iter()
            .filter(|follow_up| self.now > follow_up.due)
            .map(|follow_up| (follow_up.kind, follow_up.due))
            .collect();
        let manager = overdue
            .iter()
            .filter(|(kind, _)| kind.starts_with("manager"))
            .map(|&(_, due)| due)
            .min();
        reasons.extend(manager.map(|due| review("manager_follow_up_overdue", 3, due)));
        if !matches!(self.escalation_label(), Label::None | Label::Stale) {
            reasons.push(review("escalation_label", 2, self.label_cause()));
        }
        reasons.extend(self.complex_issue().map(|at| review("complex_issue", 2, at)));
        let acknowledgement = overdue.iter().find(|(kind, _)| *kind == "acknowledgement");
        reasons.extend(acknowledgement.map(|&(_, due)| review("no_acknowledgement", 2, due)));
        reasons.extend(breach("sla_breached", &[self.sla()]));
        let metrics: Vec<Clock> = self
            .settings
            .metrics
            .iter()
            .filter(|metric| {
                metric.surfaces && matches!(metric.response, Response::First | Response::Next)
            })
            .map(|&metric| self.metric(metric))
            .filter(|clock| clock.stopped.is_none())
            .collect();
        reasons.extend(breach("response_breached", &metrics));
        reasons.extend(self.window_closing().map(|end| Reason {
            code: "reply_window_closing".to_owned(),
            level: 1,
            immediate: false,
            ranks: Ranks::Window(end),
        }));
        reasons.extend(self.rapid_reopen().map(|at| review("rapid_reopen", 1, at)));
        // It surfaces nothing by itself.
        if self.draft_is_missing() && self.priority(&reasons).is_some() {
            reasons.insert(
                place_of_missing,
                Reason {
                    code: "suggestion_missing".to_owned(),
                    level: 3,
                    immediate: self.draft_is_wanted(),
                    ranks: Ranks::Nothing,
                },
            );
        }
        reasons
    }

    /// SPEC §7: the fact or the label; the time of the cause.
    fn policy_exception(&self) -> Option<i64> {
        let fact = self.document.facts.policy_exception.then(|| self.clock_as_cause());
        let label =
            self.labelled(&["policy_exception", "policy-exception"]).then(|| self.label_cause());
        [fact, label].into_iter().flatten().min()
    }

    /// Whether a policy exception is asked for.
    pub(crate) fn is_policy_exception(&self) -> bool {
        self.policy_exception().is_some()
    }

    /// SPEC §7: the label, or more than five contact messages of the episode since the last reply,
    /// not counting one within two minutes (inclusive) of the last that counted; the time of the
    /// cause, by count the sixth that counts.
    fn complex_issue(&self) -> Option<i64> {
        let mut counted: Vec<i64> = Vec::new();
        for message in self.unanswered_run() {
            if counted.last().is_none_or(|&last| message.at - last > 2 * MINUTE) {
                counted.push(message.at);
            }
        }
        let by_count = counted.get(5).copied();
        let by_label = self.labelled(&["complex"]).then(|| self.label_cause());
        [by_count, by_label].into_iter().flatten().min()
    }

    /// SPEC §6.3: a refund over the limit, by the service's fact or, without one, by what the
    /// customer asks for in the episode; the time of the cause.
    fn refund_over_limit(&self) -> Option<i64> {
        if let Some((amount, currency)) = &self.document.facts.refund {
            let over = currency == self.settings.limit_currency
                && *amount > self.settings.refund_limit_minor;
            return over.then(|| self.clock_as_cause());
        }
        self.contact_messages_of_episode()
            .into_iter()
            .find(|message| {
                (self.language)(&message.content)
                    .refund_minor
                    .is_some_and(|amount| amount > self.settings.refund_limit_minor)
            })
            .map(|message| message.at)
    }

    /// Whether a refund over the limit is asked for.
    pub(crate) fn is_refund_over_limit(&self) -> bool {
        self.refund_over_limit().is_some()
    }

    /// SPEC §5: p1, p2, p3 or none, for the reasons that are known.
    pub(crate) fn priority(&self, reasons: &[Reason]) -> Option<Priority> {
        if !self.clocks_run() {
            return None;
        }
        let mut first = Vec::new();
        let mut late = false;
        let mut second = Vec::new();
        let mut third = Vec::new();
        let mut at_once = Vec::new();
        for reason in reasons {
            match reason.ranks {
                Ranks::Immediate(at) => at_once.push(at),
                Ranks::Breach { breached, overdue } => {
                    late |= overdue > 2 * HOUR;
                    first.push(breached + 2 * HOUR);
                    second.push(breached + 30 * MINUTE);
                }
                Ranks::Window(end) => second.push(end),
                Ranks::Review(at) => third.push(at + HOUR),
                Ranks::Nothing => {}
            }
        }
        let (rank, times) = if late || !at_once.is_empty() {
            first.extend(at_once);
            ("p1", first)
        } else if second.is_empty() {
            ("p3", third)
        } else {
            ("p2", second)
        };
        times.into_iter().min().map(|respond_by| Priority { rank, respond_by })
    }
}

fn review(code: &str, level: u8, at: i64) -> Reason {
    Reason { code: code.to_owned(), level, immediate: false, ranks: Ranks::Review(at) }
}

/// A category's reason: immediate while one of its findings is; its time is the earliest of the
/// messages that carry it.
fn finding_reason(findings: &[Finding<'_>], category: &str) -> Option<Reason> {
    let of_category = || findings.iter().filter(|finding| finding.category == category);
    let immediate =
        of_category().filter(|finding| finding.immediate).map(|finding| finding.message.at).min();
    let any = of_category().map(|finding| finding.message.at).min()?;
    Some(Reason {
        code: category.to_owned(),
        level: 3,
        immediate: immediate.is_some(),
        ranks: immediate.map_or(Ranks::Review(any), Ranks::Immediate),
    })
}

/// The breach of the worst of some clocks.
fn breach(code: &str, clocks: &[Clock]) -> Option<Reason> {
    let worst = clocks
        .iter()
        .filter(|clock| clock.state == "breached")
        .max_by_key(|clock| clock.overdue)?;
    Some(Reason {
        code: code.to_owned(),
        level: 1,
        immediate: false,
        ranks: Ranks::Breach { breached: worst.breached?, overdue: worst.overdue },
    })
}

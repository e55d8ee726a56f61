//! Compiling a policy: every problem at once, then opaque data that the engine reads.

use std::collections::BTreeMap;

use super::check::Check;
use super::clocks::{self, Metric};
use super::labels::{self, Labels};
use super::limits;
use super::load;
use super::replies::{self, CompiledTemplate, Reply};
use super::variables::Variables;
use super::{
    Blocker, DecisionPolicy, EscalationPolicy, HealthPolicy, LevelsPolicy, Policy, ReasonCode,
    ReasonRule, ReplyWindowPolicy, Warning,
};
use crate::conversation::Status;
use crate::diagnostic::{Code, Diagnostics};
use crate::lexicon::{Lexicon, SharedLanguage};
use crate::name::CustomerNames;
use crate::operator_words::OperatorWords;
use crate::sla::ClockRules;
use crate::text::MailReader;
use crate::timeline::People;
use crate::topic::OTHER;

/// What an engine reads: a policy that holds together.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) fingerprint: String,
    pub(crate) clock: ClockRules,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) surfaced: Vec<Status>,
    pub(crate) p1_overdue_ms: i64,
    pub(crate) p2_respond_ms: i64,
    pub(crate) p3_respond_ms: i64,
    pub(crate) labels: Labels,
    pub(crate) reasons: Vec<ReasonRule>,
    pub(crate) people: People,
    pub(crate) reply_windows: Vec<ReplyWindowRule>,
    pub(crate) complex_contact_messages: Option<usize>,
    pub(crate) complex_gap_ms: i64,
    /// Whether logged escalations tell how an escalation label is to be read.
    pub(crate) read_decisions: bool,
    /// In minor units, by currency.
    pub(crate) refund_limits: Vec<(i64, String)>,
    pub(crate) dollar: String,
    pub(crate) blocked_by: Vec<Blocker>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) names: CustomerNames,
    pub(crate) longest_name: usize,
    pub(crate) reply: Reply,
    pub(crate) variables: Variables,
    pub(crate) templates: Vec<CompiledTemplate>,
    pub(crate) acknowledgement_ms: Option<i64>,
    pub(crate) manager_acknowledgement_ms: Option<i64>,
    pub(crate) manager_update_ms: Option<i64>,
    pub(crate) quiet_ms: i64,
    pub(crate) read_promises: bool,
    pub(crate) decisions: DecisionPolicy,
    pub(crate) health: HealthPolicy,
    pub(crate) lexicon: Lexicon,
    pub(crate) mail: MailReader,
    /// By language.
    pub(crate) texts: BTreeMap<String, OperatorWords>,
    pub(crate) levels: LevelsPolicy,
}

/// Until when a channel takes replies.
#[derive(Debug)]
pub(crate) struct ReplyWindowRule {
    pub(crate) channel: String,
    pub(crate) window_ms: i64,
    pub(crate) closing_ms: i64,
}

impl Compiled {
    pub(crate) fn new(policy: &Policy) -> Result<Self, Diagnostics> {
        limits::check(policy)?;
        let mut check = Check { problems: Vec::new() };
        name_and_version(&mut check, policy);
        let (clock, metrics) = clocks::compile(&mut check, policy);
        let p1_overdue_ms =
            check.minutes("/priority/p1_overdue_minutes", policy.priority.p1_overdue_minutes);
        let p2_respond_ms =
            check.minutes("/priority/p2_respond_minutes", policy.priority.p2_respond_minutes);
        let p3_respond_ms =
            check.minutes("/priority/p3_respond_minutes", policy.priority.p3_respond_minutes);
        let labels = labels::labels(&mut check, policy);
        let people = people(&mut check, policy);
        let reply_windows = reply_windows(&mut check, &policy.reply_windows);
        let complex_gap_ms =
            check.minutes("/escalation/complex_gap_minutes", policy.escalation.complex_gap_minutes);
        let codes: Vec<ReasonCode> = policy.reasons.iter().map(|rule| rule.code).collect();
        check.unique("/reasons", "/code", &codes);
        let refund_limits = refund_limits(&mut check, policy);
        check.currency("/escalation/dollar", &policy.escalation.dollar);
        check.unique("/approval/blocked_by", "", &policy.approval.blocked_by);
        check.unique("/approval/warnings", "", &policy.approval.warnings);
        let names = CustomerNames::compile(
            &policy.customer_name,
            policy.language.values().map(SharedLanguage::names),
            "/customer_name",
            &mut check.problems,
        );
        let reply =
            replies::reply(&mut check, &policy.reply, &policy.templates, policy.labels.matching);
        let variables = Variables::compile(&mut check, policy, &names);
        let templates = replies::templates(&mut check, policy, &variables);
        let follow_up = &policy.follow_up;
        let acknowledgement_ms = check.optional_minutes(
            "/follow_up/acknowledgement_minutes",
            follow_up.acknowledgement_minutes,
        );
        let manager_acknowledgement_ms = check.optional_minutes(
            "/follow_up/manager_acknowledgement_minutes",
            follow_up.manager_acknowledgement_minutes,
        );
        let manager_update_ms = check.optional_minutes(
            "/follow_up/manager_update_minutes",
            follow_up.manager_update_minutes,
        );
        let quiet_ms = check.minutes("/resolution/quiet_minutes", policy.resolution.quiet_minutes);
        decisions(&mut check, &policy.decisions);
        health(&mut check, &policy.health);
        texts(&mut check, policy);
        topics_of_cues(&mut check, policy);
        let lexicon = lexicon(&mut check, policy);
        if !check.problems.is_empty() {
            return Err(Diagnostics::in_order(policy.origin.locate(check.problems)));
        }
        Ok(Self {
            name: policy.name.clone(),
            version: policy.version.clone(),
            fingerprint: policy.fingerprint(),
            clock,
            metrics,
            surfaced: policy.priority.surfaced_statuses.clone(),
            p1_overdue_ms,
            p2_respond_ms,
            p3_respond_ms,
            labels,
            reasons: policy.reasons.clone(),
            people,
            reply_windows,
            complex_gap_ms,
            read_decisions: policy.escalation.read_decisions,
            read_promises: policy.resolution.read_promises,
            complex_contact_messages: policy
                .escalation
                .complex_contact_messages
                .map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
            refund_limits,
            dollar: policy.escalation.dollar.clone(),
            blocked_by: policy.approval.blocked_by.clone(),
            warnings: policy.approval.warnings.clone(),
            names,
            longest_name: usize::try_from(policy.customer_name.max_graphemes).unwrap_or(usize::MAX),
            reply,
            variables,
            templates,
            acknowledgement_ms,
            manager_acknowledgement_ms,
            manager_update_ms,
            quiet_ms,
            decisions: policy.decisions.clone(),
            health: policy.health.clone(),
            lexicon,
            mail: MailReader::new(policy.language.values().filter_map(SharedLanguage::mail)),
            levels: policy.levels.clone(),
            texts: policy
                .language
                .iter()
                .map(|(code, l)| (code.clone(), l.texts().clone()))
                .collect(),
        })
    }

    /// The row of the table of reasons; absent: the policy never gives that reason.
    pub(crate) fn reason(&self, code: ReasonCode) -> Option<&ReasonRule> {
        self.reasons.iter().find(|rule| rule.code == code)
    }

    /// Whether closing a conversation takes its escalation labels off.
    pub(crate) fn drops_escalation_label(&self) -> bool {
        self.decisions.drop_escalation_label
    }

    /// The template of that id.
    pub(crate) fn template(&self, id: &str) -> Option<&CompiledTemplate> {
        self.templates.iter().find(|template| template.id == id)
    }
}

fn name_and_version(check: &mut Check, policy: &Policy) {
    for (pointer, text) in [("/name", &policy.name), ("/version", &policy.version)] {
        if text.trim().is_empty() {
            check.problem(Code::EmptyCue, pointer, "a policy has a name and a version");
        }
    }
}

/// What is wrong with the operators' texts of each language.
fn texts(check: &mut Check, policy: &Policy) {
    for (language, document) in &policy.language {
        document.texts().check(&format!("/language/{language}/texts"), &mut check.problems);
    }
}

/// Reports cues of topics that there are not. The topics of the shipped lists are known where a
/// policy has no reply for them too, so that it need not take their cues out.
fn topics_of_cues(check: &mut Check, policy: &Policy) {
    let shipped = &load::runbook().reply.topics;
    let topics = policy.reply.topics.iter().chain(shipped);
    let known: Vec<&str> = topics.map(|topic| topic.id.as_str()).chain([OTHER]).collect();
    let own = policy.language.iter().filter_map(|(code, words)| Some((code, words.own()?)));
    for (language, words) in own {
        for (i, cue) in words.topics.cues.iter().enumerate() {
            if !known.contains(&cue.topic.as_str()) {
                let pointer = format!("/language/{language}/topics/cues/{i}/topic");
                let detail = format!("no topic has this id{}", load::hint(&cue.topic, &known));
                check.problem(Code::UnknownReference, pointer, detail);
            }
        }
    }
}

/// The words of the languages that the policy reads.
fn lexicon(check: &mut Check, policy: &Policy) -> Lexicon {
    check.unique("/languages", "", &policy.languages);
    for (i, name) in policy.languages.iter().enumerate() {
        if !policy.language.contains_key(name) {
            let detail = "the policy has no words of this language, or this build leaves out those \
                          that ship (the feature `lang-…`)";
            check.problem(Code::UnknownReference, format!("/languages/{i}"), detail);
        }
    }
    let read = |name: &String| policy.languages.is_empty() || policy.reads(name);
    let documents: Vec<_> = policy.language.iter().filter(|(name, _)| read(name)).collect();
    Lexicon::compile(&documents, "/language", &mut check.problems)
}

fn people(check: &mut Check, policy: &Policy) -> People {
    let mut ids = |key: &str, ids: &[i64]| {
        let pointer = format!("/people/{key}");
        let numbered = ids.iter().enumerate();
        let people =
            numbered.filter_map(|(i, &id)| check.id(&format!("{pointer}/{i}"), id)).collect();
        check.unique(&pointer, "", ids);
        people
    };
    let people = &policy.people;
    let people =
        People { managers: ids("managers", &people.managers), bots: ids("bots", &people.bots) };
    for (key, level) in
        [("l1", &policy.levels.l1), ("l2", &policy.levels.l2), ("l3", &policy.levels.l3)]
    {
        if level.name.trim().is_empty() {
            let pointer = format!("/levels/{key}/name");
            check.problem(Code::EmptyCue, pointer, "a level has a name");
        }
    }
    people
}

fn reply_windows(check: &mut Check, documents: &[ReplyWindowPolicy]) -> Vec<ReplyWindowRule> {
    let channels: Vec<&str> = documents.iter().map(|window| window.channel.as_str()).collect();
    check.unique("/reply_windows", "/channel", &channels);
    let mut compiled = Vec::with_capacity(documents.len());
    for (i, document) in documents.iter().enumerate() {
        let pointer = format!("/reply_windows/{i}");
        if document.channel.trim().is_empty() {
            check.problem(Code::EmptyCue, format!("{pointer}/channel"), "a channel is blank");
        }
        compiled.push(ReplyWindowRule {
            channel: document.channel.clone(),
            window_ms: check.minutes(format!("{pointer}/window_minutes"), document.window_minutes),
            closing_ms: check
                .minutes(format!("{pointer}/closing_minutes"), document.closing_minutes),
        });
    }
    compiled
}

/// The limits by currency.
fn refund_limits(check: &mut Check, policy: &Policy) -> Vec<(i64, String)> {
    let EscalationPolicy { refund_limit, refund_limits, .. } = &policy.escalation;
    let single = refund_limit.iter().map(|limit| ("/escalation/refund_limit".to_owned(), limit));
    let listed = refund_limits.iter().enumerate();
    let listed = listed.map(|(i, limit)| (format!("/escalation/refund_limits/{i}"), limit));
    let mut limits: Vec<(i64, String)> = Vec::new();
    for (pointer, limit) in single.chain(listed) {
        if limit.amount_minor < 0 {
            let pointer = format!("{pointer}/amount_minor");
            check.problem(Code::OutOfRange, pointer, "expected an amount of zero or more");
        }
        let pointer = format!("{pointer}/currency");
        let Some(currency) = &limit.currency else {
            check.problem(Code::LimitWithoutCurrency, pointer, "a limit says its currency");
            continue;
        };
        check.currency(&pointer, currency);
        if limits.iter().any(|(_, known)| known == currency) {
            check.problem(Code::DuplicateId, pointer, "a currency has one limit");
            continue;
        }
        limits.push((limit.amount_minor, currency.clone()));
    }
    limits
}

fn decisions(check: &mut Check, decisions: &DecisionPolicy) {
    let rationale = &decisions.rationale;
    for (key, text) in [
        ("scope", &decisions.scope),
        ("escalation_label", &decisions.escalation_label),
        ("rationale/ai_suggestion", &rationale.ai_suggestion),
        ("rationale/template_reply", &rationale.template_reply),
        ("rationale/escalate", &rationale.escalate),
        ("rationale/mark_resolved", &rationale.mark_resolved),
    ] {
        if text.trim().is_empty() {
            let pointer = format!("/decisions/{key}");
            check.problem(Code::EmptyCue, pointer, "the text of an event is blank");
        }
    }
}

fn health(check: &mut Check, health: &HealthPolicy) {
    let api = health.api_response.as_ref();
    if api.is_some_and(|api| api.consecutive_checks == 0) {
        let pointer = "/health/api_response/consecutive_checks";
        check.problem(Code::OutOfRange, pointer, "expected at least one check");
    }
    let down = health.integration_down.as_ref();
    if down.is_some_and(|down| down.failed_probes == 0) {
        let pointer = "/health/integration_down/failed_probes";
        check.problem(Code::OutOfRange, pointer, "expected at least one probe");
    }
    for (part, channel) in [
        ("api_response", api.map(|part| &part.channel)),
        ("sla_breaches", health.sla_breaches.as_ref().map(|part| &part.channel)),
        ("template_failures", health.template_failures.as_ref().map(|part| &part.channel)),
        ("conversation_list", health.conversation_list.as_ref().map(|part| &part.channel)),
        ("integration_down", down.map(|part| &part.channel)),
        ("rate_limited", health.rate_limited.as_ref().map(|part| &part.channel)),
    ] {
        if channel.is_some_and(|channel| channel.trim().is_empty()) {
            let pointer = format!("/health/{part}/channel");
            check.problem(Code::EmptyCue, pointer, "a channel is blank");
        }
    }
}

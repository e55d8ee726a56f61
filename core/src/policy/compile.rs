//! Compiling a policy: every problem at once, then opaque data that the engine reads.

use std::collections::BTreeMap;

use super::clocks::{self, Metric};
use super::load;
use super::{
    Blocker, DecisionPolicy, EscalationPolicy, HealthPolicy, LabelMatch, LabelOrder, LevelsPolicy,
    Policy, ReasonCode, ReasonRule, ReplyPolicy, ReplyText, ReplyWindowPolicy, TemplateDocument,
    TopicLabelMatch, Warning,
};
use crate::conversation::{Status, is_currency};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lexicon::Lexicon;
use crate::name::CustomerNames;
use crate::operator_words::OperatorWords;
use crate::sla::{ClockRules, MINUTE};
use crate::template::ReplyTemplate;
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

/// The labels that mean something.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) escalation: LabelSet,
    pub(crate) complex: LabelSet,
    pub(crate) policy_exception: LabelSet,
    pub(crate) refund_pending: LabelSet,
    pub(crate) return_in_progress: LabelSet,
    pub(crate) follow_up_promised: LabelSet,
}

/// Labels that mean the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LabelSet {
    matching: LabelMatch,
    lower: Vec<String>,
}

impl LabelSet {
    /// The set of one label.
    pub(super) fn of(matching: LabelMatch, label: &str) -> Self {
        let label = match matching {
            LabelMatch::TrimmedIgnoreCase => label.trim(),
            LabelMatch::IgnoreCase => label,
        };
        Self { matching, lower: vec![label.to_lowercase()] }
    }

    /// The first of `labels` that is one of these.
    pub(crate) fn find<'a>(&self, labels: &'a [String]) -> Option<&'a str> {
        labels.iter().map(String::as_str).find(|label| self.has(label))
    }

    fn has(&self, label: &str) -> bool {
        let label = match self.matching {
            LabelMatch::TrimmedIgnoreCase => label.trim(),
            LabelMatch::IgnoreCase => label,
        };
        if label.is_ascii() {
            self.lower.iter().any(|lower| lower.eq_ignore_ascii_case(label))
        } else {
            let label = label.to_lowercase();
            self.lower.contains(&label)
        }
    }
}

/// Which reply is drafted, with templates as indices into [`Compiled::templates`].
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) text: ReplyText,
    pub(crate) window_messages: usize,
    pub(crate) labels: LabelOrder,
    pub(crate) always: bool,
    pub(crate) topics: Vec<TopicReply>,
    pub(crate) otherwise: usize,
}

/// A topic's template and labels.
#[derive(Debug)]
pub(crate) struct TopicReply {
    pub(crate) topic: String,
    pub(crate) template: usize,
    whole: LabelSet,
    parts: Vec<String>,
}

impl TopicReply {
    /// The first of `labels` that names the topic.
    pub(crate) fn find_label<'a>(&self, labels: &'a [String]) -> Option<&'a str> {
        self.whole.find(labels).or_else(|| {
            let has_part = |label: &&str| {
                let lower = label.to_lowercase();
                self.parts.iter().any(|part| lower.contains(part.as_str()))
            };
            if self.parts.is_empty() {
                None
            } else {
                labels.iter().map(String::as_str).find(has_part)
            }
        })
    }
}

/// A template that renders.
#[derive(Debug)]
pub(crate) struct CompiledTemplate {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) template: ReplyTemplate,
    pub(crate) promises_follow_up: bool,
    pub(crate) offers_refund: bool,
    pub(crate) tells_tracking: bool,
    pub(crate) reminder_ms: Option<i64>,
}

/// Collects what is wrong, so that a document's author sees all of it at once.
pub(super) struct Check {
    pub(super) problems: Vec<Diagnostic>,
}

impl Check {
    pub(super) fn problem(
        &mut self,
        code: Code,
        pointer: impl Into<String>,
        detail: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::at(code, pointer, detail));
    }

    /// Minutes as milliseconds.
    pub(super) fn minutes(&mut self, pointer: impl Into<String>, minutes: i64) -> i64 {
        if minutes < 0 {
            self.problem(Code::NegativeDuration, pointer, "a duration is zero or more minutes");
        } else if minutes > LONGEST_MINUTES {
            self.problem(Code::DurationTooLong, pointer, "a duration is at most 10000 years");
        }
        minutes.clamp(0, LONGEST_MINUTES) * MINUTE
    }

    fn optional_minutes(&mut self, pointer: &str, minutes: Option<i64>) -> Option<i64> {
        minutes.map(|minutes| self.minutes(pointer, minutes))
    }

    fn currency(&mut self, pointer: &str, code: &str) {
        if !is_currency(code) {
            let detail = "expected an ISO 4217 code such as `USD`";
            self.problem(Code::InvalidCurrency, pointer, detail);
        }
    }

    /// Reports blank entries and entries that stand twice.
    fn words(&mut self, pointer: &str, words: &[String]) -> Vec<String> {
        for (i, word) in words.iter().enumerate() {
            if word.trim().is_empty() {
                self.problem(Code::EmptyCue, format!("{pointer}/{i}"), "an entry is blank");
            }
        }
        words.iter().map(|word| word.to_lowercase()).collect()
    }

    /// Reports each entry whose id an earlier one has.
    pub(super) fn unique<T: PartialEq>(&mut self, pointer: &str, key: &str, ids: &[T]) {
        for (i, id) in ids.iter().enumerate() {
            if ids.iter().take(i).any(|earlier| earlier == id) {
                let pointer = format!("{pointer}/{i}{key}");
                self.problem(Code::DuplicateId, pointer, "an earlier entry has the same id");
            }
        }
    }
}

/// 10 000 years: no time in the years 0001 to 9999 is further away.
const LONGEST_MINUTES: i64 = 10_000 * 366 * 24 * 60;

impl Compiled {
    pub(crate) fn new(policy: &Policy) -> Result<Self, Diagnostics> {
        let mut check = Check { problems: Vec::new() };
        for (pointer, text) in [("/name", &policy.name), ("/version", &policy.version)] {
            if text.trim().is_empty() {
                check.problem(Code::EmptyCue, pointer, "a policy has a name and a version");
            }
        }
        let (clock, metrics) = clocks::compile(&mut check, policy);
        let p1_overdue_ms =
            check.minutes("/priority/p1_overdue_minutes", policy.priority.p1_overdue_minutes);
        let p2_respond_ms =
            check.minutes("/priority/p2_respond_minutes", policy.priority.p2_respond_minutes);
        let p3_respond_ms =
            check.minutes("/priority/p3_respond_minutes", policy.priority.p3_respond_minutes);
        let labels = labels(&mut check, policy);
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
            policy.language.values().map(|language| &language.names),
            "/customer_name",
            &mut check.problems,
        );
        let reply = reply(&mut check, &policy.reply, &policy.templates, policy.labels.matching);
        let templates = templates(&mut check, policy);
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
        for (language, document) in &policy.language {
            document.texts.check(&format!("/language/{language}/texts"), &mut check.problems);
        }
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
            templates,
            acknowledgement_ms,
            manager_acknowledgement_ms,
            manager_update_ms,
            quiet_ms,
            decisions: policy.decisions.clone(),
            health: policy.health.clone(),
            lexicon,
            mail: MailReader::new(policy.language.values().filter_map(|l| l.mail.as_ref())),
            levels: policy.levels.clone(),
            texts: policy
                .language
                .iter()
                .map(|(code, l)| (code.clone(), l.texts.clone()))
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

/// Reports cues of topics that there are not. The topics of the shipped lists are known where a
/// policy has no reply for them too, so that it need not take their cues out.
fn topics_of_cues(check: &mut Check, policy: &Policy) {
    let shipped = &load::shipped().0.reply.topics;
    let topics = policy.reply.topics.iter().chain(shipped);
    let known: Vec<&str> = topics.map(|topic| topic.id.as_str()).chain([OTHER]).collect();
    for (language, words) in &policy.language {
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
    let shipped = &load::shipped().0.language;
    Lexicon::compile(&documents, shipped, "/language", &mut check.problems)
}

fn labels(check: &mut Check, policy: &Policy) -> Labels {
    let labels = &policy.labels;
    let mut set = |key: &str, words: &[String]| LabelSet {
        matching: labels.matching,
        lower: check.words(&format!("/labels/{key}"), words),
    };
    Labels {
        escalation: set("escalation", &labels.escalation),
        complex: set("complex", &labels.complex),
        policy_exception: set("policy_exception", &labels.policy_exception),
        refund_pending: set("refund_pending", &labels.refund_pending),
        return_in_progress: set("return_in_progress", &labels.return_in_progress),
        follow_up_promised: set("follow_up_promised", &labels.follow_up_promised),
    }
}

fn people(check: &mut Check, policy: &Policy) -> People {
    let mut ids = |key: &str, ids: &[i64]| {
        let pointer = format!("/people/{key}");
        for (i, _) in ids.iter().enumerate().filter(|(_, id)| **id <= 0) {
            check.problem(Code::OutOfRange, format!("{pointer}/{i}"), "expected a positive id");
        }
        check.unique(&pointer, "", ids);
        ids.iter().copied().collect()
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

fn reply(
    check: &mut Check,
    reply: &ReplyPolicy,
    templates: &[TemplateDocument],
    matching: LabelMatch,
) -> Reply {
    let index_of = |check: &mut Check, pointer: String, id: &str| {
        let found = templates.iter().position(|template| template.id == id);
        if found.is_none() {
            check.problem(Code::UnknownReference, pointer, "no template has this id");
        }
        found.unwrap_or_default()
    };
    let ids: Vec<&str> = reply.topics.iter().map(|topic| topic.id.as_str()).collect();
    check.unique("/reply/topics", "/id", &ids);
    let mut topics = Vec::with_capacity(reply.topics.len());
    for (i, topic) in reply.topics.iter().enumerate() {
        if topic.id.trim().is_empty() {
            let pointer = format!("/reply/topics/{i}/id");
            check.problem(Code::EmptyCue, pointer, "a topic has an id");
        }
        let lower = check.words(&format!("/reply/topics/{i}/labels"), &topic.labels);
        let (whole, parts) = match reply.label_match {
            TopicLabelMatch::Whole => (lower, Vec::new()),
            TopicLabelMatch::Contains => (Vec::new(), lower),
        };
        let template = index_of(check, format!("/reply/topics/{i}/template"), &topic.template);
        let whole = LabelSet { matching, lower: whole };
        topics.push(TopicReply { topic: topic.id.clone(), template, whole, parts });
    }
    Reply {
        text: reply.text,
        window_messages: match usize::try_from(reply.window_messages) {
            Ok(0) | Err(_) => usize::MAX,
            Ok(window) => window,
        },
        labels: reply.labels,
        always: reply.always,
        topics,
        otherwise: index_of(check, "/reply/otherwise".to_owned(), &reply.otherwise),
    }
}

fn templates(check: &mut Check, policy: &Policy) -> Vec<CompiledTemplate> {
    let ids: Vec<&str> = policy.templates.iter().map(|template| template.id.as_str()).collect();
    check.unique("/templates", "/id", &ids);
    let mut compiled = Vec::with_capacity(policy.templates.len());
    for (i, document) in policy.templates.iter().enumerate() {
        for (key, text) in [("id", &document.id), ("body", &document.body)] {
            if text.trim().is_empty() {
                let pointer = format!("/templates/{i}/{key}");
                check.problem(Code::EmptyCue, pointer, "a template has an id and a body");
            }
        }
        let pointer = format!("/templates/{i}/reminder_minutes");
        let reminder_ms = check.optional_minutes(&pointer, document.reminder_minutes);
        match ReplyTemplate::compile(&document.body, policy.reply.syntax, policy.reply.format) {
            Ok(template) => compiled.push(CompiledTemplate {
                id: document.id.clone(),
                label: document.label.clone(),
                template,
                promises_follow_up: document.promises_follow_up,
                offers_refund: document.offers_refund,
                tells_tracking: document.tells_tracking,
                reminder_ms,
            }),
            Err(problem) => check.problems.push(problem.below(&format!("/templates/{i}/body"))),
        }
    }
    compiled
}

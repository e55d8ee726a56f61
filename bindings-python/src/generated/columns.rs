//! An assessment and an error as Arrow columns.
//!
//! Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

use crate::columns::build::{Flags, Ints, Lists, Maybe, Texts, Times, Words, columns};

columns! {
    AssessmentColumns of cx_triage::Assessment {
        schema_version: Ints,
        conversation_id: Ints,
        assessed_at: Times,
        policy: PolicyReferenceColumns,
        engine_version: Texts,
        status: Words,
        labels: Lists<Texts>,
        surfaced: Flags,
        priority: Maybe<Words>,
        respond_by: Maybe<Times>,
        sla: SlaColumns,
        metrics: Lists<SlaMetricColumns>,
        escalation: EscalationColumns,
        reasons: Lists<ReasonColumns>,
        risk: Lists<RiskFindingColumns>,
        customer: CustomerColumns,
        suggestion: Maybe<SuggestionColumns>,
        approval: ApprovalColumns,
        follow_ups: Lists<FollowUpColumns>,
        resolution: ResolutionColumns,
        last_message_at: Times,
        next_change_at: Maybe<Times>,
        inbox_id: Maybe<Ints>,
        team_id: Maybe<Ints>,
        assignee_id: Maybe<Ints>,
        language: Maybe<Texts>,
        partial: Flags,
        reply_window: Maybe<ReplyWindowColumns>,
        episode: EpisodeColumns,
    }
    PolicyReferenceColumns of cx_triage::assessment::PolicyReference {
        name: Texts,
        version: Texts,
        fingerprint: Texts,
    }
    ReplyWindowColumns of cx_triage::assessment::ReplyWindow {
        ends_at: Times,
        closed: Flags,
    }
    EpisodeColumns of cx_triage::assessment::Episode {
        started_at: Times,
        number: Ints,
    }
    EscalationColumns of cx_triage::assessment::Escalation {
        level: Words,
        immediate: Flags,
    }
    ReasonColumns of cx_triage::assessment::Reason {
        code: Words,
        sop: Texts,
        detail: Texts,
    }
    RiskFindingColumns of cx_triage::language::RiskFinding {
        category: Words,
        cue: Texts,
        confidence: Words,
        message_id: Maybe<Ints>,
        extra: Maybe<Ints>,
        start: Maybe<Ints>,
        end: Maybe<Ints>,
        matched: Maybe<Texts>,
        verdict: Maybe<Words>,
    }
    CustomerColumns of cx_triage::assessment::Customer {
        name: Texts,
        source: Words,
        why: Maybe<Words>,
    }
    SuggestionColumns of cx_triage::assessment::Suggestion {
        template_id: Texts,
        label: Texts,
        body: Texts,
        topic: Texts,
        cues: Lists<Texts>,
    }
    ApprovalColumns of cx_triage::assessment::Approval {
        allowed: Flags,
        blockers: Lists<Words>,
        warnings: Lists<Words>,
    }
    FollowUpColumns of cx_triage::assessment::FollowUp {
        kind: Words,
        due_at: Times,
        overdue: Flags,
    }
    ResolutionColumns of cx_triage::assessment::Resolution {
        allowed: Flags,
        basis: Maybe<Words>,
        blockers: Lists<Words>,
        eligible_at: Maybe<Times>,
    }
    SlaColumns of cx_triage::sla::Sla {
        state: Words,
        clock_start: Times,
        clock_reason: Words,
        due_at: Maybe<Times>,
        breached_at: Maybe<Times>,
        overdue_ms: Ints,
        remaining_ms: Ints,
    }
    SlaMetricColumns of cx_triage::sla::SlaMetric {
        metric: Words,
        state: Words,
        clock_start: Maybe<Times>,
        stopped_at: Maybe<Times>,
        target_ms: Maybe<Ints>,
        due_at: Maybe<Times>,
        breached_at: Maybe<Times>,
        elapsed_ms: Ints,
        overdue_ms: Ints,
        remaining_ms: Ints,
    }
    DiagnosticColumns of cx_triage::Diagnostic {
        code: Words,
        pointer: Maybe<Texts>,
        detail: Texts,
        line: Maybe<Ints>,
    }
}

/// The keys of a conversation that hold values by a text.
pub(crate) const MAPS: &[&str] = &["variables"];

//! Assessments as Arrow columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cx_triage::{Assessment, Diagnostic};

use super::build::{Column, Flags, Ints, Lists, Maybe, Push, Texts, Times, Words, columns};

columns! {
    PolicyColumns of cx_triage::PolicyReference {
        name: Texts,
        version: Texts,
        fingerprint: Texts,
    }
    SlaColumns of cx_triage::Sla {
        state: Words,
        clock_start: Times,
        clock_reason: Words,
        due_at: Maybe<Times>,
        breached_at: Maybe<Times>,
        overdue_ms: Ints,
        remaining_ms: Ints,
    }
    MetricColumns of cx_triage::SlaMetric {
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
    EscalationColumns of cx_triage::Escalation {
        level: Words,
        immediate: Flags,
    }
    ReasonColumns of cx_triage::Reason {
        code: Words,
        sop: Texts,
        detail: Texts,
    }
    RiskColumns of cx_triage::RiskFinding {
        category: Words,
        cue: Texts,
        confidence: Words,
        message_id: Maybe<Ints>,
        start: Ints,
        end: Ints,
        matched: Texts,
    }
    CustomerColumns of cx_triage::Customer {
        name: Texts,
        source: Words,
    }
    SuggestionColumns of cx_triage::Suggestion {
        template_id: Texts,
        label: Texts,
        body: Texts,
        topic: Words,
        cues: Lists<Texts>,
    }
    ApprovalColumns of cx_triage::Approval {
        allowed: Flags,
        blockers: Lists<Words>,
        warnings: Lists<Words>,
    }
    FollowUpColumns of cx_triage::FollowUp {
        kind: Words,
        due_at: Times,
        overdue: Flags,
    }
    ResolutionColumns of cx_triage::Resolution {
        allowed: Flags,
        basis: Maybe<Words>,
        blockers: Lists<Words>,
        eligible_at: Maybe<Times>,
    }
    ErrorColumns of cx_triage::Diagnostic {
        code: Words,
        pointer: Maybe<Texts>,
        detail: Texts,
    }
    AssessmentColumns of cx_triage::Assessment {
        schema_version: Ints,
        conversation_id: Ints,
        assessed_at: Times,
        policy: PolicyColumns,
        engine_version: Texts,
        status: Words,
        labels: Lists<Texts>,
        surfaced: Flags,
        priority: Maybe<Words>,
        respond_by: Maybe<Times>,
        sla: SlaColumns,
        metrics: Lists<MetricColumns>,
        escalation: EscalationColumns,
        reasons: Lists<ReasonColumns>,
        risk: Lists<RiskColumns>,
        customer: CustomerColumns,
        suggestion: Maybe<SuggestionColumns>,
        approval: ApprovalColumns,
        follow_ups: Lists<FollowUpColumns>,
        resolution: ResolutionColumns,
        last_message_at: Times,
        next_change_at: Maybe<Times>,
    }
}

/// The columns of an assessment, then `error`.
pub(super) fn schema() -> SchemaRef {
    let mut fields = AssessmentColumns::fields();
    fields.push(Field::new("error", ErrorColumns::data_type(), true));
    Arc::new(Schema::new(fields))
}

/// The place of the column `conversation_id`.
const CONVERSATION_ID: usize = 1;

/// Rows of an answer: an assessment or an error each.
#[derive(Default)]
pub(super) struct Answers {
    assessments: AssessmentColumns,
    /// The conversations' numbers, those of unreadable rows included.
    ids: Maybe<Ints>,
    errors: ErrorColumns,
}

impl Answers {
    pub(super) fn push(&mut self, assessment: &Assessment) {
        self.assessments.push(assessment);
        self.ids.push(&Some(assessment.conversation_id));
        self.errors.push_null();
    }

    /// A row of nulls but for the conversation's number, if it is known, and the error.
    pub(super) fn push_error(&mut self, id: Option<i64>, error: &Diagnostic) {
        self.assessments.push_null();
        self.ids.push(&id);
        self.errors.push(error);
    }

    pub(super) fn finish(self, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
        let mut arrays = self.assessments.arrays()?;
        if let Some(ids) = arrays.get_mut(CONVERSATION_ID) {
            *ids = self.ids.finish()?;
        }
        arrays.push(self.errors.finish()?);
        RecordBatch::try_new(Arc::clone(schema), arrays)
    }
}

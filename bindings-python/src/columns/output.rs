//! Assessments as Arrow columns.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use cx_triage::{Assessment, Diagnostic};

use super::build::{Column, Ints, Maybe, Push};
use crate::generated::columns::{AssessmentColumns, DiagnosticColumns};

/// The columns of an assessment, then `error`.
pub(super) fn schema() -> SchemaRef {
    let mut fields = AssessmentColumns::fields();
    fields.push(Field::new("error", DiagnosticColumns::data_type(), true));
    Arc::new(Schema::new(fields))
}

/// Rows of an answer: an assessment or an error each.
#[derive(Default)]
pub(super) struct Answers {
    assessments: AssessmentColumns,
    /// The conversations' numbers, those of unreadable rows included.
    ids: Maybe<Ints>,
    errors: DiagnosticColumns,
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
        if let Some(ids) = arrays.get_mut(schema.index_of("conversation_id")?) {
            *ids = self.ids.finish()?;
        }
        arrays.push(self.errors.finish()?);
        RecordBatch::try_new(Arc::clone(schema), arrays)
    }
}

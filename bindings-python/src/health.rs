//! Health: what a service measured, and what is worth an alert.

use pyo3::prelude::*;

use crate::conversation::Draft;
use crate::record::record;

record! {
    /// What a service measured. What is absent is not judged.
    cx_triage::HealthSample => HealthSample {
        /// How long Chatwoot's API took at each check, in order, in milliseconds.
        api_response_ms,
        /// SLA breaches of the last week, or None.
        sla_breaches,
        /// SLA breaches of the week before, or None.
        sla_breaches_week_before,
        /// Replies that were to be sent, or None.
        template_sends,
        /// How many of them failed, or None.
        template_failures,
        /// How long the list of conversations took, in milliseconds, or None.
        conversation_list_ms,
    }
    shows {
        api_response_ms, sla_breaches, sla_breaches_week_before, template_sends,
        template_failures, conversation_list_ms
    }

    #[new]
    #[pyo3(signature = (*, api_response_ms=None, sla_breaches=None, sla_breaches_week_before=None,
        template_sends=None, template_failures=None, conversation_list_ms=None))]
    fn new(
        py: Python<'_>,
        api_response_ms: Option<Vec<i64>>,
        sla_breaches: Option<i64>,
        sla_breaches_week_before: Option<i64>,
        template_sends: Option<i64>,
        template_failures: Option<i64>,
        conversation_list_ms: Option<i64>,
    ) -> PyResult<Self> {
        Draft::new()
            .set("apiResponseMs", api_response_ms)
            .set("slaBreaches", sla_breaches)
            .set("slaBreachesWeekBefore", sla_breaches_week_before)
            .set("templateSends", template_sends)
            .set("templateFailures", template_failures)
            .set("conversationListMs", conversation_list_ms)
            .read(py)
            .map(Self)
    }
}

record! {
    /// Something that is worth telling somebody.
    cx_triage::HealthAlert => HealthAlert {
        /// What.
        code,
        /// How bad it is, by the policy.
        severity,
        /// Who is told, by the policy.
        channel,
        /// What was measured, in the unit of the code.
        value,
        /// The largest value that does not alert, or, for the conversation list, the smallest
        /// that does.
        threshold,
    }
    shows { code, severity, channel, value, threshold }
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<HealthSample>()?;
    module.add_class::<HealthAlert>()
}

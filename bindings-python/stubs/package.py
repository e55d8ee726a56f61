"""Triage of Chatwoot support conversations by a written policy.

``Policy.runbook().compile()`` gives an ``Engine``; ``engine.assess(conversation, now)`` says who
must act, by when, why, and with which draft reply. Times are aware datetimes.

>>> from datetime import datetime, timezone
>>> from cx_triage import Policy, samples
>>> engine = Policy.runbook().compile()
>>> queue = engine.queue(samples(), datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc))
>>> first = queue[0]
>>> first.priority, first.conversation_id, [reason.code.value for reason in first.reasons]
(<Priority.P1: 'p1'>, 5003, ['legal', 'fraud', 'chargeback'])
>>> first.approval.allowed
False

``python -m cx_triage --help`` is the command line; ``cx_triage.chatwoot`` reads Chatwoot's JSON.
"""

from . import chatwoot
from ._base import (
    CxTriageError,
    DecisionRefused,
    Diagnostic,
    ParseError,
    PolicyError,
    SignatureError,
)
from ._native import (
    # The records and enumerations.
    ASSESSMENT_SCHEMA,
    ASSESSMENT_SCHEMA_VERSION,
    AssessmentSchema,
    AssessmentStream,
    BusinessHours,
    ENGINE_VERSION,
    Engine,
    Policy,
    QueueKey,
    parse_decision_log,
    samples,
    write_decision_log,
)
from ._notebook import Queue

__version__ = ENGINE_VERSION

__all__ = [
    # The records and enumerations.
    "ASSESSMENT_SCHEMA",
    "ASSESSMENT_SCHEMA_VERSION",
    "AssessmentSchema",
    "AssessmentStream",
    "BusinessHours",
    "CxTriageError",
    "DecisionRefused",
    "Diagnostic",
    "ENGINE_VERSION",
    "Engine",
    "ParseError",
    "Policy",
    "PolicyError",
    "Queue",
    "QueueKey",
    "SignatureError",
    "chatwoot",
    "parse_decision_log",
    "samples",
    "write_decision_log",
]

"""Triage of Chatwoot support conversations by a written policy.

``Policy.runbook().compile()`` gives an ``Engine``; ``engine.assess(conversation, now)`` says who
must act, by when, why, and with which draft reply. Times are aware datetimes.
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

"""Triage of Chatwoot support conversations by a written policy.

``Policy.runbook().compile()`` gives an ``Engine``; ``engine.assess(conversation, now)`` says who
must act, by when, why, and with which draft reply. Times are aware datetimes.
"""

from . import _records, chatwoot
from ._base import (
    CxTriageError,
    DecisionRefused,
    Diagnostic,
    ParseError,
    PolicyError,
    SignatureError,
)
from ._native import (
    ASSESSMENT_SCHEMA,
    ASSESSMENT_SCHEMA_VERSION,
    AssessmentSchema,
    AssessmentStream,
    BusinessHours,
    ENGINE_VERSION,
    Engine,
    Policy,
    parse_decision_log,
    samples,
)
from ._notebook import Queue
from ._records import *  # noqa: F403

__version__ = ENGINE_VERSION

__all__ = [
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
    "SignatureError",
    "chatwoot",
    "parse_decision_log",
    "samples",
]
__all__ += _records.__all__

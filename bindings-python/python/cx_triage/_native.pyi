"""The compiled part of cx_triage. Times are aware datetimes, durations timedeltas."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, AnyStr, Protocol, final

from ._base import Diagnostic, Word
from ._notebook import Queue

ENGINE_VERSION: str
ASSESSMENT_SCHEMA_VERSION: int
ASSESSMENT_SCHEMA: AssessmentSchema

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Status(Word):
    """Where a conversation stands in Chatwoot."""

    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    UNKNOWN = "unknown"

class Author(Word):
    """Who wrote a message."""

    CONTACT = "contact"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"

class Action(Word):
    """What an operator did to a conversation."""

    APPROVE_SEND = "chatwoot.approve_send"
    ESCALATE = "chatwoot.escalate"
    MARK_RESOLVED = "chatwoot.mark_resolved"

class Priority(Word):
    """How urgent a conversation is (SOP-CX-001)."""

    P1 = "p1"
    P2 = "p2"
    P3 = "p3"

class EscalationLevel(Word):
    """Who must act: CX agent, CX lead, operations manager."""

    L1 = "l1"
    L2 = "l2"
    L3 = "l3"

class ReasonCode(Word):
    """Why a conversation is looked at."""

    LEGAL = "legal"
    REGULATOR_PRESS = "regulator_press"
    FRAUD = "fraud"
    CHARGEBACK = "chargeback"
    THREAT = "threat"
    SELF_HARM = "self_harm"
    MANAGER_REQUEST = "manager_request"
    SUGGESTION_MISSING = "suggestion_missing"
    REFUND_OVER_LIMIT = "refund_over_limit"
    POLICY_EXCEPTION = "policy_exception"
    ABUSE = "abuse"
    MANAGER_FOLLOW_UP_OVERDUE = "manager_follow_up_overdue"
    ESCALATION_LABEL = "escalation_label"
    COMPLEX_ISSUE = "complex_issue"
    NO_ACKNOWLEDGEMENT = "no_acknowledgement"
    SLA_BREACHED = "sla_breached"
    RAPID_REOPEN = "rapid_reopen"

class SlaState(Word):
    """The state of an SLA clock."""

    WITHIN = "within"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    PAUSED = "paused"
    NOT_APPLICABLE = "not_applicable"

class MetricKind(Word):
    """What a further clock of the policy measures."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"

class MetricState(Word):
    """The state of a further clock of the policy."""

    WITHIN = "within"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    NOT_APPLICABLE = "not_applicable"

class SlaClock(Word):
    """Which clock an explanation is of."""

    MAIN = "main"
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"

class ClockReason(Word):
    """Why the SLA clock started when it did."""

    CREATION = "creation"
    RAPID_REOPEN = "rapid_reopen"

class RiskCategory(Word):
    """What high-risk language is a sign of."""

    LEGAL = "legal"
    REGULATOR_PRESS = "regulator_press"
    FRAUD = "fraud"
    CHARGEBACK = "chargeback"
    THREAT = "threat"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    MANAGER_REQUEST = "manager_request"

class Confidence(Word):
    """How sure a finding is."""

    HIGH = "high"
    LOW = "low"

class NameSource(Word):
    """Where the customer's name comes from."""

    CONTACT = "contact"
    FALLBACK = "fallback"

class Topic(Word):
    """What the customer writes about (SOP-CX-002)."""

    SHIPPING = "shipping"
    REFUND = "refund"
    OTHER = "other"

class Blocker(Word):
    """What stands against sending a draft."""

    NO_SUGGESTION = "no_suggestion"
    ESCALATION_LABEL = "escalation_label"
    MANAGER_REQUEST = "manager_request"
    HIGH_RISK_FINDING = "high_risk_finding"
    REFUND_OVER_LIMIT = "refund_over_limit"

class Warning(Word):
    """What is worth a look before a draft is sent; it does not block."""

    NAME_FALLBACK = "name_fallback"
    ALREADY_ANSWERED = "already_answered"
    HIGH_RISK_MENTION = "high_risk_mention"
    REFUND_AMOUNT_UNVERIFIED = "refund_amount_unverified"
    REFUND_AMOUNT_UNKNOWN = "refund_amount_unknown"
    TRACKING_MISSING = "tracking_missing"

class FollowUpKind(Word):
    """What is due after a decision."""

    ACKNOWLEDGEMENT = "acknowledgement"
    OPERATOR_REMINDER = "operator_reminder"
    MANAGER_ACKNOWLEDGEMENT = "manager_acknowledgement"
    MANAGER_UPDATE = "manager_update"

class ResolutionBasis(Word):
    """What allows a conversation to be closed (SOP-CX-004)."""

    CUSTOMER_CONFIRMED = "customer_confirmed"
    QUIET_48H = "quiet_48h"

class ResolutionBlocker(Word):
    """What stands against closing a conversation."""

    REFUND_PENDING = "refund_pending"
    RETURN_IN_PROGRESS = "return_in_progress"
    FOLLOW_UP_PROMISED = "follow_up_promised"

class EscalationReason(Word):
    """SOP-CX-003's valid reasons for an escalation."""

    POLICY_EXCEPTION = "policy_exception"
    REFUND_OVER_LIMIT = "refund_over_limit"
    LEGAL_OR_FRAUD = "legal_or_fraud"
    ABUSIVE_LANGUAGE = "abusive_language"
    OTHER = "other"

class RefusalBlocker(Word):
    """One thing that stands against an action."""

    BLANK_REPLY = "blank_reply"
    MALFORMED_OPERATOR_EMAIL = "malformed_operator_email"
    MISSING_ACTOR = "missing_actor"
    INVALID_GRADES = "invalid_grades"
    MISSING_REASON_TEXT = "missing_reason_text"
    INVALID_ACTOR_ID = "invalid_actor_id"
    INVALID_ID = "invalid_id"
    STALE_DRAFT = "stale_draft"
    NO_SUGGESTION = "no_suggestion"
    ESCALATION_LABEL = "escalation_label"
    MANAGER_REQUEST = "manager_request"
    HIGH_RISK_FINDING = "high_risk_finding"
    REFUND_OVER_LIMIT = "refund_over_limit"
    REFUND_PENDING = "refund_pending"
    RETURN_IN_PROGRESS = "return_in_progress"
    FOLLOW_UP_PROMISED = "follow_up_promised"
    NOT_CONFIRMED = "not_confirmed"

class HealthCode(Word):
    """What a health alert is about."""

    API_RESPONSE_SLOW = "api_response_slow"
    SLA_BREACHES_UP = "sla_breaches_up"
    TEMPLATE_FAILURES = "template_failures"
    CONVERSATION_LIST_SLOW = "conversation_list_slow"

class Severity(Word):
    """How bad a health alert is."""

    WARNING = "warning"
    CRITICAL = "critical"

class IntervalReason(Word):
    """Why a stretch of time counts or does not."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    BREAK = "break"
    PAUSED = "paused"
    BEFORE_START = "before_start"

@final
class PolicyReference:
    """Which policy decided."""

    @property
    def name(self) -> str:
        """The policy's name."""
    @property
    def version(self) -> str:
        """The document's version."""
    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the policy's canonical form."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> PolicyReference:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> PolicyReference: ...
    def __deepcopy__(self, _memo: object, /) -> PolicyReference: ...
    def __reduce__(self) -> Any: ...

@final
class Sla:
    """How a conversation stands against its SLA at the time of the assessment."""

    @property
    def state(self) -> SlaState:
        """The state of the clock."""
    @property
    def clock_start(self) -> datetime:
        """When the clock started."""
    @property
    def clock_reason(self) -> ClockReason:
        """Why it started then."""
    @property
    def due_at(self) -> datetime | None:
        """The deadline, or None where no clock runs."""
    @property
    def breached_at(self) -> datetime | None:
        """The deadline once it is breached (strictly after it), or None."""
    @property
    def overdue_ms(self) -> int:
        """Milliseconds since the deadline, 0 up to it."""
    @property
    def remaining_ms(self) -> int:
        """Milliseconds up to the deadline, 0 from it on."""
    @property
    def overdue(self) -> timedelta:
        """``overdue_ms`` as a timedelta."""
    @property
    def remaining(self) -> timedelta:
        """``remaining_ms`` as a timedelta."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Sla:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Sla: ...
    def __deepcopy__(self, _memo: object, /) -> Sla: ...
    def __reduce__(self) -> Any: ...

@final
class SlaMetric:
    """What a further clock of the policy shows at the time of the assessment."""

    @property
    def metric(self) -> MetricKind:
        """What is measured."""
    @property
    def state(self) -> MetricState:
        """The state of the clock."""
    @property
    def clock_start(self) -> datetime | None:
        """When the clock started, or None where nothing has started it yet."""
    @property
    def stopped_at(self) -> datetime | None:
        """When it stopped, or None while it goes on."""
    @property
    def target_ms(self) -> int | None:
        """The target that fits, in milliseconds of the metric's calendar, or None."""
    @property
    def due_at(self) -> datetime | None:
        """The deadline, or None."""
    @property
    def breached_at(self) -> datetime | None:
        """The deadline once it is breached (strictly after it), or None."""
    @property
    def elapsed_ms(self) -> int:
        """Milliseconds that count, from the start to now or to the stop."""
    @property
    def overdue_ms(self) -> int:
        """Milliseconds since the deadline, whether they count or not, up to the stop."""
    @property
    def remaining_ms(self) -> int:
        """Milliseconds up to the deadline, whether they count or not, 0 from it on."""
    @property
    def elapsed(self) -> timedelta:
        """``elapsed_ms`` as a timedelta."""
    @property
    def overdue(self) -> timedelta:
        """``overdue_ms`` as a timedelta."""
    @property
    def remaining(self) -> timedelta:
        """``remaining_ms`` as a timedelta."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> SlaMetric:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> SlaMetric: ...
    def __deepcopy__(self, _memo: object, /) -> SlaMetric: ...
    def __reduce__(self) -> Any: ...

@final
class SlaExplanation:
    """Why a clock shows what it shows at a time: what counted and what did not."""

    @property
    def clock(self) -> SlaClock:
        """The clock."""
    @property
    def start(self) -> datetime:
        """When it started."""
    @property
    def until(self) -> datetime:
        """When it stopped, else the time that was given."""
    @property
    def target_ms(self) -> int:
        """What it is to stay within, in milliseconds that count."""
    @property
    def elapsed_ms(self) -> int:
        """Milliseconds that count, from the start on: open and not paused."""
    @property
    def due_at(self) -> datetime | None:
        """The deadline, as the assessment shows it, or None."""
    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Every stretch of time, in order, with whether it counts and why."""
    @property
    def elapsed(self) -> timedelta:
        """``elapsed_ms`` as a timedelta."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> SlaExplanation:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> SlaExplanation: ...
    def __deepcopy__(self, _memo: object, /) -> SlaExplanation: ...
    def __reduce__(self) -> Any: ...

@final
class Escalation:
    """Who must act, and whether at once."""

    @property
    def level(self) -> EscalationLevel:
        """The highest level of all reasons; l1 without any."""
    @property
    def immediate(self) -> bool:
        """Whether one of the reasons asks for immediate escalation and none came since."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Escalation:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Escalation: ...
    def __deepcopy__(self, _memo: object, /) -> Escalation: ...
    def __reduce__(self) -> Any: ...

@final
class Reason:
    """A reason to act."""

    @property
    def code(self) -> ReasonCode:
        """Which one."""
    @property
    def sop(self) -> str:
        """The SOP that asks for it."""
    @property
    def detail(self) -> str:
        """What it rests on, for people; never a customer's words."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Reason:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Reason: ...
    def __deepcopy__(self, _memo: object, /) -> Reason: ...
    def __reduce__(self) -> Any: ...

@final
class RiskFinding:
    """High-risk language at a place of a message."""

    @property
    def category(self) -> RiskCategory:
        """What it is a sign of."""
    @property
    def cue(self) -> str:
        """The cue's id."""
    @property
    def confidence(self) -> Confidence:
        """How sure it is."""
    @property
    def message_id(self) -> int | None:
        """The message it stands in, or None."""
    @property
    def start(self) -> int:
        """Where it starts, as an index into the original text."""
    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
    @property
    def matched(self) -> str:
        """What stands there."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> RiskFinding:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> RiskFinding: ...
    def __deepcopy__(self, _memo: object, /) -> RiskFinding: ...
    def __reduce__(self) -> Any: ...

@final
class Customer:
    """How the customer is named in a reply."""

    @property
    def name(self) -> str:
        """The name."""
    @property
    def source(self) -> NameSource:
        """Where it comes from."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Customer:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Customer: ...
    def __deepcopy__(self, _memo: object, /) -> Customer: ...
    def __reduce__(self) -> Any: ...

@final
class Suggestion:
    """A drafted reply (SOP-CX-002)."""

    @property
    def template_id(self) -> str:
        """The template."""
    @property
    def label(self) -> str:
        """The template's name for people."""
    @property
    def body(self) -> str:
        """The reply, with the customer's name in it."""
    @property
    def topic(self) -> Topic:
        """What the customer writes about."""
    @property
    def cues(self) -> tuple[str, ...]:
        """What decided the topic: ids of cues, or `label:` and the label."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Suggestion:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Suggestion: ...
    def __deepcopy__(self, _memo: object, /) -> Suggestion: ...
    def __reduce__(self) -> Any: ...

@final
class Approval:
    """Whether a draft may be sent (SOP-CX-002)."""

    @property
    def allowed(self) -> bool:
        """Whether nothing blocks."""
    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """What blocks."""
    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What is worth a look first; it does not block."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Approval:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Approval: ...
    def __deepcopy__(self, _memo: object, /) -> Approval: ...
    def __reduce__(self) -> Any: ...

@final
class FollowUp:
    """Something that is due after a decision and not yet done."""

    @property
    def kind(self) -> FollowUpKind:
        """What is due."""
    @property
    def due_at(self) -> datetime:
        """By when."""
    @property
    def overdue(self) -> bool:
        """Whether it is late: strictly after `due_at`."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> FollowUp:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> FollowUp: ...
    def __deepcopy__(self, _memo: object, /) -> FollowUp: ...
    def __reduce__(self) -> Any: ...

@final
class Resolution:
    """Whether a conversation may be marked resolved, and why (SOP-CX-004)."""

    @property
    def allowed(self) -> bool:
        """Whether it may."""
    @property
    def basis(self) -> ResolutionBasis | None:
        """What allows it, also where something stands against it, or None."""
    @property
    def blockers(self) -> tuple[ResolutionBlocker, ...]:
        """What stands against it."""
    @property
    def eligible_at(self) -> datetime | None:
        """From when there is a basis, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Resolution:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Resolution: ...
    def __deepcopy__(self, _memo: object, /) -> Resolution: ...
    def __reduce__(self) -> Any: ...

@final
class TopicMatch:
    """What a text is about, and which cues say so."""

    @property
    def topic(self) -> Topic:
        """The topic."""
    @property
    def cues(self) -> tuple[str, ...]:
        """The ids of the cues."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> TopicMatch:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> TopicMatch: ...
    def __deepcopy__(self, _memo: object, /) -> TopicMatch: ...
    def __reduce__(self) -> Any: ...

@final
class Assessment:
    """What an engine says of one conversation at one time."""

    @property
    def schema_version(self) -> int:
        """The version of this document."""
    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    @property
    def assessed_at(self) -> datetime:
        """The time that was given."""
    @property
    def policy(self) -> PolicyReference:
        """The policy that decided."""
    @property
    def engine_version(self) -> str:
        """The version of the library that decided."""
    @property
    def status(self) -> Status:
        """Where the conversation stands in Chatwoot."""
    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels, as they are."""
    @property
    def surfaced(self) -> bool:
        """Whether it belongs on the list of conversations to act on."""
    @property
    def priority(self) -> Priority | None:
        """How urgent it is, or None where it is not surfaced."""
    @property
    def respond_by(self) -> datetime | None:
        """By when to act, or None where it is not surfaced."""
    @property
    def sla(self) -> Sla:
        """The SLA clock."""
    @property
    def metrics(self) -> tuple[SlaMetric, ...]:
        """The policy's further clocks, in its order."""
    @property
    def escalation(self) -> Escalation:
        """Who must act."""
    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason to act, in the policy's order."""
    @property
    def risk(self) -> tuple[RiskFinding, ...]:
        """High-risk language, in the order of the messages and of the places in them."""
    @property
    def customer(self) -> Customer:
        """How the customer is named."""
    @property
    def suggestion(self) -> Suggestion | None:
        """The reply that is drafted, or None."""
    @property
    def approval(self) -> Approval:
        """Whether the draft may be sent."""
    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """What is due after earlier decisions and not yet done."""
    @property
    def resolution(self) -> Resolution:
        """Whether the conversation may be closed."""
    @property
    def last_message_at(self) -> datetime:
        """When the newest message was written, else when the conversation was opened."""
    @property
    def next_change_at(self) -> datetime | None:
        """The first later millisecond at which the same conversation is assessed differently."""
    def _repr_html_(self) -> str: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Assessment:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Assessment: ...
    def __deepcopy__(self, _memo: object, /) -> Assessment: ...
    def __reduce__(self) -> Any: ...

@final
class Money:
    """An amount of money in minor units (cents)."""

    def __new__(
        cls,
        *,
        amount_minor: int,
        currency: str,
    ) -> Money: ...
    @property
    def amount_minor(self) -> int:
        """The amount in the currency's minor unit: 12345 is 123.45 USD."""
    @property
    def currency(self) -> str:
        """The ISO 4217 code."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Money:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Money: ...
    def __deepcopy__(self, _memo: object, /) -> Money: ...
    def __reduce__(self) -> Any: ...

@final
class Facts:
    """What the service knows and the conversation does not say."""

    def __new__(
        cls,
        *,
        refund_amount: Money | None = None,
        refund_pending: bool | None = None,
        return_in_progress: bool | None = None,
        follow_up_promised: bool | None = None,
        policy_exception: bool | None = None,
        tracking_missing: bool | None = None,
        escalated_at: datetime | None = None,
        escalation_acknowledged_at: datetime | None = None,
    ) -> Facts: ...
    @property
    def refund_amount(self) -> Money | None:
        """The refund in question; with it, amounts in the text are not read."""
    @property
    def refund_pending(self) -> bool:
        """A refund is under way: the conversation must not be resolved."""
    @property
    def return_in_progress(self) -> bool:
        """A return is under way: the conversation must not be resolved."""
    @property
    def follow_up_promised(self) -> bool:
        """A follow-up was promised: the conversation must not be resolved."""
    @property
    def policy_exception(self) -> bool:
        """The customer asks for an exception to policy: a reason to escalate."""
    @property
    def tracking_missing(self) -> bool:
        """The order has no tracking number."""
    @property
    def escalated_at(self) -> datetime | None:
        """When it was escalated, where the decision log does not say."""
    @property
    def escalation_acknowledged_at(self) -> datetime | None:
        """When a manager acknowledged the escalation outside the conversation."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Facts:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Facts: ...
    def __deepcopy__(self, _memo: object, /) -> Facts: ...
    def __reduce__(self) -> Any: ...

@final
class Message:
    """One message of a conversation."""

    def __new__(
        cls,
        *,
        author: str,
        created_at: datetime,
        content: str | None = None,
        id: int | None = None,
        sender_id: int | None = None,
        private: bool | None = None,
    ) -> Message: ...
    @property
    def id(self) -> int | None:
        """The message's number, or None."""
    @property
    def author(self) -> Author:
        """Who wrote it."""
    @property
    def sender_id(self) -> int | None:
        """The number of the person or bot that wrote it, or None."""
    @property
    def content(self) -> str | None:
        """What was written, or None for an attachment without words."""
    @property
    def created_at(self) -> datetime:
        """When it was written."""
    @property
    def private(self) -> bool:
        """Whether it is a note among agents."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Message:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Message: ...
    def __deepcopy__(self, _memo: object, /) -> Message: ...
    def __reduce__(self) -> Any: ...

@final
class PastDecision:
    """A decision that was taken on a conversation before."""

    def __new__(
        cls,
        *,
        action: str,
        at: datetime,
        actor_id: int | None = None,
        template_id: str | None = None,
        reply_body: str | None = None,
        message_id: int | None = None,
    ) -> PastDecision: ...
    @property
    def action(self) -> Action:
        """What was done."""
    @property
    def at(self) -> datetime:
        """When."""
    @property
    def actor_id(self) -> int | None:
        """Who did it, in the numbering of `Message.sender_id`, or None."""
    @property
    def template_id(self) -> str | None:
        """The template of the reply that was approved, or None."""
    @property
    def reply_body(self) -> str | None:
        """The reply that was approved, as it was sent, or None."""
    @property
    def message_id(self) -> int | None:
        """The message that the approved reply became, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> PastDecision:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> PastDecision: ...
    def __deepcopy__(self, _memo: object, /) -> PastDecision: ...
    def __reduce__(self) -> Any: ...

@final
class StatusChange:
    """The status of a conversation from an instant on."""

    def __new__(
        cls,
        *,
        status: str,
        at: datetime,
    ) -> StatusChange: ...
    @property
    def status(self) -> Status:
        """The status from then on."""
    @property
    def at(self) -> datetime:
        """From when."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> StatusChange:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> StatusChange: ...
    def __deepcopy__(self, _memo: object, /) -> StatusChange: ...
    def __reduce__(self) -> Any: ...

@final
class Conversation:
    """One support conversation, with the past decisions on it and what the service knows beside it."""

    def __new__(
        cls,
        *,
        id: int,
        status: str,
        created_at: datetime,
        inbox_id: int | None = None,
        labels: list[str] | tuple[str, ...] | None = None,
        contact_names: list[str] | tuple[str, ...] | None = None,
        messages: list[Message] | tuple[Message, ...] | None = None,
        decisions: list[PastDecision] | tuple[PastDecision, ...] | None = None,
        facts: Facts | None = None,
        status_changes: list[StatusChange] | tuple[StatusChange, ...] | None = None,
    ) -> Conversation: ...
    @property
    def id(self) -> int:
        """The conversation's number."""
    @property
    def inbox_id(self) -> int | None:
        """The channel it came in by (Chatwoot: inbox), or None."""
    @property
    def status(self) -> Status:
        """Where it stands in Chatwoot."""
    @property
    def created_at(self) -> datetime:
        """When it was opened: the start of the SLA clock."""
    @property
    def labels(self) -> tuple[str, ...]:
        """Labels as they are written in Chatwoot."""
    @property
    def contact_names(self) -> tuple[str, ...]:
        """Names of the contact, the best one first."""
    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything that was written, by anybody."""
    @property
    def decisions(self) -> tuple[PastDecision, ...]:
        """Decisions taken on the conversation before."""
    @property
    def facts(self) -> Facts:
        """What the service knows and the conversation does not say."""
    @property
    def status_changes(self) -> tuple[StatusChange, ...]:
        """How the status came to be, where the service has the history."""
    def with_messages(self, messages: list[Message] | tuple[Message, ...]) -> Conversation:
        """The same conversation with other messages."""
    def with_decisions(self, decisions: list[PastDecision] | tuple[PastDecision, ...]) -> Conversation:
        """The same conversation with other past decisions."""
    def with_facts(self, facts: Facts) -> Conversation:
        """The same conversation with other facts."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Conversation:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Conversation: ...
    def __deepcopy__(self, _memo: object, /) -> Conversation: ...
    def __reduce__(self) -> Any: ...

@final
class Grades:
    """How an operator grades a suggestion, each from 1 to 5."""

    def __new__(
        cls,
        *,
        tone: int,
        accuracy: int,
        policy: int,
    ) -> Grades: ...
    @property
    def tone(self) -> int:
        """Whether it sounds right."""
    @property
    def accuracy(self) -> int:
        """Whether it is true."""
    @property
    def policy(self) -> int:
        """Whether it follows the shop's policy."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Grades:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Grades: ...
    def __deepcopy__(self, _memo: object, /) -> Grades: ...
    def __reduce__(self) -> Any: ...

@final
class HandOff:
    """The note to the manager: the issue and what the customer expects."""

    def __new__(
        cls,
        *,
        issue: str,
        customer_expectation: str,
    ) -> HandOff: ...
    @property
    def issue(self) -> str:
        """What it is about."""
    @property
    def customer_expectation(self) -> str:
        """What the customer expects."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HandOff:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HandOff: ...
    def __deepcopy__(self, _memo: object, /) -> HandOff: ...
    def __reduce__(self) -> Any: ...

@final
class AssessmentSummary:
    """How the conversation was assessed when the decision was taken."""

    @property
    def priority(self) -> Priority | None:
        """How urgent it was, or None where it was not surfaced."""
    @property
    def level(self) -> EscalationLevel:
        """Who was to act."""
    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """Every reason to act."""
    @property
    def template_id(self) -> str | None:
        """The template of the suggestion, or None."""
    @property
    def edited(self) -> bool:
        """Whether the reply that was sent is another text than the suggestion."""
    @property
    def overridden(self) -> bool:
        """Whether something stood against the action, and a reason overrode it."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> AssessmentSummary:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> AssessmentSummary: ...
    def __deepcopy__(self, _memo: object, /) -> AssessmentSummary: ...
    def __reduce__(self) -> Any: ...

@final
class DecisionEvent:
    """A decision that an operator took, as it goes to the decision log."""

    @property
    def schema_version(self) -> int:
        """The version of this document."""
    @property
    def id(self) -> str:
        """The id that was given, else the derived one."""
    @property
    def action(self) -> Action:
        """What was done."""
    @property
    def scope(self) -> str:
        """The part of the log that it belongs to."""
    @property
    def occurred_at(self) -> datetime:
        """When it was decided."""
    @property
    def actor(self) -> str:
        """Who did it."""
    @property
    def actor_id(self) -> int | None:
        """The actor in the numbering of `Message.sender_id`, or None."""
    @property
    def rationale(self) -> str:
        """Why: the operator's note, else the policy's words for the action."""
    @property
    def shop_domain(self) -> str | None:
        """The shop's domain, or None."""
    @property
    def external_ref(self) -> str:
        """The conversation: `chatwoot:` and its number."""
    @property
    def evidence_url(self) -> str | None:
        """Where the evidence lies, or None."""
    @property
    def policy(self) -> PolicyReference:
        """The policy that was in force."""
    @property
    def engine_version(self) -> str:
        """The version of the library that decided."""
    @property
    def assessment(self) -> AssessmentSummary:
        """How the conversation was assessed at that moment."""
    @property
    def payload(self) -> ApproveSendPayload | EscalatePayload | MarkResolvedPayload:
        """What the action says of itself: a payload of the action's own class."""
    @property
    def redacted(self) -> tuple[str, ...]:
        """The keys in whose text something personal was replaced."""
    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    def to_cloud_event(self) -> str:
        """The event in a CloudEvents 1.0 envelope, structured mode, as JSON."""
    def to_log_row(self) -> dict[str, Any]:
        """The row of the service's ``DecisionLog`` table."""
    def redact(self) -> DecisionEvent:
        """The event for the log, with what is personal in its texts replaced."""
    def to_past_decision(self) -> PastDecision:
        """The decision as the engine wants it to be told at the next assessment."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> DecisionEvent:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DecisionEvent: ...
    def __deepcopy__(self, _memo: object, /) -> DecisionEvent: ...
    def __reduce__(self) -> Any: ...

@final
class HealthSample:
    """What a service measured. What is absent is not judged."""

    def __new__(
        cls,
        *,
        api_response_ms: list[int] | tuple[int, ...] | None = None,
        sla_breaches: int | None = None,
        sla_breaches_week_before: int | None = None,
        template_sends: int | None = None,
        template_failures: int | None = None,
        conversation_list_ms: int | None = None,
    ) -> HealthSample: ...
    @property
    def api_response_ms(self) -> tuple[int, ...]:
        """How long Chatwoot's API took at each check, in order, in milliseconds."""
    @property
    def sla_breaches(self) -> int | None:
        """SLA breaches of the last week, or None."""
    @property
    def sla_breaches_week_before(self) -> int | None:
        """SLA breaches of the week before, or None."""
    @property
    def template_sends(self) -> int | None:
        """Replies that were to be sent, or None."""
    @property
    def template_failures(self) -> int | None:
        """How many of them failed, or None."""
    @property
    def conversation_list_ms(self) -> int | None:
        """How long the list of conversations took, in milliseconds, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HealthSample:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HealthSample: ...
    def __deepcopy__(self, _memo: object, /) -> HealthSample: ...
    def __reduce__(self) -> Any: ...

@final
class HealthAlert:
    """Something that is worth telling somebody."""

    @property
    def code(self) -> HealthCode:
        """What."""
    @property
    def severity(self) -> Severity:
        """How bad it is, by the policy."""
    @property
    def channel(self) -> str:
        """Who is told, by the policy."""
    @property
    def value(self) -> int:
        """What was measured, in the unit of the code."""
    @property
    def threshold(self) -> int:
        """The largest value that does not alert, or, for the conversation list, the smallest that does."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HealthAlert:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HealthAlert: ...
    def __deepcopy__(self, _memo: object, /) -> HealthAlert: ...
    def __reduce__(self) -> Any: ...

@final
class Interval:
    """A part of an explanation: a stretch of time, whether it counts, and why."""

    @property
    def start(self) -> datetime:
        """When it starts."""
    @property
    def end(self) -> datetime:
        """When it ends, exclusive."""
    @property
    def counted(self) -> bool:
        """Whether it counts as elapsed."""
    @property
    def reason(self) -> IntervalReason:
        """Why."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Interval:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Interval: ...
    def __deepcopy__(self, _memo: object, /) -> Interval: ...
    def __reduce__(self) -> Any: ...

@final
class ApproveSendPayload:
    """What an approved reply says of itself."""

    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    @property
    def operator_email(self) -> str | None:
        """The operator's e-mail address, or None."""
    @property
    def note(self) -> str | None:
        """What the operator added, or None."""
    @property
    def reply_body(self) -> str:
        """The reply to send, without blanks around it."""
    @property
    def ai_suggestion_used(self) -> bool:
        """Whether it came from a model."""
    @property
    def ai_suggestion(self) -> Any:
        """What the service keeps of the model's suggestion, as plain values, or None."""
    @property
    def grades(self) -> Grades | None:
        """How the operator graded the suggestion, or None."""
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> ApproveSendPayload:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> ApproveSendPayload: ...
    def __deepcopy__(self, _memo: object, /) -> ApproveSendPayload: ...
    def __reduce__(self) -> Any: ...

@final
class EscalatePayload:
    """What an escalation says of itself."""

    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    @property
    def operator_email(self) -> str | None:
        """The operator's e-mail address, or None."""
    @property
    def note(self) -> str | None:
        """What the operator added, or None."""
    @property
    def reason(self) -> EscalationReason:
        """Why."""
    @property
    def reason_text(self) -> str | None:
        """Why, in words, or None."""
    @property
    def hand_off(self) -> HandOff | None:
        """What the manager has to know, or None."""
    @property
    def labels(self) -> tuple[str, ...]:
        """All the labels to write: Chatwoot's label call overwrites those that stand there."""
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> EscalatePayload:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> EscalatePayload: ...
    def __deepcopy__(self, _memo: object, /) -> EscalatePayload: ...
    def __reduce__(self) -> Any: ...

@final
class MarkResolvedPayload:
    """What a resolution says of itself."""

    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    @property
    def operator_email(self) -> str | None:
        """The operator's e-mail address, or None."""
    @property
    def note(self) -> str | None:
        """What the operator added, or None."""
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against, or None."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> MarkResolvedPayload:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> MarkResolvedPayload: ...
    def __deepcopy__(self, _memo: object, /) -> MarkResolvedPayload: ...
    def __reduce__(self) -> Any: ...

@final
class Override:
    """What an operator acted against, and why."""

    @property
    def reason(self) -> str:
        """Why."""
    @property
    def blockers(self) -> tuple[RefusalBlocker, ...]:
        """What stood against it."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Override:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Override: ...
    def __deepcopy__(self, _memo: object, /) -> Override: ...
    def __reduce__(self) -> Any: ...

@final
class DecisionLog:
    """A decision log as it was read, line by line. Its length and its items are those of the events."""

    @property
    def events(self) -> tuple[DecisionEvent, ...]:
        """The events, in their order; of several with one id the first."""
    @property
    def unknown(self) -> tuple[UnknownEvent, ...]:
        """Events of a newer schema version."""
    @property
    def rejected(self) -> tuple[RejectedLine, ...]:
        """Lines that cannot be read."""
    @property
    def duplicates(self) -> tuple[DuplicateLine, ...]:
        """Lines whose id an earlier one has: retries that were written twice."""
    def decisions_of(self, conversation_id: int) -> list[PastDecision]:
        """The past decisions on one conversation, in the order of the log."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[DecisionEvent]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> DecisionLog:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DecisionLog: ...
    def __deepcopy__(self, _memo: object, /) -> DecisionLog: ...
    def __reduce__(self) -> Any: ...

@final
class UnknownEvent:
    """An event of a newer schema version, kept as it is."""

    @property
    def line(self) -> int:
        """The line's number, from 1."""
    @property
    def schema_version(self) -> int:
        """The event's schema version."""
    @property
    def id(self) -> str | None:
        """The event's id, or None."""
    @property
    def document(self) -> Any:
        """The event, as plain values."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> UnknownEvent:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> UnknownEvent: ...
    def __deepcopy__(self, _memo: object, /) -> UnknownEvent: ...
    def __reduce__(self) -> Any: ...

@final
class RejectedLine:
    """A line that cannot be read."""

    @property
    def line(self) -> int:
        """The line's number, from 1."""
    @property
    def error(self) -> Diagnostic:
        """What is wrong with it."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> RejectedLine:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> RejectedLine: ...
    def __deepcopy__(self, _memo: object, /) -> RejectedLine: ...
    def __reduce__(self) -> Any: ...

@final
class DuplicateLine:
    """A line whose id an earlier one has."""

    @property
    def line(self) -> int:
        """The line's number, from 1."""
    @property
    def id(self) -> str:
        """The id."""
    @property
    def first_line(self) -> int:
        """The number of the line that has it first."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> DuplicateLine:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DuplicateLine: ...
    def __deepcopy__(self, _memo: object, /) -> DuplicateLine: ...
    def __reduce__(self) -> Any: ...

@final
class Policy:
    """A policy: the runbook's rules as data, in TOML or JSON."""

    @staticmethod
    def runbook() -> Policy:
        """The runbook's policy, the default."""
    @staticmethod
    def hotdash_2025_10() -> Policy:
        """The deployed service's policy of October 2025."""
    @staticmethod
    def from_toml(text: str) -> Policy:
        """Reads a TOML document; with ``extends = "runbook"`` it states only what differs.

        Raises PolicyError, which holds everything that does not fit the document's form.
        """
    @staticmethod
    def from_json(json: str | bytes) -> Policy:
        """Reads a JSON document, by the rules of ``from_toml``."""
    @property
    def name(self) -> str:
        """The policy's name."""
    @property
    def version(self) -> str:
        """The document's version."""
    def to_toml(self) -> str:
        """The whole document in TOML, word lists included."""
    def to_json(self) -> str:
        """The whole document in JSON."""
    def to_dict(self) -> dict[str, Any]:
        """The whole document as plain dicts, lists, texts and numbers."""
    def with_sla_target(self, minutes: int) -> Policy:
        """The same policy with another SLA target, in minutes."""
    def fingerprint(self) -> str:
        """The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document."""
    def compile(self) -> Engine:
        """Compiles the policy.

        Raises PolicyError, which holds everything that does not hold together.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Policy: ...
    def __deepcopy__(self, _memo: object, /) -> Policy: ...
    def __reduce__(self) -> Any: ...

@final
class Engine:
    """A compiled policy: answers about conversations, without clock, network or state.

    It may be shared between threads.
    """

    @staticmethod
    def from_json(json: str | bytes) -> Engine:
        """The engine that a policy document compiles to."""
    @property
    def policy(self) -> Policy:
        """The policy it was compiled from."""
    def policy_reference(self) -> PolicyReference:
        """Which policy it was compiled from, as it stands in each assessment."""
    def assess(self, conversation: Conversation, now: datetime) -> Assessment:
        """What is to be said of a conversation at ``now``, an aware datetime."""
    def assess_many(self, conversations: Iterable[Conversation], now: datetime) -> list[Assessment]:
        """One assessment for each conversation, in their order; other threads run meanwhile."""
    def queue(self, conversations: Iterable[Conversation], now: datetime) -> Queue:
        """The surfaced conversations in the order in which to act on them."""
    def assess_json_lines(self, lines: AnyStr, now: datetime) -> AnyStr:
        """Conversation documents, one a line, to assessments, one a line, in the same order.

        Text gives text and bytes give bytes, which are quicker to make. A line that cannot be
        read gives ``{"line": …, "error": …}`` and loses no other. Other threads run meanwhile.
        """
    def assess_arrow(self, data: _ArrowArray | _ArrowStream, now: datetime) -> AssessmentStream:
        """Conversations as Arrow columns to assessments as Arrow columns, a row for a row.

        ``data`` is anything with the Arrow PyCapsule interface. A row that cannot be read is a
        row whose column ``error`` is set.
        """
    def explain_sla(self, conversation: Conversation, now: datetime) -> list[SlaExplanation]:
        """Why the SLA clocks of a conversation show what they show at ``now``.

        For the main clock and each metric that has started: which stretches of time count and
        which do not, and why. Raises ParseError for a clock older than 3,660 days.
        """
    def topic(self, text: str) -> TopicMatch:
        """What the customer writes about, by one text alone."""
    def scan(self, text: str) -> list[RiskFinding]:
        """High-risk language in one text alone, in the order of the places."""
    def approve_send(
        self,
        conversation: Conversation,
        now: datetime,
        *,
        reply: str | None = None,
        ai_suggestion_used: bool | None = None,
        ai_suggestion: Any = None,
        grades: Grades | None = None,
        operator_email: str | None = None,
        actor: str | None = None,
        actor_id: int | None = None,
        shop_domain: str | None = None,
        note: str | None = None,
        seen_message_id: int | None = None,
        override_reason: str | None = None,
        evidence_url: str | None = None,
        id: str | None = None,
    ) -> DecisionEvent:
        """Approves a reply (SOP-CX-002): the event to log once the reply is sent.

        Raises DecisionRefused, which names every blocker.
        """
    def escalate(
        self,
        conversation: Conversation,
        now: datetime,
        *,
        reason: str,
        reason_text: str | None = None,
        hand_off: HandOff | None = None,
        operator_email: str | None = None,
        actor: str | None = None,
        actor_id: int | None = None,
        shop_domain: str | None = None,
        note: str | None = None,
        seen_message_id: int | None = None,
        override_reason: str | None = None,
        evidence_url: str | None = None,
        id: str | None = None,
    ) -> DecisionEvent:
        """Hands a conversation to a manager (SOP-CX-003): the event, with the labels to write."""
    def mark_resolved(
        self,
        conversation: Conversation,
        now: datetime,
        *,
        operator_email: str | None = None,
        actor: str | None = None,
        actor_id: int | None = None,
        shop_domain: str | None = None,
        note: str | None = None,
        seen_message_id: int | None = None,
        override_reason: str | None = None,
        evidence_url: str | None = None,
        id: str | None = None,
    ) -> DecisionEvent:
        """Closes a conversation (SOP-CX-004): the event to log."""
    def health(self, sample: HealthSample) -> list[HealthAlert]:
        """What of a sample is worth an alert, by the policy's thresholds."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Engine: ...
    def __deepcopy__(self, _memo: object, /) -> Engine: ...
    def __reduce__(self) -> Any: ...

@final
class AssessmentStream:
    """Assessments as a stream of Arrow record batches; it is read once, as it is computed."""

    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class AssessmentSchema:
    """The names and types of the columns of ``assess_arrow``."""

    def __arrow_c_schema__(self) -> object: ...

@final
class BusinessHours:
    """Compiled business hours. A pause is a pair of aware datetimes, the second not in it."""

    @staticmethod
    def from_json(json: str | bytes) -> BusinessHours:
        """Reads a JSON document with ``time_zone``, ``hours``, ``breaks``, ``holidays``, …"""
    def to_json(self) -> str:
        """The document, as JSON."""
    @property
    def time_zone(self) -> str:
        """The IANA name of the time zone."""
    def elapsed(self, start: datetime, end: datetime, pauses: list[tuple[datetime, datetime]] | None = None) -> timedelta:
        """The open time from ``start`` to ``end``, without the pauses."""
    def deadline(self, start: datetime, target: timedelta, pauses: list[tuple[datetime, datetime]] | None = None) -> datetime:
        """The instant at which so much open time has passed since ``start``."""
    def is_open(self, at: datetime) -> bool:
        """Whether it is open at that instant."""
    def next_opening(self, at: datetime) -> datetime | None:
        """The first open instant from ``at`` on, or None."""
    def explain(self, start: datetime, end: datetime, pauses: list[tuple[datetime, datetime]] | None = None) -> tuple[Interval, ...]:
        """What counts from ``start`` to ``end`` and what does not, stretch by stretch."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> BusinessHours: ...
    def __deepcopy__(self, _memo: object, /) -> BusinessHours: ...
    def __reduce__(self) -> Any: ...

def parse_decision_log(data: str | bytes) -> DecisionLog:
    """Reads a decision log: one event a line; what cannot be read loses nothing else."""

@final
class ConversationList:
    """What a conversation list holds. Its length and its items are those of the conversations."""

    @property
    def conversations(self) -> tuple[Conversation, ...]:
        """The conversations that were read, in the list's order."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The entries that were not, in the list's order."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Conversation]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> ConversationList:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> ConversationList: ...
    def __deepcopy__(self, _memo: object, /) -> ConversationList: ...
    def __reduce__(self) -> Any: ...

@final
class MessagesPage:
    """A page of one conversation's messages. Its length and its items are those of the messages."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages that were read, in the page's order."""
    @property
    def labels(self) -> tuple[str, ...]:
        """The conversation's labels."""
    @property
    def contact_names(self) -> tuple[str, ...]:
        """The contact's name."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The entries that were not read, in the page's order."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Message]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> MessagesPage:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> MessagesPage: ...
    def __deepcopy__(self, _memo: object, /) -> MessagesPage: ...
    def __reduce__(self) -> Any: ...

@final
class Rejected:
    """An entry of a list that could not be read."""

    @property
    def index(self) -> int:
        """Its place in the list, from 0."""
    @property
    def id(self) -> int | None:
        """Its number, or None."""
    @property
    def code(self) -> str:
        """What is wrong, for programs."""
    @property
    def pointer(self) -> str:
        """Where, as a JSON Pointer (RFC 6901) into the whole document."""
    @property
    def detail(self) -> str:
        """What is wrong, for people."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Rejected:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Rejected: ...
    def __deepcopy__(self, _memo: object, /) -> Rejected: ...
    def __reduce__(self) -> Any: ...

@final
class WebhookEvent:
    """What a webhook's body tells; an ignored one has only its name."""

    @property
    def event(self) -> str:
        """What happened, in Chatwoot's word."""
    @property
    def ignored(self) -> bool:
        """Whether the event has no part in triage: then only ``event`` is set."""
    @property
    def conversation(self) -> Conversation | None:
        """The conversation as the body has it, or None."""
    @property
    def message(self) -> Message | None:
        """The message that was created or changed, or None."""
    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the attributes that changed, if the body says so."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> WebhookEvent:
        """The record that ``to_json`` wrote."""
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> WebhookEvent: ...
    def __deepcopy__(self, _memo: object, /) -> WebhookEvent: ...
    def __reduce__(self) -> Any: ...

def parse_conversation_list(data: str | bytes) -> ConversationList:
    """Reads a conversation list: ``{data: {meta, payload}}``, ``{meta, payload}``, ``{payload}`` or an array."""

def parse_conversation(data: str | bytes) -> Conversation:
    """Reads one conversation: what the REST API shows, or a webhook's body."""

def parse_messages(data: str | bytes) -> MessagesPage:
    """Reads a page of one conversation's messages: ``{meta, payload}`` or an array."""

def parse_webhook(data: str | bytes) -> WebhookEvent:
    """Reads a webhook's body; an event that has no part in triage is told, not an error."""

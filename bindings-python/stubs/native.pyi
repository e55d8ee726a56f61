"""The compiled part of cx_triage. Times are aware datetimes, durations timedeltas."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from os import PathLike
from typing import Any, AnyStr, Protocol, SupportsIndex, final, overload

from ._base import Diagnostic, Word
from ._notebook import Queue

ENGINE_VERSION: str
ASSESSMENT_SCHEMA_VERSION: int
ASSESSMENT_SCHEMA: AssessmentSchema

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Sla:
    @property
    def overdue(self) -> timedelta:
        """``overdue_ms`` as a timedelta."""
    @property
    def remaining(self) -> timedelta:
        """``remaining_ms`` as a timedelta."""

class SlaMetric:
    @property
    def elapsed(self) -> timedelta:
        """``elapsed_ms`` as a timedelta."""
    @property
    def overdue(self) -> timedelta:
        """``overdue_ms`` as a timedelta."""
    @property
    def remaining(self) -> timedelta:
        """``remaining_ms`` as a timedelta."""

class SlaExplanation:
    @property
    def elapsed(self) -> timedelta:
        """``elapsed_ms`` as a timedelta."""

class Assessment:
    def _repr_html_(self) -> str: ...

class Conversation:
    def with_messages(self, messages: Iterable[Message]) -> Conversation:
        """The same conversation with other messages."""
    def with_decisions(self, decisions: Iterable[PastDecision]) -> Conversation:
        """The same conversation with other past decisions."""
    def with_labels(self, labels: Iterable[str]) -> Conversation:
        """The same conversation with other labels."""
    def with_status(self, status: str) -> Conversation:
        """The same conversation with another status; its history stays."""
    def with_status_changes(self, status_changes: Iterable[StatusChange]) -> Conversation:
        """The same conversation with another status history."""
    def as_of(self, at: datetime) -> Conversation:
        """The conversation as it stood at ``at``, for looking back.

        Messages, decisions and status changes up to then; labels, facts and names are those of
        today: nobody keeps their history.
        """
    def with_partial(self, partial: bool) -> Conversation:
        """The same conversation, with earlier messages that may be missing or without."""
    def with_messages_page(self, page: MessagesPage) -> Conversation:
        """The same conversation with a page's messages and status history beside its own."""
    def apply(self, event: WebhookEvent) -> Conversation:
        """The same conversation with what a webhook tells merged into it."""
    def with_facts(self, facts: Facts) -> Conversation:
        """The same conversation with other facts."""

class DecisionEvent:
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

class DecisionLog:
    def decisions_of(self, conversation_id: int) -> list[PastDecision]:
        """The past decisions on one conversation, in the order of the log."""
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> DecisionEvent: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[DecisionEvent, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[DecisionEvent]: ...

class ConversationList:
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Conversation: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[Conversation, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Conversation]: ...

class MessagesPage:
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Message: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[Message, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Message]: ...

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
    @staticmethod
    def from_file(path: str | PathLike[str]) -> Policy:
        """Reads a file, in TOML or JSON. Raises OSError where it cannot be opened."""
    @staticmethod
    def from_text(text: str) -> Policy:
        """Reads a document in TOML or JSON."""
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
    @property
    def notices(self) -> list[Diagnostic]:
        """What an author may not have meant, though it is no error."""
    def check_examples(self) -> int:
        """Runs the examples of all cues; how many there are.

        Raises PolicyError, which holds each that fails.
        """
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
    def assess_each(
        self, conversations: Iterable[Conversation], times: Iterable[datetime]
    ) -> list[Assessment]:
        """One assessment for each conversation at a time of its own, in their order.

        For looking back over many. Raises ParseError where there are not as many times as
        conversations. Other threads run meanwhile.
        """
    def assess_history(self, conversation: Conversation, until: datetime) -> list[Assessment]:
        """What a conversation looked like all along, up to and including ``until``.

        An assessment at its creation, at each message, decision and change of status, and at each
        ``next_change_at`` between them, in the order of time. Each is that of
        ``conversation.as_of`` its time.
        """
    def queue(self, conversations: Iterable[Conversation], now: datetime) -> Queue:
        """The surfaced conversations in the order in which to act on them."""
    def assess_json_lines(self, lines: AnyStr, now: datetime) -> AnyStr:
        """Conversation documents, one a line, to assessments, one a line, in the same order.

        Text gives text and bytes give bytes, which are quicker to make. A line that cannot be
        read gives ``{"line": …, "error": …}`` and loses no other. Other threads run meanwhile.
        """
    def assess_json_lines_each(self, lines: AnyStr, times: Iterable[datetime]) -> AnyStr:
        """Conversation documents, one a line, at a time of its own each.

        A blank line is no row and has no time; a line that cannot be read has one. Raises
        ParseError where there are not as many times as lines. Other threads run meanwhile.
        """
    def assess_arrow(
        self, data: _ArrowArray | _ArrowStream, now: datetime, *, strict: bool | None = None
    ) -> AssessmentStream:
        """Conversations as Arrow columns to assessments as Arrow columns, a row for a row.

        ``data`` is anything with the Arrow PyCapsule interface. A row that cannot be read is a
        row whose column ``error`` is set. A column that is missing or misspelt is a ParseError
        that names the nearest; with ``strict=True`` so is every column that is none of a
        conversation, with ``strict=False`` neither is.
        """
    def assess_table(self, conversations: Iterable[Conversation], now: datetime) -> AssessmentStream:
        """Conversations to assessments as Arrow columns, a row for each, in their order."""
    def assess_arrow_each(
        self,
        data: _ArrowArray | _ArrowStream,
        times: _ArrowArray | _ArrowStream | Iterable[datetime],
        *,
        strict: bool | None = None,
    ) -> AssessmentStream:
        """Conversations as Arrow columns, a time of its own each, to assessments.

        ``times`` is one column of times, or aware datetimes. The columns are taken over whole,
        before anything is assessed. Raises ParseError where there are not as many times as rows,
        and for a row without a time.
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
    # The actions: approve_send, escalate, mark_resolved.
    def texts(
        self, assessment: Assessment, language: str, hand_off: HandOff | None = None
    ) -> OperatorTexts:
        """What an assessment says, in words for the operator, in the operator's language (ISO
        639-1), else in English, else by its codes."""
    def redact(self, conversation: Conversation) -> Conversation:
        """The conversation as a fixture: without names, e-mail addresses and numbers of people."""
    def health(self, sample: HealthSample) -> list[HealthAlert]:
        """What of a sample is worth an alert, by the policy's thresholds."""
    def breach_trend(
        self, conversations: Iterable[Conversation], days: int, now: datetime
    ) -> BreachTrend:
        """The SLA breaches a day (UTC), over the ``days`` days up to and including that of ``now``.

        Every episode of a conversation is judged on its own, as it stood; a breach belongs to the
        day of its deadline. The last 7 × 24 hours and those before are ready for a HealthSample.
        Other threads run meanwhile.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Engine: ...
    def __deepcopy__(self, _memo: object, /) -> Engine: ...
    def __reduce__(self) -> Any: ...

@final
class QueueKey:
    """The place of a surfaced conversation in the queue: smaller ones come first.

    For whoever keeps a queue up to date, or sorts more conversations than fit into memory;
    ``Engine.queue`` orders by it.
    """

    @staticmethod
    def of(conversation: Conversation, assessment: Assessment) -> QueueKey | None:
        """The place of a conversation by its assessment; None where it is not surfaced."""
    def __lt__(self, other: QueueKey, /) -> bool: ...
    def __le__(self, other: QueueKey, /) -> bool: ...
    def __gt__(self, other: QueueKey, /) -> bool: ...
    def __ge__(self, other: QueueKey, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

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

def samples() -> list[Conversation]:
    """The runbook's scenario gallery and edge cases as conversations, all of them made up; they
    are at home on 2025-10-12 around 08:30 UTC."""

def write_decision_log(events: Iterable[DecisionEvent]) -> str:
    """Writes events as a decision log: one a line, each line ended."""

def parse_decision_log(data: str | bytes) -> DecisionLog:
    """Reads a decision log: one event a line; what cannot be read loses nothing else."""

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

def parse_conversation_list(data: str | bytes | dict[str, Any] | list[Any]) -> ConversationList:
    """Reads a conversation list: ``{data: {meta, payload}}``, ``{meta, payload}``, ``{payload}`` or an array."""

def parse_conversation(data: str | bytes | dict[str, Any] | list[Any]) -> Conversation:
    """Reads one conversation: what the REST API shows, or a webhook's body."""

def parse_messages(data: str | bytes | dict[str, Any] | list[Any]) -> MessagesPage:
    """Reads a page of one conversation's messages: ``{meta, payload}`` or an array."""

def parse_webhook(data: str | bytes | dict[str, Any] | list[Any]) -> WebhookEvent:
    """Reads a webhook's body; an event that has no part in triage is told, not an error."""

def verify_signature(
    secret: str, timestamp: str, body: str | bytes, header: str, now: datetime, tolerance_ms: int
) -> None:
    """Checks that a webhook was sent by a Chatwoot that knows ``secret``, not long ago.

    ``timestamp`` and ``header`` are the request's ``X-Chatwoot-Timestamp`` and
    ``X-Chatwoot-Signature``; raises ``SignatureError`` where the request is to be refused.
    """

# Generated from the core's types by `cargo run -p cx-triage-tests --bin border`;
# what is written by hand stands in bindings-python/stubs/native.pyi.
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


class Status(Word):
    """Where a conversation stands in Chatwoot."""

    OPEN = "open"
    """Being worked on."""
    PENDING = "pending"
    """With a bot, or not yet triaged."""
    SNOOZED = "snoozed"
    """Put off until a time or the next message."""
    RESOLVED = "resolved"
    """Closed."""
    UNKNOWN = "unknown"
    """A word that Chatwoot does not know today; never surfaced."""

class Author(Word):
    """Who wrote a message."""

    CONTACT = "contact"
    """The customer."""
    AGENT = "agent"
    """A person of the support team."""
    BOT = "bot"
    """An automatic reply: an agent bot, an automation rule, a campaign, a greeting."""
    SYSTEM = "system"
    """Chatwoot's own log lines ("Priya added refund")."""

class ExtraKind(Word):
    """Where the words of a ``MessageExtra`` stand."""

    SUBJECT = "subject"
    """The subject of an e-mail, without ``Re:`` and the like."""
    TRANSCRIPT = "transcript"
    """The transcript of a voice note."""
    ANSWER = "answer"
    """An answer to a form or a survey."""

class ChatwootPriority(Word):
    """The priority that people give a conversation in Chatwoot, the lowest first."""

    LOW = "low"
    """It can wait."""
    MEDIUM = "medium"
    """As usual."""
    HIGH = "high"
    """Before others."""
    URGENT = "urgent"
    """At once."""

class RiskCategory(Word):
    """Why a message is of high risk (runbook, "High-Risk Language"; SOP-CX-003)."""

    LEGAL = "legal"
    """Legal action, lawyers, courts, police reports."""
    REGULATOR_PRESS = "regulator_press"
    """Regulators, consumer bodies, the press, exposure on social media."""
    FRAUD = "fraud"
    """An accusation of fraud, or a customer who is the victim of it."""
    CHARGEBACK = "chargeback"
    """A dispute of the payment, with the bank included."""
    THREAT = "threat"
    """Violence against people or property."""
    SELF_HARM = "self_harm"
    """The customer may harm themselves."""
    MANAGER_REQUEST = "manager_request"
    """The customer asks for a manager."""
    ABUSE = "abuse"
    """Insults and slurs at staff."""

class Verdict(Word):
    """Whether high-risk language is what it looks like."""

    DISMISSED = "dismissed"
    """It is none."""
    CONFIRMED = "confirmed"
    """It is."""

class Action(Word):
    """What an operator did to a conversation."""

    APPROVE_SEND = "chatwoot.approve_send"
    """A reply was approved and sent."""
    ESCALATE = "chatwoot.escalate"
    """The conversation was handed to a manager."""
    MARK_RESOLVED = "chatwoot.mark_resolved"
    """The conversation was closed."""

class Priority(Word):
    """How urgent a conversation is (SOP-CX-001)."""

    P1 = "p1"
    """Act at once."""
    P2 = "p2"
    """Answer within 30 minutes of the breach."""
    P3 = "p3"
    """Review within an hour of the cause."""

class EscalationLevel(Word):
    """Who must act (runbook, "Escalation Ladder")."""

    L1 = "l1"
    """CX agent."""
    L2 = "l2"
    """CX lead."""
    L3 = "l3"
    """Operations manager."""

class ReasonCode(Word):
    """Why a conversation is looked at."""

    LEGAL = "legal"
    """A threat of legal action, a lawyer, a court, a police report."""
    REGULATOR_PRESS = "regulator_press"
    """A regulator, a consumer body, the press, exposure on social media."""
    FRAUD = "fraud"
    """An accusation of fraud, or the customer a victim of it."""
    CHARGEBACK = "chargeback"
    """A dispute with the bank."""
    THREAT = "threat"
    """Violence against people or property."""
    SELF_HARM = "self_harm"
    """The customer may harm themselves."""
    MANAGER_REQUEST = "manager_request"
    """The customer asks for a manager."""
    SUGGESTION_MISSING = "suggestion_missing"
    """No draft could be made for a surfaced conversation."""
    REFUND_OVER_LIMIT = "refund_over_limit"
    """The refund is over the limit."""
    POLICY_EXCEPTION = "policy_exception"
    """An exception to policy is asked for."""
    ABUSE = "abuse"
    """Insults and slurs at staff."""
    MANAGER_FOLLOW_UP_OVERDUE = "manager_follow_up_overdue"
    """A manager has not acknowledged or updated an escalation in time."""
    ESCALATION_LABEL = "escalation_label"
    """The conversation carries an escalation label."""
    COMPLEX_ISSUE = "complex_issue"
    """Labelled complex, or many messages without an answer."""
    NO_ACKNOWLEDGEMENT = "no_acknowledgement"
    """The customer did not react to an approved reply in time."""
    SLA_BREACHED = "sla_breached"
    """The SLA is breached."""
    RESPONSE_BREACHED = "response_breached"
    """A response clock that surfaces is breached."""
    REPLY_WINDOW_CLOSING = "reply_window_closing"
    """The channel soon takes no reply, and the contact waits for one."""
    RAPID_REOPEN = "rapid_reopen"
    """The customer wrote soon after the conversation was marked resolved."""

class Confidence(Word):
    """How sure a finding is."""

    HIGH = "high"
    """The words say so."""
    LOW = "low"
    """The words may mean something else."""

class NameSource(Word):
    """Where the name in a reply comes from."""

    CONTACT = "contact"
    """One of the contact's names."""
    FALLBACK = "fallback"
    """The policy's fallback."""

class NameProblem(Word):
    """Why none of a contact's names may stand in a reply: what is wrong with the first of them."""

    BLANK = "blank"
    """It shows nothing: blanks, control and invisible characters."""
    EMAIL = "email"
    """An e-mail address without a name beside it."""
    PHONE = "phone"
    """A phone number without a name beside it: at least seven digits, nothing but the signs that
    people write between them.
    """
    NO_LETTERS = "no_letters"
    """Digits, signs or pictures, but no letter."""
    GENERATED = "generated"
    """Made up by the chat tool ("morning-rain-190", "John Doe")."""
    MISSING = "missing"
    """The contact has no name."""

class Blocker(Word):
    """What stands against sending a draft."""

    NO_SUGGESTION = "no_suggestion"
    """There is no draft."""
    ESCALATION_LABEL = "escalation_label"
    """The conversation is with a manager."""
    MANAGER_REQUEST = "manager_request"
    """The customer asks for a manager."""
    HIGH_RISK_FINDING = "high_risk_finding"
    """There is high-risk language, abuse included."""
    REFUND_OVER_LIMIT = "refund_over_limit"
    """The refund is over the limit."""
    REFUND_AMOUNT_UNVERIFIED = "refund_amount_unverified"
    """The refund's amount cannot be held against a limit."""
    POLICY_EXCEPTION = "policy_exception"
    """An exception to policy is asked for."""
    CANNOT_REPLY = "cannot_reply"
    """The channel takes no reply now."""
    LANGUAGE_UNREAD = "language_unread"
    """The customer writes in a language that is not read."""

class Warning(Word):
    """What is worth a look before a draft is sent; it does not block."""

    NAME_FALLBACK = "name_fallback"
    """The contact has no usable name."""
    ALREADY_ANSWERED = "already_answered"
    """The last word is the team's already."""
    HIGH_RISK_MENTION = "high_risk_mention"
    """High-risk words stand there that are no finding: clearly negated ones, or weak cues."""
    REFUND_AMOUNT_UNVERIFIED = "refund_amount_unverified"
    """The refund is in another currency than the limit."""
    REFUND_AMOUNT_UNKNOWN = "refund_amount_unknown"
    """A refund is offered whose amount is not known."""
    TRACKING_MISSING = "tracking_missing"
    """A shipping reply, and the order has no tracking number."""
    PARTIAL_HISTORY = "partial_history"
    """Earlier messages may be missing."""
    REPEATED_REPLY = "repeated_reply"
    """The draft is the text of the last public reply again."""
    PROMISES_FOLLOW_UP = "promises_follow_up"
    """The draft promises to come back."""
    MANAGER_ANSWERED = "manager_answered"
    """A manager has answered in public since the escalation."""
    ESCALATION_LABEL_MISSING = "escalation_label_missing"
    """An escalation is open, and its label is missing."""
    ESCALATION_LABEL_STALE = "escalation_label_stale"
    """The escalation label is an earlier episode's."""
    ESCALATION_TIME_UNKNOWN = "escalation_time_unknown"
    """Nobody knows when the escalation label was set."""
    REPLY_LANGUAGE = "reply_language"
    """The draft is not in the customer's language."""
    LANGUAGE_UNREAD = "language_unread"
    """The customer writes in a language that is not read."""
    VERDICT_UNKNOWN = "verdict_unknown"
    """A verdict is about no message of the contact's that is known."""

class FollowUpKind(Word):
    """What is due after a decision."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """The customer's reaction to an approved reply."""
    OPERATOR_REMINDER = "operator_reminder"
    """The operator's own follow-up on a promise."""
    MANAGER_ACKNOWLEDGEMENT = "manager_acknowledgement"
    """A manager's acknowledgement of an escalation."""
    MANAGER_UPDATE = "manager_update"
    """A manager's resolution or update of an escalation."""

class ResolutionBasis(Word):
    """What allows a conversation to be closed."""

    CUSTOMER_CONFIRMED = "customer_confirmed"
    """The contact's newest message says that the issue is resolved."""
    QUIET_48H = "quiet_48h"
    """The contact has been silent for 48 hours after an answer."""

class ResolutionBlocker(Word):
    """What stands against closing a conversation ("Do NOT mark resolved if")."""

    REFUND_PENDING = "refund_pending"
    """A refund is under way."""
    RETURN_IN_PROGRESS = "return_in_progress"
    """A return is under way."""
    FOLLOW_UP_PROMISED = "follow_up_promised"
    """A follow-up was promised and has not come yet."""
    HIGH_RISK_OPEN = "high_risk_open"
    """A reason of high risk is still immediate: nobody has escalated it."""
    ESCALATION_OPEN = "escalation_open"
    """A manager still owes an acknowledgement or an update."""

class SlaState(Word):
    """The state of an SLA clock."""

    WITHIN = "within"
    """Up to the deadline, the deadline itself included."""
    AT_RISK = "at_risk"
    """Within, and no more than the policy's margin remains."""
    BREACHED = "breached"
    """After the deadline."""
    PAUSED = "paused"
    """The policy pauses the clock in this status."""
    NOT_APPLICABLE = "not_applicable"
    """No clock runs in this status."""

class ClockReason(Word):
    """Why the clock started when it did."""

    CREATION = "creation"
    """The conversation was opened then."""
    FIRST_MESSAGE = "first_message"
    """The contact's first message, where ours opened the conversation."""
    RAPID_REOPEN = "rapid_reopen"
    """The contact wrote soon after the conversation was resolved."""
    REOPEN = "reopen"
    """The contact wrote again, later than that."""
    STATUS_CHANGE = "status_change"
    """The conversation was opened again and the contact has not written since."""

class MetricKind(Word):
    """What a further clock measures."""

    FIRST_RESPONSE = "first_response"
    """Of the present episode: from the start of its clock to the first public reply of a person
    after the contact's first message: what we wrote before it answers nothing.
    """
    NEXT_RESPONSE = "next_response"
    """Of the present episode: from the contact's first public message after a reply to the next
    reply: one clock however many messages the contact adds. The latest such wait is shown.
    """
    RESOLUTION = "resolution"
    """From creation to the resolution. It goes on where the conversation is reopened, without the
    time that it was resolved.
    """

class MetricState(Word):
    """The state of a further clock."""

    WITHIN = "within"
    """It goes, up to the deadline, the deadline itself included."""
    AT_RISK = "at_risk"
    """Within, and no more than the metric's margin remains."""
    BREACHED = "breached"
    """It goes, after the deadline; also where it was paused only after it."""
    PAUSED = "paused"
    """It stands still in this status."""
    MET = "met"
    """It stopped by the deadline, the deadline itself included."""
    MISSED = "missed"
    """It stopped after the deadline."""
    NOT_APPLICABLE = "not_applicable"
    """Nothing has started it, no target fits, or it does not go in this status."""

class SlaClock(Word):
    """Which clock an explanation is of."""

    MAIN = "main"
    """The clock that decides the priority (SOP-CX-001)."""
    FIRST_RESPONSE = "first_response"
    """The metric of that name."""
    NEXT_RESPONSE = "next_response"
    """The metric of that name."""
    RESOLUTION = "resolution"
    """The metric of that name."""

class IntervalReason(Word):
    """Why an interval counts, or does not."""

    OPEN = "open"
    """Open, and not paused: counted."""
    CLOSED = "closed"
    """Outside of the opening hours."""
    HOLIDAY = "holiday"
    """On a holiday, whatever the opening hours."""
    BREAK = "break"
    """In a break of the date, whatever the opening hours, and not on a holiday."""
    PAUSED = "paused"
    """Open, but the clock was paused."""
    BEFORE_START = "before_start"
    """Before the clock started."""

class EscalationReason(Word):
    """SOP-CX-003's valid reasons for an escalation."""

    POLICY_EXCEPTION = "policy_exception"
    """An exception to policy is asked for."""
    REFUND_OVER_LIMIT = "refund_over_limit"
    """The refund is over the limit."""
    LEGAL_OR_FRAUD = "legal_or_fraud"
    """A legal concern, or a suspicion of fraud."""
    ABUSIVE_LANGUAGE = "abusive_language"
    """The customer is abusive."""
    MANAGER_REQUEST = "manager_request"
    """The customer asks for a manager."""
    SUGGESTION_MISSING = "suggestion_missing"
    """There is no draft."""
    CHARGEBACK = "chargeback"
    """A dispute with the bank."""
    THREAT = "threat"
    """A threat of violence, or of self-harm."""
    OTHER = "other"
    """Another one, said in words."""

class RefusalBlocker(Word):
    """One thing that stands against an action."""

    BLANK_REPLY = "blank_reply"
    """There is no text to send."""
    MALFORMED_OPERATOR_EMAIL = "malformed_operator_email"
    """The operator's e-mail address is not one."""
    MISSING_ACTOR = "missing_actor"
    """Neither actor, operator e-mail nor shop says who acts."""
    INVALID_GRADES = "invalid_grades"
    """A grade lies outside 1 to 5."""
    MISSING_REASON_TEXT = "missing_reason_text"
    """Another reason to escalate is not said in words."""
    BLANK_HAND_OFF = "blank_hand_off"
    """A part of the hand-off note is blank."""
    INVALID_ACTOR_ID = "invalid_actor_id"
    """The actor's id is not positive."""
    INVALID_ID = "invalid_id"
    """The id that is given is blank or holds a control character."""
    STALE_DRAFT = "stale_draft"
    """The operator has not seen the contact's newest message."""
    ALREADY_RESOLVED = "already_resolved"
    """The conversation is resolved."""
    NO_SUGGESTION = "no_suggestion"
    """There is no draft."""
    ESCALATION_LABEL = "escalation_label"
    """The conversation is with a manager."""
    MANAGER_REQUEST = "manager_request"
    """The customer asks for a manager."""
    HIGH_RISK_FINDING = "high_risk_finding"
    """There is high-risk language."""
    REFUND_OVER_LIMIT = "refund_over_limit"
    """The refund is over the limit."""
    REFUND_AMOUNT_UNVERIFIED = "refund_amount_unverified"
    """The refund's amount cannot be held against a limit."""
    POLICY_EXCEPTION = "policy_exception"
    """An exception to policy is asked for."""
    CANNOT_REPLY = "cannot_reply"
    """The channel takes no reply now."""
    LANGUAGE_UNREAD = "language_unread"
    """The customer writes in a language that is not read."""
    REFUND_PENDING = "refund_pending"
    """A refund is under way."""
    RETURN_IN_PROGRESS = "return_in_progress"
    """A return is under way."""
    FOLLOW_UP_PROMISED = "follow_up_promised"
    """A follow-up was promised and has not come yet."""
    HIGH_RISK_OPEN = "high_risk_open"
    """Nobody has escalated what is of high risk."""
    ESCALATION_OPEN = "escalation_open"
    """A manager still owes an acknowledgement or an update."""
    NOT_CONFIRMED = "not_confirmed"
    """The customer has neither confirmed nor been silent long enough after a reply."""

class DecisionWarning(Word):
    """What is worth a second look in an action, beside what the assessment says."""

    HAND_OFF_MISSING = "hand_off_missing"
    """An escalation without the note to the manager (SOP-CX-003: "Add internal note summarizing
    issue + customer expectation").
    """

class HealthCode(Word):
    """What an alert is about, in the order in which alerts are listed."""

    API_RESPONSE_SLOW = "api_response_slow"
    """The API is slow in consecutive checks. The value is what the checks in a row all took at
    least, in milliseconds.
    """
    SLA_BREACHES_UP = "sla_breaches_up"
    """There are more SLA breaches than the week before. The value is their number."""
    TEMPLATE_FAILURES = "template_failures"
    """Replies cannot be sent. The value is the number of failures."""
    CONVERSATION_LIST_SLOW = "conversation_list_slow"
    """The list of conversations is slow. The value is in milliseconds."""
    INTEGRATION_DOWN = "integration_down"
    """Chatwoot does not answer, or fails, several times in a row. The value is how often."""
    RATE_LIMITED = "rate_limited"
    """Chatwoot turns requests away (429). The value is how many."""
    API_RESPONSE_OVER_TARGET = "api_response_over_target"
    """The API is over its target in consecutive checks, and not all of them over the threshold. The
    value is what the checks in a row all took at least, in milliseconds.
    """

class Severity(Word):
    """How bad an alert is."""

    NOTICE = "notice"
    """Worth knowing."""
    WARNING = "warning"
    """Worth a look today."""
    CRITICAL = "critical"
    """Worth a look now."""
    IMMEDIATE = "immediate"
    """To be escalated at once."""

@final
class Conversation:
    """One support conversation, with the past decisions on it and what the service knows beside it.
    """

    def __new__(
        cls,
        *,
        id: int,
        status: str,
        created_at: datetime,
        inbox_id: int | None = None,
        labels: Iterable[str] | None = None,
        contact_names: Iterable[str] | None = None,
        messages: Iterable[Message] | None = None,
        decisions: Iterable[PastDecision] | None = None,
        status_changes: Iterable[StatusChange] | None = None,
        observed_statuses: Iterable[StatusChange] | None = None,
        partial: bool | None = None,
        updated_at: datetime | None = None,
        channel: str | None = None,
        assignee_id: int | None = None,
        team_id: int | None = None,
        chatwoot_priority: str | None = None,
        variables: dict[str, str] | None = None,
        facts: Facts | None = None,
    ) -> Conversation: ...
    @property
    def id(self) -> int:
        """The conversation's number, positive."""
    @property
    def inbox_id(self) -> int | None:
        """The channel it came in by (Chatwoot: inbox), positive."""
    @property
    def status(self) -> Status:
        """Where it stands in Chatwoot."""
    @property
    def created_at(self) -> datetime:
        """When it was opened: the start of the SLA clock."""
    @property
    def labels(self) -> tuple[str, ...]:
        """Labels as they are written in Chatwoot, in order."""
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
    def status_changes(self) -> tuple[StatusChange, ...]:
        """How the status came to be, where the service has the history: each entry is the status
        from that instant on. Read by the clocks that pause (see the policy's ``sla``).
        """
    @property
    def observed_statuses(self) -> tuple[StatusChange, ...]:
        """The status at the ``updated_at`` of each event that was merged into it, where no change
        is told for that instant. ``Conversation.apply`` keeps and reads it; nothing else does.
        """
    @property
    def partial(self) -> bool:
        """Messages may be missing that were written before those which are here: Chatwoot's list
        holds one message a conversation.
        """
    @property
    def updated_at(self) -> datetime | None:
        """When it last changed in Chatwoot."""
    @property
    def channel(self) -> str | None:
        """The kind of channel, as Chatwoot names it: ``Channel::Whatsapp``."""
    @property
    def assignee_id(self) -> int | None:
        """The agent whom it is assigned to, positive."""
    @property
    def team_id(self) -> int | None:
        """The team which it is assigned to, positive."""
    @property
    def chatwoot_priority(self) -> ChatwootPriority | None:
        """The priority that people gave it in Chatwoot; the library's own is ``Priority``."""
    @property
    def variables(self) -> dict[str, str]:
        """What a template may name beside the customer's name: the policy declares which."""
    @property
    def facts(self) -> Facts:
        """What the service knows and the conversation does not say."""
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
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Conversation:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Conversation:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Conversation: ...
    def __deepcopy__(self, _memo: object, /) -> Conversation: ...
    def __reduce__(self) -> Any: ...

@final
class Message:
    """One message of a conversation."""

    def __new__(
        cls,
        *,
        author: str,
        created_at: datetime,
        id: int | None = None,
        sender_id: int | None = None,
        content: str | None = None,
        updated_at: datetime | None = None,
        private: bool | None = None,
        failed: bool | None = None,
        automatic: bool | None = None,
        extras: Iterable[MessageExtra] | None = None,
    ) -> Message: ...
    @property
    def id(self) -> int | None:
        """The message's number, positive; absent ids sort last among equal times."""
    @property
    def author(self) -> Author:
        """Who wrote it."""
    @property
    def sender_id(self) -> int | None:
        """The number of the person or bot that wrote it, in the service's own numbering."""
    @property
    def content(self) -> str | None:
        """What was written; absent for an attachment without words and for a deleted message."""
    @property
    def created_at(self) -> datetime:
        """When it was written."""
    @property
    def updated_at(self) -> datetime | None:
        """When it was last edited, deleted or reported as delivered; absent where it is as it was
        written.
        """
    @property
    def private(self) -> bool:
        """A note among agents: never the customer's words, never a reply to them."""
    @property
    def failed(self) -> bool:
        """It did not reach the customer: no reply."""
    @property
    def automatic(self) -> bool:
        """A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
        customer's words.
        """
    @property
    def extras(self) -> tuple[MessageExtra, ...]:
        """The customer's words that stand beside the content, in the order in which they are read:
        subject, transcripts, answers.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Message:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Message:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Message: ...
    def __deepcopy__(self, _memo: object, /) -> Message: ...
    def __reduce__(self) -> Any: ...

@final
class MessageExtra:
    """Words of the customer that stand beside a message's content."""

    def __new__(
        cls,
        *,
        kind: str,
        text: str,
    ) -> MessageExtra: ...
    @property
    def kind(self) -> ExtraKind:
        """Where they stand."""
    @property
    def text(self) -> str:
        """The words."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> MessageExtra:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> MessageExtra:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> MessageExtra: ...
    def __deepcopy__(self, _memo: object, /) -> MessageExtra: ...
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
        seen_message_id: int | None = None,
    ) -> PastDecision: ...
    @property
    def action(self) -> Action:
        """What was done. The words of the decision log; without ``chatwoot.`` they are read as
        well.
        """
    @property
    def at(self) -> datetime:
        """When."""
    @property
    def actor_id(self) -> int | None:
        """Who did it, in the numbering of ``Message.sender_id``."""
    @property
    def template_id(self) -> str | None:
        """The template of the reply that was approved."""
    @property
    def reply_body(self) -> str | None:
        """The reply that was approved, as it was sent."""
    @property
    def message_id(self) -> int | None:
        """The message that the approved reply became."""
    @property
    def seen_message_id(self) -> int | None:
        """The contact's newest message that the operator had seen: it tells which messages of the
        decision's own second came before it.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> PastDecision:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> PastDecision:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> StatusChange:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> StatusChange: ...
    def __deepcopy__(self, _memo: object, /) -> StatusChange: ...
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
        first_reply_at: datetime | None = None,
        waiting_since: datetime | None = None,
        cannot_reply: bool | None = None,
        language: str | None = None,
        risk_verdicts: Iterable[RiskVerdict] | None = None,
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
        """The order has no tracking number: a shipping reply wants a sentence by hand."""
    @property
    def escalated_at(self) -> datetime | None:
        """When it was escalated, where the decision log does not say."""
    @property
    def escalation_acknowledged_at(self) -> datetime | None:
        """When a manager acknowledged the escalation outside the conversation."""
    @property
    def first_reply_at(self) -> datetime | None:
        """When the first public reply was given, where the messages do not reach so far back."""
    @property
    def waiting_since(self) -> datetime | None:
        """Since when the contact waits for an answer, where the messages do not reach so far back.
        """
    @property
    def cannot_reply(self) -> bool:
        """The channel takes no reply now."""
    @property
    def language(self) -> str | None:
        """The language that the customer writes in, such as ``en``; absent: it is told from the
        text.
        """
    @property
    def risk_verdicts(self) -> tuple[RiskVerdict, ...]:
        """What people, or another classifier, say of high-risk language in single messages."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Facts:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Facts:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Facts: ...
    def __deepcopy__(self, _memo: object, /) -> Facts: ...
    def __reduce__(self) -> Any: ...

@final
class RiskVerdict:
    """What somebody says of the high-risk language in a message (SOP-CX-003)."""

    def __new__(
        cls,
        *,
        message_id: int,
        category: str,
        verdict: str,
        source: str | None = None,
    ) -> RiskVerdict: ...
    @property
    def message_id(self) -> int:
        """The message that it is about, positive."""
    @property
    def category(self) -> RiskCategory:
        """The category that it is about."""
    @property
    def verdict(self) -> Verdict:
        """What is said."""
    @property
    def source(self) -> str | None:
        """Who says so: a person, or the name of a classifier."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> RiskVerdict:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> RiskVerdict:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> RiskVerdict: ...
    def __deepcopy__(self, _memo: object, /) -> RiskVerdict: ...
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
        """The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD."""
    @property
    def currency(self) -> str:
        """The ISO 4217 code: three capital letters."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Money:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Money:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Money: ...
    def __deepcopy__(self, _memo: object, /) -> Money: ...
    def __reduce__(self) -> Any: ...

@final
class Assessment:
    """What an engine says of one conversation at one time."""

    @property
    def schema_version(self) -> int:
        """The version of this document: ``ASSESSMENT_SCHEMA_VERSION``."""
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
        """Whether it belongs on the list of conversations to act on: open or pending, with a
        priority.
        """
    @property
    def priority(self) -> Priority | None:
        """How urgent it is; absent where it is not surfaced."""
    @property
    def respond_by(self) -> datetime | None:
        """By when to act; absent where it is not surfaced."""
    @property
    def sla(self) -> Sla:
        """The SLA clock."""
    @property
    def metrics(self) -> tuple[SlaMetric, ...]:
        """The policy's further clocks, in its order; as JSON the key is there only if the policy
        has any.
        """
    @property
    def escalation(self) -> Escalation:
        """Who must act."""
    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason to act, in the policy's order, surfaced or not."""
    @property
    def risk(self) -> tuple[RiskFinding, ...]:
        """High-risk language, in the order of the messages and of the places in them."""
    @property
    def customer(self) -> Customer:
        """How the customer is named."""
    @property
    def suggestion(self) -> Suggestion | None:
        """The reply that is drafted."""
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
        """When the newest message of any kind was written, else when the conversation was opened.
        """
    @property
    def next_change_at(self) -> datetime | None:
        """The first later millisecond at which the same conversation, untouched, is assessed
        differently (``assessedAt``, ``elapsedMs``, ``overdueMs`` and ``remainingMs`` aside); absent
        if never.
        """
    @property
    def inbox_id(self) -> int | None:
        """The channel that the conversation came in by (Chatwoot: inbox)."""
    @property
    def team_id(self) -> int | None:
        """The team which it is assigned to."""
    @property
    def assignee_id(self) -> int | None:
        """The agent whom it is assigned to."""
    @property
    def language(self) -> str | None:
        """The language of the contact's latest messages, such as ``en``; absent where it is not
        told.
        """
    @property
    def partial(self) -> bool:
        """Whether earlier messages may be missing."""
    @property
    def reply_window(self) -> ReplyWindow | None:
        """Until when the channel takes a reply; absent where the policy knows no end of it."""
    @property
    def episode(self) -> Episode:
        """The present episode: what happened since the latest resolution."""
    def _repr_html_(self) -> str: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Assessment:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Assessment:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Assessment: ...
    def __deepcopy__(self, _memo: object, /) -> Assessment: ...
    def __reduce__(self) -> Any: ...

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
        """The SHA-256 of its canonical form: ``Policy.fingerprint``."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> PolicyReference:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> PolicyReference:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> PolicyReference: ...
    def __deepcopy__(self, _memo: object, /) -> PolicyReference: ...
    def __reduce__(self) -> Any: ...

@final
class ReplyWindow:
    """Until when the channel takes a reply."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
    @property
    def closed(self) -> bool:
        """Whether it has ended: from ``endsAt`` on."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> ReplyWindow:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> ReplyWindow:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> ReplyWindow: ...
    def __deepcopy__(self, _memo: object, /) -> ReplyWindow: ...
    def __reduce__(self) -> Any: ...

@final
class Episode:
    """What happened since the latest resolution; without one, everything."""

    @property
    def started_at(self) -> datetime:
        """When it started: at the latest resolution, else when the conversation was opened."""
    @property
    def number(self) -> int:
        """Which of the conversation's it is, from 1."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Episode:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Episode:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Episode: ...
    def __deepcopy__(self, _memo: object, /) -> Episode: ...
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Escalation:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """What it rests on, for people; never a customer's words, never relative to the time of the
        assessment.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Reason:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Reason:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Reason: ...
    def __deepcopy__(self, _memo: object, /) -> Reason: ...
    def __reduce__(self) -> Any: ...

@final
class RiskFinding:
    """High-risk language in a message: what it is a sign of, by which cue, and where."""

    @property
    def category(self) -> RiskCategory:
        """What it is a sign of."""
    @property
    def cue(self) -> str:
        """The id of the cue that fired."""
    @property
    def confidence(self) -> Confidence:
        """How sure it is."""
    @property
    def message_id(self) -> int | None:
        """The message, where one with an id was scanned."""
    @property
    def extra(self) -> int | None:
        """The entry of the message's extras that it stands in; absent: the content."""
    @property
    def start(self) -> int | None:
        """Where it starts in the text, in Unicode code points; absent, as ``end`` and ``matched``,
        where it rests on a verdict alone.
        """
    @property
    def end(self) -> int | None:
        """Where it ends, in Unicode code points, exclusive."""
    @property
    def matched(self) -> str | None:
        """The words that stand there."""
    @property
    def verdict(self) -> Verdict | None:
        """What the facts say of it."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> RiskFinding:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> RiskFinding:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
    @property
    def why(self) -> NameProblem | None:
        """Why the first of the contact's names is not it; absent where it is."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Customer:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Customer:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
    def topic(self) -> str:
        """What the customer writes about: an id of the policy's ``reply.topics``, or ``other``."""
    @property
    def cues(self) -> tuple[str, ...]:
        """What decided the topic: ids of cues, or ``label:`` and the label."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Suggestion:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Suggestion:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Suggestion: ...
    def __deepcopy__(self, _memo: object, /) -> Suggestion: ...
    def __reduce__(self) -> Any: ...

@final
class TopicMatch:
    """The topic of a text, with the cues that spoke for it."""

    @property
    def topic(self) -> str:
        """The topic: an id of the policy's ``reply.topics``, or ``other``."""
    @property
    def cues(self) -> tuple[str, ...]:
        """The ids of the cues that spoke for it, in the order of the policy; empty for ``other``.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> TopicMatch:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> TopicMatch:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> TopicMatch: ...
    def __deepcopy__(self, _memo: object, /) -> TopicMatch: ...
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Approval:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """Whether it is late: strictly after ``due_at``."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> FollowUp:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> FollowUp:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> FollowUp: ...
    def __deepcopy__(self, _memo: object, /) -> FollowUp: ...
    def __reduce__(self) -> Any: ...

@final
class Resolution:
    """Whether a conversation may be marked resolved, and why."""

    @property
    def allowed(self) -> bool:
        """Whether it may: there is a basis and nothing stands against it."""
    @property
    def basis(self) -> ResolutionBasis | None:
        """What allows it, also where something stands against it."""
    @property
    def blockers(self) -> tuple[ResolutionBlocker, ...]:
        """What stands against it."""
    @property
    def eligible_at(self) -> datetime | None:
        """From when there is a basis: the confirmation, else the end of the quiet time once the
        contact's last message is answered; inclusive.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Resolution:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Resolution:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Resolution: ...
    def __deepcopy__(self, _memo: object, /) -> Resolution: ...
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
        """The deadline: when the target has passed since the start of the clock, on the policy's
        calendar and without pauses. Absent where no clock runs, and where the calendar does not get
        so far.
        """
    @property
    def breached_at(self) -> datetime | None:
        """The deadline once it is breached: strictly after it."""
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Sla:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """When the clock started; absent where nothing has started it yet."""
    @property
    def stopped_at(self) -> datetime | None:
        """When it stopped; absent while it goes on."""
    @property
    def target_ms(self) -> int | None:
        """The target that fits, in milliseconds of the metric's calendar; absent where none does.
        """
    @property
    def due_at(self) -> datetime | None:
        """The deadline. Absent where the clock does not apply, while it is paused, and where the
        calendar does not get so far.
        """
    @property
    def breached_at(self) -> datetime | None:
        """The deadline once it is breached: strictly after it."""
    @property
    def elapsed_ms(self) -> int:
        """Milliseconds that count, from the start to now or to the stop: open and not paused."""
    @property
    def overdue_ms(self) -> int:
        """Milliseconds since the deadline, whether they count or not, up to the stop; 0 up to it.
        """
    @property
    def remaining_ms(self) -> int:
        """Milliseconds up to the deadline, whether they count or not; 0 from it on, and where the
        clock has stopped.
        """
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> SlaMetric:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """The deadline, as the assessment shows it."""
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> SlaExplanation:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> SlaExplanation: ...
    def __deepcopy__(self, _memo: object, /) -> SlaExplanation: ...
    def __reduce__(self) -> Any: ...

@final
class Interval:
    """A stretch of time that counts as a whole, or does not."""

    @property
    def start(self) -> datetime:
        """Its first instant."""
    @property
    def end(self) -> datetime:
        """The first instant after it."""
    @property
    def counted(self) -> bool:
        """Whether it counts towards the elapsed time."""
    @property
    def reason(self) -> IntervalReason:
        """Why."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> Interval:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Interval:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Interval: ...
    def __deepcopy__(self, _memo: object, /) -> Interval: ...
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Grades:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Grades: ...
    def __deepcopy__(self, _memo: object, /) -> Grades: ...
    def __reduce__(self) -> Any: ...

@final
class HandOff:
    """The note to the manager ("internal note summarizing issue + customer expectation")."""

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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> HandOff:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HandOff: ...
    def __deepcopy__(self, _memo: object, /) -> HandOff: ...
    def __reduce__(self) -> Any: ...

@final
class DecisionEvent:
    """A decision that an operator took, as it goes to the decision log (runbook, "Decision
    Logging").
    """

    @property
    def schema_version(self) -> int:
        """The version of this document: ``EVENT_SCHEMA_VERSION``."""
    @property
    def id(self) -> str:
        """The id that was given, else the derived one: SHA-256 in lower-case hex over action,
        conversation, actor, the operator's input without ``aiSuggestion``, the contact's newest
        message and the number of past decisions. A retry that passes the same decisions has the
        same id, whatever the time and the policy.
        """
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
        """Who did it: the actor that was given, else the operator's e-mail, else the shop."""
    @property
    def actor_id(self) -> int | None:
        """The actor in the numbering of ``Message.sender_id``."""
    @property
    def seen_message_id(self) -> int | None:
        """The contact's newest message that the operator had seen, as the input told it; with it
        the decision, read back from the log, is known to have come after that message.
        """
    @property
    def rationale(self) -> str:
        """Why: the operator's note, else the policy's words for the action."""
    @property
    def shop_domain(self) -> str | None:
        """The shop's domain."""
    @property
    def external_ref(self) -> str:
        """The conversation: ``chatwoot:`` and its number."""
    @property
    def evidence_url(self) -> str | None:
        """Where the evidence lies."""
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
    def warnings(self) -> tuple[DecisionWarning, ...]:
        """What is worth a second look in the action itself."""
    @property
    def payload(self) -> ApproveSendPayload | EscalatePayload | MarkResolvedPayload:
        """What the action says of itself."""
    @property
    def redacted(self) -> tuple[str, ...]:
        """The keys in whose text something personal was replaced (``DecisionEvent.redacted``):
        ``rationale``, else a JSON Pointer into the payload without its first slash.
        """
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> DecisionEvent:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DecisionEvent: ...
    def __deepcopy__(self, _memo: object, /) -> DecisionEvent: ...
    def __reduce__(self) -> Any: ...

@final
class AssessmentSummary:
    """How the conversation was assessed when the decision was taken."""

    @property
    def priority(self) -> Priority | None:
        """How urgent it was; absent where it was not surfaced."""
    @property
    def level(self) -> EscalationLevel:
        """Who was to act."""
    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """Every reason to act."""
    @property
    def template_id(self) -> str | None:
        """The template of the suggestion."""
    @property
    def cues(self) -> tuple[str, ...]:
        """The cues that decided, each once: of the findings, then of the suggestion's topic."""
    @property
    def verdicts(self) -> tuple[RiskVerdict, ...]:
        """The verdicts on findings that the assessment rested on."""
    @property
    def edited(self) -> bool:
        """Whether the reply that was sent is another text than the suggestion, blanks around it
        aside.
        """
    @property
    def overridden(self) -> bool:
        """Whether something stood against the action, and a reason overrode it."""
    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What was worth a second look before the draft was sent."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> AssessmentSummary:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> AssessmentSummary:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> AssessmentSummary: ...
    def __deepcopy__(self, _memo: object, /) -> AssessmentSummary: ...
    def __reduce__(self) -> Any: ...

@final
class ApproveSendPayload:
    """What an approved reply says of itself."""

    @property
    def conversation_id(self) -> int:
        """The conversation's number."""
    @property
    def operator_email(self) -> str | None:
        """The operator's e-mail address."""
    @property
    def note(self) -> str | None:
        """What the operator added."""
    @property
    def reply_body(self) -> str:
        """The reply to send, without blanks around it."""
    @property
    def ai_suggestion_used(self) -> bool:
        """Whether it came from a model."""
    @property
    def ai_suggestion(self) -> Any:
        """What the service keeps of the model's suggestion."""
    @property
    def grades(self) -> Grades | None:
        """How the operator graded the suggestion."""
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> ApproveSendPayload:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> ApproveSendPayload:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """The operator's e-mail address."""
    @property
    def note(self) -> str | None:
        """What the operator added."""
    @property
    def reason(self) -> EscalationReason:
        """Why."""
    @property
    def reason_text(self) -> str | None:
        """Why, in words."""
    @property
    def hand_off(self) -> HandOff | None:
        """What the manager has to know."""
    @property
    def labels(self) -> tuple[str, ...]:
        """The labels to write: those of the conversation and the escalation label. Chatwoot's label
        call overwrites all, so all stand here.
        """
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> EscalatePayload:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> EscalatePayload:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """The operator's e-mail address."""
    @property
    def note(self) -> str | None:
        """What the operator added."""
    @property
    def labels(self) -> tuple[str, ...] | None:
        """The labels to write: those of the conversation without the escalation labels. Chatwoot's
        label call overwrites all, so all that stay stand here. Absent where the event that was read
        has none.
        """
    @property
    def overridden(self) -> Override | None:
        """What the operator acted against."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> MarkResolvedPayload:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> MarkResolvedPayload:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Override:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Override: ...
    def __deepcopy__(self, _memo: object, /) -> Override: ...
    def __reduce__(self) -> Any: ...

@final
class DecisionLog:
    """A decision log as it was read. Lines are counted from 1, blank ones too."""

    @property
    def events(self) -> tuple[DecisionEvent, ...]:
        """The events, in their order; of several with one id the first."""
    @property
    def unknown(self) -> tuple[UnknownEvent, ...]:
        """Events of a newer schema version, kept as they are."""
    @property
    def rejected(self) -> tuple[RejectedLine, ...]:
        """Lines that cannot be read."""
    @property
    def duplicates(self) -> tuple[DuplicateLine, ...]:
        """Lines whose id an earlier one has: retries that were written twice."""
    def decisions_of(self, conversation_id: int) -> list[PastDecision]:
        """The past decisions on one conversation, in the order of the log."""
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> DecisionEvent: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[DecisionEvent, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[DecisionEvent]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> DecisionLog:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> DecisionLog:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DecisionLog: ...
    def __deepcopy__(self, _memo: object, /) -> DecisionLog: ...
    def __reduce__(self) -> Any: ...

@final
class UnknownEvent:
    """An event of a newer schema version."""

    @property
    def line(self) -> int:
        """The line's number."""
    @property
    def schema_version(self) -> int:
        """The event's schema version."""
    @property
    def id(self) -> str | None:
        """The event's id, where it has one."""
    @property
    def document(self) -> Any:
        """The event, byte for byte."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> UnknownEvent:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> UnknownEvent:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """The line's number."""
    @property
    def error(self) -> Diagnostic:
        """What is wrong with it: its code, place and sentence."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> RejectedLine:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> RejectedLine:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """The line's number."""
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> DuplicateLine:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> DuplicateLine: ...
    def __deepcopy__(self, _memo: object, /) -> DuplicateLine: ...
    def __reduce__(self) -> Any: ...

@final
class OperatorTexts:
    """What an assessment says, in words for the operator."""

    @property
    def hand_off_note(self) -> str:
        """The internal note for the manager (SOP-CX-003: "Add internal note summarizing issue +
        customer expectation"): the level by its name in the policy, why, the issue and the
        expectation where they were given, and the SLA.
        """
    @property
    def sla_timer_note(self) -> str:
        """How the SLA stands ("document SLA timer in note"): "SLA due 08:30Z, 4 min left, p3"."""
    @property
    def sentences(self) -> dict[str, str]:
        """A sentence for each code that the assessment names: reasons, blockers, warnings and what
        stands against closing.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> OperatorTexts:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> OperatorTexts:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> OperatorTexts: ...
    def __deepcopy__(self, _memo: object, /) -> OperatorTexts: ...
    def __reduce__(self) -> Any: ...

@final
class HealthSample:
    """What a service measured. What is absent is not judged."""

    def __new__(
        cls,
        *,
        api_response_ms: Iterable[int] | None = None,
        sla_breaches: int | None = None,
        sla_breaches_week_before: int | None = None,
        template_sends: int | None = None,
        template_failures: int | None = None,
        conversation_list_ms: int | None = None,
        probes: Iterable[HealthProbe] | None = None,
    ) -> HealthSample: ...
    @property
    def api_response_ms(self) -> tuple[int, ...]:
        """How long Chatwoot's API took at each check, in order, in milliseconds."""
    @property
    def sla_breaches(self) -> int | None:
        """SLA breaches of the last week; judged together with the week before."""
    @property
    def sla_breaches_week_before(self) -> int | None:
        """SLA breaches of the week before."""
    @property
    def template_sends(self) -> int | None:
        """Replies that were to be sent; judged together with the failures."""
    @property
    def template_failures(self) -> int | None:
        """How many of them failed."""
    @property
    def conversation_list_ms(self) -> int | None:
        """How long the list of conversations took, in milliseconds."""
    @property
    def probes(self) -> tuple[HealthProbe, ...]:
        """Probes of Chatwoot's API, in order. How long each took is judged as the checks above are.
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HealthSample:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> HealthSample:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HealthSample: ...
    def __deepcopy__(self, _memo: object, /) -> HealthSample: ...
    def __reduce__(self) -> Any: ...

@final
class HealthProbe:
    """One request to Chatwoot's API, and what came of it."""

    def __new__(
        cls,
        *,
        at: datetime,
        ms: int | None = None,
        status: int | None = None,
        request_id: str | None = None,
    ) -> HealthProbe: ...
    @property
    def at(self) -> datetime:
        """When it was sent."""
    @property
    def ms(self) -> int | None:
        """How long the answer took, in milliseconds; absent: none came."""
    @property
    def status(self) -> int | None:
        """The status of the answer, as HTTP counts them."""
    @property
    def request_id(self) -> str | None:
        """What the answer's log entry is found by."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HealthProbe:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> HealthProbe:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HealthProbe: ...
    def __deepcopy__(self, _memo: object, /) -> HealthProbe: ...
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
        """The largest value that does not alert, or, for the conversation list and for failed
        probes, the smallest that does.
        """
    @property
    def at(self) -> datetime | None:
        """When the probe was sent that made it an alert; absent where no probe did."""
    @property
    def request_id(self) -> str | None:
        """The request id of that probe."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> HealthAlert:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> HealthAlert:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> HealthAlert: ...
    def __deepcopy__(self, _memo: object, /) -> HealthAlert: ...
    def __reduce__(self) -> Any: ...

@final
class BreachTrend:
    """How many SLA breaches there were, day by day and week by week."""

    @property
    def days(self) -> tuple[BreachDay, ...]:
        """Each day of the range, the earliest first."""
    @property
    def this_week(self) -> dict[str, int]:
        """Breaches of each clock in the last 7 × 24 hours: from their start (inclusive) up to
        ``now``.
        """
    @property
    def week_before(self) -> dict[str, int]:
        """Breaches of each clock in the 7 × 24 hours before those, up to their start (exclusive).
        """
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> BreachTrend:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> BreachTrend:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> BreachTrend: ...
    def __deepcopy__(self, _memo: object, /) -> BreachTrend: ...
    def __reduce__(self) -> Any: ...

@final
class BreachDay:
    """The SLA breaches of a day."""

    @property
    def date(self) -> str:
        """The day in UTC, such as ``2025-10-12``."""
    @property
    def clocks(self) -> dict[str, int]:
        """Breaches of each clock from midnight (inclusive) to midnight (exclusive)."""
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> BreachDay:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> BreachDay:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> BreachDay: ...
    def __deepcopy__(self, _memo: object, /) -> BreachDay: ...
    def __reduce__(self) -> Any: ...

@final
class ConversationList:
    """What a conversation list holds: the conversations that can be read, and why the others
    cannot.
    """

    @property
    def conversations(self) -> tuple[Conversation, ...]:
        """The conversations that were read, in the list's order."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The entries that were not, in the list's order."""
    @property
    def unknown_statuses(self) -> int:
        """How many of the conversations have a status that Chatwoot does not know today: they are
        never surfaced.
        """
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Conversation: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[Conversation, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Conversation]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> ConversationList:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> ConversationList:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> ConversationList: ...
    def __deepcopy__(self, _memo: object, /) -> ConversationList: ...
    def __reduce__(self) -> Any: ...

@final
class MessagesPage:
    """A page of one conversation's messages."""

    @property
    def conversation_id(self) -> int | None:
        """The conversation that the messages say they belong to; absent where none says it."""
    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages that were read, in the page's order, one for each id: what
        ``Conversation.with_messages`` takes.
        """
    @property
    def status_changes(self) -> tuple[StatusChange, ...]:
        """The changes of status that the page's log lines tell, by time: "Conversation was marked
        resolved by …", in Chatwoot's wordings of six languages.
        """
    @property
    def labels(self) -> tuple[str, ...]:
        """The conversation's labels, as the page's ``meta`` has them."""
    @property
    def contact_names(self) -> tuple[str, ...]:
        """The contact's name, as the page's ``meta`` has it."""
    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The entries that were not read, in the page's order."""
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Message: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[Message, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Message]: ...
    def to_json(self) -> str:
        """The record as JSON in the wire's camelCase, keys in fixed order."""
    @staticmethod
    def from_json(json: str | bytes) -> MessagesPage:
        """The record that ``to_json`` wrote."""
    @staticmethod
    def from_dict(document: dict[str, Any]) -> MessagesPage:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
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
        """Its number, if it has one."""
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
    @staticmethod
    def from_dict(document: dict[str, Any]) -> Rejected:
        """The record that ``to_dict`` gave."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any, /) -> Any: ...
    def to_dict(self) -> dict[str, Any]:
        """What ``to_json`` holds, as plain dicts, lists, texts and numbers."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Rejected: ...
    def __deepcopy__(self, _memo: object, /) -> Rejected: ...
    def __reduce__(self) -> Any: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

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

        Raises `DecisionRefused`, which names every blocker.
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

"""What no text, number or column may do at the border: lose words, leak them, or end the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

import cx_triage
from cx_triage import (
    BusinessHours,
    Conversation,
    Engine,
    Facts,
    HandOff,
    Message,
    Money,
    ParseError,
    PastDecision,
    Policy,
    chatwoot,
)

NOW = datetime(2026, 2, 25, 9, 30, tzinfo=timezone.utc)
ENGINE: Engine = Policy.runbook().compile()
OPEN = Conversation(id=1, status="open", created_at=NOW)
# Half of a surrogate pair, as a broken emoji leaves it.
BROKEN = "my grandmother \ud83d words"
PAGE = """{"payload": [{"id": 920, "content": "It broke.", "message_type": 0,
    "created_at": 1772004600, "conversation_id": 7}]}"""
LIST = """{"payload": [{"id": 41, "status": "open", "created_at": 1772010000,
    "meta": {}, "messages": []}]}"""

TEXTS: dict[str, Callable[[], object]] = {
    "content": lambda: Message(author="contact", created_at=NOW, content=BROKEN),
    "author": lambda: Message(author=BROKEN, created_at=NOW),
    "extra": lambda: cx_triage.MessageExtra(kind="subject", text=BROKEN),
    "label": lambda: Conversation(id=1, status="open", created_at=NOW, labels=["vip", BROKEN]),
    "name": lambda: Conversation(id=1, status="open", created_at=NOW, contact_names=[BROKEN]),
    "status": lambda: Conversation(id=1, status=BROKEN, created_at=NOW),
    "variable": lambda: Conversation(
        id=1, status="open", created_at=NOW, variables={"order": BROKEN}
    ),
    "variable's name": lambda: Conversation(
        id=1, status="open", created_at=NOW, variables={BROKEN: "order"}
    ),
    "reply": lambda: PastDecision(action="escalate", at=NOW, reply_body=BROKEN),
    "language": lambda: Facts(language=BROKEN),
    "currency": lambda: Money(amount_minor=1, currency=BROKEN),
    "hand-off": lambda: HandOff(issue=BROKEN, customer_expectation="soon"),
    "topic": lambda: ENGINE.topic(BROKEN),
    "scan": lambda: ENGINE.scan(BROKEN),
    "texts": lambda: ENGINE.texts(ENGINE.assess(OPEN, NOW), BROKEN),
    "toml": lambda: Policy.from_toml(BROKEN),
    "policy": lambda: Policy.from_json(BROKEN),
    "engine": lambda: Engine.from_json(BROKEN),
    "conversation": lambda: Conversation.from_json(BROKEN),
    "hours": lambda: BusinessHours.from_json(BROKEN),
    "list": lambda: chatwoot.parse_conversation_list(BROKEN),
    "one": lambda: chatwoot.parse_conversation(BROKEN),
    "page": lambda: chatwoot.parse_messages(BROKEN),
    "webhook": lambda: chatwoot.parse_webhook(BROKEN),
    "lines": lambda: ENGINE.assess_json_lines(BROKEN, NOW),
    "log": lambda: cx_triage.parse_decision_log(BROKEN),
    "secret": lambda: chatwoot.verify_signature(BROKEN, "1", b"", "sha256=", now=NOW, tolerance_ms=5000),
    "timestamp": lambda: chatwoot.verify_signature("s", BROKEN, b"", "sha256=", now=NOW, tolerance_ms=5000),
    "body": lambda: chatwoot.verify_signature("s", "1", BROKEN, "sha256=", now=NOW, tolerance_ms=5000),
    "header": lambda: chatwoot.verify_signature("s", "1", b"", BROKEN, now=NOW, tolerance_ms=5000),
    "operator": lambda: ENGINE.mark_resolved(OPEN, NOW, operator_email=BROKEN, note="done"),
    "note": lambda: ENGINE.mark_resolved(OPEN, NOW, operator_email="a@b.example", note=BROKEN),
}


@pytest.mark.parametrize("call", TEXTS.values(), ids=TEXTS)
def test_half_a_character_is_a_parse_error_without_the_words(call: Callable[[], object]) -> None:
    with pytest.raises(ParseError) as caught:
        call()
    error = caught.value
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None:
        chain.append(at)
        at = at.__cause__ or at.__context__
    shown = " ".join(f"{one!r} {one} {vars(one)} {getattr(one, 'object', '')}" for one in chain)
    assert "grandmother" not in shown and "words" not in shown


BIG = 2**64 + 7


@pytest.mark.parametrize(
    "call",
    [
        lambda: Message(id=BIG, author="contact", created_at=NOW),
        lambda: Conversation(id=-BIG, status="open", created_at=NOW),
        lambda: Conversation(id=1, status="open", created_at=NOW, team_id=BIG),
        lambda: Money(amount_minor=BIG, currency="USD"),
        lambda: Policy.runbook().with_sla_target(BIG),
        lambda: ENGINE.breach_trend([], BIG, NOW),
        lambda: ENGINE.breach_trend([], 2**33, NOW),
        lambda: ENGINE.breach_trend([], -1, NOW),
        lambda: cx_triage.parse_decision_log("").decisions_of(BIG),
    ],
)
def test_an_integer_beyond_64_bits_is_out_of_range(call: Callable[[], object]) -> None:
    with pytest.raises(ParseError) as caught:
        call()
    assert caught.value.code == "out_of_range"


def test_an_id_beyond_64_bits_in_a_document_is_a_parse_error() -> None:
    for document in (f'{{"id": {BIG}, "status": "open", "createdAt": "2026-02-25T09:00:00Z"}}',):
        with pytest.raises(ParseError):
            Conversation.from_json(document)
    listed = chatwoot.parse_conversation_list(
        f'[{{"id": {BIG}, "status": "open", "created_at": 1772010000}}]'
    )
    assert [rejected.pointer for rejected in listed.rejected] == ["/0/id"]


def test_deep_nesting_is_a_parse_error() -> None:
    deep = "[" * 200_000
    for read in (
        Conversation.from_json,
        chatwoot.parse_conversation,
        chatwoot.parse_conversation_list,
        chatwoot.parse_messages,
        chatwoot.parse_webhook,
    ):
        with pytest.raises(ParseError):
            read(deep)
    nested: dict[str, Any] = {}
    for _ in range(100_000):
        nested = {"issue": nested}
    with pytest.raises(ParseError):
        ENGINE.escalate(OPEN, NOW, reason="other", operator_email="a@b.example", hand_off=nested)  # type: ignore[arg-type]


def test_a_page_and_a_list_say_what_they_are() -> None:
    with pytest.raises(ParseError, match="found a page of one conversation's messages"):
        chatwoot.parse_conversation_list(PAGE)
    with pytest.raises(ParseError, match="found a list of conversations"):
        chatwoot.parse_messages(LIST)
    assert len(chatwoot.parse_messages(PAGE)) == 1
    assert len(chatwoot.parse_conversation_list(LIST)) == 1


def frame(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame({"id": [7], "status": ["open"], "created_at": [NOW], **columns})


def assessed(data: Any, **options: Any) -> pl.DataFrame:
    return pl.DataFrame(ENGINE.assess_arrow(data, NOW, **options))


MESSAGES = [[{"author": "contact", "created_at": NOW, "content": "I will sue you"}]]


@pytest.mark.parametrize(
    ("data", "code", "name"),
    [
        (frame(message=MESSAGES), "unknown_field", "messages"),
        (frame(Messages=MESSAGES), "unknown_field", "messages"),
        (frame(contact_name=[["Alex"]]), "unknown_field", "contact_names"),
        (frame().drop("status"), "missing_field", "status"),
        (frame().rename({"status": "state"}), "missing_field", "state"),
        (frame().rename({"created_at": "createdat"}), "unknown_field", "created_at"),
        (frame().drop("id"), "missing_field", "id"),
    ],
)
def test_a_column_that_is_missing_or_misspelt_is_told(
    data: pl.DataFrame, code: str, name: str
) -> None:
    with pytest.raises(ParseError) as caught:
        ENGINE.assess_arrow(data, NOW)
    assert caught.value.code == code
    assert f"`{name}`" in caught.value.detail
    with pytest.raises(ParseError):
        ENGINE.assess_arrow_each(data, [NOW])


def test_strict_says_how_columns_are_held() -> None:
    extra = frame(shop=["evergreen"])
    assert assessed(extra)["conversation_id"].to_list() == [7]
    with pytest.raises(ParseError, match="`shop`"):
        ENGINE.assess_arrow(extra, NOW, strict=True)
    loose = assessed(frame(message=MESSAGES), strict=False)
    assert loose["error"].to_list() == [None]
    assert assessed(frame().drop("status"), strict=False)["error"].to_list() != [None]


def test_a_column_of_nothing_is_an_absent_one() -> None:
    for name in ("labels", "messages", "inbox_id", "facts", "updated_at", "partial", "variables"):
        answer = assessed(frame(**{name: [None]}))
        assert answer["error"].to_list() == [None], name
    inside = frame(messages=[[{"author": "contact", "created_at": NOW, "content": None}]])
    assert assessed(inside)["error"].to_list() == [None]
    both = frame(labels=[None], messages=MESSAGES)
    assert assessed(both)["escalation"].struct.field("level").to_list() == ["l3"]
    nothing = pa.table({"id": [7], "status": ["open"], "created_at": [NOW], "labels": pa.nulls(1)})
    assert assessed(nothing)["error"].to_list() == [None]
    empty = frame(labels=[None]).head(0)
    assert assessed(empty).height == 0

"""Every record: it compares, hashes, copies, pickles, shows no customer's words and stays as it is."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

import cx_triage
from cx_triage import (
    BusinessHours, Conversation, Facts, Grades, HandOff, HealthProbe, HealthSample, Message, MessageExtra, Money,
    ParseError, PastDecision, Policy, ReplyWindow, RiskVerdict, StatusChange, chatwoot,
    parse_decision_log,
)  # fmt: skip

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
SECRET = "zanzibar"
METRICS = 'extends = "runbook"\nname = "ours"\n[[sla.metrics]]\nmetric = "resolution"\ntarget_minutes = 60\n'
HOURS = '{"time_zone": "Europe/Berlin", "hours": {"mon": [["09:00", "17:00"]]}}'
WEBHOOK = {
    "event": "message_created", "id": 3, "content": SECRET, "message_type": "incoming", "created_at": 1772010000,
    "conversation": {"id": 7, "status": "open", "created_at": 1772010000, "messages": []},
}  # fmt: skip


def specimens() -> list[Any]:
    """One of each class of the package, filled with a customer's words where it can hold any."""
    engine = Policy.from_toml(METRICS).compile()
    start = NOW - timedelta(hours=3)
    message = Message(id=1, author="contact", created_at=start, content=f"I will sue you, {SECRET}",
                      extras=[MessageExtra(kind="subject", text=SECRET)])
    approved = start + timedelta(minutes=1)
    decision = PastDecision(action="approve_send", at=approved, reply_body=SECRET, template_id="ack_delay")
    verdict = RiskVerdict(message_id=1, category="legal", verdict="confirmed", source="a lead")
    window = ReplyWindow.from_json('{"endsAt": "2026-02-25T12:00:00Z", "closed": true}')
    hand_off = HandOff(issue=SECRET, customer_expectation=SECRET)
    grades = Grades(tone=1, accuracy=2, policy=3)
    spoken = Conversation(
        id=7, status="open", created_at=start, messages=[message], contact_names=[SECRET],
        decisions=[decision], facts=Facts(refund_amount=Money(amount_minor=1, currency="USD"), risk_verdicts=[verdict]),
        variables={"name": SECRET},
        status_changes=[StatusChange(status="open", at=start)],
    )  # fmt: skip
    told = engine.assess(spoken, NOW)
    assert told.risk and told.suggestion and told.metrics and told.follow_ups
    given: dict[str, Any] = {"actor": "a", "override_reason": SECRET, "note": SECRET}
    sent = engine.approve_send(spoken, NOW, reply=SECRET, grades=grades, ai_suggestion={"x": SECRET}, **given)
    raised = engine.escalate(spoken, NOW, reason="other", reason_text=SECRET, hand_off=hand_off, actor="a")
    closed = engine.mark_resolved(spoken, NOW, **given)
    lines = "\n".join([sent.to_json(), sent.to_json(), '{"schemaVersion": 9, "x": "%s"}' % SECRET, SECRET])
    log = parse_decision_log(lines)
    assert len(log) == 1 and log.duplicates and log.unknown and log.rejected
    listing = chatwoot.parse_conversation_list(json.dumps([WEBHOOK["conversation"], {"id": SECRET}]))
    page = chatwoot.parse_messages(json.dumps([{"id": 1, "content": SECRET, "created_at": 1772010000}]))
    assert len(listing) == len(listing.rejected) == len(page) == 1
    event = chatwoot.parse_webhook(json.dumps(WEBHOOK))
    assert event.message is not None and event.conversation is not None
    probe = HealthProbe(at=start, ms=900, status=200, request_id="a1")
    sample = HealthSample(conversation_list_ms=2_000, probes=[probe])
    trend = engine.breach_trend([spoken], 2, NOW)
    hours = BusinessHours.from_json(HOURS)
    assert sent.payload.overridden is not None
    return [
        message, message.extras[0], spoken.facts.risk_verdicts[0], window, decision, hand_off, grades, spoken, spoken.facts, Money(amount_minor=1, currency="USD"),
        spoken.status_changes[0], told, told.policy, told.sla, told.metrics[0], told.escalation,
        told.reasons[0], told.risk[0], told.customer, told.suggestion, told.approval,
        told.follow_ups[0], told.resolution, told.episode, *engine.explain_sla(spoken, NOW)[:1],
        engine.topic("Where is my parcel?"), sent, raised, closed, sent.payload, raised.payload,
        closed.payload, sent.payload.overridden, sent.assessment, log, log.duplicates[0],
        log.unknown[0], log.rejected[0], listing, listing.rejected[0], page, event,
        chatwoot.parse_webhook('{"event": "conversation_typing_on"}'), sample, probe,
        engine.health(sample)[0], hours, *hours.explain(start, NOW)[:1], engine, engine.policy,
        engine.queue([spoken], NOW), engine.texts(told, "en", hand_off),
        trend, trend.days[0],
    ]  # fmt: skip


SPECIMENS = specimens()
BY_NAME = [pytest.param(each, id=f"{type(each).__name__}-{i}") for i, each in enumerate(SPECIMENS)]


def test_every_class_is_among_them() -> None:
    classes = {
        found
        for module in (cx_triage, chatwoot)
        for _, found in inspect.getmembers(module, inspect.isclass)
        if not issubclass(found, (Enum, Exception))
    }
    without = {cx_triage.Diagnostic, cx_triage.QueueKey, cx_triage.AssessmentSchema, cx_triage.AssessmentStream}
    assert {type(each) for each in SPECIMENS} == classes - without


@pytest.mark.parametrize("record", BY_NAME)
def test_it_compares_hashes_copies_and_pickles(record: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(record, protocol))
        assert again == record and hash(again) == hash(record) and type(again) is type(record)
        assert repr(again) == repr(record) and not again != record
    assert copy.copy(record) == copy.deepcopy(record) == record
    assert copy.deepcopy([record])[0] == record
    assert record != 1 and record != "x" and record is not None and record != object()
    assert len({record, copy.copy(record)}) == 1
    assert all(record != other for other in SPECIMENS if type(other) is not type(record))


@pytest.mark.parametrize("record", BY_NAME)
def test_its_repr_names_it_and_holds_no_customers_words(record: Any) -> None:
    shown = repr(record)
    assert shown.startswith(type(record).__name__ + "(") and SECRET not in shown and len(shown) < 600
    assert SECRET not in str(record) and SECRET not in f"{record}"


@pytest.mark.parametrize("record", BY_NAME)
def test_it_is_frozen_and_has_documents(record: Any) -> None:
    for name in (name for name in dir(record) if not name.startswith("_")):
        with pytest.raises((AttributeError, TypeError)):
            setattr(record, name, None)
    with pytest.raises((AttributeError, TypeError)):
        record.anything = 1
    if hasattr(record, "to_dict"):
        assert json.loads(record.to_json()) == record.to_dict()
    if hasattr(record, "from_json"):
        read: Callable[[Any], Any] = type(record).from_json
        if hasattr(record, "to_json"):
            assert read(record.to_json()) == read(record.to_json().encode()) == record
        with pytest.raises((ParseError, cx_triage.PolicyError)):
            read(SECRET)
        with pytest.raises(TypeError, match="expected str or bytes, not int"):
            read(3)


def test_lists_are_iterated_and_counted() -> None:
    for each, items in (
        (next(s for s in SPECIMENS if isinstance(s, chatwoot.ConversationList)), "conversations"),
        (next(s for s in SPECIMENS if isinstance(s, chatwoot.MessagesPage)), "messages"),
        (next(s for s in SPECIMENS if isinstance(s, cx_triage.DecisionLog)), "events"),
    ):
        held = getattr(each, items)
        assert tuple(each) == held and len(each) == len(held) and held[0] in each
    assert not chatwoot.parse_conversation_list("[]")


@pytest.mark.parametrize(
    "words", [c for _, c in inspect.getmembers(cx_triage, inspect.isclass) if issubclass(c, Enum)]
)
def test_enumerations_are_words(words: type[Enum]) -> None:
    members = list(words)
    assert members and words.__doc__ and words.__module__ == "cx_triage"
    for member in members:
        word = member.value
        assert isinstance(member, str) and isinstance(word, str)
        assert member == word and hash(member) == hash(word) and {word: 1}[member] == 1
        assert str(member) == f"{member}" == format(member) == word and f"{member:>20}" == word.rjust(20)
        assert json.dumps([member]) == f'["{word}"]' and "-".join([member]) == word
        assert words(word) is member and words[member.name] is member
        assert pickle.loads(pickle.dumps(member)) is copy.copy(member) is copy.deepcopy(member) is member
        match word:
            case member.value:
                pass
            case _:
                raise AssertionError(word)
    with pytest.raises(ValueError, match="not a valid"):
        words("nonsense")


def test_a_queue_key_orders_as_the_queue_does() -> None:
    engine, now = Policy.runbook().compile(), datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
    keyed = [(cx_triage.QueueKey.of(each, told := engine.assess(each, now)), told) for each in cx_triage.samples()]
    ordered = sorted(((key, told) for key, told in keyed if key is not None), key=lambda pair: pair[0])
    assert [told for _, told in ordered] == list(engine.queue(cx_triage.samples(), now))
    key = ordered[0][0]
    assert len({key for key, _ in ordered}) == len(ordered) and key <= ordered[1][0] and key == key
    quiet = Conversation(id=1, status="open", created_at=now)
    assert cx_triage.QueueKey.of(quiet, engine.assess(quiet, now)) is None

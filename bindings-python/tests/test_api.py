"""Python's manners: times, records, errors, threads, notebooks."""

from __future__ import annotations

import copy
import json
import pickle
import re
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import EXAMPLES, ROOT

import cx_triage
from cx_triage import (
    Action, ApproveSendPayload, Author, Conversation, CxTriageError, DecisionRefused, Engine, EscalatePayload, Facts, Grades, HandOff,
    HealthSample, Message, Money, ParseError, PastDecision, Policy, PolicyError, Priority, Status,
    chatwoot,
    samples,
)  # fmt: skip

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()
SECRET = "zanzibar"


def conversation(text: str = "Where is my parcel?", **more: object) -> Conversation:
    at = NOW - timedelta(hours=1)
    message = Message(id=1, author="contact", created_at=at, content=text)
    return Conversation(id=7, status="open", created_at=at, messages=[message], **more)  # type: ignore[arg-type]


def test_a_naive_datetime_says_how_to_fix_it() -> None:
    with pytest.raises(ValueError, match=re.escape("timezone.utc")):
        ENGINE.assess(conversation(), datetime(2026, 2, 25, 12))
    with pytest.raises(TypeError, match="aware datetime"):
        ENGINE.assess(conversation(), "2026-02-25")  # type: ignore[arg-type]


def test_any_time_zone_is_the_same_instant_and_is_floored() -> None:
    there = NOW.astimezone(ZoneInfo("Asia/Kathmandu")) + timedelta(microseconds=999)
    assert ENGINE.assess(conversation(), there) == ENGINE.assess(conversation(), NOW)
    old = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone.utc)
    assert Conversation(id=1, status="open", created_at=old).created_at.microsecond == 999_000
    late = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-1)))
    with pytest.raises(ParseError) as caught:
        ENGINE.assess(conversation(), late)
    assert caught.value.code == "time_out_of_range"


def test_enumerations_are_words() -> None:
    told = ENGINE.assess(conversation(), NOW)
    assert told.priority == "p2" and told.priority is Priority.P2
    assert f"{told.priority}" == str(told.priority) == "p2"
    assert json.dumps({"priority": told.priority}) == '{"priority": "p2"}'
    assert Author("contact") is Author.CONTACT and Status.OPEN in set(Status)
    escalated: str = Action.ESCALATE
    assert escalated == "chatwoot.escalate"
    assert told.sla.overdue == timedelta(minutes=30) == timedelta(milliseconds=told.sla.overdue_ms)


def test_records_compare_hash_copy_and_pickle() -> None:
    told = ENGINE.assess(conversation(f"I will sue you {SECRET}"), NOW)
    assert told.risk and told.risk[0].matched
    event = ENGINE.escalate(conversation(), NOW, reason="other", reason_text="x", actor="a")
    for record in (
        told, told.sla, told.risk[0], told.suggestion, conversation(), event, Policy.runbook(),
        ENGINE, Money(amount_minor=5, currency="USD"), Grades(tone=1, accuracy=2, policy=3),
    ):  # fmt: skip
        again = pickle.loads(pickle.dumps(record))
        assert again == record and hash(again) == hash(record) and type(again) is type(record)
        assert copy.copy(record) == copy.deepcopy(record) == record
    assert told != ENGINE.assess(conversation(), NOW)
    with pytest.raises(AttributeError):
        told.surfaced = False  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(told.priority)) is told.priority


def test_no_repr_or_error_holds_a_customers_words() -> None:
    message = Message(author="contact", created_at=NOW, content=f"I will sue you, {SECRET}")
    spoken = Conversation(
        id=7, status="open", created_at=NOW, messages=[message], contact_names=[SECRET]
    )
    told = ENGINE.assess(spoken, NOW)
    decision = PastDecision(action="approve_send", at=NOW, reply_body=SECRET)
    hand_off = HandOff(issue=SECRET, customer_expectation=SECRET)
    shown = [
        spoken, message, told, told.customer, told.suggestion, told.risk, decision, hand_off,
        ENGINE.queue([spoken], NOW), ENGINE, Policy.runbook(),
        ENGINE.escalate(spoken, NOW, reason="other", reason_text=SECRET, actor="a", note=SECRET),
        chatwoot.parse_conversation_list(json.dumps([{"id": SECRET, "status": SECRET}])),
    ]  # fmt: skip
    assert SECRET not in repr(shown)
    for wrong in (f'{{"id": "{SECRET}"}}', f'{{"status": "{SECRET}"}}', f'"{SECRET}"', SECRET):
        with pytest.raises(ParseError) as caught:
            Conversation.from_json(wrong)
        assert SECRET not in str(caught.value) + repr(caught.value)


def test_errors_have_codes() -> None:
    with pytest.raises(ParseError) as parse:
        Message(author="contact", created_at=NOW, id=-1)
    assert (parse.value.code, parse.value.pointer) == ("out_of_range", "/id")
    with pytest.raises(PolicyError) as policy:
        Policy.from_toml('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = -1\nx = 2')
    found = [each.code for each in policy.value.diagnostics]
    assert found == ["negative_duration", "unknown_field"], "in the order of the lines"
    assert policy.value.code == found[0]
    with pytest.raises(DecisionRefused) as refused:
        ENGINE.approve_send(conversation("I will sue you"), NOW, operator_email="a@example.com")
    assert refused.value.blockers == ("high_risk_finding",)
    assert refused.value.code == "blocked_approval"
    for error in (parse.value, policy.value, refused.value):
        assert isinstance(error, CxTriageError)
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.code) == (type(error), str(error), error.code)


def test_decisions_take_keywords() -> None:
    event = ENGINE.approve_send(
        conversation(),
        NOW,
        operator_email="a@example.com",
        reply="On its way.",
        seen_message_id=1,
        grades=Grades(tone=5, accuracy=4, policy=3),
        ai_suggestion_used=True,
        ai_suggestion={"model": "x"},
    )
    sent = event.payload
    assert isinstance(sent, ApproveSendPayload) and event.assessment.edited
    assert sent.reply_body == "On its way." and sent.ai_suggestion == {"model": "x"}
    assert sent.grades == Grades(tone=5, accuracy=4, policy=3)
    assert event.occurred_at == NOW and event.conversation_id == 7
    told = ENGINE.assess(conversation(decisions=[event.to_past_decision()]), NOW)
    assert [due.kind for due in told.follow_ups] == ["acknowledgement"]
    forced = ENGINE.mark_resolved(conversation(), NOW, actor="a", override_reason="agreed by phone")
    assert forced.assessment.overridden and forced.payload.overridden is not None
    assert forced.payload.overridden.reason == "agreed by phone"
    note = HandOff(issue="late", customer_expectation="a refund")
    raised = ENGINE.escalate(conversation(), NOW, reason="policy_exception", actor="a", hand_off=note)
    assert isinstance(raised.payload, EscalatePayload)
    assert raised.payload.labels == ("escalation",) and raised.payload.hand_off == note
    with pytest.raises(ParseError) as caught:
        ENGINE.mark_resolved(conversation(), NOW, opertor_email="a@example.com")  # type: ignore[call-arg]
    assert caught.value.code == "unknown_field"


def test_health_facts_and_language() -> None:
    alerts = ENGINE.health(HealthSample(conversation_list_ms=2_000, sla_breaches=None))
    assert [alert.code for alert in alerts] == ["conversation_list_slow"]
    limit = Facts(refund_amount=Money(amount_minor=50_001, currency="USD"))
    told = ENGINE.assess(conversation("refund me", facts=limit), NOW)
    assert "refund_over_limit" in [reason.code for reason in told.reasons]
    text = "😀 I will sue you"
    (found,) = ENGINE.scan(text)
    assert text[found.start : found.end] == found.matched
    assert ENGINE.topic("I want a refund").topic == "refund"


def test_looking_back() -> None:
    later = NOW + timedelta(hours=1)
    one = conversation()
    each = ENGINE.assess_each([one, one], [NOW, later])
    assert each == [ENGINE.assess(one, NOW), ENGINE.assess(one, later)]
    with pytest.raises(ParseError) as caught:
        ENGINE.assess_each([one, one], [NOW])
    assert (caught.value.code, caught.value.pointer) == ("invalid_value", "/times")
    opened = NOW - timedelta(hours=1)
    assert one.as_of(opened) == one
    assert not one.as_of(opened - timedelta(milliseconds=1)).messages
    trend = ENGINE.breach_trend([one], 2, NOW)
    assert [(day.date, day.clocks) for day in trend.days] == [
        ("2026-02-24", {"sla": 0}), ("2026-02-25", {"sla": 1}),
    ]  # fmt: skip
    sample = HealthSample(
        sla_breaches=trend.this_week["sla"], sla_breaches_week_before=trend.week_before["sla"]
    )
    assert [alert.code for alert in ENGINE.health(sample)] == ["sla_breaches_up"]


def test_texts_fixtures_and_samples() -> None:
    told = ENGINE.assess(conversation("I will sue you"), NOW)
    texts = ENGINE.texts(told, "en", HandOff(issue="late", customer_expectation="a refund"))
    assert "Issue: late" in texts.hand_off_note and "late" not in repr(texts)
    assert texts.sentences["legal"] == "The customer speaks of legal action."
    assert "Issue" not in ENGINE.texts(told, "xx").hand_off_note
    fixture = ENGINE.redact(conversation("write to jane@example.com"))
    assert fixture.messages[0].content == "write to [email]"
    assert [each.id for each in samples()][:3] == [4092, 4103, 4110]


def test_json_lines_and_many_agree_with_one() -> None:
    many = [conversation(), conversation("I will sue you")]
    lines = "\n".join(each.to_json() for each in many) + "\nnonsense\n"
    told = [json.loads(line) for line in ENGINE.assess_json_lines(lines, NOW).splitlines()]
    assert told[:2] == [each.to_dict() for each in ENGINE.assess_many(iter(many), NOW)]
    assert told[2]["line"] == 3 and told[2]["error"]["code"] == "invalid_json"
    told_bytes = ENGINE.assess_json_lines(lines.encode(), NOW)
    assert told_bytes.decode() == ENGINE.assess_json_lines(lines, NOW)


def test_json_lines_at_a_time_of_their_own() -> None:
    later = NOW + timedelta(hours=1)
    one = conversation()
    lines = f"{one.to_json()}\n\nnonsense\n{one.to_json()}"
    told = ENGINE.assess_json_lines_each(lines, [NOW, NOW, later])
    first, bad, second = map(json.loads, told.splitlines())
    assert [first, second] == [each.to_dict() for each in ENGINE.assess_each([one, one], [NOW, later])]
    assert first["sla"] != second["sla"]
    assert bad["line"] == 3 and bad["error"]["code"] == "invalid_json"
    assert ENGINE.assess_json_lines_each(lines.encode(), [NOW, NOW, later]) == told.encode()
    assert ENGINE.assess_json_lines_each("\n", []) == ""
    for times in ([NOW, later], [NOW, NOW, later, later], []):
        with pytest.raises(ParseError) as caught:
            ENGINE.assess_json_lines_each(lines, times)
        assert (caught.value.code, caught.value.pointer) == ("invalid_value", "/times")
    with pytest.raises(ValueError):
        ENGINE.assess_json_lines_each(one.to_json(), [datetime(2026, 2, 25, 12)])


def test_other_threads_run_during_a_batch() -> None:
    many = [conversation("where is it? " * 40)] * 4_000
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.0005):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        lines = "\n".join(each.to_json() for each in many)
        ticks = 0
        ENGINE.assess_json_lines(lines, NOW)
    finally:
        seen = ticks
        done.set()
        thread.join()
    assert seen >= 3


def test_notebooks_show_tables_escaped() -> None:
    spoken = conversation(f"I will sue you <b>{SECRET}</b>", contact_names=["<script>alert(1)"])
    queue = ENGINE.queue([spoken], NOW)
    html = queue._repr_html_() + queue[0]._repr_html_()
    assert "&lt;script&gt;" in html and "<script" not in html and html.count("<table>") == 2
    assert len(queue) == 1 and list(queue) == [queue[0]] and queue[:1] == queue
    assert pickle.loads(pickle.dumps(queue)) == queue


def test_the_readme_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = 0
    for readme in (ROOT / "README.md", ROOT / "bindings-python" / "README.md"):
        if not readme.exists():
            continue
        text = readme.read_text("utf-8")
        for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
            exec(compile(block, str(readme), "exec"), {})
            printed = capsys.readouterr().out
            assert "p1" in printed or "p2" in printed
            ran += 1
    assert ran >= 1


def test_policies() -> None:
    policy = Policy.runbook()
    assert Policy.from_toml(policy.to_toml()) == Policy.from_json(policy.to_json()) == policy
    assert policy.with_sla_target(45).to_dict()["sla"]["target_minutes"] == 45
    assert policy.fingerprint() == ENGINE.policy_reference().fingerprint
    assert isinstance(ENGINE, Engine) and ENGINE.policy == policy
    assert cx_triage.__version__ == cx_triage.ENGINE_VERSION
    assert Path(EXAMPLES).is_dir()

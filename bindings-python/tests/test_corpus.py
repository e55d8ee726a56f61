"""Every case of the shared corpus, counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest
from conftest import CORPUS, differences

import cx_triage
from cx_triage import Conversation, DecisionEvent, DecisionRefused, Engine, HealthSample
from cx_triage import ParseError, Policy, PolicyError, chatwoot, parse_decision_log

FILES = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(CORPUS.glob("*.json"))}
CASES = [(file, case) for file, document in FILES.items() for case in document["cases"]]
RAN: Counter[str] = Counter()


def time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)


@lru_cache
def compiled(policy: str, minutes: int | None) -> Engine:
    shipped = {"runbook": Policy.runbook, "hotdash-2025-10": Policy.hotdash_2025_10}
    read = shipped[policy]() if policy in shipped else Policy.from_json(policy)
    return (read if minutes is None else read.with_sla_target(minutes)).compile()


def engine(case: dict[str, Any]) -> Engine:
    return compiled(text(case.get("policy", "runbook")), case.get("slaMinutes"))


def error(problem: ParseError) -> Any:
    return {"error": {"code": problem.code, "pointer": problem.pointer, "detail": problem.detail}}


def decide(engine: Engine, conversation: Conversation, action: str, given: Any, now: datetime) -> Any:
    act = getattr(engine, action)
    try:
        return act(conversation, now, **(json.loads(given) if isinstance(given, str) else given))
    except DecisionRefused as refused:
        return {
            "refusal": {
                "code": refused.code,
                "pointer": refused.pointer,
                "blockers": list(refused.blockers),
                "detail": refused.detail,
            }
        }
    except ParseError as problem:
        return error(problem)


def play(case: dict[str, Any]) -> list[Any]:
    document = dict(case["conversation"])
    document.setdefault("messages", [])
    log = ""
    answers: list[Any] = []
    for step in case["steps"]:
        now = time(step["at"])
        if "message" in step:
            message = {**step["message"], "createdAt": step["at"]}
            document["messages"] = [*document["messages"], message]
        document.update(step.get("set", {}))
        read = Conversation.from_json(json.dumps(document))
        read = read.with_decisions(parse_decision_log(log).decisions_of(read.id))
        if "decide" in step:
            answer = decide(engine(case), read, step["decide"], step.get("input", {}), now)
            if isinstance(answer, DecisionEvent):
                log += answer.to_json() + "\n"
                answer = answer.to_dict()
            answers.append(answer)
        if "assess" in step:
            answers.append(engine(case).assess(read, now).to_dict())
    return answers


def chatwoot_answer(op: str, data: str) -> Any:
    read: dict[str, Callable[[str], Any]] = {
        "chatwoot_list": chatwoot.parse_conversation_list,
        "chatwoot_conversation": chatwoot.parse_conversation,
        "chatwoot_messages": chatwoot.parse_messages,
        "chatwoot_webhook": chatwoot.parse_webhook,
    }
    return json.loads(read[op](data).to_json())


def answer(case: dict[str, Any]) -> Any:
    op = case["op"]
    try:
        if op == "assess":
            read = Conversation.from_json(text(case["conversation"]))
            return json.loads(engine(case).assess(read, time(case["now"])).to_json())
        if op == "texts":
            read = Conversation.from_json(text(case["conversation"]))
            told = engine(case).assess(read, time(case["now"]))
            return json.loads(engine(case).texts(told, case["language"]).to_json())
        if op == "explain_sla":
            read = Conversation.from_json(text(case["conversation"]))
            clocks = engine(case).explain_sla(read, time(case["now"]))
            return [json.loads(clock.to_json()) for clock in clocks]
        if op == "queue":
            many = [Conversation.from_json(text(each)) for each in case["conversations"]]
            return [each.to_dict() for each in engine(case).queue(many, time(case["now"]))]
        if op == "topic":
            return engine(case).topic(case["text"]).to_dict()
        if op == "scan":
            return [each.to_dict() for each in engine(case).scan(case["text"])]
        if op == "conversation":
            read = Conversation.from_json(text(case["input"]))
            assert Conversation.from_json(read.to_json()) == read
            return read.to_dict()
        if op == "apply":
            stored = Conversation.from_json(text(case["conversation"]))
            for body in case["events"]:
                stored = stored.apply(chatwoot.parse_webhook(text(body)))
            return stored.to_dict()
        if op.startswith("chatwoot_"):
            return chatwoot_answer(op, text(case["input"]))
        if op == "policy":
            policy = Policy.from_json(text(case["document"]))
            policy.compile()
            return {"ok": True, "notices": [notice._asdict() for notice in policy.notices]}
        if op == "decide":
            read = Conversation.from_json(text(case["conversation"]))
            done = decide(engine(case), read, case["action"], case["input"], time(case["now"]))
            return done.to_dict() if isinstance(done, DecisionEvent) else done
        if op == "event":
            event = DecisionEvent.from_json(text(case["input"]))
            return {
                "json": event.to_json(),
                "cloudEvent": json.loads(event.to_cloud_event()),
                "logRow": event.to_log_row(),
                "redacted": event.redact().to_dict(),
            }
        if op == "decision_log":
            return parse_decision_log(text(case["input"])).to_dict()
        if op == "health":
            alerts = engine(case).health(HealthSample.from_json(text(case["sample"])))
            return [alert.to_dict() for alert in alerts]
        if op == "story":
            return play(case)
        if op == "business_hours":
            return business_hours(case)
    except ParseError as problem:
        return error(problem)
    except PolicyError as problem:
        return {"diagnostics": [found._asdict() for found in problem.diagnostics]}
    raise AssertionError(f"no such op: {op}")


def business_hours(case: dict[str, Any]) -> Any:
    try:
        hours = cx_triage.BusinessHours.from_json(text(case["calendar"]))
        pauses = [(time(each["start"]), time(each["end"])) for each in case.get("pauses", [])]
        if case["call"] == "elapsed":
            spent = hours.elapsed(time(case["start"]), time(case["end"]), pauses)
            return spent // timedelta(milliseconds=1)
        if case["call"] == "deadline":
            target = timedelta(milliseconds=case["targetMs"])
            return wire(hours.deadline(time(case["start"]), target, pauses))
        if case["call"] == "is_open":
            return hours.is_open(time(case["at"]))
        opening = hours.next_opening(time(case["at"]))
        return None if opening is None else wire(opening)
    except PolicyError as problem:
        return {"error": problem.diagnostics[0]._asdict()}


def wire(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


@pytest.mark.parametrize(("file", "case"), CASES, ids=[case["name"] for _, case in CASES])
def test_case(file: str, case: dict[str, Any]) -> None:
    RAN[file] += 1
    assert differences(case["expect"], answer(case)) == []


def test_every_case_ran(request: pytest.FixtureRequest) -> None:
    if len(request.session.items) < len(CASES):
        pytest.skip("a part of the corpus was selected")
    assert len(CASES) >= 250
    assert {file: len(document["cases"]) for file, document in FILES.items()} == dict(RAN)

"""Rows of other authors: the deployed service's answers, and business hours."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import VECTORS, differences

from cx_triage import (
    BusinessHours, Conversation, DecisionRefused, Engine, Message, ParseError, Policy, PolicyError,
    chatwoot,
)  # fmt: skip

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def lines(name: str) -> list[dict[str, Any]]:
    text = (VECTORS / "hotdash" / name).read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def hotdash(row: dict[str, Any], engines: dict[int, Engine]) -> dict[str, Any]:
    minutes = row["sla_minutes"]
    if minutes not in engines:
        engines[minutes] = Policy.hotdash_2025_10().with_sla_target(minutes).compile()
    document = row["conversation"]
    if isinstance(document, dict):
        if "tags" in document:
            document = {key: value for key, value in document.items() if key != "labels"}
        document = {**document, "messages": row["messages"]}
    read = chatwoot.parse_conversation(json.dumps(document))
    told = engines[minutes].assess(read, EPOCH + timedelta(milliseconds=row["now"])).to_dict()
    if not told["surfaced"]:
        return {"surfaced": False}
    draft = told["suggestion"] or {}
    return {
        "surfaced": True,
        "customerName": told["customer"]["name"],
        "slaBreached": told["sla"]["breachedAt"] is not None,
        "breachedAt": told["sla"]["breachedAt"],
        "lastMessageAt": told["lastMessageAt"],
        "suggestedReplyId": draft.get("templateId"),
        "suggestedReply": draft.get("body"),
    }


def test_the_deployed_service_answers_alike_but_for_the_listed_deviations() -> None:
    listed = json.loads((VECTORS / "hotdash" / "deviations.json").read_text("utf-8"))
    deviating = {row: rule["rule"] for rule in listed["rules"] for row in rule["rows"]}
    engines: dict[int, Engine] = {}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for row in lines("public.jsonl"):
        try:
            told: Any = hotdash(row, engines)
        except ParseError as error:
            told = error.code
        expected = row["expected"]
        if isinstance(expected, dict) and not expected.get("surfaced", True):
            expected = {"surfaced": False}
        agrees = told == expected
        if agrees == (row["id"] in deviating):
            wrong.append(f"{row['id']}: {told} where the service said {expected}")
        counts["agree" if agrees else "deviate"] += 1
    assert wrong == []
    assert counts == {"agree": 1250 - len(deviating), "deviate": len(deviating)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_every_row_of_the_other_business_hours_agrees() -> None:
    cases = (VECTORS / "business-hours" / "cases.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, cases):
        keys = ("hours", "breaks", "holidays", "time_zone")
        document = json.dumps({key: row[key] for key in keys if key in row})
        if not row["hours"]:
            with pytest.raises(PolicyError) as caught:
                BusinessHours.from_json(document)
            assert caught.value.code == "never_opens"
            continue
        hours = BusinessHours.from_json(document)
        if row["op"] == "elapsed":
            spent = hours.elapsed(at(row["start"]), at(row["end"]))
            assert spent == timedelta(seconds=row["expected_seconds"]), row
        else:
            due = hours.deadline(at(row["start"]), timedelta(seconds=row["seconds"]))
            assert due == at(row["expected"]), row
    assert len(cases) == 90


def logged(row: dict[str, Any], engine: Engine) -> list[dict[str, Any]]:
    """What a service with the library would log of a recorded request: a row, or nothing."""
    form, session = row.get("form", {}), row["session"] or {}
    try:
        read = Conversation.from_json(
            json.dumps(
                {
                    "id": {"1e3": 1000, "0x10": 16}.get(form["conversationId"].strip())
                    or json.loads(form["conversationId"]),
                    "status": "open",
                    "createdAt": "2025-10-10T08:00:00Z",
                    "contactNames": ["Alex"],
                    "messages": [
                        {"id": 1, "author": "contact", "createdAt": "2025-10-10T08:00:00Z", "content": "Hello?"},
                        {"id": 2, "author": "agent", "createdAt": "2025-10-10T09:00:00Z", "content": "Yes?"},
                    ],
                }
            )
        )
    except (KeyError, AttributeError, ValueError):
        return []
    now = at("2025-10-12T10:00:00Z")
    given: dict[str, Any] = {
        "operator_email": session.get("email"),
        "shop_domain": session.get("shop"),
        "note": form.get("note"),
    }
    try:
        if form.get("action") == "approve_send":
            used = str(row.get("flag") or "").lower() in ("1", "true", "yes", "on")
            try:
                suggestion = json.loads(form.get("aiSuggestionMetadata") or "")
            except ValueError:
                suggestion = None
            event = engine.approve_send(
                read,
                now,
                reply=form.get("selectedReply", form.get("suggestedReply", "")),
                ai_suggestion_used=used and form.get("aiSuggestionUsed") == "true",
                ai_suggestion=suggestion,
                **given,
            )
        elif form.get("action") == "escalate":
            event = engine.escalate(read, now, reason="policy_exception", **given)
        elif form.get("action") == "mark_resolved":
            event = engine.mark_resolved(read, now, **given)
        else:
            return []
    except DecisionRefused:
        return []
    return [] if row.get("failClient") else [event.to_log_row()]


def test_the_recorded_actions_agree_but_for_the_listed_deviations() -> None:
    listed = json.loads((VECTORS / "hotdash" / "action-deviations.json").read_text("utf-8"))
    deviating = {row for rule in listed["rules"] for row in rule["rows"]}
    engine = Policy.hotdash_2025_10().compile()
    wrong: list[str] = []
    agreed = 0
    for row in lines("actions.jsonl"):
        told = logged(row, engine)
        recorded = row["expected"]["decisions"]
        agrees = differences(recorded, told) == []
        if agrees == (row["id"] in deviating):
            wrong.append(f"{row['id']}: {told} where the service logged {recorded}")
        agreed += agrees
    assert wrong == []
    assert (agreed, agreed + len(deviating)) == (124, 183)


def test_the_recorded_renderings_agree_or_do_not_compile() -> None:
    """By a draft of a policy with that template, behind a mark, since no template is empty.

    The engine always has a name to put in.
    """
    start = EPOCH + timedelta(days=20_000)
    asked = Message(author="contact", created_at=start, content="Hello?")
    agreed, refused = 0, set()
    for row in lines("render.jsonl"):
        document = Policy.hotdash_2025_10().to_dict()
        for template in document["templates"]:
            template["body"] = "> " + row["body"]
        try:
            engine = Policy.from_json(json.dumps(document)).compile()
        except PolicyError as error:
            assert {found.code for found in error.diagnostics} <= {"template_syntax", "unknown_variable"}
            refused.add(row["body"])
            continue
        name = row["variables"].get("name")
        if name:
            spoken = Conversation(
                id=1, status="open", created_at=start, messages=[asked], contact_names=[name]
            )
            draft = engine.assess(spoken, start).suggestion
            assert draft is not None and draft.body == "> " + row["expected"], row["id"]
        agreed += 1
    assert (agreed, len(refused)) == (88, 23)

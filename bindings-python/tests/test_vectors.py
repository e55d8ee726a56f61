"""Rows of other authors: the deployed service's answers, and business hours."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import VECTORS

from cx_triage import BusinessHours, Engine, ParseError, Policy, PolicyError, chatwoot

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def rows() -> list[dict[str, Any]]:
    lines = (VECTORS / "hotdash" / "public.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


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
    for row in rows():
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
    lines = (VECTORS / "business-hours" / "cases.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, lines):
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
    assert len(lines) == 90

"""``cx-triage stats``: what the team did."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from test_command import run

from cx_triage import Conversation, DecisionEvent, Facts, Message, Policy, RiskVerdict, write_decision_log
from cx_triage.tools.stats import Figures, decision_stats

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()


def spoken(number: int, text: str, *, hours: float = 0.1, dismissed: bool = False) -> Conversation:
    at = NOW - timedelta(hours=hours)
    verdicts = [RiskVerdict(message_id=1, category="legal", verdict="dismissed", source="a lead")] if dismissed else []
    message = Message(id=1, author="contact", created_at=at, content=text)
    facts = Facts(risk_verdicts=verdicts)
    return Conversation(id=number, status="open", created_at=at, messages=[message], facts=facts)


def events() -> list[DecisionEvent]:
    who: dict[str, Any] = {"operator_email": "a@example.com"}
    return [
        ENGINE.approve_send(spoken(1, "Where is my parcel?"), NOW, **who),
        ENGINE.approve_send(spoken(2, "Where is my parcel?", hours=3), NOW, reply="It is late.", **who),
        ENGINE.approve_send(spoken(3, "I will sue you"), NOW, override_reason="a joke", **who),
        ENGINE.approve_send(spoken(4, "I will sue you", dismissed=True), NOW + timedelta(days=7), **who),
        ENGINE.escalate(spoken(5, "I want a refund of $900"), NOW, reason="refund_over_limit", **who),
        ENGINE.mark_resolved(spoken(6, "Hello"), NOW, override_reason="by phone", **who),
    ]


def test_each_decision_is_counted_in_its_groups() -> None:
    found = {(group.by, group.name): group.figures for group in decision_stats(events())}
    assert found["all", ""] == Figures(decisions=6, approved=3, edited=1, overridden=2, dismissed=1, escalated=1, resolved=1, breached=2)
    assert found["template", "ship_update"] == Figures(decisions=2, approved=1, edited=1, breached=1)
    assert found["cue", "legal.sue"] == Figures(decisions=2, approved=2, overridden=1, dismissed=1, breached=1)
    assert found["cue", "shipping.where_is_it"].edited == 1
    assert found["week", "2026-W09"].decisions == 5 and found["week", "2026-W10"].decisions == 1
    assert [by for by, _ in found] == sorted((by for by, _ in found), key=["all", "template", "cue", "policy", "week"].index)
    assert sum(figures.decisions for (by, _), figures in found.items() if by == "policy") == 6


def test_the_command(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_text(write_decision_log(events()) + "nonsense\n" + events()[0].to_json() + "\n")
    code, out, err = run("stats", str(log), str(log))
    assert code == 0 and "legal.sue" in out and "line 7" in err
    assert max(map(len, out.splitlines())) <= 80
    code, out, _ = run("stats", str(log), "--json")
    told = json.loads(out)["groups"]
    assert told[0] == {"by": "all", "name": "", "decisions": 6, "approved": 3, "edited": 1, "overridden": 2, "dismissed": 1, "escalated": 1, "resolved": 1, "breached": 2}
    _, out, _ = run("stats", str(log), "--csv", "--by", "cue")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["by"] for row in rows} == {"cue"} and rows[0].keys() == told[0].keys()
    assert run("stats", str(log), "--strict")[0] == 1
    assert run("stats", str(tmp_path / "none"))[0] == 3

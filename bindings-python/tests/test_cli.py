"""The command, as it is run."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from conftest import EXAMPLES

LIST = str(EXAMPLES / "conversations.json")
DECISIONS = str(EXAMPLES / "decisions.json")
AT = "2026-02-25T12:00:00Z"


def run(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "cx_triage", *arguments],
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_queue() -> None:
    code, out, err = run("queue", LIST, "--decisions", DECISIONS, "--at", AT)
    assert code == 1 and "p1" in out and "p3" in out
    assert "conversations.json: entry" in err
    code, out, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 1 and [each["priority"] for each in told] == sorted(e["priority"] for e in told)
    assert any(reason["code"] == "rapid_reopen" for each in told for reason in each["reasons"])
    _, out, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [int(row["conversation_id"]) for row in rows] == [e["conversationId"] for e in told]


def test_standard_input_and_lines() -> None:
    line = b'{"id": 3, "status": "open", "createdAt": "2026-02-25T11:00:00Z"}\n'
    code, out, err = run("queue", "-", "--at", AT, "--json", given=line * 2)
    assert (code, len(out.splitlines()), err) == (0, 2, "")
    code, _, err = run("queue", "-", "--at", AT, given=line + b'{"id": "word"}\n')
    assert code == 1 and "line 2" in err and "word" not in err


def test_explain() -> None:
    _, out, _ = run("queue", LIST, "--at", AT, "--json")
    risky = next(each for each in map(json.loads, out.splitlines()) if each["risk"])
    _, out, _ = run("explain", LIST, "--id", str(risky["conversationId"]), "--at", AT)
    assert risky["risk"][0]["cue"] in out and "clock" in out and "may be sent" in out
    code, _, err = run("explain", LIST, "--id", "1", "--at", AT)
    assert code == 1 and "no conversation 1" in err


def test_policies(tmp_path: Path) -> None:
    code, out, _ = run("policy", "show")
    assert code == 0 and "target_minutes = 30" in out
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "runbook"\n[sla]\ntarget_minutes = 45\n')
    code, out, _ = run("policy", "diff", str(mine))
    assert code == 0 and out.split() == ["/sla/target_minutes", "-", "30", "+", "45"]
    assert run("policy", "check", str(mine))[0] == 0
    mine.write_text('extends = "runbook"\n[sla]\ntarget_minutes = -1\n[priority]\np1_overdue_minutes = -1\n')
    code, _, err = run("policy", "check", str(mine))
    assert code == 1 and "/sla/target_minutes" in err and "/priority/p1_overdue_minutes" in err
    code, out, _ = run("replay", LIST, "--policy", "runbook", "--policy", "hotdash-2025-10", "--at", AT, "--json")
    told = json.loads(out)
    assert sum(told["counts"]["before"].values()) == told["conversations"] == sum(told["counts"]["after"].values())
    assert told["moved"]
    _, out, _ = run("replay", LIST, "--policy", "runbook", "--policy", "hotdash-2025-10", "--at", AT)
    assert "conversations change" in out


def test_wrong_arguments() -> None:
    assert run("queue")[0] == 2
    assert run("queue", LIST, "--at", "2026-02-25T12:00:00")[0] == 2
    assert run("replay", LIST, "--policy", "runbook")[0] == 2
    code, _, err = run("queue", "no-such-file.json")
    assert code == 1 and "no-such-file.json" in err and "Traceback" not in err

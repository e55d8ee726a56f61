"""``cx-triage smoke`` against the mock server: all holds, and each fault is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cx_triage import parse_decision_log
from cx_triage.tools.mock_server import SANDBOX, SECRET, TOKEN, Faults, MockServer

ACTIONS = ["chatwoot.approve_send", "chatwoot.escalate", "chatwoot.mark_resolved"]


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer() as running:
        yield running


def smoke(*arguments: str, folder: Path, **more: str) -> tuple[int, str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CX_TRIAGE_")}
    command = [sys.executable, "-m", "cx_triage", "smoke", "--interval", "0", *arguments]
    done = subprocess.run(
        command, capture_output=True, cwd=folder, env=environment | more, stdin=subprocess.DEVNULL, timeout=120, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def steps(folder: Path) -> dict[str, dict[str, Any]]:
    (path,) = folder.glob("smoke_*.ndjson")
    return {step["step"]: step for step in map(json.loads, path.read_text().splitlines())}


def test_all_of_it_holds_and_leaves_evidence_in_the_runbooks_folders(tmp_path: Path) -> None:
    code, out, err = smoke("--mock", folder=tmp_path)
    assert code == 0 and "NO " not in out and "Traceback" not in err
    folder = tmp_path / "artifacts/support/chatwoot-fly-deploy"
    found = steps(folder)
    assert all(step["ok"] is True for step in found.values()) and len(found) == 15
    assert all(step.keys() == {"step", "expectation", "observed", "ok", "at", "requestId", "decisionId"} for step in found.values())
    assert found["conversation list"]["requestId"] and found["approve"]["decisionId"]
    log = parse_decision_log(next(folder.glob("decisions_*.ndjson")).read_bytes())
    assert [event.action for event in log] == ACTIONS
    assert {found[name]["decisionId"] for name in ("approve", "escalate", "resolve")} == {event.id for event in log}
    (summary,) = folder.glob("smoke_*.md")
    assert "- [ ] " in summary.read_text() and "All steps that ran hold" in summary.read_text()
    (notes,) = (tmp_path / "artifacts/support/screenshots/chatwoot_inbox").glob("routing_notes_*.md")
    assert f"routing of {SANDBOX}" in notes.read_text()
    written = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(TOKEN in text or SECRET in text for text in written) and TOKEN not in out + err


@pytest.mark.parametrize(
    ("fault", "step"),
    [
        ("delay_ms=2100", "conversation list"),
        ("fail_every=1", "probe 1"),
        ("fail_every=1", "health"),
        ("rate_limit_every=3", "health"),
        ("accepts_any_signature=1", "webhook, tampered with"),
        ("broken_labels=1", "escalate"),
    ],
)
def test_each_fault_is_found(fault: str, step: str, tmp_path: Path) -> None:
    probes = "1" if fault.startswith("delay") else "4"
    code, _, err = smoke("--mock", "--fault", fault, "--evidence", "found", "--probes", probes, folder=tmp_path)
    assert code == 4 and "Traceback" not in err
    assert steps(tmp_path / "found")[step]["ok"] is False
    assert "do not hold" in next((tmp_path / "found").glob("smoke_*.md")).read_text()


def test_a_wrong_inbox_or_team_is_found(tmp_path: Path) -> None:
    code, *_ = smoke("--mock", "--expect-team", "5", "--evidence", "found", folder=tmp_path)
    assert code == 4 and steps(tmp_path / "found")[f"routing of {SANDBOX}"]["ok"] is False


def connected(server: MockServer) -> list[str]:
    return ["--url", server.url, "--account", "3", "--evidence", "found"]


def test_without_a_sandbox_nothing_is_sent_or_changed(server: MockServer, tmp_path: Path) -> None:
    before = json.dumps({number: vars(kept) for number, kept in server.store.items()})
    real = tmp_path / "real.ndjson"
    real.write_text("")
    code, out, err = smoke(*connected(server), "--decisions", "real.ndjson", folder=tmp_path, CX_TRIAGE_TOKEN=TOKEN)
    assert (code, "Traceback" in err) == (0, False) and "no --webhook-url" in out
    assert {method for method, *_ in server.log} == {"GET"}
    assert json.dumps({number: vars(kept) for number, kept in server.store.items()}) == before
    assert real.read_text() == "" and steps(tmp_path / "found")["approve (rehearsed)"]["ok"] is True


def test_a_sandbox_wants_the_label_and_a_yes(server: MockServer, tmp_path: Path) -> None:
    code, _, err = smoke(*connected(server), "--sandbox-conversation", str(SANDBOX), folder=tmp_path, CX_TRIAGE_TOKEN=TOKEN)
    assert code == 2 and "--yes" in err
    code, *_ = smoke(*connected(server), "--sandbox-conversation", "4092", "--yes", folder=tmp_path, CX_TRIAGE_TOKEN=TOKEN)
    assert code == 4 and {method for method, *_ in server.log} == {"GET"}


def test_labels_and_status_come_back_after_a_failure(
    server: MockServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = server.store[SANDBOX]
    kept.labels, kept.status = ["sandbox", "vip"], "pending"

    def broken(*_: Any) -> Any:
        raise KeyError("messages")

    monkeypatch.setattr("cx_triage.tools.mock_server._Handler._sent", broken)
    real = tmp_path / "real.ndjson"
    arguments = [*connected(server), "--sandbox-conversation", str(SANDBOX), "--yes", "--decisions", "real.ndjson"]
    code, *_ = smoke(*arguments, folder=tmp_path, CX_TRIAGE_TOKEN=TOKEN)
    found = steps(tmp_path / "found")
    assert code == 4 and found["approve"]["ok"] is False and found["restored"]["ok"] is True
    assert (kept.labels, kept.status) == (["sandbox", "vip"], "pending")
    monkeypatch.undo()
    for path in (tmp_path / "found").iterdir():
        path.unlink()
    real.write_text("")
    assert smoke(*arguments, folder=tmp_path, CX_TRIAGE_TOKEN=TOKEN)[0] == 0
    assert [event.action for event in parse_decision_log(real.read_bytes())] == ACTIONS
    assert (kept.labels, kept.status) == (["sandbox", "vip"], "pending")


def test_the_environment_of_the_configuration_is_used(server: MockServer, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    (tmp_path / "cx-triage.toml").write_text(
        f'account = 77\n[env.staging]\nurl = "{server.url}"\naccount = 3\ntoken_file = "token"\nevidence = "staging"\nprobes = 2\n'
    )
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    code, _, err = smoke("--env", "staging", folder=deep)
    assert code == 0, err
    assert "probe 3" not in steps(deep / "staging") and not any("77" in path for _, path, _ in server.log)
    code, _, err = smoke("--env", "production", folder=deep)
    assert code == 2 and "[env.production]" in err and "staging" in err
    server.faults = Faults(fail_every=1)
    assert smoke("--env", "staging", "--evidence", "other", folder=deep)[0] == 4

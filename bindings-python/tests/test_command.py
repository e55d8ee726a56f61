"""The command, as it is run."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES

LIST = str(EXAMPLES / "conversations.json")
DECISIONS = str(EXAMPLES / "decisions.json")
AT = "2026-02-25T12:00:00Z"
OPEN = '{"id": %d, "status": "open", "createdAt": "2026-02-25T11:00:00Z"}\n'
RUST = re.compile(r"\bi64\b|\bu64\b|struct|\bNone\b|Some\(|expected `")
CHATWOOT = b'{"id": 4, "status": "open", "created_at": 1772010000, "messages": []}\n'


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
    assert code == 0 and "P1" in out and "P3" in out
    assert "conversations to act on at 2026-02-25 12:00:00Z\nnext change at 2026-02-25 12:" in out
    assert "conversations.json: entry" in err
    code, out, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [each["priority"] for each in told] == sorted(e["priority"] for e in told)
    assert any(reason["code"] == "rapid_reopen" for each in told for reason in each["reasons"])
    _, out, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [int(row["conversation_id"]) for row in rows] == [e["conversationId"] for e in told]
    assert [row["respond_by"] for row in rows] == [e["respondBy"] for e in told]


def test_the_console_script_is_the_module() -> None:
    script = Path(sys.executable).with_name("cx-triage")
    done = subprocess.run([script, "--version"], capture_output=True, check=True)
    assert done.stdout.decode() == run("--version")[1] and b"cx-triage" in done.stdout


def test_standard_input_and_lines() -> None:
    line = (OPEN % 3).encode()
    code, out, err = run("queue", "-", "--at", AT, "--json", given=line * 2)
    assert (code, len(out.splitlines()), err) == (0, 2, "")
    code, _, err = run("queue", "-", "--at", AT, given=line + b'{"id": "word"}\n')
    assert code == 0 and "line 2" in err and "word" not in err
    code, _, err = run("queue", "-", "--at", AT, "--strict", given=line + b'{"id": "word"}\n')
    assert code == 1 and "line 2" in err
    code, out, err = run("queue", "-", "--at", AT, "--json", given=line + CHATWOOT * 2)
    assert (code, len(out.splitlines()), err) == (0, 3, "")
    code, out, _ = run("queue", "-", "--at", AT, "--json", given=b"\xef\xbb\xbf" + CHATWOOT)
    assert (code, json.loads(out)["conversationId"]) == (0, 4)
    code, _, err = run("queue", "-", "-", "--at", AT, given=line)
    assert code == 2 and "once" in err


@pytest.mark.parametrize("given", [b"3", b"\x1f\x8bcut", b"PK\x03\x04", b"<html>", b"{}", b'"secret"', b"secret", b"", b'[{"secret": 1}]', b"\xff\xfe"])
def test_a_file_that_is_something_else(given: bytes) -> None:
    code, _, err = run("queue", "-", "--at", AT, given=given)
    assert code == 3 and err.startswith("-: ") and "Traceback" not in err and "secret" not in err
    assert len(err.splitlines()) <= 2 and not RUST.search(err)


def test_an_empty_list_is_nothing_to_do() -> None:
    code, out, err = run("queue", "-", "--at", AT, given=b"[]")
    assert (code, err) == (0, "") and "0 of 0 conversations" in out


def test_past_decisions(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_text('{"schemaVersion": 9, "id": "x"}\nnonsense\n')
    conversation = (OPEN % 3).encode()
    code, out, err = run("queue", "-", "--at", AT, "--json", "--decisions", str(log), given=conversation)
    assert code == 0 and json.loads(out)["conversationId"] == 3
    assert "line 1: events of version 9" in err and "line 2" in err
    log.write_text('{"3": [{"action": "chatwoot.mark_resolved", "at": "secret"}], "4": 5}')
    code, out, err = run("queue", "-", "--at", AT, "--json", "--decisions", str(log), given=conversation)
    assert code == 0 and json.loads(out)["conversationId"] == 3
    assert "entry 0" in err and "entry 1" in err and "secret" not in err


def test_explain() -> None:
    _, out, _ = run("queue", LIST, "--at", AT, "--json")
    risky = next(each for each in map(json.loads, out.splitlines()) if each["risk"])
    _, out, _ = run("explain", LIST, "--id", str(risky["conversationId"]), "--at", AT)
    found = risky["risk"][0]
    assert found["cue"] in out and "clock" in out and "may be sent" in out
    spoken, marks = next(
        (a, b) for a, b in zip(out.splitlines(), out.splitlines()[1:], strict=False) if set(b) == {" ", "^"} or set(b) == {"^"}
    )  # fmt: skip
    start, end = marks.index("^"), len(marks)
    assert spoken[start:end] == found["matched"]
    code, _, err = run("explain", LIST, "--id", "1", "--at", AT)
    assert code == 3 and "no conversation 1" in err


def test_explain_tells_what_counts_and_what_does_not(tmp_path: Path) -> None:
    policy = tmp_path / "office.toml"
    policy.write_text(
        'extends = "runbook"\nname = "ours"\n[sla]\ncalendar = "office"\n[sla.calendars.office]\n'
        'time_zone = "UTC"\nhours = { mon = [["09:00", "17:00"]], fri = [["09:00", "17:00"]] }\n'
        '[[sla.metrics]]\nmetric = "first_response"\ntarget_minutes = 60\n'
    )
    given = b'{"id": 3, "status": "open", "createdAt": "2026-02-20T16:50:00Z"}'
    code, out, err = run("explain", "-", "--id", "3", "--policy", str(policy), "--at", "2026-02-23T09:05:00Z", given=given)
    assert (code, err) == (0, "")
    told = [line.strip() for line in out.splitlines()]
    place = told.index("SLA clock: 15 min of 30 min counted, due 2026-02-23 09:20:00Z")
    assert told[place + 1 : place + 4] == [
        "2026-02-20 16:50:00Z to 2026-02-20 17:00:00Z  counted: open, 10 min",
        "2026-02-20 17:00:00Z to 2026-02-23 09:00:00Z  skipped: closed, 2 d 16 h",
        "2026-02-23 09:00:00Z to 2026-02-23 09:05:00Z  counted: open, 5 min",
    ]
    assert any(line.startswith("SLA clock of first_response:") for line in told)
    _, out, _ = run("explain", "-", "--id", "3", "--policy", str(policy), "--at", "2027-02-23T09:05:00Z", given=given)
    assert "more stretches" in out and out.count("skipped: closed") < 30
    code, out, _ = run("explain", "-", "--id", "3", "--at", "2056-02-23T09:05:00Z", given=given)
    assert code == 0 and "not told stretch by stretch" in out


def test_a_customer_cannot_draw_on_the_terminal() -> None:
    name, content = "\x1b]0;[red]x\x07", "\x1b[2J[bold]I will sue you[/]\n\u202ereversed"
    document = {
        "id": 3, "status": "open", "createdAt": "2026-02-25T11:00:00Z", "contactNames": [name],
        "labels": ["\x1b[31m[link=x]"],
        "messages": [{"author": "contact", "createdAt": "2026-02-25T11:00:00Z", "content": content}],
    }  # fmt: skip
    given = json.dumps(document).encode()
    for arguments in (["explain", "-", "--id", "3"], ["queue", "-"]):
        code, out, err = run(*arguments, "--at", AT, given=given)
        assert (code, err) == (0, "")
        assert not any(c < " " and c != "\n" or c == "\u202e" for c in out)
    _, out, _ = run("explain", "-", "--id", "3", "--at", AT, given=given)
    assert "[bold]I will sue you[/]" in out and "[link=x]" in out


def test_policies(tmp_path: Path) -> None:
    code, out, _ = run("policy", "show")
    assert code == 0 and "target_minutes = 30" in out
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = 45\n')
    code, out, _ = run("policy", "diff", str(mine))
    name, target = ["/name", "-", '"runbook"', "+", '"ours"'], ["/sla/target_minutes", "-", "30", "+", "45"]
    assert code == 0 and out.split() == name + target
    assert run("policy", "check", str(mine))[0] == 0
    mine.write_text('extends = "runbook"\nname = "ours"\n[labels]\nescalation = ["vip"]\n')
    code, out, err = run("policy", "check", str(mine))
    assert code == 0 and "0 examples" in out and "line 4, /labels/escalation" in err
    mine.write_text('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = -1\n[priority]\np1_overdue_minutes = -1\n')
    code, _, err = run("policy", "check", str(mine))
    assert code == 3 and "/sla/target_minutes" in err and "/priority/p1_overdue_minutes" in err
    code, _, err = run("policy", "check", "runboook")
    assert code == 3 and "runboook" in err and "hotdash-2025-10" in err


def test_replay() -> None:
    both = ("--policy", "runbook", "--policy", "hotdash-2025-10")
    code, out, _ = run("replay", LIST, *both, "--at", AT, "--json")
    told = json.loads(out)
    assert code == 0
    assert sum(told["counts"]["before"].values()) == told["conversations"] == sum(told["counts"]["after"].values())
    assert told["moved"] and all(each["changes"] for each in told["moved"])
    _, out, _ = run("replay", LIST, *both, "--at", AT)
    assert f"{len(told['moved'])} conversations change" in out
    same = ("--policy", "runbook", "--policy", "runbook")
    assert json.loads(run("replay", LIST, *same, "--at", AT, "--json")[1])["moved"] == []


def test_wrong_arguments() -> None:
    assert run("queue")[0] == 2
    assert run("queue", LIST, "--at", "2026-02-25T12:00:00")[0] == 2
    assert run("queue", LIST, "--json", "--csv")[0] == 2
    assert run("explain", LIST)[0] == 2
    assert run("replay", LIST, "--policy", "runbook")[0] == 2
    code, _, err = run("queue", "no-such-file.json")
    assert code == 3 and "no-such-file.json" in err and "Traceback" not in err
    assert "Exit codes: 0" in run("--help")[1] == run("-h")[1]


def test_nobody_reads_the_output() -> None:
    given = "".join(OPEN % number for number in range(1, 2_000)).encode()
    command = [sys.executable, "-m", "cx_triage", "queue", "-", "--at", AT]
    for shape in ([], ["--json"], ["--csv"]):
        with subprocess.Popen(
            [*command, *shape], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdin and process.stdout and process.stderr
            process.stdout.close()
            process.stdin.write(given)
            process.stdin.close()
            assert process.stderr.read() == b""
            assert process.wait(120) == 0


def on_a_terminal(*arguments: str, given: bytes) -> tuple[int, bytes, str]:
    """The exit code and standard output of a run whose standard error is a terminal, and that."""
    leader, follower = pty.openpty()
    environment: dict[str, Any] = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-m", "cx_triage", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=follower, env=environment,
    ) as process:  # fmt: skip
        os.close(follower)
        out, _ = process.communicate(given, 120)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65_536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(leader)
    return process.returncode, out, shown.decode()


def test_long_input_shows_a_progress_bar_on_a_terminal_alone() -> None:
    given = "".join(OPEN % number for number in range(1, 3_000)).encode()
    both = ("--policy", "runbook", "--policy", "hotdash-2025-10")
    for arguments in (["queue", "-", "--csv"], ["replay", "-", *both, "--json"]):
        code, out, shown = on_a_terminal(*arguments, "--at", AT, given=given)
        assert code == 0 and "conversations" in shown
        assert run(*arguments, "--at", AT, given=given) == (0, out.decode(), "")


def raw(*arguments: str, out: Any = subprocess.PIPE, **environment: str) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "cx_triage", *arguments],
        stdout=out, stderr=subprocess.PIPE, env=os.environ | environment, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout or b"", done.stderr.decode(errors="replace")


def test_a_full_disk_and_a_terminal_without_emoji_are_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "c.ndjson"
    file.write_text(OPEN.replace("}", ', "contactNames": ["Zoë 🌸"]}') % 3, "utf-8")
    for shape in ([], ["--json"], ["--csv"]):
        arguments = ("queue", str(file), "--at", AT, *shape)
        with open("/dev/full", "wb") as full:
            code, _, err = raw(*arguments, out=full)
        assert code == 3 and err == "the output: No space left on device\n"
        code, out, err = raw(*arguments, PYTHONIOENCODING="cp1252")
        assert (code, err) == (0, "")
        if shape == ["--csv"]:
            assert "Zoë 🌸" in out.decode("utf-8")
        elif not shape:
            assert b"Zo\xeb ?" in out


def test_the_table_is_80_columns_wide_and_cuts_no_word() -> None:
    code, out, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT)
    _, told, _ = run("queue", LIST, "--decisions", DECISIONS, "--at", AT, "--json")
    assert code == 0 and max(map(len, out.splitlines())) <= 80
    words = set(re.split(r"[\s,;:]+", out))
    for each in map(json.loads, told.splitlines()):
        codes = [reason["code"] for reason in each["reasons"]] + each["approval"]["blockers"] + each["customer"]["name"].split()
        assert set(codes) <= words


def test_what_is_shown_can_be_chosen() -> None:
    def ids(*more: str) -> list[int]:
        _, out, _ = run("queue", LIST, "--at", AT, "--json", *more)
        return [json.loads(line)["conversationId"] for line in out.splitlines()]

    everything = ids()
    assert ids("--limit", "2") == everything[:2] and ids("--inbox", "77") == []
    assert set(ids("--assignee", "none")) | set(ids("--assignee", "11")) <= set(everything)
    parts = [ids("--level", level) for level in ("l1", "l2", "l3")]
    assert sorted(sum(parts, [])) == sorted(everything) and all(parts)
    _, out, _ = run("queue", LIST, "--at", AT, "--columns", "id, due", "--tz", "Asia/Kathmandu")
    assert "+05:45" in out and "customer" not in out
    for wrong in (["--columns", "x"], ["--tz", "Mars"], ["--assignee", "me"]):
        assert run("queue", LIST, *wrong)[0] == 2


def test_a_closed_history_shows_what_would_have_been(tmp_path: Path) -> None:
    closed = {
        "id": 3, "status": "resolved", "createdAt": "2026-02-25T09:00:00Z", "inboxId": 9,
        "messages": [{"id": 1, "author": "contact", "createdAt": "2026-02-25T09:00:00Z", "content": "Where is my parcel?"}],
        "statusChanges": [{"status": "resolved", "at": "2026-02-25T09:40:00Z"}],
    }  # fmt: skip
    patient = tmp_path / "patient.toml"
    patient.write_text('extends = "runbook"\nname = "patient"\n[sla]\ntarget_minutes = 60\n')
    both = ("replay", "-", "--policy", "runbook", "--policy", str(patient), "--at", AT, "--json")
    given = json.dumps(closed).encode()
    assert json.loads(run(*both, given=given)[1])["moved"] == []
    told = json.loads(run(*both, "--as-of", "each-change", given=given)[1])
    (moved,) = told["moved"]
    assert moved["changes"]["breachedAt"] == [["2026-02-25T09:30:00.000Z"], []]
    assert moved["changes"]["highestPriority"] == ["p2", "not surfaced"]
    (group,) = told["groups"]
    assert (group["week"], group["inboxId"], group["before"]["breaches"]) == ("2026-W09", 9, 1)

"""What a Python program expects: iterables, dicts, slices, pydantic, notebooks, Ctrl-C, examples."""

from __future__ import annotations

import builtins
import doctest
import json
import os
import re
import socket
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import EXAMPLES, ROOT

import cx_triage
from cx_triage import (
    Assessment, Conversation, DecisionEvent, Message, PastDecision, Policy, StatusChange, chatwoot, parse_decision_log,
    samples, write_decision_log,
)  # fmt: skip
from cx_triage.tools import stats
from cx_triage.tools.client import ChatwootError

NOW = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()
LIST = (EXAMPLES / "conversations.json").read_bytes()


def test_any_iterable_will_do_and_a_text_is_none() -> None:
    spoken = samples()[0]
    page = chatwoot.parse_messages([{"id": 5, "content": "Hello", "created_at": 1772010000, "message_type": 0}])
    assert spoken.with_messages(page).messages == page.messages
    assert spoken.with_messages(each for each in page).messages == page.messages
    assert spoken.with_labels({"vip"}).labels == ("vip",)
    assert spoken.with_decisions(iter([])).decisions == ()
    changed = spoken.with_status("resolved").with_status_changes({StatusChange(status="resolved", at=NOW)})
    assert changed.status == "resolved" and len(changed.status_changes) == 1
    built = Conversation(id=1, status="open", created_at=NOW, labels={"a": 1}.keys(), messages=(m for m in page))
    assert built.labels == ("a",) and built.messages == page.messages
    assert len(ENGINE.assess_each(samples(), (NOW for _ in samples()))) == len(samples())
    for wrong in ("vip", 3, [3]):
        with pytest.raises(TypeError):
            spoken.with_labels(wrong)  # type: ignore[arg-type]
    with pytest.raises(cx_triage.ParseError):
        spoken.with_status("opn")


def test_documents_that_were_read_already() -> None:
    document = json.loads(LIST)
    assert chatwoot.parse_conversation_list(document) == chatwoot.parse_conversation_list(LIST)
    first = document["data"]["payload"][0]
    assert chatwoot.parse_conversation(first).id == first["id"]
    assert chatwoot.parse_webhook({"event": "conversation_typing_on"}).ignored
    for record in (samples()[0], ENGINE.assess(samples()[0], NOW), PastDecision(action="escalate", at=NOW)):
        assert type(record).from_dict(record.to_dict()) == record


def test_pages_have_indices_and_slices() -> None:
    listing = chatwoot.parse_conversation_list(LIST)
    assert listing[0] == listing.conversations[0] and listing[-1] == listing.conversations[-1]
    assert listing[1:4] == listing.conversations[1:4] and listing[::-2] == listing.conversations[::-2]
    assert list(listing) == list(listing[:])
    event = ENGINE.escalate(samples()[0], NOW, reason="other", reason_text="x", actor="a")
    log = parse_decision_log(write_decision_log([event]))
    assert log[0] == event and log[5:] == ()
    for wrong in (99, -99):
        with pytest.raises(IndexError):
            listing[wrong]


def test_a_decision_log_is_written_as_it_is_read() -> None:
    events = [ENGINE.escalate(each, NOW, reason="other", reason_text="x", actor="a") for each in samples()]
    assert parse_decision_log(write_decision_log(event for event in events)).events == tuple(events)
    assert write_decision_log([]) == ""


def test_a_policy_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "runbook"\nname = "ours"\n')
    assert Policy.from_file(path).name == Policy.from_file(str(path)).name == "ours"
    path.write_text('\ufeff{"extends": "runbook", "name": "json"}', "utf-8")
    assert Policy.from_file(path) == Policy.from_text('{"extends": "runbook", "name": "json"}')
    with pytest.raises(FileNotFoundError):
        Policy.from_file(tmp_path / "none")


def test_records_in_and_columns_out() -> None:
    table = pa.table(ENGINE.assess_table(samples(), NOW))
    assert table["conversation_id"].to_pylist() == [each.id for each in samples()]
    assert table["priority"].to_pylist() == [each.priority for each in ENGINE.assess_many(samples(), NOW)]
    assert table["error"].null_count == len(table) == len(samples())
    assert pa.table(ENGINE.assess_table([], NOW)).num_rows == 0


def test_a_history_is_that_of_each_moment() -> None:
    for each in samples():
        history = ENGINE.assess_history(each, NOW + timedelta(days=3))
        times = [told.assessed_at for told in history]
        assert times[0] == min(each.created_at, *(m.created_at for m in each.messages), each.created_at)
        assert times == sorted(set(times)) and times[-1] <= NOW + timedelta(days=3)
        assert all(told == ENGINE.assess(each.as_of(told.assessed_at), told.assessed_at) for told in history)
        assert {at for m in each.messages for at in [m.created_at]} <= set(times)


def test_pydantic_and_fastapi() -> None:
    from fastapi import Body, FastAPI
    from fastapi.testclient import TestClient
    from pydantic import TypeAdapter, ValidationError

    told = ENGINE.assess(samples()[0], NOW)
    adapter = TypeAdapter(Assessment)
    assert adapter.validate_python(told) is told
    assert adapter.validate_json(told.to_json()) == adapter.validate_python(told.to_dict()) == told
    assert json.loads(adapter.dump_json(told)) == told.to_dict() == adapter.dump_python(told)
    assert adapter.json_schema()["title"] == "Assessment"
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Conversation).validate_python({"id": "secret"})
    assert "expected a whole number" in str(caught.value)

    app = FastAPI()

    @app.post("/assess")
    def assess(conversation: Any = Body()) -> Assessment:
        return ENGINE.assess(TypeAdapter(Conversation).validate_python(conversation), NOW)

    with TestClient(app) as client:
        answer = client.post("/assess", content=samples()[0].to_json(), headers={"content-type": "application/json"})
        assert answer.status_code == 200 and answer.json() == told.to_dict()
        assert "surfaced" in client.get("/openapi.json").text


def test_a_notebook_shows_200_rows_at_most() -> None:
    many = [Conversation(id=number, status="open", created_at=NOW - timedelta(hours=1)) for number in range(1, 251)]
    html = ENGINE.queue(many, NOW)._repr_html_()
    assert html.count("<tr>") == 201 and "and 50 more conversations" in html
    html = ENGINE.queue(samples(), NOW)._repr_html_()
    assert "no: high_risk_finding" in html and "<th>warnings</th>" in html and "promises_follow_up" in html
    assert "no: high_risk_finding" in ENGINE.assess(samples()[5], NOW)._repr_html_()


BATCHES = """
import sys, threading, time, os, signal
from datetime import datetime, timezone
from cx_triage import *
from cx_triage.chatwoot import parse_conversation_list, parse_messages
engine, now = Policy.runbook().compile(), datetime.now(timezone.utc)
many = samples() * 40000
lines = samples()[0].to_json().encode() + b"\\n"
calls = {
    "assess_many": lambda: engine.assess_many(many, now),
    "assess_each": lambda: engine.assess_each(many, [now] * len(many)),
    "queue": lambda: engine.queue(many, now),
    "breach_trend": lambda: engine.breach_trend(many * 6, 14, now),
    "assess_table": lambda: engine.assess_table(many, now),
    "assess_json_lines": lambda: engine.assess_json_lines(lines * 400000, now),
    "assess_arrow": lambda: read(engine.assess_arrow(columns, now)),
    "assess_arrow_each": lambda: read(engine.assess_arrow_each(columns, [now] * columns.num_rows)),
    "parse_conversation_list": lambda: parse_conversation_list(listed),
    "parse_messages": lambda: parse_messages(listed),
    "parse_decision_log": lambda: parse_decision_log(logged),
    "from_json": lambda: Conversation.from_json(long),
}
def read(stream):
    try:
        pa.table(stream)
    except pa.ArrowInvalid:  # pyarrow's own error for a stream that ended early; Python's comes next
        for _ in range(10**9):
            pass
if sys.argv[1].startswith("assess_arrow"):
    import pyarrow as pa
    columns = pa.table({"id": [1] * 1000000, "status": ["open"] * 1000000, "created_at": [now] * 1000000})
elif sys.argv[1] == "from_json":
    message = b'{"author": "contact", "createdAt": "2025-10-12T08:00:00Z", "content": "hello"},'
    long = samples()[0].to_json().encode().replace(b'"messages":[', b'"messages":[' + message * 1500000)
elif sys.argv[1].startswith("parse"):
    entry = b'{"id": 1, "status": "open", "message_type": 0, "created_at": 1772010000, "messages": []},'
    listed = b"[" + entry * 1500000 + entry[:-1] + b"]"
    logged = b'{"schemaVersion": 1, "id": "x", "action": "chatwoot.mark_resolved"}\\n' * 1500000
call = calls[sys.argv[1]]
sent = []
def stop():
    time.sleep(0.3)
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=stop, daemon=True).start()
try:
    call()
    print("done before it was interrupted")
except KeyboardInterrupt:
    print("took", time.monotonic() - sent[0])
"""


CALLS = [
    "assess_many",
    "assess_each",
    "queue",
    "breach_trend",
    "assess_table",
    "assess_json_lines",
    "assess_arrow",
    "assess_arrow_each",
    "parse_conversation_list",
    "parse_messages",
    "parse_decision_log",
    "from_json",
]


@pytest.mark.parametrize("call", CALLS)
def test_ctrl_c_ends_every_batch_call(call: str) -> None:
    done = subprocess.run([sys.executable, "-c", BATCHES, call], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.startswith("took"), done.stdout + done.stderr
    assert float(done.stdout.split()[1]) < 0.5


def test_import_star_shadows_nothing() -> None:
    given: dict[str, object] = {}
    exec("from cx_triage import *", given)
    shadowed = {name for name in given if hasattr(builtins, name)} - {"__builtins__"}
    assert shadowed == set()


# Where the extension's own docstrings have examples.
DOCUMENTED = [
    cx_triage.Engine.assess,
    cx_triage.Engine.assess_many,
    cx_triage.Engine.queue,
    cx_triage.Engine.scan,
    cx_triage.Engine.topic,
    cx_triage.Policy.from_toml,
    cx_triage.Policy.compile,
    cx_triage.parse_decision_log,
    chatwoot.parse_messages,
    chatwoot.parse_webhook,
]


@pytest.mark.parametrize("function", DOCUMENTED, ids=lambda function: function.__name__)
def test_examples_of_the_extension_run(function: Any) -> None:
    examples = doctest.DocTestParser().get_doctest(function.__doc__, {}, function.__name__, None, None)
    told = doctest.DocTestRunner().run(examples)
    assert told.attempted >= 2 and told.failed == 0


def test_docstrings_with_examples_run() -> None:
    from cx_triage.tools import client

    examples = 0
    for module in (cx_triage, chatwoot, stats, client):
        told = doctest.testmod(module)
        assert told.failed == 0
        examples += told.attempted
    assert examples >= 5


def test_every_code_of_an_error_is_in_the_table() -> None:
    table = (ROOT / "core" / "CODES.md").read_text()
    known = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    for raised in (lambda: Message(author="x", created_at=NOW), lambda: DecisionEvent.from_json("{}"), lambda: Policy.from_toml("x = 1")):
        with pytest.raises(cx_triage.CxTriageError) as caught:
            raised()
        assert caught.value.code in known
    assert issubclass(ChatwootError, cx_triage.CxTriageError) and chatwoot.Client is not None


def test_the_first_five_minutes_of_the_readme(tmp_path: Path) -> None:
    readme = (ROOT / "bindings-python" / "README.md").read_text()
    (commands,) = re.findall(r"<!-- commands -->\n```sh\n(.*?)```", readme, re.DOTALL)
    assert commands.startswith("pip install")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = "set -eu\ntrap 'kill %1' EXIT\n" + commands.split("\n", 1)[1].replace("3999", str(port))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"PATH": path}, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5003" in done.stdout and "chargeback" in done.stdout and "ok  restored" in done.stdout
    assert (tmp_path / "conversations.ndjson").exists() and (tmp_path / "mine.toml").exists()


def test_the_package_carries_its_data() -> None:
    run = [sys.executable, "-m", "cx_triage", "data"]
    names = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    assert {"runbook.toml", "conversations.json", "decisions.json", "schema/assessment.json", "schema/policy.json"} <= set(names)
    for name in names:
        raw = subprocess.run([*run, name], capture_output=True, check=True).stdout
        if name.startswith("schema/"):
            assert json.loads(raw)["$schema"]
    assert b"#" in subprocess.run([*run, "runbook.toml"], capture_output=True, check=True).stdout
    assert subprocess.run([*run, "none"], capture_output=True, check=False).returncode == 3

"""The Chatwoot client and ``cx-triage fetch``, against the mock server on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from cx_triage import Conversation, HandOff, Policy, chatwoot, samples
from cx_triage.tools import mock_shapes as shapes
from cx_triage.tools import mock_webhooks as webhooks
from cx_triage.tools.client import ChatwootError, Client
from cx_triage.tools.mock_server import SANDBOX, TOKEN, Faults, MockServer

PAYLOADS = ROOT / "tests" / "payloads" / "chatwoot"
SECRET_TOKEN = "zanzibar-token"


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(more=60) as running:
        yield running


def client(server: MockServer, **more: Any) -> Client:
    return Client(server.url, shapes.ACCOUNT, more.pop("token", TOKEN), **more)


def run(server: MockServer, *arguments: str, token: str | None = TOKEN, folder: Path | None = None) -> tuple[int, str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CX_TRIAGE_")}
    if token is not None:
        environment["CX_TRIAGE_TOKEN"] = token
    command = [sys.executable, "-m", "cx_triage", arguments[0], "--url", server.url, "--account", "3", *arguments[1:]]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=folder, stdin=subprocess.DEVNULL, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def payload(name: str) -> Any:
    return json.loads(next(PAYLOADS.glob(f"{name}_*.json")).read_text())


# What a contact or a person filled in, what an enterprise or a later edit adds, and an old value.
FREE = {"additional_attributes", "custom_attributes", "content_attributes", "changed_attributes", "team", "assignee"}


def keys(value: Any) -> Any:
    """The field sets of a document, down to what is free."""
    if isinstance(value, list):
        return [keys(each) for each in value[:1] if isinstance(each, dict)]
    return {name: None if name in FREE else keys(each) for name, each in value.items()} if isinstance(value, dict) else None


def without_messages(body: Any) -> Any:
    """Field sets of a body about a conversation whose newest message is of another kind."""
    return keys({**body, "messages": [], "last_non_activity_message": None})


def test_the_answers_have_the_field_sets_of_the_payloads(server: MockServer) -> None:
    plain = 10_001
    with client(server) as api:

        def asked(method: str, path: str, body: Any = None, **query: str) -> Any:
            return json.loads((api._asked(method, path, body, safe=True) if method == "POST" else api.get(path, query)).body)

        listed = asked("GET", "conversations", status="all", inbox_id="9")
        model = payload("01")
        listed["data"]["payload"] = [each for each in listed["data"]["payload"] if each["messages"][0]["sender_type"] == "Contact" and "attachments" not in each["messages"][0]]
        for each in (listed, model):
            for whose in ("assignee", "team"):
                each["data"]["payload"][0]["meta"].pop(whose, None)
        assert keys(listed) == keys(model)
        shown = asked("GET", f"conversations/{plain}")
        assert shown.keys() == payload("03").keys() and shown["messages"] == []
        found = asked("POST", "conversations/filter", {"payload": [{"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]}]})
        found["payload"] = [each for each in found["payload"] if each["id"] == SANDBOX or each["id"] >= plain][1:]
        assert keys(found) == keys(payload("04"))
        page = asked("GET", "conversations/4092/messages")
        assert page.keys() == payload("05").keys() and page["meta"].keys() == payload("05")["meta"].keys()
        assert keys(page["payload"][0]) == keys(payload("05")["payload"][0])
        assert page["meta"]["contact"].keys() == payload("05")["meta"]["contact"].keys()
        assert keys(asked("POST", f"conversations/{SANDBOX}/toggle_status", {"status": "open"})) == keys(payload("06"))
        of_contact = asked("GET", f"contacts/{plain}/conversations")
        assert without_messages(of_contact["payload"][0]) == without_messages(payload("21")["payload"][0])


# One server is of one version: 08 and 16 are of older ones, 02 and 18 of the enterprise edition, 19 is
# what a relay in PHP made of another.
EVENTS = [("07", "conversation_created"), ("09", "conversation_updated"), ("10", "conversation_status_changed"), ("11", "conversation_updated")]


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_webhooks_about_a_conversation_have_the_field_sets_of_the_payloads(server: MockServer, name: str, event: str) -> None:
    body = webhooks.of_conversation(event, server.store[SANDBOX], None)
    model = payload(name)
    assert body["event"] == model["event"]
    assert without_messages(body) == without_messages(model)
    # A template, as in payload 07, has no sender.
    assert body["messages"][0].keys() - {"sender"} == model["messages"][0].keys() - {"sender"}


@pytest.mark.parametrize("name", ["12", "13", "14", "15", "17", "20"])
def test_webhooks_about_a_message_have_the_field_sets_of_the_payloads(server: MockServer, name: str) -> None:
    kept = server.store[SANDBOX]
    kind = 0 if name in ("12", "15", "17") else 1
    content = None if name == "15" else "hello"
    kept.messages.append(shapes.message(kept, 1, kind, content, kept.created_at, private=name == "14", bot=name == "20"))
    body = webhooks.of_message(kept, kept.messages[-1])
    assert keys(body) == keys(payload(name))
    assert chatwoot.parse_webhook(json.dumps(body)).message is not None
    typing = json.loads(webhooks.typing_on(SANDBOX, datetime.now(timezone.utc)))
    model = payload("22")
    assert typing.keys() == model.keys() and typing["user"].keys() == model["user"].keys()
    assert without_messages(typing["conversation"]) == without_messages(model["conversation"])


def test_pages_until_they_end_and_each_conversation_once(server: MockServer) -> None:
    with client(server) as api:
        found = list(api.conversations())
    assert len(found) == len({each.id for each in found}) == len(server.store) > 2 * 25
    assert [method for method, *_ in server.log] == ["GET"] * 4
    with client(server) as api:
        assert {each.status for each in api.conversations("resolved")} <= {"resolved"}
        assert list(api.conversations(inbox=77)) == []
        recent = list(api.conversations(since=datetime.now(timezone.utc) - timedelta(minutes=10)))
    assert 0 < len(recent) < len(found)


def test_all_messages_make_a_conversation_whole(server: MockServer) -> None:
    kept = server.store[SANDBOX]
    for number in range(2, 50):
        kept.messages.append(shapes.message(kept, SANDBOX * 1000 + number, 0, f"line {number}", kept.created_at + number))
    with client(server) as api:
        listed = next(each for each in api.conversations() if each.id == SANDBOX)
        assert listed.partial and len(listed.messages) < 3
        whole = api.with_all_messages(listed)
    assert not whole.partial and len(whole.messages) == 49
    assert [each.content for each in whole.messages[-2:]] == ["line 48", "line 49"]


def test_the_gallery_comes_out_as_the_runbook_says(server: MockServer) -> None:
    engine = Policy.runbook().compile()
    now = datetime.now(timezone.utc)
    with client(server) as api:
        told = {each.id: engine.assess(api.with_all_messages(each), now) for each in api.conversations()}
    drafts = {number: told[number].suggestion for number in (4092, 4103, 4110)}
    assert [each.template_id for each in drafts.values() if each] == ["ship_update", "refund_offer", "ack_delay"]
    assert told[5003].priority == "p1" and told[5008].escalation.level == "l3"
    assert len(samples()) == len([number for number in told if number < SANDBOX])


def test_waits_are_those_that_the_server_asks_for(server: MockServer) -> None:
    waits: list[float] = []
    server.faults = Faults(rate_limit_every=2, retry_after=0)
    with client(server, on_wait=waits.append) as api:
        assert len(list(api.conversations())) == len(server.store)
    assert waits and set(waits) == {0.0}
    server.faults = Faults(fail_every=3)
    with client(server) as api:
        assert len(list(api.conversations())) == len(server.store)


def test_a_message_is_never_sent_twice(server: MockServer) -> None:
    server.faults = Faults(fail_every=1)
    with client(server) as api, pytest.raises(ChatwootError) as caught:
        api.send(SANDBOX, "Hello")
    assert (caught.value.code, caught.value.status) == ("unavailable", 503)
    assert caught.value.request_id and caught.value.request_id in str(caught.value)
    assert len(server.log) == 1


def test_errors_have_codes_and_hold_no_token(server: MockServer) -> None:
    with client(server, token=SECRET_TOKEN) as api, pytest.raises(ChatwootError) as caught:
        list(api.conversations())
    assert caught.value.code == "unauthorized" and SECRET_TOKEN not in str(caught.value) + repr(caught.value) + repr(api)
    with client(server) as api, pytest.raises(ChatwootError) as caught:
        api.conversation(77)
    assert caught.value.code == "not_found"
    with Client("http://127.0.0.1:9", 3, SECRET_TOKEN, retries=0) as api, pytest.raises(ChatwootError) as caught:
        api.conversation(77)
    assert caught.value.code == "unreachable" and caught.value.__cause__ is None
    for address in ("http://chat.example.com", "https://u:p@chat.example.com", "ftp://x", "https://", "https://x:y", "https://x/?token=1"):
        with pytest.raises(ChatwootError) as caught:
            Client(address, 3, SECRET_TOKEN)
        assert caught.value.code == "bad_address"
    for token in ("", "two words", "line\nbreak", "ключ"):
        with pytest.raises(ChatwootError):
            Client("https://chat.example.com", 3, token)


def test_an_event_is_performed(server: MockServer) -> None:
    engine, now = Policy.runbook().compile(), datetime.now(timezone.utc)
    kept = server.store[SANDBOX]
    with client(server) as api:
        spoken = api.with_all_messages(api.conversation(SANDBOX))
        sent = api.perform(engine.approve_send(spoken, now, operator_email="a@example.com"))
        assert sent is not None and sent.author == "agent" and kept.messages[-1]["content"] == sent.content
        note = HandOff(issue="late", customer_expectation="a date")
        api.perform(engine.escalate(spoken, now, actor="a", reason="manager_request", hand_off=note))
        assert kept.labels == ["sandbox", "escalation"] and kept.messages[-1]["private"]
        spoken = api.with_all_messages(api.conversation(SANDBOX))
        assert spoken.labels == ("sandbox", "escalation")
        api.perform(engine.mark_resolved(spoken, now, actor="a", override_reason="rehearsed"))
        assert (kept.status, kept.labels) == ("resolved", ["sandbox"])


def test_webhooks_are_signed_and_told(server: MockServer) -> None:
    body = webhooks.typing_on(SANDBOX, datetime.now(timezone.utc))
    headers = server.signed(body)
    at, header = headers["x-chatwoot-timestamp"], headers["x-chatwoot-signature"]
    chatwoot.verify_signature(server.secret, at, body, header, datetime.now(timezone.utc), 60_000)
    assert chatwoot.parse_webhook(body).ignored
    server.webhook = f"{server.url}/webhook"
    with client(server) as api:
        api.set_labels(SANDBOX, ["sandbox", "vip"])
        for expected in (200, 401):
            statuses: list[int] = []
            for _ in range(500):
                statuses = [status for _, path, status in server.log if path == "/webhook"]
                if statuses:
                    break
                time.sleep(0.02)
            assert statuses == [expected]
            server.log.clear()
            server.faults = Faults(wrong_signatures=True)
            if expected == 200:
                api.toggle_status(SANDBOX, "pending")


def documents(path: Path) -> list[Conversation]:
    return [Conversation.from_json(line) for line in path.read_bytes().splitlines()]


def test_fetch_writes_whole_documents(server: MockServer, tmp_path: Path) -> None:
    target = tmp_path / "c.ndjson"
    log = tmp_path / "log.json"
    log.write_text('{"4092": [{"action": "chatwoot.escalate", "at": "2026-02-25T11:47:00Z"}]}')
    code, out, err = run(server, "fetch", "--out", str(target), "--decisions", str(log))
    assert (code, err) == (0, "") and f"{len(server.store)} conversations" in out
    found = documents(target)
    assert {each.id for each in found} == server.store.keys()
    assert not any(each.partial for each in found if each.status in ("open", "pending"))
    assert [len(each.decisions) for each in found if each.id == 4092] == [1]
    assert list(tmp_path.iterdir()) == [target, log] or set(tmp_path.iterdir()) == {target, log}
    code, out, _ = run(server, "queue", "--json", "--status", "open")
    assert code == 2, "queue takes the statuses that the policy surfaces"


def test_queue_is_fetch_and_queue(server: MockServer, tmp_path: Path) -> None:
    code, out, err = run(server, "queue", "--json")
    assert (code, err) == (0, "")
    told = [json.loads(line) for line in out.splitlines()]
    assert {5003, 5008} <= {each["conversationId"] for each in told} and not any(each["partial"] for each in told)


def test_fetch_goes_on_where_it_stopped(server: MockServer, tmp_path: Path) -> None:
    target = tmp_path / "c.ndjson"
    server.faults = Faults(delay_ms=60)
    command = [sys.executable, "-m", "cx_triage", "fetch", "--url", server.url, "--account", "3", "--out", str(target)]
    with subprocess.Popen(command, env=os.environ | {"CX_TRIAGE_TOKEN": TOKEN}, stderr=subprocess.PIPE) as process:
        while len(server.log) < 30:
            time.sleep(0.02)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(10)
        assert time.monotonic() - start < 2 and process.returncode == 130
        assert process.stderr and process.stderr.read() == b"interrupted\n"
    part = target.with_name("c.ndjson.part")
    assert part.exists() and not target.exists()
    with part.open("ab") as torn:
        torn.write(b'{"id": 5')
    before = len(server.log)
    server.faults = Faults()
    assert run(server, "fetch", "--out", str(target), "--status", "open")[0] == 3, "other settings"
    whole = 2 * len(server.store)
    code, _, err = run(server, "fetch", "--out", str(target))
    assert (code, err) == (0, "") and not part.exists()
    assert {each.id for each in documents(target)} == server.store.keys()
    again = len([path for _, path, _ in server.log[before:] if path.endswith("/messages")])
    assert 0 < again < whole - 10


def test_what_stands_in_the_way_is_a_sentence(server: MockServer, tmp_path: Path) -> None:
    code, _, err = run(server, "fetch", token=SECRET_TOKEN)
    assert code == 3 and "401" in err and SECRET_TOKEN not in err and "Traceback" not in err
    code, _, err = run(server, "fetch", token=None)
    assert code == 3 and "CX_TRIAGE_TOKEN" in err
    code, _, err = run(server, "fetch", "--url", "http://127.0.0.1:9")
    assert code == 3 and "cannot be reached" in err
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    code, out, err = run(server, "fetch", "--token-file", str(file), token=None)
    assert (code, err) == (0, "") and len(out.splitlines()) == len(server.store)
    assert run(server, "fetch", "--token", SECRET_TOKEN)[0] == 2

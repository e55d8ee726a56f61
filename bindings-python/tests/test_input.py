"""What the command reads: whatever form conversations come in, or what it is that it cannot read."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT
from test_command import AT, CHATWOOT, OPEN, RUST, run

LIST = (EXAMPLES / "conversations.json").read_bytes()
PAGE = json.dumps(json.loads(LIST)).encode()
PAYLOADS = ROOT / "tests" / "payloads" / "chatwoot"


def ids(given: bytes, *more: str) -> tuple[list[int], str]:
    code, out, err = run("queue", "-", "--at", AT, "--json", *more, given=given)
    assert code == 0, err
    assert "Traceback" not in err and not RUST.search(err)
    return [json.loads(line)["conversationId"] for line in out.splitlines()], err


def document(number: int) -> dict[str, object]:
    return {"id": number, "status": "open", "createdAt": "2026-02-25T11:00:00Z"}


@pytest.mark.parametrize(
    "form",
    [
        lambda each: "".join(json.dumps(part) + "\n" for part in each).encode(),
        lambda each: "\r\n".join(json.dumps(part) for part in each).encode(),
        lambda each: "".join(json.dumps(part) for part in each).encode(),
        lambda each: "\n".join(json.dumps(part, indent=2) for part in each).encode(),
        lambda each: json.dumps(each).encode(),
        lambda each: json.dumps(each, indent=2).encode(),
        lambda each: json.dumps(each[:1]).encode() + b"\n" + json.dumps(each[1:], indent=1).encode(),
        lambda each: ("[\n" + ",\n".join(json.dumps(part) for part in each) + "\n]\n").encode(),
        lambda each: b"\xef\xbb\xbf" + json.dumps(each).encode(),
        lambda each: json.dumps(each).encode("utf-16"),
        lambda each: json.dumps(each, indent=1).encode("utf-16-be"),
        lambda each: json.dumps(each).encode("utf-16-le"),
        lambda each: json.dumps(each).encode("utf-32"),
        lambda each: gzip.compress(json.dumps(each).encode()),
        lambda each: bz2.compress("\n".join(map(json.dumps, each)).encode()),
        lambda each: b"\x1e" + b"\n\x1e".join(json.dumps(part).encode() for part in each),
        lambda each: b"\n\n" + b"\n\n".join(json.dumps(part).encode() for part in each),
    ],
)
def test_documents_in_any_form(form) -> None:  # type: ignore[no-untyped-def]
    found, err = ids(form([document(number) for number in (1, 2, 3)]))
    assert (found, err) == ([1, 2, 3], "")


def test_pages_of_a_list_one_after_the_other() -> None:
    alone, _ = ids(PAGE)
    other = PAGE.replace(b'"id": 41', b'"id": 51')
    for given in (PAGE + other, PAGE + b"\n" + other, LIST + other + b"\n"):
        found, _ = ids(given)
        assert len(found) == 2 * len(alone)
    mixed, err = ids(PAGE + b"\n" + json.dumps(document(3)).encode() + b"\n" + CHATWOOT)
    assert sorted(mixed) == sorted([*alone, 3, 4]) and "line 1: entry" in err


def test_a_page_of_messages_goes_to_its_conversation() -> None:
    page = (PAYLOADS / "05_rest_messages.json").read_bytes()
    conversation = json.loads(CHATWOOT) | {"id": 44}
    code, out, err = run("explain", "-", "--id", "44", "--at", AT, given=page + json.dumps(conversation).encode())
    assert (code, err) == (0, "") and "The zipper broke" in out
    code, _, err = run("queue", "-", "--at", AT, given=json.dumps(conversation).encode() + page)
    assert code == 0 and "messages of conversation 44, which does not follow them" in err
    code, _, err = run("queue", "-", "--at", AT, given=page)
    assert code == 3 and "messages of conversation 44" in err


def test_every_payload_is_read_or_named() -> None:
    for path in sorted(PAYLOADS.glob("*.json")):
        code, _, err = run("queue", str(path), "--at", AT)
        assert code in (0, 3) and "Traceback" not in err and not RUST.search(err), path.name
        assert len(err.splitlines()) <= 3, path.name


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b'{"error": "Invalid Access Token"}', "refusal of the access token"),
        (b'{"errors": ["You need to sign in or sign up before continuing."]}', "refusal of the access token"),
        (b'{"error": "secret"}', "an error message"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"PK\x03\x04....", "ZIP"),
        (gzip.compress(PAGE)[:-200], "damaged or cut off"),
        (b'{"meta": {}, "payload": {"success": true, "current_status": "open"}}', "change of status"),
        (b"[" * 200_000, "nested too deeply"),
        (b"", "empty"),
        (b"id,status\n1,open\n", "not JSON from line 1"),
    ],
)
def test_what_is_no_conversation_is_named(given: bytes, said: str) -> None:
    code, _, err = run("queue", "-", "--at", AT, given=given)
    assert code == 3 and said in err and "Traceback" not in err and "secret" not in err


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_told_once(share: float) -> None:
    many = json.dumps([document(number) for number in range(1, 800)], indent=2).encode()
    found, err = ids(many[: int(len(many) * share)])
    assert 0 < len(found) < 800 and len(err.splitlines()) == 1 and "cut off" in err
    lines = "".join(OPEN % number for number in range(1, 800)).encode()
    found, err = ids(lines[: int(len(lines) * share) - 30])
    assert 0 < len(found) < 800 and len(err.splitlines()) <= 1


def test_many_bad_lines_are_counted_and_not_all_told() -> None:
    found, err = ids((OPEN % 3).encode() + b'{"id": "secret", "createdAt": 1}\n' * 700)
    assert found == [3] and len(err.splitlines()) == 21 and "680 more" in err and "secret" not in err


def test_a_bad_entry_elsewhere_does_not_fail_explain(tmp_path: Path) -> None:
    given = (OPEN % 3).encode() + b'{"id": "x"}\n'
    assert run("explain", "-", "--id", "3", "--at", AT, given=given)[::2] == (0, "")
    assert run("explain", "-", "--id", "3", "--at", AT, "--strict", given=given)[0] == 1

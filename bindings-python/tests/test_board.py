"""``cx-triage board``: one page, with the data in it and nothing else."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from cx_triage import Conversation, Policy, samples
from cx_triage.tools.board import page
from cx_triage.tools.command import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()


def data_of(html: str) -> Any:
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_the_page_holds_the_queue_in_order() -> None:
    board = data_of(page(ENGINE, samples(), NOW))
    queue = ENGINE.queue(samples(), NOW)
    assert [each["assessment"] for each in board["entries"]] == [each.to_dict() for each in queue]
    for each in board["entries"]:
        codes = each["assessment"]["approval"]["blockers"]
        assert all(each["texts"]["sentences"][code].endswith(".") for code in codes)
        assert each["conversation"]["id"] == each["assessment"]["conversationId"]
        assert each["clocks"][0]["clock"] == "main"


def test_nothing_is_fetched_and_only_the_viewer_may_run() -> None:
    html = page(ENGINE, samples(), NOW)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=\"?https?:", html)


def test_what_a_customer_wrote_cannot_leave_its_place() -> None:
    text = "</script><script>alert(1)</script><!-- I will sue you"
    conversation = Conversation.from_json(
        json.dumps(
            {
                "id": 1,
                "status": "open",
                "createdAt": "2025-10-12T07:00:00Z",
                "labels": [text],
                "contactNames": [text],
                "messages": [{"author": "contact", "createdAt": "2025-10-12T07:00:00Z", "content": text}],
            }
        )
    )
    html = page(ENGINE, [conversation], NOW, title=text)
    board = data_of(html)
    assert board["title"] == text
    assert board["entries"][0]["conversation"]["messages"][0]["content"] == text
    assert "<script>alert" not in html


def test_the_command_writes_a_file_and_redacts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "conversations.jsonl"
    given.write_text(
        json.dumps(
            {
                "id": 7,
                "status": "open",
                "createdAt": "2025-10-12T07:00:00Z",
                "contactNames": ["Ada Lovelace"],
                "messages": [
                    {
                        "author": "contact",
                        "createdAt": "2025-10-12T07:00:00Z",
                        "content": "I am Ada Lovelace, ada@example.com. Where is my parcel?",
                    }
                ],
            }
        )
        + "\n"
    )
    at = ["--at", "2025-10-12T08:30:00Z"]
    target = tmp_path / "board.html"
    assert run(["board", str(given), *at, "-o", str(target)]) == 0
    assert "Ada Lovelace" in target.read_text("utf-8")
    assert run(["board", str(given), *at, "--redact"]) == 0
    redacted = capsys.readouterr().out
    assert "Lovelace" not in redacted
    assert "ada@example.com" not in redacted
    assert "Where is my parcel?" in redacted
    assert run(["board", str(given), "-o", str(tmp_path / "no" / "such.html")]) == 3

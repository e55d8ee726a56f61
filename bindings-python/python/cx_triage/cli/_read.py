"""What the command reads: files of conversations, past decisions, policies."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import Progress

from .. import Conversation, ParseError, PastDecision, Policy, chatwoot, parse_decision_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

SHIPPED: dict[str, Callable[[], Policy]] = {
    "runbook": Policy.runbook,
    "hotdash-2025-10": Policy.hotdash_2025_10,
}
MANY = 5_000


class Unreadable(Exception):
    """A file that cannot be read at all."""


@dataclass
class Found:
    """The conversations of some files, and what could not be read of them."""

    conversations: list[Conversation] = field(default_factory=list[Conversation])
    problems: list[str] = field(default_factory=list[str])


def data(name: str) -> bytes:
    """The bytes of a file, or of standard input."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from error


def policy(name: str) -> Policy:
    """A shipped policy by name, or a file in TOML or JSON."""
    if name in SHIPPED:
        return SHIPPED[name]()
    raw = data(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not UTF-8") from error
    return Policy.from_json(raw) if text.lstrip().startswith("{") else Policy.from_toml(text)


def conversations(files: tuple[str, ...], decisions: str | None, err: Console) -> Found:
    """The conversations of all files, with their past decisions."""
    found = Found()
    for name in files:
        _one_file(name, data(name), found, err)
    if decisions is not None:
        past = _decisions(decisions)
        found.conversations = [
            each.with_decisions([*each.decisions, *past(each.id)]) for each in found.conversations
        ]
    return found


def _one_file(name: str, raw: bytes, found: Found, err: Console) -> None:
    try:
        document: Any = json.loads(raw)
    except ValueError:
        if raw.strip().count(b"\n") == 0:
            raise Unreadable(f"{name}: not JSON") from None
        _lines(name, raw, found, err)
        return
    parts: list[Any] = document if isinstance(document, list) else [document]
    if parts and all(isinstance(part, dict) and "createdAt" in part for part in parts):
        for place, part in enumerate(parts):
            _try(f"{name}: entry {place}", Conversation.from_json, json.dumps(part), found)
    elif isinstance(document, dict) and not {"payload", "data"} & document.keys():
        _try(name, chatwoot.parse_conversation, raw, found)
    else:
        listing = chatwoot.parse_conversation_list(raw)
        found.conversations += listing.conversations
        found.problems += [
            f"{name}: entry {each.index}, conversation {each.id}: {each.detail} "
            f"({each.code} at {each.pointer})"
            for each in listing.rejected
        ]


def _lines(name: str, raw: bytes, found: Found, err: Console) -> None:
    lines = raw.split(b"\n")
    with _progress(err, len(lines)) as (progress, task):
        for number, line in enumerate(lines, 1):
            if line.strip():
                read: Callable[[str | bytes], Conversation] = Conversation.from_json
                if b'"createdAt"' not in line and b'"created_at"' in line:
                    read = chatwoot.parse_conversation
                _try(f"{name}: line {number}", read, line, found)
            if number % 1_000 == 0:
                progress.advance(task, 1_000)


def _try(
    place: str, read: Callable[[str | bytes], Conversation], raw: str | bytes, found: Found
) -> None:
    try:
        found.conversations.append(read(raw))
    except ParseError as error:
        found.problems.append(f"{place}: {error}")


def _decisions(name: str) -> Callable[[int], list[PastDecision]]:
    raw = data(name)
    try:
        document: Any = json.loads(raw)
    except ValueError:
        document = None
    if not isinstance(document, dict) or "schemaVersion" in document:
        return parse_decision_log(raw).decisions_of
    past = {
        int(number): [PastDecision.from_json(json.dumps(each)) for each in listed]
        for number, listed in document.items()
    }
    return lambda number: past.get(number, [])


def batches(conversations: list[Conversation], err: Console) -> Iterator[list[Conversation]]:
    """The conversations a thousand at a time, with a progress bar where there are many."""
    with _progress(err, len(conversations)) as (progress, task):
        for start in range(0, len(conversations), 1_000):
            yield conversations[start : start + 1_000]
            progress.advance(task, 1_000)


class _progress:
    def __init__(self, err: Console, total: int) -> None:
        self.bar = Progress(console=err, transient=True, disable=total < MANY)
        self.total = total

    def __enter__(self) -> tuple[Progress, Any]:
        self.bar.start()
        return self.bar, self.bar.add_task("conversations", total=self.total)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

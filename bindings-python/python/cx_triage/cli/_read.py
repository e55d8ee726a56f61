"""What the command reads: files of conversations, past decisions, policies."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from .. import Conversation, ParseError, PastDecision, Policy, chatwoot, parse_decision_log

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from rich.console import Console

SHIPPED: dict[str, Callable[[], Policy]] = {
    "runbook": Policy.runbook,
    "hotdash-2025-10": Policy.hotdash_2025_10,
}
MANY = 2_000
BATCH = 1_000


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
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from error
    return raw.removeprefix(b"\xef\xbb\xbf")


def policy(name: str) -> Policy:
    """A shipped policy by name, or a file in TOML or JSON."""
    if name in SHIPPED:
        return SHIPPED[name]()
    if name != "-" and not Path(name).exists():
        raise Unreadable(f"{name}: neither a file nor a shipped policy ({', '.join(SHIPPED)})")
    try:
        text = data(name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not UTF-8") from error
    return Policy.from_json(text) if text.lstrip().startswith("{") else Policy.from_toml(text)


def conversations(files: tuple[str, ...], decisions: str | None, err: Console) -> Found:
    """The conversations of all files, with their past decisions."""
    found = Found()
    for name in files:
        _one_file(name, data(name), found, err)
    if decisions is not None:
        past = _decisions(decisions, found)
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
    if parts and all(_is_own(part) for part in parts):
        for place, part in enumerate(parts):
            _try(f"{name}: entry {place}", Conversation.from_json, json.dumps(part), found)
    elif isinstance(document, dict) and not {"payload", "data"} & document.keys():
        _try(name, chatwoot.parse_conversation, raw, found)
    else:
        _listing(name, raw, found)


def _is_own(document: Any) -> bool:
    """Whether it is the library's own document: Chatwoot writes ``created_at``."""
    return isinstance(document, dict) and "createdAt" in document


def _listing(name: str, raw: bytes, found: Found) -> None:
    try:
        listing = chatwoot.parse_conversation_list(raw)
    except ParseError as error:
        found.problems.append(f"{name}: {error}")
        return
    found.conversations += listing.conversations
    found.problems += [
        f"{name}: entry {each.index}, conversation {each.id}: {each.detail} "
        f"({each.code} at {each.pointer})"
        for each in listing.rejected
    ]


def _lines(name: str, raw: bytes, found: Found, err: Console) -> None:
    lines = raw.split(b"\n")
    with progress(err, "reading", len(lines)) as advance:
        for number, line in enumerate(lines, 1):
            if line.strip():
                _try(f"{name}: line {number}", _read_line, line, found)
            if number % BATCH == 0:
                advance(BATCH)


def _read_line(line: str | bytes) -> Conversation:
    try:
        return Conversation.from_json(line)
    except ParseError:
        try:
            chatwoots = not _is_own(json.loads(line))
        except ValueError:
            chatwoots = False
        if chatwoots:
            return chatwoot.parse_conversation(line)
        raise


def _try(
    place: str, read: Callable[[str | bytes], Conversation], raw: str | bytes, found: Found
) -> None:
    try:
        found.conversations.append(read(raw))
    except ParseError as error:
        found.problems.append(f"{place}: {error}")


def _decisions(name: str, found: Found) -> Callable[[int], list[PastDecision]]:
    """Past decisions by conversation: an object of lists, or a decision log."""
    raw = data(name)
    try:
        document: Any = json.loads(raw)
    except ValueError:
        document = None
    if not isinstance(document, dict) or "schemaVersion" in document:
        log = parse_decision_log(raw)
        found.problems += [f"{name}: line {each.line}: {each.error.detail}" for each in log.rejected]
        found.problems += [
            f"{name}: line {each.line}: events of version {each.schema_version} are not read"
            for each in log.unknown
        ]
        return log.decisions_of
    past: dict[str, list[PastDecision]] = {}
    for place, (number, listed) in enumerate(document.items()):
        try:
            past[number] = [PastDecision.from_json(json.dumps(each)) for each in listed]
        except (ParseError, TypeError) as error:
            found.problems.append(f"{name}: entry {place}: {error}")
    return lambda number: past.get(str(number), [])


def batches(conversations: list[Conversation], err: Console) -> Iterator[list[Conversation]]:
    """The conversations a thousand at a time, with a progress bar where there are many."""
    with progress(err, "assessing", len(conversations)) as advance:
        for start in range(0, len(conversations), BATCH):
            yield conversations[start : start + BATCH]
            advance(BATCH)


@contextmanager
def progress(err: Console, what: str, total: int) -> Generator[Callable[[int], None]]:
    """A progress bar on a terminal, where there is much to do; it goes when it is done."""
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=err, transient=True, disable=total < MANY or not err.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)

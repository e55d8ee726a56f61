"""The conversations of some inputs, a batch at a time, with their past decisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import Conversation, ParseError, PastDecision, chatwoot, parse_decision_log
from . import documents
from .output import progress
from .sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..chatwoot import MessagesPage
    from .documents import Entry
    from .output import Problems

BATCH = 1_000
READERS = {
    documents.OWN: Conversation.from_json,
    documents.SINGLE: chatwoot.parse_conversation,
}


class Conversations:
    """Reads conversations out of files; what cannot be read stands in ``problems``."""

    def __init__(self, files: Iterable[str], decisions: str | None, problems: Problems) -> None:
        self.files = files
        self.problems = problems
        self.count = 0
        self.past = past_decisions(decisions, problems) if decisions is not None else None
        self._pages: dict[int, list[tuple[str, MessagesPage]]] = {}

    def batches(self, what: str) -> Iterator[list[Conversation]]:
        """The conversations, a thousand at a time, counted on the terminal."""
        with progress(what) as advance:
            batch: list[Conversation] = []
            for conversation in self:
                batch.append(conversation)
                if len(batch) == BATCH:
                    yield batch
                    advance(len(batch))
                    batch = []
            if batch:
                yield batch

    def given(self, conversations: list[Conversation]) -> Iterator[list[Conversation]]:
        """Conversations that are here already, with their past decisions, in one batch."""
        self.count = len(conversations)
        yield [self._decided(each) for each in conversations]

    def _decided(self, conversation: Conversation) -> Conversation:
        if self.past is None:
            return conversation
        past = [*conversation.decisions, *self.past(conversation.id)]
        return conversation.with_decisions(past)

    def __iter__(self) -> Iterator[Conversation]:
        for conversation in self._read():
            self.count += 1
            yield self._decided(conversation)
        for number, pages in self._pages.items():
            for where, _ in pages:
                self.problems.add(
                    f"{where}: messages of conversation {number}, which does not follow them; "
                    "give the page of messages before its conversation"
                )

    def _read(self) -> Iterator[Conversation]:
        listed: list[Entry] = []
        for entry in self._entries():
            if entry.kind == documents.LISTED:
                listed.append(entry)
                if len(listed) < BATCH // 2:
                    continue
            yield from map(self._with_pages, self._chatwoot(listed))
            listed = []
            if entry.kind in READERS:
                yield from map(self._with_pages, self._one(entry))
        yield from map(self._with_pages, self._chatwoot(listed))

    def _entries(self) -> Iterator[Entry]:
        for name in self.files:
            for entry in documents.entries(Source(name)):
                if entry.problem:
                    self.problems.add(f"{entry.where}: {entry.problem}")
                elif entry.kind == documents.MESSAGES:
                    self._page(entry)
                else:
                    yield entry

    def _one(self, entry: Entry) -> Iterator[Conversation]:
        try:
            yield READERS[entry.kind](entry.data)
        except ParseError as error:
            self.problems.add(f"{entry.where}: {error}")

    def _chatwoot(self, entries: list[Entry]) -> Iterator[Conversation]:
        """Chatwoot's conversations, read as the list that they stood in."""
        if not entries:
            return
        listing = chatwoot.parse_conversation_list(
            b"[" + b",".join(entry.data for entry in entries) + b"]"
        )
        for each in listing.rejected:
            named = f", conversation {each.id}" if each.id else ""
            inner = "/" + (each.pointer or "").partition("/")[2].partition("/")[2]
            self.problems.add(
                f"{entries[each.index].where}{named}: {each.detail} ({each.code} at {inner})"
            )
        yield from listing.conversations

    def _page(self, entry: Entry) -> None:
        try:
            page = chatwoot.parse_messages(entry.data)
        except ParseError as error:
            self.problems.add(f"{entry.where}: {error}")
            return
        for each in page.rejected:
            self.problems.add(f"{entry.where}: message {each.index}: {each.detail} ({each.code})")
        number = page.conversation_id or entry.conversation_id or 0
        self._pages.setdefault(number, []).append((entry.where, page))

    def _with_pages(self, conversation: Conversation) -> Conversation:
        for _, page in self._pages.pop(conversation.id, ()):
            conversation = conversation.with_messages_page(page)
        return conversation


def past_decisions(name: str, problems: Problems) -> Callable[[int], list[PastDecision]]:
    """Past decisions by conversation: an object of lists, or a decision log."""
    raw = Source(name).whole()
    try:
        document: Any = json.loads(raw)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or "schemaVersion" in document:
        log = parse_decision_log(raw)
        for bad in log.rejected:
            problems.add(f"{name}: line {bad.line}: {bad.error.detail}")
        for unknown in log.unknown:
            version = unknown.schema_version
            problems.add(f"{name}: line {unknown.line}: events of version {version} are not read")
        by_number: dict[int, list[PastDecision]] = {}
        for event in log:
            by_number.setdefault(event.conversation_id, []).append(event.to_past_decision())
        return lambda number: by_number.get(number, [])
    past: dict[str, list[PastDecision]] = {}
    for place, (key, listed) in enumerate(document.items()):
        try:
            past[key] = [PastDecision.from_dict(each) for each in listed]
        except (ParseError, TypeError) as error:
            problems.add(f"{name}: entry {place}: {error}")
    return lambda number: past.get(str(number), [])

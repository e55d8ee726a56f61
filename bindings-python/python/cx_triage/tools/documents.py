"""JSON in whatever form it comes: what stands in it, entry by entry, as the bytes that were read.

Text is looked at as Latin-1, a character a byte: the marks of JSON are ASCII, whatever stands
between quotes is not touched, and memory stays that of the bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from .sources import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .sources import Source

LONG_LINE = 1 << 22
BLANK = re.compile(r"(?:[ \t\r\n]|\xef\xbb\xbf|\x1e)*")
DECODE = json.JSONDecoder(strict=False).raw_decode

OWN, LISTED, SINGLE, MESSAGES = "own", "listed", "single", "messages"


@dataclass(frozen=True)
class Entry:
    """One thing of an input: a document of the library's, a conversation of Chatwoot's in a list or
    by itself, a page of messages; or why there is none.
    """

    where: str
    kind: str = ""
    data: bytes = b""
    problem: str = ""
    conversation_id: int | None = None


class _Bad(Exception):
    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.at = at


def entries(source: Source) -> Iterator[Entry]:
    """The entries of an input: of JSON lines one at a time, else of all documents in it."""
    lines = source.lines()
    head: list[bytes] = []
    for line in lines:
        head.append(line)
        if len(line) > LONG_LINE or sum(map(bool, map(bytes.strip, head))) == 2:
            break
    written = [line for line in head if line.strip()]
    if not written:
        yield Entry(source.name, problem="empty")
    elif len(written[0]) < LONG_LINE and _is_document(written[0]):
        yield from _lines(source.name, chain(head, lines))
    else:
        raw = bytearray()
        for line in chain(head, lines):
            raw += line
        text = raw.decode("latin-1")
        if len(written) == 2 and not _goes_on(written[0]) and _is_document(written[1]):
            yield from _lines(source.name, bytes(raw).splitlines(keepends=True))
        else:
            del raw
            yield from _documents(source.name, text)


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.strip(b" \t\r\n\x1e").removeprefix(MARK).decode("latin-1"), strict=False), (dict, list))
    except (ValueError, RecursionError):
        return False


def _goes_on(line: bytes) -> bool:
    """Whether a line ends inside of a document that is written over several."""
    return line.rstrip()[-1:] in (b"[", b"{", b",", b":")


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Entry]:
    lines = iter(lines)
    for number, line in enumerate(lines, 1):
        where = f"{name}: line {number}"
        if line.strip() in (b"[", b"{"):
            text = b"".join((line, *lines)).decode("latin-1")
            yield from _documents(name, text, first_line=number)
            return
        bare = line.strip(b" \t\r\n\x1e").removeprefix(MARK)
        if bare.startswith(b"{") and b'"createdAt"' in bare:
            yield Entry(where, OWN, bare)
        elif line.strip():
            yield from _documents(where, line.decode("latin-1"), f"{where}: ")


def _documents(name: str, text: str, before: str = "", first_line: int = 1) -> Iterator[Entry]:
    at, number = _blank(text, 0), 0
    while at < len(text):
        number += 1
        place = before or (f"{name}: " if number == 1 else f"{name}: document {number}, ")
        walker = _Walker(text, place)
        try:
            yield from walker.document(at)
        except _Bad as bad:
            yield Entry(name, problem=_said(text, bad, bool(before), first_line))
            return
        at = _blank(text, walker.end)


def _said(text: str, bad: _Bad, one_line: bool, first_line: int) -> str:
    rest = text[bad.at :].strip()
    cut = not rest or bad.args[0].startswith("Unterminated") or any(
        word.startswith(rest) for word in ("true", "false", "null", "-")
    )  # fmt: skip
    if bad.args[0] == "deep":
        return "nested too deeply to be read"
    if one_line:
        return "cut off in the middle" if cut and rest != text.strip() else "not JSON"
    line = text.count("\n", 0, bad.at) + first_line
    if cut and bad.at > 0 and text[:1] in "{[":
        return f"cut off: the file ends in the middle of a document (line {line})"
    return f"not JSON from line {line}, column {bad.at - text.rfind(chr(10), 0, bad.at)} on"


def _blank(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at


class _Walker:
    """Walks through one document and gives its entries without holding them all."""

    def __init__(self, text: str, place: str) -> None:
        self.text = text
        self.place = place
        self.end = 0
        self.count = 0
        self.messages_of: int | None = None

    def document(self, start: int) -> Iterator[Entry]:
        """The entries of the document that starts there; ``end`` is then behind it."""
        if self.text[start] == "[":
            yield from self._array(start)
        elif self.text[start] == "{":
            yield from self._object(start)
        else:
            _, self.end = self._value(start)
            yield Entry(self._where(), problem="neither conversations nor messages")

    def _array(self, start: int) -> Iterator[Entry]:
        for value, first, last in self._elements(start):
            yield self._entry(value, first, last)

    def _entry(self, value: Any, first: int, last: int) -> Entry:
        where = f"{self.place}entry {self.count}"
        self.count += 1
        if isinstance(value, dict) and "message_type" in value and "messages" not in value:
            page = b"[" + self._bytes(first, last) + b"]"
            return Entry(where, MESSAGES, page, conversation_id=_id_of(value))
        own = isinstance(value, dict) and "createdAt" in value
        return Entry(where, OWN if own else LISTED, self._bytes(first, last))

    def _object(self, start: int) -> Iterator[Entry]:
        """An object: a page with a list in it, or one conversation."""
        outer, pages = start, 0
        seen: dict[str, Any] = {}
        stack = 1
        at = start + 1
        while stack:
            at = _blank(self.text, at)
            if self._at(at) == "}":
                stack, at = stack - 1, at + 1
                continue
            if self._at(at) == ",":
                at += 1
                continue
            key, at = self._value(at)
            at = _blank(self.text, at)
            if not isinstance(key, str) or self._at(at) != ":":
                raise _Bad("Expecting a key and a colon", at)
            at = _blank(self.text, at + 1)
            if key == "data" and self._at(at) == "{" and stack == 1:
                stack, at = 2, at + 1
            elif key == "payload" and self._at(at) == "[":
                pages += 1
                yield from self._page(at)
                at = self.end
                if self.messages_of is not None:
                    yield self._messages(outer)
                    return
            else:
                seen[key], at = self._value(at)
        self.end = at
        if not pages:
            yield self._single(seen, outer)

    def _page(self, start: int) -> Iterator[Entry]:
        """The entries of a page's list; of messages only whose they are."""
        for value, first, last in self._elements(start):
            if isinstance(value, dict) and "message_type" in value and "messages" not in value:
                self.messages_of = _id_of(value) or 0
            else:
                yield self._entry(value, first, last)

    def _messages(self, start: int) -> Entry:
        """The whole page of messages that starts there."""
        _, self.end = self._value(start)
        page = self._bytes(start, self.end)
        return Entry(self._where(), MESSAGES, page, conversation_id=self.messages_of)

    def _where(self) -> str:
        return self.place.rstrip(": ,")

    def _single(self, seen: dict[str, Any], start: int) -> Entry:
        where, data = self._where(), self._bytes(start, self.end)
        if "createdAt" in seen:
            return Entry(where, OWN, data)
        if refusal := _refusal(seen):
            return Entry(where, problem=refusal)
        if "message_type" in seen and "conversation" not in seen:
            return Entry(where, MESSAGES, b"[" + data + b"]", conversation_id=_id_of(seen))
        return Entry(where, SINGLE, data)

    def _elements(self, start: int) -> Iterator[tuple[Any, int, int]]:
        at = _blank(self.text, start + 1)
        while self._at(at) != "]":
            value, last = self._value(at)
            yield value, at, last
            at = _blank(self.text, last)
            if self._at(at) == ",":
                at = _blank(self.text, at + 1)
            elif self._at(at) != "]":
                raise _Bad("Expecting a comma or a bracket", at)
        self.end = at + 1

    def _at(self, at: int) -> str:
        return self.text[at : at + 1] or self._ended(at)

    @staticmethod
    def _ended(at: int) -> str:
        raise _Bad("Unterminated", at)

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return DECODE(self.text, at)
        except json.JSONDecodeError as error:
            raise _Bad(error.msg, error.pos) from None
        except RecursionError:
            raise _Bad("deep", at) from None

    def _bytes(self, start: int, end: int) -> bytes:
        return self.text[start:end].encode("latin-1")


def _id_of(message: dict[str, Any]) -> int | None:
    found = message.get("conversation_id")
    return found if isinstance(found, int) else None


def _refusal(seen: dict[str, Any]) -> str | None:
    """What an answer of Chatwoot's is that holds no conversation; its words are not repeated."""
    if "id" in seen or "event" in seen:
        return None
    if isinstance(seen.get("payload"), dict) and "current_status" in seen["payload"]:
        return "the answer to a change of status, not conversations"
    if {"error", "errors", "message"} & seen.keys():
        words = json.dumps([seen.get(key) for key in ("error", "errors", "message")]).lower()
        signs = ("token", "sign in", "authoriz", "401", "unauthor")
        if any(sign in words for sign in signs):
            return "Chatwoot's refusal of the access token (401), not conversations"
        return "an error message of an API, not conversations"
    return None

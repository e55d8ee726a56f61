"""``cx-triage fetch``: from a Chatwoot and a token to a file of conversation documents."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from .. import Conversation, ParseError, Status
from .conversations import past_decisions
from .options import Time, decisions_option, env_option, options, setting, strict_option
from .output import Failure, Problems, err, out, progress, tell, write_bytes
from .sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import datetime

    from ..chatwoot import ConversationList
    from .client import Client

CLAIMED = (Status.OPEN, Status.PENDING)
"""Conversations of these have all their messages fetched."""

connection_options = options(
    setting("url"), setting("account"), setting("token_file"), setting("timeout", default=10.0), env_option
)
fetch_options = options(
    setting("inbox"),
    click.option("--since", type=Time(), help="Only conversations with activity from then on, RFC 3339."),
    setting("messages", default="all"),
    setting("concurrency", default=2),
)


def token_of(token_file: str | None, what: str = "TOKEN") -> str:
    """A secret out of a file, the environment or a prompt; never out of the command line."""
    if token_file is not None:
        return Source(token_file).text().strip()
    if found := os.environ.get(f"CX_TRIAGE_{what}"):
        return found
    if not sys.stdin.isatty():
        name = what.lower().replace("_", "-")
        raise Failure(f"no {name}: --{name}-file FILE, or CX_TRIAGE_{what} in the environment")
    return str(click.prompt(what.replace("_", " ").capitalize(), hide_input=True, err=True))


@contextmanager
def connected(url: str | None, account: int | None, token_file: str | None, timeout: float) -> Generator[Client]:
    """A client; what is missing for one, and what fails in it, is a ``Failure``."""
    if url is None or account is None:
        raise click.UsageError("--url and --account say which Chatwoot is meant")
    try:
        from .client import ChatwootError, Client
    except ImportError as error:
        raise Failure(str(error)) from None
    try:
        token = token_of(token_file)
        with Client(url, account, token, timeout=timeout, on_wait=_told_wait) as client:
            yield client
    except ChatwootError as error:
        raise Failure(f"{url if error.code != 'bad_address' else '--url'}: {error}") from None


def _told_wait(seconds: float) -> None:
    if err.is_terminal:
        tell(f"waiting {seconds:g} s, as Chatwoot asks", "dim")


class Fetch:
    """The conversations of a Chatwoot, two requests at a time, with their messages."""

    def __init__(
        self, client: Client, problems: Problems, messages: str, concurrency: int
    ) -> None:
        self.client = client
        self.problems = problems
        self.all_messages = messages == "all"
        self.concurrency = concurrency

    def conversations(
        self,
        statuses: Iterable[str],
        inbox: int | None,
        since: datetime | None,
        known: Callable[[Conversation], bool] = lambda _: False,
    ) -> Iterator[Conversation]:
        """The conversations in the list's order; those that are known are passed over."""
        workers = ThreadPoolExecutor(self.concurrency)
        waiting: deque[Future[Conversation]] = deque()
        try:
            with progress("fetched") as advance:
                for status in statuses:
                    for each in self.client.conversations(status, inbox, since, self._page):
                        if known(each):
                            advance(1)
                            continue
                        waiting.append(workers.submit(self._whole, each))
                        while waiting and (waiting[0].done() or len(waiting) > 2 * self.concurrency):
                            yield waiting.popleft().result()
                            advance(1)
                while waiting:
                    yield waiting.popleft().result()
                    advance(1)
        finally:
            for future in waiting:
                future.cancel()
            workers.shutdown(wait=False, cancel_futures=True)

    def _whole(self, conversation: Conversation) -> Conversation:
        if self.all_messages and conversation.status in CLAIMED:
            return self.client.with_all_messages(conversation)
        return conversation

    def _page(self, page: ConversationList, _count: int | None) -> None:
        for each in page.rejected:
            named = f"conversation {each.id}" if each.id else "a conversation"
            self.problems.add(f"{named}: {each.detail} ({each.code})")


class Part:
    """The file of a fetch that goes on: what was written stays when it is interrupted."""

    def __init__(self, path: Path, asked: dict[str, Any]) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.places: dict[int, tuple[int, int]] = {}
        self.newest: dict[int, datetime | None] = {}
        note = json.dumps({"fetch": asked}, sort_keys=True).encode() + b"\n"
        self.file: BinaryIO = open(self.part, "a+b")  # noqa: SIM115
        self.file.seek(0)
        first = self.file.readline()
        if first and first != note and first.endswith(b"\n"):
            self.file.close()
            raise Failure(f"{self.part}: begun with other settings; remove it to begin anew")
        if first == note:
            self._resume()
        else:
            self.file.truncate(0)
            self.file.write(note)

    def _resume(self) -> None:
        end = at = self.file.tell()
        for line in self.file:
            at += len(line)
            try:
                found = Conversation.from_json(line) if line.endswith(b"\n") else None
            except ParseError:
                found = None
            if found is None:
                break
            self.places[found.id] = (end, len(line))
            self.newest[found.id] = found.updated_at
            end = at
        self.file.truncate(end)

    def has(self, conversation: Conversation) -> bool:
        """Whether the conversation stands in the file as it is now."""
        number = conversation.id
        return number in self.places and self.newest[number] == conversation.updated_at

    def write(self, conversation: Conversation) -> None:
        """Adds a conversation; written again it takes the place of the earlier one."""
        line = conversation.to_json().encode() + b"\n"
        self.file.seek(0, os.SEEK_END)
        self.places[conversation.id] = (self.file.tell(), len(line))
        self.file.write(line)

    def finish(self) -> None:
        """Puts the conversations, each once, into the file that was asked for."""
        self.file.flush()
        whole = self.path.with_name(self.path.name + ".new")
        with open(whole, "wb") as new:
            for start, length in self.places.values():
                self.file.seek(start)
                new.write(self.file.read(length))
            new.flush()
            os.fsync(new.fileno())
        self.file.close()
        os.replace(whole, self.path)
        self.part.unlink()


@click.command("fetch")
@connection_options
@setting("status", default="all")
@fetch_options
@click.option("--out", "target", default="-", help="The file to write; - is standard output.")
@options(decisions_option, strict_option)
def command(
    url: str | None,
    account: int | None,
    token_file: str | None,
    timeout: float,
    status: str,
    inbox: int | None,
    since: datetime | None,
    messages: str,
    concurrency: int,
    target: str,
    decisions: str | None,
    strict: bool,
) -> None:
    """Fetches conversations from Chatwoot: one document a line.

    Every open or pending conversation gets all its messages. Interrupted, it goes on where it
    stopped when it is called again. The token comes from a file, CX_TRIAGE_TOKEN or a prompt.
    """
    problems = Problems()
    past = past_decisions(decisions, problems) if decisions is not None else None
    count = 0
    with connected(url, account, token_file, timeout) as client:
        fetch = Fetch(client, problems, messages, concurrency)
        asked = {
            "url": client.url, "account": account, "status": status, "inbox": inbox,
            "since": since and since.isoformat(), "messages": messages, "decisions": decisions,
        }  # fmt: skip
        part = Part(Path(target), asked) if target != "-" else None
        known = part.has if part else lambda _: False
        for each in fetch.conversations([status], inbox, since, known):
            if past:
                each = each.with_decisions([*each.decisions, *past(each.id)])
            count += 1
            if part:
                part.write(each)
            else:
                write_bytes([each.to_json().encode() + b"\n"])
        if part:
            part.finish()
            count = len(part.places)
            out.print(f"{count} conversations in {target}", markup=False, soft_wrap=True)
    problems.finish(max(count, 1), strict)

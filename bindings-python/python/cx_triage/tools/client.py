"""A client of Chatwoot's API: what is read comes as the library's records, and what a decision
event asks for is done.

It needs httpx: ``pip install cx-triage[chatwoot]``. The access token travels in a header and stands
in no error, no log and no ``repr``.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

try:
    import httpx
except ImportError as _missing:
    raise ImportError("the Chatwoot client needs httpx: pip install cx-triage[chatwoot]") from _missing

from .. import (
    ApproveSendPayload,
    Conversation,
    CxTriageError,
    EscalatePayload,
    MarkResolvedPayload,
    Message,
    ParseError,
    chatwoot,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .. import DecisionEvent
    from ..chatwoot import ConversationList, MessagesPage

_T = TypeVar("_T")

LOCAL = {"localhost", "127.0.0.1", "::1"}
LONGEST_WAIT = 300.0
MOST_PASSES = 3


class ChatwootError(CxTriageError):
    """A request that failed. ``code`` is ``unauthorized``, ``not_found``, ``rate_limited``,
    ``refused``, ``unavailable``, ``unreachable``, ``unexpected`` or ``bad_address``.
    """

    def __init__(self, code: str, detail: str, status: int | None = None, request_id: str | None = None) -> None:
        about = f" (request {request_id})" if request_id else ""
        super().__init__(f"{detail}{about}", code, detail, status, request_id)
        self.code = code
        self.detail = detail
        self.status = status
        """The HTTP status, if there was an answer."""
        self.request_id = request_id
        """Chatwoot's number of the request, for its logs."""

    def __reduce__(self) -> Any:
        return type(self), (self.code, self.detail, self.status, self.request_id)


@dataclass(frozen=True)
class Answer:
    """One answer of the API, with what a check wants to know of it."""

    status: int
    body: bytes
    request_id: str | None
    ms: int
    """Milliseconds from the request to the whole answer, without waits and earlier attempts."""
    retry_after: float | None = None
    """Seconds that the server asks to wait."""


class Client:
    """Chatwoot's API for one account.

    Reads are tried again where that is safe: after a connection that failed, an answer 502 to 504,
    and always after 429, when the answer says (``Retry-After``). A message is sent at most once.
    A client may be shared between threads.

    >>> client = Client("https://chat.example.com", account=3, token="secret")
    >>> client
    Client('https://chat.example.com', account=3)
    """

    def __init__(
        self,
        url: str,
        account: int,
        token: str,
        *,
        timeout: float = 10.0,
        retries: int = 4,
        transport: httpx.BaseTransport | None = None,
        on_wait: Callable[[float], None] | None = None,
    ) -> None:
        self.url = checked_address(url)
        self.account = account
        self._retries = retries
        self._on_wait = on_wait
        self._stop = threading.Event()
        self.last_request_id: str | None = None
        """Chatwoot's number of the latest request that was answered, for its logs."""
        self._http = httpx.Client(
            base_url=f"{self.url}/api/v1/",
            headers={"api_access_token": checked_token(token), "accept": "application/json"},
            timeout=timeout,
            transport=transport,
            # A redirect could carry the token to another host.
            follow_redirects=False,
        )

    def __repr__(self) -> str:
        return f"Client({self.url!r}, account={self.account})"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections and ends waits of other threads."""
        self._stop.set()
        self._http.close()

    # Reading.

    def pages(
        self, status: str = "all", inbox: int | None = None, order: str = "created_at_asc"
    ) -> Iterator[tuple[ConversationList, int | None]]:
        """The pages of the conversation list until it ends, each with the count that it tells."""
        number = 0
        while True:
            number += 1
            query: dict[str, Any] = {"status": status, "page": number, "sort_by": order}
            if inbox is not None:
                query["inbox_id"] = inbox
            answer = self.get("conversations", query)
            page = _parsed(answer, chatwoot.parse_conversation_list)
            if not page.conversations and not page.rejected:
                return
            yield page, _count(answer.body)

    def conversations(
        self,
        status: str = "all",
        inbox: int | None = None,
        since: datetime | None = None,
        on_page: Callable[[ConversationList, int | None], None] | None = None,
    ) -> Iterator[Conversation]:
        """The conversations of the list, each once, with the newest message alone.

        ``since`` leaves out those without activity from then on. Where the list changes while it is
        read, entries move between pages: it is read again until as many were seen as it counts.
        """
        seen: set[int] = set()
        order = "created_at_asc" if since is None else "last_activity_at_desc"
        for _ in range(MOST_PASSES):
            count: int | None = None
            for page, count in self.pages(status, inbox, order):
                if on_page:
                    on_page(page, count)
                fresh = [each for each in page if each.id not in seen]
                seen.update(each.id for each in fresh)
                recent = [each for each in fresh if since is None or _active(each) >= since]
                yield from recent
                if since is not None and fresh and not recent:
                    return
            if since is not None or count is None or count <= len(seen):
                return

    def messages(self, conversation_id: int) -> Iterator[MessagesPage]:
        """All pages of a conversation's messages, the newest first."""
        before: int | None = None
        while True:
            query = {} if before is None else {"before": before}
            answer = self.get(f"conversations/{conversation_id}/messages", query)
            page = _parsed(answer, chatwoot.parse_messages)
            ids = [each.id for each in page if each.id is not None]
            if not page.messages and not page.rejected:
                return
            yield page
            if not ids or min(ids) == before:
                return
            before = min(ids)

    def conversation(self, conversation_id: int) -> Conversation:
        """One conversation as Chatwoot shows it."""
        answer = self.get(f"conversations/{conversation_id}")
        return _parsed(answer, chatwoot.parse_conversation)

    def with_all_messages(self, conversation: Conversation) -> Conversation:
        """A conversation with all its messages: nothing of it is partial any more."""
        for page in self.messages(conversation.id):
            conversation = conversation.with_messages_page(page)
        return conversation.with_partial(False)

    # What a decision event asks for.

    def perform(self, event: DecisionEvent) -> Message | None:
        """Does in Chatwoot what an event asks for; the message that was sent, if one was.

        ``chatwoot.approve_send`` sends the reply; ``chatwoot.escalate`` writes the labels and the
        hand-off as a private note; ``chatwoot.mark_resolved`` writes the labels and resolves.
        """
        asked = event.payload
        if isinstance(asked, ApproveSendPayload):
            return self.send(asked.conversation_id, asked.reply_body)
        if isinstance(asked, EscalatePayload):
            self.set_labels(asked.conversation_id, asked.labels)
            if asked.hand_off is not None:
                note = f"{asked.hand_off.issue}\n{asked.hand_off.customer_expectation}"
                return self.send(asked.conversation_id, note, private=True)
        if isinstance(asked, MarkResolvedPayload):
            if asked.labels is not None:
                self.set_labels(asked.conversation_id, asked.labels)
            self.toggle_status(asked.conversation_id, "resolved")
        return None

    def send(self, conversation_id: int, content: str, *, private: bool = False) -> Message:
        """Sends a message, or writes a private note; never twice."""
        body = {"content": content, "message_type": "outgoing", "private": private}
        answer = self._asked("POST", f"conversations/{conversation_id}/messages", body, safe=False)
        page = chatwoot.parse_messages(b"[" + answer.body + b"]")
        if not page.messages:
            raise ChatwootError("unexpected", "the answer holds no message", answer.status, answer.request_id)
        return page.messages[0]

    def set_labels(self, conversation_id: int, labels: Iterable[str]) -> tuple[str, ...]:
        """Writes the labels: the call overwrites all."""
        path = f"conversations/{conversation_id}/labels"
        answer = self._asked("POST", path, {"labels": list(labels)}, safe=True)
        return tuple(_json(answer).get("payload", ()))

    def toggle_status(self, conversation_id: int, status: str) -> str:
        """Sets the status; the one that Chatwoot says it has now."""
        path = f"conversations/{conversation_id}/toggle_status"
        answer = self._asked("POST", path, {"status": status}, safe=True)
        told = _json(answer).get("payload", {})
        return str(told.get("current_status", "")) if isinstance(told, dict) else ""

    # Requests.

    def get(self, path: str, query: dict[str, Any] | None = None) -> Answer:
        """One read of the API: a path below the account."""
        return self._asked("GET", path, None, safe=True, query=query)

    def probe(self, path: str = "conversations/meta") -> Answer:
        """One read without a second attempt, whatever its status; for measuring."""
        return self._once("GET", path, None, None)

    def _asked(
        self, method: str, path: str, body: Any, *, safe: bool, query: dict[str, Any] | None = None
    ) -> Answer:
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                answer = self._once(method, path, body, query)
            except ChatwootError as error:
                if last or error.code != "unreachable" or not (safe or error.detail == NEVER_SENT):
                    raise
                self._wait(0.5 * 2**attempt)
                continue
            if answer.status < 300:
                return answer
            if not last and (answer.status == 429 or (safe and answer.status in (502, 503, 504))):
                wait = answer.retry_after
                self._wait(0.5 * 2**attempt if wait is None else wait)
                continue
            raise _refused(answer)
        raise AssertionError("the last attempt ends the loop")

    def _once(self, method: str, path: str, body: Any, query: dict[str, Any] | None) -> Answer:
        start = time.perf_counter()
        try:
            answer = self._http.request(
                method, f"accounts/{self.account}/{path}", json=body, params=query or {}
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise ChatwootError("unreachable", NEVER_SENT) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise ChatwootError("unreachable", "the server gave no whole answer in time") from None
        ms = round((time.perf_counter() - start) * 1000)
        wait = _seconds(answer.headers.get("retry-after"))
        self.last_request_id = request_id = answer.headers.get("x-request-id")
        return Answer(answer.status_code, answer.content, request_id, ms, wait)

    def _wait(self, seconds: float) -> None:
        seconds = min(seconds, LONGEST_WAIT)
        if self._on_wait:
            self._on_wait(seconds)
        if self._stop.wait(seconds):
            raise ChatwootError("unreachable", "the client was closed")


NEVER_SENT = "the server cannot be reached"


def checked_address(url: str) -> str:
    """An address without what does not belong there: a path, a query, a password."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise ChatwootError("bad_address", "the address is not one such as https://chat.example.com")
    if parts.username or parts.password or parts.query:
        raise ChatwootError("bad_address", "the address holds more than a host; a token never stands in it")
    if parts.scheme == "http" and host not in LOCAL:
        raise ChatwootError("bad_address", "the token would travel in the open: the address wants https")
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def checked_token(token: str) -> str:
    """A token without the blanks around it."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise ChatwootError("unauthorized", "the access token is empty or no token")
    return token


def _seconds(text: str | None) -> float | None:
    """``Retry-After``: seconds, or a date."""
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(timezone.utc)).total_seconds()) if at.tzinfo else None


def _refused(answer: Answer) -> ChatwootError:
    codes = {
        401: ("unauthorized", "Chatwoot does not know the access token (401)"),
        403: ("unauthorized", "the access token may not do this (403)"),
        404: ("not_found", "there is no such account or conversation (404)"),
        422: ("refused", "Chatwoot refuses the request (422)"),
        429: ("rate_limited", "Chatwoot asks for fewer requests (429)"),
    }
    code, detail = codes.get(answer.status, ("unexpected", f"an answer {answer.status}"))
    if answer.status >= 500:
        code, detail = "unavailable", f"Chatwoot answers {answer.status}"
    elif 300 <= answer.status < 400:
        detail = f"a redirect ({answer.status}): the address is another one"
    return ChatwootError(code, detail, answer.status, answer.request_id)


def _parsed(answer: Answer, read: Callable[[bytes], _T]) -> _T:
    try:
        return read(answer.body)
    except ParseError:
        detail = "the answer is not what Chatwoot's API gives; is the address right?"
        raise ChatwootError("unexpected", detail, answer.status, answer.request_id) from None


def _json(answer: Answer) -> dict[str, Any]:
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ChatwootError("unexpected", "the answer is not JSON", answer.status, answer.request_id)
    return document


def _count(body: bytes) -> int | None:
    """How many conversations a page says there are."""
    document = json.loads(body)
    for part in (document, document.get("data") if isinstance(document, dict) else None):
        meta = part.get("meta") if isinstance(part, dict) else None
        count = meta.get("all_count") if isinstance(meta, dict) else None
        if isinstance(count, int):
            return count
    return None


def _active(conversation: Conversation) -> datetime:
    times = [message.created_at for message in conversation.messages]
    return max([*times, conversation.updated_at or conversation.created_at])

"""A server of Chatwoot's shape on this machine, to rehearse and to test with.

It holds the runbook's gallery and edge cases, moved to the present, a conversation labelled
``sandbox``, and as many plain ones as are asked for. It can be told to be slow, to fail, to limit
the rate, and to sign webhooks wrongly: by its arguments, or while it runs by ``POST /mock/faults``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timezone
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import click

from .. import ParseError, SignatureError, chatwoot, samples
from . import mock_shapes as shapes
from . import mock_webhooks as webhooks
from .output import Failure, out

if TYPE_CHECKING:
    from types import TracebackType

PER_PAGE = 25
MESSAGES_PER_PAGE = 20
SAMPLES_AT = datetime(2025, 10, 12, 8, 30, tzinfo=timezone.utc)
SANDBOX = 9001
TOKEN = "mock-access-token"
SECRET = "mock-webhook-secret"
TOLERANCE_MS = 300_000


@dataclass
class Faults:
    """How the server misbehaves."""

    delay_ms: int = 0
    """Each answer takes so long."""
    fail_every: int = 0
    """Each so-many-th answer is a 503."""
    rate_limit_every: int = 0
    """Each so-many-th answer is a 429."""
    retry_after: int = 1
    """What a 429 asks to wait, in seconds."""
    wrong_signatures: bool = False
    """Webhooks are signed with another secret."""
    accepts_any_signature: bool = False
    """The webhook's receiver does not look at signatures."""
    broken_labels: bool = False
    """Labels that are written are forgotten."""


class MockServer:
    """The server; ``with MockServer() as server:`` runs it in a thread, at ``server.url``."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        secret: str = SECRET,
        more: int = 0,
        now: datetime | None = None,
        faults: Faults | None = None,
        webhook: str | None = None,
    ) -> None:
        self.token = token
        self.secret = secret
        self.webhook = webhook
        self.faults = faults or Faults()
        self.lock = threading.RLock()
        self.requests = 0
        self.log: list[tuple[str, str, int]] = []
        """Method, path and status of each request, in order."""
        self.store = {each.id: each for each in _fixtures(now or datetime.now(timezone.utc), more)}
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> MockServer:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Answers until it is shut down."""
        self._server.serve_forever(poll_interval=0.05)

    def signed(self, body: bytes, secret: str | None = None) -> dict[str, str]:
        """The headers of a webhook with this body."""
        if secret is None:
            secret = self.secret + "-another" if self.faults.wrong_signatures else self.secret
        return signature_headers(body, secret, datetime.now(timezone.utc))

    def tell(self, event: dict[str, Any]) -> None:
        """Sends a webhook, where an address was given."""
        if self.webhook is None:
            return
        body = json.dumps(event).encode()
        headers = {"content-type": "application/json", **self.signed(body)}
        try:
            urlopen(Request(self.webhook, body, headers), timeout=5).close()  # noqa: S310
        except OSError:
            pass


def signature_headers(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """``X-Chatwoot-Timestamp`` and ``X-Chatwoot-Signature`` as Chatwoot makes them."""
    at = str(int(now.timestamp()))
    mac = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256)
    return {"x-chatwoot-timestamp": at, "x-chatwoot-signature": f"sha256={mac.hexdigest()}"}


def _fixtures(now: datetime, more: int) -> list[shapes.Stored]:
    shift = int((now - SAMPLES_AT).total_seconds())
    kept = [shapes.stored(each, shift) for each in samples()]
    start = int(now.timestamp())
    sandbox = shapes.Stored(SANDBOX, "open", start - 600, "Robin Sample", 9, 4, ["sandbox"])
    sandbox.messages.append(
        shapes.message(sandbox, SANDBOX * 1000 + 1, 0, "[Sandbox] Routing check: where is my parcel?", start - 600)
    )
    sandbox.updated_at = start - 599.5
    kept.append(sandbox)
    for number in range(10_001, 10_001 + more):
        at = start - 60 * (number - 10_000)
        plain = shapes.Stored(number, "open", at, f"Contact {number}", 9, None, [])
        plain.messages.append(shapes.message(plain, number * 1000 + 1, 0, "When does my parcel come?", at))
        plain.updated_at = at + 0.5
        kept.append(plain)
    return kept


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, mock: MockServer, *given: Any) -> None:
        self.mock = mock
        super().__init__(*given)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a request line may hold what nobody should read."""

    def do_GET(self) -> None:
        self._respond("GET", b"")

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self._respond("POST", self.rfile.read(length))

    def _respond(self, method: str, body: bytes) -> None:
        mock, parts = self.mock, urlsplit(self.path)
        with mock.lock:
            mock.requests += 1
            number, faults = mock.requests, Faults(**asdict(mock.faults))
        if parts.path.startswith("/api/"):
            time.sleep(faults.delay_ms / 1000)
        status, answer, more = self._answer(method, parts.path, parse_qs(parts.query), body, number, faults)
        with mock.lock:
            mock.log.append((method, parts.path, status))
        raw = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {
            "content-type": "application/json; charset=utf-8",
            "content-length": str(len(raw)),
            "x-request-id": f"mock-{number:06}",
            **more,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def _answer(
        self, method: str, path: str, query: dict[str, list[str]], body: bytes, number: int, faults: Faults
    ) -> tuple[int, Any, dict[str, str]]:
        if path == "/webhook":
            return self._webhook(body, faults)
        if path == "/mock/faults" and method == "POST":
            return self._set_faults(body)
        if faults.rate_limit_every and number % faults.rate_limit_every == 0:
            return 429, {"error": "Retry later"}, {"retry-after": str(faults.retry_after)}
        if faults.fail_every and number % faults.fail_every == 0:
            return 503, {"error": "Service unavailable"}, {}
        if self.headers.get("api_access_token") != self.mock.token:
            return 401, {"error": "Invalid Access Token"}, {}
        steps = path.strip("/").split("/")
        if steps[:4] != ["api", "v1", "accounts", str(shapes.ACCOUNT)] or len(steps) == 4:
            return 404, {"error": "Resource could not be found"}, {}
        with self.mock.lock:
            try:
                if steps[4] == "conversations":
                    return 200, self._conversations(method, steps[5:], query, body), {}
                return 200, self._of_contact(method, steps[4:]), {}
            except (KeyError, ValueError, TypeError):
                return 404, {"error": "Resource could not be found"}, {}

    def _conversations(self, method: str, steps: list[str], query: dict[str, list[str]], body: bytes) -> Any:
        first = {name: values[0] for name, values in query.items()}
        if method == "GET" and not steps:
            return self._list(first)
        if method == "GET" and steps == ["meta"]:
            return {"meta": shapes.counts(list(self.mock.store.values()))}
        if method == "POST" and steps == ["filter"]:
            return shapes.filtered(self._filtered(json.loads(body)["payload"]))
        kept = self.mock.store[int(steps[0])]
        if method == "GET" and len(steps) == 1:
            return shapes.conversation(kept, newest=False)
        if steps[1:] == ["messages"]:
            return self._sent(kept, body) if method == "POST" else self._messages(kept, first)
        if steps[1:] == ["labels"]:
            if method == "POST" and not self.mock.faults.broken_labels:
                before, kept.labels = kept.labels, [str(label) for label in json.loads(body)["labels"]]
                change = {"label_list": {"previous_value": before, "current_value": kept.labels}}
                self._touched(kept, "conversation_updated", [change])
            return {"payload": kept.labels}
        if method == "POST" and steps[1:] == ["toggle_status"]:
            self._toggle(kept, str(json.loads(body)["status"]))
            return shapes.toggled(kept)
        raise KeyError(steps[1])

    def _of_contact(self, method: str, steps: list[str]) -> Any:
        """A contact's conversations (payload 21): each contact of the mock has one, of its number."""
        if method != "GET" or len(steps) != 3 or (steps[0], steps[2]) != ("contacts", "conversations"):
            raise KeyError(steps[0])
        return {"payload": [shapes.conversation(self.mock.store[int(steps[1])], newest=False)]}

    def _filtered(self, conditions: list[dict[str, Any]]) -> list[shapes.Stored]:
        """The first page of what meets all conditions: a field's value is one of those."""
        wanted = [(str(each["attribute_key"]), [str(value) for value in each["values"]]) for each in conditions]
        if any(key not in ("status", "inbox_id") for key, _ in wanted):
            raise KeyError("attribute_key")
        found = self.mock.store.values()
        return [each for each in found if all(str(getattr(each, key)) in of for key, of in wanted)][:PER_PAGE]

    def _list(self, query: dict[str, str]) -> Any:
        found = [
            each
            for each in self.mock.store.values()
            if query.get("status", "open") in ("all", each.status)
            and query.get("inbox_id") in (None, str(each.inbox_id))
        ]
        newest_first = query.get("sort_by", "").startswith("last_activity")
        if newest_first:
            found.sort(key=lambda each: (-each.updated_at, each.id))
        else:
            found.sort(key=lambda each: (each.created_at, each.id))
        start = PER_PAGE * (max(1, int(query.get("page", "1"))) - 1)
        page = [shapes.conversation(each) for each in found[start : start + PER_PAGE]]
        return {"data": {"meta": shapes.counts(found), "payload": page}}

    def _messages(self, kept: shapes.Stored, query: dict[str, str]) -> Any:
        before = int(query["before"]) if "before" in query else None
        found = [each for each in kept.messages if before is None or each["id"] < before]
        return shapes.messages_page(kept, found[-MESSAGES_PER_PAGE:])

    def _sent(self, kept: shapes.Stored, body: bytes) -> Any:
        given = json.loads(body)
        number = max((each["id"] for each in kept.messages), default=kept.id * 1000) + 1
        sent = shapes.message(
            kept, number, 1, str(given["content"]), int(time.time()), bool(given.get("private"))
        )
        kept.messages.append(sent)
        self._told(kept, lambda: webhooks.of_message(kept, sent))
        return sent

    def _toggle(self, kept: shapes.Stored, status: str) -> None:
        if status not in ("open", "pending", "snoozed", "resolved"):
            raise ValueError(status)
        if kept.status != status:
            kept.status = status
            word = "reopened" if status == "open" else f"marked {status}"
            number = max((each["id"] for each in kept.messages), default=kept.id * 1000) + 1
            text = f"Conversation was {word} by {shapes.AGENT['name']}"
            kept.messages.append(shapes.message(kept, number, 2, text, int(time.time())))
        self._touched(kept, "conversation_status_changed", None)

    def _touched(self, kept: shapes.Stored, event: str, changed: list[dict[str, Any]] | None) -> None:
        self._told(kept, lambda: webhooks.of_conversation(event, kept, changed))

    def _told(self, kept: shapes.Stored, event: Callable[[], dict[str, Any]]) -> None:
        kept.updated_at = time.time()
        threading.Thread(target=self.mock.tell, args=(event(),), daemon=True).start()

    def _webhook(self, body: bytes, faults: Faults) -> tuple[int, Any, dict[str, str]]:
        """A receiver, as a service would have one: it refuses what is not signed well."""
        at = self.headers.get("x-chatwoot-timestamp", "")
        header = self.headers.get("x-chatwoot-signature", "")
        try:
            if not faults.accepts_any_signature:
                now = datetime.now(timezone.utc)
                chatwoot.verify_signature(self.mock.secret, at, body, header, now, TOLERANCE_MS)
            return 200, {"ignored": chatwoot.parse_webhook(body).ignored}, {}
        except SignatureError as error:
            return 401, {"error": error.code}, {}
        except ParseError as error:
            return 400, {"error": error.code}, {}

    def _set_faults(self, body: bytes) -> tuple[int, Any, dict[str, str]]:
        known = {each.name: type(each.default) for each in fields(Faults)}
        try:
            given = json.loads(body)
            if any(type(value) is not known[name] for name, value in given.items()):
                raise ValueError
        except (ValueError, KeyError, AttributeError):
            return 422, {"error": "faults are " + ", ".join(known)}, {}
        with self.mock.lock:
            for name, value in given.items():
                setattr(self.mock.faults, name, value)
        return 200, asdict(self.mock.faults), {}


@click.command("mock-server")
@click.option("--port", type=click.IntRange(0, 65535), default=3999, show_default=True, help="0: any free one.")
@click.option("--conversations", type=click.IntRange(0, 100_000), default=0, help="So many plain ones more.")
@click.option("--delay-ms", type=click.IntRange(min=0), default=0, help="Each answer takes so long.")
@click.option("--fail-every", type=click.IntRange(min=0), default=0, help="Each so-many-th answer is a 503.")
@click.option("--rate-limit-every", type=click.IntRange(min=0), default=0, help="Each so-many-th is a 429.")
@click.option("--wrong-signatures", is_flag=True, help="Signs webhooks with another secret.")
@click.option("--webhook", help="Where to send webhooks.")
@click.option("--seconds", type=float, help="Ends after so long.")
def command(
    port: int,
    conversations: int,
    delay_ms: int,
    fail_every: int,
    rate_limit_every: int,
    wrong_signatures: bool,
    webhook: str | None,
    seconds: float | None,
) -> None:
    """Runs a server of Chatwoot's shape on this machine, with made-up conversations.

    Its account is 3, its access token mock-access-token, its webhook secret mock-webhook-secret.
    """
    faults = Faults(delay_ms, fail_every, rate_limit_every, wrong_signatures=wrong_signatures)
    try:
        server = MockServer(port=port, more=conversations, faults=faults, webhook=webhook)
    except OSError as error:
        raise Failure(f"port {port}: {error.strerror}") from None
    with server:
        out.print(f"{server.url} (account {shapes.ACCOUNT}, token {TOKEN}); Ctrl-C ends it", soft_wrap=True)
        out.file.flush()
        threading.Event().wait(seconds)

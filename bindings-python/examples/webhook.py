"""A webhook handler: verify, merge the event into the stored conversation, assess, set one timer.

    WEBHOOK_SECRET=whsec_evergreen python webhook.py     # listens on port 8080

The store and the timer are the service's; here a dict and a ``threading.Timer`` stand for them.
"""

import os
import threading
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

from cx_triage import Conversation, CxTriageError, Engine, Policy, chatwoot

ENGINE: Engine = Policy.runbook().compile()
TOLERANCE_MS = 5 * 60 * 1000
STORE: dict[int, Conversation] = {}
TIMERS: dict[int, threading.Timer] = {}


def look(conversation_id: int) -> None:
    """Assesses a conversation and sets the one timer for its next change."""
    now = datetime.now(timezone.utc)
    assessment = ENGINE.assess(STORE[conversation_id], now)
    print(conversation_id, assessment.priority, [str(reason.code) for reason in assessment.reasons])
    if timer := TIMERS.pop(conversation_id, None):
        timer.cancel()
    if at := assessment.next_change_at:
        wait = min(max((at - now).total_seconds(), 0.0), threading.TIMEOUT_MAX)
        TIMERS[conversation_id] = threading.Timer(wait, look, [conversation_id])
        TIMERS[conversation_id].start()


def handle(secret: str, timestamp: str, signature: str, body: bytes, now: datetime) -> int | None:
    """Takes a request in; answers the conversation that changed, if one did."""
    chatwoot.verify_signature(secret, timestamp, body, signature, now, TOLERANCE_MS)
    event = chatwoot.parse_webhook(body)
    if event.conversation is None:
        return None
    stored = STORE.get(event.conversation.id, event.conversation)
    STORE[stored.id] = stored.apply(event)
    return stored.id


class Handler(BaseHTTPRequestHandler):
    """Answers Chatwoot: 200 where the event was taken, 400 where it was refused."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        timestamp = self.headers.get("X-Chatwoot-Timestamp", "")
        signature = self.headers.get("X-Chatwoot-Signature", "")
        now = datetime.now(timezone.utc)
        try:
            changed = handle(os.environ["WEBHOOK_SECRET"], timestamp, signature, body, now)
        except CxTriageError:
            self.send_response(400)
        else:
            self.send_response(200)
            if changed is not None:
                look(changed)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("", 8080), Handler).serve_forever()

"""Chatwoot's own JSON in, conversations out; and ``Client``, which asks Chatwoot for it.

Each function takes ``bytes``, ``str`` or a document that was read already. One bad entry never loses the others: a list answers
with what was read and, for each entry that was not, where and why.

>>> from cx_triage import chatwoot
>>> listing = chatwoot.parse_conversation_list(
...     [{"id": 7, "status": "open", "created_at": 1772010000}, {"id": 8, "status": "open"}]
... )
>>> [each.id for each in listing], [(each.id, each.code) for each in listing.rejected]
([7], [(8, 'missing_field')])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._native import (
    ConversationList,
    MessagesPage,
    Rejected,
    WebhookEvent,
    parse_conversation,
    parse_conversation_list,
    parse_messages,
    parse_webhook,
    verify_signature,
)

if TYPE_CHECKING:
    from .tools.client import ChatwootError as ChatwootError
    from .tools.client import Client as Client

__all__ = [
    "ConversationList",
    "MessagesPage",
    "Rejected",
    "WebhookEvent",
    "parse_conversation",
    "parse_conversation_list",
    "parse_messages",
    "parse_webhook",
    "verify_signature",
]


def __getattr__(name: str) -> object:
    """``Client`` and ``ChatwootError``, which need httpx, are loaded when they are asked for."""
    if name in ("ChatwootError", "Client"):
        from .tools import client

        return getattr(client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

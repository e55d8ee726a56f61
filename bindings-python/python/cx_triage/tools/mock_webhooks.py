"""The bodies of Chatwoot 4.15's webhooks, for the mock server: the field sets of its presenters."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from . import mock_shapes as shapes

INBOX = "Website"


def conversation(kept: shapes.Stored) -> dict[str, Any]:
    """A conversation as webhooks tell it: with its newest message that is no line of the log."""
    listed = shapes.conversation(kept)
    newest = listed["last_non_activity_message"]
    person = listed["meta"]["sender"]
    replied = newest is not None and newest["sender_type"] in ("User", "AgentBot")
    return {
        "additional_attributes": {},
        "can_reply": True,
        "channel": listed["meta"]["channel"],
        "contact_inbox": {
            "id": kept.id, "contact_id": kept.id, "inbox_id": kept.inbox_id,
            "source_id": f"contact-{kept.id}", "created_at": shapes.iso(kept.created_at),
            "updated_at": shapes.iso(kept.created_at), "hmac_verified": False, "pubsub_token": None,
        },
        "id": kept.id,
        "inbox_id": kept.inbox_id,
        "messages": [] if newest is None else [newest],
        "labels": kept.labels,
        "meta": {
            "sender": shapes.contact(person["name"], person["id"]),
            "assignee": newest["sender"] if replied else None,
            "assignee_type": newest["sender_type"] if replied else None,
            "team": listed["meta"].get("team"),
            "hmac_verified": False,
        },
        **{
            name: listed[name]
            for name in (
                "status", "custom_attributes", "snoozed_until", "unread_count", "first_reply_created_at",
                "priority", "waiting_since", "agent_last_seen_at", "contact_last_seen_at",
                "last_activity_at", "timestamp", "created_at", "updated_at",
            )
        },
        "account": shapes.SHOP,
    }  # fmt: skip


def of_conversation(event: str, kept: shapes.Stored, changed: list[dict[str, Any]] | None) -> dict[str, Any]:
    """``conversation_created`` (payload 07), and with what changed ``conversation_updated`` and
    ``conversation_status_changed`` (09 to 11), which tells no changes.
    """
    body = {**conversation(kept), "event": event}
    return body if event == "conversation_created" else {**body, "changed_attributes": changed}


def of_message(kept: shapes.Stored, each: dict[str, Any]) -> dict[str, Any]:
    """``message_created`` (payloads 12 to 15, 17 and 20)."""
    body = {
        "account": shapes.SHOP,
        "additional_attributes": {},
        "content_attributes": each["content_attributes"],
        "content_type": each["content_type"],
        "content": each["content"],
        "conversation": conversation(kept),
        "created_at": shapes.iso(each["created_at"]),
        "id": each["id"],
        "inbox": {"id": kept.inbox_id, "name": INBOX},
        "message_type": ["incoming", "outgoing", "activity", "template"][each["message_type"]],
        "private": each["private"],
        "sender": _sender(each.get("sender")),
        "source_id": None,
        "event": "message_created",
    }
    return {**body, "attachments": each["attachments"]} if "attachments" in each else body


def _sender(sender: dict[str, Any] | None) -> dict[str, Any] | None:
    """Who wrote a message: another field set a kind than inside a conversation."""
    if sender is None:
        return None
    if sender["type"] == "contact":
        told = {name: value for name, value in sender.items() if name != "type"}
        return {"account": shapes.SHOP, "avatar": "", **told}
    if sender["type"] == "agent_bot":
        return {**shapes.BOT, "type": "agent_bot"}
    return {**shapes.AGENT, "type": "user"}


def typing_on(conversation_id: int, now: datetime) -> bytes:
    """A webhook's body that nobody acts on (payload 22)."""
    kept = shapes.Stored(conversation_id, "open", int(now.timestamp()), "Robin Sample", 9, None, [])
    body = {
        "event": "conversation_typing_on",
        "user": {**shapes.AGENT, "type": "user"},
        "conversation": conversation(kept),
        "is_private": False,
    }
    return json.dumps(body).encode()

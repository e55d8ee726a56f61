"""The shapes of Chatwoot 4.15's answers, for the mock server: the field sets of its serializers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from .. import Author, Conversation, Message, Status

ACCOUNT = 3
AGENT = {"id": 11, "name": "Priya Nair", "email": "priya.nair@example.com"}
BOT = {"id": 5, "name": "Night desk"}
SHOP = {"id": ACCOUNT, "name": "Evergreen Parts"}
TEAMS = {4: "returns"}


@dataclass
class Stored:
    """A conversation as the mock server keeps it."""

    id: int
    status: str
    created_at: int
    contact: str
    inbox_id: int
    team_id: int | None
    labels: list[str]
    messages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    updated_at: float = 0.0


def stored(conversation: Conversation, shift: int) -> Stored:
    """A conversation of the library's as Chatwoot keeps it, so many seconds later."""
    kept = Stored(
        id=conversation.id,
        status=str(conversation.status),
        created_at=int(conversation.created_at.timestamp()) + shift,
        contact=next(iter(conversation.contact_names), "morning-rain-190"),
        inbox_id=conversation.inbox_id or 9,
        team_id=conversation.team_id or 4,
        labels=list(conversation.labels),
    )
    for each in conversation.messages:
        kept.messages.append(_stored_message(kept, each, shift))
    for number, change in enumerate(conversation.status_changes, 1):
        at = int(change.at.timestamp()) + shift
        word = "reopened" if change.status == Status.OPEN else f"marked {change.status}"
        text = f"Conversation was {word} by {AGENT['name']}"
        kept.messages.append(message(kept, kept.id * 1000 + 900 + number, 2, text, at))
    kept.messages.sort(key=lambda each: (each["created_at"], each["id"]))
    last = kept.messages[-1]["created_at"] if kept.messages else kept.created_at
    kept.updated_at = last + 0.947912
    return kept


def _stored_message(kept: Stored, each: Message, shift: int) -> dict[str, Any]:
    kinds = {Author.CONTACT: 0, Author.AGENT: 1, Author.BOT: 1, Author.SYSTEM: 2}
    number = kept.id * 1000 + (each.id or len(kept.messages) + 1)
    at = int(each.created_at.timestamp()) + shift
    return message(kept, number, kinds[each.author], each.content, at, each.private, each.author == Author.BOT)


def contact(name: str, number: int) -> dict[str, Any]:
    """A contact as it stands in ``sender``."""
    return {
        "additional_attributes": {}, "custom_attributes": {}, "email": f"contact-{number}@example.com",
        "id": number, "identifier": None, "name": name, "phone_number": None, "thumbnail": "",
        "blocked": False, "type": "contact",
    }  # fmt: skip


def agent() -> dict[str, Any]:
    """The agent as it stands in ``sender``."""
    return {
        "id": AGENT["id"], "name": AGENT["name"], "available_name": "Priya", "avatar_url": "",
        "type": "user", "availability_status": "online", "thumbnail": "",
    }  # fmt: skip


def message(
    kept: Stored, number: int, kind: int, content: str | None, at: int, private: bool = False, bot: bool = False
) -> dict[str, Any]:
    """A message of a page (payload 05); a line of the log has no sender."""
    found: dict[str, Any] = {
        "id": number, "content": content, "inbox_id": kept.inbox_id, "conversation_id": kept.id,
        "message_type": kind, "content_type": "text", "status": "sent", "content_attributes": {},
        "created_at": at, "private": private, "source_id": None,
    }  # fmt: skip
    if kind == 0:
        found["sender"] = contact(kept.contact, kept.id)
    elif bot:
        found["sender"] = {**BOT, "avatar_url": "", "type": "agent_bot"}
    elif kind == 1:
        found["sender"] = agent()
    if content is None:
        found["attachments"] = [_attachment(number)]
    return found


def _attachment(number: int) -> dict[str, Any]:
    return {
        "id": number, "message_id": number, "file_type": "image", "account_id": ACCOUNT, "extension": "jpg",
        "content_type": "image/jpeg", "data_url": "https://chat.example.com/blob/photo.jpg",
        "thumb_url": "https://chat.example.com/thumb/photo.jpg", "file_size": 182044,
        "width": 1280, "height": 960,
    }  # fmt: skip


def _full_message(kept: Stored, each: dict[str, Any]) -> dict[str, Any]:
    """A message inside a conversation of the list: with more fields than on its page."""
    kinds = {0: "Contact", 1: "User", 2: None, 3: None}
    sender = each.get("sender") or {}
    return {
        **each,
        "account_id": ACCOUNT,
        "updated_at": iso(each["created_at"]),
        "sender_type": "AgentBot" if sender.get("type") == "agent_bot" else kinds[each["message_type"]],
        "sender_id": sender.get("id"),
        "external_source_ids": {},
        "additional_attributes": {},
        "processed_message_content": each["content"],
        "sentiment": {},
        "conversation": {
            "assignee_id": AGENT["id"], "unread_count": 1, "last_activity_at": each["created_at"],
            "contact_inbox": {"source_id": f"contact-{kept.id}"},
        },
    }  # fmt: skip


def conversation(kept: Stored, newest: bool = True) -> dict[str, Any]:
    """A conversation of the list (payload 01), with its newest message; shown by itself (03) it
    has none.
    """
    spoken = [each for each in kept.messages if each["message_type"] != 2]
    replies = [each["created_at"] for each in spoken if each["message_type"] == 1 and not each["private"]]
    waiting = [each["created_at"] for each in spoken if each["message_type"] == 0]
    waiting = [at for at in waiting if not replies or at > replies[-1]]
    last = kept.messages[-1]["created_at"] if kept.messages else kept.created_at
    person = contact(kept.contact, kept.id)
    del person["type"]
    person |= {"availability_status": "offline", "last_activity_at": last, "created_at": kept.created_at}
    meta: dict[str, Any] = {"sender": person, "channel": "Channel::WebWidget", "hmac_verified": False}
    if kept.team_id is not None:
        meta["team"] = {
            "id": kept.team_id, "name": TEAMS.get(kept.team_id, "support"), "description": "",
            "allow_auto_assign": True, "account_id": ACCOUNT, "is_member": True,
        }  # fmt: skip
    return {
        "meta": meta,
        "id": kept.id,
        "messages": [_full_message(kept, each) for each in kept.messages[-1:]] if newest else [],
        "account_id": ACCOUNT,
        "uuid": f"5d1c7b1e-0000-4000-8000-{kept.id:012}",
        "additional_attributes": {},
        "agent_last_seen_at": 0,
        "assignee_last_seen_at": 0,
        "can_reply": True,
        "contact_last_seen_at": 0,
        "custom_attributes": {},
        "inbox_id": kept.inbox_id,
        "labels": kept.labels,
        "muted": False,
        "snoozed_until": None,
        "status": kept.status,
        "created_at": kept.created_at,
        "updated_at": kept.updated_at,
        "timestamp": last,
        "first_reply_created_at": replies[0] if replies else 0,
        "unread_count": len(waiting),
        "last_non_activity_message": _full_message(kept, spoken[-1]) if spoken else None,
        "last_activity_at": last,
        "priority": None,
        "waiting_since": waiting[0] if waiting else 0,
        "sla_policy_id": None,
    }


def filtered(found: list[Stored]) -> dict[str, Any]:
    """The answer to a filter (payload 04), which counts less than a list."""
    told = {name: count for name, count in counts(found).items() if name != "assigned_count"}
    return {"meta": told, "payload": [conversation(each) for each in found]}


def counts(found: list[Stored]) -> dict[str, int]:
    """What a list's ``meta`` counts."""
    return {
        "mine_count": 0, "assigned_count": 0, "unassigned_count": len(found), "all_count": len(found),
    }  # fmt: skip


def messages_page(kept: Stored, page: list[dict[str, Any]]) -> dict[str, Any]:
    """A page of messages (payload 05)."""
    return {
        "meta": {
            "labels": kept.labels,
            "additional_attributes": {},
            "contact": contact(kept.contact, kept.id),
            "assignee": agent(),
            "agent_last_seen_at": None,
            "assignee_last_seen_at": None,
        },
        "payload": page,
    }


def toggled(kept: Stored) -> dict[str, Any]:
    """The answer to a change of status (payload 06)."""
    told = {
        "success": True, "conversation_id": kept.id, "current_status": kept.status, "snoozed_until": None,
    }  # fmt: skip
    return {"meta": {}, "payload": told}


def iso(at: int) -> str:
    """A time as Chatwoot writes it where it does not count seconds."""
    return datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")

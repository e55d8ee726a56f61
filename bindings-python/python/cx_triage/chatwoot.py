"""Chatwoot's own JSON in, conversations out.

Each function takes ``bytes`` or ``str``. One bad entry never loses the others: a list answers
with what was read and, for each entry that was not, where and why.
"""

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

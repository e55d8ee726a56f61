"""Where two answers, or two documents, differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.text import Text

from .tables import ABSENT, wire_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .. import Assessment

Change = tuple[str, Any, Any]


def standing(told: Assessment) -> str:
    """The priority, or that there is none."""
    return str(told.priority or "not surfaced")


def answer_changes(old: Assessment, new: Assessment) -> list[Change]:
    """What two policies say differently of a conversation."""
    pairs: list[Change] = [
        ("priority", old.priority, new.priority),
        ("respondBy", wire_time(old.respond_by), wire_time(new.respond_by)),
        ("level", old.escalation.level, new.escalation.level),
        ("reasons", [r.code for r in old.reasons], [r.code for r in new.reasons]),
        ("draft", _draft(old), _draft(new)),
        ("mayBeSent", old.approval.allowed, new.approval.allowed),
        ("mayBeClosed", old.resolution.allowed, new.resolution.allowed),
    ]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _draft(told: Assessment) -> str | None:
    return told.suggestion.template_id if told.suggestion else None


def text(value: Any) -> str:
    """One side of a change, for people."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or ABSENT
    return ABSENT if value is None else str(value)


def document_changes(old: Any, new: Any, pointer: str = "") -> Iterator[Change]:
    """Where two documents differ, by JSON Pointer; lists of named entries entry by entry."""
    old, new = _by_name(old), _by_name(new)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from document_changes(old.get(key), new.get(key), f"{pointer}/{key}")
    elif old != new:
        yield pointer, old, new


def _by_name(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        names = [each.get("id", each.get("code")) for each in value]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return dict(zip(names, value, strict=True))
    return value


def change(pointer: str, old: Any, new: Any) -> Text:
    """One difference, as ``-`` and ``+`` lines."""
    text = Text(pointer + "\n", style="bold")
    for sign, value, style in (("-", old, "red"), ("+", new, "green")):
        if value is not None:
            text.append(f"  {sign} {json.dumps(value, ensure_ascii=False)}\n", style=style)
    text.rstrip()
    return text

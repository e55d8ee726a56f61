"""How assessments show themselves: the queue, and tables for notebooks. Nothing is decided here."""

from __future__ import annotations

from datetime import datetime, timezone, tzinfo
from html import escape
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

if TYPE_CHECKING:
    from ._native import Assessment


MOST_ROWS = 200
"""A notebook shows so many rows of a queue."""


class Queue(tuple["Assessment", ...]):
    """The surfaced conversations in the order in which to act on them; a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        ids = ", ".join(str(each.conversation_id) for each in self[:10])
        more = ", …" if len(self) > 10 else ""
        return f"Queue({len(self)} conversations: {ids}{more})"

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Assessment: ...
    @overload
    def __getitem__(self, key: slice, /) -> Queue: ...
    def __getitem__(self, key: Any, /) -> Any:
        found = super().__getitem__(key)
        return Queue(found) if isinstance(key, slice) else found

    def __reduce__(self) -> tuple[type[Queue], tuple[tuple[Assessment, ...]]]:
        return Queue, (tuple(self),)

    def _repr_html_(self) -> str:
        head = (
            "", "respond by", "conversation", "customer", "level", "why", "draft", "may be sent",
            "warnings",
        )  # fmt: skip
        rows = "".join(_row(_cells(each)) for each in self[:MOST_ROWS])
        more = len(self) - MOST_ROWS
        rest = f"<p>and {more:,} more conversations</p>" if more > 0 else ""
        return f"<table><thead>{_row(head, 'th')}</thead><tbody>{rows}</tbody></table>{rest}"


def time_text(at: datetime | None, zone: tzinfo | None = None) -> str:
    """A time for people, to the second: in UTC, or in a zone, with its offset."""
    if at is None:
        return "–"
    if zone is not None:
        return at.astimezone(zone).isoformat(" ", "seconds")
    return f"{at.astimezone(timezone.utc).replace(tzinfo=None).isoformat(' ', 'seconds')}Z"


def _cells(each: Assessment) -> tuple[str, ...]:
    draft = each.suggestion.template_id if each.suggestion else "–"
    return (
        str(each.priority or "–"),
        time_text(each.respond_by),
        str(each.conversation_id),
        each.customer.name,
        str(each.escalation.level),
        ", ".join(reason.code for reason in each.reasons),
        draft,
        _may_be_sent(each),
        ", ".join(each.approval.warnings) or "–",
    )


def _may_be_sent(each: Assessment) -> str:
    return "yes" if each.approval.allowed else f"no: {', '.join(each.approval.blockers)}"


def _row(cells: tuple[str, ...], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def assessment_html(each: Assessment) -> str:
    """An assessment as a table of two columns, escaped."""
    rows: list[tuple[str, str]] = [
        ("conversation", f"{each.conversation_id} ({each.status})"),
        ("priority", str(each.priority or "not surfaced")),
        ("respond by", time_text(each.respond_by)),
        ("SLA", f"{each.sla.state}, due {time_text(each.sla.due_at)}"),
        ("level", str(each.escalation.level)),
        *(("why", f"{reason.sop}: {reason.detail}") for reason in each.reasons),
        *(("risk", f"{found.category}: {found.matched or found.verdict}") for found in each.risk),
        ("draft", each.suggestion.body if each.suggestion else "–"),
        ("may be sent", _may_be_sent(each)),
        ("warnings", ", ".join(each.approval.warnings) or "–"),
        ("may be closed", "yes" if each.resolution.allowed else "no"),
        ("changes at", time_text(each.next_change_at)),
    ]
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows)
    return f"<table><tbody>{body}</tbody></table>"

"""Tables for a terminal and for spreadsheets. Text of customers is shown as text, never as markup."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from .. import SlaState
from .._notebook import time_text
from .output import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from rich.console import Console

    from .. import Assessment, Sla

ABSENT = "–"
COLOURS = {"p1": "bold red", "p2": "yellow", "p3": "cyan"}
Row = tuple[str, ...]


def duration(span: timedelta) -> str:
    """A duration for people, to the minute."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def time_left(sla: Sla) -> str:
    """How far the deadline is, for people."""
    if sla.overdue:
        return f"{duration(sla.overdue)} over"
    return f"{duration(sla.remaining)} left" if sla.due_at else str(sla.state)


def may_be_sent(each: Assessment) -> str:
    """Whether the draft may be sent, and what stands against it or is to be looked at."""
    if each.approval.allowed:
        return ": ".join(("yes", *filter(None, [", ".join(each.approval.warnings)])))
    return "no: " + ", ".join(each.approval.blockers)


def wire_time(at: datetime | None) -> str | None:
    """A time as the library's JSON writes it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def _number(value: int | None) -> str:
    return ABSENT if value is None else str(value)


COLUMNS: dict[str, tuple[str, Callable[[Assessment, tzinfo | None], str]]] = {
    "priority": ("", lambda a, _: str(a.priority or ABSENT).upper()),
    "sla": ("SLA", lambda a, _: _short_time_left(a.sla)),
    "id": ("#", lambda a, _: str(a.conversation_id)),
    "customer": ("customer", lambda a, _: clean(a.customer.name)),
    "level": ("lvl", lambda a, _: str(a.escalation.level)),
    "why": ("why", lambda a, _: ", ".join(reason.code for reason in a.reasons)),
    "draft": ("draft; may be sent", lambda a, _: _draft(a)),
    "respond_by": ("respond by", lambda a, tz: _time(a.respond_by, tz)),
    "due": ("due", lambda a, tz: _time(a.sla.due_at, tz)),
    "breached": ("breached", lambda a, tz: _time(a.sla.breached_at, tz)),
    "last_message": ("last message", lambda a, tz: _time(a.last_message_at, tz)),
    "status": ("status", lambda a, _: str(a.status)),
    "inbox": ("inbox", lambda a, _: _number(a.inbox_id)),
    "team": ("team", lambda a, _: _number(a.team_id)),
    "assignee": ("assignee", lambda a, _: _number(a.assignee_id)),
    "labels": ("labels", lambda a, _: clean(", ".join(a.labels)) or ABSENT),
    "language": ("language", lambda a, _: a.language or ABSENT),
}  # fmt: skip
USUAL = ("priority", "sla", "id", "customer", "level", "why", "draft")


def _short_time_left(sla: Sla) -> str:
    """``time_left`` in fewer characters."""
    if not sla.due_at:
        return ABSENT if sla.state == SlaState.NOT_APPLICABLE else str(sla.state)
    return re.sub(r"(?<=\d) (?=[dhm])|(?<=h) (?=\d)", "", time_left(sla)).replace("min", "m")


def _draft(each: Assessment) -> str:
    if each.suggestion is None:
        return f"none; {may_be_sent(each)}"
    return clean(f"{each.suggestion.template_id}; {may_be_sent(each)}")


def _time(at: datetime | None, tz: tzinfo | None) -> str:
    return time_text(at, tz)


def write_table(out: Console, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A table that is as wide as the terminal at most and breaks lines between words."""
    heads = [COLUMNS[name][0] for name in columns]
    write_plain(out, heads, rows, COLOURS if columns[0] == "priority" else {})


def write_plain(
    out: Console, heads: Sequence[str], rows: Sequence[Row], colours: dict[str, str] | None = None
) -> None:
    """A table with these heads; ``colours`` are those of words in the first column."""
    widths = _widths([heads, *rows], out.width)
    gap = " " if sum(widths) + 2 * len(widths) > out.width else "  "
    _write(out, heads, widths, gap, "bold")
    for row in rows:
        _write(out, row, widths, gap, "", (colours or {}).get(row[0].lower(), ""))


def _write(out: Console, row: Sequence[str], widths: list[int], gap: str, style: str, first: str = "") -> None:
    wrapped = [list(_wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = (lines[number] if number < len(lines) else "" for lines in wrapped)
        cells = (set_cell_size(part, width) for part, width in zip(parts, widths, strict=True))
        line = gap.join(cells).rstrip()
        if out.is_terminal:
            text = Text(line, style=style)
            if first and number == 0:
                text.stylize(first, 0, len(row[0]))
            out.print(text, soft_wrap=True)
        else:
            out.file.write(line + "\n")


def _widths(rows: list[Sequence[str]], total: int) -> list[int]:
    """The width of each column: what it wants; where that is too much, less, down to its longest
    word, then to the longest part of a code.
    """
    columns = [set(column) for column in zip(*rows, strict=True)]
    widths = [max(1, *map(cell_len, column)) for column in columns]
    room = total - (len(widths) - 1)
    for parts in (str.split, _pieces):
        least = [
            max((cell_len(part) for cell in column for part in parts(cell)), default=1)
            for column in columns
        ]
        for number, head in enumerate(rows[0]):
            if head == "customer":
                least[number] = min(least[number], 9)
        while sum(widths) > room:
            slack = [width - low for width, low in zip(widths, least, strict=True)]
            if max(slack) <= 0:
                break
            widths[slack.index(max(slack))] -= 1
    return widths


def _pieces(cell: str) -> list[str]:
    """The parts between which a line may be broken: words, and of codes the words in them."""
    return [piece.rstrip(" ") for piece in re.findall(r"[^ _]*_|[^ _]+ ?", cell) or [""]]


def _wrapped(cell: str, width: int) -> Iterator[str]:
    line = ""
    for word in cell.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = ""
        for piece in [word] if cell_len(word) <= width else _pieces(word):
            if line and cell_len(line + piece) > width:
                yield line
                line = ""
            line += piece
            while cell_len(line) > width:
                cut = set_cell_size(line, width)
                yield cut
                line = line[len(cut.rstrip()) or 1 :]
    yield line


CSV_HEAD = (
    "priority", "respond_by", "conversation_id", "customer", "level", "immediate", "reasons",
    "sla_state", "due_at", "template_id", "may_be_sent", "blockers", "warnings", "status",
    "inbox_id", "team_id", "assignee_id", "language", "breached_at", "last_message_at",
)  # fmt: skip


def csv_row(each: Assessment) -> tuple[Any, ...]:
    """An assessment for a spreadsheet."""
    return (
        each.priority,
        wire_time(each.respond_by),
        each.conversation_id,
        no_formula(each.customer.name),
        each.escalation.level,
        each.escalation.immediate,
        " ".join(reason.code for reason in each.reasons),
        each.sla.state,
        wire_time(each.sla.due_at),
        no_formula(each.suggestion.template_id) if each.suggestion else "",
        each.approval.allowed,
        " ".join(each.approval.blockers),
        " ".join(each.approval.warnings),
        each.status,
        each.inbox_id,
        each.team_id,
        each.assignee_id,
        each.language,
        wire_time(each.sla.breached_at),
        wire_time(each.last_message_at),
    )


def no_formula(text: str) -> str:
    """A cell that a spreadsheet would take for a formula starts with an apostrophe."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def csv_line(cells: Sequence[Any]) -> str:
    """A row of CSV."""
    line = _Line()
    csv.writer(line).writerow(cells)
    return line.text


class _Line:
    text = ""

    def write(self, text: str) -> None:
        """Takes what the writer makes."""
        self.text += text

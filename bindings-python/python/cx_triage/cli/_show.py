"""How the command shows answers. Text of customers is shown as text, never as markup."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from .. import ParseError, SlaClock
from .._notebook import time_text

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from rich.console import Console

    from .. import Assessment, Conversation, Engine, Message, Queue, Sla, SlaExplanation

Change = tuple[str, Any, Any]
Move = tuple["Assessment", "Assessment", list[Change]]

COLOURS = {"p1": "bold red", "p2": "yellow", "p3": "cyan"}
ABSENT = "–"
ENDS = 12


def clean(text: str) -> str:
    """Without control characters, which a terminal would obey; no longer and no shorter."""
    return "".join(c if c.isprintable() or c in "\n\u200d" else "�" for c in text)


def queue_table(listed: Queue) -> Table:
    """The queue for a terminal."""
    table = Table()
    for head in ("", "SLA", "#", "customer", "level", "why", "draft", "send?"):
        table.add_column(head, overflow="fold")
    for each in listed:
        priority = str(each.priority or ABSENT)
        sent = each.approval.allowed
        table.add_row(
            Text(priority.upper(), style=COLOURS.get(priority, "")),
            time_left(each.sla),
            str(each.conversation_id),
            Text(clean(each.customer.name)),
            str(each.escalation.level),
            ", ".join(reason.code for reason in each.reasons),
            Text(clean(each.suggestion.template_id if each.suggestion else ABSENT)),
            Text(_may_be_sent(each), style="green" if sent else "red"),
        )
    return table


def _may_be_sent(each: Assessment) -> str:
    if each.approval.allowed:
        return ": ".join(("yes", *filter(None, [", ".join(each.approval.warnings)])))
    return "no: " + ", ".join(each.approval.blockers)


def time_left(sla: Sla) -> str:
    """How far the deadline is, for people."""
    if sla.overdue:
        return f"{duration(sla.overdue)} over"
    return f"{duration(sla.remaining)} left" if sla.due_at else str(sla.state)


def duration(span: timedelta) -> str:
    """A duration for people, to the minute."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def summary(listed: Queue, count: int, at: datetime) -> str:
    """How many are to act on, and when that changes."""
    changes = [each.next_change_at for each in listed if each.next_change_at]
    following = f"; next change at {time_text(min(changes))}" if changes else ""
    return f"{len(listed)} of {count} conversations to act on at {time_text(at)}{following}"


def csv_text(listed: Queue) -> str:
    """The queue for a spreadsheet; a cell that would be a formula starts with an apostrophe."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(
        ("priority", "respond_by", "conversation_id", "customer", "level", "immediate", "reasons",
         "sla_state", "due_at", "template_id", "may_be_sent", "blockers", "warnings")
    )  # fmt: skip
    for each in listed:
        name = each.customer.name
        table.writerow(
            (
                each.priority,
                _wire(each.respond_by),
                each.conversation_id,
                "'" + name if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name,
                each.escalation.level,
                each.escalation.immediate,
                " ".join(reason.code for reason in each.reasons),
                each.sla.state,
                _wire(each.sla.due_at),
                each.suggestion.template_id if each.suggestion else "",
                each.approval.allowed,
                " ".join(each.approval.blockers),
                " ".join(each.approval.warnings),
            )
        )
    return text.getvalue()


def explain(out: Console, engine: Engine, conversation: Conversation, at: datetime) -> None:
    """An assessment in full, then the messages with the high-risk language underlined."""
    told = engine.assess(conversation, at)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, text in _facts(told):
        facts.add_row(name, Text(clean(text)))
    out.print(facts)
    try:
        for clock in engine.explain_sla(conversation, at):
            _clock(out, clock)
    except ParseError as error:
        out.print(f"\nThe clocks are not told stretch by stretch: {error.detail}", markup=False)
    for message in sorted(conversation.messages, key=_by_time):
        note = ", note" if message.private else ""
        out.print(Text(f"\n{time_text(message.created_at)} {message.author}{note}", style="dim"))
        content = message.content or ABSENT
        spans = [
            (found.start, found.end)
            for found in told.risk
            if found.message_id == message.id
            and found.start is not None
            and found.end is not None
            and content[found.start : found.end] == found.matched
        ]
        _print_underlined(out, clean(content), spans)


def _clock(out: Console, told: SlaExplanation) -> None:
    """What counted for a clock and what did not, stretch by stretch."""
    name = "SLA clock" if told.clock == SlaClock.MAIN else f"SLA clock of {told.clock}"
    target = timedelta(milliseconds=told.target_ms)
    due = f"due {time_text(told.due_at)}" if told.due_at else "no deadline while it stands still"
    counted = f"{duration(told.elapsed)} of {duration(target)} counted"
    out.print(Text(f"\n{name}: {counted}, {due}", style="bold"))
    skipped = max(0, len(told.intervals) - 2 * ENDS)
    for place, each in enumerate(told.intervals):
        if skipped and place == ENDS:
            out.print(f"  … {skipped} more stretches …")
        if not skipped or not ENDS <= place < ENDS + skipped:
            sign = "counted" if each.counted else "skipped"
            text = f"  {time_text(each.start)} to {time_text(each.end)}  {sign}: {each.reason}"
            length = duration(each.end - each.start)
            out.print(Text(f"{text}, {length}", style="" if each.counted else "dim"), soft_wrap=True)


def _by_time(message: Message) -> tuple[datetime, int | float]:
    return message.created_at, float("inf") if message.id is None else message.id


def _print_underlined(out: Console, content: str, spans: list[tuple[int, int]]) -> None:
    """The text with the spans underlined: in colour on a terminal, else by carets below."""
    if out.is_terminal:
        words = Text(content)
        for start, end in spans:
            words.stylize("underline red", start, end)
        out.print(words)
        return
    at = 0
    for line in content.split("\n"):
        out.print(Text(line), soft_wrap=True)
        marked = [any(start <= at + i < end for start, end in spans) for i in range(len(line))]
        if any(marked):
            marks = (("^" if on else " ") * cell_len(c) for c, on in zip(line, marked, strict=True))
            out.print(Text("".join(marks).rstrip()), soft_wrap=True)
        at += len(line) + 1


def _facts(told: Assessment) -> Iterator[tuple[str, str]]:
    sla = told.sla
    yield "conversation", f"{told.conversation_id}, {told.status}, labels: {', '.join(told.labels)}"
    yield "priority", f"{told.priority or 'not surfaced'}, respond by {time_text(told.respond_by)}"
    yield "level", f"{told.escalation.level}{', at once' if told.escalation.immediate else ''}"
    yield "clock", f"{sla.state}: {time_left(sla)}, due {time_text(sla.due_at)}"
    yield "", f"from {time_text(sla.clock_start)} ({sla.clock_reason})"
    for each in told.metrics:
        yield "", f"{each.metric} {each.state}, due {time_text(each.due_at)}"
    for reason in told.reasons:
        yield "why", f"{reason.code} ({reason.sop}): {reason.detail}"
    for found in told.risk:
        words = f"“{found.matched}”" if found.matched else f"{found.verdict}"
        yield "risk", f"{found.category}, {found.confidence}, {found.cue}: {words}"
    if told.suggestion:
        cues = ", ".join(told.suggestion.cues)
        yield "draft", f"{told.suggestion.template_id} ({told.suggestion.topic}; {cues or 'no cue'})"
        yield "", told.suggestion.body
    sent = "yes" if told.approval.allowed else f"no: {', '.join(told.approval.blockers)}"
    yield "may be sent", sent
    yield "warnings", ", ".join(told.approval.warnings) or ABSENT
    for due in told.follow_ups:
        yield "follow-up", f"{due.kind} by {time_text(due.due_at)}{', late' if due.overdue else ''}"
    closed = told.resolution
    basis = closed.basis or f"eligible {time_text(closed.eligible_at)}"
    blockers = ", ".join(closed.blockers)
    yield "may be closed", f"{'yes' if closed.allowed else 'no'}: {blockers or basis}"
    yield "changes at", time_text(told.next_change_at)


def standing(told: Assessment) -> str:
    """The priority, or that there is none."""
    return str(told.priority or "not surfaced")


def answer_changes(old: Assessment, new: Assessment) -> list[Change]:
    """What two policies say differently of a conversation."""
    pairs: list[Change] = [
        ("priority", old.priority, new.priority),
        ("respondBy", _wire(old.respond_by), _wire(new.respond_by)),
        ("level", old.escalation.level, new.escalation.level),
        ("reasons", [r.code for r in old.reasons], [r.code for r in new.reasons]),
        ("draft", _draft(old), _draft(new)),
        ("mayBeSent", old.approval.allowed, new.approval.allowed),
        ("mayBeClosed", old.resolution.allowed, new.resolution.allowed),
    ]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _wire(at: datetime | None) -> str | None:
    """A time as the library's JSON writes it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def _draft(told: Assessment) -> str | None:
    return told.suggestion.template_id if told.suggestion else None


def replay(
    out: Console,
    policies: tuple[str, ...],
    counts: tuple[Counter[str], Counter[str]],
    moved: list[Move],
) -> None:
    """Counts under both policies, then the conversations that move."""
    table = Table(title="conversations by priority")
    for head in ("", *policies):
        table.add_column(Text(head))
    for key in ("p1", "p2", "p3", "not surfaced"):
        table.add_row(key, str(counts[0][key]), str(counts[1][key]))
    out.print(table)
    moves = Table(title=f"{len(moved)} conversations change")
    for head in ("#", "what", *policies):
        moves.add_column(Text(head), overflow="fold")
    for _, new, changes in moved:
        for place, (name, before, after) in enumerate(changes):
            number = str(new.conversation_id) if place == 0 else ""
            moves.add_row(number, name, Text(_text(before)), Text(_text(after)))
    if moved:
        out.print(moves)


def _text(value: Any) -> str:
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

"""``cx-triage explain``: why a conversation stands where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from .. import ParseError, SlaClock
from .._notebook import time_text
from .conversations import Conversations
from .options import (
    at_option,
    decisions_option,
    load_engine,
    one_standard_input,
    options,
    policy_option,
    strict_option,
)
from .output import Failure, Problems, clean, out
from .tables import ABSENT, duration, time_left

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import Console

    from .. import Assessment, Conversation, Engine, Message, SlaExplanation

ENDS = 12


@click.command("explain")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--id", "wanted", type=int, required=True, help="The conversation's number.")
@options(policy_option, at_option, decisions_option, strict_option)
def command(
    files: tuple[str, ...],
    wanted: int,
    policy: str,
    at: datetime,
    decisions: str | None,
    strict: bool,
) -> None:
    """Says why a conversation stands where it stands."""
    one_standard_input(*files, policy, decisions)
    engine = load_engine(policy)
    problems = Problems()
    found = Conversations(files, decisions, problems)
    told = 0
    for each in found:
        if each.id == wanted:
            explain(out, engine, each, at)
            told += 1
    if told and not strict:
        return
    problems.finish(found.count, strict)
    if not told:
        raise Failure(f"{', '.join(files)}: no conversation {wanted}")


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

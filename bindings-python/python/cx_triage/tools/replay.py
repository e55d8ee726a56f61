"""``cx-triage replay``: a history under two policies, and what would have been different."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from . import changes
from .conversations import Conversations
from .options import at_option, decisions_option, load_engine, one_standard_input, options, strict_option
from .output import Problems, out
from .tables import wire_time

if TYPE_CHECKING:
    from datetime import datetime

    from .. import Assessment, Conversation, Engine

PRIORITIES = ("p1", "p2", "p3", "not surfaced")
RANK = {name: rank for rank, name in enumerate(PRIORITIES)}
Moved = tuple[int, list[changes.Change]]


@click.command("replay")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--policy", "policies", multiple=True, required=True, help="Given twice.")
@options(at_option, decisions_option)
@click.option(
    "--as-of",
    type=click.Choice(["now", "each-change"]),
    default="now",
    show_default=True,
    help="Judges each conversation as it stands, or all along its own history.",
)
@click.option("--json", "as_json", is_flag=True, help="One object.")
@strict_option
def command(
    files: tuple[str, ...],
    policies: tuple[str, ...],
    at: datetime,
    decisions: str | None,
    as_of: str,
    as_json: bool,
    strict: bool,
) -> None:
    """Assesses a history under two policies and shows what changes.

    With --as-of each-change a conversation is judged at every message, decision and change of
    status, and whenever its assessment changes in between: a closed history then shows what was
    surfaced when, its highest priority and its breaches, by inbox and week.
    """
    if len(policies) != 2:
        raise click.UsageError("--policy is given twice")
    one_standard_input(*files, *policies, decisions)
    engines = [load_engine(name) for name in policies]
    problems = Problems()
    found = Conversations(files, decisions, problems)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    groups: dict[tuple[str, int | None], tuple[Counter[str], Counter[str]]] = {}
    moved: list[Moved] = []
    for batch in found.batches("conversations"):
        if as_of == "now":
            told = zip(*(engine.assess_many(batch, at) for engine in engines), strict=True)
            for old, new in told:
                _count(counts, changes.standing(old), changes.standing(new))
                difference = changes.answer_changes(old, new)
                if difference:
                    moved.append((new.conversation_id, difference))
            continue
        for conversation in batch:
            before, after = (_Life(engine, conversation, at) for engine in engines)
            _count(counts, before.highest, after.highest)
            group = groups.setdefault(_group(conversation), (Counter(), Counter()))
            for side, life in zip(group, (before, after), strict=True):
                side.update(life.figures())
            difference = before.changes(after)
            if difference:
                moved.append((conversation.id, difference))
    if as_json:
        answer: dict[str, Any] = {
            "conversations": found.count,
            "counts": dict(zip(("before", "after"), map(dict, counts), strict=True)),
            "moved": [
                {"conversationId": number, "changes": {k: [a, b] for k, a, b in difference}}
                for number, difference in moved
            ],
        }
        if as_of != "now":
            answer["groups"] = [
                {"week": week, "inboxId": inbox, "before": dict(before), "after": dict(after)}
                for (week, inbox), (before, after) in sorted(groups.items(), key=_group_order)
            ]
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(policies, counts, groups, moved)
    problems.finish(found.count, strict)


class _Life:
    """What one policy says of a conversation all along."""

    def __init__(self, engine: Engine, conversation: Conversation, until: datetime) -> None:
        self.history = engine.assess_history(conversation, until)
        standings = [changes.standing(each) for each in self.history]
        self.highest = min(standings, key=RANK.__getitem__, default="not surfaced")
        self.breached = sorted(
            {text for each in self.history if (text := wire_time(each.sla.breached_at))}
        )
        self.surfaced = wire_time(_first(self.history))

    def figures(self) -> dict[str, int]:
        """What is added up by inbox and week."""
        return {
            "conversations": 1,
            "surfaced": int(self.surfaced is not None),
            "breaches": len(self.breached),
            self.highest: 1,
        }

    def changes(self, other: _Life) -> list[changes.Change]:
        """Where another policy says something else."""
        pairs: list[changes.Change] = [
            ("highestPriority", self.highest, other.highest),
            ("surfacedAt", self.surfaced, other.surfaced),
            ("breachedAt", self.breached, other.breached),
            ("reasons", _reasons(self.history), _reasons(other.history)),
            ("level", _level(self.history), _level(other.history)),
        ]
        return [change for change in pairs if change[1] != change[2]]


def _first(history: list[Assessment]) -> datetime | None:
    return next((each.assessed_at for each in history if each.surfaced), None)


def _reasons(history: list[Assessment]) -> list[str]:
    return list(dict.fromkeys(str(reason.code) for each in history for reason in each.reasons))


def _level(history: list[Assessment]) -> str:
    return max((str(each.escalation.level) for each in history), default="l1")


def _group(conversation: Conversation) -> tuple[str, int | None]:
    year, week, _ = conversation.created_at.isocalendar()
    return f"{year}-W{week:02}", conversation.inbox_id


def _group_order(item: tuple[tuple[str, int | None], Any]) -> tuple[str, int]:
    (week, inbox), _ = item
    return week, inbox or 0


def _count(counts: tuple[Counter[str], Counter[str]], before: str, after: str) -> None:
    counts[0][before] += 1
    counts[1][after] += 1


def _show(
    policies: tuple[str, ...],
    counts: tuple[Counter[str], Counter[str]],
    groups: dict[tuple[str, int | None], tuple[Counter[str], Counter[str]]],
    moved: list[Moved],
) -> None:
    table = Table(title="conversations by priority")
    for head in ("", *policies):
        table.add_column(Text(head))
    for key in PRIORITIES:
        table.add_row(key, str(counts[0][key]), str(counts[1][key]))
    out.print(table)
    if groups:
        by_group = Table(title="by week of creation and inbox (before, after)")
        for head in ("week", "inbox", "conversations", "surfaced", "breaches", "p1"):
            by_group.add_column(head)
        for (week, inbox), (before, after) in sorted(groups.items(), key=_group_order):
            pairs = (f"{before[key]}, {after[key]}" for key in ("surfaced", "breaches", "p1"))
            by_group.add_row(week, str(inbox or "–"), str(before["conversations"]), *pairs)
        out.print(by_group)
    moves = Table(title=f"{len(moved)} conversations change")
    for head in ("#", "what", *policies):
        moves.add_column(Text(head), overflow="fold")
    for number, difference in moved:
        for row, (name, before_, after_) in enumerate(difference):
            first = str(number) if row == 0 else ""
            moves.add_row(first, name, Text(changes.text(before_)), Text(changes.text(after_)))
    if moved:
        out.print(moves)

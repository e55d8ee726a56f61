"""What the team did with what the library said: figures of a decision log, by template, cue,
policy and week.

A cue whose drafts are mostly overridden, or whose findings are mostly dismissed, is a false alarm:
it leaves the policy by ``remove``, with these figures behind it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from .. import Action, ReasonCode, Verdict, parse_decision_log
from .options import options, strict_option
from .output import Problems, out, write_bytes
from .sources import Source
from .tables import csv_line, no_formula, write_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .. import DecisionEvent

GROUPS = ("all", "template", "cue", "policy", "week")


@dataclass
class Figures:
    """How many decisions of a group there are, and how they came out."""

    decisions: int = 0
    approved: int = 0
    """Approved as it was suggested."""
    edited: int = 0
    """Approved with another text."""
    overridden: int = 0
    """Taken though something stood against it."""
    dismissed: int = 0
    """A finding was dismissed by a verdict."""
    escalated: int = 0
    resolved: int = 0
    breached: int = 0
    """The SLA was breached when it was decided."""


@dataclass(frozen=True)
class Group:
    """One line of the figures: what they are counted by, and its name."""

    by: str
    """``all``, ``template``, ``cue``, ``policy`` or ``week`` (ISO 8601, of UTC)."""
    name: str
    figures: Figures


def decision_stats(events: Iterable[DecisionEvent]) -> list[Group]:
    """The figures of events: of all, then by template, cue, policy and week, each in its order.

    An event counts once in a group: under each of its cues, under its template, policy and week.

    >>> from cx_triage import parse_decision_log
    >>> decision_stats(parse_decision_log(""))
    [Group(by='all', name='', figures=Figures(decisions=0, approved=0, edited=0, overridden=0, \
dismissed=0, escalated=0, resolved=0, breached=0))]
    """
    found: dict[tuple[str, str], Figures] = defaultdict(Figures)
    found["all", ""] = Figures()
    for event in events:
        for by, name in _groups(event):
            _count(found[by, name], event, name if by == "cue" else None)
    return [Group(*key, found[key]) for key in sorted(found, key=lambda key: (GROUPS.index(key[0]), key[1]))]


def _groups(event: DecisionEvent) -> Iterator[tuple[str, str]]:
    told = event.assessment
    yield "all", ""
    if told.template_id is not None:
        yield "template", told.template_id
    for cue in told.cues:
        yield "cue", cue
    yield "policy", f"{event.policy.name} {event.policy.version}"
    year, week, _ = event.occurred_at.isocalendar()
    yield "week", f"{year}-W{week:02}"


def _count(figures: Figures, event: DecisionEvent, cue: str | None) -> None:
    told = event.assessment
    approved = event.action == Action.APPROVE_SEND
    dismissed = [each.category for each in told.verdicts if each.verdict == Verdict.DISMISSED]
    figures.decisions += 1
    figures.approved += approved and not told.edited
    figures.edited += approved and told.edited
    figures.overridden += told.overridden
    figures.dismissed += any(cue is None or _of(cue, category) for category in dismissed)
    figures.escalated += event.action == Action.ESCALATE
    figures.resolved += event.action == Action.MARK_RESOLVED
    figures.breached += ReasonCode.SLA_BREACHED in told.reasons


def _of(cue: str, category: str) -> bool:
    """Whether a cue is one of a category: ``regulator.press`` of ``regulator_press``."""
    return cue.split(".")[0] == category.split("_")[0]


@click.command("stats")
@click.argument("files", nargs=-1, required=True, metavar="LOG...")
@options(
    click.option("--by", type=click.Choice(GROUPS), multiple=True, help="Only these; may be given more than once."),
    click.option("--json", "as_json", is_flag=True, help="One object."),
    click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet."),
    strict_option,
)
def command(files: tuple[str, ...], by: tuple[str, ...], as_json: bool, as_csv: bool, strict: bool) -> None:
    """Counts what the team did: approved, edited, overridden, dismissed, escalated, breached.

    LOG is a decision log, one event a line; an event that stands there twice counts once.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    problems = Problems()
    events: dict[str, DecisionEvent] = {}
    for name in files:
        log = parse_decision_log(Source(name).whole())
        for bad in log.rejected:
            problems.add(f"{name}: line {bad.line}: {bad.error.detail} ({bad.error.code})")
        for unknown in log.unknown:
            version = unknown.schema_version
            problems.add(f"{name}: line {unknown.line}: events of version {version} are not read")
        events |= {event.id: event for event in log}
    groups = [each for each in decision_stats(events.values()) if not by or each.by in by]
    heads = [each.name for each in fields(Figures)]
    rows = [(each.by, each.name, *asdict(each.figures).values()) for each in groups]
    if as_json:
        told = [{"by": each.by, "name": each.name, **asdict(each.figures)} for each in groups]
        click.echo(json.dumps({"groups": told}, ensure_ascii=False))
    elif as_csv:
        lines = [("by", "name", *heads), *((row[0], no_formula(str(row[1])), *row[2:]) for row in rows)]
        write_bytes(csv_line(line).encode() for line in lines)
    else:
        short = ("decided", "as is", "edited", "over", "dism.", "escal.", "res.", "late")
        write_plain(out, ("by", "name", *short), [tuple(map(str, row)) for row in rows])
    problems.finish(len(events), strict)

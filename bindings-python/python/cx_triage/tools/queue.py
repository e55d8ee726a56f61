"""``cx-triage queue``: what to act on, in order."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import click

from .. import QueueKey
from .._notebook import time_text
from . import tables
from .conversations import Conversations
from .fetch import Fetch, connected, connection_options, fetch_options
from .options import (
    at_option,
    decisions_option,
    load_engine,
    one_standard_input,
    options,
    policy_option,
    setting,
    strict_option,
)
from .output import Problems, out, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from .. import Assessment, Conversation, Engine


def _columns(_ctx: Any, _param: Any, text: str | None) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in (text or "").split(","))))
    unknown = [name for name in names if name not in tables.COLUMNS]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: there are {', '.join(tables.COLUMNS)}")
    return names or tables.USUAL


def _assignee(_ctx: Any, _param: Any, text: Any) -> int | str | None:
    if text is None or text == "none":
        return None if text is None else "none"
    try:
        return int(text)
    except ValueError:
        raise click.BadParameter(f"{text} is neither a number nor none") from None


@click.command("queue")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@connection_options
@fetch_options
@options(
    policy_option,
    at_option,
    decisions_option,
    click.option("--json", "as_json", is_flag=True, help="Assessments, one a line."),
    click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet."),
    setting("limit"),
    setting("level"),
    setting("team"),
    setting("assignee", callback=_assignee),
    setting("columns", callback=_columns),
    setting("tz"),
    strict_option,
)
def command(
    files: tuple[str, ...],
    url: str | None,
    account: int | None,
    token_file: str | None,
    timeout: float,
    since: datetime | None,
    messages: str,
    concurrency: int,
    decisions: str | None,
    policy: str,
    inbox: int | None,
    strict: bool,
    **shown: Any,
) -> None:
    """Shows what to act on, in order: of the files, or straight from Chatwoot (--url).

    Without files, the conversations are fetched that the policy can surface, with all messages.
    """
    one_standard_input(*files, policy, decisions)
    engine = load_engine(policy)
    problems = Problems()
    if files:
        found = Conversations(files, decisions, problems)
        show(engine, found, found.batches("conversations"), problems, inbox=inbox, strict=strict, **shown)
        return
    if url is None:
        raise click.UsageError("files to read, or --url and --account to fetch from")
    statuses = engine.policy.to_dict()["priority"]["surfaced_statuses"]
    with connected(url, account, token_file, timeout) as client:
        fetch = Fetch(client, problems, messages, concurrency)
        fetched = list(fetch.conversations(statuses, inbox, since))
    found = Conversations((), decisions, problems)
    show(engine, found, found.given(fetched), problems, inbox=inbox, strict=strict, **shown)


def show(
    engine: Engine,
    found: Conversations,
    batches: Iterator[list[Conversation]],
    problems: Problems,
    *,
    at: datetime,
    as_json: bool,
    as_csv: bool,
    limit: int | None,
    level: str | None,
    inbox: int | None,
    team: int | None,
    assignee: int | str | None,
    columns: tuple[str, ...],
    tz: ZoneInfo | None,
    strict: bool,
) -> None:
    """Shows the queue of conversations; of each one only what is shown is kept."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    kept: Callable[[Assessment], Any] = lambda each: tuple(
        tables.COLUMNS[name][1](each, tz) for name in columns
    )
    if as_json:
        kept = lambda each: zlib.compress(each.to_json().encode(), 1)
    elif as_csv:
        kept = lambda each: tables.csv_line(tables.csv_row(each)).encode()

    rows: list[tuple[QueueKey, Any]] = []
    following: datetime | None = None
    for batch in batches:
        for conversation, each in zip(batch, engine.assess_many(batch, at), strict=True):
            key = QueueKey.of(conversation, each)
            if (
                key is None
                or (level and each.escalation.level != level)
                or (inbox is not None and each.inbox_id != inbox)
                or (team is not None and each.team_id != team)
                or (assignee == "none" and each.assignee_id is not None)
                or (isinstance(assignee, int) and each.assignee_id != assignee)
            ):
                continue
            rows.append((key, kept(each)))
            change = each.next_change_at
            if change and (following is None or change < following):
                following = change
    rows.sort(key=lambda row: row[0])
    shown = [row for _, row in rows[:limit]]
    if as_json:
        write_bytes(zlib.decompress(line) + b"\n" for line in shown)
    elif as_csv:
        write_bytes([tables.csv_line(tables.CSV_HEAD).encode(), *shown])
    else:
        tables.write_table(out, columns, shown)
        out.print(_summary(len(rows), len(shown), found.count, at, following, tz), markup=False, soft_wrap=True)
    problems.finish(found.count, strict)


def _summary(
    surfaced: int, shown: int, count: int, at: datetime, following: datetime | None, tz: ZoneInfo | None
) -> str:
    first = f" (the first {shown} shown)" if shown < surfaced else ""
    change = f"\nnext change at {time_text(following, tz)}" if following else ""
    return f"{surfaced} of {count} conversations to act on at {time_text(at, tz)}{first}{change}"

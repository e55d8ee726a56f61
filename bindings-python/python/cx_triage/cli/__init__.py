"""The command ``cx-triage``: the queue, why, policies, and one policy against another.

Exit codes: 0 done; 1 something could not be read or used (told on standard error, the rest is
shown all the same), or nobody reads the output any more; 2 wrong arguments.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from .. import CxTriageError, PolicyError, __version__
from . import _read, _show

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._base import Diagnostic

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class _Time(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        except ValueError:
            self.fail(f"{value} is not a time such as 2026-02-25T12:00:00Z", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value} has no time zone; end it with Z for UTC", param, ctx)
        return at


def _options(*names: str) -> Callable[[Any], Any]:
    known = {
        "policy": click.option(
            "--policy", default="runbook", show_default=True, help="A shipped policy or a file."
        ),
        "at": click.option(
            "--at",
            type=_Time(),
            default=lambda: datetime.now(timezone.utc),
            show_default="now",
            help="The time of the assessment, RFC 3339.",
        ),
        "decisions": click.option(
            "--decisions",
            help="Past decisions: an object of lists by conversation, or a decision log (NDJSON).",
        ),
    }

    def apply(function: Any) -> Any:
        for name in reversed(names):
            function = known[name](function)
        return function

    return apply


@click.group(epilog="Exit codes: 0 done, 1 something could not be read or used, 2 wrong arguments.")
@click.version_option(__version__)
def cli() -> None:
    """Triage of Chatwoot support conversations by a written policy.

    FILE is Chatwoot's JSON (a list or one conversation), or conversation documents, as JSON or
    one a line; - is standard input.
    """


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_options("policy", "at", "decisions")
@click.option("--json", "as_json", is_flag=True, help="Assessments, one a line.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
def queue(
    files: tuple[str, ...],
    policy: str,
    at: datetime,
    decisions: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Shows what to act on, in order."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    _one_standard_input(*files, policy, decisions)
    engine = _read.policy(policy).compile()
    found = _read.conversations(files, decisions, err)
    with _read.progress(err, "assessing", len(found.conversations)):
        listed = engine.queue(found.conversations, at)
    if as_json:
        for each in listed:
            click.echo(each.to_json())
    elif as_csv:
        click.echo(_show.csv_text(listed), nl=False)
    else:
        out.print(_show.queue_table(listed))
        out.print(_show.summary(listed, len(found.conversations), at), markup=False, soft_wrap=True)
    _finish(found)


@cli.command()
@click.argument("file")
@click.option("--id", "wanted", type=int, required=True, help="The conversation's number.")
@_options("policy", "at", "decisions")
def explain(file: str, wanted: int, policy: str, at: datetime, decisions: str | None) -> None:
    """Says why a conversation stands where it stands."""
    _one_standard_input(file, policy, decisions)
    engine = _read.policy(policy).compile()
    found = _read.conversations((file,), decisions, err)
    for each in found.conversations:
        if each.id == wanted:
            _show.explain(out, engine, each, at)
            break
    else:
        found.problems.append(f"{file}: no conversation {wanted}")
    _finish(found)


@cli.group()
def policy() -> None:
    """Shows, checks and compares policies."""


@policy.command("show")
@click.argument("file", default="runbook")
def policy_show(file: str) -> None:
    """Writes the whole policy as TOML."""
    click.echo(_read.policy(file).to_toml(), nl=False)


@policy.command("check")
@click.argument("file")
def policy_check(file: str) -> None:
    """Compiles the policy, runs its examples and tells everything that is wrong with it."""
    document = _read.policy(file)
    examples = document.check_examples()
    for notice in document.notices:
        _tell(_place(notice), "yellow")
    reference = document.compile().policy_reference()
    out.print(f"{reference.name} {reference.version} is fine ({reference.fingerprint})")
    out.print(f"{examples} examples are read as they say")


@policy.command("diff")
@click.argument("file")
@click.option("--against", default="runbook", show_default=True, help="A shipped policy or a file.")
def policy_diff(file: str, against: str) -> None:
    """Shows where the policy differs from another."""
    _one_standard_input(file, against)
    before, after = _read.policy(against).to_dict(), _read.policy(file).to_dict()
    for pointer, old, new in _show.document_changes(before, after):
        out.print(_show.change(pointer, old, new))


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--policy", "policies", multiple=True, required=True, help="Given twice.")
@_options("at", "decisions")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def replay(
    files: tuple[str, ...],
    policies: tuple[str, ...],
    at: datetime,
    decisions: str | None,
    as_json: bool,
) -> None:
    """Assesses a history under two policies and shows what changes."""
    if len(policies) != 2:
        raise click.UsageError("--policy is given twice")
    _one_standard_input(*files, *policies, decisions)
    engines = [_read.policy(name).compile() for name in policies]
    found = _read.conversations(files, decisions, err)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    moved: list[_show.Move] = []
    for batch in _read.batches(found.conversations, err):
        first, second = (engine.assess_many(batch, at) for engine in engines)
        for old, new in zip(first, second, strict=True):
            counts[0][_show.standing(old)] += 1
            counts[1][_show.standing(new)] += 1
            changes = _show.answer_changes(old, new)
            if changes:
                moved.append((old, new, changes))
    if as_json:
        answer = {
            "conversations": len(found.conversations),
            "counts": dict(zip(("before", "after"), map(dict, counts), strict=True)),
            "moved": [
                {"conversationId": new.conversation_id, "changes": {k: [a, b] for k, a, b in changes}}
                for _, new, changes in moved
            ],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show.replay(out, policies, counts, moved)
    _finish(found)


def _one_standard_input(*names: str | None) -> None:
    if names.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once")


def _tell(problem: str, style: str) -> None:
    err.print(_show.clean(problem), style=style, markup=False, soft_wrap=True)


def _place(problem: Diagnostic) -> str:
    line = "" if problem.line is None else f"line {problem.line}, "
    return f"{line}{problem.pointer or 'the document'}: {problem.detail} ({problem.code})"


def _finish(found: _read.Found) -> None:
    for problem in found.problems:
        _tell(problem, "yellow")
    if found.problems:
        sys.exit(1)


def main() -> None:
    """The console script."""
    try:
        cli.main(prog_name="cx-triage")
    except _read.Unreadable as error:
        _tell(str(error), "red")
        sys.exit(1)
    except PolicyError as error:
        for each in error.diagnostics:
            _tell(_place(each), "red")
        sys.exit(1)
    except CxTriageError as error:
        _tell(str(error), "red")
        sys.exit(1)

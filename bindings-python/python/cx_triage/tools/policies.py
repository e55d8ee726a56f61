"""``cx-triage policy``: policies shown, checked, compared, begun."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import changes
from .options import SHIPPED, load_engine, load_policy, one_standard_input
from .output import REFUSED, Failure, out, place, tell, write_bytes

EXAMPLE = '''\
# A policy of your own: what it does not say is the runbook's (cx-triage policy show runbook).
# Check it with: cx-triage policy check {file}
extends = "runbook"
name = "{name}"
version = "1"

[sla]
# Minutes from the creation of a conversation until it is breached.
target_minutes = 30

# Office hours: the clock runs in them alone.
# calendar = "office"
# [sla.calendars.office]
# time_zone = "Europe/Berlin"
# hours = {{ mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]] }}

# A false alarm is taken out by its cue, as cx-triage stats names it:
# [language.en.risk]
# cues = {{ remove = ["legal.sue"] }}

# Agents by their numbers in Chatwoot: who counts as a manager, who is a bot.
# [people]
# managers = [11]
# bots = [99]
'''


@click.group("policy")
def command() -> None:
    """Shows, checks, compares and begins policies."""


@command.command("list")
def policy_list() -> None:
    """Names the shipped policies."""
    for name in SHIPPED:
        reference = load_policy(name)
        out.print(f"{name}: version {reference.version}", markup=False, soft_wrap=True)


@command.command("show")
@click.argument("file", default="runbook")
def policy_show(file: str) -> None:
    """Writes the whole policy as TOML."""
    write_bytes([load_policy(file).to_toml().encode()])


@command.command("init")
@click.argument("file", default="policy.toml")
@click.option("--name", help="The policy's name; the file's by default.")
def policy_init(file: str, name: str | None) -> None:
    """Begins a policy that extends the runbook, in a new file."""
    path = Path(file)
    name = name or path.stem
    if not name.isprintable() or '"' in name or "\\" in name:
        raise click.BadParameter("a name without quotes", param_hint="--name")
    try:
        with path.open("x", encoding="utf-8") as new:
            new.write(EXAMPLE.format(file=file, name=name))
    except FileExistsError:
        raise Failure(f"{file} is there already") from None
    out.print(f"{file} is written; next: cx-triage policy check {file}", markup=False, soft_wrap=True)


@command.command("check")
@click.argument("file")
def policy_check(file: str) -> None:
    """Compiles the policy, runs its examples and tells everything that is wrong with it."""
    engine = load_engine(file)
    examples = engine.policy.check_examples()
    for notice in engine.policy.notices:
        tell(f"{file}: {place(notice)}", "yellow")
    reference = engine.policy_reference()
    said = f"{reference.name} {reference.version} is fine ({reference.fingerprint})"
    out.print(said, markup=False, soft_wrap=True)
    out.print(f"{examples} examples are read as they say")


@command.command("diff")
@click.argument("file")
@click.option("--against", default="runbook", show_default=True, help="A shipped policy or a file.")
@click.option("--exit-code", is_flag=True, help="Exit with 4 where they differ.")
def policy_diff(file: str, against: str, exit_code: bool) -> None:
    """Shows where the policy differs from another."""
    one_standard_input(file, against)
    before, after = load_policy(against).to_dict(), load_policy(file).to_dict()
    differs = False
    for pointer, old, new in changes.document_changes(before, after):
        differs = True
        out.print(changes.change(pointer, old, new), soft_wrap=True)
    if differs and exit_code:
        sys.exit(REFUSED)

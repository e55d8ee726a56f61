"""``cx-triage data``: what the package carries beside code."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import click

from .output import Failure, out, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable


@click.command("data")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Writes a file that the package carries; without a name, lists them.

    The commented runbook policy, the JSON Schemas of assessments, conversations, events and
    policies, and example conversations with their past decisions.
    """
    known = dict(_names(files("cx_triage") / "data"))
    if name is None:
        for each in sorted(known):
            out.print(each, markup=False)
    elif name in known:
        write_bytes([known[name].read_bytes()])
    else:
        raise Failure(f"{name}: there are {', '.join(sorted(known))}")


def _names(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _names(each, f"{before}{each.name}/")
        else:
            yield before + each.name, each

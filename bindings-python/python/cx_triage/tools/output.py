"""What the command tells: its two consoles, its problems, and how it ends."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from .._base import Diagnostic


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leaves the end of the command to the command."""
        raise BrokenPipeError


out = _Console(highlight=False)
err = _Console(stderr=True, highlight=False)

# Exit codes.
DONE, LEFT_OUT, USAGE, FAILED, REFUSED = range(5)
MOST_TOLD = 20


class Failure(Exception):
    """What cannot be done at all, in a sentence: no input, no network, a bad setting."""


@dataclass
class Problems:
    """What was left out of the input; only the first few are told one by one."""

    told: list[str] = field(default_factory=list[str])
    count: int = 0

    def add(self, problem: str) -> None:
        """One thing that was left out."""
        self.count += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(problem)

    def finish(self, read: int, strict: bool) -> None:
        """Tells what was left out and ends the command with the code that says so."""
        for problem in self.told:
            tell(problem, "yellow")
        if self.count > len(self.told):
            tell(f"… and {self.count - len(self.told):,} more", "yellow")
        if self.count:
            if not read:
                raise Failure("nothing could be read")
            if strict:
                sys.exit(LEFT_OUT)


def clean(text: str) -> str:
    """Without control characters, which a terminal would obey; no longer and no shorter."""
    return "".join(c if c.isprintable() or c in "\n\u200d" else "\ufffd" for c in text)


def tell(problem: str, style: str = "") -> None:
    """A line on standard error."""
    err.print(clean(problem), style=style, markup=False, soft_wrap=True)


def place(problem: Diagnostic) -> str:
    """A diagnostic in a line: where, what, and its code."""
    line = "" if problem.line is None else f"line {problem.line}, "
    return f"{line}{problem.pointer or 'the document'}: {problem.detail} ({problem.code})"


@contextmanager
def progress(what: str) -> Generator[Callable[[int], None]]:
    """A count on a terminal that goes when the work is done; nothing elsewhere."""
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"),
        console=err, transient=True, disable=not err.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.advance(task, done)


def write_bytes(parts: Iterable[bytes]) -> None:
    """Writes what programs read: UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    for part in parts:
        sys.stdout.buffer.write(part)

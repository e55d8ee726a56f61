"""The command ``cx-triage``: its subcommands, its configuration, and how it ends.

Exit codes: 0 done (what was left out of the input is told on standard error; also where nobody
reads the output any more); 1 the same under ``--strict`` where something was left out; 2 wrong
arguments; 3 no input, a bad policy or configuration, no network; 4 a step of the smoke test, or
``policy diff --exit-code``, says no; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import CxTriageError, PolicyError, __version__
from . import settings
from .board import command as board
from .data import command as data
from .explain import command as explain
from .fetch import command as fetch
from .mock_server import command as mock_server
from .options import default_map
from .output import DONE, FAILED, USAGE, Failure, place, tell
from .policies import command as policy
from .queue import command as queue
from .replay import command as replay
from .smoke import command as smoke
from .stats import command as stats

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
CODES = (
    "Exit codes: 0 done (what was left out is told on standard error), 1 the same under --strict, "
    "2 wrong arguments, 3 no input, bad policy or no network, 4 a smoke step or diff says no."
)


def _configuration_file(_ctx: Any, _param: Any, name: str | None) -> Path | None:
    return Path(name) if name else settings.find(Path.cwd())


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=CODES)
@click.version_option(__version__, "-V", "--version")
@click.option(
    "--config",
    envvar="CX_TRIAGE_CONFIG",
    callback=_configuration_file,
    help=f"The configuration; {settings.FILE}, found upwards from here, by default.",
)
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Triage of Chatwoot support conversations by a written policy.

    FILE is Chatwoot's JSON (pages of conversations or messages, one conversation), or conversation
    documents, as JSON or one a line, packed or not; - is standard input.
    """
    ctx.obj = settings.load(config)
    ctx.default_map = default_map(cli, ctx.obj.values)


# One line a subcommand; each stands in a file of its own.
cli.add_command(fetch)
cli.add_command(queue)
cli.add_command(board)
cli.add_command(explain)
cli.add_command(policy)
cli.add_command(replay)
cli.add_command(stats)
cli.add_command(smoke)
cli.add_command(mock_server)
cli.add_command(data)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code; every error is a sentence."""
    _show_what_can_be_shown()
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        with cli.make_context("cx-triage", given) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as error:
        _drop_output()
        tell(f"{error.filename or 'the output'}: {error.strerror or error}", "red")
        return FAILED
    except (RecursionError, MemoryError):
        tell("the input is nested too deeply, or too large for this machine", "red")
        return FAILED
    except PolicyError as error:
        for each in error.diagnostics:
            tell(place(each), "red")
        return FAILED
    except (Failure, CxTriageError) as error:
        tell(str(error), "red")
        return FAILED
    return DONE


def _show_what_can_be_shown() -> None:
    """A character that the terminal does not know is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _drop_output() -> None:
    """What is still to be written goes nowhere, so that the end of the program does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def main() -> None:
    """The console script."""
    sys.exit(run())

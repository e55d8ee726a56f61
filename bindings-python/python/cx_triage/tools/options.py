"""The options of the commands; each setting is a flag, a variable and a key of the file."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from .. import Policy, PolicyError
from . import settings
from .output import Failure, place
from .settings import SETTINGS
from .sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from .. import Engine

SHIPPED: dict[str, Callable[[], Policy]] = {
    "runbook": Policy.runbook,
    "hotdash-2025-10": Policy.hotdash_2025_10,
}


class Time(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A time in RFC 3339, with its zone."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """The text as a datetime."""
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        except ValueError:
            self.fail(f"{value} is not a time such as 2026-02-25T12:00:00Z", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value} has no time zone; end it with Z for UTC", param, ctx)
        return at


class Zone(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A time zone by its IANA name."""

    name = "zone"

    def convert(self, value: Any, param: Any, ctx: Any) -> ZoneInfo:
        """The name as a zone."""
        if isinstance(value, ZoneInfo):
            return value
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail(f"{value} is not a time zone such as Europe/Berlin", param, ctx)


TYPES: dict[str, Any] = {
    "tz": Zone(),
    "level": click.Choice(["l1", "l2", "l3"]),
    "status": click.Choice(["all", "open", "pending", "snoozed", "resolved"]),
    "messages": click.Choice(["all", "newest"]),
    "limit": click.IntRange(min=0),
    "concurrency": click.IntRange(1, 16),
    "probes": click.IntRange(1, 1000),
}


def setting(key: str, **more: Any) -> Callable[[Any], Any]:
    """The option of a setting."""
    known = SETTINGS[key]
    more.setdefault("help", known.help)
    if known.kind is bool:
        more["is_flag"] = True
    else:
        more.setdefault("type", TYPES.get(key, known.kind))
    if more.get("default") is not None:
        more.setdefault("show_default", True)
    return click.option(known.flag, envvar=known.variable, **more)


def options(*chosen: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options, shown in the order in which they stand here."""

    def apply(function: Any) -> Any:
        for option in reversed(chosen):
            function = option(function)
        return function

    return apply


policy_option = setting("policy", default="runbook")
at_option = click.option(
    "--at",
    type=Time(),
    default=lambda: datetime.now(timezone.utc),
    show_default="now",
    help="The time of the assessment, RFC 3339.",
)
decisions_option = setting("decisions")
strict_option = setting("strict")


def _use_environment(ctx: click.Context, _param: Any, name: str | None) -> None:
    """Puts a table ``[env.NAME]`` of the configuration over its other values."""
    if name is None:
        return
    configuration: settings.Configuration = ctx.find_root().obj
    if name not in configuration.environments:
        known = ", ".join(sorted(configuration.environments)) or "there is none"
        where = configuration.path or settings.FILE
        raise click.BadParameter(f"{where} has no table [env.{name}] ({known})")
    ctx.default_map = {**(ctx.default_map or {}), **configuration.environments[name]}


env_option = click.option(
    "--env",
    envvar="CX_TRIAGE_ENV",
    is_eager=True,
    expose_value=False,
    callback=_use_environment,
    help="Uses the table [env.NAME] of the configuration.",
)


def default_map(command: click.Command, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a configuration for a command, and for those below it."""
    if isinstance(command, click.Group):
        return {name: default_map(below, values) for name, below in command.commands.items()}
    return values


def load_policy(name: str) -> Policy:
    """A shipped policy by name, or a file in TOML or JSON."""
    if name in SHIPPED:
        return SHIPPED[name]()
    if name != "-" and not Path(name).exists():
        raise Failure(f"{name}: neither a file nor a shipped policy ({', '.join(SHIPPED)})")
    text = Source(name).text()
    try:
        return Policy.from_text(text)
    except PolicyError as error:
        raise _bad_policy(name, error) from None


def load_engine(name: str) -> Engine:
    """The engine of a policy that is named so."""
    policy = load_policy(name)
    try:
        return policy.compile()
    except PolicyError as error:
        raise _bad_policy(name, error) from None


def _bad_policy(name: str, error: PolicyError) -> Failure:
    return Failure("\n".join(f"{name}: {place(each)}" for each in error.diagnostics))


def one_standard_input(*names: str | None) -> None:
    """Refuses to read standard input twice."""
    if names.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once")

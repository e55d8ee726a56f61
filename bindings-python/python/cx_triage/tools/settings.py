"""Settings: flags, then ``CX_TRIAGE_*``, then ``cx-triage.toml``, found upwards from the folder."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .output import Failure

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "cx-triage.toml"


@dataclass(frozen=True)
class Setting:
    """One setting: its key in the file; the flag and the variable are named after it."""

    key: str
    kind: type
    help: str
    path: bool = False

    @property
    def flag(self) -> str:
        """The flag of the command line."""
        return "--" + self.key.replace("_", "-")

    @property
    def variable(self) -> str:
        """The variable of the environment."""
        return "CX_TRIAGE_" + self.key.upper()


SETTINGS = {
    each.key: each
    for each in (
        Setting("policy", str, "A shipped policy or a file.", path=True),
        Setting("decisions", str, "Past decisions: a decision log (NDJSON), or an object of lists.", path=True),
        Setting("strict", bool, "Exit with 1 where an entry of the input was left out."),
        Setting("tz", str, "The time zone of the times shown (IANA); UTC by default."),
        Setting("columns", str, "The columns of the table, by comma."),
        Setting("limit", int, "So many rows at most."),
        Setting("level", str, "Only this escalation level: l1, l2 or l3."),
        Setting("inbox", int, "Only this inbox."),
        Setting("team", int, "Only this team."),
        Setting("assignee", str, "Only this agent's, by number, or none."),
        Setting("url", str, "Chatwoot's address, such as https://chat.example.com."),
        Setting("account", int, "The number of the account in Chatwoot."),
        Setting("token_file", str, "A file that holds the access token; else CX_TRIAGE_TOKEN, else a prompt.", path=True),
        Setting("status", str, "Only conversations of this status: open, pending, snoozed, resolved, all."),
        Setting("messages", str, "Which messages to fetch: all (of open and pending ones) or newest."),
        Setting("concurrency", int, "So many requests at a time."),
        Setting("timeout", float, "So many seconds until a request counts as failed."),
        Setting("operator", str, "The operator's e-mail address, as it stands in events."),
        Setting("evidence", str, "The folder for evidence.", path=True),
        Setting("sandbox_conversation", int, "The conversation that may be changed; it has the label sandbox."),
        Setting("webhook_url", str, "The address that gets one signed event and one tampered with."),
        Setting("webhook_secret_file", str, "A file that holds the webhook's secret; else CX_TRIAGE_WEBHOOK_SECRET.", path=True),
        Setting("routing_conversation", int, "A conversation whose inbox and team are checked."),
        Setting("expect_inbox", int, "The inbox it should have arrived in."),
        Setting("expect_team", int, "The team it should belong to."),
        Setting("postgres", str, "A PostgreSQL DSN of the decision log's database; without a password in it."),
        Setting("probes", int, "So many API probes."),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Configuration:
    """What a configuration file says; empty where there is none."""

    path: Path | None
    values: dict[str, Any]
    environments: dict[str, dict[str, Any]]


def find(start: Path) -> Path | None:
    """The nearest configuration file, from a folder upwards."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    return None


def load(path: Path | None) -> Configuration:
    """Reads a configuration file; everything that is wrong with it stands in one ``Failure``."""
    if path is None:
        return Configuration(None, {}, {})
    try:
        text = path.read_text("utf-8-sig")
        document = tomllib.loads(text)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(f"{path}: {error}") from error
    problems: list[str] = []
    tables = document.pop("env", {})
    values = _checked(path, text, "", document, problems)
    environments: dict[str, dict[str, Any]] = {}
    if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        problems.append(f"{path}:{_line(text, '', 'env')}: env holds tables, such as [env.staging]")
    else:
        for name, table in tables.items():
            environments[name] = _checked(path, text, f"env.{name}", table, problems)
    if problems:
        raise Failure("\n".join(problems))
    return Configuration(path, values, environments)


def _checked(path: Path, text: str, table: str, values: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for key, value in values.items():
        where = f"{path}:{_line(text, table, key)}"
        setting = SETTINGS.get(key.replace("-", "_"))
        if setting is None:
            near = difflib.get_close_matches(key.replace("-", "_"), SETTINGS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            token = "; a token stands in a file of its own: token_file" if "token" in key else ""
            problems.append(f"{where}: {key} is no setting{hint or token}")
        elif not _fits(setting, value):
            problems.append(f"{where}: {key} should be {_NAMES[setting.kind]}")
        else:
            checked[setting.key] = _resolved(path, setting, value)
    return checked


_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def _fits(setting: Setting, value: Any) -> bool:
    if setting.key == "columns" and isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    if setting.key == "assignee" and type(value) is int:
        return True
    if setting.kind is float:
        return type(value) in (int, float)
    return type(value) is setting.kind


def _resolved(path: Path, setting: Setting, value: Any) -> Any:
    """Files are named from where the configuration stands."""
    if isinstance(value, list):
        return ",".join(value)
    if setting.path and value != "-" and (path.parent / value).exists():
        return str(path.parent / value)
    return value


def _line(text: str, table: str, key: str) -> int:
    """The line of a key, from 1; of its table, where the key stands there in another form."""
    inside, best = not table, 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if header:
            name = header[1].replace('"', "").replace("'", "").replace(" ", "")
            inside = name == table
            if inside or name == f"{table}.{key}".strip(".") or name.startswith(f"{key}."):
                best = number
        elif inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return best

"""Where decision events are written and read back: a file, or PostgreSQL (``cx-triage[postgres]``)."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .. import DecisionEvent, parse_decision_log, write_decision_log
from .output import Failure

if TYPE_CHECKING:
    from collections.abc import Generator


class Store(Protocol):
    """A decision log."""

    def write(self, event: DecisionEvent) -> bool:
        """Writes an event, and says whether it was read back as it is."""


class FileStore:
    """A decision log as NDJSON."""

    def __init__(self, path: Path, redacted: bool = False) -> None:
        self.path = path
        self.redacted = redacted

    def write(self, event: DecisionEvent) -> bool:
        """Adds the event, then looks for it among the last lines."""
        event = event.redact() if self.redacted else event
        line = write_decision_log([event])
        with self.path.open("a+b") as file:
            if file.tell() and not self._ends_a_line():
                line = "\n" + line
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        return event in parse_decision_log(self.path.read_bytes()).events

    def _ends_a_line(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


class PostgresStore:
    """The table ``DecisionLog`` of a service, in one transaction."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def write(self, event: DecisionEvent) -> bool:
        """Inserts the event's row, with the whole event beside it, and selects that."""
        from psycopg.types.json import Jsonb

        row = {"id": event.id, **event.to_log_row(), "event": event.to_json()}
        row["payload"] = Jsonb(row["payload"])
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join(f"%({name})s" for name in row)
        with self.connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "DecisionLog" ({names}) VALUES ({places})', row)
            cursor.execute('SELECT "event"::text FROM "DecisionLog" WHERE "id" = %s', (event.id,))
            found = cursor.fetchone()
        return found is not None and DecisionEvent.from_json(found[0]) == event


@contextmanager
def postgres(dsn: str, keep: bool) -> Generator[PostgresStore]:
    """A store in a transaction that is rolled back at the end, unless it is to be kept."""
    if re.search(r"password\s*=|://[^/@]*:[^/@]*@", dsn):
        raise Failure("the DSN holds a password: use PGPASSWORD or ~/.pgpass")
    try:
        import psycopg
    except ImportError:
        raise Failure("PostgreSQL needs psycopg: pip install cx-triage[postgres]") from None
    try:
        with psycopg.connect(dsn, connect_timeout=10) as connection:
            try:
                yield PostgresStore(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit() if keep else connection.rollback()
    except psycopg.Error as error:
        raise Failure(f"PostgreSQL: {type(error).__name__} {error.sqlstate or ''}".strip()) from None
